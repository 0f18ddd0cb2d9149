"""A facility: no count of few people, nor of the few that a count leaves, nor what follows from it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from maatschappelijk_rendement.report.wijk.routes import facility_rows
from maatschappelijk_rendement.wijk.card_routes import CardFacility
from maatschappelijk_rendement.wijk.facility import RUWAARD, Facility, facility_costs

HOUSE = replace(RUWAARD, weekly_unique=50, yearly_unique=100, vulnerable=60, volunteers=26)


def shown(house: Facility) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the line of a facility, and the cost of one of each."""
    card = CardFacility(house, facility_costs(house), None, "", None, None)
    found: Any = facility_rows(SimpleNamespace(facilities=[card]))  # type: ignore[arg-type]
    costs = {row["per"]: row["kosten_eur"] for row in found["voorziening_kosten"]}
    return found["voorzieningen"][0], costs


def test_enough_people_are_shown() -> None:
    line, costs = shown(HOUSE)
    assert (line["kwetsbaar"], line["vrijwilligers"], line["bezoekers_week"]) == (60, 26, 50)
    assert None not in costs.values()


def test_few_volunteers_are_hidden() -> None:
    line, _ = shown(replace(HOUSE, volunteers=4))
    assert line["vrijwilligers"] is None
    assert "vrijwilligers" in line["onderdrukt"]


def test_a_count_that_leaves_few_visitors_is_hidden_with_its_cost() -> None:
    line, costs = shown(replace(HOUSE, vulnerable=96))
    assert (line["kwetsbaar"], costs["kwetsbare bewoner"]) == (None, None)
    line, costs = shown(replace(HOUSE, weekly_unique=95))
    assert line["bezoekers_week"] is None
    assert (costs["bezoeker per week"], costs["bezoek"]) == (None, None)
    assert costs["bezoeker per jaar"] is not None
