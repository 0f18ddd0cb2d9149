"""The tables of ``waardering.json``: what a card comes to. They are about amounts of a plan, not about cases.

Amounts are in whole cents; a gain has no sign, what is paid a minus sign; a difference is with minus without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.results.columns import Column, Kind, Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Cents, Milli


@dataclass(frozen=True, kw_only=True)
class KeyFigure(Row):
    """One figure of a valuation: an amount, or another number as text."""

    name: Annotated[str, Column("naam", "Naam")]
    label: Annotated[str, Column("wat", "Wat")]
    amount: Annotated[Cents | None, Column("bedrag_eur", "Bedrag", Kind.EURO)] = None
    number: Annotated[str | None, Column("getal", "Getal")] = None


@dataclass(frozen=True, kw_only=True)
class ValuedParty(Row):
    """What a party pays and gains."""

    party: Annotated[str, Column("partij", "Partij")]
    is_public: Annotated[bool, Column("publiek", "Publiek geld", Kind.YES_NO)]
    invests: Annotated[Cents, Column("investeert_eur", "Investeert", Kind.EURO)]
    transfers: Annotated[Cents, Column("overdracht_eur", "Krijgt overgedragen", Kind.EURO)]
    capacity: Annotated[Cents, Column("capaciteit_eur", "Vrije capaciteit", Kind.EURO)]
    net: Annotated[Cents, Column("netto_eur", "Netto", Kind.EURO)]
    budget: Annotated[Cents, Column("begroting_eur", "Begroting", Kind.EURO)]


@dataclass(frozen=True, kw_only=True)
class PartyYear(Row):
    """What a party pays and gains in one year, not discounted."""

    party: Annotated[str, Column("partij", "Partij")]
    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    amount: Annotated[Cents, Column("bedrag_eur", "Bedrag", Kind.EURO)]


@dataclass(frozen=True, kw_only=True)
class ValuedEffect(Row):
    """What an effect comes to."""

    activity: Annotated[str, Column("activiteit", "Activiteit")]
    effect: Annotated[str, Column("effect", "Effect")]
    party: Annotated[str, Column("partij", "Partij")]
    role: Annotated[str, Column("rol", "Rol", Kind.WORD)]
    worth: Annotated[str, Column("waarde", "Waarde", Kind.WORD)]
    money: Annotated[str, Column("geldstroom", "Geld")]
    certainty: Annotated[str, Column("zekerheid", "Zekerheid", Kind.WORD)]
    present_value: Annotated[Cents, Column("contant_eur", "Voor de partij", Kind.EURO)]
    in_total: Annotated[Cents, Column("in_totaal_eur", "In het totaal", Kind.EURO)]
    switching: Annotated[str | None, Column("omslagfactor", "Omslagfactor", empty="geen")]


@dataclass(frozen=True, kw_only=True)
class ValuedYear(Row):
    """One year of the time line."""

    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    factor: Annotated[str, Column("factor", "Factor")]
    amount: Annotated[Cents, Column("bedrag_eur", "Bedrag", Kind.EURO)]
    present_value: Annotated[Cents, Column("contant_eur", "Contant", Kind.EURO)]
    so_far: Annotated[Cents, Column("tot_nu_toe_eur", "Tot en met dit jaar", Kind.EURO)]


@dataclass(frozen=True, kw_only=True)
class ValueMapLine(Row):
    """A row of the value map, in the usual columns."""

    stakeholder: Annotated[str, Column("stakeholder", "Stakeholder")]
    input: Annotated[str, Column("inzet", "Inzet", empty="niet ingevuld")]
    output: Annotated[str, Column("activiteit", "Activiteit", empty="niet ingevuld")]
    outcome: Annotated[str, Column("uitkomst", "Uitkomst")]
    indicator: Annotated[str, Column("indicator", "Indicator")]
    quantity: Annotated[Milli, Column("aantal", "Aantal", Kind.QUANTITY)]
    duration: Annotated[Milli, Column("duur", "Duur", Kind.QUANTITY)]
    proxy: Annotated[Cents, Column("proxy_eur", "Proxy", Kind.EURO)]
    deadweight: Annotated[Milli, Column("deadweight", "Deadweight", Kind.QUANTITY)]
    displacement: Annotated[Milli, Column("verdringing", "Verdringing", Kind.QUANTITY)]
    attribution: Annotated[Milli, Column("attributie", "Attributie", Kind.QUANTITY)]
    drop_off: Annotated[Milli, Column("afname", "Afname", Kind.QUANTITY)]
    impact: Annotated[Cents, Column("impact_eur", "Impact, eerste jaar", Kind.EURO)]
    present_value: Annotated[Cents, Column("contant_eur", "Contante waarde", Kind.EURO)]
    certainty: Annotated[str, Column("zekerheid", "Zekerheid", Kind.WORD)]


@dataclass(frozen=True, kw_only=True)
class WithAndWithout(Row):
    """Costs with and without the approach, of a party, a terrain, a case or all."""

    kind: Annotated[str, Column("soort", "Van", Kind.WORD, among=("totaal", "partij", "terrein", "casus"))]
    name: Annotated[str, Column("naam", "Naam")]
    with_cost: Annotated[Cents, Column("met_eur", "Met", Kind.EURO)]
    without_cost: Annotated[Cents, Column("zonder_eur", "Zonder, als het zo gaat", Kind.EURO)]
    difference: Annotated[Cents, Column("verschil_eur", "Verschil, als het zo gaat", Kind.DELTA)]
    expected: Annotated[Cents, Column("verwacht_eur", "Verschil, met de kans erin", Kind.DELTA)]
    present_value: Annotated[Cents, Column("contant_eur", "Dat contant", Kind.DELTA)]


@dataclass(frozen=True, kw_only=True)
class YearOfLines(Row):
    """One year of the two lines."""

    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    with_cost: Annotated[Cents, Column("met_eur", "Met de aanpak", Kind.EURO)]
    without_cost: Annotated[Cents, Column("zonder_eur", "Zonder, als het zo gaat", Kind.EURO)]


@dataclass(frozen=True, kw_only=True)
class Hypothesis(Row):
    """How likely the line without is for a case, and why; how the resident is off."""

    case: Annotated[str, Column("casus_id", "Casus")]
    chance: Annotated[str, Column("kans", "Kans")]
    ground: Annotated[str, Column("grond", "Grond")]
    grade_with: Annotated[str | None, Column("cijfer_met", "Cijfer met", empty="niet gevraagd")]
    grade_without: Annotated[str | None, Column("cijfer_zonder", "Cijfer zonder", empty="niet gevraagd")]


@dataclass(frozen=True, kw_only=True)
class WellbeingLine(Row):
    """An entry of the ledger of wellbeing in euros."""

    what: Annotated[str, Column("wat", "Wat")]
    who: Annotated[str, Column("wie", "Voor wie")]
    change: Annotated[str | None, Column("verandering", "Punten", empty="als bedrag gegeven")]
    persons: Annotated[str | None, Column("personen", "Personen", empty="als bedrag gegeven")]
    value: Annotated[Cents | None, Column("waarde_eur", "Per punt", Kind.EURO, empty="als bedrag gegeven")]
    scale: Annotated[str, Column("schaal", "Schaal")]
    price_year: Annotated[int, Column("prijspeil", "Prijspeil", Kind.YEAR)]
    total: Annotated[Cents, Column("totaal_eur", "Alle jaren samen", Kind.EURO)]
    present_value: Annotated[Cents, Column("contant_eur", "Contant", Kind.EURO)]
    certainty: Annotated[str, Column("zekerheid", "Zekerheid", Kind.WORD)]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class AmountSwing(Row):
    """What the lowest and the highest of one amount do to the outcome."""

    what: Annotated[str, Column("wat", "Wat")]
    who: Annotated[str, Column("wie", "Van wie")]
    low: Annotated[Cents, Column("laag_eur", "Laag", Kind.EURO)]
    base: Annotated[Cents, Column("bedrag_eur", "Nu", Kind.EURO)]
    high: Annotated[Cents, Column("hoog_eur", "Hoog", Kind.EURO)]
    net_low: Annotated[Cents, Column("netto_laag_eur", "Netto bij laag", Kind.EURO)]
    net_high: Annotated[Cents, Column("netto_hoog_eur", "Netto bij hoog", Kind.EURO)]
    ratio_low: Annotated[str | None, Column("ratio_laag", "Ratio bij laag", empty="geen")]
    ratio_high: Annotated[str | None, Column("ratio_hoog", "Ratio bij hoog", empty="geen")]


@dataclass(frozen=True, kw_only=True)
class DrawnInterval(Row):
    """What draws of all ranges at once came to."""

    distribution: Annotated[str, Column("verdeling", "Verdeling", Kind.WORD)]
    draws: Annotated[int, Column("trekkingen", "Trekkingen", Kind.COUNT)]
    seed: Annotated[int, Column("begin", "Begin", Kind.NUMBER)]
    p05: Annotated[Cents, Column("netto_p05_eur", "Een op de twintig ligt lager", Kind.EURO)]
    p50: Annotated[Cents, Column("netto_p50_eur", "De middelste", Kind.EURO)]
    p95: Annotated[Cents, Column("netto_p95_eur", "Een op de twintig ligt hoger", Kind.EURO)]
    positive: Annotated[str, Column("deel_boven_nul", "Deel boven nul")]
    ratio_p05: Annotated[str | None, Column("ratio_p05", "Ratio, een op de twintig lager", empty="geen")]
    ratio_p95: Annotated[str | None, Column("ratio_p95", "Ratio, een op de twintig hoger", empty="geen")]


@dataclass(frozen=True, kw_only=True)
class AssumedValue(Row):
    """An assumption with its source."""

    part: Annotated[str, Column("onderdeel", "Blad")]
    what: Annotated[str, Column("wat", "Wat")]
    value: Annotated[str, Column("waarde", "Waarde")]
    certainty: Annotated[str, Column("zekerheid", "Zekerheid", Kind.WORD)]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class NotCounted(Row):
    """What is known to matter and not in the sums."""

    what: Annotated[str, Column("wat", "Wat")]
    why: Annotated[str, Column("waarom", "Waarom niet in de som")]


KEY_FIGURES = ResultTable("kerncijfers", KeyFigure, "Kerncijfers", "wat bedrag_eur getal", is_of_nobody=True)
VALUED_PARTIES = ResultTable(
    "partijen",
    ValuedParty,
    "Wie betaalt en wie profiteert",
    note="Contante waarden; begroting is niet verdisconteerd. Onder nul betaalt de partij. Een overdracht "
    "staat bij beide partijen en valt in het totaal weg.",
    key=("partij",),
    is_of_nobody=True,
)
PARTY_YEARS = ResultTable(
    "per_partij_en_jaar",
    PartyYear,
    "Per partij en jaar, zonder discontovoet",
    note="Onder nul betaalt de partij. Vrije capaciteit telt hier mee.",
    key=("partij", "jaar"),
    is_of_nobody=True,
)
VALUED_EFFECTS = ResultTable(
    "effecten",
    ValuedEffect,
    "Van activiteit naar effect en waarde",
    note="Omslagfactor: vermenigvuldig dit effect daarmee en de netto contante waarde is nul. Onder 1 is er "
    "ruimte, boven 1 is het effect nu te klein. Geen: ook zonder dit effect slaat de uitkomst niet om.",
    key=("effect",),
    is_of_nobody=True,
)
VALUED_YEARS = ResultTable("per_jaar", ValuedYear, "Jaar voor jaar", key=("jaar",), is_of_nobody=True)
VALUE_MAP_LINES = ResultTable(
    "waardekaart", ValueMapLine, "De waardekaart", key=("stakeholder", "uitkomst"), is_of_nobody=True
)
DIFFERENCES = ResultTable(
    "verschillen",
    WithAndWithout,
    "Met en zonder de aanpak",
    note="Verschil is met min zonder: een min is minder kosten. Met de kans erin: met, min de kans keer "
    "zonder.",
    key=("soort", "naam"),
    is_intern=True,
)
LINE_YEARS = ResultTable("lijnen", YearOfLines, "Kosten per jaar", key=("jaar",), is_intern=True)
HYPOTHESES = ResultTable(
    "casussen", Hypothesis, "De lijn zonder: kans en grond", key=("casus_id",), is_intern=True
)
WELLBEING_LEDGER = ResultTable(
    "welbevinden",
    WellbeingLine,
    "Welbevinden in euro, een eigen rekening",
    "wat wie verandering personen waarde_eur schaal prijspeil contant_eur",
    note="Punten keer personen keer euro per punt, elk jaar van de duur. Deze bedragen zitten in geen enkel "
    "ander getal. De bron staat bij de aannames.",
    is_of_nobody=True,
)
SWINGS = ResultTable(
    "gevoeligheid",
    AmountSwing,
    "Eén bedrag tegelijk laag of hoog",
    note="De andere bedragen blijven zoals zij zijn; de grootste uitslag staat bovenaan.",
    is_of_nobody=True,
)
DRAWN = ResultTable("trekkingen", DrawnInterval, "Alle bedragen tegelijk, in trekkingen", is_of_nobody=True)
ASSUMPTIONS = ResultTable("aannames", AssumedValue, "Aannames met hun bron", is_of_nobody=True)
NOT_COUNTED = ResultTable(
    "onbekend", NotCounted, "Niet in de som (PM)", empty="Er zijn geen posten opgegeven.", is_of_nobody=True
)

VALUATION_TABLES: Mapping[str, tuple[ResultTable[Row], ...]] = {
    "mkba": (
        *(KEY_FIGURES, VALUED_PARTIES, PARTY_YEARS, VALUED_EFFECTS, VALUED_YEARS, WELLBEING_LEDGER),
        *(SWINGS, DRAWN, ASSUMPTIONS, NOT_COUNTED),
    ),
    "sroi": (
        *(KEY_FIGURES, VALUE_MAP_LINES, VALUED_YEARS, WELLBEING_LEDGER),
        *(SWINGS, DRAWN, ASSUMPTIONS, NOT_COUNTED),
    ),
    "effecten": (KEY_FIGURES, DIFFERENCES, LINE_YEARS, HYPOTHESES, ASSUMPTIONS, NOT_COUNTED),
}
"""The tables of each kind of card, in their order."""
ONLY_WHEN_ASKED = frozenset({WELLBEING_LEDGER.name, SWINGS.name, DRAWN.name})
"""Tables that are there only where the card has cells for them."""
