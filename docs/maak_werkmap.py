"""Write docs/werkmap.md from the declarations in ``tables``.

``python docs/maak_werkmap.py`` writes the page; with ``--controleer`` nothing is written and the exit code
is 1 when the page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.tables import NUMBER_RULES, SETTINGS, SHEETS, TEXT_RULES, Column

PAGE = Path(__file__).parent / "werkmap.md"
INTRODUCTION = """\
# De werkmap

<!-- Gemaakt door docs/maak_werkmap.py; niet met de hand veranderen. -->

Elk blad en elke kolom, zoals `mr sjabloon` ze schrijft en `mr controleer` ze nakijkt. Andere kolommen zijn
niet toegestaan: er is geen plaats voor namen of andere persoonsgegevens."""


def workbook_page() -> str:
    """Describe every sheet and column of the workbook."""
    parts = [INTRODUCTION]
    for sheet in SHEETS:
        absent = " Dit blad mag ontbreken." if sheet.may_be_absent else ""
        parts += [f"## {sheet.sheet}", sheet.meaning + absent, _columns("kolom", sheet.columns)]
        if sheet is SHEETS[0]:
            parts += ["De instellingen:", _columns("instelling", SETTINGS)]
    return "\n\n".join(parts) + "\n"


def _columns(title: str, columns: Sequence[Column]) -> str:
    rows = (
        (
            f"`{column.header}`",
            column.meaning,
            "ja" if column.required else "nee",
            _contents(column),
            f"`{column.example}`" if column.example else "",
        )
        for column in columns
    )
    lines = [(title, "betekenis", "nodig", "inhoud", "voorbeeld"), ("---",) * 5, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _contents(column: Column) -> str:
    """Say what a cell of a column may hold."""
    if column.words:
        return ", ".join(f"`{word}`" for word in column.words)
    number, text = NUMBER_RULES.get(column.kind), TEXT_RULES.get(column.kind)
    if number and number.decimals:
        highest = dutch_number(number.maximum)
        bounds = f"van {number.minimum} tot en met {highest}, hooguit {number.decimals} decimalen"
        return f"{column.kind.value}, {bounds}"
    if text:
        return f"{column.kind.value}, hooguit {text.maximum_length} tekens"
    return column.kind.value


def main() -> int:
    """Write the page, or only check it."""
    wanted = workbook_page()
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    if "--controleer" in sys.argv[1:]:
        print("docs/werkmap.md is verouderd: voer python docs/maak_werkmap.py uit.")
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    print("docs/werkmap.md geschreven")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
