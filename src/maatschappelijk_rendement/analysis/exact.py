"""One caseload, priced, compared and grouped: the fields and cached groups that all later steps read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import narwhals as nw

from maatschappelijk_rendement.costing import PricedUsage
from maatschappelijk_rendement.costing.engines import distinct, small
from maatschappelijk_rendement.costing.own_contribution import CONTRIBUTION, without_contributions
from maatschappelijk_rendement.costing.priced_delivery import price
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.instruments import InstrumentDefinition, with_derived
from maatschappelijk_rendement.domain.instruments import load as load_instruments
from maatschappelijk_rendement.domain.model import AnalysisSettings, CaseLoad
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs
from maatschappelijk_rendement.domain.vocabulary import MdoCosts
from maatschappelijk_rendement.outcomes import case_changes
from maatschappelijk_rendement.outcomes.folding import LABELS, MANY_CASES, with_ids
from maatschappelijk_rendement.outcomes.per_wijk import GroupChange, group_differences, line_sums
from maatschappelijk_rendement.outcomes.wellbeing import WellbeingGroup, group_wellbeing, in_order
from maatschappelijk_rendement.outcomes.whole_scores import whole_scores

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


_ON_ENGINE = frozenset({"usage", "mdo", "costs", "deltas_by_usage", "totals_by_usage"})
PLACE = ("case_type", "wijk", "stream", "moment")
_PRICED_BY = frozenset({"period_months", "price_mode", "price_year", "index", "price_basis"})
"""Settings by which a line costs something else, so that what a resident paid of it is no longer known."""


@dataclass(frozen=True, eq=False, repr=False)
class ExactAnalysis(Tabular):
    """Exact results of one caseload; what may be shown of them is for ``publication`` to say.

    Attributes:
        delivery: What was analysed, as tables.
        tariffs: The prices used, local ones included.
        usage: Priced usage lines, see ``costing.price_usage``.
        mdo: Priced hours of the MDOs.
        costs: Tidy pandas frame, a row a case, observed stream and moment; see
            ``outcomes.case_changes.case_costs``.
        deltas_by_usage: What changed in each case and stream, on the engine of the lines; see
            ``outcomes.case_changes.case_deltas``.
        totals_by_usage: The same summed over the streams of a case, see
            ``outcomes.case_changes.case_totals``.
        instruments: The instruments of the scores by id, with those derived from them.
        indices: The index series that carry a price to another year.
    """

    rows_in: ClassVar[str] = "totals"

    delivery: Delivery
    tariffs: Tariffs
    usage: PricedUsage
    mdo: PricedUsage
    costs: pd.DataFrame
    deltas_by_usage: Any
    totals_by_usage: Any
    instruments: Mapping[str, InstrumentDefinition] = field(
        default_factory=lambda: with_derived(load_instruments())
    )
    indices: Indices = field(default_factory=Indices.load)

    def __getattribute__(self, name: str) -> Any:
        # What lies on an engine is gone once its folder is closed; its own error would say nothing.
        if name in _ON_ENGINE:
            object.__getattribute__(self, "delivery").require_open()
        return object.__getattribute__(self, name)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.settings.title!r}, {self.delivery.n_cases} cases)"

    @property
    def settings(self) -> AnalysisSettings:
        """How the analysis was made."""
        return self.delivery.settings

    @property
    def caseload(self) -> CaseLoad:
        """What was analysed, as objects.

        Raises:
            UsageError: It came as a folder of files.
        """
        return self.delivery.caseload

    @property
    def attributes(self) -> pd.DataFrame | None:
        """What else is known of the cases, by case_id: for ``subgroups``, never for a page; may be None."""
        return self.delivery.attributes

    @cached_property
    def deltas(self) -> pd.DataFrame:
        """A row a comparison, case and stream, in pandas; see ``outcomes.case_changes.case_deltas``."""
        return self.delivery.fetch(self.deltas_by_usage)

    @cached_property
    def totals(self) -> pd.DataFrame:
        """The same summed over the streams of a case, see ``outcomes.case_changes.case_totals``."""
        return self.delivery.fetch(self.totals_by_usage)

    @cached_property
    def party_deltas(self) -> pd.DataFrame:
        """What each party pays and gets more or less, see ``outcomes.case_changes.party_deltas``."""
        return self.delivery.fetch(case_changes.party_deltas(self.usage.lines))

    @cached_property
    def scored(self) -> Mapping[tuple[Any, ...], npt.NDArray[np.int64]] | None:
        """For each instrument, part and moment the rows with a score: only where many cases are folded."""
        return None

    @cached_property
    def times(self) -> npt.NDArray[np.int64] | None:
        """For how many cases each row of ``delivery.cases`` stands: only where many are folded."""
        return None

    def n_of(self, cases: pd.Series[Any]) -> int:
        """Count cases by their ids, each once."""
        if self.times is None:
            return len(cases)
        return int(self.times[places(cases, self.delivery.cases["case_id"])].sum())

    @cached_property
    def case_amounts(self) -> pd.DataFrame:
        """What each case costs: case_id, the labels of ``outcomes.folding`` and the three amounts."""
        return self.line_sums("case_id", *LABELS)

    @cached_property
    def origins(self) -> pd.DataFrame:
        """How many lines of each case come from where: case_id, provenance, n_lines."""
        return self.delivery.fetch(case_changes.origins(self.delivery.usage))

    @cached_property
    def hours(self) -> pd.DataFrame:
        """The hours of the MDO of each case; see ``outcomes.case_changes.mdo_hours``."""
        return self.delivery.fetch(case_changes.mdo_hours(self.mdo.lines))

    @cached_property
    def mdo_lines(self) -> pd.DataFrame:
        """The hours of the MDOs in pandas: case_id, case_type, payer, quantity_milli, one_off_cents."""
        lines = nw.from_native(self.mdo.lines)
        columns = ("case_id", "case_type", "payer", "quantity_milli", "one_off_cents")
        return self.delivery.fetch(lines.select(*columns).to_native())

    def line_sums(self, *by: str) -> pd.DataFrame:
        """Sum the priced lines by some of their columns, see ``outcomes.per_wijk.line_sums``."""
        return self.delivery.fetch(line_sums(self.usage.lines, by))

    @cached_property
    def periods(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """Per what the quantities of lines are, by case_type, wijk, stream and moment."""
        lines = nw.from_native(self.usage.lines)
        found: dict[tuple[str, ...], frozenset[str]] = {}
        for row in small(distinct(lines, *PLACE, "per")):
            key = tuple(str(row[name]) for name in PLACE)
            found[key] = found.get(key, frozenset()) | {str(row["per"])}
        return found

    @cached_property
    def groups(self) -> tuple[GroupChange, ...]:
        """The cells of the table of differences, with the amount of each case."""
        return tuple(group_differences(self.deltas, self.totals))

    @cached_property
    def scored_cases(self) -> pd.DataFrame:
        """The cases that scores are about, and perhaps others: case_id, wijk, case_type."""
        delivery = self.delivery
        if delivery.is_in_memory or delivery.n_cases <= MANY_CASES:
            return delivery.cases
        cases = nw.from_native(delivery.cases_by_usage).select("case_id", "wijk", "case_type")
        scored = delivery.scores["case_id"].drop_duplicates()
        found = cases.join(with_ids(cases, scored).select("case_id"), on="case_id", how="semi")
        return delivery.fetch(found.to_native()).sort_values("case_id", ignore_index=True)

    @cached_property
    def wellbeing_groups(self) -> tuple[WellbeingGroup, ...]:
        """The rows of the wellbeing table, those of derived instruments among them."""
        scores, cases = self.delivery.scores, self.scored_cases
        computed = whole_scores(scores, self.instruments)
        found = [*group_wellbeing(scores, cases), *group_wellbeing(computed, cases)]
        return tuple(in_order(found, self.instruments))

    def under(self, *, tariffs: Tariffs | None = None, carry: bool = False, **settings: Any) -> Self:
        """Analyse the same caseload under other choices; this analysis stays as it is.

        At other prices or in another window it is unknown what residents pay themselves: that is left out,
        with a warning.

        Args:
            tariffs: Other prices, local ones included; the same when left out.
            carry: Under current prices, index a missing price instead of refusing it.
            settings: Fields of ``AnalysisSettings`` that change.

        Returns:
            The exact results under those choices.

        Raises:
            InputError: A setting is none, or has no such value.
            TariffMissingError: A product has no price where one is needed; lists all of them.

        Example:
            >>> from maatschappelijk_rendement.app.micro_analysis import analyse
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> analyse(ruwaard()).under(period_months=6).caseload.settings.period_months
            6
        """
        chosen = replace(self.settings, **settings)
        delivery = self.delivery.under(chosen)
        is_repriced = carry or tariffs is not None or not _PRICED_BY.isdisjoint(settings)
        if is_repriced and CONTRIBUTION in nw.from_native(self.usage.lines).collect_schema():
            delivery = without_contributions(delivery)
        # Its own prices are among the tariffs already.
        bare = replace(delivery, tariffs=())
        prices = tariffs if tariffs is not None else self.tariffs
        found = analyse_delivery(bare, prices, carry, self.instruments, type(self), self.indices)
        return replace(found, delivery=delivery)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Warnings of reading and pricing, in a fixed order."""
        found = {*self.delivery.reading.warnings, *self.usage.findings, *self.mdo.findings}
        return tuple(sorted(found, key=lambda f: (f.level, f.sheet, f.cell, f.code, f.text)))


