"""The one gate: exact tables in, published tables out, each row with its status and rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from maatschappelijk_rendement.disclosure.audit import Attacker
from maatschappelijk_rendement.disclosure.costs import judge_costs
from maatschappelijk_rendement.disclosure.counts import counts_of, judge_counts, judge_lines, whole
from maatschappelijk_rendement.disclosure.effects import judge_effects
from maatschappelijk_rendement.disclosure.judged import Judged
from maatschappelijk_rendement.disclosure.layout import ExactTable
from maatschappelijk_rendement.disclosure.parts import MONTHS_A_YEAR, judge_parts
from maatschappelijk_rendement.disclosure.published import Level, Published, _let_pass
from maatschappelijk_rendement.disclosure.refusal import nothing_to_show
from maatschappelijk_rendement.disclosure.rounding import round_header, round_rows, rounded_counts
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.scored import judge_scored
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step, steps
from maatschappelijk_rendement.disclosure.showing import (
    Verdicts,
    account,
    public_header,
    public_rows,
)
from maatschappelijk_rendement.disclosure.system import TOTAL, Unit
from maatschappelijk_rendement.disclosure.units import COST_TABLES, Place, place_of
from maatschappelijk_rendement.disclosure.wellbeing import (
    Scales,
    judge_paired,
    judge_residents,
    judge_scores,
    scales_of,
)
from maatschappelijk_rendement.errors import MaatschappelijkRendementError, PublicationRefusedError
from maatschappelijk_rendement.results.codec import table_to_json
from maatschappelijk_rendement.results.schema import VERSION
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES

CONFIDENTIAL = "VERTROUWELIJK: alle getallen zijn exact en per casus, niets is onderdrukt. Niet publiceren."

Data = dict[str, object]


def publish(
    tables: Sequence[ExactTable],
    *,
    header: Mapping[str, object],
    rules: Rules | None = None,
    level: Level = "openbaar",
) -> Published:
    """Publish exact tables: hide what may give a person away, and say why.

    Args:
        tables: The exact tables with the contributions behind every figure.
        header: The sections that are no tables of figures, as ``results.sections`` declares them.
        rules: The parameters; the default asks for 10 cases.
        level: ``openbaar``, or ``intern``: nothing is hidden and every page says VERTROUWELIJK.

    Returns:
        The published result, shaped as ``resultaten.json``.

    Raises:
        PublicationRefusedError: Not even the totals can be shown.
        MaatschappelijkRendementError: A table, column or section without a rule, or parts that do not add up.
    """
    rules = rules or Rules()
    unknown = sorted(set(header) - set(SECTIONS))
    if unknown:
        raise MaatschappelijkRendementError(f"Onbekend onderdeel van het resultaat: {', '.join(unknown)}.")
    analysis = header.get("analyse")
    if not isinstance(analysis, Mapping):
        raise MaatschappelijkRendementError("Het onderdeel analyse ontbreekt in het resultaat.")
    parameters = {
        "minimum": rules.minimum,
        "minimum_reden": rules.minimum_reason,
        "afgerond": rules.rounding and level == "openbaar",
    }
    header = {**header, "analyse": {**analysis, **parameters}}
    shown = _internal(tables, header) if level == "intern" else _public(tables, header, rules)
    return _let_pass({"schema": VERSION, "niveau": level, **shown}, level, rules)


def _internal(tables: Sequence[ExactTable], header: Mapping[str, object]) -> Data:
    rows = {
        table.name: [{"status": "getoond", **row, "regel": "", "onderdrukt": []} for row in table.rows]
        for table in tables
    }
    return _assemble(header, rows) | {"openbaarmaking": {"tekst": CONFIDENTIAL, "regels": [], "tabellen": []}}


def _public(tables: Sequence[ExactTable], header: Mapping[str, object], rules: Rules) -> Data:
    analysis = header.get("analyse")
    instruments = header.get("instrumenten")
    verdicts = judge_tables(
        tables,
        analysis if isinstance(analysis, Mapping) else {},
        rules,
        scales_of(instruments if isinstance(instruments, Sequence) else ()),
    )
    cleaned = public_header(tables, header, verdicts)
    if rules.rounding:
        known = rounded_counts(tables)
        tables = [ExactTable(t.name, round_rows(t, known), t.stats, t.parts) for t in tables]
        differences = [row for table in tables if table.name == "verschil" for row in table.rows]
        cleaned = round_header(cleaned, differences, known)
    rows = {table.name: public_rows(table, verdicts, rules) for table in tables}
    return _assemble(cleaned, rows) | {"openbaarmaking": account(tables, verdicts, rules)}


def _assemble(header: Mapping[str, object], rows: Mapping[str, list[Data]]) -> Data:
    """Write every row as it stands in ``resultaten.json``."""
    written: Data = {name: table_to_json(table, rows.get(name, ())) for name, table in TABLES.items()}
    for name, section in header.items():
        one_row = [section] if isinstance(section, Mapping) else section
        written[name] = table_to_json(SECTIONS[name], one_row if isinstance(one_row, Sequence) else ())
    return written


def judge_tables(
    tables: Sequence[ExactTable], analysis: Mapping[str, object], rules: Rules, scales: Scales | None = None
) -> Verdicts:
    """Judge every figure of every table.

    Args:
        tables: The exact tables.
        analysis: The header ``analyse`` with its counts of cases.
        rules: The parameters.
        scales: The ends of the scale of each instrument; those of the shipped ones when left out.

    Returns:
        The rule that hides each hidden unit: the first one on the way up to the minimum. So reports at two
        minima give one reason for a figure, and the change of it does not tell how many cases it is about.

    Raises:
        PublicationRefusedError: Not even the totals can be shown.
    """
    attackers: list[Attacker] = []
    before = Pattern()
    first: dict[Unit, Rule] = {}
    for one in steps(rules):
        found = _judge(tables, analysis, Step(one, before, attackers), rules, scales)
        first = {unit: rule for judged in found for unit, rule in judged.rules.items()} | first
        before = Pattern(
            frozenset(unit for judged in found for unit in judged.pattern.hidden),
            frozenset(unit for judged in found for unit in judged.pattern.merged),
        )
    return first


def _judge(
    tables: Sequence[ExactTable],
    analysis: Mapping[str, object],
    step: Step,
    asked: Rules,
    scales: Scales | None,
) -> list[Judged]:
    """Judge every figure at one minimum: the main figures first, then what stands beside them."""
    named = {table.name: table for table in tables}
    places = {place_of(t.name, key) for t in tables if t.name in COST_TABLES for _, key in t.judged()}
    costs, parties = judge_costs(tables, places, step)
    totals = {place for place in places if (place[0], *place[2:]) == ("kosten", "na", TOTAL, TOTAL)}
    if totals and totals <= costs.pattern.hidden:
        raise PublicationRefusedError(nothing_to_show(_why_hidden(tables, totals, costs), asked))
    counts = judge_counts(tables, analysis, costs.pattern, step)
    found = [costs, parties, counts]
    if "welbevinden" in named:
        scores = judge_scores(named["welbevinden"], step, scales)
        paired = judge_paired(named["welbevinden"], scores.pattern, step, scales)
        both = scores.pattern.joined(paired.pattern)
        found += [scores, paired, judge_residents(named["welbevinden"], both, step)]
        beside = scores.pattern.joined(counts.pattern)
        found.append(judge_scored(named["welbevinden"], counts_of(tables), analysis, beside, step))
    months = whole(analysis.get("periode_maanden")) or MONTHS_A_YEAR
    for name in ("verschil", "vermeden"):
        if name in named:
            found += judge_parts(named[name], costs.pattern, counts.pattern, months, step)
    if "effect" in named:
        both = Pattern(costs.pattern.hidden | counts.pattern.hidden, costs.pattern.merged)
        found.append(judge_effects(named["effect"], both, step))
    if "herkomst_gebruik" in named:
        found.append(judge_lines(named["herkomst_gebruik"], step))
    return found


def _why_hidden(
    tables: Sequence[ExactTable], totals: Collection[Place], costs: Judged
) -> dict[str, tuple[int, Rule]]:
    """Give for each group its number of cases and the rule that hides its total."""
    cases = {
        place_of(table.name, key): table.stats["som_eur"][table.key(row)].n
        for table in tables
        if table.name in COST_TABLES
        for row, key in table.judged()
    }
    return {place[1]: (cases[place], costs.rules[place]) for place in sorted(totals)}
