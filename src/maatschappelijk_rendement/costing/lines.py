"""Price usage lines: from a frame of lines to the same lines with whole cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.calendar import Period
from maatschappelijk_rendement.costing.exact import BASE, rounded_quotient, with_rounded_product
from maatschappelijk_rendement.costing.meters import MeterTable, lay_meters, meter_keys
from maatschappelijk_rendement.costing.prices import (
    Constant,
    PriceLine,
    PriceMode,
    constant_price,
    current_prices,
    missing_day,
)
from maatschappelijk_rendement.costing.survey import Asked, survey
from maatschappelijk_rendement.costing.windows import Days, with_windows
from maatschappelijk_rendement.engines import NO_DAY, day_number, like, look_up, small, with_plain_texts
from maatschappelijk_rendement.errors import Finding, InputError, TariffMissingError
from maatschappelijk_rendement.tariffs import Indices, Product, Tariffs
from maatschappelijk_rendement.vocabulary import Moment, Per

# More lines than this outside their window are counted, not listed.
MOST_LINES_LISTED = 1000

OF_THE_CASE = ("wijk", "case_type")
OF_THE_PRODUCT = ("stream", "category")
DEFAULTS = ("payer", "receiver", "money_kind")
SPAN_COLUMNS = ("first_day", "end_day")
COST_COLUMNS = ("in_window_cents", "one_off_cents", "structural_cents")


@dataclass(frozen=True)
class PricedUsage:
    """Usage lines with their cost.

    Attributes:
        lines: The lines as given, without start and end; with wijk and case_type of the case, the product's
            stream and category, its payer, receiver and money_kind where the line names none, first_day and
            end_day [ordinal, half open: the days that count; equal for a line outside its window], and
            in_window_cents, one_off_cents, structural_cents [euro cent, int64]. Of the kind of frame that
            was given.
        known_prices: The prices of each product that was asked for, used or not.
    """

    lines: Any
    known_prices: tuple[PriceLine, ...] = ()

    @cached_property
    def prices(self) -> tuple[PriceLine, ...]:
        """The price line of each product that was priced from the tariffs, on the days that lines use."""
        lines = nw.from_native(self.lines)
        if "price_e4" in lines.collect_schema():
            lines = lines.filter(nw.col("price_e4").is_null())
        days = {
            str(row["product_code"]): (int(row["first_day"]), int(row["end_day"]))
            for row in small(
                lines.filter(nw.col("end_day") > nw.col("first_day"))
                .group_by("product_code")
                .agg(nw.col("first_day").min(), nw.col("end_day").max())
            )
        }
        return tuple(_on_days(line, *days[line.code]) for line in self.known_prices if line.code in days)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Warnings: a price year with gaps, lines outside their window."""
        warnings = [warning for line in self.prices for warning in line.warnings]
        return (*warnings, *_outside(nw.from_native(self.lines)))


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
            empty], price_e4 [1/10000 euro, int, may be empty], payer, receiver, money_kind [text, may be
            empty], and what else it holds. pandas, Polars, PyArrow, DuckDB or PySpark.
        cases: case_id, wijk, case_type, mdo_date, repeat_date [date, may be empty]; the same kind of frame.
        tariffs: Prices with validity; see ``Tariffs``.
        mode: ``Constant(year, index)`` or ``Current()``.
        period_months: Length of the windows before and after the MDO in calendar months.
        indices: Index series; the shipped ones when left out.
        structural: Also compute what still runs per year; otherwise structural_cents is 0.

    Returns:
        The priced lines, in no particular order.

    Raises:
        InputError: A line lacks a value it needs, or its case is unknown or stands in ``cases`` twice.
        TariffMissingError: A product is unknown or has no price where one is needed; lists all of them.

    Source:
        contract.md, section 1, "What a line costs".
    """
    indices = indices if indices is not None else Indices.load()
    lines = with_plain_texts(nw.from_native(usage))
    columns = lines.collect_schema().names()
    made = (*OF_THE_CASE, *OF_THE_PRODUCT, *SPAN_COLUMNS, *COST_COLUMNS)
    kept = [name for name in columns if name not in ("start", "end", *made)]
    start, end = day_number(lines, "start"), day_number(lines, "end")
    has_own_price = "price_e4" in columns and _has_prices(lines)
    asked = survey(lines, has_own_price=has_own_price, start=start, end=end)
    kept += [name for name in DEFAULTS if name not in columns]
    kept += [*OF_THE_CASE, *OF_THE_PRODUCT]
    if not asked:
        return PricedUsage(_without_rows(lines, kept))
    lines = lines.with_columns(_start=start, _end=end)
    products = _products(asked, tariffs)
    lines, days = _with_cases(lines, nw.from_native(cases), asked, period_months)
    price_lines = _price_lines(products, asked, tariffs, mode, indices, days)
    table = lay_meters(price_lines, asked, days, period_months)
    lines = _with_products(lines, products, asked, table, columns)
    lines = _with_spans(lines, asked, has_own_price=has_own_price).select(*kept, *SPAN_COLUMNS, *READ_COLUMNS)
    lines = _read(lines, table, structural=structural)
    if table.has_gaps:
        _refuse_gaps(lines, tariffs, mode, indices)
    lines = _charge(lines, table, structural=structural).select(*kept, *SPAN_COLUMNS, *COST_COLUMNS)
    return PricedUsage(lines.to_native(), tuple(price_lines.values()))


# What a line needs to be charged, once its window and product are known.
READ_COLUMNS = ("_start_at", "_end_at", "_divisor", "_multiplicand", "_is_one_off", "_runs_on")


def _has_prices(lines: Any) -> bool:
    dtype = lines.collect_schema()["price_e4"]
    if dtype.is_integer():
        return True
    # A column in which everything is empty has no useful type of its own.
    if small(lines.select(n=nw.col("price_e4").count()))[0]["n"]:
        raise InputError([_wrong("prijs_geen_geheel_getal", "De kolom price_e4 bevat geen gehele getallen.")])
    return False


def _wrong(code: str, text: str) -> Finding:
    return Finding("fout", "Gebruik", "", code, text, "Controleer deze kolom van het gebruik.")


def _without_rows(lines: Any, kept: Sequence[str]) -> Any:
    present = lines.collect_schema().names()
    texts = {name: nw.lit("") for name in kept if name not in present}
    whole = {name: nw.lit(0, nw.Int64) for name in (*SPAN_COLUMNS, *COST_COLUMNS)}
    return lines.with_columns(**texts, **whole).select(*kept, *whole).to_native()


def _with_cases(lines: Any, cases: Any, asked: Sequence[Asked], period_months: int) -> tuple[Any, Days]:
    """Join the case of each line, with the bounds of the windows that occur; refuse lines without one."""
    windows, days = with_windows(with_plain_texts(cases), period_months)
    bounds = ["mdo_day", "before_start", "after_end"]
    if any(row.moment is Moment.REPEAT for row in asked):
        bounds += ["repeat_start", "repeat_end"]
    windows = windows.select("case_id", *OF_THE_CASE, **{f"_{name}": nw.col(name) for name in bounds})
    present = lines.collect_schema().names()
    lines = lines.drop(*(name for name in OF_THE_CASE if name in present)).join(
        windows, on="case_id", how="left"
    )
    known = nw.when(nw.col("_mdo_day").is_null()).then(nw.lit(0)).otherwise(nw.lit(1))
    seen = small(lines.select(lines=nw.len(), known=known.sum()))[0]
    if int(seen["known"]) != int(seen["lines"]):
        text = "Er zijn regels van een casus die niet bij de casussen staat."
        raise InputError([_wrong("casus_onbekend", text)])
    return lines, days


def _products(asked: Sequence[Asked], tariffs: Tariffs) -> dict[str, Product]:
    """Give what the store says of each code, as written in the lines; refuse codes it does not know."""
    codes = sorted({row.product_code for row in asked})
    problems = [_unknown_product(code, tariffs) for code in codes if code not in tariffs]
    if problems:
        raise TariffMissingError(problems)
    return {code: tariffs.product(code) for code in codes}


def _unknown_product(code: str, tariffs: Tariffs) -> Finding:
    near = tariffs.suggest(code)
    meant = f" Bedoelde u '{near}'?" if near else ""
    return Finding(
        "fout",
        "Gebruik",
        "",
        "productcode_onbekend",
        f"De productcode {code} is onbekend.{meant}",
        "Kies een code uit mr tarieven of zet de prijs op blad Tarieven.",
    )


def _price_lines(
    products: Mapping[str, Product],
    asked: Sequence[Asked],
    tariffs: Tariffs,
    mode: PriceMode,
    indices: Indices,
    days: Days,
) -> dict[str, PriceLine]:
    """Give the prices of each code that a line asks for without bringing its own."""
    first_line: dict[str, int] = {}
    for row in asked:
        if row.own_prices < row.lines:
            line = first_line.setdefault(row.product_code, row.first_line)
            first_line[row.product_code] = min(line, row.first_line)
    whole = Period(date.fromordinal(days.first), date.fromordinal(days.end))
    price_lines: dict[str, PriceLine] = {}
    problems: list[Finding] = []
    for code, line in sorted(first_line.items()):
        product, prices = products[code].code, tariffs.prices(code)
        try:
            if isinstance(mode, Constant):
                found = constant_price(product, prices, mode, indices)
            else:
                found = current_prices(product, prices, mode, indices, [whole])
            price_lines[code] = replace(found, code=code)
        except InputError as error:
            problems += [_on_line(finding, line) for finding in error.findings]
    if problems:
        raise TariffMissingError(problems)
    return price_lines


def _on_line(finding: Finding, line: int) -> Finding:
    return replace(finding, sheet="Gebruik", cell=str(line) if line else "")


def _on_days(line: PriceLine, first_day: int, end_day: int) -> PriceLine:
    """Leave out the prices of days that no line uses."""
    spans = tuple(
        span
        for span in line.spans
        if span.period.start.toordinal() < end_day and span.period.end.toordinal() > first_day
    )
    return replace(line, spans=spans)


def _with_products(
    lines: Any,
    products: Mapping[str, Product],
    asked: Sequence[Asked],
    table: MeterTable,
    columns: Sequence[str],
) -> Any:
    """Join what a product and period say of a line: its texts, and where its meters stand."""
    rows = []
    for code, per in sorted({(row.product_code, row.per) for row in asked}):
        product = products[code]
        row: dict[str, object] = {"product_code": code, "per": per.value}
        row |= {"stream": str(product.stream), "category": product.category or ""}
        row |= {f"_default_{name}": str(getattr(product, name) or "") for name in DEFAULTS}
        # A meter that no line reads has no offset.
        row |= {name: table.offsets.get(key, 0) for name, key in meter_keys(code, per).items()}
        row |= {"_is_one_off": int(per is Per.ONE_OFF), "_is_total": int(per is Per.TOTAL)}
        rows.append(row)
    names = list(rows[0])
    texts = [name for name in names if isinstance(rows[0][name], str)]
    found = like(lines, {name: [row[name] for row in rows] for name in names}, texts=texts)
    present = lines.collect_schema().names()
    lines = lines.drop(*(name for name in OF_THE_PRODUCT if name in present))
    lines = lines.join(found, on=["product_code", "per"], how="left")
    filled = {
        name: nw.coalesce(nw.col(name), nw.col(f"_default_{name}"))
        if name in columns
        else nw.col(f"_default_{name}")
        for name in DEFAULTS
    }
    return lines.with_columns(**filled).drop(*(f"_default_{name}" for name in DEFAULTS))


def _with_spans(lines: Any, asked: Sequence[Asked], *, has_own_price: bool) -> Any:
    """Add the days on which each line reads its meter, where those readings stand, and its divisor."""
    col, lit, when = nw.col, nw.lit, nw.when
    moment = col("moment")
    window_start, window_end = col("_mdo_day"), col("_after_end")
    if any(row.moment is Moment.REPEAT for row in asked):
        is_repeat = moment == Moment.REPEAT.value
        window_start = when(is_repeat).then(col("_repeat_start")).otherwise(window_start)
        window_end = when(is_repeat).then(col("_repeat_end")).otherwise(window_end)
    is_before, is_one_off = moment == Moment.BEFORE.value, col("_is_one_off") == 1
    is_recurring = (col("_is_one_off") + col("_is_total")) == 0
    lines = lines.with_columns(
        _window_start=when(is_before).then(col("_before_start")).otherwise(window_start),
        _window_end=when(is_before).then(col("_mdo_day")).otherwise(window_end),
        _is_spread=is_recurring & (col("_start") + col("_end") == NO_DAY),
    )
    start, end = col("_window_start"), col("_window_end")
    own_end = when(col("_end") != NO_DAY).then(col("_end")).otherwise(end)
    lines = lines.with_columns(_own_start=when(col("_start") != NO_DAY).then(col("_start")).otherwise(start))
    lines = lines.with_columns(_own_end=when(is_one_off).then(col("_own_start") + 1).otherwise(own_end))
    own_start, own_end = col("_own_start"), col("_own_end")
    lines = lines.with_columns(
        first_day=when(own_start > start).then(own_start).otherwise(start),
        end_day=when(own_end < end).then(own_end).otherwise(end),
    )
    # A line outside its window reads one day twice: it needs no price and costs nothing.
    is_inside = col("end_day") > col("first_day")
    lines = lines.with_columns(
        first_day=when(is_inside).then(col("first_day")).otherwise(start),
        end_day=when(is_inside).then(col("end_day")).otherwise(start),
    )
    spread, dated, multiplicand = col("_spread"), col("_dated"), col("quantity_milli").cast(nw.Int64)
    if has_own_price:
        has_own = ~col("price_e4").is_null()
        spread = when(has_own).then(col("_own_spread")).otherwise(spread)
        dated = when(has_own).then(col("_own_dated")).otherwise(dated)
        # Engines that fill in floats for empty integers must not touch large ones: empty becomes 1 first.
        multiplicand = multiplicand * col("price_e4").fill_null(1).cast(nw.Int64)
    own_days = when(own_end > own_start).then(own_end - own_start).otherwise(lit(1))
    rest = when(col("_is_total") == 1).then(own_days).otherwise(lit(1))
    runs_on = is_recurring & (col("end_day") == end)
    lines = lines.with_columns(
        _meter=when(col("_is_spread")).then(spread).otherwise(dated),
        _divisor=when(col("_is_spread")).then(end - start).otherwise(rest),
        _multiplicand=multiplicand,
        _runs_on=when(runs_on).then(lit(1)).otherwise(lit(0)),
    )
    return lines.with_columns(
        _start_at=col("_meter") + col("first_day"), _end_at=col("_meter") + col("end_day")
    )


def _read(lines: Any, table: MeterTable, *, structural: bool) -> Any:
    """Look up the readings at a line's first day and at its end, and what its last day costs per year."""
    gaps = ["gaps"] if table.has_gaps else []
    at_end = [*table.limbs_of("reading"), *(table.limbs_of("yearly") if structural else ()), *gaps]
    if table.is_narrow:
        at_end.append("denominator")
    at_start = [*table.limbs_of("reading"), *gaps]
    lines = look_up(lines, {f"_start_{name}": table.columns[name] for name in at_start}, at="_start_at")
    return look_up(lines, {f"_end_{name}": table.columns[name] for name in at_end}, at="_end_at")


