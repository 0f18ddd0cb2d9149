"""The priced lines behind an internal report, for the workbook with formulas; never part of a public one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.money import euro_string
from maatschappelijk_rendement.vocabulary import Payer, fold

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis import MicroAnalysis

Row = dict[str, Any]
Lines = dict[str, list[Row]]


def priced_lines(analysis: MicroAnalysis) -> Lines | None:
    """Give every priced line, every row of MDO hours and every case, in a fixed order.

    Args:
        analysis: Exact results.

    Returns:
        ``casussen``, ``regels`` and ``mdo`` with Dutch keys and euros as strings; None where a text in them
        may not be shown: without its own name a row cannot be found back.
    """
    texts = ("case_id", "wijk", "payer", "receiver", "function")
    fetch = analysis.delivery.fetch
    usage, mdo = (_records(fetch(priced.lines)) for priced in (analysis.usage, analysis.mdo))
    shown = {fold(str(row[key])) for row in (*usage, *mdo) for key in texts if row.get(key)}
    cases = analysis.delivery.cases
    shown |= {fold(text) for text in (*cases["case_id"], *cases["wijk"])}
    if shown & analysis.delivery.reading.not_shown:
        return None
    return {
        "casussen": [
            {"casus_id": case_id, "groep": case_type}
            for case_id, case_type in zip(cases["case_id"], cases["case_type"], strict=True)
        ],
        "regels": sorted((_line(row) for row in usage), key=_order),
        "mdo": sorted((_hours(row) for row in mdo), key=_order),
    }


def _records(frame: pd.DataFrame) -> list[Row]:
    rows: list[Any] = frame.to_dict("records")
    return rows


def _order(row: Row) -> tuple[str, ...]:
    first = ("casus_id", "stroom", "moment")
    return (*(row.get(key, "") for key in first), *(str(row[key]) for key in row if key not in first))


def _line(row: Row) -> Row:
    return {
        "casus_id": row["case_id"],
        "groep": row["case_type"],
        "wijk": row["wijk"],
        "stroom": row["stream"],
        "moment": row["moment"],
        "productcode": row["product_code"],
        "aantal": _thousandths(row["quantity_milli"]),
        "per": row["per"],
        "financier": row["payer"],
        "ontvanger": row["receiver"],
        "geldstroom": row["money_kind"],
        "in_venster_eur": euro_string(int(row["in_window_cents"])),
        "eenmalig_eur": euro_string(int(row["one_off_cents"])),
        "structureel_per_jaar_eur": euro_string(int(row["structural_cents"])),
    }


def _hours(row: Row) -> Row:
    return {
        "casus_id": row["case_id"],
        "groep": row["case_type"],
        "productcode": row["product_code"],
        "uren": _thousandths(row["quantity_milli"]),
        "financier": row["payer"] or Payer.ONBEKEND.value,
        "mdo_eur": euro_string(int(row["one_off_cents"])),
    }


def _thousandths(milli: int) -> str:
    return str(Decimal(int(milli)).scaleb(-3))
