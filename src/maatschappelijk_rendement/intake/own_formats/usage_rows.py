"""Rows of the workbook from what clients got: a case of each group of clients, and the use of each client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maatschappelijk_rendement.domain.tables import CASES, USAGE
from maatschappelijk_rendement.domain.tariffs.amounts import amount_code
from maatschappelijk_rendement.domain.vocabulary import EURO, CaseType, Moment, Per, Provenance, Stream, fold
from maatschappelijk_rendement.intake.own_formats.clients import ClientList
from maatschappelijk_rendement.intake.own_formats.laid import Laid
from maatschappelijk_rendement.intake.own_formats.line_shares import merge
from maatschappelijk_rendement.intake.own_formats.mapped import Place, SheetRecord, Value


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """What every row of a delivery has in common.

    Attributes:
        stream: The stream that a delivery is about; no other is known.
        provenance: Where its figures come from.
        source_text: Source of its amounts, for the column ``prijsbron``.
    """

    stream: Stream
    provenance: Provenance
    source_text: str

    @property
    def amount_code(self) -> str:
        """Code of an amount of this stream without a product."""
        return amount_code(self.stream)


def sheets(
    laid: Sequence[Laid], clients: ClientList, origin: RowOrigin, *, is_complete: bool
) -> dict[str, tuple[SheetRecord, ...]]:
    """Give the rows of Casussen and Gebruik.

    Args:
        laid: What each client got, beside its MDO.
        clients: The list.
        origin: What all rows have in common.
        is_complete: The delivery holds all use, so that no line after means that nothing was used.
    """
    usage = list(_usage(laid, origin))
    if is_complete:
        usage += _nothing_used(laid, origin)
    return {CASES.sheet: tuple(_cases(laid, clients, origin.stream)), USAGE.sheet: tuple(usage)}


def _cases(laid: Sequence[Laid], clients: ClientList, stream: Stream) -> Iterator[SheetRecord]:
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
        yield SheetRecord(values, Place(clients.label, client.row))


def _usage(laid: Sequence[Laid], origin: RowOrigin) -> Iterator[SheetRecord]:
    for one in laid:
        for merged in merge(one.counted):
            part = merged.first
            code = part.line.product_code
            values = _row(one, part.moment or Moment.AFTER, code, origin)
            values |= {
                "aantal": merged.quantity,
                "per": part.line.per.value,
                "startdatum": part.start,
                "einddatum": part.end,
                "eenheid": part.line.unit,
            }
            yield SheetRecord(values, part.line.place.origin)


def _nothing_used(laid: Sequence[Laid], origin: RowOrigin) -> Iterator[SheetRecord]:
    """Say with a row that nothing was used, where the messages hold all use and a client used before."""
    for one in laid:
        if one.has(Moment.BEFORE) and not one.has(Moment.AFTER):
            values = _row(one, Moment.AFTER, origin.amount_code, origin)
            values |= {"aantal": Decimal(0), "per": Per.TOTAL.value, "eenheid": EURO}
            yield SheetRecord(values, one.parts[0].line.place.origin)


def _row(one: Laid, moment: Moment, code: str, origin: RowOrigin) -> dict[str, Value]:
    values: dict[str, Value] = {
        "casus_id": one.client.case_id,
        "moment": moment.value,
        "productcode": code,
        "herkomst": origin.provenance.value,
        "bewoner": one.client.resident,
    }
    if code != origin.amount_code:
        return values
    return values | {"prijs": Decimal(1), "prijsbron": origin.source_text}  # these two go together
