"""Tables on the budget of a wijk: by year, partner, goal and stream; forms of payment, growth and risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.domain.wijk_sheets.budget import GROWS
from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Cents, Milli

Budgeted = Annotated[Cents | None, Column("begroot_eur", "Begroot", Kind.EURO)]
Realised = Annotated[Cents | None, Column("werkelijk_eur", "Werkelijk", Kind.EURO)]
Unspent = Annotated[Cents | None, Column("over_eur", "Over of tekort", Kind.EURO)]
BudgetedHours = Annotated[Milli | None, Column("begrote_uren", "Begrote uren", Kind.QUANTITY)]
RealisedHours = Annotated[Milli | None, Column("werkelijke_uren", "Werkelijke uren", Kind.QUANTITY)]
AtLeast = Annotated[int | None, Column("mensen_minstens", "Mensen, minstens", Kind.COUNT)]
AtMost = Annotated[int | None, Column("mensen_hoogstens", "Mensen, hoogstens", Kind.COUNT)]
Year = Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
Partner = Annotated[str, Column("partner", "Partner")]
AXES = ("jaar", "partner", "doel", "stroom")


@dataclass(frozen=True, kw_only=True)
class BudgetCell(FigureRow):
    """The posts of one year, partner, goal and stream."""

    year: Year
    partner: Partner
    goal: Annotated[str, Column("doel", "Doel")]
    stream: Annotated[str, Column("stroom", "Stroom")]
    budgeted: Budgeted
    realised: Realised
    unspent: Unspent
    budgeted_hours: BudgetedHours
    realised_hours: RealisedHours
    at_least: AtLeast
    at_most: AtMost


@dataclass(frozen=True, kw_only=True)
class BudgetPart(FigureRow):
    """The posts of a year that share a partner, a goal or a stream, or all of them."""

    by: Annotated[str, Column("naar", "Naar", Kind.WORD, among=AXES)]
    name: Annotated[str, Column("naam", "Naam")]
    year: Year
    budgeted: Budgeted
    realised: Realised
    unspent: Unspent
    unknown: Annotated[int, Column("posten_onbekend", "Posten zonder werkelijk bedrag", Kind.COUNT)]
    budgeted_hours: BudgetedHours
    realised_hours: RealisedHours
    at_least: AtLeast
    at_most: AtMost


@dataclass(frozen=True, kw_only=True)
class UntranslatedPost(FigureRow):
    """A post that could not be brought to the one definition, in the partner's own count."""

    year: Year
    partner: Partner
    term: Annotated[str, Column("post", "Post")]
    budgeted: Budgeted
    realised: Realised
    hours: Annotated[Milli | None, Column("eigen_uren", "Uren, eigen telling", Kind.QUANTITY)]
    why: Annotated[str, Column("waarom", "Waarom niet")]


@dataclass(frozen=True, kw_only=True)
class LumpSumYear(FigureRow):
    """A year under three forms of payment."""

    year: Year
    lump_sum: Annotated[Cents, Column("lumpsum_eur", "Lumpsum", Kind.EURO)]
    pxq: Annotated[Cents | None, Column("pxq_eur", "Als het PxQ was gebleven", Kind.EURO)]
    unchanged: Annotated[Cents, Column("onveranderd_eur", "Als er niets was veranderd", Kind.EURO)]
    cash: Annotated[Cents, Column("kas_eur", "Lumpsum min onveranderd", Kind.EURO)]
    freed: Annotated[Cents | None, Column("vrij_eur", "Vrije capaciteit", Kind.EURO)]
    how: Annotated[str, Column("hoe", "Hoe bepaald")]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class FanLine(FigureRow):
    """What the first lump sum grows to under the assumptions."""

    year: Year
    lump_sum: Annotated[Cents, Column("lumpsum_eur", "Lumpsum", Kind.EURO)]
    lowest: Annotated[Cents, Column("laagst_eur", "Alles laag", Kind.EURO)]
    low: Annotated[Cents, Column("laag_eur", "1 op 10 lager", Kind.EURO)]
    middle: Annotated[Cents, Column("midden_eur", "Midden", Kind.EURO)]
    high: Annotated[Cents, Column("hoog_eur", "1 op 10 hoger", Kind.EURO)]
    highest: Annotated[Cents, Column("hoogst_eur", "Alles hoog", Kind.EURO)]


