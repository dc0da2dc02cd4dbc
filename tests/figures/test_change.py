"""Growth, averages and shares that follow from the document's numbers, and those it reports beside them."""

from decimal import Decimal

import pytest

from innovation.indicators import change
from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.models import Area
from innovation.periods import Period
from innovation.rounding import half_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def figures_of(*codes: str) -> Figures:
    catalogue = Catalogue()
    areas = Area.objects.filter(code__in=("990100", "990101"))
    return Figures(catalogue, [i for i in catalogue if i.code in codes], areas)


def at(figures: Figures, code: str, period: str, area: str = "990101") -> Figure:
    indicator = figures.catalogue.get(code)
    assert indicator is not None
    return figures.at(indicator, next(a for a in figures.areas if a.code == area), Period.parse(period))


def funds() -> tuple[Figures, list[Figure]]:
    """The government's science funds of the four years."""
    figures = figures_of("government-st-total")
    return figures, [at(figures, "government-st-total", str(year)) for year in range(2003, 2007)]


def test_funds_grew_by_45_0_then_44_1_then_17_3_percent() -> None:
    figures, series = funds()
    growths = [moved and moved.growth for moved in (change.on_year_before(figures, figure) for figure in series)]
    assert [growth and str(growth) for growth in growths] == [None, "45.0", "44.1", "17.3"]


def test_funds_grew_by_34_8_percent_a_year_to_245_percent_of_the_first() -> None:
    _figures, series = funds()
    assert change.compound_growth(series) == Decimal("34.8")
    assert change.share(series[-1], series[0], 0) == 245


def test_funds_of_four_years_make_7133() -> None:
    _figures, series = funds()
    assert (change.total(series), change.average(series)) == (7133, Decimal("1783.3"))


@pytest.mark.parametrize(
    ("code", "growth"),
    [
        ("gdp", "14.6"),
        ("fiscal-revenue-total", "17.9"),
        ("fiscal-revenue-local", "13.0"),
        ("rural-net-income", "12.2"),
        ("st-expenditure-total", "49.5"),
    ],
)
def test_reported_growth_is_told_beside_the_figure(code: str, growth: str) -> None:
    figures = figures_of(code)
    told = change.reported(figures, at(figures, code, "2005"), "growth")
    assert told is not None
    assert str(told.value) == growth


def test_gdp_per_person_in_dollars_was_stated_higher_than_it_is() -> None:
    stated = at(figures_of("gdp-per-capita-usd"), "gdp-per-capita-usd", "2005")
    assert (stated.value, stated.qualifier, stated.is_contradicted) == (5000, "gt", True)
    assert half_up(stated.derived_value or Decimal(0), 0) == 4973


def test_the_district_has_the_only_national_patent_demonstration_enterprise_of_the_city() -> None:
    figures = figures_of("patent-demo-national")
    own, city = (at(figures, "patent-demo-national", "2006-09-30", area) for area in ("990101", "990100"))
    assert change.share(own, city, 0) == 100
