"""What was assumed of the years after a caseload, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.document import ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import decimal, listed, percent
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.evaluation import Evaluation

MOST_IN_WORDS = 5
"""So many numbers of a row are read at once; a longer row is told by its ends."""


def assumptions(evaluation: Evaluation) -> tuple[str, ...]:
    """Say which year was measured, and what was assumed of the others; nothing without such years."""
    assumed = _assumed(evaluation)
    if assumed is None:
        return ()
    years = [str(year) for year in assumed.assumed_years]
    span = years[0] if len(years) == 1 else f"{years[0]} tot en met {years[-1]}"
    verb = "is" if len(years) == 1 else "zijn"
    cases = "casus" if set(assumed.persons) == {1} else "casussen"
    said = (
        f"Gemeten is alleen {assumed.first_year}: het jaar na het MDO. {span} {verb} een aanname van de "
        f"partijen: {_row([dutch_number(count) for count in assumed.persons])} {cases}; van het verschil "
        f"blijft {_percents(assumed.kept)}; van de investering wordt {_percents(assumed.invested)} opnieuw "
        f"gedaan; de kosten per casus {_growth(_growing(evaluation, assumed))} per jaar{_mix(assumed)}."
    )
    return (said,)


def assumption_table(evaluation: Evaluation) -> tuple[Table, ...]:
    """Show every assumption, a row a year; nothing without such years."""
    assumed = _assumed(evaluation)
    if assumed is None:
        return ()
    growing = _alike(_growing(evaluation, assumed))
    columns = (
        Column("jaar", "Jaar"),
        Column("casussen", "Casussen", Kind.QUANTITY),
        Column("blijft", "Van het verschil blijft", Kind.QUANTITY),
        Column("investering", "Van de investering opnieuw", Kind.QUANTITY),
        Column("zorgzwaarte", "Zorgzwaarte", Kind.QUANTITY),
        *(Column(f"groei_{place}", name, Kind.QUANTITY) for place, (name, _) in enumerate(growing, start=1)),
    )
    rows = tuple(
        (
            ShownValue(f"{year} (aanname)"),
            ShownValue(dutch_number(assumed.persons[place]), Kind.QUANTITY),
            ShownValue(percent(assumed.kept[place]), Kind.QUANTITY),
            ShownValue(percent(assumed.invested[place]), Kind.QUANTITY),
            ShownValue(dutch_number(decimal(assumed.risk[place]), 3), Kind.QUANTITY),
            *(ShownValue(percent(rates[place]), Kind.QUANTITY) for _, rates in growing),
        )
        for place, year in enumerate(assumed.assumed_years)
    )
    note = (
        "Kosten = (benchmark - deel dat blijft x verschil) per casus x casussen x zorgzwaarte x groei. De "
        "kansen gaan over toeval in wie duur is, en niet over de vraag of deze aannames uitkomen."
    )
    title = "Aangenomen, niet gemeten"
    return (Table("aannames", title, columns, rows, note=note),)


def _alike(growing: Mapping[str, tuple[Fraction, ...]]) -> list[tuple[str, tuple[Fraction, ...]]]:
    """Take streams that grow alike in one column: more columns than a page has room for say no more."""
    groups: dict[tuple[Fraction, ...], list[str]] = {}
    for name, rates in growing.items():
        groups.setdefault(rates, []).append(name)
    most = max(groups.values(), key=len, default=[])
    rest = "Groei van elke andere stroom" if len(groups) > 1 else "Groei van elke stroom"
    found = [
        (rest if names is most and len(names) > 1 else f"Groei {listed(names)}", rates)
        for rates, names in groups.items()
    ]
    return sorted(found, key=lambda column: column[0] == rest)


def _assumed(evaluation: Evaluation) -> CaseYears | None:
    agreement = evaluation.scenario.agreement
    return None if agreement is None else agreement.assumed


def _percents(parts: Sequence[Fraction]) -> str:
    return _row([percent(part, _decimals(part)) for part in parts])


def _growing(evaluation: Evaluation, assumed: CaseYears) -> dict[str, tuple[Fraction, ...]]:
    """Give the growth of every stream that has cost; a line with only an investment has none that grows."""
    has_cost = {one.stream for one in evaluation.scenario.streams if one.before_cents or one.after_cents}
    return {name: rates for name, rates in assumed.growth.items() if name in has_cost}


def _growth(growing: Mapping[str, Sequence[Fraction]]) -> str:
    """Say how cost moves, such as ``groeien 1 % tot 2 %``."""
    rates = sorted({rate for row in growing.values() for rate in row})
    low, high = rates[0], rates[-1]
    if low == high:
        return f"{'dalen' if low < 0 else 'groeien'} {percent(abs(low), _decimals(low))}"
    words = f"{percent(low, _decimals(low))} tot {percent(high, _decimals(high))}"
    return f"veranderen met {words}" if low < 0 else f"groeien {words}"


def _mix(assumed: CaseYears) -> str:
    """Say how heavy the cases are, where that is not as in the measured year."""
    if set(assumed.risk) == {1}:
        return ""
    indexes = [dutch_number(decimal(one), 2) for one in assumed.risk]
    return f"; de zorgzwaarte is {_row(indexes)}, naast 1 in {assumed.first_year}"


def _decimals(part: Fraction) -> int:
    return 0 if (part * 100).denominator == 1 else 1


def _row(words: Sequence[str]) -> str:
    """Tell a row of numbers: one where all are the same, else each of them, else its ends."""
    if len(set(words)) == 1:
        return words[0]
    return listed(words) if len(words) <= MOST_IN_WORDS else f"van {words[0]} naar {words[-1]}"
