"""Figures from the API: whole rows, divisions, periods, and what stands behind them."""

import pytest

from innovation.models import Certification, State

AT = "http://testserver/api/v1/figures"
HOME = {"code": "990101", "name": "澜江区", "name_en": "Lanjiang"}
MONEY = {"code": "cny-10k", "name": "万元", "name_en": "10,000 yuan"}
YEARBOOK = {"code": "yearbook", "name": "年鉴", "name_en": "Yearbook"}


def told(answer, *names):
    """Some fields of the rows."""
    assert answer.status_code == 200, answer.content.decode()
    return [tuple(row[name] for name in names) for row in answer.json()["results"]]


def test_an_entered_figure_tells_its_value_as_printed_its_source_and_its_revision(ask, indicators):
    answer = ask("figures/", indicator="funds", period="2005")
    assert answer.json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "indicator": {"code": "funds", "name": "科技经费", "name_en": "Science funds"},
                "area": HOME,
                "period": "2005",
                "category": None,
                "value": "1021",
                "unit": MONEY,
                "qualifier": "",
                "status": "A",
                "stage": "",
                "basis": "reported",
                "origin": "entered",
                "reason": "",
                "source": YEARBOOK | {"place": ""},
                "derived": None,
                "revised": True,
                "text": answer.json()["results"][0]["text"],
                "records": f"{AT}/records/?indicator=funds&area=990101&period=2005",
                "record_count": 2,
                "statements": f"{AT}/statements/?indicator=funds&area=990101&period=2005",
            }
        ],
    }


def test_a_value_keeps_the_zero_it_was_printed_with(ask, indicators):
    assert told(ask("figures/", indicator="growth"), "value", "period") == [("13.0", "2005")]


