"""Legal grounds for a side payment, as data with a date and a status; nothing here says that it is allowed.

A ground is ``gelezen`` only where its text was read in the source that it names; all others are ``niet
geverifieerd``, a pointer to where to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.files.toml_file import read_toml
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.split import Split, StreamResult

DATA = Path(__file__).with_name("grondslagen.toml")


class GroundStatus(StrEnum):
    """Whether the text of a ground was read."""

    READ = "gelezen"
    NOT_VERIFIED = "niet geverifieerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalGround:
    """One ground out of which a payer might pay.

    Attributes:
        code: Short stable name.
        name: What it is called, in Dutch.
        streams: Streams whose money it is about.
        text: What it is for, in Dutch.
        caution: What to look out for, in Dutch.
        status: Whether its text was read.
        version: Which version was read; empty where none was.
        source: Where; empty where none was read.
        checked: Day of the look-up.
    """

    code: str
    name: str
    streams: tuple[str, ...]
    text: str
    caution: str
    status: GroundStatus
    version: str
    source: str
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroEffect:
    """Something outside the agreement that may undo a saving, in words; nothing is computed with it."""

    code: str
    text: str
    status: GroundStatus
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentGrounds(Tabular):
    """A stream that pays others, and the grounds that might carry it; none where none is known."""

    result: StreamResult
    grounds: tuple[LegalGround, ...]

    @property
    def amount_cents(self) -> int:
        """What it pays [cent]."""
        return -self.result.side_payment_cents


@cache
def legal_grounds() -> tuple[LegalGround, ...]:
    """Give every ground that ships with the program.

    Example:
        >>> [ground.code for ground in legal_grounds() if ground.status is GroundStatus.READ]
        ['nza_innovatie']
    """
    return tuple(
        LegalGround(
            code=one["code"],
            name=one["naam"],
            streams=tuple(one["stromen"]),
            text=one["wat"],
            caution=one["let_op"],
            status=GroundStatus(one["status"]),
            version=one["versie"],
            source=one["bron"],
            checked=one["nagekeken"],
        )
        for one in _data()["grondslag"]
    )


@cache
def macro_effects() -> tuple[MacroEffect, ...]:
    """Give what may happen outside an agreement, in words."""
    return tuple(
        MacroEffect(
            code=one["code"], text=one["tekst"], status=GroundStatus(one["status"]), source=one["bron"]
        )
        for one in _data()["macro"]
    )


def payment_grounds(split: Split) -> tuple[PaymentGrounds, ...]:
    """Give the grounds for every stream that pays others.

    A stream named ``Zvw (zorgverzekeraar)``, as a caseload gives it, is a stream of the Zvw.

    Args:
        split: A split saving.
    """
    return tuple(
        PaymentGrounds(
            result=result,
            grounds=tuple(
                ground
                for ground in legal_grounds()
                if result.stream.stream.partition(" (")[0] in ground.streams
            ),
        )
        for result in split.streams
        if result.side_payment_cents < 0
    )


@cache
def _data() -> dict[str, Any]:
    return read_toml(DATA)
