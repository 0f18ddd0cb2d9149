"""Read an agreement over years from a scenario file: its rules, its base years and its years.

``[meerjarenafspraak]`` holds the rules, each ``[[basisjaar]]`` and ``[[jaar]]`` one year with a
``[[basisjaar.stroom]]`` or ``[[jaar.stroom]]`` for each stream. A triangle beside the file completes years
that are not yet settled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import (
    a_count,
    a_flag,
    a_name,
    a_number,
    any_text,
    at_least_one,
)
from maatschappelijk_rendement.sharing.agreement import (
    LARGEST_COST_CENTS,
    LEAST_GROWTH,
    LEAST_RISK,
    MOST_AGREEMENT_YEARS,
    MOST_GROWTH,
    MOST_RISK,
    AgreementYear,
    StreamYear,
    YearsAgreement,
    YearsRules,
)
from maatschappelijk_rendement.sharing.chain_ladder import MOST_TAIL, Completion, chain_ladder
from maatschappelijk_rendement.sharing.contract import ContradictionError
from maatschappelijk_rendement.sharing.contract_values import a_part, euros
from maatschappelijk_rendement.sharing.triangle import read_triangle

RULES_KEY = "meerjarenafspraak"
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_WEIGHTS = MOST_AGREEMENT_YEARS
PLACE_OF = {
    "jaar": "jaar.jaar",
    "stroom": "jaar.stroom",
    "personen": "jaar.personen",
    "zorgzwaarte": "jaar.zorgzwaarte",
    "groei": "jaar.stroom.groei",
    "kosten_eur": "jaar.stroom.kosten_eur",
}
"""Where a field of a year stands in the file."""
ONE_BASE_YEAR = "Met [casusjaren] is er één basisjaar, het jaar voor het MDO: er valt niets te wegen."
FILL_IN = "Vul de jaren in; met --casussen kan het ook met het onderdeel [casusjaren]."


def read_agreement(
    file: TomlSection, streams: Sequence[str], folder: Path | None = None
) -> YearsAgreement | None:
    """Read the agreement over years of a scenario file; problems are noted in its findings.

    Args:
        file: The whole file.
        streams: Names of the streams, as ``[[stroom]]`` has them.
        folder: Where triangles that the file names stand; None allows none.

    Returns:
        The agreement; None where the file has none, or it has problems.
    """
    section = file.table(RULES_KEY)
    tables = {key: file.tables(key) for key in ("basisjaar", "jaar", "driehoek")}
    if section is None:
        for key, found in tables.items():
            if found:
                text = f"Regels onder [[{key}]] horen bij het onderdeel [{RULES_KEY}]."
                file.note(key, "veld_ontbreekt", text, f"Vul [{RULES_KEY}] in, of haal ze weg.")
        return None
    before = len(file.findings)
    rules = read_rules(section, len(tables["basisjaar"]))
    if sum(map(len, tables.values())) > 2 * MOST_AGREEMENT_YEARS:
        text = f"Er staan te veel jaren in dit bestand; het mogen er {MOST_AGREEMENT_YEARS} zijn."
        file.note("jaar", "te_veel_regels", text, "Haal jaren weg.")
        return None
    completions = _completions(tables["driehoek"], streams, folder)
    years = {
        key: [_year(one, streams, completions, is_base=key == "basisjaar") for one in tables[key]]
        for key in ("basisjaar", "jaar")
    }
    _note_order([*tables["basisjaar"], *tables["jaar"]])
    for key in ("basisjaar", "jaar"):
        if not tables[key] and not file.has(key):
            text = f"Een afspraak over jaren heeft minstens één regel onder [[{key}]]."
            file.note(key, "veld_ontbreekt", text, FILL_IN)
    if len(file.findings) > before:
        return None
    try:
        return YearsAgreement(
            base_years=tuple(years["basisjaar"]),
            years=tuple(years["jaar"]),
            rules=rules,
            triangle_files=tuple(str(one.raw("bestand")) for one in tables["driehoek"]),
        )
    except ContradictionError as error:
        for problem in error.problems:
            key, _, words = problem.partition(": ")
            where = section if section.has(key) or key not in PLACE_OF else file
            where.note(PLACE_OF.get(key, key), "afspraak_onmogelijk", words[:1].upper() + words[1:])
        return None


def _note_order(years: Sequence[TomlSection]) -> None:
    """Note a year that is not later than the one before it: a slip that makes other fields wrong too."""
    known = [(one, one.content.get("jaar")) for one in years]
    for (_, before), (section, year) in pairwise(known):
        if isinstance(before, int) and isinstance(year, int) and year <= before:
            text = "Dit jaar is niet later dan het jaar dat er in het bestand voor staat."
            advice = "Zet elk jaar één keer, van oud naar nieuw; eerst de basisjaren, dan de jaren."
            section.note("jaar", "jaar_volgorde", text, advice)


def read_rules(section: TomlSection, base_years: int, *, are_weights_known: bool = False) -> YearsRules:
    """Read the rules over years; problems are noted in the findings of the section.

    Args:
        section: ``[meerjarenafspraak]``.
        base_years: Number of base years.
        are_weights_known: There is one base year, which weighs all; ``gewichten`` may then be left out.
    """
    advice = "Geef elk basisjaar een gewicht."
    none: tuple[Fraction, ...] = (Fraction(1),) if are_weights_known else ()
    weights = (
        section.take("gewichten", _weights, none)
        if are_weights_known
        else section.need("gewichten", _weights, none, advice)
    )
    rules = YearsRules(
        weights=weights,
        renew_after=section.take("opnieuw_vaststellen_na", _some_years, None),
        cap_so_far=section.take("plafond_totaal", a_part, None),
        loss_cap_so_far=section.take("verliesplafond_totaal", a_part, None),
        reserve_start_cents=section.take("reserve_begin_eur", euros, 0),
        reserve_cap_cents=section.take("reserve_plafond_eur", euros, None),
        reserve_covers_loss=section.take("reserve_dekt_verlies", a_flag, False),
        reserve_released_after=section.take("reserve_vrij_na", _some_years, None),
        reserve_released_at_end=section.take("reserve_vrij_aan_einde", a_flag, True),
        released_to_providers=section.take("reserve_aan_aanbieders", a_part, Fraction(0)),
        noise_correlation=section.take("samenhang_ruis", a_part, Fraction(0)),
    )
    section.refuse_the_rest()
    if are_weights_known and rules.weights != none:
        section.note("gewichten", "afspraak_onmogelijk", ONE_BASE_YEAR, "Haal 'gewichten' weg.")
    elif rules.weights and base_years and len(rules.weights) != base_years:
        there = "Er is 1 basisjaar" if base_years == 1 else f"Er zijn {base_years} basisjaren"
        text = f"{there}, en niet voor elk basisjaar één gewicht."
        section.note("gewichten", "afspraak_onmogelijk", text, "Geef er een per basisjaar, het oudste eerst.")
    elif rules.weights and sum(rules.weights) != 1:
        text = "De gewichten zijn samen niet precies 1."
        section.note("gewichten", "afspraak_onmogelijk", text, "Maak ze samen 1, zoals [0.1, 0.3, 0.6].")
    return rules


def _year(
    section: TomlSection,
    streams: Sequence[str],
    completions: Mapping[str, Completion | None],
    *,
    is_base: bool,
) -> AgreementYear:
    year = section.need("jaar", _calendar_year, FIRST_YEAR)
    found: dict[str, StreamYear] = {}
    for one in section.tables("stroom"):
        read = _stream(one, year, completions, is_base=is_base)
        if read.stream not in streams:
            text = "Deze stroom staat niet bij [[stroom]]."
            one.note("naam", "stroom_onbekend", text, "Gebruik precies dezelfde naam.")
        elif read.stream in found:
            one.note("naam", "naam_dubbel", "Deze stroom staat al in dit jaar.", "Voeg de regels samen.")
        found[read.stream] = read
    if len(found.keys() & set(streams)) < len(streams):
        text = "In dit jaar ontbreekt een stroom die bij [[stroom]] wel staat."
        section.note("stroom", "veld_ontbreekt", text, "Geef in elk jaar elke stroom.")
    expected = False if is_base else section.take("verwacht", a_flag, False)
    made = AgreementYear(
        year=year,
        persons=section.need("personen", at_least_one, 1),
        risk=section.take("zorgzwaarte", a_risk, Fraction(1)),
        is_expected=expected,
        quality=None if is_base else section.take("kwaliteit", a_part, None),
        met_quality_standard=None if is_base else section.take("standaard_gehaald", a_flag, None),
        met_alternative_standard=(
            None if is_base else section.take("alternatieve_standaard_gehaald", a_flag, None)
        ),
        streams=tuple(found[name] for name in streams if name in found),
    )
    section.refuse_the_rest()
    return made


def _stream(
    section: TomlSection, year: int, completions: Mapping[str, Completion | None], *, is_base: bool
) -> StreamYear:
    name = section.need("naam", a_name, "?")
    completion = completions.get(name)
    completed = None
    if completion is not None:
        completed = next((one for one in completion.years if one.year == year), None)
    made = StreamYear(
        stream=name,
        cost_cents=section.take("kosten_eur", _cost, 0),
        investment_cents=0 if is_base else section.take("investering_eur", _cost, 0),
        growth=section.take("groei", a_growth_rate, Fraction(0)),
        error_cents=section.take("standaardfout_eur", _cost, 0),
    )
    if completed is not None:
        for key in ("kosten_eur", "standaardfout_eur"):
            if section.has(key):
                text = f"De driehoek van deze stroom geeft dit jaar al; '{key}' doet dan niets."
                section.note(key, "veld_zonder_werking", text, "Haal het weg.")
        made = replace(made, cost_cents=completed.ultimate_cents, error_cents=completed.error_cents)
    elif not section.has("kosten_eur") and (completion is not None or name not in completions):
        section.note_missing("kosten_eur", "Vul het in, of geef een driehoek met dit jaar.")
    section.refuse_the_rest()
    return made


def _completions(
    sections: Sequence[TomlSection], streams: Sequence[str], folder: Path | None
) -> dict[str, Completion | None]:
    """Complete each triangle; None where it is none, so that the cost of its years is not asked for."""
    done: dict[str, Completion | None] = {}
    for section in sections:
        name = section.need("stroom", a_name, "?")
        if name not in streams:
            section.note("stroom", "stroom_onbekend", "Deze stroom staat niet bij [[stroom]].")
        elif name in done:
            section.note("stroom", "naam_dubbel", "Deze stroom heeft al een driehoek.", "Laat er één staan.")
        file_name = section.need("bestand", _a_file_name, "")
        tail = section.take("staartfactor", _tail, Fraction(1))
        section.refuse_the_rest()
        done.setdefault(name, None)
        if not file_name or folder is None:
            continue
        try:
            done[name] = chain_ladder(read_triangle(folder / file_name), tail=tail)
        except InputError as error:
            for finding in error.findings:
                place = f"{finding.place}: " if finding.place else ""
                section.note("bestand", finding.code, f"{place}{finding.text}", finding.advice)
        except UsageError as error:
            section.note("bestand", "niet_te_lezen", str(error))
    return done


def _weights(value: Any) -> tuple[Fraction, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_WEIGHTS:
        raise WrongValueError("Geef een lijst, zoals [0.1, 0.3, 0.6]; het oudste basisjaar eerst.")
    return tuple(a_part(one) for one in value)


def _some_years(value: Any) -> int:
    years = at_least_one(value)
    if years > MOST_AGREEMENT_YEARS:
        raise WrongValueError(f"Geef hoogstens {MOST_AGREEMENT_YEARS} jaar.")
    return years


def _calendar_year(value: Any) -> int:
    year = a_count(value)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongValueError(f"Geef een jaar van {FIRST_YEAR} tot {LAST_YEAR}.")
    return year


def a_risk(value: Any) -> Fraction:
    """An index of case mix."""
    return _between(value, LEAST_RISK, MOST_RISK, "Geef een index van 0.1 tot 10, zoals 1.02.")


def a_growth_rate(value: Any) -> Fraction:
    """Growth of cost in a year, such as 0.03 or -0.02."""
    words = "Geef een deel van -0.9 tot 1, zoals -0.02 voor een daling van 2 %."
    return _between(value, LEAST_GROWTH, MOST_GROWTH, words)


def _tail(value: Any) -> Fraction:
    return _between(value, Fraction(1), MOST_TAIL, "Geef een factor van 1 tot 2, zoals 1.02.")


def _cost(value: Any) -> int:
    cents = euros(value)
    if cents > LARGEST_COST_CENTS:
        raise WrongValueError("Geef een bedrag tot een biljoen euro.")
    return cents


def _a_file_name(value: Any) -> str:
    """The name of a file beside this one: never a way to another folder."""
    name = any_text(value)
    if not name or name.startswith(".") or Path(name).name != name or "\\" in name or ":" in name:
        raise WrongValueError("Geef de naam van een CSV-bestand in dezelfde map, zonder map ervoor.")
    return name


def _between(value: Any, least: Fraction, most: Fraction, words: str) -> Fraction:
    number = Fraction(a_number(value))
    if not least <= number <= most:
        raise WrongValueError(words)
    return number
