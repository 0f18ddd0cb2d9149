"""The profiles on the page about messages and the GMSD are right as they stand there."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.gmsd_profile import read_gmsd_profile
from maatschappelijk_rendement.intake.own_formats.message_profile import PRESETS, read_message_profile

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "istandaarden.md").read_text(encoding="utf-8")
MESSAGES, GMSD = (
    tomllib.loads(block, parse_float=Decimal) for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
)


def test_the_profile_of_messages_on_the_page_is_right() -> None:
    for preset in ("iwmo301", "iwmo323"):
        profile = read_message_profile(MESSAGES | {"voorinstelling": preset}, Tariffs.load())
        assert len(profile.products) == 2


def test_the_profile_of_the_gmsd_on_the_page_is_right() -> None:
    profile = read_gmsd_profile(GMSD, Tariffs.load())
    assert (len(profile.products), len(profile.half_years)) == (2, 2)


def test_the_page_names_every_preset_unit_and_frequency() -> None:
    assert all(preset in PAGE for preset in (*PRESETS, "gmsd"))
    assert all(unit in PAGE for unit in codelists().units)
    assert all(frequency in PAGE for frequency in codelists().frequencies)
