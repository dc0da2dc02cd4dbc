"""What is wrong is refused, with the parameter named: never ignored, never a 500."""

import logging

import pytest
from django.db import DatabaseError

from innovation.api.areas import AreaViewSet

LONG = "9" * 10_000
BAD = [
    ("figures/", {"year": "2006"}, "year"),
    ("figures/", {"indicator": "nothing"}, "indicator"),
    ("figures/", {"indicator": ""}, "indicator"),
    ("figures/", {"indicator": "funds,"}, "indicator"),
    ("figures/", {"indicator": ",".join(f"x{n}" for n in range(101))}, "indicator"),
    ("figures/", {"indicator": LONG}, "indicator"),
    ("figures/", {"indicator": "高新"}, "indicator"),
    ("figures/", {"indicator": "a\x00b"}, "indicator"),
    ("figures/", {"area": "000000"}, "area"),
    ("figures/", {"area": "' OR 1=1"}, "area"),
    ("figures/", {"period": "abc"}, "period"),
    ("figures/", {"period": "2006-13"}, "period"),
    ("figures/", {"period": "0000"}, "period"),
    ("figures/", {"period": "٢٠٠٦"}, "period"),
    ("figures/", {"period": "2006-01-01/P9999Y"}, "period"),
    ("figures/", {"period": "2006", "from": "2003"}, "period"),
    ("figures/", {"from": "2006", "to": "2003"}, "from"),
    ("figures/", {"from": "0"}, "from"),
    ("figures/", {"from": "2006.5"}, "from"),
    ("figures/", {"from": "²"}, "from"),
    ("figures/", {"from": LONG}, "from"),
    ("figures/", {"from": ["2003", "2004"]}, "from"),
    ("figures/", {"by": "colour"}, "by"),
    ("figures/", {"by": "level,scheme", "indicator": "high-tech"}, "by"),
    ("figures/", {"by": "programme", "indicator": "high-tech"}, "by"),
    ("figures/", {"by": "level", "indicator": "funds"}, "by"),
    ("figures/", {"page": "abc"}, "page"),
    ("figures/", {"page": "0"}, "page"),
    ("figures/", {"page": "-1"}, "page"),
    ("figures/", {"page_size": "501"}, "page_size"),
    ("figures/", {"page_size": "0"}, "page_size"),
    ("figures/", {"format": "json"}, "format"),
    ("figures/records/", {"period": "2006"}, "indicator"),
    ("figures/records/", {"indicator": "funds"}, "period"),
    ("figures/records/", {"indicator": "funds,growth", "period": "2006"}, "indicator"),
    ("figures/records/", {"indicator": "high-tech", "period": "2006", "category": "level"}, "category"),
    ("figures/records/", {"indicator": "high-tech", "period": "2006", "category": "level=x"}, "category"),
    ("figures/records/", {"indicator": "high-tech", "period": "2006", "category": "enterprise=1"}, "category"),
    ("figures/records/", {"indicator": "funds", "period": "2006", "category": "level=national"}, "category"),
    ("indicators/", {"topic": "nothing"}, "topic"),
    ("indicators/", {"origin": "guessed"}, "origin"),
    ("indicators/high-tech/", {"fields": "code"}, "fields"),
    ("areas/", {"type": "county"}, "type"),
    ("areas/", {"within": "1"}, "within"),
    ("areas/", {"q": LONG}, "q"),
    ("areas/", {"q": " "}, "q"),
    ("certifications/", {"level": "national,galactic"}, "level"),
    ("certifications/", {"level__order": "1"}, "level__order"),
    ("certifications/", {"from": "2006-12", "to": "2006-01"}, "from"),
    ("certifications/", {"from": "2006-Q1"}, "from"),
    ("certifications/", {"from": "2006-02-30"}, "from"),
    ("certifications/", {"enterprise": "1" * 23}, "enterprise"),
    ("certifications/", {"enterprise": "x"}, "enterprise"),
    ("certifications/", {"ordering": "enterprise__name"}, "ordering"),
    ("certifications/", {"q": "a\x00"}, "q"),
    ("budgets/", {"from": "2006-05"}, "from"),
    ("projects/", {"key": "true"}, "key"),
    ("code-lists/levels/", {"order": "1"}, "order"),
    ("schema/", {"version": "2"}, "version"),
]


