"""The command as a user types it: words, exit codes, what is printed where."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from maatschappelijk_rendement import __version__
from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.report import file_names
from maatschappelijk_rendement.report.save import STAGE

pytestmark = pytest.mark.usefixtures("verdicts_once")
CORPUS = Path(__file__).parents[1] / "corpus"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "maatschappelijk_rendement", *words],
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_is_dutch_and_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["rapport", "--help"])
    text = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "gebruik:" in text
    assert "voorbeelden:" in text
    assert "usage" not in text
    assert "options" not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "dit ontbreekt: OPDRACHT"),
        (["rapport", "x.xlsx"], "dit ontbreekt: --uit"),
        (["rapport", "x.xlsx", "--uit", "m", "--datum", "3/9/2018"], "d-m-jjjj of jjjj-mm-dd"),
        (["tarieven", "--eenheid", "liter"], "--eenheid: kies uit minuut, kwartier, uur, "),
        (["tarieven", "--stroom", "zorg"], "--stroom: kies uit Wmo, Zvw, Wlz, "),
        (["rapport", "x.xlsx", "--uit", "m", "--formaat", "odt"], "kies uit html"),
        (["raport"], "kan niet; kies uit"),
        (["tarief"], "Bedoelde u 'tarieven'?"),
        (["controleer", "x.xlsx", "--snel"], "dit is onbekend: --snel"),
        (["controleer", "x.xlsx", "--aantekening", "y.xlsx"], "Bedoelde u '--aantekeningen'?"),
    ],
)
def test_wrong_use_is_said_in_dutch_with_exit_code_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controleer", str(tmp_path / "geen.xlsx")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--versie"])
    assert capsys.readouterr().out.strip() == f"mr {__version__}"


def test_findings_come_as_json_with_exit_code_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controleer", str(CORPUS / "132_moment_verschreven.xlsx"), "--json"]) == 3
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["niveau"], finding["blad"], finding["cel"]) == ("fout", "Gebruik", "B50")
    assert "Bedoelde u" in finding["tekst"]
    assert finding["aantal"] == 1


def test_warnings_are_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controleer", str(CORPUS / "047_onbekend_blad.xlsx")]) == 0
    assert "0 fouten, 1 waarschuwing" in capsys.readouterr().out


def test_help_lists_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = capsys.readouterr().out.partition("afsluitcodes:")[2]
    assert [line.split()[0] for line in listed.splitlines() if line.startswith("  ")] == list("01234")


def test_the_page_about_the_report_explains_every_option_file_and_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "rapport.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| ([0-9]+) \|", page, flags=re.MULTILINE) == list("01234")
    with pytest.raises(SystemExit):
        main(["rapport", "--help"])
    options = set(re.findall(r"^ +(--[a-z]+)", capsys.readouterr().out, flags=re.MULTILINE))
    # How a file is read is said where files are: on the pages about privacy and about scale.
    assert {option for option in options if option not in page} == {"--veilig", "--geheugen"}
    for name in file_names():
        assert f"`{name}`" in page or (name.startswith("rapport-") and "formules" not in name)


def test_the_findings_of_a_check_are_its_result_by_sheet_row_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "voorbeeld.xlsx"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    book = openpyxl.load_workbook(workbook)
    lines, scores = book["Gebruik"], book["Welbevinden"]
    for row in (18, 6, 15):
        lines[f"D{row}"] = "1,5"  # a number as text: a warning
    scores["G4"] = "6,5"
    book.save(workbook)
    capsys.readouterr()
    assert main(["controleer", str(workbook)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    told = [line for line in printed.out.splitlines()[1:] if "getal als tekst" in line]
    starts = [
        "- waarschuwing: Gebruik, kolom aantal: 3 cellen, D6, D15, D18: ",
        "- waarschuwing: Welbevinden!G4: ",
    ]
    assert [line.startswith(start) for line, start in zip(told, starts, strict=True)] == [True, True]


def test_a_report_prints_the_paths_of_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook, folder = tmp_path / "map met spatie" / "voorbeeld.xlsx", tmp_path / "uit met spatie"
    workbook.parent.mkdir()
    assert main(["sjabloon", str(workbook), "--voorbeeld"]) == 0
    capsys.readouterr()
    assert main(["rapport", str(workbook), "--uit", str(folder)]) == 0
    printed = capsys.readouterr()
    # Of small wijken most is hidden, and the screen says so; nothing else is wrong.
    (warning,) = (line for line in printed.err.splitlines() if line.startswith("- "))
    assert "onderdrukt" in warning
    names = {"rapport.html", "rapport.xlsx", "resultaten.json", "herkomst.json"}
    assert {Path(line).name for line in printed.out.splitlines()} == names
    assert {path.name for path in folder.iterdir()} == names


def test_a_workbook_that_is_there_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "casussen.xlsx"
    assert main(["sjabloon", str(workbook)]) == 0
    assert main(["sjabloon", str(workbook)]) == 0  # the same content: nothing is lost
    workbook.write_bytes(b"ingevuld")
    assert main(["sjabloon", str(workbook)]) == 2
    assert "bestaat al" in capsys.readouterr().err
    assert workbook.read_bytes() == b"ingevuld"


def test_a_template_ends_in_xlsx(tmp_path: Path) -> None:
    assert main(["sjabloon", str(tmp_path / "casussen.xls")]) == 2


def test_a_check_foresees_the_warning_of_the_report_in_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "voorbeeld.xlsx"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    capsys.readouterr()
    assert main(["rapport", str(workbook), "--uit", str(tmp_path / "uit")]) == 0
    (warned,) = (line for line in capsys.readouterr().err.splitlines() if "Het grootste deel" in line)
    assert main(["controleer", str(workbook)]) == 0
    assert warned in capsys.readouterr().out.splitlines()


def test_a_report_that_fails_says_that_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, folder = tmp_path / "casussen.xlsx", tmp_path / "uit"
    assert main(["rapport", str(workbook), "--uit", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "De werkmap is er niet." in said
    assert said.endswith("Er is geen rapport gemaakt.\n")
    main(["sjabloon", str(workbook)])
    assert main(["rapport", str(workbook), "--uit", str(folder)]) == 3
    assert capsys.readouterr().err.endswith("Er is geen rapport gemaakt.\n")
    assert main(["controleer", str(workbook)]) == 3
    assert "geen rapport" not in capsys.readouterr().err


def test_notes_never_replace_the_workbook_itself(tmp_path: Path) -> None:
    workbook = tmp_path / "casussen.xlsx"
    main(["sjabloon", str(workbook)])
    before = workbook.read_bytes()
    assert main(["controleer", str(workbook), "--aantekeningen", str(workbook)]) == 2
    assert workbook.read_bytes() == before


def test_notes_never_replace_a_file_in_which_somebody_may_have_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, notes = tmp_path / "casussen.xlsx", tmp_path / "nagekeken.xlsx"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    assert main(["controleer", str(workbook), "--aantekeningen", str(notes)]) == 0
    notes.write_bytes(b"verbeterd")
    capsys.readouterr()
    assert main(["controleer", str(workbook), "--aantekeningen", str(notes)]) == 2
    assert "wordt niet overschreven" in capsys.readouterr().err
    assert notes.read_bytes() == b"verbeterd"


def test_a_report_of_another_level_in_the_folder_is_named_when_it_is_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, folder = tmp_path / "voorbeeld.xlsx", tmp_path / "uit"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    assert main(["rapport", str(workbook), "--uit", str(folder)]) == 0
    assert "niveau" not in capsys.readouterr().err
    assert main(["rapport", str(workbook), "--uit", str(folder), "--intern"]) == 0
    assert "niveau openbaar; dat is vervangen" in capsys.readouterr().err


def test_files_that_the_new_report_has_not_are_named_when_they_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, folder = tmp_path / "voorbeeld.xlsx", tmp_path / "uit"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    words = ["rapport", str(workbook), "--uit", str(folder)]
    assert main([*words, "--voor", "gemeente"]) == 0
    capsys.readouterr()
    assert main([*words, "--formaat", "html"]) == 0
    assert "weggehaald: rapport.xlsx, rapport-gemeente.html." in capsys.readouterr().err
    assert not (folder / "rapport.xlsx").exists()


@pytest.mark.parametrize("name", ["rapport.html", "rapport.xlsx", "resultaten.json"])
def test_a_report_that_was_changed_by_hand_is_never_replaced_or_removed(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, folder, ledger = tmp_path / "voorbeeld.xlsx", tmp_path / "uit", tmp_path / "register"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    words = ["rapport", str(workbook), "--uit", str(folder)]
    assert main(words) == 0
    (folder / name).write_bytes((folder / name).read_bytes() + b"mijn zin")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main([*words, "--formaat", "html", "--register", str(ledger)]) == 2
    assert f"eigen werk: {name}." in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not ledger.exists(), "no release is recorded that was not written"


@pytest.mark.parametrize("option", ["--sleutel", "--register"])
def test_a_key_does_not_lie_in_the_folder_of_the_report(
    tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "uit"
    inside = folder / "mijn" / ".." / "geheim"
    words = ["rapport", str(tmp_path / "geen.xlsx"), "--uit", str(folder), option, str(inside)]
    assert main(words) == 2
    assert "buiten de map van het rapport" in capsys.readouterr().err
    assert not folder.exists()


def test_no_key_is_made_beside_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "resultaten.json").write_text("{}", encoding="utf-8")
    assert main(["sleutel", str(tmp_path / "eigen.sleutel")]) == 2
    assert "staat een rapport" in capsys.readouterr().err
    assert not (tmp_path / "eigen.sleutel").exists()


@pytest.mark.parametrize("command", [["uitgaven"], ["opruimen"], ["opruimen", "--ja"]])
def test_a_folder_that_is_not_there_or_not_ours_is_a_slip(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, str(tmp_path / "bestaatniet")]) == 2
    assert "bestaat niet" in capsys.readouterr().err
    (tmp_path / "eigen.txt").write_text("van mij", encoding="utf-8")
    assert main([*command, str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "geen register" in printed.err or "niets dat dit programma" in printed.err


def test_a_report_folder_is_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "resultaten.json").write_text("{}", encoding="utf-8")
    assert main(["uitgaven", str(tmp_path)]) == 2
    assert "geen register" in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_fault() -> None:
    command = f"{sys.executable} -m maatschappelijk_rendement tarieven | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    workbook, folder = tmp_path / "voorbeeld.xlsx", tmp_path / "uit"
    folder.mkdir()
    (folder / "eigen.txt").write_text("van mij", encoding="utf-8")
    main(["sjabloon", str(workbook), "--voorbeeld"])
    assert main(["rapport", str(workbook), "--uit", str(folder)]) == 0
    assert (folder / "eigen.txt").read_text(encoding="utf-8") == "van mij"


def test_another_minimum_needs_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = tmp_path / "voorbeeld.xlsx"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    assert main(["rapport", str(workbook), "--uit", str(tmp_path / "uit"), "--minimum", "15"]) == 2
    assert "reden" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_prices_are_found_with_unit_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tarieven", "bijstand"]) == 0
    assert "PW.BIJSTAND" in capsys.readouterr().out


def test_missing_prices_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tarieven", "--ontbreekt"]) == 0
    assert "Wlz" in capsys.readouterr().out


def test_words_and_stream_limit_what_is_missing_and_what_is_old(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tarieven", "--ontbreekt", "--stroom", "Wmo"]) == 0
    assert "Wlz" not in capsys.readouterr().out
    assert main(["tarieven", "huisarts", "--oud", "--peildatum", "1-1-2027"]) == 0
    said = capsys.readouterr().out
    assert "ZVW.HUISARTS.CONSULT_LANG.NZA" in said
    assert "WMO." not in said


def test_prices_that_are_behind_are_named_on_the_day_that_is_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["tarieven", "--oud", "--peildatum", "1-1-2027"]) == 0
    said = capsys.readouterr().out
    assert "op 1-1-2027" in said
    assert "WORDT BIJGEHOUDEN. CBS, jaarmutatie consumentenprijsindex" in said
    assert main(["tarieven", "--peildatum", "29-11-2026"]) == 0
    assert "Reeksen die worden bijgehouden, zijn niet achter." in capsys.readouterr().out


def test_everyday_words_find_prices_per_unit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tarieven", "hulp", "in", "de", "huishouding", "--eenheid", "uur"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("WMO.HH.UUR.REF2022 ")
    assert main(["tarieven", "traplift"]) == 0
    assert "[[tarieven]]" in capsys.readouterr().out


def test_an_unexpected_fault_names_its_place_and_never_its_text() -> None:
    code = (
        "import sys\n"
        "from maatschappelijk_rendement.app import cli, commands\n"
        "def broken(arguments):\n"
        "    raise RuntimeError('mevrouw Jansen 123456782')\n"
        "commands.tariffs = broken\n"
        "sys.exit(cli.main(['tarieven']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "RuntimeError" in done.stderr
    assert "Jansen" not in done.stderr
    assert "123456782" not in done.stderr
    assert "Traceback" not in done.stderr


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from maatschappelijk_rendement.app import parser\n"
        "parser.build_parser().format_help()\n"
        "print([name for name in 'pandas numpy pydantic matplotlib scipy'.split() if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_module_runs_as_a_command() -> None:
    assert run("--versie").stdout.strip() == f"mr {__version__}"


def test_a_release_is_recorded_once_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook, ledger = tmp_path / "voorbeeld.xlsx", tmp_path / "register"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    words = ["rapport", str(workbook), "--uit", str(tmp_path / "uit"), "--register", str(ledger)]
    assert main([*words, "--datum", "2018-09-03"]) == 0
    capsys.readouterr()
    assert main(["uitgaven", str(ledger)]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 2
    assert re.fullmatch(r"1: .*, 3 september 2018, \d+ casussen, minimum 10", listed[0])
    assert "kosten per moment (" in listed[1]
    assert "welbevinden (" in listed[1]
    provenance = json.loads((tmp_path / "uit" / "herkomst.json").read_text(encoding="utf-8"))
    assert provenance["uitvoering"]["uitgaven_getoetst"] == []


def test_an_internal_report_is_no_release(tmp_path: Path) -> None:
    workbook = tmp_path / "voorbeeld.xlsx"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    words = [
        "rapport",
        str(workbook),
        "--uit",
        str(tmp_path / "uit"),
        "--intern",
        "--register",
        str(tmp_path / "r"),
    ]
    assert main(words) == 2
    assert not (tmp_path / "uit").exists()


def test_the_content_leaves_a_public_report_only_under_a_key(tmp_path: Path) -> None:
    workbook, key = tmp_path / "voorbeeld.xlsx", tmp_path / "eigen.sleutel"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    assert main(["sleutel", str(key)]) == 0
    found = {}
    for name, more in (("zonder", []), ("met", ["--sleutel", str(key)]), ("intern", ["--intern"])):
        assert main(["rapport", str(workbook), "--uit", str(tmp_path / name), *more]) == 0
        text = (tmp_path / name / "herkomst.json").read_text(encoding="utf-8")
        found[name] = {k for k in json.loads(text)["uitvoering"] if k.startswith("inhoud")}
        assert key.read_text(encoding="ascii").strip() not in text
    assert found == {"zonder": set(), "met": {"inhoud_hmac_sha256"}, "intern": {"inhoud_sha256"}}


def test_cleaning_up_shows_first_and_leaves_other_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, folder = tmp_path / "voorbeeld.xlsx", tmp_path / "uit"
    main(["sjabloon", str(workbook), "--voorbeeld"])
    main(["rapport", str(workbook), "--uit", str(folder)])
    for mine in ("eigen.txt", "rapport.txt"):
        (folder / mine).write_text("van mij", encoding="utf-8")
    # A killed run leaves what it was writing, which may be confidential.
    left = folder / STAGE / "nieuw"
    left.mkdir(parents=True)
    (left / "rapport.html").write_text("half", encoding="utf-8")
    capsys.readouterr()
    assert main(["opruimen", str(folder)]) == 0
    assert "niets gewist" in capsys.readouterr().out
    assert (folder / "rapport.html").exists()
    assert main(["opruimen", str(folder), "--ja"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["eigen.txt", "rapport.txt"]


def test_an_example_at_the_price_of_each_day_can_be_reported(tmp_path: Path) -> None:
    workbook, folder = tmp_path / "lopend.xlsx", tmp_path / "uit"
    assert main(["sjabloon", str(workbook), "--lopend"]) == 0
    assert main(["rapport", str(workbook), "--uit", str(folder), "--indexeer", "--formaat", "html"]) == 0
    assert main(["sjabloon", str(tmp_path / "kaart.xlsx"), "--lopend", "--soort", "sroi"]) == 2
