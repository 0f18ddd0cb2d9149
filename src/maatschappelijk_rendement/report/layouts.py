"""Which table has which columns: declared once, for pages, workbook and annex alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.report.cells import cell, state
from maatschappelijk_rendement.report.document import Cell, Column, Kind, Origin, Table
from maatschappelijk_rendement.report.rows import Row

SCORES = (Kind.GRADE, Kind.GRADE_DELTA)
STATUS = Column("status", "Status", Kind.STATUS)
GROUP = Column("groep", "Groep", Kind.WORD)
WIJK = Column("wijk", "Wijk")
STREAM = Column("stroom", "Stroom")
MOMENT = Column("moment", "Moment", Kind.WORD)
INCOMPLETE_NOTE = "Onvolledig: niet van elke casus zijn alle stromen bekend; onbekend is niet nul."
PARTS_NOTE = (
    "Eenmalig is hulp die één keer is gegeven; terugkerend is al het andere. Wat doorloopt, is wat aan het "
    "eind van de periode nog loopt, per jaar: dat staat ernaast en telt niet mee."
)
CASES = Column("n", "n casussen", Kind.COUNT)


def evenly(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Write the scores of one column with as many decimals as the one that needs most.

    Example:
        >>> rows = [(cell({"g": mean}, Column("g", "g", Kind.GRADE)),) for mean in ("4.50", "4.75")]
        >>> [shown.text for (shown,) in rows], [shown.text for (shown,) in evenly(rows)]
        (['4,5', '4,75'], ['4,50', '4,75'])
    """
    cells = tuple(rows)
    most: dict[int, int] = {}
    for row in cells:
        for x, shown in enumerate(row):
            if shown.kind in SCORES and shown.value is not None:
                most[x] = max(most.get(x, 0), len(shown.text.partition(",")[2]))
    if not most:
        return cells
    return tuple(tuple(_with_decimals(one, most.get(x, 0)) for x, one in enumerate(row)) for row in cells)


