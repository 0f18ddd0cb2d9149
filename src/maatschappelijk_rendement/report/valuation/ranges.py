"""How uncertain an outcome is by the lowest and highest amounts of the card itself, as people read it."""

from __future__ import annotations

from fractions import Fraction

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots import valuation as drawings
from maatschappelijk_rendement.report.document import Chart, Paragraph, Section, Table
from maatschappelijk_rendement.report.scenario.amounts import decimal, whole
from maatschappelijk_rendement.report.valuation.rows import cents
from maatschappelijk_rendement.valuation.card_ranges import CardRanges
from maatschappelijk_rendement.valuation.card_value import CardValue

MOST_BARS = 12
STEPS = ((20_000_00, 1_000_00), (2_000_00, 100_00))
"""From such a width on, an interval is told in such steps: draws are no more precise than that."""
WORDS = {"pert": "PERT-verdeling", "driehoek": "driehoeksverdeling"}
NOT_MEASURED = (
    "Dit zegt wat de bereiken op de kaart met de uitkomst doen. Het zegt niet of die bereiken goed gekozen "
    "zijn, en bedragen zonder laag en hoog staan vast."
)


def interval(value: CardValue) -> tuple[str, ...]:
    """Give the sentence on the interval of the draws; none where the card has no ranges."""
    if value.ranges is None:
        return ()
    low, _, high = (cents(amount) for amount in value.ranges.draws.net)
    step = next((step for width, step in STEPS if high - low >= width), 100)
    low, high = (step * round(Fraction(amount, step)) for amount in (low, high))
    ends = f"{whole(low).text} en {whole(high).text}"
    return (f"Met de bereiken op de kaart ligt de netto waarde in 9 van de 10 trekkingen tussen {ends}.",)


def range_sections(value: CardValue, swings: Table) -> tuple[Section, ...]:
    """Make the section on ranges; none where the card has none.

    Args:
        value: A computed card.
        swings: The table of swings.
    """
    if value.ranges is None:
        return ()
    drawn = value.ranges.draws
    share = _out_of_hundred(drawn.probability_positive)
    how = (
        f"{dutch_number(drawn.draws)} trekkingen met een vast begin ({drawn.seed}), per bedrag uit een "
        f"{WORDS[drawn.distribution]} van laag, nu en hoog, elk bedrag los van de andere. "
        f"In {share} van de 100 ligt de netto waarde boven nul."
    )
    return (
        Section(
            "onzekerheid",
            "Hoe onzeker is het",
            (
                Paragraph(" ".join((*interval(value), how))),
                Paragraph(NOT_MEASURED),
                _tornado(value.ranges, Fraction(_net(value)), swings),
                swings,
            ),
        ),
    )


def _out_of_hundred(part: float) -> str:
    """Tell a share; nearly all and nearly none are not told as all and none."""
    if 0 < part < 0.01 or 0.99 < part < 1:
        return "meer dan 99" if part > 0.5 else "minder dan 1"
    return dutch_number(decimal(Fraction(part) * 100), 0)


def _net(value: CardValue) -> Fraction:
    return Fraction(value.outcome.net)  # type: ignore[union-attr]  # an effect calculator has no ranges


def _tornado(ranges: CardRanges, net: Fraction, shown: Table) -> Chart:
    rows = [
        (swing.amount.name, cents(swing.net[0]), cents(swing.net[1]))
        for swing in ranges.swings[:MOST_BARS]
        if swing.width
    ]
    alt = "; ".join(
        f"{name}: {whole(low).text} bij laag, {whole(high).text} bij hoog" for name, low, high in rows
    )
    title = "Netto waarde als één bedrag laag (grijs) of hoog (blauw) is; de lijn is de uitkomst nu"
    return Chart("tornado", title, f"{alt}.", drawings.tornado(rows, cents(net)), shown, is_alone=True)
