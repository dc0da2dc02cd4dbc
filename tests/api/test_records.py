"""The registers, areas, indicators and code lists: whole rows, filters and orders."""

import pytest

from innovation.models import Certification, Enterprise, Organisation, Project, State

COMMON = {
    "basis": "reported",
    "source": {"code": "yearbook", "name": "年鉴", "name_en": "Yearbook"},
    "source_place": "p. 3",
}
TOWN = {"code": "990101100000", "name": "南镇", "name_en": "South Town"}
NATIONAL = {"code": "national", "name": "国家级", "name_en": "National"}


def names(answer, field="name"):
    assert answer.status_code == 200, answer.content.decode()
    return [row[field] for row in answer.json()["results"]]


def test_an_enterprise(ask, district):
    assert ask(f"enterprises/{district.firm.pk}/").json() == {
        "id": district.firm.pk,
        "url": f"http://testserver/api/v1/enterprises/{district.firm.pk}/",
        "area": TOWN,
        "name": "甲公司",
        "credit_code": None,
        "former_names": [{"name": "老甲厂", "until": "2001-05-01"}],
        "industry": {"code": "c39", "name": "电子", "name_en": ""},
        "ownership": None,
        "founded_on": None,
        "closed_on": None,
        "staff": None,
        **COMMON,
    }


def test_a_certification(ask, district):
    assert ask(f"certifications/{district.certificate.pk}/").json() == {
        "id": district.certificate.pk,
        "url": f"http://testserver/api/v1/certifications/{district.certificate.pk}/",
        "area": TOWN,
        "scheme": {"code": "high-tech", "name": "高新技术企业", "name_en": "High-tech enterprise"},
        "level": NATIONAL,
        "enterprise": {"id": district.firm.pk, "name": "甲公司"},
        "organisation": None,
        "product": "",
        "holder_name": "",
        "number": "N-1",
        "batch": "",
        "notice_on": None,
        "issued_on": "2006-04-25",
        "valid_to": "2009-04-24",
        "expires_on": "2009-04-24",
        "revoked_on": None,
        "renews": None,
        **COMMON,
    }


def test_a_project_says_the_unit_of_its_amounts(ask, district):
    project = Project.objects.get(title="新材料")
    assert ask(f"projects/{project.pk}/").json() == {
        "id": project.pk,
        "url": f"http://testserver/api/v1/projects/{project.pk}/",
        "area": TOWN,
        "date": "2006-08-11",
        "number": "",
        "title": "新材料",
        "programme": {"code": "torch", "name": "火炬计划", "name_en": ""},
        "level": NATIONAL,
        "is_key": False,
        "enterprise": {"id": district.firm.pk, "name": "甲公司"},
        "undertaker": "",
        "partner": {"name": "研究所", "name_en": "", "kind": "institute", "place": "上海"},
        "grant": "40",
        "fund": None,
        "own_funds": None,
        "amount_unit": "cny-10k",
        "starts_on": None,
        "due_on": None,
        "accepted_on": None,
        "status": "approved",
        **COMMON,
    }


def test_an_organisation(ask, district):
    club = Organisation.objects.get(name="企业家俱乐部")
    assert ask(f"organisations/{club.pk}/").json() == {
        "id": club.pk,
        "url": f"http://testserver/api/v1/organisations/{club.pk}/",
        "area": TOWN,
        "date": "2006-08-11",
        "name": "企业家俱乐部",
        "kind": {"code": "club", "name": "俱乐部", "name_en": ""},
        "level": None,
        "detail": "",
        "host": "",
        "partner": None,
        "members": None,
        "first_in": None,
        "closed_on": None,
        **COMMON,
    }


def test_a_date_and_an_amount_are_told_as_far_as_they_are_known(ask, district):
    rows = ask("projects/", ordering="date").json()["results"]
    assert [(row["date"], row["grant"]) for row in rows] == [("2004", "6.77"), ("2006-08-11", "40")]


def test_a_row_of_a_list_is_the_row_itself(ask, district):
    for row in ask("contracts/").json()["results"]:
        assert ask(row["url"]).json() == row


def test_records_are_found_in_an_area_and_all_below_it(ask, district):
    counts = {code: ask("certifications/", area=code).json()["count"] for code in ("990100", "990101101000", "990102")}
    assert counts == {"990100": 2, "990101101000": 0, "990102": 0}
    assert ask("certifications/", area="990102,990101100000").json()["count"] == 2


