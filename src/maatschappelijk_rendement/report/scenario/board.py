"""One page for a board: five steps from cost to what each party has, read in half a minute."""

from __future__ import annotations

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Headline,
    Headlines,
    ReportDocument,
    Section,
    ShownValue,
    Table,
)
from maatschappelijk_rendement.report.scenario.agreement_years import other_first_year, years_chart
from maatschappelijk_rendement.report.scenario.amounts import listed, odds_in_words, percent, whole
from maatschappelijk_rendement.report.scenario.assumed_years import assumptions
from maatschappelijk_rendement.report.scenario.marks import marks
from maatschappelijk_rendement.report.scenario.not_applied import not_applied
from maatschappelijk_rendement.report.scenario.sentences import worse_off_sentences, years_worse_off
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.contract import BenchmarkKind
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.grounds import GroundStatus, payment_grounds
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.simulation import party_name
from maatschappelijk_rendement.sharing.split import Split

BELOW = "Onder nul betekent: slechter af. Bedragen in hele euro's; op de cent in scenario.html."
BEFORE_AFTER = (
    "De benchmark is wat het voor het MDO kostte. Een deel van de daling kan vanzelf zijn gekomen; dat is "
    "niet gemeten."
)


def board_page(evaluation: Evaluation) -> ReportDocument:
    """Build the page.

    Args:
        evaluation: The results of a scenario.
    """
    scenario = evaluation.scenario
    blocks: list[Block] = [Headlines(_steps(evaluation))]
    settled, other = evaluation.settled_years, other_first_year(evaluation)
    when = f"in {settled.years[0].year}" if settled is not None and not other else ""
    answers = (
        *assumptions(evaluation),
        *other,
        *worse_off_sentences(evaluation.split, when),
        *(() if settled is None else years_worse_off(settled)),
        *evaluation.sentences[:2],
    )
    if answers:
        blocks.append(Bullets(answers))
    blocks.append(_who(evaluation))
    if settled is not None:
        blocks.append(years_chart(settled, is_alone=True))
    cautions, start = _cautions(evaluation), "kosten" if scenario.months is None else "casussen"
    if cautions:
        blocks.append(Bullets(cautions))
    return ReportDocument(
        title=scenario.title,
        subtitle=f"Voor het bestuur: contract '{scenario.contract.name}' op één bladzijde",
        marks=marks([scenario]),
        confidential=scenario.is_confidential,
        sections=(Section("bestuur", f"Van {start} naar wie wat heeft", tuple(blocks)),),
        version=__version__,
    )


def _steps(evaluation: Evaluation) -> tuple[Headline, ...]:
    scenario, split = evaluation.scenario, evaluation.split
    change = "daling" if scenario.saving_cents >= 0 else "stijging"
    title = f"{change.capitalize()} van de kosten" if scenario.saving_cents else "Geen verschil in kosten"
    actual = scenario.benchmark_cents - scenario.saving_cents
    put_in = f"Nadat {whole(scenario.investment_cents).text} is geïnvesteerd"
    aside = f" en {whole(split.reserve_cents).text} opzij is gezet" if split.reserve_cents else ""
    keeps = "houden samen over" if split.kept_cents >= 0 else "komen samen tekort"
    gets = "krijgen" if split.pool_cents >= 0 else "betalen"
    provided = Headline(
        f"3. Aanbieders {gets}", whole(abs(split.pool_cents)).text, f"{put_in}{aside}, volgens het contract."
    )
    first_year = "In dit jaar, samen."
    if scenario.months is not None:
        found = [
            Headline(
                "1. Casussen",
                dutch_number(scenario.persons),
                f"Bestaande casussen, {scenario.months} maanden voor en na het MDO.",
            ),
            Headline(
                "2. Benchmark",
                whole(scenario.benchmark_cents).text,
                f"{_compared_with(scenario)} Erna {whole(actual).text}: {_fell(scenario)}.",
            ),
            provided,
        ]
        first_year = "In het jaar na het MDO, samen."
    else:
        found = [
            Headline(
                "1. Zonder de verandering",
                whole(scenario.benchmark_cents).text,
                f"Verwachte kosten van {dutch_number(scenario.persons)} personen, {_streams(scenario)}.",
            ),
            Headline(
                f"2. {title}",
                whole(abs(scenario.saving_cents)).text,
                f"{percent(abs(scenario.saving_rate))}: de werkelijke kosten waren {whole(actual).text}.",
            ),
            provided,
        ]
    found.append(Headline(f"4. Betalers {keeps}", whole(abs(split.kept_cents)).text, first_year))
    settled = evaluation.settled_years
    if settled is not None:
        total = sum(settled.stream_totals())
        count = len(settled.years)
        sure = ""
        if evaluation.drawn_years and scenario.saving_cents:
            odds = odds_in_words(evaluation.drawn_years[-1].odds_paid_back)
            right = " en kloppen de aannames" if settled.years[-1].is_assumed else ""
            sure = (
                f" Is de gemeten {change} echt{right}, dan is het terugverdiend in {odds} van de trekkingen."
            )
        pool = settled.total("pool_cents")
        known = [str(year.year) for year in settled.years if not year.is_expected]
        measured = ""
        if known and len(known) < count:
            measured = f"; alleen {listed(known)} {'is' if len(known) == 1 else 'zijn'} gemeten"
        words = "houden over" if total >= 0 else "komen tekort"
        get = "krijgen" if pool >= 0 else "betalen"
        found.append(
            Headline(
                f"5. Na {count} jaar: betalers {words}",
                whole(abs(total)).text,
                f"Alle jaren samen{measured}. Aanbieders {get} dan {whole(abs(pool)).text}.{sure}",
            )
        )
    return tuple(found)


