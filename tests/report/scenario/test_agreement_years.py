"""The years of an agreement are named by what they are, and so is what their benchmark leaves out."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest

from maatschappelijk_rendement.report.document import Block, Chart, Table
from maatschappelijk_rendement.report.scenario.agreement_years import agreement_years
from maatschappelijk_rendement.report.scenario.tidy import tidy_files
from maatschappelijk_rendement.sharing.agreement import YearsRules
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.case_years import years_from_cases
from maatschappelijk_rendement.sharing.chance import Noise
from maatschappelijk_rendement.sharing.contract import Contract
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.scenario import Scenario, Uncertainty
from maatschappelijk_rendement.sharing.split import PayerStream

WMO = PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000_00, after_cents=900_00)
NONE, ONE, TENTH = Fraction(0), Fraction(1), Fraction(1, 10)


def evaluated(*, cap: Fraction | None = None, renew: int | None = None) -> Evaluation:
    """One measured year and one assumed year, in which the cases are 10 % heavier and nothing is left."""
    assumed = CaseYears(
        first_year=2024,
        persons=(2,),
        kept=(NONE,),
        invested=(NONE,),
        risk=(1 + TENTH,),
        growth={"Wmo": (NONE,)},
    )
    agreement = years_from_cases([WMO], 2, assumed, YearsRules(weights=(ONE,), renew_after=renew))
    return evaluate(
        Scenario(
            title="Toets",
            is_synthetic=True,
            contract=Contract(name="C", source="B", share=Fraction(1, 2), risk_ratio_cap=cap),
            streams=(WMO,),
            persons=2,
            months=12,
            agreement=agreement,
            uncertainty=Uncertainty(noise=Noise(2, 1.0, 0.0), confidence=Fraction(9, 10), draws=1_000),
        )
    )


def blocks(*, cap: Fraction | None = None, renew: int | None = None) -> tuple[Block, ...]:
    return agreement_years(evaluated(cap=cap, renew=renew))


@pytest.mark.parametrize(
    ("cap", "renew", "left_out"),
    [
        # 1.000 without the change and 10 % heavier: 1.100; the benchmark is 1.030, or from 900: 990 or 927.
        (Fraction(3, 100), None, {"Boven het risicoplafond": "70,00"}),
        (None, 1, {"Daling in nieuwe benchmark": "110,00"}),
        (Fraction(3, 100), 1, {"Daling in nieuwe benchmark": "110,00", "Boven het risicoplafond": "63,00"}),
        (None, None, {}),
        # A cap that no year reaches leaves nothing out.
        (Fraction(1, 2), None, {}),
    ],
)
def test_what_a_benchmark_leaves_out_is_named_by_its_cause(
    cap: Fraction | None, renew: int | None, left_out: dict[str, str]
) -> None:
    chart = next(block for block in blocks(cap=cap, renew=renew) if isinstance(block, Chart))
    heads = [column.label for column in chart.table.columns][8:]
    amounts = [value.text for value in chart.table.rows[-1]][8:]
    assert dict(zip(heads, amounts, strict=True)) == {
        head: f"€\u00a0{amount}" for head, amount in left_out.items()
    }
    assert all(f"'{head}'" in chart.table.note for head in left_out)


def test_the_tidy_table_names_each_year_and_each_cause() -> None:
    content = tidy_files(evaluated(cap=Fraction(3, 100), renew=1))["scenario-jaren.csv"].decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    kinds = {(row["jaar"], row["soort_jaar"], row["nieuwe_benchmark"]) for row in rows}
    assert kinds == {("2024", "gemeten", "nee"), ("2025", "aanname", "ja")}
    later = {row["wat"]: row["bedrag_eur"] for row in rows if row["jaar"] == "2025"}
    assert (later["in_nieuwe_benchmark"], later["boven_risicoplafond"]) == ("110.00", "63.00")


def test_an_assumed_year_is_called_so_in_every_table() -> None:
    tables = {block.name: block for block in blocks() if isinstance(block, Table)}
    assert [column.label for column in tables["afspraak-partijen"].columns][1:3] == ["2024", "2025 (aanname)"]
    for name in ("afspraak-reserve", "afspraak-kansen"):
        assert [row[0].text for row in tables[name].rows] == ["2024", "2025 (aanname)"]
