"""A row of a card as the object that a calculation takes."""

from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import BENEFIT, INVESTMENT
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.valuation.effects import Activity
from maatschappelijk_rendement.valuation.flows import Effect, Factor
from maatschappelijk_rendement.valuation.value_map import SroiRow


def sroi_row(row: CardRow) -> SroiRow:
    """Turn a row of sheet Waardekaart into one of a value map."""
    names = (
        "quantity",
        "proxy",
        "duration",
        "deadweight",
        "displacement",
        "attribution",
        "drop_off",
        "start",
    )
    texts = ("stakeholder", "input", "output", "outcome", "indicator", "source")
    given: dict[str, Any] = {name: row.values[name] for name in (*names, *texts) if name in row.values}
    return SroiRow(**given)


def effect(row: CardRow) -> Effect:
    """Turn a row of sheet Effecten into an effect; what is paid gets its minus sign here."""
    factors = tuple(
        Factor(label, row.values[name], str(row.get("source", "")))
        for name, label in (("chance", "kans"), ("optimism", "correctie voor optimisme"))
        if name in row.values
    )
    return Effect(
        name=row.get("effect"),
        party=row.get("party"),
        amount=row.get("amount") if row.get("role") == BENEFIT else -row.get("amount"),
        worth=row.get("worth"),
        money=row.get("money"),
        counterparty=row.get("counterparty", "") if row.get("money") == MoneyKind.TRANSFER else "",
        is_investment=row.get("role") == INVESTMENT,
        start=row.get("start", 0),
        duration=row.get("duration"),
        drop_off=row.get("drop_off", 0),
        factors=factors,
        certainty=row.get("certainty"),
        source=row.get("source"),
        activity=row.get("activity"),
    )


def activity(row: CardRow) -> Activity:
    """Turn a row of sheet Activiteiten into an activity."""
    names = ("product", "quantity", "price", "party", "terrain", "case", "start", "duration", "source")
    given: dict[str, Any] = {name: row.values[name] for name in names if name in row.values}
    return Activity(**given)
