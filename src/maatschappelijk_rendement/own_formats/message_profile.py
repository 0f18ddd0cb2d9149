"""The profile of messages: what the codes of a municipality stand for, and what the messages do not say.

A code of a product has no meaning beyond its municipality, so nothing is shipped here: the profile says
which product of ours a code is, or leaves it an amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from maatschappelijk_rendement.errors import Finding, InputError
from maatschappelijk_rendement.own_formats.clients import ClientColumns
from maatschappelijk_rendement.own_formats.codelists import Domain, MessageSort, codelists
from maatschappelijk_rendement.tables import SETTINGS
from maatschappelijk_rendement.tariffs import Tariffs

PRESETS: Mapping[str, tuple[Domain, MessageSort]] = MappingProxyType(
    {
        "iwmo301": ("iwmo", "301"),
        "iwmo323": ("iwmo", "323"),
        "ijw301": ("ijw", "301"),
        "ijw323": ("ijw", "323"),
    }
)
VERSION = 1


@dataclass(frozen=True, slots=True)
class OurProduct:
    """What a code stands for: a product of ours, and how many of its units one piece (82 or 84) is."""

    code: str
    unit: str
    per_piece: Decimal | None


@dataclass(frozen=True, slots=True)
class MessageProfile:
    """What a profile of messages says.

    Attributes:
        preset: ``iwmo301``, ``iwmo323``, ``ijw301`` or ``ijw323``.
        settings: Value of each setting of sheet Analyse by its Dutch name.
        months: Length of the windows, one of the settings.
        clients_file: Name of the list of clients, beside the profile.
        columns: Its headers.
        products: Product of ours by category and code; an empty code is for the whole category.
        is_complete: The messages hold all use of the windows, so that no line means nothing was used.
        without_extent: What is done with an allocation that says no amount.
    """

    preset: str
    settings: Mapping[str, str]
    months: int
    clients_file: str
    columns: ClientColumns
    products: Mapping[tuple[str, str], OurProduct]
    is_complete: bool = False
    without_extent: Literal["weigeren", "weglaten"] = "weigeren"

    def product(self, category: str | None, code: str | None) -> OurProduct | None:
        """Give the product of a code: its own, else that of its category, else nothing."""
        return self.products.get((category or "", code or "")) or self.products.get((category or "", ""))


_FIELDS = {
    "": {"versie", "voorinstelling", "gemaakt_voor", "instellingen", "clienten", "berichten", "product"},
    "clienten": {"bestand", "bsn", "pseudoniem", "casus_id", "wijk", "mdo_datum", "casustype"},
    "berichten": {"volledig", "zonder_omvang"},
    "product": {"categorie", "code", "product", "stuk"},
}
_SEE = "Zie de bladzijde over berichten van iWmo en iJw."


def read_message_profile(told: Mapping[str, Any], tariffs: Tariffs) -> MessageProfile:
    """Read a profile of messages.

    Args:
        told: What its TOML file says.
        tariffs: Prices, to know a product and its unit.

    Returns:
        The profile.

    Raises:
        InputError: A field is unknown, missing or wrong; holds every finding.
    """
    reader = _Reader(told, tariffs)
    profile = reader.profile()
    if reader.findings or profile is None:
        raise InputError(reader.findings)
    return profile


class _Reader:
    """Reads a profile field by field, noting what is wrong."""

    def __init__(self, told: Mapping[str, Any], tariffs: Tariffs) -> None:
        self.told, self.tariffs = told, tariffs
        self.findings: list[Finding] = []

    def profile(self) -> MessageProfile | None:
        self._unknown("", self.told)
        preset = self.told.get("voorinstelling")
        if self.told.get("versie") != VERSION:
            self._fault("versie", f"Dit veld hoort {VERSION} te zijn.")
        if not isinstance(preset, str) or preset not in PRESETS:
            self._fault("voorinstelling", f"Kies een van: {', '.join(PRESETS)}.")
            return None
        clients = self._section("clienten")
        messages = self._section("berichten")
        settings = self._settings()
        months = settings.get("periode_maanden", "")
        if not (months.isascii() and months.isdigit() and 1 <= int(months) <= 24):
            self._fault("instellingen.periode_maanden", "Vul een aantal maanden in, van 1 tot en met 24.")
        columns = self._columns(clients)
        products = self._products(PRESETS[preset][0])
        complete = messages.get("volledig", False)
        if not isinstance(complete, bool):
            self._fault("berichten.volledig", "Kies true of false.")
        without = messages.get("zonder_omvang", "weigeren")
        if without not in ("weigeren", "weglaten"):
            self._fault("berichten.zonder_omvang", "Kies weigeren of weglaten.")
        file = self._text(clients, "clienten", "bestand")
        if self.findings:
            return None
        return MessageProfile(
            preset,
            settings,
            int(months),
            file,
            columns,
            products,
            is_complete=complete,
            without_extent=without,
        )

    def _columns(self, clients: Mapping[str, Any]) -> ClientColumns:
        if ("bsn" in clients) == ("pseudoniem" in clients):
            self._fault("clienten", "Noem een kolom met het BSN of een met het pseudoniem, en niet beide.")
        optional = {
            name: self._text(clients, "clienten", field) if field in clients else None
            for name, field in (
                ("bsn", "bsn"),
                ("pseudonym", "pseudoniem"),
                ("case_id", "casus_id"),
                ("case_type", "casustype"),
            )
        }
        return ClientColumns(
            wijk=self._text(clients, "clienten", "wijk"),
            mdo_date=self._text(clients, "clienten", "mdo_datum"),
            **optional,
        )

    def _settings(self) -> dict[str, str]:
        told = self._section("instellingen")
        names = {setting.header for setting in SETTINGS}
        for name in told:
            if name not in names:
                self._fault("instellingen", "Dit deel heeft een veld dat geen instelling is.")
        return {name: str(value) for name, value in told.items() if name in names}

    def _products(self, domain: Domain) -> dict[tuple[str, str], OurProduct]:
        products: dict[tuple[str, str], OurProduct] = {}
        entries = self.told.get("product", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._fault("product", "Schrijf elk product onder een eigen kop [[product]].")
            return {}
        for number, entry in enumerate(entries, 1):
            self._product(f"product {number}", entry, domain, products)
        return products

    def _product(
        self,
        name: str,
        entry: Mapping[str, Any],
        domain: Domain,
        products: dict[tuple[str, str], OurProduct],
    ) -> None:
        self._unknown("product", entry, name)
        category = entry.get("categorie")
        if category not in codelists().categories[domain]:
            self._fault(
                f"{name}.categorie", "Deze categorie staat niet in de codelijst; schrijf twee cijfers."
            )
        code = entry.get("code", "")
        if not isinstance(code, str) or len(code) > 5:
            self._fault(f"{name}.code", "Schrijf de code als tekst van hoogstens vijf tekens.")
        ours = entry.get("product")
        if not isinstance(ours, str) or ours not in self.tariffs:
            self._fault(f"{name}.product", "Dit product staat niet in de prijzen. Zoek het met: mr tarieven")
        elif self.tariffs.product(ours).stream != codelists().streams[domain]:
            self._fault(f"{name}.product", "Dit product hoort bij een andere stroom dan deze berichten.")
        piece = entry.get("stuk")
        is_number = isinstance(piece, int | Decimal) and not isinstance(piece, bool)
        if piece is not None and not (is_number and piece > 0):
            self._fault(f"{name}.stuk", "Schrijf hoeveel eenheden van het product een stuk is, als getal.")
        if any(finding.sheet.startswith(f"{name}.") for finding in self.findings):
            return
        key = (str(category), str(code).upper())
        if key in products:
            self._fault(name, "Deze categorie en code staan er twee keer.")
        product = self.tariffs.product(str(ours))
        products[key] = OurProduct(product.code, product.unit, None if piece is None else Decimal(piece))

    def _section(self, name: str) -> Mapping[str, Any]:
        told = self.told.get(name, {})
        if not isinstance(told, dict):
            self._fault(name, f"Schrijf dit onder een kop [{name}].")
            return {}
        if name in _FIELDS:
            self._unknown(name, told)
        return told

    def _text(self, section: Mapping[str, Any], name: str, field: str) -> str:
        text = section.get(field)
        if not isinstance(text, str) or not text.strip():
            self._fault(f"{name}.{field}", "Dit veld ontbreekt of is geen tekst.")
            return ""
        return text.strip()

    def _unknown(self, section: str, told: Mapping[str, Any], name: str = "") -> None:
        count = len(set(told) - _FIELDS[section])
        if count:
            known = ", ".join(sorted(_FIELDS[section]))
            words = "een onbekend veld" if count == 1 else f"{count} onbekende velden"
            self._fault(name or section, f"Dit deel heeft {words}. Bekend zijn: {known}.")

    def _fault(self, field: str, text: str) -> None:
        self.findings.append(Finding("fout", field or "profiel", "", "profiel", text, _SEE))
