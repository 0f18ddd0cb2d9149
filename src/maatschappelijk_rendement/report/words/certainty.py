"""How sure the difference is: its interval, its number of cases, and the cases that weigh most.

Two questions are kept apart: is the difference more than spread between cases, and does that say something
about the MDO. Cases that are chosen when things go badly fall by themselves, so the first can be sure where
nothing happened: in bench/simulate_reports.py most intervals leave zero out without any effect.
"""

from __future__ import annotations

from fractions import Fraction

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.facts import ReportFacts
from maatschappelijk_rendement.report.wording import cases
from maatschappelijk_rendement.report.words.amounts import Rule, between, euro, lower, percent, size
from maatschappelijk_rendement.report.words.limits import FALLS_BY_ITSELF, NO_GROUP
from maatschappelijk_rendement.statistics.threshold import (
    EVEN_COST_VARIATION,
    INSURED_COST_VARIATION,
    least_saving_rate,
)

FEW_CASES = 50
"""Below this the words warn of small numbers: in bench/simulate_designs.py 32 cases fall short."""

YES, PERHAPS, UNSURE = "ja", "misschien", "dat is niet zeker"
NO_ANSWER = "dat is niet te zeggen"
TOO_SHORT = ", want het verschil komt vooral van een paar casussen; met andere casussen kan het anders zijn"
NOT_SEEN = ", want de marge is niet te zien"
ONLY_A_TOTAL = ", want van de bron is alleen het totaal bekend en niet het bedrag per casus"
NO_MARGIN = "De marge is niet te zien: zij is onderdrukt, of er zijn te weinig casussen om haar te berekenen."
NOT_CONFIRMED = ", want een tweede berekening vindt het verschil niet groot genoeg"

QUESTION = "Is het verschil meer dan de spreiding tussen casussen?"
CAUSE = "Zegt dat iets over het MDO?"
"""The second question: however sure the first answer is, it says nothing of what made the difference."""

LARGE_SHARE = Fraction(1, 5)
"""From this part of all change the largest case is named."""


def _interval(facts: ReportFacts) -> tuple[int, int] | None:
    """Give the interval of the mean; None where its spread is not that of measured cases."""
    if facts.low_cents is None or facts.high_cents is None or facts.only_total_published:
        return None
    return facts.low_cents, facts.high_cents


def _has_difference(facts: ReportFacts) -> bool:
    """Whether there are existing cases to compare; where their number is hidden, their difference tells."""
    return bool(facts.n_existing) or (facts.n_existing is None and facts.sum_cents is not None)


def verdict(low_cents: int, high_cents: int, *, is_short: bool, is_confirmed: bool | None) -> str:
    """Say whether a difference is more than spread between cases.

    Yes only where interval and permutation test say so both, whatever the number of cases, and the interval
    is not too narrow: so the words never contradict a test with p of 0,05 or more.

    Args:
        low_cents: Lower bound of the interval of the mean.
        high_cents: Upper bound.
        is_short: The interval probably covers less than it claims.
        is_confirmed: Whether the permutation test finds it more than spread; None where unknown.

    Example:
        >>> verdict(-90_00, -10_00, is_short=False, is_confirmed=True)
        'ja'
        >>> verdict(-90_00, -10_00, is_short=False, is_confirmed=False)
        'misschien'
    """
    if low_cents <= 0 <= high_cents:
        return UNSURE
    return YES if is_confirmed and not is_short else PERHAPS


def answer(facts: ReportFacts) -> str | None:
    """Answer in a few words whether the difference is more than spread; None without existing cases.

    Never say it alone: it is no answer about the MDO. ``both_answers`` says the two together.

    Example:
        >>> answer(ReportFacts(n_existing=40, low_cents=-90_00, high_cents=-10_00, is_confirmed=True))
        'ja'
        >>> answer(ReportFacts(n_existing=40))
        'dat is niet te zeggen'
    """
    if not _has_difference(facts):
        return None
    found = _interval(facts)
    if found is None:
        return NO_ANSWER
    return verdict(*found, is_short=facts.interval_is_short, is_confirmed=facts.is_confirmed)


