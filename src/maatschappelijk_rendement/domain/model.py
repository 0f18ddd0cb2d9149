"""The objects of the domain: frozen, typed, with units in names or types.

They are the typed view of the tables, for who works in Python: a notebook makes them by hand, and
``frames`` turns them into the frames that are computed on. Each field stands as a column in ``tables`` and
says how it is read (``given``); the bounds are taken from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from typing import ClassVar

from maatschappelijk_rendement.domain import vocabulary as v
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.given import (
    day,
    either,
    listed,
    many,
    number,
    one,
    text,
    texts_in_any_order,
    whole,
    word,
    yes_no,
)
from maatschappelijk_rendement.domain.record import (
    Day,
    DayOrNone,
    Many,
    Number,
    NumberOrNone,
    One,
    Read,
    Record,
    Text,
    TextOrNone,
    Together,
    Whole,
    WholeOrNone,
    Word,
    WordOrNone,
    YesOrNo,
    read_by,
    record,
)
from maatschappelijk_rendement.domain.tables import (
    AMOUNT_RULE,
    MONTHS,
    NUMBER_RULES,
    SETTINGS,
    TARIFFS,
    YEARS,
    CellKind,
    quantity_rule,
)

_CASES_IN_TOTAL = next(setting.number_rule for setting in SETTINGS if setting.name == "cases_in_total")
_SCORED = (v.Moment.BEFORE, v.Moment.AFTER, v.Moment.REPEAT)
_PRICE_AND_SOURCE = Together(
    ("price_eur", "price_source"),
    lambda price, source: (price is None) == (source is None),
    "Een eigen prijs en zijn bron horen bij elkaar.",
    "Geef price_eur en price_source allebei, of geen van beide.",
)


def _needed_at_constant_prices(name: str, sentence: str) -> Together:
    return Together(
        ("price_mode", name),
        lambda mode, value: mode is not v.PriceMode.CONSTANT or value is not None,
        sentence,
        f"Vul {name} in, of kies price_mode 'lopend'.",
    )


def _fits_its_product(product_code: str, quantity: Decimal) -> bool:
    return quantity <= quantity_rule(product_code).maximum


@record
class AnalysisSettings(Record):
    """How an analysis is made; each choice is the user's, none is a silent default.

    Example:
        >>> AnalysisSettings(
        ...     title="Ruwaard", municipality="Oss", period_months=12, price_mode="constant", price_year=2022,
        ...     index="CPI", price_basis="referentieprijs", comparison="voor_na", after_basis="realisatie",
        ...     mdo_costs="apart", selection="onbekend",
        ... ).price_year
        2022
    """

    title: Text = read_by(text(CellKind.NAME))
    municipality: Text = read_by(text(CellKind.NAME))
    municipality_code: TextOrNone = read_by(text(CellKind.REGION_GM), default=None)
    period_months: Whole = read_by(whole(MONTHS))
    price_mode: Word[v.PriceMode] = read_by(word(v.PriceMode))
    price_year: WholeOrNone = read_by(whole(YEARS), default=None)
    index: WordOrNone[v.IndexName] = read_by(word(v.IndexName), default=None)
    price_basis: Word[v.PriceBasis] = read_by(word(v.PriceBasis))
    comparison: Word[v.Comparison] = read_by(word(v.Comparison))
    after_basis: Word[v.AfterBasis] = read_by(word(v.AfterBasis))
    mdo_costs: Word[v.MdoCosts] = read_by(word(v.MdoCosts))
    selection: Word[v.Selection] = read_by(word(v.Selection))
    cases_in_total: WholeOrNone = read_by(whole(_CASES_IN_TOTAL), default=None)

    together = (
        _needed_at_constant_prices("price_year", "Het prijsjaar is nodig bij prijzen van één jaar."),
        _needed_at_constant_prices("index", "De index is nodig bij prijzen van één jaar."),
    )

    def __iter__(self) -> Iterator[tuple[str, object]]:
        """Give each field with its value, so that ``dict(settings)`` is what the constructor takes."""
        return ((one.name, getattr(self, one.name)) for one in fields(self))


@record
class Case(Record):
    """One household's question, taken up together.

    Attributes:
        observed_streams: Streams whose use was looked at; ``("alle",)`` is every stream that occurs in the
            caseload.
    """

    case_id: Text = read_by(text(CellKind.ID))
    wijk: Text = read_by(text(CellKind.NAME, names_rows=True))
    wijk_code: TextOrNone = read_by(text(CellKind.REGION_WK), default=None)
    case_type: Word[v.CaseType] = read_by(word(v.CaseType))
    mdo_date: Day = read_by(day)
    repeat_date: DayOrNone = read_by(day, default=None)
    observed_streams: Many[str] = read_by(many(str, text()), default=(v.ALL_STREAMS_WORD,))


@record
class Resident(Record):
    """One person in a case; B1 of another case is another person."""

    case_id: Text = read_by(text(CellKind.ID))
    resident: Text = read_by(text(CellKind.ID))


@record
class Usage(Record):
    """One line of care or support: what, how much, when.

    Attributes:
        quantity: Units of the product per ``per``.
        start: First day; empty is the start of its window.
        end: First day after the line (half-open); empty is the end of its window.
        price_eur: Own price per unit in euros, used as given; then ``price_source`` too.
        own_contribution_eur: What the resident pays of the line in its window, in euros.

    Example:
        >>> Usage(case_id="C1", moment="voor", product_code="WMO.X", quantity=Decimal("2.5"), per="week").per
        <Per.WEEK: 'week'>
    """

    case_id: Text = read_by(text(CellKind.ID))
    moment: Word[v.Moment] = read_by(word(v.Moment))
    product_code: Text = read_by(text(CellKind.CODE))
    quantity: Number = read_by(number(AMOUNT_RULE))
    per: Word[v.Per] = read_by(word(v.Per))
    start: DayOrNone = read_by(day, default=None)
    end: DayOrNone = read_by(day, default=None)
    unit: TextOrNone = read_by(text(), default=None)
    price_eur: NumberOrNone = read_by(number(CellKind.PRICE), default=None)
    price_source: TextOrNone = read_by(text(CellKind.SOURCE), default=None)
    provision: WordOrNone[v.ProvisionKind] = read_by(word(v.ProvisionKind), default=None)
    money_kind: WordOrNone[v.MoneyKind] = read_by(word(v.MoneyKind), default=None)
    payer: TextOrNone = read_by(text(CellKind.NAME, names_rows=True), default=None)
    own_contribution_eur: NumberOrNone = read_by(number(CellKind.AMOUNT), default=None)
    receiver: TextOrNone = read_by(text(CellKind.NAME, names_rows=True), default=None)
    resident: TextOrNone = read_by(text(CellKind.ID), default=None)
    provenance: WordOrNone[v.Provenance] = read_by(word(v.Provenance), default=None)

    together = (
        Together(
            ("product_code", "quantity"),
            _fits_its_product,
            "Dit getal valt buiten de grenzen.",
            f"Geef een getal {NUMBER_RULES[CellKind.QUANTITY].span}.",
        ),
        _PRICE_AND_SOURCE,
        Together(
            ("start", "end"),
            lambda start, end: not (start and end) or start < end,
            "De einddag ligt niet na de eerste dag.",
            "Geef als end de eerste dag na de regel.",
        ),
    )


@record
class WellbeingScore(Record):
    """One score of one resident at one moment.

    Attributes:
        instrument: A shipped instrument, or the id of one of the user's own; ``analyse`` refuses an id that
            it was not given. The workbook knows the shipped ones only.
    """

    case_id: Text = read_by(text(CellKind.ID))
    resident: Text = read_by(text(CellKind.ID))
    moment: Word[v.Moment] = read_by(word(v.Moment, only=_SCORED))
    measured_on: Day = read_by(day)
    instrument: Read[v.Instrument | str, str] = read_by(either(word(v.Instrument), text(CellKind.ID)))
    item: TextOrNone = read_by(text(CellKind.NAME), default=None)
    score: Number = read_by(number(CellKind.SCORE))


@record
class MdoEffort(Record):
    """Hours of one professional in one MDO; a product or an own price is needed."""

    case_id: Text = read_by(text(CellKind.ID))
    product_code: TextOrNone = read_by(text(CellKind.CODE), default=None)
    function: TextOrNone = read_by(text(CellKind.NAME), default=None)
    hours: Number = read_by(number(CellKind.QUANTITY))
    price_eur: NumberOrNone = read_by(number(CellKind.PRICE), default=None)
    price_source: TextOrNone = read_by(text(CellKind.SOURCE), default=None)
    payer: TextOrNone = read_by(text(CellKind.NAME, names_rows=True), default=None)

    together = (
        _PRICE_AND_SOURCE,
        Together(
            ("price_eur", "product_code"),
            lambda price, product_code: product_code is not None or price is not None,
            "Een product of een eigen prijs is nodig.",
            "Vul product_code in, of price_eur en price_source.",
        ),
    )


@record
class ProgrammePost(Record):
    """What the way of working costs beside the cases."""

    post: Text = read_by(text(CellKind.NAME))
    payer: Text = read_by(text(CellKind.NAME, names_rows=True))
    amount_eur: Number = read_by(number(CellKind.AMOUNT))
    year: Whole = read_by(whole(YEARS))
    one_off: YesOrNo = read_by(yes_no)


@record
class Source(Record):
    """Where a price was published."""

    source_id: Text = read_by(text())
    title: Text = read_by(text())
    publisher: Text = read_by(text())
    year: Whole = read_by(whole())
    address: Text = read_by(text())
    fetched: DayOrNone = read_by(day, default=None)


@record
class Tariff(Record):
    """One price of one product over one period.

    Attributes:
        price_eur: Euros per unit, at most four decimals.
        valid_until: First day on which it no longer holds (half-open); empty is no end.
        counterpart: Code of the same product on the other price basis.
        source_text: Title of the source, for people; for a user's own row the source as written.
    """

    code: Text = read_by(text(CellKind.CODE))
    description: Text = read_by(text(), default="")
    stream: Word[v.Stream] = read_by(word(v.Stream))
    unit: Text = read_by(text())
    price_eur: Number = read_by(number(CellKind.PRICE))
    valid_from: Day = read_by(day)
    valid_until: DayOrNone = read_by(day, default=None)
    price_level: TextOrNone = read_by(text(), default=None)
    area: TextOrNone = read_by(text(), default=None)
    kind: TextOrNone = read_by(listed(TARIFFS.column("kind").words), default=None)
    price_basis: TextOrNone = read_by(listed(TARIFFS.column("price_basis").words), default=None)
    counterpart: TextOrNone = read_by(text(CellKind.CODE), default=None)
    category: TextOrNone = read_by(text(), default=None)
    includes: TextOrNone = read_by(text(), default=None)
    payer: TextOrNone = read_by(text(names_rows=True), default=None)
    receiver: TextOrNone = read_by(text(), default=None)
    money_kind: WordOrNone[v.MoneyKind] = read_by(word(v.MoneyKind), default=None)
    policy_field: TextOrNone = read_by(text(), default=None)
    vat: TextOrNone = read_by(text(), default=None)
    gross_net: TextOrNone = read_by(text(), default=None)
    source_id: TextOrNone = read_by(text(), default=None)
    source_text: Text = read_by(text())
    locator: TextOrNone = read_by(text(), default=None)
    note: TextOrNone = read_by(text(), default=None)
    is_local: YesOrNo = read_by(yes_no, default=False)


@record
class SheetRows(Record):
    """Row accounting of one sheet: read = used + rejected + blank."""

    sheet: Text = read_by(text())
    read: Whole = read_by(whole())
    used: Whole = read_by(whole())
    rejected: Whole = read_by(whole())
    blank: Whole = read_by(whole())


@record
class Reading(Record):
    """What reading a workbook left behind: accounting, warnings, and the sheet row of each line."""

    sheets: Many[SheetRows] = read_by(many(SheetRows), default=())
    warnings: Many[Finding] = read_by(many(Finding), default=())
    usage_rows: Many[int] = read_by(many(int, whole()), default=())
    mdo_rows: Many[int] = read_by(many(int, whole()), default=())
    not_shown: Read[frozenset[str], Iterable[str]] = read_by(texts_in_any_order, default=frozenset())
    """Folded texts that raised a personal-data warning: outputs write "(niet getoond)" instead."""


@record
class CaseLoad(Record):
    """Everything of one analysis, as it came from a workbook or a notebook."""

    rows_in: ClassVar[str] = "cases"

    settings: One[AnalysisSettings] = read_by(one(AnalysisSettings))
    cases: Many[Case] = read_by(many(Case))
    usage: Many[Usage] = read_by(many(Usage), default=())
    scores: Many[WellbeingScore] = read_by(many(WellbeingScore), default=())
    mdo: Many[MdoEffort] = read_by(many(MdoEffort), default=())
    programme: Many[ProgrammePost] = read_by(many(ProgrammePost), default=())
    tariffs: Many[Tariff] = read_by(many(Tariff), default=())
    reading: One[Reading] = read_by(one(Reading), default=Reading())

    @property
    def residents(self) -> tuple[Resident, ...]:
        """The residents that occur, each once, in a fixed order."""
        pairs = {(s.case_id, s.resident) for s in self.scores}
        pairs |= {(u.case_id, u.resident) for u in self.usage if u.resident is not None}
        return tuple(Resident(case_id=case_id, resident=resident) for case_id, resident in sorted(pairs))

    @property
    def content(self) -> CaseLoad:
        """The caseload without what reading left behind: equal for equal data, wherever it came from."""
        return replace(self, reading=Reading())
