"""What the page asks of a file of somebody else: what its columns may be, and the workbook of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.app.page_words import of_own_format, on_the_page
from maatschappelijk_rendement.app.read_in import NO_TABLE, fitting_profile, read_in
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.tables import SETTINGS
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.search import meanings
from maatschappelijk_rendement.intake.own_formats import map_source, read_profile, read_source
from maatschappelijk_rendement.intake.own_formats.clicks import (
    Answers,
    choices,
    profile_text,
    questions_of,
    usual_settings,
)

WORKBOOK, PROFILE, ACCOUNT = "casussen.xlsx", "eigen.toml", "inleesoverzicht.txt"


def propose(request: Mapping[str, Any], given: Path, made: Path) -> dict[str, Any]:
    """Say what the columns of a file (``file``) may be; a profile of ours that fits needs only settings.

    Of such a profile comes with it what each column becomes, what is left out, and what it chooses.
    """
    tables = [table for table in read_source(given / request["file"]) if table.headers]
    if not tables:
        raise InputError([NO_TABLE])
    tariffs = Tariffs.load()
    try:
        preset = fitting_profile(tables, tariffs)
    except UsageError:  # none fits, or more than one: the user says what each column is
        preset = ""
    mapped = map_source(tables, read_profile(preset), tariffs=tariffs) if preset else None
    questions = questions_of(tables, tariffs)
    usual = {**usual_settings(questions), **(mapped.settings if mapped else {})}
    return {
        "text": "",
        "findings": [],
        "preset": preset,
        "becomes": [[header, what] for header, what in mapped.columns if header] if mapped else [],
        "left": [*mapped.unknown] if mapped else [],
        "chosen": _chosen(mapped.choices) if mapped else [],
        "choices": [[value, on_the_page(label)] for value, label in choices().items()],
        "settings": [
            {
                "name": setting.header,
                "meaning": setting.meaning,
                "words": [*setting.words],
                "value": usual.get(setting.header, ""),
                "required": setting.required,
            }
            for setting in SETTINGS
        ],
        **_products(tariffs),
        **asdict(questions),
    }


def _chosen(choices: Iterable[str]) -> list[str]:
    return [on_the_page(choice) for choice in choices]


def products(request: Mapping[str, Any], given: Path, made: Path) -> dict[str, Any]:
    """Give every product: its code, what it is, of which days a price is known, and its everyday words."""
    return {"text": "", "findings": [], **_products(Tariffs.load())}


def _products(tariffs: Tariffs) -> dict[str, Any]:
    found, words = [], _everyday_words(tariffs)
    for code in tariffs.codes:
        product = tariffs.product(code)
        what = f"{product.description}, {product.stream}, per {product.unit}"
        found.append([code, what, _years(tariffs, code), words.get(code, "")])
    return {"codes": found}


def _everyday_words(tariffs: Tariffs) -> dict[str, str]:
    """Give of each product the words that people use for it, to find it by."""
    found: dict[str, dict[str, None]] = {}
    for word, meant in meanings().items():
        for row in tariffs.rows:
            if any(meaning.fits(row) for meaning in meant):
                found.setdefault(row.code, {})[word] = None
    return {code: ", ".join(words) for code, words in found.items()}


def _years(tariffs: Tariffs, code: str) -> str:
    """Say of which years a product has a price; empty where it has none."""
    periods = [price.period for price in tariffs.prices(code)]
    if not periods:
        return ""
    last = max(period.end for period in periods)
    first = min(period.start for period in periods).year
    if last == date.max:
        return f"vanaf {first}"
    until = (last - timedelta(days=1)).year  # the end of a period is the day after its last
    return str(first) if first == until else f"{first} t/m {until}"


def make_workbook(request: Mapping[str, Any], given: Path, made: Path) -> dict[str, Any]:
    """Read a file (``file``) into a workbook.

    What its columns are is said by a profile of ours (``preset``), by one that was made here before
    (``profile``, a file), or by what was chosen (``answers``). ``found`` are findings for the page to show.

    Raises:
        UsageError: A required setting was not filled in, or a choice cannot be.
        InputError: The source has errors; nothing is made.
    """
    if request.get("profile"):
        return _read(given / request["file"], str(given / request["profile"]), made, {})
    settings = {name: text for name, text in request["settings"].items() if text.strip()}
    missing = [setting.header for setting in SETTINGS if setting.required and setting.header not in settings]
    if missing:
        raise UsageError(f"Vul nog in: {', '.join(missing)}.")
    try:
        if request.get("preset"):
            return _read(given / request["file"], request["preset"], made, settings)
        text = profile_text(Answers(settings=settings, **request["answers"]))
        (made / PROFILE).write_text(text, encoding="utf-8")
        return _read(given / request["file"], str(made / PROFILE), made, {})
    except InputError as error:
        (made / PROFILE).unlink(missing_ok=True)
        raise InputError(of_own_format(error.findings)) from error


def _read(source: Path, profile: str, made: Path, settings: Mapping[str, str]) -> dict[str, Any]:
    result = read_in(source, profile, made / WORKBOOK, settings=settings)
    (made / ACCOUNT).write_text(f"{result.report}\n", encoding="utf-8")
    return {
        "found": result.warnings,
        "account": result.report,
        "losses": [*result.losses],
        "chosen": _chosen(result.choices),
    }
