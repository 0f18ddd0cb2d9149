"""The account of a reading of messages: what was used, what was left out and why, and whether sums agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maatschappelijk_rendement.intake.own_formats.allocations import Allocations
from maatschappelijk_rendement.intake.own_formats.claims import Claims
from maatschappelijk_rendement.intake.own_formats.coverage import missing_months
from maatschappelijk_rendement.intake.own_formats.line_account import LineAccount, left_at, told
from maatschappelijk_rendement.intake.own_formats.mapped import Left, RowCount
from maatschappelijk_rendement.intake.own_formats.message_folder import MessageDelivery
from maatschappelijk_rendement.intake.own_formats.message_lines import Lines
from maatschappelijk_rendement.intake.own_formats.message_profile import MessageProfile
from maatschappelijk_rendement.intake.own_formats.pseudonymise import WITHOUT_KEY
from maatschappelijk_rendement.intake.own_formats.totals import Total


@dataclass(frozen=True, slots=True)
class MessageAccount:
    """What ``Mapped`` tells beside its rows."""

    counts: tuple[RowCount, ...]
    left_rows: tuple[Left, ...]
    converted: tuple[str, ...]
    choices: tuple[str, ...]
    totals: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class MessageReading:
    """All that the account is made of."""

    delivery: MessageDelivery
    profile: MessageProfile
    lines: Lines
    laid: LineAccount
    keyed: bool
    claims: Claims | None = None
    allocations: Allocations | None = None


def account_for(reading: MessageReading) -> MessageAccount:
    """Make the account.

    Raises:
        InputError: The profile says that all messages are there, and a month has none.
    """
    laid, delivery = reading.laid, reading.delivery
    totals = laid.quantities()
    if reading.claims:
        net_cents = reading.claims.settlement.net_cents
        totals = [laid.euros("IngediendBedrag, debet min credit", net_cents), *totals]
    read = sum(len(message.products) for message in delivery.messages)
    return MessageAccount(
        counts=laid.count(f"producten in berichten {delivery.kind.name}", read),
        left_rows=told(_left(reading)),
        converted=tuple(_converted(reading)),
        choices=tuple(_choices(reading)),
        totals=tuple(totals),
    )


def _left(reading: MessageReading) -> Iterable[Left]:
    if reading.claims:
        cancelled = [claim.place for claim in reading.claims.settlement.cancelled]
        yield left_at("prestaties die precies zijn teruggenomen", cancelled)
        yield Left("creditprestaties die een prestatie terugnemen", len(cancelled))
    if allocations := reading.allocations:
        yield Left("oudere versies van een toewijzing; de laatste telt", allocations.replaced)
        yield Left("toewijzingen die nog een keer zijn verzonden", allocations.repeated)
        yield Left("toewijzingen die zijn verwijderd (reden 13)", allocations.removed)
    yield left_at("toewijzingen zonder Omvang en zonder Budget", reading.lines.without_extent)
    yield from reading.laid.left()
    for name, count in reading.delivery.uncounted.items():
        yield Left(f"berichten {name}, die niet worden geteld", count)
    yield Left("bestanden in de map die geen .xml zijn", reading.delivery.other_files)


def _converted(reading: MessageReading) -> Iterable[str]:
    for (source, target), count in sorted(reading.lines.converted.items()):
        yield f"Omgerekend van {source} naar {target}: {count}."
    if count := reading.lines.claimed_without_volume:
        yield f"Prestaties met een bedrag en volume 0, gelezen als bedrag: {count}."
    yield from reading.laid.converted()


def _choices(reading: MessageReading) -> Iterable[str]:
    yield from reading.laid.clients.said
    if not reading.keyed and not reading.profile.columns.case_id:
        yield WITHOUT_KEY
    if not reading.profile.columns.case_type:
        yield "Het casustype volgt uit het gebruik voor het MDO: is dat er, dan bestaand; anders nieuw."
    if reading.claims:
        yield "Dit zijn ingediende bedragen: wat is afgekeurd, telt mee tot er een creditprestatie is."
        yield from missing_months(reading.laid, reading.claims.periods, reading.profile)
    else:
        yield "Dit is wat is toegewezen; wat is geleverd, kan minder zijn."
    for finding in reading.delivery.findings:
        yield f"{finding.text} {finding.advice} Aantal berichten: {finding.count}, eerst {finding.place}."


COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "301": (
        ("Bsn", "een pseudoniem, om te koppelen aan de lijst met cliënten; het BSN wordt nooit bewaard"),
        ("Product", "productcode, volgens het profiel"),
        ("Ingangsdatum en Einddatum", "startdatum en einddatum, binnen de meetperiode"),
        ("Omvang of Budget", "aantal, per en eenheid"),
        ("RedenWijziging", "bij 13: weggelaten"),
    ),
    "323": (
        ("Bsn", "een pseudoniem, om te koppelen aan de lijst met cliënten; het BSN wordt nooit bewaard"),
        ("ProductCategorie en ProductCode", "productcode, volgens het profiel; anders een bedrag"),
        ("ProductPeriode", "startdatum en einddatum, binnen de meetperiode"),
        ("GeleverdVolume en Eenheid", "aantal en eenheid, waar het profiel een product noemt"),
        ("IngediendBedrag", "aantal in euro, waar het profiel geen product noemt"),
    ),
}
"""What the elements of a message became, by sort of message."""
