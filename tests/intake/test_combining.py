"""Several caseloads as one: what each says stays, and nothing of it is mixed up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from maatschappelijk_rendement import CaseLoad, Tariff, Usage, analyse, combine, write_workbook
from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.intake.example import ruwaard


def with_price(euros: int) -> CaseLoad:
    """The example with one own price, and a line of it before and after in its first case."""
    found = ruwaard()
    own = Tariff(
        code="EIGEN.HULP",
        stream="Wmo",
        unit="uur",
        price_eur=Decimal(euros),
        valid_from=date(2010, 1, 1),
        source_text="Raad",
        is_local=True,
    )
    case_id = found.cases[0].case_id
    lines = [
        Usage(case_id=case_id, moment=m, product_code="EIGEN.HULP", quantity=Decimal(1), per="eenmalig")
        for m in ("voor", "na")
    ]
    return replace(found, tariffs=(*found.tariffs, own), usage=(*found.usage, *lines))


def test_every_case_keeps_its_cents_under_its_own_name() -> None:
    one = analyse(ruwaard()).totals.set_index(["case_id", "comparison"])["delta_cents"]
    whole = analyse(combine({"Oss": ruwaard(), "Tilburg": ruwaard()})).totals
    assert len(whole) == 2 * len(one)
    for name in ("Oss", "Tilburg"):
        part = whole[whole["case_id"].str.startswith(f"{name}-")]
        found = part.assign(case_id=part["case_id"].str.removeprefix(f"{name}-"))
        assert found.set_index(["case_id", "comparison"])["delta_cents"].sort_index().equals(one.sort_index())


def test_an_own_price_that_differs_keeps_its_part_beside_it() -> None:
    whole = combine({"Oss": with_price(50), "Tilburg": with_price(70)})
    prices = {t.code: t.price_eur for t in whole.tariffs if t.code.startswith("EIGEN")}
    assert prices == {"EIGEN.HULP.OSS": Decimal(50), "EIGEN.HULP.TILBURG": Decimal(70)}
    lines = analyse(whole).usage.lines
    cents = (
        lines[lines["product_code"].str.startswith("EIGEN")].groupby("product_code")["one_off_cents"].max()
    )
    assert cents.to_dict() == {"EIGEN.HULP.OSS": 5000, "EIGEN.HULP.TILBURG": 7000}


def test_an_own_price_that_is_the_same_stands_once() -> None:
    whole = combine({"Oss": with_price(50), "Tilburg": with_price(50)})
    assert [t.code for t in whole.tariffs].count("EIGEN.HULP") == 1


def test_settings_that_differ_have_to_be_given() -> None:
    other = replace(ruwaard(), settings=replace(ruwaard().settings, period_months=6))
    with pytest.raises(InputError, match="periode_maanden"):
        combine({"Oss": ruwaard(), "Tilburg": other})
    chosen = combine({"Oss": ruwaard(), "Tilburg": other}, settings={"periode_maanden": 12}).settings
    assert chosen.period_months == 12


@pytest.mark.parametrize("names", [(), ("Oss", "oss ")])
def test_parts_without_a_name_of_their_own_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        combine({name: ruwaard() for name in names})


def test_an_id_that_becomes_too_long_is_said_once() -> None:
    with pytest.raises(InputError, match="kortere naam") as caught:
        combine({"x" * 39: ruwaard()})
    assert len(caught.value.findings) == 1


def test_the_command_writes_a_workbook_that_has_no_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Oss", "Tilburg"):
        write_workbook(ruwaard(), tmp_path / f"{name}.xlsx")
    target = tmp_path / "samen.xlsx"
    given = [str(tmp_path / "Oss.xlsx"), str(tmp_path / "Tilburg.xlsx"), "--uit", str(target)]
    assert main(["combineer", *given]) == 0
    assert "84 casussen" in capsys.readouterr().out
    assert main(["controleer", str(target)]) == 0
    assert main(["combineer", *given]) == 2  # it is there already
    assert "overschreven" in capsys.readouterr().err
