"""Every euro and hour that a report prints: its grid, and what each case and each whole unit puts into it.

Under which names wijken and streams stand together, and whether new cases count, the report says itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from tests.disclosure.attackers.whole import BY_CODE, Whole

Vector = npt.NDArray[np.float64]
Unit = tuple[str, str, str, str]
"""Group, wijk, product and moment of whole units."""
TOGETHER = re.compile(r"(?:^|(?<=\. ))([^.]+?) staan samen(?: als ([^,.]+))?[,.]")
TOTAL = "totaal"
TRANSFER = "inkomensoverdracht"
HOURS_GRID = 5


@dataclass(frozen=True, eq=False)
class Printed:
    """A figure as it is printed.

    Attributes:
        name: Table, row and column.
        value: What is printed [euro cent].
        noise: How far the truth can be from it: half a step of its grid [euro cent].
        row: What each case puts into it [euro cent].
        units: How often each whole unit is in it; its price makes it cents.
    """

    name: str
    value: float
    noise: float
    row: Vector
    units: Mapping[Unit, int]


@dataclass(frozen=True)
class _Part:
    """What is added: lines of these labels, at a moment, with a sign."""

    sign: int
    moments: tuple[str, ...]
    keeps: Any


def read_figures(data: Mapping[str, Any], whole: Whole, *, noise: bool = True) -> list[Printed]:
    """Write down every printed amount.

    Args:
        data: Content of ``resultaten.json``.
        whole: The truth.
        noise: Whether the figures stand on a grid.
    """
    text = str(data["openbaarmaking"]["tekst"]) if data["niveau"] == "openbaar" else ""
    names, has_new = _names(text), "Er zijn ook nieuwe casussen." not in text
    reader = _Reader(whole, names, has_new)
    found = []
    least = float(data["analyse"].get("rooster_eur") or 0) * 100
    coarse = float(data["analyse"].get("rooster_delen_eur") or 0) * 100 or least
    fine: dict[float, list[Vector]] = {}
    asked = [(*one, _is_headline(one[0])) for one in _asked(data, reader)]
    for name, shown, parts, mdo, is_headline in sorted(asked, key=lambda one: not one[-1]):
        if shown is not None:
            value = round(float(shown) * 100)
            row, units = reader.added(parts, mdo)
            if is_headline:
                fine.setdefault(abs(value), []).append(row)
            # The same amount stands on the same grid elsewhere.
            is_fine = any(np.array_equal(abs(row), abs(other)) for other in fine.get(abs(value), ()))
            grid = max(_grid(row), least if is_fine else coarse) if row.any() else 0.0
            found.append(Printed(name, value, grid / 2 if noise else 0.0, row, units))
    if data["mdo"]["uren"] is not None:
        row, units = reader.added((), ("bestaand", "nieuw"))
        price = BY_CODE["U"].cents
        hours = float(data["mdo"]["uren"]) * price
        found.append(Printed("mdo uren", hours, HOURS_GRID / 2 * price if noise else 0.0, row, units))
    return found


def unit_cents(unit: Unit) -> int:
    """What one unit more costs over a year [euro cent]."""
    code, per = unit[2].split()
    return BY_CODE[code].cents * (12 if per == "maand" else 1)


def owners(whole: Whole) -> dict[Unit, set[int]]:
    """Which cases have each unit: of each wijk, and of all together."""
    found: dict[Unit, set[int]] = {}
    for one in whole.bought:
        unit = (whole.groups[one.case], whole.wijken[one.case], f"{one.code} {one.per}", one.moment)
        found.setdefault(unit, set()).add(one.case)
    for case, hours in enumerate(whole.hours):
        if hours:
            unit = (whole.groups[case], whole.wijken[case], "U eenmalig", "mdo")
            found.setdefault(unit, set()).add(case)
    return found


def _is_headline(name: str) -> bool:
    """Whether it is what a report is read for: it stands on the finest grid."""
    table, *key = name.split(" ")
    if table == "verschil":
        group, wijk, stream, column = key[0], key[1], key[-2], key[-1]
        return (column, wijk) == ("som_eur", TOTAL) and (group == "bestaand" or stream == TOTAL)
    return table in ("mdo", "partijen") or (table == "balans" and key[-1] == TOTAL)


def _grid(row: Vector) -> float:
    """The printed grid [euro cent]: 100 euro, and ten times more from 100.000, a million ... of one case."""
    if not row.any():
        return 0.0
    largest, step = float(np.abs(row).max()), 100_00.0
    while largest >= step * 1000:
        step *= 10
    return step


def _names(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for parts, name in TOGETHER.findall(text):
        members = re.split(r", | en ", parts.strip())
        found |= dict.fromkeys(members, name or parts.strip())
    return found


@dataclass(frozen=True)
class _Reader:
    whole: Whole
    names: Mapping[str, str]
    has_new: bool

    def added(self, parts: Iterable[_Part], mdo: tuple[str, ...]) -> tuple[Vector, dict[Unit, int]]:
        """Add up lines by case and by unit, and hours of the MDO of these groups."""
        row = np.zeros(len(self.whole.groups))
        units: dict[Unit, int] = {}
        for part in parts:
            for one in self.whole.bought:
                group = self.whole.groups[one.case]
                if one.moment in part.moments and (self.has_new or group == "bestaand") and part.keeps(one):
                    row[one.case] += part.sign * one.cents
                    unit = (group, self.whole.wijken[one.case], f"{one.code} {one.per}", one.moment)
                    units[unit] = units.get(unit, 0) or part.sign
        for case, hours in enumerate(self.whole.hours):
            group = self.whole.groups[case]
            if hours and group in mdo and (self.has_new or group == "bestaand"):
                row[case] += hours * BY_CODE["U"].cents
                units[group, self.whole.wijken[case], "U eenmalig", "mdo"] = 1
        return row, units

    def is_in(self, one: Any, group: str, wijk: str, stream: str) -> bool:
        """Whether a line stands in a row with these labels."""
        here, of = self.whole.wijken[one.case], BY_CODE[one.code].stream
        return (
            self.whole.groups[one.case] == group
            and wijk in (TOTAL, self.names.get(here, here))
            and stream in (TOTAL, self.names.get(of, of))
        )

    def change(self, keeps: Any) -> tuple[_Part, _Part]:
        """After less before."""
        return _Part(1, ("na",), keeps), _Part(-1, ("voor",), keeps)


Asked = tuple[str, str | None, tuple[_Part, ...], tuple[str, ...]]


def _asked(data: Mapping[str, Any], reader: _Reader) -> Iterator[Asked]:
    for row in data["stromen"]:
        group, wijk, stream, moment = (row[key] for key in ("groep", "wijk", "stroom", "moment"))
        part = _Part(1, (moment,), lambda o, g=group, w=wijk, s=stream: reader.is_in(o, g, w, s))
        yield f"stromen {group} {wijk} {stream} {moment}", row["som_eur"], (part,), ()
    for row in data["verschil"]:
        group, wijk, stream = (row[key] for key in ("groep", "wijk", "stroom"))
        for column, kinds in (
            ("som_eur", ("maand", "totaal", "eenmalig")),
            ("in_venster_eur", ("maand", "totaal")),
            ("eenmalig_eur", ("eenmalig",)),
            ("structureel_per_jaar_eur", ("maand",)),
        ):
            keeps = lambda o, g=group, w=wijk, s=stream, k=kinds: (  # noqa: E731  # one of each row
                o.per in k and reader.is_in(o, g, w, s)
            )
            yield f"verschil {group} {wijk} {stream} {column}", row[column], reader.change(keeps), ()
    for row in data["geldsoort"]:
        keeps = lambda o, r=row: (  # noqa: E731  # one of each row
            BY_CODE[o.code].kind == r["geldstroom"] and reader.is_in(o, r["groep"], TOTAL, TOTAL)
        )
        yield f"geldsoort {row['groep']} {row['geldstroom']}", row["som_eur"], reader.change(keeps), ()
    for row in data["maatschappelijk"]:
        # An income transfer moves money from one to another: society as a whole has no cost of it.
        keeps = lambda o, r=row: (  # noqa: E731
            BY_CODE[o.code].kind != TRANSFER and reader.is_in(o, r["groep"], TOTAL, TOTAL)
        )
        yield f"maatschappelijk {row['groep']}", row["som_eur"], reader.change(keeps), ()
    groups = ("bestaand", "nieuw")
    yield "mdo", data["mdo"]["totaal_eur"], (), groups
    for row in data["balans"]:
        post, party = row["post"], row["partij"]
        mine = {"bestaande_casussen": ("bestaand",), "nieuwe_casussen": ("nieuw",), "saldo": groups}
        these: tuple[str, ...] = mine.get(post, ())
        keeps = lambda o, m=these, p=party: (  # noqa: E731
            p in (TOTAL, BY_CODE[o.code].payer) and any(reader.is_in(o, g, TOTAL, TOTAL) for g in m)
        )
        hours = post in ("mdo", "saldo") and party in (TOTAL, "gemeente")
        yield f"balans {post} {party}", row["bedrag_eur"], reader.change(keeps), groups if hours else ()
    yield from _parties(data, reader)


def _parties(data: Mapping[str, Any], reader: _Reader) -> Iterator[Asked]:
    """A stream that fell is a gain of who pays it, and one that rose an investment, with the MDO."""
    streams = sorted({row["stroom"] for row in data["verschil"]} - {TOTAL, "MDO"})
    for row in data["partijen"]:
        keeps: dict[bool, Any] = {}
        for has_risen in (True, False):
            mine = []
            for stream in streams:
                keep = lambda o, s=stream, p=row["partij"]: (  # noqa: E731  # one of each stream
                    BY_CODE[o.code].payer == p and reader.is_in(o, "bestaand", TOTAL, s)
                )
                total = reader.added(reader.change(keep), ())[0].sum()
                if total > 0 if has_risen else total < 0:
                    mine.append(keep)
            keeps[has_risen] = lambda o, m=tuple(mine): any(keep(o) for keep in m)
        mdo = ("bestaand",) if row["partij"] == "gemeente" else ()
        yield f"partijen {row['partij']} investeert", row["investeert_eur"], reader.change(keeps[True]), mdo
        after, before = reader.change(keeps[False])
        gain = (_Part(-1, after.moments, after.keeps), _Part(1, before.moments, before.keeps))
        yield f"partijen {row['partij']} profiteert", row["profiteert_eur"], gain, ()
