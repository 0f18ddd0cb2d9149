"""The one gate: exact tables in, published tables out, each row with its status and rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from maatschappelijk_rendement.disclosure.costs import coarsen, draft_costs
from maatschappelijk_rendement.disclosure.figures import (
    HEADER_COUNTS,
    PART_FIGURES,
    judge_counts,
    judge_lines,
    judge_part,
)
from maatschappelijk_rendement.disclosure.judged import judge
from maatschappelijk_rendement.disclosure.layout import LAYOUTS, MAIN, SINGLE, ExactTable, Row
from maatschappelijk_rendement.disclosure.published import Level, Published, _let_pass
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.system import TOTAL, Unit
from maatschappelijk_rendement.disclosure.units import COST_TABLES, unit_of
from maatschappelijk_rendement.disclosure.wellbeing import judge_paired, judge_scores
from maatschappelijk_rendement.errors import MaatschappelijkRendementError, PublicationRefusedError

SCHEMA = "resultaten-1"
SECTIONS = ("analyse", "controle", "kosten", "programma", "tarieven", "meldingen")

ADVICE = (
    "Voeg wijken met weinig casussen samen (kolom wijk op blad Casussen), neem meer casussen op, "
    "of maak het rapport met --intern."
)
EXPLANATION = (
    "Achter elk getoond getal staan minstens {minimum} casussen. Een getal dat te veel over één huishouden zegt, is "
    "onderdrukt; soms is daarvoor ook een ander getal onderdrukt, omdat het anders uit de totalen volgt. Onderdrukt is "
    "niet nul. De mediaan en de som zonder de grootste casus staan alleen in het interne rapport: zij geven het bedrag "
    "van één casus."
)

# The rule that hides each hidden unit; what is not named is shown.
Verdicts = Mapping[Unit, Rule]


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
        header: The sections without cases behind them, in their final shape: ``analyse``, ``controle``,
            ``kosten``, ``programma``, ``tarieven``, ``meldingen``.
        rules: The parameters; the default asks for 10 cases.
        level: ``openbaar``, or ``intern``: nothing is hidden and every page says VERTROUWELIJK.

    Returns:
        The published result, shaped as ``resultaten.json``.

    Raises:
        PublicationRefusedError: Not even the totals can be shown.
        MaatschappelijkRendementError: A table, column or section that has no rule, or figures that do not add
            up.
    """
    rules = rules or Rules()
    unknown = sorted(set(header) - set(SECTIONS))
    if unknown:
        raise MaatschappelijkRendementError(f"Onbekend onderdeel van het resultaat: {', '.join(unknown)}.")
    if level == "intern":
        data = {"schema": SCHEMA, "niveau": level, **_intern(tables, header)}
    else:
        data = {"schema": SCHEMA, "niveau": level, **_public(tables, header, rules)}
    analysis = {**_mapping(data["analyse"]), "minimum": rules.minimum, "minimum_reden": rules.minimum_reason}
    return _let_pass({**data, "analyse": {**analysis, "afgerond": rules.rounding}}, level, rules)


def _intern(tables: Sequence[ExactTable], header: Mapping[str, object]) -> dict[str, object]:
    data = dict(header)
    for table in tables:
        data[table.name] = [{"status": "getoond", **row, "regel": "", "onderdrukt": []} for row in table.rows]
    return _one_mdo(data) | {
        "openbaarmaking": {"tekst": "VERTROUWELIJK: niets is onderdrukt.", "regels": [], "tabellen": []}
    }


def _public(tables: Sequence[ExactTable], header: Mapping[str, object], rules: Rules) -> dict[str, object]:
    verdicts = judge_tables(tables, _mapping(header.get("analyse")), rules)
    data = _public_header(tables, header, verdicts)
    for table in tables:
        data[table.name] = [_public_row(table, row, verdicts, rules) for row in table.rows]
    return _one_mdo(data) | {"openbaarmaking": _account(tables, verdicts, rules)}


def judge_tables(tables: Sequence[ExactTable], analysis: Mapping[str, object], rules: Rules) -> Verdicts:
    """Judge every figure of every table.

    Raises:
        PublicationRefusedError: Not even the totals can be shown.
    """
    named = {table.name: table for table in tables}
    draft = draft_costs(tables, rules)
    places = {
        unit_of(table, row, MAIN)
        for table in tables
        if table.name in COST_TABLES
        for row, _ in table.judged()
    }
    costs = judge(draft, coarsen(places))
    totals = {place for place in places if place[0] == "kosten" and place[2:] == ("na", TOTAL, TOTAL)}
    if totals and totals <= costs.pattern.hidden:
        raise PublicationRefusedError(
            f"Er blijft te weinig over om te publiceren: ook het totaal heeft {rules.text(costs.rules[min(totals)])}. "
            f"{ADVICE}"
        )
    counts = judge_counts(tables, analysis, costs.pattern, rules)
    found = [costs, counts]
    for name in ("verschil", "vermeden"):
        if name in named:
            found += [
                judge_part(named[name], figure, costs.pattern, counts, rules) for figure in PART_FIGURES
            ]
    if "welbevinden" in named:
        scores = judge_scores(named["welbevinden"], rules)
        found += [scores, judge_paired(named["welbevinden"], scores.pattern, rules)]
    if "herkomst_gebruik" in named:
        found.append(judge_lines(named["herkomst_gebruik"], rules))
    return {unit: rule for judged in found for unit, rule in judged.rules.items()}


