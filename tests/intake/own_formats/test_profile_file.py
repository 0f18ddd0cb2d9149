"""A profile says what it means with known fields only: every slip is found, with the field it is in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.intake.own_formats.sources import LONG, WIDE, changed

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.intake.own_formats import presets, profile_of, read_profile
from maatschappelijk_rendement.intake.own_formats.profile_file import read_preset


def wrong(content: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        profile_of(content, "profiel")
    return [(finding.cell, f"{finding.text} {finding.advice}") for finding in refused.value.findings]


@pytest.mark.parametrize("name", presets())
def test_every_preset_reads_and_says_what_it_was_made_for(name: str) -> None:
    assert read_preset(name).made_for


def test_a_preset_that_is_not_there_is_wrong_use() -> None:
    with pytest.raises(UsageError, match=r"Dit profiel is er niet\. Bedoelde u 'breed'"):
        read_profile("breeed")


def test_a_profile_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="het is er niet"):
        read_profile(str(tmp_path / "geen.toml"))


@pytest.mark.parametrize(
    ("content", "cell", "says"),
    [
        (
            changed(WIDE, wijken="x"),
            "veld 6",
            "Het veld op plaats 6 is onbekend. Haal het weg.",
        ),
        (changed(WIDE, bron={"tabblad": "x"}), "bron.tabblad", "Het veld 'tabblad' is onbekend."),
        (changed(WIDE, casussen__wijkk="x"), "casussen.wijkk", "Het veld 'wijkk' is onbekend."),
        (
            changed(WIDE, casussen__wijk={"kolom": "Wijk", "waarde": {}}),
            "casussen.wijk.waarde",
            "Het veld 'waarde' is onbekend.",
        ),
        (
            changed(WIDE, gebruik__kolommen=[{"kop": "A", "moment": "voor", "strooom": "Wmo"}]),
            "gebruik 1.kolommen 1.strooom",
            "Het veld 'strooom' is onbekend.",
        ),
        (
            changed(WIDE, bron={"alleen": [{"kolom": "A", "is": "gevuld", "of": "x"}]}),
            "bron.alleen 1.veld 3",
            "Het veld op plaats 3 is onbekend.",
        ),
        (changed(WIDE, analyse__gemeentee="Oss"), "analyse.gemeentee", "Het veld 'gemeentee' is onbekend."),
        (
            changed(LONG, producten={"hulp": {"productcode": "X", "perr": "week"}}),
            "producten.hulp.perr",
            "Het veld 'perr' is onbekend.",
        ),
        (changed(WIDE, versie=2), "versie", "Dit programma leest profielen met versie = 1."),
        (changed(WIDE, versie=None), "versie", "Dit programma leest profielen met versie = 1."),
        (changed(WIDE, versie=True), "versie", "Dit programma leest profielen met versie = 1."),
        (changed(WIDE, gemaakt_voor=None), "gemaakt_voor", "Het veld 'gemaakt_voor' ontbreekt."),
        (changed(WIDE, casussen=None), "casussen", "Het onderdeel [casussen] ontbreekt."),
        (changed(WIDE, casussen=["x"]), "casussen", "Het veld 'casussen' hoort een onderdeel te zijn."),
        (changed(WIDE, casussen__wijk=3.5), "casussen.wijk", "Geef de kop van een kolom"),
        (
            changed(WIDE, casussen__wijk={"kolom": "A", "vast": "B"}),
            "casussen.wijk",
            "Kies een van: kolom, kolommen, vast.",
        ),
        (
            changed(LONG, gebruik__aantal={"kolom": "A", "deel_door": 0}),
            "gebruik 1.aantal.deel_door",
            "Geef een getal groter dan 0.",
        ),
        (
            changed(LONG, gebruik__aantal={"kolom": "A", "plus_maanden": 12}),
            "gebruik 1.aantal.plus_maanden",
            "Dit veld is alleen voor een datum.",
        ),
        (changed(WIDE, gebruik__leeg="niks"), "gebruik 1.leeg", "Kies uit: onbekend, nul, overslaan."),
        (changed(WIDE, gebruik__patroon="{stroom}"), "gebruik 1.patroon", "Een patroon heeft {moment}"),
        (changed(WIDE, bron={"decimaal": "x"}), "bron.decimaal", "Geef een komma of een punt"),
        (changed(WIDE, bron={"kop_rij": 0}), "bron.kop_rij", "Geef een geheel getal van 1 of meer."),
        (
            changed(
                WIDE, erbij=[{"bestand": "../a.csv", "sleutel_hier": "a", "sleutel_daar": "b", "neem": "c"}]
            ),
            "erbij 1.bestand",
            "Geef de naam van een bestand, zonder map",
        ),
        (
            changed(WIDE, casussen__wijk={"kolom": "W", "waarden": {"A-1": "x", "a 1": "y"}}),
            "casussen.wijk.waarden",
            "verschillen alleen in hoofdletters of leestekens",
        ),
        (
            changed(WIDE, gebruik__moment_uit_mdo_datum=True),
            "gebruik 1.moment_uit_mdo_datum",
            "moment_uit_mdo_datum is er alleen voor [[gebruik]]",
        ),
    ],
)
def test_each_slip_has_its_own_message_with_its_field(content: dict[str, Any], cell: str, says: str) -> None:
    found = wrong(content)
    assert any(place == cell and says in text for place, text in found), found


def test_all_slips_are_said_at_once() -> None:
    assert len(wrong(changed(WIDE, wijken="x", casussen__wijkk="y", bron={"z": 1}))) == 3
