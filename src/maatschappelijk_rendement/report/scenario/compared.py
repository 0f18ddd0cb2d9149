"""The report of contracts side by side: page, workbook, JSON and CSV from the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maatschappelijk_rendement.domain.money import dutch_number, euro_string
from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.plots.comparison import side_by_side
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Notice,
    Paragraph,
    ReportDocument,
    Section,
    ShownValue,
    Table,
    tables_of,
)
from maatschappelijk_rendement.report.html import page
from maatschappelijk_rendement.report.json import to_bytes
from maatschappelijk_rendement.report.scenario.amounts import listed, odds_in_words, whole
from maatschappelijk_rendement.report.scenario.audit import InputMark, audit
from maatschappelijk_rendement.report.scenario.certainty import noise_of
from maatschappelijk_rendement.report.scenario.compared_ahead import ahead
from maatschappelijk_rendement.report.scenario.compared_same import (
    about_the_outcome,
    same_figures,
    same_outcome,
)
from maatschappelijk_rendement.report.scenario.csv_tables import csv_bytes
from maatschappelijk_rendement.report.scenario.figures import contract_figures
from maatschappelijk_rendement.report.scenario.marks import marks
from maatschappelijk_rendement.report.scenario.not_applied import not_applied
from maatschappelijk_rendement.report.xlsx import workbook_of_tables
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.results.sections import Price
from maatschappelijk_rendement.sharing.comparison import (
    ContractComparison,
    ContractOdds,
    PartyUnderContract,
    YearsComparison,
)
from maatschappelijk_rendement.sharing.scenario import Scenario, settle_measured

YEARS_CSV = "vergelijking-jaren.csv"
SCHEMA = "maatschappelijk_rendement/vergelijking/1"
REGRET = (
    "Spijt is wat een partij gemiddeld misloopt doordat dit contract is getekend, en niet het contract dat "
    "achteraf het beste voor haar was. Hoe lager, hoe beter."
)


def comparison_document(comparison: ContractComparison) -> ReportDocument:
    """Build the report of contracts side by side."""
    return ReportDocument(
        title=comparison.title,
        subtitle=f"{len(comparison.contracts)} contracten op dezelfde uitkomst",
        marks=marks(comparison.scenarios),
        confidential=any(one.is_confidential for one in comparison.scenarios),
        sections=(
            Section("samenvatting", "Samenvatting", _summary(comparison)),
            Section("partijen", "Wat elke partij kan krijgen", _parties(comparison.parties)),
            *_years(comparison),
            *ahead(comparison),
            *same_outcome(comparison),
        ),
        version=__version__,
    )


def render_comparison(
    comparison: ContractComparison,
    sources: Sequence[Sequence[InputMark]] = (),
    prices: Sequence[Price] = (),
) -> dict[str, bytes]:
    """Render contracts side by side.

    Args:
        comparison: Its results.
        sources: Marks of the input files of each contract, for its account in ``vergelijking.json``.
        prices: Prices behind the amounts of a caseload, for the same.

    Returns:
        Content by file name: ``vergelijking.html``, ``.xlsx``, ``.json`` and ``.csv``; with an agreement over
        years ``vergelijking-jaren.csv`` too.
    """
    report = comparison_document(comparison)
    marked = sources or ((),) * len(comparison.scenarios)
    accounts = [
        audit(scenario, marks_of, prices)
        for scenario, marks_of in zip(comparison.scenarios, marked, strict=True)
    ]
    mine = report.confidential
    files = {
        "vergelijking.html": page(report).encode("utf-8"),
        "vergelijking.xlsx": workbook_of_tables(report, [_read_me(report), *tables_of(report)]),
        "vergelijking.json": to_bytes(comparison_figures(comparison) | {"verantwoording": accounts}),
        "vergelijking.csv": csv_bytes(
            _party_figures(comparison.parties, comparison.outcome), confidential=mine
        ),
    }
    if comparison.years is not None:
        years = comparison.years
        span = {
            "jaren": f"{years.years[0]} tot en met {years.years[-1]}",
            "niet_gemeten": ", ".join(map(str, years.expected)),
        }
        files[YEARS_CSV] = csv_bytes([span | row for row in _party_figures(years.parties)], confidential=mine)
    return files


def _read_me(report: ReportDocument) -> Table:
    """Give the sentences of the page to who opens the workbook only."""
    told = [
        text
        for section in report.sections
        for block in section.blocks
        for text in (
            block.items
            if isinstance(block, Bullets)
            else (block.text,)
            if isinstance(block, (Paragraph, Notice))
            else ()
        )
    ]
    rows = tuple((ShownValue(text),) for text in told)
    return Table("lees-mij", "Lees mij", (Column("zin", "Wat erbij hoort"),), rows)


def comparison_figures(comparison: ContractComparison) -> dict[str, Any]:
    """Give every result as plain data."""
    return {
        "schema": SCHEMA,
        "programma": __version__,
        "titel": comparison.title,
        "synthetisch": comparison.is_synthetic,
        "vertrouwelijk": any(one.is_confidential for one in comparison.scenarios),
        "trekkingen": comparison.draws,
        "startgetal": comparison.seed,
        "contracten": [
            {
                "contract": contract_figures(scenario.contract),
                "niet_toegepast": list(not_applied(scenario)),
                "opmerkingen": list(settle_measured(scenario)[0].notes),
                **_contract_figures(one),
            }
            for one, scenario in zip(comparison.contracts, comparison.scenarios, strict=True)
        ],
        "partijen": _party_figures(comparison.parties, comparison.outcome),
        "alle_jaren": _years_figures(comparison.years, _assumed(comparison)),
        **same_figures(comparison),
    }


def _years_figures(years: YearsComparison | None, assumed: Sequence[int]) -> dict[str, Any] | None:
    if years is None:
        return None
    return {
        "jaren": list(years.years),
        "niet_gemeten": list(years.expected),
        "aanname": list(assumed),
        "contracten": [{"contract": one.name, **_contract_figures(one)} for one in years.contracts],
        "partijen": _party_figures(years.parties),
    }


def _contract_figures(one: ContractOdds) -> dict[str, Any]:
    return {
        "aanbieders_eur": euro_string(one.pool_cents),
        "betalers_eur": euro_string(one.kept_cents),
        "aanbieders_gemiddeld_eur": euro_string(one.mean_pool_cents),
        "betalers_gemiddeld_eur": euro_string(one.mean_kept_cents),
        "kans_uitkering": one.odds_gain,
        "kans_verlies": one.odds_loss,
        "grootste_spijt_eur": euro_string(one.largest_regret_cents),
    }


def _party_figures(
    parties: Sequence[PartyUnderContract], outcome: Scenario | None = None
) -> list[dict[str, Any]]:
    """Give every party under every contract; of one outcome also whether the chance in its cost is known."""
    return [
        {
            "partij": row.party,
            "rol": row.role,
            "contract": row.contract,
            "gemeten_eur": euro_string(row.measured_cents),
            "gemiddeld_eur": euro_string(row.mean_cents),
            "spreiding_eur": euro_string(row.spread_cents),
            "p05_eur": euro_string(row.p05_cents),
            "p50_eur": euro_string(row.p50_cents),
            "p95_eur": euro_string(row.p95_cents),
            "kans_nadeel": row.odds_negative,
            "kans_beste": row.odds_best,
            "spijt_eur": euro_string(row.regret_cents),
            "spijt_p95_eur": euro_string(row.worst_regret_cents),
            **({} if outcome is None else {"toeval_eigen_kosten": noise_of(outcome, row.party, row.role)}),
        }
        for row in parties
    ]


def _summary(comparison: ContractComparison) -> tuple[Block, ...]:
    same = (
        f"Alle contracten kregen dezelfde {dutch_number(comparison.draws)} trekkingen. Een verschil is dus "
        "nooit geluk."
    )
    sentences = (
        *_verdict(comparison.contracts),
        REGRET,
        same,
        *_left_out(comparison.scenarios),
        *about_the_outcome(comparison),
    )
    note = "Nu: bij de gemeten uitkomst. Gemiddeld: over alle trekkingen."
    return (Bullets(sentences), _contracts(comparison.contracts, "contracten", "nu", note))


def _left_out(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Say what of a contract was not applied, and of which one; what holds for all of them is said once."""
    of: dict[str, list[str]] = {}
    for one in scenarios:
        for note in (*not_applied(one), *settle_measured(one)[0].notes):
            of.setdefault(note, []).append(f"'{one.contract.name}'")
    return tuple(
        f"{'Elk contract' if len(names) == len(scenarios) else listed(names)}: {note}"
        for note, names in of.items()
    )


