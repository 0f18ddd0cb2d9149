"""Where each number comes from: formula, n, tariffs and sources; and ``herkomst.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.vocabulary import MdoCosts, Moment, MoneyKind
from maatschappelijk_rendement.report.cells import cell
from maatschappelijk_rendement.report.document import Origin, ShownValue, Table
from maatschappelijk_rendement.report.layouts import show
from maatschappelijk_rendement.report.rows import AnyRow
from maatschappelijk_rendement.results.columns import Column, Row, Tier
from maatschappelijk_rendement.results.costs import OfMoneyKind, OfParty, Societal
from maatschappelijk_rendement.results.counts import Mdo, Wellbeing
from maatschappelijk_rendement.results.keys import PLACE
from maatschappelijk_rendement.results.sections import Price, PriceUseRow, Settings
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.words import MDO_STREAM, TOTAL, word

SCHEMA = "herkomst-1"


def origin(
    results: Results, table: ResultTable[Row], row: Mapping[str, object], column: Column
) -> Origin | None:
    """Say where a number comes from; nothing for a column without a formula.

    Args:
        results: The published results.
        table: Table of the results the row is from.
        row: The row.
        column: The column.
    """
    if not column.formula:
        return None
    prices = [price for price in results.prices if _is_used(results.settings, row, column, price)]
    place = ", ".join(_said(table.columns[key], str(row[key])) for key in PLACE if row.get(key))
    return Origin(
        figure=f"{place or word(table.name)}: {column.label}",
        formula=column.formula,
        n=_n(row),
        tariffs=tuple(dict.fromkeys(price.code for price in prices)),
        sources=tuple(dict.fromkeys(price.source for price in prices if price.source)),
    )


def _is_used(settings: Settings, row: Mapping[str, object], column: Column, price: Price) -> bool:
    """Tell whether a price is behind a figure, as far as may be known: not by group, wijk or moment."""
    # What a row counts, the price of nothing is in.
    if isinstance(row, Wellbeing) or column.tier in (Tier.CASES, Tier.RESIDENTS):
        return False
    return any(
        _is_used_so(settings, row, column.key, use)
        for use in price.uses
        if use.used_for == "mdo" or row.get("stroom", TOTAL) in (TOTAL, price.stream)
    )


def _is_used_so(settings: Settings, row: Mapping[str, object], key: str, use: PriceUseRow) -> bool:
    is_help = use.used_for == "hulp"
    if isinstance(row, OfParty):
        if key == "ontvangt_eur":
            return is_help and use.receiver == row.party
        return use.payer == row.party and (is_help or key == "investeert_eur")
    if isinstance(row, Mdo) or row.get("stroom") == MDO_STREAM:
        return not is_help
    if not is_help:
        is_counted = settings.mdo_costs == MdoCosts.INCLUDED and row.get("moment") != Moment.BEFORE
        recurs = key in ("in_venster_eur", "structureel_per_jaar_eur", "waarvan_inkomensoverdracht_eur")
        is_whole = not isinstance(row, OfMoneyKind) and row.get("stroom", TOTAL) == TOTAL
        return is_counted and not recurs and is_whole
    if isinstance(row, OfMoneyKind):
        return use.money_kind == row.money_kind
    if isinstance(row, Societal):
        return (use.money_kind == MoneyKind.TRANSFER) == (key == "waarvan_inkomensoverdracht_eur")
    return True


def _said(column: Column, value: str) -> str:
    return column.whole if value == TOTAL and column.whole else word(value)


def traced(results: Results, table: ResultTable[Row], rows: Iterable[AnyRow], **how: str) -> Table:
    """Make a table in which every number knows where it comes from.

    Args:
        results: The published results.
        table: The table.
        rows: Its rows.
        how: Other name, caption or columns; see ``layouts.show``.
    """
    return show(table, rows, origin=lambda row, column: origin(results, table, row, column), **how)


def traced_cell(
    results: Results, table: ResultTable[Row], row: Mapping[str, object], column: Column
) -> ShownValue:
    """Read one value; a number knows where it comes from.

    Args:
        results: The published results.
        table: Table of the results the row is from.
        row: The row.
        column: The column.
    """
    shown = cell(row, column)
    return shown if shown.value is None else replace(shown, origin=origin(results, table, row, column))


def _n(row: Mapping[str, object]) -> str:
    for key, noun in (("n_bewoners", "bewoners"), ("n", "casussen")):
        if isinstance(number := row.get(key), int):
            return f"{dutch_number(number)} {noun}"
    return "zie de tabel"


def origins(tables: Iterable[Table]) -> list[tuple[Origin, str]]:
    """Give the origin of every number of these tables, each figure once, with the number as shown."""
    found: dict[str, tuple[Origin, str]] = {}
    for table in tables:
        for row in table.rows:
            for shown in row:
                if shown.origin is not None:
                    words = f"{shown.text} {shown.direction}".strip()
                    found.setdefault(shown.origin.figure, (shown.origin, words))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class SameFormula:
    """The numbers of a table that were computed in the same way, each as shown."""

    formula: str
    figures: tuple[tuple[Origin, str], ...]


def by_formula(table: Table) -> tuple[SameFormula, ...]:
    """Put the numbers of a table together by how they were computed, in the order they stand in.

    Args:
        table: The table.
    """
    found: dict[str, list[tuple[Origin, str]]] = {}
    for origin, shown in origins([table]):
        found.setdefault(origin.formula, []).append((origin, shown))
    return tuple(SameFormula(formula, tuple(figures)) for formula, figures in found.items())


def document(
    results: Mapping[str, Any], provenance: Mapping[str, Any], tables: Iterable[Table]
) -> dict[str, Any]:
    """Make the content of ``herkomst.json``: what was read, how it was computed, what was hidden and why.

    Args:
        results: The published results.
        provenance: Facts of this run that the results do not hold: versions, hash of the input.
        tables: The key tables of the report.

    Returns:
        Plain values, ready for JSON. Rules per cell carry no values.
    """
    return {
        "schema": SCHEMA,
        "niveau": results["niveau"],
        "uitvoering": dict(provenance),
        "instellingen": dict(results["analyse"]),
        "controle": dict(results["controle"]),
        "tarieven": [
            {
                key: tariff[key]
                for key in ("code", "stroom", "eenheid", "geldig_van", "geldig_tot", "bron", "bron_adres")
            }
            for tariff in results["tarieven"]
        ],
        "openbaarmaking": results.get("openbaarmaking"),
        "onderdrukt": list(_hidden(results)),
        "meldingen": [{"code": code, "aantal": n} for code, n in sorted(_codes(results).items())],
        "cijfers": [
            {
                "cijfer": origin.figure,
                "formule": origin.formula,
                "n": origin.n,
                "tarieven": list(origin.tariffs),
                "bronnen": list(origin.sources),
            }
            for origin, _ in origins(tables)
        ],
    }


def _hidden(results: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for name, rows in results.items():
        if not isinstance(rows, list):
            continue
        for row in rows:
            hidden = row.get("onderdrukt", [])
            if hidden or row.get("status") == "onderdrukt":
                place = {key: row[key] for key in PLACE if key in row}
                yield {"tabel": name, **place, "kolommen": list(hidden), "regel": row.get("regel", "")}


def _codes(results: Mapping[str, Any]) -> Counter[str]:
    return Counter(finding["code"] for finding in results["meldingen"])
