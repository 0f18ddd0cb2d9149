"""From a caseload to the years of an agreement: the year after the MDO was measured, the rest is assumed.

The base year is the period before the MDO, as the contract compares with it; the first year is the period
after it. Nobody measured what comes later. A caseload cannot say how many cases there will be, how their cost
moves, what is left of the difference and what is still put in: those are assumptions of the parties, and are
named as such wherever a later year is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.sharing.agreement import AgreementYear, StreamYear, YearsAgreement, YearsRules
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.payer_stream import PayerStream

MONTHS_OF_A_YEAR = 12
NO_YEAR = (
    "De werkmap gaat niet over 12 maanden voor en na het MDO. Een afspraak over jaren vraagt een heel jaar: "
    "zet periode_maanden op 12, of haal dit onderdeel weg."
)


def years_from_cases(
    streams: Sequence[PayerStream], persons: int, assumed: CaseYears, rules: YearsRules
) -> YearsAgreement:
    """Make the years of an agreement from the outcome of a caseload.

    Args:
        streams: Against the benchmark of the contract, without income transfers.
        persons: Number of cases that were measured.
        assumed: What the parties assume about later years.
        rules: What the contract says about more than one year; its base year is one.

    Returns:
        A base year, the measured year, and the assumed ones. With B the benchmark and A the cost of the
        measured year, n and N the cases of then and of now, z the case mix and g the growth since:
        cost = (B - kept x (B - A)) x N / n x z x g, rounded once a stream and year.

    Example:
        >>> wmo = PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000, after_cents=800)
        >>> assumed = CaseYears(first_year=2024, persons=(20,), kept=(Fraction(1, 2),),
        ...                     invested=(Fraction(0),), risk=(Fraction(1),),
        ...                     growth={"Wmo": (Fraction(1, 10),)})
        >>> made = years_from_cases([wmo], 10, assumed, YearsRules(weights=(Fraction(1),)))
        >>> [(year.year, year.persons, year.streams[0].cost_cents) for year in made.all_years]
        [(2023, 10, 1000), (2024, 10, 800), (2025, 20, 1980)]
    """
    base = AgreementYear(
        year=assumed.first_year - 1,
        persons=persons,
        streams=tuple(StreamYear(stream=one.stream, cost_cents=one.before_cents) for one in streams),
    )
    measured = AgreementYear(
        year=assumed.first_year,
        persons=persons,
        streams=tuple(
            StreamYear(stream=one.stream, cost_cents=one.after_cents, investment_cents=one.investment_cents)
            for one in streams
        ),
    )
    later = [
        AgreementYear(
            year=year,
            persons=assumed.persons[place],
            risk=assumed.risk[place],
            is_expected=True,
            streams=tuple(_expected(one, persons, assumed, place) for one in streams),
        )
        for place, year in enumerate(assumed.assumed_years)
    ]
    return YearsAgreement(base_years=(base,), years=(measured, *later), rules=rules, assumed=assumed)


def _expected(stream: PayerStream, persons: int, assumed: CaseYears, place: int) -> StreamYear:
    rates = assumed.growth[stream.stream]
    grown = Fraction(1)
    for rate in rates[: place + 1]:
        grown *= 1 + rate
    size = Fraction(assumed.persons[place], persons) * assumed.risk[place] * grown
    level = stream.before_cents - assumed.kept[place] * stream.saving_cents
    return StreamYear(
        stream=stream.stream,
        cost_cents=half_up(level * size),
        investment_cents=half_up(stream.investment_cents * assumed.invested[place]),
        growth=rates[place],
    )
