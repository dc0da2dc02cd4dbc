"""Pages fit every window and every reader: phones, large text, dark colours, keys, paper."""

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
    assert page.locator(".site-header nav:visible, .controls:visible").count() == 0
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
