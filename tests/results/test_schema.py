"""The schema that is made from the declarations takes every result, and no other shape."""

from __future__ import annotations

import json

import jsonschema
import pytest
from tests.goldens.caseloads import GOLDENS
from tests.goldens.made import LEVELS, stored

from maatschappelijk_rendement.results.schema import schema


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", GOLDENS)
def test_the_schema_takes_every_golden(
    validator: jsonschema.Draft202012Validator, name: str, level: str
) -> None:
    validator.validate(json.loads(stored(f"{name}-{level}-resultaten.json")))


def test_an_amount_may_be_hidden_and_the_cost_of_the_programme_may_not() -> None:
    made = schema()["properties"]
    assert made["verschil"]["items"]["properties"]["som_eur"] == {"$ref": "#/$defs/bedrag"}
    assert made["programma"]["items"]["properties"]["bedrag_eur"] == {
        "type": "string",
        "pattern": r"^-?[0-9]+\.[0-9]{2}$",
    }


def test_a_row_of_figures_says_why_something_is_hidden() -> None:
    assert "regel" in schema()["properties"]["partijen"]["items"]["required"]
    assert "regel" not in schema()["properties"]["programma"]["items"]["properties"]
