from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import MoneyKind, Payer, Stream

SHIPPED = Tariffs.load()
HELP = "WMO.HH.UUR.REF2022"


def own(code: str = HELP, **changes: object) -> Tariff:
    row = {
        "code": code,
        "stream": "Wmo",
        "unit": "uur",
        "price_eur": "30.00",
        "valid_from": date(2022, 4, 1),
        "valid_until": date(2022, 7, 1),
        "source_text": "Raadsbesluit",
    }
    return Tariff(**(row | changes))


def days_and_prices(tariffs: Tariffs, code: str) -> list[tuple[str, str, str]]:
    return [(str(p.period.start), str(p.period.end), str(p.price_eur)) for p in tariffs.prices(code)]


def test_a_shipped_last_day_counts_and_so_the_end_is_the_day_after() -> None:
    (price,) = SHIPPED.prices(HELP)
    assert price.period == Period(date(2022, 1, 1), date(2023, 1, 1))
    assert price.price_eur == Decimal("32.76")
    assert price.tariff.source_text.startswith("Kostenhandleiding")


def test_codes_compare_without_regard_to_case_and_are_given_as_the_store_writes_them() -> None:
    assert " wmo.hh.uur.ref2022 " in SHIPPED
    assert SHIPPED.product("wmo.hh.uur.ref2022").code == HELP
    assert SHIPPED.prices("wmo.hh.uur.ref2022") == SHIPPED.prices(HELP)


def test_the_stream_gives_the_payer_and_money_is_cash_unless_the_store_says_otherwise() -> None:
    help_at_home = SHIPPED.product(HELP)
    assert (help_at_home.payer, help_at_home.money_kind) == (Payer.GEMEENTE, MoneyKind.CASH)
    pension_age = SHIPPED.product("PW.BIJSTAND.GEHUWD_AOW")
    assert (pension_age.payer, pension_age.money_kind) == ("SVB", MoneyKind.TRANSFER)
    assert pension_age.receiver == "bewoner"
    assert pension_age.price_basis == "norm"


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        (HELP, True),
        ("WMO.BEGELEIDING_IND.UUR.REF2022", True),
        ("WMO.GROEP_LICHT.DAGDEEL.WESTERVELD", True),
        ("ZVW.WIJKVERPLEGING.VP_UUR.REF2022", True),
        ("WLZ.VV.DAGBESTEDING.REF2022", False),
        ("WMO.VERVOER.KM.REF2022", False),
        ("ZVW.HUISARTS.CONSULT.REF2022", False),
    ],
)
def test_what_a_wlz_indication_ends_is_known_by_category(code: str, ends: bool) -> None:
    assert SHIPPED.product(code).ends_with_wlz is ends


def test_an_own_price_cuts_its_days_out_of_the_shipped_one() -> None:
    tariffs = SHIPPED.add([own()])
    assert days_and_prices(tariffs, HELP) == [
        ("2022-01-01", "2022-04-01", "32.76"),
        ("2022-04-01", "2022-07-01", "30.00"),
        ("2022-07-01", "2023-01-01", "32.76"),
    ]
    assert [p.tariff.is_local for p in tariffs.prices(HELP)] == [False, True, False]


def test_an_own_price_without_end_holds_to_the_end_of_time() -> None:
    tariffs = SHIPPED.add([own(valid_from=date(2022, 4, 1), valid_until=None)])
    assert days_and_prices(tariffs, HELP) == [
        ("2022-01-01", "2022-04-01", "32.76"),
        ("2022-04-01", "9999-12-31", "30.00"),
    ]


def test_adding_leaves_the_tariffs_it_was_added_to_as_they_were() -> None:
    before = SHIPPED.prices(HELP)
    SHIPPED.add([own()])
    assert SHIPPED.prices(HELP) == before


def test_an_own_code_gets_a_product_of_its_own() -> None:
    product = SHIPPED.add([own("LOKAAL.BEGELEIDING", payer="GGD", category="Begeleiding")]).product(
        "lokaal.begeleiding"
    )
    assert (product.code, product.payer, product.stream) == ("LOKAAL.BEGELEIDING", "GGD", Stream.WMO)
    assert product.ends_with_wlz


def test_the_users_own_payer_wins_over_that_of_the_store() -> None:
    code = "PW.BIJSTAND.GEHUWD_AOW"
    assert SHIPPED.product(code).payer == "SVB"
    mine = own(code, stream="Participatiewet", unit="maand", price_eur="1500.00", payer="gemeente")
    assert SHIPPED.add([mine]).product(code).payer == "gemeente"


def test_a_norm_stays_a_norm_when_a_user_adds_a_price() -> None:
    norm = own(
        "PW.BIJSTAND.GEHUWD",
        stream="Participatiewet",
        unit="maand",
        price_eur="1500.00",
        price_basis="tarief",
    )
    assert SHIPPED.add([norm]).product("PW.BIJSTAND.GEHUWD").price_basis == "norm"


