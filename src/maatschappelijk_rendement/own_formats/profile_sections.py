"""The sections that profiles of deliveries share: settings, list of clients, and what a code stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.own_formats.clients import ClientColumns
from maatschappelijk_rendement.own_formats.codelists import Domain, codelists
from maatschappelijk_rendement.tables import MONTHS, SETTINGS
from maatschappelijk_rendement.tariffs import Tariffs

VERSION = 1
SEE = "Zie de bladzijde over berichten van iWmo en iJw."
_CLIENTS = frozenset({"bestand", "bsn", "pseudoniem", "casus_id", "wijk", "mdo_datum", "casustype"})


@dataclass(frozen=True, slots=True)
class OurProduct:
    """What a code stands for: a product of ours, and how many of its units one piece (82 or 84) is."""

    code: str
    unit: str
    per_piece: Decimal | None


def is_plain_name(name: str) -> bool:
    """Say whether a name is of a file alone, and leads to no other folder.

    Example:
        >>> is_plain_name("clienten.csv"), is_plain_name("../clienten.csv"), is_plain_name("c:x.csv")
        (True, False, False)
    """
    return name not in (".", "..") and not any(sign in name for sign in "/\\:\0")


class ProfileSections:
    """Reads a profile section by section; what is wrong is added to ``findings``.

    Args:
        told: What the TOML file says.
        tariffs: Prices, to know a product and its unit.
    """

    def __init__(self, told: Mapping[str, Any], tariffs: Tariffs) -> None:
        self.told, self.tariffs = told, tariffs
        self.findings: list[Finding] = []

    def heading(self, fields: frozenset[str]) -> str:
        """Check the fields outside any section, and give the words for which source the profile was made."""
        self.unknown("profiel", self.told, fields)
        if self.told.get("versie") != VERSION:
            self.fault("versie", f"Dit veld hoort {VERSION} te zijn.")
        made_for = self.told.get("gemaakt_voor")
        if not isinstance(made_for, str) or not made_for.strip():
            self.fault("gemaakt_voor", "Zeg in woorden voor welke bron dit profiel is.")
            return ""
        return made_for

    def section(self, name: str, fields: frozenset[str] | None = None) -> Mapping[str, Any]:
        """Give a section, empty where it is not there; with its fields checked where they are given."""
        told = self.told.get(name, {})
        if not isinstance(told, dict):
            self.fault(name, f"Schrijf dit onder een kop [{name}].")
            return {}
        if fields is not None:
            self.unknown(name, told, fields)
        return told

    def clients(self) -> tuple[str, ClientColumns]:
        """Give the name of the list of clients, and its headers."""
        told = self.section("clienten", _CLIENTS)
        if ("bsn" in told) == ("pseudoniem" in told):
            self.fault("clienten", "Noem een kolom met het BSN of een met het pseudoniem, en niet beide.")

        def optional(field: str) -> str | None:
            return self.text(told, "clienten", field) if field in told else None

        columns = ClientColumns(
            wijk=self.text(told, "clienten", "wijk"),
            mdo_date=self.text(told, "clienten", "mdo_datum"),
            bsn=optional("bsn"),
            pseudonym=optional("pseudoniem"),
            case_id=optional("casus_id"),
            case_type=optional("casustype"),
        )
        file = self.text(told, "clienten", "bestand")
        if not is_plain_name(file):
            self.fault("clienten.bestand", "Schrijf alleen de naam; zet het bestand in de map van de bron.")
        return file, columns

    def settings(self) -> tuple[dict[str, str], int]:
        """Give the settings of sheet Analyse, and the length of the windows in months."""
        names = frozenset(setting.header for setting in SETTINGS)
        told = self.section("analyse", names)
        settings = {name: str(value) for name, value in told.items() if name in names}
        months = settings.get("periode_maanden", "")
        known = months.isascii() and months.isdigit() and MONTHS.minimum <= int(months) <= MONTHS.maximum
        if not known:
            self.fault("analyse.periode_maanden", f"Vul een aantal maanden in, {MONTHS.span}.")
        return settings, int(months) if known else 0

    def products(self, domain: Domain, second: str) -> dict[tuple[str, str], OurProduct]:
        """Give the product of each category and second key (``code``); an empty one is for all of it."""
        products: dict[tuple[str, str], OurProduct] = {}
        entries = self.told.get("product", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.fault("product", "Schrijf elk product onder een eigen kop [[product]].")
            return {}
        for number, entry in enumerate(entries, 1):
            name = f"product {number}"
            told = len(self.findings)
            self.unknown(name, entry, frozenset({"categorie", second, "product", "stuk"}))
            key = self._key(name, entry, domain, second)
            ours = self._ours(name, entry, domain)
            if key in products:
                self.fault(name, f"Deze categorie en {second} staan er twee keer.")
            if len(self.findings) == told and ours is not None:
                products[key] = ours
        return products

    def _key(self, name: str, entry: Mapping[str, Any], domain: Domain, second: str) -> tuple[str, str]:
        category, value = entry.get("categorie"), entry.get(second, "")
        if category not in codelists().categories[domain]:
            self.fault(
                f"{name}.categorie",
                "Deze categorie staat niet in de codelijst; schrijf twee cijfers als tekst.",
            )
        if not isinstance(value, str) or len(value) > 20:
            self.fault(f"{name}.{second}", "Schrijf dit als tekst van hoogstens 20 tekens.")
        return str(category), str(value).strip().upper()

    def _ours(self, name: str, entry: Mapping[str, Any], domain: Domain) -> OurProduct | None:
        ours, piece = entry.get("product"), entry.get("stuk")
        is_number = isinstance(piece, int | Decimal) and not isinstance(piece, bool)
        if piece is not None and not (is_number and piece > 0):
            self.fault(f"{name}.stuk", "Schrijf hoeveel eenheden van het product een stuk is, als getal.")
            return None
        if not isinstance(ours, str) or ours not in self.tariffs:
            self.fault(f"{name}.product", "Dit product staat niet in de prijzen. Zoek het met: mr tarieven")
            return None
        product = self.tariffs.product(ours)
        if product.stream != codelists().streams[domain]:
            self.fault(f"{name}.product", "Dit product hoort bij een andere stroom dan deze bron.")
            return None
        return OurProduct(product.code, product.unit, None if piece is None else Decimal(piece))

    def choice(self, section: Mapping[str, Any], name: str, field: str, words: tuple[str, ...]) -> str:
        """Give one of some words; the first where the field is not there."""
        word = section.get(field, words[0])
        if word not in words:
            self.fault(f"{name}.{field}", f"Kies {' of '.join(words)}.")
        return str(word)

    def yes_no(self, section: Mapping[str, Any], name: str, field: str) -> bool:
        """Give true or false; false where the field is not there."""
        told = section.get(field, False)
        if not isinstance(told, bool):
            self.fault(f"{name}.{field}", "Kies true of false.")
        return told is True

    def text(self, section: Mapping[str, Any], name: str, field: str) -> str:
        """Give a text that must be there."""
        text = section.get(field)
        if not isinstance(text, str) or not text.strip():
            self.fault(f"{name}.{field}", "Dit veld ontbreekt of is geen tekst.")
            return ""
        return text.strip()

    def unknown(self, name: str, told: Mapping[str, Any], fields: frozenset[str]) -> None:
        """Note fields that a profile does not have; a mistyped one would be ignored in silence."""
        count = len(set(told) - fields)
        if count:
            words = "een onbekend veld" if count == 1 else f"{count} onbekende velden"
            self.fault(name, f"Dit deel heeft {words}. Bekend zijn: {', '.join(sorted(fields))}.")

    def fault(self, field: str, text: str) -> None:
        """Note what is wrong with a field."""
        self.findings.append(Finding("fout", field, "", "profiel", text, SEE))
