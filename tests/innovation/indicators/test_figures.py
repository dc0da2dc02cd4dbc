"""What a figure says, and when it says nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from innovation.indicators.catalogue import Catalogue
from innovation.indicators.figure import Origin, Reason, Status
from innovation.indicators.figures import Figures
from innovation.models import Area, Certification, Indicator, Level, Programme, Scheme, Source, State
from innovation.periods import Period
from tests.innovation.conftest import (
    area,
    assessment,
    budget,
    certification,
    complete,
    counted,
    entered,
    enterprise,
    entry,
    exhibition,
    facility,
    figure,
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


@pytest.fixture
def projects() -> Indicator:
    return counted("projects", "projects", nature="flow")


# What was stated, and what follows from records


def test_what_was_stated_wins_and_what_the_records_give_is_kept_beside_it(district: Area, projects: Indicator) -> None:
    filed = [project(district).pk, project(district).pk]
    state(projects, district, "2006", 14, qualifier="gt")
    told = figure(projects, district)
    assert (told.value, told.qualifier, told.origin) == (14, "gt", Origin.ENTERED)
    assert (told.derived_value, sorted(told.records)) == (2, filed)


def test_what_the_records_give_is_told_in_the_unit_of_what_was_stated(district: Area) -> None:
    budgets = counted("budgets", "budgets", "amount", nature="flow", unit=unit("cny-10k"))
    budget(district, executed=2500)
    state(budgets, district, "2006", "0.26", unit=unit("cny-100m"))
    told = figure(budgets, district)
    assert (told.value, told.unit.code, told.derived_value) == (Decimal("0.26"), "cny-100m", Decimal("0.25"))


def test_the_latest_statement_is_shown_and_a_revision_is_told(district: Area) -> None:
    gdp = entered("gdp")
    final = state(gdp, district, "2005", "171.49", stated_on="2006-09-01", source=entry(Source, "yearbook"))
    first = state(gdp, district, "2005", "170.1", stated_on="2006-01-20", status="P")
    told = figure(gdp, district, "2005")
    assert (told.value, told.status, told.source) == (Decimal("171.49"), Status.NORMAL, final.source)
    assert told.vintages == (final, first)
    assert told.is_revised


def test_the_same_amount_stated_again_in_another_unit_is_no_revision(district: Area) -> None:
    spent = entered("spent", unit=unit("cny-10k"))
    state(spent, district, "2005", 30500, stated_on="2006-01-20")
    state(spent, district, "2005", "3.05", unit=unit("cny-100m"), stated_on="2006-09-01")
    assert not figure(spent, district, "2005").is_revised


def test_a_value_keeps_its_printed_decimals(district: Area) -> None:
    growth = entered("growth", unit=unit("percent"))
    state(growth, district, "2005", "13.0")
    assert str(figure(growth, district, "2005").value) == "13.0"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("L", Reason.NOT_COLLECTED),
        ("M", Reason.NOT_APPLICABLE),
        ("O", Reason.NOT_STATED),
        ("Q", Reason.WITHHELD),
    ],
)
def test_each_way_of_having_no_value_says_its_reason(district: Area, status: str, reason: str) -> None:
    gdp = entered("gdp")
    state(gdp, district, "2005", None, status=status)
    told = figure(gdp, district, "2005")
    assert (told.value, told.status, told.reason) == (None, status, reason)


def test_what_was_withheld_is_not_told_by_the_records_either(district: Area, projects: Indicator) -> None:
    project(district)
    state(projects, district, "2006", None, status="Q")
    told = figure(projects, district)
    assert (told.value, told.reason, told.derived, told.records) == (None, Reason.WITHHELD, None, ())


def test_a_year_of_an_entered_stock_is_answered_by_the_last_statement_within_it(district: Area) -> None:
    people = entered("people", nature="stock")
    state(people, district, "2005-12-31", 41)
    state(people, district, "2006-06-30", 42)
    state(people, district, "2006-Q1", 40)
    told = figure(people, district)
    assert (told.value, told.period) == (42, Period.parse("2006-06-30"))


def test_a_year_of_an_entered_flow_is_not_answered_by_a_part_of_it(district: Area) -> None:
    output = entered("output", nature="flow")
    state(output, district, "2006-S1", 42)
    assert figure(output, district).reason == Reason.NOT_STATED


def test_a_part_of_an_area_states_nothing_for_the_whole(district: Area) -> None:
    gdp = entered("gdp")
    state(gdp, area("990101101000", district), "2006", 7)
    assert figure(gdp, district).is_missing


# Zero and unknown


def test_no_record_means_zero_only_where_the_register_is_complete(district: Area, projects: Indicator) -> None:
    complete("projects", district, "2004-01-01")
    unknown, none = figure(projects, district, "2003"), figure(projects, district, "2004")
    assert (unknown.value, unknown.status, unknown.reason) == (None, Status.MISSING, Reason.NOT_COVERED)
    assert (none.value, none.status, none.reason) == (0, Status.NORMAL, Reason.NONE)


def test_a_register_that_is_complete_above_is_complete_below_but_not_beside_or_above(projects: Indicator) -> None:
    city = area("990100")
    district, sibling = area("990101", city), area("990102", city)
    town = area("990101101000", district)
    complete("projects", district)
    told = {where.code: figure(projects, where).value for where in (city, district, sibling, town)}
    assert told == {"990100": None, "990101": 0, "990102": None, "990101101000": 0}


def test_a_year_half_covered_is_told_with_doubt(district: Area, projects: Indicator) -> None:
    complete("projects", district, "2005-07-01")
    project(district, date="2005-09-01")
    assert (figure(projects, district, "2005").value, figure(projects, district, "2005").status) == (1, Status.UNSURE)


def test_records_without_any_amount_have_no_sum(district: Area) -> None:
    grants = counted("grants", "projects", "grant", nature="flow", unit=unit("cny-10k"))
    complete("projects", district)
    assert figure(grants, district).value == 0
    project(district)
    assert (figure(grants, district).value, figure(grants, district).reason) == (None, Reason.NOT_STATED)
    project(district, grant=30)
    assert figure(grants, district).value == 30


def test_nothing_is_counted_in_a_period_nobody_knows(district: Area) -> None:
    areas = counted("areas", "areas", nature="stock")
    area("990101101000", district)
    assert figure(areas, district, "_U").reason == Reason.NOT_COVERED
    assert figure(areas, district).value == 1


def test_an_area_without_a_first_day_was_there_from_the_beginning(district: Area) -> None:
    complete("areas", district, "1998-01-01")
    areas = counted("areas", "areas", nature="stock")
    town = area("990101101000", district)
    area("990101102000", district, valid_from=dt.date(2004, 7, 1))
    told = [figure(areas, district, year) for year in ("2003", "2004")]
    assert [(it.value, it.status) for it in told] == [(1, Status.NORMAL), (2, Status.NORMAL)]
    assert figure(areas, town).value == 0


def test_a_running_period_is_provisional_and_a_later_one_has_not_begun(
    district: Area, projects: Indicator, settings: Settings
) -> None:
    complete("projects", district)
    settings.INNOVATION_TODAY = dt.date(2006, 6, 30)
    told = {period: figure(projects, district, period) for period in ("2006-Q2", "2006-S1", "2006", "2007")}
    assert [f.status for f in told.values()] == [Status.NORMAL, Status.NORMAL, Status.PROVISIONAL, Status.MISSING]
    assert told["2007"].reason == Reason.NOT_YET


@pytest.mark.parametrize("hidden", [State.DRAFT, State.SUBMITTED])
def test_what_is_not_published_is_never_told(district: Area, projects: Indicator, hidden: str) -> None:
    complete("projects", district)
    project(district, state=hidden, grant=7)
    state(projects, district, "2005", 99, state=hidden)
    state(projects, district, "2004", 1, stated_on="2005-01-01")
    state(projects, district, "2004", 99, stated_on="2006-01-01", state=hidden)
    years = read(district).years(projects, district, 2004, 2006)
    assert [(f.value, f.derived_value, f.records) for f in years] == [(1, 0, ()), (0, None, ()), (0, None, ())]


def test_an_indicator_that_is_not_public_is_only_computed_with(district: Area) -> None:
    hidden = entered("hidden", is_public=False)
    state(hidden, district, "2006", 4)
    half = ratio("half", hidden, hidden)
    catalogue = Catalogue()
    assert catalogue.get("hidden") is None
    assert [indicator.code for indicator in catalogue] == ["half"]
    assert figure(half, district).value == 100


def test_small_counts_of_people_are_withheld_but_none_is_none(district: Area) -> None:
    talents = counted("talents", "talents", nature="stock")
    complete("talents", district)
    told = [figure(talents, district)]
    for _ in range(5):
        talent(district)
        told.append(figure(talents, district))
    assert [f.value for f in told] == [0, None, None, None, None, 5]
    assert {(f.reason, f.status, f.records) for f in told[1:5]} == {(Reason.WITHHELD, Status.WITHHELD, ())}


def test_a_small_category_is_withheld_with_those_it_could_be_taken_from_the_total_with(district: Area) -> None:
    talents = counted("talents", "talents", nature="stock")
    for field in ["law", "law", *["art"] * 5]:
        talent(district, field)
    told = [figure(talents, district, category=category) for category in ("field=law", "field=art", "")]
    assert [f.reason for f in told] == [Reason.WITHHELD, Reason.WITHHELD, ""]
    talent(district, "law"), talent(district, "law"), talent(district, "law")
    assert [figure(talents, district, category=f"field={field}").value for field in ("law", "art")] == [5, 5]


# Where it comes from


def test_a_figure_is_no_surer_than_the_least_sure_record(district: Area, projects: Indicator) -> None:
    project(district)
    project(district, basis="illustrative")
    project(district, basis="assumed")
    assert figure(projects, district).basis == "illustrative"


def test_a_figure_names_the_source_that_all_its_records_share(district: Area, projects: Indicator) -> None:
    yearbook = entry(Source, "yearbook")
    project(district, source=yearbook)
    assert figure(projects, district).source == yearbook
    project(district)
    assert figure(projects, district).source is None


def test_money_not_spent_yet_says_so_and_a_sum_is_no_surer_than_its_parts(district: Area) -> None:
    budgets = counted("budgets", "budgets", "amount", nature="flow", unit=unit("cny-10k"))
    budget(district, "a", planned=9, adjusted=8, executed=7)
    assert (figure(budgets, district).value, figure(budgets, district).stage) == (7, "")
    budget(district, "b", planned=6, adjusted=5)
    assert (figure(budgets, district).value, figure(budgets, district).stage) == (12, "adjusted")
    budget(district, "c", planned=4)
    assert (figure(budgets, district).value, figure(budgets, district).stage) == (16, "budget")


def test_a_sum_with_an_approximate_part_is_approximate(district: Area) -> None:
    budgets = counted("budgets", "budgets", "amount", nature="flow", unit=unit("cny-10k"))
    budget(district, "a", executed=7, qualifier="gt")
    assert figure(budgets, district).qualifier == "gt"
    budget(district, "b", executed=7)
    assert figure(budgets, district).qualifier == "approx"


def test_an_amount_is_told_in_the_unit_and_decimals_of_the_indicator(district: Area) -> None:
    grants = counted("grants", "projects", "grant", nature="flow", unit=unit("cny-100m"), decimals=2)
    project(district, grant=Decimal("1250.5"))
    assert str(figure(grants, district).value) == "0.13"


def test_the_number_of_records_and_who_they_are_agree(district: Area) -> None:
    town = area("990101101000", district)
    holder = enterprise(town)
    first = certification(town, enterprise=holder, issued_on="2004-01-01")
    certification(town, enterprise=holder, at="provincial")
    other = certification(district)
    certification(area("990102"))
    certification(town, valid_to="2006-12-30")
    certification(town, revoked_on="2006-12-31")
    certificates = counted("certificates", "certifications", nature="stock")
    holders = counted("holders", "certifications", "enterprises", nature="stock")
    assert (figure(holders, district).value, set(figure(holders, district).records)) == (2, {first.pk, other.pk})
    told = figure(certificates, district)
    inside = Certification.objects.filter(area__in=[district, town])
    listed = inside.valid_on(dt.date(2006, 12, 31)).values_list("pk", flat=True)
    assert (told.value, sorted(told.records)) == (len(listed), sorted(listed))


# By category


def test_figures_by_level_add_up_and_stand_in_the_order_of_the_list(district: Area, projects: Indicator) -> None:
    for at in ("municipal", "national", "national"):
        project(district, at=at)
    figures = read(district)
    by_level = figures.categories(projects, [district], "level")
    assert [(c.code, c.label) for c in by_level] == [("level=national", "national"), ("level=municipal", "municipal")]
    year = Period.year(2006)
    assert [figures.at(projects, district, year, c.code).value for c in by_level] == [2, 1]


def test_each_enterprise_counts_once_at_its_highest_level(district: Area) -> None:
    first, second = enterprise(district), enterprise(district)
    certification(district, enterprise=first, at="provincial")
    best = certification(district, enterprise=first, at="national")
    only = certification(district, enterprise=second, at="provincial")
    highest = counted("highest", "certifications", "enterprises-highest", nature="stock")
    at_most_provincial = counted(
        "provincial", "certifications", "enterprises-highest", [("level", "provincial")], nature="stock"
    )
    told = {c: figure(highest, district, category=c) for c in ("", "level=national", "level=provincial")}
    assert {c: f.records for c, f in told.items()} == {
        "": (best.pk, only.pk),
        "level=national": (best.pk,),
        "level=provincial": (only.pk,),
    }
    assert figure(at_most_provincial, district).records == (only.pk,)


def test_a_stated_category_is_told_and_listed_even_without_records(district: Area, projects: Indicator) -> None:
    entry(Level, "national", order=10)
    state(projects, district, "2006", 14, category="level=national")
    figures = read(district)
    assert [c.code for c in figures.categories(projects, [district], "level")] == ["level=national"]
    assert figures.at(projects, district, Period.year(2006), "level=national").value == 14


def test_alternatives_of_one_criterion_add_and_different_criteria_must_agree(district: Area) -> None:
    criteria = [("programme", "torch"), ("programme", "spark"), ("key", "yes")]
    keys = counted("keys", "projects", criteria=criteria, nature="flow")
    counts = [project(district, "torch", is_key=True).pk, project(district, "spark", is_key=True).pk]
    project(district, "torch")
    project(district, "other", is_key=True)
    project(district, "torch", is_key=True, status="withdrawn")
    assert sorted(figure(keys, district).records) == counts


# Ratios


def test_a_ratio_converts_units_and_is_rounded_half_up(district: Area) -> None:
    spent = entered("spent", unit=unit("cny-10k"))
    gdp = entered("gdp", unit=unit("cny-100m"))
    intensity = ratio("intensity", spent, gdp)
    state(spent, district, "2005", 30500)
    state(gdp, district, "2005", "171.49")
    told = figure(intensity, district, "2005")
    assert (str(told.value), told.origin) == ("1.78", Origin.COMPUTED)


@pytest.mark.parametrize(("under", "reason"), [(None, Reason.NO_TERM), (0, Reason.ZERO_TERM)])
def test_a_ratio_is_undefined_without_a_term_or_over_zero(district: Area, under: int | None, reason: str) -> None:
    over, denominator = entered("over"), entered("under")
    state(over, district, "2006", 1)
    if under is not None:
        state(denominator, district, "2006", under)
    assert figure(ratio("r", over, denominator), district).reason == reason


def test_a_ratio_is_no_surer_than_its_terms(district: Area) -> None:
    over, under = entered("over"), entered("under")
    state(over, district, "2006", 1, qualifier="gt", basis="assumed")
    state(under, district, "2006", 4, status="P")
    told = figure(ratio("r", over, under), district)
    assert (told.value, told.qualifier, told.basis, told.status) == (25, "gt", "assumed", Status.PROVISIONAL)


# The latest


def test_the_latest_figure_is_that_of_the_year_else_the_last_stated_before(district: Area) -> None:
    gdp = entered("gdp")
    for year in (2003, 2004):
        state(gdp, district, str(year), year)
    state(gdp, district, "2005", None, status="O")
    state(gdp, district, "2007", 2007)
    latest = read(district).latest(gdp, district, dt.date(2006, 12, 31))
    assert (latest.value, latest.period.code) == (2004, "2004")


def test_the_latest_ratio_is_the_last_stated_or_computed(district: Area) -> None:
    over, under = entered("over"), entered("under")
    share = ratio("share", over, under)
    state(share, district, "2003", 40)
    for term in (over, under):
        state(term, district, "2004", 1)
    day = dt.date(2006, 12, 31)
    assert read(district).latest(share, district, day).period.code == "2004"
    state(share, district, "2005", 60)
    assert read(district).latest(share, district, day).period.code == "2005"


def test_nothing_known_is_missing_in_the_year_of_the_day(district: Area) -> None:
    stated = entered()
    latest = read(district).latest(stated, district, dt.date(2006, 12, 31))
    assert (latest.is_missing, latest.period.code) == (True, "2006")


def test_years_reach_from_the_first_known_to_the_last(district: Area) -> None:
    gdp = entered("gdp")
    state(gdp, district, "2003", 1)
    state(gdp, district, "2005", 3)
    figures = read(district)
    assert figures.span_of_years(gdp, [district]) == range(2003, 2006)
    assert [f.value for f in figures.years(gdp, district, 2003, 2005)] == [1, None, 3]


def test_a_slip_in_the_year_of_a_date_stretches_no_series(district: Area) -> None:
    firms = counted("firms", "enterprises", nature="stock")
    enterprise(district, founded_on="0206-03-01")
    enterprise(district, founded_on="2005-03-01")
    assert read(district).span_of_years(firms, [district]) == range(2005, 2006)


# Measures of their own


def test_years_in_a_row_end_with_the_last_year_of_the_period(district: Area) -> None:
    row = counted("row", "exhibitions", "consecutive-years", nature="cumulative", unit=unit("years"))
    for year in (2000, 2001, 2003, 2004, 2005):
        exhibition(district, date=f"{year}-10-01")
    told = {year: figure(row, district, str(year)).value for year in range(2000, 2007)}
    assert told == {2000: 1, 2001: 2, 2002: None, 2003: 1, 2004: 2, 2005: 3, 2006: None}


def test_the_latest_rank_is_told(district: Area) -> None:
    rank = counted("rank", "assessments", "rank", nature="stock", unit=unit("rank"))
    for year, place in ((2003, 2), (2004, 1), (2005, None)):
        assessment(district, year=year, rank=place)
    assert figure(rank, district, "2003").value == 2
    assert figure(rank, district, "2006").value == 1


def test_towns_that_have_something_are_counted_once(district: Area) -> None:
    covered = counted("covered", "facilities", "towns", nature="stock")
    facilities = counted("facilities", "facilities", "number", nature="stock")
    towns = [area(f"99010110{n}000", district) for n in range(3)]
    facility(area("990101101001", towns[1]), number=1)
    facility(district, number=1)
    for town, number in ((towns[0], 1), (towns[0], 2), (towns[1], 3)):
        facility(town, number=number)
    facility(towns[2], closed_on="2006-12-31")
    assert (figure(covered, district).value, figure(facilities, district).value) == (2, 8)


# Growing without code and without more queries


def test_a_new_scheme_and_level_are_counted_by_a_new_indicator(district: Area) -> None:
    Scheme.objects.create(code="gazelle", name="瞪羚企业")
    Level.objects.create(code="industry", name="行业", order=50)
    certification(district, "gazelle", "industry")
    certification(district, "gazelle", "national")
    certification(district)
    criteria = [("scheme", "gazelle"), ("level", "industry")]
    assert figure(counted("gazelles", "certifications", criteria=criteria, nature="stock"), district).value == 1
    assert figure(counted("g", "certifications", criteria=criteria[:1], nature="stock"), district).value == 2


def test_a_new_programme_shows_up_among_the_categories(district: Area, projects: Indicator) -> None:
    Programme.objects.create(code="key-rd", name="重点研发")
    project(district, "key-rd")
    assert [c.label for c in read(district).categories(projects, [district], "programme")] == ["重点研发"]


def file_everything(districts: int, records: int, indicators: int) -> list[Area]:
    """Much or little of everything that figures are made of."""
    places = [area(f"99010{n}") for n in range(districts)]
    for n in range(indicators):
        issued = counted(f"issued-{n}", "certifications", nature="flow", criteria=[("level", "national")])
        spent = counted(f"spent-{n}", "budgets", "amount", nature="flow", unit=unit("cny-10k"))
        state(issued, places[0], "2005", n, source=entry(Source, f"source-{n}"))
        ratio(f"each-{n}", spent, issued, unit=unit("cny"))
    for place in places:
        complete("certifications", place)
        holder = enterprise(place)
        for n in range(records):
            certification(place, enterprise=holder, source=entry(Source, f"record-{n}"))
            budget(place, f"line-{n}", executed=n)
    return places


def read_everything(places: list[Area]) -> None:
    catalogue = Catalogue()
    figures = Figures(catalogue, catalogue, places)
    for indicator in catalogue:
        for place in places:
            for told in figures.years(indicator, place, 2000, 2006):
                assert told.unit.code
            figures.latest(indicator, place, dt.date(2006, 12, 31))
            for category in figures.categories(indicator, [place], "level"):
                figures.at(indicator, place, Period.year(2006), category.code)
        figures.span_of_years(indicator, places)


@pytest.mark.parametrize(("districts", "records", "indicators"), [(1, 1, 1), (4, 8, 6)])
def test_the_number_of_queries_grows_with_nothing(districts: int, records: int, indicators: int) -> None:
    places = file_everything(districts, records, indicators)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read_everything(places)
    # Indicators, criteria, statements, two registers, completeness, sources, levels.
    assert len(queries) == 9


def test_equal_areas_are_asked_once(district: Area, projects: Indicator) -> None:
    town = area("990101101000", district)
    project(town)
    figures = read(district, town, district)
    year = Period.year(2006)
    assert [figures.at(projects, where, year).value for where in (district, town)] == [1, 1]