@dataclass(frozen=True, kw_only=True)
class GrowthLine(FigureRow):
    """An assumption about growth."""

    name: Annotated[str, Column("aanname", "Aanname")]
    grows: Annotated[str, Column("soort", "Wat groeit", Kind.WORD, among=GROWS)]
    low: Annotated[str, Column("laag", "Laag")]
    middle: Annotated[str, Column("midden", "Midden")]
    high: Annotated[str, Column("hoog", "Hoog")]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class RiskLine(FigureRow):
    """What a partner ends up with when risk is shared."""

    year: Year
    key: Annotated[str, Column("sleutel", "Verdeling", Kind.WORD, among=("gelijk", "aandeel", "oorzaak"))]
    partner: Partner
    budget: Annotated[Cents, Column("budget_eur", "Budget", Kind.EURO)]
    realised: Annotated[Cents, Column("werkelijk_eur", "Werkelijk", Kind.EURO)]
    own: Annotated[Cents, Column("alleen_eur", "Ieder voor zich", Kind.EURO)]
    shared: Annotated[Cents, Column("samen_eur", "Samen", Kind.EURO)]
    settled: Annotated[Cents, Column("verrekening_eur", "Krijgt van anderen", Kind.EURO)]


_PEOPLE = (
    "Wie door twee partners is bereikt, telt bij beide: van meer posten samen is alleen een laagste en een "
    "hoogste aantal bekend. Onder 10 staat er geen aantal, ook niet in een som."
)
BUDGET_CELLS = ResultTable(
    "begroting",
    BudgetCell,
    "Begroting naar jaar, partner, doel en stroom",
    "jaar partner doel stroom begroot_eur werkelijk_eur over_eur begrote_uren werkelijke_uren "
    "mensen_minstens mensen_hoogstens",
    note=_PEOPLE,
    key=("jaar", "partner", "doel", "stroom"),
)
BUDGET_PARTS = ResultTable(
    "begroting_delen",
    BudgetPart,
    "Dezelfde posten, opgeteld",
    "naar naam jaar begroot_eur werkelijk_eur over_eur begrote_uren werkelijke_uren mensen_minstens "
    "mensen_hoogstens",
    note="Elk rijtje telt op de cent op tot het totaal van zijn jaar. Onbekend is niet nul: mist van een "
    f"post een getal, dan is de som onbekend. {_PEOPLE}",
    key=("naar", "naam", "jaar"),
)
UNTRANSLATED_POSTS = ResultTable(
    "niet_vertaald",
    UntranslatedPost,
    "Wat niet in één taal te brengen is",
    "jaar partner post begroot_eur werkelijk_eur eigen_uren waarom",
    note="Deze bedragen tellen mee in elk totaal. Deze uren niet: zij staan hier zoals de partner telt.",
    empty="Elke post is vertaald.",
    key=("jaar", "partner", "post"),
)
LUMP_SUM_YEARS = ResultTable(
    "wijkbudget",
    LumpSumYear,
    "De lumpsum naast PxQ en naast niets veranderen",
    "jaar lumpsum_eur pxq_eur onveranderd_eur kas_eur vrij_eur hoe",
    note="PxQ: de werkelijke uren maal hun prijs, en wat geen uren heeft zoals het was. Onveranderd: de uren "
    "van het jaar voor de lumpsum, met de middelste groei van prijs en volume. Lumpsum min onveranderd is "
    "geld van de financier; een min is minder. Vrije capaciteit is betaald en niet gebruikt: geen geld.",
    key=("jaar",),
)
FAN_LINES = ResultTable(
    "waaier",
    FanLine,
    "Waar de eerste lumpsum heen groeit",
    "jaar lumpsum_eur laagst_eur laag_eur midden_eur hoog_eur hoogst_eur",
    note="Elke combinatie van lage, middelste en hoge groei is uitgerekend. Laag en hoog wegen elk 0,3, "
    "midden 0,4. De aannames hangen niet van elkaar af.",
    empty="Er zijn geen aannames over groei.",
    key=("jaar",),
)
GROWTH_LINES = ResultTable(
    "groei",
    GrowthLine,
    "Aannames over groei per jaar",
    "aanname soort laag midden hoog bron",
    empty="Er zijn geen aannames over groei.",
    key=("aanname",),
)
RISK_LINES = ResultTable(
    "risico",
    RiskLine,
    "Wie houdt over, wie komt tekort als partners het risico delen",
    "jaar sleutel partner alleen_eur samen_eur verrekening_eur",
    note="Samen telt op de cent op tot wat er in de pot over is of tekort. Verrekening telt op tot nul.",
    empty="Van geen jaar van de lumpsum is van elke post bekend wat hij werkelijk kostte.",
    key=("jaar", "sleutel", "partner"),
)
BUDGET_TABLES = (
    *(BUDGET_PARTS, BUDGET_CELLS, UNTRANSLATED_POSTS, LUMP_SUM_YEARS, FAN_LINES, GROWTH_LINES, RISK_LINES),
)
