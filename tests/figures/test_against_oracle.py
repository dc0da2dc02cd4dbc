"""Every counted figure of the demonstration, of every area and year, counted a second time."""

import datetime as dt

import pytest

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Figure
from innovation.indicators.figures import Figures
from innovation.indicators.registers import REGISTERS
from innovation.models import Area
from innovation.periods import Period
from tests.oracle import Oracle, Told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

YEARS = range(1998, 2007)


def told(figure: Figure) -> Told:
    """All that a figure says, in plain values."""
    return Told(
        None if figure.value is None else f"{figure.value:f}",
        figure.unit.code,
        figure.qualifier,
        str(figure.status),
        figure.stage,
        str(figure.basis),
        str(figure.origin),
        str(figure.reason),
        figure.source.pk if figure.source else None,
        None if figure.derived is None else f"{figure.derived:f}",
        tuple(sorted(figure.records)),
        tuple(vintage.pk for vintage in figure.vintages),
    )


@pytest.mark.parametrize("register", sorted({*REGISTERS} - {"talents"}))
def test_each_figure_is_what_a_slow_and_obvious_count_gives(register: str) -> None:
    catalogue = Catalogue()
    indicators = [indicator for indicator in catalogue if indicator.register == register]
    areas = list(Area.objects.select_related("parent__parent__parent"))
    figures, oracle = Figures(catalogue, indicators, areas), Oracle(dt.date(2006, 12, 31))
    assert indicators
    for indicator in indicators:
        for area in areas:
            for year in YEARS:
                expected = oracle.figure(indicator, area, str(year))
                assert told(figures.at(indicator, area, Period.year(year))) == expected, (indicator.code, area, year)
