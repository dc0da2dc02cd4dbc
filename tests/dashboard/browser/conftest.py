"""The demonstration district, on file and served once for all windows."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.demonstration import load


@pytest.fixture(scope="package")
def demonstration_server(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:
    with django_db_blocker.unblock():
        load()
        server = LiveServer("localhost")
        yield server
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def served(demonstration_server: LiveServer) -> str:
    return demonstration_server.url


@pytest.fixture(autouse=True)
def _as_a_demonstration(settings: Any) -> None:
    settings.INNOVATION_DEMONSTRATION = True


@pytest.fixture
def window(open_browser: Callable[..., Any], served: str) -> Callable[..., Page]:
    """Opens a window of a kind, for a reader who has chosen these preferences."""

    def opened(preferences: dict[str, str] | None = None, **options: Any) -> Page:
        context = open_browser(**options)
        context.add_cookies([{"name": k, "value": v, "url": served} for k, v in (preferences or {}).items()])
        # Pages of faults are looked at like others: the console would note their status as an error.
        context.route("**/nothing/**", lambda route: route.fulfill(response=route.fetch(), status=200))
        page: Page = context.new_page()
        return page

    return opened
