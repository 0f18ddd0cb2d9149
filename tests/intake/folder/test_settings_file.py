"""``analyse.csv`` is read as any CSV, and judged in the words of sheet Analyse."""

from __future__ import annotations

from pathlib import Path

import pytest

from maatschappelijk_rendement.intake.folder.file_table import SourceFile
from maatschappelijk_rendement.intake.folder.files import read_settings
from maatschappelijk_rendement.intake.folder.settings_file import read_setting_rows

pytest.importorskip("pyarrow")

GOOD = """instelling;waarde
titel;Test (synthetisch)
gemeente;Súdwest-Fryslân
periode_maanden;12
prijsmodus;Lopend
prijsbasis;tarief
vergelijking;voor_na
basis_na;realisatie
mdo_kosten;apart
selectie;onbekend
"""


def written(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "analyse.csv") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_settings_are_read_in_any_encoding_and_with_any_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    written(tmp_path, GOOD.replace(";", delimiter), encoding=encoding, name="Analyse.CSV")
    settings, account, findings = read_settings(tmp_path)
    assert settings is not None
    assert (settings.municipality, settings.period_months, settings.price_mode) == (
        "Súdwest-Fryslân",
        12,
        "lopend",
    )
    assert account is not None
    assert (account.read, account.used, account.rejected, account.blank) == (9, 9, 0, 0)
    said = ["codering"] if encoding in ("cp1252", "utf-16") else []
    assert [finding.code for finding in findings] == said


def test_the_columns_may_be_swapped_and_rows_of_nothing_stand_anywhere(tmp_path: Path) -> None:
    lines = [";".join(reversed(line.split(";"))) for line in GOOD.splitlines()]
    settings, account, findings = read_settings(
        written(tmp_path, "\n".join([*lines[:3], ";", *lines[3:], ";", ";"]))
    )
    assert settings is not None
    assert account is not None
    assert (account.read, account.used, account.blank, findings) == (12, 9, 3, [])


def test_rows_are_given_with_their_number(tmp_path: Path) -> None:
    path = written(tmp_path, "waarde;instelling\n12; periode_maanden\n;\n;titel\n") / "analyse.csv"
    text, _ = read_setting_rows(SourceFile("Analyse", "csv", (path,)))
    assert text.lines == ((2, " periode_maanden", "12"), (4, "titel", ""))
    assert (text.cell(2, "setting"), text.cell(2, "value")) == ("B2", "A2")


@pytest.mark.parametrize(
    ("text", "cell", "code"),
    [
        (GOOD + "kleur;rood\n", "A11", "instelling_onbekend"),
        (GOOD + ";rood\n", "A11", "instelling_onbekend"),
        (GOOD + "titel;Nog een\n", "A11", "instelling_dubbel"),
        (GOOD.replace("Lopend", "fortnight"), "B5", "woord_onbekend"),
        (GOOD.replace(";12", ";0"), "B4", "getal_buiten_grenzen"),
        (GOOD.replace(";12", ";1,5"), "B4", "te_veel_decimalen"),
        (GOOD.replace("Lopend", "constant") + "prijspeil;2022\n", "A12", "instelling_ontbreekt"),
        (GOOD.replace("gemeente;Súdwest-Fryslân\n", ""), "A10", "instelling_ontbreekt"),
        (GOOD.replace("Súdwest-Fryslân", ""), "B3", "waarde_ontbreekt"),
        (GOOD.replace("onbekend", "onbekend;"), "10", "rij_ongelijk"),
        (GOOD.replace("instelling;", "naam;"), "A1", "kolom_onbekend"),
        (GOOD.replace("\n", ";\n").replace("waarde;", "waarde;uitleg"), "C1", "kolom_onbekend"),
        (GOOD + GOOD, "11", "kop_herhaald"),
        ("", "", "bestand_leeg"),
        ("fortnight", "", "scheidingsteken_onbekend"),
    ],
)
def test_what_is_wrong_is_said_at_its_row(tmp_path: Path, text: str, cell: str, code: str) -> None:
    settings, account, findings = read_settings(written(tmp_path, text))
    assert (settings, account) == (None, None)
    assert (cell, code) in [(finding.cell, finding.code) for finding in findings]
    assert not any(word in str(findings) for word in ("rood", "fortnight", "Fryslân"))


def test_a_header_that_is_missing_is_said(tmp_path: Path) -> None:
    findings = read_settings(written(tmp_path, GOOD.replace("instelling;", "naam;")))[2]
    assert [(finding.cell, finding.code) for finding in findings] == [
        ("1", "kolom_ontbreekt"),
        ("A1", "kolom_onbekend"),
    ]


def test_another_period_is_warned_of_and_read(tmp_path: Path) -> None:
    settings, _, findings = read_settings(written(tmp_path, GOOD.replace(";12", ";6")))
    assert settings is not None
    assert settings.period_months == 6
    assert [(finding.level, finding.code) for finding in findings] == [("waarschuwing", "periode_anders")]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    settings, account, findings = read_settings(tmp_path)
    assert (settings, account) == (None, None)
    assert [(finding.sheet, finding.code) for finding in findings] == [("Analyse", "bestand_ontbreekt")]
