"""The code lists of iWmo and iJw, from ``codelists.toml``, where each list says where it was read.

The lists are closed: a code that is not in them is refused, never guessed. A product code is no list of
ours: a municipality may have its own, so what a product code means is said by a profile alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from maatschappelijk_rendement.domain.files.toml_file import parse_toml
from maatschappelijk_rendement.domain.vocabulary import Per, Stream

Domain = Literal["iwmo", "ijw"]
MessageSort = Literal["301", "323"]
UnitSort = Literal["tijd", "verblijf", "stuks", "euro", "vervallen"]

KNOWN_RELEASES = (2, 3)
"""Versions of a message (BerichtVersie) whose layout was read; another is read too, and said."""


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A message that is counted: an allocation (301) or a claim (323), of the Wmo or the Jeugdwet."""

    code: str
    name: str
    domain: Domain
    sort: MessageSort


@dataclass(frozen=True, slots=True)
class UnitCode:
    """A code of WJ756.

    Attributes:
        code: Two digits.
        name: What it stands for, in Dutch.
        sort: Time, a stay, pieces, euros (the volume is then in cents), or no longer in use.
        minutes: Minutes that one takes, where the list says so.
        unit: Our own word for it, where there is one.
    """

    code: str
    name: str
    sort: UnitSort
    minutes: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class FrequencyCode:
    """A code of WMO757, and the releases of the message in which it exists."""

    code: str
    name: str
    per: Per
    releases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CodeLists:
    """All lists, by code."""

    messages: Mapping[str, MessageKind]
    other_messages: Mapping[str, str]
    units: Mapping[str, UnitCode]
    frequencies: Mapping[str, FrequencyCode]
    reasons: frozenset[str]
    removed: str
    categories: Mapping[Domain, Mapping[str, str]]
    streams: Mapping[Domain, Stream]


@cache
def codelists() -> CodeLists:
    """Give the lists.

    Example:
        >>> lists = codelists()
        >>> lists.units["16"].minutes, lists.frequencies["4"].per, lists.categories["iwmo"]["07"]
        (240, <Per.MONTH: 'maand'>, 'dagbesteding')
        >>> lists.messages["490"].name, lists.other_messages["485"]
        ('JW323', 'WMO325')
    """
    return _read(files(__package__).joinpath("codelists.toml").read_text(encoding="utf-8"))


def _read(text: str) -> CodeLists:
    told: dict[str, Any] = parse_toml(text)
    reasons = told["reden_wijziging"]
    return CodeLists(
        messages=MappingProxyType(
            {m["code"]: MessageKind(m["code"], m["naam"], m["domein"], m["soort"]) for m in told["bericht"]}
        ),
        other_messages=MappingProxyType(
            {code: name for entry in told["ander_bericht"] for code, name in entry["codes"].items()}
        ),
        units=MappingProxyType(
            {
                u["code"]: UnitCode(u["code"], u["naam"], u["soort"], u.get("minuten"), u.get("eenheid"))
                for u in told["eenheid"]
            }
        ),
        frequencies=MappingProxyType(
            {
                f["code"]: FrequencyCode(f["code"], f["naam"], Per(f["per"]), tuple(f["releases"]))
                for f in told["frequentie"]
            }
        ),
        reasons=frozenset(reasons["codes"]),
        removed=reasons["verwijderd"],
        categories=MappingProxyType(
            {domain: MappingProxyType(entry["codes"]) for domain, entry in told["categorie"].items()}
        ),
        streams=MappingProxyType(
            {domain: Stream(entry["stroom"]) for domain, entry in told["categorie"].items()}
        ),
    )
