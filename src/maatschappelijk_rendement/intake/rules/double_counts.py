"""Help that the domain knows to exclude each other: on the same days it is nearly always counted twice."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import distinct, is_known_empty, numbers_of, small, worked_out
from maatschappelijk_rendement.domain.tables import USAGE
from maatschappelijk_rendement.domain.vocabulary import Moment, Per
from maatschappelijk_rendement.intake.canonical import LINE
from maatschappelijk_rendement.intake.rules.declared import InputRule, RowRule, SetRule
from maatschappelijk_rendement.intake.rules.facts import SourceFacts, form_of
from maatschappelijk_rendement.intake.rules.kinds import EXCLUDES, ProductKind
from maatschappelijk_rendement.intake.rules.sizes import longest_days

MOST_HALF_DAYS_A_WEEK = 10
"""Five working days of two half-days (docs/werkmap.md)."""


def _overlaps(facts: SourceFacts, one: ProductKind, *, of_one_resident: bool) -> Any | None:
    """Give the lines of other kinds on whose days a line of one kind runs too.

    Args:
        facts: What is known.
        one: Kind that ends or excludes the others; one that excludes itself pairs each line with an earlier
            one of another product.
        of_one_resident: Whether they must be of one resident; a line without a resident may be about any
            resident of its case.
    """
    others = EXCLUDES[one]
    if one not in facts.kinds_used or not set(others) & facts.kinds_used:
        return None
    days = facts.domain_days
    if days is None:
        return None
    ones = days.filter(nw.col("product_kind") == one).select(
        "case_id",
        "moment",
        _line=nw.col(LINE),
        _code=nw.col("product_code"),
        _from=nw.col("first_day"),
        _to=nw.col("end_day"),
        _who=nw.col("who"),
    )
    pairs = days.filter(nw.col("product_kind").is_in(list(others)))
    if is_known_empty(ones) or is_known_empty(pairs):
        return None
    pairs = pairs.join(ones, on=["case_id", "moment"], how="inner")
    fits = (nw.col("first_day") < nw.col("_to")) & (nw.col("_from") < nw.col("end_day"))
    if one in others:
        fits = fits & (nw.col("_line") < nw.col(LINE)) & (nw.col("_code") != nw.col("product_code"))
    if of_one_resident:
        who, other_who = nw.col("who"), nw.col("_who")
        fits = fits & ((who == other_who) | (who == "") | (other_who == ""))
    return distinct(pairs.filter(fits), LINE)


def _too_many_half_days(facts: SourceFacts) -> list[tuple[int, str]] | None:
    """Give the lines of day care that together pass ten half-days a week on some day.

    A single line above it has its own message.
    """
    if ProductKind.HALF_DAYS not in facts.kinds_used or facts.domain_days is None:
        return None
    days = facts.domain_days.filter(nw.col("product_kind") == ProductKind.HALF_DAYS.value)
    key = ["case_id", "moment", "who"]
    crowded = days.group_by(*key).agg(_n=nw.len()).filter(nw.col("_n") > 1)
    if is_known_empty(crowded):
        return None
    groups: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    for row in small(days.join(crowded, on=key, how="inner")):
        groups.setdefault(tuple(row[name] for name in key), []).append(row)
    found = (_line_that_passes(lines) for lines in groups.values())
    return sorted((line, "") for line in found if line is not None)


def _line_that_passes(lines: list[dict[str, Any]]) -> int | None:
    """Give the last of the lines that together pass the bound on the first day of one of them."""
    for day in sorted({int(line["first_day"]) for line in lines}):
        running = [line for line in lines if int(line["first_day"]) <= day < int(line["end_day"])]
        weekly = sum(map(_a_week, running), start=Fraction(0))
        if len(running) > 1 and weekly > MOST_HALF_DAYS_A_WEEK:
            return max(int(line[LINE]) for line in running)
    return None


def _a_week(line: dict[str, Any]) -> Fraction:
    days = longest_days(None).get(Per(line["per"]), int(line["end_day"]) - int(line["first_day"]))
    return Fraction(int(line["quantity_milli"] or 0), 1000) * 7 / days


def _ratio(facts: SourceFacts) -> Any | None:
    """Give the line after of what is used over twenty times as much, or as little, as before."""
    if not facts.tables.knows(USAGE, "case_id", "moment", "product_code", "quantity", "per"):
        return None
    has_who = "resident" not in facts.tables.absent_columns.get(USAGE.sheet, frozenset())
    who = {"who": form_of("resident")} if has_who else {}
    key = ["case_id", "product_code", "per", *who]
    lines = facts.plain(USAGE).filter(
        ~nw.col("case_id").is_null()
        & ~nw.col("product_code").is_null()
        & ~nw.col("per").is_null()
        & (nw.col("quantity_milli") > 0)
        & nw.col("start").is_null()
        & nw.col("end").is_null()
    )

    def at(moment: Moment, value: nw.Expr) -> nw.Expr:
        return nw.when(nw.col("moment") == moment.value).then(value).otherwise(nw.lit(0)).cast(nw.Int64)

    quantity = nw.col("quantity_milli")
    lines = lines.select(
        LINE,
        *key[:3],
        **who,
        _after=at(Moment.AFTER, quantity),
        _before=at(Moment.BEFORE, quantity),
    )
    pairs = lines.group_by(*key).agg(nw.col("_after", "_before").sum())
    pairs = pairs.filter((nw.col("_after") > 0) & (nw.col("_before") > 0))
    more = nw.col("_after") > RATIO * nw.col("_before")
    less = nw.col("_before") > RATIO * nw.col("_after")
    cases = numbers_of(facts.one_case_each, "case_id")
    pairs = worked_out(pairs.filter(more | less).select(*key), numbers=cases)
    # Of those few, the first line after.
    after = lines.filter(nw.col("_after") > 0).join(pairs, on=key, how="inner")
    return after.group_by(*key).agg(nw.col(LINE).min()).select(LINE)


RATIO = 20
"""Twenty times as much or as little is more likely a slip of a comma or a unit than a change (our choice)."""

RULES: tuple[InputRule, ...] = (
    SetRule(
        code="overlap_wlz",
        table=USAGE,
        column="product_code",
        level="waarschuwing",
        text="Op dezelfde dagen loopt ook een Wlz-regel: zo'n overlap is meestal een dubbeltelling.",
        advice="Laat deze hulp eindigen waar de Wlz begint, of vul bij bewoner in om wie het gaat.",
        find=lambda facts: _overlaps(facts, ProductKind.WLZ, of_one_resident=True),
    ),
    SetRule(
        code="bewind_en_budgetbeheer",
        table=USAGE,
        column="product_code",
        level="waarschuwing",
        text="Op dezelfde dagen lopen bewind en budgetbeheer: een bewindvoerder doet het budgetbeheer al.",
        advice="Laat een van de twee weg, of laat ze op elkaar aansluiten.",
        find=lambda facts: _overlaps(facts, ProductKind.BEWIND, of_one_resident=True),
    ),
    SetRule(
        code="twee_normen",
        table=USAGE,
        column="product_code",
        level="waarschuwing",
        text="Op dezelfde dagen lopen twee verschillende inkomensnormen: een huishouden heeft er één.",
        advice="Kies de norm van dit huishouden. Delen meerdere mensen de kosten, kies dan kostendelers.",
        find=lambda facts: _overlaps(facts, ProductKind.NORM, of_one_resident=False),
    ),
    SetRule(
        code="dagbesteding_ongewoon",
        table=USAGE,
        column="quantity",
        level="waarschuwing",
        text="De dagbesteding is samen meer dan tien dagdelen per week.",
        advice="Controleer de aantallen; is het voor meer bewoners, vul dan bewoner in.",
        find=_too_many_half_days,
    ),
    SetRule(
        code="verhouding_ongewoon",
        table=USAGE,
        column="quantity",
        level="waarschuwing",
        text="Dit is na het MDO meer dan twintig keer zo veel of zo weinig als ervoor.",
        advice="Controleer de komma, de eenheid en de periode van beide regels.",
        find=_ratio,
    ),
    RowRule(
        code="herhaling_zonder_datum",
        table=USAGE,
        column="moment",
        level="waarschuwing",
        text="Deze regel hoort bij de herhaling, en herhaling_datum van de casus is leeg.",
        advice="Vul herhaling_datum in op blad Casussen; leeg rekent met de datum die docs/werkmap.md noemt.",
        breaks=lambda: (
            (nw.col("moment") == Moment.REPEAT.value)
            & ~nw.col("case_type").is_null()
            & nw.col("repeat_date").is_null()
        ),
    ),
)
