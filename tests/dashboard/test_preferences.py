"""Language, text size and colours: chosen by plain links, kept in cookies, and nobody is led astray."""

from http.cookies import Morsel

import pytest
from django.core.exceptions import BadRequest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import get_language

from dashboard.preferences import PreferencesMiddleware, choose, site
from innovation.models import Area

ELSEWHERE = [
    "https://example.org/",
    "//example.org/",
    "///example.org",
    "/\\example.org",
    "http:example.org",
    "javascript:alert(1)",
    "\x00//example.org",
    " //example.org",
    "",
]


def chosen(client: Client, address: str) -> dict[str, str]:
    """The cookies that an address sets."""
    return {name: morsel.value for name, morsel in client.get(address).cookies.items()}


def language_in(cookies: dict[str, str], **headers: str) -> tuple[str | None, str]:
    """The language a page is made in, and the language its answer names."""
    seen: list[str | None] = []

    def page(request):
        seen.append(get_language())
        return HttpResponse()

    request = RequestFactory().get("/", headers=headers)
    request.COOKIES.update(cookies)
    response = PreferencesMiddleware(page)(request)
    return seen[0], response.headers["Content-Language"]


def test_chinese_is_first_whatever_the_browser_prefers():
    assert language_in({}, accept_language="en") == ("zh-hans", "zh-CN")


def test_the_cookie_decides_the_language():
    assert language_in({"lang": "en"}) == ("en", "en")


@pytest.mark.parametrize("value", ["de", "", "zh-hans\x00", "x" * 10_000])
def test_a_cookie_that_names_no_language_is_passed_over(value):
    assert language_in({"lang": value}) == ("zh-hans", "zh-CN")


def test_the_language_of_one_answer_does_not_stay_for_the_next():
    before = get_language()
    language_in({"lang": "en"})
    assert get_language() == before


def test_caches_are_told_that_answers_differ_by_cookie():
    request = RequestFactory().get("/")
    assert PreferencesMiddleware(lambda _: HttpResponse())(request).headers["Vary"] == "Cookie"


def test_several_preferences_are_kept_by_one_link(client):
    assert chosen(client, "/preferences?lang=en&text=large&theme=dark") == {
        "lang": "en",
        "text": "large",
        "theme": "dark",
    }


def test_a_cookie_lasts_a_year_and_no_script_reads_it(client):
    morsel: Morsel[str] = client.get("/preferences?text=large").cookies["text"]
    assert (morsel["max-age"], morsel["httponly"], morsel["samesite"], morsel["path"]) == (31536000, True, "Lax", "/")


def test_the_reader_comes_back_to_the_same_page_in_the_same_state(client):
    response = client.get("/preferences", {"text": "large", "next": "/indicators/?q=高新&area=990101"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/indicators/?q=%E9%AB%98%E6%96%B0&area=990101"


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_nobody_is_led_to_another_host(client, onward):
    assert client.get("/preferences", {"text": "large", "next": onward}).headers["Location"] == "/"


@pytest.mark.parametrize("query", ["lang=de", "text=", "theme=dark%00", "lang=" + "x" * 10_000])
def test_a_choice_that_does_not_exist_is_refused_in_words(query):
    with pytest.raises(BadRequest, match="can be|可取"):
        choose(RequestFactory().get(f"/preferences?{query}"))


def test_preferences_are_not_changed_by_posting(client):
    assert client.post("/preferences?lang=en").status_code == 405


def test_every_choice_leads_back_to_where_the_reader_is():
    request = RequestFactory().get("/indicators/?q=1&area=990101")
    hrefs = [option["href"] for option in site(request)["site"].choices["theme"]["options"]]
    assert hrefs == [
        f"/preferences?theme={theme}&next=%2Findicators%2F%3Fq%3D1%26area%3D990101"
        for theme in ("system", "light", "dark")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "name"), [("zh-hans", "澜江区科技创新指标"), ("en", "Lanjiang District innovation indicators")]
)
def test_the_site_is_named_after_its_district_with_one_query(client, django_assert_num_queries, language, name):
    Area.objects.create(code="990101", name="澜江区", name_en="Lanjiang District", type=Area.Type.DISTRICT)
    request = RequestFactory().get("/")
    request.COOKIES["lang"] = language

    def names(request):
        frame = site(request)["site"]
        return HttpResponse(f"{frame.name}|{frame.name}|{frame.bureau_full}")

    with django_assert_num_queries(1):
        response = PreferencesMiddleware(names)(request)
    assert response.content.decode().split("|")[:2] == [name, name]


@pytest.mark.django_db
def test_the_frame_stands_without_a_database(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    assert site(RequestFactory().get("/"))["site"].name in ("科技创新指标", "Innovation indicators")


@pytest.mark.django_db
def test_a_page_carries_the_choices_of_its_reader(client):
    client.cookies.load({"lang": "en", "text": "large", "theme": "dark"})
    page = client.get("/indicators/").content.decode()
    assert '<html lang="en"\n      data-theme="dark"\n      data-text="large">' in page
    assert 'css/dark.css" media="screen" data-dark' in page


@pytest.mark.django_db
def test_without_choices_the_colours_follow_the_system(client):
    page = client.get("/indicators/").content.decode()
    assert '<html lang="zh-CN"\n      data-theme="system"\n      data-text="standard">' in page
    assert 'media="screen and (prefers-color-scheme: dark)"' in page


@pytest.mark.django_db
def test_a_reader_who_wants_light_never_gets_the_dark_colours(client):
    client.cookies.load({"theme": "light"})
    assert "dark.css" not in client.get("/indicators/").content.decode()
