"""What every address of the API shares: its language, strict parameters, and what it answers to OPTIONS."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from innovation.api.language import CONTENT_LANGUAGE, wanted_language
from innovation.api.pagination import PARAMETERS as PAGE_PARAMETERS
from innovation.api.query import Parameter, read_query


class PublicView(APIView):
    """Answers anybody, in the language asked for, and refuses parameters it does not know.

    `query` holds the values of the parameters that were given.
    """

    parameters: Sequence[Parameter] = ()
    query: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = wanted_language(request)
        with translation.override(language):
            response: Any = super().dispatch(request, *args, **kwargs)
            # Now, while the language holds: what is lazy becomes words here.
            response.render()
        response.headers["Content-Language"] = CONTENT_LANGUAGE[language]
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            self.query = read_query(request.GET, self.accepted_parameters())

    def accepted_parameters(self) -> Sequence[Parameter]:
        """The parameters of this address."""
        return self.parameters

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """Which methods there are; nothing about what is kept."""
        return Response(status=204)


class PublicViewSet(mixins.ListModelMixin, PublicView, viewsets.GenericViewSet):
    """A list; `parameters` are those of the list, besides its pages, and `about` says what it lists."""

    about: Any = ""

    def accepted_parameters(self) -> Sequence[Parameter]:
        return (*self.parameters, *PAGE_PARAMETERS) if self.action == "list" else ()

    def page_of(self, rows: Any) -> Any:
        """The rows of the page that is asked for."""
        return self.paginate_queryset(rows)


class NothingHere(PublicView):
    """Every address below the API that is none."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404
