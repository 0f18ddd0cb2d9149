"""What one financing stream saved and put in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import MoneyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerStream(Tabular):
    """What one financing stream saved and put in.

    Attributes:
        stream: Name of the stream, such as ``Wmo``.
        payer: Who pays it, such as ``gemeente``.
        before_cents: Expected cost without the change: its part of the benchmark [cent].
        after_cents: Actual cost, without the investment [cent].
        investment_cents: What this payer put in [cent].
        budget_cents: Budget, for the key ``begroting``; None where there is none.
        agreed: Agreed part, for the key ``afgesproken``; None where there is none.
        money: Whether a fall of this cost is cash (``kasstroom``) or only freed capacity (``capaciteit``), as
            under a lump sum or where an avoided place is filled from the waiting list.
    """

    stream: str
    payer: str
    before_cents: int
    after_cents: int
    investment_cents: int = 0
    budget_cents: int | None = None
    agreed: Fraction | None = None
    money: MoneyKind = MoneyKind.CASH

    @property
    def saving_cents(self) -> int:
        """Cost before minus cost after: positive when cost fell."""
        return self.before_cents - self.after_cents

    @property
    def label(self) -> str:
        """The stream and who pays it, the payer once.

        Example:
            >>> PayerStream(stream="Wmo", payer="gemeente", before_cents=1, after_cents=1).label
            'Wmo, gemeente'
            >>> PayerStream(stream="Wmo (gemeente)", payer="gemeente", before_cents=1, after_cents=1).label
            'Wmo (gemeente)'
        """
        return self.stream if f"({self.payer}" in self.stream else f"{self.stream}, {self.payer}"
