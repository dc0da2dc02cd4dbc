"""Every counted figure of the demonstration, of every area and year, counted a second time."""

import datetime as dt

import pytest

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figures import Figures
from innovation.indicators.registers import REGISTERS
from innovation.models import Area
from innovation.periods import Period
from tests.innovation.indicators.test_against_oracle import told
from tests.oracle import Oracle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

YEARS = range(1998, 2007)


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
