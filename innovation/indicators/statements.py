"""What people stated: the published observations of some indicators in some areas."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from innovation.indicators.figure import REASON_OF, Figure, Origin, Reason, Status
from innovation.models import Area, Indicator, Observation
from innovation.periods import Period


class Statements:
    """All of them, read in one query when the first one is asked for."""

    def __init__(self, indicators: Iterable[int], areas: Iterable[Area]) -> None:
        self.indicators, self.areas = list(indicators), list(areas)
        self._table: dict[tuple[int, int], dict[str, dict[str, list[Observation]]]] | None = None

    def of(self, indicator: Indicator, area: Area) -> dict[str, dict[str, list[Observation]]]:
        """By category and period, the latest statement first."""
        if self._table is None:
            self._table = self._read()
        return self._table.get((indicator.pk, area.pk), {})

    def _read(self) -> dict[tuple[int, int], dict[str, dict[str, list[Observation]]]]:
        rows = (
            Observation.objects.published()
            .filter(indicator__in=self.indicators, area__in=self.areas)
            .select_related("unit", "source")
            .order_by("-stated_on", "-pk")
        )
        table: dict[tuple[int, int], dict[str, dict[str, list[Observation]]]] = defaultdict(dict)
        for row in rows:
            periods = table[row.indicator_id, row.area_id].setdefault(row.category, {})
            periods.setdefault(row.period, []).append(row)
        return table

    def figure(self, indicator: Indicator, area: Area, period: Period, category: str, *, within: bool) -> Figure | None:
        """What was stated for the period or, of a stock or running total, for its end.

        With `within` the latest statement within the period will do.
        """
        periods = self.of(indicator, area).get(category, {})
        vintages = periods.get(period.code)
        if vintages is None and indicator.nature != Indicator.Nature.FLOW:
            vintages = _inside(periods, period, within)
        if not vintages:
            return None
        newest = vintages[0]
        return Figure(
            indicator,
            area,
            Period.parse(newest.period),
            category,
            newest.printed,
            unit=newest.unit,
            qualifier=newest.qualifier,
            status=newest.status,
            basis=newest.basis,
            origin=Origin.ENTERED,
            reason=REASON_OF.get(Status(newest.status), Reason.NONE),
            source=newest.source,
            source_place=newest.source_place,
            vintages=tuple(vintages),
        )

    def periods(self, indicator: Indicator, area: Area) -> list[Period]:
        """The periods something was stated for, the latest first, unknown ones last."""
        found = {code for periods in self.of(indicator, area).values() for code in periods}
        periods = [Period.parse(code) for code in found]
        return sorted(periods, key=lambda p: (p.end or dt.date.min, p.start or dt.date.min), reverse=True)

    def ended_by(self, indicator: Indicator, area: Area, day: dt.date, category: str) -> list[Period]:
        """The periods that have a value and ended by a day."""
        told = [vintages[0] for vintages in self.of(indicator, area).get(category, {}).values()]
        return [Period.parse(v.period) for v in told if v.value is not None and v.period_end and v.period_end <= day]

    def divisions(self, indicator: Indicator, area: Area) -> set[tuple[str, str]]:
        """The dimensions and values that were stated apart from the total."""
        parted = [category.partition("=") for category in self.of(indicator, area) if category]
        return {(dimension, value) for dimension, _sign, value in parted}


def _inside(periods: dict[str, list[Observation]], period: Period, within: bool) -> list[Observation]:
    """What was stated last for a day in a period, or only for its last day."""
    if period.end is None:
        return []
    first = period.start if within else period.end
    ends = [(end, vintages) for vintages in periods.values() if (end := vintages[0].period_end)]
    inside = [(end, vintages) for end, vintages in ends if first is not None and first <= end <= period.end]
    # Of two that end on one day the one stated last comes first, and max() keeps the first.
    return max(inside, key=lambda told: told[0])[1] if inside else []
