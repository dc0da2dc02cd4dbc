"""Hands lose no time: the form waits where it is empty, keeps what the next row shares, and lists stay quick."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from innovation import models
from tests.admin.addresses import address, entered
from tests.admin.rows import ROWS, make, one


def focused(page: Any) -> list[str]:
    form = page.context["adminform"].form
    return [name for name in form.fields if "autofocus" in str(form[name])]


def test_a_new_form_waits_at_its_first_field(staff: Client) -> None:
    page = staff.get(address(models.Certification, "add"))
    assert focused(page) == ["scheme"]
    content = page.content.decode()
    assert content.count("autofocus") == 1
    assert 'accesskey="s"' in content


def test_a_form_of_a_row_on_file_takes_no_focus(staff: Client) -> None:
    assert focused(staff.get(address(models.Enterprise, "change", make(models.Enterprise).pk))) == []


def test_the_next_certificate_starts_with_what_it_shares_with_the_one_just_saved(staff: Client) -> None:
    certificate = make(models.Certification)
    page = address(models.Certification, "change", certificate.pk)
    form = {k: v for k, v in entered(staff.get(page)).items() if k not in ("row_version", "reason")}
    sent = form | {"number": "GR1", "batch": "第一批", "_addanother": "1"}
    answer = staff.post(address(models.Certification, "add"), sent)
    kept = dict(parse_qsl(urlsplit(answer["Location"]).query))
    assert kept == {
        "scheme": str(certificate.scheme_id),
        "level": str(certificate.level_id),
        "batch": "第一批",
        "area": str(certificate.area_id),
        "issued_on": "2006-05-01",
    }
    following = staff.get(answer["Location"])
    shown = following.context["adminform"].form
    assert {name: str(shown[name].value()) for name in kept} == kept
    assert focused(following) == ["number"]


@pytest.mark.parametrize("model", [models.Enterprise, models.Certification, models.Observation])
def test_a_list_opens_and_searches_a_thousand_rows_with_the_queries_of_ten(model: Any, staff: Client) -> None:
    page = address(model, "changelist")

    def queries(asked: dict[str, str]) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert staff.get(page, asked).status_code == 200
        return len(counted)

    def fill(numbers: range) -> None:
        model.objects.bulk_create(model(**row(model, n)) for n in numbers)

    fill(range(10))
    staff.get(page)
    few = [queries({}), queries({"q": "示例"}), queries({"q": "示例", "o": "1"})]
    fill(range(10, 1000))
    assert model.objects.count() >= 1000
    assert [queries({}), queries({"q": "示例"}), queries({"q": "示例", "o": "1"})] == few


def row(model: Any, number: int) -> dict[str, Any]:
    """A row of its own, of which all rows share what they refer to."""
    if model is models.Certification:
        shared = {"area": one(models.Area), "scheme": one(models.Scheme), "level": one(models.Level)}
        return shared | {"enterprise": one(models.Enterprise), "issued_on": "2006-05-01"} | _days(number)
    return ROWS[model](number)


def _days(number: int) -> dict[str, Any]:
    return {"number": f"示例{number}", "issued_on": ROWS[models.Release](1)["published_on"]}
