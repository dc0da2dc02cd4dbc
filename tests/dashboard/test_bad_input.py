"""Whatever an address asks for, the answer is a page in the site's dress that says what is wrong and leads on."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from tests.innovation.conftest import certification, counted, entered, ratio, state
from tests.markup import Element, read

LONG = "9" * 10_000
CHINESE = "高新技术企业"
NUL = "20\x0006"

PAGES = {
    "overview": "/",
    "area": "/areas/990101/",
    "indicator": "/indicators/high-tech/",
    "records": "/indicators/high-tech/records/",
    "statements": "/indicators/funds/records/",
    "terms": "/indicators/share/records/",
    "indicators": "/indicators/",
    "expiring": "/areas/990101/expiring/",
}
YEARS = ["abc", NUL, LONG, CHINESE, "-1", "0", "99999", "2006.5", "1e3", "٢٠٠٦x", " ", "2006'", "1899", "2101", "[]"]

# The page, the query, and the words that the answer must hold in English.
REFUSED = [
    *(("overview", {"year": year}, "the year") for year in YEARS if year.strip()),
    *(("area", {"year": year}, "the year") for year in YEARS if year.strip()),
    *((page, {"year": "2007"}, "That year has not begun; the latest is 2006.") for page in ("overview", "area")),
    *(("expiring", {"page": page}, "the page") for page in ("0", "-1", "abc", LONG, NUL)),
    *(("indicator", {name: year}, f"the {name}") for name in ("from", "to") for year in YEARS if year.strip()),
    *(("indicators", {"missing": year}, "the missing") for year in YEARS if year.strip()),
    ("indicator", {"from": "2006", "to": "2003"}, "The years run backwards: from 2006 to 2003. Swap them."),
    *(("indicator", {"by": by}, "the by") for by in ("a" * 41, LONG, NUL, CHINESE, "level level", "../x")),
    *((page, {"area": LONG}, "the area") for page in ("indicator", "records", "indicators")),
    *((page, {"area": NUL}, "the area") for page in ("indicator", "records", "indicators")),
    *(
        ("records", {"period": period}, "the period")
        for period in ("abc", NUL, LONG, CHINESE, "2006-13", "2006-02-30", "2006-Q5", "0000", "9999", "../", "2006/P1Y")
    ),
    *(("records", {"page": page}, "the page") for page in ("0", "-1", "abc", LONG, NUL, "1.5", "100001", CHINESE)),
    *(("records", {"category": category}, "the category") for category in (LONG, "level=\0")),
    *(("indicators", {"q": words}, "the q") for words in (LONG, "高\0新")),
    *((page, {f"p{number}": "" for number in range(2001)}, "Check the address") for page in PAGES),
    *(("expiring", {"days": days}, "the days") for days in ("abc", "-1", "91", LONG, NUL, CHINESE)),
]
MISSED = [
    ("/areas/990199/", {}, "There is no area with the code 990199."),
    ("/areas/abc/", {}, "There is no area with the code abc."),
    (f"/areas/{CHINESE}/", {}, f"There is no area with the code {CHINESE}."),
    (f"/areas/{LONG}/", {}, f"There is no area with the code {LONG[:20]}."),
    ("/areas/%00/", {}, "There is no area with the code"),
    ("/areas/%00/expiring/", {}, "There is no area with the code"),
    ("/areas/990199/expiring/", {}, "There is no area with the code 990199."),
    *((page, {"area": "990199"}, "There is no area with the code 990199.") for page in list(PAGES.values())[2:7]),
    ("/indicators/", {"area": CHINESE}, f"There is no area with the code {CHINESE}."),
    ("/indicators/nothing/", {}, "There is no indicator with the code nothing."),
    ("/indicators/nothing/records/", {}, "There is no indicator with the code nothing."),
    (f"/indicators/{CHINESE}/", {}, f"There is no indicator with the code {CHINESE}."),
    (f"/indicators/{LONG}/", {}, f"There is no indicator with the code {LONG[:60]}."),
    ("/indicators/%00/", {}, "There is no indicator with the code"),
    ("/indicators/HIGH-TECH/", {}, "There is no indicator with the code HIGH-TECH."),
    *(
        ("/indicators/high-tech/records/", {"category": category}, f"This figure has no category {category}.")
        for category in ("level=nothing", "level", "=", "nothing=national", "level=", CHINESE, "%", "level=national=x")
    ),
    ("/indicators/funds/records/", {"category": "level=national"}, "This figure has no category level=national."),
    ("/indicators/share/records/", {"category": "level=national"}, "This figure has no category level=national."),
    ("/indicators/high-tech/records/", {"page": "99999"}, "There is no page 99999; the last one is 1."),
    ("/nothing/", {}, "Check the address, or go on from here."),
    ("/areas/990101/nothing/", {}, "Check the address, or go on from here."),
    (f"/{CHINESE}", {}, "Check the address, or go on from here."),
    (f"/{'x/' * 3000}", {}, "Check the address, or go on from here."),
    ("/%00", {}, "Check the address, or go on from here."),
]
# Nothing is wrong with these: what an address does not know it passes over, and the last of several holds.
TAKEN = [
    *((page, {"nothing": LONG, "utm_source": CHINESE}) for page in PAGES),
    *((page, dict.fromkeys(("year", "area", "by", "from", "to", "q", "page", "period"), "")) for page in PAGES),
    ("overview", {"year": ["abc", "2006"]}),
    ("indicator", {"from": ["2003", "2004"], "to": ["x", "2006"]}),
    ("indicator", {"by": "nothing"}),
    ("indicator", {"from": "1900", "to": "2100"}),
    ("indicators", {"q": "<script>alert(1)</script>"}),
    ("indicators", {"q": "%' OR 1=1 --"}),
    ("indicators", {"q": "[(*\\"}),
    ("records", {"period": "_U"}),
    ("records", {"period": "2100"}),
    ("overview", {f"p{number}": "x" * 50 for number in range(900)}),
]


@pytest.fixture(autouse=True)
def _on_file(district: Any) -> None:
    """A counted, an entered and a computed indicator, each with a value."""
    high_tech = counted("high-tech", "certifications", nature="stock", topic=district.topic)
    funds = entered("funds", topic=district.topic)
    ratio("share", high_tech, funds)
    certification(district.south)
    state(funds, district.home, "2006", 4)


def refusal(client: Client, status: int, address: str, query: Any) -> Element:
    client.raise_request_exception = False
    client.cookies.load({"lang": "en"})
    answer = client.get(address, query)
    assert answer.status_code == status
    return read(answer)


def assert_dressed(page: Element, words: str) -> None:
    """It has the site's header and footer, says what is wrong, and leads on."""
    assert (
        page.only("header", of="site-header")
        .only("a", of="site-name")
        .text.startswith("Lanjiang innovation indicators")
    )
    assert len(page.all("footer", of="site-footer")) == len(page.all("h1")) == 1
    assert words in page.only("div", of="notice").text
    links = [link["href"] for link in page.only("ul", of="way-on").all("a")]
    assert {"/", "/indicators/"} <= set(links)


