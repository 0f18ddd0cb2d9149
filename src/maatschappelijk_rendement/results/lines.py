"""The priced lines behind an internal report: no part of ``resultaten.json``, and never public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from maatschappelijk_rendement.results.columns import Column, Kind, Row
from maatschappelijk_rendement.results.keys import AnyMoment, CaseGroup, Stream, Wijk
from maatschappelijk_rendement.results.values import Cents, Milli

CaseId = Annotated[str, Column("casus_id", "Casus")]
Product = Annotated[str, Column("productcode", "Product")]
Payer = Annotated[str, Column("financier", "Betaald door")]


@dataclass(frozen=True, kw_only=True)
class CaseKind(Row):
    """Which kind of case a case is."""

    case_id: CaseId
    group: Annotated[str, Column("groep", "Groep", Kind.WORD)]


@dataclass(frozen=True, kw_only=True)
class Multiplied(Row):
    """What is multiplied to an amount: numbers as fractions, for they seldom end."""

    times: Annotated[Fraction | None, Column("keer", kind=Kind.FRACTION)] = None
    price: Annotated[Fraction | None, Column("prijs", kind=Kind.FRACTION)] = None
    times_a_year: Annotated[Fraction | None, Column("keer_per_jaar", kind=Kind.FRACTION)] = None
    is_formula: Annotated[bool, Column("formule", kind=Kind.YES_NO)] = False
    how: Annotated[str, Column("berekening", "Berekening")]


@dataclass(frozen=True, kw_only=True)
class PricedLine(Multiplied):
    """One line of use with its price and its amounts.

    What a resident pays of it is a row beside it, without a multiplication; own_contribution is then what the
    amounts of the line itself are less.
    """

    case_id: CaseId
    group: CaseGroup
    wijk: Wijk
    stream: Stream
    moment: AnyMoment
    product: Product
    quantity: Annotated[Milli, Column("aantal", "Aantal", Kind.QUANTITY)]
    per: Annotated[str, Column("per", "Per", Kind.WORD)]
    payer: Payer
    receiver: Annotated[str | None, Column("ontvanger", "Ontvangen door")]
    money_kind: Annotated[str, Column("geldstroom", "Soort geld", Kind.WORD)]
    in_window: Annotated[Cents, Column("in_venster_eur", "Terugkerend", Kind.EURO)]
    one_off: Annotated[Cents, Column("eenmalig_eur", "Eenmalig", Kind.EURO)]
    structural: Annotated[Cents, Column("structureel_per_jaar_eur", "Loopt door, per jaar", Kind.EURO)]
    own_contribution: Annotated[Cents | None, Column("eigen_bijdrage_eur", kind=Kind.EURO)] = None


@dataclass(frozen=True, kw_only=True)
class MdoHours(Multiplied):
    """The hours of one professional in one MDO."""

    case_id: CaseId
    group: CaseGroup
    product: Product
    hours: Annotated[Milli, Column("uren", "Uren", Kind.QUANTITY)]
    payer: Payer
    cost: Annotated[Cents, Column("mdo_eur", "Kosten", Kind.EURO)]


@dataclass(frozen=True)
class PricedLines:
    """Every case, every priced line and all hours of MDOs, each in a fixed order."""

    cases: Sequence[CaseKind]
    lines: Sequence[PricedLine]
    hours: Sequence[MdoHours]
