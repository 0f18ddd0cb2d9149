"""Write the pages that follow from code and data; with --controleer only say which ones are out of date."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.money import dutch_number, half_up
from maatschappelijk_rendement.domain.tables import NUMBER_RULES, SETTINGS, SHEETS, TEXT_RULES, SheetColumn
from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs
from maatschappelijk_rendement.domain.tariffs.files import data_folder, read_gaps, read_table
from maatschappelijk_rendement.domain.tariffs.listing import dutch_day, dutch_price, gap_days, validity
from maatschappelijk_rendement.domain.tariffs.search import meanings
from maatschappelijk_rendement.domain.vocabulary import IndexName, Stream
from maatschappelijk_rendement.intake.workbook.dutch import (
    FIRST_SHORT_YEAR,
    FIRST_YEAR,
    LAST_SHORT_YEAR,
    LAST_YEAR,
)
from maatschappelijk_rendement.report.valuation.figures import schema as schema_of_valuation
from maatschappelijk_rendement.report.wijk.figures import schema as schema_of_wijk
from maatschappelijk_rendement.results.schema import schema as schema_of_results

sys.path.insert(0, str(Path(__file__).parent))
from reference import index_page, results_page  # it lies beside this file

DOCS = Path(__file__).resolve().parent.parent / "docs"
CHANGELOG = DOCS.parent / "CHANGELOG.md"
GENERATED = "<!-- Gemaakt met make bladzijden; niet met de hand veranderen. -->"
ABOUT_WORKBOOK = """\
Elk blad en elke kolom, zoals `mr sjabloon` ze schrijft en `mr controleer` ze nakijkt. Andere kolommen zijn
niet toegestaan: er is geen plaats voor namen of andere persoonsgegevens.

Een kolom voor de buurt is er niet. Wilt u cijfers per buurt, zet dan in een kopie van de werkmap in kolom
`wijk` de naam van de buurt en laat `wijkcode` leeg. Achter elk openbaar cijfer horen ten minste 10 casussen:
kleine buurten geven vooral onderdrukte cijfers. Publiceer van dezelfde casussen niet per wijk én per buurt
zonder `--register`, want uit twee rapporten samen kan één casus te berekenen zijn."""
ABOUT_VALUES = """\
Een echte datum en een echt getal van Excel zijn het best. Staan ze er als tekst, dan leest `mr` wat maar één
betekenis heeft, en zegt dat in een waarschuwing. Spaties eromheen mogen, ook vaste."""
# What is read, what is refused, and a remark: the test of this page reads each of them.
DATES = (
    (
        *("15-3-2022", "15/03/2022", "15.3.2022", "15 maart 2022", "15 mrt. 2022", "15-mrt-2022"),
        *("di 15 maart 2022", "2022-03-15", "20220315", "2022-03-15T00:00:00", "15-3-22", "3/4/2022"),
    ),
    ("12/31/2018", "31-4-2018", "ma 15 maart 2022", "15-3-2022 8:30", "31-12-9999", "maart 2022"),
    (
        f"`3/4/2022` is 3 april: de dag staat voor de maand. `15-3-22`: een jaar van twee cijfers ligt van "
        f"{FIRST_SHORT_YEAR} tot en met {LAST_SHORT_YEAR}. Een jaar voor {FIRST_YEAR} of na {LAST_YEAR} "
        "wordt geweigerd, en ook een tijd die geen middernacht is."
    ),
)
NUMBERS = (
    ("1234,56", "1.234,56", "1 234,56", "1.234.567", "-5", "€ 68,5", "68,50 €", "EUR 68,50", "€ 1.234,-"),
    ("1.250", "€ 1.250", "1234.56", "4 uur", "12%"),
    "Is `1.250` nu 1250 of 1,25? Dat is niet te zien; `1250`, `1,25` en `1.250,-` zijn wel duidelijk.",
)
YES_AND_NO = (
    ("ja", "j", "x", "waar", "nee", "n", "onwaar"),
    ("misschien", "1"),
    "Ook het WAAR en ONWAAR van Excel.",
)
NOTHING = (
    ("-", "n.v.t."),
    ("nvt", "geen"),
    "Net als een lege cel: de waarde is er niet. Dat is nooit 0.",
)
ABOUT_HEADERS = """\
Heet een kolom bij u anders, zoals `Aantal uren` in plaats van `aantal`? Dan vraagt `mr controleer` of u haar
hernoemt. Een kolom die hier niet hoort, bewaart u in een ander bestand."""
ABOUT_PRICES = """\
Elke prijs staat met geldigheid en bron in `data/tariffs/`, een bestand per financieringsstroom. Zoek met
`mr tarieven`. Uw eigen prijzen zet u op blad Tarieven; die gaan per dag voor. Wat ontbreekt, staat in
[Ontbrekende prijzen](ontbrekende-prijzen.md)."""
ABOUT_GAPS = """\
Voor deze producten is geen prijs gevonden die in een bron is nagekeken. Er wordt niets geschat om een gat te
vullen. Vul ze aan op blad Tarieven, met uw eigen bron. Dezelfde lijst geeft `mr tarieven --ontbreekt`.