@pytest.mark.parametrize(("address", "query", "parameter"), BAD)
def test_a_wrong_parameter_is_named(ask, indicators, address, query, parameter):
    answer = ask(address, **query)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert [fault["parameter"] for fault in problem["errors"]] == [parameter]
    assert problem["errors"][0]["message"]
    assert len(answer.content) < 2_000


@pytest.mark.parametrize(
    ("address", "query", "fault"),
    [
        ("figures/", {"perod": "2006"}, {"parameter": "perod", "suggestion": "period"}),
        ("figures/", {"indicator": "high_tech"}, {"parameter": "indicator", "suggestion": "high-tech"}),
        ("certifications/", {"level": "nation"}, {"parameter": "level", "suggestion": "national"}),
        ("certifications/", {"ordering": "isued_on"}, {"parameter": "ordering", "suggestion": "issued_on"}),
    ],
)
def test_what_was_perhaps_meant_is_suggested(ask, indicators, address, query, fault):
    told = ask(address, **query).json()["errors"][0]
    assert {name: told[name] for name in fault} == fault


def test_all_faults_are_told_at_once(ask, district):
    problem = ask("certifications/", leve="x", page="0", level="y").json()
    assert problem == {
        "type": "about:blank",
        "title": "The request cannot be understood",
        "status": 400,
        "detail": "See “errors” for what is wrong with each parameter.",
        "errors": [
            {"parameter": "leve", "message": "There is no such parameter here.", "suggestion": "level"},
            {"parameter": "page", "message": "Give a whole number between 1 and 999999."},
            {"parameter": "level", "message": "There is no “y”."},
        ],
    }


@pytest.mark.parametrize(
    "address",
    [
        "nothing/",
        "areas/1/",
        "areas/990199/",
        "areas/%00/",
        "areas/%E5%8C%BA/",
        "enterprises/0/",
        "enterprises/99999999999999999999999/",
        "enterprises/abc/",
        "indicators/Nothing/",
        f"indicators/{LONG}/",
        "code-lists/nothing/",
        "code-lists/levels/nothing/",
        "figures/1/",
        "figures/?page=99999",
        "enterprises/?page=2",
        "../../etc/passwd/",
    ],
)
def test_an_unknown_address_is_a_problem_with_status_404(client, indicators, address):
    answer = client.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client, district):
    answer = client.get("/api/v1/areas?type=town")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/areas/?type=town")


def test_an_address_does_not_take_more_than_it_says(ask, district):
    assert ask(f"enterprises/{district.firm.pk}/", q="x").status_code == 400


def test_there_is_no_other_form_than_json(client, district):
    answer = client.get("/api/v1/areas/", headers={"accept": "text/csv", "accept-language": "en"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (406, "application/problem+json")
    assert answer.json()["title"] == "There is no such form of this answer"


def test_a_question_that_asks_for_too_much_is_refused(ask, indicators, monkeypatch):
    monkeypatch.setattr("innovation.api.questions.MOST_ROWS", 10)
    answer = ask("figures/", **{"from": 1990, "to": 2006})
    assert answer.status_code == 400
    assert [fault["parameter"] for fault in answer.json()["errors"]] == ["indicator"]


def test_a_fault_of_ours_is_written_down_and_told_without_particulars(ask, district, monkeypatch, caplog):
    def fail(view):
        raise DatabaseError("the password is swordfish")

    monkeypatch.setattr(AreaViewSet, "get_queryset", fail)
    logging.getLogger("django.request").propagate = True
    answer = ask("areas/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["detail"] == "The fault is ours and has been written down. Try again in a while."
    assert "swordfish" in caplog.text
