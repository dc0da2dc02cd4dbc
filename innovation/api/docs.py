"""The description as a page to read, made on the server from the same document."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innovation.api.indicators import dimensions_of
from innovation.api.openapi import document
from innovation.indicators.catalogue import Catalogue
from innovation.periods import today

# The sections of the page, in their order: the tags of the description.
SECTIONS = {
    "figures": gettext_lazy("Figures"),
    "indicators": gettext_lazy("Indicators"),
    "areas": gettext_lazy("Areas"),
    "registers": gettext_lazy("Registers"),
    "sources": gettext_lazy("Sources"),
    "code-lists": gettext_lazy("Code lists"),
}


# What has a code and its names is told in one line: most rows hold several of them.
CODED: dict[str, Any] = {"type": "code, name, name_en", "names": {"code", "name", "name_en"}}


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """How to use the API."""
    schema = document(get_language() or settings.LANGUAGE_CODE)
    root = request.build_absolute_uri(reverse("api-root"))
    context = {
        "root": root,
        "schema_href": reverse("api-schema"),
        "examples": examples(root),
        "figure_fields": fields_of({"$ref": "#/components/schemas/Figure"}, schema),
        "problem_fields": fields_of({"$ref": "#/components/schemas/Problem"}, schema),
        "sections": sections(schema, request),
    }
    return render(request, "api_docs.html", context)


# Examples


def examples(root: str) -> list[dict[str, str]]:
    """Commands that work here: about indicators there are, in the area of this bureau."""
    indicators, year = list(Catalogue()), str(today().year)
    divided = next((indicator.code for indicator in indicators if "level" in dimensions_of(indicator)), None)
    asked: list[tuple[str, dict[str, str]]] = [(_("All figures of a year"), {"period": year})]
    for first in indicators[:1]:
        asked.append((_("One indicator over several years"), {"indicator": first.code, "from": "2003", "to": year}))
    if divided:
        asked.append((_("Divided by level"), {"indicator": divided, "period": year, "by": "level"}))
        asked.append((_("For each area directly below"), {"indicator": divided, "period": year, "by": "area"}))
    return [{"label": label, "command": curl(f"{root}figures/", query)} for label, query in asked]


def curl(address: str, query: dict[str, str]) -> str:
    """The command that asks for it, whatever characters the values have."""
    return " \\\n  ".join([f"curl --get '{address}'", *(f"--data-urlencode '{k}={v}'" for k, v in query.items())])


# What the description says, for a template


def sections(schema: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """All lists by section. What answers for one row of a list is told with the list."""
    found: dict[str, list[Any]] = {tag: [] for tag in SECTIONS}
    for path, operations in schema["paths"].items():
        if "{" not in path:
            operation = operations["get"]
            found[operation["tags"][0]].append(told(path, operation, schema, request))
    return [{"id": tag, "title": SECTIONS[tag], "lists": lists} for tag, lists in found.items()]


def told(path: str, operation: Any, schema: Any, request: HttpRequest) -> dict[str, Any]:
    one = next((other for other in schema["paths"] if other.startswith(f"{path}{{")), "")
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    rows = resolved(resolved(answer, schema)["properties"]["results"]["items"], schema)
    return {
        "path": path,
        "one": one,
        "title": operation["summary"],
        "parameters": [parameter_told(parameter) for parameter in operation.get("parameters", [])],
        "fields": fields_of(rows, schema),
        "command": curl(request.build_absolute_uri(path), {}),
    }


def parameter_told(parameter: Any) -> dict[str, Any]:
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "required": parameter.get("required", False),
        "description": parameter.get("description", ""),
        "values": ", ".join(schema.get("items", schema).get("enum", [])),
    }


def fields_of(reference: Any, schema: Any) -> list[dict[str, Any]]:
    """The fields of a component: name, kind and meaning, and the fields of what it holds, named with a point."""
    properties = resolved(reference, schema).get("properties", {})
    return [field for name, prop in properties.items() for field in _field(name, prop, schema)]


def _field(name: str, prop: Any, schema: Any) -> Iterator[dict[str, Any]]:
    kinds = [CODED if kind.get("properties", {}).keys() == CODED["names"] else kind for kind in _kinds(prop, schema)]
    names = [kind["type"] for kind in kinds if "type" in kind]
    # A description ends with the meaning of each value, in lines of their own.
    description, *values = prop.get("description", prop.get("title", "")).split("* ")
    yield {
        "name": name,
        "types": ", ".join(
            dict.fromkeys(t for found in names for t in (found if isinstance(found, list) else [found]))
        ),
        "description": description.strip(),
        "values": [value.strip().replace("`", "") for value in values if not value.startswith("``")],
    }
    for kind in kinds:
        for inner, below in kind.get("properties", {}).items():
            yield from _field(f"{name}.{inner}", below, schema)


def _kinds(prop: Any, schema: Any) -> Iterator[Any]:
    """All that a property may be."""
    choices = prop.get("oneOf") or prop.get("anyOf") or prop.get("allOf")
    if choices:
        for choice in choices:
            yield from _kinds(choice, schema)
    elif "$ref" in prop:
        yield from _kinds(resolved(prop, schema), schema)
    elif "items" in prop:
        yield {"type": "array"}
        yield from _kinds(prop["items"], schema)
    else:
        yield prop


def resolved(reference: Any, schema: Any) -> Any:
    """What a reference refers to."""
    if "$ref" not in reference:
        return reference
    return schema["components"]["schemas"][reference["$ref"].rpartition("/")[2]]
