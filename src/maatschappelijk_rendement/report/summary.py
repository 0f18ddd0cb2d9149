"""The summary: five plain Dutch sentences, chosen by the published results.

A sentence uses only what the results show: where a figure is hidden or unknown, the sentence says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.cells import euro, euros, score
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.rows import (
    instrument_facts,
    main_instrument,
    mean_score,
    select,
    started_help,
    total_delta,
)
from maatschappelijk_rendement.report.wording import absent, cases, instrument_name, months, residents
from maatschappelijk_rendement.report.words import sentences
from maatschappelijk_rendement.report.words.certainty import both_answers
from maatschappelijk_rendement.results.costs import DIFFERENCES, Difference
from maatschappelijk_rendement.results.counts import Wellbeing
from maatschappelijk_rendement.results.sections import MESSAGES
from maatschappelijk_rendement.results.shown import Results

NOT_OVER = "na_nog_niet_voorbij"
"""Code of the finding that the period after lies partly behind the date (``publication.findings``)."""
NO_CAUSE = "De cijfers laten zien wat er veranderde, niet waardoor."
WITH_WITHOUT, REGRESSION = "met_zonder", "geen_vergelijkingsgroep"
CAUTIONS = (WITH_WITHOUT, REGRESSION, "weinig_casussen", "drempel_toeval")


def summary(results: Results) -> tuple[str, ...]:
    """Say the main results in five plain sentences."""
    said = {sentence.id: sentence.text for sentence in sentences(facts_from(results))}
    return (
        _what(results),
        _existing(results, said),
        _new(results),
        _wellbeing(results),
        _caution(said),
    )


def _what(results: Results) -> str:
    setting = results.settings
    period = months(setting.period_months)
    made = "gelden in dit voorbeeld als echt gemaakt" if setting.is_synthetic else "zijn echt gemaakt"
    after = "zijn een raming" if setting.after_basis == "raming" else made
    if any(finding.code == NOT_OVER for finding in results.of(MESSAGES)):
        after = "kunnen nog niet allemaal echt zijn gemaakt, want die periode is nog niet voorbij"
    return (
        f"Dit rapport vergelijkt voor {cases(setting.n_cases)} uit {setting.municipality} de kosten "
        f"in de {period} voor het multidisciplinair overleg (MDO) met die in de {period} erna; de kosten "
        f"erna {after}."
    )


def _existing(results: Results, said: Mapping[str, str]) -> str:
    row = total_delta(results, "bestaand")
    if row is None:
        return "Er zijn geen bestaande casussen, dus geen casussen waarin al voor het MDO hulp was."
    if "effect" in said:
        return said["effect"]
    if "verschil" in said:
        return " ".join(filter(None, (said["verschil"], both_answers(facts_from(results)))))
    return f"Het verschil in kosten bij de bestaande casussen is {absent(row)}."


def _new(results: Results) -> str:
    row = total_delta(results, "nieuw")
    if row is None and results.settings.n_new is None:
        return (
            "Er zijn ook nieuwe casussen, waarin de hulp pas met het MDO begon. Ze tellen in dit rapport "
            "nergens mee: dan zou er van het geheel minder te zien zijn."
        )
    if row is None:
        return "Er zijn geen nieuwe casussen, dus geen casussen waarin de hulp pas met het MDO begon."
    if row.total is None:
        return f"Het verschil in kosten bij de nieuwe casussen is {absent(row)}."
    total = euros(row.total)
    if total > 0:
        return f"Bij {_new_cases(row)} stijgen de kosten samen met {euro(total)}{_began(results)}."
    verb = "dalen" if total < 0 else "veranderen"
    return f"Bij {_new_cases(row)} {verb} de kosten samen met {euro(abs(total))}."


def _began(results: Results) -> str:
    """Say what the help costs that began with the MDO, as far as it is shown."""
    rows = started_help(results)
    if not rows:
        return ""
    cost = euro(sum((euros(row.total or 0) for row in rows), Decimal(0)))
    return f"; de hulp die pas met het MDO begon ({', '.join(row.stream for row in rows)}), kost {cost}"


def _new_cases(row: Difference) -> str:
    if row.n is None:
        return "de nieuwe casussen"
    return "de ene nieuwe casus" if row.n == 1 else f"de {dutch_number(row.n)} nieuwe casussen"


def _wellbeing(results: Results) -> str:
    instrument = main_instrument(results)
    if instrument is None:
        return "Het welbevinden van de bewoners staat niet in de werkmap van dit rapport."
    before, after, repeat = (mean_score(results, m, instrument) for m in ("voor", "na", "herhaling"))
    name = instrument_name(results, instrument)
    if instrument_facts(results, instrument).is_ordinal:
        return (
            f"Het welbevinden is gemeten met: {name}. Dat is een volgorde, dus een gemiddelde bestaat niet."
        )
    head = f"Het welbevinden ({name})"
    if before and after and before.mean is not None and after.mean is not None:
        if (before.n_residents, before.n_cases) == (after.n_residents, after.n_cases):
            within = "" if after.n_cases is None else f" in {cases(after.n_cases)}"
            who = f" ({residents(after.n_residents)}{within})"
            change = f"van {score(before)} naar {score(after)}{who}"
        else:
            change = f"van {_score(before)} naar {_score(after)}"
        return f"{head} gaat {change}{_and_repeat(repeat)}."
    return f"{head} is voor het MDO {_score(before)} en na het MDO {_score(after)}{_and_repeat(repeat)}."


def _score(row: Wellbeing | None) -> str:
    if row and row.mean is not None:
        return f"{score(row)} ({residents(row.n_residents)})"
    return absent(row, "gemiddelde")


def _and_repeat(row: Wellbeing | None) -> str:
    return "" if row is None else f"; bij de herhaalmeting is het {_score(row)}"


def _caution(said: Mapping[str, str]) -> str:
    """Say what a reader must know before the figures are used: one thing, the weightiest first.

    What was expected without an MDO is no comparison, so that cases fall by themselves is said beside it.
    """
    name = next((name for name in CAUTIONS if name in said), "")
    if name == WITH_WITHOUT and REGRESSION in said:
        return f"{said[name]} {said[REGRESSION]}"
    return said.get(name, NO_CAUSE)


def largest_changes(results: Results, group: str) -> tuple[str, ...]:
    """Say in which stream the cost of a group falls and rises most; nothing where no stream is shown.

    Args:
        results: The published results.
        group: ``bestaand`` or ``nieuw``.
    """
    rows = [
        (euros(row.total), row.stream)
        for row in select(results.of(DIFFERENCES), moment="na", groep=group, wijk="totaal")
        if row.stream != "totaal" and row.total is not None
    ]
    said = []
    if rows and min(rows)[0] < 0:
        amount, stream = min(rows)
        said.append(f"De kosten dalen het meest in de stroom {stream}: met {euro(-amount)}.")
    if rows and max(rows)[0] > 0:
        amount, stream = max(rows)
        said.append(f"De kosten stijgen het meest in de stroom {stream}: met {euro(amount)}.")
    return (" ".join(said),) if said else ()