def _refuse_gaps(lines: Any, tariffs: Tariffs, mode: PriceMode, indices: Indices) -> None:
    """Raise when a line uses a day on which its product has no price; every product and first such line."""
    hit = lines.filter(nw.col("_end_gaps") > nw.col("_start_gaps"))
    if "line" not in lines.collect_schema():
        hit = hit.with_columns(line=nw.lit(0))
    rows = small(
        hit.group_by("product_code").agg(
            line=nw.col("line").min(), first_day=nw.col("first_day").min(), end_day=nw.col("end_day").max()
        )
    )
    problems = []
    for row in sorted(rows, key=lambda row: (int(row["line"]), str(row["product_code"]))):
        code = str(row["product_code"])
        prices = tariffs.prices(code)
        day = next(
            number
            for number in range(int(row["first_day"]), int(row["end_day"]))
            if not any(p.period.start.toordinal() <= number < p.period.end.toordinal() for p in prices)
        )
        missing = missing_day(code, date.fromordinal(day), prices, mode, indices)
        problems += [_on_line(finding, int(row["line"])) for finding in missing]
    if problems:
        raise TariffMissingError(problems)


def _charge(lines: Any, table: MeterTable, *, structural: bool) -> Any:
    """Multiply, round once, and put the amount under recurring or one-off."""
    col, lit = nw.col, nw.lit
    charge = _charge_narrow if table.is_narrow else _charge_wide
    lines = charge(lines, table, structural=structural)
    runs_on = col("_yearly_cents") * col("_runs_on") if structural else lit(0, nw.Int64)
    one_off = col("_cost_cents") * col("_is_one_off")
    return lines.with_columns(
        in_window_cents=col("_cost_cents") - one_off, one_off_cents=one_off, structural_cents=runs_on
    )


