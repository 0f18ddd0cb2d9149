"""Price usage lines: from a frame of lines to the same lines with whole cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.calendar import Period
from maatschappelijk_rendement.costing.exact import BASE, LARGEST_RESULT, with_rounded_product
from maatschappelijk_rendement.costing.meters import (
    PER_YEAR,
    RECURRING,
    Meter,
    MeterTable,
    run_meter,
    tabulate,
    units_in_window,
)
from maatschappelijk_rendement.costing.prices import (
    ALL_DAYS,
    Constant,
    PriceLine,
    PriceMode,
    PriceSpan,
    constant_price,
    current_prices,
    missing_day,
)
from maatschappelijk_rendement.costing.windows import NO_DAY, day_number, with_windows
from maatschappelijk_rendement.engines import like, small
from maatschappelijk_rendement.errors import (
    Finding,
    InputError,
    MaatschappelijkRendementError,
    TariffMissingError,
)
from maatschappelijk_rendement.tariffs import Indices, Product, Tariffs
from maatschappelijk_rendement.vocabulary import Moment, Per

# Above every ordinal of a date (9999-12-31 is 3.652.059).
DAYS_PER_METER = 1 << 22

# How a line reads its meter: shapes 0-5 are dated lines per day ... year; 6-11 lines without dates per day
# ... year,
# whose units are spread over the window; 12-17 what a recurring line costs per year.
DATED, UNDATED, YEARLY = 0, 6, 12
SHAPES = 18
# Product 0 is the meter of an own price: one ten-thousandth of a euro per unit.
OWN_PRICE = 0
OWN_PRICE_UNIT_EUR = Fraction(1, 10_000)

# What a line needs to be charged, once its window and product are known.
SPAN_COLUMNS = (
    *("product", "meter_product", "shape", "per_number", "first_day", "end_day", "divisor", "multiplicand"),
    *("is_inside", "is_one_off", "still_runs", "runs_on"),
)
COST_COLUMNS = ("in_window_cents", "one_off_cents", "structural_cents")


@dataclass(frozen=True)
class PricedUsage:
    """Usage lines with their cost.

    Attributes:
        lines: The lines as given, with wijk and case_type of the case, the product's stream, payer,
            receiver and
            money_kind where the line names none, and in_window_cents, one_off_cents, structural_cents [euro
            cent, int64]. Of the kind of frame that was given.
        prices: The price line of each product that was priced from the tariffs.
        findings: Warnings: a line outside its window, a price year with gaps, an index that is preliminary.
    """

    lines: Any
    prices: tuple[PriceLine, ...]
    findings: tuple[Finding, ...]


def price_usage(
    usage: Any,
    cases: Any,
    tariffs: Tariffs,
    *,
    mode: PriceMode,
    period_months: int,
    indices: Indices | None = None,
) -> PricedUsage:
    """Price each usage line in whole euro cents.

    Args:
        usage: One row a line: line [int, sheet row or number], case_id, moment, product_code, quantity_milli
            [1/1000 unit, int], per, start, end [date, half open, may be empty], price_e4 [1/10000 euro,
            int, may be
            empty], payer, receiver, money_kind [text, may be empty]. pandas, Polars, PyArrow, DuckDB or
            PySpark.
        cases: case_id, wijk, case_type, mdo_date, repeat_date [date, may be empty]; the same kind of frame.
        tariffs: Prices with validity; see ``Tariffs``.
        mode: ``Constant(year, index)`` or ``Current()``.
        period_months: Length of the windows before and after the MDO in calendar months.
        indices: Index series; the shipped ones when left out.

    Returns:
        The priced lines, in no particular order.

    Raises:
        TariffMissingError: A product is unknown or has no price where one is needed; lists all of them.

    Source:
        contract.md, section 1, "What a line costs".
    """
    indices = indices if indices is not None else Indices.load()
    lines = nw.from_native(usage)
    case_columns = (
        "case_id",
        "wijk",
        "case_type",
        "mdo_day",
        "before_start",
        "after_end",
        "repeat_start",
        "repeat_end",
    )
    windows = with_windows(nw.from_native(cases), period_months).select(*case_columns)
    lines = lines.join(windows, on="case_id", how="left")
    lines, products = _with_products(lines, tariffs)
    kept = [name for name in nw.from_native(usage).collect_schema().names() if name not in ("start", "end")]
    kept += ["wijk", "case_type", "stream", "category"]
    lines = _with_spans(lines).select(*kept, *SPAN_COLUMNS)
    demands = _demands(lines)
    price_lines, problems = _price_lines(products, demands, tariffs, mode, indices)
    if problems:
        raise TariffMissingError(problems)
    table = _meters(price_lines, demands, period_months)
    lines = _read(lines, table)
    if table.has_gaps:
        _refuse_gaps(lines, products, tariffs, mode, indices)
    lines = _charge(lines, table)
    warnings = [warning for line in price_lines.values() for warning in line.warnings]
    warnings += _outside(lines)
    lines = lines.select(*kept, "first_day", "end_day", *COST_COLUMNS)
    return PricedUsage(lines.to_native(), tuple(price_lines.values()), tuple(warnings))


def _with_products(lines: Any, tariffs: Tariffs) -> tuple[Any, dict[int, Product]]:
    """Join what the store says of each product; refuse codes it does not know."""
    codes = sorted(row["product_code"] for row in small(lines.select("product_code").unique()))
    numbers: dict[str, int] = {}
    products: dict[int, Product] = {}
    problems = []
    columns: dict[str, list[object]] = {
        name: [] for name in ("product_code", "product", "stream", "category")
    }
    defaults: dict[str, list[object]] = {name: [] for name in ("payer", "receiver", "money_kind")}
    for code in codes:
        if code not in tariffs:
            problems.append(_unknown_product(code, tariffs))
            continue
        product = tariffs.product(code)
        number = numbers.setdefault(product.code, len(numbers) + 1)
        products[number] = product
        values = {
            "product_code": code,
            "product": number,
            "stream": product.stream,
            "category": product.category or "",
        }
        for name, value in values.items():
            columns[name].append(value)
        for name in defaults:
            defaults[name].append(str(getattr(product, name) or ""))
    if problems:
        raise TariffMissingError(problems)
    renamed = {f"product_{name}": values for name, values in defaults.items()}
    texts = ("product_code", "stream", "category", *renamed)
    lines = lines.join(like(lines, {**columns, **renamed}, texts=texts), on="product_code", how="left")
    lines = lines.with_columns(
        **{name: nw.coalesce(nw.col(name), nw.col(f"product_{name}")) for name in defaults}
    )
    return lines.drop(*renamed), products


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


def _with_spans(lines: Any) -> Any:
    """Add the days on which each line reads its meter, the shape of its reading, and its divisor."""
    schema = lines.collect_schema()
    col, lit = nw.col, nw.lit
    lines = lines.with_columns(start_day=day_number("start", schema), last_end=day_number("end", schema))
    moment = col("moment")
    lines = lines.with_columns(
        window_start=nw.when(moment == Moment.BEFORE.value)
        .then(col("before_start"))
        .otherwise(
            nw.when(moment == Moment.REPEAT.value).then(col("repeat_start")).otherwise(col("mdo_day"))
        ),
        window_end=nw.when(moment == Moment.BEFORE.value)
        .then(col("mdo_day"))
        .otherwise(
            nw.when(moment == Moment.REPEAT.value).then(col("repeat_end")).otherwise(col("after_end"))
        ),
        is_dated=(col("start_day") != NO_DAY) | (col("last_end") != NO_DAY),
        is_one_off=col("per") == Per.ONE_OFF.value,
        is_total=col("per") == Per.TOTAL.value,
    )
    lines = lines.with_columns(
        own_start=nw.when(col("start_day") != NO_DAY).then(col("start_day")).otherwise(col("window_start")),
        own_end=nw.when(col("last_end") != NO_DAY).then(col("last_end")).otherwise(col("window_end")),
    )
    lines = lines.with_columns(
        own_end=nw.when(col("is_one_off")).then(col("own_start") + 1).otherwise(col("own_end")),
    )
    first = nw.max_horizontal("own_start", "window_start")
    lines = lines.with_columns(first_day=first, clipped_end=nw.min_horizontal("own_end", "window_end"))
    lines = lines.with_columns(is_inside=col("clipped_end") > col("first_day"))
    lines = lines.with_columns(
        # A line outside its window reads one day twice: it needs no price and costs nothing.
        first_day=nw.when(col("is_inside")).then(col("first_day")).otherwise(col("window_start")),
        end_day=nw.when(col("is_inside")).then(col("clipped_end")).otherwise(col("window_start")),
    )
    per_number = lit(0)
    for number, per in enumerate(RECURRING):
        if number:
            per_number = nw.when(col("per") == per.value).then(lit(number)).otherwise(per_number)
    spread = ~col("is_dated") & ~col("is_one_off") & ~col("is_total")
    recurs = ~col("is_one_off") & ~col("is_total")
    lines = lines.with_columns(
        per_number=per_number,
        is_spread=spread,
        still_runs=recurs & col("is_inside") & (col("end_day") == col("window_end")),
    )
    lines = lines.with_columns(runs_on=col("still_runs").cast(nw.Int64))
    window_days = nw.max_horizontal(col("window_end") - col("window_start"), lit(1))
    own_days = nw.max_horizontal(col("own_end") - col("own_start"), lit(1))
    return lines.with_columns(
        shape=col("per_number") + nw.when(col("is_spread")).then(lit(UNDATED)).otherwise(lit(DATED)),
        divisor=nw.when(col("is_spread"))
        .then(window_days)
        .otherwise(nw.when(col("is_total")).then(own_days).otherwise(lit(1))),
        meter_product=nw.when(col("price_e4").is_null()).then(col("product")).otherwise(lit(OWN_PRICE)),
        # Engines that fill in floats for empty integers must not touch large ones: empty becomes 1 first.
        multiplicand=col("quantity_milli").cast(nw.Int64) * col("price_e4").fill_null(1).cast(nw.Int64),
    )


@dataclass(frozen=True, slots=True)
class _Demand:
    """Which days of which meter are read, the largest quantity it is multiplied with, its first line."""

    product: int
    shape: int
    first_day: int
    last_day: int
    largest: int
    runs_on: bool
    line: int


def _demands(lines: Any) -> list[_Demand]:
    rows = small(
        lines.group_by("meter_product", "shape").agg(
            first_day=nw.col("first_day").min(),
            last_day=nw.col("end_day").max(),
            largest=nw.col("multiplicand").max(),
            runs_on=nw.col("runs_on").max(),
            line=nw.col("line").min(),
        )
    )
    demands = [
        _Demand(
            int(row["meter_product"]),
            int(row["shape"]),
            int(row["first_day"]),
            int(row["last_day"]),
            int(row["largest"]),
            bool(row["runs_on"]),
            int(row["line"]),
        )
        for row in rows
    ]
    return sorted(demands, key=lambda demand: (demand.product, demand.shape))


def _price_lines(
    products: Mapping[int, Product],
    demands: Iterable[_Demand],
    tariffs: Tariffs,
    mode: PriceMode,
    indices: Indices,
) -> tuple[dict[int, PriceLine], list[Finding]]:
    needed: dict[int, list[Period]] = {}
    first_line: dict[int, int] = {}
    for demand in demands:
        if demand.product != OWN_PRICE:
            days = Period(date.fromordinal(demand.first_day), date.fromordinal(demand.last_day))
            needed.setdefault(demand.product, []).append(days)
            first_line[demand.product] = min(demand.line, first_line.get(demand.product, demand.line))
    price_lines: dict[int, PriceLine] = {}
    problems: list[Finding] = []
    for number, periods in sorted(needed.items()):
        code = products[number].code
        prices = tariffs.prices(code)
        whole = Period(min(p.start for p in periods), max(p.end for p in periods))
        try:
            if isinstance(mode, Constant):
                price_lines[number] = constant_price(code, prices, mode, indices)
            else:
                price_lines[number] = current_prices(code, prices, mode, indices, [whole])
        except InputError as error:
            problems += [_on_line(finding, first_line[number]) for finding in error.findings]
    return price_lines, problems


def _on_line(finding: Finding, line: int) -> Finding:
    return replace(finding, sheet="Gebruik", cell=str(line))


def _scale(shape: int, period_months: int) -> tuple[Per, Fraction]:
    """Give what a day of this shape's meter is worth, and the factor on the meter."""
    per = RECURRING[shape % len(RECURRING)]
    if shape < UNDATED:
        return per, Fraction(1)
    return Per.DAY, units_in_window(per, period_months) if shape < YEARLY else PER_YEAR[per]


