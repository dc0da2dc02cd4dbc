"""The description of the API in OpenAPI 3.1, made from the very declarations that answer."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from innovation.api.errors import PROBLEM_TYPE, ProblemSerializer
from innovation.api.query import Parameter
from innovation.api.views import PublicView

API_ROOT = "/api/v1/"
# Addresses that are a section of their own; all others below the root are registers.
SECTIONS = ("figures", "indicators", "areas", "code-lists", "sources")


class Described(AutoSchema):
    """How a view is described: its parameters as declared, its problems as RFC 9457 writes them."""

    view: Any

    def get_tags(self) -> list[str]:
        section = self.path.removeprefix(API_ROOT).split("/")[0]
        return [section if section in SECTIONS else "registers"]

    def get_summary(self) -> str:
        about = str(self.view.about)
        return about if self._is_list_view() else _("%(things)s: one of them") % {"things": about}

    def get_description(self) -> str:  # type: ignore[override]
        return ""

    def get_override_parameters(self) -> list[Any]:
        return [described(parameter) for parameter in self.view.accepted_parameters()]

    def get_response_serializers(self) -> Any:
        problem = (PROBLEM_TYPE,)
        return {
            200: getattr(self.view, "described_as", None) or self._get_serializer(),
            (400, *problem): OpenApiResponse(ProblemSerializer, _("A parameter is unknown or wrong.")),
            (404, *problem): OpenApiResponse(ProblemSerializer, _("Nothing public is kept under this address.")),
            ("default", *problem): OpenApiResponse(ProblemSerializer, _("Any other problem.")),
        }


def described(parameter: Parameter) -> OpenApiParameter:
    """A parameter as OpenAPI writes it."""
    schema: dict[str, Any] = dict(parameter.schema)
    if parameter.many:
        schema = {"type": "array", "items": schema}
    if parameter.example is not None:
        schema["examples"] = [str(parameter.example).split(",") if parameter.many else parameter.example]
    return OpenApiParameter(
        parameter.name,
        schema,
        required=parameter.required,
        description=str(parameter.description),
        style="form" if parameter.many else None,
        explode=False if parameter.many else None,
    )


@lru_cache(maxsize=len(settings.LANGUAGES))
def document(language: str) -> Any:
    """The description in a language, made once."""
    with translation.override(language):
        return SchemaGenerator().get_schema(request=None, public=True)


class SchemaView(PublicView):
    """The description itself."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(document(translation.get_language() or ""))
