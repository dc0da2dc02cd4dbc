"""Pages that grow while long work is done, and then lead on: no script and no other process is needed for them."""

import logging
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, override

logger = logging.getLogger(__name__)


def shown(
    site: admin.AdminSite, request: HttpRequest, title: Any, steps: Iterator[str], then: str
) -> StreamingHttpResponse:
    """A page that shows each step of the work as it is done; whoever leaves it stops the work."""
    page = render_to_string("admin/progress.html", {**site.each_context(request), "title": title}, request)
    answer = StreamingHttpResponse(progress(page, steps, then))
    # A proxy in front must not collect the page first.
    answer.headers["X-Accel-Buffering"] = "no"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def progress(page: str, steps: Iterator[str], then: str) -> Iterator[str]:
    """The page, a line for each step of the work, and the way on to an address."""
    before, _mark, after = page.partition("<!-- steps -->")
    language = get_language() or settings.LANGUAGE_CODE
    yield before
    with override(language):
        try:
            for step in steps:
                yield format_html("<p>{}</p>\n", step)
            yield format_html('<meta http-equiv="refresh" content="0;url={}">', then)
        except Exception:
            logger.exception("Long work failed")
            yield format_html("<p>{}</p>\n", gettext("This failed, and nothing was written. Try it once more."))
        yield format_html('<p><a href="{}">{}</a></p>', then, gettext("Go on"))
    yield after