def _meters(
    price_lines: Mapping[int, PriceLine], demands: Iterable[_Demand], period_months: int
) -> MeterTable:
    own_price = (PriceSpan(ALL_DAYS, OWN_PRICE_UNIT_EUR, ()),)
    meters: dict[int, Meter] = {}
    largest = 1
    for demand in demands:
        spans = own_price if demand.product == OWN_PRICE else price_lines[demand.product].spans
        shapes = [demand.shape]
        if demand.runs_on:
            shapes.append(YEARLY + demand.shape % len(RECURRING))
        for shape in shapes:
            per, scale = _scale(shape, period_months)
            number = demand.product * SHAPES + shape
            first, last = demand.first_day, demand.last_day
            known = meters.get(number)
            if known is not None:
                # Dated and undated lines share the yearly meter.
                first = min(first, known.first_day)
                last = max(last, known.first_day + len(known.readings) - 1)
            meter = run_meter(spans, per, scale, first, last)
            if meter.readings[-1] * demand.largest >= LARGEST_RESULT * meter.denominator:
                raise MaatschappelijkRendementError("Een bedrag is te groot om exact mee te rekenen.")
            meters[number] = meter
        largest = max(largest, demand.largest)
    return tabulate(meters, largest, days_per_meter=DAYS_PER_METER)


