"""Every engine prices to the same cents: the hand-computed lines, random caseloads, and what must be
refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests import day_by_day
from tests.caseloads import caseloads, settings
from tests.costing.test_hand_computed import CASES, Worked, day, tariff
from tests.engine_frames import IN_MEMORY, Engine, back, on_every_engine

from maatschappelijk_rendement import CaseLoad
from maatschappelijk_rendement.costing import Current, PricedUsage, engines, price_usage
from maatschappelijk_rendement.costing.priced_delivery import price_mode
from maatschappelijk_rendement.domain import frames
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.model import Case, Usage
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.outcomes.per_wijk import case_sums, line_sums, sum_lines

TARIFFS = Tariffs()


def price(caseload: CaseLoad, engine: Engine, *, carry: bool = False) -> PricedUsage:
    return price_usage(
        engine.make(frames.usage_frame(caseload)),
        engine.make(frames.case_frame(caseload)),
        TARIFFS.add(caseload.tariffs),
        mode=price_mode(caseload.settings, carry=carry),
        period_months=caseload.settings.period_months,
    )


def cents(priced: PricedUsage) -> list[int]:
    lines = back(priced.lines).sort_values("line")
    return (lines["in_window_cents"] + lines["one_off_cents"]).astype("int64").tolist()


def together(worked: list[Worked], mode: str) -> CaseLoad:
    """Put hand-computed lines in one caseload: each its own case and product."""
    return CaseLoad(
        settings=settings(mode),
        cases=tuple(
            Case(case_id=f"C{n}", wijk="Ruwaard", case_type="bestaand", mdo_date=day(w.mdo))
            for n, w in enumerate(worked)
        ),
        usage=tuple(
            Usage(
                case_id=f"C{n}",
                moment=w.moment,
                product_code=f"P{n}",
                quantity=w.quantity,
                per=w.per,
                start=day(w.start) if w.start else None,
                end=day(w.end) + pd.Timedelta(days=1).to_pytimedelta() if w.end else None,
                price_eur=w.own_price,
                price_source="eigen opgave" if w.own_price else None,
            )
            for n, w in enumerate(worked)
        ),
        tariffs=tuple(replace(row, code=f"P{n}") for n, w in enumerate(worked) for row in w.prices),
    )


def usual(mode: str) -> list[Worked]:
    """The hand-computed lines of one setting: 12 months, prices of 2018."""
    same = [w for w in CASES if (w.months, w.year, w.index) == (12, 2018, "CPI")]
    return [w for w in same if (w.constant if mode == "constant" else w.current) is not None]


@on_every_engine
@pytest.mark.parametrize("mode", ["constant", "lopend"])
def test_the_hand_computed_lines_cost_the_same_on_every_engine(engine: Engine, mode: str) -> None:
    worked = usual(mode)
    lines = back(price(together(worked, mode), engine).lines).sort_values("line")
    whole = (lines["in_window_cents"] + lines["one_off_cents"]).tolist()
    found = [
        int(yearly if w.column == "structural" else amount)
        for w, amount, yearly in zip(worked, whole, lines["structural_cents"].tolist(), strict=True)
    ]
    assert found == [w.constant if mode == "constant" else w.current for w in worked]


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
@examples(max_examples=max(4, examples().max_examples // 15))
@given(caseload=caseloads(moments=("voor", "na", "herhaling", "nulalternatief"), types=("bestaand", "nieuw")))
def test_random_lines_cost_what_counting_day_by_day_gives(engine: Engine, caseload: CaseLoad) -> None:
    assert cents(price(caseload, engine)) == [
        day_by_day.amount(caseload, line).cents for line in caseload.usage
    ]


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
@examples(max_examples=max(4, examples().max_examples // 15))
@given(
    caseload=caseloads(
        moments=("voor", "na", "herhaling", "nulalternatief"), types=("bestaand", "nieuw"), gaps=True
    )
)
def test_random_lines_at_carried_prices_cost_what_counting_day_by_day_gives(
    engine: Engine, caseload: CaseLoad
) -> None:
    assert cents(price(caseload, engine, carry=True)) == [
        day_by_day.amount(caseload, line, carry=True).cents for line in caseload.usage
    ]


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
def test_lines_that_are_priced_some_at_a_time_cost_the_same(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    caseload = together(usual("lopend"), "lopend")
    whole = price(caseload, engine).lines
    monkeypatch.setattr(engines, "ROWS_A_PART", 3)
    assert len(caseload.usage) > 6
    in_parts = price(caseload, engine).lines
    pd.testing.assert_frame_equal(
        back(in_parts).sort_values("line", ignore_index=True).drop(columns="case_number"),
        back(whole).sort_values("line", ignore_index=True).drop(columns="case_number"),
    )


def _words(table: Any) -> Any:
    """Make every text of a frame a word of a list, in the way of its engine."""
    native = nw.from_native(table)
    texts = [name for name, kind in native.collect_schema().items() if kind == nw.String]
    return native.with_columns(nw.col(*texts).cast(nw.Categorical)).to_native()


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
@pytest.mark.parametrize("column", ["wijk", "stream", "moment", "product_code"])
def test_texts_of_priced_lines_join_with_those_of_another_table(engine: Engine, column: str) -> None:
    lines = nw.from_native(price(together(usual("lopend"), "lopend"), engine).lines)
    words = back(lines.to_native())[column].astype("str").unique()
    other = nw.from_native(engine.make(pd.DataFrame({column: words, "n": range(len(words))})))
    joined = back(lines.join(other, on=column, how="inner").to_native())
    assert len(joined) == len(usual("lopend"))


@pytest.mark.parametrize("engine", [e for e in IN_MEMORY if e.name in ("polars", "pyarrow")], ids=str)
def test_texts_may_be_words_of_a_list(engine: Engine) -> None:
    caseload = together(usual("lopend"), "lopend")
    coded = Engine(engine.name, lambda table: _words(engine.make(table)))
    assert cents(price(caseload, coded)) == cents(price(caseload, engine))


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
@examples(max_examples=4)
@given(caseload=caseloads(), parts=st.integers(2, 3), order=st.randoms(use_true_random=False))
def test_neither_order_nor_partition_changes_a_cent(
    engine: Engine, caseload: CaseLoad, parts: int, order: Any
) -> None:
    usage = list(enumerate(caseload.usage))
    order.shuffle(usage)
    whole, found = cents(price(caseload, engine)), {}
    for part in range(parts):
        chosen = usage[part::parts]
        piece = replace(caseload, usage=tuple(line for _, line in chosen))
        found |= dict(zip((number for number, _ in chosen), cents(price(piece, engine)), strict=True))
    assert [found[number] for number in range(len(whole))] == whole


ONE = together([Worked("", "maand", 1, 1)], "lopend")


def refused(engine: Engine, usage: pd.DataFrame, cases: pd.DataFrame | None = None) -> str:
    cases = frames.case_frame(ONE) if cases is None else cases
    with pytest.raises(InputError) as caught:
        price_usage(
            engine.make(usage),
            engine.make(cases),
            TARIFFS.add(ONE.tariffs),
            mode=price_mode(ONE.settings, carry=False),
            period_months=12,
        )
    return caught.value.findings[0].code


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("case_id", "onbekend", "casus_onbekend"),
        ("case_id", None, "casus_leeg"),
        ("moment", "Voor", "woord_onbekend"),
        ("per", None, "woord_onbekend"),
        ("product_code", "P9", "productcode_onbekend"),
        ("quantity_milli", -1, "aantal_ongeldig"),
        ("quantity_milli", 1 << 62, "regel_te_groot"),
    ],
)
def test_a_line_that_cannot_be_priced_is_refused_before_anything_is_lost(
    engine: Engine, column: str, value: object, code: str
) -> None:
    usage = pd.concat([frames.usage_frame(ONE)] * 2, ignore_index=True)
    dtype = "int64" if column == "quantity_milli" else "str"
    usage[column] = pd.Series([usage[column].iloc[0], value], dtype=dtype)
    usage["price_e4"] = pd.Series([None, 10], dtype="Int64")
    assert refused(engine, usage) == code


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
def test_a_case_that_stands_there_twice_is_refused_rather_than_counted_twice(engine: Engine) -> None:
    twice = pd.concat([frames.case_frame(ONE)] * 2, ignore_index=True)
    assert refused(engine, frames.usage_frame(ONE), twice) == "casus_dubbel"


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
def test_a_day_without_a_price_is_refused_on_every_engine(engine: Engine) -> None:
    short = replace(tariff("50", "2016-01-01", "2017-12-30"), code="P0")
    gap = replace(ONE, tariffs=(short,))
    with pytest.raises(InputError, match="31 december 2017"):
        price(gap, engine)


@on_every_engine
@pytest.mark.parametrize("mode", ["constant", "lopend"])
def test_a_line_outside_its_window_needs_no_price_on_any_engine(engine: Engine, mode: str) -> None:
    """One line of 1999 whose product has neither a price nor an index then, beside one at its own price."""
    outside = replace(ONE.usage[0], start=day("1999-01-01"), end=day("1999-02-01"))
    own = replace(ONE.usage[0], price_eur=Decimal(5), price_source="verzonnen")
    short = replace(tariff("50", "2016-01-01", "2016-12-31"), code="P0")
    two = replace(ONE, settings=settings(mode, year=2050), usage=(outside, own), tariffs=(short,))
    # 12 months at 5 euros.
    assert cents(price(two, engine)) == [0, 60_00]


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
def test_no_lines_give_no_lines(engine: Engine) -> None:
    none = replace(ONE, usage=())
    assert cents(price(none, engine)) == []


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
def test_no_lines_have_the_columns_that_lines_have(engine: Engine) -> None:
    few = ["case_id", "moment", "product_code", "quantity_milli", "per"]
    usage, cases = frames.usage_frame(ONE)[few], engine.make(frames.case_frame(ONE))
    found = [
        price_usage(
            engine.make(lines),
            cases,
            TARIFFS.add(ONE.tariffs),
            mode=price_mode(ONE.settings, carry=False),
            period_months=12,
        )
        for lines in (usage, usage.head(0))
    ]
    some, none = (sorted(back(priced.lines).columns) for priced in found)
    assert none == some


@on_every_engine
def test_a_frame_stays_the_kind_it_was(engine: Engine) -> None:
    usage = engine.make(frames.usage_frame(ONE))
    assert type(price(ONE, engine).lines) is type(usage)


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
def test_a_column_that_is_not_there_is_refused_in_dutch(engine: Engine) -> None:
    caseload = together(usual("lopend")[:3], "lopend")
    usage, cases = frames.usage_frame(caseload), frames.case_frame(caseload)
    for lines, persons, said in (
        (
            usage.rename(columns={"product_code": "productcode"}),
            cases,
            "regels ontbreekt: product_code",
        ),
        (usage, cases.rename(columns={"case_id": "casus_id"}), "casussen ontbreekt: case_id"),
    ):
        given = engine.make(lines), engine.make(persons)
        with pytest.raises(UsageError, match=said):
            price_usage(*given, TARIFFS.add(caseload.tariffs), mode=Current(), period_months=12)
    priced = price(caseload, engine).lines
    for ask in (sum_lines, case_sums, line_sums):
        with pytest.raises(UsageError, match=r"ontbreekt: stroom\..*wijk"):
            ask(priced, ["wijk", "stroom"])
    for ask in (sum_lines, line_sums):
        with pytest.raises(UsageError, match="Noem een kolom"):
            ask(priced, [])
