"""The eight sections of the report, made from published results; no format yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.vocabulary import HELP
from maatschappelijk_rendement.report import charts, summary
from maatschappelijk_rendement.report.cells import HIDDEN, UNKNOWN
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Heading,
    Notice,
    Paragraph,
    ReportDocument,
    Section,
    ShownValue,
    Table,
)
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.first_page import first_page
from maatschappelijk_rendement.report.herkomst import traced
from maatschappelijk_rendement.report.key_figures import key_figures
from maatschappelijk_rendement.report.layouts import MDO, show
from maatschappelijk_rendement.report.prices import price_table
from maatschappelijk_rendement.report.rounded import costs_words
from maatschappelijk_rendement.report.rows import (
    first,
    instrument_facts,
    main_instrument,
    ordered,
    select,
    started_help,
    total_delta,
)
from maatschappelijk_rendement.report.settings import settings
from maatschappelijk_rendement.report.wording import instrument_name
from maatschappelijk_rendement.report.words import CERTAINTY, LIMITS, OUTCOME, Rule, sentences
from maatschappelijk_rendement.results import costs, counts
from maatschappelijk_rendement.results import sections as parts
from maatschappelijk_rendement.results.balance import BALANCE, OF_PARTIES
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.tables import ANNEX
from maatschappelijk_rendement.results.words import word

NO_MEANS = "groep wijk instrument gemiddelde gepaard_verschil"
GROUPS = ("bestaand", "nieuw")


def build(results: Results, provenance: Mapping[str, Any]) -> ReportDocument:
    """Build the report: the same for every format.

    Args:
        results: Published results.
        provenance: Facts of this run: versions, hash of the input.
    """
    setting = results.settings
    where = f"Gemeente {setting.municipality}"
    sections = (
        Section("samenvatting", "Samenvatting", _summary(results)),
        Section("gemeten", "Wat is gemeten en bij wie", _measured(results)),
        Section("kosten", "Kosten per stroom", _costs(results)),
        Section("welbevinden", "Welbevinden", _wellbeing(results)),
        Section("onzekerheid", "Hoe zeker is dit", _certainty(results)),
        Section("grenzen", "Wat dit niet zegt", _said(results, LIMITS)),
        Section("verantwoording", "Verantwoording", _account(results, provenance)),
        Section("bijlage", "Bijlage: alle tabellen", _annex(results)),
    )
    return ReportDocument(
        title=setting.title,
        subtitle=f"{where}, {setting.date}" if setting.date else where,
        marks=tuple(Notice(text) for text in _marks(results)),
        confidential=results.is_internal,
        sections=sections,
        version=setting.version,
    )


def _marks(results: Results) -> tuple[str, ...]:
    """Give the warnings that stand above the whole report."""
    found = []
    if results.is_internal:
        found.append(
            "VERTROUWELIJK. Dit rapport bevat cijfers over losse casussen. Deel het niet en publiceer het "
            "niet."
        )
    if results.settings.is_synthetic:
        fitted = " Zij zijn geijkt op gepubliceerde totalen." if results.settings.is_fitted else ""
        found.append(
            "SYNTHETISCH. De gegevens in dit rapport zijn verzonnen en gaan niet over echte mensen." + fitted
        )
    return tuple(found)


def _said(results: Results, rules: Mapping[str, Rule]) -> tuple[Block, ...]:
    """Give the sentences that the facts call for."""
    return (Bullets(tuple(sentence.text for sentence in sentences(facts_from(results), rules))),)


def _certainty(results: Results) -> tuple[Block, ...]:
    effects = results.of(costs.EFFECTS)
    if not effects:
        return _said(results, CERTAINTY)
    found = {sentence.id: sentence.text for sentence in sentences(facts_from(results), OUTCOME)}
    effect = (Bullets((found["effect"],)),) if "effect" in found else ()
    return *_said(results, CERTAINTY), *effect, show(costs.EFFECTS, effects)


def _summary(results: Results) -> tuple[Block, ...]:
    said = Bullets(summary.summary(results)[1:-1])
    return (*first_page(results), Heading("Kerncijfers"), said, key_figures(results))


def _measured(results: Results) -> tuple[Block, ...]:
    setting = results.settings
    return (
        _facts(
            "gemeten-feiten",
            "Wie en wanneer",
            (
                ("Casussen", _number(setting.n_cases)),
                ("Bestaande casussen (al hulp voor het MDO)", _number(setting.n_existing)),
                ("Nieuwe casussen (de hulp begint pas met het MDO)", _number(setting.n_new)),
                ("Wijken", ", ".join(setting.wijken) or UNKNOWN),
                ("Eerste dag", setting.period_from or UNKNOWN),
                ("Laatste dag", setting.period_to or UNKNOWN),
                ("Lengte van de periode voor en na", f"{setting.period_months} maanden"),
            ),
        ),
        Paragraph(
            "Een MDO is een overleg bij de bewoner thuis. Bewoner en professionals maken daar samen een "
            "plan. Bestaande en nieuwe casussen staan apart. Een nieuwe casus had voor het MDO nog geen hulp "
            f"uit deze stromen: {', '.join(HELP)}. Andere kosten, zoals die van een huisarts of een "
            "uitkering, kunnen er al wel zijn."
        ),
        charts.response(results),
        show(counts.COMPLETENESS, ordered(results.of(counts.COMPLETENESS))),
        show(counts.USAGE_ORIGIN, results.of(counts.USAGE_ORIGIN)),
    )


def _number(value: int | None) -> str:
    return HIDDEN if value is None else dutch_number(value)


def _facts(name: str, title: str, facts: Iterable[tuple[str, str]]) -> Table:
    columns = (Column("wat", "Onderwerp"), Column("waarde", "Waarde"))
    return Table(name, title, columns, tuple((ShownValue(what), ShownValue(value)) for what, value in facts))


def _costs(results: Results) -> tuple[Block, ...]:
    rounding = costs_words(results)
    blocks: list[Block] = [Paragraph(rounding)] if rounding else []
    for group in GROUPS:
        if total_delta(results, group) is None:
            continue
        blocks.append(Heading(word(group).capitalize()))
        if group == "nieuw":
            blocks.append(Paragraph(_why_apart(results)))
        blocks.extend(Paragraph(text) for text in summary.largest_changes(results, group))
        blocks += _with_picture(charts.streams(results, group))
        blocks += _with_picture(charts.waterfall(results, group))
    blocks.append(Heading("Welk geld is het"))
    blocks.append(traced(results, costs.OF_MONEY_KINDS, ordered(results.of(costs.OF_MONEY_KINDS))))
    blocks.append(traced(results, costs.SOCIETAL, results.of(costs.SOCIETAL)))
    if results.of(BALANCE):
        blocks.append(Heading("De balans"))
        blocks.append(_balance(results))
    blocks.append(Heading("Wie investeert, wie profiteert"))
    blocks.append(traced(results, costs.PARTIES, results.of(costs.PARTIES)))
    blocks.append(Heading("Kosten van het MDO en het programma"))
    blocks.append(traced(results, MDO, [results.mdo]))
    blocks.append(show(parts.PROGRAMME, results.of(parts.PROGRAMME)))
    averted = results.of(costs.AVERTED)
    if averted:
        blocks.append(Heading("Vermeden kosten"))
        blocks.append(
            Notice(
                "Vermeden kosten zijn een aanname over wat zonder MDO was gebeurd. Het is geen gemeten "
                "besparing."
            )
        )
        blocks.append(show(costs.AVERTED, select(averted, wijk="totaal"), title="Vermeden kosten, totaal"))
    return tuple(blocks)


def _balance(results: Results) -> Table:
    """Give the balance of all parties together; the appendix has that of each."""
    made = traced(results, BALANCE, select(results.of(BALANCE), partij="totaal"), without="partij")
    return replace(made, note=made.note.removesuffix(f" {OF_PARTIES}"))


def _why_apart(results: Results) -> str:
    """Say which help began with the MDO, as far as it is shown, and that new cases are counted apart."""
    began = ", ".join(row.stream for row in started_help(results))
    first_words = f"Voor het MDO waren er bij deze casussen nog geen kosten in: {began}. " if began else ""
    return (
        f"{first_words}Bij een nieuwe casus begint de hulp met het MDO, dus die kosten stijgen vanzelf. Tel "
        "dit verschil niet op bij dat van de bestaande casussen."
    )


def _with_picture(chart: Chart) -> list[Block]:
    """Leave out a picture without a single stream; its table says why."""
    streams = [row for row in chart.table.rows if row[0].text != "totaal"]
    amounts = [cell for row in streams for cell in row if cell.kind in (Kind.EURO, Kind.DELTA)]
    if any(amount.value is not None for amount in amounts):
        return [chart]
    return [Paragraph("Er is geen grafiek: alle stromen zijn onderdrukt of onbekend."), chart.table]


def _wellbeing(results: Results) -> tuple[Block, ...]:
    instrument = main_instrument(results)
    if instrument is None:
        return (Paragraph("Er zijn geen scores voor welbevinden opgegeven."),)
    scores = results.of(counts.WELLBEING)
    used = dict.fromkeys(row.instrument for row in scores)
    # An order has no mean to draw.
    drawn = () if instrument_facts(results, instrument).is_ordinal else (instrument,)
    blocks: list[Block] = [charts.wellbeing(results, name) for name in drawn]
    blocks += [
        show(
            counts.WELLBEING,
            select(scores, groep="totaal", wijk="totaal", instrument=other),
            name=f"welbevinden-{other}",
            title=f"Welbevinden per moment: {instrument_name(results, other)}",
            without=NO_MEANS if instrument_facts(results, other).is_ordinal else "groep wijk instrument",
        )
        for other in used
        if other not in drawn
    ]
    # Of a share nobody is counted who rose or fell.
    shares = {row.instrument for row in scores if row.mean_as == counts.AS_SHARE}
    blocks += [_residents(results, name) for name in used if name not in shares]
    blocks += [Notice(text) for row in results.of(parts.INSTRUMENTS) for text in row.warnings]
    if first(scores, moment="herhaling") is not None:
        blocks.append(
            Paragraph(
                "Bij de herhaalmeting doen vaak minder bewoners mee. Vergelijk het gemiddelde daarom niet "
                "zomaar met dat van eerder; kijk naar het verschil bij bewoners met beide scores."
            )
        )
    return tuple(blocks)


def _residents(results: Results, instrument: str) -> Table:
    """Give how many residents changed; the threshold, where there is one, stands in the title."""
    above = instrument_facts(results, instrument).above
    title = f"{counts.RESIDENTS.title}: {instrument_name(results, instrument)}"
    scores = select(results.of(counts.WELLBEING), groep="totaal", wijk="totaal", instrument=instrument)
    rows = ordered(scores)
    is_whole = all(row.item is None for row in rows)
    return show(
        counts.RESIDENTS,
        rows,
        name=f"bewoners-{instrument}",
        title=title if above is None else f"{title} (grens: boven {above})",
        without=("n_boven " if above is None else "") + ("onderdeel" if is_whole else ""),
    )


def _account(results: Results, provenance: Mapping[str, Any]) -> tuple[Block, ...]:
    check = results.accounting
    read = (
        ("Regels gelezen", dutch_number(check.read)),
        ("Regels gebruikt", dutch_number(check.used)),
        ("Regels afgewezen", dutch_number(check.rejected)),
        ("Lege regels", dutch_number(check.blank)),
        (
            "Telt het op",
            "ja: gelezen = gebruikt + afgewezen + leeg, en alle centen komen terug"
            if check.adds_up
            else "nee",
        ),
    )
    blocks: list[Block] = [
        _facts("instellingen", "Instellingen van de analyse", settings(results)),
        _facts("controle", "Controle", read),
    ]
    if check.per_sheet:
        blocks.append(show(parts.SHEETS_READ, check.per_sheet))
    public = results.hidden
    if public:
        blocks.append(Heading("Wat is onderdrukt"))
        blocks.append(Paragraph(public.text))
        blocks += _merged(public.tables)
        if public.reasons:
            per_rule = ((one.rule, f"{dutch_number(one.count)} cijfers") for one in public.rules)
            blocks.append(_facts("regels", "Regels voor onderdrukken in het openbare rapport", per_rule))
    blocks.append(price_table(results))
    blocks.append(Paragraph(_indexed(results.of(parts.PRICES))))
    facts = [
        (key.replace("_", " ").capitalize(), str(value))
        for key, value in provenance.items()
        if isinstance(value, str | int) and key != "versie"
    ]
    version = ("Versie", results.settings.version)
    blocks.append(_facts("uitvoering", "Programma en invoer", (version, *facts)))
    # In a public report no finding has a cell: which one is about one case.
    without = "" if results.is_internal else "cel"
    blocks.append(show(parts.MESSAGES, results.of(parts.MESSAGES), without=without))
    return tuple(blocks)


def _merged(tables: Iterable[parts.HiddenInTable]) -> list[Block]:
    """Say in which tables wijken or streams stand together."""
    titles = {table.name: table.title for table in ANNEX}
    names = [titles[one.table] for one in tables if one.merged and one.table in titles]
    if not names:
        return []
    return [
        Paragraph(
            "Wijken of stromen waarvan apart te weinig te zien zou zijn, staan samen in deze tabellen: "
            f"{'; '.join(names)}."
        )
    ]


def _indexed(tariffs: Iterable[parts.Price]) -> str:
    codes = [tariff.code for tariff in tariffs if tariff.is_indexed]
    if not codes:
        return "Geen enkele prijs is met een index naar een ander jaar gebracht."
    return f"Met een index naar een ander jaar gebracht: {', '.join(dict.fromkeys(codes))}."


def _annex(results: Results) -> tuple[Block, ...]:
    blocks: list[Block] = [
        show(table, ordered(rows), name=f"bijlage-{table.name}")
        for table in ANNEX
        if (rows := results.of(table))
    ]
    if results.mdo.per_case:
        blocks.append(show(counts.MDO_OF_CASES, results.mdo.per_case))
    return tuple(blocks)