@pytest.mark.parametrize(
    ("address", "query", "count"),
    [
        ("certifications/", {"level": "national"}, 1),
        ("certifications/", {"level": "national,municipal"}, 2),
        ("certifications/", {"level": "municipal", "from": "2006"}, 0),
        ("certifications/", {"from": "2005-03", "to": "2005-03"}, 1),
        ("certifications/", {"from": "2006-04-25"}, 1),
        ("certifications/", {"q": "甲公司"}, 1),
        ("certifications/", {"q": "n-1"}, 1),
        ("projects/", {"key": "no"}, 2),
        ("projects/", {"key": "yes"}, 0),
        ("projects/", {"status": "approved,accepted"}, 2),
        ("projects/", {"q": "研究所"}, 1),
        ("contracts/", {"exhibition": "yes"}, 2),
        ("contracts/", {"exhibition": "no"}, 0),
        ("contracts/", {"type": "transfer"}, 2),
        ("budgets/", {"from": "2005", "to": "2005", "line": "science"}, 1),
        ("budgets/", {"from": "2006"}, 0),
        ("enterprises/", {"q": "老甲"}, 1),
        ("enterprises/", {"q": "100%"}, 0),
        ("honours/", {"title": "先进区"}, 1),
        ("honours/", {"title": "先进"}, 0),
        ("assessments/", {"scheme": "responsibility"}, 1),
        ("areas/", {"type": "town"}, 2),
        ("areas/", {"parent": "990101"}, 2),
        ("areas/", {"within": "990101"}, 3),
        ("areas/", {"q": "Town"}, 2),
        ("indicators/", {"origin": "entered,ratio"}, 3),
        ("indicators/", {"nature": "stock"}, 2),
        ("indicators/", {"topic": "innovation"}, 5),
        ("indicators/", {"q": "science"}, 1),
        ("code-lists/levels/", {"q": "National"}, 1),
    ],
)
def test_filters_let_through_what_they_say(ask, indicators, address, query, count):
    assert ask(address, **query).json()["count"] == count


def test_orders_put_unknown_values_last_both_ways(ask, district):
    for name, staff in (("乙", 5), ("丙", 9)):
        Enterprise.objects.create(area=district.town, name=name, staff=staff, state=State.PUBLISHED)
    assert names(ask("enterprises/", ordering="staff")) == ["乙", "丙", "甲公司"]
    assert names(ask("enterprises/", ordering="-staff")) == ["丙", "乙", "甲公司"]


def test_pages_hold_every_row_once_whatever_the_order(ask, district):
    Enterprise.objects.bulk_create(
        [Enterprise(area=district.town, name=f"同数{n}", staff=1, state=State.PUBLISHED) for n in range(20)]
    )
    rows, address = [], "/api/v1/enterprises/?ordering=staff&page_size=6"
    while address:
        page = ask(address).json()
        rows += [row["id"] for row in page["results"]]
        address = page["next"]
    assert len(rows) == len(set(rows)) == 21
    assert ask("/api/v1/enterprises/?page_size=6&page=2").json()["previous"].endswith("page=1&page_size=6")


def test_an_indicator_tells_how_it_comes_about(ask, indicators):
    told = ask("indicators/high-tech/").json()
    assert {name: told[name] for name in ("register", "measure", "criteria", "dimensions", "origin", "nature")} == {
        "register": "certifications",
        "measure": "records",
        "criteria": [{"dimension": "scheme", "value": "high-tech"}],
        "dimensions": ["scheme", "level"],
        "origin": "counted",
        "nature": "stock",
    }


def test_an_area(ask, district):
    assert ask("areas/990101/").json() == {
        "code": "990101",
        "url": "http://testserver/api/v1/areas/990101/",
        "name": "澜江区",
        "name_en": "Lanjiang",
        "type": "district",
        "parent": {"code": "990100", "name": "示例市", "name_en": "Sample City"},
        "valid_from": None,
        "valid_to": None,
    }


def test_a_code_list_stands_in_its_own_order(ask, district):
    assert names(ask("code-lists/levels/"), "code") == ["national", "municipal"]
    assert ask("code-lists/units/cny-10k/").json() == {
        "code": "cny-10k",
        "name": "万元",
        "name_en": "10,000 yuan",
        "order": 100,
        "quantity": "CNY",
        "factor": "10000.0000",
        "prefix": "万",
        "word": "元",
    }


def test_every_address_of_the_root_answers(ask, indicators):
    root = ask("").json()
    lists = [root["figures"], root["indicators"], root["areas"], root["sources"], root["schema"]]
    for address in [*lists, *root["registers"].values(), *root["code-lists"].values()]:
        assert ask(address).status_code == 200
    assert Certification.objects.count() > ask(root["registers"]["certifications"]).json()["count"]
