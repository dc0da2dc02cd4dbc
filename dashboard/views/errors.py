"""What went wrong, in the site's dress, with a way on."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

LONGEST_WORDS = 300


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that asks for something impossible; the exception says what."""
    return _page(request, 400, _("The address cannot be read"), exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, _("This is not open to you"), exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing stands at the address; the exception says what was missed if a page raised it."""
    return _page(request, 404, _("There is no such page"), exception)


def content_too_large(request: HttpRequest) -> HttpResponse:
    """More was sent than is taken."""
    context = {"title": _("The file is too large"), "what": _("At most 20 MB are taken. Divide the file.")}
    return render(request, "error.html", context, status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "error.html", status=500)


def _page(request: HttpRequest, status: int, title: str, exception: Exception) -> HttpResponse:
    # Faults that Django finds are told in words for those who run the site.
    is_ours = isinstance(exception, BadRequest | Http404) and exception.args and isinstance(exception.args[0], str)
    words = exception.args[0] if is_ours else ""
    what = words[:LONGEST_WORDS] or _("Check the address, or go on from here.")
    return render(request, "error.html", {"title": title, "what": what}, status=status)