def test_a_later_fetched_row_corrects_an_earlier_one_for_its_own_days() -> None:
    first = own("X.Y", price_eur="1.00", valid_from=date(2020, 1, 1), valid_until=date(2021, 1, 1))
    correction = replace(first, price_eur=Decimal("2.00"), valid_from=date(2020, 7, 1))
    assert days_and_prices(Tariffs(shipped=(first, correction)), "X.Y") == [
        ("2020-01-01", "2020-07-01", "1.00"),
        ("2020-07-01", "2021-01-01", "2.00"),
    ]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([own(unit="dag")], "tarief_andere_eenheid"),
        ([own(stream="Zvw")], "tarief_andere_stroom"),
        (
            [own("L.A"), own("l.a", unit="dag", valid_from=date(2023, 1, 1), valid_until=None)],
            "tarief_twee_eenheden",
        ),
        (
            [own("L.A"), own("L.A", stream="Zvw", valid_from=date(2023, 1, 1), valid_until=None)],
            "tarief_twee_stromen",
        ),
        ([own(), own(valid_from=date(2022, 6, 30), valid_until=date(2022, 8, 1))], "tarief_overlap"),
        ([own(valid_until=None), own(valid_from=date(2030, 1, 1), valid_until=None)], "tarief_overlap"),
        ([own(valid_until=date(2022, 4, 1))], "tarief_einde_voor_begin"),
    ],
)
def test_an_own_price_that_contradicts_is_refused(rows: list[Tariff], rule: str) -> None:
    with pytest.raises(InputError) as error:
        SHIPPED.add(rows)
    assert [finding.code for finding in error.value.findings] == [rule]
    assert error.value.findings[0].sheet == "Tarieven"


def test_own_prices_that_touch_do_not_overlap() -> None:
    tariffs = SHIPPED.add([own(), own(price_eur="31.00", valid_from=date(2022, 7, 1), valid_until=None)])
    assert [price.price_eur for price in tariffs.prices(HELP)] == [Decimal("32.76"), Decimal(30), Decimal(31)]


def test_own_prices_added_in_two_steps_are_checked_against_each_other() -> None:
    with pytest.raises(InputError, match="eerdere rij"):
        SHIPPED.add([own()]).add([own()])


def test_an_unknown_code_has_no_price_and_its_error_suggests_without_repeating_it() -> None:
    assert SHIPPED.prices("WMO.HH.UUR.REF2O22") == ()
    with pytest.raises(InputError, match=HELP) as error:
        SHIPPED.product("WMO.HH.UUR.REF2O22")
    assert "REF2O22" not in str(error.value)


def test_nothing_is_suggested_for_a_word_that_looks_like_no_code() -> None:
    assert SHIPPED.suggest("mevrouw de vries") is None


def test_finding_looks_in_code_description_and_category_without_accents() -> None:
    assert set(SHIPPED.find("rontgen").codes) == {"ZVW.DIAGNOSTIEK.RONTGEN.REF2022"}
    assert HELP in SHIPPED.find("Huishoudelijke HULP")
    assert {row.stream for row in SHIPPED.find("vervoer", stream="wmo").rows} == {Stream.WMO}
    assert SHIPPED.find("bestaat niet").rows == ()


def test_the_frame_has_a_row_per_price_and_keeps_prices_exact() -> None:
    frame = SHIPPED.add([own()]).to_frame()
    assert len(frame) == len(SHIPPED.rows) + 1
    assert list(frame.columns[:5]) == ["code", "description", "stream", "unit", "price_eur"]
    prices = frame.loc[frame.code == HELP, "price_eur"].tolist()
    assert prices == [Decimal("32.76"), Decimal("30.00")]
    assert frame.source_publisher.iloc[0]
    assert frame.is_local.tolist() == [False] * len(SHIPPED.rows) + [True]


def test_loading_the_prices_does_not_import_pandas() -> None:
    code = (
        "import sys; from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs; "
        "Tariffs.load().prices('WMO.HH.UUR.REF2022'); Indices.load(); "
        "sys.exit(bool({'pandas', 'numpy'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


days = st.integers(0, 60).map(lambda n: date(2022, 1, 1) + timedelta(days=n))
spans = st.lists(st.tuples(days, st.integers(1, 40), st.integers(1, 9)), max_size=6)


@given(shipped=spans, local=st.tuples(days, st.integers(1, 40)))
def test_each_day_has_the_price_of_the_last_row_that_holds_it(
    shipped: list[tuple[date, int, int]], local: tuple[date, int]
) -> None:
    rows = [
        own("A.B", price_eur=str(price), valid_from=start, valid_until=start + timedelta(days=length))
        for start, length, price in shipped
    ]
    mine = own("A.B", price_eur="100", valid_from=local[0], valid_until=local[0] + timedelta(days=local[1]))
    prices = Tariffs(shipped=tuple(rows)).add([mine]).prices("A.B")
    assert all(a.period.end <= b.period.start for a, b in pairwise(prices))
    for offset in range(110):
        day = date(2022, 1, 1) + timedelta(days=offset)
        expected = [row.price_eur for row in (*rows, mine) if row.valid_from <= day < row.valid_until][-1:]
        assert [p.price_eur for p in prices if p.period.start <= day < p.period.end] == expected
