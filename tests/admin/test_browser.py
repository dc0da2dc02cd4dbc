"""The admin in a real browser: nothing held against it by axe, nothing that the content security policy stops."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page

from innovation import models
from innovation.periods import today
from tests.admin.addresses import address
from tests.admin.rows import make
from tests.innovation.conftest import entered, enterprise, state

SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]


def sign_in(page: Page) -> None:
    page.goto(reverse("admin:login"))
    page.fill("#id_username", "root")
    page.fill("#id_password", "secret")
    page.click("input[type=submit]")


def file_duties() -> None:
    """Something in every section of the first page."""
    past = today() - dt.timedelta(10)
    certificate = make(models.Certification)
    certificate.valid_to, certificate.state = today() + dt.timedelta(10), models.State.PUBLISHED
    certificate.save()
    project = make(models.Project)
    project.due_on, project.state = past, models.State.PUBLISHED
    project.save()
    where = certificate.area
    state(entered("owed", name="研究与试验发展经费", due_days=0, owner="计划科"), where, str(past.year - 5), 1)
    for number, kind in enumerate((models.State.DRAFT, models.State.RETURNED, models.State.SUBMITTED)):
        author = User.objects.get(username="root") if kind != models.State.SUBMITTED else None
        enterprise(where, name=f"示例企业{2000 + number}", state=kind, entered_by=author, review_note="名称不全")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_index_list_forms_and_history_are_accessible(
    size: dict[str, int],
    scheme: str,
    superuser: User,
    open_browser: Callable[..., Any],
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    make(models.Talent)
    enterprise = make(models.FormerName).enterprise
    indicator = make(models.Criterion).indicator
    file_duties()
    page = open_browser(viewport=size, color_scheme=scheme).new_page()
    sign_in(page)
    addresses = [
        reverse("admin:index"),
        reverse("admin:expiring"),
        reverse("admin:missing"),
        reverse("admin:overdue"),
        address(models.CalendarFeed, "change", make(models.CalendarFeed).pk),
        address(models.Enterprise, "changelist"),
        address(models.Enterprise, "change", enterprise.pk),
        address(models.Enterprise, "history", enterprise.pk),
        address(models.Indicator, "change", indicator.pk),
        address(models.Observation, "add"),
    ]
    for place in addresses:
        page.goto(place, wait_until="networkidle")
        assert (place, page.evaluate("document.documentElement.scrollWidth")) == (place, size["width"])
        assert (place, accessibility_faults(page)) == (place, [])


def test_a_row_is_looked_up_by_typing(superuser: User, page: Page) -> None:
    enterprise = make(models.Enterprise)
    sign_in(page)
    page.goto(address(models.Certification, "add"))
    page.click("[aria-labelledby~=select2-id_enterprise-container]")
    page.keyboard.type("示例")
    page.click(f".select2-results__option:has-text('{enterprise.name}')")
    assert page.input_value("#id_enterprise") == str(enterprise.pk)


def test_the_pages_that_say_no_or_ask_twice_are_accessible(
    superuser: User, page: Page, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    certificate, policy = make(models.Certification), make(models.Policy)
    source = make(models.Attachment).source
    enterprise = certificate.enterprise
    enterprise.name = "新名"
    enterprise.save()
    state = address(models.Enterprise, "simple_history", enterprise.pk, enterprise.history.last().pk)
    page.goto(reverse("admin:login"))
    assert ("login", accessibility_faults(page)) == ("login", [])
    sign_in(page)
    for place in (
        address(models.Enterprise, "delete", enterprise.pk),
        address(models.Policy, "delete", policy.pk),
        address(models.Enterprise, "history", enterprise.pk),
        state,
        address(models.Source, "change", source.pk),
        address(models.Source, "add"),
    ):
        page.goto(place, wait_until="networkidle")
        assert (place, accessibility_faults(page)) == (place, [])


def test_the_page_of_a_conflict_is_accessible(
    superuser: User, page: Page, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    enterprise = make(models.Enterprise)
    sign_in(page)
    page.goto(address(models.Enterprise, "change", enterprise.pk))
    page.fill("#id_name", "我的改动")
    enterprise.name = "他人所改"
    enterprise.save()
    page.keyboard.press("Control+s")
    page.wait_for_selector(".conflict")
    assert accessibility_faults(page) == []
    assert page.input_value("#id_name") == "我的改动"
    page.check("[name=_rebase]")
    page.click("[name=_save]")
    page.wait_for_selector(".errornote")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    enterprise.refresh_from_db()
    assert enterprise.name == "我的改动"


def test_a_certificate_is_entered_without_the_mouse(superuser: User, page: Page) -> None:
    enterprise, area = make(models.Enterprise), models.Area.objects.get()
    scheme, level = make(models.Scheme, 1), make(models.Level, 2)
    sign_in(page)
    page.goto(address(models.Certification, "add"), wait_until="networkidle")
    keys = page.keyboard
    assert page.evaluate("document.activeElement.id") == "id_scheme"
    keys.press("ArrowDown")
    reach(page, "id_level")
    keys.press("ArrowDown")
    reach(page, "id_number")
    keys.type("GR200633000001")
    look_up(page, "area", area.code)
    look_up(page, "enterprise", "示例")
    reach(page, "id_issued_on")
    keys.type("2006年8月11日")
    keys.press("Control+s")
    page.wait_for_selector(".messagelist .success")
    kept = models.Certification.objects.get()
    told = (kept.scheme, kept.level, kept.number, kept.area, kept.enterprise, str(kept.issued_on))
    assert told == (scheme, level, "GR200633000001", area, enterprise, "2006-08-11")


def reach(page: Page, field: str) -> None:
    """Go on by the tabulator until a field is reached."""
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    raise AssertionError(f"{field} is not reached")


def look_up(page: Page, field: str, words: str) -> None:
    """Go on until a field that looks rows up is reached, type, and take what is found first."""
    shown = f"select2-id_{field}-container"
    for _step in range(40):
        page.keyboard.press("Tab")
        if shown in (page.evaluate("document.activeElement.getAttribute('aria-labelledby')") or ""):
            break
    else:
        raise AssertionError(f"{field} is not reached")
    page.keyboard.press("Enter")
    page.keyboard.type(words)
    page.wait_for_selector(".select2-results__option--highlighted:not(.loading-results)")
    page.keyboard.press("Enter")


def test_today_is_entered_by_one_key(superuser: User, page: Page, settings: Any) -> None:
    settings.INNOVATION_TODAY = dt.date(2006, 12, 31)
    sign_in(page)
    page.goto(address(models.Certification, "add"))
    page.click("#id_issued_on + button.today")
    assert page.input_value("#id_issued_on") == "2006-12-31"
