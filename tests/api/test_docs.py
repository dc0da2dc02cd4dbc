"""The page that explains the API."""

import html
import re
import shlex

import pytest


@pytest.fixture
def page_text(client, indicators):
    answer = client.get("/api/v1/docs/")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_it_names_every_list_and_every_parameter(page_text, ask):
    schema = ask("schema/").json()
    for path, operations in schema["paths"].items():
        assert path in page_text
        for parameter in operations["get"].get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page_text or parameter["in"] == "path"


def test_its_commands_work(page_text, client):
    commands = re.findall(r"<code>(curl .*?)</code>", page_text, re.DOTALL)
    assert len(commands) > 10
    for command in commands:
        _curl, _get, address, *options = shlex.split(command.replace("\\\n", " "))
        query = dict(option.split("=", 1) for option in options if option != "--data-urlencode")
        answer = client.get(address.removeprefix("http://testserver"), query)
        # Two addresses are about one figure, which has to be named.
        assert answer.status_code == 200 or "/figures/records/" in address or "/figures/statements/" in address


def test_it_says_nothing_of_talents(page_text):
    assert "talents" not in page_text


def test_it_is_in_the_language_of_the_site(client, indicators):
    client.cookies["lang"] = "en"
    english = client.get("/api/v1/docs/", headers={"accept-language": "zh-CN"}).content.decode()
    assert "How to read a figure" in english


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_well_offline_and_on_a_phone(
    open_browser, live_server, accessibility_faults, indicators, lang, scheme
):
    context = open_browser(viewport={"width": 320, "height": 800}, color_scheme=scheme)
    context.add_cookies([{"name": "lang", "value": lang, "url": live_server.url}])
    page = context.new_page()
    page.goto("/api/v1/docs/")
    for summary in page.locator("summary").all()[:3]:
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert accessibility_faults(page) == []
