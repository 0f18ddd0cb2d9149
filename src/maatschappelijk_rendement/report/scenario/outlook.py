"""What may come: chance, other outcomes, and the years ahead."""

from __future__ import annotations

from fractions import Fraction

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots import scenario as drawings
from maatschappelijk_rendement.report.document import Block, Bullets, Chart, Paragraph, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import (
    change,
    euros,
    odds_in_words,
    percent,
    whole,
)
from maatschappelijk_rendement.report.scenario.certainty import standing_still
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.evaluation import Evaluation

ABOUT_THE_APPROACH = (
    "Zegt dat iets over de aanpak? Alleen als de benchmark klopt. Wie meedoet omdat het slecht gaat, heeft "
    "later vaak ook zonder de aanpak lagere kosten."
)


def chance(evaluation: Evaluation) -> tuple[Block, ...]:
    """Say whether it is more than chance, and what each party may keep."""
    odds, uncertainty = evaluation.odds, evaluation.scenario.uncertainty
    if odds is None or uncertainty is None:
        return (Paragraph("Over onzekerheid is niets ingevuld. Toeval is daarom niet beoordeeld."),)
    columns = (
        Column("partij", "Partij"),
        Column("rol", "Rol"),
        Column("gemiddeld", "Gemiddeld", Kind.EURO),
        Column("p05", "Eén op twintig lager dan", Kind.EURO),
        Column("p50", "Middelste", Kind.EURO),
        Column("p95", "Eén op twintig hoger dan", Kind.EURO),
        Column("kans", "Kans op nadeel", Kind.QUANTITY),
    )
    rows = tuple(
        (
            ShownValue(party.party),
            ShownValue(party.role),
            *(
                whole(cents)
                for cents in (party.mean_cents, party.p05_cents, party.p50_cents, party.p95_cents)
            ),
            ShownValue(odds_in_words(party.odds_negative), Kind.QUANTITY),
        )
        for party in odds.parties
    )
    table = Table(
        "kansen",
        "Wat elke partij kan overhouden",
        columns,
        rows,
        note=f"Uit {dutch_number(odds.draws)} trekkingen met een vast begin. Betalers: na hun investering.",
    )
    measured = "gemeten stijging" if evaluation.scenario.saving_cents < 0 else "gemeten daling"
    truth = f"Aangenomen is dat {percent(uncertainty.part_real, 0)} van de {measured} echt is."
    if uncertainty.part_real == 1:
        truth = f"Aangenomen is dat de {measured} echt is. Ook dan schommelt de meting van jaar tot jaar."
    gain, loss, false_gain = (
        odds_in_words(part) for part in (odds.odds_gain, odds.odds_loss, odds.odds_false_gain)
    )
    sentences = [
        *evaluation.sentences[:2],
        ABOUT_THE_APPROACH,
        truth,
        f"De aanbieders krijgen dan geld in {gain} van de gevallen; zij betalen in {loss}.",
        f"Verandert er in werkelijkheid niets, dan krijgen zij toch geld in {false_gain} van de gevallen.",
        *standing_still(evaluation.scenario),
    ]
    return (Bullets(tuple(sentences)), table)


def what_if(evaluation: Evaluation) -> tuple[Block, ...]:
    """Show other savings and qualities, the break-even, and what matters most."""
    grid, even = evaluation.grid, evaluation.break_even
    columns = (
        Column("kwaliteit", "Kwaliteit"),
        *(Column(str(rate), change(rate), Kind.EURO) for rate in grid.rates),
    )
    rows = tuple(
        (
            ShownValue("telt niet mee" if quality is None else percent(quality, 0)),
            *(whole(cents) for cents in row),
        )
        for quality, row in zip(grid.qualities, grid.payments_cents, strict=True)
    )
    table = Table("rooster", "Uitkering bij elke daling en kwaliteit", columns, rows)
    alt = "Naar rechts wordt de daling groter, naar boven de kwaliteit beter. De tabel noemt elk bedrag."
    blocks: list[Block] = [
        Bullets(
            (
                _even_sentence("De aanbieders krijgen geld", even.provider_cents, evaluation),
                _payers_sentence(even.payers_cents, evaluation),
                *(_window_sentence(*window) for window in even.payers_windows),
            )
        ),
        Chart("rooster", "Uitkering in duizenden euro's", alt, drawings.heat_map(grid), table),
    ]
    if evaluation.swings:
        blocks.append(_tornado(evaluation))
    return tuple(blocks)


