"""The kinds of lines, one for each product, period and moment, and what all lines of a kind share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.lookups import has_words, join_rows, like, worded
from maatschappelijk_rendement.costing.meters import MeterTable, meter_keys
from maatschappelijk_rendement.costing.survey import KIND, AskedLines
from maatschappelijk_rendement.domain.errors import Finding, TariffMissingError
from maatschappelijk_rendement.domain.tariffs import Product, Tariffs
from maatschappelijk_rendement.domain.vocabulary import Moment, Per

OF_THE_PRODUCT = ("stream", "category")
DEFAULTS = ("payer", "receiver", "money_kind")
OWN_TEXT = "_text_"


def products_of(asked: Sequence[AskedLines], tariffs: Tariffs) -> dict[str, Product]:
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
    return Finding(
        "fout",
        "Gebruik",
        "",
        "productcode_onbekend",
        f"De productcode {code} is onbekend. {tariffs.hint(code)}".rstrip(),
        "Kies een code uit mr tarieven of zet de prijs op blad Tarieven, met stroom en eenheid.",
    )


def with_kinds(
    lines: Any,
    products: Mapping[str, Product],
    asked: Sequence[AskedLines],
    combinations: Sequence[tuple[str | None, ...]],
    table: MeterTable,
    *,
    has_own_price: bool,
) -> Any:
    """Add what a kind says of a line: its texts, where its meters stand, and how it runs.

    Args:
        lines: Lines with ``KIND`` and, in memory, the number _kind.
        products: What the store says of each code.
        asked: The kinds that occur.
        combinations: The texts of each number _kind; empty for a plan.
        table: The meters.
        has_own_price: Whether a line may bring its own price.

    Returns:
        The lines with stream and category; payer, receiver and money_kind where they have none; _moment (0
        before, 1 after, 2 repeat), _is_one_off, _is_total, and the offsets of ``meter_keys`` [whole numbers].
    """
    present = lines.collect_schema().names()
    # Where lines have the column, what the product says only fills its empty cells.
    defaults = {name: f"_default_{name}" if name in present else name for name in DEFAULTS}
    rows = {
        (row.product_code, row.per.value, row.moment.value): {
            **_said(products[row.product_code], row, defaults),
            # A meter that no line reads has no offset.
            **{
                name: table.offsets.get(key, 0)
                for name, key in meter_keys(row.product_code, row.per).items()
                if has_own_price or not name.startswith("_own_")
            },
        }
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
    # Words of a small table are counted twice as fast as texts of the lines.
    schema = lines.collect_schema() if has_words(lines) else {}
    own_texts = {f"{OWN_TEXT}{name}": columns[name] for name in KIND if schema.get(name) == nw.String}
    columns |= own_texts
    texts = [name for name in columns if isinstance(columns[name][0], str)]
    said = worded(
        like(lines, columns, texts=texts),
        {name: [str(word) for word in columns[name]] for name in texts if name not in KIND},
    )
    lines = join_rows(lines, said, on=KIND, at="_kind")
    filled = {
        name: nw.coalesce(nw.col(name), nw.col(default))
        for name, default in defaults.items()
        if name != default
    }
    filled |= {name.removeprefix(OWN_TEXT): nw.col(name) for name in own_texts}
    return lines.with_columns(**filled) if filled else lines


MOMENTS = {Moment.BEFORE: 0, Moment.AFTER: 1, Moment.NULL_ALTERNATIVE: 1, Moment.REPEAT: 2}


def _said(product: Product, row: AskedLines, defaults: Mapping[str, str]) -> dict[str, object]:
    said: dict[str, object] = {"stream": str(product.stream), "category": product.category or ""}
    said |= {default: str(getattr(product, name) or "") for name, default in defaults.items()}
    said |= {"_moment": MOMENTS[row.moment]}
    return said | {"_is_one_off": int(row.per is Per.ONE_OFF), "_is_total": int(row.per is Per.TOTAL)}
