"""Lines whose cost was worked out by hand: the arithmetic stands in words beside each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from maatschappelijk_rendement import AnalysisSettings, Case, CaseLoad, Tariff, Tariffs, Usage
from maatschappelijk_rendement.costing import price_usage
from maatschappelijk_rendement.costing.priced_delivery import price_mode
from maatschappelijk_rendement.domain import frames
from maatschappelijk_rendement.domain.errors import TariffMissingError


def day(text: str) -> date:
    return date.fromisoformat(text)


def tariff(price: str, first: str, last: str | None = None, *, basis: str = "tarief") -> Tariff:
    until = day(last) + timedelta(days=1) if last else None
    return Tariff(
        code="LOKAAL.UUR",
        stream="Wmo",
        unit="uur",
        price_eur=Decimal(price),
        valid_from=day(first),
        valid_until=until,
        price_basis=basis,
        source_text="Raadsbesluit (verzonnen)",
        is_local=True,
    )


ONE_PRICE = (tariff("57.01", "2016-01-01"),)
TWO_PRICES = (tariff("50", "2016-01-01", "2017-12-31"), tariff("60", "2018-01-01"))
SPLIT_YEAR = (tariff("40", "2018-01-01", "2018-03-31"), tariff("80", "2018-04-01", "2018-12-31"))


@dataclass(frozen=True)
class Worked:
    """One line and its cost; window of 12 months around an MDO on 1 March 2018 unless said otherwise."""

    words: str
    per: str
    constant: int | None  # cents at constant prices of 2018, None: not computed here
    current: int | None  # cents at current prices
    quantity: str = "1"
    moment: str = "voor"
    start: str | None = None
    end: str | None = None  # inclusive, as in a workbook
    prices: tuple[Tariff, ...] = ONE_PRICE
    mdo: str = "2018-03-01"
    months: int = 12
    own_price: str | None = None
    year: int = 2018
    index: str = "CPI"
    column: str = "cost"
    extra: dict[str, Any] = field(default_factory=dict)


CASES = [
    Worked("0,5 x 57,01 = 28,505, half omhoog 28,51", "totaal", 2851, 2851, quantity="0.5"),
    Worked("12 maanden x 57,01 = 684,12", "maand", 68412, 68412),
    Worked("365/7 weken x 57,01 = 2.972,6643", "week", 297266, 297266),
    Worked("365/28 x 57,01 = 743,1661", "vier_weken", 74317, 74317),
    Worked("365 dagen x 57,01", "dag", 2080865, 2080865),
    Worked("4 kwartalen x 57,01 = 228,04", "kwartaal", 22804, 22804),
    Worked("1 jaar x 57,01", "jaar", 5701, 5701),
    Worked("eenmalig 1 x 57,01", "eenmalig", 5701, 5701),
    Worked(
        "zes kalendermaanden x 57,01 = 342,06",
        "maand",
        34206,
        34206,
        start="2018-01-01",
        end="2018-06-30",
        mdo="2018-07-01",
    ),
    Worked(
        "14 van de 29 dagen van februari 2020: 14/29 x 57,01 = 27,5221",
        "maand",
        2752,
        2752,
        start="2020-02-01",
        end="2020-02-14",
        mdo="2020-03-01",
    ),
    Worked(
        "29 dagen in februari 2020 x 57,01 = 1.653,29",
        "dag",
        165329,
        165329,
        start="2020-02-01",
        end="2020-02-29",
        mdo="2020-03-01",
    ),
    Worked(
        "22 van de 31 dagen: 22/31 x 57,01 = 40,4587",
        "maand",
        4046,
        4046,
        start="2018-01-10",
        end="2018-01-31",
    ),
    Worked(
        "prijs verandert in de regel: constant 4 x 60; lopend 2 x 50 + 2 x 60",
        "dag",
        24000,
        22000,
        start="2017-12-30",
        end="2018-01-02",
        prices=TWO_PRICES,
    ),
    Worked(
        "constant (16/31 + 15/31) x 60 = 60; lopend 16/31 x 50 + 15/31 x 60 = 54,8387",
        "maand",
        6000,
        5484,
        start="2017-12-16",
        end="2018-01-15",
        prices=TWO_PRICES,
    ),
    Worked(
        "zonder datums, lopend: 306 dagen x 50 + 59 dagen x 60 = 18.840, gedeeld door 7 = 2.691,4286; "
        "constant 365/7 x 60 = 3.128,5714",
        "week",
        312857,
        269143,
        prices=TWO_PRICES,
    ),
    Worked(
        "totaal 10 over 20 dagen: constant 10 x 60; lopend 10/20 x (10 x 50 + 10 x 60) = 550",
        "totaal",
        60000,
        55000,
        quantity="10",
        start="2017-12-22",
        end="2018-01-10",
        prices=TWO_PRICES,
    ),
    Worked(
        "twee prijzen in het prijsjaar: (90 x 40 + 275 x 80) / 365 = 70,13699",
        "totaal",
        7014,
        None,
        prices=SPLIT_YEAR,
    ),
    Worked("365 dagen x 25.600/365 = 25.600", "dag", 2560000, None, prices=SPLIT_YEAR),
    Worked(
        "lopend: 1 maart tot 1 april 31 x 40, daarna 275 x 80; januari en februari 2019 doen niet mee",
        "dag",
        None,
        (31 * 40 + 275 * 80) * 100,
        moment="na",
        start="2018-03-01",
        end="2018-12-31",
        prices=SPLIT_YEAR,
    ),
    Worked(
        "prijs van 2022 naar 2024 met CPI: 100 x 1,073 / 1,000 = 107,30",
        "totaal",
        10730,
        None,
        prices=(tariff("100", "2022-01-01", "2022-12-31"),),
        year=2024,
    ),
    Worked(
        "prijs van 2018 naar 2022 met CPI: 100 x 1,260 / 1,073 = 117,4278",
        "totaal",
        11743,
        None,
        prices=(tariff("100", "2018-01-01", "2018-12-31"),),
        year=2022,
    ),
    Worked(
        "prijs van 2023 naar 2024 met OVA definitief 6,00 %: 106,00",
        "totaal",
        10600,
        None,
        prices=(tariff("100", "2023-01-01", "2023-12-31"),),
        year=2024,
        index="OVA",
    ),
    Worked(
        "prijs van 2024 terug naar 2023 met OVA: 100 / 1,06 = 94,3396",
        "totaal",
        9434,
        None,
        prices=(tariff("100", "2024-01-01", "2024-12-31"),),
        year=2023,
        index="OVA",
    ),
    Worked(
        "2023 naar 2025: 1,06 x 1,0418 (voorlopig) = 110,4308, 7 per maand over 12 maanden: 9.276,1872",
        "maand",
        927619,
        None,
        quantity="7",
        prices=(tariff("100", "2023-01-01", "2023-12-31"),),
        year=2025,
        index="OVA",
    ),
    Worked(
        "VNG 2024 definitief 0,9 x 6,0 + 0,1 x 3,1 = 5,71 %: 105,71",
        "totaal",
        10571,
        None,
        prices=(tariff("100", "2023-01-01", "2023-12-31"),),
        year=2024,
        index="VNG",
    ),
    Worked(
        "VNG 2023 definitief 0,9 x 6,36 + 0,1 x 7,02 = 6,426 %, niet afgerond: 1.064,26",
        "totaal",
        106426,
        None,
        prices=(tariff("1000", "2022-01-01", "2022-12-31"),),
        year=2023,
        index="VNG",
    ),
    Worked(
        "half buiten het venster: alleen maart en april, 61 x 57,01 = 3.477,61",
        "dag",
        347761,
        347761,
        start="2017-02-01",
        end="2017-04-30",
    ),
    Worked("geheel buiten het venster: 0", "dag", 0, 0, start="2016-02-01", end="2016-04-30"),
    Worked("periode 6 maanden: 6 x 57,01", "maand", 34206, 34206, months=6),
    Worked("periode 6 maanden: 365 x 6 / 84 x 57,01 = 1.486,3321", "week", 148633, 148633, months=6),
    Worked(
        "alleen een begin: februari 2019 is 1 maand", "maand", 5701, 5701, moment="na", start="2019-02-01"
    ),
    Worked("alleen een eind, voor het venster begint: 0", "maand", 0, 0, moment="na", end="2018-02-01"),
    Worked(
        "totaal 10 over 20 dagen, 11 in het venster: 5,5 x 57,01 = 313,555, half omhoog 313,56",
        "totaal",
        31356,
        31356,
        quantity="10",
        moment="na",
        start="2018-02-20",
        end="2018-03-11",
    ),
    Worked("eenmalig na het venster: 0", "eenmalig", 0, 0, start="2018-03-01"),
    Worked("eenmalig op de eerste dag van het venster: 57,01", "eenmalig", 5701, 5701, start="2017-03-01"),
    Worked(
        "eenmalig tegen de prijs van de dag: constant 60, lopend 50",
        "eenmalig",
        6000,
        5000,
        start="2017-12-31",
        prices=TWO_PRICES,
    ),
    Worked("eigen prijs 3 x 12,3456 = 37,0368", "totaal", 3704, 3704, quantity="3", own_price="12.3456"),
    Worked(
        "eigen prijs 0,001 x 5 = 0,005, half omhoog 0,01", "totaal", 1, 1, quantity="0.001", own_price="5"
    ),
    Worked("eigen prijs 0,001 x 4,9999 = 0,0049999", "totaal", 0, 0, quantity="0.001", own_price="4.9999"),
    Worked(
        "grootste regel: 100.000 per dag x 1.000.000 x 365 dagen",
        "dag",
        100_000 * 1_000_000 * 365 * 100,
        100_000 * 1_000_000 * 365 * 100,
        quantity="100000",
        own_price="1000000",
    ),
    Worked(
        "14 dagen is 2 weken: 114,02", "week", 11402, 11402, moment="na", start="2018-03-05", end="2018-03-18"
    ),
    Worked(
        "28 dagen is vier weken", "vier_weken", 5701, 5701, moment="na", start="2018-03-05", end="2018-04-01"
    ),
    Worked("een heel kwartaal", "kwartaal", 5701, 5701, moment="na", start="2018-04-01", end="2018-06-30"),
    Worked(
        "45 van de 91 dagen van het eerste kwartaal van 2020: 45/91 x 57,01 = 28,1918",
        "kwartaal",
        2819,
        2819,
        moment="na",
        start="2020-01-01",
        end="2020-02-14",
        mdo="2020-01-01",
    ),
    Worked(
        "182 van de 366 dagen van 2020: 182/366 x 57,01 = 28,3492",
        "jaar",
        2835,
        2835,
        moment="na",
        start="2020-01-01",
        end="2020-06-30",
        mdo="2020-01-01",
    ),
    Worked("schrikkeljaar zonder datums: 365/7 weken", "week", 297266, 297266, moment="na", mdo="2020-01-01"),
    Worked(
        "loopt door: per jaar 365/7 x 60, lopend en constant",
        "week",
        312857,
        312857,
        prices=TWO_PRICES,
        column="structural",
    ),
    Worked(
        "loopt door met datum: per jaar 12 x 57,01",
        "maand",
        68412,
        68412,
        start="2018-02-01",
        end="2018-05-31",
        column="structural",
    ),
    Worked(
        "gestopt voor het eind: per jaar 0",
        "maand",
        0,
        0,
        start="2017-06-01",
        end="2018-02-27",
        column="structural",
    ),
    Worked("eenmalig loopt niet door", "eenmalig", 0, 0, column="structural"),
    Worked("totaal loopt niet door", "totaal", 0, 0, column="structural"),
    Worked(
        "herhaling begint 12 maanden na het MDO: maart 2019 is 1 maand",
        "maand",
        5701,
        5701,
        moment="herhaling",
        start="2019-02-01",
        end="2019-03-31",
    ),
]


def cost_of(worked: Worked, mode: str) -> int:
    settings = AnalysisSettings(
        title="Test",
        municipality="Oss",
        period_months=worked.months,
        price_mode=mode,
        price_year=worked.year,
        index=worked.index,
        price_basis="tarief",
        comparison="voor_na",
        after_basis="realisatie",
        mdo_costs="apart",
        selection="onbekend",
    )
    usage = Usage(
        case_id="C1",
        moment=worked.moment,
        product_code="LOKAAL.UUR",
        quantity=Decimal(worked.quantity),
        per=worked.per,
        start=day(worked.start) if worked.start else None,
        end=day(worked.end) + timedelta(days=1) if worked.end else None,
        price_eur=Decimal(worked.own_price) if worked.own_price else None,
        price_source="eigen opgave" if worked.own_price else None,
    )
    case = Case(case_id="C1", wijk="Ruwaard", case_type="bestaand", mdo_date=day(worked.mdo))
    caseload = CaseLoad(settings=settings, cases=(case,), usage=(usage,), tariffs=worked.prices)
    priced = price_usage(
        frames.usage_frame(caseload),
        frames.case_frame(caseload),
        Tariffs.load().add(worked.prices),
        mode=price_mode(settings, carry=False),
        period_months=worked.months,
    ).lines
    if worked.column == "structural":
        return int(priced["structural_cents"].iloc[0])
    return int(priced["in_window_cents"].iloc[0] + priced["one_off_cents"].iloc[0])


@pytest.mark.parametrize("worked", [w for w in CASES if w.constant is not None], ids=lambda w: w.words)
def test_a_line_at_constant_prices_costs_what_the_arithmetic_in_words_says(worked: Worked) -> None:
    assert cost_of(worked, "constant") == worked.constant


@pytest.mark.parametrize("worked", [w for w in CASES if w.current is not None], ids=lambda w: w.words)
def test_a_line_at_current_prices_costs_what_the_arithmetic_in_words_says(worked: Worked) -> None:
    assert cost_of(worked, "lopend") == worked.current


def test_a_day_without_a_price_is_refused_with_product_day_and_nearest_period() -> None:
    gap = Worked(
        "", "dag", None, None, start="2017-12-30", end="2018-01-02", prices=(tariff("60", "2018-01-01"),)
    )
    with pytest.raises(TariffMissingError) as caught:
        cost_of(gap, "lopend")
    (finding,) = caught.value.findings
    assert finding.place == "Gebruik!1"
    assert "LOKAAL.UUR" in finding.text
    assert "30 december 2017" in finding.text
    assert "1 januari 2018" in finding.text


def test_a_norm_is_never_indexed() -> None:
    norm = Worked(
        "", "maand", None, None, prices=(tariff("100", "2022-01-01", "2022-12-31", basis="norm"),), year=2024
    )
    with pytest.raises(TariffMissingError) as caught:
        cost_of(norm, "constant")
    assert "norm" in caught.value.findings[0].text.lower()
