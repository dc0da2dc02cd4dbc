"""What is known beside stated values: what was stated before, of the whole, of the parts, of the area above."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db.models import Q

from innovation.models import Area, Indicator, Observation, State, Unit
from innovation.periods import Period

# A value further away than this tells nothing of what to expect.
NEAR = dt.timedelta(days=5 * 366)

NEEDED = {
    *("id", "indicator_id", "area_id", "period", "category", "value", "decimals", "unit_id", "qualifier", "stated_on")
}
# In the order in which the model has them.
READ = [field.attname for field in Observation._meta.concrete_fields if field.attname in NEEDED]
PLACES = {name: READ.index(name) for name in READ}
KEY = itemgetter(*(PLACES[name] for name in ("indicator_id", "area_id", "period", "category")))

Key = tuple[int, int, str, str]
period_of = lru_cache(maxsize=1024)(Period.parse)


class Beside:
    """What is known beside some stated values: those values themselves, else what is on file."""

    def __init__(self, stated: Sequence[Observation]) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.all()} if stated else {}
        newest_last = sorted(stated, key=lambda row: row.stated_on or dt.date.min)
        self._rows = {_key(row): row for row in newest_last}
        self.given = frozenset(self._rows)
        self._on_file = OnFile(stated, self.units)
        self._series: dict[tuple[int, int, str], dict[str, Key]] = defaultdict(dict)
        self._parts: dict[tuple[int | None, int, str, str], list[Key]] = defaultdict(list)
        self._categories: dict[tuple[int, int, str], list[Key]] = defaultdict(list)
        self._before: dict[Key, Observation | None] = {}
        whole_of = {row.indicator_id: row.indicator.part_of_id for row in stated} | self._on_file.whole_of
        valued = [key for key, row in self._rows.items() if row.value is not None]
        for key in (*(key for key in self._on_file.valued if key not in self.given), *valued):
            indicator, area, period, category = key
            self._series[indicator, area, category][period] = key
            self._parts[whole_of[indicator], area, period, category].append(key)
            if category:
                self._categories[indicator, area, period].append(key)

    def _at(self, key: Key) -> Observation | None:
        """The row under a key; those on file are made as they are wanted, since few of many are."""
        if key not in self._rows and (row := self._on_file.row(key)) is not None:
            self._rows[key] = row
        return self._rows.get(key)

    def _all(self, keys: Iterable[Key]) -> list[Observation]:
        return [row for key in keys if (row := self._at(key)) is not None]

    def is_given(self, row: Observation) -> bool:
        return _key(row) in self.given

    def before(self, row: Observation) -> Observation | None:
        """The year before; else the nearest earlier, else the nearest later period of the same kind."""
        key = _key(row)
        if key not in self._before:
            self._before[key] = self._find_before(row)
        return self._before[key]

    def _find_before(self, row: Observation) -> Observation | None:
        series, own = self._series[row.indicator_id, row.area_id, row.category], period_of(row.period)
        before = own.year_before()
        if before and before.code in series:
            return self._at(series[before.code])
        others = {p.end: code for code in series if (p := period_of(code)).kind == own.kind and p != own and p.end}
        if own.end is None or not others:
            return None
        earlier = [end for end in others if end < own.end]
        return self._at(series[others[max(earlier) if earlier else min(others)]])

    def stated(self, indicator: int | None, area: int | None, row: Observation, category: str) -> Observation | None:
        """What is known of another indicator, area or category in the row's period."""
        found = self._at((indicator or 0, area or 0, row.period, category))
        return found if found is not None and found.value is not None else None

    def wholes(self, row: Observation) -> Iterator[Observation]:
        """The indicator it is part of, and the total of a category."""
        for indicator, category in ((row.indicator.part_of_id, row.category), (row.indicator_id, "")):
            whole = self.stated(indicator, row.area_id, row, category)
            if whole is not None and _key(whole) != _key(row):
                yield whole

    def parts(self, row: Observation) -> list[Observation]:
        return self._all(self._parts[row.indicator_id, row.area_id, row.period, row.category])

    def categories(self, row: Observation) -> dict[str, list[Observation]]:
        """The categories of the row's indicator in its period, by dimension."""
        by_dimension: dict[str, list[Observation]] = defaultdict(list)
        for part in self._all(self._categories[row.indicator_id, row.area_id, row.period]):
            by_dimension[part.category.partition("=")[0]].append(part)
        return by_dimension


class OnFile:
    """What is on file of the same indicators, their wholes and parts: of several statements the newest.

    Of the areas above it is what is public: whoever enters for a part need not know what is only drafted for the whole.
    """

    def __init__(self, stated: Sequence[Observation], units: dict[int, Unit]) -> None:
        self.units = units
        indicators = {row.indicator_id: row.indicator for row in stated}
        areas = {row.area_id: row.area for row in stated}
        wholes = {indicator.part_of_id for indicator in indicators.values()} - {None}
        self.indicators = Indicator.objects.filter(Q(pk__in=wholes) | Q(part_of__in=indicators)).in_bulk() | indicators
        above = {area.parent_id for area in areas.values()} - {None}
        where = Q(area__in=areas) | Q(area__in=above, state=State.PUBLISHED)
        self.areas = Area.objects.in_bulk(above) | areas
        found = (
            Observation.objects.filter(where, _near(stated), indicator__in=self.indicators)
            .exclude(state__in=(State.RETURNED, State.WITHDRAWN))
            .order_by("stated_on", "pk")
            .values_list(*READ)
        )
        own = {row.pk for row in stated} - {None}
        self._values = {_key_of(values): values for values in found if values[PLACES["id"]] not in own}
        self.valued = [key for key, values in self._values.items() if values[PLACES["value"]] is not None]
        self.whole_of = {pk: indicator.part_of_id for pk, indicator in self.indicators.items()}

    def row(self, key: Key) -> Observation | None:
        """The newest statement under a key."""
        values = self._values.get(key)
        if values is None:
            return None
        row = Observation.from_db(None, READ, values)
        row.indicator = self.indicators[row.indicator_id]
        row.area, row.unit = self.areas[row.area_id], self.units[row.unit_id]
        return row


def _near(stated: Sequence[Observation]) -> Q:
    """Whether a period is near enough to tell what to expect."""
    ends = [end for row in stated if (end := period_of(row.period).end)]
    near = Q(period_end__range=(min(ends) - NEAR, max(ends) + NEAR)) if ends else Q()
    return near | Q(period_end=None)


def _key(row: Observation) -> Key:
    return row.indicator_id, row.area_id, period_of(row.period).code, row.category


def _key_of(values: Sequence[Any]) -> Key:
    indicator, area, period, category = KEY(values)
    return indicator, area, period_of(period).code, category
