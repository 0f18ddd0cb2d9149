"""From a GMSD delivery and a list of clients to the rows of the workbook, with the account of both.

Half-years overlap in what they say: an arrangement that runs on stands in each of them. So of an extent the
last half-year counts, while what was paid is of one half-year and adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from maatschappelijk_rendement.domain.calendar import Period, last_day
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.money import to_euros
from maatschappelijk_rendement.domain.vocabulary import EURO, Per, Provenance, Stream
from maatschappelijk_rendement.intake.own_formats.clients import ClientList, how_read
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.coverage import CoveredPeriod, missing_months
from maatschappelijk_rendement.intake.own_formats.delivery_read import DeliveryRead
from maatschappelijk_rendement.intake.own_formats.gmsd_profile import PRESET, GmsdProfile
from maatschappelijk_rendement.intake.own_formats.gmsd_rows import (
    Arrangement,
    Arrangements,
    RowPlace,
    read_arrangements,
)
from maatschappelijk_rendement.intake.own_formats.laid import lay
from maatschappelijk_rendement.intake.own_formats.line_account import LineAccount, left_at, told
from maatschappelijk_rendement.intake.own_formats.line_shares import ClientLine, plain_number
from maatschappelijk_rendement.intake.own_formats.mapped import Left, Mapped
from maatschappelijk_rendement.intake.own_formats.pseudonymise import WITHOUT_KEY, Pseudonyms
from maatschappelijk_rendement.intake.own_formats.quantities import Quantities
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.totals import Total
from maatschappelijk_rendement.intake.own_formats.usage_rows import RowOrigin, sheets
from maatschappelijk_rendement.intake.own_formats.volume import Amount

ORIGIN = RowOrigin(Stream.WMO, Provenance.REGISTRATION, "GMSD-levering, daadwerkelijk betaald bedrag")


@dataclass(frozen=True, slots=True)
class _Made:
    """Lines, and what gave none."""

    lines: tuple[ClientLine, ...]
    without: tuple[RowPlace, ...]
    replaced: int = 0
    open_ended: int = 0
    converted: tuple[str, ...] = ()


def map_gmsd(
    tables: Sequence[tuple[RawTable, Period]],
    clients: ClientList,
    profile: GmsdProfile,
    pseudonyms: Pseudonyms,
) -> DeliveryRead:
    """Turn a GMSD delivery and the list of its clients into the workbook.

    Args:
        tables: Each file with its half-year.
        clients: The list, read with the same pseudonyms.
        profile: What counts, and what the types of arrangement are.
        pseudonyms: Turns each BSN into a pseudonym.

    Returns:
        Rows of Casussen and Gebruik, and the account.

    Raises:
        InputError: A row cannot be read or counted; holds every finding.
    """
    arrangements = read_arrangements(tables, profile, pseudonyms)
    refuse_doubles(arrangements.rows)
    made = (_paid if profile.counts == "bedrag" else _granted)(arrangements.rows, profile)
    laid = lay(clients, profile.months, made.lines)
    account = LineAccount(clients, made.lines, laid)
    mapped = Mapped(
        sheets=sheets(laid, clients, ORIGIN, is_complete=profile.is_complete),
        settings=profile.settings,
        counts=account.count("rijen van de GMSD-levering", arrangements.read),
        left_rows=told(
            (
                left_at("rijen die niet zeggen hoeveel", made.without),
                Left("rijen van een arrangement dat in een later halfjaar weer staat", made.replaced),
                Left("lege rijen van de GMSD-levering", arrangements.blank),
                *account.left(),
            )
        ),
        columns=tuple((header, _BECAME[name]) for name, header in arrangements.used.items()),
        converted=(*made.converted, *account.converted()),
        choices=tuple(_choices(arrangements, account, profile, made, pseudonyms, tables)),
    )
    totals = tuple(_totals(arrangements, account, profile))
    return DeliveryRead(PRESET, profile.made_for, mapped, totals)


_BECAME = {
    "bsn": "een pseudoniem, om te koppelen aan de lijst met cliënten; het BSN wordt nooit bewaard",
    "soort": "productcode, volgens het profiel",
    "vorm": "keuze van een product, waar het profiel een vorm noemt",
    "begin": "startdatum, binnen de meetperiode",
    "einde": "einddatum, binnen de meetperiode",
    "nummer": "herkenning van rijen van één arrangement; niet bewaard",
    "bedrag": "aantal in euro, waar bedragen tellen",
}


def refuse_doubles(rows: Iterable[Arrangement]) -> None:
    """Refuse a row that is there twice: it would count twice.

    Raises:
        InputError: With each of them.
    """
    first: dict[tuple[object, ...], Arrangement] = {}
    findings = []
    for row in rows:
        key = (row.half_year, *_which(row), row.end, row.extent, row.paid_cents)
        known = first.setdefault(key, row)
        if known is not row:
            text = f"Deze rij is gelijk aan {known.place}; zij zou dubbel tellen."
            findings.append(_fault(row, "rij_dubbel", text, "Haal een van beide weg."))
    if findings:
        raise InputError(findings)


def _which(row: Arrangement) -> tuple[object, ...]:
    """Give what makes rows of half-years one arrangement."""
    return (row.person, row.number, row.category, row.form, row.start)


def _paid(rows: Sequence[Arrangement], profile: GmsdProfile) -> _Made:
    """Give what was paid: over the days that the arrangement ran in the half-year."""
    quantities = Quantities()
    lines = []
    without = [row.place for row in rows if row.paid_cents is None]
    for row in rows:
        if row.paid_cents is None:
            continue
        start = max(row.start, row.half_year.start)
        end = min(row.end or date.max, last_day(row.half_year.end))
        if end < start:
            text = "Dit arrangement liep niet in het halfjaar waarvoor is betaald."
            quantities.wrong.add(
                row.place, "buiten_halfjaar", text, "Verbeter de datums, of haal de rij weg."
            )
            continue
        euros = plain_number(to_euros(row.paid_cents))
        lines.append(
            ClientLine(
                row.place, row.person, ORIGIN.amount_code, EURO, Per.TOTAL, euros, start, end, row.paid_cents
            )
        )
    if not profile.leaves_out_without_extent:
        quantities.no_extent(without, "Deze rij heeft geen betaald bedrag.")
    quantities.refuse()
    return _Made(tuple(lines), tuple(without))


def _granted(rows: Sequence[Arrangement], profile: GmsdProfile) -> _Made:
    """Give volume, unit and frequency of each arrangement, as its last half-year says them."""
    quantities = Quantities()
    last = _last_of_each(rows)
    lines = []
    for row in last:
        made = _amount(row, profile, quantities)
        if made is None:
            continue
        # An arrangement without an end ran at least until the end of the last half-year it stands in.
        end = row.end or last_day(row.half_year.end)
        code, amount = made
        lines.append(
            ClientLine(
                *(row.place, row.person, code, amount.unit, amount.per, plain_number(amount.quantity)),
                row.start,
                max(row.start, end),
            )
        )
    without = [row.place for row in last if row.extent is None]
    if not profile.leaves_out_without_extent:
        quantities.no_extent(without, "Deze rij heeft geen volume, eenheid en frequentie.")
    quantities.refuse()
    return _Made(
        tuple(lines),
        tuple(without),
        replaced=len(rows) - len(last),
        open_ended=sum(row.end is None for row in last),
        converted=tuple(
            f"Omgerekend van {source} naar {target}: {count}."
            for (source, target), count in sorted(quantities.converted.items())
        ),
    )


def _amount(row: Arrangement, profile: GmsdProfile, quantities: Quantities) -> tuple[str, Amount] | None:
    if row.extent is None:
        return None
    if row.extent.per is Per.TOTAL and row.end is None:
        text = "De omvang is een totaal over de looptijd, maar deze rij heeft geen einddatum."
        quantities.wrong.add(row.place, "totaal_zonder_einddatum", text, "Vul de einddatum in.")
        return None
    unit = codelists().units[row.extent.unit]
    if unit.sort == "euro":
        return ORIGIN.amount_code, Amount(to_euros(row.extent.volume), row.extent.per, EURO)
    product = profile.product(row.category, row.form)
    if product is None:
        name = codelists().categories["iwmo"][row.category]
        quantities.no_product(row.place, f"Categorie {row.category} ({name})")
        return None
    amount = quantities.amount(row.place, row.extent.volume, unit, row.extent.per, product)
    return (product.code, amount) if amount else None


def _last_of_each(rows: Sequence[Arrangement]) -> list[Arrangement]:
    """Keep the last half-year of each arrangement.

    Raises:
        InputError: Within a half-year an arrangement stands twice with another extent, or rows of one
            arrangement overlap.
    """
    findings = []
    last: dict[tuple[object, ...], Arrangement] = {}
    for row in sorted(rows, key=lambda row: row.place):
        known = last.get(_which(row))
        if known and known.half_year == row.half_year:
            text = f"Dit arrangement staat in hetzelfde halfjaar anders in {known.place}."
            findings.append(_fault(row, "arrangement_twee_versies", text, "Haal weg wat niet klopt."))
        last[_which(row)] = row
    kept = list(last.values())
    findings += _overlaps(kept)
    if findings:
        raise InputError(findings)
    return kept


def _overlaps(rows: Sequence[Arrangement]) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], list[Arrangement]] = {}
    for row in rows:
        groups.setdefault(_which(row)[:-1], []).append(row)
    for group in groups.values():
        group.sort(key=lambda row: (row.start, row.place))
        for earlier, later in pairwise(group):
            if (earlier.end or last_day(earlier.half_year.end)) >= later.start:
                text = (
                    f"Dit arrangement overlapt met dat van {earlier.place}: dezelfde cliënt, soort en vorm."
                )
                advice = (
                    "Zijn het er twee? Geef elk een toewijzingsnummer. Is het er een? Haal de oude rij weg."
                )
                yield _fault(later, "arrangement_overlapt", text, advice)


def _choices(
    arrangements: Arrangements,
    account: LineAccount,
    profile: GmsdProfile,
    made: _Made,
    pseudonyms: Pseudonyms,
    tables: Sequence[tuple[RawTable, Period]],
) -> Iterator[str]:
    yield from (said for table, _ in tables for said in how_read(table))
    yield from account.clients.said
    if not pseudonyms.is_keyed and not profile.columns.case_id:
        yield WITHOUT_KEY
    if not profile.columns.case_type:
        yield "Het casustype volgt uit het gebruik voor het MDO: is dat er, dan bestaand; anders nieuw."
    if made.open_ended:
        yield (
            "Arrangementen zonder einddatum tellen tot het einde van het laatste halfjaar waarin ze staan: "
            f"{made.open_ended}."
        )
    if arrangements.unused:
        yield f"Kolommen waar niets uit is gelezen: {arrangements.unused}."
    periods = [CoveredPeriod(half.start, last_day(half.end)) for _, half in tables]
    yield from missing_months(account, periods, profile)


def _totals(arrangements: Arrangements, account: LineAccount, profile: GmsdProfile) -> Iterator[Total]:
    if profile.counts == "bedrag":
        yield account.euros("betaald bedrag", sum(row.paid_cents or 0 for row in arrangements.rows))
    yield from account.quantities()


def _fault(row: Arrangement, code: str, text: str, advice: str) -> Finding:
    return Finding("fout", str(row.place), "", code, text, advice)
