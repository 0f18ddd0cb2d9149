"""Split a saving over who paid for it and who gained by it, to the cent.

Per stream s: saving = cost before - cost after, investment I. With S the sum of savings, R the reserve and P
what goes to the providers, the payers keep M = S - sum I - R - P. Stream s is entitled to I plus its part of
M (see ``joint_result``) and receives the side payment T = entitlement - saving. So sum T + P + R = 0: no euro
appears or vanishes.

A side payment is a ``rekenkundige verrekening``: money of the Zvw and the Wlz cannot simply go to a gemeente.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.contract import Contract, PayerKey, ProviderKey, ShortfallRule
from maatschappelijk_rendement.sharing.joint_result import (
    StopLoss,
    complete_weights,
    payer_results,
    payer_weights,
)
from maatschappelijk_rendement.sharing.largest_remainder import Whole, divide_cents
from maatschappelijk_rendement.sharing.payer_stream import PayerStream

__all__ = [
    "PayerStream",
    "Provider",
    "Split",
    "StopLoss",
    "StreamResult",
    "payer_weights",
    "provider_weights",
    "reserve_cents",
    "split",
]


@dataclass(frozen=True, slots=True)
class Provider(Tabular):
    """One provider in the pool; ``agreed`` is its part for the key ``afgesproken``."""

    name: str
    agreed: Fraction | None = None


@dataclass(frozen=True, slots=True)
class StreamResult(Tabular):
    """What a stream ends up with [cent].

    Attributes:
        stream: What it saved and put in.
        entitlement_cents: Investment back plus its part of what the payers keep together.
    """

    stream: PayerStream
    entitlement_cents: int

    @property
    def side_payment_cents(self) -> int:
        """Entitlement minus own saving: received when positive, paid when negative."""
        return self.entitlement_cents - self.stream.saving_cents

    @property
    def own_result_cents(self) -> int:
        """Without any settlement: own saving minus own investment."""
        return self.stream.saving_cents - self.stream.investment_cents

    @property
    def result_cents(self) -> int:
        """With settlement: entitlement minus own investment; better off when positive."""
        return self.entitlement_cents - self.stream.investment_cents


@dataclass(frozen=True, slots=True)
class Split(Tabular):
    """A saving, split over payers and providers [cent].

    Attributes:
        key: How the payers divide.
        streams: Result of each stream, in order.
        providers: Provider and its amount, in order; negative when it pays.
        saving_cents: S, sum of the savings.
        investment_cents: Sum of the investments.
        reserve_cents: R, set aside.
        pool_cents: P, to the providers.
        kept_cents: M, what the payers keep.
    """

    rows_in: ClassVar[str] = "streams"

    key: PayerKey
    streams: tuple[StreamResult, ...]
    providers: tuple[tuple[Provider, int], ...]
    saving_cents: int
    investment_cents: int
    reserve_cents: int
    pool_cents: int
    kept_cents: int


def reserve_cents(contract: Contract, saving_cents: int, investment_cents: int) -> int:
    """Give what is set aside: the contract's part of the saving after investments, nothing of a loss."""
    return half_up(contract.reserve * max(0, saving_cents - investment_cents))


def split(
    streams: Sequence[PayerStream],
    *,
    pool_cents: int,
    reserve_cents: int = 0,
    key: PayerKey,
    providers: Sequence[Provider] = (),
    provider_key: ProviderKey = ProviderKey.EQUAL,
    shortfall: ShortfallRule = ShortfallRule.OWN,
    stop_losses: Sequence[StopLoss] = (),
) -> Split:
    """Split a saving over streams and providers.

    Args:
        streams: What each stream saved and put in.
        pool_cents: P, what the providers get; negative when they pay [cent].
        reserve_cents: R [cent].
        key: How the payers divide what they keep.
        providers: Who divides the pool; none keeps it in one piece.
        provider_key: How the providers divide.
        shortfall: Who bears what the payers come short together.
        stop_losses: The most a payer bears of the loss of others.

    Raises:
        UsageError: There is no stream, or a key lacks its weights.

    Example:
        >>> wmo = PayerStream(stream="Wmo", payer="A", before_cents=9, after_cents=9, investment_cents=400)
        >>> zvw = PayerStream(stream="Zvw", payer="B", before_cents=1_000, after_cents=0)
        >>> done = split([wmo, zvw], pool_cents=100, key=PayerKey.EQUAL)
        >>> [result.side_payment_cents for result in done.streams]
        [650, -750]
    """
    if not streams:
        raise UsageError("Er is geen enkele stroom om over te verdelen.")
    saving = sum(stream.saving_cents for stream in streams)
    investment = sum(stream.investment_cents for stream in streams)
    kept = saving - investment - reserve_cents - pool_cents
    results = payer_results(
        streams,
        np.array([kept], dtype=object),
        np.array([pool_cents + reserve_cents], dtype=object),
        key,
        shortfall=shortfall,
        stop_losses=stop_losses,
    )
    shares = divide_cents(np.array([pool_cents], dtype=object), provider_weights(providers, provider_key))[0]
    return Split(
        key,
        tuple(
            StreamResult(stream, stream.investment_cents + int(result))
            for stream, result in zip(streams, results[0].tolist(), strict=True)
        ),
        tuple(zip(providers, shares.tolist(), strict=False)),
        saving,
        investment,
        reserve_cents,
        pool_cents,
        kept,
    )


def provider_weights(providers: Sequence[Provider], key: ProviderKey) -> Whole:
    """Give the weights by which the providers divide their pool, in one row."""
    if key is ProviderKey.EQUAL or not providers:
        return np.ones((1, max(1, len(providers))), dtype=np.int64)
    return complete_weights([provider.agreed for provider in providers], "afgesproken_deel")
