"""The charts of the exact results: those of the report, and those that only the analyst may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maatschappelijk_rendement import plots
from maatschappelijk_rendement.analysis.groups import at, existing_cases
from maatschappelijk_rendement.analysis.robustness import robustness
from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.outcomes.per_wijk import TOTAL
from maatschappelijk_rendement.plots import Charts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.statistics.robustness import TornadoBar


@dataclass(frozen=True, slots=True)
class ExactCharts(Charts):
    """Charts of exact results, each on axes given or on new ones, all marked VERTROUWELIJK.

    Attributes:
        analysis: The exact results.
    """

    analysis: ExactAnalysis

    def deltas(
        self,
        ax: Axes | None = None,
        *,
        wijk: str = TOTAL,
        stream: str = TOTAL,
        moment: str = Moment.AFTER,
    ) -> Axes:
        """Draw how many existing cases have a difference of about which size; see ``plots.deltas``."""
        group = existing_cases(self.analysis, wijk=wijk, stream=stream, comparison=at(moment))
        return self._marked(plots.deltas(ax or plots.new_axes(4.0), group.amounts["delta_cents"].tolist()))

    def tornado(
        self,
        ax: Axes | None = None,
        *,
        bars: Sequence[TornadoBar] | None = None,
        moment: str = Moment.AFTER,
    ) -> Axes:
        """Draw what the difference hangs on; see ``plots.tornado``.

        Args:
            ax: Axes to draw on.
            bars: The assumptions; those of ``robustness()`` when not given, which takes its time.
            moment: ``na`` or ``herhaling``.
        """
        chosen = robustness(self.analysis, moment=moment).bars if bars is None else bars
        total = existing_cases(self.analysis, comparison=at(moment)).sum_cents()
        return self._marked(plots.tornado(ax or plots.new_axes(0.8 + 0.42 * len(chosen)), chosen, total))
