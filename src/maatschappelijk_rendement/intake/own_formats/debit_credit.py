"""Settle claims: a credit cancels its debit exactly, and what is left adds up to debit minus credit.

The rules are those of iWmo and iJw 3.2 (IV091, TR323, TR389, TR390, OP360): a credit is the same as its
debit but for its own number, and names the number of the debit. A credit without its debit is refused, not
kept as a negative line: without the debit nobody knows in which delivery it was counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.message import MessagePlace


@dataclass(frozen=True, slots=True)
class Claim:
    """A Prestatie of a 323.

    Attributes:
        place: Where it stands.
        person: Pseudonym of the client.
        sender: Code of the provider: numbers are unique for a provider.
        reference: ReferentieNummer.
        previous: VorigReferentieNummer, which a credit has.
        allocation: ToewijzingNummer.
        category: ProductCategorie.
        code: ProductCode.
        start: First day.
        end: Last day; it counts.
        volume: GeleverdVolume.
        unit: Eenheid.
        cents: IngediendBedrag in eurocents, without sign.
        is_credit: It takes back.
    """

    place: MessagePlace
    person: str
    sender: str = field(repr=False)
    reference: str = field(repr=False)
    previous: str | None = field(repr=False)
    allocation: str = field(repr=False)
    category: str
    code: str | None
    start: date
    end: date
    volume: int
    unit: str
    cents: int
    is_credit: bool

    @property
    def signed_cents(self) -> int:
        """The amount as it counts: a credit is negative."""
        return -self.cents if self.is_credit else self.cents

    def content(self) -> tuple[object, ...]:
        """Everything in which a credit is the same as its debit."""
        return (*self.service(), self.volume, self.unit, self.cents)

    def service(self) -> tuple[object, ...]:
        """What was delivered, to whom and when: claimed once."""
        return (self.person, self.allocation, self.category, self.code, self.start, self.end)


@dataclass(frozen=True, slots=True)
class SettledClaims:
    """What is left of claims.

    Attributes:
        open: Debits that were not taken back, in order.
        cancelled: Debits that were, in order; each with its credit.
        debit_cents: Sum of all debits.
        credit_cents: Sum of all credits.
    """

    open: tuple[Claim, ...]
    cancelled: tuple[Claim, ...]
    debit_cents: int
    credit_cents: int

    @property
    def net_cents(self) -> int:
        """Debit minus credit; the open debits add up to this."""
        return self.debit_cents - self.credit_cents


def settle(claims: Iterable[Claim]) -> SettledClaims:
    """Cancel each credit against its debit.

    Args:
        claims: All claims of a delivery, in order.

    Returns:
        What is left.

    Raises:
        InputError: A number is there twice, a credit has no debit, differs from it, or comes twice, or a
            service is claimed twice; holds every finding.

    Example:
        >>> may = dict(person="C001", sender="1", allocation="7", category="02", code="02A03", volume=4,
        ...            unit="04", start=date(2023, 5, 1), end=date(2023, 5, 31), cents=20000)
        >>> debit = Claim(MessagePlace(1, 1, 1), reference="A", previous=None, is_credit=False, **may)
        >>> credit = Claim(MessagePlace(2, 1, 1), reference="B", previous="A", is_credit=True, **may)
        >>> settle([debit, credit]).net_cents, settle([debit]).net_cents
        (0, 20000)
    """
    ordered = list(claims)
    findings = list(_double_references(ordered))
    debits = {(claim.sender, claim.reference): claim for claim in ordered if not claim.is_credit}
    taken_back: dict[tuple[str, str], Claim] = {}
    for credit in (claim for claim in ordered if claim.is_credit):
        key = (credit.sender, credit.previous or "")
        findings += _credit_findings(credit, debits.get(key), taken_back.get(key))
        taken_back.setdefault(key, credit)
    still_open = [d for d in ordered if not d.is_credit and (d.sender, d.reference) not in taken_back]
    findings += _double_services(still_open)
    if findings:
        raise InputError(findings)
    return SettledClaims(
        tuple(still_open),
        tuple(debits[key] for key in debits if key in taken_back),
        sum(claim.cents for claim in ordered if not claim.is_credit),
        sum(claim.cents for claim in ordered if claim.is_credit),
    )


def _double_references(claims: Sequence[Claim]) -> Iterable[Finding]:
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        known = first.setdefault((claim.sender, claim.reference), claim)
        if known is not claim:
            text = f"Het referentienummer van deze prestatie staat ook bij {known.place}."
            yield _fault(claim, "referentie_dubbel", text, "Haal een van beide weg; zij zou dubbel tellen.")


def _credit_findings(credit: Claim, debit: Claim | None, earlier: Claim | None) -> Iterable[Finding]:
    if credit.previous is None:
        text = "Deze creditprestatie noemt geen vorig referentienummer."
        yield _fault(credit, "credit_zonder_verwijzing", text, "Vraag de afzender om een goed bericht.")
    elif debit is None:
        text = "Van deze creditprestatie is er geen debetprestatie in deze berichten."
        advice = "Zet ook het bericht met de oorspronkelijke prestatie in de map."
        yield _fault(credit, "credit_zonder_debet", text, advice)
    elif earlier is not None:
        text = f"De prestatie van {debit.place} is al teruggenomen door {earlier.place}."
        yield _fault(credit, "credit_dubbel", text, "Haal een van beide creditprestaties weg.")
    elif credit.content() != debit.content():
        text = f"Deze creditprestatie is niet gelijk aan de debetprestatie van {debit.place}."
        advice = (
            "Bedrag, product, periode, volume en eenheid horen gelijk te zijn. Vraag om een goed bericht."
        )
        yield _fault(credit, "credit_ongelijk", text, advice)


def _double_services(debits: Sequence[Claim]) -> Iterable[Finding]:
    first: dict[tuple[object, ...], Claim] = {}
    for claim in debits:
        known = first.setdefault((claim.sender, *claim.service()), claim)
        if known is not claim:
            text = f"Deze prestatie staat ook bij {known.place}, voor dezelfde cliënt, periode en toewijzing."
            advice = "Is een van beide afgekeurd? Haal die weg; anders telt de prestatie dubbel."
            yield _fault(claim, "prestatie_dubbel", text, advice)


def _fault(claim: Claim, code: str, text: str, advice: str) -> Finding:
    return Finding("fout", str(claim.place), "", code, text, advice)
