"""Read the text of one product of a message as dates, whole numbers and codes, noting what is wrong.

A finding names the element and its place, never what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.intake.own_formats.message import MessageProduct

FIRST_YEAR, LAST_YEAR = 1990, 2100
# The layouts bound a volume and an amount at eight digits, an allocation number at nine (Basisschema 3.2).
_WHOLE = re.compile(r"[0-9]{1,12}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CODE = re.compile(r"[A-Za-z0-9]{1,5}")
_RESEND = "Vraag de afzender om een goed bericht."


@dataclass(slots=True)
class ProductFields:
    """Reads the elements of one product; what is wrong is added to ``findings``."""

    product: MessageProduct
    findings: list[Finding] = field(default_factory=list)

    def has(self, path: str) -> bool:
        """Say whether the element is there and holds something."""
        return bool(self.product.fields.get(path))

    def text(self, path: str) -> str:
        """Give the text of an element that must be there; empty, with a finding, where it is not."""
        text = self.product.fields.get(path, "")
        if not text:
            self.fault("gegeven_ontbreekt", f"Het element {path} ontbreekt of is leeg.")
        return text

    def day(self, path: str) -> date | None:
        """Read a date; nothing, with a finding, where there is none."""
        text = self.text(path)
        if not text:
            return None
        match = _DATE.fullmatch(text)
        try:
            day = date(*map(int, match.groups())) if match else None
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fault("datum_ongeldig", f"Het element {path} is geen datum (jjjj-mm-dd).")
            return None
        return day

    def whole(self, path: str) -> int | None:
        """Read a whole number; nothing, with a finding, where there is none."""
        text = self.text(path)
        if text and not _WHOLE.fullmatch(text):
            self.fault("getal_ongeldig", f"Het element {path} is geen geheel getal van 0 of meer.")
            return None
        return int(text) if text else None

    def listed(self, path: str, codes: Container[str]) -> str | None:
        """Read a code of a closed list; nothing, with a finding, where it is not in it."""
        text = self.text(path)
        if text and text not in codes:
            self.fault("code_onbekend", f"De code in {path} staat niet in de codelijst.")
        return text if text and text in codes else None

    def product_code(self, path: str) -> str | None:
        """Read a product code: up to five letters and digits; nothing where it is empty."""
        if not self.has(path):
            return None
        text = self.text(path)
        if not _CODE.fullmatch(text):
            self.fault("productcode_ongeldig", f"Het element {path} is geen code van hoogstens vijf tekens.")
            return None
        return text.upper()

    def fault(self, code: str, text: str, advice: str = _RESEND) -> None:
        """Note what is wrong with this product."""
        self.findings.append(Finding("fout", str(self.product.place), "", code, text, advice))
