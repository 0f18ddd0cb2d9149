"""The tables of money: what cases cost, what changed, and for whom. Each column is declared here.

To add a column: annotate it here, and fill it in its builder in ``publication.costs``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.results.columns import Column, FigureRow, Figures, Kind, Tier
from maatschappelijk_rendement.results.keys import AnyMoment, CaseGroup, Cases, Measured, Stream, Wijk
from maatschappelijk_rendement.results.table import Kept, ResultTable
from maatschappelijk_rendement.results.values import Cents, ShareE4
from maatschappelijk_rendement.results.words import LATER, MONEY_KINDS

MAIN, COUNT, PARTS = Figures.MAIN, Figures.COUNT, Figures.PARTS
SPLIT, SINGLE = Figures.SPLIT, Figures.SINGLE

LINE = (
    "een gebruiksregel kost aantal x prijs binnen de periode, een keer afgerond op hele centen (half omhoog)"
)
# The name of the method stands in docs/onzekerheid.md.
MARGIN = "met andere, vergelijkbare casussen komt het gemiddelde meestal"
PARTS_NOTE = (
    "Eenmalig is hulp die één keer is gegeven; terugkerend is al het andere. Wat doorloopt, is wat aan het "
    "eind van de periode nog loopt, per jaar: dat staat ernaast en telt niet mee."
)
DELTA_KEY = ("groep", "moment", "wijk", "stroom")
DELTAS_SHOWN = (
    "moment groep wijk stroom n som_eur in_venster_eur eenmalig_eur structureel_per_jaar_eur gemiddelde_eur "
    "mediaan_eur bi95_laag_eur bi95_hoog_eur n_gestegen n_gedaald n_gelijk som_zonder_grootste_eur status"
)


@dataclass(frozen=True, kw_only=True)
class Level(FigureRow):
    """What a group of cases costs at one moment."""

    group: CaseGroup
    wijk: Wijk
    stream: Stream
    moment: Measured
    n: Cases
    cost: Annotated[
        Cents | None,
        Column(
            *("som_eur", "Kosten", Kind.EURO),
            figure=MAIN,
            adds=True,
            tier=Tier.LEVEL,
            formula=f"Som van alle gebruiksregels van deze casussen; {LINE}.",
        ),
    ]


LEVELS = ResultTable(
    "stromen",
    Level,
    "Kosten per stroom en moment",
    "groep wijk stroom moment n som_eur status",
    key=("groep", "wijk", "stroom", "moment"),
    amounts_over=("wijk", "stroom"),
    kept={"som_eur": Kept("niveau {moment} {stroom}", "kosten per moment", "kosten {moment}")},
)


@dataclass(frozen=True, kw_only=True)
class Difference(FigureRow):
    """What changed in the cost of a group of cases: after less before, or less what was to be expected."""

    moment: Annotated[str, Column("moment", "Moment", Kind.WORD, among=LATER)]
    group: CaseGroup
    wijk: Wijk
    stream: Stream
    n: Annotated[
        int | None,
        Column(
            *("n", "n casussen", Kind.COUNT),
            figure=COUNT,
            tier=Tier.CASES,
            formula="Aantal casussen waarvan deze stroom bekend is, gebruikt of niet.",
        ),
    ]
    total: Annotated[
        Cents | None,
        Column(
            *("som_eur", "Verschil", Kind.DELTA),
            figure=MAIN,
            adds=True,
            tier=Tier.TOTAL,
            formula=f"Som over de casussen van kosten na min kosten voor; {LINE}.",
        ),
    ]
    in_window: Annotated[
        Cents | None,
        Column(
            *("in_venster_eur", "Waarvan terugkerend", Kind.DELTA),
            figure=PARTS,
            adds=True,
            tier=Tier.PART,
            formula="Het deel van het verschil dat uit terugkerende regels bestaat.",
        ),
    ]
    one_off: Annotated[
        Cents | None,
        Column(
            *("eenmalig_eur", "Waarvan eenmalig", Kind.DELTA),
            figure=PARTS,
            adds=True,
            tier=Tier.PART,
            formula="Het deel van het verschil dat uit eenmalige regels bestaat.",
        ),
    ]
    structural: Annotated[
        Cents | None,
        Column(
            *("structureel_per_jaar_eur", "Loopt door, per jaar", Kind.DELTA),
            figure=Figures.STRUCTURAL,
            adds=True,
            tier=Tier.PART,
            formula="Som na min voor van regels die op de laatste dag van de periode nog lopen, omgerekend "
            "naar een jaar. Dit bedrag staat naast het verschil en telt er niet bij op.",
        ),
    ]
    mean: Annotated[
        Cents | None,
        Column(
            *("gemiddelde_eur", "Gemiddeld per casus", Kind.DELTA),
            figure=COUNT,
            mean_of="som_eur",
            tier=Tier.MEAN,
            formula="Het verschil gedeeld door n.",
        ),
    ]
    median: Annotated[
        Cents | None,
        Column(
            *("mediaan_eur", "Mediaan", Kind.DELTA),
            figure=SINGLE,
            tier=Tier.SPREAD,
            formula="Het middelste verschil als de casussen op volgorde staan.",
        ),
    ]
    n_risen: Annotated[
        int | None,
        Column(
            *("n_gestegen", "Gestegen", Kind.COUNT),
            figure=SPLIT,
            tier=Tier.SPREAD,
            formula="Aantal casussen waarvan de kosten na hoger zijn dan voor.",
        ),
    ]
    n_fallen: Annotated[
        int | None,
        Column(
            *("n_gedaald", "Gedaald", Kind.COUNT),
            figure=SPLIT,
            tier=Tier.SPREAD,
            formula="Aantal casussen waarvan de kosten na lager zijn dan voor.",
        ),
    ]
    n_same: Annotated[
        int | None,
        Column(
            *("n_gelijk", "Gelijk", Kind.COUNT),
            figure=SPLIT,
            tier=Tier.SPREAD,
            formula="Aantal casussen waarvan de kosten na gelijk zijn aan voor.",
        ),
    ]
    without_largest: Annotated[
        Cents | None,
        Column(
            *("som_zonder_grootste_eur", "Verschil zonder grootste casus", Kind.DELTA),
            figure=SINGLE,
            tier=Tier.SPREAD,
            formula="Het verschil zonder de casus met het grootste verschil, omhoog of omlaag.",
        ),
    ]
    largest_share: Annotated[
        ShareE4 | None,
        Column("aandeel_grootste", "Aandeel grootste", Kind.SHARE, figure=SINGLE, tier=Tier.SPREAD),
    ]
    low: Annotated[
        Cents | None,
        Column(
            *("bi95_laag_eur", "Gemiddelde, ondergrens", Kind.DELTA),
            figure=COUNT,
            around="gemiddelde_eur",
            tier=Tier.MEAN,
            formula=f"Ondergrens van de marge van het gemiddelde (95%): {MARGIN} hoger uit.",
        ),
    ]
    high: Annotated[
        Cents | None,
        Column(
            *("bi95_hoog_eur", "Gemiddelde, bovengrens", Kind.DELTA),
            figure=COUNT,
            around="gemiddelde_eur",
            tier=Tier.MEAN,
            formula=f"Bovengrens van de marge van het gemiddelde (95%): {MARGIN} lager uit.",
        ),
    ]
    is_too_narrow: Annotated[
        bool | None,
        Column("marge_te_smal", "Marge te smal", Kind.YES_NO, figure=COUNT, tier=Tier.MEAN),
    ]
    is_confirmed: Annotated[
        bool | None,
        Column(
            *("toets_bevestigt", "Toets bevestigt", Kind.YES_NO),
            figure="toets_bevestigt",
            tier=Tier.MEAN,
            is_absent=True,
            formula="Of de permutatietoets zegt dat het verschil meer is dan de spreiding tussen casussen "
            "(p kleiner dan 0,05). Alleen bij het totaal van alle wijken en stromen.",
        ),
    ]


DIFFERENCES = ResultTable(
    "verschil",
    Difference,
    "Verschil in kosten",
    DELTAS_SHOWN,
    "Verschil is na min voor: een daling heeft een minteken. Onder- en bovengrens zijn de marge van het "
    f"gemiddelde (95%). {PARTS_NOTE}",
    key=DELTA_KEY,
    amounts_over=("wijk", "stroom"),
    # The level before of the cases in a repeat follows from level and difference.
    unprinted=("voor_eur",),
    kept={
        "voor_eur": Kept(
            "niveau voor {stroom}",
            "kosten per moment",
            "kosten voor het MDO van wie een herhaalmeting heeft",
            shown_with="som_eur",
            moment=Moment.REPEAT.value,
        ),
        "eenmalig_eur": Kept("eenmalig {moment} {stroom}", "eenmalige kosten", "eenmalige kosten"),
        "structureel_per_jaar_eur": Kept("structureel {moment} {stroom}", "wat doorloopt", "wat doorloopt"),
    },
)


@dataclass(frozen=True, kw_only=True)
class Averted(Difference):
    """What changed against what was to be expected without an MDO: an assumption, no measurement."""

    moment: AnyMoment


AVERTED = ResultTable(
    "vermeden",
    Averted,
    "Vermeden kosten (aanname, geen meting)",
    DELTAS_SHOWN,
    "Verschil tussen wat er na het MDO gebeurde en wat er naar verwachting zonder MDO was gebeurd. Dit "
    "telt nooit mee in het gemeten verschil.",
    "Er is geen nulalternatief opgegeven.",
    key=DELTA_KEY,
    amounts_over=("wijk", "stroom"),
    kept={
        "som_eur": Kept("vermeden {stroom}", "vermeden kosten", "vermeden kosten"),
        "eenmalig_eur": Kept("vermeden eenmalig {stroom}", "vermeden kosten", "vermeden eenmalige kosten"),
        "structureel_per_jaar_eur": Kept(
            "vermeden structureel {stroom}", "vermeden kosten", "vermeden wat doorloopt"
        ),
    },
)


@dataclass(frozen=True, kw_only=True)
class Societal(FigureRow):
    """What changed for society: an income transfer costs one what another gets."""

    group: CaseGroup
    rest: Annotated[
        Cents | None,
        Column(
            *("som_eur", "Verschil zonder dat inkomen", Kind.DELTA),
            figure="som_eur",
            adds=True,
            tier=Tier.KIND,
            formula="Het verschil zonder de regels die inkomen van bewoners zijn, zoals bijstand.",
        ),
    ]
    transfers: Annotated[
        Cents | None,
        Column(
            *("waarvan_inkomensoverdracht_eur", "Bijstand en ander inkomen (apart)", Kind.DELTA),
            figure="waarvan_inkomensoverdracht_eur",
            adds=True,
            tier=Tier.KIND,
            formula="Som na min voor van de regels die inkomen van bewoners zijn, zoals bijstand.",
        ),
    ]


SOCIETAL = ResultTable(
    "maatschappelijk",
    Societal,
    "Maatschappelijk totaal: zonder bijstand en ander inkomen",
    "groep som_eur waarvan_inkomensoverdracht_eur status",
    "Inkomen zoals bijstand kost de een wat de ander krijgt (een inkomensoverdracht). Voor de samenleving "
    "als geheel is het daarom geen kostenpost.",
    key=("groep",),
    kept={
        "som_eur": Kept(
            "maatschappelijk", "maatschappelijk totaal", "verschil zonder bijstand en ander inkomen"
        ),
        "waarvan_inkomensoverdracht_eur": Kept(
            "maatschappelijk inkomensoverdracht",
            "maatschappelijk totaal",
            "verschil in bijstand en ander inkomen",
        ),
    },
)


@dataclass(frozen=True, kw_only=True)
class OfMoneyKind(FigureRow):
    """What changed in one kind of money."""

    group: CaseGroup
    money_kind: Annotated[str, Column("geldstroom", "Soort geld", Kind.WORD, among=MONEY_KINDS)]
    n: Cases
    total: Annotated[
        Cents | None,
        Column(
            *("som_eur", "Verschil", Kind.DELTA),
            figure=MAIN,
            adds=True,
            tier=Tier.KIND,
            formula="Som na min voor van de regels met deze soort geld.",
        ),
    ]


OF_MONEY_KINDS = ResultTable(
    "geldsoort",
    OfMoneyKind,
    "Wat voor geld is het verschil",
    "groep geldstroom n som_eur status",
    "Alleen een kasstroom verandert wat er betaald wordt. Bij capaciteit komt tijd of een plaats vrij; de "
    "rekening daalt dan niet vanzelf.",
    key=("groep", "geldstroom"),
    kept={"som_eur": Kept("geldsoort {geldstroom}", "soort geld", "verschil in {geldstroom}")},
)


@dataclass(frozen=True, kw_only=True)
class OfParty(FigureRow):
    """What one party invests, gains and receives, over existing cases."""

    party: Annotated[str, Column("partij", "Partij")]
    invests: Annotated[
        Cents | None,
        Column(
            *("investeert_eur", "Investeert", Kind.EURO),
            figure="investeert_eur",
            adds=True,
            tier=Tier.PARTIES,
            formula="Kosten van MDO en programma plus elke stijging van kosten van deze partij.",
        ),
    ]
    gains: Annotated[
        Cents | None,
        Column(
            *("profiteert_eur", "Profiteert", Kind.EURO),
            figure="profiteert_eur",
            adds=True,
            tier=Tier.PARTIES,
            formula="Som van elke daling van kosten van deze partij.",
        ),
    ]
    receives: Annotated[
        Cents | None,
        Column(
            *("ontvangt_eur", "Ontvangt", Kind.EURO),
            figure="ontvangt_eur",
            adds=True,
            tier=Tier.PARTIES,
            formula="Inkomen dat deze partij krijgt, zoals bijstand bij een bewoner.",
        ),
    ]


PARTIES = ResultTable(
    "partijen",
    OfParty,
    "Wie investeert, wie profiteert (bestaande casussen)",
    "partij investeert_eur profiteert_eur ontvangt_eur status",
    "Investeert: kosten van MDO en programma, en elke stijging van kosten. Profiteert: elke daling van "
    "kosten. Ontvangt: inkomen dat een partij krijgt, zoals bijstand bij een bewoner.",
    key=("partij",),
    kept={
        "investeert_eur": Kept(
            "partij investeert {partij}", "wie investeert en profiteert", "wat {partij} investeert"
        ),
        "profiteert_eur": Kept(
            "partij profiteert {partij}", "wie investeert en profiteert", "wat bij {partij} minder kost"
        ),
        "ontvangt_eur": Kept(
            "partij ontvangt {partij}", "wie investeert en profiteert", "wat {partij} ontvangt"
        ),
    },
)


@dataclass(frozen=True, kw_only=True)
class ComparedEffect(FigureRow):
    """The mean difference set against a comparison."""

    design: Annotated[
        str,
        Column(
            *("ontwerp", "Vergelijking", Kind.WORD),
            among=("vergelijkingsgroep", "tweede_voormeting"),
        ),
    ]
    n: Annotated[int | None, Column("n", "n casussen", Kind.COUNT, figure=MAIN, tier=Tier.CASES)]
    n_comparison: Annotated[
        int | None, Column("n_vergelijking", "n ter vergelijking", Kind.COUNT, figure=MAIN, tier=Tier.CASES)
    ]
    effect: Annotated[
        Cents | None,
        Column(
            *("effect_eur", "Verschil met de vergelijking", Kind.DELTA),
            figure=MAIN,
            adds=True,
            tier=Tier.MEAN,
        ),
    ]
    low: Annotated[
        Cents | None,
        Column(
            *("bi95_laag_eur", "Ondergrens", Kind.DELTA), figure=MAIN, tier=Tier.MEAN, around="effect_eur"
        ),
    ]
    high: Annotated[
        Cents | None,
        Column(
            *("bi95_hoog_eur", "Bovengrens", Kind.DELTA), figure=MAIN, tier=Tier.MEAN, around="effect_eur"
        ),
    ]
    is_too_narrow: Annotated[
        bool | None,
        Column("marge_te_smal", "Marge te smal", Kind.YES_NO, figure=MAIN, tier=Tier.MEAN),
    ]


EFFECTS = ResultTable(
    "effect",
    ComparedEffect,
    "Het verschil naast een vergelijking, gemiddeld per casus",
    "ontwerp n n_vergelijking effect_eur bi95_laag_eur bi95_hoog_eur status",
    "Onder- en bovengrens zijn de marge van dit verschil (95%). Bij een tweede voormeting is de groep met "
    "zichzelf vergeleken.",
    key=("ontwerp",),
    first="effect_eur",
    # With the mean difference an effect gives away the mean of what it was set against.
    unprinted=("alternatief_eur",),
)
