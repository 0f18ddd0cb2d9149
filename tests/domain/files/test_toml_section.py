"""One reader for every TOML file of a user: the same mistake has the same code and words in each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.intake.own_formats.profiles import PROFILE
from tests.report.test_house_style import PNG

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.files.toml_section import MOST_UNKNOWN, TomlSection
from maatschappelijk_rendement.domain.instruments import load
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats import read_profile
from maatschappelijk_rendement.intake.own_formats.deliveries import delivery_profile
from maatschappelijk_rendement.intake.own_formats.gmsd_profile import read_gmsd_profile
from maatschappelijk_rendement.intake.own_formats.message_profile import read_message_profile
from maatschappelijk_rendement.report import read_house_style
from maatschappelijk_rendement.sharing.scenario_file import read_scenario

SCENARIO = Path(__file__).parents[3] / "voorbeelden" / "scenario_wijk.toml"
STYLE = 'naam = "Gemeente Oss"\n[logo]\nbestand = "logo.png"\nalt = "Logo"\n'
INSTRUMENT = """id = "buurtcijfer"
naam = "Cijfer voor de buurt"
bron = "eigen vragenlijst"
licentie = "eigen"
laagste = 1
hoogste = 5
stap = 1
ordinaal = false
"""
COLUMNS = """versie = 1
gemaakt_voor = "een lijst"
[casussen]
casus_id = "Nr"
wijk = "Wijk"
mdo_datum = "MDO"
"""
GMSD = '[gmsd]\ntelt = "omvang"\n[leveringen]\n"wmo.csv" = "2023-1"\n'


@dataclass(frozen=True)
class UserFile:
    """A TOML file of a user: how it is read, one that is right, and fields of it to spoil.

    Attributes:
        read: Reads it.
        right: What it says.
        text: A field with a text, at the top.
        needed: A field that must be there, by its path.
        part: A field that holds a table or a list of them.
    """

    read: Callable[[Path], object]
    right: str
    text: str
    needed: str
    part: str

    def with_value(self, field: str, value: str) -> str:
        return re.sub(rf"^{field} = .*$", f"{field} = {value}", self.right, count=1, flags=re.MULTILINE)

    def without(self, field: str) -> str:
        return re.sub(rf"^{field} = .*\n", "", self.right, count=1, flags=re.MULTILINE)

    def with_part(self, value: str) -> str:
        # Tables of this name go, for a field may not be there twice.
        tables = rf"^\[+{self.part}\]+\n(?:[^\[].*\n|\n)*"
        return f"{self.part} = {value}\n" + re.sub(tables, "", self.right, flags=re.MULTILINE)


def delivery(read: Callable[[Any, Tariffs], object]) -> Callable[[Path], object]:
    return lambda path: read(delivery_profile(str(path)), Tariffs.load())


FILES = {
    "scenario": UserFile(
        read_scenario, SCENARIO.read_text(encoding="utf-8"), "titel", "titel", "betaalvormen"
    ),
    "huisstijl": UserFile(read_house_style, STYLE, "naam", "logo.alt", "kleuren"),
    "instrument": UserFile(lambda path: load([path]), INSTRUMENT, "naam", "licentie", "waardering"),
    "profiel": UserFile(
        lambda path: read_profile(str(path)), COLUMNS, "gemaakt_voor", "gemaakt_voor", "producten"
    ),
    "berichten": UserFile(
        delivery(read_message_profile),
        PROFILE.format(preset="iwmo323"),
        *("gemaakt_voor", "gemaakt_voor", "berichten"),
    ),
    "gmsd": UserFile(
        delivery(read_gmsd_profile),
        PROFILE.format(preset="gmsd") + GMSD,
        *("gemaakt_voor", "gemaakt_voor", "kolommen"),
    ),
}
LISTS = {"scenario": "aanbieder", "instrument": "onderdelen", "berichten": "product", "gmsd": "product"}
FAR = "onbekend_van_jansen"


def said(kind: str, folder: Path, content: str | bytes) -> list[str]:
    """Read a file; give the code of each finding where there is one, and what is said under which field."""
    path = folder / "bestand.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "logo.png").write_bytes(PNG)
    with pytest.raises((InputError, UsageError)) as refused:
        FILES[kind].read(path)
    error = refused.value
    if isinstance(error, InputError):
        assert error.exit_code == 3
        return [f"{one.code} {one.cell}: {one.text} {one.advice}" for one in error.findings]
    assert error.exit_code == 2
    return str(error).splitlines()


@pytest.mark.parametrize("kind", FILES)
def test_the_file_that_is_spoiled_here_is_right(kind: str, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "bestand.toml").write_text(FILES[kind].right, encoding="utf-8")
    assert FILES[kind].read(tmp_path / "bestand.toml")


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("spoil", "code", "says"),
    [
        (
            lambda file: f"{file.text}x = 1\n{file.right}",
            "veld_onbekend",
            "{text}x: Het veld '{text}x' is onbekend. Bedoelde u '{text}'?",
        ),
        (
            lambda file: f"{FAR} = 1\n{file.right}",
            "veld_onbekend",
            "veld 1: Het veld op plaats 1 is onbekend. Haal het weg. Mogelijk zijn: ",
        ),
        (
            lambda file: file.with_value(file.text, "3"),
            "waarde_onjuist",
            "{text}: Het veld '{text}' klopt niet. Geef een tekst tussen aanhalingstekens.",
        ),
        (
            lambda file: file.without(file.needed.rpartition(".")[2]),
            "veld_ontbreekt",
            "{needed}: Het veld '{needed_name}' ontbreekt. ",
        ),
        (
            lambda file: file.with_part("3"),
            "tabel_verwacht",
            "{part}: Het veld '{part}' hoort een onderdeel te zijn. Zet de velden ervan onder een kop",
        ),
        (
            lambda file: f"{file.right}\na = {'[' * 5_000}",
            "toml_te_diep",
            "Dit bestand zet te veel haken in haken; kijk bij regel {last}. Het mag 10 diep zijn.",
        ),
        (
            lambda file: f"a = {'9' * 5_000}\n{file.right}",
            "toml_getal_te_lang",
            "Een getal of een naam in dit bestand heeft te veel cijfers; kijk bij regel 1.",
        ),
        (
            lambda file: f"{file.right}\na =",
            "geen_toml",
            "Dit is geen geldig TOML-bestand; kijk bij regel {last}.",
        ),
        (
            lambda file: b"# caf\xe9\n" + file.right.encode(),
            "geen_toml",
            "Dit is geen geldig TOML-bestand; kijk bij regel 1. Bewaar het als UTF-8.",
        ),
        (lambda _: b"#" * 1_000_001, "bestand_te_groot", "Dit bestand is te groot: het mag 1 MB zijn."),
    ],
    ids=["typo", "unknown", "type", "missing", "part", "deep", "number", "toml", "encoding", "size"],
)
def test_the_same_mistake_has_the_same_code_and_words_in_every_file(
    kind: str, spoil: Callable[[UserFile], str | bytes], code: str, says: str, tmp_path: Path
) -> None:
    file = FILES[kind]
    words = says.format(
        text=file.text,
        part=file.part,
        needed=file.needed,
        needed_name=file.needed.rpartition(".")[2],
        last=file.right.count("\n") + 2,
    )
    (found,) = said(kind, tmp_path, spoil(file))
    start = "Huisstijl:" if kind == "huisstijl" else f"{code}"
    assert found.replace(f"{code} : ", f"{code} ").startswith(f"{start} {words}")
    assert FAR not in found


@pytest.mark.parametrize("kind", LISTS)
def test_a_table_where_a_list_is_asked_is_told_in_every_file(kind: str, tmp_path: Path) -> None:
    key = LISTS[kind]
    alone = re.sub(rf"^\[\[{key}\]\]\n(?:[^\[].*\n|\n)*", "", FILES[kind].right, flags=re.MULTILINE)
    found = said(kind, tmp_path, f"{alone}\n[{key}]\nnaam = 1\n")
    words = f"Het veld '{key}' hoort een onderdeel te zijn. Zet elke regel onder een eigen kop [[{key}]]."
    assert f"tabel_verwacht {key}: {words}" in found


@pytest.mark.parametrize("kind", FILES)
def test_a_device_is_refused_in_the_same_words_in_every_file(kind: str, tmp_path: Path) -> None:
    link = tmp_path / "bestand.toml"
    link.symlink_to("/dev/zero")
    with pytest.raises((InputError, UsageError), match="geen gewoon bestand"):
        FILES[kind].read(link)


@pytest.mark.parametrize("kind", FILES)
def test_every_mistake_is_told_at_once_and_nothing_unknown_is_repeated(kind: str, tmp_path: Path) -> None:
    many = "".join(f'"jansen 123456782 {number}" = 1\n' for number in range(30))
    found = said(kind, tmp_path, many + FILES[kind].with_value(FILES[kind].text, "3"))
    # The wrong text, so many unknown fields, and a line that counts the rest.
    assert len(found) == MOST_UNKNOWN + 2
    assert "Nog 10 andere velden zijn onbekend. Haal ze weg." in found[-1]
    assert not any("jansen" in line for line in found)


def test_a_field_that_is_no_plain_word_is_not_repeated_however_near() -> None:
    section = TomlSection("bestand", {"drempel 123456782": 1, "drempel2": 1, "drempeI": 1}, [])
    section.refuse_the_rest(["drempel"])
    assert [finding.cell for finding in section.findings] == ["veld 1", "veld 2", "drempeI"]
    assert [finding.advice for finding in section.findings[1:]] == 2 * ["Bedoelde u 'drempel'?"]


def test_a_path_leads_through_every_table_to_the_field() -> None:
    section = TomlSection("bestand", {"rij": [{}, {"kolom": {"kop": 1}}]}, [])
    inside = section.tables("rij")[1].table("kolom")
    assert inside
    inside.note_wrong("kop", "Geef een tekst.")
    inside.note("", "x", "Dit klopt niet.")
    assert [finding.cell for finding in section.findings] == ["rij 2.kolom.kop", "rij 2.kolom"]