def _charge_narrow(lines: Any, table: MeterTable, *, structural: bool) -> Any:
    col, engine = nw.col, lines.implementation
    denominator = col("_end_denominator")
    terms = {
        "_product": col("_multiplicand") * (col("_end_reading0") - col("_start_reading0")),
        "_divisor": denominator * col("_divisor"),
    }
    if structural:
        terms["_yearly"] = col("_multiplicand") * col("_end_yearly0")
    lines = lines.with_columns(**terms)
    amounts = {"_cost_cents": rounded_quotient(col("_product"), col("_divisor"), engine)}
    if structural:
        amounts["_yearly_cents"] = rounded_quotient(col("_yearly"), denominator, engine)
    return lines.with_columns(**{name: amount.cast(nw.Int64) for name, amount in amounts.items()})


def _charge_wide(lines: Any, table: MeterTable, *, structural: bool) -> Any:
    quantity = ["_multiplicand"]
    if table.largest_quantity >= BASE:
        low = nw.col("_multiplicand") % BASE
        lines = lines.with_columns(_low=low, _high=(nw.col("_multiplicand") - low) // BASE)
        quantity = ["_low", "_high"]
    lines = lines.with_columns(_one=nw.lit(1, nw.Int64))
    ends = [f"_end_{name}" for name in table.limbs_of("reading")]
    starts = [f"_start_{name}" for name in table.limbs_of("reading")]
    lines = with_rounded_product(
        lines,
        into="_cost_cents",
        quantity=quantity,
        end_reading=ends,
        start_reading=starts,
        fraction_limbs=table.fraction_limbs,
        divisor="_divisor",
    ).drop(*starts, *ends)
    if not structural:
        return lines
    return with_rounded_product(
        lines,
        into="_yearly_cents",
        quantity=quantity,
        end_reading=[f"_end_{name}" for name in table.limbs_of("yearly")],
        start_reading=None,
        fraction_limbs=table.fraction_limbs,
        divisor="_one",
    )


def _outside(lines: Any) -> list[Finding]:
    outside = lines.filter(nw.col("end_day") == nw.col("first_day"))
    number = int(small(outside.select(n=nw.len()))[0]["n"])
    if not number:
        return []
    advice = "Controleer de datums en het moment."
    if number > MOST_LINES_LISTED or "line" not in lines.collect_schema():
        count = f"{number:,}".replace(",", ".")
        text = f"Regels die geheel buiten de meetperiode vallen en voor 0 euro tellen: {count}."
        return [Finding("waarschuwing", "Gebruik", "", "regels_buiten_venster", text, advice)]
    text = "Deze regel valt geheel buiten de meetperiode en telt voor 0 euro."
    return [
        Finding("waarschuwing", "Gebruik", str(line), "regel_buiten_venster", text, advice)
        for line in sorted(int(row["line"]) for row in small(outside.select("line")))
    ]
