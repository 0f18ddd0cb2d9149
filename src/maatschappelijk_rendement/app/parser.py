"""Which words ``mr`` takes: its commands with their options, helps and examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maatschappelijk_rendement.domain.version import __version__

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from maatschappelijk_rendement.app.arguments import Parser

FORMATS = ("html", "xlsx", "pdf", "docx")
CARD_KINDS = ("sroi", "mkba", "effecten", "wijk")
WIJK_FORMATS = ("html", "xlsx", "docx", "pdf")
READERS = ("gemeente", "verzekeraar", "bewoner")


def build_parser() -> argparse.ArgumentParser:
    """Make the parser of ``mr`` with all its commands."""
    from functools import partial

    from maatschappelijk_rendement.app import commands
    from maatschappelijk_rendement.app.arguments import (
        Parser,
        a_date,
        a_folder,
        a_path,
        a_reason,
        a_setting,
        a_whole,
        one_of,
        some_of,
    )
    from maatschappelijk_rendement.domain.vocabulary import UNITS, Stream

    parser = Parser(
        prog="mr",
        description="Van een Excel-werkmap met casussen naar een rapport: kosten en welbevinden.",
        epilog=(
            "voorbeelden:\n"
            "  mr sjabloon casussen.xlsx             een lege werkmap om in te vullen\n"
            "  mr controleer casussen.xlsx           alle fouten in een keer, met blad en cel\n"
            "  mr rapport casussen.xlsx --uit uit    het rapport in de map uit\n"
            "\n"
            "afsluitcodes:\n"
            "  0  gelukt; er kunnen waarschuwingen zijn\n"
            "  1  onverwachte fout, of de uitvoer is niet te schrijven\n"
            "  2  de opdracht klopt niet\n"
            "  3  de werkmap heeft fouten of is geen werkmap; er is niets geschreven\n"
            "  4  publiceren zou een casus verraden; er is niets geschreven\n"
            "\n"
            "Uitkomsten komen op de gewone uitvoer (stdout), voortgang en fouten op stderr."
        ),
    )
    parser.add_argument("--versie", action="version", version=f"mr {__version__}", help="toon de versie")
    subparsers = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="OPDRACHT")

    def add(name: str, run: Callable[[argparse.Namespace], int], summary: str, examples: str) -> Parser:
        command: Parser = subparsers.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=f"voorbeelden:\n{examples}",
        )
        command.set_defaults(run=run)
        return command

    template = add(
        "sjabloon",
        commands.template,
        "maak een lege werkmap, of een ingevuld voorbeeld",
        "  mr sjabloon casussen.xlsx\n  mr sjabloon voorbeeld-synthetisch.xlsx --voorbeeld\n"
        "  mr sjabloon kaart.xlsx --soort mkba",
    )
    template.add_argument("uit", metavar="UIT.xlsx", type=a_path, help="de werkmap die wordt gemaakt")
    template.add_argument("--voorbeeld", action="store_true", help="vul de werkmap met synthetische casussen")
    template.add_argument(
        "--lopend",
        action="store_true",
        help="vul de werkmap met synthetische casussen die rekenen met de prijs van elke dag; maak het "
        "rapport met --indexeer",
    )
    template.add_argument(
        "--soort",
        type=partial(one_of, CARD_KINDS),
        metavar="SOORT",
        help="maak een kaart: sroi, mkba of effecten voor mr waardeer, of wijk voor mr wijk",
    )

    own = add(
        "inlezen",
        commands.read_in,
        "maak een werkmap van uw eigen bestand: xlsx, ods, csv, Parquet, of berichten van iWmo en iJw",
        "  mr inlezen overzicht.xlsx --uit casussen.xlsx --instelling titel=Proef --instelling gemeente=Oss "
        "--instelling basis_na=realisatie\n"
        "  mr inlezen export.csv --stel-voor eigen.toml\n"
        "  mr inlezen export.csv --profiel eigen.toml --uit casussen.xlsx\n"
        "  mr inlezen berichten --profiel iwmo323 --uit casussen.xlsx --instelling gemeente=Oss ...\n"
        "\n"
        "Meer over profielen: docs/eigen-bestand.md en docs/istandaarden.md",
    )
    own.add_argument(
        "bron", metavar="BRON", type=a_path, help="uw bestand, of een map met Parquet of berichten"
    )
    own.add_argument(
        "--profiel",
        metavar="PROFIEL",
        help="wat elke kolom betekent: een TOML-bestand, of de naam van een meegeleverd profiel; anders het "
        "meegeleverde profiel dat past",
    )
    own.add_argument(
        "--stel-voor", metavar="PROFIEL.toml", type=a_path, help="schrijf een voorstel van een profiel"
    )
    own.add_argument("--uit", metavar="UIT.xlsx", type=a_path, help="de werkmap die wordt gemaakt")
    own.add_argument(
        "--sleutel", metavar="BESTAND", type=a_path, help="sleutel voor pseudoniemen; maak hem met mr sleutel"
    )
    own.add_argument(
        "--instelling",
        metavar="NAAM=WAARDE",
        action="append",
        type=a_setting,
        default=[],
        help="instelling van blad Analyse, zoals gemeente=Oss; mag vaker",
    )
    own.add_argument("--json", action="store_true", help="toon de meldingen als JSON")

    combined = add(
        "combineer",
        commands.combine,
        "voeg werkmappen samen tot één",
        "  mr combineer Oss.xlsx Tilburg.xlsx --uit samen.xlsx\n"
        "  mr combineer Oss.xlsx Tilburg.xlsx --uit samen.xlsx --instelling prijspeil=2022\n"
        "\n"
        "De naam van elke werkmap komt voor haar nummers te staan, zoals Oss-C01.",
    )
    combined.add_argument("werkmap", metavar="IN.xlsx", type=a_path, nargs="+", help="de werkmappen")
    combined.add_argument("--uit", metavar="UIT.xlsx", type=a_path, required=True, help="de nieuwe werkmap")
    combined.add_argument(
        "--instelling",
        metavar="NAAM=WAARDE",
        action="append",
        type=a_setting,
        default=[],
        help="wat er voor het geheel geldt waar instellingen verschillen; mag vaker",
    )
    combined.add_argument("--json", action="store_true", help="toon de meldingen als JSON")

    check = add(
        "controleer",
        commands.check,
        "controleer een werkmap en toon alle meldingen met blad en cel",
        "  mr controleer casussen.xlsx\n  mr controleer casussen.xlsx --aantekeningen nagekeken.xlsx",
    )
    check.add_argument(
        "werkmap", metavar="IN.xlsx", type=a_path, help="de ingevulde werkmap, of een map met Parquet of CSV"
    )
    check.add_argument(
        "--aantekeningen",
        metavar="UIT.xlsx",
        type=a_path,
        help="schrijf een kopie van de werkmap met elke melding bij de cel; een bestand dat er al is, blijft",
    )
    _shared(check)

    report = add(
        "rapport",
        commands.report,
        "maak het rapport",
        "  mr rapport casussen.xlsx --uit uit\n"
        "  mr rapport casussen.xlsx --uit uit --formaat html,xlsx,pdf --datum 3-9-2018\n"
        "  mr rapport casussen.xlsx --uit uit --huisstijl huisstijl.toml\n"
        "  mr rapport casussen.xlsx --uit uit --voor gemeente,verzekeraar,bewoner\n"
        "  mr rapport casussen.xlsx --uit uit --register register --rooster 1000\n"
        '  mr rapport casussen.xlsx --uit uit --minimum 15 --reden "besluit van het college"\n'
        "  mr rapport casussen.xlsx --uit vertrouwelijk --intern\n"
        "\n"
        "Meer over bestanden, huisstijl en register: docs/rapport.md",
    )
    report.add_argument(
        "werkmap", metavar="IN.xlsx", type=a_path, help="de ingevulde werkmap, of een map met Parquet of CSV"
    )
    report.add_argument("--uit", metavar="MAP", type=a_folder, required=True, help="map voor het rapport")
    report.add_argument(
        "--intern",
        action="store_true",
        help="exacte cijfers per casus en rapport-formules.xlsx, VERTROUWELIJK: niet om te publiceren",
    )
    report.add_argument(
        "--formaat",
        type=partial(some_of, FORMATS),
        default=("html", "xlsx"),
        metavar="LIJST",
        help="html,xlsx,pdf,docx (standaard html,xlsx)",
    )
    report.add_argument(
        "--datum",
        type=a_date,
        metavar="DATUM",
        help="datum die in het rapport komt te staan: d-m-jjjj of jjjj-mm-dd",
    )
    report.add_argument(
        "--minimum",
        type=a_whole,
        default=10,
        metavar="N",
        help="minste aantal casussen achter een cijfer (10)",
    )
    report.add_argument(
        "--reden", type=a_reason, metavar="TEKST", help="waarom een ander minimum; komt in het rapport"
    )
    report.add_argument(
        "--rooster",
        type=a_whole,
        default=100,
        metavar="N",
        help="rond openbare bedragen af op minstens N euro (100); grotere bedragen gaan grover",
    )
    report.add_argument(
        "--voor",
        type=partial(some_of, READERS),
        default=(),
        metavar="LEZER",
        help="maak ook een bladzijde voor gemeente, verzekeraar, bewoner (met een komma ertussen)",
    )
    report.add_argument(
        "--huisstijl",
        type=a_path,
        metavar="STIJL.toml",
        help="eigen naam, [kleuren] met tekst en accent, [logo] met bestand en alt",
    )
    report.add_argument(
        "--register",
        type=a_folder,
        metavar="MAP",
        help="toets aan eerdere uitgaven in dit register en leg deze uitgave vast",
    )
    report.add_argument(
        "--sleutel",
        type=a_path,
        metavar="BESTAND",
        help="zet een kenmerk van de inhoud in herkomst.json; met dezelfde sleutel laat u later zien van "
        "welke werkmap dit rapport is",
    )
    _shared(report)

    releases = add(
        "uitgaven", commands.releases, "toon wat in een register is vastgelegd", "  mr uitgaven register"
    )
    releases.add_argument("register", metavar="MAP", type=a_path, help="map van het register")

    key = add(
        "sleutel",
        commands.key,
        "maak een sleutelbestand voor mr rapport --sleutel",
        "  mr sleutel eigen.sleutel\n  mr rapport casussen.xlsx --uit uit --sleutel eigen.sleutel",
    )
    key.add_argument(
        "uit",
        metavar="BESTAND",
        type=a_path,
        help="het sleutelbestand; kies een plek buiten de map van een rapport",
    )

    clean = add(
        "opruimen",
        commands.clean,
        "wis wat dit programma in een map heeft geschreven",
        "  mr opruimen vertrouwelijk          toont wat er gewist zou worden\n"
        "  mr opruimen vertrouwelijk --ja     wist het",
    )
    clean.add_argument("map", metavar="MAP", type=a_path, help="map van een rapport of register")
    clean.add_argument("--ja", action="store_true", help="wis echt; dit kan niet ongedaan worden gemaakt")

    tariffs = add(
        "tarieven",
        commands.tariffs,
        "zoek prijzen, met eenheid, geldigheid en bron",
        "  mr tarieven bijstand\n  mr tarieven hulp in de huishouding --eenheid uur\n"
        "  mr tarieven --stroom Wmo\n  mr tarieven --ontbreekt\n"
        "  mr tarieven --oud --peildatum 1-1-2027",
    )
    tariffs.add_argument(
        "zoek", metavar="ZOEK", nargs="*", help="gewone woorden, of woorden uit code of omschrijving"
    )
    streams = tuple(stream.value for stream in Stream)
    tariffs.add_argument(
        "--stroom",
        type=partial(one_of, streams),
        metavar="STROOM",
        help=f"alleen deze financieringsstroom: {', '.join(streams)}",
    )
    tariffs.add_argument(
        "--eenheid",
        type=partial(one_of, UNITS),
        metavar="EENHEID",
        help="alleen prijzen per deze eenheid, zoals uur of dag",
    )
    tariffs.add_argument(
        "--ontbreekt", action="store_true", help="toon van welke producten de prijs nog ontbreekt"
    )
    tariffs.add_argument(
        "--oud", action="store_true", help="toon welke prijzen en indices meer dan een jaar achter zijn"
    )
    tariffs.add_argument(
        "--peildatum",
        type=a_date,
        metavar="DATUM",
        help="de dag waarop --oud kijkt: d-m-jjjj of jjjj-mm-dd (standaard vandaag)",
    )

    scenario = add(
        "scenario",
        commands.scenario,
        "reken een afspraak over gedeelde besparing door",
        "  mr scenario afspraak.toml --uit scenario\n"
        "  mr scenario afspraak.toml --casussen casussen.xlsx --uit vertrouwelijk\n"
        "  mr scenario half.toml derde.toml --uit vergelijking\n"
        "\n"
        "Met --casussen komt de uitkomst uit een werkmap: alleen bestaande casussen, per soort geld.\n"
        "Die uitkomst is VERTROUWELIJK. Geeft u meer bestanden, dan staan de contracten naast elkaar.\n"
        "\n"
        "Meer over afspraken: docs/gedeelde-besparing.md",
    )
    scenario.add_argument(
        "afspraak",
        metavar="CONTRACT.toml",
        type=a_path,
        nargs="+",
        help="de afspraak en de uitkomst; meer bestanden worden vergeleken op dezelfde uitkomst",
    )
    scenario.add_argument("--uit", metavar="MAP", type=a_folder, required=True, help="map voor de uitkomst")
    scenario.add_argument(
        "--casussen",
        metavar="CASUSSEN.xlsx",
        type=a_path,
        help="haal de uitkomst uit een werkmap met casussen; het bestand noemt dan geen bedragen per stroom",
    )
    scenario.add_argument(
        "--trekkingen",
        action="store_true",
        help="schrijf ook elke trekking, als CSV en (met pyarrow) als Parquet",
    )

    open_data = add(
        "opendata",
        commands.open_data,
        "maak één reeks van openbare cijfers die u hebt gedownload: CBS, RIVM, GGD of Vektis",
        "  mr opendata kwb kwb_2019_84583NED.csv kwb-2024.xlsx --wijk WK082801 --uit ruwaard.csv\n"
        "  mr opendata ggd 50150NED.csv --wijk WK082801=Ruwaard GM0828 --uit gezondheid.xlsx\n"
        "  mr opendata kwb kwb-2024.xlsx --wijk WK082801 WK082802 --uit oss.csv --kaart wijken.geojson "
        "--indicator bijstand\n"
        "  mr opendata vektis vektis_2023_gemeente.csv --gemeente Oss --standaardiseer "
        "--uit zorgkosten.xlsx\n"
        "\n"
        "Soorten: kwb, wmo, jeugd, ggd, regiobeeld en vektis. Meer: docs/open-data.md",
    )
    open_data.add_argument(
        "soort",
        metavar="SOORT",
        type=partial(one_of, ("kwb", "wmo", "jeugd", "ggd", "regiobeeld", "vektis")),
        help="kwb, wmo, jeugd, ggd, regiobeeld of vektis",
    )
    open_data.add_argument("bestand", metavar="BESTAND", type=a_path, nargs="+", help="de bestanden")
    open_data.add_argument(
        "--wijk",
        metavar="CODE",
        nargs="+",
        action="extend",
        default=[],
        help="code van een wijk, buurt of gemeente, zoals WK082801; met =NAAM erbij wordt ook de naam "
        "nagekeken",
    )
    open_data.add_argument(
        "--gemeente",
        metavar="NAAM",
        nargs="+",
        action="extend",
        default=[],
        help="bij vektis: een gemeente, of de eerste drie cijfers van een postcode",
    )
    open_data.add_argument(
        "--uit", metavar="UIT", type=a_path, required=True, help="de reeks: een naam op .csv of .xlsx"
    )
    open_data.add_argument(
        "--jaar", metavar="JAAR", type=a_whole, help="het jaar van het bestand, als dat nergens staat"
    )
    open_data.add_argument(
        "--kolom",
        metavar="KOLOM=INDICATOR",
        action="append",
        type=a_setting,
        default=[],
        help="zeg zelf welke kolom welke indicator is; mag vaker",
    )
    open_data.add_argument(
        "--kaart", metavar="GRENZEN.geojson", type=a_path, help="teken een kaart met deze grenzen, naast UIT"
    )
    open_data.add_argument("--indicator", metavar="NAAM", help="welke indicator op de kaart komt")
    open_data.add_argument(
        "--standaardiseer",
        action="store_true",
        help="bij vektis: zet ook in de reeks wat naar leeftijd en geslacht verwacht is, met verhouding en "
        "verschil",
    )
    open_data.add_argument("--json", action="store_true", help="toon de meldingen als JSON")

    value = add(
        "waardeer",
        commands.value,
        "reken een kaart door: SROI, MKBA of effectencalculator",
        "  mr sjabloon kaart.xlsx --soort mkba\n  mr waardeer kaart.xlsx --uit waardering\n"
        "\n"
        "Meer over kaarten: docs/waardering.md",
    )
    value.add_argument("kaart", metavar="KAART.xlsx", type=a_path, help="de ingevulde kaart")
    value.add_argument("--uit", metavar="MAP", type=a_folder, required=True, help="map voor de uitkomst")
    value.add_argument(
        "--casussen",
        metavar="CASUSSEN.xlsx",
        type=a_path,
        help="haal regels uit een werkmap met casussen: bij mkba wat gepubliceerd mag worden, bij effecten "
        "elke casus van blad Casussen (na en nulalternatief)",
    )

    wijk = add(
        "wijk",
        commands.wijk,
        "maak het rapport van een wijk: indicatoren, gezondheid, registers",
        "  mr sjabloon wijk.xlsx --soort wijk\n  mr wijk wijk.xlsx --uit wijk\n"
        "  mr wijk wijk.xlsx --uit wijk --formaat html,xlsx,pdf,docx\n"
        "  mr wijk wijk.xlsx --casussen casussen.xlsx --uit wijk\n"
        "  mr wijk wijk.xlsx --gezondheid reeks.csv --uit wijk\n"
        "\n"
        "Meer over wijken: docs/wijk.md",
    )
    wijk.add_argument("kaart", metavar="WIJK.xlsx", type=a_path, help="de ingevulde kaart van de wijk")
    wijk.add_argument("--uit", metavar="MAP", type=a_folder, required=True, help="map voor het rapport")
    wijk.add_argument(
        "--formaat",
        type=partial(some_of, WIJK_FORMATS),
        default=("html", "xlsx"),
        metavar="LIJST",
        help="html,xlsx,docx,pdf (standaard html,xlsx)",
    )
    wijk.add_argument(
        "--casussen",
        metavar="CASUSSEN.xlsx",
        type=a_path,
        help="voeg een hoofdstuk toe over casussen van deze wijk: alleen wat gepubliceerd mag worden",
    )
    wijk.add_argument(
        "--gezondheid",
        metavar="REEKS.csv",
        type=a_path,
        help="vul blad Gezondheid aan met een reeks van mr opendata ggd (wijk en gemeente), op de stam van "
        "blad Criteria",
    )
    return parser


def _shared(command: argparse.ArgumentParser) -> None:
    from maatschappelijk_rendement.app.arguments import a_size

    command.add_argument(
        "--indexeer",
        action="store_true",
        help="breng een prijs die bij lopende prijzen ontbreekt met de index naar zijn jaar",
    )
    command.add_argument(
        "--veilig",
        action="store_true",
        help="lees in een apart proces met een grens aan tijd en geheugen, als u het bestand niet vertrouwt",
    )
    command.add_argument(
        "--geheugen",
        type=a_size,
        default="4GB",
        metavar="GROOTTE",
        help="zoveel geheugen mogen de tabellen van een map met bestanden innemen (4GB); de rest gaat naar "
        "een eigen map op schijf, die daarna wordt gewist",
    )
    command.add_argument("--json", action="store_true", help="toon de meldingen als JSON")
