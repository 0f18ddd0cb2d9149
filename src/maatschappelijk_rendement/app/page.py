"""What the page without an install asks of Python: a request and files in, an answer and files out.

The page runs this package in a browser. It computes nothing: each request becomes the call that ``mr``
makes, and every sentence about a workbook comes from here. A folder holds ``request.json``, the files given
in ``in`` and room for those made in ``uit``; afterwards ``answer.json`` stands in it.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from maatschappelijk_rendement.app import pipeline
from maatschappelijk_rendement.app.arguments import a_date, a_reason, a_whole, some_of
from maatschappelijk_rendement.app.checks import check_all
from maatschappelijk_rendement.app.cli import SELDOM, report_fault
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.app.page_files import INTERNAL, PUBLIC, TOGETHER, shown
from maatschappelijk_rendement.app.page_words import on_the_page
from maatschappelijk_rendement.app.parser import READERS
from maatschappelijk_rendement.domain.errors import (
    Finding,
    InputError,
    MaatschappelijkRendementError,
    UsageError,
    causes_of,
    describe,
    why_not_written,
)
from maatschappelijk_rendement.domain.tables import SHEETS
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.intake.workbook import dutch
from maatschappelijk_rendement.intake.workbook.findings import sort_findings

Answer = dict[str, Any]
Read = TypeVar("Read")
Absent = TypeVar("Absent")

NOTES = "nagekeken.xlsx"
TEMPLATE, EXAMPLE = "casussen.xlsx", "voorbeeld-synthetisch.xlsx"
STEP = "stap: "
"""What a line begins with that tells the page which step has begun."""
_NO_PRICE, _NO_SHEET = "prijs_ontbreekt", "blad_ontbreekt"
_NEEDED = {table.sheet for table in SHEETS if not table.may_be_absent}
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_OURS = "maatschappelijk_rendement"
_WARM = (
    *(f"{_OURS}.{name}" for name in ("report.html", "report.xlsx", "report.charts", "publication.gate")),
    f"{_OURS}.disclosure.attack.solver",
    "jinja2",
    "xlsxwriter.workbook",
)
"""What the first report loads; loaded as the page opens, so that nobody waits for it twice."""


def warm() -> None:
    """Load what a report needs, and let an unexpected fault be told by its kind and place alone."""
    sys.excepthook = report_fault
    gc.set_threshold(*SELDOM)
    for name in _WARM:
        import_module(name)
    Tariffs.load()
    gc.freeze()  # what is loaded stays


def serve(folder: str) -> None:
    """Answer the request in a folder.

    Args:
        folder: Holds ``request.json``, ``in`` and ``uit``; ``answer.json`` is written there.
    """
    here = Path(folder)
    request = json.loads((here / "request.json").read_text(encoding="utf-8"))
    found = answer(request, here / "in", here / "uit")
    (here / "answer.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def answer(request: Mapping[str, Any], given: Path, made: Path) -> Answer:
    """Do what is asked; what goes wrong becomes an answer with a sentence, and then no file is made.

    Args:
        request: ``ask`` names what; the rest depends on it, see the functions below.
        given: Folder with the files of the user.
        made: Folder for the files that come of it.

    Returns:
        ``kind`` is ``done``, or what went wrong: ``input``, ``refused``, ``usage`` or ``fault``. With it come
        ``text`` in Dutch, and ``findings``.

    Example:
        >>> answer({"ask": "about"}, Path(), Path())["kind"]
        'done'
    """
    try:
        found = {"kind": "done", **_ASKED[request["ask"]](request, given, made)}
        told = _told(found.pop("found")) if "found" in found else {}
        return {**found, **told}
    except InputError as error:
        return {"kind": "input", **_told(error.findings)}
    except MaatschappelijkRendementError as error:
        kind = {2: "usage", 4: "refused"}.get(error.exit_code, "fault")
        field = error.field if isinstance(error, FieldError) else ""
        return {"kind": kind, "text": on_the_page(str(error)), "findings": [], "field": field}
    except MemoryError:
        return {"kind": "fault", "text": TOO_BIG, "findings": []}
    except OSError as error:
        return {"kind": "fault", "text": f"Een bestand {why_not_written(error)}", "findings": []}


TOO_BIG = (
    "Dit bestand vraagt meer geheugen dan de browser geeft. Sluit andere tabbladen en laad deze pagina "
    "opnieuw, of gebruik het programma mr op een computer met Python."
)


class FieldError(UsageError):
    """A field of the page holds something else than it asks for; ``field`` is its name."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def _about(request: Mapping[str, Any], given: Path, made: Path) -> Answer:
    """Tell which version this is."""
    return {"text": "", "version": __version__, "findings": []}


def _template(request: Mapping[str, Any], given: Path, made: Path) -> Answer:
    """Make a workbook to fill in, or with ``example`` the one with synthetic cases."""
    is_example = bool(request.get("example"))
    pipeline.make_template(made / (EXAMPLE if is_example else TEMPLATE), example=is_example)
    return {"text": "", "findings": []}


