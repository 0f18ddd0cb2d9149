"""The profile of messages: what the codes of a municipality stand for, and what the messages do not say.

A code of a product has no meaning beyond its municipality, so nothing is shipped here: the profile says
which product of ours a code is, or leaves it an amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection
from maatschappelijk_rendement.domain.files.toml_values import a_flag, one_of
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats.clients import ClientColumns
from maatschappelijk_rendement.intake.own_formats.codelists import Domain, MessageSort
from maatschappelijk_rendement.intake.own_formats.profile_sections import (
    LEFT_OUT,
    PLACE,
    WITHOUT_EXTENT,
    OurProduct,
    read_client_list,
    read_made_for,
    read_months,
    read_products,
    read_settings,
)

PRESETS: Mapping[str, tuple[Domain, MessageSort]] = MappingProxyType(
    {
        "iwmo301": ("iwmo", "301"),
        "iwmo323": ("iwmo", "323"),
        "ijw301": ("ijw", "301"),
        "ijw323": ("ijw", "323"),
    }
)


@dataclass(frozen=True, slots=True)
class MessageProfile:
    """What a profile of messages says.

    Attributes:
        preset: ``iwmo301``, ``iwmo323``, ``ijw301`` or ``ijw323``.
        made_for: Which source it was made for, in words.
        settings: Value of each setting of sheet Analyse by its Dutch name.
        months: Length of the windows, one of the settings.
        clients_file: Name of the list of clients, beside the profile.
        columns: Its headers.
        products: Product of ours by category and code; an empty code is for the whole category.
        is_complete: The messages hold all use of the windows, so that no line means nothing was used.
        leaves_out_without_extent: An allocation that says no amount is left out, not refused.
    """

    preset: str
    made_for: str
    settings: Mapping[str, str]
    months: int
    clients_file: str
    columns: ClientColumns
    products: Mapping[tuple[str, str], OurProduct]
    is_complete: bool
    leaves_out_without_extent: bool

    def product(self, category: str | None, code: str | None) -> OurProduct | None:
        """Give the product of a code: its own, else that of its category, else nothing."""
        return self.products.get((category or "", code or "")) or self.products.get((category or "", ""))


def read_message_profile(told: Mapping[str, Any], tariffs: Tariffs) -> MessageProfile:
    """Read a profile of messages.

    Args:
        told: What its TOML file says.
        tariffs: Prices, to know a product and its unit.

    Returns:
        The profile.

    Raises:
        InputError: A field is unknown, missing or wrong; holds every finding.
    """
    top = TomlSection(PLACE, told, [])
    made_for = read_made_for(top)
    preset = top.need("voorinstelling", one_of(*PRESETS), "")
    if not preset:
        raise InputError(top.findings)
    messages = top.part("berichten")
    settings = read_settings(top)
    clients_file, columns = read_client_list(top)
    profile = MessageProfile(
        preset,
        made_for,
        settings,
        read_months(top, settings),
        clients_file,
        columns,
        read_products(top, tariffs, PRESETS[preset][0], "code"),
        is_complete=messages.take("volledig", a_flag, False),
        leaves_out_without_extent=messages.take("zonder_omvang", one_of(*WITHOUT_EXTENT), "") == LEFT_OUT,
    )
    messages.refuse_the_rest()
    top.refuse_the_rest()
    if top.findings:
        raise InputError(top.findings)
    return profile
