"""The same use at what it costs society and at what its payers pay: only where every line has both prices."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load, product

from maatschappelijk_rendement import CaseLoad, InputError, Tariffs, analyse

# An hour costs society 60 euro and the gemeente 45; an hour of the second product 80 and 70 euro.
PRICES = (
    product("REF.A", "Wmo", "60", price_basis="referentieprijs"),
    product("TAR.A", "Wmo", "45", price_basis="tarief", counterpart="REF.A"),
    product("REF.B", "Wmo", "80", price_basis="referentieprijs", counterpart="TAR.B"),
    product("TAR.B", "Wmo", "70", price_basis="tarief", money_kind="capaciteit"),
    product("REF.Z", "Zvw", "10", price_basis="referentieprijs"),
)
BASIS = replace(SETTINGS, price_basis="referentieprijs")


def caseload(*more: Any, prices: tuple[Any, ...] = PRICES) -> CaseLoad:
    """One case goes from 10 hours of A and 2 of B to 4 of A; the new one counts nowhere."""
    usage = [
        line("A", "voor", 10, "REF.A"),
        line("A", "voor", 2, "REF.B"),
        line("A", "na", 4, "TAR.A"),
        line("N", "na", 100, "REF.A"),
        *more,
    ]
    cases = [case("A"), case("N", case_type="nieuw")]
    return load(cases, usage, tariffs=prices, settings=BASIS)


def rows(given: CaseLoad) -> dict[str, dict[str, int]]:
    found = analyse(given).readings().streams.to_dict("records")
    return {str(row.pop("stream")): {str(k): int(v) for k, v in row.items()} for row in found}


def reasons(given: CaseLoad) -> dict[str, str]:
    found = analyse(given).readings().not_read
    return dict(zip(found["stream"], found["reason"], strict=True))


def test_each_line_is_read_at_both_its_prices() -> None:
    assert rows(caseload()) == {
        "Wmo": {
            "societal_before_cents": 10 * 60_00 + 2 * 80_00,
            "societal_after_cents": 4 * 60_00,
            "societal_delta_cents": 240_00 - 760_00,
            "payer_before_cents": 10 * 45_00 + 2 * 70_00,
            "payer_after_cents": 4 * 45_00,
            "payer_delta_cents": 180_00 - 590_00,
            # The hours of B are capacity.
            "cash_delta_cents": 180_00 - 450_00,
        }
    }


def test_the_financier_pays_less_what_residents_pay_themselves() -> None:
    own = line("A", "na", 1, "REF.A", own_contribution_eur=Decimal(20), resident="B1")
    found = rows(caseload(own))["Wmo"]
    assert found["societal_after_cents"] == 5 * 60_00
    assert found["payer_after_cents"] == 5 * 45_00 - 20_00
    too_much = replace(own, own_contribution_eur=Decimal(50))
    assert reasons(caseload(too_much))["Wmo"].startswith("Een eigen bijdrage is hoger")


@pytest.mark.parametrize(
    ("more", "stream", "lacking"),
    [
        (line("A", "na", 1, "REF.Z"), "Zvw", "REF.Z"),
        (line("A", "na", 1, "REF.A", price_eur=Decimal(5), price_source="eigen"), "Wmo", "eigen prijs"),
    ],
)
def test_a_stream_with_one_line_of_one_price_is_not_read(more: Any, stream: str, lacking: str) -> None:
    assert stream not in rows(caseload(more))
    assert lacking in reasons(caseload(more))[stream]


def test_a_product_that_two_others_name_has_no_counterpart_itself() -> None:
    second = product("TAR.A2", "Wmo", "50", price_basis="tarief", counterpart="REF.A")
    tariffs = Tariffs().add([*PRICES, second])
    assert tariffs.counterpart("REF.A") is None
    assert tariffs.counterpart("TAR.A2").code == "REF.A"
    assert "REF.A" in reasons(caseload(prices=(*PRICES, second)))["Wmo"]


@pytest.mark.parametrize(
    ("counterpart", "more", "code"),
    [
        ("REF.NIET", {}, "tegenhanger_onbekend"),
        ("REF.Z", {}, "tegenhanger_ander_product"),
        ("REF.A", {"unit": "dag"}, "tegenhanger_ander_product"),
        ("TAR.A", {}, "tegenhanger_zelfde_prijsbasis"),
        ("REF.A", {"price_basis": None}, "tegenhanger_zelfde_prijsbasis"),
    ],
)
def test_a_counterpart_that_is_none_is_refused(counterpart: str, more: dict[str, Any], code: str) -> None:
    row = product("TAR.C", "Wmo", "50", **({"price_basis": "tarief"} | more), counterpart=counterpart)
    with pytest.raises(InputError) as error:
        Tariffs().add([*PRICES, row])
    assert [found.code for found in error.value.findings] == [code]


def test_shipped_pairs_are_one_unit_and_two_bases() -> None:
    from maatschappelijk_rendement.domain.tariffs.counterparts import shipped_pairs

    tariffs = Tariffs.load()
    for reference, (tariff, ground) in shipped_pairs().items():
        one, other = tariffs.product(reference), tariffs.product(tariff)
        assert (one.unit, one.stream, one.category) == (other.unit, other.stream, other.category)
        assert (one.price_basis, other.price_basis) == ("referentieprijs", "tarief")
        assert ground.startswith("Beide zijn")


def test_an_internal_report_has_both_readings_and_a_public_one_has_none() -> None:
    (row,) = analyse(caseload()).publish(internal=True).data["lezingen"]
    shown = row["stroom"], row["samenleving_som_eur"], row["financier_som_eur"]
    assert shown == ("Wmo", "-520.00", "-410.00")
    cases = [case(f"C{n}") for n in range(12)]
    hours = [("voor", 10), ("na", 4)]
    usage = [
        line(one.case_id, moment, 20 * n + many, "REF.A")
        for n, one in enumerate(cases)
        for moment, many in hours
    ]
    usage[1] = replace(usage[1], quantity=Decimal(1))
    wide = load(cases, usage, tariffs=PRICES, settings=BASIS)
    assert analyse(wide).readings().streams["stream"].tolist() == ["Wmo"]
    assert analyse(wide).publish().data["lezingen"] == []
