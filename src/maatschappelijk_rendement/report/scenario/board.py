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
from maatschappelijk_rendement.report.scenario.marks import marks
from maatschappelijk_rendement.report.scenario.sentences import worse_off_sentences
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.grounds import GroundStatus, payment_grounds
from maatschappelijk_rendement.sharing.scenario import Scenario

ALMOST_NONE = 0.01


def board_page(evaluation: Evaluation) -> ReportDocument:
    """Build the page.

    Args:
        evaluation: The results of a scenario.
    """
    scenario = evaluation.scenario
    blocks: list[Block] = [Headlines(_steps(evaluation))]
    answers = (
        *other_first_year(evaluation),
        *worse_off_sentences(evaluation.split),
        *evaluation.sentences[:2],
    )
    if answers:
        blocks.append(Bullets(answers))
    blocks.append(_who(evaluation))
    if evaluation.settled_years is not None:
        blocks.append(years_chart(evaluation.settled_years, is_alone=True))
    cautions = _cautions(evaluation)
    if cautions:
        blocks.append(Bullets(cautions))
    return ReportDocument(
        title=scenario.title,
        subtitle=f"Voor het bestuur: contract '{scenario.contract.name}' op één bladzijde",
        marks=marks([scenario]),
        confidential=scenario.is_confidential,
        sections=(Section("bestuur", "Van kosten naar wie wat heeft", tuple(blocks)),),
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
        Headline(
            f"3. Aanbieders {gets}",
            whole(abs(split.pool_cents)).text,
            f"{put_in}{aside}, volgens het contract.",
        ),
        Headline(f"4. Betalers {keeps}", whole(abs(split.kept_cents)).text, "In dit jaar, samen."),
    ]
    settled = evaluation.settled_years
    if settled is not None:
        total = sum(settled.stream_totals())
        count = len(settled.years)
        sure = ""
        if evaluation.drawn_years and scenario.saving_cents:
            odds = _odds(evaluation.drawn_years[-1].odds_paid_back)
            sure = f" Is de gemeten {change} echt, dan is het terugverdiend in {odds} van de trekkingen."
        pool = settled.total("pool_cents")
        words = "houden over" if total >= 0 else "komen tekort"
        get = "krijgen" if pool >= 0 else "betalen"
        found.append(
            Headline(
                f"5. Na {count} jaar: betalers {words}",
                whole(abs(total)).text,
                f"Alle jaren samen. Aanbieders {get} dan {whole(abs(pool)).text}.{sure}",
            )
        )
    return tuple(found)


def _streams(scenario: Scenario) -> str:
    count = len(scenario.streams)
    return "1 stroom" if count == 1 else f"{count} stromen"


def _odds(part: float) -> str:
    """Write a probability; what is almost sure is not written as sure."""
    if 0 < part < ALMOST_NONE or 1 - ALMOST_NONE < part < 1:
        return "minder dan 1 %" if part < ALMOST_NONE else "meer dan 99 %"
    return odds_in_words(part)


def _who(evaluation: Evaluation) -> Table:
    split, settled = evaluation.split, evaluation.settled_years
    columns = [
        Column("partij", "Partij"),
        Column("investering", "Investeert", Kind.EURO),
        Column("zonder", "Zonder afspraak", Kind.EURO),
        Column("met", "Met afspraak", Kind.EURO),
    ]
    rows = [
        [
            ShownValue(result.stream.label),
            whole(result.stream.investment_cents),
            whole(result.own_result_cents),
            whole(result.result_cents),
        ]
        for result in split.streams
    ]
    providers = [(one.name, cents) for one, cents in split.providers]
    rows += [
        [ShownValue(name), whole(0), whole(0), whole(cents)]
        for name, cents in providers or [("Aanbieders samen", split.pool_cents)]
    ]
    if settled is not None:
        columns.append(Column("jaren", f"Na {len(settled.years)} jaar", Kind.EURO))
        totals = (*settled.stream_totals(), *settled.provider_totals())
        for row, total in zip(rows, totals, strict=True):
            row.append(whole(total))
    return Table(
        "bestuur-partijen",
        "Wie investeert, wie profiteert",
        tuple(columns),
        tuple(tuple(row) for row in rows),
        note="Onder nul betekent: slechter af. Bedragen in hele euro's; op de cent in scenario.html.",
    )


def _cautions(evaluation: Evaluation) -> tuple[str, ...]:
    found = []
    settled = evaluation.settled_years
    expected = [] if settled is None else [str(year.year) for year in settled.years if year.is_expected]
    if expected:
        found.append(f"Nog niet gemeten, maar verwacht: {listed(expected)}.")
    if evaluation.capacity_cents > 0:
        found.append(
            f"{whole(evaluation.capacity_cents).text} van de daling is vrijgekomen capaciteit en geen geld."
        )
    paying = payment_grounds(evaluation.split)
    if paying:
        names = listed(f"{one.result.stream.payer} ({one.result.stream.stream})" for one in paying)
        verb = "betaalt" if len(paying) == 1 else "betalen"
        read = any(ground.status is GroundStatus.READ for one in paying for ground in one.grounds)
        known = "Mogelijke gronden staan in scenario.html." if read else "Een grond is niet geverifieerd."
        found.append(
            f"{names[:1].upper()}{names[1:]} {verb} aan anderen. {known} Laat dat nakijken voordat u tekent."
        )
    return tuple(found)
