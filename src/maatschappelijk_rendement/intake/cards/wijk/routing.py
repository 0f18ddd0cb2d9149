"""Checks of the sheets on routes: shares that are 1 together, three prices, one payer for help at home."""

from __future__ import annotations

from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.domain.wijk_sheets.routing import (
    COLLECTIVE,
    GUIDANCE,
    INDIVIDUAL,
    PRICED,
    QUESTIONS,
    ROUTES,
)
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk.places import once
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

FEWEST = 10
"""A type with fewer questions is about people that others know."""
_NOW = ("direct", "guided", "individual")
_BEFORE = ("direct_before", "guided_before", "individual_before")


def check_routing(raw: RawCard, found: CollectedFindings) -> None:
    """Check both sheets on routes."""
    once(raw, QUESTIONS, found)
    once(raw, ROUTES, found)
    questions, routes = raw.rows.get(QUESTIONS.sheet, ()), raw.rows.get(ROUTES.sheet, ())
    for row in questions:
        for names in (_NOW, _BEFORE):
            given = [row.get(name) for name in names if name in row.values]
            is_whole = len(given) == len(names) and sum(given) == 1
            if given and not is_whole:
                text = "De drie delen zijn samen niet precies 1."
                advice = "Vul alle drie in, zoals 0,70, 0,25 en 0,05."
                found.error(QUESTIONS.sheet, row.cells[names[0]], "delen_geen_1", text, advice)
        if 0 < row.get("volume", 0) < FEWEST:
            text = f"Dit zijn minder dan {FEWEST} vragen; dat kan herleidbaar zijn."
            found.error(
                QUESTIONS.sheet, row.cells["volume"], "te_weinig_vragen", text, "Voeg soorten vragen samen."
            )
    priced = {row.get("route"): row for row in routes}
    if questions and (missing := [name for name in PRICED if name not in priced]):
        text = f"Van deze routes ontbreekt de prijs: {', '.join(missing)}."
        found.error(ROUTES.sheet, "A2", "prijs_ontbreekt", text, "Geef elke route een regel.")
    for row in routes:
        low, price, high = (row.get(name) for name in ("low", "price", "high"))
        if (low is None) != (high is None) or (low is not None and not low <= (price or 0) <= high):
            text = "Laag en hoog staan niet om de prijs heen."
            found.error(ROUTES.sheet, row.cells["low"], "prijs_buiten", text, "Vul beide in, of geen.")
        for name in ("capacity", "stays"):
            if name in row.values and row.get("route") not in (None, COLLECTIVE):
                text = "Plekken en wie blijft horen alleen bij de route collectief."
                found.error(ROUTES.sheet, row.cells[name], "hoort_bij_collectief", text, "Maak de cel leeg.")
    if GUIDANCE in priced and INDIVIDUAL in priced:
        one, other = priced[GUIDANCE], priced[INDIVIDUAL]
        if fold(one.get("payer", "")) != fold(other.get("payer", "")):
            text = "Toeleiding en hulp thuis hebben niet dezelfde betaler."
            advice = "Kies voor beide dezelfde; de collectieve voorziening mag een andere hebben."
            found.error(ROUTES.sheet, one.cells["payer"], "betaler_ongelijk", text, advice)
