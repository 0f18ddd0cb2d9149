"""The settings of an analysis in words."""

from __future__ import annotations

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots.certainty import is_total_too_low
from maatschappelijk_rendement.report.rounded import rounding_words
from maatschappelijk_rendement.report.wording import months
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import TRACEABLE

SELECTION_WORDS = {
    "alle": "alle casussen waaraan is gewerkt",
    "aselect": "door het lot gekozen casussen",
    "hoogste_kosten": "de casussen met de hoogste kosten",
    "inbreng_professional": "casussen die professionals zelf inbrachten",
    "onbekend": "onbekend",
}


def settings(results: Results) -> tuple[tuple[str, str], ...]:
    """Say each setting of the analysis in words."""
    a = results.settings
    price = (
        f"constante prijzen: voor en na zijn berekend met prijzen van {a.price_year}"
        if a.price_mode == "constant"
        else "lopende prijzen: elke dag telt met de prijs van die dag"
    )
    basis = {
        "referentieprijs": "referentieprijzen: wat de hulp de samenleving kost",
        "tarief": "tarieven: wat de financier betaalt",
    }
    comparison = {
        "voor_na": "voor en na het MDO",
        "met_zonder": "voor en na het MDO, en daarnaast een verwachting zonder MDO",
    }
    mdo = {
        "meegerekend": "de kosten van het MDO tellen mee in de kosten na het MDO",
        "apart": "de kosten van het MDO staan apart en tellen niet mee in het verschil",
    }
    after = {
        "raming": "een raming van het gebruik volgens het plan",
        "realisatie": "het gebruik zoals het werkelijk was",
    }
    total = a.cases_in_total
    is_hidden = "casussen_in_totaal" in (a.hidden or ())
    absent = f"onderdrukt ({TRACEABLE})" if is_hidden else "niet opgegeven"
    worked_on = absent if total is None else dutch_number(total)
    if is_total_too_low(results):
        worked_on += ": dit klopt niet, want er zijn meer casussen onderzocht"
    minimum = f"achter elk cijfer staan ten minste {a.minimum} casussen"
    if a.minimum_reason:
        minimum += f" (reden voor dit aantal: {a.minimum_reason})"
    said = [
        ("Gemeente", f"{a.municipality} ({a.municipality_code})" if a.municipality_code else a.municipality),
        ("Periode voor en na", months(a.period_months)),
        ("Prijzen", price),
        ("Index", a.index or "niet gebruikt"),
        ("Prijsbasis", basis[a.price_basis]),
        ("Vergelijking", comparison[a.comparison]),
        ("Kosten na het MDO", after[a.after_basis]),
        ("Kosten van het MDO", mdo[a.mdo_costs]),
        ("Keuze van de casussen", SELECTION_WORDS[a.selection]),
        ("Casussen waaraan is gewerkt", worked_on),
    ]
    if not results.is_internal:
        said.append(("Bescherming van personen", minimum))
    if a.is_rounded:
        said.append(("Afronding", rounding_words(results)))
    return tuple(said)
