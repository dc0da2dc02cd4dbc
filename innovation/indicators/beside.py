"""What is known beside stated values: what was stated before, of the whole, of the parts, of the area above."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.db.models import Q

from innovation.models import Area, Indicator, Observation, State, Unit
from innovation.periods import Period

# A value further away than this tells nothing of what to expect.
NEAR = dt.timedelta(days=5 * 366)

READ = ("indicator", "area", "period", "category", "value", "decimals", "unit", "qualifier", "stated_on")

Key = tuple[int, int, str, str]
period_of = lru_cache(maxsize=1024)(Period.parse)


class Beside:
    """What is known beside some stated values: those values themselves, else what is on file."""

    def __init__(self, stated: Sequence[Observation]) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.all()} if stated else {}
        newest_last = sorted(stated, key=lambda row: row.stated_on or dt.date.min)
        given = {_key(row): row for row in newest_last}
        self.given = given.keys()
        self._rows = {_key(row): row for row in _on_file(stated, self.units)} | given
        self._series: dict[tuple[int, int, str], dict[str, Observation]] = defaultdict(dict)
        self._parts: dict[tuple[int | None, int, str, str], list[Observation]] = defaultdict(list)
        self._categories: dict[tuple[int, int, str], list[Observation]] = defaultdict(list)
        self._before: dict[Key, Observation | None] = {}
        for (indicator, area, period, category), row in self._rows.items():
            if row.value is not None:
                self._series[indicator, area, category][period] = row
                self._parts[row.indicator.part_of_id, area, period, category].append(row)
                self._categories[indicator, area, period] += [row] if category else []

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
            return series[before.code]
        others = {p.end: code for code in series if (p := period_of(code)).kind == own.kind and p != own and p.end}
        if own.end is None or not others:
            return None
        earlier = [end for end in others if end < own.end]
        return series[others[max(earlier) if earlier else min(others)]]

    def stated(self, indicator: int | None, area: int | None, row: Observation, category: str) -> Observation | None:
        """What is known of another indicator, area or category in the row's period."""
        found = self._rows.get((indicator or 0, area or 0, row.period, category))
        return found if found is not None and found.value is not None else None

    def wholes(self, row: Observation) -> Iterator[Observation]:
        """The indicator it is part of, and the total of a category."""
        for indicator, category in ((row.indicator.part_of_id, row.category), (row.indicator_id, "")):
            whole = self.stated(indicator, row.area_id, row, category)
            if whole is not None and _key(whole) != _key(row):
                yield whole

    def parts(self, row: Observation) -> list[Observation]:
        return self._parts[row.indicator_id, row.area_id, row.period, row.category]

    def categories(self, row: Observation) -> dict[str, list[Observation]]:
        """The categories of the row's indicator in its period, by dimension."""
        by_dimension: dict[str, list[Observation]] = defaultdict(list)
        for part in self._categories[row.indicator_id, row.area_id, row.period]:
            by_dimension[part.category.partition("=")[0]].append(part)
        return by_dimension


def _on_file(stated: Sequence[Observation], units: dict[int, Unit]) -> list[Observation]:
    """What is on file of the same indicators, their wholes and parts, the newest last.

    Of the areas above it is what is public: whoever enters for a part need not know what is only drafted for the whole.
    """
    indicators, areas = {row.indicator_id: row.indicator for row in stated}, {row.area_id: row.area for row in stated}
    wholes = {indicator.part_of_id for indicator in indicators.values()} - {None}
    indicators = Indicator.objects.filter(Q(pk__in=wholes) | Q(part_of__in=indicators)).in_bulk() | indicators
    above = {area.parent_id for area in areas.values()} - {None}
    where = Q(area__in=areas) | Q(area__in=above, state=State.PUBLISHED)
    areas = Area.objects.in_bulk(above) | areas
    found = (
        Observation.objects.filter(where, _near(stated), indicator__in=indicators)
        .exclude(state__in=(State.RETURNED, State.WITHDRAWN))
        .only(*READ)
        .order_by("stated_on", "pk")
    )
    own = {row.pk for row in stated} - {None}
    rows = [row for row in found if row.pk not in own]
    for row in rows:
        # One of each for all of them: a table may bring a hundred thousand.
        row.indicator, row.area, row.unit = indicators[row.indicator_id], areas[row.area_id], units[row.unit_id]
    return rows


def _near(stated: Sequence[Observation]) -> Q:
    """Whether a period is near enough to tell what to expect."""
    ends = [end for row in stated if (end := period_of(row.period).end)]
    near = Q(period_end__range=(min(ends) - NEAR, max(ends) + NEAR)) if ends else Q()
    return near | Q(period_end=None)


def _key(row: Observation) -> Key:
    return row.indicator_id, row.area_id, period_of(row.period).code, row.category
