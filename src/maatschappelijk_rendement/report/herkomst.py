"""Where each number comes from: formula, n, tariffs and sources; and ``herkomst.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.report.cells import cell
from maatschappelijk_rendement.report.document import Origin, ShownValue, Table
from maatschappelijk_rendement.report.layouts import TableLayout
from maatschappelijk_rendement.report.rows import Row
from maatschappelijk_rendement.results.columns import Column
from maatschappelijk_rendement.results.tables import TABLES
from maatschappelijk_rendement.results.words import word

SCHEMA = "herkomst-1"

_PLACE = ("partij", "geldstroom", "instrument", "onderdeel", "groep", "wijk", "stroom", "moment")

_WHOLE = {"groep": "alle casussen", "wijk": "alle wijken", "stroom": "alle stromen"}


def origin(results: Mapping[str, Any], table: str, row: Row, column: Column) -> Origin | None:
    """Say where a number comes from; nothing for a column without a formula.

    Args:
        results: The published results.
        table: Table of the results the row is from.
        row: The row.
        column: The column.
    """
    declared = TABLES[table].columns.get(column.key) if table in TABLES else None
    if declared is None or not declared.formula:
        return None
    tariffs = [tariff for tariff in results["tarieven"] if _is_used(results, table, row, column, tariff)]
    place = ", ".join(_said(key, str(row[key])) for key in _PLACE if row.get(key) not in (None, ""))
    return Origin(
        figure=f"{place or word(table)}: {column.label}",
        formula=declared.formula,
        n=_n(row),
        tariffs=tuple(dict.fromkeys(t["code"] for t in tariffs)),
        sources=tuple(dict.fromkeys(t["bron"] for t in tariffs)),
    )


# What a row counts, the price of nothing is in.
_COUNTED = ("n", "n_bewoners", "n_casussen")


def _is_used(results: Mapping[str, Any], table: str, row: Row, column: Column, tariff: Row) -> bool:
    """Tell whether a tariff is behind a figure, as far as may be known: not by group, wijk or moment."""
    if table == "welbevinden" or column.key in _COUNTED:
        return False
    return any(
        _is_used_so(results, table, row, column, use)
        for use in tariff["gebruik"]
        if use["voor"] == "mdo" or row.get("stroom", "totaal") in ("totaal", tariff["stroom"])
    )


def _is_used_so(results: Mapping[str, Any], table: str, row: Row, column: Column, use: Row) -> bool:
    key = column.key
    if table == "partijen" and key == "ontvangt_eur":
        return use["voor"] == "hulp" and bool(use["ontvanger"] == row["partij"])
    if table == "partijen":
        return bool(use["financier"] == row["partij"]) and (use["voor"] == "hulp" or key == "investeert_eur")
    if table == "mdo" or row.get("stroom") == "MDO":
        return bool(use["voor"] == "mdo")
    if use["voor"] == "mdo":
        is_counted = results["analyse"]["mdo_kosten"] == "meegerekend" and row.get("moment") != "voor"
        recurs = key in ("in_venster_eur", "structureel_per_jaar_eur", "waarvan_inkomensoverdracht_eur")
        return is_counted and not recurs and table != "geldsoort" and row.get("stroom", "totaal") == "totaal"
    if table == "geldsoort":
        return bool(use["geldstroom"] == row["geldstroom"])
    if table == "maatschappelijk":
        is_transfer = use["geldstroom"] == "inkomensoverdracht"
        return bool(is_transfer == (key == "waarvan_inkomensoverdracht_eur"))
    return True


def _said(key: str, value: str) -> str:
    return _WHOLE[key] if value == "totaal" and key in _WHOLE else word(value)


def traced(results: Mapping[str, Any], layout: TableLayout, rows: Iterable[Row], **how: str) -> Table:
    """Make a table in which every number knows where it comes from.

    Args:
        results: The published results.
        layout: The table.
        rows: Its rows.
        how: Other name, caption or columns; see ``TableLayout.table``.
    """
    return layout.table(rows, origin=lambda row, column: origin(results, layout.source, row, column), **how)


def traced_cell(results: Mapping[str, Any], table: str, row: Row, column: Column) -> ShownValue:
    """Read one value; a number knows where it comes from.

    Args:
        results: The published results.
        table: Table of the results the row is from.
        row: The row.
        column: The column.
    """
    shown = cell(row, column)
    return shown if shown.value is None else replace(shown, origin=origin(results, table, row, column))


def _n(row: Row) -> str:
    for key, noun in (("n_bewoners", "bewoners"), ("n", "casussen")):
        if row.get(key) is not None:
            return f"{dutch_number(row[key])} {noun}"
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
                place = {key: row[key] for key in _PLACE if key in row}
                yield {"tabel": name, **place, "kolommen": list(hidden), "regel": row.get("regel", "")}


def _codes(results: Mapping[str, Any]) -> Counter[str]:
    return Counter(finding["code"] for finding in results["meldingen"])
