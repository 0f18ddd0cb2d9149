"""What stands beside the tables: settings, accounting, programme, tariffs used, findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement import outcomes
from maatschappelijk_rendement._version import __version__
from maatschappelijk_rendement.calendar import dutch_date, last_day, window
from maatschappelijk_rendement.delivery import Delivery
from maatschappelijk_rendement.model import ProgrammePost
from maatschappelijk_rendement.money import euro_string, to_cents
from maatschappelijk_rendement.vocabulary import CaseType, Moment, fold

if TYPE_CHECKING:
    from maatschappelijk_rendement.exact import ExactAnalysis

SYNTHETIC = "synthetisch"
FITTED = "gekalibreerd op gepubliceerde totalen"
"""What the title of a data set says that is built on published totals (method.md, "The reference")."""
Row = dict[str, Any]


def windows(delivery: Delivery) -> tuple[date, date]:
    """Give the first day of all windows before, and the day after the last one of all windows after."""
    dates, months = delivery.cases["mdo_date"], delivery.settings.period_months
    # A later MDO has later windows, so the first and the last one bound them all.
    before = window(Moment.BEFORE, dates.min().date(), months)
    return before.start, window(Moment.AFTER, dates.max().date(), months).end


def settings(delivery: Delivery, report_date: date | None) -> Row:
    """The settings in the words of the workbook, and how many cases of which kind."""
    settings, cases = delivery.settings, delivery.cases
    before, after = windows(delivery)
    types = cases["case_type"].value_counts()
    return {
        "titel": settings.title,
        "gemeente": settings.municipality,
        "gemeentecode": settings.municipality_code,
        "periode_maanden": settings.period_months,
        "prijsmodus": settings.price_mode.value,
        "prijspeil": settings.price_year,
        "index": settings.index.value if settings.index else None,
        "prijsbasis": settings.price_basis.value,
        "vergelijking": settings.comparison.value,
        "basis_na": settings.after_basis.value,
        "mdo_kosten": settings.mdo_costs.value,
        "selectie": settings.selection.value,
        "casussen_in_totaal": settings.cases_in_total,
        "synthetisch": SYNTHETIC in fold(settings.title),
        "geijkt_op_totaal": FITTED in fold(settings.title),
        "n_casussen": len(cases),
        "n_bestaand": int(types.get(CaseType.EXISTING.value, 0)),
        "n_nieuw": int(types.get(CaseType.NEW.value, 0)),
        "wijken": sorted(cases["wijk"].unique().tolist()),
        "datum": dutch_date(report_date) if report_date else None,
        "periode_van": dutch_date(before),
        "periode_tot": dutch_date(last_day(after)),
        "versie": __version__,
    }


def accounting(analysis: ExactAnalysis) -> Row:
    """Rows read = used + rejected + blank; cents in = cents out."""
    sheets, delivery = analysis.delivery.reading.sheets, analysis.delivery
    made_by_hand = 0
    if delivery.is_in_memory:
        frames = (delivery.cases, delivery.usage, delivery.scores, delivery.mdo)
        made_by_hand = sum(map(len, (*frames, delivery.programme, delivery.tariffs)))
    cents_in = outcomes.total_cents(analysis.usage.lines)
    cents_out = outcomes.total_cents(outcomes.without_mdo(analysis.costs))
    read = sum(s.read for s in sheets) if sheets else made_by_hand
    used = sum(s.used for s in sheets) if sheets else made_by_hand
    rejected, blank = sum(s.rejected for s in sheets), sum(s.blank for s in sheets)
    return {
        "regels_gelezen": read,
        "regels_gebruikt": used,
        "regels_afgewezen": rejected,
        "regels_leeg": blank,
        "centen_in": cents_in,
        "centen_uit": cents_out,
        "klopt": read == used + rejected + blank and cents_in == cents_out,
        "per_blad": [
            {"blad": s.sheet, "gelezen": s.read, "gebruikt": s.used, "afgewezen": s.rejected, "leeg": s.blank}
            for s in sheets
        ],
    }


def programme(posts: Sequence[ProgrammePost]) -> list[Row]:
    """What the way of working costs beside the cases."""
    return [
        {
            "post": post.post,
            "financier": post.payer,
            "bedrag_eur": euro_string(to_cents(post.amount_eur)),
            "jaar": post.year,
            "eenmalig": post.one_off,
        }
        for post in sorted(posts, key=lambda p: (p.year, p.payer, p.post, p.amount_eur))
    ]


def instruments(analysis: ExactAnalysis) -> list[Row]:
    """The instruments behind the scores: their scale, and what their makers say of them."""
    used = sorted(analysis.delivery.scores["instrument"].unique().tolist())
    return [
        {
            "instrument": name,
            "naam": definition.name,
            "laagste": str(definition.lowest),
            "hoogste": str(definition.highest),
            "ordinaal": definition.is_ordinal,
            "grens_boven": None if definition.above is None else str(definition.above),
            "bron": definition.source,
            "licentie": definition.licence,
            "waarschuwingen": list(definition.warnings),
        }
        for name, definition in ((name, analysis.instruments[name]) for name in used)
    ]
