"""Who invests and who gains: what each party pays more and less, over existing cases.

Investment is the cost of the MDO and the programme plus every rise of what a party pays in a stream; profit
is every fall (contract.md, section 2). Rises and falls of one party in two streams are not set off against
each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.domain.frames import places

if TYPE_CHECKING:
    import pandas as pd

Cents = npt.NDArray[np.int64]
"""Euro cents, one amount a case."""
PAYS, RECEIVES = "betaalt", "ontvangt"


@dataclass(frozen=True, eq=False)
class PartyFlows:
    """What one party invests, gains and receives, by case [euro cent].

    Attributes:
        invests: MDO hours and the streams in which the party pays more; a fall of a single case in such a
            stream counts against it, so a value may be negative.
        gains: The streams in which the party pays less, as positive amounts.
        receives: After minus before of what the party gets.
        programme_cents: Its part of the programme, which belongs to no case.
        paid: For each stream in which it pays, what it pays more.
        worked: The cost of its MDO hours, which are part of what it invests.
    """

    party: str
    invests: Cents
    gains: Cents
    receives: Cents
    programme_cents: int
    paid: Mapping[str, Cents]
    worked: Cents

    @property
    def invests_cents(self) -> int:
        """Everything it invests."""
        return int(self.invests.sum()) + self.programme_cents

    @property
    def streams(self) -> frozenset[str]:
        """The streams in which it pays."""
        return frozenset(self.paid)


def party_flows(
    changes: pd.DataFrame, mdo: pd.DataFrame, programme: Mapping[str, int], cases: pd.Series[str]
) -> list[PartyFlows]:
    """Put the amounts of each party under investing and gaining.

    Args:
        changes: role (``betaalt`` or ``ontvangt``), party, stream, case_id, delta_cents [after minus before,
            euro cent]; see ``outcomes.case_changes.party_deltas``.
        mdo: party, case_id, one_off_cents [euro cent].
        programme: Cost of the programme by party [euro cent].
        cases: The cases that are compared; the others are left out, and a case without an amount counts 0.

    Returns:
        One entry a party, by name.

    Example:
        >>> import pandas as pd
        >>> paid = pd.DataFrame({"role": "betaalt", "party": "gemeente", "stream": ["Wmo", "Zvw"],
        ...                      "case_id": "a", "delta_cents": [500, -200]})
        >>> none = pd.DataFrame({"party": [], "case_id": [], "one_off_cents": []})
        >>> (flow,) = party_flows(paid, none, {}, pd.Series(["a"]))
        >>> flow.invests_cents, flow.gains.tolist()
        (500, [200])
    """
    place = places(changes["case_id"], cases)
    changes = changes.assign(place=place)[place >= 0]
    place = places(mdo["case_id"], cases)
    mdo = mdo.assign(place=place)[place >= 0]
    paid = {
        (str(party), str(stream)): rows
        for (party, stream), rows in changes[changes["role"] == PAYS].groupby(
            ["party", "stream"], observed=True
        )
    }
    received = _by_party(changes[changes["role"] == RECEIVES])
    worked = _by_party(mdo)
    flows = []
    for name in sorted({*(party for party, _ in paid), *received, *worked, *programme}):
        by_stream = {
            stream: _per_case(rows, "delta_cents", len(cases))
            for (party, stream), rows in paid.items()
            if party == name
        }
        hours = _per_case(worked.get(name), "one_off_cents", len(cases))
        invests, gains = hours.copy(), np.zeros(len(cases), dtype=np.int64)
        for cents in by_stream.values():
            if cents.sum() > 0:
                invests += cents
            else:
                gains -= cents
        receives = _per_case(received.get(name), "delta_cents", len(cases))
        flows.append(PartyFlows(name, invests, gains, receives, programme.get(name, 0), by_stream, hours))
    return flows


def _per_case(rows: pd.DataFrame | None, column: str, n_cases: int) -> Cents:
    """Add up an amount per case; a case without rows has none."""
    found = np.zeros(n_cases, dtype=np.int64)
    if rows is not None:
        np.add.at(found, rows["place"], rows[column].to_numpy("int64"))
    return found


def _by_party(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {str(party): part for party, part in rows.groupby("party", observed=True)}
