"""The settings of an analysis in words."""

from __future__ import annotations

from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.plots.certainty import is_total_too_low
from maatschappelijk_rendement.report.rounded import rounding_words
from maatschappelijk_rendement.report.rows import Results
from maatschappelijk_rendement.report.wording import months

SELECTION_WORDS = {
    "alle": "alle casussen waaraan is gewerkt",
    "aselect": "door het lot gekozen casussen",
    "hoogste_kosten": "de casussen met de hoogste kosten",
    "inbreng_professional": "casussen die professionals zelf inbrachten",
    "onbekend": "onbekend",
}


def settings(results: Results) -> tuple[tuple[str, str], ...]:
    """Say each setting of the analysis in words."""
    a = results["analyse"]
    price = (
        f"constante prijzen: voor en na zijn berekend met prijzen van {a['prijspeil']}"
        if a["prijsmodus"] == "constant"
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
    total = a["casussen_in_totaal"]
    worked_on = "niet opgegeven" if total is None else dutch_number(total)
    if is_total_too_low(results):
        worked_on += ": dit klopt niet, want er zijn meer casussen onderzocht"
    minimum = f"achter elk cijfer staan ten minste {a['minimum']} casussen"
    if a["minimum_reden"]:
        minimum += f" (reden voor dit aantal: {a['minimum_reden']})"
    said = [
        ("Gemeente", f"{a['gemeente']} ({a['gemeentecode']})" if a["gemeentecode"] else a["gemeente"]),
        ("Periode voor en na", months(a["periode_maanden"])),
        ("Prijzen", price),
        ("Index", a["index"] or "niet gebruikt"),
        ("Prijsbasis", basis[a["prijsbasis"]]),
        ("Vergelijking", comparison[a["vergelijking"]]),
        ("Kosten na het MDO", after[a["basis_na"]]),
        ("Kosten van het MDO", mdo[a["mdo_kosten"]]),
        ("Keuze van de casussen", SELECTION_WORDS[a["selectie"]]),
        ("Casussen waaraan is gewerkt", worked_on),
    ]
    if results["niveau"] == "openbaar":
        said.append(("Bescherming van personen", minimum))
    if a["afgerond"]:
        said.append(("Afronding", rounding_words(results)))
    return tuple(said)
