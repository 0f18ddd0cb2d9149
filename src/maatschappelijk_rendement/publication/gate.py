"""The way to a page: every table of an analysis through disclosure control, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.analysis.folded import folded
from maatschappelijk_rendement.costing.engines import distinct, small
from maatschappelijk_rendement.disclosure import Rules, publish
from maatschappelijk_rendement.disclosure.ledger.contents import Use
from maatschappelijk_rendement.disclosure.matrix.design import FINEST, Design
from maatschappelijk_rendement.disclosure.protect.any_minimum import choose
from maatschappelijk_rendement.disclosure.tables.publish import account_by_rule
from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.publication import costs, counts, header
from maatschappelijk_rendement.publication.amounts import without_product
from maatschappelijk_rendement.publication.balance import balance
from maatschappelijk_rendement.publication.built import contributions
from maatschappelijk_rendement.publication.effects import effects
from maatschappelijk_rendement.publication.facts import facts_of
from maatschappelijk_rendement.publication.findings import findings
from maatschappelijk_rendement.publication.prices import prices
from maatschappelijk_rendement.publication.puzzles import puzzles
from maatschappelijk_rendement.publication.recoded import in_design, recoded
from maatschappelijk_rendement.publication.report import Report
from maatschappelijk_rendement.publication.use import UseBehind

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.comparison import DesignComparison
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.disclosure.ledger.contents import Contributions
    from maatschappelijk_rendement.disclosure.matrix.design import Design
    from maatschappelijk_rendement.disclosure.matrix.facts import Facts
    from maatschappelijk_rendement.publication.built import Built
    from maatschappelijk_rendement.results.sections import Hidden

NOT_SHOWN = "(niet getoond)"


def publish_analysis(
    analysis: ExactAnalysis,
    rules: Rules,
    *,
    internal: bool,
    report_date: date | None,
    comparison: DesignComparison | None = None,
    account: bool = False,
) -> Report:
    """Pass an analysis through disclosure control; see ``MicroAnalysis.publish``.

    Args:
        analysis: Exact results.
        rules: The parameters of disclosure control.
        internal: Hide nothing.
        report_date: Date to print.
        comparison: Effects to publish as well.
        account: Of what is internal, say by which rule a public report hides each figure.

    Raises:
        PublicationRefusedError: Too little may be shown.
    """
    whole, few = analysis, analysis if internal else folded(analysis)
    facts = None if internal else facts_to_judge(few)
    start = None if facts is None else choose(facts, rules)
    design = start.design if start else FINEST
    every_case = whole if internal else recoded(whole, _by_own_names(whole, design))
    analysis = few if every_case is whole else folded(every_case)
    tables = _tables(analysis, design, comparison, internal=internal)
    beside = {
        "analyse": header.settings(analysis, report_date),
        "controle": header.accounting(analysis),
        "kosten": costs.case_costs(analysis) if internal else [],
        "lezingen": costs.readings(analysis) if internal else [],
        "programma": header.programme(analysis.delivery.programme),
        "tarieven": prices(analysis, rules, internal=internal),
        "instrumenten": header.instruments(analysis),
        "meldingen": findings(
            analysis,
            report_date,
            rules,
            internal=internal,
            more=without_product(analysis, rules, internal=internal),
        ),
    }
    said = partial(_replace, hidden_words=analysis.delivery.reading.not_shown)
    published = publish(
        [table.exact(said) for table in tables],
        header={name: said(section) for name, section in beside.items()},
        facts=facts,
        start=start,
        rules=rules,
        units=None if internal else puzzles(analysis, rules.minimum, said),
        level="intern" if internal else "openbaar",
        why=_why(whole, rules, comparison) if internal and account else None,
    )
    provenance: dict[str, Any] = {"versie": __version__}
    mark, lines = whole.delivery.content_hash(), None
    if internal:
        from maatschappelijk_rendement.publication.lines import priced_lines

        provenance["inhoud_sha256"] = mark
        lines = priced_lines(analysis)
    by_case = (
        partial(contributions, tables, said)
        if analysis.times is None
        else partial(_of_every_case, every_case, design, comparison, said)
    )
    use = UseBehind(
        whole,
        every_case,
        partial(recoded, design=_by_own_names(whole, design)),
        partial(_of_every_case, design=design, comparison=None, said=said),
        said,
    )
    return Report(published, provenance, by_case, mark, Use(whole.settings.period_months, use), lines)


def _of_every_case(
    analysis: ExactAnalysis, design: Design, comparison: DesignComparison | None, said: Callable[[Any], Any]
) -> Contributions:
    """Give what each case put in, which cases that stand together do not say."""
    return contributions(_tables(analysis, design, comparison, internal=False), said)


def _tables(
    analysis: ExactAnalysis, design: Design, comparison: DesignComparison | None, *, internal: bool
) -> list[Built]:
    """Make every table of an analysis that is in a design already."""
    tables = [
        costs.levels(analysis),
        costs.differences(analysis),
        costs.averted(analysis),
        counts.wellbeing(analysis),
        costs.societal(analysis),
        costs.money_kinds(analysis),
        counts.completeness(analysis),
        counts.mdo(analysis, internal=internal),
        costs.parties(analysis),
        balance(analysis),
        counts.provenance_of_usage(analysis),
    ]
    if comparison is not None:
        tables.append(effects(comparison))
    return [in_design(table, design) for table in tables]


def _why(analysis: ExactAnalysis, rules: Rules, comparison: DesignComparison | None) -> Hidden:
    """Say what the public report of an analysis hides, and by which rule."""
    facts = facts_to_judge(folded(analysis))
    start = choose(facts, rules)
    coarse = folded(recoded(analysis, _by_own_names(analysis, start.design)))
    said = partial(_replace, hidden_words=analysis.delivery.reading.not_shown)
    tables = _tables(coarse, start.design, comparison, internal=False)
    settings = said(header.settings(coarse, None))
    exact = [table.exact(said) for table in tables]
    return account_by_rule(exact, analysis=settings, facts=facts, start=start, rules=rules)


def _by_own_names(analysis: ExactAnalysis, design: Design) -> Design:
    """Give a design by the names in the analysis: it was chosen by the words that are shown.

    Wijken whose names are not shown are one in what is judged, so they are one in the tables as well.
    """
    hidden_words = analysis.delivery.reading.not_shown
    if not hidden_words:
        return design
    shown = {wijk: str(_replace(wijk, hidden_words)) for wijk in _wijken(analysis)}
    named = {wijk: design.wijken.get(word, word) for wijk, word in shown.items()}
    return replace(design, wijken={wijk: name for wijk, name in named.items() if name != wijk})


def _wijken(analysis: ExactAnalysis) -> set[str]:
    cases = nw.from_native(analysis.delivery.cases_by_usage)
    return {str(row["wijk"]) for row in small(distinct(cases, "wijk"))}


def facts_to_judge(analysis: ExactAnalysis) -> Facts:
    """Give what the tables are made from, with the words that they show."""
    hidden_words = analysis.delivery.reading.not_shown
    facts = facts_of(analysis)
    return facts.said(partial(_replace, hidden_words=hidden_words)) if hidden_words else facts


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
