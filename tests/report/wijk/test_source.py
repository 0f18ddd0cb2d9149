"""Every figure of the source that the example gives equals it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from maatschappelijk_rendement.intake.cards import read_card, write_card_template
from maatschappelijk_rendement.report.wijk import render
from maatschappelijk_rendement.wijk import value_card


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    stream = io.BytesIO()
    write_card_template(stream, "wijk", example=True)
    found: dict[str, Any] = json.loads(render(value_card(read_card(stream.getvalue())))["wijkrapport.json"])
    return found


def test_the_survey_and_the_house_of_the_wijk_are_as_published(content: dict[str, Any]) -> None:
    found = {row["indicator"]: row["waarde"] for row in content["indicatoren"]}
    published = {
        "Belang van het wijknetwerk (spreiding 8 tot 10)": "9.200",
        "Kwaliteit van hulp is beter": "85.000",
        "Eigen werk gaat beter": "85.000",
        "Hulp is beter afgestemd": "80.000",
        "Meer plezier in het werk": "95.000",
        "Weet zelden wat is afgesproken": "10.000",
        "Leersessies in Hoensbroek, score persoonlijk": "3.200",
        "Leersessies in Hoensbroek, score Hoensbroek": "3.000",
        "Leersessies in Hoensbroek, score organisatie": "2.800",
        "Unieke bezoekers van Ons Huis van de Wijk per week": "320.000",
        "Vrijwilligers van Ons Huis van de Wijk": "26.000",
        "Kosten van Ons Huis van de Wijk per jaar": "28000.000",
        "Verschil in kosten van 32 bestaande casussen per jaar": "-132394.000",
        "Deelnemers aan Stoptober": "9.000",
    }
    assert {name: found[name] for name in published} == published


def test_the_ten_result_areas_are_as_published(content: dict[str, Any]) -> None:
    assert [row["oordeel"] for row in content["resultaatgebieden"]] == [
        *("opgetreden", "deels_opgetreden", "opgetreden", "opgetreden", "deels_opgetreden"),
        *("deels_opgetreden", "niet_gemeten", "in_opbouw", "elders_gemeten", "niet_beschikbaar"),
    ]


def test_what_the_source_does_not_give_is_marked_synthetic(content: dict[str, Any]) -> None:
    own = [row for row in content["indicatoren"] if not row["aangehaald"] and row["waarde"] is not None]
    assert own
    assert {row["bron"] for row in own} == {"synthetisch"}
