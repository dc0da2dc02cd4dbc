"""A fault of our own is told in the site's dress, and tells nothing it should not."""

from typing import Any

import pytest
from django.test import Client

from dashboard.views import indicators
from tests.innovation.conftest import entered
from tests.markup import read


@pytest.mark.parametrize(("lang", "html"), [("zh-hans", "zh-CN"), ("en", "en")])
def test_a_page_that_cannot_be_made_is_excused_with_a_way_on(
    lang: str, html: str, district: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(indicators, "matches", broken)
    client.raise_request_exception = False
    client.cookies.load({"lang": lang})
    entered("one", topic=district.topic)
    answer = client.get("/indicators/")
    page = read(answer)
    assert answer.status_code == 500
    assert page.only("html")["lang"] == html
    assert len(page.all("header", of="site-header")) == 1
    assert [link["href"] for link in page.only("ul", of="way-on").all("a")] == ["/", "/indicators/"]
    assert "secret detail" not in answer.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "a" * 300, "localhost:x"])
def test_a_false_host_is_refused_without_being_repeated(host: str, district: Any, client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert host not in answer.content.decode()


def test_what_is_larger_than_any_file_is_refused_before_it_is_read(district: Any, client: Client) -> None:
    answer = client.generic("POST", "/admin/login/", b"", CONTENT_LENGTH=str(22 * 1024 * 1024))
    assert answer.status_code == 413
    assert read(answer).only("h1").text == "文件太大"
