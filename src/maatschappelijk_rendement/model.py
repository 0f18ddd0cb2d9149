"""The objects of the domain: frozen, typed, with units in names or types.

They are for the border: a workbook becomes objects, a notebook makes them by hand, and ``frames`` turns
them into
the frames that are computed on. Each field stands as a column in ``tables``; the bounds are taken from there.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from maatschappelijk_rendement import vocabulary as v
from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.tables import (
    MONTHS,
    NUMBER_RULES,
    REGION_PATTERNS,
    TEXT_RULES,
    YEARS,
    Kind,
    NumberRule,
    quantity_rule,
)


def _within(kind: Kind, number: Decimal) -> Decimal:
    return _within_rule(NUMBER_RULES[kind], kind, number)


def _within_rule(rule: NumberRule, kind: Kind, number: Decimal) -> Decimal:
    if not (rule.minimum <= number <= rule.maximum):
        raise ValueError(f"{kind.value}: outside {rule.minimum} to {rule.maximum}")
    if number != number.quantize(Decimal(1).scaleb(-rule.decimals)):
        raise ValueError(f"{kind.value}: more than {rule.decimals} decimals")
    return number


def _well_written(kind: Kind, text: str) -> str:
    # The text itself is never repeated: it may be personal.
    if TEXT_RULES[kind].problem(text):
        raise ValueError(f"{kind.value}: too long, empty or with a character that is not allowed")
    return text


def _region(kind: Kind, text: str) -> str:
    if not REGION_PATTERNS[kind].fullmatch(text):
        raise ValueError(f"{kind.value}: wrong form")
    return text


Identifier = Annotated[str, AfterValidator(partial(_well_written, Kind.ID))]
ProductCode = Annotated[str, AfterValidator(partial(_well_written, Kind.CODE))]
Name = Annotated[str, AfterValidator(partial(_well_written, Kind.NAME))]
SourceText = Annotated[str, AfterValidator(partial(_well_written, Kind.SOURCE))]
MunicipalityCode = Annotated[str, AfterValidator(partial(_region, Kind.REGION_GM))]
WijkCode = Annotated[str, AfterValidator(partial(_region, Kind.REGION_WK))]
OwnInstrument = Annotated[str, AfterValidator(partial(_well_written, Kind.ID))]
Quantity = Annotated[Decimal, AfterValidator(partial(_within, Kind.QUANTITY))]
PriceEur = Annotated[Decimal, AfterValidator(partial(_within, Kind.PRICE))]
AmountEur = Annotated[Decimal, AfterValidator(partial(_within, Kind.AMOUNT))]
Months = Annotated[int, Field(ge=int(MONTHS.minimum), le=int(MONTHS.maximum))]
Year = Annotated[int, Field(ge=int(YEARS.minimum), le=int(YEARS.maximum))]
ScoreValue = Annotated[Decimal, AfterValidator(partial(_within, Kind.SCORE))]


class Frozen(BaseModel):
    """An object that never changes, refuses unknown fields, and keeps its input out of error messages."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class AnalysisSettings(Frozen):
    """How an analysis is made; each choice is the user's, none is a silent default.

    Example:
        >>> AnalysisSettings(
        ...     title="Ruwaard", municipality="Oss", period_months=12, price_mode="constant", price_year=2022,
        ...     index="CPI", price_basis="referentieprijs", comparison="voor_na", after_basis="realisatie",
        ...     mdo_costs="apart", selection="onbekend",
        ... ).price_year
        2022
    """

    title: Name
    municipality: Name
    municipality_code: MunicipalityCode | None = None
    period_months: Months
    price_mode: v.PriceMode
    price_year: Year | None = None
    index: v.IndexName | None = None
    price_basis: v.PriceBasis
    comparison: v.Comparison
    after_basis: v.AfterBasis
    mdo_costs: v.MdoCosts
    selection: v.Selection
    cases_in_total: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _constant_needs_year_and_index(self) -> Self:
        if self.price_mode is v.PriceMode.CONSTANT and (self.price_year is None or self.index is None):
            raise ValueError("price_mode 'constant' needs price_year and index")
        return self


class Case(Frozen):
    """One household's question, taken up together.

    Attributes:
        observed_streams: Streams whose use was looked at; ``("alle",)`` is every stream that occurs in the
            caseload.
    """

    case_id: Identifier
    wijk: Name
    wijk_code: WijkCode | None = None
    case_type: v.CaseType
    mdo_date: date
    repeat_date: date | None = None
    observed_streams: tuple[str, ...] = (v.ALL_STREAMS_WORD,)


class Resident(Frozen):
    """One person in a case; B1 of another case is another person."""

    case_id: Identifier
    resident: Identifier


