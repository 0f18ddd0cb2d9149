"""The account of a reading of messages: what was used, what was left out and why, and whether the sums agree.

Source, left out and result are each added up by themselves, so that a total that agrees says something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maatschappelijk_rendement.calendar import window
from maatschappelijk_rendement.errors import Finding, InputError
from maatschappelijk_rendement.money import to_euros
from maatschappelijk_rendement.own_formats.allocations import Allocations
from maatschappelijk_rendement.own_formats.claims import Claims, uncovered_months
from maatschappelijk_rendement.own_formats.clients import ClientList
from maatschappelijk_rendement.own_formats.laid import Laid
from maatschappelijk_rendement.own_formats.lines import EURO, MOMENTS, Line, Share, merge
from maatschappelijk_rendement.own_formats.message import MessagePlace
from maatschappelijk_rendement.own_formats.message_folder import Delivery
from maatschappelijk_rendement.own_formats.message_lines import Lines
from maatschappelijk_rendement.own_formats.message_profile import MessageProfile
from maatschappelijk_rendement.own_formats.pseudonymise import WITHOUT_KEY
from maatschappelijk_rendement.own_formats.record import Left, Place, RowCount, Total
from maatschappelijk_rendement.vocabulary import Per

_SHOWN = 3  # first places of what was left out, and first months without a message


@dataclass(frozen=True, slots=True)
class Account:
    """What ``Mapped`` tells beside its rows."""

    counts: tuple[RowCount, ...]
    left_rows: tuple[Left, ...]
    converted: tuple[str, ...]
    choices: tuple[str, ...]
    totals: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the account is made of."""

    delivery: Delivery
    clients: ClientList
    profile: MessageProfile
    lines: Lines
    laid: tuple[Laid, ...]
    keyed: bool
    claims: Claims | None = None
    allocations: Allocations | None = None

    @property
    def unlisted(self) -> list[Line]:
        """Lines of clients that are not in the list."""
        return [line for line in self.lines.lines if line.person not in self.clients.by_person]

    @property
    def outside(self) -> list[Line]:
        """Lines of clients of the list of which nothing falls in a window."""
        return [line for one in self.laid for line in one.outside()]

    @property
    def parts(self) -> list[Share]:
        """All parts of all clients of the list."""
        return [part for one in self.laid for part in one.parts]


def account_for(reading: Reading) -> Account:
    """Make the account.

    Raises:
        InputError: The profile says that all messages are there, and a month has none.
    """
    totals = [] if reading.claims is None else [_claimed(reading, reading.claims)]
    return Account(
        counts=_counts(reading),
        left_rows=tuple(left for left in _left(reading) if left.rows),
        converted=tuple(_converted(reading)),
        choices=tuple(_choices(reading)),
        totals=(*totals, *_quantities(reading)),
    )


def _counts(reading: Reading) -> tuple[RowCount, RowCount]:
    name = reading.delivery.kind.name
    read = sum(len(message.products) for message in reading.delivery.messages)
    used = len({part.line.place for one in reading.laid for part in one.counted})
    clients = reading.clients
    return (
        RowCount(f"producten in berichten {name}", read, used, read - used, 0, 0),
        RowCount(
            clients.label,
            clients.read + clients.blank,
            len(clients.by_person),
            clients.without_mdo,
            0,
            clients.blank,
        ),
    )


def _left(reading: Reading) -> Iterable[Left]:
    if reading.claims:
        cancelled = [claim.place for claim in reading.claims.settlement.cancelled]
        yield Left("prestaties die precies zijn teruggenomen", len(cancelled), _origins(cancelled))
        yield Left("creditprestaties die een prestatie terugnemen", len(cancelled))
    if allocations := reading.allocations:
        yield Left("oudere versies van een toewijzing; de laatste telt", allocations.replaced)
        yield Left("toewijzingen die nog een keer zijn verzonden", allocations.repeated)
        yield Left("toewijzingen die zijn verwijderd (reden 13)", allocations.removed)
    without = reading.lines.without_extent
    yield Left("toewijzingen zonder Omvang en zonder Budget", len(without), _origins(without))
    unlisted, outside = reading.unlisted, reading.outside
    yield Left(
        "producten van cliënten zonder casus met een MDO",
        len(unlisted),
        _origins([line.place for line in unlisted]),
    )
    yield Left(
        "producten buiten de meetperiode van hun casus",
        len(outside),
        _origins([line.place for line in outside]),
    )
    yield Left("cliënten in de lijst zonder dag van het MDO", reading.clients.without_mdo)
    for name, count in reading.delivery.uncounted.items():
        yield Left(f"berichten {name}, die niet worden geteld", count)
    yield Left("bestanden in de map die geen .xml zijn", reading.delivery.other_files)


