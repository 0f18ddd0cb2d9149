"""The one gate: exact tables in, published tables out, each row with its status and rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from maatschappelijk_rendement.disclosure.matrix.design import FINEST, Design
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.matrix.figures import Problem
from maatschappelijk_rendement.disclosure.protect.any_minimum import decide_in_steps
from maatschappelijk_rendement.disclosure.protect.decide import Verdict
from maatschappelijk_rendement.disclosure.rules import SMALLEST_GRID_CENTS, Rule, Rules
from maatschappelijk_rendement.disclosure.rules.whole_units import Steps, even, power_of_ten
from maatschappelijk_rendement.disclosure.tables.agreement import refuse_other_numbers
from maatschappelijk_rendement.disclosure.tables.bought import Whole
from maatschappelijk_rendement.disclosure.tables.effects import judge_effects
from maatschappelijk_rendement.disclosure.tables.hiding import (
    Verdicts,
    account,
    coarser,
    per_rule,
    public_header,
    public_rows,
    reasons,
)
from maatschappelijk_rendement.disclosure.tables.layout import ExactTable
from maatschappelijk_rendement.disclosure.tables.published import Level, Published, _let_pass
from maatschappelijk_rendement.disclosure.tables.refusal import nothing_to_show
from maatschappelijk_rendement.disclosure.tables.rounding import grids_of, rounded, whole
from maatschappelijk_rendement.disclosure.tables.steps import floors_of, steps_of
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError, PublicationRefusedError
from maatschappelijk_rendement.results.codec import table_to_json
from maatschappelijk_rendement.results.schema import VERSION
from maatschappelijk_rendement.results.sections import HIDDEN, Hidden
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES
from maatschappelijk_rendement.results.words import TOTAL

SAYING = frozenset({"total", "streams", "wellbeing", "parties", "new"})
"""Tiers of which one figure makes a report worth publishing."""
CONFIDENTIAL = "VERTROUWELIJK: alle getallen zijn exact en per casus, niets is onderdrukt. Niet publiceren."
HIDES = (
    " Welk getal het openbare rapport onderdrukt, en door welke regel, staat in resultaten.json bij "
    "openbaarmaking."
)
REFUSES = " Een openbaar rapport is er niet. "

Data = dict[str, object]


def publish(
    tables: Sequence[ExactTable],
    *,
    header: Mapping[str, object],
    facts: Facts | None = None,
    start: Verdict | None = None,
    rules: Rules | None = None,
    units: Whole | None = None,
    level: Level = "openbaar",
    why: Hidden | None = None,
) -> Published:
    """Publish exact tables: hide what may give a person away, and say why.

    Args:
        tables: The exact tables with the contributions behind every figure.
        header: The sections that are no tables of figures, as ``results.sections`` declares them.
        facts: What the tables were made from, for what is public: every number is judged by what each case
            puts into it.
        start: The design of the tables and what is shown of it, from ``matrix.walk.choose``; the tables are
            of the finest design when left out.
        rules: The parameters; the default asks for 10 cases.
        units: What was bought of each product: where a sum of it is a puzzle with one solution, amounts
            stand on a coarser grid.
        level: ``openbaar``, or ``intern``: nothing is hidden and every page says VERTROUWELIJK.
        why: For what is internal: what a public report hides and by which rule, from ``account_by_rule``.

    Returns:
        The published result, shaped as ``resultaten.json``.

    Raises:
        PublicationRefusedError: Not even the totals can be shown.
        MaatschappelijkRendementError: A table, column or section without a rule, a public result without
            facts, or a number that is not the one that was judged.
    """
    rules = rules or Rules()
    unknown = sorted(set(header) - set(SECTIONS))
    if unknown:
        raise MaatschappelijkRendementError(f"Onbekend onderdeel van het resultaat: {', '.join(unknown)}.")
    analysis = header.get("analyse")
    if not isinstance(analysis, Mapping):
        raise MaatschappelijkRendementError("Het onderdeel analyse ontbreekt in het resultaat.")
    if level == "intern":
        header = {**header, "analyse": {**analysis, **_parameters(rules, level)}}
        shown = _internal(tables, header, why or Hidden(text=CONFIDENTIAL))
    elif facts is not None:
        verdicts, problem = judge_tables(tables, analysis, facts, rules, start)
        grids, design = grids_of(problem), start.design if start else FINEST
        names = [name for name, rule in verdicts.items() if rule is None]
        finest = even(SMALLEST_GRID_CENTS)
        if units is not None:
            finest = steps_of(units, problem, names, grids, design, SMALLEST_GRID_CENTS)
        steps = finest.at_least(rules.grid_cents)
        # A grid of another size than a power of ten is made of the one below it: an amount on many grids of
        # any size would be known to the euro.
        for each in dict.fromkeys((finest.at_least(power_of_ten(rules.grid_cents)), steps)):
            floors = floors_of(problem, names, each)
            tables = [rounded(table, grids, each.headline, floors) for table in tables]
        rules = replace(rules, grid_cents=steps.headline)
        header = {**header, "analyse": {**analysis, **_parameters(rules, level, steps)}}
        shown = _public(tables, header, verdicts, rules, design)
    else:
        raise MaatschappelijkRendementError(
            "Wat achter de tabellen zit, ontbreekt; er is niets gepubliceerd."
        )
    return _let_pass({"schema": VERSION, "niveau": level, **shown}, level, rules)


def _parameters(rules: Rules, level: Level, steps: Steps | None = None) -> Data:
    return {
        "minimum": rules.minimum,
        "minimum_reden": rules.minimum_reason,
        "afgerond": level == "openbaar",
        "rooster_eur": steps.headline // 100 if steps else None,
        "rooster_delen_eur": steps.rest // 100 if steps and steps.rest > steps.headline else None,
    }


def account_by_rule(
    tables: Sequence[ExactTable],
    *,
    analysis: Mapping[str, object],
    facts: Facts,
    start: Verdict,
    rules: Rules,
) -> Hidden:
    """Say what a public report hides and by which rule, for who holds the data.

    Args:
        tables: The exact tables of the public report.
        analysis: The header ``analyse`` with its counts of cases.
        facts: What the tables were made from.
        start: The design of the tables and what is shown of it, from ``choose``.
        rules: The parameters.

    Raises:
        MaatschappelijkRendementError: A number in a table is not the one that was judged.
    """
    try:
        verdicts, _ = judge_tables(tables, analysis, facts, rules, start)
    except PublicationRefusedError as refused:
        return Hidden(text=f"{CONFIDENTIAL}{REFUSES}{refused}")
    cells = reasons(tables, verdicts, rules)
    text = "".join((CONFIDENTIAL, HIDES, *coarser(start.design)))
    return Hidden(text=text, rules=per_rule(cells), reasons=tuple(cells))


def _internal(tables: Sequence[ExactTable], header: Mapping[str, object], why: Hidden) -> Data:
    rows = {
        table.name: [{"status": "getoond", **row, "regel": "", "onderdrukt": []} for row in table.rows]
        for table in tables
    }
    return _assemble(header, rows) | {HIDDEN.name: table_to_json(HIDDEN, [why])}


def _public(
    tables: Sequence[ExactTable],
    header: Mapping[str, object],
    verdicts: Verdicts,
    rules: Rules,
    design: Design,
) -> Data:
    cleaned = public_header(header, verdicts)
    rows = {table.name: public_rows(table, verdicts) for table in tables}
    said = account(tables, verdicts, rules, design)
    return _assemble(cleaned, rows) | {HIDDEN.name: table_to_json(HIDDEN, [said])}


def _assemble(header: Mapping[str, object], rows: Mapping[str, list[Data]]) -> Data:
    """Write every row as it stands in ``resultaten.json``."""
    written: Data = {name: table_to_json(table, rows.get(name, ())) for name, table in TABLES.items()}
    for name, section in header.items():
        one_row = [section] if isinstance(section, Mapping) else section
        written[name] = table_to_json(SECTIONS[name], one_row if isinstance(one_row, Sequence) else ())
    return written


def judge_tables(
    tables: Sequence[ExactTable],
    analysis: Mapping[str, object],
    facts: Facts,
    rules: Rules,
    start: Verdict | None = None,
) -> tuple[Verdicts, Problem]:
    """Judge every figure of every table.

    Args:
        tables: The exact tables.
        analysis: The header ``analyse`` with its counts of cases.
        facts: What the tables were made from.
        rules: The parameters.
        start: The design of the tables and what is shown of it at the default minimum.

    Returns:
        For each number that was judged the rule that hides it, or None; and the figures behind them.

    Raises:
        PublicationRefusedError: Not even a total can be shown.
        MaatschappelijkRendementError: A number in a table is not the one that was judged.
    """
    verdict = decide_in_steps(facts, rules, start)
    refuse_other_numbers(tables, analysis, verdict.problem, facts.programme)
    found = dict(verdict.rules)
    totals = _totals(tables, found)
    if totals and all(rule for _, rule in totals.values()) and not says_something(verdict):
        hidden = {group: (cases, rule) for group, (cases, rule) in totals.items() if rule}
        raise PublicationRefusedError(nothing_to_show(hidden, rules))
    for table in tables:
        if table.name == "effect":
            found |= judge_effects(table, found, rules)
    return found, verdict.problem


def says_something(verdict: Verdict) -> bool:
    """Whether anything is shown of what a reader comes for, such as the scores, that is not nothing."""
    figures, atoms = verdict.problem.figures, verdict.problem.atoms
    return any(
        figures[number].tier in SAYING and atoms.row(figures[number].form).any() for number in verdict.shown
    )


def _totals(tables: Sequence[ExactTable], verdicts: Verdicts) -> dict[str, tuple[int, Rule | None]]:
    """Give for each group its number of cases and the rule that hides its total difference."""
    return {
        str(row["groep"]): (
            whole(row["n"]),
            verdicts.get((table.name, table.key(row), "som_eur"), Rule.SECONDARY),
        )
        for table in tables
        if table.name == "verschil"
        for row in sorted(table.rows, key=lambda row: str(row["groep"]))
        if (row["moment"], row["wijk"], row["stroom"]) == ("na", TOTAL, TOTAL)
    }
