"""Which part of the money came as amounts in euro without a product: what it was spent on, nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import narwhals as nw

from maatschappelijk_rendement.costing.engines import distinct, small
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.money import dutch_euro
from maatschappelijk_rendement.domain.tables import is_amount_code
from maatschappelijk_rendement.domain.vocabulary import Moment

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

PUBLIC = (
    "Een deel van de kosten, of alle, is geleverd als bedrag in euro, zonder product. Zo'n bedrag is van "
    "zijn eigen tijd: het is niet geïndexeerd en niet met een prijs nagerekend."
)


def without_product(analysis: ExactAnalysis, rules: Rules, *, internal: bool) -> Iterator[Finding]:
    """Say that money came as amounts without a product; how much, only where nothing is hidden.

    Args:
        analysis: Exact results.
        rules: The parameters of disclosure control: a public sentence is about as many cases as any figure.
        internal: Say how much.
    """
    lines = nw.from_native(analysis.usage.lines)
    sums = small(
        lines.with_columns(_cents=nw.col("in_window_cents") + nw.col("one_off_cents"))
        .group_by("product_code", "moment")
        .agg(cents=nw.col("_cents").sum())
    )
    codes = sorted({str(row["product_code"]) for row in sums if is_amount_code(str(row["product_code"]))})
    if not codes:
        return
    if not internal:
        with_one = distinct(lines.filter(nw.col("product_code").is_in(codes)), "case_number")
        if int(small(with_one.select(n=nw.len()))[0]["n"]) >= rules.minimum:
            yield _finding(PUBLIC)
        return
    parts = []
    for moment in (Moment.BEFORE.value, Moment.AFTER.value):
        of_moment = [row for row in sums if row["moment"] == moment]
        total = sum(int(row["cents"]) for row in of_moment)
        amounts = sum(int(row["cents"]) for row in of_moment if row["product_code"] in codes)
        parts.append(f"{moment} het MDO {dutch_euro(amounts)} van {dutch_euro(total)}")
    yield _finding(
        f"Geleverd als bedrag in euro, zonder product: {' en '.join(parts)}. Zo'n bedrag is van zijn "
        "eigen tijd en niet geïndexeerd."
    )


def _finding(text: str) -> Finding:
    return Finding("waarschuwing", "Gebruik", "", "bedrag_zonder_product", text)
