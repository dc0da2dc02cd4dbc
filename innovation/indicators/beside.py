"""What is known beside stated values: what was stated before, of the whole, of the parts, of the area above."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.db.models import Q

from innovation.models import Observation, State, Unit
from innovation.periods import Period

# A value further away than this tells nothing of what to expect.
NEAR = dt.timedelta(days=5 * 366)

period_of = lru_cache(maxsize=1024)(Period.parse)


class Beside:
    """What is known beside some stated values: those values themselves, else what is on file."""

    def __init__(self, stated: Sequence[Observation]) -> None:
        newest_last = sorted(stated, key=lambda row: row.stated_on or dt.date.min)
        given = {_key(row): row for row in newest_last}
        self.given = given.keys()
        self._rows = {_key(row): row for row in _on_file(stated)} | given
        self._series: dict[tuple[int, int, str], dict[str, Observation]] = defaultdict(dict)
        self._parts: dict[tuple[int | None, int, str, str], list[Observation]] = defaultdict(list)
        self._categories: dict[tuple[int, int, str], list[Observation]] = defaultdict(list)
        for (indicator, area, period, category), row in self._rows.items():
            if row.value is not None:
                self._series[indicator, area, category][period] = row
                self._parts[row.indicator.part_of_id, area, period, category].append(row)
                self._categories[indicator, area, period] += [row] if category else []
        self.units = list(Unit.objects.all()) if stated else []

    def is_given(self, row: Observation) -> bool:
        return _key(row) in self.given

    def before(self, row: Observation) -> Observation | None:
        """The year before; else the nearest earlier, else the nearest later period of the same kind."""
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


def _on_file(stated: Sequence[Observation]) -> list[Observation]:
    """What is on file of the same indicators, their wholes and parts, the newest last.

    Of the areas above it is what is public: whoever enters for a part need not know what is only drafted for the whole.
    """
    indicators = {row.indicator_id for row in stated}
    wholes = {row.indicator.part_of_id for row in stated} - {None}
    areas, above = {row.area_id for row in stated}, {row.area.parent_id for row in stated} - {None}
    own = {row.pk for row in stated} - {None}
    ends = [end for row in stated if (end := period_of(row.period).end)]
    near = Q(period_end__range=(min(ends) - NEAR, max(ends) + NEAR)) if ends else Q()
    found = (
        Observation.objects.filter(Q(indicator__in=indicators | wholes) | Q(indicator__part_of__in=indicators))
        .filter(Q(area__in=areas) | Q(area__in=above, state=State.PUBLISHED), near | Q(period_end=None))
        .exclude(state__in=(State.RETURNED, State.WITHDRAWN))
        .select_related("indicator", "area", "unit")
        .order_by("stated_on", "pk")
    )
    return [row for row in found if row.pk not in own]


def _key(row: Observation) -> tuple[int, int, str, str]:
    return row.indicator_id, row.area_id, period_of(row.period).code, row.category
