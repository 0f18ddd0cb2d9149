"""The agreement over years: each year from benchmark to split, the reserve, and what chance makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from maatschappelijk_rendement.plots.agreement import years_side_by_side
from maatschappelijk_rendement.report.document import Block, Bullets, Chart, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import (
    euros,
    listed,
    money,
    odds_in_words,
    percent,
    whole,
)
from maatschappelijk_rendement.report.scenario.assumed_years import assumption_table, assumptions
from maatschappelijk_rendement.report.scenario.sentences import years_worse_off
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.agreement import YearsAgreement
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.years_settled import SettledYear, SettledYears


def agreement_years(evaluation: Evaluation) -> tuple[Block, ...]:
    """Show the years; nothing without an agreement over years."""
    settled, agreement = evaluation.settled_years, evaluation.scenario.agreement
    if settled is None or agreement is None:
        return ()
    tables = [_parties(evaluation, settled), _reserve(settled)]
    if evaluation.drawn_years:
        tables.append(_chances(evaluation, settled))
    said = (
        *other_first_year(evaluation),
        *assumptions(evaluation),
        *_sentences(settled, agreement),
        *_other_odds(evaluation),
        *years_worse_off(settled),
    )
    return (
        Bullets(said),
        years_chart(settled),
        *assumption_table(evaluation),
        *tables,
    )


def other_first_year(evaluation: Evaluation) -> tuple[str, ...]:
    """Say that the first year is not the outcome of one year in the same file; nothing where it is."""
    scenario, settled = evaluation.scenario, evaluation.settled_years
    if settled is None:
        return ()
    first = settled.years[0]
    cost = scenario.benchmark_cents - scenario.saving_cents
    if (first.benchmark_cents, first.cost_cents) == (scenario.benchmark_cents, cost):
        return ()
    text = (
        f"Let op: {first.year} is in de afspraak een ander jaar dan dat bij [[stroom]]. Daar is de benchmark "
        f"{euros(scenario.benchmark_cents)} en kostte het {euros(cost)}; in de afspraak "
        f"{euros(first.benchmark_cents)} en {euros(first.cost_cents)}. Kijk na welk van de twee klopt."
    )
    return (text,)


def _other_odds(evaluation: Evaluation) -> tuple[str, ...]:
    """Say why the first year has other odds than the same outcome without the rules over years."""
    if evaluation.odds is None or not evaluation.drawn_years or other_first_year(evaluation):
        return ()
    first = evaluation.drawn_years[0]
    here, there = odds_in_words(first.odds_gain), odds_in_words(evaluation.odds.odds_gain)
    if here == there:
        return ()
    text = (
        f"De kans op uitkering in {first.year} is hier {here}, en bij 'Is het meer dan toeval?' {there}. "
        "Hier tellen de regels over jaren mee, en de fout van een jaar dat nog niet is afgerekend."
    )
    return (text,)


def years_chart(settled: SettledYears, *, is_alone: bool = False) -> Chart:
    """Draw the years: what payers keep and providers get, with the table of the same years."""
    table = _years(settled)
    alt = "; ".join(
        f"{year_name(year)}: betalers {whole(_ahead(year)).text}, aanbieders {whole(year.pool_cents).text}"
        for year in settled.years
    )
    title = "Wie heeft wat, jaar voor jaar"
    drawing = years_side_by_side(settled)
    return Chart("afspraak-jaren", title, f"{alt}.", drawing, table, is_alone=is_alone)


def year_name(year: SettledYear) -> str:
    """Name a year, with what sets it apart."""
    marks = [word for word in (year.standing, "nieuwe benchmark" if year.is_renewed else "") if word]
    return f"{year.year} ({', '.join(marks)})" if marks else str(year.year)


def _standing_name(year: SettledYear) -> str:
    """Name a year that was not measured as what it is."""
    return f"{year.year} ({year.standing})" if year.standing else str(year.year)


def _ahead(year: SettledYear) -> int:
    """What the payers have beside the cost without the change."""
    return year.kept_cents + sum(year.absorbed_cents)


def _sentences(settled: SettledYears, agreement: YearsAgreement) -> tuple[str, ...]:
    rules, expected = agreement.rules, [str(year.year) for year in settled.years if year.is_expected]
    weights = listed([percent(weight, 0) for weight in rules.weights])
    found = []
    if agreement.assumed is not None:
        found.append("De benchmark komt uit het jaar voor het MDO, per casus.")
    elif len(rules.weights) == 1:
        found.append("De benchmark komt uit 1 basisjaar.")
    else:
        found.append(
            f"De benchmark komt uit {len(rules.weights)} basisjaren, met gewicht {weights} (het oudste "
            "eerst)."
        )
    if rules.renew_after == 1:
        found.append("De basisjaren schuiven elk jaar op.")
    elif rules.renew_after is not None:
        found.append(
            f"De basisjaren schuiven na elke {rules.renew_after} jaar op. Een oude daling zit dan in de "
            "benchmark: de betalers houden haar, de aanbieders krijgen er niets meer voor."
        )
    if expected and agreement.assumed is None:
        found.append(f"Nog niet gemeten, maar verwacht: {listed(expected)}.")
    if any(year.paid_cents != year.settled_cents for year in settled.years):
        found.append("Het plafond over alle jaren samen heeft een uitkering of betaling verlaagd.")
    if rules.noise_correlation:
        found.append(
            f"De ruis van de benchmark keert voor {percent(rules.noise_correlation, 0)} terug een jaar later."
        )
    return tuple(found)


def _years(settled: SettledYears) -> Table:
    left_out = _left_out(settled)
    columns = (
        Column("jaar", "Jaar"),
        Column("benchmark", "Benchmark", Kind.EURO),
        Column("kosten", "Werkelijke kosten", Kind.EURO),
        Column("investering", "Investeringen", Kind.EURO),
        Column("afrekening", "Afrekening van het jaar", Kind.EURO),
        Column("plafond", "Na plafond over jaren", Kind.EURO),
        Column("aanbieders", "Aanbieders, met reserve", Kind.EURO),
        Column("betalers", "Betalers houden over", Kind.EURO),
        *(Column(attribute, head, Kind.EURO) for attribute, head in left_out),
    )
    rows = [
        (
            ShownValue(year_name(year)),
            *(
                money(cents)
                for cents in (
                    year.benchmark_cents,
                    year.cost_cents,
                    year.split.investment_cents,
                    year.settled_cents,
                    year.paid_cents,
                    year.pool_cents,
                    year.kept_cents,
                    *(sum(getattr(year, attribute)) for attribute, _ in left_out),
                )
            ),
        )
        for year in settled.years
    ]
    note = "Per jaar: benchmark min kosten = investeringen + aanbieders + betalers + wat de reserve groeit."
    if left_out:
        words = " en ".join(f"'{head}'" for _, head in left_out)
        stays = "blijft" if len(left_out) == 1 else "blijven"
        note += f" {words} {stays} daarboven bij de betaler van die stroom."
    return Table("afspraak-jaren", "Jaar voor jaar afgerekend", columns, tuple(rows), note=note)


def _left_out(settled: SettledYears) -> list[tuple[str, str]]:
    """Name what the benchmark of a year does not count, as far as it happens: an old fall, a capped mix."""
    is_capped = any(any(year.above_cap_cents) for year in settled.years)
    is_renewed = any(year.is_renewed for year in settled.years)
    found = (
        ("renewed_cents", "Daling in nieuwe benchmark", is_renewed),
        ("above_cap_cents", "Boven het risicoplafond", is_capped),
    )
    return [(attribute, head) for attribute, head, is_there in found if is_there]


def _parties(evaluation: Evaluation, settled: SettledYears) -> Table:
    scenario = evaluation.scenario
    columns = (
        Column("partij", "Partij"),
        *(Column(str(year.year), _standing_name(year), Kind.EURO) for year in settled.years),
        Column("samen", "Alle jaren", Kind.EURO),
    )
    rows = []
    for place, (stream, total) in enumerate(zip(scenario.streams, settled.stream_totals(), strict=True)):
        each = [year.split.streams[place].result_cents + year.absorbed_cents[place] for year in settled.years]
        rows.append((ShownValue(stream.label), *map(money, (*each, total))))
    names = [provider.name for provider in scenario.providers] or ["Aanbieders samen"]
    for place, (name, total) in enumerate(zip(names, settled.provider_totals(), strict=True)):
        each = [
            year.split.providers[place][1] if year.split.providers else year.pool_cents
            for year in settled.years
        ]
        rows.append((ShownValue(name), *map(money, (*each, total))))
    note = "Betalers: na hun investering, vergeleken met de kosten zonder de verandering."
    return Table("afspraak-partijen", "Wat elke partij overhoudt", columns, tuple(rows), note=note)


def _reserve(settled: SettledYears) -> Table:
    columns = (
        Column("jaar", "Jaar"),
        Column("erin", "Opzij gezet", Kind.EURO),
        Column("gebruikt", "Gebruikt voor verlies", Kind.EURO),
        Column("vrij", "Vrijgekomen", Kind.EURO),
        Column("stand", "Stand aan het eind", Kind.EURO),
    )
    rows = tuple(
        (
            ShownValue(_standing_name(year)),
            *(
                money(cents)
                for cents in (
                    year.reserve_in_cents,
                    year.reserve_used_cents,
                    year.reserve_released_cents,
                    year.reserve_left_cents,
                )
            ),
        )
        for year in settled.years
    )
    start = euros(settled.reserve_start_cents)
    note = f"Begonnen met {start}. Wat erin ging is er ook weer uit, of staat er nog."
    return Table("afspraak-reserve", "De reserve", columns, rows, note=note)


def _chances(evaluation: Evaluation, settled: SettledYears) -> Table:
    columns = (
        Column("jaar", "Jaar"),
        Column("uitkering", "Kans op uitkering", Kind.QUANTITY),
        Column("betaling", "Kans op betaling door aanbieders", Kind.QUANTITY),
        Column("laag", "Betalers tot nu toe, laag", Kind.EURO),
        Column("midden", "Middelste", Kind.EURO),
        Column("hoog", "Hoog", Kind.EURO),
        Column("kans", "Kans dat het is terugverdiend", Kind.QUANTITY),
    )
    names = {year.year: _standing_name(year) for year in settled.years}
    rows: Sequence[tuple[ShownValue, ...]] = [
        (
            ShownValue(names[year.year]),
            ShownValue(odds_in_words(year.odds_gain), Kind.QUANTITY),
            ShownValue(odds_in_words(year.odds_loss), Kind.QUANTITY),
            *(whole(cents) for cents in year.payers_so_far_cents),
            ShownValue(odds_in_words(year.odds_paid_back), Kind.QUANTITY),
        )
        for year in evaluation.drawn_years
    ]
    note = "Laag en hoog: negen van de tien trekkingen. De fout van een onafgerekend jaar telt mee."
    return Table("afspraak-kansen", "Wat toeval ervan maakt", columns, tuple(rows), note=note)
