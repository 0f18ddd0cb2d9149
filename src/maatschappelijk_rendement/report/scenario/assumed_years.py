"""What was assumed of the years after a caseload, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Sequence
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
    said = (
        f"Gemeten is alleen {assumed.first_year}: het jaar na het MDO. {span} {verb} een aanname van de "
        f"partijen: {_row([dutch_number(count) for count in assumed.persons])} casussen; van het verschil "
        f"blijft {_percents(assumed.kept)}; van de investering komt {_percents(assumed.invested)} terug; de "
        f"kosten per casus groeien {_growth(assumed)} per jaar."
    )
    return (said,)


def assumption_table(evaluation: Evaluation) -> tuple[Table, ...]:
    """Show every assumption, a row a year; nothing without such years."""
    assumed = _assumed(evaluation)
    if assumed is None:
        return ()
    names = list(assumed.growth)
    columns = (
        Column("jaar", "Jaar"),
        Column("casussen", "Casussen", Kind.QUANTITY),
        Column("blijft", "Van het verschil blijft", Kind.QUANTITY),
        Column("investering", "Van de investering komt terug", Kind.QUANTITY),
        Column("zorgzwaarte", "Zorgzwaarte", Kind.QUANTITY),
        *(
            Column(f"groei_{place}", f"Groei {name}", Kind.QUANTITY)
            for place, name in enumerate(names, start=1)
        ),
    )
    rows = tuple(
        (
            ShownValue(f"{year} (aanname)"),
            ShownValue(dutch_number(assumed.persons[place]), Kind.QUANTITY),
            ShownValue(percent(assumed.kept[place]), Kind.QUANTITY),
            ShownValue(percent(assumed.invested[place]), Kind.QUANTITY),
            ShownValue(dutch_number(decimal(assumed.risk[place]), 3), Kind.QUANTITY),
            *(ShownValue(percent(assumed.growth[name][place]), Kind.QUANTITY) for name in names),
        )
        for place, year in enumerate(assumed.assumed_years)
    )
    note = (
        "Kosten = (benchmark - deel dat blijft x verschil) per casus x casussen x zorgzwaarte x groei. De "
        "kansen gaan over toeval in wie duur is, en niet over de vraag of deze aannames uitkomen."
    )
    title = "Aangenomen, niet gemeten"
    return (Table("aannames", title, columns, rows, note=note),)


def _assumed(evaluation: Evaluation) -> CaseYears | None:
    agreement = evaluation.scenario.agreement
    return None if agreement is None else agreement.assumed


def _percents(parts: Sequence[Fraction]) -> str:
    return _row([percent(part, _decimals(part)) for part in parts])


def _growth(assumed: CaseYears) -> str:
    rates = sorted({rate for row in assumed.growth.values() for rate in row})
    words = [percent(rate, _decimals(rate)) for rate in (rates[0], rates[-1])]
    return words[0] if rates[0] == rates[-1] else f"{words[0]} tot {words[1]}"


def _decimals(part: Fraction) -> int:
    return 0 if (part * 100).denominator == 1 else 1


def _row(words: Sequence[str]) -> str:
    """Tell a row of numbers: one where all are the same, else each of them, else its ends."""
    if len(set(words)) == 1:
        return words[0]
    return listed(words) if len(words) <= MOST_IN_WORDS else f"van {words[0]} naar {words[-1]}"
