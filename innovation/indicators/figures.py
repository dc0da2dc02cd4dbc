"""The one door through which all figures are read.

    figures = Figures(catalogue, [gdp, high_tech], [district])
    figures.at(gdp, district, Period.year(2005))

Reading costs one query for the statements, one for each register that is counted in, and one each for completeness,
sources and the labels of a dimension, however many indicators, areas and periods are asked for.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from innovation.indicators.catalogue import Catalogue, register_of
from innovation.indicators.figure import REASON_OF, Figure, Origin, Reason, Status, least_sure
from innovation.indicators.registers import REGISTERS, Dimension, Register
from innovation.indicators.spans import Span
from innovation.models import Area, Coverage, Indicator, Observation, Qualifier, Source
from innovation.periods import FIRST_YEAR, LAST_YEAR, Period, today
from innovation.rounding import half_up, natural

# A ratio shows two decimals unless its indicator says otherwise.
RATIO_DECIMALS = 2

# Money spent, then as planned later, then as planned first: a sum is no surer than its least sure part.
STAGES = ["", "adjusted", "budget"]


@dataclass(frozen=True)
class Category:
    """One value of a dimension: its code, as in level=national, and its name."""

    dimension: str
    value: str
    label: str

    @property
    def code(self) -> str:
        return f"{self.dimension}={self.value}"


class Figures:
    """All figures of some indicators in some areas."""

    def __init__(self, catalogue: Catalogue, indicators: Iterable[Indicator], areas: Iterable[Area]) -> None:
        self.catalogue = catalogue
        self.indicators = catalogue.with_terms(indicators)
        self.areas = list(areas)
        self.today = today()
        self._spans: dict[str, dict[str, list[Span]]] = {}
        self._met: dict[tuple[int, str], list[Span]] = {}
        self._told: dict[tuple[int, int, str, str], Figure] = {}
        self._labels: dict[tuple[str, str], dict[str, str]] = {}

    # Reading

    def at(self, indicator: Indicator, area: Area, period: Period, category: str = "") -> Figure:
        """The figure for a period: what was stated for it, else what follows from the records.

        For an entered stock a year is answered by its latest statement within that year, which the figure's own
        period names.
        """
        key = (indicator.pk, area.pk, period.code, category)
        if key not in self._told:
            derived = self._derived(indicator, area, period, category)
            stated = self._stated(indicator, area, period, category)
            self._told[key] = derived if stated is None else _beside(stated, derived)
        return self._told[key]

    def latest(self, indicator: Indicator, area: Area, day: dt.date, category: str = "") -> Figure:
        """The figure that ends last, up to a day: of the day's year, else the latest stated, else derived, before."""
        this_year = self.at(indicator, area, Period.year(day.year), category)
        if not this_year.is_missing:
            return this_year
        stated = self._statements[indicator.pk, area.pk, category].values()
        earlier = [v[0] for v in stated if v[0].period_end and v[0].period_end <= day and v[0].value is not None]
        found = [self.at(indicator, area, Period.parse(row.period), category) for row in earlier]
        if derived := self._latest_known(indicator, area, day.year, category):
            found.append(derived)
        return max(found, key=lambda figure: figure.period.end or dt.date.min, default=this_year)

    def years(self, indicator: Indicator, area: Area, first: int, last: int, category: str = "") -> list[Figure]:
        """One figure for each year, missing ones among them."""
        return [self.at(indicator, area, Period.year(year), category) for year in range(first, last + 1)]

    def span_of_years(self, indicator: Indicator, areas: Iterable[Area]) -> range:
        """The years for which anything is known, up to today's."""
        areas = list(areas)
        years = {year for area in areas for year in self._known_years(indicator, area) if year <= self.today.year}
        return range(min(years), max(years) + 1) if years else range(0)

    def stated_periods(self, indicator: Indicator, area: Area) -> list[Period]:
        """The periods something was stated for, the latest first, unknown ones last."""
        statements = self._statements
        found = {p for (i, a, _), periods in statements.items() if (i, a) == (indicator.pk, area.pk) for p in periods}
        periods = [Period.parse(code) for code in found]
        return sorted(periods, key=lambda p: (p.end or dt.date.min, p.start or dt.date.min), reverse=True)

    def categories(self, indicator: Indicator, areas: Iterable[Area], by: str) -> list[Category]:
        """The values that a dimension takes among the records and statements of the areas, in the order of its list."""
        dimension = self._dimension(indicator, by)
        if dimension is None:
            return []
        areas = list(areas)
        found = {span.dimensions[by] for area in areas for span in self._meeting(indicator, area)}
        prefix = f"{by}="
        for pk, area_pk, category in self._statements:
            if pk == indicator.pk and category.startswith(prefix) and area_pk in {a.pk for a in areas}:
                found.add(category.removeprefix(prefix))
        labels = self.labels(indicator, by)
        order = list(labels)
        known = sorted((v for v in found if v), key=lambda v: (order.index(v) if v in labels else len(order), v))
        return [Category(by, value, labels.get(value, value)) for value in known]

    def labels(self, indicator: Indicator, by: str) -> dict[str, str]:
        """The names of a dimension's values, in their order."""
        key = (indicator.register, by)
        if key not in self._labels:
            dimension = self._dimension(indicator, by)
            self._labels[key] = _labels(dimension) if dimension else {}
        return self._labels[key]

    # What was stated

    @cached_property
    def _statements(self) -> dict[tuple[int, int, str], dict[str, list[Observation]]]:
        """Indicator, area, category → period → statements, the latest first."""
        rows = (
            Observation.objects.published()
            .filter(indicator__in=self.indicators, area__in=self.areas)
            .select_related("unit", "source")
            .order_by("-stated_on", "-pk")
        )
        table: dict[tuple[int, int, str], dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            table[row.indicator_id, row.area_id, row.category][row.period].append(row)
        return table

    def _stated(self, indicator: Indicator, area: Area, period: Period, category: str) -> Figure | None:
        periods = self._statements.get((indicator.pk, area.pk, category))
        if not periods:
            return None
        vintages = periods.get(period.code) or self._within(indicator, periods, period)
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

    def _within(
        self, indicator: Indicator, periods: dict[str, list[Observation]], period: Period
    ) -> list[Observation] | None:
        """The latest statement of an entered stock or running total that lies within a period."""
        if indicator.origin != Indicator.Origin.ENTERED or indicator.nature == Indicator.Nature.FLOW:
            return None
        ends = [v for v in periods.values() if (end := v[0].period_end) and period.holds(end, end)]
        inside = [v for v in ends if period.start is not None and v[0].period_end >= period.start]
        return max(inside, key=lambda v: _period_end(v[0]), default=None)

    # What follows from records and other figures

    def _derived(self, indicator: Indicator, area: Area, period: Period, category: str) -> Figure:
        if indicator.origin == Indicator.Origin.COUNTED:
            return self._counted(indicator, area, period, category)
        if indicator.origin == Indicator.Origin.RATIO and not category:
            return self._ratio(indicator, area, period)
        return _missing(indicator, area, period, category, Origin.ENTERED, Reason.NOT_STATED)

    def _counted(self, indicator: Indicator, area: Area, period: Period, category: str) -> Figure:
        if period.start and period.start > self.today:
            return _missing(indicator, area, period, category, Origin.COUNTED, Reason.NOT_YET)
        register = register_of(indicator)
        measure = register.measures[indicator.measure]
        chosen = self._chosen(indicator, area, period, category)
        complete = self._complete(register, indicator, area, period)
        if not chosen and not complete:
            return _missing(indicator, area, period, category, Origin.COUNTED, Reason.NOT_COVERED)
        value = measure.value(chosen, period)
        if value is None:
            return _missing(indicator, area, period, category, Origin.COUNTED, Reason.NOT_STATED)
        if 0 < value < register.smallest_cell:
            return _missing(indicator, area, period, category, Origin.COUNTED, Reason.WITHHELD)
        value = value * measure.factor / indicator.unit.factor
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
            stage=max((span.stage for span in chosen), key=STAGES.index, default=""),
            basis=least_sure(*(span.basis for span in chosen)),
            origin=Origin.COUNTED,
            source=self._sources.get(sources.pop() or 0) if len(sources) == 1 else None,
            records=tuple(span.pk for span in chosen),
        )

    def _chosen(self, indicator: Indicator, area: Area, period: Period, category: str) -> list[Span]:
        """The records that make a figure."""
        measure = register_of(indicator).measures[indicator.measure]
        counting = [s for s in self._meeting(indicator, area) if s.counts(indicator.nature, period)]
        dimension, _, value = category.partition("=")
        if category and dimension != measure.decides:
            counting = [span for span in counting if span.dimensions.get(dimension) == value]
        chosen = measure.choose(counting)
        if measure.decides:
            wanted = _criteria(indicator).get(measure.decides, set())
            if dimension == measure.decides:
                wanted = {value} & wanted if wanted else {value}
            if wanted or dimension == measure.decides:
                chosen = [span for span in chosen if span.dimensions[measure.decides] in wanted]
        return chosen

    def _meeting(self, indicator: Indicator, area: Area) -> list[Span]:
        """The records of an area that meet the criteria of an indicator, whenever they count."""
        if indicator.origin != Indicator.Origin.COUNTED:
            return []
        key = (indicator.pk, area.code)
        if key not in self._met:
            register = register_of(indicator)
            decides = register.measures[indicator.measure].decides
            wanted = {name: values for name, values in _criteria(indicator).items() if name != decides}
            self._met[key] = [
                span
                for span in self._spans_of(register).get(area.code, ())
                if all(span.dimensions[name] in values for name, values in wanted.items())
            ]
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

    def _ratio(self, indicator: Indicator, area: Area, period: Period) -> Figure:
        over, under = (self.at(term, area, period) for term in self.catalogue.terms(indicator))
        if over.value is None or under.value is None:
            return _missing(indicator, area, period, "", Origin.COMPUTED, Reason.NO_TERM)
        if under.value == 0:
            return _missing(indicator, area, period, "", Origin.COMPUTED, Reason.ZERO_TERM)
        value = over.value * over.unit.factor / (under.value * under.unit.factor) / indicator.unit.factor
        decimals = RATIO_DECIMALS if indicator.decimals is None else indicator.decimals
        return Figure(
            indicator,
            area,
            over.period if over.period == under.period else period,
            "",
            half_up(value, decimals),
            unit=indicator.unit,
            qualifier=_ratio_qualifier(over, under),
            status=_doubtful(over.status, under.status),
            stage=max(over.stage, under.stage, key=STAGES.index),
            basis=least_sure(over.basis, under.basis),
            origin=Origin.COMPUTED,
        )

    def _latest_known(self, indicator: Indicator, area: Area, last: int, category: str) -> Figure | None:
        """The figure of the last year for which one can be derived."""
        for year in sorted(self._known_years(indicator, area), reverse=True):
            if year < last and not (figure := self.at(indicator, area, Period.year(year), category)).is_missing:
                return figure
        return None

    # What is known about the data

    def _known_years(self, indicator: Indicator, area: Area) -> set[int]:
        years = {p.end.year for p in self.stated_periods(indicator, area) if p.end and p.kind != "unknown"}
        if indicator.origin == Indicator.Origin.RATIO:
            over, under = self.catalogue.terms(indicator)
            years |= self._known_years(over, area) & self._known_years(under, area)
        if indicator.origin == Indicator.Origin.COUNTED:
            since = self._complete_since(register_of(indicator), area)
            dated = {span.since.year for span in self._meeting(indicator, area) if span.since}
            years |= set(range(since.year, self.today.year + 1)) if since else dated
        return {year for year in years if FIRST_YEAR <= year <= LAST_YEAR}

    def _complete(self, register: Register, indicator: Indicator, area: Area, period: Period) -> bool:
        """Whether no record means that there was none."""
        if register.always_complete:
            return period.end is not None
        since = self._complete_since(register, area)
        decisive = period.start if indicator.nature == Indicator.Nature.FLOW else period.end
        return since is not None and decisive is not None and decisive >= since

    def _complete_since(self, register: Register, area: Area) -> dt.date | None:
        codes = area.path.strip("/").split("/")
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

    def _dimension(self, indicator: Indicator, by: str) -> Dimension | None:
        register = REGISTERS.get(indicator.register)
        return register.dimensions.get(by) if register else None


