"""With which bytes a report was written, so that a file somebody changed since is never replaced or removed.

``herkomst.json`` names each other file of the report with its hash. A file in the folder with another hash,
or with none, is somebody's own work: no report is written over it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import OutputError, UsageError
from maatschappelijk_rendement.report.save import mend

RECORD, FIELD = "herkomst.json", "bestanden"


def record(files: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """Give what ``herkomst.json`` says of the other files of a report: SHA-256 by name.

    Example:
        >>> record({"rapport.html": b""})["bestanden"]["rapport.html"][:8]
        'e3b0c442'
    """
    return {FIELD: {name: sha256(content).hexdigest() for name, content in sorted(files.items())}}


def refuse_changed(folder: Path, names: Iterable[str]) -> None:
    """Refuse to write a report where a file of an earlier one was changed by hand.

    Args:
        folder: Where the report goes; it need not be there.
        names: Every name a file of a report can have.

    Raises:
        UsageError: A file with such a name was changed since, or does not come from this program.
        OutputError: A file cannot be read, or another run is writing here.
    """
    mend(folder)
    try:
        there = {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
    except OSError as error:
        raise OutputError(
            "In de map van het rapport is een bestand niet te lezen. Sluit het, controleer uw rechten en "
            "probeer het opnieuw."
        ) from error
    written = _written(there.get(RECORD, b""))
    if written is not None:
        there.pop(RECORD)
    changed = [
        name for name, content in there.items() if sha256(content).hexdigest() != (written or {}).get(name)
    ]
    if changed:
        raise UsageError(
            f"Er is niets geschreven. In de map staat eigen werk: {', '.join(changed)}. Dat is veranderd "
            "nadat het rapport is gemaakt, of het is niet door deze versie gemaakt. Geef het een andere "
            "naam, of kies een andere map."
        )


def _written(content: bytes) -> dict[str, Any] | None:
    """Read the hashes in a ``herkomst.json``; None when it has none."""
    try:
        found = json.loads(content)
    except ValueError:
        return None
    written = found.get(FIELD) if isinstance(found, dict) else None
    return written if isinstance(written, dict) else None
