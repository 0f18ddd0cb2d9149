"""From a delivery of messages and a list of clients to the rows of the workbook, with the account of both.

Every product that was read is used or left out by name, and the amounts of the source equal what was left
out plus what stands in the result, to the cent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from maatschappelijk_rendement.errors import Finding, InputError
from maatschappelijk_rendement.own_formats.allocations import read_allocations
from maatschappelijk_rendement.own_formats.claims import read_claims
from maatschappelijk_rendement.own_formats.clients import ClientList
from maatschappelijk_rendement.own_formats.codelists import MessageKind, codelists
from maatschappelijk_rendement.own_formats.laid import Laid, lay
from maatschappelijk_rendement.own_formats.lines import EURO, merge
from maatschappelijk_rendement.own_formats.message_account import COLUMNS, Reading, account_for
from maatschappelijk_rendement.own_formats.message_folder import Delivery
from maatschappelijk_rendement.own_formats.message_lines import allocation_lines, claim_lines
from maatschappelijk_rendement.own_formats.message_profile import PRESETS, MessageProfile
from maatschappelijk_rendement.own_formats.record import Mapped, Place, Record, Value
from maatschappelijk_rendement.tables import CASES, USAGE
from maatschappelijk_rendement.vocabulary import CaseType, Moment, Per, Provenance, Stream, fold

_SOURCE = {"301": "{} toegewezen bedrag", "323": "{} ingediend bedrag"}
_PROVENANCE = {"301": Provenance.REGISTRATION, "323": Provenance.CLAIM}


def map_messages(delivery: Delivery, clients: ClientList, profile: MessageProfile, *, keyed: bool) -> Mapped:
    """Turn messages and the list of their clients into the workbook.

    Args:
        delivery: Messages of one kind, with pseudonyms.
        clients: The list, with the same pseudonyms.
        profile: What the codes stand for, and the settings.
        keyed: The pseudonyms are those of a key, so the same in every run.

    Returns:
        Rows of Casussen and Gebruik, and the account.

    Raises:
        InputError: The messages are of another kind than the profile, or cannot be counted.
    """
    kind = delivery.kind
    if PRESETS[profile.preset] != (kind.domain, kind.sort):
        text = f"Dit profiel is voor {profile.preset}, maar de berichten zijn {kind.name}."
        raise InputError([Finding("fout", "", "", "profiel_ander_bericht", text, "Kies het andere profiel.")])
    stream = codelists().streams[kind.domain]
    amount_code = f"BEDRAG.{stream.upper()}"
    claims = allocations = None
    if kind.sort == "323":
        claims = read_claims(delivery.messages)
        lines = claim_lines(claims.settlement.open, profile, amount_code)
    else:
        allocations = read_allocations(delivery.messages)
        lines = allocation_lines(allocations.kept, profile, amount_code)
    laid = lay(clients, profile.months, lines.lines)
    account = account_for(Reading(delivery, clients, profile, lines, laid, keyed, claims, allocations))
    usage = list(_usage(laid, kind, amount_code))
    if profile.is_complete:
        usage += _nothing_used(laid, kind, amount_code)
    return Mapped(
        sheets={CASES.sheet: tuple(_cases(laid, clients, stream)), USAGE.sheet: tuple(usage)},
        settings=profile.settings,
        counts=account.counts,
        left_rows=account.left_rows,
        columns=COLUMNS[kind.sort],
        converted=account.converted,
        choices=account.choices,
        totals=account.totals,
    )


def _cases(laid: Sequence[Laid], clients: ClientList, stream: Stream) -> Iterator[Record]:
    """One row a case, in the order of the list; its type is told, or follows from the use before."""
    by_case: dict[str, list[Laid]] = {}
    for one in laid:
        by_case.setdefault(fold(one.client.case_id), []).append(one)
    for group in by_case.values():
        client = group[0].client
        derived = CaseType.EXISTING if any(one.has(Moment.BEFORE) for one in group) else CaseType.NEW
        values: dict[str, Value] = {
            "casus_id": client.case_id,
            "wijk": client.wijk,
            "casustype": (client.case_type or derived).value,
            "mdo_datum": client.mdo_date,
            "stromen_bekend": stream.value,
        }
        yield Record(values, Place(clients.label, client.row))


def _usage(laid: Sequence[Laid], kind: MessageKind, amount_code: str) -> Iterator[Record]:
    for one in laid:
        for merged in merge(one.counted):
            part = merged.first
            code = part.line.product_code
            values = _row(one, part.moment or Moment.AFTER, code, kind, is_amount=code == amount_code)
            values |= {
                "aantal": merged.quantity,
                "per": part.line.per.value,
                "startdatum": part.start,
                "einddatum": part.end,
                "eenheid": part.line.unit,
            }
            yield Record(values, part.line.place.origin)


def _nothing_used(laid: Sequence[Laid], kind: MessageKind, amount_code: str) -> Iterator[Record]:
    """Say with a row that nothing was used, where the messages hold all use and a client used before."""
    for one in laid:
        if one.has(Moment.BEFORE) and not one.has(Moment.AFTER):
            values = _row(one, Moment.AFTER, amount_code, kind, is_amount=True)
            values |= {"aantal": Decimal(0), "per": Per.TOTAL.value, "eenheid": EURO}
            yield Record(values, one.parts[0].line.place.origin)


def _row(one: Laid, moment: Moment, code: str, kind: MessageKind, *, is_amount: bool) -> dict[str, Value]:
    values: dict[str, Value] = {
        "casus_id": one.client.case_id,
        "moment": moment.value,
        "productcode": code,
        "herkomst": _PROVENANCE[kind.sort].value,
        "bewoner": one.client.resident,
    }
    return values | {"prijsbron": _SOURCE[kind.sort].format(kind.name)} if is_amount else values
