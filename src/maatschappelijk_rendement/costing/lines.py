"""Price usage lines: from a frame of lines to the same lines with whole cents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.charge import READ_COLUMNS, with_amounts, with_readings
from maatschappelijk_rendement.costing.coverage import price_lines, refuse_gaps
from maatschappelijk_rendement.costing.engines import (
    as_number,
    collected,
    day_number,
    in_parts,
    in_steps,
    require_columns,
    small,
    with_plain_texts,
    with_whole_numbers,
)
from maatschappelijk_rendement.costing.kinds import DEFAULTS, OF_THE_PRODUCT, products_of, with_kinds
from maatschappelijk_rendement.costing.lookups import (
    as_words,
    find_rows,
    join_rows,
    numbered_at_once,
    with_combination,
)
from maatschappelijk_rendement.costing.meters import lay_meters
from maatschappelijk_rendement.costing.own_contribution import require_within, with_contributions
from maatschappelijk_rendement.costing.priced import PricedUsage
from maatschappelijk_rendement.costing.prices import PriceMode
from maatschappelijk_rendement.costing.spans import with_spans
from maatschappelijk_rendement.costing.survey import KIND, survey
from maatschappelijk_rendement.costing.windows import BOUNDS, REPEAT_BOUNDS, with_windows
from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs
from maatschappelijk_rendement.domain.vocabulary import Moment

NEEDED = ("case_id", "moment", "product_code", "quantity_milli", "per")
OF_THE_CASE = ("wijk", "case_type")
WORDS = (*KIND, *OF_THE_CASE, *OF_THE_PRODUCT, *DEFAULTS)
CASE_NUMBER = "case_number"
SPAN_COLUMNS = ("first_day", "end_day")
COST_COLUMNS = ("in_window_cents", "one_off_cents", "structural_cents")
MADE = (*OF_THE_CASE, *OF_THE_PRODUCT, CASE_NUMBER, *SPAN_COLUMNS, *COST_COLUMNS)


def price_usage(
    usage: Any,
    cases: Any,
    tariffs: Tariffs,
    *,
    mode: PriceMode,
    period_months: int,
    indices: Indices | None = None,
    structural: bool = True,
) -> PricedUsage:
    """Price each usage line in whole euro cents.

    Args:
        usage: One row a line: case_id, moment, product_code, quantity_milli [1/1000 unit, int], per;
            optional are line [int, sheet row or number], start, end [date or day number, half open, may be
            empty], price_e4 [1/10000 euro, int, may be empty], own_contribution_cents [euro cent in the
            window, may be empty], payer, receiver, money_kind [text, may be empty], and what else it holds.
            pandas, Polars, PyArrow, DuckDB or PySpark.
        cases: case_id, wijk, case_type, mdo_date, repeat_date [date, may be empty]; the same kind of frame.
        tariffs: Prices with validity; see ``Tariffs``.
        mode: ``Constant(year, index)`` or ``Current()``.
        period_months: Length of the windows before and after the MDO in calendar months.
        indices: Index series; the shipped ones when left out.
        structural: Also compute what still runs per year; otherwise structural_cents is 0.

    Returns:
        The priced lines, in no particular order. Columns of your own stay, but for wijk, case_type, stream
        and category: those are of the case and the product.

    Raises:
        InputError: A line lacks a value it needs, or its case is unknown or stands in ``cases`` twice; or a
            resident pays more of a line than it costs.
        UsageError: A column is missing, has a name that starts with an underscore, or prices are no Tariffs.
        TariffMissingError: A product is unknown or has no price where one is needed; lists all of them.

    Source:
        docs/wat-een-regel-kost.md
    """
    if not isinstance(tariffs, Tariffs):
        raise UsageError("Geef de prijzen als Tariffs, zoals Tariffs.load() of Tariffs.load().add(prijzen).")
    indices = indices if indices is not None else Indices.load()
    given, cases = nw.from_native(usage), nw.from_native(cases)
    require_columns(given, NEEDED, "de tabel met regels")
    require_columns(cases, ("case_id", *OF_THE_CASE, "mdo_date"), "de tabel met casussen")
    # The small table of kinds takes on the enumerations of DuckDB; see ``lookups.join_rows``.
    texts = ("case_id", *DEFAULTS) if given.implementation.is_duckdb() else ("case_id", *KIND, *DEFAULTS)
    _refuse_underscores(given)
    _refuse_unlike_ids(given, cases)
    lines = with_contributions(_with_texts(_opened(given, texts)))
    # What else a case has is no concern of its lines, whatever it is called.
    asked_of = [name for name in (*OF_THE_CASE, "mdo_date", "repeat_date") if name in cases.collect_schema()]
    cases = numbered_at_once(_opened(cases.select("case_id", *asked_of)), CASE_NUMBER)
    columns = lines.collect_schema().names()
    lines = with_whole_numbers(lines, "quantity_milli")
    has_own_price = "price_e4" in columns and _has_prices(lines)
    dates = {f"_{name}": day_number(lines, name) for name in ("start", "end")}
    lines = lines.with_columns(**dates).drop(*(name for name in ("start", "end", *MADE) if name in columns))
    kept = [name for name in columns if name not in ("start", "end", *MADE)]
    kept += [name for name in DEFAULTS if name not in columns]
    lines, combinations = with_combination(lines, KIND, into="_kind")
    lines, cases = in_steps(lines), in_steps(cases)
    found = in_steps(find_rows(lines, cases, on="case_id", at=CASE_NUMBER))
    asked = survey(found, combinations, has_own_price=has_own_price)
    if not asked:
        return PricedUsage(_without_rows(given, kept))
    has_repeats = any(row.moment is Moment.REPEAT for row in asked)
    windows, days = with_windows(cases, period_months, has_repeats=has_repeats)
    products = products_of(asked, tariffs)
    prices = price_lines(products, asked, tariffs, mode, indices, days)
    table = lay_meters(prices, asked, days, period_months)
    lines = found if combinations else lines
    bounds = ("mdo_day", *BOUNDS, *(REPEAT_BOUNDS if has_repeats else ()))
    numbers = [CASE_NUMBER] if CASE_NUMBER in windows.collect_schema() else []
    windows = windows.select(
        "case_id", *OF_THE_CASE, *numbers, **{f"_{name}": nw.col(name) for name in bounds}
    )
    windows = in_steps(windows)
    windows = as_words(windows, cases, OF_THE_CASE)
    kept += [*OF_THE_CASE, *OF_THE_PRODUCT, CASE_NUMBER, *SPAN_COLUMNS]

    def priced_part(lines: Any) -> Any:
        lines = join_rows(lines, windows, on=["case_id"], at=CASE_NUMBER)
        lines = in_steps(with_kinds(lines, products, asked, combinations, table, has_own_price=has_own_price))
        lines = in_steps(with_spans(lines, has_own_price=has_own_price, has_repeats=has_repeats))
        lines = in_steps(with_readings(lines.select(*kept, *READ_COLUMNS), table, structural=structural))
        if table.has_gaps:
            refuse_gaps(lines, prices, tariffs, mode, indices)
        lines = with_amounts(lines, table, structural=structural).select(*kept, *COST_COLUMNS)
        # Words of a list join with texts on DuckDB alone.
        return lines if lines.implementation.is_duckdb() else with_plain_texts(lines, WORDS)

    # What lacks a price is named all at once, so then every line is looked at together.
    lines = priced_part(lines) if table.has_gaps else in_parts(lines, priced_part)
    priced = _like_given(lines, given)
    require_within(priced)
    return PricedUsage(priced.to_native(), tuple(prices.values()))


def _refuse_underscores(usage: Any) -> None:
    """Refuse names that are kept for what is worked out: they would be taken for that."""
    taken = [name for name in usage.collect_schema().names() if name.startswith("_")]
    if taken:
        raise UsageError(
            f"De naam van een kolom mag niet met een liggend streepje beginnen: {', '.join(taken)}. "
            "Geef zulke kolommen een andere naam."
        )


def _refuse_unlike_ids(usage: Any, cases: Any) -> None:
    """Refuse ids that are numbers in one table and texts in the other: engines make 7 of '07', or do not."""
    kinds = [frame.collect_schema()["case_id"] for frame in (usage, cases)]
    if len({kind.is_numeric() for kind in kinds}) > 1:
        text = "De kolom case_id is in de ene tabel een getal en in de andere tekst."
        raise InputError([replace(_wrong("casus_id_ongelijk", text), advice="Maak er in beide tekst van.")])


def _with_texts(lines: Any) -> Any:
    """Make texts of categories of pandas that may be filled, and leave out a column in which all is empty.

    Raises:
        InputError: Such a column holds no text.
    """
    for name, kind in lines.collect_schema().items():
        if name not in DEFAULTS or kind in (nw.String, nw.Object):
            continue
        is_there = ~nw.col(name).is_null()
        if kind in (nw.Categorical, nw.Enum):
            lines = lines.with_columns(nw.when(is_there).then(nw.col(name).cast(nw.String)).alias(name))
            continue
        # An empty column of numbers is one in which nothing was filled in.
        is_there = is_there & ~nw.col(name).is_nan() if kind.is_float() else is_there
        if small(lines.select(n=as_number(is_there).sum()))[0]["n"]:
            raise InputError([_wrong("geen_tekst", f"De kolom {name} bevat geen tekst.")])
        lines = lines.drop(name)
    return lines


def _opened(frame: Any, texts: Sequence[str] = ()) -> Any:
    """Let Polars plan the whole of the work; give the texts that are compared one type, all when left out."""
    plain = with_plain_texts(frame, texts)
    return plain.lazy() if plain.implementation.is_polars() else plain


def _like_given(lines: Any, given: Any) -> Any:
    if given.implementation.is_pyarrow():
        return _as_large(lines, given)
    return collected(lines) if isinstance(given, nw.DataFrame) and isinstance(lines, nw.LazyFrame) else lines


def _as_large(lines: Any, given: Any) -> Any:
    """Give large texts where PyArrow was given those: it joins none with a text that is not."""
    from pyarrow import large_string, schema

    if large_string() not in given.to_native().schema.types:
        return lines
    native = lines.to_native()
    kinds = [field.with_type(large_string()) if field.type == "string" else field for field in native.schema]
    return nw.from_native(native.cast(schema(kinds)))


def _has_prices(lines: Any) -> bool:
    if not small(lines.select(n=nw.col("price_e4").count()))[0]["n"]:
        return False
    # A column in which everything is empty has no useful type of its own.
    if not lines.collect_schema()["price_e4"].is_integer():
        text = "De kolom price_e4 heeft een type dat geen hele getallen bewaart."
        advice = "Geef hele tienduizendsten van een euro; in pandas met astype('Int64')."
        raise InputError([replace(_wrong("prijs_geen_geheel_getal", text), advice=advice)])
    return True


def _wrong(code: str, text: str) -> Finding:
    return Finding("fout", "Gebruik", "", code, text, "Controleer deze kolom van het gebruik.")


def _without_rows(lines: Any, kept: Sequence[str]) -> Any:
    present = lines.collect_schema().names()
    names = [*kept, *OF_THE_CASE, *OF_THE_PRODUCT]
    texts = {name: nw.lit("") for name in names if name not in present}
    whole = {name: nw.lit(0, nw.Int64) for name in (CASE_NUMBER, *SPAN_COLUMNS, *COST_COLUMNS)}
    return lines.with_columns(**texts, **whole).select(*names, *whole).to_native()
