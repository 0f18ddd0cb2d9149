"""What the figures say and do not say, in plain Dutch: each sentence appears by a rule on published facts.

A saving is never claimed without a comparison design: then the words are "hangt samen met". A fact that is
hidden or unknown is None, and the sentence that needs it stays away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.money import dutch_euro, dutch_number
from maatschappelijk_rendement.report.facts import Facts
from maatschappelijk_rendement.report.wording import cases, months, residents
from maatschappelijk_rendement.uncertainty.threshold import (
    EVEN_COST_VARIATION,
    INSURED_COST_VARIATION,
    least_saving_rate,
)
from maatschappelijk_rendement.vocabulary import AfterBasis, Comparison, MdoCosts, Selection

FEW_CASES = 50
"""Below this the words warn of small numbers: in bench/simulate_designs.py 32 cases fall short."""

LARGE_SHARE = Fraction(1, 5)
"""From this part of all change the largest case is named."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or two that belong together, with the name of the rule they come from."""

    id: str
    text: str


def sentences(facts: Facts) -> list[Sentence]:
    """Compose the paragraph that these facts call for.

    Args:
        facts: Published numbers.

    Returns:
        The sentences in reading order.

    Example:
        >>> [sentence.id for sentence in sentences(Facts(is_synthetic=True))]
        ['synthetisch', 'geen_vergelijkingsgroep', 'keuze_onbekend', 'mdo_kosten_onbekend']
    """
    said = ((name, rule(facts)) for name, rule in RULES.items())
    return [Sentence(name, text) for name, text in said if text]


def _synthetic(facts: Facts) -> str | None:
    return (
        "De gegevens zijn synthetisch: verzonnen, en niet over echte mensen." if facts.is_synthetic else None
    )


def _associated(facts: Facts) -> str | None:
    if facts.n_existing is None or facts.sum_cents is None or facts.effect_cents is not None:
        return None
    who = f"Bij {cases(facts.n_existing)} waarin al hulp was"
    if facts.sum_cents == 0:
        return f"{who}, zijn de kosten samen na het MDO even hoog als ervoor."
    mean = f", gemiddeld {_size(facts.mean_cents)} per casus" if facts.mean_cents is not None else ""
    return f"{who}, hangt het MDO samen met een {_way(facts.sum_cents)} van {_size(facts.sum_cents)}{mean}."


def _effect(facts: Facts) -> str | None:
    effect, low, high = facts.effect_cents, facts.effect_low_cents, facts.effect_high_cents
    if effect is None:
        return None
    if low is None or high is None:
        margin = "De marge daarvan is onbekend, dus zeker is dit niet."
    elif high < 0:
        margin = f"Als de vergelijking klopt, bespaart het MDO: de marge is {_between(low, high)}."
    elif low > 0:
        margin = f"Als de vergelijking klopt, kost het MDO meer: de marge is {_between(low, high)}."
    else:
        margin = f"De marge is {_between(low, high)}. Daar ligt nul in, dus zeker is dit niet."
    versus = f"Naast de vergelijkingsgroep is het verschil gemiddeld {dutch_euro(effect)} per casus."
    return " ".join(part for part in (versus, margin, facts.effect_assumption) if part)


def _no_comparison(facts: Facts) -> str | None:
    if facts.effect_cents is not None:
        return None
    return (
        "Er is geen groep zonder MDO om mee te vergelijken. Wie hulp krijgt als het slecht gaat, heeft "
        "later vaak ook zonder MDO lagere kosten."
    )


def _with_without(facts: Facts) -> str | None:
    if facts.comparison is not Comparison.WITH_WITHOUT:
        return None
    return (
        "Wat er zonder MDO was gebeurd, is een verwachting en geen meting. Die vermeden kosten staan apart "
        "en tellen niet mee in het verschil."
    )


def _interval_with_zero(facts: Facts) -> str | None:
    low, high = facts.low_cents, facts.high_cents
    if low is None or high is None or not low <= 0 <= high:
        return None
    return (
        f"De marge van het gemiddelde is {_between(low, high)} per casus. Nul ligt daarin: of de kosten "
        "echt veranderen, is niet zeker."
    )


def _interval_without_zero(facts: Facts) -> str | None:
    low, high = facts.low_cents, facts.high_cents
    if low is None or high is None or low <= 0 <= high:
        return None
    way = "lager" if high < 0 else "hoger"
    return (
        f"De marge van het gemiddelde is {_between(low, high)} per casus. Toeval alleen verklaart dit niet "
        f"goed: de kosten zijn na het MDO {way}. Waardoor dat komt, zegt de marge niet."
    )


