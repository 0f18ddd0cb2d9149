"""What residents pay of a line themselves: a part of its amount, never a line of its own.

Own contribution (Wmo, Wlz) and own risk (Zvw) come as an amount in the window of the line. What the line
costs stays what it was; only who pays it is split (method.md, decision 10).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import small, with_plain_texts, with_whole_numbers
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import MoneyKind, Payer

CONTRIBUTION = "own_contribution_cents"
MOST_LINES_LISTED = 1000
_ADVICE = (
    "Vul bij eigen_bijdrage in wat de bewoner in de meetperiode zelf van deze regel betaalt, in euro, of "
    "maak de cel leeg."
)
_UNKNOWN = Finding(
    "waarschuwing",
    "Gebruik",
    "",
    "eigen_bijdrage_onbekend",
    "De eigen bijdragen horen bij de periode en de prijzen van de invoer. Bij deze andere keuze is niet "
    "bekend wat bewoners zelf betalen: elk bedrag staat helemaal bij de financier.",
    "Vul de eigen bijdragen in die bij deze keuze horen, en reken opnieuw.",
)
_TOO_MUCH = "De eigen bijdrage is hoger dan wat deze regel in de meetperiode kost."
_OF_INCOME = "Bij inkomen zoals bijstand hoort geen eigen bijdrage."


def with_contributions(lines: Any) -> Any:
    """Give the column of contributions as whole cents, 0 where a line has none; without it where none has.

    Args:
        lines: Lines that may have own_contribution_cents [euro cent, may be empty].
    """
    if CONTRIBUTION not in lines.collect_schema():
        return lines
    if not small(lines.select(n=nw.col(CONTRIBUTION).count()))[0]["n"]:
        return lines.drop(CONTRIBUTION)
    return with_whole_numbers(lines.with_columns(nw.col(CONTRIBUTION).fill_null(0)), CONTRIBUTION)


def require_within(lines: Any) -> None:
    """Refuse a contribution that is more than its line costs, or that belongs to income of a resident.

    Args:
        lines: Priced lines, with own_contribution_cents where any line has one.

    Raises:
        InputError: Names the lines, as far as they have a number.
    """
    if CONTRIBUTION not in lines.collect_schema():
        return
    share, cost = nw.col(CONTRIBUTION), nw.col("in_window_cents") + nw.col("one_off_cents")
    is_income = (nw.col("money_kind") == MoneyKind.TRANSFER.value) & (share > 0)
    problems = [
        *_on_lines(lines.filter(is_income), "eigen_bijdrage_bij_inkomen", _OF_INCOME),
        *_on_lines(
            lines.filter(~is_income & ((share > cost) | (share < 0))), "eigen_bijdrage_te_hoog", _TOO_MUCH
        ),
    ]
    if problems:
        raise InputError(problems)


def _on_lines(lines: Any, code: str, text: str) -> list[Finding]:
    number = int(small(lines.select(n=nw.len()))[0]["n"])
    if not number:
        return []
    if number > MOST_LINES_LISTED or "line" not in lines.collect_schema():
        count = f"{number:,}".replace(",", ".")
        return [Finding("fout", "Gebruik", "", code, f"{text} Aantal regels: {count}.", _ADVICE)]
    found = sorted(int(row["line"]) for row in small(lines.select("line")))
    return [Finding("fout", "Gebruik", str(line), code, text, _ADVICE) for line in found]


def without_contributions(delivery: Delivery) -> Delivery:
    """Leave out what residents pay themselves, and warn: at other prices or in another window it is unknown.

    Args:
        delivery: As it came in.
    """
    reading = replace(delivery.reading, warnings=(*delivery.reading.warnings, _UNKNOWN))
    usage = nw.from_native(delivery.usage).drop(CONTRIBUTION).to_native()
    return replace(delivery, usage=usage, reading=reading)


def by_payer(lines: Any) -> Any:
    """Give priced lines by who pays: what residents pay of a line themselves is a row of its own.

    Args:
        lines: Priced lines: payer, in_window_cents, one_off_cents, structural_cents [euro cent], and
            own_contribution_cents where any line has one.

    Returns:
        The same lines less what residents pay, and for each contribution a row with payer ``bewoner``. Both
        together are the amount of the line. What a line costs on per year (structural_cents) stays with its
        payer: a contribution is known of the window only.

    Example:
        >>> import narwhals as nw, pandas as pd
        >>> line = {"payer": ["gemeente"], "in_window_cents": [5000], "one_off_cents": [0],
        ...         "structural_cents": [5000], "own_contribution_cents": [1900]}
        >>> split = by_payer(nw.from_native(pd.DataFrame(line))).to_native()
        >>> split[["payer", "in_window_cents"]].values.tolist()
        [['gemeente', 3100], ['bewoner', 1900]]
    """
    if CONTRIBUTION not in lines.collect_schema():
        return lines
    lines = with_plain_texts(lines)
    columns = lines.collect_schema().names()
    # A line is one-off or it recurs, so that one of its two amounts is 0.
    one_off = nw.when(nw.col("one_off_cents") > 0).then(nw.col(CONTRIBUTION)).otherwise(nw.lit(0))
    lines = lines.with_columns(_own_one_off=one_off.cast(nw.Int64))
    own_one_off, own_in_window = nw.col("_own_one_off"), nw.col(CONTRIBUTION) - nw.col("_own_one_off")
    payer = lines.with_columns(
        in_window_cents=nw.col("in_window_cents") - own_in_window,
        one_off_cents=nw.col("one_off_cents") - own_one_off,
    )
    resident = lines.filter(nw.col(CONTRIBUTION) > 0).with_columns(
        payer=nw.lit(Payer.BEWONER.value),
        in_window_cents=own_in_window,
        one_off_cents=own_one_off,
        structural_cents=nw.lit(0, nw.Int64),
    )
    return nw.concat([payer.select(*columns), resident.select(*columns)])
