"""What figures were asked for, and the rows that answer it, in a stable order."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovation.api import query
from innovation.api.areas import all_areas
from innovation.api.errors import Fault, Refused
from innovation.api.indicators import dimensions_of, public_indicators
from innovation.api.query import Codes
from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figures import Figures
from innovation.indicators.registers import REGISTERS
from innovation.models import Area, Indicator
from innovation.periods import Period

BY_AREA = "area"
DIMENSIONS = sorted({name for register in REGISTERS.values() for name in register.dimensions})
# What one question may ask for: more costs too much to put together.
MOST_SERIES = 2_000
MOST_ROWS = 20_000

INDICATORS = Codes(
    "indicator",
    gettext_lazy("Codes of indicators, divided by commas; all of them if not given."),
    rows=public_indicators,
    many=True,
    example="gdp",
)
AREAS = Codes(
    "area",
    gettext_lazy("Codes of areas, divided by commas; the area of this bureau if not given."),
    rows=all_areas,
    many=True,
    example="990101",
)
PERIODS = query.period(
    "period",
    gettext_lazy(
        "Time periods, divided by commas: 2006, 2006-S1, 2006-Q2, 2006-08, 2006-09-30, 2005-01-01/P2Y, ../2006-09-30 "
        "or _U (unknown). Without periods and years: all about which something is known."
    ),
    many=True,
    example="2005,2006",
)
FIRST = query.year("from", gettext_lazy("The first year. Years without a value are listed too, with the reason."), 2003)
LAST = query.year("to", gettext_lazy("The last year."), 2006)
BY = query.choice(
    "by",
    gettext_lazy(
        "Divide each figure by a dimension of its register (see “dimensions” of the indicator), by “area” (the areas "
        "directly below), or by one of each, divided by a comma."
    ),
    [BY_AREA, *DIMENSIONS],
    many=True,
    example="level",
)
PARAMETERS = (INDICATORS, AREAS, PERIODS, FIRST, LAST, BY)


@dataclass(frozen=True)
class Place:
    """Where one row's figure stands."""

    indicator: Indicator
    area: Area
    period: Period
    category: str = ""


@dataclass(frozen=True)
class Question:
    """Indicators, areas and periods (or years) that figures are asked for, and what to divide them by."""

    catalogue: Catalogue
    indicators: Sequence[Indicator]
    areas: Sequence[Area]
    periods: Sequence[Period] | None
    first: int | None
    last: int | None
    dimension: str

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Question":
        """The question that parameters ask, or Refused."""
        first, last = values.get("from"), values.get("to")
        if "period" in values and (first or last):
            raise Refused([Fault("period", _("Give either periods or years (“from”, “to”)."))])
        if first and last and first > last:
            raise Refused([Fault("from", _("It lies after “to”."))])
        catalogue = Catalogue()
        dimension, by_area = _divided(values.get("by", []))
        areas = values.get("area") or [home_area()]
        asked = cls(
            catalogue,
            _indicators(catalogue, values.get("indicator"), dimension),
            _children(areas) if by_area else areas,
            values.get("period"),
            first,
            last,
            dimension,
        )
        asked.refuse_too_much()
        return asked

    def refuse_too_much(self) -> None:
        if len(self.indicators) * len(self.areas) > MOST_SERIES:
            raise _too_much()

    def places(self, figures: Figures) -> list[Place]:
        """Where all rows stand: by indicator, area, category and period, in this order."""
        found: list[Place] = []
        for indicator in self.indicators:
            for place in self._places_of(indicator, figures):
                found.append(place)
                if len(found) > MOST_ROWS:
                    raise _too_much()
        return found

    def _places_of(self, indicator: Indicator, figures: Figures) -> Iterator[Place]:
        categories = [""]
        if self.dimension:
            categories = [category.code for category in figures.categories(indicator, self.areas, self.dimension)]
        years = self._years(indicator, figures)
        for area in self.areas:
            for category in categories:
                for period in self._periods_of(indicator, area, category, years, figures):
                    yield Place(indicator, area, period, category)

    def _years(self, indicator: Indicator, figures: Figures) -> list[Period]:
        if self.periods is not None:
            return []
        known = figures.span_of_years(indicator, self.areas)
        first, last = self.first, self.last
        if known:
            first, last = first or known.start, last or known.stop - 1
        if first is None or last is None:
            return []
        return [Period.year(year) for year in range(first, last + 1)]

    def _periods_of(
        self, indicator: Indicator, area: Area, category: str, years: list[Period], figures: Figures
    ) -> list[Period]:
        if self.periods is not None:
            return list(self.periods)
        stated = [period for period in figures.statements.periods(indicator, area) if period.kind != "year"]
        if not stated:
            return years
        # A year may be answered by what was stated for a day in it: that day gets no second row.
        answered = {figures.at(indicator, area, year, category).period.code for year in years}
        others = [period for period in stated if period.code not in answered and self._holds(period)]
        return sorted([*years, *others], key=_chronologically)

    def _holds(self, period: Period) -> bool:
        if self.first is None and self.last is None:
            return True
        return period.end is not None and (self.first or 0) <= period.end.year <= (self.last or dt.MAXYEAR)


def home_area() -> Area:
    """The area whose bureau keeps the site."""
    area = Area.objects.filter(code=settings.INNOVATION_HOME_AREA).first()
    if area is None:
        raise Refused([Fault("area", _("It is needed here."))])
    return area


def _children(areas: Sequence[Area]) -> list[Area]:
    """The areas directly below, in the order of those above."""
    order = {area.pk: place for place, area in enumerate(areas)}
    children = Area.objects.filter(parent__in=areas)
    return sorted(children, key=lambda child: (order[child.parent_id or 0], child.code))


def _divided(by: Sequence[str]) -> tuple[str, bool]:
    """The dimension and whether areas are divided as well."""
    dimensions = [name for name in by if name != BY_AREA]
    if len(dimensions) > 1:
        raise Refused([Fault("by", _("Give at most one dimension, and “area” beside it."))])
    return next(iter(dimensions), ""), BY_AREA in by


def _indicators(catalogue: Catalogue, named: Sequence[Indicator] | None, dimension: str) -> list[Indicator]:
    """The indicators as the catalogue has them; without any named, all that have the dimension."""
    if named is None:
        return [indicator for indicator in catalogue if not dimension or dimension in dimensions_of(indicator)]
    found = [known for indicator in named if (known := catalogue.get(indicator.code))]
    for indicator in found:
        if dimension and dimension not in dimensions_of(indicator):
            raise Refused([Fault("by", _cannot_be_divided(indicator))])
    return found


def _cannot_be_divided(indicator: Indicator) -> str:
    known = dimensions_of(indicator)
    if not known:
        return _("“%(indicator)s” can be divided by area only.") % {"indicator": indicator.code}
    names = ", ".join([BY_AREA, *known])
    return _("“%(indicator)s” can be divided by: %(names)s.") % {"indicator": indicator.code, "names": names}


def _too_much() -> Refused:
    return Refused(
        [Fault("indicator", _("This asks for too many figures at once. Name fewer indicators, areas or periods."))]
    )


def _chronologically(period: Period) -> tuple[bool, dt.date, dt.date]:
    """Periods that nobody knows stand last."""
    return period.end is None, period.end or dt.date.min, period.start or dt.date.min