def _interval_short(facts: Facts) -> str | None:
    if not facts.interval_is_short or facts.low_cents is None:
        return None
    return "Enkele casussen wegen zwaar. De marge is daarom waarschijnlijk te smal."


def _only_total(facts: Facts) -> str | None:
    if not facts.only_total_published:
        return None
    return (
        "Alleen het totaal is bekend, niet het bedrag per casus. Hoe ver de casussen uiteenlopen, is dus "
        "onbekend. Of dit meer is dan toeval, is daarom niet te zeggen."
    )


def _few(facts: Facts) -> str | None:
    if facts.n_existing is None or not 0 < facts.n_existing < FEW_CASES:
        return None
    n = cases(facts.n_existing)
    return f"Het gaat om {n}. Dat is weinig: een of twee casussen kunnen de uitkomst bepalen."


def _threshold(facts: Facts) -> str | None:
    if not facts.n_existing:
        return None
    wide, even = (
        least_saving_rate(facts.n_existing, variation)
        for variation in (INSURED_COST_VARIATION, EVEN_COST_VARIATION)
    )
    return (
        f"Met {cases(facts.n_existing)} is een daling pas meer dan toeval vanaf {_percent(wide)} van de "
        "kosten. Dat geldt als de kosten zo ver uiteenlopen als in een grote Amerikaanse verzekering "
        "(spreiding 2,15). "
        f"Lopen zij minder uiteen (spreiding 1), dan is het {_percent(even)}. De zekerheid is dan 90%."
    )


def _own_threshold(facts: Facts) -> str | None:
    if facts.least_change_cents is None:
        return None
    return (
        "Met de spreiding van deze casussen is een verschil pas meer dan toeval vanaf gemiddeld "
        f"{dutch_euro(facts.least_change_cents)} per casus (zekerheid 95%)."
    )


def _largest(facts: Facts) -> str | None:
    if facts.largest_share is None or facts.largest_share < LARGE_SHARE:
        return None
    text = f"Eén casus heeft {_percent(float(facts.largest_share))} van alle verandering."
    if facts.without_largest_cents is None:
        return text
    return f"{text} Zonder die casus is het verschil {dutch_euro(facts.without_largest_cents)}."


def _sign_hangs(facts: Facts) -> str | None:
    total, rest = facts.sum_cents, facts.without_largest_cents
    if not total or rest is None or total * rest > 0:
        return None
    return (
        "Zonder de casus met de grootste verandering is er geen daling meer."
        if total < 0
        else ("Zonder de casus met de grootste verandering is er geen stijging meer.")
    )


def _risen(facts: Facts) -> str | None:
    if not facts.n_risen or facts.n_existing is None:
        return None
    return (
        f"Bij {facts.n_risen} van {cases(facts.n_existing)} stegen de kosten. Dat is niet vanzelf slecht: "
        "het MDO kan hulp in gang zetten die nodig was."
    )


def _structural(facts: Facts) -> str | None:
    if not facts.structural_cents:
        return None
    way = "lager" if facts.structural_cents < 0 else "hoger"
    return (
        f"Wat aan het eind nog doorloopt, is {_size(facts.structural_cents)} per jaar {way} dan ervoor. Dat "
        "komt niet boven op het verschil."
    )


def _one_off(facts: Facts) -> str | None:
    if facts.structural_cents != 0 or not facts.sum_cents:
        return None
    return "Van het verschil loopt niets door: het is eenmalig."


def _planned(facts: Facts) -> str | None:
    if facts.after_basis is not AfterBasis.PLANNED:
        return None
    return "De kosten na het MDO zijn een raming. Of de hulp zo is gegeven, is niet gemeten."


def _chosen(selection: Selection, text: str) -> Callable[[Facts], str | None]:
    return lambda facts: text if facts.selection is selection else None


def _part(facts: Facts) -> str | None:
    analysed = [n for n in (facts.n_existing, facts.n_new) if n is not None]
    if facts.n_worked_on is None or len(analysed) < 2 or sum(analysed) >= facts.n_worked_on:
        return None
    return (
        f"Er is aan {cases(facts.n_worked_on)} gewerkt; {sum(analysed)} zijn onderzocht. Reken de uitkomst "
        "niet door naar alle casussen."
    )


def _new(facts: Facts) -> str | None:
    if not facts.n_new:
        return None
    verb = "staat" if facts.n_new == 1 else "staan"
    one = "nieuwe casus" if facts.n_new == 1 else "nieuwe casussen"
    return f"{facts.n_new} {one} {verb} apart: daar begint de hulp pas, dus de kosten stijgen vanzelf."


