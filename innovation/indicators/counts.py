"""What follows from the records of the registers, in some areas."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from innovation.indicators.catalogue import criteria_of, register_of
from innovation.indicators.figure import Figure, Origin, Reason, Status, least_final, least_sure, missing
from innovation.indicators.register import Register
from innovation.indicators.spans import Span
from innovation.models import Area, Coverage, Indicator, Qualifier, Source
from innovation.periods import Period, today
from innovation.rounding import half_up, natural


class Counts:
    """Each register is read once, when the first figure that counts in it is asked for."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = list(areas)
        self.today = today()
        self._spans: dict[str, dict[str, list[Span]]] = {}
        self._wholes: dict[str, dict[str, str]] = {}
        self._met: dict[tuple[int, str], list[Span]] = {}

    def figure(self, indicator: Indicator, area: Area, period: Period, category: str) -> Figure:
        """What the records give; a running period is told as of today, and is provisional."""
        chosen: list[Span] = []
        silent, measure = 0, register_of(indicator).measures[indicator.measure]
        reason = self._refusal(indicator, area, period, category)
        if not reason:
            chosen = self._chosen(indicator, area, period, category)
            silent = measure.silent(chosen)
            complete = self._complete(indicator, area, period) and not silent
            reason = Reason.NONE if chosen or complete else Reason.NOT_COVERED
        value = None if reason else measure.value(chosen, period)
        if value is None:
            return missing(indicator, area, period, category, Origin.COUNTED, reason or Reason.NOT_STATED)
        return self._told(indicator, area, period, category, value * measure.factor, chosen, complete, silent)

    def _told(
        self,
        indicator: Indicator,
        area: Area,
        period: Period,
        category: str,
        amount: Decimal,
        chosen: list[Span],
        complete: bool,
        silent: int,
    ) -> Figure:
        """The figure of an amount, as sure as the records it is made of."""
        value = amount / indicator.unit.factor
        sources = {span.source_id for span in chosen}
        return Figure(
            indicator,
            area,
            period,
            category,
            natural(value) if indicator.decimals is None else half_up(value, indicator.decimals),
            unit=indicator.unit,
            qualifier=_shared_qualifier(chosen),
            status=self._status(period, complete),
            stage=least_final(*{span.stage for span in chosen}),
            basis=least_sure(*{span.basis for span in chosen}),
            origin=Origin.COUNTED,
            source=self._sources.get(sources.pop() or 0) if len(sources) == 1 else None,
            records=tuple(span.pk for span in chosen),
            silent=silent,
        )

    def values(self, indicator: Indicator, area: Area, dimension: str) -> set[str]:
        """The values a dimension takes among the records."""
        return {span.dimensions[dimension] for span in self._meeting(indicator, area)}

    def years(self, indicator: Indicator, area: Area) -> set[int]:
        """The years the register is complete for, else those with a record."""
        since = self._complete_since(register_of(indicator), area)
        if since:
            return set(range(since.year, self.today.year + 1))
        return {span.since.year for span in self._meeting(indicator, area) if span.since}

    # Which records

    def _chosen(self, indicator: Indicator, area: Area, period: Period, category: str) -> list[Span]:
        """The records that make a figure."""
        register = register_of(indicator)
        measure = register.measures[indicator.measure]
        wanted = _narrowed(criteria_of(indicator), category)
        reading = self._as_of_today(indicator, period)
        begun = (s for s in self._meeting(indicator, area) if s.since is None or s.since <= self.today)
        counting = [s for s in begun if s.counts(indicator.nature, reading)]
        dimension, _sign, value = category.partition("=")
        if category and dimension != measure.decides:
            counting = [span for span in counting if span.dimensions[dimension] == value]
        chosen = measure.choose(self._without_parts(register, counting))
        decided = wanted.get(measure.decides)
        return chosen if decided is None else [s for s in chosen if s.dimensions[measure.decides] in decided]

    def _without_parts(self, register: Register, spans: list[Span]) -> list[Span]:
        """What is part of something that counts as well, at any remove, is left out: nothing is added twice."""
        if not register.parts_by:
            return spans
        if register.code not in self._wholes:
            self._wholes[register.code] = register.wholes()
        wholes, line = self._wholes[register.code], register.parts_by
        there = {(span.area, span.since, span.dimensions[line]) for span in spans}
        return [
            span
            for span in spans
            if not any((span.area, span.since, whole) in there for whole in _above(span.dimensions[line], wholes))
        ]

    def _meeting(self, indicator: Indicator, area: Area) -> list[Span]:
        """The records of an area that meet the criteria of an indicator, whenever they count."""
        key = (indicator.pk, area.code)
        if key not in self._met:
            register = register_of(indicator)
            wanted, decides = criteria_of(indicator), register.measures[indicator.measure].decides
            self._met[key] = [s for s in self._spans_of(register).get(area.code, ()) if _meets(s, wanted, decides)]
        return self._met[key]

    def _spans_of(self, register: Register) -> dict[str, list[Span]]:
        """The records of a register by the code of each area they count in."""
        if register.code not in self._spans:
            table: dict[str, list[Span]] = defaultdict(list)
            for span in register.spans(self.areas):
                for code in span.area_codes:
                    table[code].append(span)
            self._spans[register.code] = table
        return self._spans[register.code]

    def _as_of_today(self, indicator: Indicator, period: Period) -> Period:
        """The period, or today where its end, at which a stock or running total is read, has not come."""
        if indicator.nature == Indicator.Nature.FLOW or period.end is None or period.end <= self.today:
            return period
        return Period.parse(self.today.isoformat())

    # How sure

    def _refusal(self, indicator: Indicator, area: Area, period: Period, category: str) -> Reason:
        """Why nothing may or can be said, whatever is on file."""
        if period.start and period.start > self.today:
            return Reason.NOT_YET
        dimension, _sign, _value = category.partition("=")
        if category and dimension not in register_of(indicator).dimensions:
            return Reason.NOT_APPLICABLE
        return Reason.WITHHELD if self._is_small(indicator, area, period, category) else Reason.NONE

    def _is_small(self, indicator: Indicator, area: Area, period: Period, category: str) -> bool:
        """Whether it would tell of too few persons, itself or by what is left of the total."""
        smallest = register_of(indicator).smallest_cell
        if not smallest:
            return False
        dimension = category.partition("=")[0]
        cells = [f"{dimension}={value}" for value in self.values(indicator, area, dimension)] if category else [""]
        return any(0 < len(self._chosen(indicator, area, period, cell)) < smallest for cell in cells)

    def _complete(self, indicator: Indicator, area: Area, period: Period) -> bool:
        """Whether no record means that there was none."""
        since = self._complete_since(register_of(indicator), area)
        is_flow = indicator.nature == Indicator.Nature.FLOW
        decisive = period.start if is_flow else period.end
        if since is None or decisive is None or decisive < since:
            return False
        return not (is_flow and any(span.may_fall_in(period) for span in self._meeting(indicator, area)))

    def _complete_since(self, register: Register, area: Area) -> dt.date | None:
        codes = area.path.strip("/").split("/") if register.rolls_up else [area.code]
        return min((day for code in codes if (day := self._coverage.get((register.code, code)))), default=None)

    @cached_property
    def _coverage(self) -> dict[tuple[str, str], dt.date]:
        rows = Coverage.objects.values_list("register", "area__code", "complete_since")
        return {(register, area): since for register, area, since in rows}

    @cached_property
    def _sources(self) -> dict[int, Source]:
        return Source.objects.in_bulk()

    def _status(self, period: Period, complete: bool) -> Status:
        if not complete:
            return Status.UNSURE
        return Status.PROVISIONAL if period.end and period.end > self.today else Status.NORMAL


def _narrowed(wanted: dict[str, set[str]], category: str) -> dict[str, set[str]]:
    """The criteria, with the category as one more."""
    if not category:
        return wanted
    dimension, _sign, value = category.partition("=")
    return wanted | {dimension: wanted.get(dimension, {value}) & {value}}


def _meets(span: Span, wanted: dict[str, set[str]], decided_later: str) -> bool:
    return all(span.dimensions[name] in values for name, values in wanted.items() if name != decided_later)


def _above(part: str, wholes: dict[str, str]) -> list[str]:
    """All that something is part of, the nearest first."""
    found: list[str] = []
    while (part := wholes.get(part, "")) and part not in found:
        found.append(part)
    return found


def _shared_qualifier(spans: list[Span]) -> str:
    """The qualifier of a sum: that of its only record, else "about" if any part is approximate."""
    qualifiers = {span.qualifier for span in spans}
    if len(spans) == 1 or qualifiers <= {""}:
        return next(iter(qualifiers), "")
    return Qualifier.ABOUT
