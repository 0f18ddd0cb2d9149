"""The sections that profiles share: version, settings, list of clients, and what a code stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import a_text, above_nought
from maatschappelijk_rendement.domain.tables import MONTHS, SETTINGS
from maatschappelijk_rendement.domain.tariffs import Product, Tariffs
from maatschappelijk_rendement.intake.own_formats.clients import ClientColumns
from maatschappelijk_rendement.intake.own_formats.codelists import Domain, codelists

VERSION = 1
PLACE = "profiel"
"""How findings call the file."""
LEFT_OUT = "weglaten"
WITHOUT_EXTENT = ("weigeren", LEFT_OUT)
"""What becomes of a line that does not say how much: the delivery is refused, or the line is left out."""
LONGEST_CODE = 20
_FIND_PRODUCT = "Zoek het met: mr tarieven"


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


def has_version(top: TomlSection) -> bool:
    """Say whether a profile is of the version that is read here; notes it where not."""
    version = top.raw("versie")
    # In Python a truth value is a number as well.
    if type(version) is int and version == VERSION:
        return True
    text = f"Dit programma leest profielen met versie = {VERSION}."
    top.note("versie", "versie_onbekend", text, "Zet dat bovenaan.")
    return False


def read_made_for(top: TomlSection) -> str:
    """Check the version, and give the words for which source a profile was made."""
    has_version(top)
    return top.need("gemaakt_voor", a_text, "", "Zeg in woorden voor welke bron dit profiel is.")


def read_settings(top: TomlSection) -> dict[str, str]:
    """Give the settings of sheet Analyse that a profile has, by their Dutch name."""
    section = top.part("analyse")
    headers = tuple(setting.header for setting in SETTINGS)
    settings = {header: section.take(header, _a_setting, "") for header in headers if section.has(header)}
    section.refuse_the_rest(headers)
    return settings


def read_months(top: TomlSection, settings: Mapping[str, str]) -> int:
    """Give the length of the windows in months, one of the settings."""
    months = settings.get("periode_maanden", "")
    if months.isascii() and months.isdigit() and MONTHS.minimum <= int(months) <= MONTHS.maximum:
        return int(months)
    section, advice = top.inner("analyse", {}), f"Vul een aantal maanden in, {MONTHS.span}."
    if "periode_maanden" in settings:
        section.note_wrong("periode_maanden", advice)
    else:
        section.note_missing("periode_maanden", advice)
    return 0


def read_client_list(top: TomlSection) -> tuple[str, ClientColumns]:
    """Give the name of the list of clients, and its headers."""
    section = top.part("clienten")
    if section.has("bsn") == section.has("pseudoniem"):
        text = "Hier hoort precies een van 'bsn' en 'pseudoniem'."
        section.note("", "keuze_onduidelijk", text, "Noem een kolom met het BSN of een met het pseudoniem.")
    columns = ClientColumns(
        wijk=section.need("wijk", a_text, ""),
        mdo_date=section.need("mdo_datum", a_text, ""),
        bsn=section.take("bsn", a_text, None),
        pseudonym=section.take("pseudoniem", a_text, None),
        case_id=section.take("casus_id", a_text, None),
        case_type=section.take("casustype", a_text, None),
    )
    file = section.need("bestand", a_file_name, "")
    section.refuse_the_rest()
    return file, columns


def read_products(
    top: TomlSection, tariffs: Tariffs, domain: Domain, second: str
) -> dict[tuple[str, str], OurProduct]:
    """Give the product of each category and second key (``code``); an empty one is for all of it."""
    products: dict[tuple[str, str], OurProduct] = {}
    for section in top.tables("product"):
        told = len(top.findings)
        category = section.need("categorie", partial(_a_category, domain=domain), "")
        key = (category, section.take(second, _a_code, ""))
        ours = _ours(section, tariffs, domain)
        section.refuse_the_rest()
        if key in products:
            text = f"Deze categorie en {second} staan er twee keer."
            section.note("", "naam_dubbel", text, "Laat er een staan.")
        if len(top.findings) == told and ours is not None:
            products[key] = ours
    return products


def _ours(section: TomlSection, tariffs: Tariffs, domain: Domain) -> OurProduct | None:
    piece = section.take("stuk", above_nought, None)
    product = section.need("product", partial(_a_product, tariffs=tariffs), None, _FIND_PRODUCT)
    if product is None:
        return None
    if product.stream != codelists().streams[domain]:
        text = "Dit product hoort bij een andere stroom dan deze bron."
        section.note("product", "waarde_onjuist", text, _FIND_PRODUCT)
        return None
    return OurProduct(product.code, product.unit, piece)


def a_file_name(value: Any) -> str:
    """The name of a file, without a folder."""
    name = a_text(value)
    if not is_plain_name(name):
        raise WrongValueError("Geef de naam van een bestand, zonder map; zet het in de map van de bron.")
    return name


def _a_setting(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WrongValueError("Geef een tekst tussen aanhalingstekens, of een geheel getal.")
    return str(value)


def _a_category(value: Any, domain: Domain) -> str:
    if not isinstance(value, str) or value not in codelists().categories[domain]:
        raise WrongValueError("Geef een categorie uit de codelijst: twee cijfers als tekst, zoals '02'.")
    return value.strip().upper()


def _a_code(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_CODE:
        raise WrongValueError(f"Geef een tekst van hoogstens {LONGEST_CODE} tekens.")
    return value.strip().upper()


def _a_product(value: Any, tariffs: Tariffs) -> Product:
    if not isinstance(value, str) or value not in tariffs:
        raise WrongValueError(f"Dit product staat niet in de prijzen. {_FIND_PRODUCT}")
    return tariffs.product(value)