def _with_decimals(shown: Cell, decimals: int) -> Cell:
    if shown.kind not in SCORES or shown.value is None:
        return shown
    sign = "+" if shown.kind is Kind.GRADE_DELTA and shown.value > 0 else ""
    return replace(shown, text=f"{sign}{dutch_number(shown.value, decimals)}")


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of ``resultaten.json`` as people read it.

    Attributes:
        source: Key in the results.
        title: Caption.
        columns: Columns in order.
        note: What a reader must know.
        empty: Sentence to show when there are no rows.
    """

    source: str
    title: str
    columns: tuple[Column, ...]
    note: str = ""
    empty: str = "Deze tabel heeft geen regels."

    def table(
        self,
        rows: Iterable[Row],
        *,
        name: str = "",
        title: str = "",
        without: str = "",
        origin: Callable[[Row, Column], Origin | None] | None = None,
    ) -> Table:
        """Make the table of some rows.

        Args:
            rows: Rows of the results.
            name: Name of the table, when another than its source.
            title: Caption, when another than its own.
            without: Keys of columns to leave out, with spaces between.
            origin: Says where a number comes from.

        Example:
            >>> row = {"stroom": "Wmo", "moment": "na", "n_bekend": 12, "n_onbekend": 0}
            >>> made = COMPLETENESS.table([row])
            >>> [c.text for c in made.rows[0]]
            ['Wmo', 'na het MDO', '12', '0', 'getoond']
        """
        columns = tuple(c for c in self.columns if c.key not in without.split())

        def read(row: Row, column: Column) -> Cell:
            if column.kind is Kind.STATUS:
                return state(row, columns)
            shown = cell(row, column)
            return replace(shown, origin=origin(row, column)) if origin and shown.value is not None else shown

        cells = evenly(tuple(read(row, c) for c in columns) for row in rows)
        return Table(name or self.source, title or self.title, columns, cells, self.note, self.empty)


DELTA_COLUMNS = (
    CASES,
    Column("som_eur", "Verschil", Kind.DELTA),
    Column("in_venster_eur", "Waarvan terugkerend", Kind.DELTA),
    Column("eenmalig_eur", "Waarvan eenmalig", Kind.DELTA),
    Column("structureel_per_jaar_eur", "Loopt door, per jaar", Kind.DELTA),
    Column("gemiddelde_eur", "Gemiddeld per casus", Kind.DELTA),
    Column("mediaan_eur", "Mediaan", Kind.DELTA),
    Column("bi95_laag_eur", "Gemiddelde, ondergrens", Kind.DELTA),
    Column("bi95_hoog_eur", "Gemiddelde, bovengrens", Kind.DELTA),
    Column("n_gestegen", "Gestegen", Kind.COUNT),
    Column("n_gedaald", "Gedaald", Kind.COUNT),
    Column("n_gelijk", "Gelijk", Kind.COUNT),
    Column("som_zonder_grootste_eur", "Verschil zonder grootste casus", Kind.DELTA),
    STATUS,
)

LEVELS = Layout(
    "stromen",
    "Kosten per stroom en moment",
    (GROUP, WIJK, STREAM, MOMENT, CASES, Column("som_eur", "Kosten", Kind.EURO), STATUS),
)
DELTAS = Layout(
    "verschil",
    "Verschil in kosten",
    (MOMENT, GROUP, WIJK, STREAM, *DELTA_COLUMNS),
    "Verschil is na min voor: een daling heeft een minteken. Onder- en bovengrens zijn de marge van het "
    f"gemiddelde (95%). {PARTS_NOTE}",
)
AVERTED = Layout(
    "vermeden",
    "Vermeden kosten (aanname, geen meting)",
    (MOMENT, GROUP, WIJK, STREAM, *DELTA_COLUMNS),
    "Verschil tussen wat er na het MDO gebeurde en wat er naar verwachting zonder MDO was gebeurd. Dit telt "
    "nooit mee in het gemeten verschil.",
    "Er is geen nulalternatief opgegeven.",
)
WELLBEING = Layout(
    "welbevinden",
    "Welbevinden per moment",
    (
        GROUP,
        WIJK,
        Column("instrument", "Instrument", Kind.WORD),
        Column("onderdeel", "Onderdeel", empty="geheel"),
        MOMENT,
        Column("n_bewoners", "n bewoners", Kind.COUNT),
        Column("n_casussen", "n casussen", Kind.COUNT),
        Column("gemiddelde", "Gemiddelde", Kind.GRADE),
        Column("gepaard_met", "Vergeleken met", Kind.WORD),
        Column("gepaard_n", "n bewoners met beide", Kind.COUNT, needs="gepaard_met"),
        Column("gepaard_verschil", "Verschil bij die bewoners", Kind.GRADE_DELTA, needs="gepaard_met"),
        STATUS,
    ),
    "Elke bewoner telt even zwaar. Het verschil gaat alleen over bewoners die op beide momenten een score "
    "gaven.",
    "Er zijn geen scores voor welbevinden opgegeven.",
)
RESIDENTS = Layout(
    "welbevinden",
    "Hoeveel bewoners stegen en daalden",
    (
        Column("onderdeel", "Onderdeel", empty="geheel"),
        MOMENT,
        Column("n_bewoners", "n bewoners", Kind.COUNT),
        Column("n_boven", "Boven de grens", Kind.COUNT),
        Column("gepaard_met", "Vergeleken met", Kind.WORD),
        Column("gepaard_n", "n bewoners met beide", Kind.COUNT, needs="gepaard_met"),
        Column("n_hoger", "Hoger", Kind.COUNT, needs="gepaard_met"),
        Column("n_gelijk", "Gelijk", Kind.COUNT, needs="gepaard_met"),
        Column("n_lager", "Lager", Kind.COUNT, needs="gepaard_met"),
        STATUS,
    ),
)
EFFECT = Layout(
    "effect",
    "Het verschil naast een vergelijking, gemiddeld per casus",
    (
        Column("ontwerp", "Vergelijking", Kind.WORD),
        CASES,
        Column("n_vergelijking", "n ter vergelijking", Kind.COUNT),
        Column("effect_eur", "Verschil met de vergelijking", Kind.DELTA),
        Column("bi95_laag_eur", "Ondergrens", Kind.DELTA),
        Column("bi95_hoog_eur", "Bovengrens", Kind.DELTA),
        STATUS,
    ),
    "Onder- en bovengrens zijn de marge van dit verschil (95%). Bij een tweede voormeting is de groep met "
    "zichzelf vergeleken.",
)
RESPONSE = Layout(
    "respons",
    "Hoeveel casussen er bij elke stap zijn",
    (Column("stap", "Stap"), CASES, STATUS),
    "Wie bij een latere stap ontbreekt, kan een ander cijfer hebben.",
)
SOCIETAL = Layout(
    "maatschappelijk",
    "Maatschappelijk totaal: zonder bijstand en ander inkomen",
    (
        GROUP,
        Column("som_eur", "Verschil zonder dat inkomen", Kind.DELTA),
        Column("waarvan_inkomensoverdracht_eur", "Bijstand en ander inkomen (apart)", Kind.DELTA),
        STATUS,
    ),
    "Inkomen zoals bijstand kost de een wat de ander krijgt (een inkomensoverdracht). Voor de samenleving "
    "als geheel is het daarom geen kostenpost.",
)
MONEY_KINDS = Layout(
    "geldsoort",
    "Wat voor geld is het verschil",
    (
        GROUP,
        Column("geldstroom", "Soort geld", Kind.WORD),
        CASES,
        Column("som_eur", "Verschil", Kind.DELTA),
        STATUS,
    ),
    "Alleen een kasstroom verandert wat er betaald wordt. Bij capaciteit komt tijd of een plaats vrij; de "
    "rekening daalt dan niet vanzelf.",
)
COMPLETENESS = Layout(
    "volledigheid",
    "Van hoeveel casussen is een stroom bekend",
    (
        STREAM,
        MOMENT,
        Column("n_bekend", "Bekend", Kind.COUNT),
        Column("n_onbekend", "Onbekend", Kind.COUNT),
        STATUS,
    ),
    "Onbekend is niet nul: naar deze stroom is bij die casussen niet gekeken.",
)
MDO_CASES = Layout(
    "mdo_per_casus",
    "Kosten van het MDO per casus",
    (
        Column("casus_id", "Casus"),
        Column("uren", "Uren", Kind.QUANTITY),
        Column("mdo_eur", "Kosten", Kind.EURO),
    ),
)
MDO = Layout(
    "mdo",
    "Kosten van het MDO zelf",
    (
        Column("post", "Post", empty="alle overleggen samen"),
        CASES,
        Column("uren", "Uren", Kind.QUANTITY),
        Column("totaal_eur", "Kosten", Kind.EURO),
        STATUS,
    ),
)
PROGRAMME = Layout(
    "programma",
    "Kosten van het programma",
    (
        Column("post", "Post"),
        Column("financier", "Betaald door", empty="onbekend"),
        Column("jaar", "Jaar", Kind.YEAR),
        Column("eenmalig", "Eenmalig", Kind.YES_NO),
        Column("bedrag_eur", "Bedrag", Kind.EURO),
    ),
    "Deze kosten horen bij de werkwijze als geheel. Zij zitten niet in het verschil per casus.",
    "Er zijn geen programmakosten opgegeven. Dat betekent niet dat het programma niets kost.",
)
PARTIES = Layout(
    "partijen",
    "Wie investeert, wie profiteert (bestaande casussen)",
    (
        Column("partij", "Partij"),
        Column("investeert_eur", "Investeert", Kind.EURO),
        Column("profiteert_eur", "Profiteert", Kind.EURO),
        Column("ontvangt_eur", "Ontvangt", Kind.EURO),
        STATUS,
    ),
    "Investeert: kosten van MDO en programma, en elke stijging van kosten. Profiteert: elke daling van "
    "kosten. Ontvangt: inkomen dat een partij krijgt, zoals bijstand bij een bewoner.",
)
TARIFFS = Layout(
    "tarieven",
    "Gebruikte tarieven",
    (
        Column("code", "Code"),
        Column("omschrijving", "Omschrijving", empty="geen omschrijving"),
        STREAM,
        Column("prijs_eur", "Prijs", Kind.PRICE),
        Column("eenheid", "Per", Kind.WORD),
        Column("geldig_van", "Geldig van"),
        Column("geldig_tot", "Geldig tot en met", empty="geen einddatum"),
        Column("soort", "Soort", Kind.WORD),
        Column("prijsbasis", "Prijsbasis", Kind.WORD),
        Column("lokaal", "Eigen prijs", Kind.YES_NO),
        Column("geindexeerd", "Geïndexeerd", Kind.YES_NO),
        Column("afwijkende_basis", "Andere prijsbasis dan gekozen", Kind.YES_NO),
        Column("toelichting", "Toelichting", empty="geen"),
        Column("bron", "Bron", empty="onbekend"),
        Column("bron_adres", "Adres van de bron", empty="geen adres"),
    ),
    "Een eigen prijs staat op de regels zelf. In een openbaar rapport staan zo'n prijs en zijn bron hier als "
    "genoeg casussen ze hebben; anders zijn ze onderdrukt.",
)
USAGE_ORIGIN = Layout(
    "herkomst_gebruik",
    "Waar komen de gebruiksregels vandaan",
    (
        Column("herkomst", "Herkomst", Kind.WORD, "onbekend"),
        Column("n_regels", "Regels", Kind.COUNT),
        STATUS,
    ),
)
SHEETS_READ = Layout(
    "controle_per_blad",
    "Gelezen regels per blad",
    (
        Column("blad", "Blad"),
        Column("gelezen", "Gelezen", Kind.COUNT),
        Column("gebruikt", "Gebruikt", Kind.COUNT),
        Column("afgewezen", "Afgewezen", Kind.COUNT),
        Column("leeg", "Leeg", Kind.COUNT),
    ),
)
FINDINGS = Layout(
    "meldingen",
    "Meldingen bij het lezen van de gegevens",
    (
        Column("niveau", "Niveau", Kind.WORD),
        Column("blad", "Blad", empty="hele bestand"),
        Column("cel", "Cel", empty="hele blad"),
        Column("tekst", "Melding"),
        Column("code", "Code"),
    ),
    "",
    "Er waren geen meldingen.",
)
CASE_COSTS = Layout(
    "kosten",
    "Kosten per casus",
    (
        Column("casus_id", "Casus"),
        WIJK,
        STREAM,
        MOMENT,
        Column("in_venster_eur", "Terugkerend", Kind.EURO),
        Column("eenmalig_eur", "Eenmalig", Kind.EURO),
        Column("structureel_per_jaar_eur", "Loopt door, per jaar", Kind.EURO),
        STATUS,
    ),
)

ANNEX: tuple[Layout, ...] = (
    LEVELS,
    DELTAS,
    AVERTED,
    WELLBEING,
    SOCIETAL,
    MONEY_KINDS,
    PARTIES,
    COMPLETENESS,
    CASE_COSTS,
)
