"""Propose a profile for a delivery of messages: every code that is in it, with what has to be filled in.

What a code stands for cannot be told from a message, so every product is a line to fill in; nothing is
guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from maatschappelijk_rendement.domain.tables import SETTINGS
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.message_folder import MessageDelivery
from maatschappelijk_rendement.intake.own_formats.message_profile import PRESETS
from maatschappelijk_rendement.intake.own_formats.product_fields import ProductFields
from maatschappelijk_rendement.intake.own_formats.profile_sections import VERSION

_CATEGORY = {"301": "Product/Categorie", "323": "ProductCategorie"}
_CODE = {"301": "Product/Code", "323": "ProductCode"}
_UNIT = {"301": "Omvang/Eenheid", "323": "Eenheid"}


def propose(delivery: MessageDelivery) -> str:
    """Write a profile for this delivery, to be filled in.

    Args:
        delivery: The messages.

    Returns:
        TOML. What is sure is filled in; what is not is a comment, or an empty text.
    """
    kind = delivery.kind
    [preset] = (name for name, wanted in PRESETS.items() if wanted == (kind.domain, kind.sort))
    lines = [
        f"# Voorstel voor {len(delivery.messages)} berichten {kind.name}. Vul aan wat leeg is.",
        f"versie = {VERSION}",
        f'voorinstelling = "{preset}"',
        f'gemaakt_voor = "berichten {kind.name}"',
        "",
        "[analyse]",
        *(f'{setting.header} = ""  # {setting.meaning}' for setting in SETTINGS if setting.required),
        *(f'# {setting.header} = ""  # {setting.meaning}' for setting in SETTINGS if not setting.required),
        "",
        "# De lijst met cliënten staat in de map van de bron; schrijf hier hoe haar kolommen heten.",
        "[clienten]",
        'bestand = "clienten.csv"',
        'bsn = "BSN"',
        'casus_id = "casus_id"  # haal deze regel weg als elke cliënt een eigen casus is',
        'wijk = "wijk"',
        'mdo_datum = "mdo_datum"',
        '# casustype = "casustype"  # zonder deze regel volgt het uit het gebruik voor het MDO',
        "",
        "[berichten]",
        "volledig = false  # true: deze berichten zijn alles over de meetperiode",
        *_products(delivery),
    ]
    return "\n".join(lines) + "\n"


def _products(delivery: MessageDelivery) -> Iterator[str]:
    """Give each code with its units: for claims to be uncommented, for allocations to be filled in."""
    sort = delivery.kind.sort
    names = codelists().categories[delivery.kind.domain]
    yield ""
    if sort == "323":
        yield "# Zonder product telt het ingediende bedrag. Haal # weg en vul een code in van mr tarieven,"
        yield "# als u met aantallen en prijzen wilt rekenen."
    else:
        yield "# Vul bij elk product een code in van mr tarieven; zonder product is er geen prijs."
    comment = "# " if sort == "323" else ""
    for (category, code), units in sorted(_codes(delivery).items()):
        told = ", ".join(f"{count} keer {unit}" for unit, count in sorted(units.items()))
        yield ""
        yield f"# {names[category]}: {told}"
        yield f"{comment}[[product]]"
        yield f'{comment}categorie = "{category}"'
        if code:
            yield f'{comment}code = "{code}"'
        yield f'{comment}product = ""'


def _codes(delivery: MessageDelivery) -> dict[tuple[str, str], Counter[str]]:
    """Count the units of each code that needs a product; what is no code of a list is left to the reading."""
    lists = codelists()
    categories = lists.categories[delivery.kind.domain]
    sort = delivery.kind.sort
    found: dict[tuple[str, str], Counter[str]] = {}
    for message in delivery.messages:
        for product in message.products:
            category = product.fields.get(_CATEGORY[sort], "")
            unit = lists.units.get(product.fields.get(_UNIT[sort], ""))
            code = ProductFields(product).product_code(_CODE[sort]) or ""
            if category in categories and unit and unit.sort not in ("euro", "vervallen"):
                found.setdefault((category, code), Counter())[unit.name] += 1
    return found
