"""From checked tables to the delivery that is analysed: only rows without an error."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from maatschappelijk_rendement.costing.own_contribution import CONTRIBUTION
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.model import AnalysisSettings, ProgrammePost, Reading, Tariff
from maatschappelijk_rendement.domain.record import Record, values_of
from maatschappelijk_rendement.domain.tables import CASES, MDO, USAGE, WELLBEING, SheetTable
from maatschappelijk_rendement.intake.canonical import LINE, WRONG, Tables

if TYPE_CHECKING:
    import pandas as pd

# Lines keep their number, so that a message can name the row; the others do not need it.
_WITH_LINES = (USAGE, MDO)


def deliver(
    tables: Tables,
    settings: AnalysisSettings,
    *,
    rejected: Mapping[str, frozenset[int]],
    programme: Sequence[ProgrammePost],
    tariffs: Sequence[Tariff],
    reading: Reading,
) -> Delivery:
    """Make a delivery of the rows in memory that have no error.

    Args:
        tables: The tables, in pandas.
        settings: How it is analysed.
        rejected: By sheet the lines with an error.
        programme: What the way of working costs beside the cases.
        tariffs: Its own prices.
        reading: What reading left behind.

    Returns:
        The delivery. A line of a case that was rejected is left out, as its case is.
    """
    cases = _sound(tables, CASES, rejected)
    ids = set(cases["case_id"])
    lines = {table.sheet: _sound(tables, table, rejected) for table in (USAGE, WELLBEING, MDO)}
    lines = {
        sheet: frame[frame["case_id"].isin(ids)].reset_index(drop=True) for sheet, frame in lines.items()
    }
    usage = lines[USAGE.sheet].rename(columns={LINE: "line"})
    if not usage[CONTRIBUTION].notna().any():
        # Without one the content is what it was before this column was known, and so is its hash.
        usage = usage.drop(columns=CONTRIBUTION)
    delivery = Delivery(
        settings=settings,
        given_cases=cases,
        usage=usage.astype({"quantity_milli": "int64"}),
        cases_by_usage=cases,
        scores=lines[WELLBEING.sheet].astype({"score_centi": "int64"}),
        mdo=lines[MDO.sheet].astype({"hours_milli": "int64"}),
        programme=tuple(programme),
        tariffs=tuple(tariffs),
        reading=reading,
        content_hash=str,
    )
    object.__setattr__(delivery, "content_hash", partial(hash_of, delivery))
    return delivery


def _sound(tables: Tables, table: SheetTable, rejected: Mapping[str, frozenset[int]]) -> pd.DataFrame:
    frame = tables.frame(table)
    wrong = (frame[WRONG] != 0) | frame[LINE].isin(rejected.get(table.sheet, frozenset()))
    gone = [WRONG] if table in _WITH_LINES else [WRONG, LINE]
    if not tables.knows(table, *(c.name for c in table.columns if not c.may_be_absent)):
        frame = frame.iloc[:0]
        wrong = wrong.iloc[:0]
    found: pd.DataFrame = frame[~wrong].drop(columns=gone).reset_index(drop=True)
    return found


def hash_of(delivery: Delivery) -> str:
    """Hash what a delivery in memory says, in any order of rows, and not where it came from."""
    digest = hashlib.sha256(repr(sorted(vars_of(delivery.settings).items())).encode())
    for name, frame in (
        ("cases", delivery.cases),
        ("usage", delivery.usage.drop(columns=LINE)),
        ("scores", delivery.scores),
        ("mdo", delivery.mdo.drop(columns=LINE)),
    ):
        digest.update(name.encode())
        for row in sorted(_rows_of(frame)):
            digest.update(row.encode())
    for name, objects in (("programme", delivery.programme), ("tariffs", delivery.tariffs)):
        digest.update(name.encode())
        for row in sorted(repr(sorted(_said(item).items())) for item in objects):
            digest.update(row.encode())
    return digest.hexdigest()


def _said(item: Record) -> dict[str, str]:
    """Give the fields in words, without a field of later that says nothing: the hash stays what it was."""
    return {name: word for name, word in vars_of(item).items() if (name, word) != ("counterpart", "None")}


def vars_of(item: Record) -> dict[str, str]:
    """Give the fields of an object with their values in words."""
    return {name: str(value) for name, value in values_of(item).items()}


def _rows_of(frame: pd.DataFrame) -> list[str]:
    """Give each row in words, its columns by name; a value that is not there is empty."""
    values = [frame[name] for name in sorted(frame.columns)]
    columns = [map(_in_words, column.tolist(), column.isna().tolist()) for column in values]
    return list(map(repr, zip(*columns, strict=True)))


def _in_words(value: object, is_gone: bool) -> str:
    return "" if is_gone else str(value)
