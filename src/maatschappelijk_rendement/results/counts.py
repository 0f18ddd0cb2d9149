"""The tables of scores and counts: wellbeing, completeness, the MDO, where usage figures come from.

To add a column: annotate it here, and fill it in its builder in ``publication.counts``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.results.columns import Column, FigureRow, Figures, Kind, Row, Tier
from maatschappelijk_rendement.results.keys import EVERYONE, AnyMoment, Cases, Measured, Stream, Wijk
from maatschappelijk_rendement.results.table import NO_ROWS, Kept, ResultTable
from maatschappelijk_rendement.results.values import Cents, Hundredths, Milli
from maatschappelijk_rendement.results.words import GROUPS, TOTAL

AS_HUNDREDTHS, AS_SHARE = "honderdsten", "deel"
"""How a mean reads on a scale of at most 2 points: with two decimals; or as the part of the residents."""

MAIN, COUNT, SPLIT, PAIRED = Figures.MAIN, Figures.COUNT, Figures.SPLIT, Figures.PAIRED


@dataclass(frozen=True, kw_only=True)
class Wellbeing(FigureRow):
    """What the residents of a group scored at one moment, and what changed for those with both moments."""

    group: Annotated[str, Column("groep", "Groep", Kind.WORD, among=(*GROUPS, TOTAL), whole=EVERYONE)]
    wijk: Wijk
    instrument: Annotated[str, Column("instrument", "Instrument", Kind.WORD)]
    item: Annotated[str | None, Column("onderdeel", "Onderdeel", empty="geheel")]
    moment: Measured
    n_residents: Annotated[
        int | None, Column("n_bewoners", "n bewoners", Kind.COUNT, figure=MAIN, tier=Tier.RESIDENTS)
    ]
    n_cases: Annotated[
        int | None, Column("n_casussen", "n casussen", Kind.COUNT, figure=COUNT, tier=Tier.CASES)
    ]
    mean: Annotated[
        Hundredths | None,
        Column(
            *("gemiddelde", "Gemiddelde", Kind.GRADE),
            figure=MAIN,
            adds=True,
            tier=Tier.WELLBEING,
            formula="Som van de scores gedeeld door het aantal bewoners; elke bewoner telt even zwaar.",
        ),
    ]
    paired_with: Annotated[
        str | None,
        Column(
            *("gepaard_met", "Vergeleken met", Kind.WORD),
            among=(Moment.BEFORE.value, Moment.AFTER.value),
        ),
    ]
    paired_n: Annotated[
        int | None,
        Column(
            *("gepaard_n", "n bewoners met beide", Kind.COUNT),
            needs="gepaard_met",
            figure=PAIRED,
            tier=Tier.WELLBEING,
        ),
    ]
    paired_difference: Annotated[
        Hundredths | None,
        Column(
            *("gepaard_verschil", "Verschil bij die bewoners", Kind.GRADE_DELTA),
            needs="gepaard_met",
            figure=PAIRED,
            adds=True,
            tier=Tier.WELLBEING,
            formula="Gemiddelde van score min eerdere score, bij bewoners met beide scores.",
        ),
    ]
    n_above: Annotated[
        int | None,
        Column("n_boven", "Boven de grens", Kind.COUNT, figure=Figures.ABOVE, tier=Tier.SPREAD),
    ]
    n_higher: Annotated[
        int | None,
        Column("n_hoger", "Hoger", Kind.COUNT, needs="gepaard_met", figure=SPLIT, tier=Tier.SPREAD),
    ]
    n_same: Annotated[
        int | None,
        Column("n_gelijk", "Gelijk", Kind.COUNT, needs="gepaard_met", figure=SPLIT, tier=Tier.SPREAD),
    ]
    n_lower: Annotated[
        int | None,
        Column("n_lager", "Lager", Kind.COUNT, needs="gepaard_met", figure=SPLIT, tier=Tier.SPREAD),
    ]
    mean_as: Annotated[
        str | None,
        Column("gemiddelde_als", among=(AS_HUNDREDTHS, AS_SHARE), is_absent=True, tells_how=True),
    ] = None


WELLBEING = ResultTable(
    "welbevinden",
    Wellbeing,
    "Welbevinden per moment",
    "groep wijk instrument onderdeel moment n_bewoners n_casussen gemiddelde gepaard_met gepaard_n "
    "gepaard_verschil status",
    "Elke bewoner telt even zwaar. Het verschil gaat alleen over bewoners die op beide momenten een score "
    "gaven.",
    "Er zijn geen scores voor welbevinden opgegeven.",
    key=("groep", "wijk", "instrument", "onderdeel", "moment", "gepaard_met"),
    kept={
        # Of an order there is a number and no mean.
        "gemiddelde": Kept(
            "{instrument} {onderdeel} {moment}",
            "welbevinden",
            "{instrument}{onderdeel} {moment}",
            shown_with="n_bewoners",
        ),
        "gepaard_verschil": Kept(
            "{instrument} {onderdeel} {gepaard_met}",
            "welbevinden",
            "verschil in {instrument}{onderdeel} {moment}",
            shown_with="gepaard_n",
        ),
    },
)


RESIDENTS = replace(
    WELLBEING,
    title="Hoeveel bewoners stegen en daalden",
    shown="onderdeel moment n_bewoners n_boven gepaard_met gepaard_n n_hoger n_gelijk n_lager status",
    note="",
    empty=NO_ROWS,
)
"""The same rows, read for how many residents changed."""


@dataclass(frozen=True, kw_only=True)
class Completeness(FigureRow):
    """Of how many cases a stream was looked at."""

    stream: Stream
    moment: AnyMoment
    n_known: Annotated[int | None, Column("n_bekend", "Bekend", Kind.COUNT, figure=MAIN, tier=Tier.SPREAD)]
    n_unknown: Annotated[
        int | None, Column("n_onbekend", "Onbekend", Kind.COUNT, figure=MAIN, tier=Tier.SPREAD)
    ]


COMPLETENESS = ResultTable(
    "volledigheid",
    Completeness,
    "Van hoeveel casussen is een stroom bekend",
    "stroom moment n_bekend n_onbekend status",
    "Onbekend is niet nul: naar deze stroom is bij die casussen niet gekeken.",
    key=("stroom", "moment"),
)


@dataclass(frozen=True, kw_only=True)
class MdoOfCase(Row):
    """What the MDO of one case cost."""

    case_id: Annotated[str, Column("casus_id", "Casus")]
    hours: Annotated[Milli | None, Column("uren", "Uren", Kind.QUANTITY)]
    cost: Annotated[Cents | None, Column("mdo_eur", "Kosten", Kind.EURO)]


MDO_OF_CASES = ResultTable("mdo_per_casus", MdoOfCase, "Kosten van het MDO per casus", is_intern=True)


@dataclass(frozen=True, kw_only=True)
class Mdo(FigureRow):
    """What the MDOs themselves cost."""

    cost: Annotated[
        Cents | None,
        Column(
            *("totaal_eur", "Kosten", Kind.EURO),
            figure=MAIN,
            adds=True,
            tier=Tier.MDO,
            formula="Som van uren x uurprijs, per rij een keer afgerond op hele centen.",
        ),
    ]
    hours: Annotated[Milli | None, Column("uren", "Uren", Kind.QUANTITY, figure=MAIN, tier=Tier.MDO)]
    n: Cases
    per_case: Annotated[tuple[MdoOfCase, ...], Column("per_casus", kind=Kind.ROWS, is_intern=True)]


MDO = ResultTable(
    "mdo",
    Mdo,
    "Kosten van het MDO zelf",
    "n uren totaal_eur status",
    kept={"totaal_eur": Kept("mdo", "kosten van het MDO", "kosten van het MDO")},
    is_one_row=True,
)


@dataclass(frozen=True, kw_only=True)
class UsageOrigin(FigureRow):
    """How many lines of use come from where."""

    origin: Annotated[str, Column("herkomst", "Herkomst", Kind.WORD, "onbekend")]
    n_lines: Annotated[int | None, Column("n_regels", "Regels", Kind.COUNT, figure=MAIN, tier=Tier.SPREAD)]


USAGE_ORIGIN = ResultTable(
    "herkomst_gebruik",
    UsageOrigin,
    "Waar komen de gebruiksregels vandaan",
    "herkomst n_regels status",
    key=("herkomst",),
)
