"""Read a file of somebody else into a workbook: all of it accounted for, or nothing written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from maatschappelijk_rendement.disclosure.ledger.pseudonyms import read_key
from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.tables import SETTINGS
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import did_you_mean, fold, fold_header
from maatschappelijk_rendement.intake.own_formats import (
    Checked,
    Profile,
    RawTable,
    check,
    losses,
    map_source,
    presets,
    propose,
    read_profile,
    read_source,
    tell,
    totals,
)
from maatschappelijk_rendement.intake.own_formats.deliveries import (
    DELIVERIES,
    check_delivery,
    delivery_profile,
    is_delivery_source,
    map_delivery,
    propose_delivery,
)
from maatschappelijk_rendement.intake.own_formats.pseudonymise import keyed_pseudonym
from maatschappelijk_rendement.intake.workbook.save import save_file


@dataclass(frozen=True, slots=True)
class ReadIn:
    """What reading in gave.

    Attributes:
        report: What was mapped, converted and left out, with the totals; Dutch text.
        warnings: What deserves a look, with the place in the source.
        losses: What the source has and the workbook lacks, in Dutch; of a source read by its columns.
        choices: What no column said and the profile chose, in Dutch; of a source read by its columns.
    """

    report: str
    warnings: tuple[Finding, ...]
    losses: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


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
        source: The file, or a folder: of Parquet, of messages, or of a delivery.
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
    key = read_key(key_file) if key_file is not None else None
    told = None if profile is None else delivery_profile(profile)
    if told is not None:
        tariffs = Tariffs.load()
        checked, report = check_delivery(
            map_delivery(source, told, tariffs, key=key, settings=given), tariffs
        )
        found = ReadIn(report, _warnings(checked))
    else:
        checked, found = _read_columns(source, profile, given, key)
    if not (target.exists() and target.read_bytes() == checked.content):
        _refuse_existing(target)
        save_file(checked.content, target)
    return found


def _warnings(checked: Checked) -> tuple[Finding, ...]:
    return tuple(finding for finding in checked.warnings if finding.level == "waarschuwing")


def _read_columns(
    source: Path, profile: str | None, settings: Mapping[str, str], key: bytes | None
) -> tuple[Checked, ReadIn]:
    """Read a source by what its columns mean, and tell what became of it."""
    pseudonym = pseudonyms(key) if key is not None else None
    tariffs = Tariffs.load()
    if profile is None and is_delivery_source(source):
        raise UsageError(
            f"Dit zijn berichten. Noem een profiel met --profiel ({', '.join(DELIVERIES)}), of laat er een "
            "voorstellen met --stel-voor PROFIEL.toml."
        )
    if profile is None:
        tables = read_source(source)
        asked = read_profile(fitting_profile(tables, tariffs))
    else:
        asked = read_profile(profile)
        tables = read_source(source, header_row=asked.header_row)

    def beside(name: str) -> Sequence[RawTable]:
        return read_source(source.parent / name)

    mapped = map_source(tables, asked, tariffs=tariffs, settings=settings, beside=beside, pseudonym=pseudonym)
    checked = check(mapped, tariffs)
    sums = totals(mapped, checked.caseload, asked.decimal_sign)
    report = tell(mapped, asked, sums, checked.caseload, tariffs)
    return checked, ReadIn(report, _warnings(checked), losses(mapped, sums), mapped.choices)


def propose_profile(source: Path, target: Path) -> None:
    """Write a proposal of a profile for a source; an older file is never overwritten.

    Args:
        source: The file, or a folder: of Parquet, of messages, or of a delivery.
        target: The profile to make, a ``.toml``.

    Raises:
        UsageError: The source is not there, or the target cannot be or is there already.
        InputError: The source cannot be read.
        OutputError: The profile cannot be written.
    """
    _refuse_target(target, ".toml")
    _refuse_existing(target)
    if is_delivery_source(source):
        save_file(propose_delivery(source).encode(), target)
        return
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
        return keyed_pseudonym(fold(text), key)

    return make


def _refuse_target(target: Path, suffix: str) -> None:
    if target.suffix.lower() != suffix:
        raise UsageError(f"Kies een naam die eindigt op {suffix}.")


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise UsageError("Dit bestand bestaat al en wordt niet overschreven. Kies een andere naam.")
