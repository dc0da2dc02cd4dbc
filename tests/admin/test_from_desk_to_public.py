"""A day in a bureau, in a real browser: entered, pasted, imported, mended, reviewed, and seen by everybody."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.urls import reverse
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from innovation.models import Area, Certification, Level, Observation, Scheme
from tests.admin.addresses import address
from tests.innovation.conftest import area, complete, counted, entered, enterprise, entry, level, state, unit
from tests.innovation.people import clerk, reviewer

HEADINGS = ["地区", "认定种类", "级别", "编号", "当时名称", "认定日期"]


@pytest.fixture
def district(settings: Any, transactional_db: None) -> Area:
    """A district with one public enterprise, a complete register of certificates, and two indicators."""
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    home = area("990101", name="澜江区")
    area("990101100000", parent=home, name="中兴街道")
    enterprise(home, name="示例阀门有限公司")
    entry(Scheme, "high-tech", name="高新技术企业")
    national: Level = level("national")
    national.name = "国家级"
    national.save()
    complete("certifications", home)
    criteria = [("scheme", "high-tech")]
    counted("high-tech", "certifications", "records", criteria, nature="stock", name="高新技术企业证书")
    state(entered("funds", unit=unit("cny-10k"), name="科技经费"), home, "2005", 580)
    clerk(home, "anna")
    reviewer(home, "bert")
    return home


@pytest.fixture
def desk(district: Area, open_browser: Callable[..., Any]) -> Callable[[str], Page]:
    """The window of somebody who signed in."""

    def opened(name: str) -> Page:
        context = open_browser()
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page: Page = context.new_page()
        page.goto(reverse("admin:login"))
        page.fill("#id_username", name)
        page.fill("#id_password", "secret")
        page.click("input[type=submit]")
        return page

    return opened


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return path


def enter_certificate(page: Page) -> None:
    page.goto(address(Certification, "add"), wait_until="networkidle")
    page.select_option("#id_scheme", label="高新技术企业")
    page.select_option("#id_level", label="国家级")
    for field, words in (("area", "澜江区"), ("enterprise", "示例阀门有限公司")):
        page.click(f"[aria-labelledby~=select2-id_{field}-container]")
        page.keyboard.type(words)
        page.click(f".select2-results__option:has-text('{words}')")
    page.fill("#id_issued_on", "2006-03-01")
    with page.expect_navigation():
        page.click("[name=_submit]")


def paste_grid(page: Page) -> None:
    page.goto(reverse("admin:grid"), wait_until="networkidle")
    page.evaluate("text => navigator.clipboard.writeText(text)", "640")
    page.locator("[data-column='0']").first.click()
    page.keyboard.press("Control+v")
    with page.expect_navigation(wait_until="networkidle"):
        page.click("[name=_submit]")


def send(page: Page, path: Path) -> None:
    page.goto(reverse("admin:import", args=["certifications"]))
    page.set_input_files("#id_file", path)
    page.click("text=核对文件")
    page.wait_for_selector(".summary")


def mended(path: Path, marked: Path) -> Path:
    """The marked copy with the three faults mended; what was right, and the marks, stand as they are."""
    rows = CalamineWorkbook.from_path(marked).get_sheet_by_index(0).to_python()
    assert [bool(row[-1]) for row in rows[1:]] == [False, False, True, True, True]
    rows[3][0], rows[4][5], rows[5][1] = "中兴街道", "2006-05-01", "高新技术企业"
    return workbook(path, rows)


def figure(page: Page) -> str:
    page.goto("/indicators/high-tech/?year=2006")
    return page.locator(".headline").inner_text().split()[0]


def test_what_is_entered_pasted_and_imported_is_public_once_it_was_reviewed(
    desk: Callable[[str], Page], tmp_path: Path, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    anna = desk("anna")
    enter_certificate(anna)
    paste_grid(anna)
    rows = [
        HEADINGS,
        ["澜江区", "高新技术企业", "国家级", "GR1", "甲公司", "2006-02-01"],
        ["中兴街道", "高新技术企业", "国家级", "GR2", "乙公司", "2006-02-01"],
        ["中兴", "高新技术企业", "国家级", "GR3", "丙公司", "2006-02-01"],
        ["澜江区", "高新技术企业", "国家级", "GR4", "丁公司", "200x"],
        ["澜江区", "高新技术", "国家级", "GR5", "戊公司", "2006-02-01"],
    ]
    send(anna, workbook(tmp_path / "certificates.xlsx", rows))
    assert "3 行有错，0 行要确认，2 行可导入。" in anna.inner_text(".summary")
    assert accessibility_faults(anna) == []
    with anna.expect_download() as download:
        anna.click("text=下载标了错的 Excel")
    send(anna, mended(tmp_path / "mended.xlsx", download.value.path()))
    assert "0 行有错，0 行要确认，5 行可导入。" in anna.inner_text(".summary")
    anna.click("text=导入 5 行无误的")
    anna.wait_for_selector("text=新增 5 条，改动 0 条")
    assert (Certification.objects.count(), Certification.objects.published().count()) == (6, 0)
    before = figure(anna)
    bert = desk("bert")
    bert.goto(reverse("admin:review"))
    assert accessibility_faults(bert) == []
    bert.check("#choose-all")
    with bert.expect_navigation():
        bert.click("text=发布所选")
    assert "已发布 7 条" in bert.inner_text(".messagelist")
    assert Observation.objects.published().filter(period="2006").count() == 1
    assert (before, figure(bert)) == ("0", "6")
