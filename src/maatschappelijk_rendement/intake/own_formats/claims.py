"""Read the claims of messages 323, check the totals they tell themselves, and settle debit and credit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.coverage import CoveredPeriod
from maatschappelijk_rendement.intake.own_formats.debit_credit import Claim, SettledClaims, settle
from maatschappelijk_rendement.intake.own_formats.message import Message, MessageProduct
from maatschappelijk_rendement.intake.own_formats.product_fields import ProductFields

DEBIT, CREDIT = "D", "C"  # COD043


@dataclass(frozen=True, slots=True)
class Claims:
    """The settled claims of a delivery, and the months its messages are about, in order and once each."""

    settlement: SettledClaims
    periods: tuple[CoveredPeriod, ...]


def read_claims(messages: Iterable[Message]) -> Claims:
    """Read all claims and settle them.

    Args:
        messages: Messages 323, in order.

    Returns:
        What is left after settling.

    Raises:
        InputError: An element is missing or wrong, a total does not agree, or a credit cannot be settled;
            holds every finding.
    """
    claims: list[Claim] = []
    findings: list[Finding] = []
    periods: set[CoveredPeriod] = set()
    for message in messages:
        own, wrong = _claims(message)
        header = ProductFields(MessageProduct(message.place, "", message.fields))
        periods |= _claimed_period(header)
        if not wrong:  # one wrong claim is one finding, not a wrong total too
            _check_total(header, own)
        findings += [*wrong, *header.findings]
        claims += own
    if findings:
        raise InputError(findings)
    return Claims(settle(claims), tuple(sorted(periods, key=lambda period: (period.start, period.end))))


def _claims(message: Message) -> tuple[list[Claim], list[Finding]]:
    claims: list[Claim] = []
    findings: list[Finding] = []
    for product in message.products:
        fields = ProductFields(product)
        claim = _claim(fields, message)
        claims += [claim] if claim else []
        findings += fields.findings
    return claims, findings


def _claim(fields: ProductFields, message: Message) -> Claim | None:
    reference = fields.text("ProductReferentie/ReferentieNummer")
    category = fields.listed("ProductCategorie", codelists().categories[message.kind.domain])
    code = fields.product_code("ProductCode")
    period = _period(fields)
    delivered = _delivered(fields)
    side = fields.listed("IngediendBedrag/DebetCredit", (DEBIT, CREDIT))
    if fields.findings or category is None or period is None or delivered is None:
        return None
    told = fields.product.fields
    return Claim(
        place=fields.product.place,
        person=fields.product.person,
        sender=message.fields.get("Header/Afzender", ""),
        reference=reference,
        previous=told.get("ProductReferentie/VorigReferentieNummer") or None,
        allocation=told.get("ToewijzingNummer", ""),
        category=category,
        code=code,
        start=period.start,
        end=period.end,
        volume=delivered.volume,
        unit=delivered.unit,
        cents=delivered.cents,
        is_credit=side == CREDIT,
    )


def _period(fields: ProductFields) -> CoveredPeriod | None:
    start, end = fields.day("ProductPeriode/Begindatum"), fields.day("ProductPeriode/Einddatum")
    if start is None or end is None:
        return None
    if end < start or (start.year, start.month) != (end.year, end.month):
        fields.fault("periode_ongeldig", "De productperiode hoort binnen één kalendermaand te liggen.")
    return CoveredPeriod(start, end)


@dataclass(frozen=True, slots=True)
class _Delivered:
    volume: int
    unit: str
    cents: int


def _delivered(fields: ProductFields) -> _Delivered | None:
    units = codelists().units
    volume, unit = fields.whole("GeleverdVolume"), fields.listed("Eenheid", units)
    cents = fields.whole("IngediendBedrag/Bedrag")
    if volume is None or unit is None or cents is None:
        return None
    if units[unit].sort == "vervallen":
        fields.fault("eenheid_vervallen", f"Eenheid {unit} is niet meer te declareren sinds 1 april 2019.")
    if units[unit].sort == "euro" and volume != cents:
        text = "Bij eenheid 83 (euro's) hoort het bedrag gelijk te zijn aan het volume."
        fields.fault("bedrag_ongelijk", text)
    return _Delivered(volume, unit, cents)


def _claimed_period(header: ProductFields) -> set[CoveredPeriod]:
    path = "Declaratie/DeclaratiePeriode"
    start, end = header.day(f"{path}/Begindatum"), header.day(f"{path}/Einddatum")
    return {CoveredPeriod(start, end)} if start and end else set()


def _check_total(header: ProductFields, claims: list[Claim]) -> None:
    path = "Declaratie/TotaalIngediendBedrag"
    told = header.whole(f"{path}/TotaalBedrag")
    side = header.listed(f"{path}/DebetCredit", (DEBIT, CREDIT))
    if told is None or side is None:
        return
    if sum(claim.signed_cents for claim in claims) != (-told if side == CREDIT else told):
        text = "Het totaalbedrag van dit bericht is niet de som van zijn prestaties (debet min credit)."
        header.fault("totaal_ongelijk", text)
