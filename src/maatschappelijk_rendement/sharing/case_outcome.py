"""The outcome of a caseload, as a contract takes it: existing cases, and the comparison the contract wants.

Cost before the MDO serves as the benchmark. A contract that compares with a control group needs the growth of
that group; one with a norm needs norms, which a caseload does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import dutch_euro, dutch_number, half_up
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.contract import BenchmarkKind, Contract
from maatschappelijk_rendement.sharing.largest_remainder import divide_cents
from maatschappelijk_rendement.sharing.split import PayerStream

NO_NORM = (
    "Dit contract vergelijkt met een norm. Een werkmap met casussen kent geen normkosten. Kies in het "
    "contract een andere benchmark, of vul de bedragen zelf in onder [[stroom]]."
)
NO_CONTROL = (
    "Dit contract vergelijkt met een controlegroep. Vul bij [uitkomst] in hoe de kosten van die groep "
    "veranderden: groei_controlegroep, zoals 0.03. Zonder controlegroep is dit contract niet toetsbaar."
)
EXISTING_ONLY = (
    "Alleen bestaande casussen tellen mee. Wat nieuwe casussen zonder MDO kostten, is niet gemeten."
)


NO_CASES = (
    "aftopping_eur: aftoppen vraagt de kosten van elke casus, en die zijn hier niet bekend. Haal "
    "aftopping_eur weg."
)


@dataclass(frozen=True, slots=True, eq=False)
class CaseOutcome:
    """What was measured over the existing cases of a caseload.

    Attributes:
        streams: Cost before and after by stream, payer and kind of money, and what was put in.
        persons: Number of existing cases.
        months: Length of the period before, and of the period after [month].
        costs: The same by case, without income transfers; None where it is not known.
        hours_cents: Part of the investments that is hours of the MDO [cent].
        programme_cents: Part of the investments that is the programme [cent].
        price_year: Year of the prices; None for the prices of the day.
        residents_cents: What residents paid themselves before and after, which is in no stream [cent].
    """

    streams: tuple[PayerStream, ...]
    persons: int
    months: int
    costs: CaseCosts | None = None
    hours_cents: int = 0
    programme_cents: int = 0
    price_year: int | None = None
    residents_cents: tuple[int, int] = (0, 0)

    def counted(self, contract: Contract, control_growth: Fraction | None) -> CaseCosts | None:
        """Give the cost of each case as the contract counts it: what is settled, insured and spread.

        The cost before grows first, at the prices of the measured year; then both sides are cut. A cut at an
        amount of today on cost of yesterday would leave out too little before.

        Args:
            contract: Decides what is compared with, and at what amount the cost of a case is cut.
            control_growth: By which part the cost of the control group grew; only for such a contract.

        Returns:
            None where the cost of each case is not known.

        Raises:
            UsageError: The contract wants a comparison, or a cut, that is not there.

        Example:
            >>> costs = CaseCosts(("Wmo",), np.array([[100], [790]]), np.array([[90], [900]]))
            >>> contract = Contract(name="C", source="B", benchmark=BenchmarkKind.CONTROL_TREND,
            ...                     truncation_cents=800)
            >>> made = CaseOutcome((), 2, 12, costs).counted(contract, Fraction(1, 10))
            >>> made.before_cents.ravel().tolist(), made.after_cents.ravel().tolist()
            ([110, 800], [90, 800])
        """
        growth = _growth(contract, control_growth)
        if self.costs is None:
            return None
        grown, limit = self.costs.grown(growth), contract.truncation_cents
        return grown if limit is None else grown.cut(limit)

    def compared(self, contract: Contract, control_growth: Fraction | None) -> tuple[PayerStream, ...]:
        """Give the streams against the benchmark of a contract, with high cost cut where it says so.

        Args:
            contract: Decides what is compared with, and at what amount the cost of a case is cut.
            control_growth: By which part the cost of the control group grew; only for such a contract.

        Raises:
            UsageError: The contract wants a comparison, or a cut, that is not there.

        Example:
            >>> wmo = PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000, after_cents=900)
            >>> contract = Contract(name="C", source="B", benchmark=BenchmarkKind.CONTROL_TREND)
            >>> CaseOutcome((wmo,), 32, 12).compared(contract, Fraction(1, 20))[0].before_cents
            1050
        """
        growth = _growth(contract, control_growth)
        if contract.truncation_cents is None:
            return tuple(
                stream
                if stream.money is MoneyKind.TRANSFER
                else replace(stream, before_cents=half_up(stream.before_cents * (1 + growth)))
                for stream in self.streams
            )
        counted = self.counted(contract, control_growth)
        if counted is None:
            raise UsageError(NO_CASES)
        totals = counted.totals()
        return tuple(
            replace(stream, before_cents=totals[stream.stream][0], after_cents=totals[stream.stream][1])
            if stream.stream in totals
            else stream
            for stream in self.streams
        )

    def origin(self, contract: Contract) -> tuple[str, ...]:
        """Say in Dutch where the amounts come from."""
        compared = "De kosten voor het MDO gelden als benchmark: voor en na is geen vergelijking met zonder."
        if contract.benchmark is BenchmarkKind.CONTROL_TREND:
            compared = "De kosten voor het MDO groeien mee met de controlegroep; dat is de benchmark."
        prices = "" if self.price_year is None else f", in prijzen van {self.price_year}"
        cases = "casus" if self.persons == 1 else "casussen"
        period = (
            f"De bedragen gaan over {dutch_number(self.persons)} {cases}, {self.months} maanden voor en na "
            f"het MDO{prices}."
        )
        found = [period, EXISTING_ONLY, compared]
        if any(self.residents_cents):
            before, after = map(dutch_euro, self.residents_cents)
            found.append(
                f"Bewoners betaalden zelf {before} voor en {after} na het MDO. Dat telt niet mee: zij zijn "
                "geen partij bij de afspraak."
            )
        if contract.truncation_cents is not None:
            found.append(
                f"De kosten van een casus tellen mee tot {dutch_euro(contract.truncation_cents)}, voor en na."
            )
        if self.hours_cents or self.programme_cents:
            found.append(
                f"De investering is {dutch_euro(self.hours_cents)} aan uren van het MDO en "
                f"{dutch_euro(self.programme_cents)} aan programma. Van elke betaler staat zij bij zijn "
                "stromen, naar hun kosten vooraf."
            )
        return tuple(found)


def _growth(contract: Contract, control_growth: Fraction | None) -> Fraction:
    """By which part the cost before grows to what a contract compares with."""
    if contract.benchmark is BenchmarkKind.NORM:
        raise UsageError(NO_NORM)
    if contract.benchmark is not BenchmarkKind.CONTROL_TREND:
        return Fraction(0)
    if control_growth is None:
        raise UsageError(NO_CONTROL)
    return control_growth


def invested_in_streams(streams: Sequence[PayerStream]) -> tuple[PayerStream, ...]:
    """Put what a payer invested on its own streams, by their cost before: an investment is no stream itself.

    Args:
        streams: Streams with cost, and lines that hold an investment only.

    Returns:
        The streams with cost, each with its part; a payer without any keeps one line, named by what it did.
        No payer gains or loses a cent.

    Example:
        >>> wmo, zvw = (PayerStream(stream=name, payer=payer, before_cents=100, after_cents=50)
        ...             for name, payer in (("Wmo", "gemeente"), ("Zvw", "verzekeraar")))
        >>> mdo = PayerStream(stream="MDO", payer="gemeente", before_cents=0, after_cents=0,
        ...                   investment_cents=30)
        >>> [(one.stream, one.investment_cents) for one in invested_in_streams([wmo, zvw, mdo])]
        [('Wmo', 30), ('Zvw', 0)]
    """
    with_cost = [one for one in streams if one.before_cents or one.after_cents or not one.investment_cents]
    only_put_in = [one for one in streams if one not in with_cost]
    found = list(with_cost)
    for payer in dict.fromkeys(one.payer for one in only_put_in):
        amount = sum(one.investment_cents for one in only_put_in if one.payer == payer)
        mine = [
            place
            for place, one in enumerate(with_cost)
            if one.payer == payer and one.money is not MoneyKind.TRANSFER
        ]
        if not mine:
            name = f"Inzet ({payer})"
            found.append(
                PayerStream(stream=name, payer=payer, before_cents=0, after_cents=0, investment_cents=amount)
            )
            continue
        weights = np.array([[max(0, with_cost[place].before_cents) for place in mine]])
        weights = weights if weights.sum() else np.ones_like(weights)
        for place, part in zip(mine, divide_cents(np.array([amount]), weights)[0].tolist(), strict=True):
            found[place] = replace(found[place], investment_cents=found[place].investment_cents + part)
    return tuple(found)