def _read(lines: Any, table: MeterTable) -> Any:
    """Join the readings at a line's first day, at its end, and of the yearly meter around its last day."""
    col = nw.col
    number = col("meter_product") * SHAPES
    yearly = number + YEARLY + col("per_number")
    lines = lines.with_columns(
        start_key=(number + col("shape")) * DAYS_PER_METER + col("first_day"),
        end_key=(number + col("shape")) * DAYS_PER_METER + col("end_day"),
        # A line that does not run on reads the start of its own meter twice.
        yearly_end_key=nw.when(col("still_runs"))
        .then(yearly * DAYS_PER_METER + col("end_day"))
        .otherwise((number + col("shape")) * DAYS_PER_METER + col("first_day")),
        yearly_start_key=nw.when(col("still_runs"))
        .then(yearly * DAYS_PER_METER + col("end_day") - 1)
        .otherwise((number + col("shape")) * DAYS_PER_METER + col("first_day")),
    )
    for reading in ("start", "end", "yearly_start", "yearly_end"):
        # Gaps matter for the line's own days only.
        names = {"key": f"{reading}_key", **dict(zip(table.places, table.names(reading), strict=True))}
        if table.has_gaps and reading in ("start", "end"):
            names["gaps"] = f"{reading}_gaps"
        readings = like(lines, {new: table.columns[old] for old, new in names.items()})
        lines = lines.join(readings, on=f"{reading}_key", how="left").drop(f"{reading}_key")
    return lines


