"""The description of the API is valid, complete, and true of what is answered."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation
from jsonschema import Draft202012Validator

from innovation.api.openapi import document


@pytest.fixture
def schema(ask, db):
    return ask("schema/").json()


def test_the_description_is_made_without_a_warning():
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


def test_every_parameter_is_described_in_both_languages(schema, client):
    chinese = client.get("/api/v1/schema/").json()
    assert (schema["openapi"], chinese["openapi"]) == ("3.1.0", "3.1.0")
    for path, operations in schema["paths"].items():
        for own, other in zip(
            operations["get"].get("parameters", []), chinese["paths"][path]["get"].get("parameters", []), strict=True
        ):
            assert own["name"] == other["name"]
            if own["in"] == "query":
                assert own["description"]
                assert other["description"]
    assert set(schema["paths"]["/api/v1/figures/"]["get"]) >= {"summary", "parameters", "responses", "tags"}


def test_asking_in_one_language_does_not_change_the_other():
    with translation.override("zh-hans"):
        english = document("en")
    assert english["info"]["title"] == "Innovation indicators: data API"


def answered(schema, address, status="200", kind="application/json"):
    """The validator of what an address answers."""
    answer = schema["paths"][f"/api/v1/{address}"]["get"]["responses"][status]["content"][kind]["schema"]
    return Draft202012Validator(answer | {"components": closed(schema["components"])})


def closed(components):
    """Components that allow no field they do not name."""
    copy = json.loads(json.dumps(components))
    for component in copy["schemas"].values():
        if component.get("type") == "object":
            component["additionalProperties"] = False
    return copy


def faults(validator, answer):
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(answer.json())]


def test_every_list_and_row_answers_as_described(ask, indicators, schema):
    tried = 0
    for path in schema["paths"]:
        address = path.removeprefix("/api/v1/")
        if "{" in address or address.startswith("figures/") and address != "figures/":
            continue
        answer = ask(address)
        assert faults(answered(schema, address), answer) == []
        one = next((p.removeprefix("/api/v1/") for p in schema["paths"] if p.startswith(f"{path}{{")), None)
        for row in answer.json()["results"] if one else []:
            assert faults(answered(schema, one), ask(f"{address}{row.get('id', row.get('code'))}/")) == []
            tried += 1
    assert tried > 30


@pytest.mark.parametrize("code", ["high-tech", "funds", "share"])
def test_what_stands_behind_a_figure_answers_as_described(ask, indicators, schema, code):
    answer = ask("figures/records/", indicator=code, period="2006" if code != "funds" else "2005")
    assert answer.json()["results"]
    assert faults(answered(schema, "figures/records/"), answer) == []


def test_statements_answer_as_described(ask, indicators, schema):
    answer = ask("figures/statements/", indicator="funds", period="2005")
    assert faults(answered(schema, "figures/statements/"), answer) == []


def test_problems_answer_as_described(ask, district, schema):
    refused, missing = ask("areas/", typ="x"), ask("areas/990199/")
    assert faults(answered(schema, "areas/", "400", "application/problem+json"), refused) == []
    assert faults(answered(schema, "areas/{code}/", "404", "application/problem+json"), missing) == []
