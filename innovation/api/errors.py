"""Everything that goes wrong, told as RFC 9457 says: application/problem+json."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import set_rollback

logger = logging.getLogger("django.request")

PROBLEM_TYPE = "application/problem+json"
TITLES = {
    HTTPStatus.BAD_REQUEST: gettext_lazy("The request cannot be understood"),
    HTTPStatus.NOT_FOUND: gettext_lazy("There is nothing at this address"),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_lazy("This address cannot be used that way"),
    HTTPStatus.NOT_ACCEPTABLE: gettext_lazy("There is no such form of this answer"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: gettext_lazy("The body is of a kind that is not read here"),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_lazy("Too many requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: gettext_lazy("The answer could not be made"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one parameter, and what may have been meant."""

    parameter: str
    message: str
    suggestion: str = ""

    def as_data(self) -> dict[str, str]:
        told = {"parameter": self.parameter, "message": self.message}
        return told | {"suggestion": self.suggestion} if self.suggestion else told


class Refused(exceptions.APIException):
    """The request asks for something in words we do not know; `faults` says which."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(_("See “errors” for what is wrong with each parameter."))
        self.faults = faults


class FaultSerializer(serializers.Serializer):
    """What is wrong with one parameter."""

    parameter = serializers.CharField(help_text=gettext_lazy("The parameter that is wrong."))
    message = serializers.CharField(help_text=gettext_lazy("What is wrong with it."))
    suggestion = serializers.CharField(
        required=False, help_text=gettext_lazy("What was perhaps meant; missing if nothing is close.")
    )


class ProblemSerializer(serializers.Serializer):
    """What went wrong, as RFC 9457 describes it."""

    type = serializers.CharField(
        help_text=gettext_lazy("Always about:blank: the status says what kind of problem it is.")
    )
    title = serializers.CharField(help_text=gettext_lazy("The kind of problem in words."))
    status = serializers.IntegerField(help_text=gettext_lazy("The HTTP status."))
    detail = serializers.CharField(help_text=gettext_lazy("What went wrong this time."))
    errors: Any = FaultSerializer(
        many=True, required=False, help_text=gettext_lazy("One entry for each wrong parameter, with status 400.")
    )


def problem(exception: Exception, context: dict[str, Any]) -> Response:
    """The answer to an exception: DRF's exception handler.

    What nobody foresaw is written down and told as 500 without its particulars.
    """
    known = _as_known(exception)
    if known is None:
        logger.error("Internal Server Error: %s", context["request"].path, exc_info=exception)
        known = exceptions.APIException(_("The fault is ours and has been written down. Try again in a while."))
    set_rollback()
    return _answer(known)


def _as_known(exception: Exception) -> exceptions.APIException | None:
    if isinstance(exception, Http404):
        # Its words, if any, are Django's and English.
        return exceptions.NotFound(_("Nothing public is kept under this address."))
    if isinstance(exception, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(exception, SuspiciousOperation):
        return exceptions.ParseError(_("The request is not valid."))
    return exception if isinstance(exception, exceptions.APIException) else None


def _answer(exception: exceptions.APIException) -> Response:
    status = HTTPStatus(exception.status_code)
    detail = exception.detail
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES.get(status, status.phrase)),
        "status": status.value,
        "detail": str(detail) if isinstance(detail, str | Promise) else _("The request is not valid."),
    }
    if isinstance(exception, Refused):
        body["errors"] = [fault.as_data() for fault in exception.faults]
    response = Response(body, status=status, content_type=PROBLEM_TYPE)
    if (wait := getattr(exception, "wait", None)) is not None:
        response["Retry-After"] = str(int(wait) + 1)
    return response