def _years(comparison: ContractComparison) -> tuple[Section, ...]:
    """Show the same over all years of an agreement; nothing where the contracts are of one year."""
    years = comparison.years
    if years is None:
        return ()
    span = f"{years.years[0]} tot en met {years.years[-1]}"
    told = [f"Alle bedragen hieronder zijn van {len(years.years)} jaar samen: {span}."]
    assumed = _assumed(comparison)
    if assumed:
        words = "is een aanname van de partijen" if len(assumed) == 1 else "zijn een aanname van de partijen"
        told.append(f"{listed(str(year) for year in assumed)} {words}, en niet gemeten.")
    elif years.expected:
        told.append(f"Nog niet gemeten: {listed(str(year) for year in years.expected)}.")
    told += _verdict(years.contracts)
    note = "In alle jaren: als elk jaar loopt zoals in het bestand. Gemiddeld: over alle trekkingen."
    table = _contracts(years.contracts, "contracten-jaren", "in alle jaren", note)
    blocks = (Bullets(tuple(told)), table, *_parties(years.parties, "partijen-jaren", "In alle jaren"))
    return (Section("jaren", "Over de hele afspraak", blocks),)


def _verdict(contracts: Sequence[ContractOdds]) -> tuple[str, ...]:
    least = min(one.largest_regret_cents for one in contracts)
    easiest = [f"'{one.name}'" for one in contracts if one.largest_regret_cents == least]
    verb = "geeft" if len(easiest) == 1 else "geven"
    least_regret = (
        f"{listed(easiest)} {verb} de minste spijt: geen partij loopt er gemiddeld meer mis dan "
        f"{whole(least).text}."
    )
    sides = (("betaler", "De betalers"), ("aanbieder", "De aanbieders"))
    return (least_regret, *(_best_for(contracts, role, words) for role, words in sides))


