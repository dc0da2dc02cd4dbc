"""Pages of a list: {count, next, previous, results}."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from innovation.api import query

PAGE_SIZE = 50
LARGEST_PAGE = 500

PARAMETERS = (
    query.whole_number("page", gettext_lazy("Which page, from 1."), 1, 999_999, example=1),
    query.whole_number(
        "page_size",
        gettext_lazy("How many rows on a page; 50 if not given."),
        1,
        LARGEST_PAGE,
        example=PAGE_SIZE,
    ),
)


class Pages(BasePagination):
    """Cuts a list into pages as the view's parameters `page` and `page_size` say."""

    def paginate_queryset(self, rows: QuerySet[Any] | Sequence[Any], request: Request, view: Any = None) -> list[Any]:
        """The rows of the page, or NotFound behind the last page."""
        size = view.query.get("page_size", PAGE_SIZE)
        self.request = request
        self.number = view.query.get("page", 1)
        self.count = rows.count() if isinstance(rows, QuerySet) else len(rows)
        self.last = max(1, -(-self.count // size))
        if self.number > self.last:
            raise NotFound(_("The last page is %(last)s.") % {"last": self.last})
        return list(rows[(self.number - 1) * size : self.number * size])

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "count": self.count,
                "next": self._address(self.number + 1),
                "previous": self._address(self.number - 1),
                "results": data,
            }
        )

    def _address(self, number: int) -> str | None:
        if not 1 <= number <= self.last:
            return None
        return replace_query_param(self.request.build_absolute_uri(), "page", number)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": _("How many rows there are on all pages.")},
                "next": address | {"description": _("The address of the next page, null on the last one.")},
                "previous": address | {"description": _("The address of the page before, null on the first one.")},
                "results": schema,
            },
        }
