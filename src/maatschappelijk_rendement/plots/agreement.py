"""Drawing of an agreement over years: what payers and providers have in each year."""

from __future__ import annotations

from maatschappelijk_rendement.plots.drawing import BLUE, GREY, Bar, Drawing, Label
from maatschappelijk_rendement.plots.scenario import Marks, euros_in_words, gap_beside, lying
from maatschappelijk_rendement.sharing.years_settled import SettledYears

ROW_INCH = 0.52


def years_side_by_side(settled: SettledYears) -> Drawing:
    """Show two bars a year: the payers beside the cost without the change, and the providers.

    Args:
        settled: The years.
    """
    rows = [
        (
            f"{year.year} {year.standing}".strip(),
            year.kept_cents + sum(year.absorbed_cents),
            year.pool_cents,
        )
        for year in settled.years
    ]
    edges = [0, *(cents for _, payers, providers in rows for cents in (payers, providers))]
    gap = gap_beside(edges)
    marks: Marks = []
    for y, (_, payers, providers) in enumerate(rows):
        for height, word, cents, colour in (
            (y - 0.2, "betalers", payers, BLUE),
            (y + 0.2, "aanbieders", providers, GREY),
        ):
            marks.append(Bar(height, 0, cents, 0.34, colour, hatched=cents < 0))
            marks.append(Label(max(0, cents) + gap, height, f"{word} {euros_in_words(cents)}", "right"))
    return lying(marks, [name for name, *_ in rows], edges, row_inch=ROW_INCH, room=0.6)
