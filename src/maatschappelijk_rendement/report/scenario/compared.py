"""The report of contracts side by side: page, workbook, JSON and CSV from the same rows."""

from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.domain.money import dutch_number, euro_string
from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.plots.comparison import side_by_side
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    ReportDocument,
    Section,
    ShownValue,
    Table,
    tables_of,
)
from maatschappelijk_rendement.report.html import page
from maatschappelijk_rendement.report.json import to_bytes
from maatschappelijk_rendement.report.scenario.amounts import listed, odds_in_words, whole
from maatschappelijk_rendement.report.scenario.csv_tables import csv_bytes
from maatschappelijk_rendement.report.scenario.figures import contract_figures
from maatschappelijk_rendement.report.scenario.marks import marks
from maatschappelijk_rendement.report.xlsx import workbook_of_tables
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.comparison import ContractComparison, PartyUnderContract

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
            Section("partijen", "Wat elke partij kan krijgen", _parties(comparison)),
        ),
        version=__version__,
    )


def render_comparison(comparison: ContractComparison) -> dict[str, bytes]:
    """Render contracts side by side.

    Returns:
        Content by file name: ``vergelijking.html``, ``.xlsx``, ``.json`` and ``.csv``.
    """
    report = comparison_document(comparison)
    return {
        "vergelijking.html": page(report).encode("utf-8"),
        "vergelijking.xlsx": workbook_of_tables(report, tables_of(report)),
        "vergelijking.json": to_bytes(comparison_figures(comparison)),
        "vergelijking.csv": csv_bytes(_party_figures(comparison)),
    }


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
                "aanbieders_eur": euro_string(one.pool_cents),
                "betalers_eur": euro_string(one.kept_cents),
                "aanbieders_gemiddeld_eur": euro_string(one.mean_pool_cents),
                "betalers_gemiddeld_eur": euro_string(one.mean_kept_cents),
                "kans_uitkering": one.odds_gain,
                "kans_verlies": one.odds_loss,
                "grootste_spijt_eur": euro_string(one.largest_regret_cents),
            }
            for one, scenario in zip(comparison.contracts, comparison.scenarios, strict=True)
        ],
        "partijen": _party_figures(comparison),
    }


def _party_figures(comparison: ContractComparison) -> list[dict[str, Any]]:
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
        }
        for row in comparison.parties
    ]


def _summary(comparison: ContractComparison) -> tuple[Block, ...]:
    least = min(one.largest_regret_cents for one in comparison.contracts)
    easiest = [f"'{one.name}'" for one in comparison.contracts if one.largest_regret_cents == least]
    verb = "geeft" if len(easiest) == 1 else "geven"
    least_regret = (
        f"{listed(easiest)} {verb} de minste spijt: geen partij loopt er gemiddeld meer mis dan "
        f"{whole(least).text}."
    )
    same = (
        f"Alle contracten kregen dezelfde {dutch_number(comparison.draws)} trekkingen. Een verschil is dus "
        "nooit geluk."
    )
    sentences = (
        least_regret,
        *(
            _best_for(comparison, role, words)
            for role, words in (("betaler", "De betalers"), ("aanbieder", "De aanbieders"))
        ),
        REGRET,
        same,
    )
    columns = (
        Column("contract", "Contract"),
        Column("aanbieders", "Aanbieders nu", Kind.EURO),
        Column("betalers", "Betalers nu", Kind.EURO),
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
        for one in comparison.contracts
    )
    note = "Nu: bij de gemeten uitkomst. Gemiddeld: over alle trekkingen."
    return (Bullets(sentences), Table("contracten", "Contracten naast elkaar", columns, rows, note=note))


def _best_for(comparison: ContractComparison, role: str, words: str) -> str:
    """Say which contract leaves a side the most on average."""
    amounts = [
        one.mean_kept_cents if role == "betaler" else one.mean_pool_cents for one in comparison.contracts
    ]
    most = max(amounts)
    names = [
        f"'{one.name}'" for one, cents in zip(comparison.contracts, amounts, strict=True) if cents == most
    ]
    return f"{words} hebben gemiddeld het meest bij {listed(names)}: {whole(most).text}."


def _parties(comparison: ContractComparison) -> tuple[Block, ...]:
    columns = (
        Column("partij", "Partij"),
        Column("contract", "Contract"),
        Column("nu", "Nu", Kind.EURO),
        Column("gemiddeld", "Gemiddeld", Kind.EURO),
        Column("spreiding", "Spreiding", Kind.EURO),
        Column("p05", "Eén op twintig lager dan", Kind.EURO),
        Column("p95", "Eén op twintig hoger dan", Kind.EURO),
        Column("nadeel", "Kans op nadeel", Kind.QUANTITY),
        Column("beste", "Kans dat dit het beste is", Kind.QUANTITY),
        Column("spijt", "Spijt", Kind.EURO),
    )
    table = Table(
        "partijen",
        "Elke partij onder elk contract",
        columns,
        tuple(_row(row) for row in comparison.parties),
        note="Betalers: na hun investering. Spreiding: de standaardafwijking over de trekkingen.",
    )
    alt = "; ".join(
        f"{row.party} bij {row.contract}: gemiddeld {whole(row.mean_cents).text}"
        for row in comparison.parties
    )
    drawing = side_by_side(comparison.parties)
    return (Chart("partijen", "Negen van de tien trekkingen, en het gemiddelde", f"{alt}.", drawing, table),)


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
