"""The years ahead under each contract, on the same draws: what payers and providers may have by then."""

from __future__ import annotations

from maatschappelijk_rendement.report.document import Bullets, Section, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import odds_in_words, percent, whole
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.comparison import ContractComparison


def ahead(comparison: ContractComparison) -> tuple[Section, ...]:
    """Show the years ahead, year by year, each under every contract; nothing without a horizon."""
    horizon = comparison.outcome.horizon
    if horizon is None or not comparison.ahead:
        return ()
    columns = (
        Column("jaar", "Jaar"),
        Column("contract", "Contract"),
        Column("aanbieders", "Aanbieders dit jaar, middelste", Kind.EURO),
        Column("betalers", "Betalers dit jaar, middelste", Kind.EURO),
        Column("aanbieders_samen", "Aanbieders tot nu toe, middelste", Kind.EURO),
        Column("laag", "Betalers tot nu toe, laag", Kind.EURO),
        Column("midden", "Middelste", Kind.EURO),
        Column("hoog", "Hoog", Kind.EURO),
        Column("kans", "Kans dat het is terugverdiend", Kind.QUANTITY),
    )
    rows = tuple(
        (
            ShownValue(f"jaar {year.year}"),
            ShownValue(f"{one.name}{' (nieuwe benchmark)' if year.is_rebased else ''}"),
            *(whole(cents) for cents in (year.pool_cents[1], year.kept_cents[1], year.pool_so_far_cents[1])),
            *(whole(cents) for cents in year.kept_so_far_cents),
            ShownValue(odds_in_words(year.odds_paid_back), Kind.QUANTITY),
        )
        for years in zip(*comparison.ahead, strict=True)
        for one, year in zip(comparison.contracts, years, strict=True)
    )
    how_often = "elk jaar nodig" if horizon.invests_every_year else "eenmalig"
    told = [f"De kosten groeien met {percent(horizon.growth)} per jaar; de investering is {how_often}."]
    last = [years[-1].kept_so_far_cents[1] for years in comparison.ahead]
    most = max(last)
    best = [f"'{one.name}'" for one, cents in zip(comparison.contracts, last, strict=True) if cents == most]
    told.append(
        f"Na {horizon.years} jaar hebben de betalers in de middelste trekking het meest bij {best[0]}: "
        f"{whole(most).text}."
    )
    note = "Laag en hoog: negen van de tien trekkingen, voor elk contract dezelfde."
    table = Table("vooruit", "Elk jaar onder elk contract", columns, rows, note=note)
    return (Section("vooruit", "De jaren vooruit", (Bullets(tuple(told)), table)),)
