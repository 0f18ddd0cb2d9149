"""Turn allocations and claims into lines of our products, or into amounts.

An amount needs no product: what was claimed is known in euros, and so is a budget, and a volume in euros
(unit 83). Hours without a product have no price, so there the profile must say what the code stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maatschappelijk_rendement.domain.money import to_euros
from maatschappelijk_rendement.domain.vocabulary import EURO, Per
from maatschappelijk_rendement.intake.own_formats.allocations import Allocation
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.debit_credit import Claim
from maatschappelijk_rendement.intake.own_formats.line_shares import ClientLine, plain_number
from maatschappelijk_rendement.intake.own_formats.message import MessagePlace
from maatschappelijk_rendement.intake.own_formats.message_profile import MessageProfile
from maatschappelijk_rendement.intake.own_formats.quantities import Quantities
from maatschappelijk_rendement.intake.own_formats.volume import Amount


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a delivery.

    Attributes:
        lines: In the order of the messages.
        converted: How many were counted in another unit, by the units.
        without_extent: Allocations that say no amount and were left out.
        claimed_without_volume: Claims with an amount and volume 0, so an amount whatever the profile says.
    """

    lines: tuple[ClientLine, ...]
    converted: Mapping[tuple[str, str], int]
    without_extent: tuple[MessagePlace, ...] = ()
    claimed_without_volume: int = 0


def claim_lines(claims: Iterable[Claim], profile: MessageProfile, amount_code: str) -> Lines:
    """Turn settled claims into lines: a quantity of the product of the profile, else what was claimed.

    Args:
        claims: Claims that are still open.
        profile: What the codes stand for.
        amount_code: Code of an amount without a product, such as ``BEDRAG.WMO``.

    Returns:
        A line for each claim.

    Raises:
        InputError: A volume cannot be counted in the unit of its product; one finding a cause.
    """
    maker = Quantities()
    lines = []
    without_volume = 0
    for claim in claims:
        unit = codelists().units[claim.unit]
        product = None if unit.sort == "euro" else profile.product(claim.category, claim.code)
        if product and not claim.volume and claim.cents:
            product, without_volume = None, without_volume + 1
        if product is None:
            made = amount_code, Amount(to_euros(claim.cents), Per.TOTAL, EURO)
        elif amount := maker.amount(claim.place, claim.volume, unit, Per.TOTAL, product):
            made = product.code, amount
        else:
            continue
        lines.append(_line(claim.place, claim.person, *made, claim, cents=claim.cents))
    maker.refuse()
    return Lines(tuple(lines), maker.converted, claimed_without_volume=without_volume)


def allocation_lines(allocations: Iterable[Allocation], profile: MessageProfile, amount_code: str) -> Lines:
    """Turn allocations into lines: a quantity of the product of the profile, or an amount of money.

    Args:
        allocations: Those that hold.
        profile: What the codes stand for.
        amount_code: Code of an amount without a product.

    Returns:
        A line for each allocation that says how much.

    Raises:
        InputError: A code has no product, a volume cannot be counted in its unit, or an allocation says no
            amount and the profile does not leave those out; one finding a cause.
    """
    maker = Quantities()
    lines = []
    without: list[MessagePlace] = []
    for allocation in allocations:
        place, extent = allocation.place, allocation.extent
        unit = codelists().units[extent.unit] if extent else None
        product = profile.product(allocation.category, allocation.code)
        made: tuple[str, Amount] | None = None
        if allocation.budget_cents is not None:
            made = amount_code, Amount(to_euros(allocation.budget_cents), Per.TOTAL, EURO)
        elif extent is None or unit is None:
            without.append(place)
        elif unit.sort == "euro":
            made = amount_code, Amount(to_euros(extent.volume), extent.per, EURO)
        elif product is None:
            maker.no_product(place, _words(allocation.category, allocation.code))
        elif amount := maker.amount(place, extent.volume, unit, extent.per, product):
            made = product.code, amount
        if made:
            lines.append(_line(place, allocation.person, *made, allocation))
    if not profile.leaves_out_without_extent:
        maker.no_extent(without, "Dit product heeft geen Omvang en geen Budget: het zegt niet hoeveel.")
    maker.refuse()
    return Lines(tuple(lines), maker.converted, tuple(without))


def _line(
    place: MessagePlace,
    person: str,
    code: str,
    amount: Amount,
    told: Claim | Allocation,
    *,
    cents: int | None = None,
) -> ClientLine:
    quantity = plain_number(amount.quantity)
    return ClientLine(place, person, code, amount.unit, amount.per, quantity, told.start, told.end, cents)


def _words(category: str | None, code: str | None) -> str:
    """Name a code as a profile does; a code of at most five letters and digits says nothing of a person."""
    if not category:
        return "Geen categorie"
    return f"Categorie {category} met code {code}" if code else f"Categorie {category}"
