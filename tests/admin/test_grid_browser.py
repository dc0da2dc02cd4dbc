"""The grid in a real browser: filled like a spreadsheet, checked, ticked and saved."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page

from innovation.models import Observation
from tests.admin.test_browser import SIZES, sign_in
from tests.innovation.conftest import area, entered, entry, state, unit

BEFORE = (("funds", "cny-10k", 580), ("clubs", "count", 12), ("share", "percent", "14.6"))


@pytest.fixture(autouse=True)
def district(settings: Any, superuser: User) -> None:
    """A district that had 580 (10,000 yuan) of funds, 12 clubs and a share of 14.6% the year before."""
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    home = area(name="澜江区")
    for order, (name, code, value) in enumerate(BEFORE):
        state(entered(name, unit=unit(code), order=order), home, "2005", value)


@pytest.fixture
def grid(open_browser: Callable[..., Any]) -> Page:
    """The grid, opened by somebody whose browser may use the clipboard."""
    return opened(open_browser())


def opened(context: Any) -> Page:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page: Page = context.new_page()
    sign_in(page)
    page.goto(reverse("admin:grid"), wait_until="networkidle")
    return page


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def values(page: Page, column: int = 0) -> list[str]:
    return [cell.input_value() for cell in page.locator(f"[data-column='{column}']").all()]


def focused(page: Page) -> tuple[str, str]:
    """The indicator and the column of the cell that has the focus."""
    name = page.evaluate("document.activeElement.closest('tr').querySelector('th').firstChild.textContent.trim()")
    return name, page.evaluate("document.activeElement.dataset.column")


def hand_in(page: Page) -> None:
    with page.expect_navigation(wait_until="networkidle"):
        page.click("[name=_submit]")


def on_file() -> list[tuple[Any, ...]]:
    rows = Observation.objects.filter(period="2006").order_by("indicator__order")
    return [(row.indicator.code, str(row.printed), row.qualifier, row.status, row.remark, row.state) for row in rows]


def test_a_block_is_pasted_checked_ticked_and_handed_in(grid: Page) -> None:
    grid.focus("[data-column='0'] >> nth=0")
    paste(grid, '6200000\t\t\t"两行\n备注"\r\n13\tgt-yu\tP\t\r\n15.25\r\n')
    assert (values(grid, 0), values(grid, 1)) == (["6200000", "13", "15.25"], ["", "gt-yu", ""])
    assert (values(grid, 2), values(grid, 3)) == (["A", "P", "A"], ["两行 备注", "", ""])
    changes = [
        told.inner_text().replace(" points", "").replace("个百分点", "") for told in grid.locator("output").all()
    ]
    assert changes == ["+1,068,865.5%", "+8.3%", "+0.65"]
    hand_in(grid)
    assert on_file() == []
    assert grid.evaluate("document.activeElement.className") == "errornote"
    grid.click(".errornote a")
    assert grid.evaluate("document.activeElement.type") == "checkbox"
    grid.keyboard.press("Space")
    grid.fill(".grid-doubts [type=text]", "省里专项")
    hand_in(grid)
    assert on_file() == [
        ("funds", "6200000", "", "A", "两行 备注", "submitted"),
        ("clubs", "13", "gt-yu", "P", "", "submitted"),
        ("share", "15.25", "", "A", "", "submitted"),
    ]


def test_keys_move_between_cells_and_undo(grid: Page) -> None:
    grid.focus("[data-column='0'] >> nth=0")
    places = []
    for key in ("ArrowDown", "Enter", "Shift+Enter", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        grid.keyboard.press(key)
        places.append(focused(grid))
    assert places == [
        ("clubs", "0"),
        ("share", "0"),
        ("clubs", "0"),
        ("funds", "0"),
        ("funds", "1"),
        ("funds", "2"),
        ("funds", "3"),
        ("funds", "2"),
    ]
    grid.focus("[data-column='0'] >> nth=1")
    grid.keyboard.type("25")
    grid.keyboard.press("ArrowLeft")
    assert focused(grid) == ("clubs", "0")
    grid.keyboard.press("Escape")
    assert values(grid) == ["", "", ""]
    grid.keyboard.press("Shift+Enter")
    grid.keyboard.press("Enter")
    assert on_file() == []


def test_what_does_not_fit_is_told(grid: Page) -> None:
    grid.focus("[data-column='1'] >> nth=2")
    paste(grid, "大约摸\tP\tremark\t1\n2\t3")
    said = grid.inner_text("#grid-status")
    assert [part in said for part in ("2", "3", "大约摸")] == [True, True, True]
    assert (values(grid, 1)[2], values(grid, 2)[2], values(grid, 3)[2]) == ("", "P", "remark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_it_is_accessible_and_fits_the_screen(
    size: dict[str, int],
    scheme: str,
    open_browser: Callable[..., Any],
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    home = Observation.objects.first().area
    other = entered("other", topic=entry(type(Observation.objects.first().indicator.topic), "other"))
    state(other, home, "2006", 13, state="draft")
    page = opened(open_browser(viewport=size, color_scheme=scheme))
    for indicator, text in (("funds", "6200000"), ("clubs", "many"), ("share", "15")):
        page.fill(f".grid-row:has-text('{indicator}') .grid-value", text)
    for _step in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        assert accessibility_faults(page) == []
        with page.expect_navigation(wait_until="networkidle"):
            page.click("input.default")
    assert page.locator("[aria-invalid=true], .grid-doubts").count() == 2
