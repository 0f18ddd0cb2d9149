"""From a delivery of messages and a list of clients to the rows of the workbook, with the account of both.

Every product that was read is used or left out by name, and the amounts of the source equal what was left
out plus what stands in the result, to the cent.
"""

from __future__ import annotations

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import Provenance
from maatschappelijk_rendement.intake.own_formats.allocations import read_allocations
from maatschappelijk_rendement.intake.own_formats.claims import read_claims
from maatschappelijk_rendement.intake.own_formats.clients import ClientList
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.delivery_read import DeliveryRead
from maatschappelijk_rendement.intake.own_formats.laid import lay
from maatschappelijk_rendement.intake.own_formats.line_account import LineAccount
from maatschappelijk_rendement.intake.own_formats.mapped import Mapped
from maatschappelijk_rendement.intake.own_formats.message_account import COLUMNS, MessageReading, account_for
from maatschappelijk_rendement.intake.own_formats.message_folder import MessageDelivery
from maatschappelijk_rendement.intake.own_formats.message_lines import allocation_lines, claim_lines
from maatschappelijk_rendement.intake.own_formats.message_profile import PRESETS, MessageProfile
from maatschappelijk_rendement.intake.own_formats.usage_rows import RowOrigin, sheets

_SOURCE = {"301": "toegewezen", "323": "ingediend"}
_PROVENANCE = {"301": Provenance.REGISTRATION, "323": Provenance.CLAIM}


def map_messages(
    delivery: MessageDelivery, clients: ClientList, profile: MessageProfile, *, keyed: bool
) -> DeliveryRead:
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
    origin = RowOrigin(
        codelists().streams[kind.domain], _PROVENANCE[kind.sort], f"{kind.name} {_SOURCE[kind.sort]} bedrag"
    )
    claims = allocations = None
    if kind.sort == "323":
        claims = read_claims(delivery.messages)
        lines = claim_lines(claims.settlement.open, profile, origin.amount_code)
    else:
        allocations = read_allocations(delivery.messages)
        lines = allocation_lines(allocations.kept, profile, origin.amount_code)
    laid = lay(clients, profile.months, lines.lines)
    summed = LineAccount(clients, lines.lines, laid)
    account = account_for(MessageReading(delivery, profile, lines, summed, keyed, claims, allocations))
    mapped = Mapped(
        sheets=sheets(laid, clients, origin, is_complete=profile.is_complete),
        settings=profile.settings,
        counts=account.counts,
        left_rows=account.left_rows,
        columns=COLUMNS[kind.sort],
        converted=account.converted,
        choices=account.choices,
    )
    return DeliveryRead(profile.preset, profile.made_for, mapped, account.totals)
