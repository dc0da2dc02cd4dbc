"""What browsers may do with pages of this site, and what this site takes from browsers."""

import contextlib
import ipaddress
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dashboard.views.errors import content_too_large

UNUSED_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def policy(directives: Mapping[str, Iterable[str]]) -> str:
    """The value of a Content-Security-Policy header."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def client_address(request: HttpRequest) -> str:
    """The address a request came from, as the outermost of our own proxies saw it."""
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if 0 < settings.INNOVATION_PROXIES <= len(told):
        with contextlib.suppress(ValueError):
            return str(ipaddress.ip_address(told[-settings.INNOVATION_PROXIES]))
    return str(request.META.get("REMOTE_ADDR", ""))


class SecurityHeadersMiddleware:
    """Adds the content security policy and switches off browser features nobody uses here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(settings.SECURE_CSP))
        response.headers.setdefault("Permissions-Policy", UNUSED_FEATURES)
        return response


class RequestSizeMiddleware:
    """Refuses what is larger than any file that is taken, before anything of it is read.

    A body without a length is none to Django.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            return content_too_large(request)
        return self.get_response(request)


class CookiesMiddleware:
    """Leaves out cookies that this site cannot have set: PostgreSQL takes no NUL, and none of ours holds one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name, value in list(request.COOKIES.items()):
            if any(unicodedata.category(character) == "Cc" for character in value):
                del request.COOKIES[name]
        return self.get_response(request)
