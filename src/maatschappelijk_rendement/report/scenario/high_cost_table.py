"""What a stop-loss on a dear case costs, and how much calmer the outcome gets: a row a limit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

from maatschappelijk_rendement.domain.money import dutch_number, half_up
from maatschappelijk_rendement.report.document import Block, Paragraph, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import NOT_KNOWN, euros, money, percent, whole
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.contract import BenchmarkKind, Contract
from maatschappelijk_rendement.sharing.high_cost_cases import HighCostLimit
from maatschappelijk_rendement.sharing.scenario import Scenario

WHY = (
    "Een paar dure casussen maken in een kleine groep het meeste toeval. Verzekeren of aftoppen haalt dat "
    "weg, voor een prijs."
)
CONFIDENCE = Fraction(9, 10)


def high_cost_table(scenario: Scenario) -> tuple[Block, ...]:
    """Show every limit; nothing where the file does not ask for it."""
    if scenario.high_cost is None:
        return ()
    confidence = CONFIDENCE if scenario.uncertainty is None else scenario.uncertainty.confidence
    columns = (
        Column("grens", "Grens per casus", Kind.EURO),
        Column("casussen", "Casussen erboven, voor", Kind.QUANTITY),
        Column("casussen_na", "Casussen erboven, na", Kind.QUANTITY),
        Column("prijs", "Premie, alle casussen samen", Kind.EURO),
        Column("vergoed", "Vergoed in het jaar na", Kind.EURO),
        Column("zonder", "Spreiding (CV) zonder", Kind.QUANTITY),
        Column("met", "Spreiding (CV) met", Kind.QUANTITY),
        Column("fout", "Standaardfout van de daling zonder", Kind.EURO),
        Column("fout_met", "Standaardfout met", Kind.EURO),
        Column("drempel", f"Grens van toeval ({percent(confidence, 0)}), zonder", Kind.QUANTITY),
        Column("drempel_met", "Grens van toeval, met", Kind.QUANTITY),
    )
    rows = tuple(_row(one, confidence) for one in scenario.high_cost.limits)
    loading = percent(scenario.high_cost.loading)
    note = (
        f"Premie: wat de verzekeraar op de kosten vooraf zou betalen, plus {loading} opslag. Wat hij in het "
        "jaar na vergoedt, kan meer of minder zijn. Er wordt niet mee afgerekend: dat doet alleen "
        f"'aftopping_eur' in het contract.{_counted(scenario.contract)}"
    )
    title = "Een dure casus verzekeren"
    return (Paragraph(WHY), Table("hoge-kosten", title, columns, rows, note=note))


def _counted(contract: Contract) -> str:
    """Say which amounts these are, where they are not the cost itself."""
    said = ""
    if contract.benchmark is BenchmarkKind.CONTROL_TREND:
        said += " De kosten vooraf zijn hier eerst meegegroeid met de controlegroep, zoals in de afrekening."
    if contract.truncation_cents is not None:
        limit = euros(contract.truncation_cents)
        said += (
            f" Kosten boven {limit} per casus tellen voor en na niet mee; de verzekering betaalt tot daar."
        )
    return said


def _row(one: HighCostLimit, confidence: Fraction) -> tuple[ShownValue, ...]:
    persons, z = one.priced.persons, NormalDist().inv_cdf(float(confidence))
    variations = (one.priced.variation, one.priced.variation_with)
    return (
        money(one.priced.limit_cents),
        ShownValue(dutch_number(one.priced.persons_above), Kind.QUANTITY),
        ShownValue(dutch_number(one.claimed.persons_above), Kind.QUANTITY),
        money(one.priced.price_cents),
        money(one.claimed.paid_cents),
        *(
            NOT_KNOWN if variation is None else ShownValue(dutch_number(Decimal(variation), 2), Kind.QUANTITY)
            for variation in variations
        ),
        *(
            NOT_KNOWN if error is None else whole(half_up(Fraction(error)))
            for error in (one.error, one.error_cut)
        ),
        *(
            NOT_KNOWN
            if variation is None
            else ShownValue(percent(Fraction(z * variation / persons**0.5)), Kind.QUANTITY)
            for variation in variations
        ),
    )
