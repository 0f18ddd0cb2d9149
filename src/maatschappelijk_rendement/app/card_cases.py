"""Rows of a card from a micro-analysis: what was measured over cases becomes effects, or the two lines.

A business case takes only what disclosure control has released, so that it may be published as the report
may. An effect calculator takes each case on sheet Casussen by itself, and is confidential.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    BENEFIT,
    CASES,
    COST,
    EFFECTS,
    INVESTMENT,
    PARTIES,
    UNKNOWN,
    WITH,
    WITHOUT,
    CardKind,
)
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import Moment, MoneyKind, Payer
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.results.balance import BALANCE, EXISTING, MDO, PROGRAMME
from maatschappelijk_rendement.results.words import TOTAL

if TYPE_CHECKING:
    import pandas as pd

Rows = Mapping[str, tuple[CardRow, ...]]

PUBLIC = (Payer.GEMEENTE, Payer.ZORGVERZEKERAAR, Payer.ZORGKANTOOR, Payer.RIJK, Payer.SVB, Payer.UWV)
SOURCE = "Micro-analyse, vrijgegeven cijfers"
OWN_SOURCE = "Micro-analyse, cijfers per casus"
HIDDEN = "Onderdrukt: te herleiden tot een casus"
NAMES = {
    EXISTING: "Kosten van bestaande casussen",
    MDO: "Uren van het MDO",
    PROGRAMME: "Kosten van het programma",
}
NOT_IN = (
    ("Nieuwe casussen", "Hun kosten zijn geen verschil; de uren van hun MDO tellen wel mee"),
    ("Wat daarvan vrije capaciteit is", "Per partij niet te zeggen; zie het rapport"),
    ("Wat er zonder de aanpak was gebeurd", "Voor en na is geen vergelijking met zonder"),
)


def rows_of_cases(analysis: MicroAnalysis, raw: RawCard) -> Rows:
    """Give the rows that a micro-analysis adds to a card.

    Args:
        analysis: The cases, priced and compared.
        raw: The card so far: its instrument, and the cases it names.

    Raises:
        UsageError: An SROI has no rows that a micro-analysis knows, or a case is not there.
        PublicationRefusedError: Too little may be shown.
    """
    if raw.kind is CardKind.SROI:
        raise UsageError("--casussen past bij een kaart mkba of effecten. Vul een waardekaart zelf in.")
    return _effects(analysis, raw) if raw.kind is CardKind.MKBA else _activities(analysis, raw)


def _effects(analysis: MicroAnalysis, raw: RawCard) -> Rows:
    """One effect for each party and post of the published balance."""
    results = analysis.publish().results
    years = raw.settings.get("case_years", Decimal(1))
    effects, unknown, parties = [], [_row(what=what, why=why) for what, why in NOT_IN], dict[str, str]()
    for row in results.of(BALANCE):
        if row.party == TOTAL or row.post not in NAMES:
            continue
        name = f"{NAMES[row.post]}, {row.party}"
        if row.amount is None:
            unknown.append(_row(what=name, why=HIDDEN))
            continue
        if not row.amount:
            continue
        parties[row.party] = "ja" if row.party in PUBLIC else "nee"
        role = (BENEFIT if row.amount < 0 else COST) if row.post == EXISTING else INVESTMENT
        effects.append(
            _row(
                activity="MDO",
                effect=name,
                party=row.party,
                role=role,
                worth="fiscaal" if row.party in PUBLIC else "economisch",
                money=MoneyKind.CASH.value,
                amount=Decimal(abs(row.amount)).scaleb(-2),
                duration=Decimal(years) if row.post == EXISTING else Decimal(1),
                certainty="gemeten",
                price_year=analysis.settings.price_year,
                source=SOURCE,
            )
        )
    known = {str(row.get("party", "")).casefold() for row in raw.rows.get(PARTIES.sheet, ())}
    more = tuple(
        _row(party=name, is_public=word) for name, word in parties.items() if name.casefold() not in known
    )
    return {EFFECTS.sheet: tuple(effects), PARTIES.sheet: more, UNKNOWN.sheet: tuple(unknown)}


def _activities(analysis: MicroAnalysis, raw: RawCard) -> Rows:
    """One activity for each case, stream, payer and line: na is met, nulalternatief is zonder.

    The hours of its MDO belong to what is done with the approach.
    """
    wanted = {row.get("case") for row in raw.rows.get(CASES.sheet, ())}
    lines = {Moment.AFTER.value: WITH, Moment.NULL_ALTERNATIVE.value: WITHOUT}
    sums = analysis.line_sums("case_id", "stream", "payer", "moment")
    found = [
        (case, lines[moment], f"Alles uit {stream}", stream, payer, in_window + one_off)
        for case, stream, payer, moment, in_window, one_off in _plain(
            sums, "case_id", "stream", "payer", "moment", "in_window_cents", "one_off_cents"
        )
        if case in wanted and moment in lines
    ]
    if wanted - {case for case, side, *_ in found if side == WITHOUT}:
        raise UsageError(
            "Van een casus op blad Casussen staat er geen nulalternatief in de werkmap met casussen. Vul op "
            "blad Gebruik regels met moment nulalternatief in."
        )
    unknown = set[str]()
    for case, payer, hours, cents in _plain(
        analysis.mdo_lines, "case_id", "payer", "quantity_milli", "one_off_cents"
    ):
        if case in wanted and cents:
            found.append((case, WITH, NAMES[MDO], "MDO", payer, cents))
        elif case in wanted and hours:
            unknown.add(payer or Payer.ONBEKEND)
    rows = tuple(
        _row(
            case=case,
            scenario=side,
            product=product,
            terrain=terrain,
            party=payer or Payer.ONBEKEND.value,
            quantity=Decimal(1),
            price=Decimal(cents).scaleb(-2),
            duration=Decimal(1),
            certainty="gemeten" if side == WITH else "aangenomen",
            price_year=analysis.settings.price_year,
            source=OWN_SOURCE,
        )
        for case, side, product, terrain, payer, cents in sorted(found)
        if cents
    )
    without_price = tuple(
        _row(what=f"{NAMES[MDO]}, {payer}", why="Er is geen prijs per uur") for payer in sorted(unknown)
    )
    return {ACTIVITIES.sheet: rows, UNKNOWN.sheet: without_price}


def _plain(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of some columns: texts (a payer that nobody wrote is empty) and whole numbers."""
    values = [
        [int(value) for value in frame[name]]
        if name.endswith(("_cents", "_milli"))
        else frame[name].astype("str").tolist()
        for name in columns
    ]
    yield from zip(*values, strict=True)


def _row(**values: Any) -> CardRow:
    """Make a row that stands on no sheet."""
    given = {name: value for name, value in values.items() if value is not None}
    return CardRow(given, dict.fromkeys(_FIELDS, ""), 0)


_FIELDS = frozenset(
    column.name for table in (EFFECTS, PARTIES, ACTIVITIES, CASES, UNKNOWN) for column in table.columns
)
