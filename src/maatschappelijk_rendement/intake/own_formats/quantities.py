"""Quantities of our products from volumes and units of others, noting what cannot be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import Per
from maatschappelijk_rendement.intake.own_formats.codelists import UnitCode
from maatschappelijk_rendement.intake.own_formats.grouped import Grouped
from maatschappelijk_rendement.intake.own_formats.line_shares import LinePlace
from maatschappelijk_rendement.intake.own_formats.profile_sections import OurProduct
from maatschappelijk_rendement.intake.own_formats.volume import (
    Amount,
    NotExactError,
    UnitMismatchError,
    in_unit,
)


class Quantities:
    """Makes quantities of our products; what cannot be made is noted, one finding a cause."""

    def __init__(self) -> None:
        self.wrong = Grouped()
        self.converted: Counter[tuple[str, str]] = Counter()

    def amount(
        self, place: LinePlace, volume: int, unit: UnitCode, per: Per, product: OurProduct
    ) -> Amount | None:
        """Give a volume in the unit of a product; nothing, with a finding, where that cannot be."""
        try:
            made = in_unit(volume, unit, per, product.unit, per_piece=product.per_piece)
        except UnitMismatchError:
            text = f"Eenheid {unit.code} ({unit.name}) is niet te tellen in {product.unit} ({product.code})."
            advice = "Kies in het profiel een product met een passende eenheid"
            advice += ", of vul 'stuk' in." if unit.sort == "stuks" else "."
            self.wrong.add(place, "eenheid_past_niet", text, advice)
            return None
        except NotExactError:
            text = f"Dit aantal is in {product.unit} niet exact te schrijven met drie decimalen."
            advice = f"Kies in het profiel een product met eenheid {unit.unit or unit.name}."
            self.wrong.add(place, "aantal_niet_exact", text, advice)
            return None
        if product.unit != unit.unit:
            self.converted[unit.name, product.unit] += 1
        return made

    def no_product(self, place: LinePlace, words: str) -> None:
        """Ask which product a code is."""
        text = f"{words}: het profiel noemt geen product."
        advice = "Zet onder [[product]] welk product dit is; zoek het met mr tarieven."
        self.wrong.add(place, "product_niet_in_profiel", text, advice)

    def no_extent(self, places: Iterable[LinePlace], text: str) -> None:
        """Refuse what does not say how much."""
        advice = 'Zet in het profiel zonder_omvang = "weglaten" om dit weg te laten; dat wordt geteld.'
        for place in places:
            self.wrong.add(place, "zonder_omvang", text, advice)

    def refuse(self) -> None:
        """Stop where something could not be made.

        Raises:
            InputError: With all of it.
        """
        findings: list[Finding] = self.wrong.findings
        if findings:
            raise InputError(findings)
