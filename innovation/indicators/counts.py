"""What follows from the records of the registers, in some areas."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from innovation.indicators.asked import Asked
from innovation.indicators.catalogue import criteria_of, register_of
from innovation.indicators.completeness import Completeness
from innovation.indicators.figure import Figure, Origin, Reason, Status, least_final, least_sure
from innovation.indicators.register import Register
from innovation.indicators.spans import Span
from innovation.models import Area, Indicator, Qualifier, Source
from innovation.periods import Period, today
from innovation.rounding import bound, natural


class Counts:
    """All counted figures of some areas; each register is read once, when it is first asked for."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = list(areas)
        self.today = today()
        self.completeness = Completeness(self.today)
        self._spans: dict[str, dict[str, list[Span]]] = {}
        self._wholes: dict[str, dict[str, str]] = {}
        self._met: dict[tuple[int, str], list[Span]] = {}

    def figure(self, indicator: Indicator, area: Area, period: Period, category: str) -> Figure:
        """What the records give; a running period is told as of today, and is provisional."""
        asked = Asked(indicator, area, period, category)
        if reason := self._refusal(asked):
            return asked.missing(reason)
        chosen = self._chosen(asked)
        complete = self._is_complete(asked, chosen)
        if not chosen and asked.register.is_yearly:
            return asked.missing(Reason.NOT_STATED)
        if not complete and (not chosen or self.completeness.is_kept_below(asked.register, area)):
            return asked.missing(Reason.NOT_COVERED)
        value = asked.measure.value(chosen, period)
        if value is None:
            return replace(asked.missing(Reason.NOT_STATED), records=tuple(span.pk for span in chosen))
        return self._told(asked, value * asked.measure.factor, chosen, complete)

    def _told(self, asked: Asked, amount: Decimal, chosen: list[Span], complete: bool) -> Figure:
        """The figure of an amount, as sure as the records it is made of."""
        indicator, period = asked.indicator, asked.period
        exact = amount / indicator.unit.factor
        qualifier = _shared_qualifier(chosen)
        sources = {span.source_id for span in chosen}
        bases = {span.basis for span in chosen} or {self.completeness.basis(asked.register, asked.area)}
        is_open = period.end is not None and period.end > self.today
        stage = least_final(*{span.stage for span in chosen})
        return Figure(
            indicator,
            asked.area,
            period,
            asked.category,
            natural(exact) if indicator.decimals is None else bound(exact, indicator.decimals, qualifier),
            exact=exact,
            unit=indicator.unit,
            qualifier=qualifier,
            status=Status.UNSURE if not complete else Status.PROVISIONAL if is_open or stage else Status.NORMAL,
            stage=stage,
            basis=least_sure(*bases),
            origin=Origin.COUNTED,
            source=self._sources.get(sources.pop() or 0) if len(sources) == 1 else None,
            # What is entered by the year is entered for the whole of it.
            runs=is_open and indicator.nature == Indicator.Nature.FLOW and not asked.register.is_yearly,
            records=tuple(span.pk for span in chosen),
            silent=asked.measure.silent(chosen),
        )

    def values(self, indicator: Indicator, area: Area, dimension: str) -> set[str]:
        """The values a dimension takes among the records."""
        return {span.dimensions[dimension] for span in self._meeting(indicator, area)}

    def years(self, indicator: Indicator, area: Area) -> set[int]:
        """The years the register is complete for, else those with a record."""
        since = self.completeness.since(register_of(indicator), area)
        if since:
            return set(range(since.year, self.today.year + 1))
        return {span.since.year for span in self._meeting(indicator, area) if span.since}

    # Which records

    def _chosen(self, asked: Asked) -> list[Span]:
        """The records that make a figure."""
        counting = self._counting(asked, self._meeting(asked.indicator, asked.area))
        dimension, value = asked.division
        if dimension and dimension != asked.measure.decides:
            counting = [span for span in counting if span.dimensions[dimension] == value]
        chosen = asked.measure.choose(self._without_parts(asked, counting), asked.period)
        decided = asked.wanted(asked.measure.decides)
        return chosen if decided is None else [s for s in chosen if s.dimensions[asked.measure.decides] in decided]

    def _without_parts(self, asked: Asked, spans: list[Span]) -> list[Span]:
        """What is part of something that counts as well, at any remove, is left out: nothing is added twice."""
        by = asked.register.parts_by
        if not by:
            return spans
        there = {(span.area, span.since, span.dimensions[by]) for span in spans}
        return [
            span
            for span in spans
            if not any((span.area, span.since, whole) in there for whole in self._above(asked.register, span))
        ]

    def _counting(self, asked: Asked, spans: Iterable[Span]) -> list[Span]:
        """Those that belong to the period and have begun by today; a stock that is read later is read today."""
        reading, nature = asked.period, asked.indicator.nature
        if not asked.is_flow and reading.end and reading.end > self.today:
            reading = Period.parse(self.today.isoformat())
        begun = (span for span in spans if span.since is None or span.since <= self.today)
        return [span for span in begun if span.counts(nature, reading)]

    def _meeting(self, indicator: Indicator, area: Area) -> list[Span]:
        """The records of an area that meet the criteria of an indicator, whenever they count."""
        key = (indicator.pk, area.code)
        if key not in self._met:
            self._met[key] = _meeting(indicator, self._in_area(register_of(indicator), area.code))
        return self._met[key]

    def _in_area(self, register: Register, code: str) -> list[Span]:
        """The records of a register that count in the area of a code."""
        if register.code not in self._spans:
            table: dict[str, list[Span]] = defaultdict(list)
            for span in register.spans(self.areas):
                for area in span.area_codes:
                    table[area].append(span)
            self._spans[register.code] = table
        return self._spans[register.code].get(code, [])

    def _filed_above(self, asked: Asked) -> list[Span]:
        """The records that would count and are filed for an area above as a whole: they may be of this one."""
        if not asked.register.rolls_up or asked.register.of_areas:
            return []
        above = asked.area.path.strip("/").split("/")[:-1]
        filed = [span for code in above for span in self._in_area(asked.register, code) if span.area == code]
        return self._counting(asked, _meeting(asked.indicator, filed))

    def _above(self, register: Register, span: Span) -> list[str]:
        """All that a record is part of (其中), the nearest first."""
        if not register.parts_by:
            return []
        if register.code not in self._wholes:
            self._wholes[register.code] = register.wholes()
        part, found = span.dimensions[register.parts_by], list[str]()
        while (part := self._wholes[register.code].get(part, "")) and part not in found:
            found.append(part)
        return found

    # How sure

    def _is_complete(self, asked: Asked, chosen: list[Span]) -> bool:
        return self.completeness.holds(
            asked,
            chosen,
            met=self._meeting(asked.indicator, asked.area),
            above=self._filed_above(asked),
            wholes={whole for span in chosen for whole in self._above(asked.register, span)},
        )

    def _refusal(self, asked: Asked) -> Reason:
        """Why nothing may or can be said, whatever is on file."""
        if asked.period.start and asked.period.start > self.today:
            return Reason.NOT_YET
        if asked.category and asked.division[0] not in asked.register.dimensions:
            return Reason.NOT_APPLICABLE
        return Reason.WITHHELD if self._is_small(asked) else Reason.NONE

    def _is_small(self, asked: Asked) -> bool:
        """Whether it would tell of too few persons, itself or by what is left of a total.

        A part of an area, and a part by a dimension whose parts are not all large, could be subtracted.
        """
        smallest = asked.register.smallest_cell
        if not smallest:
            return False
        counting = self._counting(asked, self._in_area(asked.register, asked.area.code))
        cells = [len(self._chosen(asked))]
        for dimension in {*asked.criteria, asked.division[0]} - {""}:
            cells += Counter(span.dimensions[dimension] for span in counting).values()
        return asked.area.is_below_county or any(0 < cell < smallest for cell in cells)

    @cached_property
    def _sources(self) -> dict[int, Source]:
        return Source.objects.in_bulk()


def _meeting(indicator: Indicator, spans: Iterable[Span]) -> list[Span]:
    """Those that meet the criteria, but for those on the dimension that the measure decides on itself."""
    decided_later = register_of(indicator).measures[indicator.measure].decides
    wanted = [(name, values) for name, values in criteria_of(indicator).items() if name != decided_later]
    return [span for span in spans if all(span.dimensions[name] in values for name, values in wanted)]


def _shared_qualifier(spans: list[Span]) -> str:
    """The qualifier of a sum: that of its only record, else "about" if any part is approximate."""
    qualifiers = {span.qualifier for span in spans}
    if len(spans) == 1 or qualifiers <= {""}:
        return next(iter(qualifiers), "")
    return Qualifier.ABOUT
