"""Pages fit every window and every reader: phones, large text, dark colours, keys, paper."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/indicators/high-tech/?by=level",
    "/indicators/high-tech/?by=area",
    "/indicators/high-tech/records/?period=2006",
    "/indicators/gdp/records/?period=2005",
    "/indicators/",
    "/areas/990101/expiring/",
    "/indicators/nothing/",
    "/admin/login/",
    "/api/v1/docs/",
]


@pytest.mark.parametrize(("lang", "text"), [("zh-hans", "standard"), ("en", "standard"), ("zh-hans", "large")])
def test_nothing_has_to_be_scrolled_sideways(lang: str, text: str, window: Callable[..., Page]) -> None:
    page = window({"lang": lang, "text": text})
    widths = {}
    for address in PAGES:
        page.goto(address)
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 800})
            widths[address, width] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == {(address, width): width for address in PAGES for width in (320, 390)}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing(
    scheme: str,
    width: int,
    window: Callable[..., Page],
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    page = window(color_scheme=scheme, viewport={"width": width, "height": 900})
    found = {}
    for address in PAGES:
        page.goto(address)
        found[address] = accessibility_faults(page)
    assert found == {address: [] for address in PAGES}


LONGEST_ON_A_PHONE = 7000


def test_the_overview_is_no_longer_than_eight_screens_of_a_phone(window: Callable[..., Page]) -> None:
    page = window(viewport={"width": 390, "height": 844})
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollHeight") <= LONGEST_ON_A_PHONE


# English words are longer.
@pytest.mark.parametrize(
    ("lang", "scheme", "most"), [("zh-hans", "light", 3), ("zh-hans", "dark", 3), ("en", "light", 4)]
)
def test_the_overview_is_printed_on_few_sheets(lang: str, scheme: str, most: int, window: Callable[..., Page]) -> None:
    page = window({"lang": lang}, color_scheme=scheme)
    page.goto("/")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= most


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_the_first_screen_holds_the_sentence_what_needs_attention_and_all_key_figures(
    lang: str, window: Callable[..., Page]
) -> None:
    page = window({"lang": lang}, viewport={"width": 1440, "height": 900})
    page.goto("/")
    for part in (".sentence", ".attention", ".keys"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900


# The marks that do not share a line with the number they belong to.
STRAYED = """(figures) => [...document.querySelectorAll(figures)].flatMap((figure) => {
  if (!figure.checkVisibility()) return [];
  const number = figure.querySelector(".number, .missing").getBoundingClientRect();
  const marks = [...figure.querySelectorAll(".mark")].map((mark) => mark.getBoundingClientRect());
  return marks.some((mark) => mark.top > number.bottom) ? [figure.textContent] : [];
})"""


@pytest.mark.parametrize(("width", "figures"), [(390, "td .figure"), (1440, ".figure")])
def test_a_mark_stands_on_the_line_of_its_figure(width: int, figures: str, window: Callable[..., Page]) -> None:
    page = window(viewport={"width": width, "height": 900})
    for address in ("/", "/indicators/high-tech/?by=level", "/indicators/"):
        page.goto(address)
        assert page.locator(".figure .mark").count() > 5
        assert page.evaluate(STRAYED, figures) == []


def test_each_small_drawing_stands_on_the_line_of_its_figure(window: Callable[..., Page]) -> None:
    page = window(viewport={"width": 1440, "height": 900})
    page.goto("/")
    drawn = page.evaluate("""() => [...document.querySelectorAll(".keys li")].map((key) => {
      const [number, drawing] = [".number", "svg"].map((part) => key.querySelector(part).getBoundingClientRect());
      return drawing.top < number.bottom && drawing.bottom > number.top;
    })""")
    assert drawn == [True] * 8


def test_what_needs_attention_takes_no_more_room_than_it_says(window: Callable[..., Page]) -> None:
    page = window(viewport={"width": 1440, "height": 900})
    page.goto("/")
    box, words = (page.locator(part).bounding_box() for part in (".attention", ".attention ul"))
    assert box is not None
    assert words is not None
    assert box["y"] + box["height"] - words["y"] - words["height"] < 16


def test_the_first_key_leads_past_the_header(window: Callable[..., Page]) -> None:
    page = window()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


COLOURS = """() => {
  const { backgroundColor, color } = getComputedStyle(document.body);
  return [backgroundColor, color];
}"""
SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def brightness(colour: str) -> float:
    """How light a colour is, from 0 to 255."""
    red, green, blue = (float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])
    return (red * 299 + green * 587 + blue * 114) / 1000


@pytest.mark.parametrize(
    "options", [{"color_scheme": "dark"}, {"preferences": {"theme": "dark"}}], ids=["system", "chosen"]
)
def test_a_dark_page_is_printed_light(options: dict[str, Any], window: Callable[..., Page]) -> None:
    page = window(**options)
    page.goto("/")
    ground, ink = page.evaluate(COLOURS)
    assert brightness(ground) < 60 < 180 < brightness(ink)
    page.emulate_media(media="print")
    ground, ink = page.evaluate(COLOURS)
    assert brightness(ground) > 240
    assert brightness(ink) < 60
    assert page.locator(".site-header nav:visible, .segments:visible, button:visible").count() == 0
    assert page.locator(".printed:visible").count() == 1
    assert page.pdf()[:5] == b"%PDF-"
    page.emulate_media(media="screen")
    assert brightness(page.evaluate(COLOURS)[0]) < 60


def test_a_reader_chooses_text_and_colours_by_links(window: Callable[..., Page]) -> None:
    page = window()
    page.goto("/indicators/?q=%E7%81%AB%E7%82%AC")
    small = page.evaluate(SIZE)
    follow(page, ".site-header .tools a:visible:has-text('大字')")
    assert page.evaluate(SIZE) > small
    follow(page, ".site-footer a[href*='theme=dark']")
    assert brightness(page.evaluate(COLOURS)[0]) < 60
    follow(page, ".site-footer a[href*='lang=en']")
    assert page.locator("h1").inner_text() == "Indicators"
    # The reader is still where the search led.
    assert page.input_value("#find") == "火炬"


def follow(page: Page, link: str) -> None:
    with page.expect_navigation():
        page.click(link)