def _check(request: Mapping[str, Any], given: Path, made: Path) -> Answer:
    """Check a workbook (``file``), with ``carry`` or not, on the day ``today`` of the user's clock.

    With ``ahead`` it also says what a public report will show. ``carries`` tells that a price is missing
    which ``carry`` may bring, ``is_own`` that
    this may be a table of somebody's own, and ``is_own_only`` that it has no sheet of a workbook.
    """
    from maatschappelijk_rendement.intake.workbook import annotate_workbook

    source, carry = given / request["file"], bool(request.get("carry"))
    today, ahead = date.fromisoformat(request["today"]), bool(request.get("ahead"))
    checked = check_all(source, carry=carry, today=today, ahead=ahead, say=_step)
    _KNOWN.clear()
    if checked.analysis is not None:
        # What a check on no day in particular finds: a report has a date of its own.
        _KNOWN[_key(source, carry)] = checked.analysis, tuple(sort_findings(checked.analysis.findings))
    absent = {finding.sheet for finding in checked.findings if finding.code == _NO_SHEET}
    if any(finding.cell for finding in checked.findings):
        annotate_workbook(source, checked.findings, made / NOTES)
    return {
        "kind": "done" if checked.analysis is not None else "input",
        **_told(checked.told),
        "carries": not carry and _NO_PRICE in {finding.code for finding in checked.findings},
        "is_own": bool(absent),
        "is_own_only": absent >= _NEEDED,
        "heaviest": [str(line) for line in checked.heaviest],
        "foresight": list(checked.foresight.lines()) if checked.foresight is not None else [],
    }


def _report(request: Mapping[str, Any], given: Path, made: Path) -> Answer:
    """Make the report of a workbook (``file``) with the options of the user.

    ``files`` says of each file how it is saved and what it is, ``notice`` who may have them, and
    ``confidential`` whether nobody else may.
    """
    source, options = given / request["file"], options_of(request)
    known = _KNOWN.get(_key(source, options.carry))
    paths, findings = pipeline.make_report(source, made, options, _step, known=known)
    with zipfile.ZipFile(made / TOGETHER, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name, _NO_TIME), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return {
        **_told(findings),
        "files": shown([TOGETHER, *(path.name for path in paths)], internal=options.internal),
        "notice": INTERNAL if options.internal else PUBLIC,
        "confidential": options.internal,
    }


_KNOWN: dict[tuple[str, bool], tuple[MicroAnalysis, tuple[Finding, ...]]] = {}
"""The workbook that was checked last, by its hash and ``carry``: its report does not read it again."""


def _key(source: Path, carry: bool) -> tuple[str, bool]:
    return sha256(source.read_bytes()).hexdigest(), carry


def _step(text: str) -> None:
    sys.stdout.write(f"{STEP}{text}\n")
    sys.stdout.flush()


def _of_own_formats(name: str) -> Callable[[Mapping[str, Any], Path, Path], Answer]:
    """Give what is asked about an overview of one's own; it is loaded when it is asked."""

    def ask(request: Mapping[str, Any], given: Path, made: Path) -> Answer:
        from maatschappelijk_rendement.app import page_formats

        found: Answer = getattr(page_formats, name)(request, given, made)
        return found

    return ask


_ASKED: Mapping[str, Callable[[Mapping[str, Any], Path, Path], Answer]] = {
    "about": _about,
    "template": _template,
    "check": _check,
    "propose": _of_own_formats("propose"),
    "products": _of_own_formats("products"),
    "read_in": _of_own_formats("make_workbook"),
    "report": _report,
}


def options_of(request: Mapping[str, Any]) -> pipeline.ReportOptions:
    """Read the options of a report, within the bounds that the words of ``mr`` have.

    Args:
        request: Texts by name, as they stand in the fields of the page; what is absent or empty is not asked.

    Raises:
        UsageError: A field holds something else than it asks for.

    Example:
        >>> options_of({"minimum": "15", "readers": "gemeente"}).minimum
        15
    """
    asked = pipeline.ReportOptions
    defaults = asked()
    return asked(
        internal=bool(request.get("internal")),
        carry=bool(request.get("carry")),
        report_date=_field(request, "date", "Datum van het rapport", _a_day, None),
        minimum=_field(request, "minimum", "Minste aantal casussen", a_whole, defaults.minimum),
        reason=_field(request, "reason", "Reden", a_reason, None),
        grid=_field(request, "grid", "Afronden op", a_whole, defaults.grid),
        readers=_field(request, "readers", "Bladzijde voor", partial(some_of, READERS), ()),
    )


def _a_day(text: str) -> date:
    """Read a day as the workbook does: the name of a month too."""
    if re.search("[A-Za-z]{3}", text):
        with suppress(dutch.UnreadableError):
            return a_date(dutch.date_from_text(text).isoformat())
    return a_date(text)


def _field(
    request: Mapping[str, Any], name: str, label: str, read: Callable[[str], Read], absent: Absent
) -> Read | Absent:
    text = str(request.get(name) or "")
    if not text.strip():
        return absent
    try:
        return read(text)
    except argparse.ArgumentTypeError as error:
        raise FieldError(name, f"{label}: {error}.") from error


def _told(findings: Sequence[Finding]) -> Answer:
    """Give findings as the page shows them: what was found in one text, and a row for each cause."""
    rows = [
        {
            "level": cause.level,
            "where": cause.where,
            "text": on_the_page(cause.text),
            "advice": on_the_page(cause.advice),
            "count": cause.count,
        }
        for cause in causes_of(findings)
    ]
    return {"text": on_the_page(describe(findings)) if findings else "", "findings": rows}
