"""Each constraint of each table refuses in the database, and says why in words before."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from innovation.models import (
    Activity,
    ActivityKind,
    Amendment,
    Appointment,
    Area,
    AreaGroup,
    AreaGroupMember,
    BudgetLine,
    Certification,
    Criterion,
    Indicator,
    Institution,
    Observation,
    Problem,
    Programme,
    Project,
    Reminder,
    Scheme,
    Target,
    Unit,
)
from innovation.models.areas import DEEPEST
from tests.innovation.conftest import (
    area,
    assessment,
    budget,
    certification,
    complete,
    contract,
    counted,
    entered,
    enterprise,
    entry,
    exhibition,
    facility,
    level,
    organisation,
    policy,
    project,
    state,
    talent,
    unit,
)

pytestmark = pytest.mark.django_db


def code_list_entry(model: type[models.Model], **values: Any) -> Any:
    return model._default_manager.create(code="code", name="name", **values)


def member(where: Area) -> AreaGroupMember:
    group = AreaGroup.objects.create(code="peers", name="peers")
    return AreaGroupMember.objects.create(group=group, area=where)


def problem(where: Area) -> Problem:
    visit = Activity.objects.create(area=where, title="visit", kind=entry(ActivityKind, "visit"))
    return Problem.objects.create(activity=visit, text="no land to build on", owner="计划科")


def criterion(where: Area) -> Criterion:
    return Criterion.objects.create(indicator=counted("c", "projects"), dimension="level", value="national")


def target(where: Area) -> Target:
    indicator = entered()
    return Target.objects.create(indicator=indicator, area=where, period="2006", value=1, unit=indicator.unit)


def ratio(where: Area) -> Indicator:
    return entered(origin="ratio", numerator=entered("a"), denominator=entered("b"))


FIRST, LATER = "2006-01-02", "2006-01-01"

# A good row, and what makes it a bad one, by the constraint that refuses it.
CHANGES: list[tuple[str, Callable[[Area], Any], dict[str, Any]]] = [
    ("area_valid_to_after_from", lambda a: a, {"valid_from": FIRST, "valid_to": LATER}),
    ("unit_factor_positive", lambda a: unit("count"), {"factor": 0}),
    ("scheme_years_only_where_counted", lambda a: code_list_entry(Scheme), {"valid_years": 3}),
    ("scheme_years_only_where_counted", lambda a: code_list_entry(Scheme), {"validity": "years"}),
    ("scheme_years_only_where_counted", lambda a: code_list_entry(Scheme), {"validity": "years", "valid_years": 0}),
    ("programme_ends_after_it_begins", lambda a: code_list_entry(Programme), {"began": 1988, "ended": 1987}),
    ("enterprise_closed_after_founded", enterprise, {"founded_on": FIRST, "closed_on": LATER}),
    ("certification_has_one_holder", certification, {"enterprise": None}),
    ("certification_valid_after_issue", certification, {"issued_on": FIRST, "valid_to": LATER}),
    ("certification_revoked_after_issue", certification, {"issued_on": FIRST, "revoked_on": LATER}),
    ("project_grant_not_negative", project, {"grant": -1}),
    ("project_own_funds_not_negative", project, {"own_funds": -1}),
    ("project_due_after_start", project, {"starts_on": FIRST, "due_on": LATER}),
    ("project_accepted_after_start", project, {"starts_on": FIRST, "accepted_on": LATER}),
    ("budget_has_an_amount", budget, {"executed": None}),
    ("budget_planned_not_negative", budget, {"planned": -1}),
    ("budget_adjusted_not_negative", budget, {"adjusted": -1}),
    ("budget_executed_not_negative", budget, {"executed": -1}),
    ("budget_year_between", budget, {"year": 1899}),
    ("budget_year_between", budget, {"year": 2101}),
    ("exhibition_value_not_negative", exhibition, {"value": -1}),
    ("exhibition_cost_not_negative", exhibition, {"cost": -1}),
    ("contract_amount_not_negative", contract, {"amount": -1}),
    ("contract_technology_not_negative", contract, {"technology_amount": -1}),
    ("contract_technology_within_amount", contract, {"technology_amount": 101}),
    ("organisation_closed_after_start", organisation, {"date": FIRST, "closed_on": LATER}),
    ("facility_closed_after_start", facility, {"date": FIRST, "closed_on": LATER}),
    ("facility_at_least_one", facility, {"number": 0}),
    ("policy_repealed_after_issue", policy, {"date": FIRST, "repealed_on": LATER}),
    ("assessment_rank_from_one", assessment, {"rank": 0}),
    ("assessment_rank_within_units", assessment, {"rank": 10, "units": 9}),
    ("assessment_year_between", assessment, {"year": 206}),
    ("assessment_score_not_negative", assessment, {"score": -1}),
    ("talent_left_after_entry", talent, {"date": FIRST, "left_on": LATER}),
    ("indicator_register_if_counted", lambda a: entered(), {"register": "projects"}),
    ("indicator_register_if_counted", lambda a: counted("c", "projects"), {"register": ""}),
    ("indicator_register_if_counted", lambda a: counted("c", "projects"), {"measure": ""}),
    ("indicator_register_if_counted", lambda a: entered(), {"measure": "records"}),
    ("indicator_decimals_at_most_four", lambda a: entered(), {"decimals": 5}),
    ("indicator_terms_if_ratio", lambda a: entered(), {"origin": "ratio"}),
    ("indicator_terms_if_ratio", ratio, {"denominator": None}),
    ("indicator_terms_if_ratio", ratio, {"origin": "entered"}),
    ("indicator_aspect_of_something", lambda a: entered(), {"aspect": "growth"}),
    ("problem_solved_if_dated", problem, {"solved_on": FIRST}),
    ("observation_value_or_reason", lambda a: state(entered(), a, "2006", 1), {"value": None}),
    ("observation_value_or_reason", lambda a: state(entered(), a, "2006", 0), {"status": "O"}),
    ("observation_value_or_reason", lambda a: state(entered(), a, "2006", 7), {"status": "Q"}),
    ("observation_decimals_at_most_four", lambda a: state(entered(), a, "2006", 1), {"decimals": 5}),
]


# Two rows like this one cannot stand side by side.
def appointment(where: Area | None) -> Appointment:
    return Appointment.objects.create(user=User.objects.create_user("clerk"), role=Group.objects.all()[0], area=where)


def reminder(_where: Area) -> Reminder:
    return Reminder.objects.create(user=User.objects.create_user("clerk"), key="value:1:1:2006:due")


def amendment(where: Area) -> Amendment:
    return Amendment.objects.create(record=enterprise(where), area=where, changes={"staff": [None, "5"]})


REPEATED: list[tuple[str, Callable[[Area], Any]]] = [
    ("area_group_member_once", member),
    ("institution_name_once", lambda a: Institution.objects.create(name="university")),
    ("enterprise_name_once", enterprise),
    ("certification_number_once", lambda a: certification(a, number="1")),
    ("budget_once_a_year", budget),
    ("exhibition_edition_once", exhibition),
    ("policy_number_once", lambda a: policy(a, number="科发〔2006〕12号")),
    ("assessment_once_a_year", assessment),
    ("criterion_once", criterion),
    ("observation_once_a_day", lambda a: state(entered(), a, "2006", 1)),
    ("target_once", target),
    ("coverage_once", lambda a: complete("projects", a)),
    ("appointment_once", lambda a: appointment(a)),
    ("appointment_everywhere_once", lambda a: appointment(None)),
    ("amendment_once", amendment),
    ("reminder_once", reminder),
]


def constraints() -> Iterator[models.BaseConstraint]:
    for model in apps.get_app_config("innovation").get_models():
        yield from model._meta.constraints


BY_NAME = {constraint.name: constraint for constraint in constraints()}


def assert_refused(row: models.Model, name: str) -> None:
    """The row is refused by this constraint, in words and in the database."""
    with pytest.raises(ValidationError) as in_words:
        row.full_clean()
    assert in_words.value.messages == [str(BY_NAME[name].violation_error_message)]
    with pytest.raises(IntegrityError) as in_the_database, transaction.atomic():
        row.save()
    assert any(word in str(in_the_database.value) for word in (name, "UNIQUE constraint failed"))


@pytest.mark.parametrize(("name", "good", "change"), CHANGES)
def test_a_bad_row_is_refused(name: str, good: Callable[[Area], Any], change: dict[str, Any]) -> None:
    row = good(area())
    row.full_clean()
    for field, value in change.items():
        setattr(row, field, value)
    assert_refused(row, name)


@pytest.mark.parametrize(("name", "good"), REPEATED)
def test_a_row_is_refused_that_is_there_already(name: str, good: Callable[[Area], Any]) -> None:
    row = good(area())
    row.pk, row._state.adding = None, True
    assert_refused(row, name)


def test_a_certificate_has_not_two_holders() -> None:
    row = certification(area())
    row.organisation = organisation(Area.objects.get())
    assert_refused(row, "certification_has_one_holder")


def test_a_credit_code_is_kept_in_capitals_or_not_at_all() -> None:
    where = area()
    kept = [enterprise(where, credit_code=code) for code in ("", " 91110108551385082q ")]
    for row in kept:
        row.refresh_from_db()
    assert [row.credit_code for row in kept] == [None, "91110108551385082Q"]


def test_every_constraint_is_tried_here_and_speaks_in_words_of_its_own() -> None:
    tried = {name for name, *_ in CHANGES} | {name for name, *_ in REPEATED}
    assert tried == set(BY_NAME)
    standard = models.CheckConstraint.default_violation_error_message
    assert [c.name for c in constraints() if c.violation_error_message == standard] == []


@pytest.mark.parametrize("number", ["", "1"])
def test_numbers_repeat_under_another_level_and_where_there_is_none(number: str) -> None:
    where = area()
    certification(where, number=number)
    certification(where, number=number, at="provincial").full_clean()
    certification(where, number="").full_clean()
    certification(where, number="").full_clean()


@pytest.mark.parametrize(
    "number", ["科发[2006]12号", "科发〔2006〕012号", "科发〔2006〕第12号", "科发〔06〕12号", "12号"]
)
def test_a_document_number_is_written_as_the_standard_says(number: str) -> None:
    with pytest.raises(ValidationError) as refused:
        policy(area(), number=number).full_clean()
    assert list(refused.value.message_dict) == ["number"]


def test_a_statement_uses_a_unit_that_measures_the_same() -> None:
    with pytest.raises(ValidationError) as refused:
        state(entered(unit=unit("cny")), area(), "2006", 1, unit=unit("persons")).full_clean()
    assert list(refused.value.message_dict) == ["unit"]


def test_a_certificate_renews_one_before_it_of_its_scheme_level_and_holder() -> None:
    where = area()
    holder = enterprise(where)
    first = certification(where, enterprise=holder, issued_on="2003-03-01")
    renewal = certification(where, enterprise=holder, renews=first)
    assert_refused_in("renews", renewal, refused=False)
    wrong: list[dict[str, Any]] = [
        {"scheme": entry(Scheme, "centre")},
        {"level": level("provincial")},
        {"enterprise": enterprise(where)},
        {"enterprise": None, "organisation": organisation(where)},
        {"issued_on": dt.date(2003, 3, 1)},
        {"issued_on": None},
        {"renews": renewal},
    ]
    for change in wrong:
        row = Certification.objects.get(pk=renewal.pk)
        for field, value in change.items():
            setattr(row, field, value)
        assert_refused_in("renews", row, refused=True)


def test_a_contract_is_signed_at_an_exhibition_of_its_own_area() -> None:
    district = area()
    town = area("990101101000", district)
    fair = exhibition(district)
    assert_refused_in("exhibition", contract(town, exhibition=fair), refused=False)
    assert_refused_in("exhibition", contract(area("990102"), exhibition=fair), refused=True)


@pytest.mark.parametrize(("day", "refused"), [("2007-01-01", True), ("2006-12-31", False)])
def test_nothing_was_stated_on_a_day_that_has_not_come(day: str, refused: bool, at_the_end_of_2006: None) -> None:
    row = state(entered(), area(), "2006", 1, stated_on=dt.date.fromisoformat(day))
    assert_refused_in("stated_on", row, refused)


@pytest.mark.parametrize(
    ("at", "refused"), [("national", True), ("provincial", False), ("municipal", False), ("district", True)]
)
def test_a_certificate_has_a_level_of_its_scheme(at: str, refused: bool) -> None:
    entry(Scheme, "centre", highest_level=level("provincial"), lowest_level=level("municipal"))
    assert_refused_in("level", certification(area(), "centre", at), refused)


@pytest.mark.parametrize(("founded", "refused"), [("2006-03-02", True), ("2006-03-01", False), (None, False)])
def test_a_certificate_is_not_older_than_its_enterprise(founded: str | None, refused: bool) -> None:
    where = area()
    row = certification(where, enterprise=enterprise(where, founded_on=founded and dt.date.fromisoformat(founded)))
    assert_refused_in("issued_on", row, refused)


@pytest.mark.parametrize(("founded", "refused"), [("2007-01-01", True), ("2006-12-31", False)])
def test_an_enterprise_was_founded_by_today(founded: str, refused: bool, at_the_end_of_2006: None) -> None:
    assert_refused_in("founded_on", enterprise(area(), founded_on=dt.date.fromisoformat(founded)), refused)


def assert_refused_in(field: str, row: models.Model, refused: bool) -> None:
    """The row is refused because of that field alone, or not at all."""
    found: list[str] = []
    try:
        row.full_clean()
    except ValidationError as error:
        found = list(error.message_dict)
    assert found == ([field] if refused else [])


def test_the_highest_level_of_a_scheme_is_not_below_its_lowest() -> None:
    row = entry(Scheme, "centre", highest_level=level("municipal"), lowest_level=level("provincial"))
    assert_refused_in("lowest_level", row, refused=True)


def test_a_name_of_an_enterprise_is_free_again_in_another_area_and_once_it_has_closed() -> None:
    where = area()
    enterprise(where, name="works", closed_on=dt.date(2005, 1, 1))
    enterprise(area("990102"), name="works").full_clean()
    enterprise(where, name="works").full_clean()


def test_a_budget_line_is_no_part_of_itself_at_any_remove() -> None:
    whole = entry(BudgetLine, "whole")
    part = entry(BudgetLine, "part", part_of=whole)
    whole.part_of = entry(BudgetLine, "part-of-part", part_of=part)
    assert_refused_in("part_of", whole, refused=True)


def test_a_ratio_has_no_measure_word() -> None:
    assert_refused_in("measure_word", entered(unit=unit("percent"), measure_word="家"), refused=True)


def test_an_indicator_is_public_once_somebody_says_so() -> None:
    assert Indicator().is_public is False


def test_an_area_is_at_most_so_deep() -> None:
    place = None
    for number in range(DEEPEST):
        place = area(f"{990101000000 + number}", place)
    assert_refused_in("parent", Area(code="990102", name="deeper", type="community", parent=place), refused=True)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2005-01-01/P1Y", "2005"),
        ("2005-01-01/P12M", "2005"),
        ("2005-01-01/P24M", "2005-01-01/P2Y"),
        ("2005-07-01/P6M", "2005-S2"),
        ("2005-06-30/P1D", "2005-06-30"),
    ],
)
def test_the_same_days_are_kept_under_one_code(written: str, kept: str) -> None:
    row = state(entered(), area(), written, 1)
    assert (row.period, Observation.objects.get().period) == (kept, kept)


def test_a_ratio_is_not_computed_from_itself_at_any_depth() -> None:
    first, second = ratio(area()), entered("second")
    second.origin, second.numerator, second.denominator = "ratio", first, first
    second.full_clean()
    second.save()
    first.numerator = second
    with pytest.raises(ValidationError) as refused:
        first.full_clean()
    assert list(refused.value.message_dict) == ["numerator"]


def test_a_statement_keeps_the_last_day_of_its_period_however_it_is_written() -> None:
    row = state(entered(), area(), "2006-Q1", 1)
    row.period = "2006-Q2"
    row.save(update_fields=["period"])
    made = Observation(
        area=row.area, indicator=row.indicator, unit=row.unit, period="2006-02", value=1, stated_on=FIRST
    )
    Observation.objects.bulk_create([made])
    ends = {period: str(end) for period, end in Observation.objects.values_list("period", "period_end")}
    assert ends == {"2006-Q2": "2006-06-30", "2006-02": "2006-02-28"}


def test_a_value_keeps_the_decimals_it_was_printed_with() -> None:
    row = state(entered(), area(), "2006", "13.0")
    row.refresh_from_db()
    assert str(row.printed) == "13.0"


def test_a_date_is_told_as_far_as_it_is_known() -> None:
    day = dt.date(2006, 8, 11)
    made = [Project(), *(Project(date=day, precision=precision) for precision in ("year", "month", "day"))]
    assert [row.date_text for row in made] == ["", "2006", "2006-08", "2006-08-11"]


@pytest.mark.parametrize(
    ("day", "valid"),
    [("2006-02-28", False), ("2006-03-01", True), ("2006-08-31", True), ("2006-09-01", False)],
)
def test_a_certificate_is_valid_from_its_issue_until_it_is_revoked_or_expires(day: str, valid: bool) -> None:
    where = area()
    for ending in ({"valid_to": "2006-08-31"}, {"revoked_on": "2006-09-01", "valid_to": "2009-03-01"}):
        row = certification(where, **ending)
        assert Certification.objects.valid_on(dt.date.fromisoformat(day)).filter(pk=row.pk).exists() is valid


def test_a_unit_is_told_by_its_name_in_the_language_of_the_screen() -> None:
    named = Unit(name="万元", name_en="10,000 yuan")
    assert (named.label, Unit(name="家").label) == ("万元", "家")
