"""Each register counts the records it should, from the day it should, where it should."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from innovation.indicators.register import Register
from innovation.indicators.registers import REGISTERS
from innovation.indicators.spans import days_of, first_day_without
from innovation.models import Area, BudgetLine, Certification, Indicator, Record, Scheme, State
from innovation.periods import Period
from tests.innovation.conftest import (
    area,
    assessment,
    budget,
    certification,
    contract,
    enterprise,
    entry,
    exhibition,
    facility,
    organisation,
    policy,
    project,
    talent,
)

pytestmark = pytest.mark.django_db
FACTORIES = [
    ("enterprises", enterprise),
    ("certifications", certification),
    ("projects", project),
    ("budgets", budget),
    ("exhibitions", exhibition),
    ("contracts", contract),
    ("organisations", organisation),
    ("facilities", facility),
    ("policies", policy),
    ("assessments", assessment),
    ("talents", talent),
]


def counted(register: str, nature: str, period: str, *areas: Area) -> list[int]:
    spans = REGISTERS[register].spans(areas)
    return [span.pk for span in spans if span.counts(nature, Period.parse(period))]


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_register_asks_one_question_however_many_areas(register: Register, django_assert_num_queries: Any) -> None:
    areas = [area("990101"), area("990102")]
    with django_assert_num_queries(1):
        register.spans(areas)


@pytest.mark.parametrize(("register", "make"), FACTORIES)
def test_only_published_records_of_the_areas_and_below_count(register: str, make: Any) -> None:
    district, sibling = area("990101"), area("990102")
    town = area("990101101000", district)
    seen = [make(town).pk, make(district).pk]
    make(sibling)
    hidden = [make(area(f"9901011020{n:02}", district), state=state) for n, state in enumerate(("draft", "submitted"))]
    assert {row.state for row in hidden} == {State.DRAFT, State.SUBMITTED}
    assert sorted(span.pk for span in REGISTERS[register].spans([district])) == sorted(seen)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_every_column_a_register_names_is_there(register: Register) -> None:
    named = {register.since, register.last_day, *register.ended_on, register.qualifier, register.stage}
    where = "path" if register.of_areas else "area__path"
    for name in (named | {where}) - {"", *register.annotations}:
        model: Any = register.model
        for part in name.split("__"):
            try:
                model = model._meta.get_field(part).related_model
            except FieldDoesNotExist:
                pytest.fail(f"{register.code}: {name}")


def test_every_kind_of_record_has_a_register() -> None:
    kept = {model for model in Record.__subclasses__() + _below(Record) if not model._meta.abstract}
    counted = {register.model for register in REGISTERS.values()}
    assert {model.__name__ for model in kept - counted} == {"Observation", "Target"}


def _below(model: type[models.Model]) -> list[Any]:
    direct: list[Any] = model.__subclasses__()
    return direct + [deeper for child in direct for deeper in _below(child)]


@pytest.mark.parametrize(
    ("nature", "counts"),
    [
        ("flow", {"2006-02-28": [], "2006-03-01": [1], "2006-03": [1], "2006": [1], "2007": [], "../2006-03-01": [1]}),
        ("stock", {"2006-02-28": [], "2006-03-01": [1], "2008-05-30": [1], "2008-05-31": [1], "2008-06-01": []}),
        ("cumulative", {"2006-02-28": [], "2006-03-01": [1], "2009": [1], "_U": []}),
    ],
)
def test_a_certificate_counts_from_its_issue_through_its_last_day(nature: str, counts: dict[str, list]) -> None:
    district = area()
    row = certification(district, issued_on="2006-03-01", valid_to="2008-05-31")
    told = {
        period: [1 for pk in counted("certifications", nature, period, district) if pk == row.pk] for period in counts
    }
    assert told == counts


def test_a_revoked_certificate_does_not_count_on_the_day_it_is_revoked() -> None:
    district = area()
    row = certification(district, valid_to="2009-03-01", revoked_on="2006-09-30")
    told = [counted("certifications", "stock", day, district) for day in ("2006-09-29", "2006-09-30")]
    assert told == [[row.pk], []]


def test_a_certificate_without_end_may_be_written_with_the_last_day_there_is() -> None:
    district = area()
    row = certification(district, valid_to="9999-12-31")
    assert counted("certifications", "stock", "2100", district) == [row.pk]


def test_a_certificate_of_an_unknown_day_is_held_but_was_issued_in_no_year() -> None:
    district = area()
    row = certification(district, issued_on=None)
    told = {nature: counted("certifications", nature, "2006", district) for nature in Indicator.Nature.values}
    assert told == {"stock": [row.pk], "flow": [], "cumulative": [row.pk]}


@pytest.mark.parametrize(
    ("precision", "counts"),
    [
        ("day", ["2006-08-11", "2006-08", "2006-Q3", "2006"]),
        ("month", ["2006-08", "2006-Q3", "2006"]),
        ("year", ["2006"]),
    ],
)
def test_a_date_known_in_part_falls_only_into_what_surely_holds_it(precision: str, counts: list[str]) -> None:
    district = area()
    project(district, date="2006-08-11", precision=precision)
    periods = ["2006-08-11", "2006-08", "2006-Q3", "2006", "2006-S1", "2005"]
    assert [period for period in periods if counted("projects", "flow", period, district)] == counts


def test_withdrawn_projects_never_count() -> None:
    district = area()
    project(district, status="withdrawn")
    kept = [project(district, status=status).pk for status in ("approved", "accepted", "terminated")]
    assert sorted(counted("projects", "cumulative", "2006", district)) == kept


def test_records_come_in_the_order_they_happened_in_unknown_days_first() -> None:
    district = area()
    rows = [certification(district, issued_on=day).pk for day in ("2006-03-01", None, "2005-03-01", "2006-03-01")]
    assert counted("certifications", "stock", "2006", district) == [rows[1], rows[2], rows[0], rows[3]]


def test_asking_for_an_area_and_one_inside_it_counts_nothing_twice() -> None:
    district = area()
    town = area("990101101000", district)
    row = certification(town)
    assert counted("certifications", "stock", "2006", district, town) == [row.pk]


def test_a_year_counts_as_the_whole_year() -> None:
    district = area()
    row = budget(district, year=2005, executed=1)
    told = {period: counted("budgets", "flow", period, district) for period in ("2005", "2005-S2", "2006")}
    assert told == {"2005": [row.pk], "2005-S2": [], "2006": []}


def test_dimensions_tell_the_codes_staff_see() -> None:
    district = area()
    certification(district, "patent", "municipal")
    project(district, "spark", "provincial", is_key=True, status="accepted")
    contract(district, exhibition=exhibition(district))
    told = {
        code: dict(REGISTERS[code].spans([district])[0].dimensions)
        for code in ("certifications", "projects", "contracts")
    }
    assert told == {
        "certifications": {"scheme": "patent", "level": "municipal"},
        "projects": {"programme": "spark", "level": "provincial", "key": "yes", "fund": "", "status": "accepted"},
        "contracts": {"type": "transfer", "exhibition": "yes"},
    }


def test_a_record_counts_in_its_area_and_all_above() -> None:
    city = area("990100")
    district = area("990101", city)
    certification(area("990101101000", district))
    (span,) = REGISTERS["certifications"].spans([city])
    assert (span.area, span.area_codes) == ("990101101000", ("990100", "990101", "990101101000"))


def test_the_certificates_that_are_valid_are_those_that_the_register_counts() -> None:
    district = area()
    for ending in ({}, {"valid_to": "2006-12-31"}, {"valid_to": "2006-12-30"}, {"revoked_on": "2006-12-31"}):
        certification(district, **ending)
    certification(district, issued_on=None)
    certification(district, issued_on="2007-01-01")
    old = certification(district)
    certification(district, issued_on="2006-06-01", enterprise=old.enterprise, renews=old)
    closed = enterprise(district, closed_on=dt.date(2006, 6, 1))
    certification(district, enterprise=closed)
    valid = Certification.objects.valid_on(dt.date(2006, 12, 31)).values_list("pk", flat=True)
    assert len(valid) == 4
    assert sorted(counted("certifications", "stock", "2006", district)) == sorted(valid)


def test_a_certificate_counts_until_the_day_its_renewal_is_issued() -> None:
    district = area()
    old = certification(district, issued_on="2004-03-01", valid_to="2007-02-28")
    new = certification(district, issued_on="2006-11-15", enterprise=old.enterprise, renews=old)
    told = [counted("certifications", "stock", day, district) for day in ("2006-11-14", "2006-11-15")]
    assert told == [[old.pk], [new.pk]]


@pytest.mark.parametrize("renewal", [{"state": "draft"}, {"issued_on": None}, {"issued_on": "2007-01-01"}])
def test_a_renewal_that_is_not_public_or_not_yet_issued_ends_nothing(renewal: dict) -> None:
    district = area()
    old = certification(district, issued_on="2004-03-01")
    certification(district, enterprise=old.enterprise, renews=old, **renewal)
    assert old.pk in counted("certifications", "stock", "2006", district)


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ({"validity": "years", "valid_years": 3}, "2009-02-28"),
        ({"validity": "calendar-year"}, "2006-12-31"),
        ({"validity": "review"}, None),
        ({"validity": "open"}, None),
    ],
)
def test_a_certificate_that_says_no_last_day_holds_as_long_as_its_scheme_says(rule: dict, last: str | None) -> None:
    district = area()
    entry(Scheme, "ruled", **rule)
    row = certification(district, "ruled", issued_on="2006-03-01")
    (span,) = REGISTERS["certifications"].spans([district])
    assert (row.expires_on, span.ended) == (
        last and dt.date.fromisoformat(last),
        last and dt.date.fromisoformat(last) + dt.timedelta(days=1),
    )


def test_what_is_printed_on_a_certificate_wins_over_the_rule_of_its_scheme() -> None:
    entry(Scheme, "ruled", validity="years", valid_years=3)
    assert str(certification(area(), "ruled", valid_to="2007-06-30").expires_on) == "2007-06-30"


def test_a_certificate_follows_its_scheme_to_another_rule() -> None:
    district, scheme = area(), entry(Scheme, "ruled")
    ruled, printed = certification(district, "ruled"), certification(district, "ruled", valid_to="2007-06-30")
    scheme.validity, scheme.valid_years = "years", 2
    scheme.save()
    kept = dict(Certification.objects.values_list("pk", "expires_on"))
    assert kept == {ruled.pk: dt.date(2008, 2, 29), printed.pk: dt.date(2007, 6, 30)}
    assert [state.version for state in ruled.history.all()] == [2, 1]
    assert [state.version for state in printed.history.all()] == [1]


def test_a_rule_that_reaches_beyond_the_calendar_sets_no_last_day() -> None:
    entry(Scheme, "ruled", validity="years", valid_years=9000)
    assert certification(area(), "ruled").expires_on is None


@pytest.mark.parametrize(
    ("day", "precision", "first", "last"),
    [
        ("2004-02-11", "day", "2004-02-11", "2004-02-11"),
        ("2004-02-11", "month", "2004-02-01", "2004-02-29"),
        ("2006-12-31", "month", "2006-12-01", "2006-12-31"),
        ("9999-12-31", "month", "9999-12-01", "9999-12-31"),
        ("2004-02-11", "year", "2004-01-01", "2004-12-31"),
    ],
)
def test_the_days_a_date_may_be(day: str, precision: str, first: str, last: str) -> None:
    told = days_of(dt.date.fromisoformat(day), precision)
    assert tuple(map(str, told)) == (first, last)


@pytest.mark.parametrize(
    ("last_day", "ended_on", "without"),
    [
        (None, None, None),
        ("2006-12-31", None, "2007-01-01"),
        (None, "2006-12-31", "2006-12-31"),
        ("2006-12-30", "2006-12-31", "2006-12-31"),
        ("2006-12-31", "2006-12-30", "2006-12-30"),
        ("9999-12-31", None, None),
    ],
)
def test_the_first_day_without(last_day: str | None, ended_on: str | None, without: str | None) -> None:
    days = [day and dt.date.fromisoformat(day) for day in (last_day, ended_on, without)]
    assert first_day_without(days[0], days[1]) == days[2]


def test_grants_are_told_by_the_fund_they_were_paid_from() -> None:
    district = area()
    fund = entry(BudgetLine, "innovation-fund")
    project(district, grant=30, fund=fund)
    project(district, grant=12)
    told = {span.dimensions["fund"]: span.amounts["grant"] for span in REGISTERS["projects"].spans([district])}
    assert told == {"innovation-fund": 30, "": 12}
