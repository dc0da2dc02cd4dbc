"""Nothing that is not public comes out, by whatever address, parameter, count or order."""

import json
from typing import Any

import pytest
from django.urls import get_resolver

from innovation.api.registers import RECORD_VIEWSETS
from innovation.models import Certification, Contract, Enterprise, Observation, Project, State
from tests.api.conftest import SECRET

LISTS = [*RECORD_VIEWSETS, "sources", "indicators", "areas", "figures"]


@pytest.fixture(autouse=True)
def _filled(indicators):
    """Public and hidden rows of everything."""


def text(answer):
    return json.dumps(answer.json(), ensure_ascii=False)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_what_is_published_only(ask, name):
    answer = ask(f"{name}/", page_size=500)
    assert answer.status_code == 200
    assert answer.json()["count"] == len(answer.json()["results"]) > 0
    assert SECRET not in text(answer)


@pytest.mark.parametrize("name", [*RECORD_VIEWSETS, "sources"])
def test_searching_and_ordering_do_not_find_what_is_hidden(ask, name):
    assert ask(f"{name}/", q=SECRET).json()["count"] == 0
    orderings = ask(f"{name}/", ordering="?").json()["errors"][0]["message"].partition(": ")[2].rstrip(".").split(", ")
    for ordering in orderings:
        assert SECRET not in text(ask(f"{name}/", ordering=ordering))


@pytest.mark.parametrize("name", RECORD_VIEWSETS)
def test_a_record_that_is_not_published_is_as_unknown_as_one_that_is_not_there(ask, name):
    model: Any = RECORD_VIEWSETS[name].register.model
    hidden = model.objects.exclude(state=State.PUBLISHED).get()
    for row in (hidden.pk, 999_999):
        answer = ask(f"{name}/{row}/")
        assert (answer.status_code, answer.json()["detail"]) == (404, "Nothing public is kept under this address.")


def test_records_that_were_only_handed_in_are_hidden_too(ask):
    before = ask("enterprises/").json()["count"]
    firm = Enterprise.objects.get(name=SECRET)
    firm.state = State.SUBMITTED
    firm.save()
    assert ask("enterprises/").json()["count"] == before


def test_an_enterprise_that_is_not_published_does_not_show_through_its_published_records(ask):
    certificate = Certification.objects.get(number="M-2")
    shown = ask(f"certifications/{certificate.pk}/").json()
    assert (shown["enterprise"], shown["renews"], shown["number"]) == (None, None, "M-2")
    assert ask(f"projects/{Project.objects.get(title='旧项目').pk}/").json()["enterprise"] is None
    contract = ask(f"contracts/{Contract.objects.get(title='另一合同').pk}/").json()
    assert (contract["enterprise"], contract["exhibition"]) == (None, None)


@pytest.mark.parametrize("name", ["certifications", "projects", "contracts"])
def test_records_cannot_be_found_by_an_enterprise_that_is_not_published(ask, indicators, name):
    hidden = ask(f"{name}/", enterprise=indicators.district.hidden_firm.pk)
    assert hidden.status_code == 400
    unknown = ask(f"{name}/", enterprise=999_999)
    assert hidden.json()["errors"][0]["message"].replace(str(indicators.district.hidden_firm.pk), "") == unknown.json()[
        "errors"
    ][0]["message"].replace("999999", "")
    assert ask(f"{name}/", enterprise=indicators.district.firm.pk).json()["count"] == 1


@pytest.mark.parametrize("address", ["figures/", "figures/records/", "figures/statements/"])
def test_an_indicator_that_is_not_public_is_unknown(ask, address):
    answer = ask(address, indicator="hidden", period="2006")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"parameter": "indicator", "message": "There is no “hidden”."}]
    assert ask("indicators/hidden/").status_code == 404


def test_an_indicator_that_is_not_public_is_not_named_by_others(ask):
    assert ask("indicators/share/").json()["denominator"] is None
    assert ask("indicators/share/").json()["numerator"]["code"] == "high-tech"


def test_a_draft_statement_changes_no_figure(ask):
    assert Observation.objects.filter(state=State.DRAFT, period="2005").exists()
    assert ask("figures/", indicator="funds", period="2005").json()["results"][0]["value"] == "1021"


def test_a_source_that_only_drafts_name_is_hidden(ask):
    assert [row["code"] for row in ask("sources/").json()["results"]] == ["yearbook"]
    assert ask("sources/leaked/").status_code == 404


def test_talents_have_no_address(ask):
    for address in ("talents/", "talents/1/", "code-lists/talent-fields/"):
        assert ask(address).status_code == 404
    registered = str(get_resolver("innovation.api.urls").reverse_dict.keys())
    assert "talent" not in registered


def test_talents_are_counted_but_never_listed(ask):
    row = ask("figures/", indicator="talents", period="2006").json()["results"][0]
    assert (row["value"], row["records"], row["record_count"]) == ("6", None, None)
    answer = ask("figures/records/", indicator="talents", period="2006")
    assert answer.status_code == 404
    assert SECRET not in text(answer)


def test_talents_cannot_be_reached_through_a_related_filter(ask):
    for name in ("talent", "talent__name", "area__talent", "enterprise__name", "state"):
        assert ask("enterprises/", **{name: SECRET}).status_code == 400


@pytest.mark.parametrize("name", [*LISTS, "", "schema"])
def test_options_tell_the_methods_and_nothing_else(client, name):
    answer = client.options(f"/api/v1/{name}/" if name else "/api/v1/")
    assert (answer.status_code, answer.content, answer.headers["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("name", LISTS)
def test_head_answers_like_get_without_a_body(client, name):
    answer = client.head(f"/api/v1/{name}/")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", [*LISTS, "schema"])
def test_nothing_can_be_written(client, name, method):
    answer = getattr(client, method)(f"/api/v1/{name}/", data="{}", content_type="application/json")
    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_staff_see_no_more_here_than_anybody(admin_client):
    answer = admin_client.get("/api/v1/enterprises/")
    assert answer.json()["count"] == 1
