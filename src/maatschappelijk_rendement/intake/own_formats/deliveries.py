"""Deliveries with a layout of their own: messages of iWmo and iJw, and the GMSD. One door for all of them.

A profile that names one of these in ``voorinstelling`` is read here; any other profile maps columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.toml_file import read_toml
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.tables import CASES, USAGE
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.own_formats import gmsd_profile
from maatschappelijk_rendement.intake.own_formats.checked import Checked, check
from maatschappelijk_rendement.intake.own_formats.clients import ClientColumns, ClientList, read_clients
from maatschappelijk_rendement.intake.own_formats.delivery_read import DeliveryRead
from maatschappelijk_rendement.intake.own_formats.gmsd import map_gmsd
from maatschappelijk_rendement.intake.own_formats.gmsd_profile import GmsdProfile, read_gmsd_profile
from maatschappelijk_rendement.intake.own_formats.gmsd_rows import label
from maatschappelijk_rendement.intake.own_formats.message_folder import read_delivery
from maatschappelijk_rendement.intake.own_formats.message_profile import PRESETS, read_message_profile
from maatschappelijk_rendement.intake.own_formats.message_proposal import propose
from maatschappelijk_rendement.intake.own_formats.messages import map_messages
from maatschappelijk_rendement.intake.own_formats.profile import Profile, SheetProfile
from maatschappelijk_rendement.intake.own_formats.profile_sections import VERSION
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.source import read_source
from maatschappelijk_rendement.intake.own_formats.told import tell

DELIVERIES = (*PRESETS, gmsd_profile.PRESET)
"""Words of ``voorinstelling`` for these deliveries."""


def is_delivery_profile(told: Mapping[str, Any]) -> bool:
    """Say whether a profile is of one of these deliveries.

    Example:
        >>> is_delivery_profile({"voorinstelling": "iwmo323"}), is_delivery_profile({"versie": 1})
        (True, False)
    """
    return "voorinstelling" in told


def preset_profile(name: str) -> dict[str, Any]:
    """Give the profile of messages that comes with the package: amounts, and a list with the usual headers.

    Args:
        name: One of ``DELIVERIES``.

    Example:
        >>> preset_profile("iwmo323")["clienten"]["bestand"]
        'clienten.csv'
    """
    return {
        "versie": VERSION,
        "voorinstelling": name,
        "gemaakt_voor": f"{name}, met een lijst clienten.csv",
        # The choices of the other presets: amounts of their own time. What was allocated is no use yet.
        "analyse": {
            "periode_maanden": "12",
            "prijsmodus": "lopend",
            "prijsbasis": "tarief",
            "vergelijking": "voor_na",
            "basis_na": "raming" if name.endswith("301") else "realisatie",
            "mdo_kosten": "apart",
            "selectie": "onbekend",
        },
        "clienten": {
            "bestand": "clienten.csv",
            "bsn": "bsn",
            "casus_id": "casus_id",
            "wijk": "wijk",
            "mdo_datum": "mdo_datum",
        },
    }


def map_delivery(
    source: Path,
    told: Mapping[str, Any],
    tariffs: Tariffs,
    *,
    key: bytes | None,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> DeliveryRead:
    """Read a delivery with its list of clients, and turn both into the workbook.

    Args:
        source: The delivery: a file, or a folder of files.
        told: What the TOML file of its profile says.
        tariffs: Prices, to know products and their units.
        key: Key of ``mr sleutel``; without it clients get running numbers of this run.
        settings: Settings of sheet Analyse by their Dutch name, over those of the profile.

    Returns:
        Rows of the workbook with the account.

    Raises:
        UsageError: A file is not there.
        InputError: The profile or the delivery is wrong; holds every finding.
    """
    own = told.get("analyse", {})
    told = {**told, "analyse": {**own, **settings}} if isinstance(own, dict) else told
    pseudonyms = Pseudonyms(key)
    if told.get("voorinstelling") == gmsd_profile.PRESET:
        profile = read_gmsd_profile(told, tariffs)
        clients = _clients(source, profile.clients_file, profile.columns, pseudonyms)
        return map_gmsd(_half_years(source, profile), clients, profile, pseudonyms)
    messages = read_message_profile(told, tariffs)
    clients = _clients(source, messages.clients_file, messages.columns, pseudonyms)
    delivery = read_delivery(source, pseudonyms, beside=frozenset({messages.clients_file}))
    return map_messages(delivery, clients, messages, keyed=pseudonyms.is_keyed)


def agree(read: DeliveryRead, caseload: CaseLoad) -> None:
    """Compare the workbook as it was read back with what was made, and the sums of the source with those.

    Args:
        read: What the delivery became.
        caseload: What the workbook holds.

    Raises:
        InputError: A sum differs; nothing may be written then.
    """
    made: defaultdict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for record in read.mapped.sheets[USAGE.sheet]:
        code, moment, per = (fold(str(record.values[name])) for name in ("productcode", "moment", "per"))
        quantity = record.values["aantal"]
        made[code, moment, per] += Fraction(quantity) if isinstance(quantity, Decimal) else 0
    held: defaultdict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for line in caseload.usage:
        held[fold(line.product_code), line.moment.value, line.per.value] += Fraction(line.quantity)
    wrong = [total.header for total in read.totals if not total.agrees]
    wrong += [] if made == held else ["aantal"]
    if wrong:
        raise InputError(
            Finding(
                *("fout", "", "", "totaal_verschilt"),
                f"Het totaal '{name}' van de bron is niet het totaal in de werkmap.",
                "Er is niets geschreven. Meld dit aan de makers, met het profiel en zonder de gegevens.",
            )
            for name in wrong
        )


def _folder(source: Path) -> Path:
    return source if source.is_dir() else source.parent


def _clients(source: Path, name: str, columns: ClientColumns, pseudonyms: Pseudonyms) -> ClientList:
    table = _only_table(_folder(source) / name, "lijst met cliënten")
    return read_clients(replace(table, label="lijst met cliënten"), columns, pseudonyms)


def _half_years(source: Path, profile: GmsdProfile) -> list[tuple[RawTable, Period]]:
    """Read the files that the profile names; of a file as source, that file alone."""
    named = profile.half_years
    if not source.is_dir():
        if source.name not in named:
            raise UsageError("Het profiel noemt dit bestand niet onder [leveringen]. Zet het erbij.")
        named = {source.name: named[source.name]}
    return [(_only_table(_folder(source) / name, label(half.start)), half) for name, half in named.items()]


def _only_table(path: Path, what: str) -> RawTable:
    """Read a file that holds one table."""
    try:
        tables = read_source(path)
    except UsageError as error:
        raise UsageError(f"De {what} is niet te lezen. Zet dit bestand in de map van de bron.") from error
    if len(tables) != 1:
        text = f"De {what} heeft {len(tables)} tabellen; het hoort er een te zijn."
        raise InputError([Finding("fout", "", "", "meer_tabellen", text, "Bewaar het blad apart.")])
    return tables[0]


def delivery_profile(profile: str) -> dict[str, Any] | None:
    """Give what a profile of one of these deliveries says; nothing for a profile that maps columns.

    Args:
        profile: Name of a preset, or the path of a profile that ends in ``.toml``.

    Raises:
        UsageError: There is no such file.
        InputError: It is no TOML.

    Example:
        >>> delivery_profile("breed") is None, delivery_profile("ijw323")["voorinstelling"]
        (True, 'ijw323')
    """
    if profile in DELIVERIES:
        return preset_profile(profile)
    if not profile.lower().endswith(".toml"):
        return None
    told = read_toml(Path(profile))
    return told if is_delivery_profile(told) else None


def check_delivery(read: DeliveryRead, tariffs: Tariffs) -> tuple[Checked, str]:
    """Write the workbook of a delivery in memory, read it back, compare the sums, and tell what became of it.

    Raises:
        InputError: The workbook would have errors, or a sum differs.
    """
    checked = check(read.mapped, tariffs)
    agree(read, checked.caseload)
    profile = Profile(read.name, read.made_for, cases=SheetProfile("casussen", CASES.sheet))
    return checked, tell(read.mapped, profile, read.totals, checked.caseload, tariffs)


def is_delivery_source(source: Path) -> bool:
    """Say whether a source is a message, or a folder with messages, by the ending of its name.

    Example:
        >>> is_delivery_source(Path("bericht.XML")), is_delivery_source(Path("lijst.csv"))
        (True, False)
    """
    try:
        names = [entry.name for entry in source.iterdir()] if source.is_dir() else [source.name]
    except OSError:
        return False
    return any(name.lower().endswith(".xml") for name in names)


def propose_delivery(source: Path) -> str:
    """Propose a profile for a message or a folder of messages.

    Raises:
        UsageError: There is no message there.
        InputError: A message cannot be read.
    """
    return propose(read_delivery(source, Pseudonyms()))
