"""Who invests and who gains: what each party pays more and less, over existing cases.

Investment is the cost of the MDO and the programme plus every rise of what a party pays in a stream; profit
is every fall (contract.md, section 2). Rises and falls of one party in two streams are not set off against
each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Cents = Mapping[str, int]
"""Case id to euro cents."""


@dataclass(frozen=True)
class PartyFlows:
    """What one party invests, gains and receives, by case [euro cent].

    Attributes:
        invests: MDO hours and the streams in which the party pays more; a fall of a single case in such a
            stream counts against it, so a value may be negative.
        gains: The streams in which the party pays less, as positive amounts.
        receives: After minus before of what the party gets.
        programme_cents: Its part of the programme, which belongs to no case.
        streams: The streams in which it pays.
    """

    party: str
    invests: Cents
    gains: Cents
    receives: Cents
    programme_cents: int
    streams: frozenset[str]

    @property
    def invests_cents(self) -> int:
        """Everything it invests."""
        return sum(self.invests.values()) + self.programme_cents


def party_flows(
    paid: Iterable[tuple[str, str, str, int]],
    received: Iterable[tuple[str, str, int]],
    mdo: Iterable[tuple[str, str, int]],
    programme: Iterable[tuple[str, int]],
    case_ids: Sequence[str],
) -> list[PartyFlows]:
    """Put the amounts of each party under investing and gaining.

    Args:
        paid: party, stream, case id, after minus before [euro cent].
        received: party, case id, after minus before [euro cent].
        mdo: party, case id, cost of hours [euro cent].
        programme: party, cost [euro cent].
        case_ids: The cases that are compared; the others are left out, and a case without an amount counts 0.

    Returns:
        One entry a party, by name.

    Example:
        >>> paid = [("gemeente", "Wmo", "a", 500), ("gemeente", "Zvw", "a", -200)]
        >>> flows = party_flows(paid, [], [], [], ["a"])
        >>> flows[0].invests_cents, dict(flows[0].gains)
        (500, {'a': 200})
    """
    wanted = set(case_ids)
    by_stream: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for party, stream, case_id, cents in paid:
        if case_id in wanted:
            by_stream[party, stream][case_id] += cents
    invests, gains, receives = (_per_party() for _ in range(3))
    streams: dict[str, set[str]] = defaultdict(set)
    for (party, stream), amounts in by_stream.items():
        streams[party].add(stream)
        rises = sum(amounts.values()) > 0
        for case_id, cents in amounts.items():
            (invests if rises else gains)[party][case_id] += cents if rises else -cents
    for party, case_id, cents in mdo:
        if case_id in wanted:
            invests[party][case_id] += cents
    for party, case_id, cents in received:
        if case_id in wanted:
            receives[party][case_id] += cents
    costs: dict[str, int] = defaultdict(int)
    for party, cents in programme:
        costs[party] += cents

    def by_case(amounts: Mapping[str, int]) -> Cents:
        return {case_id: amounts.get(case_id, 0) for case_id in case_ids}

    return [
        PartyFlows(
            party=party,
            invests=by_case(invests[party]),
            gains=by_case(gains[party]),
            receives=by_case(receives[party]),
            programme_cents=costs[party],
            streams=frozenset(streams[party]),
        )
        for party in sorted({*streams, *invests, *receives, *costs})
    ]


def _per_party() -> dict[str, dict[str, int]]:
    return defaultdict(lambda: defaultdict(int))
