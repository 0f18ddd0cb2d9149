"""The layout of a TOML file that defines an instrument: its fields, and what must hold between them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import (
    a_count,
    a_flag,
    a_number,
    a_text,
    any_text,
    texts,
)
from maatschappelijk_rendement.domain.instruments.definition import (
    FlourishingRule,
    InstrumentDefinition,
    Item,
)
from maatschappelijk_rendement.domain.vocabulary import fold_header

_VALUATION_ADVICE = "Geef een constante, en per onderdeel elke aftrek; de stap is dan 1."


def read_layout(file: TomlSection) -> InstrumentDefinition:
    """Read a definition.

    Args:
        file: What the TOML file says, its label the name of the file.

    Raises:
        InputError: A field is unknown, missing or wrong, or two contradict each other; holds every finding.
    """
    name_of = {key: file.need(key, a_text, "") for key in ("id", "naam", "bron", "licentie")}
    lowest = file.need("laagste", a_number, None)
    highest = file.need("hoogste", a_number, None)
    step = file.need("stap", a_number, None)
    is_ordinal = file.need("ordinaal", a_flag, False)
    above = file.take("grens_boven", a_number, None)
    standard_error = file.take("standaardmeetfout", a_number, None)
    warnings: tuple[str, ...] = file.take("waarschuwingen", texts, ())
    items = tuple(_item(section) for section in file.tables("onderdelen"))
    _check_names(file, items)
    levels = None
    if lowest is not None and highest is not None and step is not None:
        if step <= 0 or lowest >= highest:
            advice = "Laagste is kleiner dan hoogste, en stap is groter dan 0."
            file.note("stap", "schaal_onjuist", "De schaal klopt niet.", advice)
        elif step == 1:
            levels = highest - lowest
    constant = _constant(file, items, levels)
    flourishing = _flourishing(file, items)
    file.refuse_the_rest()
    if file.findings or lowest is None or highest is None or step is None:
        raise InputError(file.findings)
    return InstrumentDefinition(
        id=name_of["id"],
        name=name_of["naam"],
        source=name_of["bron"],
        licence=name_of["licentie"],
        lowest=lowest,
        highest=highest,
        step=step,
        is_ordinal=is_ordinal,
        warnings=warnings,
        items=items,
        above=above,
        standard_error=standard_error,
        value_constant=constant,
        flourishing=flourishing,
    )


def _item(section: TomlSection) -> Item:
    item = Item(
        section.need("naam", a_text, ""),
        section.take("ook", texts, ()),
        section.take("groep", any_text, ""),
        section.take("aftrek", _numbers, ()),
    )
    section.refuse_the_rest()
    return item


def _check_names(file: TomlSection, items: Sequence[Item]) -> None:
    words = [fold_header(word) for item in items for word in (item.name, *item.also) if word]
    if len(set(words)) < len(words):
        text = "Twee onderdelen hebben dezelfde naam."
        file.note("onderdelen", "naam_dubbel", text, "Geef elk onderdeel een eigen naam.")


def _constant(file: TomlSection, items: Sequence[Item], levels: Decimal | None) -> Decimal | None:
    """Read the value set: a constant here, and for each item what each level but the first takes off.

    Args:
        file: The definition.
        items: Its items.
        levels: How many levels take something off; None where the scale is wrong or its step is not 1.
    """
    section = file.table("waardering")
    if section is None:
        return None
    constant = section.need("constante", a_number, None, _VALUATION_ADVICE)
    section.refuse_the_rest()
    is_complete = bool(items) and all(len(item.decrements) == levels for item in items)
    # Whether it is complete can only be told of a scale and items that are right.
    if not is_complete and not file.findings:
        section.note("", "waardering_onvolledig", "De waardering is niet volledig.", _VALUATION_ADVICE)
    return constant


def _flourishing(file: TomlSection, items: Sequence[Item]) -> FlourishingRule | None:
    section = file.table("bloeiend")
    if section is None:
        return None
    minimum = section.need("minimale_score", a_number, Decimal(0))
    groups = sorted({item.group for item in items})
    needed = {group: section.take(group, a_count, 0) for group in groups if section.has(group)}
    if not needed:
        advice = "Geef een minimale_score en per groep een aantal."
        section.note("", "veld_ontbreekt", "De regel 'bloeiend' noemt geen groep.", advice)
    section.refuse_the_rest(groups)
    return FlourishingRule(minimum, MappingProxyType(needed))


def _numbers(value: Any) -> tuple[Decimal, ...]:
    if not isinstance(value, list):
        raise WrongValueError("Geef een lijst met getallen, zoals [0.1, 0.2].")
    return tuple(a_number(entry) for entry in value)
