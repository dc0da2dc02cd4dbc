"""Figures that would be wrong without anybody noticing."""

import datetime as dt
from typing import Any

import pytest

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.change import compound_growth, on_year_before
from innovation.indicators.figure import Reason, Status
from innovation.models import Area, BudgetLine, Coverage, Level, StaleVersion
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
    exhibition,
    facility,
    figure,
    level,
    project,
    ratio,
    read,
    state,
    talent,
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
    complete("projects", district)
    project(district, grant="12.34")
    state(grants, district, "2006", stated, qualifier=qualifier)
    assert figure(grants, district).is_contradicted is contradicted


def test_a_year_whose_budget_was_not_entered_is_not_zero(district: Area, settings: Any) -> None:
    complete("budgets", district)
    spent = counted("spent", "budgets", "amount", unit=unit("cny-10k"))
    budget(district, year=2006, executed=2500)
    settings.INNOVATION_TODAY = dt.date(2008, 1, 5)
    told = [figure(spent, district, year) for year in ("2006", "2007", "2008")]
    assert [(it.value, it.reason) for it in told] == [
        (2500, Reason.NONE),
        (None, Reason.NOT_STATED),
        (None, Reason.NOT_STATED),
    ]
    assert read(district).latest(spent, district, settings.INNOVATION_TODAY).period.code == "2006"


def test_a_sum_over_years_is_not_final_while_a_year_is_missing(district: Area) -> None:
    complete("budgets", district)
    spent = counted("spent", "budgets", "amount", unit=unit("cny-10k"))
    budget(district, year=2004, executed=100)
    budget(district, year=2006, executed=200)
    told = figure(spent, district, "2004-01-01/P3Y")
    assert (told.value, told.status) == (300, Status.UNSURE)
    budget(district, year=2005, executed=0)
    assert figure(spent, district, "2004-01-01/P3Y").status == Status.NORMAL


def test_a_part_that_stands_in_for_its_whole_is_not_final(district: Area) -> None:
    complete("budgets", district)
    entry(BudgetLine, "part", part_of=entry(BudgetLine, "total"))
    everything = counted("everything", "budgets", "amount", unit=unit("cny-10k"))
    part = counted("part", "budgets", "amount", [("line", "part")], unit=unit("cny-10k"))
    budget(district, "part", executed=1400)
    told = [figure(it, district) for it in (everything, part)]
    assert [(it.value, it.status) for it in told] == [(1400, Status.UNSURE), (1400, Status.NORMAL)]
    assert figure(everything, district, category="line=part").status == Status.NORMAL


def test_what_is_computed_rests_on_what_was_counted_before_it_was_rounded(district: Area) -> None:
    value = counted("value", "exhibitions", "value", nature="flow", unit=unit("cny-100m"), decimals=1)
    projects = counted("projects", "exhibitions", "projects", nature="flow")
    mean = ratio("mean", value, projects, unit=unit("cny-10k"), decimals=1)
    exhibition(district, value=9359, projects=106)
    assert [str(figure(it, district).value) for it in (value, mean)] == ["0.9", "88.3"]
    state(value, district, "2006", 9359, unit=unit("cny-10k"))
    complete("exhibitions", district)
    told = figure(value, district)
    assert (told.derived_value, told.is_contradicted) == (9359, False)


@pytest.mark.parametrize(
    ("qualifier", "told"), [("gt", "1"), ("ge", "1"), ("", "2"), ("lt", "2"), ("under", "2"), ("approx", "2")]
)
def test_a_bound_stays_true_when_it_is_rounded(qualifier: str, told: str, district: Area) -> None:
    over, under = entered("over"), entered("under")
    quotient = ratio("quotient", over, under, unit=unit("count"), decimals=0)
    state(over, district, "2006", 5, qualifier=qualifier)
    state(under, district, "2006", 3)
    assert str(figure(quotient, district).value) == told


@pytest.mark.parametrize(
    ("over", "under", "told"), [("P", "U", "U"), ("E", "P", "E"), ("A", "P", "P"), ("A", "A", "A")]
)
def test_a_ratio_warns_of_the_less_sure_of_its_terms(over: str, under: str, told: str, district: Area) -> None:
    terms = [entered("over"), entered("under")]
    for term, status in zip(terms, (over, under), strict=True):
        state(term, district, "2006", 5, status=status)
    assert figure(ratio("quotient", *terms), district).status == told


