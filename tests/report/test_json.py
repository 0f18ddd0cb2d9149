from __future__ import annotations

import copy
import json
from types import SimpleNamespace
from typing import Any, cast

import jsonschema
import pytest
from tests.report.conftest import PROVENANCE, internal, published

from maatschappelijk_rendement.disclosure import Published
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report import render
from maatschappelijk_rendement.report.json import to_bytes
from maatschappelijk_rendement.results.schema import schema


@pytest.fixture
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_published_results_fit_the_schema(
    example: dict[str, Any], validator: jsonschema.Draft202012Validator
) -> None:
    validator.validate(example)
    validator.validate(internal(example))


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("verschil", "som_eur", -132394.0),
        ("verschil", "som_eur", "-132.394,00"),
        ("verschil", "som_eur", "onderdrukt"),
        ("verschil", "status", "verborgen"),
        ("verschil", "groep", "totaal"),
        ("verschil", "n", "32"),
        ("welbevinden", "moment", "nulalternatief"),
        ("partijen", "naam", "extra"),
    ],
)
def test_the_schema_refuses_another_shape(
    example: dict[str, Any], validator: jsonschema.Draft202012Validator, table: str, key: str, value: Any
) -> None:
    example[table][0][key] = value
    assert list(validator.iter_errors(example))


def test_a_missing_section_is_refused(
    example: dict[str, Any], validator: jsonschema.Draft202012Validator
) -> None:
    for key in schema()["required"]:
        smaller = copy.deepcopy(example)
        del smaller[key]
        assert list(validator.iter_errors(smaller)), key


def test_results_are_written_as_they_were_published(example: dict[str, Any]) -> None:
    files = render(published(example), provenance=PROVENANCE, formats=[])
    assert json.loads(files["resultaten.json"]) == example
    assert files["resultaten.json"].endswith(b"}\n")
    assert "é".encode() in to_bytes({"x": "é"})


def test_a_number_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_bytes({"x": float("nan")})


def test_what_did_not_pass_disclosure_control_is_not_rendered(example: dict[str, Any]) -> None:
    stand_in = SimpleNamespace(data=example, level="openbaar")
    with pytest.raises(TypeError, match="publish"):
        render(cast("Published", stand_in), provenance=PROVENANCE)


def test_an_unknown_format_is_refused_in_dutch(example: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"Dit formaat bestaat niet\. Kies uit html, xlsx") as error:
        render(published(example), provenance=PROVENANCE, formats=["odt"])
    assert error.value.exit_code == 2
