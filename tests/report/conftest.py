"""Published results made by hand, for the tests of the report."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from maatschappelijk_rendement.disclosure import Published, Rules
from maatschappelijk_rendement.disclosure.tables.published import _let_pass

EXAMPLE: dict[str, Any] = json.loads(Path(__file__).with_name("voorbeeld.json").read_text(encoding="utf-8"))
PROVENANCE: dict[str, Any] = {"inhoud_sha256": "ab" * 32}


def internal(data: Mapping[str, Any]) -> dict[str, Any]:
    """Make an internal version of published results, with lines of cases."""
    made = copy.deepcopy(dict(data))
    made["niveau"] = "intern"
    made.pop("openbaarmaking")
    made["kosten"] = [
        {
            "casus_id": "C001",
            "wijk": "Ruwaard",
            "stroom": "Wmo",
            "moment": moment,
            "in_venster_eur": amount,
            "eenmalig_eur": "0.00",
            "structureel_per_jaar_eur": None,
            "status": "getoond",
        }
        for moment, amount in (("voor", "1234.56"), ("na", "0.00"))
    ]
    made["lezingen"] = [
        {
            "stroom": "Wmo",
            "samenleving_voor_eur": "760.00",
            "samenleving_na_eur": "240.00",
            "samenleving_som_eur": "-520.00",
            "financier_voor_eur": "590.00",
            "financier_na_eur": "180.00",
            "financier_som_eur": "-410.00",
            "waarvan_kasstroom_eur": "-270.00",
        }
    ]
    made["mdo"]["per_casus"] = [{"casus_id": "C001", "uren": "7.500", "mdo_eur": "512.25"}]
    made["controle"]["per_blad"] = [
        {"blad": "Casussen", "gelezen": 42, "gebruikt": 42, "afgewezen": 0, "leeg": 0}
    ]
    return made


def published(data: Mapping[str, Any]) -> Published:
    """Let hand-made results pass as published ones, as ``publish`` does with real ones."""
    return _let_pass(data, data["niveau"], Rules())


@pytest.fixture
def example() -> dict[str, Any]:
    """Published results: hidden, unknown and incomplete rows among them."""
    return copy.deepcopy(EXAMPLE)
