"""From verdicts to published rows: empty what is hidden, say why, and clean the header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from maatschappelijk_rendement.disclosure.matrix.design import FINEST, OTHER_STREAMS, OTHER_WIJKEN, Design
from maatschappelijk_rendement.disclosure.matrix.figures import Name
from maatschappelijk_rendement.disclosure.rules import REFUSED_SHARE_PERCENT, Rule, Rules
from maatschappelijk_rendement.disclosure.tables.layout import COUNT, MAIN, ExactTable, Row
from maatschappelijk_rendement.disclosure.tables.rounding import round_to, whole
from maatschappelijk_rendement.results.sections import Hidden, HiddenByRule, HiddenInTable, WhyHidden
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES
from maatschappelijk_rendement.results.words import TRACEABLE

# For each number that was judged the rule that hides it, or none; what was not judged is not shown.
Verdicts = Mapping[Name, Rule | None]

HEADER_COUNTS = ("n_casussen", "n_bestaand", "n_nieuw")
WORKED_ON = "casussen_in_totaal"
ADVICE = (
    "Voeg wijken met weinig casussen samen (kolom wijk op blad Casussen), neem meer casussen op, "
    "of maak een intern rapport met --intern."
)
EXPLANATION = (
    "Achter elk getoond getal staan minstens {minimum} casussen. "
    "Een getal is onderdrukt als het te herleiden is, of als daardoor een ander getal te herleiden is. "
    "Onderdrukt is niet nul. De reden is overal dezelfde, want een preciezere reden verraadt zelf iets. "
    "De mediaan en de som zonder de grootste casus staan alleen in het interne rapport: "
    "zij geven het bedrag van één casus. Het aantal gelezen regels staat in twintigtallen."
)
ROUNDED = " Elk bedrag is afgerond; door afronding kunnen totalen afwijken van de som van hun delen."
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


def hidden_columns(table: ExactTable, row: Row, verdicts: Verdicts) -> dict[str, Rule]:
    """Give the columns of a row that are hidden, each with its rule.

    Where the main figure is hidden only the number of cases stays: the rest is about the same amount.
    """
    figures = table.layout.figures
    found = {
        column: rule
        for columns in figures.values()
        for column in columns
        if _stands_in(table, row, column) and (rule := _rule_of(table, row, column, verdicts))
    }
    if not found.keys().isdisjoint(figures.get(MAIN, ())[:1]):
        stays = figures.get(COUNT, ())[:1]
        rest = [c for columns in figures.values() for c in columns if _stands_in(table, row, c)]
        rest = [c for c in rest if c not in stays]
        found = {
            column: found.get(column, Rule.LINKED) for column in (*rest, *(c for c in stays if c in found))
        }
    return found


def _stands_in(table: ExactTable, row: Row, column: str) -> bool:
    """Whether a row has a column: one that says nothing here is left out, so it is not hidden either."""
    return column in row and not (row[column] is None and TABLES[table.name].columns[column].is_absent)


def _rule_of(table: ExactTable, row: Row, column: str, verdicts: Verdicts) -> Rule | None:
    name = (table.name, table.key(row), column)
    if name in verdicts:
        return verdicts[name]
    needs = TABLES[table.name].columns[column].needs
    says_nothing = row[column] is None or (needs and row[needs] is None)
    return None if says_nothing else Rule.SECONDARY


def is_hidden(table: ExactTable, row: Row, hidden: Mapping[str, Rule]) -> bool:
    """Whether every figure of a row is hidden."""
    return bool(hidden) and all(c in hidden for c in table.layout.columns if _stands_in(table, row, c))


def public_rows(table: ExactTable, verdicts: Verdicts) -> list[dict[str, object]]:
    """Give the rows of a table with what is hidden emptied; which rule hid it is not said."""
    return [_public_row(table, row, hidden) for row, hidden in _with_hidden(table, verdicts)]


def _public_row(table: ExactTable, row: Row, hidden: Mapping[str, Rule]) -> dict[str, object]:
    columns = [column for column in table.layout.columns if column in hidden]
    shown = {
        "status": "getoond",
        **row,
        "regel": TRACEABLE if columns else "",
        **{c: [] for c in table.layout.intern},
        **dict.fromkeys(columns),
        "onderdrukt": columns,
    }
    return shown | {"status": "onderdrukt"} if is_hidden(table, row, hidden) else shown


def reasons(tables: Sequence[ExactTable], verdicts: Verdicts, rules: Rules) -> list[WhyHidden]:
    """Give for each row the rule that hides each of its columns: for who holds the data, never in public.

    Args:
        tables: The tables of the public report.
        verdicts: For each number that was judged the rule that hides it, or none.
        rules: The parameters.
    """
    found = []
    for table in tables:
        for row, hidden in _with_hidden(table, verdicts):
            by_rule: dict[Rule, list[str]] = {}
            for column in (column for column in table.layout.columns if column in hidden):
                by_rule.setdefault(hidden[column], []).append(column)
            place = ", ".join(part for part in table.key(row) if part)
            found += [
                WhyHidden(table=table.name, row=place, columns=tuple(columns), rule=rules.text(rule))
                for rule, columns in by_rule.items()
            ]
    return found


def per_rule(cells: Sequence[WhyHidden]) -> tuple[HiddenByRule, ...]:
    """Count the figures that each rule hides, the most first."""
    counted: Counter[str] = Counter()
    for cell in cells:
        counted[cell.rule] += len(cell.columns)
    return tuple(HiddenByRule(rule=rule, count=n) for rule, n in counted.most_common())


def _with_hidden(table: ExactTable, verdicts: Verdicts) -> list[tuple[Row, dict[str, Rule]]]:
    """Give each row with what is hidden of it: nothing of one that nobody measured."""
    return [
        (row, {} if row.get("status") == "onbekend" else hidden_columns(table, row, verdicts))
        for row in table.rows
    ]


def public_header(header: Mapping[str, object], verdicts: Verdicts) -> dict[str, object]:
    """Take out of the other sections what is about one case or gives a hidden figure away."""
    intern: dict[str, object] = {name: [] for name, table in SECTIONS.items() if table.is_intern}
    cleaned = {**header, **intern, "meldingen": _public_findings(header.get("meldingen"))}
    analysis = header.get("analyse")
    if isinstance(analysis, Mapping):
        counts = dict.fromkeys(_hidden_counts(analysis, verdicts))
        # What was not given is unknown, and not hidden.
        hidden = [column for column in counts if analysis[column] is not None]
        months = {
            c: DAY_OF_MONTH.sub("", str(analysis[c]))
            for c in ("periode_van", "periode_tot")
            if analysis.get(c)
        }
        cleaned["analyse"] = {**analysis, **counts, **months, "onderdrukt": hidden or None}
    control = header.get("controle")
    if isinstance(control, Mapping):
        # Rows per sheet are numbers of cases, scores and MDOs; all cents are exact, and no figure is.
        cents = [c for c in ("centen_in", "centen_uit") if c in control]
        empty: dict[str, object] = {c: [] for c in SECTIONS["controle"].intern}
        cleaned["controle"] = {**control, **_rounded_rows(control), **dict.fromkeys(cents), **empty}
    return cleaned


def _hidden_counts(analysis: Row, verdicts: Verdicts) -> list[str]:
    """Give the counts of the header that are hidden; how many were worked on goes with any of them.

    All cases are among those that were worked on, so beside a shown group it would bound a hidden one.
    """
    hidden = [c for c in HEADER_COUNTS if c in analysis and verdicts.get(("analyse", (), c), Rule.SECONDARY)]
    return [*hidden, WORKED_ON] if WORKED_ON in analysis and hidden else hidden


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


def account(
    tables: Sequence[ExactTable], verdicts: Verdicts, rules: Rules, design: Design = FINEST
) -> Hidden:
    """Count what was hidden, per table and without any value; say what was taken together.

    The numbers per rule would tell the rule of a cell, so all of them are one number.
    """
    figures = 0
    per_table = []
    for table in tables:
        rows = [pair for pair in _with_hidden(table, verdicts) if pair[0].get("status") != "onbekend"]
        figures += sum(len(hidden) for _, hidden in rows)
        hidden_rows = sum(is_hidden(table, row, hidden) for row, hidden in rows)
        is_coarse = "wijk" in table.layout.key and hidden_rows * 100 > len(rows) * REFUSED_SHARE_PERCENT
        per_table.append(
            HiddenInTable(
                table=table.name,
                rows=len(rows),
                hidden=hidden_rows,
                merged=_merged(table, design),
                advice=ADVICE if is_coarse else "",
            )
        )
    said = [EXPLANATION.format(minimum=rules.minimum), ROUNDED, *coarser(design)]
    return Hidden(
        text="".join(said),
        rules=(HiddenByRule(rule=TRACEABLE, count=figures),) if figures else (),
        tables=tuple(per_table),
    )


def _merged(table: ExactTable, design: Design) -> int:
    """Count the wijken and streams that have no row of their own in a table."""
    key = table.layout.key
    return ("wijk" in key) * len(design.wijken) + ("stroom" in key) * len(design.streams)


def coarser(design: Design) -> Iterator[str]:
    """Say in a sentence each what a design takes together or leaves out.

    Example:
        >>> list(coarser(Design(streams={"Wmo": "Jeugdwet en Wmo", "Jeugdwet": "Jeugdwet en Wmo"})))
        [' Jeugdwet en Wmo staan samen, omdat er apart te weinig van te zien zou zijn.']
    """
    if not design.has_new:
        yield (
            " Er zijn ook nieuwe casussen. Die staan er niet in: dan zou er van het geheel minder te zien "
            "zijn. Ze tellen in geen enkele tabel mee, ook niet bij het MDO."
        )
    if not design.has_wijken:
        yield " Er zijn geen cijfers per wijk: dan zou er van het geheel minder te zien zijn."
    for names, name in ((design.wijken, OTHER_WIJKEN), (design.streams, OTHER_STREAMS)):
        for target in sorted(set(names.values())):
            members = sorted(one for one, other in names.items() if other == target)
            said = f"{', '.join(members[:-1])} en {members[-1]}"
            under = f" als {name}" if target == name else ""
            yield f" {said} staan samen{under}, omdat er apart te weinig van te zien zou zijn."
    if not design.has_repeat:
        yield " De herhaalmeting staat er niet in: dan zou er van het geheel minder te zien zijn."
    if not design.has_parts:
        yield " Wat eenmalig is en wat doorloopt, staat niet apart: dan zou het geheel niet te zien zijn."