def both_answers(facts: ReportFacts) -> str | None:
    """Say in one breath how sure the difference is, and what that says about the MDO: for a first page.

    Returns:
        The sentences, or None without existing cases to compare.

    Example:
        >>> both = both_answers(ReportFacts(n_existing=40, low_cents=-90_00, high_cents=10_00))
        >>> print(both.replace("? ", "?\\n").replace(". Z", ".\\nZ"))
        Is het verschil meer dan de spreiding tussen casussen?
        Dat is niet zeker.
        Zegt dat iets over het MDO?
        Nee, want er is geen groep zonder MDO om mee te vergelijken.
    """
    said = answer(facts)
    if said is None:
        return None
    why = ""
    if said == PERHAPS and facts.is_confirmed is False:
        why = NOT_CONFIRMED
    elif said == PERHAPS and facts.interval_is_short:
        why = TOO_SHORT
    elif said == NO_ANSWER:
        why = ONLY_A_TOTAL if facts.only_total_published else NOT_SEEN
    return f"{QUESTION} {said.capitalize()}{why}. {about_mdo(facts)}"


def about_mdo(facts: ReportFacts) -> str:
    """Answer whether the difference says something about the MDO, in a sentence."""
    if not facts.is_compared:
        return f"{CAUSE} Nee, want {NO_GROUP}"
    if facts.effect_cents is None:
        return f"{CAUSE} Dat is niet te zeggen: de uitkomst van de vergelijking is onderdrukt."
    return f"{CAUSE} Alleen de vergelijking zegt daar iets over, als zij klopt."


def _about_mdo(facts: ReportFacts) -> str | None:
    if not _has_difference(facts):
        return None
    if facts.is_compared:
        return about_mdo(facts)
    return f"{about_mdo(facts)} {FALLS_BY_ITSELF}"


def _asked(said: str) -> str:
    return f"{QUESTION} {said.capitalize()}."


def _with_zero(facts: ReportFacts) -> str | None:
    found = _interval(facts)
    if found is None or not found[0] <= 0 <= found[1]:
        return None
    margin = between(facts, *found)
    return f"{_asked(UNSURE)} De marge van het gemiddelde is {margin} per casus, en nul ligt daarin."


def _without_zero(facts: ReportFacts) -> str | None:
    found = _interval(facts)
    if found is None or found[0] <= 0 <= found[1]:
        return None
    said = verdict(*found, is_short=facts.interval_is_short, is_confirmed=facts.is_confirmed)
    return (
        f"{_asked(said)} De marge van het gemiddelde is {between(facts, *found)} per casus: ook "
        f"aan de rand zijn de kosten na het MDO {lower(found[1])}."
    )


def _repeat(facts: ReportFacts) -> str | None:
    """Answer the first question of the repeat: it is about fewer cases, with a margin of their own."""
    if facts.repeat_cents is None or facts.only_total_published or not _has_difference(facts):
        return None
    who = "" if facts.n_repeat is None else f" ({cases(facts.n_repeat)})"
    if facts.repeat_low_cents is None or facts.repeat_high_cents is None:
        return f"Bij de herhaalmeting{who} is het antwoord: {NO_ANSWER}. {NO_MARGIN}"
    found = facts.repeat_low_cents, facts.repeat_high_cents
    said = verdict(*found, is_short=facts.repeat_is_short, is_confirmed=facts.repeat_is_confirmed)
    return (
        f"Bij de herhaalmeting{who} is het antwoord: {said}. De marge van het gemiddelde is daar "
        f"{between(facts, *found)} per casus."
    )


def _not_confirmed(facts: ReportFacts) -> str | None:
    found = _interval(facts)
    if found is None or found[0] <= 0 <= found[1] or facts.is_confirmed is not False:
        return None
    return (
        "Nul ligt net buiten de marge. Een tweede berekening (de permutatietoets) vindt het verschil niet "
        "groot genoeg. Het antwoord is dus hoogstens: misschien."
    )


def _meaning(facts: ReportFacts) -> str | None:
    if _interval(facts) is None:
        return None
    return (
        "De marge gaat over toeval tussen casussen: met andere, vergelijkbare casussen komt het gemiddelde "
        "daar meestal tussen uit (95%). Zij zegt niets over fouten in de gegevens."
    )


def _short(facts: ReportFacts) -> str | None:
    if not facts.interval_is_short or _interval(facts) is None:
        return None
    return (
        "Een paar casussen bepalen samen een groot deel van het verschil. De marge kan daarom te smal "
        "zijn, en het antwoord is minder zeker."
    )


