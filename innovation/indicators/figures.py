"""The one door through which all figures are read.

    figures = Figures(catalogue, [gdp, high_tech], [district])
    figures.at(gdp, district, Period.year(2005))

Reading costs one query for the statements, one for each register that is counted in, and one each for completeness,
sources and the labels of a dimension, however many indicators, areas and periods are asked for.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.checks import dimension_of
from innovation.indicators.counts import Counts
from innovation.indicators.figure import Figure, Origin, Reason, Status, missing
from innovation.indicators.ratios import ratio
from innovation.indicators.registers import REGISTERS
from innovation.indicators.statements import Statements
from innovation.models import Area, Indicator
from innovation.periods import FIRST_YEAR, LAST_YEAR, Period, today


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
        self.today = today()
        self.areas = list(areas)
        self._asked = {area.pk for area in self.areas}
        self.indicators = catalogue.with_terms(indicators)
        self.statements = Statements(self.indicators, self.areas)
        self.counts = Counts(self.areas)
        self._told: dict[tuple[int, int, str, str], Figure] = {}
        self._labels: dict[tuple[str, str], dict[str, str]] = {}

    def at(self, indicator: Indicator, area: Area, period: Period, category: str = "") -> Figure:
        """The figure for a period: what was stated for it, else what follows from the records.

        Where no complete records tell a stock, a year is answered by the latest statement within it, which the
        figure's own period names. Raises LookupError for an indicator or area that these figures were not read for.
        """
        if indicator.pk not in self.indicators or area.pk not in self._asked:
            raise LookupError(f"These figures were not read for {indicator.code} in {area.code}.")
        key = (indicator.pk, area.pk, period.code, category)
        if key not in self._told:
            derived = self._derived(indicator, area, period, category)
            unsure = derived.is_missing or derived.status == Status.UNSURE
            stated = self.statements.figure(indicator, area, period, category, within=unsure)
            self._told[key] = derived if stated is None else _beside(stated, derived)
        return self._told[key]

    def _derived(self, indicator: Indicator, area: Area, period: Period, category: str) -> Figure:
        if indicator.origin == Indicator.Origin.COUNTED:
            return self.counts.figure(indicator, area, period, category)
        if indicator.origin == Indicator.Origin.RATIO and not category:
            over, under = (self.at(term, area, period) for term in self.catalogue.terms(indicator))
            return ratio(indicator, area, period, over, under)
        is_to_come = period.start is not None and period.start > self.today
        reason = Reason.NOT_YET if is_to_come else Reason.NOT_STATED
        return missing(indicator, area, period, category, Origin.ENTERED, reason)

    def latest(self, indicator: Indicator, area: Area, day: dt.date, category: str = "") -> Figure:
        """The figure that ends last, up to a day: of the day's year, else the latest stated, else derived, before.

        Of several that end together it is the one of the longest period.
        """
        year = Period.year(day.year)
        this_year = self.at(indicator, area, year, category)
        if not this_year.is_missing and (this_year.period == year or _ends_by(this_year, day)):
            return this_year
        periods = self.statements.ended_by(indicator, area, day, category)
        found = [self.at(indicator, area, period, category) for period in periods]
        if derived := self._latest_known(indicator, area, day.year, category):
            found.append(derived)
        return max(found, key=_end_and_length, default=this_year)

    def _latest_known(self, indicator: Indicator, area: Area, last: int, category: str) -> Figure | None:
        """The figure of the last year before `last` that has one."""
        for year in sorted(self._known_years(indicator, area), reverse=True):
            if year < last and not (figure := self.at(indicator, area, Period.year(year), category)).is_missing:
                return figure
        return None

    def years(self, indicator: Indicator, area: Area, first: int, last: int, category: str = "") -> list[Figure]:
        """One figure for each year, missing ones among them."""
        return [self.at(indicator, area, Period.year(year), category) for year in range(first, last + 1)]

    def span_of_years(self, indicator: Indicator, areas: Iterable[Area]) -> range:
        """The years for which anything is known, up to today's."""
        years = {year for area in areas for year in self._known_years(indicator, area) if year <= self.today.year}
        return range(min(years), max(years) + 1) if years else range(0)

    def _known_years(self, indicator: Indicator, area: Area) -> set[int]:
        years = {period.end.year for period in self.statements.periods(indicator, area) if period.end}
        if indicator.origin == Indicator.Origin.RATIO:
            over, under = self.catalogue.terms(indicator)
            years |= self._known_years(over, area) & self._known_years(under, area)
        if indicator.origin == Indicator.Origin.COUNTED:
            years |= self.counts.years(indicator, area)
        return {year for year in years if FIRST_YEAR <= year <= LAST_YEAR}

    def dimensions(self, indicator: Indicator, areas: Iterable[Area]) -> dict[str, str]:
        """The codes and names of what an indicator divides by: its register's dimensions, and those stated."""
        register = REGISTERS.get(indicator.register)
        found = list(register.dimensions) if register else []
        stated = {name for area in areas for name, _value in self.statements.divisions(indicator, area)}
        codes = dict.fromkeys([*found, *sorted(stated)])
        return {code: str(known.label) for code in codes if (known := dimension_of(indicator, code))}

    def categories(self, indicator: Indicator, areas: Iterable[Area], by: str) -> list[Category]:
        """The values that a dimension takes among the records and statements, in the order of its list.

        Records without a value come last, so that the parts make up the whole.
        """
        found: set[str] = set()
        for area in areas:
            found |= {value for dimension, value in self.statements.divisions(indicator, area) if dimension == by}
            if indicator.origin == Indicator.Origin.COUNTED and dimension_of(indicator, by):
                found |= self.counts.values(indicator, area, by)
        labels = self.labels(indicator, by) if found else {}
        order = {value: place for place, value in enumerate(labels)}
        known = sorted(found, key=lambda value: (value == "", order.get(value, len(order)), value))
        return [Category(by, value, labels.get(value, value) or _("not given")) for value in known]

    def labels(self, indicator: Indicator, by: str) -> dict[str, str]:
        """The names of a dimension's values, in their order."""
        key = (indicator.register, by)
        if key not in self._labels:
            dimension = dimension_of(indicator, by)
            self._labels[key] = dimension.labels() if dimension else {}
        return self._labels[key]


def _ends_by(figure: Figure, day: dt.date) -> bool:
    return figure.period.end is not None and figure.period.end <= day


def _end_and_length(figure: Figure) -> tuple[dt.date, int]:
    """When its period ends, and the longer it is the more."""
    start, end = figure.period.start or dt.date.min, figure.period.end or dt.date.min
    return end, (end - start).days


def _beside(stated: Figure, derived: Figure) -> Figure:
    """What was stated, with what the records give beside it; what is withheld is not told that way either."""
    if stated.reason == Reason.WITHHELD:
        return stated
    found = None if derived.is_missing else derived
    return replace(stated, derived=found, records=derived.records, silent=derived.silent)
