"""Read the allocations of messages 301, and keep the last version of each.

An allocation is sent anew when it changes; the one with the latest Toewijzingsdatum and Toewijzingstijd
holds (OP033x1, IV013 of iWmo and iJw 3.2). Reason 13 says that it counts as not sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import Per
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.message import Message, MessagePlace
from maatschappelijk_rendement.intake.own_formats.product_fields import ProductFields


@dataclass(frozen=True, slots=True)
class Extent:
    """Omvang: so many of a unit (WJ756) per period."""

    volume: int
    unit: str
    per: Per


@dataclass(frozen=True, slots=True)
class Allocation:
    """A ToegewezenProduct of a 301.

    Attributes:
        place: Where it stands.
        person: Pseudonym of the client.
        municipality: Code of the sender: a number is unique for a municipality.
        number: ToewijzingNummer; empty in some messages of release 2.
        decided: Toewijzingsdatum and Toewijzingstijd, as text that sorts.
        category: Product/Categorie; nothing in a generic allocation.
        code: Product/Code; nothing where only the category was allocated.
        start: First day.
        end: Last day, it counts; nothing where it is open.
        is_removed: Reason 13.
        extent: Omvang, where there is one.
        budget_cents: Budget in eurocents, where there is one.
    """

    place: MessagePlace
    person: str
    municipality: str = field(repr=False)
    number: str = field(repr=False)
    decided: str = field(repr=False)
    category: str | None
    code: str | None
    start: date
    end: date | None
    is_removed: bool
    extent: Extent | None
    budget_cents: int | None

    def content(self) -> tuple[object, ...]:
        """All that it says, but for where it stands and when it was decided."""
        return (
            *(self.person, self.category, self.code, self.start, self.end, self.is_removed),
            *(self.extent, self.budget_cents),
        )


@dataclass(frozen=True, slots=True)
class Allocations:
    """What holds of a delivery, with a count of what does not.

    Attributes:
        kept: The last version of each allocation, without removed ones, in order.
        replaced: Older versions.
        repeated: The same version, sent again.
        removed: Allocations whose last version says that they were removed.
    """

    kept: tuple[Allocation, ...]
    replaced: int
    repeated: int
    removed: int


def read_allocations(messages: Iterable[Message]) -> Allocations:
    """Read all allocations and keep what holds.

    Args:
        messages: Messages 301, in order.

    Returns:
        The last version of each.

    Raises:
        InputError: An element is missing or wrong, or nobody can tell which version is the last; holds every
            finding.
    """
    allocations: list[Allocation] = []
    findings: list[Finding] = []
    for message in messages:
        for product in message.products:
            fields = ProductFields(product)
            allocation = _allocation(fields, message)
            allocations += [allocation] if allocation else []
            findings += fields.findings
    if findings:
        raise InputError(findings)
    return latest(allocations)


def latest(allocations: Iterable[Allocation]) -> Allocations:
    """Keep the last version of each allocation, and leave out what was removed.

    Args:
        allocations: All of them, in order.

    Returns:
        What holds.

    Raises:
        InputError: Two versions of one moment differ, a number belongs to two clients, or allocations
            without a number overlap; holds every finding.
    """
    versions: dict[tuple[str, str], list[Allocation]] = {}
    alone: list[Allocation] = []
    for allocation in allocations:
        if allocation.number:
            versions.setdefault((allocation.municipality, allocation.number), []).append(allocation)
        else:
            alone.append(allocation)
    findings = [finding for group in versions.values() for finding in _version_findings(group)]
    findings += _overlaps(alone)
    if findings:
        raise InputError(findings)
    last = [max(group, key=lambda version: version.decided) for group in versions.values()]
    repeated = sum(len(group) - len({version.decided for version in group}) for group in versions.values())
    sent = sum(len(group) for group in versions.values())
    kept = [allocation for allocation in (*last, *alone) if not allocation.is_removed]
    return Allocations(
        tuple(sorted(kept, key=lambda allocation: allocation.place)),
        replaced=sent - repeated - len(last),
        repeated=repeated,
        removed=len(last) + len(alone) - len(kept),
    )


def _version_findings(group: Sequence[Allocation]) -> Iterable[Finding]:
    first = group[0]
    by_moment: dict[str, Allocation] = {}
    for version in group:
        known = by_moment.setdefault(version.decided, version)
        if version.person != first.person:
            text = f"Het toewijzingnummer van dit product hoort bij {first.place} bij een andere cliënt."
            yield _fault(version, "toewijzing_twee_clienten", text, "Vraag de afzender om goede berichten.")
        elif known.content() != version.content():
            text = f"Dit product is toegewezen op hetzelfde moment als {known.place}, maar is anders."
            advice = "Welke versie geldt, is niet te zien. Haal de oude versie weg."
            yield _fault(version, "toewijzing_twee_versies", text, advice)


def _overlaps(alone: Sequence[Allocation]) -> Iterable[Finding]:
    """Find what may be two versions of one allocation: without a number nobody can tell."""
    by_product: dict[tuple[object, ...], list[Allocation]] = {}
    for allocation in alone:
        key = (allocation.municipality, allocation.person, allocation.category, allocation.code)
        by_product.setdefault(key, []).append(allocation)
    for group in by_product.values():
        group.sort(key=lambda allocation: (allocation.start, allocation.place))
        for earlier, later in pairwise(group):
            if earlier.end is None or earlier.end >= later.start:
                text = f"Dit product heeft geen toewijzingnummer en overlapt met {earlier.place}."
                advice = "Is het een nieuwe versie? Haal de oude weg; anders telt de toewijzing dubbel."
                yield _fault(later, "toewijzing_zonder_nummer", text, advice)


def _allocation(fields: ProductFields, message: Message) -> Allocation | None:
    told = fields.product.fields
    lists = codelists()
    categories = lists.categories[message.kind.domain]
    category = fields.listed("Product/Categorie", categories) if fields.has("Product/Categorie") else None
    code = fields.product_code("Product/Code")
    start = fields.day("Ingangsdatum")
    end = fields.day("Einddatum") if fields.has("Einddatum") else None
    reason = fields.listed("RedenWijziging", lists.reasons) if fields.has("RedenWijziging") else None
    is_removed = reason == lists.removed
    decided = _decided(fields)
    extent, budget = (None, None) if is_removed else _size(fields, message, end)
    if start and end and end < start:
        fields.fault("einddatum_voor_startdatum", "De einddatum ligt voor de ingangsdatum.")
    if fields.findings or start is None:
        return None
    return Allocation(
        place=fields.product.place,
        person=fields.product.person,
        municipality=message.fields.get("Header/Afzender", ""),
        number=told.get("ToewijzingNummer", ""),
        decided=decided,
        category=category,
        code=code,
        start=start,
        end=end,
        is_removed=is_removed,
        extent=extent,
        budget_cents=budget,
    )


def _decided(fields: ProductFields) -> str:
    day = fields.day("Toewijzingsdatum")
    return f"{day} {fields.product.fields.get('Toewijzingstijd', '')}"


def _size(fields: ProductFields, message: Message, end: date | None) -> tuple[Extent | None, int | None]:
    """Read Omvang or Budget; a product has at most one of them (CD077, CD078)."""
    has_extent = any(fields.has(f"Omvang/{part}") for part in ("Volume", "Eenheid", "Frequentie"))
    if has_extent and fields.has("Budget"):
        fields.fault(
            "omvang_en_budget", "Dit product heeft een Omvang en een Budget; het hoort er een te zijn."
        )
        return None, None
    if fields.has("Budget"):
        if end is None:
            fields.fault("budget_zonder_einddatum", "Dit product heeft een Budget, maar geen einddatum.")
        return None, fields.whole("Budget")
    return (_extent(fields, message, end) if has_extent else None), None


def _extent(fields: ProductFields, message: Message, end: date | None) -> Extent | None:
    lists = codelists()
    volume = fields.whole("Omvang/Volume")
    unit = fields.listed("Omvang/Eenheid", lists.units)
    code = fields.listed("Omvang/Frequentie", lists.frequencies)
    if unit and lists.units[unit].sort == "vervallen":
        fields.fault("eenheid_vervallen", f"Eenheid {unit} bestaat niet meer sinds 1 april 2019.")
    if volume is None or unit is None or code is None:
        return None
    frequency = lists.frequencies[code]
    if (
        message.release
        and message.release not in frequency.releases
        and message.release > max(frequency.releases)
    ):
        text = f"Frequentie {code} ({frequency.name}) bestaat niet in deze versie van het bericht."
        fields.fault("frequentie_vervallen", text)
    if frequency.per is Per.TOTAL and end is None:
        text = "De omvang is een totaal over de geldigheidsduur, maar dit product heeft geen einddatum."
        fields.fault("totaal_zonder_einddatum", text)
    return Extent(volume, unit, frequency.per)


def _fault(allocation: Allocation, code: str, text: str, advice: str) -> Finding:
    return Finding("fout", str(allocation.place), "", code, text, advice)
