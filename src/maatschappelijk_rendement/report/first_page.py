"""The first page: what was compared, three large figures, how sure it is, a picture, what it does not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maatschappelijk_rendement.report import charts
from maatschappelijk_rendement.report.document import Block, Chart, Paragraph, TableOfContents
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.headlines import headlines
from maatschappelijk_rendement.report.rows import instrument_facts, main_instrument, mean_score, select
from maatschappelijk_rendement.report.summary import summary
from maatschappelijk_rendement.report.words import CERTAINTY, OUTCOME, sentences
from maatschappelijk_rendement.report.words.certainty import both_answers
from maatschappelijk_rendement.report.words.limits import FALLS_BY_ITSELF, NO_GROUP
from maatschappelijk_rendement.results.costs import DIFFERENCES
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import TOTAL

LAWS = {
    "Wmo": "Wet maatschappelijke ondersteuning",
    "Zvw": "Zorgverzekeringswet",
    "Wlz": "Wet langdurige zorg",
    "Wgs": "Wet gemeentelijke schuldhulpverlening",
}
"""What the short names of streams stand for; the others are words."""
NO_PICTURE = "Hier staat geen grafiek: van de meeste stromen is het verschil onderdrukt."


def first_page(results: Results) -> tuple[Block, ...]:
    """Give what a reader sees in half a minute, and then the contents.

    Args:
        results: Published results.
    """
    return tuple(_blocks(results))


def _blocks(results: Results) -> Iterator[Block]:
    said = summary(results)
    yield Paragraph(f"{said[0]}{_period(results)}")
    large = headlines(results)
    if large.items:
        yield large
    # Before the picture: on a screen or a telephone it would stand too far down to be read in half a minute.
    sure = certainty(results)
    if sure:
        yield Paragraph(sure)
    chart = picture(results)
    if chart is not None:
        yield chart
    elif any(row.stream != TOTAL for row in select(results.of(DIFFERENCES), moment="na", groep="bestaand")):
        yield Paragraph(NO_PICTURE)
    # What was said just now is not said again.
    yield Paragraph(FALLS_BY_ITSELF if NO_GROUP in sure and FALLS_BY_ITSELF in said[-1] else said[-1])
    laws = {row.stream: LAWS[row.stream] for row in results.of(DIFFERENCES) if row.stream in LAWS}
    if laws:
        yield Paragraph(f"Afkortingen: {'; '.join(f'{short} is de {law}' for short, law in laws.items())}.")
    yield TableOfContents()


def _period(results: Results) -> str:
    """Say from when to when the data run, where that is known."""
    setting = results.settings
    if not setting.period_from or not setting.period_to:
        return ""
    return f" De gegevens lopen van {setting.period_from} tot en met {setting.period_to}."


def picture(results: Results) -> Chart | None:
    """Choose the one picture: the change per stream; the scores where most streams are hidden.

    Args:
        results: Published results.
    """
    rows = select(results.of(DIFFERENCES), moment="na", groep="bestaand", wijk="totaal")
    streams = [row for row in rows if row.stream != "totaal"]
    if streams and 2 * sum(row.total is not None for row in streams) >= len(streams):
        return charts.changes(results, "bestaand")
    instrument = main_instrument(results)
    if instrument is None or instrument_facts(results, instrument).is_ordinal:
        return None
    scores = [mean_score(results, moment, instrument) for moment in ("voor", "na")]
    if any(row is None or row.mean is None for row in scores):
        return None
    chart = charts.wellbeing(results, instrument)
    return replace(chart, name=f"eerst-{chart.name}", is_alone=True)


def certainty(results: Results) -> str:
    """Say how sure the difference is and what it says about the MDO; of a comparison, where there is one.

    Args:
        results: Published results.
    """
    facts = facts_from(results)
    effect = [one.text for one in sentences(facts, OUTCOME) if one.id == "effect"]
    answers = [both_answers(facts), *(one.text for one in sentences(facts, CERTAINTY))]
    return next(iter([*effect, *filter(None, answers)]), "")