Goede plaatsen om te zoeken: de contracten en het tarievenbesluit van uw gemeente, de tariefbeschikkingen van
de NZa (zzp, vpt, mpt, elv, ggz-verblijf), en de Maatschappelijke prijslijst domeinoverstijgend samenwerken
van DUS-I."""
ABOUT_VNG = """\
De VNG-index volgt uit zijn eigen regel: 0,9 x OVA + 0,1 x PPC, niet afgerond. Een voorlopig cijfer komt uit
twee voorlopige, een definitief cijfer uit twee definitieve. Ontbreekt er een, dan is er geen. Is er
een definitief cijfer, dan telt dat. De cijfers die de VNG zelf noemt (reeks `VNG_90_10`), zijn deze,
afgerond op twee decimalen. De correctie hoort bij een prijs die met het voorlopige cijfer is verhoogd:
(1 + definitief) / (1 + voorlopig) - 1."""
ABOUT_ENDS = """\
Na de laatste prijs is er geen meer gelezen. Een regel na die dag heeft een eigen prijs nodig, of een index
(`--indexeer`). Hoe oud een reeks op een dag is, zegt `mr tarieven --oud`."""
ABOUT_WORDS = """\
`mr tarieven` begrijpt ook gewone woorden en kleine tikfouten. Deze tabel zegt per woord wat er wordt
gevonden, of wat er ontbreekt. De woorden staan in `data/tariffs/zoekwoorden.csv`; mist u er een, dan is een
regel daarin genoeg.
In Python: `Tariffs.load().search("hulp in de huishouding")`."""
ABOUT_DAYS = """\
Van elk product de eerste en de laatste dag met een prijs. Tussen die dagen kunnen gaten zitten; die staan in
[Ontbrekende prijzen](ontbrekende-prijzen.md)."""
PRICE_HEAD = ("code", "omschrijving", "eenheid", "euro", "geldig", "gebied", "soort", "basis", "bron", "noot")


def workbook_page() -> str:
    """Describe every sheet and column of the workbook, as ``tables`` declares them."""
    parts = ["# De werkmap", GENERATED, ABOUT_WORKBOOK]
    for sheet in SHEETS:
        absent = " Dit blad mag ontbreken." if sheet.may_be_absent else ""
        parts += [f"## {sheet.sheet}", sheet.meaning + absent, _columns("kolom", sheet.columns)]
        if sheet is SHEETS[0]:
            parts += ["De instellingen:", _columns("instelling", SETTINGS)]
    kinds = {"datum": DATES, "getal of bedrag": NUMBERS, "ja of nee": YES_AND_NO, "niets": NOTHING}
    values = ((kind, _forms(good), _forms(bad), note) for kind, (good, bad, note) in kinds.items())
    head = ("soort", "wordt gelezen", "wordt geweigerd", "let op")
    parts += ["## Datums, getallen en ja of nee", ABOUT_VALUES, _table(head, values), ABOUT_HEADERS]
    return _page(parts)


def _forms(texts: Iterable[str]) -> str:
    return ", ".join(f"`{text}`" for text in texts)


def prices_page() -> str:
    """List every shipped price by stream, what the columns mean, the indices and the sources."""
    tariffs = Tariffs.load()
    schema = json.loads((data_folder() / "tarief.schema.json").read_text(encoding="utf-8"))
    parts = [
        "# Tarieven",
        GENERATED,
        f"{len(tariffs.rows)} prijzen van {len(tariffs.codes)} producten.",
        ABOUT_PRICES,
        "## Wat de kolommen betekenen",
        _table(("kolom", "betekenis"), ((f"`{f['name']}`", f["description"]) for f in schema["fields"])),
    ]
    for stream in Stream:
        rows = sorted(tariffs.find(stream=stream).rows, key=lambda row: (row.code, row.valid_from))
        prices = _table(PRICE_HEAD, map(_price, rows)) if rows else "Geen prijs bekend."
        parts += [f"## {stream}", prices]
    parts += ["## Zoeken met gewone woorden", ABOUT_WORDS]
    parts.append(_table(("woord", "producten", "ontbreekt"), _words_found(tariffs)))
    parts += ["## Eerste en laatste dag van elk product", ABOUT_DAYS]
    parts.append(_table(("code", "eerste dag", "laatste dag", "prijzen"), _first_and_last(tariffs)))
    indices = (
        (i["reeks"], i["jaar"], i["waarde"].replace(".", ","), i["eenheid"], i["bron_id"], i["noot"])
        for i in read_table("indices.csv")
    )
    sources = (
        (s.source_id, s.title, s.publisher, str(s.year), f"<{s.address}>") for s in tariffs.sources.values()
    )
    parts += [
        "## Prijsindices",
        _table(("reeks", "jaar", "waarde", "eenheid", "bron", "noot"), indices),
        "### De VNG-index",
        ABOUT_VNG,
        _table(("jaar", "voorlopig", "definitief", "correctie", "noot"), _vng_rows()),
        "## Bronnen",
        _table(("bron", "titel", "uitgever", "jaar", "adres"), sources),
    ]
    return _page(parts)


def _words_found(tariffs: Tariffs) -> Iterable[Sequence[str]]:
    for word in sorted(meanings()):
        found = tariffs.search(word)
        more = f" en {len(found.codes) - 1} meer" if len(found.codes) > 1 else ""
        codes = f"`{found.codes[0]}`{more}" if found.codes else ""
        yield word, codes, "; ".join(f"{gap.law}: {gap.category}" for gap in found.gaps)


def _first_and_last(tariffs: Tariffs) -> Iterable[Sequence[str]]:
    for series in tariffs.series():
        last = "geen einde" if series.last_day is None else dutch_day(series.last_day)
        yield f"`{series.name}`", dutch_day(series.first_day), last, str(series.count)


def gaps_page() -> str:
    """List what is missing, by law, then the holes in series."""
    gaps = read_gaps()
    parts = ["# Ontbrekende prijzen", GENERATED, ABOUT_GAPS]
    for law, group in groupby((gap for gap in gaps if not gap.code), key=lambda gap: gap.law):
        rows = [(gap.category, gap.description, gap.note) for gap in group]
        parts += [f"## {law}", _table(("soort", "omschrijving", "toelichting"), rows)]
    head = ("code", "zonder prijs", "toelichting")
    series = [gap for gap in gaps if gap.code]
    holes = ((f"`{gap.code}`", gap_days(gap), gap.note) for gap in series if gap.last_day)
    ends = ((f"`{gap.code}`", gap_days(gap), gap.note) for gap in series if not gap.last_day)
    parts += [
        "## Perioden zonder prijs binnen een reeks",
        _table(head, holes),
        "## Reeksen die ophouden",
        ABOUT_ENDS,
        _table(head, ends),
    ]
    return _page(parts)


def _columns(title: str, columns: Sequence[SheetColumn]) -> str:
    rows = (
        (
            f"`{column.header}`",
            column.meaning,
            "ja" if column.required else "nee",
            _contents(column),
            f"`{column.example}`" if column.example else "",
        )
        for column in columns
    )
    return _table((title, "betekenis", "nodig", "inhoud", "voorbeeld"), rows)


def _contents(column: SheetColumn) -> str:
    """Say what a cell of a column may hold."""
    if column.words:
        return ", ".join(f"`{word}`" for word in column.words)
    if column.kind in NUMBER_RULES:
        rule = column.number_rule
        decimals = f", hooguit {rule.decimals} decimalen" if rule.decimals else ""
        return f"{column.kind.value}, {rule.span}{decimals}"
    if column.kind in TEXT_RULES:
        return f"{column.kind.value}, hooguit {TEXT_RULES[column.kind].maximum_length} tekens"
    return column.kind.value


def _price(row: Tariff) -> Sequence[str]:
    return (
        f"`{row.code}`",
        row.description,
        row.unit,
        dutch_price(row.price_eur),
        validity(row),
        row.area or "onbekend",
        row.kind or "",
        row.price_basis or "",
        row.source_id or "",
        row.note or "",
    )


def _vng_rows() -> Iterable[Sequence[str]]:
    indices, name = Indices.load(), IndexName.VNG
    for year, figure in sorted(indices.figures[name].items()):
        first = indices.preliminary[name].get(year)
        is_corrected = first is not None and not figure.preliminary
        yield (
            str(year),
            _percent(first.value - 1) if first else "",
            "" if figure.preliminary else _percent(figure.value - 1),
            _percent(indices.correction(name, year)) if is_corrected else "",
            "Verdacht: een van beide cijfers is verdacht, zie hierboven." if figure.doubtful else "",
        )


def _percent(part: Fraction) -> str:
    """Write a part as a percentage with three decimals, half-up."""
    return f"{dutch_number(Decimal(half_up(100_000 * part)).scaleb(-3), 3)} %"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


def _page(parts: Sequence[str]) -> str:
    return "\n\n".join(parts) + "\n"


def changes_page() -> str:
    """Give the changelog as a page; its links start in this folder."""
    text = CHANGELOG.read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    return f"{title.replace('Changelog', 'Wijzigingen')}\n\n{GENERATED}\n{rest.replace('](docs/', '](')}"


def results_schema() -> str:
    """The JSON Schema of ``resultaten.json``, for who reads it with another program."""
    return json.dumps(schema_of_results(), ensure_ascii=False, indent=1) + "\n"


def valuation_schema() -> str:
    """Give the JSON schema of waardering.json, for programs in any language."""
    return json.dumps(schema_of_valuation(), ensure_ascii=False, indent=1) + "\n"


def wijk_schema() -> str:
    """Give the JSON schema of wijkrapport.json, for programs in any language."""
    return json.dumps(schema_of_wijk(), ensure_ascii=False, indent=1) + "\n"


PAGES = {
    "werkmap.md": workbook_page,
    "tarieven.md": prices_page,
    "ontbrekende-prijzen.md": gaps_page,
    "resultaten.md": lambda: results_page(GENERATED),
    "wijzigingen.md": changes_page,
    "register.md": lambda: index_page(GENERATED),
    "resultaten.schema.json": results_schema,
    "waardering.schema.json": valuation_schema,
    "wijk.schema.json": wijk_schema,
}


def stale_pages() -> dict[str, str]:
    """Give the pages that are missing or differ from what code and data say now, as they should be."""
    wanted = {name: write() for name, write in PAGES.items()}
    return {
        name: page
        for name, page in wanted.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != page
    }


def main() -> int:
    """Write the pages, or only check them."""
    stale = stale_pages()
    if "--controleer" in sys.argv[1:]:
        for name in stale:
            print(f"docs/{name} is verouderd: draai make bladzijden.")
        return 1 if stale else 0
    for name, page in stale.items():
        (DOCS / name).write_text(page, encoding="utf-8")
        print(f"docs/{name} geschreven")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
