"""What stands beside the tables of figures: settings, accounting, costs of each case, prices, findings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from maatschappelijk_rendement.domain.vocabulary import (
    AfterBasis,
    Comparison,
    IndexName,
    MdoCosts,
    PriceBasis,
    PriceMode,
    Selection,
)
from maatschappelijk_rendement.results.columns import Column, Kind, Row, Status
from maatschappelijk_rendement.results.keys import AnyMoment, Stream, Wijk
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Cents, PriceE4


@dataclass(frozen=True, kw_only=True)
class Settings(Row):
    """The settings in the words of the workbook, how many cases of which kind, and how it was published."""

    title: Annotated[str, Column("titel")]
    municipality: Annotated[str, Column("gemeente")]
    municipality_code: Annotated[str | None, Column("gemeentecode")]
    period_months: Annotated[int, Column("periode_maanden", kind=Kind.NUMBER, least=1, most=24)]
    price_mode: Annotated[str, Column("prijsmodus", among=tuple(PriceMode))]
    price_year: Annotated[int | None, Column("prijspeil", kind=Kind.YEAR)]
    index: Annotated[str | None, Column("index", among=tuple(IndexName))]
    price_basis: Annotated[str, Column("prijsbasis", among=tuple(PriceBasis))]
    comparison: Annotated[str, Column("vergelijking", among=tuple(Comparison))]
    after_basis: Annotated[str, Column("basis_na", among=tuple(AfterBasis))]
    mdo_costs: Annotated[str, Column("mdo_kosten", among=tuple(MdoCosts))]
    selection: Annotated[str, Column("selectie", among=tuple(Selection))]
    cases_in_total: Annotated[int | None, Column("casussen_in_totaal", kind=Kind.COUNT)]
    is_synthetic: Annotated[bool, Column("synthetisch", kind=Kind.YES_NO)]
    is_fitted: Annotated[bool, Column("geijkt_op_totaal", kind=Kind.YES_NO)]
    n_cases: Annotated[int | None, Column("n_casussen", kind=Kind.COUNT)]
    n_existing: Annotated[int | None, Column("n_bestaand", kind=Kind.COUNT)]
    n_new: Annotated[int | None, Column("n_nieuw", kind=Kind.COUNT)]
    wijken: Annotated[tuple[str, ...], Column("wijken", kind=Kind.LIST)]
    date: Annotated[str | None, Column("datum")]
    period_from: Annotated[str | None, Column("periode_van")]
    period_to: Annotated[str | None, Column("periode_tot")]
    version: Annotated[str, Column("versie")]
    # What disclosure control adds.
    minimum: Annotated[int, Column("minimum", kind=Kind.NUMBER, least=0)] = 0
    minimum_reason: Annotated[str | None, Column("minimum_reden")] = None
    is_rounded: Annotated[bool, Column("afgerond", kind=Kind.YES_NO)] = False
    grid: Annotated[int | None, Column("rooster_eur", kind=Kind.NUMBER, least=100)] = None
    grid_of_parts: Annotated[
        int | None, Column("rooster_delen_eur", kind=Kind.NUMBER, least=100, is_absent=True)
    ] = None
    hidden: Annotated[tuple[str, ...] | None, Column("onderdrukt", kind=Kind.LIST, is_absent=True)] = None


SETTINGS = ResultTable("analyse", Settings, is_one_row=True)


@dataclass(frozen=True, kw_only=True)
class SheetRead(Row):
    """What was read of one sheet."""

    sheet: Annotated[str, Column("blad", "Blad")]
    read: Annotated[int, Column("gelezen", "Gelezen", Kind.COUNT, least=0)]
    used: Annotated[int, Column("gebruikt", "Gebruikt", Kind.COUNT, least=0)]
    rejected: Annotated[int, Column("afgewezen", "Afgewezen", Kind.COUNT, least=0)]
    blank: Annotated[int, Column("leeg", "Leeg", Kind.COUNT, least=0)]


SHEETS_READ = ResultTable("controle_per_blad", SheetRead, "Gelezen regels per blad", is_intern=True)


@dataclass(frozen=True, kw_only=True)
class Accounting(Row):
    """Rows read = used + rejected + blank; cents in = cents out."""

    read: Annotated[int, Column("regels_gelezen", kind=Kind.NUMBER, least=0)]
    used: Annotated[int, Column("regels_gebruikt", kind=Kind.NUMBER, least=0)]
    rejected: Annotated[int, Column("regels_afgewezen", kind=Kind.NUMBER, least=0)]
    blank: Annotated[int, Column("regels_leeg", kind=Kind.NUMBER, least=0)]
    cents_in: Annotated[Cents | None, Column("centen_in", kind=Kind.NUMBER)]
    cents_out: Annotated[Cents | None, Column("centen_uit", kind=Kind.NUMBER)]
    adds_up: Annotated[bool, Column("klopt", kind=Kind.YES_NO)]
    per_sheet: Annotated[tuple[SheetRead, ...], Column("per_blad", kind=Kind.ROWS, is_intern=True)]


ACCOUNTING = ResultTable("controle", Accounting, is_one_row=True)


@dataclass(frozen=True, kw_only=True)
class HiddenByRule(Row):
    """How many figures a rule hid; in a public report all rules are one, "te herleiden"."""

    rule: Annotated[str, Column("regel")]
    count: Annotated[int, Column("aantal", kind=Kind.COUNT)]


@dataclass(frozen=True, kw_only=True)
class HiddenInTable(Row):
    """How many rows of a table are hidden."""

    table: Annotated[str, Column("tabel")]
    rows: Annotated[int, Column("cellen", kind=Kind.COUNT)]
    hidden: Annotated[int, Column("onderdrukt", kind=Kind.COUNT)]
    merged: Annotated[int, Column("samengevoegd", kind=Kind.COUNT)] = 0
    advice: Annotated[str, Column("advies")] = ""


@dataclass(frozen=True, kw_only=True)
class WhyHidden(Row):
    """Which columns of a row the public report hides, and by which rule; of an internal report only."""

    table: Annotated[str, Column("tabel", "Tabel")]
    row: Annotated[str, Column("rij", "Rij", empty="de hele tabel")]
    columns: Annotated[tuple[str, ...], Column("kolommen", "Kolommen", Kind.LIST)]
    rule: Annotated[str, Column("regel", "Regel")]


@dataclass(frozen=True, kw_only=True)
class Hidden(Row):
    """What disclosure control hid, without any value."""

    text: Annotated[str, Column("tekst")]
    rules: Annotated[tuple[HiddenByRule, ...], Column("regels", kind=Kind.ROWS)] = ()
    tables: Annotated[tuple[HiddenInTable, ...], Column("tabellen", kind=Kind.ROWS)] = ()
    reasons: Annotated[tuple[WhyHidden, ...] | None, Column("redenen", kind=Kind.ROWS, is_absent=True)] = None


HIDDEN = ResultTable("openbaarmaking", Hidden, is_one_row=True)


@dataclass(frozen=True, kw_only=True)
class CaseCost(Row):
    """What one case costs in one stream at one moment."""

    case_id: Annotated[str, Column("casus_id", "Casus")]
    wijk: Wijk
    stream: Stream
    moment: AnyMoment
    in_window: Annotated[Cents | None, Column("in_venster_eur", "Terugkerend", Kind.EURO)]
    one_off: Annotated[Cents | None, Column("eenmalig_eur", "Eenmalig", Kind.EURO)]
    structural: Annotated[Cents | None, Column("structureel_per_jaar_eur", "Loopt door, per jaar", Kind.EURO)]
    status: Status = "getoond"


CASE_COSTS = ResultTable(
    "kosten",
    CaseCost,
    "Kosten per casus",
    "casus_id wijk stroom moment in_venster_eur eenmalig_eur structureel_per_jaar_eur status",
    is_intern=True,
)


@dataclass(frozen=True, kw_only=True)
class TwoReadings(Row):
    """A stream of the existing cases, at what it costs society and at what its payers pay."""

    stream: Stream
    societal_before: Annotated[Cents, Column("samenleving_voor_eur", "Samenleving voor", Kind.EURO)]
    societal_after: Annotated[Cents, Column("samenleving_na_eur", "Samenleving na", Kind.EURO)]
    societal_delta: Annotated[Cents, Column("samenleving_som_eur", "Samenleving, na min voor", Kind.DELTA)]
    payer_before: Annotated[Cents, Column("financier_voor_eur", "Financier voor", Kind.EURO)]
    payer_after: Annotated[Cents, Column("financier_na_eur", "Financier na", Kind.EURO)]
    payer_delta: Annotated[Cents, Column("financier_som_eur", "Financier, na min voor", Kind.DELTA)]
    cash_delta: Annotated[Cents, Column("waarvan_kasstroom_eur", "Daarvan kasstroom", Kind.DELTA)]


READINGS = ResultTable(
    "lezingen",
    TwoReadings,
    "Twee lezingen van bestaande casussen: samenleving en financier",
    note="Samenleving: tegen referentieprijzen. Financier: tegen tarieven, min wat bewoners zelf betalen. "
    "Alleen stromen waarin elke regel beide prijzen heeft.",
    empty="In geen enkele stroom heeft elke regel een referentieprijs en een tarief.",
    is_intern=True,
)


@dataclass(frozen=True, kw_only=True)
class Post(Row):
    """What the way of working costs beside the cases."""

    post: Annotated[str, Column("post", "Post")]
    payer: Annotated[str, Column("financier", "Betaald door", empty="onbekend")]
    amount: Annotated[Cents, Column("bedrag_eur", "Bedrag", Kind.EURO)]
    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    is_one_off: Annotated[bool, Column("eenmalig", "Eenmalig", Kind.YES_NO)]


PROGRAMME = ResultTable(
    "programma",
    Post,
    "Kosten van het programma",
    "post financier jaar eenmalig bedrag_eur",
    "Deze kosten horen bij de werkwijze als geheel. Zij zitten niet in het verschil per casus.",
    "Er zijn geen programmakosten opgegeven. Dat betekent niet dat het programma niets kost.",
    is_of_nobody=True,
)


@dataclass(frozen=True, kw_only=True)
class PriceUseRow(Row):
    """What a price was used for, who paid it and who got it."""

    used_for: Annotated[str, Column("voor", among=("hulp", "mdo"))]
    payer: Annotated[str, Column("financier")]
    receiver: Annotated[str | None, Column("ontvanger")]
    money_kind: Annotated[str, Column("geldstroom")]


@dataclass(frozen=True, kw_only=True)
class Price(Row):
    """A price behind a figure, with its source."""

    code: Annotated[str, Column("code", "Code")]
    description: Annotated[str | None, Column("omschrijving", "Omschrijving", empty="geen omschrijving")]
    stream: Stream
    unit: Annotated[str, Column("eenheid", "Per", Kind.WORD)]
    price: Annotated[PriceE4 | None, Column("prijs_eur", "Prijs", Kind.PRICE)]
    valid_from: Annotated[str, Column("geldig_van", "Geldig van")]
    valid_until: Annotated[str | None, Column("geldig_tot", "Geldig tot en met", empty="geen einddatum")]
    kind: Annotated[str | None, Column("soort", "Soort", Kind.WORD)]
    basis: Annotated[str | None, Column("prijsbasis", "Prijsbasis", Kind.WORD)]
    source: Annotated[str | None, Column("bron", "Bron", empty="onbekend")]
    address: Annotated[str | None, Column("bron_adres", "Adres van de bron", empty="geen adres")]
    is_own: Annotated[bool, Column("lokaal", "Eigen prijs", Kind.YES_NO)]
    is_indexed: Annotated[bool, Column("geindexeerd", "Geïndexeerd", Kind.YES_NO)]
    note: Annotated[str | None, Column("toelichting", "Toelichting", empty="geen")]
    is_other_basis: Annotated[bool, Column("afwijkende_basis", "Andere prijsbasis dan gekozen", Kind.YES_NO)]
    level: Annotated[str | None, Column("prijspeil", "Prijspeil", empty="onbekend", is_absent=True)] = None
    remark: Annotated[str | None, Column("noot", "Noot bij deze prijs", empty="geen", is_absent=True)] = None
    hidden: Annotated[
        tuple[str, ...] | None,
        Column("onderdrukt", kind=Kind.LIST, among=("prijs_eur", "bron"), is_absent=True),
    ] = None
    uses: Annotated[tuple[PriceUseRow, ...], Column("gebruik", kind=Kind.ROWS)]


PRICES = ResultTable(
    "tarieven",
    Price,
    "Gebruikte tarieven",
    "code omschrijving stroom prijs_eur eenheid prijspeil noot geldig_van geldig_tot soort prijsbasis lokaal "
    "geindexeerd afwijkende_basis toelichting bron bron_adres",
    "Een eigen prijs staat op de regels zelf. In een openbaar rapport staat een prijs hier niet als hij te "
    "herleiden is. Zulke prijzen staan samen als overige producten, zonder prijs en bron.",
    is_of_nobody=True,
)


@dataclass(frozen=True, kw_only=True)
class InstrumentUsed(Row):
    """An instrument behind the scores: its scale, and what its makers say of it."""

    instrument: Annotated[str, Column("instrument")]
    name: Annotated[str, Column("naam")]
    lowest: Annotated[Decimal, Column("laagste", kind=Kind.SCALE)]
    highest: Annotated[Decimal, Column("hoogste", kind=Kind.SCALE)]
    is_ordinal: Annotated[bool, Column("ordinaal", kind=Kind.YES_NO)]
    above: Annotated[Decimal | None, Column("grens_boven", kind=Kind.SCALE)]
    source: Annotated[str, Column("bron")]
    licence: Annotated[str, Column("licentie")]
    warnings: Annotated[tuple[str, ...], Column("waarschuwingen", kind=Kind.LIST)]
    of: Annotated[str | None, Column("berekend_uit", is_absent=True)] = None


INSTRUMENTS = ResultTable("instrumenten", InstrumentUsed)


@dataclass(frozen=True, kw_only=True)
class MessageRow(Row):
    """What reading or pricing warned of."""

    level: Annotated[str, Column("niveau", "Niveau", Kind.WORD, among=("fout", "waarschuwing"))]
    sheet: Annotated[str, Column("blad", "Blad", empty="hele bestand")]
    cell: Annotated[str, Column("cel", "Cel", empty="hele blad")]
    code: Annotated[str, Column("code", "Code")]
    text: Annotated[str, Column("tekst", "Melding")]


MESSAGES = ResultTable(
    "meldingen",
    MessageRow,
    "Meldingen bij het lezen van de gegevens",
    "niveau blad cel tekst code",
    empty="Er waren geen meldingen.",
)