def _incomplete(facts: Facts) -> str | None:
    if not facts.incomplete_streams:
        return None
    names = ", ".join(facts.incomplete_streams)
    return f"Niet bij elke casus is gekeken naar: {names}. Onbekend is niet nul: het totaal kan anders zijn."


def _response(before: int | None, later: int | None, when: str) -> str | None:
    if before is None or not later or later >= before:
        return None
    return (
        f"{when} zijn er cijfers van {residents(later)}, tegen {before} ervoor. Wie niet meer meedeed, kan "
        "een ander cijfer hebben."
    )


def _capacity(facts: Facts) -> str | None:
    if not facts.capacity_cents:
        return None
    return (
        f"Van het verschil is {dutch_euro(facts.capacity_cents)} capaciteit: uren of plaatsen. Op een "
        "begroting verandert daardoor niet vanzelf iets."
    )


def _transfer(facts: Facts) -> str | None:
    if not facts.transfer_cents:
        return None
    return (
        f"In het verschil zit {dutch_euro(facts.transfer_cents)} aan inkomen van bewoners, zoals bijstand. "
        "Voor de samenleving als geheel is dat geen kostenverschil."
    )


def _mdo_apart(facts: Facts) -> str | None:
    if facts.mdo_costs is not MdoCosts.APART or facts.mdo_cents is None:
        return None
    return f"De kosten van het MDO zelf ({dutch_euro(facts.mdo_cents)}) zitten niet in het verschil."


def _mdo_unknown(facts: Facts) -> str | None:
    return "Wat het MDO zelf kostte, staat hier niet." if facts.mdo_cents is None else None


def _period(facts: Facts) -> str | None:
    if facts.period_months == 12:
        return None
    return (
        f"De bedragen gaan over {months(facts.period_months)} voor en {months(facts.period_months)} na het "
        "MDO. Zij zijn niet omgerekend naar een jaar."
    )


def _hidden(facts: Facts) -> str | None:
    if not facts.has_hidden_figures:
        return None
    return "Sommige cijfers zijn onderdrukt, omdat zij over te weinig mensen gaan. Onderdrukt is niet nul."


RULES: dict[str, Callable[[Facts], str | None]] = {
    "synthetisch": _synthetic,
    "hangt_samen": _associated,
    "effect": _effect,
    "marge_met_nul": _interval_with_zero,
    "marge_zonder_nul": _interval_without_zero,
    "marge_te_smal": _interval_short,
    "alleen_totaal": _only_total,
    "weinig_casussen": _few,
    "drempel_toeval": _threshold,
    "drempel_eigen_spreiding": _own_threshold,
    "geen_vergelijkingsgroep": _no_comparison,
    "met_zonder": _with_without,
    "keuze_hoogste_kosten": _chosen(
        Selection.HIGHEST_COST,
        "De casussen met de hoogste kosten zijn gekozen. Juist die dalen later vaak vanzelf.",
    ),
    "keuze_inbreng": _chosen(
        Selection.PROFESSIONAL,
        "Professionals brachten de casussen zelf in. Andere casussen kunnen anders uitvallen.",
    ),
    "keuze_onbekend": _chosen(
        Selection.UNKNOWN,
        "Hoe de casussen zijn gekozen, is onbekend. Zij staan dus niet vanzelf voor alle casussen.",
    ),
    "keuze_aselect": _chosen(
        Selection.RANDOM,
        "Het lot koos de casussen. Zij staan, met een marge, voor alle casussen waaraan is gewerkt.",
    ),
    "deel_onderzocht": _part,
    "grootste_casus": _largest,
    "teken_hangt_aan_een_casus": _sign_hangs,
    "gestegen": _risen,
    "loopt_door": _structural,
    "eenmalig": _one_off,
    "raming": _planned,
    "nieuwe_casussen": _new,
    "stromen_onvolledig": _incomplete,
    "respons_na": lambda facts: _response(facts.residents_before, facts.residents_after, "Na het MDO"),
    "respons_herhaling": lambda facts: _response(
        facts.residents_before, facts.residents_repeat, "Bij de herhaalmeting"
    ),
    "capaciteit": _capacity,
    "inkomen": _transfer,
    "mdo_apart": _mdo_apart,
    "mdo_kosten_onbekend": _mdo_unknown,
    "periode": _period,
    "onderdrukt": _hidden,
}
"""Every sentence by its id, in reading order."""


def _way(cents: int) -> str:
    return "daling" if cents < 0 else "stijging"


def _size(cents: int | None) -> str:
    return dutch_euro(abs(cents or 0))


def _between(low: int, high: int) -> str:
    return f"{dutch_euro(low)} tot {dutch_euro(high)}"


def _percent(share: float) -> str:
    return f"{dutch_number(Decimal(100 * share), 1)}%"
