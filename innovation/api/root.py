"""Where to begin: the addresses of all lists."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from innovation.api.codelists import CODE_LISTS
from innovation.api.registers import RECORD_VIEWSETS
from innovation.api.views import PublicView


class RootView(PublicView):
    """The addresses of all lists, of the description and of its readable form."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        def at(name: str) -> str:
            return reverse(f"api-{name}", request=request)

        registers = {code: at(f"{v.register.model._meta.model_name}-list") for code, v in RECORD_VIEWSETS.items()}
        return Response(
            {
                "figures": at("figure-list"),
                "indicators": at("indicator-list"),
                "areas": at("area-list"),
                "registers": registers,
                "code-lists": {name: at(f"code-lists-{name}-list") for name in CODE_LISTS},
                "sources": at("source-list"),
                "schema": at("schema"),
                "docs": at("docs"),
            }
        )
