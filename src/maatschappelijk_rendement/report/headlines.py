"""The three figures that a reader sees first: cost per case, wellbeing, and the balance of it all."""

from __future__ import annotations

from collections.abc import Iterator

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.cells import euros, score
from maatschappelijk_rendement.report.document import Headline, Headlines
from maatschappelijk_rendement.report.rows import (
    first,
    instrument_facts,
    main_instrument,
    mean_score,
    select,
    total_delta,
)
from maatschappelijk_rendement.report.wording import cases, instrument_name, months, residents
from maatschappelijk_rendement.results.balance import BALANCE, MDO, PROGRAMME, SALDO
from maatschappelijk_rendement.results.counts import AS_SHARE
from maatschappelijk_rendement.results.shown import Results

NAMES = {
    "bestaande_casussen": "bestaande casussen",
    "nieuwe_casussen": "nieuwe casussen",
    MDO: "MDO",
    PROGRAMME: "programma",
}


BOTH = (
    " Minder per casus en toch meer in totaal kan: hier telt mee wat nieuwe casussen, het MDO en het "
    "programma kosten."
)


def headlines(results: Results) -> Headlines:
    """Give the figures that are shown, at most three.

    Args:
        results: Published results.

    Example:
        >>> from maatschappelijk_rendement import analyse
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> found = headlines(analyse(ruwaard()).publish().results).items
        >>> [one.value.replace("\\N{NO-BREAK SPACE}", " ") for one in found]
        ['€ 4.138 minder', '3,5 naar 8,3', '€ 78.500 meer']
    """
    return Headlines((*_cost(results), *_wellbeing(results), *_balance(results)))


def _cost(results: Results) -> Iterator[Headline]:
    change = total_delta(results, "bestaand")
    if change is None or change.mean is None or change.total is None:
        return
    period = months(results.settings.period_months)
    known = ", voor zover de stromen bekend zijn" if change.status == "onvolledig" else ""
    yield Headline(
        f"Kosten per casus, in {period}",
        _way(change.mean),
        f"Gemiddeld over {cases(change.n)} waarin al hulp was; samen {_way(change.total)}{known}.",
    )


def _wellbeing(results: Results) -> Iterator[Headline]:
    instrument = main_instrument(results)
    if instrument is None or instrument_facts(results, instrument).is_ordinal:
        return
    before, after = (mean_score(results, moment, instrument) for moment in ("voor", "na"))
    if before is None or after is None or before.mean is None or after.mean is None:
        return
    name, who = instrument_name(results, instrument), residents(after.n_residents)
    if after.mean_as == AS_SHARE:
        about = f"Het deel van {who} dat bloeit ({name})."
    elif instrument_facts(results, instrument).of:
        about = f"De waarde van {who}, gemiddeld ({name}); 1 is de beste toestand."
    else:
        about = f"Het {name} van {who}, gemiddeld."
    yield Headline("Welbevinden, voor en na het MDO", f"{score(before)} naar {score(after)}", about)


def _balance(results: Results) -> Iterator[Headline]:
    rows = select(results.of(BALANCE), partij="totaal")
    saldo = first(rows, post=SALDO)
    if saldo is None or saldo.amount is None:
        return
    amounts = {row.post: row.amount for row in rows if row.post != SALDO and row.amount is not None}
    parts = [f"{NAMES[post]} {_whole(amount)}" for post, amount in amounts.items()]
    unknown = [NAMES[row.post] for row in rows if row.status == "onbekend"]
    apart = f": {', '.join(parts)}" if parts else ""
    is_whole = all(row.amount is not None or row.status == "onbekend" for row in rows)
    if parts and is_whole and sum(amounts.values()) != saldo.amount:
        apart += " (door afronding telt dit niet precies op)"
    change = total_delta(results, "bestaand")
    other_way = change is not None and change.mean is not None and change.mean < 0 < saldo.amount
    both = BOTH if other_way else ""
    without = f". Niet opgegeven: {', '.join(unknown)}" if unknown else ""
    yield Headline(
        "Alles samen uitgegeven",
        _way(saldo.amount),
        f"Over {cases(saldo.n)}{apart}{without}. Dit is geen besparing.{both}",
    )


def _way(cents: int) -> str:
    """Say how much more or less, without a sign that is read past."""
    return f"{_whole(abs(cents))} {'minder' if cents < 0 else 'meer'}" if cents else "evenveel"


def _whole(cents: int) -> str:
    """Write whole euros: in half a minute nobody needs cents; the tables of an internal report have them."""
    return f"€\N{NO-BREAK SPACE}{dutch_number(euros(cents))}"
