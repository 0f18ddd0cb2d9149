"""What the figures do not say: comparison, choice of cases, what is missing, what money it is."""

from __future__ import annotations

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.vocabulary import AfterBasis, Comparison, MdoCosts, Selection
from maatschappelijk_rendement.report.facts import ReportFacts
from maatschappelijk_rendement.report.wording import cases, months, residents
from maatschappelijk_rendement.report.words.amounts import Rule, euro, lower, size

NO_GROUP = "er is geen groep zonder MDO om mee te vergelijken."
FALLS_BY_ITSELF = (
    "Wie hulp krijgt als het slecht gaat, heeft later vaak ook zonder MDO lagere kosten en een beter cijfer."
)
"""Regression to the mean, in plain words."""


def _no_comparison(facts: ReportFacts) -> str | None:
    if facts.is_compared:
        return None
    return f"{NO_GROUP[0].upper()}{NO_GROUP[1:]} {FALLS_BY_ITSELF}"


def _hidden_effect(facts: ReportFacts) -> str | None:
    if not facts.is_compared or facts.effect_cents is not None:
        return None
    return "Er is een vergelijking gemaakt, maar haar uitkomst is onderdrukt."


def _with_without(facts: ReportFacts) -> str | None:
    if facts.comparison is not Comparison.WITH_WITHOUT:
        return None
    if not facts.has_averted:
        return "Gekozen is voor met en zonder MDO. Wat er zonder MDO was gebeurd, is niet ingevuld."
    return (
        "Wat er zonder MDO was gebeurd, is een verwachting en geen meting. Die vermeden kosten staan apart "
        "en tellen niet mee in het verschil."
    )


def _chosen(selection: Selection, text: str) -> Rule:
    return lambda facts: text if facts.selection is selection else None


def _analysed(facts: ReportFacts) -> int | None:
    """Give the number of cases analysed, where it is known and smaller than what was worked on."""
    if facts.n_existing is None or facts.n_new is None or facts.n_worked_on is None:
        return None
    analysed = facts.n_existing + facts.n_new
    return analysed if analysed < facts.n_worked_on else None


def _part(facts: ReportFacts) -> str | None:
    analysed = _analysed(facts)
    if analysed is None or facts.selection is Selection.RANDOM:
        return None
    return (
        f"Er is aan {cases(facts.n_worked_on)} gewerkt; {dutch_number(analysed)} zijn onderzocht. Reken "
        "de uitkomst niet door naar alle casussen."
    )


def _random_part(facts: ReportFacts) -> str | None:
    analysed = _analysed(facts)
    if analysed is None or facts.selection is not Selection.RANDOM:
        return None
    return (
        f"Onderzocht zijn {dutch_number(analysed)} van de {cases(facts.n_worked_on)}. De marge houdt geen "
        "rekening met dat totaal. Zij is dus eerder te ruim dan te smal."
    )


def _structural(facts: ReportFacts) -> str | None:
    if not facts.structural_cents:
        return None
    known = ", voor zover bekend" if facts.may_run_on else ""
    return (
        f"Wat aan het eind nog doorloopt, is {size(facts, facts.structural_cents)} per jaar "
        f"{lower(facts.structural_cents)} dan ervoor{known}. Dat komt niet boven op het verschil."
    )


def _one_off(facts: ReportFacts) -> str | None:
    if facts.structural_cents != 0 or not facts.sum_cents or facts.may_run_on:
        return None
    return "Van het verschil loopt niets door: het is eenmalig."


def _unknown_to_run_on(facts: ReportFacts) -> str | None:
    if not facts.may_run_on or facts.structural_cents or not facts.sum_cents:
        return None
    return (
        "Of het verschil doorloopt na de periode, is onbekend: de bedragen zijn als totaal opgegeven, en een "
        "totaal zegt niet of het elk jaar terugkomt."
    )


def _planned(facts: ReportFacts) -> str | None:
    if facts.after_basis is not AfterBasis.PLANNED:
        return None
    return "De kosten na het MDO zijn een raming. Of de hulp zo is gegeven, is niet gemeten."