def test_the_text_is_chinese_unless_english_is_preferred(client, ask, indicators):
    chinese = client.get("/api/v1/figures/?indicator=funds&period=2005")
    assert chinese.json()["results"][0]["text"] == "1021万元"
    assert chinese.headers["Content-Language"] == "zh-CN"
    assert ask("figures/", indicator="funds", period="2005").headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en", "en"),
        ("en-GB,zh;q=0.5", "en"),
        ("zh-CN,en;q=0.9", "zh-CN"),
        ("fr", "zh-CN"),
        ("*", "zh-CN"),
        ("\t;q", "zh-CN"),
    ],
)
def test_the_language_follows_the_header(client, district, header, language):
    answer = client.get("/api/v1/areas/", headers={"accept-language": header})
    assert answer.headers["Content-Language"] == language
    assert {"Accept-Language", "Accept"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_a_missing_value_is_null_and_says_why(ask, indicators):
    answer = ask("figures/", indicator="funds,high-tech", period="2003")
    assert told(answer, "value", "status", "reason", "records", "record_count") == [
        (None, "O", "not-stated", None, None),
        (None, "O", "not-covered", None, None),
    ]


def test_a_counted_zero_is_no_missing_value(ask, indicators):
    assert told(ask("figures/", indicator="high-tech", period="2004"), "value", "reason", "record_count") == [
        ("0", "", 0)
    ]


def test_years_are_listed_with_those_that_miss_a_value(ask, indicators):
    rows = told(ask("figures/", indicator="funds", **{"from": 2004, "to": 2006}), "period", "value")
    assert rows == [("2004", None), ("2005", "1021"), ("2006", None)]


def test_without_periods_all_that_is_known_is_listed_unknown_periods_last(ask, indicators):
    assert told(ask("figures/", indicator="funds"), "period", "value") == [("2005", "1021"), ("_U", "500")]


def test_without_indicators_all_public_ones_are_told_in_their_order(ask, indicators):
    rows = told(ask("figures/", period="2005"), "indicator", "value")
    assert [(row["code"], value) for row, value in rows] == [
        ("high-tech", "1"), ("funds", "1021"), ("growth", "13.0"), ("share", None), ("talents", None),
    ]  # fmt: skip


def test_a_figure_is_divided_by_a_dimension(ask, indicators):
    rows = told(ask("figures/", indicator="high-tech", period="2006", by="level"), "category", "value", "record_count")
    assert rows == [
        ({"code": "level=national", "dimension": "level", "value": "national", "name": "National"}, "1", 1),
        ({"code": "level=municipal", "dimension": "level", "value": "municipal", "name": "Municipal"}, "1", 1),
    ]


def test_a_figure_is_divided_by_the_areas_below(ask, indicators):
    rows = told(ask("figures/", indicator="high-tech", period="2006", by="area"), "area", "value")
    assert [(area["code"], value) for area, value in rows] == [("990101100000", "2"), ("990101101000", "0")]


def test_a_figure_is_divided_by_both(ask, indicators):
    rows = told(ask("figures/", indicator="high-tech", period="2006", by="area,level"), "area", "category", "value")
    assert [(area["name"], category["value"], value) for area, category, value in rows] == [
        ("南镇", "national", "1"), ("南镇", "municipal", "1"), ("北镇", "national", "0"), ("北镇", "municipal", "0"),
    ]  # fmt: skip


def test_values_may_be_repeated_or_divided_by_commas(ask, indicators):
    repeated = ask("figures/", indicator=["high-tech", "funds"], period=["2005", "2006"], area="990101,990102")
    together = ask("figures/", indicator="high-tech,funds", period="2005,2006", area=["990101", "990102", "990101"])
    assert repeated.json() == together.json()
    assert repeated.json()["count"] == 8


def test_pages_put_together_are_the_whole(ask, indicators):
    whole = ask("figures/", page_size=500).json()["results"]
    rows, address = [], "/api/v1/figures/?page_size=3"
    while address:
        page = ask(address).json()
        rows += page["results"]
        address = page["next"]
    assert rows == whole
    assert len(whole) > 6


# What stands behind


def test_the_records_behind_a_figure_are_the_rows_of_its_register(ask, indicators):
    row = ask("figures/", indicator="high-tech", period="2006").json()["results"][0]
    behind = ask(row["records"]).json()
    assert behind["count"] == row["record_count"] == int(row["value"]) == 2
    register = {record["id"]: record for record in ask("certifications/").json()["results"]}
    assert behind["results"] == [register[record["id"]] for record in behind["results"]]
    assert {record["number"] for record in behind["results"]} == {"N-1", "M-2"}


def test_the_records_behind_a_category_are_its_own(ask, indicators):
    rows = ask("figures/", indicator="high-tech", period="2006", by="level").json()["results"]
    assert [[r["number"] for r in ask(row["records"]).json()["results"]] for row in rows] == [["N-1"], ["M-2"]]


def test_a_zero_has_no_records(ask, indicators):
    row = ask("figures/", indicator="high-tech", period="2004").json()["results"][0]
    assert ask(row["records"]).json() == {"count": 0, "next": None, "previous": None, "results": []}


def test_behind_an_entered_figure_stand_its_statements_the_latest_first(ask, indicators):
    behind = ask("figures/records/", indicator="funds", period="2005").json()
    assert [(row["value"], row["qualifier"], row["stated_on"]) for row in behind["results"]] == [
        ("1021", "", "2006-09-01"),
        ("1000", "ge", "2006-02-01"),
    ]
    assert behind == ask("figures/statements/", indicator="funds", period="2005").json()


def test_a_stated_figure_keeps_the_records_it_differs_from(ask, indicators, make_statement):
    make_statement(indicators.high_tech, "2006", 7)
    row = ask("figures/", indicator="high-tech", period="2006").json()["results"][0]
    assert (row["value"], row["origin"], row["derived"], row["record_count"]) == ("7", "entered", "2", 2)
    assert [record["number"] for record in ask(row["records"]).json()["results"]] == ["M-2", "N-1"]
    assert [statement["value"] for statement in ask(row["statements"]).json()["results"]] == ["7"]


def test_behind_a_ratio_stand_its_public_terms(ask, indicators):
    row = ask("figures/", indicator="share", period="2006").json()["results"][0]
    assert (row["value"], row["origin"], row["record_count"]) == ("50.00", "computed", 1)
    behind = ask(row["records"]).json()
    assert behind["results"] == ask("figures/", indicator="high-tech", period="2006").json()["results"]


def test_behind_a_missing_figure_stands_nothing(ask, indicators):
    answer = ask("figures/records/", indicator="funds", period="1999")
    assert (answer.status_code, answer.json()["detail"]) == (404, "Nothing public stands behind this figure.")


def test_the_records_behind_come_in_pages(ask, indicators):
    scheme, level = indicators.district.lists.scheme, indicators.district.lists.national
    Certification.objects.bulk_create(
        [
            Certification(
                area=indicators.district.town, scheme=scheme, level=level, holder_name=f"{n}", state=State.PUBLISHED
            )
            for n in range(120)
        ]
    )
    first = ask("figures/records/", indicator="high-tech", period="2006", page_size=100).json()
    second = ask(first["next"]).json()
    assert (first["count"], len(first["results"]), len(second["results"])) == (122, 100, 22)
    assert len({row["id"] for row in first["results"] + second["results"]}) == 122
