"""What open data look like: kinds, tables and columns, declared once in ``layouts.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.toml_file import parse_toml
from maatschappelijk_rendement.domain.vocabulary import did_you_mean

_SUFFIX = re.compile(r"_([0-9]{1,4})$")


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """An indicator, and the columns in which it comes.

    Attributes:
        indicator: Its name in what comes out.
        label: What it is, in Dutch.
        unit: Its unit, in Dutch.
        stems: Names in a download of StatLine or Vektis, without the number behind it.
        short: Names in the Excel version.
        camel: Names in the map service.
        seen: The numbers that were seen behind the stem.
    """

    indicator: str
    label: str
    unit: str
    stems: tuple[str, ...]
    short: tuple[str, ...]
    camel: tuple[str, ...]
    seen: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it counts: a value with decimals cannot be."""
        return self.unit in {"personen", "huishoudens"}

    @property
    def is_part(self) -> bool:
        """Whether it is a percentage."""
        return self.unit.startswith("%")


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table of which the number is known.

    Attributes:
        number: Such as ``84583NED``.
        kind: The kind it is of.
        years: The years that stand in it.
        borders: The year of its borders of wijken.
    """

    number: str
    kind: str
    years: tuple[int, ...]
    borders: int


@dataclass(frozen=True, slots=True)
class OpenKind:
    """A kind of open data.

    Attributes:
        name: As the command takes it.
        title: The name of its tables.
        publisher: Who publishes them.
        source: How the layout is known.
        notice: What an output has to say: source and licence.
        areas: Stems of the columns that hold the code of an area.
        breakdowns: Stems of the columns that split an indicator, such as the age.
        margins: Stems of the column that says value or bound.
        periods: Stems of the column with the period; without one a file is of one year.
        needed: Indicators without which it is another kind.
        is_modelled: Whether each value is an estimate of a model.
        is_checked: Whether its column names were seen, and not only what they are about.
        columns: Its indicators, in the order in which they come out.
    """

    name: str
    title: str
    publisher: str
    source: str
    notice: str
    areas: tuple[str, ...]
    breakdowns: tuple[str, ...]
    margins: tuple[str, ...]
    periods: tuple[str, ...]
    needed: tuple[str, ...]
    is_modelled: bool
    is_checked: bool
    columns: tuple[OpenColumn, ...]

    def column(self, indicator: str) -> OpenColumn:
        """Give the column of an indicator; the caller knows that it is there."""
        return next(column for column in self.columns if column.indicator == indicator)


def stem_of(header: str) -> str:
    """Give a header without the number that StatLine puts behind it, in the form in which it is compared.

    Example:
        >>> stem_of("WmoClienten_98"), stem_of("k_0Tot15Jaar_8"), stem_of("Perioden")
        ('wmoclienten', 'k_0tot15jaar', 'perioden')
    """
    return _SUFFIX.sub("", header.strip()).casefold()


def suffix_of(header: str) -> int | None:
    """Give the number behind a header.

    Example:
        >>> suffix_of("WmoClienten_98"), suffix_of("Perioden")
        (98, None)
    """
    found = _SUFFIX.search(header.strip())
    return int(found[1]) if found else None


@cache
def kinds() -> Mapping[str, OpenKind]:
    """Give the kinds by name.

    Example:
        >>> list(kinds())
        ['kwb', 'wmo', 'jeugd', 'ggd', 'regiobeeld', 'vektis']
        >>> kinds()["kwb"].column("bijstand").unit
        'personen'
    """
    declared = _declared()
    columns: dict[str, list[OpenColumn]] = {}
    for row in declared["kolom"]:
        columns.setdefault(row["soort"], []).append(
            OpenColumn(
                row["indicator"],
                row["omschrijving"],
                row["eenheid"],
                tuple(name.casefold() for name in row.get("stam", ())),
                tuple(name.casefold() for name in row.get("kort", ())),
                tuple(name.casefold() for name in row.get("kaart", ())),
                tuple(row.get("gezien", ())),
            )
        )
    return {
        name: OpenKind(
            name=name,
            title=row["titel"],
            publisher=row["uitgever"],
            source=row["bron"],
            notice=row["licentie"],
            areas=_stems(row["gebied"]),
            breakdowns=_stems(row["uitsplitsing"]),
            margins=_stems(row["marges"]),
            periods=_stems(row["perioden"]),
            needed=tuple(row["vereist"]),
            is_modelled=row["gemodelleerd"],
            is_checked=row["nagezien"],
            columns=tuple(columns[name]),
        )
        for name, row in declared["soort"].items()
    }


@cache
def tables() -> Mapping[str, OpenTable]:
    """Give the tables by number.

    Example:
        >>> tables()["84583NED"].years, tables()["50150NED"].borders
        ((2019,), 2024)
    """
    return {
        row["nummer"]: OpenTable(row["nummer"], row["soort"], tuple(row["jaren"]), row["grenzen"])
        for row in _declared()["tabel"]
    }


@cache
def meanings(dimension: str) -> Mapping[str, str]:
    """Give what the keys of a dimension mean; a title means itself.

    Args:
        dimension: ``uitsplitsing`` or ``marges``.

    Example:
        >>> meanings("uitsplitsing")["A019507"], meanings("uitsplitsing")["hulp bij het huishouden"]
        ('hulp bij het huishouden', 'hulp bij het huishouden')
    """
    keys = _declared()["sleutels"]
    known: dict[str, str] = dict(keys[dimension])
    known |= {title.casefold(): meaning for title, meaning in keys.get(f"{dimension}_titels", {}).items()}
    return known | {meaning.casefold(): meaning for meaning in known.values()}


def kind_of(name: str) -> OpenKind:
    """Give a kind by its name.

    Raises:
        UsageError: There is none of that name.

    Example:
        >>> kind_of("ggd").title
        'Gezondheid per wijk en buurt'
    """
    found = kinds().get(name)
    if found is None:
        options = f"Kies uit: {', '.join(kinds())}."
        near = did_you_mean(name, kinds())
        raise UsageError(" ".join(part for part in ("Deze soort is onbekend.", near, options) if part))
    return found


def _stems(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)


@cache
def _declared() -> dict[str, Any]:
    text = files("maatschappelijk_rendement.opendata").joinpath("layouts.toml").read_text(encoding="utf-8")
    return parse_toml(text)
