"""The scenario job: three files, or none."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

import maatschappelijk_rendement as mr
from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.app.scenario_run import run_comparison, run_scenario
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.intake.workbook import write_workbook
from maatschappelijk_rendement.sharing.contract import Contract, PayerKey, QualityRule
from maatschappelijk_rendement.sharing.scenario import Scenario

EXAMPLE = Path(__file__).resolve().parents[2] / "voorbeelden" / "scenario_wijk.toml"


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    path = tmp_path / "met spatie.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("trekkingen = 100000", "trekkingen = 1000")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_gives_pages_a_workbook_json_and_tables(scenario_file: Path, tmp_path: Path) -> None:
    written, warnings = run_scenario(scenario_file, tmp_path / "uit")
    assert warnings == ()
    assert [path.name for path in written] == [
        *("scenario.html", "scenario.xlsx", "scenario.json", "scenario-bestuur.html"),
        *("scenario-afrekening.csv", "scenario-verdeling.csv", "scenario-kansen.csv"),
        "scenario-zekerheid.csv",
    ]
    assert all(path.stat().st_size > 1_000 for path in written[:4])
    assert json.loads(written[2].read_text(encoding="utf-8"))["synthetisch"] is True


def test_a_file_with_mistakes_writes_nothing(scenario_file: Path, tmp_path: Path) -> None:
    text = scenario_file.read_text(encoding="utf-8").replace("aandeel = 0.5 ", "aandeel = 50 ")
    scenario_file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"bestand!contract\.aandeel"):
        run_scenario(scenario_file, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


@pytest.fixture
def two_contracts(scenario_file: Path) -> list[Path]:
    other = scenario_file.with_name("derde.toml")
    text = scenario_file.read_text(encoding="utf-8").replace("Voorbeeldcontract wijk", "Een derde")
    other.write_text(text.replace("aandeel = 0.5 ", "aandeel = 0.3333 "), encoding="utf-8")
    return [scenario_file, other]


def test_two_contracts_give_a_comparison(two_contracts: list[Path], tmp_path: Path) -> None:
    written, _ = run_comparison(two_contracts, tmp_path / "uit")
    names = ["vergelijking.html", "vergelijking.xlsx", "vergelijking.json", "vergelijking.csv"]
    assert [path.name for path in written] == names
    figures = json.loads(written[2].read_text(encoding="utf-8"))
    assert [one["contract"]["naam"] for one in figures["contracten"]] == [
        "Voorbeeldcontract wijk",
        "Een derde",
    ]
    # Three streams and three providers under two contracts, under one heading.
    rows = written[3].read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + len(figures["partijen"]) == 1 + 6 * 2
    page = written[0].read_text(encoding="utf-8")
    assert "de minste spijt" in page


def test_the_same_command_takes_one_contract_or_more(
    two_contracts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scenario", *map(str, two_contracts), "--uit", str(tmp_path / "uit")]) == 0
    assert capsys.readouterr().out.count("vergelijking.") == 4
    assert main(["scenario", str(two_contracts[0]), "--uit", str(tmp_path / "een")]) == 0
    assert capsys.readouterr().out.count("scenario.") == 3


def test_contracts_over_years_are_compared_over_years(tmp_path: Path) -> None:
    text = EXAMPLE.with_name("afspraak_vijf_jaar.toml").read_text(encoding="utf-8")
    text = text.replace("trekkingen = 20000", "trekkingen = 1000")
    (tmp_path / "zvw_driehoek.csv").write_bytes(EXAMPLE.with_name("zvw_driehoek.csv").read_bytes())
    paths = [tmp_path / "een.toml", tmp_path / "twee.toml"]
    paths[0].write_text(text, encoding="utf-8")
    other = text.replace("Voorbeeldafspraak", "Ander").replace("verliesaandeel = 0.3", "verliesaandeel = 0.5")
    paths[1].write_text(other, encoding="utf-8")
    written, _ = run_comparison(paths, tmp_path / "uit")
    assert written[-1].name == "vergelijking-jaren.csv"
    assert "Over de hele afspraak" in written[0].read_text(encoding="utf-8")
    years = json.loads(written[2].read_text(encoding="utf-8"))["alle_jaren"]
    assert years["niet_gemeten"] == [2026, 2027, 2028]
    assert len(years["partijen"]) == 12


def test_draws_are_written_when_asked_for_and_go_when_not(scenario_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    names = {path.name for path in run_scenario(scenario_file, folder, with_draws=True)[0]}
    assert "scenario-trekkingen.csv" in names
    assert "vertrouwelijk" not in (folder / "scenario-trekkingen.csv").read_text(encoding="utf-8")
    run_scenario(scenario_file, folder)
    assert not (folder / "scenario-trekkingen.csv").exists()


def test_another_outcome_writes_nothing(two_contracts: list[Path], tmp_path: Path) -> None:
    text = two_contracts[1].read_text(encoding="utf-8").replace("met_eur = 3250000", "met_eur = 3250001")
    two_contracts[1].write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"stroom\.met_eur: contract 2"):
        run_comparison(two_contracts, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


CONTRACT = """
titel = "Proef"
synthetisch = true
[contract]
naam = "Proef"
bron = "Eigen afspraak"
aandeel = 0.5
sleutel_betalers = "schadeloos_eerst"
"""


class TestFromCases:
    """A caseload gives the outcome."""

    @pytest.fixture
    def cases(self, tmp_path: Path) -> Path:
        path = tmp_path / "casussen.xlsx"
        write_workbook(ruwaard(), path)
        return path

    def contract(self, tmp_path: Path, more: str = "", text: str = CONTRACT) -> Path:
        path = tmp_path / "contract.toml"
        path.write_text(text + more, encoding="utf-8")
        return path

    def test_cash_and_capacity_are_split_and_transfers_stand_beside_them(
        self, tmp_path: Path, cases: Path
    ) -> None:
        written, _ = run_scenario(self.contract(tmp_path), tmp_path / "uit", cases)
        data = json.loads(written[2].read_text(encoding="utf-8"))
        # Cash fell by 56.101,61 and freed capacity by 70.623,80 (rounded by line); transfers by 5.668,59.
        assert data["uitkomst"]["personen"] == 32
        assert data["uitkomst"]["verschil_eur"] == "-126725.41"
        assert data["uitkomst"]["benchmark_eur"] == "741039.81"
        assert data["uitkomst"]["waarvan_capaciteit_eur"] == "-70623.80"
        assert [one["verschil_eur"] for one in data["overdrachten"]] == ["-5668.59"]
        assert data["vertrouwelijk"] is True
        page = written[0].read_text(encoding="utf-8")
        assert "VERTROUWELIJK" in page
        assert "Alleen bestaande casussen tellen mee." in page

    def test_every_file_says_that_it_is_of_cases_not_to_be_published(
        self, tmp_path: Path, cases: Path
    ) -> None:
        """A loose table, or one draw of it, has no page above it that says so."""
        text = EXAMPLE.with_name("casussen_vijf_jaar.toml").read_text(encoding="utf-8")
        text = text.replace("trekkingen = 20000", "trekkingen = 1000")
        one = self.contract(tmp_path, text=text)
        other = tmp_path / "ander.toml"
        other.write_text(text.replace("Voorbeeldafspraak", "Ander"), encoding="utf-8")
        alone, _ = run_scenario(one, tmp_path / "uit", cases, with_draws=True)
        beside, _ = run_comparison([one, other], tmp_path / "naast", cases)
        tables = [path for path in (*alone, *beside) if path.suffix == ".csv"]
        assert len(tables) == 8
        for path in tables:
            head, *rows = path.read_text(encoding="utf-8").splitlines()
            assert head.endswith(";vertrouwelijk"), path.name
            assert {row.rsplit(";", 1)[1] for row in rows} == {"ja"}, path.name
        for path in (*alone, *beside):
            if path.suffix == ".html":
                assert "VERTROUWELIJK" in path.read_text(encoding="utf-8")
            elif path.suffix == ".json":
                assert json.loads(path.read_text(encoding="utf-8"))["vertrouwelijk"] is True
            elif path.suffix == ".xlsx":
                assert all("VERTROUWELIJK" in str(sheet["A2"].value) for sheet in load_workbook(path))
            elif path.suffix == ".parquet":
                parquet = pytest.importorskip("pyarrow.parquet")
                assert set(parquet.read_table(path)["vertrouwelijk"].to_pylist()) == {True}

    def test_amounts_in_the_file_beside_the_cases_are_refused(self, tmp_path: Path, cases: Path) -> None:
        more = '[uitkomst]\npersonen = 5\n[[stroom]]\nnaam = "Wmo (gemeente)"\nzonder_eur = 5\n'
        with pytest.raises(InputError) as caught:
            run_scenario(self.contract(tmp_path, more), tmp_path / "uit", cases)
        assert [finding.cell for finding in caught.value.findings] == [
            "uitkomst.personen",
            "stroom 1.zonder_eur",
            "stroom 1.naam",  # without that field the line says nothing
        ]
        assert not (tmp_path / "uit").exists()

    def test_a_key_by_budget_asks_it_of_every_stream(self, tmp_path: Path, cases: Path) -> None:
        budget = CONTRACT.replace("schadeloos_eerst", "begroting")
        stranger = '[[stroom]]\nnaam = "Sport"\nbegroting_eur = 5\n'
        with pytest.raises(InputError) as caught:
            run_scenario(self.contract(tmp_path, stranger, budget), tmp_path / "uit", cases)
        said = [str(finding) for finding in caught.value.findings]
        assert any(
            one.startswith("bestand!stroom 1.naam: Deze stroom staat niet in de casussen.") for one in said
        )
        # Six streams with cost, and the woningcorporatie, which has none and put hours in.
        assert sum(".begroting_eur: " in one for one in said) == 7

    @pytest.mark.parametrize(
        ("benchmark", "more", "says"),
        [
            ("norm", "", "bestand!contract.benchmark: Dit contract vergelijkt met een norm."),
            ("controletrend", "[uitkomst]\ncontrolegroep = true", "bestand!uitkomst.groei_controlegroep: "),
            (
                "controletrend",
                "[uitkomst]\ncontrolegroep = false\ngroei_controlegroep = 0",
                "bestand!uitkomst.controlegroep: Zonder controlegroep",
            ),
            ("vast", "[uitkomst]\ngroei_controlegroep = 0", "bestand!uitkomst.groei_controlegroep: Het veld"),
            (
                "vast",
                "[uitkomst]\ngroei_controlegroep = nan",
                "bestand!uitkomst.groei_controlegroep: Het veld",
            ),
        ],
    )
    def test_a_comparison_that_is_not_there_is_refused(
        self, tmp_path: Path, cases: Path, benchmark: str, more: str, says: str
    ) -> None:
        text = CONTRACT.replace("aandeel", f'benchmark = "{benchmark}"\naandeel')
        with pytest.raises(InputError) as caught:
            run_scenario(self.contract(tmp_path, more, text), tmp_path / "uit", cases)
        (found,) = caught.value.findings
        assert str(found).startswith(says)

    def test_with_a_control_group_the_cost_before_grows_with_it(self, tmp_path: Path, cases: Path) -> None:
        text = CONTRACT.replace("aandeel", 'benchmark = "controletrend"\naandeel')
        more = "[uitkomst]\ncontrolegroep = true\ngroei_controlegroep = -0.1\n"
        written, _ = run_scenario(self.contract(tmp_path, more, text), tmp_path / "uit", cases)
        data = json.loads(written[2].read_text(encoding="utf-8"))
        # 90 % of 741.039,81 by stream, and of transfers nothing.
        assert abs(Decimal(data["uitkomst"]["benchmark_eur"]) - Decimal("666935.83")) <= Decimal("0.05")
        assert [one["verschil_eur"] for one in data["overdrachten"]] == ["-5668.59"]


@pytest.fixture(scope="module")
def result() -> mr.MicroAnalysis:
    return mr.analyse(ruwaard())


class TestInPython:
    """``mr.scenario``."""

    def test_a_contract_in_python_and_one_in_a_file_give_the_same(
        self, result: mr.MicroAnalysis, tmp_path: Path
    ) -> None:
        path = tmp_path / "contract.toml"
        path.write_text(CONTRACT, encoding="utf-8")
        contract = Contract(
            name="Proef", source="Eigen afspraak", share=Fraction(1, 2), payer_key=PayerKey.HOLD_HARMLESS
        )
        assert mr.scenario(result, path).split == mr.scenario(result, contract).split

    def test_an_unanswered_gate_is_refused(self, result: mr.MicroAnalysis) -> None:
        contract = Contract(name="P", source="b", share=Fraction(1, 2), quality=QualityRule.GATE)
        for answers in ({}, {"met_quality_standard": False}):
            with pytest.raises(UsageError, match="poort"):
                mr.scenario(result, contract, quality=Fraction(1), **answers)
        done = mr.scenario(result, contract, quality=Fraction(1), met_quality_standard=True)
        assert done.scenario.is_confidential

    def test_streams_of_a_caseload_in_a_scenario_leave_transfers_out(self, result: mr.MicroAnalysis) -> None:
        made = Scenario(
            title="T",
            is_synthetic=True,
            contract=Contract(name="P", source="b", share=Fraction(1, 2)),
            streams=result.sharing_streams(),
            persons=32,
        )
        assert f"{float(made.saving_rate):.3f}" == "0.171"
        assert {one.money for one in made.streams} == {MoneyKind.CASH, MoneyKind.CAPACITY}
        assert {one.money for one in made.transfers} == {MoneyKind.TRANSFER}


class TestYearsFromCases:
    """The shipped contract from cases to five years."""

    @pytest.fixture
    def written(self, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
        folder = tmp_path_factory.mktemp("jaren")
        cases = folder / "casussen.xlsx"
        write_workbook(ruwaard(), cases)
        contract = folder / "contract.toml"
        text = EXAMPLE.with_name("casussen_vijf_jaar.toml").read_text(encoding="utf-8")
        contract.write_text(text.replace("trekkingen = 20000", "trekkingen = 1000"), encoding="utf-8")
        paths, _ = run_scenario(contract, folder / "uit", cases)
        return {path.name: path.read_text("utf-8") for path in paths if path.suffix != ".xlsx"}

    def test_the_board_page_goes_from_cases_to_five_years(self, written: dict[str, str]) -> None:
        page = written["scenario-bestuur.html"]
        steps = ["1. Casussen", "2. Benchmark", "3. Aanbieders krijgen", "4. Betalers houden", "5. Na 5 jaar"]
        places = [page.index(step) for step in steps]
        assert places == sorted(places)
        assert "Gemeten is alleen 2018" in page
        assert "2019 tot en met 2022 zijn een aanname van de partijen" in page
        assert "gemeente, 4 stromen" in page
        assert "Met verrekening gaat in 2018 geen betaler er financieel op achteruit." in page
        assert "Over alle 5 jaar samen gaat met verrekening geen betaler er financieel op achteruit." in page
        assert "VERTROUWELIJK" in page

    def test_every_assumption_is_in_the_report_and_the_account(self, written: dict[str, str]) -> None:
        assert "Aangenomen, niet gemeten" in written["scenario.html"]
        assert "Een dure casus verzekeren" in written["scenario.html"]
        told = json.loads(written["scenario.json"])["verantwoording"]
        assert told["casusjaren"]["deel_blijft"] == ["0.9", "0.8", "0.7", "0.6"]
        assert told["casusjaren"]["groei"]["Wlz (zorgkantoor)"] == ["0.02"] * 4
        assert [year["verwacht"] for year in told["meerjarenafspraak"]["jaren"]] == [False] + [True] * 4
        assert told["hoge_kosten"] == {"grenzen_eur": ["30000.00", "40000.00"], "opslag": "0.2"}
