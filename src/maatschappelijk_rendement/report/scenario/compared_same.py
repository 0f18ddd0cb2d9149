"""What is the same under every contract: where amounts come from, chance by stream, dear cases, payment."""

from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.report.document import Section
from maatschappelijk_rendement.report.scenario.amounts import euros
from maatschappelijk_rendement.report.scenario.certainty import (
    certainty_figures,
    credibility_figures,
    standing_still,
    stream_certainty,
)
from maatschappelijk_rendement.report.scenario.figures import (
    ahead_figures,
    form_figures,
    high_cost_figures,
    transfer_figures,
)
from maatschappelijk_rendement.report.scenario.forms import forms
from maatschappelijk_rendement.report.scenario.high_cost_table import high_cost_table
from maatschappelijk_rendement.report.scenario.measured import moved_money
from maatschappelijk_rendement.sharing.comparison import ContractComparison

ALONE = (
    "Wat het meeste uitmaakt (gevoeligheid) staat niet in een vergelijking. Het staat in het rapport van elk "
    "contract apart: geef dan één bestand aan mr scenario."
)


def about_the_outcome(comparison: ContractComparison) -> tuple[str, ...]:
    """Say where the amounts come from, and what of them is no cash or not known."""
    outcome = comparison.outcome
    capacity = sum(one.saving_cents for one in outcome.streams if one.money is MoneyKind.CAPACITY)
    told = [*outcome.origin]
    if capacity > 0:
        told.append(f"{euros(capacity)} van de daling is vrijgekomen capaciteit en geen geld.")
    told += [*moved_money(outcome), *standing_still(outcome)]
    if outcome.uncertainty is not None and outcome.uncertainty.sensitivity is not None:
        told.append(ALONE)
    return tuple(told)


def same_outcome(comparison: ContractComparison) -> tuple[Section, ...]:
    """Show once what does not depend on a contract; a section without content is left out."""
    outcome = comparison.outcome
    found = (
        Section("toeval", "Hoe zeker is de daling?", stream_certainty(outcome)),
        Section("hoge-kosten", "Hoge kosten van een casus", high_cost_table(outcome)),
        Section("betaalvormen", "Dezelfde zorg onder andere betaalvormen", forms(comparison.forms)),
    )
    return tuple(section for section in found if section.blocks)


def same_figures(comparison: ContractComparison) -> dict[str, Any]:
    """Give the same as plain data, and the years ahead under each contract."""
    outcome = comparison.outcome
    return {
        "herkomst": list(outcome.origin),
        "overdrachten": transfer_figures(outcome),
        "jaren": [
            {"contract": one.name, "jaren": ahead_figures(years)}
            for one, years in zip(comparison.contracts, comparison.ahead, strict=False)
        ],
        "zekerheid": certainty_figures(outcome),
        "geloofwaardigheid": credibility_figures(outcome),
        "hoge_kosten": high_cost_figures(outcome.high_cost),
        "betaalvormen": form_figures(comparison.forms),
    }