def _new(facts: ReportFacts) -> str | None:
    if not facts.n_new:
        return None
    verb = "staat" if facts.n_new == 1 else "staan"
    one = "nieuwe casus" if facts.n_new == 1 else "nieuwe casussen"
    return (
        f"{dutch_number(facts.n_new)} {one} {verb} apart: de hulp begint daar pas met het MDO en kost "
        "dan vanzelf meer."
    )


def _incomplete(facts: ReportFacts) -> str | None:
    if not (facts.is_incomplete or facts.incomplete_streams):
        return None
    unseen = ", ".join(facts.incomplete_streams)
    what = f"gekeken naar: {unseen}" if unseen else "naar elke stroom gekeken"
    if unseen and facts.may_lack_streams:
        what = f"naar elke stroom gekeken, onder andere niet naar: {unseen}"
    return f"Niet bij elke casus is {what}. Onbekend is niet nul: het totaal kan anders zijn."


def _double(facts: ReportFacts) -> str | None:
    if not facts.has_double_counts:
        return None
    return "Soms loopt hulp door naast de Wlz. Dat is vaak een dubbeltelling: zie de meldingen."


def _response(before: int | None, later: int | None, when: str) -> str | None:
    if before is None or not later or later >= before:
        return None
    return (
        f"{when} zijn er cijfers van {residents(later)}, tegen {dutch_number(before)} ervoor. Wie niet meer "
        "meedeed, kan een ander cijfer hebben."
    )


def _capacity(facts: ReportFacts) -> str | None:
    if not facts.capacity_cents:
        return None
    return (
        f"Van het verschil is {euro(facts, facts.capacity_cents)} capaciteit: uren of plaatsen. Op een "
        "begroting verandert daardoor niet vanzelf iets."
    )


def _transfer(facts: ReportFacts) -> str | None:
    if not facts.transfer_cents:
        return None
    return (
        f"In het verschil zit {euro(facts, facts.transfer_cents)} aan inkomen van bewoners, zoals bijstand. "
        "Voor de samenleving als geheel is dat geen kostenverschil."
    )


def _mdo_apart(facts: ReportFacts) -> str | None:
    if facts.mdo_costs is not MdoCosts.APART or facts.mdo_cents is None:
        return None
    cost = euro(facts, facts.mdo_cents)
    return f"De kosten van het MDO zelf zitten niet in het verschil: {cost} voor alle casussen samen."


def _mdo_included(facts: ReportFacts) -> str | None:
    if facts.mdo_costs is not MdoCosts.INCLUDED or facts.mdo_cents is None:
        return None
    return f"In de kosten erna zit ook het MDO zelf: {euro(facts, facts.mdo_cents)} voor alle casussen samen."


def _mdo_unknown(facts: ReportFacts) -> str | None:
    return "Wat het MDO zelf kostte, staat hier niet." if facts.mdo_cents is None else None


def _period(facts: ReportFacts) -> str | None:
    if facts.period_months == 12:
        return None
    return (
        f"De bedragen gaan over {months(facts.period_months)} voor en {months(facts.period_months)} na het "
        "MDO. Zij zijn niet omgerekend naar een jaar."
    )


def _hidden(facts: ReportFacts) -> str | None:
    if not facts.has_hidden_figures:
        return None
    return (
        "Sommige cijfers zijn onderdrukt: zij zijn te herleiden, of daardoor een ander cijfer. "
        "Onderdrukt is niet nul."
    )


LIMITS: dict[str, Rule] = {
    "geen_vergelijkingsgroep": _no_comparison,
    "vergelijking_onderdrukt": _hidden_effect,
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
    "deel_door_het_lot": _random_part,
    "loopt_door": _structural,
    "eenmalig": _one_off,
    "doorloop_onbekend": _unknown_to_run_on,
    "raming": _planned,
    "nieuwe_casussen": _new,
    "stromen_onvolledig": _incomplete,
    "dubbeltelling": _double,
    "respons_na": lambda facts: _response(facts.residents_before, facts.residents_after, "Na het MDO"),
    "respons_herhaling": lambda facts: _response(
        facts.residents_before, facts.residents_repeat, "Bij de herhaalmeting"
    ),
    "capaciteit": _capacity,
    "inkomen": _transfer,
    "mdo_apart": _mdo_apart,
    "mdo_meegerekend": _mdo_included,
    "mdo_kosten_onbekend": _mdo_unknown,
    "periode": _period,
    "onderdrukt": _hidden,
}
