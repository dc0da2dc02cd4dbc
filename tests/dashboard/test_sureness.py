"""Sentences, ranks and drawings say no more than is sure."""

import json
from typing import Any

from innovation.models import BudgetLine, Scheme, Topic
from tests.dashboard.conftest import Visit
from tests.innovation.conftest import (
    area,
    budget,
    certification,
    counted,
    entered,
    enterprise,
    entry,
    state,
    unit,
)


def key(district: Any, code: str, value: Any, topic: str = "topic", **values: Any) -> Any:
    """A key figure of 2006."""
    made = entered(code, topic=entry(Topic, topic), display="key")
    state(made, district.home, "2006", value, **values)
    return made


def test_the_sentence_says_once_what_holds_of_all_figures_and_beside_a_figure_what_holds_of_it(
    district: Any, visit: Visit
) -> None:
    key(district, "one", 1, "first", basis="assumed")
    key(district, "two", 2, "second", basis="assumed", status="P")
    sentence = visit("/").only("p", of="sentence").text
    assert sentence == "2006, one 1; two 2 (provisional) (all of them assumed)."


def test_where_figures_share_no_mark_each_has_its_own(district: Any, visit: Visit) -> None:
    key(district, "one", 1, "first", basis="assumed")
    key(district, "two", 2, "second")
    assert visit("/").only("p", of="sentence").text == "2006, one 1 (assumed); two 2."


def test_a_part_says_what_its_whole_does_not(district: Any, visit: Visit) -> None:
    whole = entry(BudgetLine, "science")
    entry(BudgetLine, "part", part_of=whole)
    common = {"unit": unit("cny-10k"), "nature": "flow", "topic": district.topic}
    made = counted("one", "budgets", "amount", [("line", "science")], display="key", **common)
    counted("part", "budgets", "amount", [("line", "part")], part_of=made, **common)
    budget(district.home, planned=2500)
    budget(district.home, "part", planned=1300, basis="illustrative")
    lines = [line.text for line in visit("/").only("section", of="keys").all("p")]
    assert "# part 1300 10k yuan (illustrative)" in lines


def test_a_rank_among_generated_figures_says_so(district: Any, visit: Visit) -> None:
    made = key(district, "one", 9)
    state(made, district.neighbour, "2006", 8, basis="illustrative")
    told = visit("/indicators/one/").only("div", of="headline").only("span", of="rank").text
    assert told == "no. 1 of 2 in Sample City (few areas) (illustrative)"


def test_a_reported_rank_stands_beside_a_computed_one_that_differs(district: Any, visit: Visit) -> None:
    made = key(district, "one", 7)
    rank = entered("place", unit=unit("rank"), aspect="rank", aspect_of=made, topic=district.topic)
    state(rank, district.home, "2006", 1)
    state(made, district.neighbour, "2006", 8)
    told = visit("/indicators/one/").only("div", of="headline").only("span", of="rank").text
    assert told == "no. 1 in Sample City, as reported; by these figures no. 2 of 2 in Sample City (few areas)"
    state(made, district.neighbour, "2006", 6, stated_on="2006-12-31")
    state(made, district.neighbour, "2006", 5, stated_on="2007-01-16")
    told = visit("/indicators/one/").only("div", of="headline").only("span", of="rank").text
    assert told == "no. 1 in Sample City, as reported"


def test_a_zone_and_an_abolished_district_are_no_peers(district: Any, visit: Visit) -> None:
    made = key(district, "one", 7)
    state(made, district.neighbour, "2006", 6)
    for code, values in (("990171", {"type": "zone"}), ("990103", {"valid_to": "2000-12-31"})):
        state(made, area(code, district.city, **values), "2006", 9)
    told = visit("/indicators/one/").only("div", of="headline").only("span", of="rank").text
    assert told == "no. 1 of 2 in Sample City (few areas)"


def chart(visit: Visit, address: str) -> Any:
    return json.loads(visit(address).only("script", id="trend-data").text)


def test_values_stated_in_two_units_are_drawn_on_one_scale(district: Any, visit: Visit) -> None:
    made = entered("one", unit=unit("cny-100m"), topic=district.topic)
    state(made, district.home, "2005", "1.5")
    state(made, district.home, "2006", 16000, unit=unit("cny-10k"))
    (series,) = chart(visit, "/indicators/one/")["series"]
    assert (series["values"], series["texts"]) == (["1.5", "1.6"], ["1.5", "1.6"])


def test_parts_that_overlap_are_not_stacked(district: Any, visit: Visit) -> None:
    certificates = counted("certificates", "certifications", nature="stock", topic=district.topic)
    counted("holders", "certifications", "enterprises", nature="stock", topic=district.topic)
    holder = enterprise(district.south)
    entry(Scheme, "high-tech")
    for at in ("national", "municipal"):
        certification(district.south, at=at, enterprise=holder)
    assert certificates.code == "certificates"
    kinds = {code: chart(visit, f"/indicators/{code}/?by=level")["kind"] for code in ("certificates", "holders")}
    assert kinds == {"certificates": "stack", "holders": "bars"}
    headlines = {code: visit(f"/indicators/{code}/").only("div", of="headline") for code in kinds}
    split = {code: len(headline.all("ul")) for code, headline in headlines.items()}
    assert split == {"certificates": 1, "holders": 0}


def test_a_year_that_still_runs_changes_no_title(district: Any, visit: Visit, settings: Any) -> None:
    settings.INNOVATION_TODAY = settings.INNOVATION_TODAY.replace(month=2, day=1)
    counted("issued", "certifications", nature="flow", topic=district.topic)
    for year, number in ((2004, 3), (2005, 4), (2006, 1)):
        for _ in range(number):
            certification(district.south, issued_on=f"{year}-01-15")
    page = visit("/indicators/issued/")
    assert page.only("figure").only("h3").text == "issued: up from 3 to 4"
