"""Missing is not zero, after the MDO as well as before (method: docs/ontwerp.md)."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import distinct, is_known_empty
from maatschappelijk_rendement.domain.tables import CASES, USAGE
from maatschappelijk_rendement.intake.canonical import LINE, NO_LINE
from maatschappelijk_rendement.intake.rules.declared import InputRule, SetRule
from maatschappelijk_rendement.intake.rules.facts import SourceFacts


def _can_tell(facts: SourceFacts) -> bool:
    tables = facts.tables
    return tables.has_rows(USAGE) and tables.knows(USAGE, "case_id", "moment", "product_code", "quantity")


def _whole_streams(facts: SourceFacts) -> list[tuple[int, str]]:
    return [(NO_LINE, stream) for stream in facts.streams_without_after]


def _lacking(facts: SourceFacts, *, has_lines_after: bool) -> Any | None:
    lacking = facts.lacking_after
    if lacking is None:
        return None
    lacking = lacking.filter(nw.col("is_after") == int(has_lines_after))
    return None if is_known_empty(lacking) else lacking


def _whole_cases(facts: SourceFacts) -> Any | None:
    lacking = _lacking(facts, has_lines_after=False)
    return None if lacking is None else _lines_of(facts, distinct(lacking, "case_id")).select(LINE)


def _streams_of_cases(facts: SourceFacts) -> Any | None:
    lacking = _lacking(facts, has_lines_after=True)
    return None if lacking is None else _lines_of(facts, lacking).select(LINE, detail=nw.col("stream"))


def _lines_of(facts: SourceFacts, cases: Any) -> Any:
    rows = (
        facts.cases_by_usage.filter(~nw.col("case_id").is_null()).group_by("case_id").agg(nw.col(LINE).min())
    )
    return cases.join(rows, on="case_id", how="inner")


def _name_of_stream(_: SourceFacts, stream: str) -> str:
    # In the advice: the text is printed in a public report, and the stream is one case's.
    return f"Het gaat om de stroom {stream}."


_IF_NONE = "Was er na het MDO geen gebruik, zet dan een regel met aantal 0 na het MDO."
_IF_UNKNOWN = (
    "Is het gebruik erna niet bekend, noem de stroom dan niet bij stromen_bekend en bewaar haar regels "
    "buiten dit bestand."
)

RULES: tuple[InputRule, ...] = (
    SetRule(
        code="stroom_zonder_na",
        table=USAGE,
        level="waarschuwing",
        text="In de stroom {} is er gebruik voor het MDO en geen enkele regel erna: dat telt als 0 euro.",
        advice=f"{_IF_NONE} {_IF_UNKNOWN}",
        find=_whole_streams,
        needs=_can_tell,
    ),
    SetRule(
        code="casus_zonder_na",
        table=CASES,
        column="case_id",
        level="waarschuwing",
        text=(
            "Deze casus heeft gebruik voor het MDO en geen enkele regel erna: dat telt als een daling naar "
            "0 euro."
        ),
        advice=f"{_IF_NONE} {_IF_UNKNOWN}",
        find=_whole_cases,
        needs=_can_tell,
    ),
    SetRule(
        code="na_ontbreekt",
        table=CASES,
        column="observed_streams",
        level="waarschuwing",
        text=(
            "Een stroom van deze casus heeft gebruik voor het MDO en geen regel erna: dat telt als een "
            "daling naar 0 euro."
        ),
        hint=_name_of_stream,
        advice=f"{_IF_NONE} {_IF_UNKNOWN}",
        find=_streams_of_cases,
        needs=_can_tell,
    ),
)
