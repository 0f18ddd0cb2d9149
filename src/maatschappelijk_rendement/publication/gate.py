"""The way to a page: every table of an analysis through disclosure control, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement import outcomes
from maatschappelijk_rendement.disclosure import ExactTable, Published, Rules, publish
from maatschappelijk_rendement.publication import costs, counts, header
from maatschappelijk_rendement.publication.effects import effects
from maatschappelijk_rendement.vocabulary import Moment, fold

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis import MicroAnalysis
    from maatschappelijk_rendement.evidence.comparison import Comparison

NOT_SHOWN = "(niet getoond)"


def publish_analysis(
    analysis: MicroAnalysis,
    *,
    minimum: int,
    reason: str | None,
    rounding: bool,
    internal: bool,
    report_date: str | None,
    comparison: Comparison | None = None,
) -> Published:
    """Pass an analysis through disclosure control.

    Args:
        analysis: Exact results.
        minimum: Fewest cases behind a figure.
        reason: Why the minimum differs from 10.
        rounding: Round counts and euros as well.
        internal: Hide nothing.
        report_date: Dutch date to print.
        comparison: Effects to publish as well.

    Returns:
        The published tables.

    Raises:
        PublicationRefusedError: Too little may be shown.
        UsageError: Another minimum without a reason.
    """
    tables = [
        costs.levels(analysis),
        costs.differences(analysis, "verschil", (Moment.AFTER.value, Moment.REPEAT.value)),
        costs.differences(analysis, "vermeden", (outcomes.AVERTED,)),
        counts.wellbeing(analysis),
        costs.societal(analysis),
        costs.money_kinds(analysis),
        counts.completeness(analysis),
        counts.mdo(analysis, internal=internal),
        costs.parties(analysis),
        counts.provenance_of_usage(analysis),
    ]
    if comparison is not None:
        tables.append(effects(comparison))
    beside = {
        "analyse": header.settings(analysis.delivery, report_date),
        "controle": header.accounting(analysis),
        "kosten": costs.case_costs(analysis) if internal else [],
        "programma": header.programme(analysis.delivery.programme),
        "tarieven": header.tariffs(analysis),
        "instrumenten": header.instruments(analysis),
        "meldingen": header.findings(analysis),
    }
    hidden_words = analysis.delivery.reading.not_shown
    return publish(
        [_without_words(table, hidden_words) for table in tables],
        header=_replace(beside, hidden_words),
        rules=Rules(minimum=minimum, minimum_reason=reason, rounding=rounding),
        level="intern" if internal else "openbaar",
    )


def _replace(value: Any, hidden_words: frozenset[str]) -> Any:
    """Write "(niet getoond)" for every text that raised a personal-data warning."""
    if not hidden_words:
        return value
    if isinstance(value, str):
        return NOT_SHOWN if fold(value) in hidden_words else value
    if isinstance(value, Mapping):
        return {key: _replace(item, hidden_words) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_replace(item, hidden_words) for item in value)
    return value


def _without_words(table: ExactTable, hidden_words: frozenset[str]) -> ExactTable:
    if not hidden_words:
        return table
    stats = {
        column: {_replace(key, hidden_words): cell for key, cell in cells.items()}
        for column, cells in table.stats.items()
    }
    rows = tuple(_replace(row, hidden_words) for row in table.rows)
    return ExactTable(table.name, rows, stats, _replace(table.streams_of, hidden_words))
