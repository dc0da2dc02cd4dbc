"""The pages of the demonstration district, in both languages, as whole values."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from innovation.models import Indicator
from tests.dashboard.conftest import Visit, cell
from tests.dashboard.drawings import charts, drawn, number, numbers
from tests.demonstration import on_file
from tests.markup import Element, read, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}
PAGES = [
    "/",
    "/areas/990100/",
    "/areas/990101/?year=2003",
    "/areas/990102/",
    "/areas/990101001000/",
    "/areas/990101/expiring/",
    "/indicators/",
    "/indicators/?q=%E9%AB%98%E6%96%B0",
    "/indicators/high-tech/",
    "/indicators/high-tech/?by=level",
    "/indicators/high-tech/?by=area&from=2004&to=2006",
    "/indicators/activities/?by=series",
    "/indicators/gdp/?area=990102",
    "/indicators/gallery-coverage/",
    "/indicators/high-tech/records/?period=2006",
    "/indicators/gdp/records/?period=2005",
    "/indicators/gdp-per-capita/records/?period=2005",
    "/api/v1/docs/",
]


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with on_file(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def _as_a_demonstration(settings: Any) -> None:
    settings.INNOVATION_DEMONSTRATION = True


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_in_both_languages_what_it_is_and_that_it_is_a_demonstration(address: str, client: Client) -> None:
    titles = []
    for lang, html in LANGUAGES.items():
        client.cookies.load({"lang": lang})
        answer = client.get(address)
        page = read(answer)
        with translation.override(lang):
            name = gettext("%(area)s innovation indicators") % {"area": district_name(lang)}
            banner = gettext("Demonstration")
        assert (answer.status_code, page.only("html")["lang"]) == (200, html)
        assert page.only("title").text == f"{page.only('h1').text} – {name}"
        assert page.only("section", of="demonstration")["aria-label"] == banner
        titles.append(page.only("h1").text)
    assert titles[0] != titles[1]


def district_name(lang: str) -> str:
    return "澜江区（示例）" if lang == "zh-hans" else "Lanjiang District (sample)"


def test_without_a_demonstration_there_is_no_banner(visit: Visit, settings: Any) -> None:
    settings.INNOVATION_DEMONSTRATION = False
    assert visit("/").all("section", of="demonstration") == []


# The overview


def facts(page: Element) -> dict[str, str]:
    found = page.only("dl", of="district-facts").all("div")
    return {fact.only("dt").text: fact.only("span", of="amount").text for fact in found}


def keys(page: Element) -> dict[str, str]:
    """The key figures with their marks."""
    found = page.only("section", of="keys").only("ul").all("li")
    return {key.only("a", of="name").text: key.only("span", of="figure").text for key in found}


def test_the_overview_opens_with_the_facts_of_the_district(visit: Visit) -> None:
    page = visit("/", "zh-hans")
    assert page.only("h1").text == "澜江区（示例）科技创新总览（2006年）"
    assert facts(page) == {
        "镇": "4个",
        "街道": "6个",
        "户籍人口": "42.1万人",
        "流动人口": "20多万人",
        "人均地区生产总值（美元）": "超过5,000美元",
    }


def test_the_overview_says_the_year_in_one_sentence(visit: Visit) -> None:
    assert visit("/", "zh-hans").only("p", of="sentence").text == (
        "2006年，高新技术企业证书 55张，位居示例市第一，比上年增长12.2%（示例）；累计国家火炬计划项目 14项；"
        "财政科技经费 2500万元（预算），比上年增长17.3%（预算比决算）；"
        "累计展览会本区技术成交额 6300万元（以上各数均标“假定”）。"
    )
    assert [link["href"] for link in visit("/").only("p", of="sentence").all("a")] == [
        f"/indicators/{code}/?area=990101"
        for code in ("high-tech", "torch-national", "government-st-total", "exhibition-contract-value")
    ]


def test_the_overview_shows_the_key_figures_with_their_marks(visit: Visit) -> None:
    assert keys(visit("/", "zh-hans")) == {
        "高新技术企业证书": "55张 假定",
        "国家级高新技术企业": "7家 假定",
        "高新技术研发中心证书": "32张 假定",
        "国家火炬计划项目": "14项 假定",
        "财政科技经费": "2,500万元 预算 假定",
        "全区科技经费总投入": "3.05亿元 假定",
        "展览会本区技术成交额": "6,300万元 假定",
        "地区生产总值": "171.49亿元 假定",
    }


def test_an_earlier_year_is_told_as_it_was(visit: Visit) -> None:
    page = visit("/areas/990101/", year=2003)
    assert page.only("h1").text == "Lanjiang District (sample): innovation in 2003"
    told = keys(page)
    assert told["High-tech certificates"] == "35 illustrative"
    assert told["Government S&T funds"].startswith("10.21 million yuan ")
    assert cell(page, "High-tech certificates", "Value").startswith("35")


def test_tables_of_the_overview_lead_to_indicators_and_records(visit: Visit) -> None:
    page = visit("/")
    indicators = {indicator.code for indicator in Indicator.objects.all()}
    for table in (table for section in page.all("section", of="section") for table in section.all("table")):
        for link in table.all("a"):
            path, _query, query = link["href"].partition("?")
            code = path.split("/")[2]
            assert code in indicators
            assert query.startswith("area=990101")


def test_the_overview_lists_the_highest_honours_first_and_of_a_level_the_latest(visit: Visit) -> None:
    told = visit("/", "zh-hans").only("ul", of="dated").all("li")
    assert [(row.only("span", of="when").text, row.only("span", of="level").text) for row in told] == [
        ("2005", "国家级"),
        ("1998", "国家级"),
        ("2006-08", "省级"),
        ("2006", "省级"),
        ("2006", "省级"),
        ("2006", "省级"),
    ]


def test_a_table_of_figures_of_one_earlier_year_names_it_once(visit: Visit) -> None:
    page = visit("/")
    table = next(table for table in page.all("table") if table.only("caption").text == "District and economy, 2005")
    assert table.all("th", scope="col")[0].text == "2005"
    assert table.all("span", of="row-note") == []


@pytest.mark.parametrize("area", ["990000", "990100", "990102", "990101001000", "990101100000"])
@pytest.mark.parametrize("year", [1998, 2003, 2006])
def test_every_area_and_year_has_an_overview(area: str, year: int, visit: Visit) -> None:
    page = visit(f"/areas/{area}/", year=year)
    assert len(page.all("h1")) == 1
    assert page.only("p", of="sentence").text.endswith(".")


# Charts and tables


@pytest.mark.parametrize("address", PAGES)
def test_a_chart_is_drawn_from_what_its_table_says(address: str, client: Client) -> None:
    for data, table in charts(read(client.get(address))):
        assert drawn(data) == numbers(table)
        assert data["labels"] == [row[0] for row in rows(table)]


def test_the_overview_has_five_charts_and_each_has_its_table_open(visit: Visit) -> None:
    page = visit("/")
    assert len(charts(page)) == 5
    assert all("open" in details.attributes for details in page.all("details", of="chart-table"))


@pytest.mark.parametrize(
    ("by", "kind", "names"),
    [
        ("", "columns", ["High-tech certificates"]),
        ("level", "stack", ["National", "Provincial", "Municipal"]),
        ("area", "bars", ["High-tech certificates"]),
    ],
)
def test_an_indicator_is_drawn_by_what_divides_it(by: str, kind: str, names: list[str], visit: Visit) -> None:
    ((data, _table),) = charts(visit("/indicators/high-tech/", by=by))
    assert (data["kind"], [one["name"] for one in data["series"]]) == (kind, names)


def test_an_indicator_divided_by_level_shows_the_levels_of_each_year(visit: Visit) -> None:
    page = visit("/indicators/high-tech/", "zh-hans", by="level")
    assert page.only("h1").text == "高新技术企业证书"
    table = next(table for table in page.all("table") if table.only("caption").text == "高新技术企业证书")
    assert [row[:5] for row in rows(table)] == [
        ["2006年", "55 假定", "7 假定", "16 假定", "32 假定"],
        ["2005年", "49 示例", "5 示例", "15 示例", "29 示例"],
        ["2004年", "43 示例", "4 示例", "14 示例", "25 示例"],
        ["2003年", "35 示例", "3 示例", "10 示例", "22 示例"],
    ]


def test_the_parts_of_an_indicator_by_area_make_up_the_whole(visit: Visit) -> None:
    page = visit("/indicators/high-tech/", by="area")
    table = next(table for table in page.all("table") if table.only("caption").text == "High-tech certificates")
    for row in table.only("tbody").all("tr"):
        whole, *parts = [number(one) for one in row.all("td") if one.all("span", of="number")]
        assert sum(part or 0 for part in parts) == whole
        assert len(parts) == 10


def test_areas_are_compared_in_their_order(visit: Visit) -> None:
    page = visit("/indicators/high-tech/", "zh-hans")
    table = next(table for table in page.all("table") if table.all("tr", of="current"))
    told = [row[:3] for row in rows(table)]
    assert [place for place, _name, _value in told] == [str(place) for place in range(1, 10)]
    assert told[0] == ["1", "澜江区（示例）", "55 假定"]
    values = [int(value.split()[0]) for _place, _name, value in told]
    assert values == sorted(values, reverse=True)


def test_the_growth_reported_stands_beside_the_growth_computed(visit: Visit) -> None:
    moved = visit("/indicators/gdp/", to=2005).only("div", of="headline").all("p", of="aside")[0]
    assert moved.only("span", of="change").text == "up 14.6%, as reported"
    assert moved.only("span", of="note").text == (
        "by the two values: up 16.4% (+2.417 billion yuan) on 2004 (illustrative)"
    )


def test_from_a_value_computed_back_from_a_growth_no_second_growth_follows(visit: Visit) -> None:
    moved = visit("/indicators/st-expenditure-total/", to=2005).only("div", of="headline").all("p", of="aside")[0]
    assert moved.text == "up 49.5%, as reported"


def test_the_city_is_not_told_what_one_of_its_districts_has(visit: Visit) -> None:
    page = visit("/indicators/high-tech/", area="990100")
    assert page.only("div", of="headline").text.startswith("— the register is not complete for this period")


def test_what_the_source_says_and_its_terms_do_not_is_marked_and_leads_to_them(visit: Visit) -> None:
    page = visit("/indicators/gdp-per-capita-usd/records/", "zh-hans", period=2005)
    assert page.only("div", of="headline").text.startswith("超过5,000美元 待核 假定")
    assert [link.text for link in page.only("div", of="notice").all("a")] == [
        "人均地区生产总值 40,734元",
        "美元年平均汇率 8.1917元/美元",
    ]
    attention = visit("/", "zh-hans").only("section", of="attention").text
    assert "人均地区生产总值（美元）：所报数与记录不符" in attention


def test_a_running_total_says_that_it_is_one(visit: Visit) -> None:
    title = visit("/indicators/exhibition-contract-value/records/", "zh-hans", period=2006).only("h1").text
    assert title == "截至2006年累计展览会本区技术成交额 6300万元的记录"
    card = visit("/", "zh-hans").only("section", of="keys")
    assert "累计数" in card.text
    assert "增1,198万元，比2005年" in card.text


def test_what_a_bureau_calls_its_indicators_in_daily_life_finds_them(visit: Visit) -> None:
    assert "国家级高新技术企业" in visit("/indicators/", "zh-hans", q="高企").only("main").text


def test_the_overview_leads_to_the_areas_below_it(visit: Visit) -> None:
    links = visit("/").only("nav", of="below").all("a")
    assert len(links) == 10
    assert visit(links[0]["href"]).only("nav", of="below")


def test_a_fund_of_the_district_is_not_divided_by_towns_that_have_none(visit: Visit) -> None:
    assert not any("area" in one.text for one in visit("/indicators/government-st-total/").all("div", of="controls"))


# What stands behind


def behind(visit: Visit, code: str, **query: Any) -> tuple[list[str], list[list[str]]]:
    """The columns and the rows of the records behind a figure."""
    table = visit(f"/indicators/{code}/records/", "zh-hans", **query).only("table")
    return [head.text for head in table.all("th", scope="col")], rows(table)


def test_each_of_the_14_communities_has_its_gallery(visit: Visit) -> None:
    columns, found = behind(visit, "communities-with-gallery", period="2006-09-30")
    assert columns == ["设施", "类型", "地区", "日期", "数量"]
    communities = [community for _name, _kind, community, _date, _number in found]
    assert communities == [row[0] for row in behind(visit, "communities-urban")[1]]
    assert len(communities) == 14
    assert all(community.endswith("社区（示例）") for community in communities)


@pytest.mark.parametrize(
    ("code", "words"), [("electronic-screens", "— 未报送"), ("talents", "— 台账不全"), ("leverage", "14.3倍")]
)
def test_what_is_not_known_is_said_and_what_follows_is_told_for_its_year(code: str, words: str, visit: Visit) -> None:
    page = visit(f"/indicators/{code}/", "zh-hans")
    assert page.only("div", of="headline").only("span", of="amount").text == words


def test_what_was_stated_about_gdp_per_person_in_dollars_needs_attention(visit: Visit) -> None:
    attention = visit("/areas/990101/", "zh-hans", year=2005).only("section", aria_labelledby="attention")
    (matter,) = attention.only("ul").all("li")
    assert matter.only("a").text.startswith("人均地区生产总值（美元）：")
    assert "超过5000美元" in matter.text


def test_an_honour_awarded_again_names_the_first(visit: Visit) -> None:
    columns, found = behind(visit, "honours-total")
    assert columns == ["名称", "级别", "表彰时期", "日期", "授予单位", "等次", "批次", "续获自"]
    assert [row for row in found if any(row[5:])] == [
        ["国家科技进步先进区 假定", "国家级", "2003—2004年", "2005", "科技部", "", "", "国家科技进步先进区 1998年"],
        ["省党政领导科技进步目标责任制考核优秀单位 假定", "省级", "2005年", "2006", "省委、省政府", "优秀", "", ""],
        ["省科技强区 假定", "省级", "2006年", "2006-08", "省政府", "", "1", ""],
    ]


def test_a_platform_names_who_hosts_it_and_with_whom(visit: Visit) -> None:
    columns, found = behind(visit, "co-built-platforms")
    assert columns == ["名称", "类型", "地区", "日期", "依托单位", "合作单位", "内容"]
    assert found[0] == [
        "泵业技术联合研发中心（示例） 示例",
        "共建创新载体",
        "北渚街道",
        "2004-05",
        "澜江晟川泵业有限公司（示例）",
        "示例高校院所01",
        "泵类产品的研发和检测",
    ]


# The list


def test_the_list_holds_every_public_indicator_once(visit: Visit) -> None:
    page = visit("/indicators/", "zh-hans")
    listed = [row[0].removeprefix("# ") for table in page.all("table") for row in rows(table)]
    assert sorted(listed) == sorted(indicator.name for indicator in Indicator.objects.filter(is_public=True))


@pytest.mark.parametrize("words", ["火炬计划", "torch", "TORCH programme"])
def test_the_list_finds_names_in_either_language(words: str, visit: Visit) -> None:
    page = visit("/indicators/", q=words)
    listed = {row[0].removeprefix("# ") for table in page.all("table") for row in rows(table)}
    assert "Torch Programme projects" in listed
    assert all("Torch" in name for name in listed)


def test_what_nothing_matches_leads_back_to_all(visit: Visit) -> None:
    page = visit("/indicators/", q="zzz")
    assert page.only("main").only("b").text == "No indicator matches “zzz”."
    assert page.only("div", of="notice").only("a")["href"].startswith("/indicators/")


def test_every_indicator_has_its_page(visit: Visit) -> None:
    for indicator in Indicator.objects.filter(is_public=True):
        assert visit(f"/indicators/{indicator.code}/", "zh-hans").only("h1").text == indicator.name


def test_every_indicator_has_a_page_of_what_stands_behind_it(visit: Visit) -> None:
    for indicator in Indicator.objects.filter(is_public=True):
        assert visit(f"/indicators/{indicator.code}/records/").only("h1").text.startswith(indicator.name_en)
