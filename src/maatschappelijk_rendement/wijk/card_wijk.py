"""From a card of a wijk to its report: each part computed from its own sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from maatschappelijk_rendement.domain.card import Card
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.wijk_sheets.indicators import INDICATORS, MONITOR, RESULT_AREAS
from maatschappelijk_rendement.domain.wijk_sheets.registers import (
    CHANGE_LEDGER,
    DELIVERIES,
    GOAL_TREE,
    SURVEY,
)
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.wijk.attendance import NO_LEARNING, Learning, learning_of
from maatschappelijk_rendement.wijk.card_budget import CardBudget, card_budget
from maatschappelijk_rendement.wijk.card_routes import (
    CardFacility,
    CardRouting,
    card_facilities,
    card_routing,
)
from maatschappelijk_rendement.wijk.health import NO_HEALTH, Health, health_of
from maatschappelijk_rendement.wijk.indicators import (
    FrameLine,
    ResultArea,
    Standing,
    Trend,
    frame_line,
    indicator,
    result_area,
    standing,
    trends,
)
from maatschappelijk_rendement.wijk.registers import (
    Pledge,
    TreePart,
    Weighing,
    in_order,
    pledge,
    tree_part,
    weighing,
    with_totals,
)
from maatschappelijk_rendement.wijk.survey import SurveyAnswer, answer, judged


@dataclass(frozen=True, slots=True)
class WijkReport(Tabular):
    """A card of a wijk, computed. A part that the card does not have is empty.

    Attributes:
        card: What was read.
        standings: Each indicator beside what it is compared with.
        trends: Indicators of more than one year.
        result_areas: Agreed results with their verdicts.
        frame: What is monitored, for whom, why and how.
        health: Positive health in six dimensions.
        learning: Learning sessions with who came; what may not be shown is taken out.
        answers: Answers of surveys; what may not be shown is taken out.
        goal_tree: Goals, efforts and means, each under what it belongs to.
        weighings: What going on and stopping yield and cost.
        pledges: What partners promised and delivered, with a total for each year.
        cases: Published figures of a micro-analysis of the same wijk; None where it was not joined.
        budget: The budget; None where there are no posts.
        routing: Where questions for help go; None where there are none.
        facilities: Preventive facilities.
    """

    rows_in: ClassVar[str] = "standings"

    card: Card
    standings: tuple[Standing, ...] = ()
    trends: tuple[Trend, ...] = ()
    result_areas: tuple[ResultArea, ...] = ()
    frame: tuple[FrameLine, ...] = ()
    health: Health = NO_HEALTH
    learning: Learning = NO_LEARNING
    answers: tuple[SurveyAnswer, ...] = ()
    goal_tree: tuple[TreePart, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    cases: Results | None = None
    budget: CardBudget | None = None
    routing: CardRouting | None = None
    facilities: tuple[CardFacility, ...] = ()

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.card.settings["title"])

    @property
    def wijk(self) -> str:
        """Name of the wijk."""
        return str(self.card.settings["wijk"])

    @property
    def municipality(self) -> str:
        """Name of the municipality."""
        return str(self.card.settings["municipality"])

    @property
    def years(self) -> tuple[int, int]:
        """First and last year."""
        return int(self.card.settings["first_year"]), int(self.card.settings["last_year"])

    @property
    def as_of(self) -> date:
        """Day on which the card was filled in."""
        day: date = self.card.settings["as_of"]
        return day

    @property
    def is_synthetic(self) -> bool:
        """Whether it is a made-up example."""
        return bool(self.card.settings.get("is_synthetic") == "ja")


def value_card(card: Card, cases: Results | None = None) -> WijkReport:
    """Compute a card of a wijk.

    Args:
        card: A card without errors.
        cases: Published figures of a micro-analysis of the same wijk.

    Example:
        >>> import io
        >>> from maatschappelijk_rendement.intake.cards import read_card, write_card_template
        >>> stream = io.BytesIO()
        >>> write_card_template(stream, "wijk", example=True)
        >>> value_card(read_card(stream.getvalue())).wijk
        'Ruwaard'
    """
    indicators = [indicator(row) for row in card.of(INDICATORS)]
    return WijkReport(
        card,
        standings=tuple(standing(one) for one in indicators),
        trends=trends(indicators),
        result_areas=tuple(
            sorted((result_area(row) for row in card.of(RESULT_AREAS)), key=lambda each: each.number)
        ),
        frame=tuple(frame_line(row) for row in card.of(MONITOR)),
        health=health_of(card),
        learning=learning_of(card),
        answers=judged(answer(row) for row in card.of(SURVEY)),
        goal_tree=in_order(tree_part(row) for row in card.of(GOAL_TREE)),
        weighings=tuple(weighing(row) for row in card.of(CHANGE_LEDGER)),
        pledges=with_totals(pledge(row) for row in card.of(DELIVERIES)),
        budget=card_budget(card),
        routing=card_routing(card),
        facilities=card_facilities(card),
        cases=cases,
    )
