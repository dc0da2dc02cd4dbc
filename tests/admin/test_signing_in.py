"""Signing in: plain words, and nobody guesses passwords for long."""

import logging
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse

from dashboard.security import client_address


@pytest.fixture
def _slowed_down(settings: Any) -> None:
    settings.AXES_ENABLED = True


def sign_in(password: str, name: str = "root", **meta: Any) -> Any:
    return Client().post(reverse("admin:login"), {"username": name, "password": password}, **meta)


def test_a_wrong_password_is_told_in_plain_words(superuser: User) -> None:
    browser = Client()
    browser.cookies["lang"] = "en"
    answer = browser.post(reverse("admin:login"), {"username": "root", "password": "wrong"})
    assert answer.status_code == 200
    assert "The account or the password is wrong. Mind capitals, and try again." in answer.content.decode()


def test_the_heading_is_the_name_of_the_product(client: Client, db: None) -> None:
    page = client.get(reverse("admin:login"))
    assert f">{page.context['site'].name} · {page.context['site_header']}</a>" in page.content.decode()


@pytest.mark.usefixtures("_slowed_down")
def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait(superuser: User) -> None:
    User.objects.create_superuser("other", password="secret")
    assert [sign_in("wrong").status_code for _try in range(9)] == [200] * 9
    assert sign_in("wrong").status_code == 429
    locked = sign_in("secret")
    assert (locked.status_code, "locked_out.html" in [part.name for part in locked.templates]) == (429, True)
    assert "root" not in locked.content.decode()
    assert sign_in("secret", "other").status_code == 302
    assert sign_in("secret", REMOTE_ADDR="192.0.2.7").status_code == 302


@pytest.mark.usefixtures("_slowed_down")
def test_the_right_password_starts_the_count_anew_and_is_written_down(
    superuser: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "axes"):
        for _round in range(3):
            assert [sign_in("wrong").status_code for _try in range(6)] == [200] * 6
            assert sign_in("secret").status_code == 302
    assert (AccessLog.objects.count(), AccessAttempt.objects.count()) == (3, 0)
    assert "New login failure" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.usefixtures("_slowed_down")
@pytest.mark.parametrize("name", ["\0", "长" * 10_000, "", "🙂"])
def test_no_name_makes_signing_in_fail(name: str, superuser: User) -> None:
    assert sign_in("wrong", name, HTTP_USER_AGENT="长" * 5000).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.9, 192.0.2.1", "192.0.2.1"),
        (2, "198.51.100.9, 192.0.2.1", "198.51.100.9"),
        (2, "192.0.2.1", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_an_address_is_taken_from_the_header_only_as_far_as_our_proxies_wrote_it(
    proxies: int, told: str, address: str, settings: Any
) -> None:
    settings.INNOVATION_PROXIES = proxies
    assert client_address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=told)) == address
