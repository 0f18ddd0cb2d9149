"""How sure the saving of each stream and payer is."""

from __future__ import annotations

from maatschappelijk_rendement.report.document import Block, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import money, odds_in_words, percent, whole
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.stream_certainty import credible_savings, saving_intervals


def stream_certainty(evaluation: Evaluation) -> tuple[Block, ...]:
    """Show intervals by stream and payer, and credibility where its size is given."""
    uncertainty, streams = evaluation.scenario.uncertainty, evaluation.scenario.streams
    if uncertainty is None:
        return ()
    # Who only put something in has no cost that could fall.
    with_cost = [stream for stream in streams if stream.before_cents or stream.after_cents]
    columns = (
        Column("wat", "Stroom of betaler"),
        Column("daling", "Daling", Kind.EURO),
        Column("fout", "Standaardfout", Kind.EURO),
        Column("laag", "Eén op twintig lager dan", Kind.EURO),
        Column("hoog", "Eén op twintig hoger dan", Kind.EURO),
        Column("kans", "Kans dat de kosten echt daalden", Kind.QUANTITY),
    )
    rows = tuple(
        (
            ShownValue(f"{row.name} (alle stromen)" if row.is_payer else row.name),
            money(row.saving_cents),
            *(whole(cents) for cents in (row.error_cents, row.low_cents, row.high_cents)),
            ShownValue(odds_in_words(row.odds_real), Kind.QUANTITY),
        )
        for row in saving_intervals(with_cost, uncertainty.noise)
    )
    note = (
        "Met de spreiding tussen personen en de ruis van de benchmark die hierboven staan. De kans gaat over "
        "toeval, niet over de vraag of de benchmark klopt."
    )
    title = "Hoe zeker is de daling, per stroom en betaler?"
    tables = [Table("zekerheid", title, columns, rows, note=note)]
    half = uncertainty.half_credible_persons
    if half is not None and all(stream.before_cents > 0 for stream in streams):
        tables.append(_credibility(evaluation, half))
    return tuple(tables)


def _credibility(evaluation: Evaluation, half: int) -> Table:
    scenario = evaluation.scenario
    rows = credible_savings(scenario.streams, [scenario.persons] * len(scenario.streams), half)
    columns = (
        Column("stroom", "Stroom"),
        Column("gewicht", "Gewicht van de eigen meting (Z)", Kind.QUANTITY),
        Column("eigen", "Eigen daling", Kind.QUANTITY),
        Column("gewogen", "Gewogen met alle stromen", Kind.QUANTITY),
        Column("bedrag", "Gewogen daling", Kind.EURO),
    )
    shown = tuple(
        (
            ShownValue(row.stream),
            ShownValue(percent(row.weight, 0), Kind.QUANTITY),
            ShownValue(percent(row.own_rate), Kind.QUANTITY),
            ShownValue(percent(row.credible_rate), Kind.QUANTITY),
            whole(row.credible_cents),
        )
        for row in rows
    )
    note = (
        "Z = n / (n + K): hoe meer personen, hoe zwaarder de eigen meting telt. Een stroom die veel afwijkt "
        "van de andere, wijkt na wegen minder af. Er wordt niet mee afgerekend."
    )
    return Table("geloofwaardigheid", "Gewogen met de andere stromen", columns, shown, note=note)
