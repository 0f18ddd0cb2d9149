"""Read ``[casusjaren]``: what the parties assume about the years after the caseload.

Each field is one number for all later years, or a list with one number a year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import a_count, a_name, a_number, at_least_one
from maatschappelijk_rendement.sharing.agreement import (
    LEAST_RISK,
    MOST_AGREEMENT_YEARS,
    MOST_RISK,
    YearsAgreement,
)
from maatschappelijk_rendement.sharing.agreement_file import (
    FIRST_YEAR,
    LAST_YEAR,
    RULES_KEY,
    a_growth_rate,
    a_risk,
    read_rules,
)
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.case_mix import case_mix_index
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome
from maatschappelijk_rendement.sharing.case_words import known_streams
from maatschappelijk_rendement.sharing.case_years import (
    MONTHS_OF_A_YEAR,
    NO_YEAR,
    years_from_cases,
)
from maatschappelijk_rendement.sharing.contract import ContradictionError
from maatschappelijk_rendement.sharing.contract_values import a_part
from maatschappelijk_rendement.sharing.split import PayerStream

CASE_YEARS_KEY = "casusjaren"
WITH_CASES = "--casussen: zonder werkmap met casussen is er geen gemeten jaar"
MOST_CASES = 10_000_000
LARGEST_RELATIVE = 1_000
MOST_INVESTED = 10


def read_case_years(
    file: TomlSection, streams: Sequence[PayerStream], cases: CaseOutcome
) -> YearsAgreement | None:
    """Read the assumptions and make the years; problems are noted in the findings of the file.

    Args:
        file: The whole file, which has ``[casusjaren]``.
        streams: The streams of the caseload against the benchmark of the contract, transfers left out.
        cases: The caseload.

    Returns:
        The agreement; None where there are problems.
    """
    before = len(file.findings)
    section = file.part(CASE_YEARS_KEY)
    for key in ("basisjaar", "jaar", "driehoek"):
        if file.has(key):
            file.raw(key)
            text = f"De casussen geven de jaren al; [[{key}]] doet dan niets."
            file.note(key, "veld_zonder_werking", text, f"Haal het weg, of haal [{CASE_YEARS_KEY}] weg.")
    if cases.months != MONTHS_OF_A_YEAR:
        file.note(CASE_YEARS_KEY, "geen_heel_jaar", NO_YEAR)
    rules_section = file.part(RULES_KEY)
    rules = read_rules(rules_section, 1, are_weights_known=True)
    years = section.need("jaren", _years, 0, "Geef het aantal jaren, het gemeten jaar meegeteld.")
    count = max(0, years - 1)
    first = section.need("eerste_jaar", _first_year, FIRST_YEAR + 1, "Zo heet het jaar na het MDO.")
    kept = section.need("deel_blijft", _each(a_part, count), None, "Geef 1 als al het verschil blijft.")
    invested = section.need(
        "deel_investering", _each(_a_factor, count), None, "Geef 0 als er niets meer wordt geïnvesteerd."
    )
    persons, risk = _persons(section, count, cases.persons)
    growth = _growth(section, streams, count)
    section.refuse_the_rest()
    has_cost = all(any(getattr(one, side) for one in streams) for side in ("before_cents", "after_cents"))
    if any(one.before_cents for one in streams) and not has_cost:
        section.note("", "geen_kosten", NO_COST_AFTER, f"Haal [{CASE_YEARS_KEY}] weg.")
    if not has_cost:
        return None
    if len(file.findings) > before or None in (kept, invested, persons, risk):
        return None
    assumed = CaseYears(
        first_year=first,
        persons=persons or (),
        kept=kept or (),
        invested=invested or (),
        risk=risk or (),
        growth=growth,
    )
    try:
        return years_from_cases(streams, max(1, cases.persons), assumed, rules)
    except ContradictionError as error:
        for problem in error.problems:
            key, _, words = problem.partition(": ")
            if key == "kosten_eur" and "biljoen" in words:
                key, words = "groei", TOO_LARGE
            where, name = (rules_section, key) if rules_section.has(key) else (section, _OWN.get(key, key))
            where.note(name, "afspraak_onmogelijk", words[:1].upper() + words[1:])
        return None


NO_COST_AFTER = (
    "De casussen hebben na het MDO geen kosten die meetellen. Elk jaar van een afspraak vraagt kosten boven "
    "0."
)
TOO_LARGE = "De kosten worden groter dan een biljoen euro. Controleer casussen, zorgzwaarte en groei."
_OWN = {"kosten_eur": "deel_blijft", "jaar": "eerste_jaar", "personen": "casussen"}


def _persons(
    section: TomlSection, count: int, measured: int
) -> tuple[tuple[int, ...] | None, tuple[Fraction, ...] | None]:
    """Read the cases of each year, and their case mix: an index, or groups with a weight each."""
    groups = section.tables("groep")
    if not groups:
        advice = "Geef het aantal casussen van elk jaar na het eerste."
        persons = section.need("casussen", _each(_cases, count), None, advice)
        return persons, section.take("zorgzwaarte", _each(a_risk, count), (Fraction(1),) * count)
    before = len(section.findings)
    for key in ("casussen", "zorgzwaarte"):
        if section.has(key):
            section.raw(key)
            text = f"De groepen geven dit al; '{key}' doet dan niets."
            section.note(key, "veld_zonder_werking", text, "Haal het weg, of haal [[casusjaren.groep]] weg.")
    names: list[str] = []
    weights: list[Fraction] = []
    mixes: list[tuple[int, ...]] = []
    for group in groups:
        names.append(group.need("naam", a_name, f"groep {len(names) + 1}"))
        weights.append(group.need("gewicht", _a_weight, Fraction(1), "Geef de kosten naast het gemiddelde."))
        advice = "Geef het aantal casussen in het gemeten jaar en in elk jaar erna."
        read = _list_of(a_count, count + 1 if count else 0)
        mixes.append(group.need("casussen", read, (1,) * (count + 1), advice))
        group.refuse_the_rest()
        if names.count(names[-1]) > 1:
            group.note("naam", "naam_dubbel", "Deze groep staat hierboven al.", "Neem ze samen.")
    if len(section.findings) == before and sum(mix[0] for mix in mixes) != measured:
        text = "In het gemeten jaar tellen de groepen samen niet zoveel casussen als de werkmap."
        section.note("groep", "aantal_anders", text, "Verdeel de casussen van de werkmap over de groepen.")
    if len(section.findings) > before:
        return None, None
    relative = dict(zip(names, weights, strict=True))
    try:
        index = [
            case_mix_index({name: mix[year] for name, mix in zip(names, mixes, strict=True)}, relative)
            for year in range(count + 1)
        ]
    except UsageError as error:
        words = str(error).partition(": ")[2]
        section.note("groep", "zorgzwaarte_onmogelijk", words[:1].upper() + words[1:])
        return None, None
    persons = tuple(sum(mix[year] for mix in mixes) for year in range(1, count + 1))
    risk = tuple(one / index[0] for one in index[1:])
    if any(not LEAST_RISK <= one <= MOST_RISK for one in risk):
        text = "De zorgzwaarte wordt meer dan tien keer zo hoog of laag als in het gemeten jaar."
        section.note("groep", "zorgzwaarte_onmogelijk", text, "Controleer gewichten en aantallen.")
        return None, None
    return persons, risk


def _growth(
    section: TomlSection, streams: Sequence[PayerStream], count: int
) -> dict[str, tuple[Fraction, ...]]:
    """Read the growth of every stream: of all of them, and of those with one of their own.

    A line that only holds an investment has no cost that grows.
    """
    read = _each(a_growth_rate, count)
    still = {one.stream: (Fraction(0),) * count for one in streams if not one.before_cents | one.after_cents}
    names = [stream.stream for stream in streams if stream.stream not in still]
    entries = section.tables("stroom")
    own: dict[str, tuple[Fraction, ...]] = {}
    for entry in entries:
        name = entry.need("naam", a_name, "?")
        rates = entry.need("groei", read, (Fraction(0),) * count)
        entry.refuse_the_rest()
        if name in own:
            entry.note("naam", "naam_dubbel", "Deze stroom staat hierboven al.", "Laat er één staan.")
        elif name in still:
            text = "Deze stroom heeft geen kosten in de casussen; groei doet dan niets."
            entry.note("groei", "veld_zonder_werking", text, "Haal deze regel weg.")
        elif name not in names and entry.has("naam"):
            text = "Deze stroom staat niet in de casussen."
            entry.note("naam", "stroom_onbekend", text, known_streams(streams))
        own[name] = rates
    advice = "Geef de groei van de kosten van een casus per jaar, zonder de verandering; 0 is geen groei."
    if not names:
        section.raw("groei")
        return still
    if all(name in own for name in names):
        if section.has("groei"):
            section.raw("groei")
            text = "Elke stroom heeft een eigen groei; 'groei' doet dan niets."
            section.note("groei", "veld_zonder_werking", text, "Haal het weg.")
        return still | own
    rest = section.need("groei", read, (Fraction(0),) * count, advice)
    return still | {name: own.get(name, rest) for name in names}


def _each(read: Callable[[Any], Any], count: int) -> Callable[[Any], Any]:
    """Read one number for all years, or a list with one a year."""

    def reader(value: Any) -> tuple[Any, ...]:
        if isinstance(value, list):
            value = _list_of(read, count)(value)
            return tuple(value)
        return (read(value),) * count

    return reader


def _list_of(read: Callable[[Any], Any], count: int) -> Callable[[Any], Any]:
    def reader(value: Any) -> tuple[Any, ...]:
        # How many there must be is not known where the number of years is wrong.
        if not isinstance(value, list) or (count > 0 and len(value) != count):
            raise WrongValueError(f"Geef een lijst met {count} getallen, een per jaar.")
        return tuple(read(one) for one in value)

    return reader


def _years(value: Any) -> int:
    years = a_count(value)
    if not 2 <= years < MOST_AGREEMENT_YEARS:
        raise WrongValueError(f"Geef een aantal van 2 tot {MOST_AGREEMENT_YEARS - 1}.")
    return years


def _first_year(value: Any) -> int:
    year = a_count(value)
    if not FIRST_YEAR < year <= LAST_YEAR - MOST_AGREEMENT_YEARS:
        raise WrongValueError(f"Geef een jaar van {FIRST_YEAR + 1} tot {LAST_YEAR - MOST_AGREEMENT_YEARS}.")
    return year


def _cases(value: Any) -> int:
    count = at_least_one(value)
    if count > MOST_CASES:
        raise WrongValueError("Geef een aantal tot tien miljoen.")
    return count


def _a_factor(value: Any) -> Fraction:
    part = Fraction(a_number(value))
    if not 0 <= part <= MOST_INVESTED:
        raise WrongValueError("Geef een deel, zoals 0.5 voor de helft; hoogstens 10.")
    return part


def _a_weight(value: Any) -> Fraction:
    weight = Fraction(a_number(value))
    if not 0 < weight <= LARGEST_RELATIVE:
        raise WrongValueError("Geef een getal boven 0, zoals 0.6 of 2.4.")
    return weight
