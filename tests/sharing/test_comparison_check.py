"""What contracts on one caseload may not differ in is named by the field that the file has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report.document import Bullets, Chart
from maatschappelijk_rendement.report.scenario.compared import comparison_document, comparison_figures
from maatschappelijk_rendement.sharing import PayerStream, compare_contracts, read_scenario
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome
from maatschappelijk_rendement.sharing.scenario import Scenario

CASES = CaseOutcome(
    (PayerStream(stream="Wmo", payer="g", before_cents=400_00, after_cents=300_00, investment_cents=10_00),),
    2,
    12,
    CaseCosts(("Wmo",), np.array([[300_00], [100_00]]), np.array([[200_00], [100_00]])),
)
TEXT = """
titel = "Proef"
synthetisch = true
[contract]
naam = "Een"
bron = "Eigen afspraak"
aandeel = 0.5
[onzekerheid]
zekerheid = 0.9
trekkingen = 1000
[casusjaren]
jaren = 3
eerste_jaar = 2024
casussen = 2
deel_blijft = 0.5
deel_investering = 0
groei = 0
"""

CONTROL = """benchmark = "controletrend"
[uitkomst]
controlegroep = true
groei_controlegroep = 0.03
"""


def read(folder: Path, old: str = "", new: str = "", name: str = "Twee") -> Scenario:
    path = folder / f"{name}.toml"
    text = TEXT.replace(old, new) if old else TEXT
    path.write_text(text.replace('"Een"', f'"{name}"'), encoding="utf-8")
    return read_scenario(path, cases=CASES)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("zekerheid = 0.9", "zekerheid = 0.8", "onzekerheid.zekerheid"),
        ("aandeel = 0.5", "aandeel = 0.5\naftopping_eur = 150", "contract.aftopping_eur"),
        (
            "aandeel = 0.5",
            f"aandeel = 0.5\n{CONTROL}",
            "contract.benchmark",
        ),
        ("deel_blijft = 0.5", "deel_blijft = 0.4", "casusjaren.deel_blijft"),
        ("deel_investering = 0", "deel_investering = 1", "casusjaren.deel_investering"),
        ("groei = 0", "groei = 0.1", "casusjaren.groei"),
        ("casussen = 2", "casussen = 3", "casusjaren.casussen"),
        ("eerste_jaar = 2024", "eerste_jaar = 2025", "casusjaren.eerste_jaar"),
        ("jaren = 3", "jaren = 4", "casusjaren.jaren"),
        ("groei = 0", "groei = 0\nzorgzwaarte = 2", "casusjaren.zorgzwaarte"),
        (TEXT[TEXT.index("[casusjaren]") :], "", "casusjaren"),
    ],
)
def test_another_outcome_of_cases_is_named_by_its_field(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    with pytest.raises(UsageError) as caught:
        compare_contracts(read(tmp_path, name="Een"), read(tmp_path, old, new))
    assert str(caught.value).startswith(f"{field}: contract 2 heeft hier iets anders")


def test_assumed_years_are_called_an_assumption_and_no_outcome_of_now(tmp_path: Path) -> None:
    other = read(tmp_path, "aandeel = 0.5", "aandeel = 0.4")
    comparison = compare_contracts(read(tmp_path, name="Een"), other)
    years = next(one for one in comparison_document(comparison).sections if one.name == "jaren")
    told = next(block for block in years.blocks if isinstance(block, Bullets)).items
    assert "2025 en 2026 zijn een aanname van de partijen, en niet gemeten." in told
    chart = next(block for block in years.blocks if isinstance(block, Chart))
    assert [column.label for column in chart.table.columns][:3] == ["Partij", "Contract", "In alle jaren"]
    assert comparison_figures(comparison)["alle_jaren"]["aanname"] == [2025, 2026]
