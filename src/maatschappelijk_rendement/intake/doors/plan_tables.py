"""Tables that stay on the engine of an analyst (DuckDB, PySpark): put among the others, and delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import (
    EPOCH,
    NO_DAY,
    day_number,
    small,
    with_plain_texts,
    worked_out,
)
from maatschappelijk_rendement.costing.lookups import like
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.model import AnalysisSettings, ProgrammePost, Reading, Tariff
from maatschappelijk_rendement.domain.tables import CASES, MDO, USAGE
from maatschappelijk_rendement.domain.tariffs.products import Products
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.canonical import LINE, NAMES, WRONG, Tables
from maatschappelijk_rendement.intake.memory import ColumnsOf
from maatschappelijk_rendement.intake.plans import Given, PlanRead, by_folded_id, read_plan
from maatschappelijk_rendement.intake.spelling import first_spelling

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Plans:
    """The tables that stay on their engine, read.

    Attributes:
        cases: The cases, when they are among them; None when they are in memory.
        usage: The lines.
        hours: The hours of the MDOs, when they are among them.
        spellings: By folded id how the cases are spelled that tables in memory are about.
    """

    cases: PlanRead | None
    usage: PlanRead
    hours: PlanRead | None
    spellings: Mapping[str, str]

    def all(self) -> dict[str, PlanRead]:
        """Give them by the sheet that they are."""
        found = {CASES.sheet: self.cases, USAGE.sheet: self.usage, MDO.sheet: self.hours}
        return {sheet: one for sheet, one in found.items() if one is not None}


def read_plans(
    opened: Mapping[str, Any],
    given: Mapping[str, Mapping[str, Given]],
    in_memory: Mapping[str, ColumnsOf],
    products: Products,
) -> Plans:
    """Read the tables that stay on their engine.

    Args:
        opened: By name (``usage``, and perhaps ``cases`` and ``mdo``) the plan.
        given: By name what each column is.
        in_memory: By sheet the other tables.
        products: The products that are known.
    """

    def spelled(code: str) -> str:
        product = products.get(code)
        return product.code if product else code

    usage = with_plain_texts(opened["usage"])
    cases = None
    if "cases" in opened:
        cases = read_plan(CASES, opened["cases"], given["cases"], None, spelled)
        ids = worked_out(by_folded_id(cases.rows))
        spellings = _spellings(ids, in_memory)
    else:
        spellings = first_spelling(in_memory[CASES.sheet].meanings.get("case_id", ()))
        table = {"_id": list(spellings) or [NO_ID], "_case": list(spellings.values()) or [NO_ID]}
        ids = with_plain_texts(like(usage, table, texts=("_id", "_case")))
    lines = read_plan(USAGE, usage, given["usage"], ids, spelled)
    hours = read_plan(MDO, opened["mdo"], given["mdo"], ids, spelled) if "mdo" in opened else None
    return Plans(cases, lines, hours, spellings)


NO_ID = "(leeg)"
SCORES_HERE = "scores_in_memory"


def _spellings(ids: Any, in_memory: Mapping[str, ColumnsOf]) -> dict[str, str]:
    """Look up how the cases are spelled that tables in memory are about."""
    asked = sorted(
        {
            fold(text)
            for one in in_memory.values()
            for text in one.meanings.get("case_id", ())
            if isinstance(text, str)
        }
    )
    if not asked:
        return {}
    table = with_plain_texts(like(ids, {"_id": asked}, texts=("_id",)))
    return {str(row["_id"]): str(row["_case"]) for row in small(ids.join(table, on="_id", how="semi"))}


def with_plans(tables: Tables, plans: Plans, given: Mapping[str, Mapping[str, Given]]) -> Tables:
    """Put tables that stay on their engine among the others, and what is in memory beside them.

    Args:
        tables: The other tables.
        plans: Those on the engine.
        given: By name what each of their columns is.
    """
    lines, frames = plans.usage.rows, dict(tables.frames)
    if plans.cases is None:
        frames["cases_by_usage"] = _beside(lines, tables.frames["cases"], ("mdo_date", "repeat_date"))
    else:
        frames["cases"] = frames["cases_by_usage"] = plans.cases.rows.to_native()
        # The rules on scores ask for the days of their cases.
        frames[SCORES_HERE] = tables.frames["scores"]
        frames["scores"] = _beside(lines, tables.frames["scores"], ("measured_on",))
    hours = plans.hours.rows.to_native() if plans.hours else _beside(lines, tables.frames["mdo"], ())
    frames |= {"usage": lines.to_native(), "mdo": hours}
    read = {table.sheet: table for table in (CASES, USAGE, MDO)}
    absent = {
        sheet: frozenset(column.name for column in read[sheet].columns) - set(given[NAMES[sheet]])
        for sheet in plans.all()
    }
    return replace(
        tables,
        frames=frames,
        absent_columns={**tables.absent_columns, **absent},
        lines_read={**tables.lines_read, **{sheet: one.count for sheet, one in plans.all().items()}},
    )


def _beside(lines: Any, frame: pd.DataFrame, days: Sequence[str]) -> Any:
    """Bring a small frame to the engine of the lines; a day becomes its number."""
    opened = nw.from_native(frame, eager_only=True)
    opened = opened.with_columns(
        **{name: nw.when(day_number(opened, name) != NO_DAY).then(day_number(opened, name)) for name in days}
    )
    schema = opened.collect_schema()
    texts = [name for name, dtype in schema.items() if not dtype.is_numeric()]
    native = opened.to_native()
    values = {name: native[name].astype(object).where(native[name].notna(), None).tolist() for name in schema}
    whole = {
        name: [None if v is None else int(v) for v in values[name]] for name in schema if name not in texts
    }
    return worked_out(like(lines, {**values, **whole}, texts=texts)).to_native()


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

    def cases() -> pd.DataFrame:
        found = tables.frames["cases"]
        return found.drop(columns=gone) if found is not by_usage else _with_days(_fetch(bare("cases", *gone)))

    by_usage = tables.frames["cases_by_usage"]

    def keep(frame: Any, name: str) -> Any:
        return worked_out(nw.from_native(frame)).to_native()

    def bare(name: str, *columns: str) -> Any:
        frame = nw.from_native(tables.frames[name])
        return frame.drop(*columns).to_native()

    return Delivery(
        settings=settings,
        given_cases=cases,
        usage=bare("usage", WRONG, "unit"),
        cases_by_usage=bare("cases_by_usage", *gone),
        scores=tables.frames.get(SCORES_HERE, tables.frames["scores"]).drop(columns=gone),
        mdo=bare("mdo", WRONG),
        programme=tuple(programme),
        tariffs=tuple(tariffs),
        reading=reading,
        content_hash=lambda: "",
        keep=keep,
        fetch=_fetch,
        is_in_memory=False,
    )


def _with_days(cases: pd.DataFrame) -> pd.DataFrame:
    """Give days in place of their numbers, and the cases in the order of their ids."""
    import pandas as pd

    for name in ("mdo_date", "repeat_date"):
        days = cases[name].astype("Int64") - EPOCH.toordinal()
        cases[name] = pd.to_datetime(days.astype("float64"), unit="D").astype("datetime64[s]")
    return cases.sort_values("case_id", ignore_index=True)


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