def _compared_with(scenario: Scenario) -> str:
    """Say what the benchmark of a caseload is."""
    if scenario.contract.benchmark is BenchmarkKind.CONTROL_TREND:
        return "Kosten voor het MDO, meegegroeid met de controlegroep."
    return "Hun kosten voor het MDO."


def _fell(scenario: Scenario) -> str:
    """Say how far cost fell or rose."""
    if scenario.saving_cents == 0:
        return "geen verschil"
    word = "minder" if scenario.saving_cents > 0 else "meer"
    return f"{percent(abs(scenario.saving_rate))} {word}"


def _streams(scenario: Scenario) -> str:
    count = len(scenario.streams)
    return "1 stroom" if count == 1 else f"{count} stromen"


def _who(evaluation: Evaluation) -> Table:
    split, settled = evaluation.split, evaluation.settled_years
    columns = [
        Column("partij", "Partij"),
        Column("investering", "Investeert", Kind.EURO),
        Column("zonder", "Zonder afspraak", Kind.EURO),
        Column("met", "Met afspraak", Kind.EURO),
    ]
    by_payer = _by_payer(split) if evaluation.scenario.months is not None else _by_stream(split)
    rows = [
        [
            ShownValue(name),
            *(
                whole(sum(amounts))
                for amounts in zip(
                    *(
                        (one.stream.investment_cents, one.own_result_cents, one.result_cents)
                        for one in (split.streams[place] for place in places)
                    ),
                    strict=True,
                )
            ),
        ]
        for name, places in by_payer
    ]
    providers = [(one.name, cents) for one, cents in split.providers]
    rows += [
        [ShownValue(name), whole(0), whole(0), whole(cents)]
        for name, cents in providers or [("Aanbieders samen", split.pool_cents)]
    ]
    if settled is not None:
        columns.append(Column("jaren", f"Na {len(settled.years)} jaar", Kind.EURO))
        streams = settled.stream_totals()
        totals = [sum(streams[place] for place in places) for _, places in by_payer]
        for row, total in zip(rows, (*totals, *settled.provider_totals()), strict=True):
            row.append(whole(total))
    one_year = ""
    if settled is not None and settled.years[-1].is_assumed:
        one_year = f"Investeert, zonder en met afspraak gaan over {settled.years[0].year}. "
    return Table(
        "bestuur-partijen",
        "Wie investeert, wie profiteert",
        tuple(columns),
        tuple(tuple(row) for row in rows),
        note=f"{one_year}{BELOW}",
    )


def _by_stream(split: Split) -> list[tuple[str, list[int]]]:
    return [(one.stream.label, [place]) for place, one in enumerate(split.streams)]


def _by_payer(split: Split) -> list[tuple[str, list[int]]]:
    """Take the streams of a payer together: a caseload has more of them than a board wants to read."""
    places: dict[str, list[int]] = {}
    for place, one in enumerate(split.streams):
        places.setdefault(one.stream.payer, []).append(place)
    return [
        (
            split.streams[mine[0]].stream.label if len(mine) == 1 else f"{payer}, {len(mine)} stromen",
            mine,
        )
        for payer, mine in places.items()
    ]


def _cautions(evaluation: Evaluation) -> tuple[str, ...]:
    scenario, settled = evaluation.scenario, evaluation.settled_years
    found = [*not_applied(scenario)]
    if scenario.months is not None and scenario.contract.benchmark is not BenchmarkKind.CONTROL_TREND:
        found.append(BEFORE_AFTER)
    years = [] if settled is None else settled.years
    expected = [str(year.year) for year in years if year.is_expected and not year.is_assumed]
    unsettled = [str(year.year) for year in years if year.is_unsettled and not year.is_expected]
    if unsettled:
        found.append(f"Nog niet afgerekend, en voor een deel geschat: {listed(unsettled)}.")
    if expected:
        found.append(f"Nog niet gemeten, maar verwacht: {listed(expected)}.")
    if evaluation.capacity_cents > 0:
        found.append(
            f"{whole(evaluation.capacity_cents).text} van de daling is vrijgekomen capaciteit en geen geld."
        )
    paying = payment_grounds(evaluation.split)
    if paying:
        names = listed(party_name(one.result.stream) for one in paying)
        verb = "betaalt" if len(paying) == 1 else "betalen"
        read = any(ground.status is GroundStatus.READ for one in paying for ground in one.grounds)
        known = "Mogelijke gronden staan in scenario.html." if read else "Een grond is niet geverifieerd."
        found.append(
            f"{names[:1].upper()}{names[1:]} {verb} aan anderen. {known} Laat dat nakijken voordat u tekent."
        )
    return tuple(found)
