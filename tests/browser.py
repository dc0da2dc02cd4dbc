"""A real browser: pages that must neither leave this machine nor complain in the console."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

AXE = Path(__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        if os.environ.get("INNOVATION_REQUIRE_ALL") == "1":
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    # Playwright runs an event loop in this thread; Django would refuse to reach the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def served(live_server: Any) -> str:
    """Where the site stands; tests that all read the same data may serve it themselves."""
    return str(live_server.url)


@pytest.fixture
def open_browser(chromium: Browser, served: str) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browser windows of the wanted kind (``viewport=``, ``color_scheme=`` …), all of them watched."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(**options: Any) -> BrowserContext:
        wanted = {"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}} | options
        context = chromium.new_context(base_url=served, **wanted)
        contexts.append(context)
        _watch(context, urlsplit(served).netloc, faults)
        return context

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_browser: Callable[..., BrowserContext]) -> Page:
    """An empty window of 1440 by 900; its addresses are relative to the test server."""
    return open_browser().new_page()


@pytest.fixture
def accessibility_faults() -> Callable[[Page], list[str]]:
    """Finds what axe holds against a page: the rule and the places, one text for each."""

    def found(page: Page) -> list[str]:
        # Evaluated and not added as a script: the page's content security policy stays as it is.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        violations = page.evaluate("axe.run({preload: false}).then(result => result.violations)")
        return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in violations]

    return found


def _watch(context: BrowserContext, host: str, faults: list[str]) -> None:
    """Notes each request to another host, each error in the console and each uncaught exception."""

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).netloc in (host, ""):
            route.continue_()
        else:
            faults.append(f"request to {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console: {message.text}")

    context.route("**/*", guard)
    context.on("console", listen)
    context.on("weberror", lambda error: faults.append(f"uncaught: {error.error}"))
