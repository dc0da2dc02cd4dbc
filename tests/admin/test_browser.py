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
