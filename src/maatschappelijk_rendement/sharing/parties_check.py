"""What the parties of a scenario say by their names and parts: what a key lacks, and what stands twice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.files.toml_section import TomlSection
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.vocabulary import MoneyKind, Stream
from maatschappelijk_rendement.sharing.case_words import shown_stream
from maatschappelijk_rendement.sharing.contract import Contract, PayerKey, ProviderKey
from maatschappelijk_rendement.sharing.contract_file import faulty_fields
from maatschappelijk_rendement.sharing.outcome_file import idle
from maatschappelijk_rendement.sharing.outlook_file import NO_NAME
from maatschappelijk_rendement.sharing.split import PayerStream, Provider

NO_COST_BEFORE = "De casussen hebben voor het MDO geen kosten die meetellen: er is geen benchmark."
"""What is wrong with cases that cost nothing before."""
OWN_ROWS = ("Reserve", "Aanbieders samen", "alle")
"""Rows that the tables of a scenario have beside the parties."""


def check_keys(
    file: TomlSection,
    contract: Contract,
    streams: Sequence[PayerStream],
    providers: Sequence[Provider],
    *,
    is_from_cases: bool,
) -> None:
    """Note what a key divides by and a party lacks, and what a party says and no key looks at."""
    names = [_known_name(stream, is_from_cases) for stream in streams]
    by_field = (
        (PayerKey.BUDGET, "begroting_eur", [stream.budget_cents for stream in streams]),
        (PayerKey.NEGOTIATED, "afgesproken_deel", [stream.agreed for stream in streams]),
    )
    for key, field, given in by_field:
        if contract.payer_key is key:
            # Cases number their streams themselves; the file names only those it adds something to.
            found = list(zip(names, given, strict=True))
            _note_lacking(file, "stroom", field, found, is_numbered=not is_from_cases)
        elif None in given and any(value is not None for value in given):
            _note_partly(file, field, key)
    if contract.provider_key is ProviderKey.NEGOTIATED:
        _note_lacking(file, "aanbieder", "afgesproken_deel", [("", p.agreed) for p in providers])
        if not providers:
            text = "De sleutel voor de aanbieders verdeelt over niemand."
            file.note("aanbieder", "veld_ontbreekt", text, "Zet elke aanbieder onder [[aanbieder]].")
    elif "sleutel_aanbieders" not in faulty_fields(file.part("contract")):
        for section in file.tables("aanbieder"):
            if section.has("afgesproken_deel"):
                idle(section, "afgesproken_deel", 'sleutel_aanbieders = "afgesproken"')


def check_names(
    file: TomlSection, streams: Sequence[PayerStream], providers: Sequence[Provider], *, is_from_cases: bool
) -> None:
    """Note names that stand twice, parts that do not make up the whole, and cases without cost."""
    if is_from_cases:
        if not any(s.before_cents for s in streams if s.money is not MoneyKind.TRANSFER):
            file.note("", "geen_kosten", NO_COST_BEFORE, "Kijk de werkmap na met mr controleer.")
    else:
        if not streams and not file.has("stroom"):
            file.note(
                "stroom", "veld_ontbreekt", "Geef minstens een stroom.", "Zet elke stroom onder [[stroom]]."
            )
        note_twice(file, "stroom", [stream.stream for stream in streams])
    note_twice(file, "aanbieder", [provider.name for provider in providers])
    _note_taken(file, streams, [provider.name for provider in providers])
    _note_payers_spelt_otherwise(file, [stream.payer for stream in streams])
    divided = [stream for stream in streams if stream.money is not MoneyKind.TRANSFER]
    _note_other_sum(file, "stroom", [stream.agreed for stream in divided])
    _note_other_sum(file, "aanbieder", [provider.agreed for provider in providers])


def _known_name(stream: PayerStream, is_from_cases: bool) -> str:
    """Name a stream where its name is of a fixed list; any other name is a value of the user."""
    if is_from_cases:
        return shown_stream(stream)
    return stream.stream if stream.stream in {one.value for one in Stream} else ""


def _note_partly(file: TomlSection, field: str, key: PayerKey) -> None:
    """Note figures of some streams: only with those of all can the outcome under their key be shown."""
    text = f"Niet elke stroom heeft dit veld; het vergelijken met de sleutel '{key}' kan dan niet."
    advice = "Geef het bij elke stroom, of haal het weg: zo doet het niets."
    file.note(f"stroom.{field}", "veld_zonder_werking", text, advice)


def _note_lacking(
    file: TomlSection,
    table: str,
    field: str,
    found: Sequence[tuple[str, object]],
    *,
    is_numbered: bool = True,
) -> None:
    for number, (name, value) in enumerate(found, start=1):
        if value is None:
            text = f"de verdeelsleutel van het contract vraagt hier {field}."
            text = f"{name}: {text}" if name else text.capitalize()
            place = f"{table} {number}" if is_numbered else table
            file.note(f"{place}.{field}", "veld_ontbreekt", text, "Vul het in.")


def note_twice(file: TomlSection, table: str, names: Sequence[str]) -> None:
    """Note each name that stands earlier under the same heading, exactly or as a reader takes it."""
    for number, name in enumerate(names, start=1):
        if name != NO_NAME and name in names[: number - 1]:
            text = f"Deze naam staat hierboven al onder [[{table}]]."
            advice = "Geef elk een eigen naam, of neem ze samen."
            file.note(f"{table} {number}.naam", "naam_dubbel", text, advice)
    text = "Deze naam staat hierboven ook, met andere hoofdletters of spaties."
    for number in _spelt_otherwise(names):
        advice = "Is het dezelfde? Neem ze samen. Zo niet, geef dan een naam die duidelijk anders is."
        file.note(f"{table} {number}.naam", "naam_dubbel", text, advice)


def _note_taken(file: TomlSection, streams: Sequence[PayerStream], providers: Sequence[str]) -> None:
    """Note a party that would carry the name of another row of the same tables."""
    shown = [name for one in streams for name in (one.stream, one.label, f"{one.stream} ({one.payer})")]
    taken = {_folded(name) for name in (*OWN_ROWS, *shown)}
    for number, name in enumerate(providers, start=1):
        if name != NO_NAME and _folded(name) in taken:
            text = "Een stroom of een vaste regel van het rapport heet al zo."
            advice = "Geef de aanbieder een eigen naam, zoals Wijkteam."
            file.note(f"aanbieder {number}.naam", "naam_dubbel", text, advice)


def _note_payers_spelt_otherwise(file: TomlSection, payers: Sequence[str]) -> None:
    """Note a payer that would count as two: it has one limit on what it loses, and one ground to pay."""
    text = "Deze betaler staat hierboven ook, met andere hoofdletters of spaties."
    for number in _spelt_otherwise(payers):
        file.note(f"stroom {number}.betaler", "naam_dubbel", text, "Schrijf de naam overal precies gelijk.")


def _spelt_otherwise(names: Sequence[str]) -> list[int]:
    """Give the places, from 1, of names that a reader takes for an earlier one and that differ from it."""
    first: dict[str, str] = {}
    return [
        number for number, name in enumerate(names, start=1) if first.setdefault(_folded(name), name) != name
    ]


def _folded(name: str) -> str:
    """A name as a reader takes it: capitals and spaces make no other party."""
    return " ".join(name.casefold().split())


def _note_other_sum(file: TomlSection, table: str, parts: Sequence[Fraction | None]) -> None:
    """Agreed parts are parts of one whole: another sum is a mistake, and never rescaled in silence."""
    given = [part for part in parts if part is not None]
    if given and len(given) == len(parts) and sum(given) != 1:
        total = dutch_number(Decimal(float(100 * sum(given))), 1)
        text = f"De afgesproken delen onder [[{table}]] zijn samen {total} % en geen 100 %."
        advice = "Maak de delen samen precies 1, zoals 0.5, 0.3 en 0.2."
        file.note(f"{table}.afgesproken_deel", "delen_tellen_niet_op", text, advice)
