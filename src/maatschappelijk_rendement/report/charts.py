"""The charts of the report: each with what it shows in words, and a table of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots import axis, certainty, drawing
from maatschappelijk_rendement.plots.axis import with_axis
from maatschappelijk_rendement.plots.changes import changes as draw_changes
from maatschappelijk_rendement.plots.changes import words
from maatschappelijk_rendement.report import cells
from maatschappelijk_rendement.report.document import Chart, Table
from maatschappelijk_rendement.report.herkomst import traced, traced_cell
from maatschappelijk_rendement.report.layouts import INCOMPLETE_NOTE, RESPONSE, Stage, show
from maatschappelijk_rendement.report.rows import (
    AnyRow,
    first,
    instrument_facts,
    mean_score,
    ordered,
    select,
)
from maatschappelijk_rendement.report.wording import instrument_name, score_noun
from maatschappelijk_rendement.results import counts
from maatschappelijk_rendement.results.columns import Column
from maatschappelijk_rendement.results.costs import DIFFERENCES, LEVELS
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import TOTAL, word

# What stands beside the waterfall; the annex has every column.
FEWER_COLUMNS = (
    "moment groep wijk in_venster_eur mediaan_eur bi95_laag_eur bi95_hoog_eur n_gestegen n_gedaald n_gelijk "
    "som_zonder_grootste_eur"
)

MEAN, CHANGE = counts.WELLBEING.columns["gemiddelde"], DIFFERENCES.columns["som_eur"]
TOTAL_DOES_NOT_FIT = (
    "Het opgegeven aantal casussen waaraan is gewerkt, staat er niet bij: het is lager dan het aantal "
    "onderzochte casussen en kan dus niet kloppen."
)


def streams(results: Results, group: str) -> Chart:
    """Chart the cost per stream before and after, for one group over all wijken.

    Args:
        results: Published results.
        group: ``bestaand`` or ``nieuw``.
    """
    of_group = ordered(select(results.of(LEVELS), groep=group, wijk="totaal"))
    levels = [r for r in of_group if r.moment in ("voor", "na")]
    what = f"Kosten per stroom voor en na het MDO, {word(group)}"
    title = _found(largest_change(results, group), what)
    drawn = [r for r in levels if r.stream != "totaal"]
    alt = "Liggende staven, per stroom een voor en een na. " + _per_row(
        drawn, lambda r: f"{r.stream} {r.moment}: {_say(r, BEFORE)}"
    )
    # Where only a total was published, the spread of the cases is invented.
    spread = () if results.settings.is_fitted else results.of(DIFFERENCES)
    shown = drawing.streams(levels, spread, group=group, wijk="totaal")
    shown = with_axis(shown, axis.euros)
    return Chart(f"stromen-{group}", title, alt, shown, before_and_after(results, group, what))


def changes(results: Results, group: str) -> Chart:
    """Chart how much each stream changed, without a table: that stands where the costs are.

    Args:
        results: Published results.
        group: ``bestaand`` or ``nieuw``.
    """
    rows = ordered(select(results.of(DIFFERENCES), moment="na", groep=group, wijk="totaal"))
    streams = [row for row in rows if row.stream != TOTAL]
    title = _found(largest_change(results, group), f"verschil in kosten per stroom, {word(group)}")
    alt = "Liggende staven vanaf nul, per stroom een. " + _per_row(
        sorted(streams, key=lambda row: (row.total is None, row.total or 0)),
        lambda row: f"{row.stream}: {_say(row, CHANGE)}",
    )
    table = before_and_after(results, group, title)
    return Chart(f"verandering-{group}", title, alt, draw_changes(rows), table, is_alone=True)


def largest_change(results: Results, group: str) -> str:
    """Say which stream changed most, as far as streams are shown; nothing where none did.

    Args:
        results: Published results.
        group: ``bestaand`` or ``nieuw``.
    """
    rows = select(results.of(DIFFERENCES), moment="na", groep=group, wijk="totaal")
    streams = [row for row in rows if row.stream != TOTAL]
    shown = [(row.total, row.stream) for row in streams if row.total is not None]
    among = "" if len(shown) == len(streams) else " van wat te zien is"
    lowest, highest = min(shown, default=(0, "")), max(shown, default=(0, ""))
    if lowest[0] < 0:
        return f"{lowest[1]} {'daalden' if _is_many(lowest[1]) else 'daalde'} het meest{among}"
    if highest[0] > 0:
        return f"{highest[1]} {'stegen' if _is_many(highest[1]) else 'steeg'} het meest{among}"
    return ""


def _is_many(stream: str) -> bool:
    """Tell whether a name stands for several streams, put together so that they can be shown.

    Example:
        >>> _is_many("Wmo"), _is_many("Jeugdwet en Wmo"), _is_many("overige stromen")
        (False, True, True)
    """
    return " en " in stream or stream.endswith("stromen")


def _found(finding: str, what: str) -> str:
    """Begin a title with what was found."""
    return f"{finding}: {what[:1].lower()}{what[1:]}" if finding else f"{what[:1].upper()}{what[1:]}"


STREAM, CASES, STATUS = (DIFFERENCES.columns[key] for key in ("stroom", "n", "status"))
BEFORE, AFTER = (replace(LEVELS.columns["som_eur"], label=label) for label in ("Voor", "Na"))


def before_and_after(results: Results, group: str, title: str) -> Table:
    """Put cost before, cost after and the difference of each stream side by side.

    Args:
        results: Published results.
        group: ``bestaand`` or ``nieuw``.
        title: Caption.
    """
    deltas = ordered(select(results.of(DIFFERENCES), moment="na", groep=group, wijk="totaal"))
    columns = (STREAM, CASES, BEFORE, AFTER, CHANGE)
    levels = select(results.of(LEVELS), groep=group, wijk="totaal")
    rows = []
    for delta in deltas:
        before, after = (first(levels, stroom=delta.stream, moment=moment) for moment in ("voor", "na"))
        read = [
            traced_cell(results, LEVELS, before or {}, BEFORE),
            traced_cell(results, LEVELS, after or {}, AFTER),
            traced_cell(results, DIFFERENCES, delta, CHANGE),
        ]
        names = (cells.cell(delta, STREAM), traced_cell(results, DIFFERENCES, delta, CASES))
        rows.append((*names, *read, cells.state(delta, columns)))
    return Table(f"stromen-{group}", title, (*columns, STATUS), tuple(rows), INCOMPLETE_NOTE)


def waterfall(results: Results, group: str) -> Chart:
    """Chart how the differences per stream add up to the total, for one group over all wijken.

    Args:
        results: Published results.
        group: ``bestaand`` or ``nieuw``.
    """
    chosen = ordered(select(results.of(DIFFERENCES), moment="na", groep=group, wijk="totaal"))
    what = f"Van verschil per stroom naar totaal verschil, {word(group)}"
    total = next((row.total for row in chosen if row.stream == TOTAL), None)
    title = _found("" if total is None else f"Samen {words(total)}", what)
    table = traced(
        results,
        DIFFERENCES,
        chosen,
        name=f"verschil-{group}",
        title=what,
        without=FEWER_COLUMNS,
    )
    alt = "Watervalgrafiek van het verschil in kosten, na min voor. " + _per_row(
        chosen, lambda r: f"{r.stream}: {_say(r, CHANGE)}"
    )
    shown = drawing.waterfall(chosen, group=group, wijk="totaal", moment="na")
    return Chart(f"verschil-{group}", title, alt, with_axis(shown, axis.euros), table)


def wellbeing(results: Results, instrument: str) -> Chart:
    """Chart the mean score of one instrument at each moment, over all residents.

    Args:
        results: Published results.
        instrument: Which instrument.
    """
    scores = select(results.of(counts.WELLBEING), instrument=instrument, onderdeel=None)
    chosen = ordered(select(scores, groep="totaal", wijk="totaal"))
    what = f"Welbevinden voor en na het MDO: {instrument_name(results, instrument)}"
    title = _found(_score_change(results, instrument), what)
    facts = instrument_facts(results, instrument)
    scale = (float(facts.lowest), float(facts.highest))
    table = traced(
        results,
        counts.WELLBEING,
        chosen,
        name=f"welbevinden-{instrument}",
        title=what,
        without="groep wijk instrument onderdeel",
    )
    moments = {r.moment: r for r in reversed(chosen)}
    alt = "Lijn met een punt per moment. " + _per_row(
        reversed(moments.values()),
        lambda r: (
            f"{word(r.moment)}: {_say(r, MEAN)}"
            + (f" ({dutch_number(r.n_residents)} bewoners)" if r.n_residents is not None else "")
        ),
    )
    shown = drawing.wellbeing(chosen, group="totaal", instrument=instrument, scale=scale)
    return Chart(f"welbevinden-{instrument}", title, alt, shown, table)


def response(results: Results) -> Chart:
    """Chart how many cases are left at each stage, from all that were worked on to those measured again.

    Args:
        results: Published results.
    """
    stages = certainty.stages(results)
    rows = [
        Stage(name=name, n=count, status="onderdrukt" if count is None else "getoond")
        for name, count in stages
    ]
    table = show(RESPONSE, rows)
    if certainty.is_total_too_low(results):
        table = replace(table, note=f"{table.note} {TOTAL_DOES_NOT_FIT}")
    alt = "Liggende staven, per stap een, met het aantal casussen. " + _per_row(
        rows, lambda r: f"{r.name}: {cells.cell(r, CASES).text}"
    )
    shown = with_axis(certainty.response(stages), axis.cases)
    return Chart("respons", _found(_reached(stages), table.title), alt, shown, table)


def _reached(stages: Sequence[certainty.Stage]) -> str:
    """Say how many of the cases that were worked on are looked into, where both are shown."""
    (_, most), (name, fewer) = (*stages, *[("", None)] * 2)[:2]
    if most is None or fewer is None or name != "onderzocht":
        return ""
    return f"{dutch_number(fewer)} van de {dutch_number(most)} casussen zijn onderzocht"


def _score_change(results: Results, instrument: str) -> str:
    """Say which way the mean score went, where it is shown."""
    before, after = (mean_score(results, moment, instrument) for moment in ("voor", "na"))
    if before is None or after is None or before.mean is None or after.mean is None:
        return ""
    way = "steeg" if after.mean > before.mean else "daalde" if after.mean < before.mean else "bleef gelijk"
    said = f"{score_noun(results, instrument, after)} {way}"
    if way.startswith("bleef"):
        return said
    return f"{said} van {cells.score(before)} naar {cells.score(after)}"


def _say(row: Mapping[str, object], column: Column) -> str:
    shown = cells.cell(row, column)
    return f"{shown.text} {shown.direction}".strip()


def _per_row(rows: Iterable[AnyRow], say: Callable[[AnyRow], str]) -> str:
    return "; ".join(say(row) for row in rows) + "."
