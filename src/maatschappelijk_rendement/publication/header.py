"""What stands beside the tables: settings, accounting, programme, tariffs used, findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import narwhals as nw

from maatschappelijk_rendement.costing.engines import day_number, small
from maatschappelijk_rendement.domain.calendar import dutch_date, last_day, window
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.model import ProgrammePost
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, fold
from maatschappelijk_rendement.outcomes import case_changes
from maatschappelijk_rendement.results import sections

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

SYNTHETIC = "synthetisch"
FITTED = "gekalibreerd op gepubliceerde totalen"
"""What the title of a data set says that is built on published totals (method.md, "The reference")."""


def windows(delivery: Delivery) -> tuple[date, date]:
    """Give the first day of all windows before, and the day after the last one of all windows after."""
    cases, months = nw.from_native(delivery.cases_by_usage), delivery.settings.period_months
    day = nw.col("_day")
    days = cases.with_columns(_day=day_number(cases, "mdo_date")).select(first=day.min(), last=day.max())
    (found,) = small(days)
    # A later MDO has later windows, so the first and the last one bound them all.
    first, last = (date.fromordinal(int(found[name])) for name in ("first", "last"))
    return window(Moment.BEFORE, first, months).start, window(Moment.AFTER, last, months).end


def settings(analysis: ExactAnalysis, report_date: date | None) -> sections.Settings:
    """The settings in the words of the workbook, and how many cases of which kind."""
    delivery, cases = analysis.delivery, analysis.delivery.cases
    settings = delivery.settings
    before, after = windows(delivery)
    n_of = {
        word: analysis.n_of(cases["case_id"][(cases["case_type"] == word.value).to_numpy()])
        for word in CaseType
    }
    return sections.Settings(
        title=settings.title,
        municipality=settings.municipality,
        municipality_code=settings.municipality_code,
        period_months=settings.period_months,
        price_mode=settings.price_mode.value,
        price_year=settings.price_year,
        index=settings.index.value if settings.index else None,
        price_basis=settings.price_basis.value,
        comparison=settings.comparison.value,
        after_basis=settings.after_basis.value,
        mdo_costs=settings.mdo_costs.value,
        selection=settings.selection.value,
        cases_in_total=settings.cases_in_total,
        is_synthetic=SYNTHETIC in fold(settings.title),
        is_fitted=FITTED in fold(settings.title),
        n_cases=analysis.n_of(cases["case_id"]),
        n_existing=n_of[CaseType.EXISTING],
        n_new=n_of[CaseType.NEW],
        wijken=tuple(sorted(cases["wijk"].unique().tolist())),
        date=dutch_date(report_date) if report_date else None,
        period_from=dutch_date(before),
        period_to=dutch_date(last_day(after)),
        version=__version__,
    )


def accounting(analysis: ExactAnalysis) -> sections.Accounting:
    """Rows read = used + rejected + blank; cents in = cents out."""
    sheets, delivery = analysis.delivery.reading.sheets, analysis.delivery
    made_by_hand = 0
    if not sheets:
        counts = (
            small(nw.from_native(frame).select(n=nw.len()))[0]["n"]
            for frame in (delivery.usage, delivery.mdo)
        )
        made_by_hand = delivery.n_cases + sum(map(int, counts)) + len(delivery.scores)
        made_by_hand += len(delivery.programme) + len(delivery.tariffs)
    cents_in = case_changes.total_cents(analysis.usage.lines)
    cents_out = case_changes.total_cents(case_changes.without_mdo(analysis.costs))
    read = sum(s.read for s in sheets) if sheets else made_by_hand
    used = sum(s.used for s in sheets) if sheets else made_by_hand
    rejected, blank = sum(s.rejected for s in sheets), sum(s.blank for s in sheets)
    return sections.Accounting(
        read=read,
        used=used,
        rejected=rejected,
        blank=blank,
        cents_in=cents_in,
        cents_out=cents_out,
        adds_up=read == used + rejected + blank and cents_in == cents_out,
        per_sheet=tuple(
            sections.SheetRead(sheet=s.sheet, read=s.read, used=s.used, rejected=s.rejected, blank=s.blank)
            for s in sheets
        ),
    )


def programme(posts: Sequence[ProgrammePost]) -> list[sections.Post]:
    """What the way of working costs beside the cases."""
    return [
        sections.Post(
            post=post.post,
            payer=post.payer,
            amount=to_cents(post.amount_eur),
            year=post.year,
            is_one_off=post.one_off,
        )
        for post in sorted(posts, key=lambda p: (p.year, p.payer, p.post, p.amount_eur))
    ]


def instruments(analysis: ExactAnalysis) -> list[sections.InstrumentUsed]:
    """The instruments behind the scores: their scale, and what their makers say of them."""
    given = set(analysis.delivery.scores["instrument"].unique().tolist())
    used = sorted(given | {group.instrument for group in analysis.wellbeing_groups})
    return [
        sections.InstrumentUsed(
            instrument=name,
            name=definition.name,
            lowest=definition.lowest,
            highest=definition.highest,
            is_ordinal=definition.is_ordinal,
            above=definition.above,
            source=definition.source,
            licence=definition.licence,
            warnings=tuple(definition.warnings),
            of=definition.of or None,
        )
        for name, definition in ((name, analysis.instruments[name]) for name in used)
    ]