@pytest.mark.parametrize(("page", "query", "words"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_meant_is_refused_in_words(page: str, query: Any, words: str, client: Client) -> None:
    shown = refusal(client, 400, PAGES[page], query)
    assert_dressed(shown, words)
    assert shown.only("h1").text == "The address cannot be read"
    assert "\0" not in shown.text
    assert len(shown.only("div", of="notice").text) < 400


@pytest.mark.parametrize(("address", "query", "words"), MISSED, ids=lambda value: str(value)[:40])
def test_what_is_not_there_is_missed_in_words(address: str, query: Any, words: str, client: Client) -> None:
    shown = refusal(client, 404, address, query)
    assert_dressed(shown, words)
    assert shown.only("h1").text == "There is no such page"


@pytest.mark.parametrize(("page", "query"), TAKEN, ids=lambda value: str(value)[:40])
def test_what_means_nothing_is_passed_over(page: str, query: Any, client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get(PAGES[page], query)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert_no_inline_script(read(answer))


def assert_no_inline_script(page: Element) -> None:
    scripts = page.all("script")
    assert [
        script for script in scripts if "src" not in script.attributes and script["type"] != "application/json"
    ] == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_no_page_can_be_written_to(page: str, method: str, client: Client) -> None:
    assert getattr(client, method)(PAGES[page]).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_a_head_is_answered_like_a_get(page: str, client: Client) -> None:
    answer = client.head(PAGES[page])
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_fault_is_told_in_the_language_of_the_reader(client: Client) -> None:
    client.cookies.load({"lang": "zh-hans"})
    page = read(client.get("/nothing/"))
    assert page.only("html")["lang"] == "zh-CN"
    with translation.override("zh-hans"):
        title = gettext("There is no such page")
    assert page.only("h1").text == title != "There is no such page"
