"""From verdicts to published rows: empty what is hidden, say why, and clean the header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from maatschappelijk_rendement.disclosure.counts import whole
from maatschappelijk_rendement.disclosure.layout import MAIN, SINGLE, ExactTable, Row
from maatschappelijk_rendement.disclosure.rounding import round_to
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.system import TOTAL, Unit
from maatschappelijk_rendement.disclosure.units import COST_TABLES, unit_of
from maatschappelijk_rendement.results.tables import SECTIONS

# The rule that hides each hidden unit; what is not named is shown.
Verdicts = Mapping[Unit, Rule]

ADVICE = (
    "Voeg wijken met weinig casussen samen (kolom wijk op blad Casussen), neem meer casussen op, "
    "of maak een intern rapport met --intern."
)
EXPLANATION = (
    "Achter elk getoond getal staan minstens {minimum} casussen. "
    "Een getal dat te veel over één huishouden zegt, is onderdrukt; soms is daarvoor ook een ander getal "
    "onderdrukt, omdat het anders uit de totalen volgt. Onderdrukt is niet nul. "
    "De mediaan en de som zonder de grootste casus staan alleen in het interne rapport: "
    "zij geven het bedrag van één casus. Het aantal gelezen regels staat in twintigtallen."
)
ROUNDED = " Aantallen en bedragen van casussen zijn afgerond; door afronding kunnen totalen afwijken."
# What a finding with one of these codes counts is days, or what is usual: nothing of a case.
NUMBERS_OF_NOBODY = frozenset({"prijsjaar_deels_bekend", "aantal_ongewoon", "getal_hoog"})
A_NUMBER = re.compile(r"(?<![\w.])[1-9][0-9.]*")
END_OF_CLAUSE = re.compile(r"[.:;](?:\s|$)")
NUMBER_HIDDEN = "De tekst van deze melding bevat een getal en staat in het interne rapport."
ROWS_READ = ("regels_gebruikt", "regels_afgewezen", "regels_leeg")
# Twice the width that a hidden count needs.
ROWS_STEP = 20
# The first and last day of all windows are those of one case each; the month is not.
DAY_OF_MONTH = re.compile(r"^\d{1,2} ")


def hidden_figures(table: ExactTable, row: Row, verdicts: Verdicts) -> dict[str, Rule]:
    """Give the figures of a row that are hidden, each with its rule; all of them when the main figure is."""
    found: dict[str, Rule] = {}
    main = verdicts.get(unit_of(table, row, MAIN)) if MAIN in table.layout.figures else None
    for figure in table.layout.figures:
        own = Rule.SINGLE_CASE if figure == SINGLE else verdicts.get(unit_of(table, row, figure))
        rule = own or (main and Rule.LINKED)
        if rule:
            found[figure] = rule
    return found


def is_hidden(table: ExactTable, hidden: Mapping[str, Rule]) -> bool:
    """Whether the row as a whole is hidden: its main figure is, or every figure."""
    return MAIN in hidden or len(hidden) == len(table.layout.figures)


def public_rows(table: ExactTable, verdicts: Verdicts, rules: Rules) -> list[dict[str, object]]:
    """Give the rows of a table with what is hidden emptied, and why."""
    return [_public_row(table, row, verdicts, rules) for row in table.rows]


def _public_row(table: ExactTable, row: Row, verdicts: Verdicts, rules: Rules) -> dict[str, object]:
    shown = {
        "status": "getoond",
        **row,
        "regel": "",
        "onderdrukt": [],
        **{c: [] for c in table.layout.intern},
    }
    if row.get("status") == "onbekend":
        return shown
    hidden = hidden_figures(table, row, verdicts)
    columns = [column for figure in hidden for column in table.layout.figures[figure] if column in row]
    shown |= {**dict.fromkeys(columns), "onderdrukt": columns}
    if is_hidden(table, hidden):
        return shown | {"status": "onderdrukt", "regel": rules.text(next(iter(hidden.values())))}
    # That the figures of one case are hidden holds for every row; it is said once, in the account.
    reasons = [f"{f.removesuffix('_eur')}: {rules.text(rule)}" for f, rule in hidden.items() if f != SINGLE]
    return shown | {"regel": "; ".join(reasons)}


def public_header(
    tables: Sequence[ExactTable], header: Mapping[str, object], verdicts: Verdicts
) -> dict[str, object]:
    """Take out of the other sections what is about one case or gives a hidden figure away."""
    intern: dict[str, object] = {name: [] for name, table in SECTIONS.items() if table.is_intern}
    cleaned = {**header, **intern, "meldingen": _public_findings(header.get("meldingen"))}
    analysis = header.get("analyse")
    if isinstance(analysis, Mapping):
        counts = {c: None for c in analysis if ("analyse", c) in verdicts}
        months = {
            c: DAY_OF_MONTH.sub("", str(analysis[c]))
            for c in ("periode_van", "periode_tot")
            if analysis.get(c)
        }
        cleaned["analyse"] = {**analysis, **counts, **months}
    control = header.get("controle")
    if isinstance(control, Mapping):
        # Rows per sheet are numbers of cases, scores and MDOs; all cents less the shown totals is what is
        # hidden.
        cents = [
            c for c in ("centen_in", "centen_uit") if c in control and _a_total_is_hidden(tables, verdicts)
        ]
        empty: dict[str, object] = {c: [] for c in SECTIONS["controle"].intern}
        cleaned["controle"] = {**control, **_rounded_rows(control), **dict.fromkeys(cents), **empty}
    return cleaned


def _rounded_rows(control: Row) -> dict[str, int]:
    """Round the numbers of rows: all rows less those that are shown elsewhere are cases or scores."""
    parts = {c: round_to(whole(control[c]), ROWS_STEP) for c in ROWS_READ if c in control}
    return {**parts, "regels_gelezen": sum(parts.values())} if parts else {}


def _public_findings(findings: object) -> list[dict[str, object]]:
    """Give each finding once, without its cell and its numbers: how often it occurs is a number of cases."""
    given = findings if isinstance(findings, Sequence) else []
    rows = [
        {**row, "cel": "", "tekst": _without_numbers(str(row.get("code")), str(row.get("tekst")))}
        for row in given
    ]
    return list({tuple(map(str, row.values())): row for row in rows}.values())


def _without_numbers(code: str, text: str) -> str:
    """Keep what a finding says before its number, or say only that there is one.

    Example:
        >>> _without_numbers("een_code", "Er zijn regels die voor 0 euro tellen: 3.")
        'Er zijn regels die voor 0 euro tellen.'
        >>> _without_numbers("een_code", "Er zijn nog 12 meldingen van dit soort.")
        'De tekst van deze melding bevat een getal en staat in het interne rapport.'
    """
    if code in NUMBERS_OF_NOBODY or not A_NUMBER.search(text):
        return text
    before = END_OF_CLAUSE.split(text)[0]
    return NUMBER_HIDDEN if A_NUMBER.search(before) else f"{before}."


def _a_total_is_hidden(tables: Sequence[ExactTable], verdicts: Verdicts) -> bool:
    """Whether a part of all cents is not shown: a hidden level, or the alternative without MDO."""
    return any(
        table.name == "vermeden" or unit_of(table, row, MAIN) in verdicts
        for table in tables
        if table.name in COST_TABLES
        for row, key in table.judged()
        if key["wijk"] == TOTAL and key["stroom"] == TOTAL
    )


def account(tables: Sequence[ExactTable], verdicts: Verdicts, rules: Rules) -> dict[str, object]:
    """Count what was hidden, per rule and per table, without any value."""
    per_rule: Counter[Rule] = Counter()
    per_table = []
    for table in tables:
        rows = [hidden_figures(table, row, verdicts) for row, _ in table.judged()]
        per_rule.update(rule for hidden in rows for rule in set(hidden.values()))
        hidden_rows = [hidden for hidden in rows if is_hidden(table, hidden)]
        merged = sum(Rule.MERGED in hidden.values() for hidden in hidden_rows)
        per_table.append(
            {
                "tabel": table.name,
                "cellen": len(rows),
                "onderdrukt": len(hidden_rows),
                "samengevoegd": merged,
                "advies": ADVICE if merged else "",
            }
        )
    return {
        "tekst": EXPLANATION.format(minimum=rules.minimum) + (ROUNDED if rules.rounding else ""),
        "regels": [{"regel": rules.text(rule), "aantal": per_rule[rule]} for rule in Rule if per_rule[rule]],
        "tabellen": per_table,
    }
