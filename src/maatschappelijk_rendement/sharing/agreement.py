"""An agreement over years: base years, agreement years, and the rules that tie them together.

A year holds what was observed: persons, case mix, and the cost of each stream. Growth says how cost a person
would have moved since the year before it in the agreement, without the change; it may be negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.contract import ContradictionError

LEAST_GROWTH, MOST_GROWTH = Fraction(-9, 10), Fraction(1)
LEAST_RISK, MOST_RISK = Fraction(1, 10), Fraction(10)
MOST_AGREEMENT_YEARS = 30
LARGEST_COST_CENTS = 10**14


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamYear(Tabular):
    """One stream in one year.

    Attributes:
        stream: Name of the stream.
        cost_cents: Cost in that year, without the investment [cent].
        investment_cents: What its payer put in [cent].
        growth: Growth of cost a person since the year before, without the change; negative for a fall.
        error_cents: Standard error of ``cost_cents`` where it is an estimate, as of a year that is not yet
            settled [cent].
    """

    stream: str
    cost_cents: int
    investment_cents: int = 0
    growth: Fraction = Fraction(0)
    error_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementYear(Tabular):
    """One year, base year or year of the agreement.

    Attributes:
        year: Calendar year.
        persons: Persons over whom cost was measured.
        streams: What happened in each stream, in the order of the scenario.
        risk: Index of case mix; its ratio to the base years moves the benchmark.
        is_expected: Whether the figures are an expectation and were not yet observed.
        quality: Score from 0 to 1; None takes that of the scenario.
        met_quality_standard: None takes that of the scenario.
        met_alternative_standard: None takes that of the scenario.
    """

    year: int
    persons: int
    streams: tuple[StreamYear, ...]
    risk: Fraction = Fraction(1)
    is_expected: bool = False
    quality: Fraction | None = None
    met_quality_standard: bool | None = None
    met_alternative_standard: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsRules(Tabular):
    """What the contract says about more than one year.

    Attributes:
        weights: Weight of each base year, oldest first; together 1.
        renew_after: Years after which the base years move along: 1 is a rolling benchmark, more is a
            benchmark that is set anew from time to time, None keeps the first base years for good.
        cap_so_far: Most that providers have got at the end of any year, as a part of all benchmarks up to
            then; None for no such cap.
        loss_cap_so_far: The same for what they have paid.
        reserve_start_cents: What is in the reserve before the first year [cent].
        reserve_cap_cents: Most that the reserve may hold; None for no limit [cent].
        reserve_covers_loss: Whether a payment of the providers comes out of the reserve first.
        reserve_released_after: Years after which what was set aside is free again; None never.
        reserve_released_at_end: Whether all that is left comes free in the last year.
        released_to_providers: Part of what comes free that goes to the providers, the rest to the payers.
        noise_correlation: Correlation of the benchmark's noise from one year to the next.
    """

    weights: tuple[Fraction, ...]
    renew_after: int | None = None
    cap_so_far: Fraction | None = None
    loss_cap_so_far: Fraction | None = None
    reserve_start_cents: int = 0
    reserve_cap_cents: int | None = None
    reserve_covers_loss: bool = False
    reserve_released_after: int | None = None
    reserve_released_at_end: bool = True
    released_to_providers: Fraction = Fraction(0)
    noise_correlation: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsAgreement(Tabular):
    """Base years, agreement years and their rules.

    Attributes:
        base_years: Oldest first.
        years: The years that are settled, oldest first.
        rules: What the contract says about more than one year.
        triangle_files: Names of the files that completed a year, beside the file of the scenario.
        assumed: What was assumed of the years after a caseload; None where every year was given.

    Raises:
        ContradictionError: They do not fit; ``problems`` holds a Dutch sentence for each, the field first.
    """

    base_years: tuple[AgreementYear, ...]
    years: tuple[AgreementYear, ...]
    rules: YearsRules
    triangle_files: tuple[str, ...] = ()
    assumed: CaseYears | None = None

    def __post_init__(self) -> None:
        problems = [*_year_problems(self), *_rule_problems(self)]
        if problems:
            raise ContradictionError(problems)

    @property
    def all_years(self) -> tuple[AgreementYear, ...]:
        """Base years and agreement years, oldest first."""
        return (*self.base_years, *self.years)

    @property
    def stream_names(self) -> tuple[str, ...]:
        """Names of the streams, in order."""
        return tuple(stream.stream for stream in self.all_years[0].streams)

    def window(self, number: int) -> range:
        """Give the places in ``all_years`` whose cost makes the benchmark of an agreement year.

        Args:
            number: 0 for the first agreement year.

        Example:
            >>> cost = (StreamYear(stream="Wmo", cost_cents=100),)
            >>> years = [AgreementYear(year=2020 + n, persons=1, streams=cost) for n in range(4)]
            >>> rules = YearsRules(weights=(Fraction(1, 2), Fraction(1, 2)), renew_after=1)
            >>> agreement = YearsAgreement(base_years=tuple(years[:2]), years=tuple(years[2:]), rules=rules)
            >>> agreement.window(0), agreement.window(1)
            (range(0, 2), range(1, 3))
        """
        step = self.rules.renew_after
        start = 0 if step is None else number // step * step
        return range(start, start + len(self.base_years))

    def is_renewed(self, number: int) -> bool:
        """Whether the base years moved just before this agreement year."""
        return number > 0 and self.window(number) != self.window(number - 1)


def _year_problems(agreement: YearsAgreement) -> list[str]:
    years = agreement.all_years
    if not agreement.base_years or not agreement.years:
        return ["jaar: geef minstens één basisjaar en één jaar van de afspraak."]
    found = []
    if len(years) > MOST_AGREEMENT_YEARS:
        found.append(f"jaar: geef samen hoogstens {MOST_AGREEMENT_YEARS} jaren.")
    if any(one.year >= following.year for one, following in pairwise(years)):
        found.append("jaar: elk jaar komt één keer voor, van oud naar nieuw; eerst de basisjaren.")
    names = _names(years[0])
    if len(set(names)) < len(names) or any(_names(year) != names for year in years):
        found.append("stroom: elk jaar heeft dezelfde stromen, elke stroom één keer en in dezelfde volgorde.")
    if any(year.persons < 1 for year in years):
        found.append("personen: geef in elk jaar een geheel getal van 1 of meer.")
    if any(not LEAST_RISK <= year.risk <= MOST_RISK for year in years):
        found.append("zorgzwaarte: geef een index van 0.1 tot 10, zoals 1.02.")
    streams = [stream for year in years for stream in year.streams]
    if any(not LEAST_GROWTH <= stream.growth <= MOST_GROWTH for stream in streams):
        found.append("groei: geef een deel van -0.9 tot 1, zoals -0.02 voor een daling van 2 %.")
    amounts = [cents for one in streams for cents in (one.cost_cents, one.investment_cents, one.error_cents)]
    if any(not 0 <= cents <= LARGEST_COST_CENTS for cents in amounts):
        found.append("kosten_eur: geef bedragen van 0 tot een biljoen euro.")
    if any(sum(stream.cost_cents for stream in year.streams) <= 0 for year in years):
        found.append("kosten_eur: elk jaar heeft kosten boven 0; zonder kosten is er geen benchmark.")
    return found


def _rule_problems(agreement: YearsAgreement) -> list[str]:
    rules = agreement.rules
    parts = {
        "plafond_totaal": rules.cap_so_far,
        "verliesplafond_totaal": rules.loss_cap_so_far,
        "reserve_aan_aanbieders": rules.released_to_providers,
        "samenhang_ruis": rules.noise_correlation,
    }
    found = [
        f"{name}: geef een deel van 0 tot 1."
        for name, part in parts.items()
        if part is not None and not 0 <= part <= 1
    ]
    if len(rules.weights) != len(agreement.base_years):
        found.append("gewichten: geef elk basisjaar één gewicht, het oudste eerst.")
    elif any(weight < 0 for weight in rules.weights) or sum(rules.weights) != 1:
        found.append("gewichten: de gewichten zijn samen niet precies 1.")
    counts = {
        "opnieuw_vaststellen_na": rules.renew_after,
        "reserve_vrij_na": rules.reserve_released_after,
    }
    found += [
        f"{name}: geef een geheel aantal jaren van 1 of meer."
        for name, count in counts.items()
        if count is not None and count < 1
    ]
    if not 0 <= rules.reserve_start_cents <= LARGEST_COST_CENTS:
        found.append("reserve_begin_eur: geef een bedrag van 0 of meer.")
    if rules.reserve_cap_cents is not None and rules.reserve_cap_cents < rules.reserve_start_cents:
        found.append("reserve_plafond_eur: dit plafond ligt onder wat er al in de reserve zit.")
    return found


def _names(year: AgreementYear) -> Sequence[str]:
    return [stream.stream for stream in year.streams]