def _refuse_gaps(
    lines: Any, products: Mapping[int, Product], tariffs: Tariffs, mode: PriceMode, indices: Indices
) -> None:
    """Raise when a line uses a day on which its product has no price; every product and first such line."""
    hit = lines.filter(nw.col("end_gaps") > nw.col("start_gaps"))
    rows = small(
        hit.group_by("product").agg(
            line=nw.col("line").min(), first_day=nw.col("first_day").min(), end_day=nw.col("end_day").max()
        )
    )
    problems = []
    for row in sorted(rows, key=lambda row: (int(row["line"]), int(row["product"]))):
        code = products[int(row["product"])].code
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


def _charge(lines: Any, table: MeterTable) -> Any:
    """Multiply, round once, and put the amount under recurring or one-off."""
    col, lit = nw.col, nw.lit
    quantity = ["multiplicand"]
    if table.largest_quantity >= BASE:
        low = col("multiplicand") % BASE
        lines = lines.with_columns(quantity_low=low, quantity_high=(col("multiplicand") - low) // BASE)
        quantity = ["quantity_low", "quantity_high"]
    lines = lines.with_columns(one=lit(1))
    for into, before, after, divisor in (
        ("cost_cents", "start", "end", "divisor"),
        ("structural_cents", "yearly_start", "yearly_end", "one"),
    ):
        starts, ends = table.names(before), table.names(after)
        lines = with_rounded_product(
            lines,
            into=into,
            quantity=quantity,
            end_reading=ends,
            start_reading=starts,
            fraction_limbs=table.fraction_limbs,
            divisor=divisor,
        ).drop(*starts, *ends)
    return lines.with_columns(
        in_window_cents=nw.when(col("is_one_off")).then(lit(0)).otherwise(col("cost_cents")),
        one_off_cents=nw.when(col("is_one_off")).then(col("cost_cents")).otherwise(lit(0)),
    )


def _outside(lines: Any) -> list[Finding]:
    rows = small(lines.filter(~nw.col("is_inside")).select("line").unique())
    return [
        Finding(
            "waarschuwing",
            "Gebruik",
            str(line),
            "regel_buiten_venster",
            "Deze regel valt geheel buiten de meetperiode en telt voor 0 euro.",
            "Controleer de datums en het moment.",
        )
        for line in sorted(int(row["line"]) for row in rows)
    ]