def test_a_record_of_an_unknown_day_leaves_every_past_day_in_doubt(district: Area) -> None:
    complete("projects", district)
    project(district, date=None)
    year = counted("year", "projects", nature="flow")
    total = counted("total", "projects", nature="cumulative")
    told = [figure(it, district, period) for it, period in ((year, "2003"), (total, "2003"), (total, "2006"))]
    assert [(it.value, it.status) for it in told] == [
        (None, Status.MISSING),
        (1, Status.UNSURE),
        (1, Status.NORMAL),
    ]


def test_what_began_in_some_month_of_a_year_may_not_have_begun_in_its_first(district: Area) -> None:
    complete("facilities", district)
    facility(district, date="2005-07-01", precision="year")
    there = counted("there", "facilities", "number", nature="stock")
    told = [figure(there, district, day).status for day in ("2005-03-31", "2005-12-31")]
    assert told == [Status.UNSURE, Status.NORMAL]


def test_a_running_total_is_not_final_if_it_reaches_back_before_the_register_was_complete(district: Area) -> None:
    complete("projects", district, "2005-01-01")
    total = counted("total", "projects", nature="cumulative")
    project(district, date="2005-05-01")
    assert figure(total, district).status == Status.NORMAL
    project(district, date="2001-05-01")
    assert figure(total, district).status == Status.UNSURE


def test_a_zero_is_as_sure_as_the_completeness_of_its_register(district: Area) -> None:
    Coverage.objects.create(register="projects", area=district, complete_since="2000-01-01", basis="assumed")
    told = figure(counted("projects", "projects"), district)
    assert (told.value, told.basis) == (0, "assumed")


def test_what_was_stated_for_the_last_day_of_a_year_answers_for_the_year(district: Area) -> None:
    complete("certifications", district)
    held = counted("held", "certifications", nature="stock")
    certification(district)
    state(held, district, "2006-12-31", 9)
    state(held, district, "2006-06-30", 5)
    told = figure(held, district)
    assert (told.value, told.derived_value, told.is_contradicted) == (9, 1, True)


def test_what_was_stated_within_a_year_wins_over_an_incomplete_count(district: Area) -> None:
    held = counted("held", "certifications", nature="stock")
    certification(district)
    state(held, district, "2006-09-30", 16)
    told = figure(held, district)
    assert (told.value, told.period.code, told.is_contradicted) == (16, "2006-09-30", False)


def test_the_records_of_a_run_of_years_are_those_of_the_run(district: Area) -> None:
    run = counted("run", "exhibitions", "consecutive-years", nature="cumulative", unit=unit("years"))
    kept = [exhibition(district, date=f"{year}-10-01").pk for year in (2001, 2002, 2004, 2005, 2006)]
    told = figure(run, district)
    assert (told.value, sorted(told.records)) == (3, kept[2:])


@pytest.mark.parametrize(("forecast", "told"), [("2007-03-31", "2006-06-30"), ("2006-12-31", "2006-06-30")])
def test_the_latest_figure_ends_by_the_day(forecast: str, told: str, district: Area, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 9, 30)
    people = entered("people", nature="stock")
    state(people, district, "2006-06-30", 40)
    state(people, district, forecast, 45, status="F")
    assert read(district).latest(people, district, dt.date(2006, 9, 30)).period.code == told


def test_of_periods_that_end_together_the_longest_is_the_latest(district: Area) -> None:
    income = entered("income")
    state(income, district, "2006-06", 14, stated_on="2006-07-20")
    state(income, district, "2006-S1", 85, stated_on="2006-07-10")
    assert read(district).latest(income, district, dt.date(2006, 9, 30)).period.code == "2006-S1"


def test_a_town_tells_of_no_persons_lest_another_is_found_by_subtraction(district: Area) -> None:
    town = area("990101101000", district)
    complete("talents", district)
    persons = counted("persons", "talents", nature="stock", unit=unit("persons"))
    for _ in range(8):
        talent(town)
    assert [figure(persons, place).value for place in (district, town)] == [8, None]
    assert figure(persons, town).reason == Reason.WITHHELD


def test_an_indicator_of_one_field_is_withheld_while_another_field_is_small(district: Area) -> None:
    complete("talents", district)
    mechanics = counted(
        "mechanics", "talents", "records", [("field", "mechanics")], nature="stock", unit=unit("persons")
    )
    for _ in range(8):
        talent(district)
    assert figure(mechanics, district).value == 8
    talent(district, field="physics")
    assert figure(mechanics, district).reason == Reason.WITHHELD


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
