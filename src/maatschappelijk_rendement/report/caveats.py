"""What must be said beside the figures: how sure they are, and what they do not show.

Which sentences stand here depends on the published results.
"""

from __future__ import annotations

from decimal import Decimal

from maatschappelijk_rendement.report.cells import euro
from maatschappelijk_rendement.report.rows import is_shown
from maatschappelijk_rendement.report.settings import SELECTION_WORDS
from maatschappelijk_rendement.report.summary import Results, total_delta
from maatschappelijk_rendement.report.wording import absent, cases

SMALL_N = (
    50  # below this the words warn of small numbers (method.md, decision 12: with few cases the words say so)
)


def marks(results: Results, level: str) -> tuple[str, ...]:
    """Give the warnings that stand above the whole report."""
    found = []
    if level == "intern":
        found.append(
            "VERTROUWELIJK. Dit rapport bevat cijfers over losse casussen. Deel het niet en publiceer "
            "het niet."
        )
    if results["analyse"]["synthetisch"]:
        found.append(
            "SYNTHETISCH. De gegevens in dit rapport zijn verzonnen en gaan niet over echte mensen. "
            "Zij zijn geijkt op gepubliceerde totalen."
        )
    return tuple(found)


def uncertainty(results: Results) -> tuple[str, ...]:
    """Say how sure the figures are."""
    row = total_delta(results, "bestaand")
    if row is None:
        return ("Er zijn geen bestaande casussen, dus ook geen gemiddeld verschil met een marge.",)
    sentences = []
    if is_shown(row, "bi95_laag_eur", "bi95_hoog_eur", "gemiddelde_eur"):
        low, high = Decimal(row["bi95_laag_eur"]), Decimal(row["bi95_hoog_eur"])
        sentences.append(
            f"Het gemiddelde verschil per bestaande casus is {euro(Decimal(row['gemiddelde_eur']))}. "
            f"Met andere, vergelijkbare casussen had het ook anders kunnen uitvallen: "
            f"tussen {euro(low)} en {euro(high)} (95%-betrouwbaarheidsinterval)."
        )
        if low <= 0 <= high:
            sentences.append(
                "Nul ligt tussen die grenzen. Op grond van deze casussen is niet zeker of de kosten "
                "gemiddeld "
                "dalen of stijgen."
            )
        else:
            way = "daling" if high < 0 else "stijging"
            sentences.append(f"Beide grenzen liggen aan dezelfde kant van nul: een {way} is aannemelijk.")
    else:
        sentences.append(f"De marge rond het gemiddelde verschil is {absent(row, 'bi95_laag_eur')}.")
    if is_shown(row, "n_gestegen", "n_gedaald", "n_gelijk"):
        sentences.append(
            f"De kosten dalen in {cases(row['n_gedaald'])}, stijgen in {cases(row['n_gestegen'])} "
            f"en blijven gelijk in {cases(row['n_gelijk'])}."
        )
    if is_shown(row, "som_zonder_grootste_eur"):
        without = Decimal(row["som_zonder_grootste_eur"])
        sentences.append(f"Zonder de casus met het grootste verschil is het totale verschil {euro(without)}.")
    sentences.append(
        "De marge is berekend over casussen, niet over losse regels. Zij zegt niets over meetfouten."
    )
    return tuple(sentences)


def limits(results: Results) -> tuple[str, ...]:
    """Say what the figures do not show; which sentences stand here depends on the data."""
    setting = results["analyse"]
    said = [
        (
            "Er is geen vergelijkingsgroep. Een MDO komt er vaak als het slecht gaat. Daarna gaat het "
            "dikwijls ook "
            "zonder MDO beter (terugval naar het gemiddelde). Het verschil is dus niet zonder meer het "
            "effect van het MDO."
        ),
        "Een stijging is geen mislukking: goed kijken kan hulpvragen aan het licht brengen die er al waren.",
    ]
    if setting["selectie"] != "alle":
        chosen = SELECTION_WORDS[setting["selectie"]]
        said.append(
            "Het is onbekend hoe de casussen zijn gekozen. Zij staan dus niet vanzelf voor alle casussen."
            if setting["selectie"] == "onbekend"
            else f"De casussen zijn niet alle casussen, maar {chosen}. "
            + (
                "Met het lot gekozen casussen staan wel voor het geheel, binnen de marge van hoofdstuk 5."
                if setting["selectie"] == "aselect"
                else "Andere casussen kunnen anders uitvallen."
            )
        )
    worked, analysed = setting["casussen_in_totaal"], setting["n_casussen"]
    if worked is not None and analysed is not None and worked > analysed:
        said.append(
            f"Er is aan {worked} casussen gewerkt; {analysed} zijn onderzocht. "
            "De uitkomst mag niet worden vermenigvuldigd tot een bedrag voor alle casussen."
        )
    if setting["basis_na"] == "raming":
        said.append(
            "De kosten na het MDO zijn een raming volgens het plan. Of het plan is uitgevoerd, is niet "
            "gemeten."
        )
    if any(row["status"] == "onvolledig" for row in results["verschil"]):
        said.append(
            "Niet van elke casus zijn alle stromen bekend. Onbekend is niet nul: het echte totaal kan "
            "anders zijn."
        )
    if any(row["status"] == "onderdrukt" for row in results["verschil"]):
        said.append(
            "Sommige cijfers zijn onderdrukt, omdat zij over te weinig mensen gaan. Onderdrukt is niet nul."
        )
    n = results["analyse"]["n_bestaand"]
    if n is not None and n < SMALL_N:
        said.append(
            f"Het aantal bestaande casussen is klein ({n}). Een of twee casussen kunnen de uitkomst bepalen."
        )
    if any(row.get("geldstroom") == "capaciteit" for row in results["geldsoort"]):
        said.append(
            "Een deel van het verschil is capaciteit: tijd of plaatsen die vrijkomen. "
            "Dat geld komt niet vanzelf beschikbaar."
        )
    return tuple(said)