class Usage(Frozen):
    """One line of care or support: what, how much, when.

    Attributes:
        quantity: Units of the product per ``per``.
        start: First day; empty is the start of its window.
        end: First day after the line (half-open); empty is the end of its window.
        price_eur: Own price per unit in euros, used as given; then ``price_source`` too.

    Example:
        >>> Usage(case_id="C1", moment="voor", product_code="WMO.X", quantity=Decimal("2.5"), per="week").per
        <Per.WEEK: 'week'>
    """

    case_id: Identifier
    moment: v.Moment
    product_code: ProductCode
    quantity: Decimal
    per: v.Per
    start: date | None = None
    end: date | None = None
    unit: str | None = None
    price_eur: PriceEur | None = None
    price_source: SourceText | None = None
    provision: v.ProvisionKind | None = None
    money_kind: v.MoneyKind | None = None
    payer: Name | None = None
    receiver: Name | None = None
    resident: Identifier | None = None
    provenance: v.Provenance | None = None

    @field_validator("quantity")
    @classmethod
    def _fits_its_product(cls, quantity: Decimal, info: ValidationInfo) -> Decimal:
        return _within_rule(quantity_rule(info.data.get("product_code", "")), Kind.QUANTITY, quantity)

    @model_validator(mode="after")
    def _price_has_a_source_and_days_run_forward(self) -> Self:
        if (self.price_eur is None) != (self.price_source is None):
            raise ValueError("price_eur and price_source go together")
        if self.start and self.end and self.end <= self.start:
            raise ValueError("end is not after start")
        return self


class WellbeingScore(Frozen):
    """One score of one resident at one moment.

    Attributes:
        instrument: A shipped instrument, or the id of one of the user's own; ``analyse`` refuses an id that
            it was not given. The workbook knows the shipped ones only.
    """

    case_id: Identifier
    resident: Identifier
    moment: Literal[v.Moment.BEFORE, v.Moment.AFTER, v.Moment.REPEAT]
    measured_on: date
    instrument: Annotated[v.Instrument | OwnInstrument, Field(union_mode="left_to_right")]
    item: Name | None = None
    score: ScoreValue


class MdoEffort(Frozen):
    """Hours of one professional in one MDO; a product or an own price is needed."""

    case_id: Identifier
    product_code: ProductCode | None = None
    function: Name | None = None
    hours: Quantity
    price_eur: PriceEur | None = None
    price_source: SourceText | None = None
    payer: Name | None = None

    @model_validator(mode="after")
    def _priced_one_way(self) -> Self:
        if (self.price_eur is None) != (self.price_source is None):
            raise ValueError("price_eur and price_source go together")
        if self.product_code is None and self.price_eur is None:
            raise ValueError("a product or an own price is needed")
        return self


class ProgrammePost(Frozen):
    """What the way of working costs beside the cases."""

    post: Name
    payer: Name
    amount_eur: AmountEur
    year: Year
    one_off: bool


class Source(Frozen):
    """Where a price was published."""

    source_id: str
    title: str
    publisher: str
    year: int
    address: str
    fetched: date | None = None


class Tariff(Frozen):
    """One price of one product over one period.

    Attributes:
        price_eur: Euros per unit, at most four decimals.
        valid_until: First day on which it no longer holds (half-open); empty is no end.
        source_text: Title of the source, for people; for a user's own row the source as written.
    """

    code: ProductCode
    description: str = ""
    stream: v.Stream
    unit: str
    price_eur: PriceEur
    valid_from: date
    valid_until: date | None = None
    price_level: str | None = None
    area: str | None = None
    kind: Literal["officieel", "referentie", "schatting", "voorbeeld"] | None = None
    price_basis: Literal["referentieprijs", "tarief", "norm", "pgb"] | None = None
    category: str | None = None
    includes: str | None = None
    payer: str | None = None
    receiver: str | None = None
    money_kind: v.MoneyKind | None = None
    policy_field: str | None = None
    vat: str | None = None
    gross_net: str | None = None
    source_id: str | None = None
    source_text: str
    locator: str | None = None
    note: str | None = None
    is_local: bool = False


class SheetRows(Frozen):
    """Row accounting of one sheet: read = used + rejected + blank."""

    sheet: str
    read: int
    used: int
    rejected: int
    blank: int


class Reading(Frozen):
    """What reading a workbook left behind: accounting, warnings, and the sheet row of each line."""

    sheets: tuple[SheetRows, ...] = ()
    warnings: tuple[Finding, ...] = ()
    usage_rows: tuple[int, ...] = ()
    mdo_rows: tuple[int, ...] = ()
    not_shown: frozenset[str] = frozenset()
    """Folded texts that raised a personal-data warning: outputs write "(niet getoond)" instead."""


class CaseLoad(Frozen):
    """Everything of one analysis, as it came from a workbook or a notebook."""

    settings: AnalysisSettings
    cases: tuple[Case, ...]
    usage: tuple[Usage, ...] = ()
    scores: tuple[WellbeingScore, ...] = ()
    mdo: tuple[MdoEffort, ...] = ()
    programme: tuple[ProgrammePost, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    reading: Reading = Reading()

    @property
    def residents(self) -> tuple[Resident, ...]:
        """The residents that occur, each once, in a fixed order."""
        pairs = {(s.case_id, s.resident) for s in self.scores}
        pairs |= {(u.case_id, u.resident) for u in self.usage if u.resident is not None}
        return tuple(Resident(case_id=case_id, resident=resident) for case_id, resident in sorted(pairs))

    @property
    def content(self) -> CaseLoad:
        """The caseload without what reading left behind: equal for equal data, wherever it came from."""
        return self.model_copy(update={"reading": Reading()})
