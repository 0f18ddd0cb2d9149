"""The account: the contract field by field, and the rules of calculation."""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.document import Block, Bullets, Heading, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import decimal, euros, percent
from maatschappelijk_rendement.results.columns import Column
from maatschappelijk_rendement.sharing.contract import Band, Contract, meaning
from maatschappelijk_rendement.sharing.evaluation import Evaluation

RULES = (
    "Daling van een stroom: kosten zonder de verandering min kosten met de verandering.",
    "De investeringen staan apart en zitten niet in die kosten.",
    "De betalers houden over: daling min investeringen min reserve min uitkering aan de aanbieders.",
    "Blijft er iets over, dan krijgt elke betaler zijn investering terug, plus zijn deel daarvan.",
    "Is er samen een tekort, dan draagt ieder zijn eigen verlies, tenzij het contract anders zegt.",
    "De uitkering komt dan van wie bespaarde; wat aanbieders betalen, gaat naar wie verloor.",
    "Het verschil met zijn eigen daling is de verrekening.",
    "Nieuwe casussen en vermeden kosten tellen nergens mee.",
    "Alles is tot op de cent gerekend. Een cent die overblijft, gaat naar wie er het dichtst bij zat.",
    "De ruis is per stroom verdeeld naar de hoogte van de kosten.",
    "De ruis van de benchmark raakt alle stromen tegelijk.",
)


def account(evaluation: Evaluation) -> tuple[Block, ...]:
    """Show the contract, and how everything was computed."""
    contract = evaluation.scenario.contract
    columns = (Column("veld", "Veld"), Column("waarde", "Waarde"), Column("betekenis", "Betekenis"))
    rows = []
    for entry in fields(Contract):
        value = getattr(contract, entry.name)
        if value not in (None, (), ""):
            rows.append(
                (
                    ShownValue(entry.metadata["dutch"]),
                    ShownValue(_shown(value, entry.name)),
                    ShownValue(meaning(entry)),
                )
            )
    table = Table(
        "contract", "Het contract", columns, tuple(rows), note="Velden zonder waarde staan er niet bij."
    )
    return (Heading("Rekenregels"), Bullets(RULES), table)


def _shown(value: Any, name: str) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Fraction):
        return dutch_number(decimal(value), 2) if name == "cost_variation" else percent(value, 2)
    if isinstance(value, int):
        return euros(value) if name.endswith("_cents") else dutch_number(value)
    if isinstance(value, tuple) and all(isinstance(one, Band) for one in value):
        return "; ".join(_band(one) for one in value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _band(band: Band) -> str:
    end = "daarboven" if band.upper is None else f"tot {percent(band.upper)}"
    return f"{end}: {percent(band.share, 0)}"
