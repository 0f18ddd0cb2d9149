"""The page for residents: half a page of plain Dutch (B1) with the figures that matter to them.

It says for how many households, what is left out and why, and gives amounts as people say them.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.cells import euros, score
from maatschappelijk_rendement.report.document import Block, Bullets, Paragraph
from maatschappelijk_rendement.report.rows import (
    MAIN_INSTRUMENT,
    first,
    is_hidden,
    main_instrument,
    mean_score,
    select,
    total_delta,
)
from maatschappelijk_rendement.report.wording import count, months, residents
from maatschappelijk_rendement.results.columns import FigureRow
from maatschappelijk_rendement.results.costs import LEVELS, Difference
from maatschappelijk_rendement.results.counts import Wellbeing
from maatschappelijk_rendement.results.shown import Results

WHO = {
    "bestaand": "Bewoners die al hulp kregen",
    "nieuw": "Bewoners van wie de hulp pas begon",
}
# From an amount of so many euros its size is said in these steps.
STEPS = ((10_000, 1_000), (1_000, 100), (0, 10))


def resident_page(results: Results) -> tuple[Block, ...]:
    """Say what was seen, over how many households, and what is not known or not shown.

    Args:
        results: Published results (the content of ``resultaten.json``).
    """
    setting = results.settings
    period = months(setting.period_months)
    estimate = " De kosten erna zijn een schatting." if setting.after_basis == "raming" else ""
    third = " Later keken we een derde keer." if any(f is not None for f in _third_figures(results)) else ""
    costs = (_costs(results, "bestaand"), _costs(results, "nieuw"), _incomplete(results))
    said = (*costs, _talks(results), _wellbeing(results), _third_left_out(results))
    return (
        Paragraph(
            f"In {setting.municipality} praten bewoners en hulpverleners samen aan tafel over hulp. Zo'n "
            "gesprek heet een MDO."
        ),
        Paragraph(
            f"Wij keken bij {_households(setting.n_cases)} naar de {period} voor het gesprek en de "
            f"{period} erna.{third}{estimate}"
        ),
        Bullets(tuple(text for text in said if text)),
        Paragraph(
            "Komt dit door het gesprek? Dat weten we niet. Ook zonder het gesprek kon er iets veranderen."
        ),
        Paragraph(
            "We laten alleen cijfers van groepen zien, nooit van een persoon. Zegt een cijfer te veel over "
            "een paar mensen? Dan laten we het niet zien."
        ),
    )


def _third_figures(results: Results) -> list[int | None]:
    """Give the figures of the third time, as far as there was one; None is not shown."""
    changes = [total_delta(results, group, "herhaling") for group in WHO]
    score_then = mean_score(results, "herhaling", MAIN_INSTRUMENT)
    scores = [] if score_then is None else [score_then.mean]
    return [row.total for row in changes if row is not None] + scores


def _third_left_out(results: Results) -> str:
    """Say once what is not shown of the third time."""
    figures = _third_figures(results)
    if None not in figures:
        return ""
    if any(figure is not None for figure in figures):
        return "Van de derde keer laten we niet alles zien."
    return "De cijfers van de derde keer laten we niet zien."


def about(amount: Decimal) -> str:
    """Write the size of an amount as people say it.

    Example:
        >>> [about(Decimal(a)).replace("\\N{NO-BREAK SPACE}", " ") for a in ("-229609.91", "1650", "86.10")]
        ['ongeveer € 230.000', 'ongeveer € 1.700', 'ongeveer € 90']
        >>> about(Decimal("3"))
        'bijna niets'
    """
    size = abs(amount)
    step = next(step for least, step in STEPS if size >= least)
    rounded = int((size / step).quantize(Decimal(1), ROUND_HALF_UP)) * step
    return f"ongeveer €\N{NO-BREAK SPACE}{dutch_number(rounded)}" if rounded else "bijna niets"


def _households(number: int | None) -> str:
    return "een groep huishoudens" if number is None else count(number, "huishouden", "huishoudens")


def _costs(results: Results, group: str) -> str:
    """Say what a group cost at first, what changed after the talk, and the third time; nothing without it."""
    row = total_delta(results, group)
    if row is None:
        return ""
    who = WHO[group] if row.n is None else f"{WHO[group]} ({_households(row.n)})"
    if row.total is None:
        return f"{who}: wat de kosten deden, {_absent(row, 'som_eur')}."
    began = " Dat is logisch, want hun hulp begon toen pas." if group == "nieuw" and row.total > 0 else ""
    first_time = _first_time(results, group)
    change = _changed(row.total, "Na het gesprek waren ze") if first_time else ""
    said = f"{first_time} {change}" if first_time else _changed(row.total, "na het gesprek waren de kosten")
    return f"{who}: {said}{began}{_third(results, row)}"


def _first_time(results: Results, group: str) -> str:
    """Say what the costs were before, where that is shown."""
    levels = select(results.of(LEVELS), groep=group, wijk="totaal", stroom="totaal")
    before = first(levels, moment="voor")
    if before is None or before.cost is None:
        return ""
    amount = "niets" if before.cost == 0 else about(euros(before.cost))
    return f"de kosten waren samen eerst {amount}."


def _changed(cents: int, when: str) -> str:
    if cents == 0:
        return f"{when} even hoog."
    return f"{when} {about(euros(cents))} {'hoger' if cents > 0 else 'lager'}."


def _third(results: Results, after: Difference) -> str:
    """Say what changed from the first time to the third; nothing where there was none."""
    row = total_delta(results, after.group, "herhaling")
    if row is None or row.total is None:
        return ""
    who = "" if row.n in (None, after.n) else f" ({_households(row.n)})"
    if row.total == 0:
        return f" De derde keer{who} waren ze gelijk aan de eerste keer."
    way = "hoger" if row.total > 0 else "lager"
    return f" De derde keer{who} waren ze {about(euros(row.total))} {way} dan de eerste keer."


def _incomplete(results: Results) -> str:
    rows = (total_delta(results, group) for group in WHO)
    is_incomplete = any(row is not None and row.status == "onvolledig" for row in rows)
    return "Niet van elk huishouden kennen we alle kosten." if is_incomplete else ""


def _absent(row: FigureRow, key: str) -> str:
    return "laten we niet zien" if is_hidden(row, key) else "weten we niet"


def _talks(results: Results) -> str:
    row = results.mdo
    if row.cost is None:
        return f"Wat de gesprekken zelf kostten, {_absent(row, 'totaal_eur')}."
    within = (
        "zit in de kosten erna" if results.settings.mdo_costs == "meegerekend" else "telt hierboven niet mee"
    )
    return f"De gesprekken zelf kostten samen {about(euros(row.cost))}. Dat {within}."


def _wellbeing(results: Results) -> str:
    instrument = main_instrument(results)
    if instrument is None:
        return "Hoe het met de bewoners ging, staat niet in de werkmap van dit rapport."
    if instrument != MAIN_INSTRUMENT:
        return "Hoe het met de bewoners ging, staat in het hele rapport."
    before, after, repeat = (mean_score(results, m, instrument) for m in ("voor", "na", "herhaling"))
    for row in (before, after):
        if row is not None and row.mean is None:
            return f"Hoe het met de bewoners ging, {_absent(row, 'gemiddelde')}."
    if before is None or after is None:
        return "Hoe het met de bewoners ging, is niet twee keer gemeten."
    if before.n_residents is not None and before.n_residents == after.n_residents:
        said = f"{residents(before.n_residents)} gaven eerst gemiddeld een {score(before)} en daarna een "
        said += f"{score(after)}."
    else:
        first_time, then = (f"{score(row)} ({residents(row.n_residents)})" for row in (before, after))
        said = f"Bewoners gaven eerst gemiddeld een {first_time} en daarna een {then}."
    is_fewer = (after.n_residents or 0) < (before.n_residents or 0)
    fewer = " Niet iedereen deed de tweede keer mee." if is_fewer else ""
    return f"Hoe gaat het met u? {said}{fewer}{_third_score(repeat, after)}"


def _third_score(repeat: Wellbeing | None, after: Wellbeing) -> str:
    if repeat is None or repeat.mean is None:
        return ""
    who = "" if repeat.n_residents == after.n_residents else f" ({residents(repeat.n_residents)})"
    return f" De derde keer was het een {score(repeat)}{who}."
