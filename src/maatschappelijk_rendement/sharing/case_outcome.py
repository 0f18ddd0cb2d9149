"""The outcome of a caseload, as a contract takes it: existing cases, and the comparison the contract wants.

Cost before the MDO serves as the benchmark. A contract that compares with a control group needs the growth of
that group; one with a norm needs norms, which a caseload does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing.contract import BenchmarkKind, Contract
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


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What was measured over the existing cases of a caseload.

    Attributes:
        streams: Cost before and after by stream, payer and kind of money, and what was put in.
        persons: Number of existing cases.
        months: Length of the period before, and of the period after [month].
    """

    streams: tuple[PayerStream, ...]
    persons: int
    months: int

    def compared(self, contract: Contract, control_growth: Fraction | None) -> tuple[PayerStream, ...]:
        """Give the streams against the benchmark of a contract.

        Args:
            contract: Decides what is compared with.
            control_growth: By which part the cost of the control group grew; only for such a contract.

        Raises:
            UsageError: The contract wants a comparison that is not there.

        Example:
            >>> wmo = PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000, after_cents=900)
            >>> contract = Contract(name="C", source="B", benchmark=BenchmarkKind.CONTROL_TREND)
            >>> CaseOutcome((wmo,), 32, 12).compared(contract, Fraction(1, 20))[0].before_cents
            1050
        """
        if contract.benchmark is BenchmarkKind.NORM:
            raise UsageError(NO_NORM)
        if contract.benchmark is not BenchmarkKind.CONTROL_TREND:
            return self.streams
        if control_growth is None:
            raise UsageError(NO_CONTROL)
        return tuple(
            stream
            if stream.money is MoneyKind.TRANSFER
            else replace(stream, before_cents=half_up(stream.before_cents * (1 + control_growth)))
            for stream in self.streams
        )

    def origin(self, contract: Contract) -> tuple[str, ...]:
        """Say in Dutch where the amounts come from."""
        compared = "De kosten voor het MDO gelden als benchmark: voor en na is geen vergelijking met zonder."
        if contract.benchmark is BenchmarkKind.CONTROL_TREND:
            compared = "De kosten voor het MDO groeien mee met de controlegroep; dat is de benchmark."
        period = f"De bedragen gaan over {self.persons} casussen, {self.months} maanden voor en na het MDO."
        return (period, EXISTING_ONLY, compared)
