"""The key figures: one table a reader takes along, each figure with its n."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.cells import HIDDEN, UNKNOWN, cell
from maatschappelijk_rendement.report.document import ShownValue, Table
from maatschappelijk_rendement.report.herkomst import traced_cell
from maatschappelijk_rendement.report.layouts import INCOMPLETE_NOTE, evenly
from maatschappelijk_rendement.report.rows import (
    main_instrument,
    mean_score,
    ordered,
    select,
    total_delta,
)
from maatschappelijk_rendement.results import costs, counts
from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind, Row
from maatschappelijk_rendement.results.costs import PARTS_NOTE
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.words import TRACEABLE, word

COLUMNS = (
    Column("cijfer", "Kerncijfer"),
    Column("waarde", "Waarde", Kind.DELTA),
    Column("n", "n", Kind.COUNT),
    Column("groep", "Over wie"),
    costs.DIFFERENCES.columns["status"],
)

KEY_DELTAS = (
    ("som_eur", "Verschil in kosten"),
    ("gemiddelde_eur", "Gemiddeld verschil per casus"),
    ("bi95_laag_eur", "Gemiddelde, ondergrens (95%)"),
    ("bi95_hoog_eur", "Gemiddelde, bovengrens (95%)"),
    ("eenmalig_eur", "Waarvan eenmalig"),
    ("structureel_per_jaar_eur", "Wat doorloopt, per jaar"),
    ("n_gedaald", "Casussen met een daling"),
    ("n_gestegen", "Casussen met een stijging"),
    ("som_zonder_grootste_eur", "Verschil zonder de grootste casus"),
)
BOUNDS = ("bi95_laag_eur", "bi95_hoog_eur")
TOO_NARROW = "maar de marge kan te smal zijn: een paar casussen bepalen veel"


def key_figures(results: Results) -> Table:
    """Make the table of key figures: each figure with its n and where it comes from."""
    rows: list[tuple[ShownValue, ...]] = []
    columns = costs.DIFFERENCES.columns
    # Where only a total was published, the spread of the cases is invented: its bounds say nothing.
    has_spread = not results.settings.is_fitted
    whole = [(key, label) for key, label in KEY_DELTAS if has_spread or key not in BOUNDS]
    for group, moment, keys in (
        ("bestaand", "na", whole),
        ("nieuw", "na", KEY_DELTAS[:2]),
        ("bestaand", "herhaling", KEY_DELTAS[:1]),
    ):
        change = total_delta(results, group, moment)
        if change is None:
            continue
        about = ", herhaalmeting" if moment == "herhaling" else f", {word(group)}" if group == "nieuw" else ""
        rows += [
            _figure(results, costs.DIFFERENCES, change, columns[key], label + about) for key, label in keys
        ]
    for rest in select(results.of(costs.SOCIETAL), groep="bestaand"):
        name = "Verschil zonder bijstand en ander inkomen"
        difference = replace(costs.SOCIETAL.columns["som_eur"], label="Verschil")
        rows.append(_figure(results, costs.SOCIETAL, rest, difference, name))
    for part in ordered(select(results.of(costs.OF_MONEY_KINDS), groep="bestaand")):
        name = f"Verschil in {word(part.money_kind)}"
        rows.append(
            _figure(results, costs.OF_MONEY_KINDS, part, costs.OF_MONEY_KINDS.columns["som_eur"], name)
        )
    instrument = main_instrument(results)
    for moment in ("voor", "na", "herhaling"):
        row = mean_score(results, moment, instrument) if instrument else None
        if row is not None:
            mean = counts.WELLBEING.columns["gemiddelde"]
            name = f"Welbevinden {word(moment)}" if moment != "herhaling" else "Welbevinden, herhaalmeting"
            rows.append(_figure(results, counts.WELLBEING, row, mean, name))
    cost = replace(counts.MDO.columns["totaal_eur"], label="Kosten van het MDO")
    rows.append(_figure(results, counts.MDO, results.mdo, cost, "Kosten van het MDO zelf"))
    minus = "Verschil is na min voor: een daling heeft een minteken."
    shown = [row for row in rows if row[1].absent != HIDDEN]
    without = _left_out(len(rows) - len(shown))
    note = f"{minus} {PARTS_NOTE} {INCOMPLETE_NOTE}{without}"
    return Table(
        "kerncijfers", "Kerncijfers", COLUMNS, evenly(shown), note, f"Geen kerncijfer is te zien.{without}"
    )


def _left_out(number: int) -> str:
    """Say how many key figures are hidden: a list of what is not there helps nobody."""
    if not number:
        return ""
    are = "Eén kerncijfer is" if number == 1 else f"{dutch_number(number)} kerncijfers zijn"
    return f" {are} onderdrukt; rapport.xlsx en resultaten.json zeggen welke."


def _figure(
    results: Results, table: ResultTable[Row], row: FigureRow, column: Column, label: str
) -> tuple[ShownValue, ...]:
    value = traced_cell(results, table, row, column)
    if value.value is not None:
        status = word(row.status)
        if column.key in BOUNDS and row.get("marge_te_smal"):
            status += f", {TOO_NARROW}"
    elif value.absent == HIDDEN:
        status = f"{HIDDEN}: {TRACEABLE}"
    else:
        status = UNKNOWN
    who = word(str(row.get("groep", "totaal")))
    return (
        ShownValue(label),
        value,
        _people(results, row),
        ShownValue("alle casussen" if who == "totaal" else who),
        ShownValue(status),
    )


def _people(results: Results, row: Mapping[str, object]) -> ShownValue:
    """Say over how many a figure is; a table without an n of its own is about the whole group."""
    counted = row if "n" in row or "n_bewoners" in row else total_delta(results, str(row["groep"])) or {}
    key, noun = ("n_bewoners", "bewoners") if "n_bewoners" in counted else ("n", "casussen")
    shown = cell(counted, Column(key, "n", Kind.COUNT))
    return shown if shown.value is None else ShownValue(f"{shown.text}\N{NO-BREAK SPACE}{noun}")