def _no_interval(facts: ReportFacts) -> str | None:
    if not _has_difference(facts) or facts.only_total_published or _interval(facts) is not None:
        return None
    return f"{_asked(NO_ANSWER)} {NO_MARGIN}"


def _only_total(facts: ReportFacts) -> str | None:
    if not facts.only_total_published:
        return None
    text = (
        f"{_asked(NO_ANSWER)} Van de bron is alleen het totaal bekend, niet het bedrag per "
        "casus. Hoe ver de casussen uiteenlopen, is dus onbekend."
    )
    if facts.low_cents is None:
        return text
    return f"{text} De marges in de bijlage horen bij verzonnen casussen en zeggen niets over de bron."


def _few(facts: ReportFacts) -> str | None:
    if facts.n_existing is None or not 0 < facts.n_existing < FEW_CASES:
        return None
    n = cases(facts.n_existing)
    return f"Het gaat om {n}. Dat is weinig: elke casus weegt dan zwaar mee."


def _threshold(facts: ReportFacts) -> str | None:
    """Say how large a fall must be, where the spread of the cases themselves is not known."""
    if not facts.n_existing or _interval(facts) is not None:
        return None
    wide, even = (
        percent(least_saving_rate(facts.n_existing, variation))
        for variation in (INSURED_COST_VARIATION, EVEN_COST_VARIATION)
    )
    text = (
        f"Hoe groot een daling moet zijn, hangt af van hoe ver de kosten van casussen uiteenlopen. Met "
        f"{cases(facts.n_existing)} is dat {even} van de kosten als zij weinig uiteenlopen (spreiding 1). "
        f"Lopen zij uiteen als in een grote Amerikaanse verzekering (spreiding 2,15), dan is het {wide}. "
        "De zekerheid is dan 90%."
    )
    if not facts.before_cents or not facts.sum_cents or facts.sum_cents > 0 or facts.only_total_published:
        return text
    share = percent(-facts.sum_cents / facts.before_cents)
    return f"{text} Hier is de daling {share} van de {size(facts, facts.before_cents)} ervoor."


def _own_threshold(facts: ReportFacts) -> str | None:
    """Say the same of the cases' own spread, where the change is within it."""
    found, least, mean = _interval(facts), facts.least_change_cents, facts.mean_cents
    if found is None or not found[0] <= 0 <= found[1] or least is None or mean is None or abs(mean) >= least:
        return None
    return f"Pas vanaf gemiddeld ongeveer {euro(facts, least)} per casus zou het meer dan spreiding zijn."


def _largest(facts: ReportFacts) -> str | None:
    if facts.largest_share is None or facts.largest_share < LARGE_SHARE:
        return None
    text = f"Eén casus heeft {percent(float(facts.largest_share))} van alle verandering."
    if facts.without_largest_cents is None:
        return text
    return f"{text} Zonder die casus is het verschil {euro(facts, facts.without_largest_cents)}."


def _sign_hangs(facts: ReportFacts) -> str | None:
    total, rest = facts.sum_cents, facts.without_largest_cents
    if not total or rest is None or total * rest > 0:
        return None
    return (
        "Zonder de casus met de grootste verandering is er geen daling meer."
        if total < 0
        else "Zonder de casus met de grootste verandering is er geen stijging meer."
    )


def _risen(facts: ReportFacts) -> str | None:
    if not facts.n_risen or facts.n_existing is None:
        return None
    return (
        f"Bij {dutch_number(facts.n_risen)} van {cases(facts.n_existing)} stegen de kosten. Dat is niet "
        "vanzelf slecht: soms was er hulp nodig die er nog niet was."
    )


CERTAINTY: dict[str, Rule] = {
    "marge_met_nul": _with_zero,
    "marge_zonder_nul": _without_zero,
    "marge_ontbreekt": _no_interval,
    "alleen_totaal": _only_total,
    "herhaling": _repeat,
    "over_het_mdo": _about_mdo,
    "toets_niet_eens": _not_confirmed,
    "marge_te_smal": _short,
    "marge_betekenis": _meaning,
    "drempel_eigen_spreiding": _own_threshold,
    "drempel_toeval": _threshold,
    "weinig_casussen": _few,
    "grootste_casus": _largest,
    "teken_hangt_aan_een_casus": _sign_hangs,
    "gestegen": _risen,
}
"""Both answers first, then what they rest on; at most one threshold, so that no two can seem to differ."""
