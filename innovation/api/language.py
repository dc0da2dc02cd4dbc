"""The language an answer is written in: the one the client's Accept-Language prefers, else Chinese."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

CONTENT_LANGUAGE = {"zh-hans": "zh-CN", "en": "en"}


def wanted_language(request: HttpRequest) -> str:
    """The first language of the header that we write, `*` and none meaning our own first one."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