def _public_row(table: ExactTable, row: Row, verdicts: Verdicts, rules: Rules) -> dict[str, object]:
    shown: dict[str, object] = {"status": "getoond", **row, "regel": ""}
    for column in table.layout.intern:
        shown[column] = []
    if row.get("status") == "onbekend":
        return {**shown, "onderdrukt": []}
    hidden = hidden_figures(table, row, verdicts)
    for figure in hidden:
        shown.update(dict.fromkeys(table.layout.figures[figure]))
    if MAIN in hidden or len(hidden) == len(table.layout.figures):
        shown["status"] = "onderdrukt"
        shown["regel"] = rules.text(next(iter(hidden.values())))
    else:
        shown["regel"] = "; ".join(
            f"{figure.removesuffix('_eur')}: {rules.text(rule)}"
            for figure, rule in hidden.items()
            if figure != SINGLE
        )
    columns = [c for figure in hidden for c in table.layout.figures[figure] if c in row]
    return {**shown, "onderdrukt": columns}


def hidden_figures(table: ExactTable, row: Row, verdicts: Verdicts) -> dict[str, Rule]:
    """Give the figures of a row that are hidden, each with its rule; all of them when the main figure is."""
    found = {figure: verdicts.get(unit_of(table, row, figure)) for figure in table.layout.figures}
    if SINGLE in found:
        found[SINGLE] = Rule.SINGLE_CASE
    if found.get(MAIN):
        return {figure: rule or Rule.LINKED for figure, rule in found.items()}
    return {figure: rule for figure, rule in found.items() if rule}


def _public_header(
    tables: Sequence[ExactTable], header: Mapping[str, object], verdicts: Verdicts
) -> dict[str, object]:
    """Take out what would give a hidden figure away, or is about one case."""
    analysis = dict(_mapping(header.get("analyse")))
    for column in HEADER_COUNTS:
        if ("analyse", column) in verdicts:
            analysis[column] = None
    control = dict(_mapping(header.get("controle")))
    # The rows per sheet are numbers of cases, scores and MDOs; all cents together less the shown totals is
    # what is hidden.
    control["per_blad"] = []
    if _some_total_is_hidden(tables, verdicts):
        control.update(dict.fromkeys([c for c in ("centen_in", "centen_uit") if c in control]))
    findings = [{**finding, "cel": ""} for finding in _rows(header.get("meldingen"))]
    unique = {tuple(sorted((k, str(v)) for k, v in finding.items())): finding for finding in findings}
    return {
        **header,
        "analyse": analysis,
        "controle": control,
        "kosten": [],
        "meldingen": list(unique.values()),
    }


def _some_total_is_hidden(tables: Sequence[ExactTable], verdicts: Verdicts) -> bool:
    return any(
        unit_of(table, row, MAIN) in verdicts or table.name == "vermeden"
        for table in tables
        if table.name in COST_TABLES
        for row, key in table.judged()
        if key["wijk"] == TOTAL and key["stroom"] == TOTAL
    )


def _account(tables: Sequence[ExactTable], verdicts: Verdicts, rules: Rules) -> dict[str, object]:
    """Count what was hidden, per rule and per table, without any value."""
    per_rule: Counter[Rule] = Counter()
    per_table = []
    for table in tables:
        rows = table.judged()
        hidden = [hidden_figures(table, row, verdicts) for row, _ in rows]
        main = [next(iter(h.values())) for h in hidden if MAIN in h or len(h) == len(table.layout.figures)]
        per_rule.update(rule for h in hidden for rule in set(h.values()))
        merged = sum(rule is Rule.MERGED for rule in main)
        per_table.append(
            {
                "tabel": table.name,
                "cellen": len(rows),
                "onderdrukt": len(main),
                "samengevoegd": merged,
                "advies": ADVICE if merged else "",
            }
        )
    return {
        "tekst": EXPLANATION.format(minimum=rules.minimum),
        "regels": [{"regel": rules.text(rule), "aantal": per_rule[rule]} for rule in Rule if per_rule[rule]],
        "tabellen": per_table,
    }


def _one_mdo(data: dict[str, object]) -> dict[str, object]:
    rows = _rows(data.get("mdo"))
    return {name: [] for name in LAYOUTS} | data | {"mdo": rows[0] if rows else None}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _rows(value: object) -> list[Mapping[str, object]]:
    return list(value) if isinstance(value, Sequence) else []
