"""What each case used behind each figure of a report, for the ledger: the same figures at fixed prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.analysis.fixed_prices import at_fixed_prices
from maatschappelijk_rendement.publication.costs import by_party
from maatschappelijk_rendement.results.costs import PARTIES

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.disclosure.ledger.contents import Contributions
    from maatschappelijk_rendement.disclosure.rules.cells import Key

WAYS = {"product": True, "stroom": False}


@dataclass(frozen=True, eq=False)
class UseBehind:
    """Gives what each case used behind each figure of a report.

    Attributes:
        whole: The analysis as it was made.
        shown: The same in the design of the report.
        in_design: Gives an analysis the design of the report.
        contributed: Gives what each case puts into the figures of an analysis in that design.
        said: Replaces words that may not be shown.
    """

    whole: ExactAnalysis
    shown: ExactAnalysis
    in_design: Callable[[ExactAnalysis], ExactAnalysis]
    contributed: Callable[[ExactAnalysis], Contributions]
    said: Callable[[object], object]

    def __call__(self, months: int) -> dict[str, Contributions]:
        """Give it in each of two ways, see ``analysis.fixed_prices``.

        Args:
            months: Length of the windows before and after the MDO.
        """
        found: dict[str, Contributions] = {}
        for way, by_product in WAYS.items():
            fixed = self.in_design(at_fixed_prices(self.whole, months, by_product=by_product))
            found[way] = {**self.contributed(fixed), **self._of_parties(fixed)}
        return found

    def _of_parties(self, fixed: ExactAnalysis) -> Contributions:
        """Give what parties invest and gain: whether a stream rose is said by its true amounts."""
        rises = {
            (flow.party, stream)
            for flow in by_party(self.shown)[1]
            for stream, cents in flow.paid.items()
            if cents.sum() > 0
        }
        cases, flows = by_party(fixed)
        found: dict[tuple[str, str, Key], Mapping[str, object]] = {}
        for flow in flows:
            invests, gains = flow.worked.copy(), np.zeros_like(flow.worked)
            for stream, cents in flow.paid.items():
                if (flow.party, stream) in rises:
                    invests += cents
                else:
                    gains -= cents
            for column, amounts in (("investeert_eur", invests), ("profiteert_eur", gains)):
                place = PARTIES.name, column, (str(self.said(flow.party)),)
                found[place] = dict(zip(cases, amounts.tolist(), strict=True))
        return found
