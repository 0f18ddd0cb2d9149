"""The files of a report on the page: under which name each is saved, what it is, and who may have it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from maatschappelijk_rendement.app.parser import READERS

TOGETHER = "alles.zip"
CONFIDENTIAL = "VERTROUWELIJK"
_WHAT = {
    TOGETHER: "alle bestanden hieronder in één zip",
    "rapport.html": "het rapport, om te lezen en af te drukken",
    "rapport.xlsx": "de tabellen van het rapport, voor Excel",
    "rapport-formules.xlsx": "de berekening per casus, met formules",
    "resultaten.json": "dezelfde cijfers, voor een computer",
    "herkomst.json": "om na te gaan hoe het rapport is gemaakt: versies, prijzen, regels, controlegetallen",
}
PUBLIC = (
    "Al deze bestanden mag u publiceren. Publiceer van dezelfde casussen maar één keer: wie twee rapporten "
    "naast elkaar legt, kan zien wat één huishouden kost. Komt er later toch een nieuw rapport, maak het dan "
    "met mr en --register."
)
INTERNAL = (
    "VERTROUWELIJK. Publiceer geen van deze bestanden en deel ze niet verder dan nodig: er is in te zien wat "
    "één huishouden kost."
)


class SavedFile(TypedDict):
    """A file as the page shows it: its name here, the name it is saved under, and what it is."""

    name: str
    save_as: str
    about: str


def shown(names: Iterable[str], *, internal: bool) -> list[SavedFile]:
    """Say of each file under which name it is saved and what it is; the bytes stay those of ``mr``.

    Example:
        >>> shown(["rapport.html"], internal=True)[0]["save_as"]
        'rapport-VERTROUWELIJK.html'
    """
    return [{"name": name, "save_as": _save_as(name, internal), "about": _about(name)} for name in names]


def _save_as(name: str, internal: bool) -> str:
    path = Path(name)
    return f"{path.stem}-{CONFIDENTIAL}{path.suffix}" if internal else name


def _about(name: str) -> str:
    for reader in READERS:
        if Path(name).stem == f"rapport-{reader}":
            return f"een bladzijde voor de {reader}"
    return _WHAT.get(name, "")