def _tornado(evaluation: Evaluation) -> Chart:
    columns = (
        Column("wat", "Wat verandert"),
        Column("laag", "Laag"),
        Column("hoog", "Hoog"),
        Column("betalers_laag", "Betalers houden over bij laag", Kind.EURO),
        Column("betalers_hoog", "Bij hoog", Kind.EURO),
        Column("pool_laag", "Aanbieders bij laag", Kind.EURO),
        Column("pool_hoog", "Bij hoog", Kind.EURO),
    )
    rows = tuple(
        (
            *(ShownValue(text) for text in (swing.label, swing.low, swing.high)),
            *(whole(cents) for cents in (swing.kept_low_cents, swing.kept_high_cents)),
            *(whole(cents) for cents in (swing.pool_low_cents, swing.pool_high_cents)),
        )
        for swing in evaluation.swings
    )
    table = Table("gevoeligheid", "Wat maakt het meeste uit?", columns, rows)
    alt = "; ".join(f"{row[0].text}: van {row[3].text} tot {row[4].text}" for row in rows) + "."
    drawing = drawings.swings(evaluation.swings, evaluation.split.kept_cents)
    return Chart("gevoeligheid", "Wat de betalers samen overhouden, per invoer", alt, drawing, table)


def years(evaluation: Evaluation) -> tuple[Block, ...]:
    """Show the years ahead; nothing without a horizon."""
    years, horizon = evaluation.years, evaluation.scenario.horizon
    if not years or horizon is None:
        return ()
    columns = (
        Column("jaar", "Jaar"),
        Column("benchmark", "Benchmark", Kind.EURO),
        Column("pool", "Aanbieders, middelste", Kind.EURO),
        Column("betalers", "Betalers, middelste", Kind.EURO),
        Column("laag", "Betalers tot nu toe, laag", Kind.EURO),
        Column("midden", "Middelste", Kind.EURO),
        Column("hoog", "Hoog", Kind.EURO),
        Column("kans", "Kans dat het is terugverdiend", Kind.QUANTITY),
    )
    rows = tuple(
        (
            ShownValue(f"jaar {year.year}{' (nieuwe benchmark)' if year.is_rebased else ''}"),
            whole(year.benchmark_cents),
            whole(year.pool_cents[1]),
            whole(year.kept_cents[1]),
            *(whole(cents) for cents in year.kept_so_far_cents),
            ShownValue(odds_in_words(year.odds_paid_back), Kind.QUANTITY),
        )
        for year in years
    )
    table = Table(
        "jaren", "Jaar voor jaar", columns, rows, note="Laag en hoog: negen van de tien trekkingen."
    )
    alt = (
        "; ".join(f"{row[0].text}: {row[4].text} tot {row[6].text}, middelste {row[5].text}" for row in rows)
        + "."
    )
    how_often = "elk jaar nodig" if horizon.invests_every_year else "eenmalig"
    sentences = [f"De kosten groeien met {percent(horizon.growth)} per jaar; de investering is {how_often}."]
    if horizon.rebase_after is not None and horizon.rebase_after < horizon.years:
        sentences += [
            f"Na {horizon.rebase_after} jaar wordt de benchmark opnieuw vastgesteld, op de lagere kosten.",
            "De betalers houden hun daling dan, maar de aanbieders krijgen er niets meer voor.",
        ]
    title = "Wat de betalers tot en met elk jaar overhouden, in duizenden euro's"
    return (Bullets(tuple(sentences)), Chart("jaren", title, alt, drawings.fan(years), table))


def _payers_sentence(cents: int | None, evaluation: Evaluation) -> str:
    if cents is None:
        return "Er is geen daling vanaf waar de betalers samen niet meer tekortkomen."
    if cents == 0:
        return "De betalers komen samen bij geen enkele daling tekort."
    return _even_sentence("De betalers komen samen niet tekort", cents, evaluation)


def _window_sentence(first: int, last: int) -> str:
    start = f"Bij een daling van {euros(first)} tot en met {euros(last)} komen zij ook niet tekort"
    return f"{start}, maar bij een iets grotere daling wel."


def _even_sentence(start: str, cents: int | None, evaluation: Evaluation) -> str:
    if cents is None:
        return f"{start} bij geen enkele daling."
    rate = Fraction(cents, evaluation.scenario.benchmark_cents)
    return f"{start} vanaf een daling van {euros(cents)} ({percent(rate)} van de verwachte kosten)."