def _beside(stated: Figure, derived: Figure) -> Figure:
    """What was stated, with what the records give beside it; what is withheld is not told that way either."""
    if stated.reason == Reason.WITHHELD:
        return stated
    return replace(stated, derived=derived.value_in(stated.unit), records=derived.records)


def _period_end(row: Observation) -> dt.date:
    return row.period_end or dt.date.min


def _labels(dimension: Dimension) -> dict[str, str]:
    if dimension.entries is not None:
        return {entry.code: entry.label for entry in dimension.entries.objects.all()}
    if dimension.choices is not None:
        return {code: str(label) for code, label in dimension.choices.items()}
    return {}


def _criteria(indicator: Indicator) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for criterion in indicator.criteria.all():
        wanted[criterion.dimension].add(criterion.value)
    return wanted


def _missing(indicator: Indicator, area: Area, period: Period, category: str, origin: str, reason: str) -> Figure:
    status = Status.WITHHELD if reason == Reason.WITHHELD else Status.MISSING
    return Figure(indicator, area, period, category, unit=indicator.unit, status=status, origin=origin, reason=reason)


def _shared_qualifier(spans: list[Span]) -> str:
    """The qualifier of a sum: that of its only record, else "about" if any part is approximate."""
    qualifiers = {span.qualifier for span in spans}
    if len(spans) == 1 or qualifiers <= {""}:
        return next(iter(qualifiers), "")
    return Qualifier.ABOUT


def _ratio_qualifier(over: Figure, under: Figure) -> str:
    if not under.qualifier:
        return over.qualifier
    return Qualifier.ABOUT


def _doubtful(*statuses: str) -> str:
    """The status of something computed: the first that is not final."""
    return next((status for status in statuses if status != Status.NORMAL), Status.NORMAL)
