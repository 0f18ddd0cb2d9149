"""Deliveries with a layout of their own: messages of iWmo and iJw, and the GMSD. One door for all of them.

A profile that names one of these in ``voorinstelling`` is read here; any other profile maps columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.calendar import Period
from maatschappelijk_rendement.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.own_formats import gmsd_profile
from maatschappelijk_rendement.own_formats.clients import ClientColumns, ClientList, read_clients
from maatschappelijk_rendement.own_formats.gmsd import map_gmsd
from maatschappelijk_rendement.own_formats.gmsd_profile import GmsdProfile, read_gmsd_profile
from maatschappelijk_rendement.own_formats.gmsd_rows import label
from maatschappelijk_rendement.own_formats.message_folder import read_delivery
from maatschappelijk_rendement.own_formats.message_profile import PRESETS, read_message_profile
from maatschappelijk_rendement.own_formats.messages import map_messages
from maatschappelijk_rendement.own_formats.pseudonymise import Pseudonyms
from maatschappelijk_rendement.own_formats.raw import RawTable
from maatschappelijk_rendement.own_formats.record import Mapped
from maatschappelijk_rendement.own_formats.source import read_source
from maatschappelijk_rendement.tariffs import Tariffs

DELIVERIES = (*PRESETS, gmsd_profile.PRESET)
"""Words of ``voorinstelling`` for these deliveries."""


def is_delivery_profile(told: Mapping[str, Any]) -> bool:
    """Say whether a profile is of one of these deliveries.

    Example:
        >>> is_delivery_profile({"voorinstelling": "iwmo323"}), is_delivery_profile({"versie": 1})
        (True, False)
    """
    return "voorinstelling" in told


def map_delivery(source: Path, told: Mapping[str, Any], tariffs: Tariffs, *, key: bytes | None) -> Mapped:
    """Read a delivery with its list of clients, and turn both into the workbook.

    Args:
        source: The delivery: a file, or a folder of files.
        told: What the TOML file of its profile says.
        tariffs: Prices, to know products and their units.
        key: Key of ``mr sleutel``; without it clients get running numbers of this run.

    Returns:
        Rows of the workbook with the account.

    Raises:
        UsageError: A file is not there.
        InputError: The profile or the delivery is wrong; holds every finding.
    """
    pseudonyms = Pseudonyms(key)
    if told.get("voorinstelling") == gmsd_profile.PRESET:
        profile = read_gmsd_profile(told, tariffs)
        clients = _clients(source, profile.clients_file, profile.columns, pseudonyms)
        return map_gmsd(_half_years(source, profile), clients, profile, pseudonyms)
    messages = read_message_profile(told, tariffs)
    clients = _clients(source, messages.clients_file, messages.columns, pseudonyms)
    delivery = read_delivery(source, pseudonyms, beside=frozenset({messages.clients_file}))
    return map_messages(delivery, clients, messages, keyed=pseudonyms.is_keyed)


def _folder(source: Path) -> Path:
    return source if source.is_dir() else source.parent


def _clients(source: Path, name: str, columns: ClientColumns, pseudonyms: Pseudonyms) -> ClientList:
    return read_clients(_only_table(_folder(source) / name, "lijst met cliënten"), columns, pseudonyms)


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