def _contracts(contracts: Sequence[ContractOdds], name: str, when: str, note: str) -> Table:
    columns = (
        Column("contract", "Contract"),
        Column("aanbieders", f"Aanbieders {when}", Kind.EURO),
        Column("betalers", f"Betalers {when}", Kind.EURO),
        Column("aanbieders_gemiddeld", "Aanbieders gemiddeld", Kind.EURO),
        Column("betalers_gemiddeld", "Betalers gemiddeld", Kind.EURO),
        Column("kans", "Kans op uitkering", Kind.QUANTITY),
        Column("verlies", "Kans op betaling door aanbieders", Kind.QUANTITY),
        Column("spijt", "Grootste spijt", Kind.EURO),
    )
    rows = tuple(
        (
            ShownValue(one.name),
            *(
                whole(cents)
                for cents in (one.pool_cents, one.kept_cents, one.mean_pool_cents, one.mean_kept_cents)
            ),
            ShownValue(odds_in_words(one.odds_gain), Kind.QUANTITY),
            ShownValue(odds_in_words(one.odds_loss), Kind.QUANTITY),
            whole(one.largest_regret_cents),
        )
        for one in contracts
    )
    return Table(name, "Contracten naast elkaar", columns, rows, note=note)


def _best_for(contracts: Sequence[ContractOdds], role: str, words: str) -> str:
    """Say which contract leaves a side the most on average."""
    amounts = [one.mean_kept_cents if role == "betaler" else one.mean_pool_cents for one in contracts]
    most = max(amounts)
    names = [f"'{one.name}'" for one, cents in zip(contracts, amounts, strict=True) if cents == most]
    return f"{words} hebben gemiddeld het meest bij {listed(names)}: {whole(most).text}."


def _assumed(comparison: ContractComparison) -> tuple[int, ...]:
    """Give the years that are an assumption after a caseload: the same ones in every contract."""
    agreement = comparison.scenarios[0].agreement
    return () if agreement is None or agreement.assumed is None else tuple(agreement.assumed.assumed_years)


def _parties(
    parties: Sequence[PartyUnderContract], name: str = "partijen", when: str = "Nu"
) -> tuple[Block, ...]:
    columns = (
        Column("partij", "Partij"),
        Column("contract", "Contract"),
        Column("nu", when, Kind.EURO),
        Column("gemiddeld", "Gemiddeld", Kind.EURO),
        Column("spreiding", "Spreiding", Kind.EURO),
        Column("p05", "Eén op twintig lager dan", Kind.EURO),
        Column("p95", "Eén op twintig hoger dan", Kind.EURO),
        Column("nadeel", "Kans op nadeel", Kind.QUANTITY),
        Column("beste", "Kans dat dit het beste is", Kind.QUANTITY),
        Column("spijt", "Spijt", Kind.EURO),
    )
    table = Table(
        name,
        "Elke partij onder elk contract",
        columns,
        tuple(_row(row) for row in parties),
        note="Betalers: na hun investering. Spreiding: de standaardafwijking over de trekkingen.",
    )
    alt = "; ".join(
        f"{row.party} bij {row.contract}: gemiddeld {whole(row.mean_cents).text}" for row in parties
    )
    drawing = side_by_side(parties)
    return (Chart(name, "Negen van de tien trekkingen, en het gemiddelde", f"{alt}.", drawing, table),)


def _row(row: PartyUnderContract) -> tuple[ShownValue, ...]:
    amounts = (row.measured_cents, row.mean_cents, row.spread_cents, row.p05_cents, row.p95_cents)
    return (
        ShownValue(row.party),
        ShownValue(row.contract),
        *(whole(cents) for cents in amounts),
        ShownValue(odds_in_words(row.odds_negative), Kind.QUANTITY),
        ShownValue(odds_in_words(row.odds_best), Kind.QUANTITY),
        whole(row.regret_cents),
    )
