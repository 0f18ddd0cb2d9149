"""The report of a valuation: one page first with three figures and a picture, then who, what and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots import valuation as drawings
from maatschappelijk_rendement.report.cells import cell
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Heading,
    Headline,
    Headlines,
    Notice,
    Paragraph,
    Section,
    ShownValue,
    Table,
    TableOfContents,
)
from maatschappelijk_rendement.report.scenario.amounts import decimal, whole
from maatschappelijk_rendement.report.valuation.beside import beside, unknown_posts, wellbeing_sections
from maatschappelijk_rendement.report.valuation.ranges import interval, range_sections
from maatschappelijk_rendement.report.valuation.rows import cents
from maatschappelijk_rendement.results import valuation as tables
from maatschappelijk_rendement.results.columns import Column, Kind, Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.valuation.card_value import CardValue
from maatschappelijk_rendement.valuation.effects import EffectCalculation
from maatschappelijk_rendement.valuation.societal_case import BusinessCase
from maatschappelijk_rendement.valuation.value_map import Sroi

Rows = Mapping[str, list[Row]]

NUMBERS_AS_TEXT = frozenset(
    {
        "factor",
        "omslagfactor",
        "kans",
        "cijfer_met",
        "cijfer_zonder",
        "verandering",
        "personen",
        "ratio_laag",
        "ratio_hoog",
    }
)
MOST_YEARS, MOST_LINKS = 8, 20
NOT_SAID = "Wat dit niet zegt"
MOSTLY = "Effecten zijn vooral aannames. Lees de uitkomst als orde van grootte, niet als belofte."
NO_CASH = (
    "Vrije capaciteit is nog geen geld: de rekening daalt pas als iemand er iets mee doet. Het telt daarom "
    "niet mee in de begroting."
)
NO_PROCUREMENT = (
    "SROI is hier een ratio van waarde en investering. Het is niet de regel bij inkoop over werk voor mensen "
    "met een afstand tot de arbeidsmarkt."
)
NO_PROOF = "De lijn zonder is een verwachting. Niemand weet wat er zonder de aanpak was gebeurd."
FEW_CASES = (
    "Dit gaat over losse casussen. Deel het alleen met wie aan tafel zit; het is niet om te publiceren."
)


def sections(value: CardValue, rows: Rows) -> tuple[Section, ...]:
    """Make the sections of the report.

    Args:
        value: A computed card.
        rows: Its rows, by table.
    """
    outcome = value.outcome
    if isinstance(outcome, Sroi):
        first, middle = _sroi_page(value, outcome, rows), _sroi_sections(rows)
    elif isinstance(outcome, BusinessCase):
        first, middle = _case_page(value, outcome, rows), _case_sections(rows)
    else:
        first, middle = _lines_page(value, outcome, rows), _lines_sections(rows)
    settings = value.card.settings
    return (
        Section("samenvatting", "In het kort", (*first, TableOfContents())),
        Section(
            "alternatieven",
            "Wat vergelijken we",
            (
                Bullets(
                    (
                        f"Zonder: {settings['null_alternative']}",
                        f"Met: {settings['project']}",
                        _line(value),
                    )
                ),
            ),
        ),
        *middle,
        *range_sections(value, table(tables.SWINGS, rows)),
        *wellbeing_sections(table(tables.WELLBEING_LEDGER, rows)),
        Section("onbekend", "Wat niet in de som zit", (table(tables.NOT_COUNTED, rows),)),
        Section("aannames", "Aannames en bronnen", (table(tables.ASSUMPTIONS, rows),)),
        Section("verantwoording", "Hoe dit is gerekend", (Bullets(RULES[str(value.kind)]),)),
    )


RULES: Mapping[str, tuple[str, ...]] = {
    "mkba": (
        "Bedrag in een jaar: bedrag keer kans keer correctie, min de afname van elk vorig jaar.",
        "Contante waarde: elk bedrag gedeeld door (1 + discontovoet) tot de macht van het jaar.",
        "Wat een partij krijgt, heeft geen minteken; wat zij betaalt wel.",
        "Een overdracht telt bij twee partijen, en samen voor nul.",
        "Alles is exact gerekend en één keer afgerond, op hele centen.",
    ),
    "sroi": (
        "Impact: aantal keer proxy, keer (1 - deadweight), keer (1 - verdringing), keer (1 - attributie).",
        "Elk volgend jaar valt het deel bij afname weg.",
        "Bronnen verschillen over het eerste jaar: zonder of met discontovoet. Beide uitkomsten staan er.",
        "Alles is exact gerekend en één keer afgerond, op hele centen.",
    ),
    "effecten": (
        "Kosten in een jaar: aantal keer prijs. Beide lijnen hebben dezelfde prijzen en dezelfde jaren.",
        "Verschil: met min zonder. Een minteken is minder kosten.",
        "Met de kans erin: met, min de kans keer zonder. Wat u met de aanpak doet, betaalt u hoe dan ook.",
        "Alles is exact gerekend en één keer afgerond, op hele centen.",
    ),
}


def table(declared: ResultTable[Row], rows: Rows, shown: str = "") -> Table:
    """Show the rows of a table.

    Args:
        declared: The table.
        rows: Rows by table.
        shown: Keys of the columns to show; those that people read when left out.
    """
    columns = tuple(declared.columns[key] for key in shown.split()) if shown else declared.read
    return Table(
        declared.name,
        declared.title,
        columns,
        tuple(tuple(_shown(row, column) for column in columns) for row in rows[declared.name]),
        note=declared.note,
        empty=declared.empty,
    )


def _shown(row: Row, column: Column) -> ShownValue:
    found = cell(row, column)
    if column.key in NUMBERS_AS_TEXT:
        return replace(found, text=found.text.replace(".", ","))
    return found


def _key_figures(rows: Rows) -> Table:
    """Show the key figures in one column, each as what it is."""
    found = []
    for row in rows[tables.KEY_FIGURES.name]:
        amount, number = row["bedrag_eur"], row["getal"]
        text = "geen" if number is None else str(number).replace(".", ",")
        shown = ShownValue(text) if amount is None else cell(row, tables.KEY_FIGURES.columns["bedrag_eur"])
        found.append((ShownValue(str(row["wat"])), shown))
    columns = (Column("wat", "Wat"), Column("waarde", "Waarde", Kind.EURO))
    return Table(tables.KEY_FIGURES.name, tables.KEY_FIGURES.title, columns, tuple(found))


def _case_page(value: CardValue, case: BusinessCase, rows: Rows) -> tuple[Block, ...]:
    net, budget = whole(cents(case.net)), whole(cents(case.budget_effect))
    word = "meer waard dan het kost" if case.net >= 0 else "minder waard dan het kost"
    ratio = (
        "geen"
        if case.ratio is None
        else f"€\N{NO-BREAK SPACE}{dutch_number(decimal(Fraction(case.ratio)), 2)}"
    )
    parts = ", ".join(
        f"{name} {whole(cents(amount)).text}"
        for name, amount in (
            ("fiscaal", case.fiscal),
            ("economisch", case.economic),
            ("sociaal", case.social),
        )
    )
    large = (
        Headline(
            "Alle partijen samen",
            net.text,
            f"Netto contante waarde over {value.timeline.years} jaar: {word}.",
        ),
        Headline("Terug per euro", ratio, "Baten per euro die erin gaat, alle partijen samen."),
        Headline(
            f"Begroting na {case.budget_years} jaar",
            budget.text,
            "Wat publieke partijen echt overhouden of tekortkomen, zonder vrije capaciteit.",
        ),
    )
    shown = [(each["partij"], each["netto_eur"]) for each in rows[tables.VALUED_PARTIES.name]]
    pairs = sorted(((str(name), int(str(amount))) for name, amount in shown), key=lambda pair: -pair[1])
    return (
        Headlines(large),
        Paragraph(" ".join((f"Die netto waarde is {parts}.", *interval(value), *beside(value)))),
        _picture(
            "partijen",
            "Wie betaalt en wie profiteert, contant",
            pairs,
            table(tables.VALUED_PARTIES, rows),
            ("betaalt", "profiteert"),
        ),
        Heading(NOT_SAID),
        Bullets((MOSTLY, _certainty(rows), NO_CASH)),
    )


def _case_sections(rows: Rows) -> tuple[Section, ...]:
    chain = "activiteit effect partij waarde geldstroom zekerheid contant_eur in_totaal_eur"
    return (
        Section("partijen", "Wie betaalt, wie profiteert", (table(tables.VALUED_PARTIES, rows),)),
        Section(
            "effecten",
            "Van activiteit naar effect en waarde",
            (*_chain(rows), table(tables.VALUED_EFFECTS, rows, chain)),
        ),
        Section(
            "omslag",
            "Wanneer kantelt het",
            (_retitled(table(tables.VALUED_EFFECTS, rows, "effect in_totaal_eur omslagfactor"), "omslag"),),
        ),
        Section("jaren", "Jaar voor jaar", (*_party_years(rows), table(tables.VALUED_YEARS, rows))),
        Section("kerncijfers", "Alle kerncijfers", (_key_figures(rows),)),
    )


def _chain(rows: Rows) -> tuple[Chart, ...]:
    """Draw the chain from activity to value, of up to so many effects as one can follow."""
    effects = rows[tables.VALUED_EFFECTS.name]
    if len(effects) > MOST_LINKS:
        return ()
    keys = ("activiteit", "effect", "waarde", "zekerheid")
    links = [tuple(str(row[key]) for key in keys) for row in effects]
    alt = "; ".join(f"{a} geeft {b}, {c} ({d})" for a, b, c, d in links) + "."
    title = "Lijn naar het effect: getrokken is gemeten, streepjes is geschat, stippels is aangenomen"
    shown = table(tables.VALUED_EFFECTS, rows, " ".join(keys))
    return (
        Chart(
            "keten", title, alt, drawings.chain([(a, b, c, d) for a, b, c, d in links]), shown, is_alone=True
        ),
    )


def _party_years(rows: Rows) -> tuple[Table, ...]:
    """Show each party in a row and each year in a column, of up to so many years as fit a page."""
    found: dict[str, list[ShownValue]] = {}
    years = list(dict.fromkeys(str(row["jaar"]) for row in rows[tables.PARTY_YEARS.name]))
    if len(years) > MOST_YEARS:
        return ()
    for row in rows[tables.PARTY_YEARS.name]:
        shown = cell(row, tables.PARTY_YEARS.columns["bedrag_eur"])
        found.setdefault(str(row["partij"]), []).append(shown)
    columns = (Column("partij", "Partij"), *(Column(year, year, Kind.EURO) for year in years))
    lines = tuple((ShownValue(name), *amounts) for name, amounts in found.items())
    declared = tables.PARTY_YEARS
    return (Table(declared.name, declared.title, columns, lines, note=declared.note),)


def _sroi_page(value: CardValue, found: Sroi, rows: Rows) -> tuple[Block, ...]:
    other = found.other or found
    ratio, second = (dutch_number(decimal(Fraction(each.ratio)), 2) for each in (found, other))
    how = "zonder" if found.first == 0 else "met"
    back = found.payback
    again = (
        f"De investering is eruit na {dutch_number(decimal(Fraction(back)), 1)} jaar."
        if back is not None
        else "De investering komt er binnen deze jaren niet uit."
    )
    large = (
        Headline("SROI-ratio", ratio, f"Waarde per euro, eerste jaar {how} discontovoet; anders {second}."),
        Headline("Waarde min investering", whole(cents(found.net)).text, again),
        Headline("Investering", whole(cents(found.investment)).text, "Wat alle partijen samen erin stoppen."),
    )
    totals: dict[str, int] = {}
    for row in rows[tables.VALUE_MAP_LINES.name]:
        name = str(row["stakeholder"])
        totals[name] = totals.get(name, 0) + int(str(row["contant_eur"]))
    pairs = sorted(totals.items(), key=lambda pair: -pair[1])
    simple = table(tables.VALUE_MAP_LINES, rows, "stakeholder uitkomst contant_eur")
    return (
        Headlines(large),
        Paragraph(" ".join((*interval(value), *beside(value)))),
        _picture("stakeholders", "Contante waarde per groep", pairs, simple, ("min", "")),
        Heading(NOT_SAID),
        Bullets((MOSTLY, _certainty(rows), NO_PROCUREMENT)),
    )


def _sroi_sections(rows: Rows) -> tuple[Section, ...]:
    factors = "uitkomst aantal duur proxy_eur deadweight verdringing attributie afname impact_eur contant_eur"
    chain = "stakeholder inzet activiteit uitkomst indicator zekerheid"
    return (
        Section(
            "keten",
            "Van inzet naar uitkomst",
            (_retitled(table(tables.VALUE_MAP_LINES, rows, chain), "keten"),),
        ),
        Section("waardekaart", "De waardekaart", (table(tables.VALUE_MAP_LINES, rows, factors),)),
        Section("jaren", "Jaar voor jaar", (table(tables.VALUED_YEARS, rows),)),
        Section("kerncijfers", "Alle kerncijfers", (_key_figures(rows),)),
    )


def _lines_page(value: CardValue, found: EffectCalculation, rows: Rows) -> tuple[Block, ...]:
    total = found.total
    if_so, expected = whole(cents(abs(total.difference))), whole(cents(abs(total.expected)))
    large = (
        Headline(
            "Met de kans erin",
            f"{expected.text} {_less(total.expected)}",
            "Wat u met de aanpak doet, betaalt u zeker; wat u voorkomt, met een kans.",
        ),
        Headline(
            "Als het zonder zo gaat",
            f"{if_so.text} {_less(total.difference)}",
            "Met de aanpak, alle partijen samen, als de verwachting helemaal uitkomt.",
        ),
        _how_residents_are(found),
    )
    years = rows[tables.LINE_YEARS.name]
    series = [[int(str(row[key])) for row in years] for key in ("jaar", "met_eur", "zonder_eur")]
    lines = table(tables.LINE_YEARS, rows)
    alt = "; ".join(f"{row[0].text}: met {row[1].text}, zonder {row[2].text}" for row in lines.rows) + "."
    title = "Kosten tot en met elk jaar, met en zonder (zonder: als het zo gaat)"
    return (
        Notice(FEW_CASES),
        Headlines(large),
        Chart("lijnen", title, alt, drawings.two_lines(*series), lines),
        Heading(NOT_SAID),
        Bullets((NO_PROOF, MOSTLY, unknown_posts(value))),
    )


def _lines_sections(rows: Rows) -> tuple[Section, ...]:
    return (
        Section("verschillen", "Per partij, terrein en casus", (table(tables.DIFFERENCES, rows),)),
        Section("zonder", "Hoe waarschijnlijk is de lijn zonder", (table(tables.HYPOTHESES, rows),)),
    )


def _how_residents_are(found: EffectCalculation) -> Headline:
    known = [pair for pair in found.grades.values() if None not in pair]
    if not known:
        return Headline("Hoe de bewoner het heeft", "niet gevraagd", "Vul cijfers in op blad Casussen.")
    before, after = (
        dutch_number(decimal(sum((Fraction(pair[side]) for pair in known), Fraction(0)) / len(known)), 1)
        for side in (1, 0)
    )
    words = f"Gemiddeld rapportcijfer van {len(known)} casussen, zonder en met; verwacht, niet in euro."
    return Headline("Hoe de bewoner het heeft", f"{before} \N{RIGHTWARDS ARROW} {after}", words)


def _picture(
    name: str, title: str, pairs: Iterable[tuple[str, int]], shown: Table, words: tuple[str, str]
) -> Chart:
    rows = list(pairs)
    alt = "; ".join(f"{party}: {whole(amount).text}" for party, amount in rows) + "."
    return Chart(name, title, alt, drawings.who_gains(rows, words), shown, is_alone=True)


def _retitled(found: Table, name: str) -> Table:
    return replace(found, name=name)


def _certainty(rows: Rows) -> str:
    """Say how many rows are measured, estimated and assumed."""
    words = [str(row["zekerheid"]) for row in rows[tables.ASSUMPTIONS.name] if row["onderdeel"] != "Kaart"]
    counts = ", ".join(f"{words.count(word)} {word}" for word in ("gemeten", "geschat", "aangenomen"))
    return f"Van de {len(words)} regels zijn er {counts}."


def _less(difference: object) -> str:
    return "minder kosten" if Fraction(str(difference)) <= 0 else "meer kosten"


def _line(value: CardValue) -> str:
    line = value.timeline
    return f"Tijdlijn: {line.years} jaar vanaf {line.start}, in prijzen van {line.price_year}."
