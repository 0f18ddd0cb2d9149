"""The object analysts hold: one caseload, priced, compared and grouped. Steps stand here; sums do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from maatschappelijk_rendement.analysis.exact import ExactAnalysis, analyse_delivery
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.instruments import load as load_instruments
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.tabular import in_euros
from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs
from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.intake.doors.objects import survey_caseload

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    import pandas as pd

    from maatschappelijk_rendement.analysis.breakdown import Breakdown
    from maatschappelijk_rendement.analysis.charts import ExactCharts
    from maatschappelijk_rendement.analysis.comparison import DesignComparison
    from maatschappelijk_rendement.analysis.readings import Readings
    from maatschappelijk_rendement.analysis.robustness import Robustness
    from maatschappelijk_rendement.publication import Report
    from maatschappelijk_rendement.sharing import PayerStream
    from maatschappelijk_rendement.statistics.interval import Interval, WholeNumbers
    from maatschappelijk_rendement.statistics.permutation import SignFlipTest
    from maatschappelijk_rendement.statistics.regression_to_mean import CostPersistence
    from maatschappelijk_rendement.statistics.subgroups import SubgroupTable

Later = Literal["na", "herhaling"] | Moment
IntervalKind = Literal["t", "bca", "bootstrap-t"]
TableName = Literal["totals", "deltas", "costs", "lines", "wellbeing", "party_deltas"]
TABLE_NAMES = get_args(TableName)


class MicroAnalysis(ExactAnalysis):
    """Exact results of one caseload, for the analyst's own eyes; ``publish`` is the only way to a page.

    The fields, such as ``costs``, ``deltas`` and ``totals``, are those of ``analysis.exact.ExactAnalysis``.
    """

    def to_frame(self, table: TableName = "totals", *, euros: bool = False) -> pd.DataFrame:
        """Give one table of the results in pandas, with the case ids as they were given.

        Args:
            table: ``totals`` (a row a comparison and case), ``deltas`` (by stream as well), ``costs`` (by
                moment and stream), ``lines`` (every priced line), ``wellbeing`` or ``party_deltas``.
            euros: Amounts in euros as exact decimals (``delta_eur``), not in cents (``delta_cents``).

        Raises:
            UsageError: There is no such table, or the folder it came from is closed.

        Example:
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> frame = analyse(ruwaard()).to_frame(euros=True)
            >>> mine = frame[(frame["comparison"] == "na") & (frame["case_type"] == "bestaand")]
            >>> mine["delta_eur"].sum()
            Decimal('-132394.00')
        """
        if table not in TABLE_NAMES:
            raise UsageError(f"Deze tabel is er niet. Kies uit: {', '.join(TABLE_NAMES)}.")
        found: Any = self.usage.lines if table == "lines" else getattr(self, table)
        frame: pd.DataFrame = self.delivery.fetch(found) if table in ("lines", "costs") else found
        return in_euros(frame) if euros else frame.copy()

    def scenarios(
        self, what_ifs: Iterable[Mapping[str, Any]], *, carry: bool = False, moment: Later = "na"
    ) -> pd.DataFrame:
        """Give the difference of the existing cases under each of many choices, as one frame.

        Args:
            what_ifs: Each a mapping of what is otherwise: fields of ``AnalysisSettings``
                (``{"period_months": 6}``, or ``periode_maanden``), ``prices`` (by product code the price in
                euros of all lines without a price of their own) and ``quantities`` (by product code by which
                part the quantity after the MDO is multiplied, such as ``0.8``). What is not named stays as
                it is. Each different combination of settings is priced once: vary settings sparingly, the
                rest freely.
            carry: Under current prices, index a missing price instead of refusing it.
            moment: ``na``, or ``herhaling``: of the cases with a repeat.

        Returns:
            A row a choice, in order: scenario [number from 1], a column for each thing that is otherwise, n
            [existing cases], before_cents, after_cents, delta_cents, mean_cents [euro cent; a quantity is
            rounded to thousandths], not_priced [Dutch: why there is no amount; empty where there is one].

        Raises:
            UsageError: A choice has an unknown name, no line has that product, or it came as a folder.
            InputError: A setting has no such value.

        Example:
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> what_ifs = [{}, {"period_months": 6}, {"prices": {"WMO.BEGELEIDING_IND.UUR.REF2022": 70}}]
            >>> analyse(ruwaard()).scenarios(what_ifs)["delta_cents"].tolist()[0]
            -13239400
        """
        from maatschappelijk_rendement.analysis.scenarios import scenarios

        return scenarios(self, what_ifs, carry=carry, moment=moment)

    @cached_property
    def wellbeing(self) -> pd.DataFrame:
        """Tidy pandas frame: a row a group, instrument, item, moment and moment it is paired with."""
        from maatschappelijk_rendement.analysis.wellbeing import wellbeing_table

        return wellbeing_table(self)

    def interval(
        self,
        *,
        kind: IntervalKind = "t",
        moment: Later = "na",
        wijk: str = "totaal",
        stream: str = "totaal",
        level: float = 0.95,
    ) -> Interval | None:
        """Give the interval of the mean difference of the existing cases.

        Args:
            kind: ``t``, Student's over cases, the one of every report; or, to compare, ``bca`` or
                ``bootstrap-t``, which are drawn.
            moment: ``na``, or ``herhaling``: of the cases with a repeat, which have a margin of their own.
            wijk: One wijk, or "totaal".
            stream: One stream, or "totaal".
            level: Coverage aimed at.

        Returns:
            The interval, or None for fewer than two cases or equal amounts.

        Raises:
            UsageError: There is no such case, moment or kind.

        Example:
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> found = analyse(ruwaard()).interval()
            >>> found.method, found.n, found.low_cents < -4_137_31 < found.high_cents
            ('t', 32, True)
        """
        from maatschappelijk_rendement.analysis.groups import interval

        return interval(self, kind=kind, moment=moment, wijk=wijk, stream=stream, level=level)

    def robustness(self, *, moment: Later = "na") -> Robustness:
        """Say how much the difference of the existing cases hangs on a few of them and on what was assumed.

        Analyses the caseload again for each index and each shorter period.

        Args:
            moment: ``na``, or ``herhaling``: of the cases with a repeat, which have a margin of their own.

        Raises:
            UsageError: There is no existing case.

        Example:
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> found = analyse(ruwaard()).robustness()
            >>> found.total_cents, found.n, found.left_out.sign_holds
            (-13239400, 32, True)
        """
        from maatschappelijk_rendement.analysis.robustness import robustness

        return robustness(self, moment=moment)

    def readings(self, *, carry: bool = False) -> Readings:
        """Read the use of the existing cases twice: what it costs society, and what payers pay for it.

        A stream is read twice where each of its lines has a reference price and a tariff: its own, and that
        of its counterpart (``Tariffs.counterpart``; for own prices column ``tegenhanger`` on sheet Tarieven).

        Args:
            carry: Under current prices, index a missing price instead of leaving its stream out.

        Example:
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> found = analyse(ruwaard()).readings()
            >>> len(found.streams), found.not_read["stream"].tolist()[:2]
            (0, ['Participatiewet', 'Welzijn'])
        """
        from maatschappelijk_rendement.analysis.readings import readings

        return readings(self, carry=carry)

    def decompose(self, *, carry: bool = False) -> Breakdown:
        """Take the difference of the existing cases apart, in parts that add up to the cent.

        Args:
            carry: To split volume and price, index a missing price instead of leaving it unsplit.

        Raises:
            UsageError: There is no existing case.

        Example:
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> parts = analyse(ruwaard()).decompose()
            >>> int(parts.streams.delta_cents.sum()), parts.money.societal_cents + parts.money.transfer_cents
            (-13239400, -13239400)
        """
        from maatschappelijk_rendement.analysis.breakdown import decompose

        return decompose(self, carry=carry)

    def compare(
        self,
        *,
        control: MicroAnalysis | WholeNumbers | None = None,
        register: MicroAnalysis | tuple[WholeNumbers, WholeNumbers] | None = None,
        second_baseline: Mapping[str, int] | None = None,
        reliability: CostPersistence | None = None,
        probability: Fraction | Decimal | None = None,
        level: float = 0.95,
        moment: Later = "na",
    ) -> DesignComparison:
        """Set the difference against what would have happened anyway, by each design with data.

        Args:
            control: A comparison group that was chosen in the same way: its analysis, or one delta a case
                [euro cent].
            register: People who were not chosen and had no MDO: their analysis, or their cost in two periods
                [euro cent]. Gives a matched comparison and a correction for regression to the mean.
            second_baseline: Per case id its cost in a second period before, measured after the choice of
                cases [euro cent].
            reliability: A known link between two periods, see ``persistence_from_reliability``.
            probability: Chance that the ``nulalternatief`` would have come true, 0 to 1.
            level: Coverage of the intervals.
            moment: ``na``, or ``herhaling``: of the cases with a repeat. Only ``na`` can be published.

        Returns:
            One effect a design, the plain before and after first; each with the assumption it rests on.

        Raises:
            UsageError: A group is empty, was counted otherwise, or lacks cases.

        Example:
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> found = analyse(ruwaard()).compare(control=[-200_000, -100_000, 0, 50_000])
            >>> [effect.effect_cents for effect in found.effects]
            [-413731, -351231]
        """
        from maatschappelijk_rendement.analysis.comparison import compare

        return compare(
            self,
            control=control,
            register=register,
            second_baseline=second_baseline,
            reliability=reliability,
            probability=probability,
            level=level,
            moment=moment,
        )

    def permutation(
        self, *, wijk: str = "totaal", stream: str = "totaal", moment: Later = "na"
    ) -> SignFlipTest | None:
        """Test whether chance alone gives a difference like that of the existing cases.

        Args:
            wijk: One wijk, or "totaal".
            stream: One stream, or "totaal".
            moment: ``na``, or ``herhaling``: of the cases with a repeat, which have a margin of their own.

        Returns:
            The test over cases, or None when no case changed.

        Raises:
            UsageError: There is no such case.
        """
        from maatschappelijk_rendement.analysis.groups import permutation

        return permutation(self, wijk=wijk, stream=stream, moment=moment)

    def subgroups(self, by: Mapping[str, str] | None = None, *, moment: Later = "na") -> SubgroupTable:
        """Compare subgroups of the existing cases, each corrected for the number of comparisons.

        Args:
            by: Per case id the name of its subgroup; its wijk when left out. A case without a name is left
                out.
            moment: ``na``, or ``herhaling``: of the cases with a repeat, which have a margin of their own.

        Raises:
            UsageError: There is no existing case.

        """
        from maatschappelijk_rendement.analysis.groups import subgroups

        return subgroups(self, by, moment=moment)

    def wellbeing_change(self) -> pd.DataFrame:
        """Give what each instrument allows to be said; see ``analysis.wellbeing.wellbeing_change``."""
        from maatschappelijk_rendement.analysis.wellbeing import wellbeing_change

        return wellbeing_change(self)

    def whole_instruments(self) -> pd.DataFrame:
        """Give what is computed from all items; see ``analysis.wellbeing.whole_instruments``."""
        from maatschappelijk_rendement.analysis.wellbeing import whole_instruments

        return whole_instruments(self)

    def attrition(self) -> pd.DataFrame:
        """Say who was not measured again; see ``analysis.wellbeing.attrition_table``."""
        from maatschappelijk_rendement.analysis.wellbeing import attrition_table

        return attrition_table(self)

    def missing(self) -> pd.DataFrame:
        """Count who was not looked at.

        Returns:
            Tidy frame: about (``stroom`` or ``instrument``), name, moment, n_known, n_unknown [cases].
        """
        from maatschappelijk_rendement.analysis.wellbeing import missing_table

        return missing_table(self)

    def sharing_streams(
        self, *, include_new: bool = False, has_comparison_design: bool = False
    ) -> tuple[PayerStream, ...]:
        """Give what a shared-savings scenario splits; see ``analysis.scenario_outcome.sharing_streams``."""
        from maatschappelijk_rendement.analysis.scenario_outcome import sharing_streams

        return sharing_streams(self, include_new=include_new, has_comparison_design=has_comparison_design)

    def publish(
        self,
        *,
        minimum: int = 10,
        reason: str | None = None,
        grid: int = 100,
        rounding: bool = False,
        internal: bool = False,
        report_date: date | None = None,
        comparison: DesignComparison | None = None,
        account: bool = False,
    ) -> Report:
        """Pass the results through disclosure control.

        Args:
            minimum: Fewest cases behind a figure; another number than 10 needs a reason.
            reason: Why, printed in the report.
            grid: Publish amounts on a grid of at least so many whole euros; coarser where they are larger.
            rounding: The old way to ask for a grid of 1.000 euros.
            internal: Hide nothing and mark everything VERTROUWELIJK.
            report_date: Date to print; none is printed when left out.
            comparison: From ``compare``: the effects by a comparison group and by a second baseline are
                published too, and the report no longer says that there is no comparison.
            account: Of an internal report, say by which rule a public one hides each figure. That takes as
                long as a public one; ``mr rapport --intern`` asks for it.

        Raises:
            PublicationRefusedError: Too little may be shown.
            UsageError: Another minimum without a reason.
        """
        from maatschappelijk_rendement.disclosure import Rules
        from maatschappelijk_rendement.publication import publish_analysis

        rules = Rules(
            minimum=minimum, minimum_reason=reason, grid_cents=(max(grid, 1_000) if rounding else grid) * 100
        )
        return publish_analysis(
            self,
            rules,
            internal=internal,
            report_date=report_date,
            comparison=comparison,
            account=account,
        )

    @property
    def plot(self) -> ExactCharts:
        """Charts of the exact results, marked VERTROUWELIJK: ``streams()``, ``deltas()`` and others."""
        from maatschappelijk_rendement.analysis.charts import ExactCharts

        return ExactCharts(self.publish(internal=True).data, self)


def analyse(
    caseload: CaseLoad | Delivery,
    tariffs: Tariffs | None = None,
    *,
    carry: bool = False,
    indices: Indices | None = None,
    instruments: Iterable[str | Path] = (),
) -> MicroAnalysis:
    """Price a caseload, compare its moments and group its cases.

    Args:
        caseload: From ``read_workbook`` or made by hand; or of a folder ``open_lake(...).delivery``.
        tariffs: Prices; the shipped ones when left out. The caseload's own prices are added.
        carry: Under current prices, index a missing price instead of refusing it.
        indices: Index series that carry a price to another year; the shipped ones when left out.
        instruments: TOML files with instruments of wellbeing of the user's own; see
            ``domain.instruments.load``.

    Returns:
        The exact results.

    Raises:
        UsageError: Something else was given than a caseload, such as the name of a workbook, or than prices
            or indices.
        InputError: A score does not fit its instrument, an instrument is unknown or a file is no definition.
        TariffMissingError: A product is unknown or has no price where one is needed; lists all of them.
    """
    if not isinstance(caseload, CaseLoad | Delivery):
        raise UsageError(
            "Geef een caseload, zoals mr.read_workbook('casussen.xlsx') er een geeft, of eigen tabellen door "
            "mr.from_tables(...). Van een map, uit mr.open_lake(...), geeft u lake.delivery."
        )
    _refuse_other_prices(tariffs, indices)
    definitions = load_instruments(map(Path, instruments))
    if isinstance(caseload, Delivery):
        return analyse_delivery(caseload, tariffs, carry, definitions, MicroAnalysis, indices)
    survey = survey_caseload(caseload, tariffs=tariffs, instruments=definitions)
    if survey.delivery is None:
        raise InputError(survey.findings)
    return analyse_delivery(survey.delivery, tariffs, carry, definitions, MicroAnalysis, indices)


def _refuse_other_prices(tariffs: object, indices: object) -> None:
    if not isinstance(tariffs, Tariffs | None) or not isinstance(indices, Indices | None):
        raise UsageError(
            "Geef als tariffs een mr.Tariffs en als indices een mr.Indices, zoals mr.Indices.load(). Eigen "
            "prijzen voegt u toe met mr.Tariffs.load().add([...])."
        )
