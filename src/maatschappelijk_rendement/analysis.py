"""The object analysts hold: one caseload, priced, compared and grouped. Steps stand here; sums do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement import frames, outcomes
from maatschappelijk_rendement.costing import (
    Constant,
    Current,
    PricedUsage,
    PriceMode,
    price_mdo,
    price_usage,
)
from maatschappelijk_rendement.errors import Finding, InputError, TariffMissingError
from maatschappelijk_rendement.model import AnalysisSettings, CaseLoad
from maatschappelijk_rendement.tariffs import Indices, Tariffs
from maatschappelijk_rendement.vocabulary import MdoCosts
from maatschappelijk_rendement.vocabulary import PriceMode as PriceModeWord
from maatschappelijk_rendement.wellbeing import WellbeingGroup, group_wellbeing
from maatschappelijk_rendement.wijk import Group, group_differences

if TYPE_CHECKING:
    import pandas as pd


def price_mode(settings: AnalysisSettings, *, carry: bool) -> PriceMode:
    """Give the price mode that the settings ask for.

    Args:
        settings: The analysis settings.
        carry: Under current prices, index a missing price instead of refusing it (``--indexeer``).

    Raises:
        InputError: ``carry`` without an index in the settings.
    """
    if settings.price_mode == PriceModeWord.CONSTANT and settings.price_year and settings.index:
        return Constant(settings.price_year, settings.index)
    if carry and settings.index is None:
        raise InputError(
            [
                Finding(
                    "fout",
                    "Analyse",
                    "",
                    "index_ontbreekt",
                    "De instelling index ontbreekt; zonder index kan een prijs niet worden geïndexeerd.",
                    "Vul bij index CPI, OVA of VNG in.",
                )
            ]
        )
    return Current(settings.index if carry else None)


@dataclass(frozen=True, eq=False)
class MicroAnalysis:
    """Exact results of one caseload, for the analyst's own eyes; ``publish`` is the only way to a page.

    Attributes:
        caseload: What was analysed.
        tariffs: The prices used, local ones included.
        usage: Priced usage lines, see ``costing.price_usage``.
        mdo: Priced hours of the MDOs.
        costs: Tidy pandas frame, a row a case, observed stream and moment, see ``outcomes.case_costs``.
        deltas: Tidy pandas frame, a row a comparison, case and stream, see ``outcomes.case_deltas``.
        totals: The same summed over the streams of a case, see ``outcomes.case_totals``.
    """

    caseload: CaseLoad
    tariffs: Tariffs
    usage: PricedUsage
    mdo: PricedUsage
    costs: pd.DataFrame
    deltas: pd.DataFrame
    totals: pd.DataFrame

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The cells of the table of differences, with the amount of each case."""
        return tuple(group_differences(self.deltas, self.totals))

    @cached_property
    def wellbeing_groups(self) -> tuple[WellbeingGroup, ...]:
        """The rows of the wellbeing table."""
        return tuple(group_wellbeing(frames.score_frame(self.caseload), frames.case_frame(self.caseload)))

    @cached_property
    def wellbeing(self) -> pd.DataFrame:
        """Tidy pandas frame: a row a group, instrument, item, moment and moment it is paired with."""
        import pandas as pd

        rows = [
            {
                "case_type": group.case_type,
                "wijk": group.wijk,
                "instrument": group.instrument,
                "item": group.item,
                "moment": group.moment,
                "n_residents": group.n_residents,
                "n_cases": group.n_cases,
                "mean": float(group.mean),
                "paired_with": group.paired_with,
                "paired_n": group.paired_n,
                "paired_difference": None
                if group.paired_difference is None
                else float(group.paired_difference),
            }
            for group in self.wellbeing_groups
        ]
        return pd.DataFrame(rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Warnings of reading and pricing, in a fixed order."""
        found = {*self.caseload.reading.warnings, *self.usage.findings, *self.mdo.findings}
        return tuple(sorted(found, key=lambda f: (f.level, f.sheet, f.cell, f.code, f.text)))

    def publish(
        self,
        *,
        minimum: int = 10,
        reason: str | None = None,
        rounding: bool = False,
        internal: bool = False,
        report_date: str | None = None,
    ) -> Report:
        """Pass the results through disclosure control.

        Args:
            minimum: Fewest cases behind a figure; another number than 10 needs a reason.
            reason: Why, printed in the report.
            rounding: Round counts to 5 and euros to 1.000 as well.
            internal: Hide nothing and mark everything VERTROUWELIJK.
            report_date: Dutch date to print; none is printed when left out.

        Raises:
            PublicationRefusedError: Too little may be shown.
        """
        from maatschappelijk_rendement.publication import publish_analysis

        published, provenance = publish_analysis(
            self,
            minimum=minimum,
            reason=reason,
            rounding=rounding,
            internal=internal,
            report_date=report_date,
        )
        return Report(published, provenance)

    @property
    def plot(self) -> Any:
        """Charts of the exact results, marked VERTROUWELIJK: ``streams()``, ``wellbeing()``."""
        from maatschappelijk_rendement.plots import Charts

        return Charts(self.publish(internal=True).data)


@dataclass(frozen=True, eq=False)
class Report:
    """Published results: the only thing that renders."""

    published: Any
    provenance: dict[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        """The tables as they stand in ``resultaten.json``."""
        data: dict[str, Any] = self.published.data
        return data

    @property
    def plot(self) -> Any:
        """Charts of the published tables; Axes in, Axes out."""
        from maatschappelijk_rendement.plots import Charts

        return Charts(self.data)

    def save(self, folder: str | Path, formats: Sequence[str] = ("html", "xlsx")) -> list[Path]:
        """Write the report into a folder, all or nothing; other files there are left alone.

        Args:
            folder: Made when it does not exist.
            formats: ``html``, ``xlsx``, ``pdf``, ``docx``; ``resultaten.json`` and ``herkomst.json`` come
                always.

        Returns:
            The files written.

        Raises:
            OutputError: The folder or a file in it cannot be written; the old output is as it was.
        """
        from maatschappelijk_rendement.report import render, save

        return save(render(self.published, provenance=self.provenance, formats=tuple(formats)), Path(folder))


@dataclass(frozen=True, eq=False)
class Priced:
    """A caseload with its lines priced."""

    tariffs: Tariffs
    cases: pd.DataFrame
    usage: PricedUsage
    mdo: PricedUsage


def price(caseload: CaseLoad, tariffs: Tariffs | None = None, *, carry: bool = False) -> Priced:
    """Price the usage and the MDO hours of a caseload; see ``analyse`` for the arguments.

    Raises:
        InputError: There is no case.
        TariffMissingError: A product is unknown or has no price where one is needed; lists all of them.
    """
    settings = caseload.settings
    if not caseload.cases:
        raise InputError([Finding("fout", "Casussen", "", "geen_casussen", "Er is geen enkele casus.")])
    prices = (tariffs if tariffs is not None else Tariffs.load()).add(caseload.tariffs)
    indices = Indices.load()
    mode = price_mode(settings, carry=carry)
    cases = frames.case_frame(caseload)
    findings: list[Finding] = []
    priced: list[PricedUsage] = []
    for job in (
        lambda: price_usage(
            frames.usage_frame(caseload),
            cases,
            prices,
            mode=mode,
            period_months=settings.period_months,
            indices=indices,
        ),
        lambda: price_mdo(frames.mdo_frame(caseload), cases, prices, mode=mode, indices=indices),
    ):
        try:
            priced.append(job())
        except TariffMissingError as error:
            findings += error.findings
    if findings:
        raise TariffMissingError(findings)
    return Priced(prices, cases, priced[0], priced[1])


def analyse(caseload: CaseLoad, tariffs: Tariffs | None = None, *, carry: bool = False) -> MicroAnalysis:
    """Price a caseload, compare its moments and group its cases.

    Args:
        caseload: From ``read_workbook`` or made by hand.
        tariffs: Prices; the shipped ones when left out. The caseload's own prices are added.
        carry: Under current prices, index a missing price instead of refusing it.

    Returns:
        The exact results.

    Raises:
        TariffMissingError: A product is unknown or has no price where one is needed; lists all of them.
    """
    priced = price(caseload, tariffs, carry=carry)
    costs = outcomes.case_costs(priced.usage.lines, priced.cases)
    counted = costs
    if caseload.settings.mdo_costs == MdoCosts.INCLUDED:
        import pandas as pd

        per_case = priced.mdo.lines.groupby("case_id", as_index=False)["one_off_cents"].sum()
        extra = outcomes.mdo_costs(priced.cases, per_case.rename(columns={"one_off_cents": "mdo_cents"}))
        counted = pd.concat([costs, extra], ignore_index=True)
    deltas = outcomes.case_deltas(counted)
    streams = int(costs["stream"].nunique())
    totals = outcomes.case_totals(deltas, streams)
    return MicroAnalysis(caseload, priced.tariffs, priced.usage, priced.mdo, counted, deltas, totals)
