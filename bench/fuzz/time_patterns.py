"""Times every pattern that reads a workbook on long texts made to be slow; prints the slowest of each.

Run: .venv/bin/python bench/fuzz/time_patterns.py

The texts are as long as Excel lets a cell be, though the reader gives a pattern far less: a time that grows
with the square of the length shows here, wherever the pattern is used. Ends with 1 when one takes over 50 ms.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time

import maatschappelijk_rendement.intake.workbook as package
from maatschappelijk_rendement.domain import tables

LENGTH = 32_767
SLOWEST_SECONDS = 0.050
PIECES = (
    "a", "A", "0", "1", " ", "\t", ".", ",", "-", "'", '"', "[", "]", "(", "!", "@", "|", "_x", "\\", "*",
    "0 ", "1.", "1.1", "1-", "1 - ", "1-1-", "1 1 ", "1 jan", "1 jan ", "5341 AB", "5341AB ", "5341 ab ",
    "a.", "a@", "a@a.", "@a", "06 ", "+31 ", "(0", "0412-", "123.", "1234.56.", "123 456 ", "mw ", "de heer ",
    "[1]", "[a", "'[1]a", "a|", "a ", "a  |", "SUM", "CALL ", "REGISTER", "€", "€ ", "-1", "1e", "1 000",
    "1.000", "12 ", "é", "_x0041", '"a', "[h]", "[m", "dd-", "geb", "A1:", "AAA1", "xl/", "xl/worksheets/",
    "/*", "/* ", "//", '#"', '""', "#", "[a.", "a=", "a=;", ";", "a.B", " - ",
)  # fmt: skip
ENDS = ("", "!", "@", "x", "\x00")
# Modules and patterns that look anywhere in a text; the others must match from its beginning.
SEARCHING = ("connections._SETTING", "connections._TOKEN", "formats", "formulas", "personal", "texts")


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern over text in the modules that read a workbook, by its place."""
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    found = {
        f"{name}.{attribute}": value
        for name in names
        for attribute, value in vars(importlib.import_module(f"{package.__name__}.{name}")).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }
    found |= {f"tables.TEXT_RULES {kind}": rule.pattern for kind, rule in tables.TEXT_RULES.items()}
    return found


def slowest(pattern: re.Pattern[str], *, searches: bool) -> tuple[float, str]:
    """Give the processor time of the slowest text, and what it is made of."""
    times = []
    for piece in PIECES:
        for end in ENDS:
            text = (piece * (LENGTH // len(piece) + 1))[: LENGTH - len(end)] + end
            begin = time.process_time()
            pattern.fullmatch(text)
            pattern.match(text)
            if searches:
                pattern.search(text)
                pattern.sub("", text)
            times.append((time.process_time() - begin, f"{piece!r} ... {end!r}"))
    return max(times)


def main() -> int:
    print("| patroon | ms | traagste tekst |\n|---|---|---|")
    too_slow = False
    for name, pattern in sorted(patterns().items()):
        seconds, text = slowest(pattern, searches=bool({name, name.partition(".")[0]} & {*SEARCHING}))
        too_slow |= seconds > SLOWEST_SECONDS
        print(f"| {name} | {seconds * 1000:.1f} | {text} |", flush=True)
    return int(too_slow)


if __name__ == "__main__":
    sys.exit(main())
