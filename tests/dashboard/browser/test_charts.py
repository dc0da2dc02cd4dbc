"""Charts are drawn, say what their tables say, and can be read by keys and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.dashboard.drawings import charts, drawn, numbers
from tests.markup import parsed

pytestmark = pytest.mark.django_db

PAGES = {
    "/": 5,
    "/areas/990101/?year=2004": 5,
    "/indicators/high-tech/": 1,
    "/indicators/high-tech/?by=level": 1,
    "/indicators/high-tech/?by=area": 1,
    "/indicators/activities/?by=series": 1,
    "/indicators/torch/": 1,
    "/indicators/gdp/": 1,
}
# How many pixels of each canvas are not of the colour in its corner.
INK = """() => [...document.querySelectorAll("figure[data-chart] canvas")].map((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.filter((pixel) => pixel !== pixels[0]).length;
})"""


@pytest.mark.parametrize("address", PAGES)
def test_each_chart_is_drawn_from_what_its_table_says(address: str, window: Callable[..., Page]) -> None:
    page = window()
    page.goto(address)
    ink = page.evaluate(INK)
    assert len(ink) == PAGES[address]
    assert all(pixels > 1000 for pixels in ink)
    assert page.locator(".chart-failed:visible").count() == 0
    assert page.locator("details.chart-table[open]").count() == 0
    for data, table in charts(parsed(page.content())):
        assert drawn(data) == numbers(table)


def test_the_arrow_keys_say_the_values_of_each_year(window: Callable[..., Page]) -> None:
    page = window({"lang": "en"})
    page.goto("/indicators/high-tech/?by=level")
    page.locator("figure.chart canvas").focus()
    said = []
    for key in ("ArrowRight", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home", "ArrowLeft", "Escape"):
        page.keyboard.press(key)
        said.append(page.locator("figure.chart [role=status]").inner_text())
    assert [words[:4] for words in said] == ["2003", "2004", "2006", "2006", "2005", "2003", "2003", ""]
    assert said[2] == "2006: National 7 items, Provincial 16 items, Municipal 32 items, Total 55 items"


@pytest.mark.parametrize("address", PAGES)
def test_without_script_the_numbers_of_each_chart_stand_open(address: str, window: Callable[..., Page]) -> None:
    page = window(java_script_enabled=False)
    page.goto(address)
    tables = page.locator("figure.chart table:visible")
    assert tables.count() == PAGES[address]
    assert page.locator("figure.chart canvas:visible").count() == 0
    assert all(len(words) > 20 for words in tables.all_inner_texts())
    assert page.locator("[data-print]:visible").count() == 0
