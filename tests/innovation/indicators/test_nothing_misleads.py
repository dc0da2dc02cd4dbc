"""Figures that would be wrong without anybody noticing."""

import datetime as dt
from typing import Any

import pytest

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.change import compound_growth, on_year_before
from innovation.indicators.figure import Reason, Status
from innovation.models import Area, BudgetLine, Level, StaleVersion
from innovation.periods import Period
from tests.innovation.conftest import (
    area,
    assessment,
    budget,
    certification,
    complete,
    counted,
    entered,
    entry,
    figure,
    level,
    project,
    ratio,
    read,
    state,
    unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end_of_2006")]


@pytest.fixture
def district() -> Area:
    return area()


def test_a_budget_line_is_not_added_to_the_line_it_is_part_of(district: Area) -> None:
    everything = counted("everything", "budgets", "amount", unit=unit("cny-10k"))
    entry(BudgetLine, "three-expenses", part_of=entry(BudgetLine, "total"))
    budget(district, "total", executed=2500)
    budget(district, "three-expenses", executed=1300)
    both = counted(
        "both", "budgets", "amount", unit=unit("cny-10k"), criteria=[("line", "total"), ("line", "three-expenses")]
    )
    part = counted("part", "budgets", "amount", unit=unit("cny-10k"), criteria=[("line", "three-expenses")])
    assert [figure(it, district).value for it in (everything, both, part)] == [2500, 2500, 1300]
    assert figure(everything, district, category="line=three-expenses").value == 1300


def test_a_part_of_a_part_is_not_added_to_the_whole_either(district: Area) -> None:
    everything = counted("everything", "budgets", "amount", unit=unit("cny-10k"))
    part = entry(BudgetLine, "part", part_of=entry(BudgetLine, "total"))
    entry(BudgetLine, "part-of-part", part_of=part)
    budget(district, "total", executed=2500)
    budget(district, "part-of-part", executed=400)
    assert figure(everything, district).value == 2500


def test_a_part_whose_whole_is_not_on_file_for_its_year_counts(district: Area) -> None:
    everything = counted("everything", "budgets", "amount", unit=unit("cny-10k"))
    entry(BudgetLine, "part", part_of=entry(BudgetLine, "total"))
    budget(district, "total", executed=2500, year=2005)
    budget(district, "part", executed=1300, year=2005)
    budget(district, "part", executed=1400, year=2006)
    told = [figure(everything, district, period).value for period in ("2005", "2006", "2005-01-01/P2Y")]
    assert told == [2500, 1400, 3900]


def test_a_sum_is_not_told_as_final_while_a_record_gives_no_amount(district: Area) -> None:
    complete("projects", district)
    grants = counted("grants", "projects", "grant", unit=unit("cny-10k"))
    rows = [project(district, grant=amount) for amount in (30, None, 12)]
    told = figure(grants, district)
    assert (told.value, told.status, told.silent) == (42, Status.UNSURE, 1)
    assert sorted(told.records) == [row.pk for row in rows]
    rows[1].grant = 0
    rows[1].save()
    told = figure(grants, district)
    assert (told.value, told.status, told.silent) == (42, Status.NORMAL, 0)


def test_what_was_stated_for_twelve_months_of_a_year_was_stated_for_the_year(district: Area) -> None:
    income = entered("income")
    state(income, district, "2005-01-01/P12M", 7)
    assert [figure(income, district, period).value for period in ("2005", "2005-01-01/P1Y")] == [7, 7]


@pytest.mark.parametrize(
    ("stated", "qualifier", "contradicted"),
    [
        ("12.3", "", False),
        ("12", "", False),
        ("12.4", "", True),
        ("12", "gt", True),
        ("12.3", "gt", True),
        ("12.2", "gt-yu", False),
        ("12.3", "ge", False),
        ("12.4", "ge", True),
        ("12.4", "lt", False),
        ("12.3", "lt", True),
        ("12.3", "under", True),
        ("99", "approx", False),
    ],
)
def test_a_statement_is_compared_as_it_was_rounded_and_qualified(
    stated: str, qualifier: str, contradicted: bool, district: Area
) -> None:
    grants = counted("grants", "projects", "grant", unit=unit("cny-10k"))
    project(district, grant="12.34")
    state(grants, district, "2006", stated, qualifier=qualifier)
    assert figure(grants, district).is_contradicted is contradicted


def test_an_area_whose_towns_were_never_entered_has_not_no_towns(district: Area) -> None:
    towns = counted("towns", "areas", nature="stock", criteria=[("type", "town")])
    sibling = area("990102")
    complete("areas", district)
    told = [figure(towns, place) for place in (district, sibling)]
    assert [(it.value, it.reason) for it in told] == [(0, Reason.NONE), (None, Reason.NOT_COVERED)]


def test_the_rank_of_a_district_is_not_the_rank_of_its_city() -> None:
    city = area("990100")
    district = area("990101", city)
    rank = counted("rank", "assessments", "rank", nature="stock", unit=unit("rank"))
    assessment(district, rank=1)
    assert [figure(rank, place).value for place in (district, city)] == [1, None]


def test_in_a_running_year_a_stock_is_told_as_of_today(district: Area, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 6, 30)
    valid = counted("valid", "certifications", nature="stock")
    complete("certifications", district)
    certification(district, issued_on="2005-11-01", valid_to="2006-10-31")
    certification(district, issued_on="2006-09-01")
    told = figure(valid, district)
    assert (told.value, told.status, told.period.code) == (1, Status.PROVISIONAL, "2006")


def test_a_month_is_unknown_while_a_record_of_its_year_may_belong_to_it(district: Area) -> None:
    approved = counted("approved", "projects", nature="flow")
    complete("projects", district)
    project(district, date="2006-01-01", precision="year")
    told = [figure(approved, district, period) for period in ("2006", "2006-05")]
    assert [(f.value, f.reason) for f in told] == [(1, Reason.NONE), (None, Reason.NOT_COVERED)]


def test_what_no_register_has_is_not_counted(district: Area) -> None:
    counted("slip", "projects", criteria=[("levle", "national")])
    good = counted("good", "projects")
    lost = counted("lost", "prizes")
    ratio("each", good, lost)
    assert [indicator.code for indicator in Catalogue()] == ["good"]


def test_a_dimension_that_is_not_there_divides_nothing(district: Area) -> None:
    approved = counted("approved", "projects")
    complete("projects", district)
    project(district)
    assert figure(approved, district, category="colour=red").reason == Reason.NOT_APPLICABLE


def test_a_figure_that_was_not_read_is_refused_rather_than_zero(district: Area) -> None:
    approved = counted("approved", "projects")
    elsewhere = area("990102")
    with pytest.raises(LookupError, match="approved in 990102"):
        read(district).at(approved, elsewhere, Period.year(2006))


def test_what_was_stated_by_level_can_be_told_by_level(district: Area) -> None:
    stated = entered()
    entry(Level, "national")
    state(stated, district, "2006", 7, category="level=national")
    figures = read(district)
    assert list(figures.dimensions(stated, [district])) == ["level"]
    assert [c.code for c in figures.categories(stated, [district], "level")] == ["level=national"]


def test_a_part_is_compared_with_the_same_part_a_year_before(district: Area) -> None:
    approved = counted("approved", "projects", nature="flow")
    complete("projects", district)
    for date, at in (("2005-01-01", "national"), ("2005-01-01", "municipal"), ("2006-01-01", "national")):
        project(district, date=date, at=at)
    figures = read(district)
    change = on_year_before(figures, figures.at(approved, district, Period.year(2006), "level=national"))
    assert change is not None
    assert change.difference == 0


def test_a_running_year_is_not_compared_with_a_whole_one(district: Area, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 3, 31)
    approved = counted("approved", "projects", nature="flow")
    complete("projects", district)
    for date in ("2005-02-01", "2005-09-01", "2006-02-01"):
        project(district, date=date)
    figures = read(district)
    told = [figures.at(approved, district, Period.parse(code)) for code in ("2006", "2006-Q1")]
    compared = [on_year_before(figures, figure) for figure in told]
    assert [figure.value for figure in told] == [1, 1]
    assert compared[0] is None
    assert compared[1] is not None
    assert compared[1].difference == 0


def test_percentages_have_no_compound_growth(district: Area) -> None:
    share = entered(unit=unit("percent"))
    state(share, district, "2005", "2.43")
    state(share, district, "2006", "2.54")
    assert compound_growth(read(district).years(share, district, 2005, 2006)) is None


def test_a_row_that_somebody_deleted_does_not_come_back() -> None:
    row = level("national")
    Level.objects.all().delete()
    row.name = "again"
    with pytest.raises(StaleVersion):
        row.save()
    assert not Level.objects.exists()


def test_an_area_is_placed_where_its_parent_stands_now() -> None:
    read_before = area("990100")
    city = Area.objects.get()
    city.code = "990199"
    city.save()
    assert area("990101", read_before).path == "990199/990101/"
