"""What the sheet Toelichting says, and the hint at each cell: both derived from ``tables``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maatschappelijk_rendement.domain.tables import (
    ANALYSIS,
    NUMBER_RULES,
    SETTINGS,
    SHEETS,
    TARIFFS,
    TEXT_RULES,
    CellKind,
    SheetColumn,
    SheetTable,
)
from maatschappelijk_rendement.domain.vocabulary import ALL_STREAMS_WORD, Stream

STEPS: tuple[str, ...] = (
    "Vul eerst blad Analyse in: kies bij elke instelling een waarde.",
    "Zet op blad Casussen elke casus op een eigen rij. Gebruik een eigen nummer, nooit een naam of BSN.",
    "Zet op blad Gebruik elke vorm van hulp op een eigen rij: wat, hoeveel, per wat, voor of na het MDO.",
    "Vul Welbevinden, MDO, Programma en Tarieven in als u die gegevens heeft. Die bladen mogen leeg blijven.",
    "Klik op een cel voor uitleg. Staat er een pijltje, kies dan een woord uit de lijst.",
    "Laat een cel leeg als u iets niet weet. Vul geen 0 in: 0 betekent dat het er niet was.",
    "Voeg geen kolommen toe. Er is geen plek voor vrije tekst, zodat er geen namen in komen.",
    "Controleer het bestand met: mr controleer BESTAND.xlsx",
)
COLUMNS: tuple[str, ...] = ("blad", "kolom", "betekenis", "invullen", "toegestaan", "voorbeeld")


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One line of the legend: where, what it means, whether it is needed, what is allowed, an example."""

    sheet: str
    header: str
    meaning: str
    needed: str
    allowed: str
    example: str


def legend_rows() -> Iterator[LegendRow]:
    """Give a row for every column of every sheet, and one for every setting under the sheet Analyse.

    Example:
        >>> row = next(legend_rows())
        >>> row.sheet, row.header, row.needed
        ('Analyse', 'instelling', 'nodig')
    """
    for table in SHEETS:
        for column in table.columns:
            yield _row(table, column)
        if table is ANALYSIS:
            yield from (_row(table, setting, "instelling ") for setting in SETTINGS)


def _row(table: SheetTable, column: SheetColumn, prefix: str = "") -> LegendRow:
    return LegendRow(
        sheet=table.sheet,
        header=prefix + column.header,
        meaning=column.meaning,
        needed=needed(column),
        allowed=allowed(column),
        example=column.example,
    )


def needed(column: SheetColumn) -> str:
    """Say whether a cell must be filled: ``nodig`` or ``mag leeg``."""
    return "nodig" if column.required else "mag leeg"


def allowed(column: SheetColumn) -> str:
    """Say in Dutch what a cell may hold.

    Example:
        >>> from maatschappelijk_rendement.domain.tables import CASES, USAGE
        >>> allowed(USAGE.column("quantity"))
        'getal van 0 tot en met 100.000, ten hoogste 3 decimalen'
        >>> allowed(CASES.column("case_type"))
        'een van: bestaand, nieuw'
    """
    kind = column.kind
    if column.words:
        return f"een van: {', '.join(column.words)}"
    if kind in TEXT_RULES:
        text = f"tekst, ten hoogste {TEXT_RULES[kind].maximum_length} tekens"
        if kind is not CellKind.CODE:
            return text
        if column in TARIFFS.columns:
            return f"{text}; een eigen code, of een code uit de lijst om die prijs te vervangen"
        return f"{text}; uit de lijst of van blad Tarieven"
    if kind in NUMBER_RULES:
        rule = column.number_rule
        if not rule.decimals:
            return f"geheel getal {rule.span}"
        return f"getal {rule.span}, ten hoogste {rule.decimals} decimalen"
    return _FORMS[kind]


_FORMS: dict[CellKind, str] = {
    CellKind.DATE: "een datum als d-m-jjjj, zoals 3-9-2018",
    CellKind.LAST_DAY: "een datum als d-m-jjjj, zoals 3-9-2018",
    CellKind.REGION_GM: "GM en 4 cijfers",
    CellKind.REGION_WK: "WK en 6 cijfers",
    CellKind.STREAMS: f"{ALL_STREAMS_WORD}, of een of meer van: {', '.join(Stream)}, met ; ertussen",
}
