"""The kinds of lines, one for each product, period and moment, and what all lines of a kind share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.lookups import join_rows, like
from maatschappelijk_rendement.costing.meters import MeterTable, meter_keys
from maatschappelijk_rendement.costing.survey import KIND, Asked
from maatschappelijk_rendement.errors import Finding, TariffMissingError
from maatschappelijk_rendement.tariffs import Product, Tariffs
from maatschappelijk_rendement.vocabulary import Moment, Per

OF_THE_PRODUCT = ("stream", "category")
DEFAULTS = ("payer", "receiver", "money_kind")


def products_of(asked: Sequence[Asked], tariffs: Tariffs) -> dict[str, Product]:
    """Give what the store says of each code, as written in the lines.

    Raises:
        TariffMissingError: The store does not know a code; names all of them.
    """
    codes = sorted({row.product_code for row in asked})
    problems = [_unknown_product(code, tariffs) for code in codes if code not in tariffs]
    if problems:
        raise TariffMissingError(problems)
    return {code: tariffs.product(code) for code in codes}


def _unknown_product(code: str, tariffs: Tariffs) -> Finding:
    near = tariffs.suggest(code)
    meant = f" Bedoelde u '{near}'?" if near else ""
    return Finding(
        "fout",
        "Gebruik",
        "",
        "productcode_onbekend",
        f"De productcode {code} is onbekend.{meant}",
        "Kies een code uit mr tarieven of zet de prijs op blad Tarieven.",
    )


def with_kinds(
    lines: Any,
    products: Mapping[str, Product],
    asked: Sequence[Asked],
    combinations: Sequence[tuple[str | None, ...]],
    table: MeterTable,
) -> Any:
    """Add what a kind says of a line: its texts, where its meters stand, and how it runs.

    Args:
        lines: Lines with ``KIND`` and, in memory, the number _kind.
        products: What the store says of each code.
        asked: The kinds that occur.
        combinations: The texts of each number _kind; empty for a plan.
        table: The meters.

    Returns:
        The lines with stream and category; payer, receiver and money_kind where they have none; _moment (0
        before, 1 after, 2 repeat), _is_one_off, _is_total, and the offsets of ``meter_keys`` [whole numbers].
    """
    rows = {
        (row.product_code, row.per.value, row.moment.value): _said(products[row.product_code], row, table)
        for row in asked
    }
    keys: Sequence[tuple[str | None, ...]] = list(rows)
    if combinations:
        # A number that no line has gets any row.
        keys = [key if key in rows else keys[0] for key in combinations]
    columns: dict[str, Sequence[object]] = {
        name: [key[place] for key in keys] for place, name in enumerate(KIND)
    }
    of_key = [rows[str(key[0]), str(key[1]), str(key[2])] for key in keys]
    columns |= {name: [row[name] for row in of_key] for name in of_key[0]}
    # DuckDB counts texts of a small table twice as fast as those of the lines.
    own_texts = {f"_own_{name}": columns[name] for name in KIND if lines.implementation.is_duckdb()}
    columns |= own_texts
    texts = [name for name in columns if isinstance(columns[name][0], str)]
    present = lines.collect_schema().names()
    lines = join_rows(lines, like(lines, columns, texts=texts), on=KIND, at="_kind")
    filled = {
        name: nw.coalesce(nw.col(name), nw.col(f"_default_{name}"))
        if name in present
        else nw.col(f"_default_{name}")
        for name in DEFAULTS
    }
    return lines.with_columns(**filled, **{name.removeprefix("_own_"): nw.col(name) for name in own_texts})


MOMENTS = {Moment.BEFORE: 0, Moment.AFTER: 1, Moment.NULL_ALTERNATIVE: 1, Moment.REPEAT: 2}


def _said(product: Product, row: Asked, table: MeterTable) -> dict[str, object]:
    said: dict[str, object] = {"stream": str(product.stream), "category": product.category or ""}
    said |= {f"_default_{name}": str(getattr(product, name) or "") for name in DEFAULTS}
    # A meter that no line reads has no offset.
    said |= {name: table.offsets.get(key, 0) for name, key in meter_keys(row.product_code, row.per).items()}
    said |= {"_moment": MOMENTS[row.moment]}
    return said | {"_is_one_off": int(row.per is Per.ONE_OFF), "_is_total": int(row.per is Per.TOTAL)}
