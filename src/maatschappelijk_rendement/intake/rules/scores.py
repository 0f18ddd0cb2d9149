"""Rules on the scores of residents."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import NO_DAY, distinct, small
from maatschappelijk_rendement.domain.tables import WELLBEING
from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.intake.canonical import LINE
from maatschappelijk_rendement.intake.rules.declared import InputRule, RowRule, SetRule, is_sound
from maatschappelijk_rendement.intake.rules.facts import SourceFacts


def _misfits(facts: SourceFacts, *, of_the_item: bool) -> Any | None:
    """Give the scores that do not lie on the scale of their instrument, or have an onderdeel that it lacks.

    Each different score is judged once, in Python; the detail is what the instrument says of it.
    """
    given = _judgeable(facts)
    problems: dict[str, dict[tuple[str, str], list[int]]] = {}
    for row in facts.once("different scores", lambda: small(distinct(given, *_SCORE))):
        definition = facts.instruments.get(str(row["instrument"]))
        if definition is None:
            continue
        item, centi = str(row["what"]) or None, int(row["score_centi"])
        problem = definition.check(item, Decimal(centi).scaleb(-2))
        if problem and definition.fits(item) is not of_the_item:
            named = problems.setdefault(problem, {})
            named.setdefault((str(row["instrument"]), str(row["what"])), []).append(centi)
    detail = nw.lit("")
    for problem, scores_of in sorted(problems.items()):
        detail = nw.when(_is_one_of(scores_of)).then(nw.lit(problem)).otherwise(detail)
    found = given.with_columns(detail=detail) if problems else None
    return None if found is None else found.filter(nw.col("detail") != "").select(LINE, "detail")


def _judgeable(facts: SourceFacts) -> Any:
    return facts.once(
        "judgeable scores",
        lambda: facts.bare_scores.filter(
            ~nw.col("score_centi").is_null() & ~nw.col("instrument").is_null() & is_sound(WELLBEING, "item")
        ),
    )


_SCORE = ("instrument", "what", "score_centi")


def _is_one_of(scores: Mapping[tuple[str, str], list[int]]) -> nw.Expr:
    found: nw.Expr = nw.lit(value=False)
    for (instrument, item), values in scores.items():
        is_it = (nw.col("instrument") == instrument) & (nw.col("what") == item)
        found = found | (is_it & nw.col("score_centi").is_in(values))
    return found


def _unknown_instruments(facts: SourceFacts) -> Any:
    known = list(facts.instruments)
    instrument = nw.col("instrument")
    return facts.plain(WELLBEING).filter(~instrument.is_null()).filter(~instrument.is_in(known)).select(LINE)


def _swapped(facts: SourceFacts) -> Any:
    """Give the scores after whose day lies before that of the same resident's score before."""
    scores = facts.bare_scores.filter(nw.col("measured_day") != NO_DAY)
    key = ["case_id", "who", "instrument", "what"]
    before = scores.filter(nw.col("moment") == Moment.BEFORE.value).select(
        *key, _before=nw.col("measured_day")
    )
    after = scores.filter(nw.col("moment") == Moment.AFTER.value)
    pairs = after.join(before, on=key, how="inner")
    return distinct(pairs.filter(nw.col("measured_day") < nw.col("_before")), LINE)


def _on_two_days(facts: SourceFacts) -> Any:
    """Give the scores of a resident whose instrument was filled in on more than one day of one moment."""
    scores = facts.bare_scores.filter(nw.col("measured_day") != NO_DAY)
    days = scores.group_by("case_id", "who", "moment", "instrument").agg(
        _first=nw.col("measured_day").min(), _last=nw.col("measured_day").max(), _line=nw.col(LINE).max()
    )
    return days.filter(nw.col("_first") < nw.col("_last")).select(nw.col("_line").alias(LINE))


def _has_scores(facts: SourceFacts) -> bool:
    return facts.tables.has_rows(WELLBEING)


RULES: tuple[InputRule, ...] = (
    SetRule(
        code="instrument_onbekend",
        table=WELLBEING,
        needs=_has_scores,
        column="instrument",
        text="Dit instrument is onbekend.",
        advice="Verbeter de naam, of geef het TOML-bestand van uw eigen instrument mee.",
        find=_unknown_instruments,
    ),
    SetRule(
        code="score_past_niet",
        table=WELLBEING,
        needs=_has_scores,
        column="item",
        text="{}",
        find=lambda facts: _misfits(facts, of_the_item=True),
    ),
    SetRule(
        code="score_past_niet",
        table=WELLBEING,
        needs=_has_scores,
        column="score",
        text="{}",
        find=lambda facts: _misfits(facts, of_the_item=False),
    ),
    SetRule(
        code="scores_verwisseld",
        table=WELLBEING,
        needs=_has_scores,
        column="measured_on",
        level="waarschuwing",
        text="De score na het MDO heeft een eerdere datum dan die van voor het MDO.",
        advice="Zijn voor en na verwisseld? Verbeter het moment of de datum.",
        find=_swapped,
    ),
    RowRule(
        code="score_andere_kant",
        table=WELLBEING,
        column="measured_on",
        level="waarschuwing",
        text="De datum van deze score ligt aan de andere kant van het MDO dan het moment zegt.",
        advice="Verbeter het moment of de datum.",
        breaks=lambda: (
            (nw.col("mdo_day") != NO_DAY)
            & (nw.col("measured_day") != NO_DAY)
            & (
                ((nw.col("moment") == Moment.BEFORE.value) & (nw.col("measured_day") > nw.col("mdo_day")))
                | (
                    nw.col("moment").is_in([Moment.AFTER.value, Moment.REPEAT.value])
                    & (nw.col("measured_day") < nw.col("mdo_day"))
                )
            )
        ),
    ),
    SetRule(
        code="meting_op_twee_dagen",
        table=WELLBEING,
        needs=_has_scores,
        column="measured_on",
        level="waarschuwing",
        text="Van deze bewoner zijn er op één moment scores van meer dan één dag.",
        advice="Is de bewoner twee keer gemeten? Laat de meting staan die bij dit moment hoort.",
        find=_on_two_days,
    ),
)
