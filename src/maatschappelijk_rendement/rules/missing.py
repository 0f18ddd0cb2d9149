"""Missing is not zero, after the MDO as well as before (method: docs/ontwerp.md)."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from maatschappelijk_rendement.canonical import LINE, NO_LINE
from maatschappelijk_rendement.engines import small
from maatschappelijk_rendement.rules.declared import Rule, SetRule
from maatschappelijk_rendement.rules.facts import Facts
from maatschappelijk_rendement.tables import CASES, USAGE
from maatschappelijk_rendement.vocabulary import Moment, Stream


def _is_at(moment: Moment) -> nw.Expr:
    return nw.col("moment") == moment.value


def _streams_without_after(facts: Facts) -> tuple[str, ...]:
    """Name the streams with use before and, in the whole source, no line after."""
    sums = facts.use_by_stream.group_by("stream").agg(
        before=nw.col("before").sum(), after=nw.col("after").sum()
    )
    found = {str(row["stream"]) for row in small(sums) if int(row["before"]) and not int(row["after"])}
    return tuple(stream.value for stream in Stream if stream.value in found)


def _can_tell(facts: Facts) -> bool:
    tables = facts.tables
    return tables.has_rows(USAGE) and tables.knows(USAGE, "case_id", "moment", "product_code", "quantity")


def _whole_streams(facts: Facts) -> list[tuple[int, str]]:
    return [(NO_LINE, stream) for stream in _streams_without_after(facts)]


def _lacking(facts: Facts) -> Any:
    """Give per case and stream what has use before and no line after; not what lacks it everywhere."""
    sums = facts.use_by_stream.filter(~nw.col("stream").is_in([*_streams_without_after(facts), ""]))
    return sums.filter((nw.col("before") > 0) & (nw.col("after") == 0))


def _has_after(facts: Facts) -> Any:
    after = facts.plain(USAGE).filter(_is_at(Moment.AFTER) & ~nw.col("case_id").is_null())
    return after.select("case_id").unique()


def _whole_cases(facts: Facts) -> Any:
    lacking = _lacking(facts).select("case_id").unique()
    return _lines_of(facts, lacking.join(_has_after(facts), on="case_id", how="anti")).select(LINE)


def _streams_of_cases(facts: Facts) -> Any:
    lacking = _lacking(facts).join(_has_after(facts), on="case_id", how="inner")
    return _lines_of(facts, lacking.select("case_id", "stream")).select(LINE, detail=nw.col("stream"))


def _lines_of(facts: Facts, cases: Any) -> Any:
    rows = (
        facts.cases_by_usage.filter(~nw.col("case_id").is_null()).group_by("case_id").agg(nw.col(LINE).min())
    )
    return cases.join(rows, on="case_id", how="inner")


def _name_of_stream(_: Facts, stream: str) -> str:
    # In the advice: the text is printed in a public report, and the stream is one case's.
    return f"Het gaat om de stroom {stream}."


_IF_NONE = "Was er na het MDO geen gebruik, zet dan een regel met aantal 0 na het MDO."
_IF_UNKNOWN = (
    "Is het gebruik erna niet bekend, noem de stroom dan niet bij stromen_bekend en bewaar haar regels "
    "buiten dit bestand."
)

RULES: tuple[Rule, ...] = (
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
