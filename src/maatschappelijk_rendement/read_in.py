"""Read a file of somebody else into a workbook: all of it accounted for, or nothing written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from maatschappelijk_rendement.disclosure.pseudonyms import keyed_hash, read_key
from maatschappelijk_rendement.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.own_formats import (
    Profile,
    RawTable,
    check,
    map_source,
    presets,
    propose,
    read_profile,
    read_source,
    tell,
    totals,
)
from maatschappelijk_rendement.tables import SETTINGS
from maatschappelijk_rendement.tariffs import Tariffs
from maatschappelijk_rendement.vocabulary import fold, fold_header
from maatschappelijk_rendement.workbook.findings import did_you_mean
from maatschappelijk_rendement.workbook.save import save_file

# Without vowels no word comes of it, and without digits nothing that looks like a BSN or a date.
_LETTERS = "bcdfghjklmnpqrstvwxz"
_PSEUDONYM_LETTERS = 14  # 20**14 is 2**60: two of a million ids meet once in two million times


@dataclass(frozen=True, slots=True)
class ReadIn:
    """What reading in gave.

    Attributes:
        report: What was mapped, converted and left out, with the totals; Dutch text.
        warnings: What deserves a look, with the place in the source.
    """

    report: str
    warnings: tuple[Finding, ...]


def read_in(
    source: Path,
    profile: str | None,
    target: Path,
    *,
    settings: Mapping[str, str] | None = None,
    key_file: Path | None = None,
) -> ReadIn:
    """Turn a source into a workbook.

    Args:
        source: The file, or folder of Parquet.
        profile: Name of a profile that comes with the package, or the path of one that ends in ``.toml``;
            None takes the one of the package that was made for such a source.
        target: The workbook to make, an ``.xlsx``.
        settings: Settings of sheet Analyse by their Dutch name, over those of the profile.
        key_file: Key for pseudonyms, made with ``mr sleutel``.

    Raises:
        UsageError: A file is not there, the name of the target cannot be, or a setting is unknown.
        InputError: The source, the profile or what would come of them has errors; nothing was written.
        OutputError: The workbook cannot be written.
    """
    _refuse_target(target, ".xlsx")
    given = checked_settings(settings or {})
    pseudonym = pseudonyms(read_key(key_file)) if key_file is not None else None
    tariffs = Tariffs.load()
    if profile is None:
        tables = read_source(source)
        asked = read_profile(fitting_profile(tables, tariffs))
    else:
        asked = read_profile(profile)
        tables = read_source(source, header_row=asked.header_row)

    def beside(name: str) -> Sequence[RawTable]:
        return read_source(source.parent / name)

    mapped = map_source(tables, asked, tariffs=tariffs, settings=given, beside=beside, pseudonym=pseudonym)
    checked = check(mapped, tariffs)
    sums = totals(mapped, checked.caseload, asked.decimal_sign)
    report = tell(mapped, asked, sums, checked.caseload, tariffs)
    if not (target.exists() and target.read_bytes() == checked.content):
        _refuse_existing(target)
        save_file(checked.content, target)
    warnings = tuple(finding for finding in checked.warnings if finding.level == "waarschuwing")
    return ReadIn(report, warnings)


def propose_profile(source: Path, target: Path) -> None:
    """Write a proposal of a profile for a source; an older file is never overwritten.

    Args:
        source: The file, or folder of Parquet.
        target: The profile to make, a ``.toml``.

    Raises:
        UsageError: The source is not there, or the target cannot be or is there already.
        InputError: The source cannot be read.
        OutputError: The profile cannot be written.
    """
    _refuse_target(target, ".toml")
    _refuse_existing(target)
    tables = [table for table in read_source(source) if table.headers]
    if not tables:
        raise InputError([NO_TABLE])
    save_file(propose(tables, Tariffs.load()).encode(), target)


NO_TABLE = Finding("fout", "", "", "geen_tabel", "In deze bron staat geen tabel.", "Kies een andere bron.")
# These say that a profile was made for another source; anything else is about what stands in the source.
_NO_FIT = frozenset(
    {
        *("kolom_ontbreekt", "kolom_dubbel", "veld_ontbreekt", "blad_ontbreekt", "helft_ontbreekt"),
        *("product_onbekend", "eenheid_anders", "geen_sleutel"),
    }
)


def fitting_profile(tables: Sequence[RawTable], tariffs: Tariffs) -> str:
    """Find the one profile of the package that was made for such a source.

    Raises:
        UsageError: There is none, or more than one.
    """
    found = [name for name in presets() if _is_made_for(read_profile(name), tables, tariffs)]
    if len(found) == 1:
        return found[0]
    text = "Geen profiel past bij deze bron." if not found else f"Meer profielen passen: {', '.join(found)}."
    raise UsageError(
        f"{text} Noem er een met --profiel ({', '.join(presets())}), of laat er een voorstellen met "
        "--stel-voor PROFIEL.toml."
    )


def _is_made_for(profile: Profile, tables: Sequence[RawTable], tariffs: Tariffs) -> bool:
    try:
        map_source(tables, profile, tariffs=tariffs)
    except InputError as error:
        return not any(finding.code in _NO_FIT for finding in error.findings)
    return True


def checked_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """Give settings by the name they have on sheet Analyse.

    Raises:
        UsageError: One is unknown.

    Example:
        >>> checked_settings({"Gemeente": "Oss"})
        {'gemeente': 'Oss'}
    """
    names = {fold_header(setting.header): setting.header for setting in SETTINGS}
    found = {}
    for name, value in settings.items():
        header = names.get(fold_header(name))
        if header is None:
            near = did_you_mean(name, names.values())
            options = f"Kies uit: {', '.join(names.values())}."
            raise UsageError(
                " ".join(part for part in ("Deze instelling is onbekend.", near, options) if part)
            )
        found[header] = value
    return found


def pseudonyms(key: bytes) -> Callable[[str], str]:
    """Make pseudonyms with a key: letters only, so that none can look like a number of a person.

    Example:
        >>> make = pseudonyms(bytes(32))
        >>> make("123456782") == make(" 123456782"), make("123456782") == make("123456783")
        (True, False)
        >>> len(make("1")), make("1").isalpha()
        (15, True)
    """

    def make(text: str) -> str:
        number = int(keyed_hash(fold(text), key), 16)
        letters = []
        for _ in range(_PSEUDONYM_LETTERS):
            number, place = divmod(number, len(_LETTERS))
            letters.append(_LETTERS[place])
        return "P" + "".join(letters)

    return make


def _refuse_target(target: Path, suffix: str) -> None:
    if target.suffix.lower() != suffix:
        raise UsageError(f"Kies een naam die eindigt op {suffix}.")


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise UsageError("Dit bestand bestaat al en wordt niet overschreven. Kies een andere naam.")
