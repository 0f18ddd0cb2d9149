"""What each payer ends up with: a joint gain is shared by the key, a joint loss stays where it arose.

With M = S - sum I - R - P what the payers keep together and own = saving - investment of a stream:

- M of 0 or more: each stream gets M x w by the key. Nobody ends below nothing.
- M below 0, ``eigen``: each keeps its own result. What the providers get (P + R) comes from who saved, by its
  saving; what they pay goes to who lost, by its loss. No key puts a loss on a payer that saved.
- M below 0, ``samen``: the contract says that the payers bear it together. The key is mirrored: where it
  looks at what was saved or gained, it now looks at what rose or was lost. A stop-loss keeps a payer from
  ending below it through the loss of others; what is over goes back to who lost, never past its own result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.contract import PayerKey, ShortfallRule
from maatschappelijk_rendement.sharing.largest_remainder import INT64_SAFE, Whole, divide_cents
from maatschappelijk_rendement.sharing.payer_stream import PayerStream


@dataclass(frozen=True, slots=True)
class StopLoss:
    """The most a payer may end below nothing through the loss of others [cent]."""

    payer: str
    limit_cents: int


def payer_results(
    streams: Sequence[PayerStream],
    kept_cents: Whole,
    funding_cents: Whole,
    key: PayerKey,
    *,
    shortfall: ShortfallRule = ShortfallRule.OWN,
    stop_losses: Sequence[StopLoss] = (),
    savings_cents: Whole | None = None,
) -> Whole:
    """Give what each stream has left after its own investment and every settlement.

    Args:
        streams: The streams, in order.
        kept_cents: M, what the payers keep together, one a row [cent].
        funding_cents: P + R, what goes to the providers and the reserve, one a row; negative when the
            providers pay [cent].
        key: How a joint gain is divided.
        shortfall: Who bears a joint loss.
        stop_losses: The most a payer bears of the loss of others; only with ``samen``.
        savings_cents: Other savings than the streams' own, rows of draws by columns of streams.

    Returns:
        Rows by columns; each row adds up to its M exactly.
    """
    savings = _savings(streams, savings_cents)
    own: Whole = savings - np.array([stream.investment_cents for stream in streams])
    is_short = kept_cents < 0
    weights = payer_weights(streams, key, savings)
    if not is_short.any():
        return divide_cents(kept_cents, weights)
    short = is_short[:, np.newaxis]
    if shortfall is ShortfallRule.TOGETHER:
        results = divide_cents(
            kept_cents, np.where(short, _mirrored(streams, key, savings, weights), weights)
        )
        return _within_limits(streams, results, own, stop_losses, short) if stop_losses else results
    pays = (funding_cents >= 0)[:, np.newaxis]
    bears = _or_else(np.where(pays, np.maximum(savings, 0), np.maximum(-own, 0)), weights)
    amounts = np.where(is_short, -funding_cents, kept_cents)
    results = np.where(short, own, 0) + divide_cents(amounts, np.where(short, bears, weights))
    return np.asarray(results)


def payer_weights(streams: Sequence[PayerStream], key: PayerKey, savings_cents: Whole | None = None) -> Whole:
    """Give the weights by which the payers divide a gain, not yet divided by their sum.

    Args:
        streams: The streams, in order.
        key: ``herkomst``: where the saving falls. ``begroting``: by budget. ``gelijk``: equal parts.
            ``investering``: by what was put in. ``afgesproken``: as agreed. ``schadeloos_eerst``: who is
            worse off after its own investment is brought back to nothing first, and the rest goes to the
            others in proportion to what they gained.
        savings_cents: Other savings than the streams' own, rows of draws by columns of streams.

    Returns:
        Rows by columns, whole numbers of 0 or more; equal parts in a row that leaves nothing to go by.
    """
    savings = _savings(streams, savings_cents)
    investments = np.array([stream.investment_cents for stream in streams])
    weights: Whole = np.ones((1, len(streams)), dtype=np.int64)
    match key:
        case PayerKey.INCIDENCE:
            weights = np.maximum(savings, 0)
        case PayerKey.HOLD_HARMLESS:
            weights = np.maximum(savings - investments, 0)
        case PayerKey.INVESTMENT:
            weights = investments[np.newaxis, :]
        case PayerKey.BUDGET:
            weights = complete_weights([stream.budget_cents for stream in streams], "begroting_eur")
        case PayerKey.NEGOTIATED:
            weights = complete_weights([stream.agreed for stream in streams], "afgesproken_deel")
        case PayerKey.EQUAL:
            pass
    return _or_else(weights, np.ones((1, len(streams)), dtype=np.int64))


def complete_weights(numbers: Sequence[int | Fraction | None], field: str) -> Whole:
    """Bring weights to whole numbers; each must be there.

    Raises:
        UsageError: One is missing or below 0.
    """
    given = [Fraction(number) for number in numbers if number is not None]
    if len(given) < len(numbers) or any(number < 0 for number in given):
        raise UsageError(f"{field}: deze verdeelsleutel vraagt dit veld bij iedere partij, 0 of meer.")
    scale = lcm(*(number.denominator for number in given))
    whole = [int(number * scale) for number in given]
    kind = np.int64 if sum(whole) < INT64_SAFE else object
    weights: Whole = np.array([whole], dtype=kind)
    return _or_else(weights, np.ones((1, len(whole)), dtype=np.int64))


def _savings(streams: Sequence[PayerStream], savings_cents: Whole | None) -> Whole:
    own = [[stream.saving_cents for stream in streams]]
    return np.array(own) if savings_cents is None else savings_cents


def _mirrored(streams: Sequence[PayerStream], key: PayerKey, savings: Whole, weights: Whole) -> Whole:
    """The key of a loss: where a key looks at what was gained, it looks at what was lost."""
    if key is PayerKey.INCIDENCE:
        return _or_else(np.maximum(-savings, 0), np.ones((1, len(streams)), dtype=np.int64))
    if key is PayerKey.HOLD_HARMLESS:
        investments = np.array([stream.investment_cents for stream in streams])
        return _or_else(np.maximum(investments - savings, 0), np.ones((1, len(streams)), dtype=np.int64))
    return weights


def _within_limits(
    streams: Sequence[PayerStream], results: Whole, own: Whole, limits: Sequence[StopLoss], short: Whole
) -> Whole:
    """Move what is over a stop-loss back to who lost, at most to its own result.

    By payer; the change stands at the payer's first stream. A payer is over when it ends below both its
    stop-loss and its own result: an own loss has no limit.
    """
    payers = list(dict.fromkeys(stream.payer for stream in streams))
    of_payer = np.array([[int(stream.payer == payer) for payer in payers] for stream in streams])
    first = np.array([[int(place == of_payer[:, p].argmax()) for p in range(len(payers))]
                      for place in range(len(streams))])  # fmt: skip
    ended, alone = results @ of_payer, own @ of_payer
    limit = {one.payer: one.limit_cents for one in limits}
    floors = np.where(
        np.array([payer in limit for payer in payers]),
        np.minimum(alone, -np.array([limit.get(payer, 0) for payer in payers])),
        ended,
    )
    over = np.where(short, np.maximum(floors - ended, 0), 0)
    room = np.where(short, np.maximum(ended - alone, 0), 0)
    moved = np.minimum(over.sum(axis=1), room.sum(axis=1))
    ones = np.ones((1, len(payers)), dtype=np.int64)
    change = divide_cents(moved, _or_else(over, ones)) - divide_cents(moved, _or_else(room, ones))
    return np.asarray(results + change @ first.T)


def _or_else(weights: Whole, instead: Whole) -> Whole:
    return np.where(weights.sum(axis=1, keepdims=True) == 0, instead, weights)
