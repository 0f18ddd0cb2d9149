"""What the page asks of a file of somebody else: what its columns may be, and the workbook of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.app.read_in import NO_TABLE, fitting_profile, read_in
from maatschappelijk_rendement.domain.errors import InputError, UsageError, describe
from maatschappelijk_rendement.domain.tables import SETTINGS
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats import read_source
from maatschappelijk_rendement.intake.own_formats.clicks import (
    USUAL,
    Answers,
    choices,
    profile_text,
    questions_of,
)

WORKBOOK, PROFILE, ACCOUNT = "casussen.xlsx", "eigen.toml", "inleesoverzicht.txt"


def propose(request: Mapping[str, Any], given: Path, made: Path) -> dict[str, Any]:
    """Say what the columns of a file (``file``) may be; a profile of ours that fits needs only settings."""
    tables = [table for table in read_source(given / request["file"]) if table.headers]
    if not tables:
        raise InputError([NO_TABLE])
    tariffs = Tariffs.load()
    try:
        preset = fitting_profile(tables, tariffs)
    except UsageError:  # none fits, or more than one: the user says what each column is
        preset = ""
    return {
        "text": "",
        "findings": [],
        "preset": preset,
        "choices": [[value, label] for value, label in choices().items()],
        "settings": [
            {
                "name": setting.header,
                "meaning": setting.meaning,
                "words": [*setting.words],
                "value": USUAL.get(setting.header, ""),
                "required": setting.required,
            }
            for setting in SETTINGS
        ],
        "codes": [[code, tariffs.product(code).description] for code in tariffs.codes],
        **asdict(questions_of(tables, tariffs)),
    }


def make_workbook(request: Mapping[str, Any], given: Path, made: Path) -> dict[str, Any]:
    """Read a file (``file``) into a workbook, by a profile of ours (``preset``) or by what was chosen."""
    settings = {name: text for name, text in request["settings"].items() if text.strip()}
    if request.get("preset"):
        profile, own = request["preset"], settings
    else:
        text = profile_text(Answers(settings=settings, **request["answers"]))
        (made / PROFILE).write_text(text, encoding="utf-8")
        profile, own = str(made / PROFILE), {}
    result = read_in(given / request["file"], profile, made / WORKBOOK, settings=own)
    (made / ACCOUNT).write_text(f"{result.report}\n", encoding="utf-8")
    told = describe(result.warnings) if result.warnings else ""
    return {"text": told, "findings": [], "account": result.report}