def _converted(reading: Reading) -> Iterable[str]:
    for (source, target), count in sorted(reading.lines.converted.items()):
        yield f"Omgerekend van {source} naar {target}: {count}."
    if count := reading.lines.claimed_without_volume:
        yield f"Prestaties met een bedrag en volume 0, gelezen als bedrag: {count}."
    if count := sum(one.divided() for one in reading.laid):
        yield f"Totalen over de dag van het MDO of de rand van de meetperiode, verdeeld naar dagen: {count}."
    if count := sum(len(one.counted) - sum(1 for _ in merge(one.counted)) for one in reading.laid):
        yield f"Opgeteld bij een gelijk product van dezelfde dagen: {count}."


def _choices(reading: Reading) -> Iterable[str]:
    if not reading.keyed:
        yield WITHOUT_KEY
    if not reading.profile.columns.case_type:
        yield "Het casustype volgt uit het gebruik voor het MDO: is dat er, dan bestaand; anders nieuw."
    if reading.claims:
        yield "Dit zijn ingediende bedragen: wat is afgekeurd, telt mee tot er een creditprestatie is."
        yield from _missing_months(reading, reading.claims)
    else:
        yield "Dit is wat is toegewezen; wat is geleverd, kan minder zijn."
    for finding in reading.delivery.findings:
        yield f"{finding.text} {finding.advice} Aantal berichten: {finding.count}, eerst {finding.place}."


def _missing_months(reading: Reading, claims: Claims) -> Iterable[str]:
    """Say for which months of the windows there is no message, so that the use looks lower than it was."""
    missing: dict[str, set[str]] = {}
    for one in reading.laid:
        before, after = (window(m, one.client.mdo_date, reading.profile.months) for m in MOMENTS)
        for month in uncovered_months(claims.periods, before.start, after.end):
            missing.setdefault(f"{month.month}-{month.year}", set()).add(one.client.case_id)
    if not missing:
        return
    months = ", ".join(list(missing)[:_SHOWN]) + (" en verder" if len(missing) > _SHOWN else "")
    text = f"Voor {len(missing)} maanden in de meetperiode is er geen bericht: {months}."
    if reading.profile.is_complete:
        advice = "Voeg die berichten toe, of zet in het profiel volledig = false."
        raise InputError([Finding("fout", "", "", "maanden_ontbreken", text, advice)])
    cases = len(set().union(*missing.values()))
    yield f"{text} Dat raakt {cases} casussen. Ontbreken er berichten, dan lijkt het gebruik te laag."


def _claimed(reading: Reading, claims: Claims) -> Total:
    unlisted = sum(line.cents or 0 for line in reading.unlisted)
    outside = sum(part.cents or 0 for part in reading.parts if not part.moment)
    counted = sum(part.cents or 0 for part in reading.parts if part.moment)
    column = "IngediendBedrag, debet min credit"
    source = to_euros(claims.settlement.net_cents)
    return Total(column, "", "", EURO, source, to_euros(unlisted + outside), to_euros(counted))


class _Sum:
    """A quantity in the source, in what was left out, and in the result."""

    def __init__(self) -> None:
        self.source = self.left = self.result = Decimal(0)


def _quantities(reading: Reading) -> list[Total]:
    """Add up the quantities by product and period; a rate counts once, in however many windows it runs."""
    sums: dict[tuple[str, str, str], _Sum] = {}

    def of(line: Line) -> _Sum:
        per = "in totaal" if line.per is Per.TOTAL else f"per {line.per.value}"
        return sums.setdefault((f"hoeveelheid {per}", line.product_code, line.unit), _Sum())

    for line in reading.lines.lines:
        of(line).source += line.quantity
    for line in reading.unlisted:
        of(line).left += line.quantity
    for one in reading.laid:
        for line, parts in one.lines():
            if line.per is not Per.TOTAL:
                counted = any(part.moment for part in parts)
                of(line).result += line.quantity if counted else 0
                of(line).left += 0 if counted else line.quantity
                continue
            of(line).result += sum(part.quantity for part in parts if part.moment)
            of(line).left += sum(part.quantity for part in parts if not part.moment)
    return [
        Total(column, "", code, unit, total.source, total.left, total.result)
        for (column, code, unit), total in sorted(sums.items())
    ]


def _origins(places: Sequence[MessagePlace]) -> tuple[Place, ...]:
    return tuple(place.origin for place in places[:_SHOWN])


COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "301": (
        ("Bsn", "alleen om te koppelen aan de lijst met cliënten; nooit bewaard"),
        ("Product", "productcode, volgens het profiel"),
        ("Ingangsdatum en Einddatum", "startdatum en einddatum, binnen de meetperiode"),
        ("Omvang of Budget", "aantal, per en eenheid"),
        ("RedenWijziging", "13: weggelaten"),
    ),
    "323": (
        ("Bsn", "alleen om te koppelen aan de lijst met cliënten; nooit bewaard"),
        ("ProductCategorie en ProductCode", "productcode, volgens het profiel; anders een bedrag"),
        ("ProductPeriode", "startdatum en einddatum, binnen de meetperiode"),
        ("GeleverdVolume en Eenheid", "aantal en eenheid, waar het profiel een product noemt"),
        ("IngediendBedrag", "aantal in euro, waar het profiel geen product noemt"),
    ),
}
"""What the elements of a message became, by sort of message."""