One = TypeVar("One", bound=ExactAnalysis)


def analyse_delivery(
    delivery: Delivery,
    tariffs: Tariffs | None,
    carry: bool,
    definitions: Mapping[str, InstrumentDefinition],
    kind: type[One],
    indices: Indices | None = None,
) -> One:
    """Price a delivery that passed the rules, compare its moments and group its cases.

    Args:
        delivery: From ``intake``.
        tariffs: Prices; the shipped ones when left out. Its own prices are added.
        carry: Under current prices, index a missing price instead of refusing it.
        definitions: The instruments of its scores by id.
        kind: The class of the results.
        indices: Index series; the shipped ones when left out.

    Raises:
        TariffMissingError: A product has no price where one is needed; lists all of them.
    """
    series = indices if indices is not None else Indices.load()
    priced = price(delivery, tariffs, carry=carry, indices=series)
    lines, cases = priced.usage.lines, delivery.cases_by_usage
    moments = case_changes.case_moments(lines, cases, lambda frame: delivery.keep(frame, "moments"))
    if delivery.settings.mdo_costs == MdoCosts.INCLUDED:
        moments = case_changes.with_mdo_costs(moments, priced.mdo.lines, cases)
    deltas = case_changes.case_deltas(moments)
    totals = case_changes.case_totals(deltas, case_changes.used_streams(lines))
    return kind(
        delivery=delivery,
        tariffs=priced.tariffs,
        usage=priced.usage,
        mdo=priced.mdo,
        costs=case_changes.case_costs(moments),
        deltas_by_usage=deltas,
        totals_by_usage=delivery.keep(totals, "totals"),
        instruments=with_derived(definitions),
        indices=series,
    )
