"""Which public figures of the stored caseloads changed from hidden to shown or back since a commit, and why.

.venv/bin/python bench/changed_figures.py COMMIT [COMMIT]     # the second is the checkout when left out
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILES = Path("tests/goldens/files")
PLACES = ("groep", "wijk", "stroom", "moment", "partij", "geldstroom")
SCORES = ("instrument", "onderdeel", "gepaard_met")


def stored(name: str, commit: str | None) -> dict[str, Any]:
    """Read a stored public result as it is, or as it was at a commit."""
    path = FILES / f"{name}-openbaar-resultaten.json.gz"
    raw = path.read_bytes() if commit is None else _git("show", f"{commit}:{path.as_posix()}")
    found: dict[str, Any] = json.loads(gzip.decompress(raw))
    return found


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], check=True, capture_output=True).stdout


def rows_of(part: object) -> dict[tuple[str, ...], Mapping[str, Any]]:
    """Give the rows of a table by what they are about."""
    rows = [row for row in part if isinstance(row, Mapping)] if isinstance(part, list) else []
    return {tuple(str(row[name]) for name in (*PLACES, *SCORES) if row.get(name)): row for row in rows}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Give per row what came to be shown or hidden, and the reason for what is hidden now."""
    for table in after:
        old, new = rows_of(before.get(table)), rows_of(after[table])
        for key in old.keys() & new.keys():
            was, now = set(old[key].get("onderdrukt", ())), set(new[key].get("onderdrukt", ()))
            about = ", ".join(key)
            if was - now:
                yield table, about, "getoond", " ".join(sorted(was - now)), _why(old[key])
            if now - was:
                yield table, about, "onderdrukt", " ".join(sorted(now - was)), _why(new[key])


def _why(row: Mapping[str, Any]) -> str:
    return str(row.get("regel", ""))


def main(commits: list[str]) -> None:
    """Print the table."""
    names = sorted(path.name.split("-")[0] for path in FILES.glob("*-openbaar-resultaten.json.gz"))
    print("| caseload | tabel | rij | is nu | kolommen | reden van onderdrukking (van toen of nu) |")
    print("|---|---|---|---|---|---|")
    first, second = (*commits, None)[:2]
    for name in names:
        before, after = stored(name, first), stored(name, second)
        for row in sorted(changed(before, after)):
            print("|", " | ".join((name, *row)), "|")


if __name__ == "__main__":
    main(sys.argv[1:])
