"""Lines that stay on the engine of an analyst (DuckDB, PySpark): put among the tables, and delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import NO_DAY, day_number, small
from maatschappelijk_rendement.costing.lookups import like
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.model import AnalysisSettings, ProgrammePost, Reading, Tariff
from maatschappelijk_rendement.domain.tables import (
    USAGE,
)
from maatschappelijk_rendement.domain.tariffs.products import Products
from maatschappelijk_rendement.intake.canonical import LINE, WRONG, Tables
from maatschappelijk_rendement.intake.plans import Given, read_plan
from maatschappelijk_rendement.intake.spelling import first_spelling
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

if TYPE_CHECKING:
    import pandas as pd


def with_plan(
    tables: Tables, usage: Any, given: Mapping[str, Given], products: Products, found: CollectedFindings
) -> Tables:
    """Put lines that stay on their engine among the tables, and the cases and hours beside them.

    Args:
        tables: The other tables.
        usage: The lines.
        given: What each of their columns is.
        products: The products that are known.
        found: Where findings go.
    """

    def spelled(code: str) -> str:
        product = products.get(code)
        return product.code if product else code

    cases = first_spelling(tables.frames["cases"]["case_id"])
    lines, findings = read_plan(usage, given, cases, spelled)
    found.extend(findings)
    count = int(small(lines.select(n=nw.len()))[0]["n"])
    frames = {
        **tables.frames,
        "usage": lines.to_native(),
        "cases_by_usage": _beside(lines, tables.frames["cases"], ("mdo_date", "repeat_date")),
        "mdo": _beside(lines, tables.frames["mdo"], ()),
    }
    absent = {**tables.absent_columns, USAGE.sheet: frozenset(c.name for c in USAGE.columns) - set(given)}
    return replace(
        tables,
        frames=frames,
        absent_columns=absent,
        lines_read={**tables.lines_read, USAGE.sheet: count},
    )


def _beside(lines: Any, frame: pd.DataFrame, days: Sequence[str]) -> Any:
    """Bring a small frame to the engine of the lines; a day becomes its number."""
    opened = nw.from_native(frame, eager_only=True)
    opened = opened.with_columns(
        **{name: nw.when(day_number(opened, name) != NO_DAY).then(day_number(opened, name)) for name in days}
    )
    schema = opened.collect_schema()
    texts = [name for name, dtype in schema.items() if not dtype.is_numeric()]
    values = {
        name: [None if _is_empty(value) else value for value in opened.get_column(name).to_list()]
        for name in schema
    }
    whole = {
        name: [None if v is None else int(v) for v in values[name]] for name in schema if name not in texts
    }
    return like(lines, {**values, **whole}, texts=texts).to_native()


def _is_empty(value: Any) -> bool:
    import pandas as pd

    return value is None or bool(pd.isna(value))


def deliver_plan(
    tables: Tables,
    settings: AnalysisSettings,
    programme: Sequence[ProgrammePost],
    tariffs: Sequence[Tariff],
    reading: Reading,
) -> Delivery:
    """Make a delivery whose lines stay on their engine.

    Args:
        tables: The tables, after every rule.
        settings: Of the analysis.
        programme: Its posts.
        tariffs: Own prices.
        reading: What was read.
    """
    gone = [LINE, WRONG]

    def bare(name: str, *columns: str) -> Any:
        frame = nw.from_native(tables.frames[name])
        return frame.drop(*columns).to_native()

    return Delivery(
        settings=settings,
        cases=tables.frames["cases"].drop(columns=gone),
        usage=bare("usage", WRONG, "unit"),
        cases_by_usage=bare("cases_by_usage", *gone),
        scores=tables.frames["scores"].drop(columns=gone),
        mdo=bare("mdo", WRONG),
        programme=tuple(programme),
        tariffs=tuple(tariffs),
        reading=reading,
        content_hash=lambda: "",
        fetch=_fetch,
        is_in_memory=False,
    )


def _fetch(frame: Any) -> pd.DataFrame:
    """Bring a frame of the engine to pandas, in the types of ``frames``."""
    import pandas as pd

    opened = nw.from_native(frame)
    if isinstance(opened, nw.LazyFrame):
        # PySpark's own way to pandas leans on what pandas 3 calls deprecated; by Arrow it does not.
        is_spark = opened.implementation.is_pyspark()
        opened = opened.collect(backend="pyarrow" if is_spark else "pandas")
    found: pd.DataFrame = opened.to_pandas()
    for name in found.columns:
        if not pd.api.types.is_numeric_dtype(found[name]) and not pd.api.types.is_datetime64_any_dtype(
            found[name]
        ):
            found[name] = found[name].astype("str").where(found[name].notna(), None).astype("str")
    return found
