"""A shared savings contract: one frozen object whose fields are declared once.

The declaration of each field carries its Dutch name and meaning; the TOML reader, its messages, the report
and the documentation derive from it. A percentage is an exact part of 1; there is no Dutch default for any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.contract_effect import without_effect, words


class ContradictionError(UsageError):
    """A contract contradicts itself; ``problems`` holds a Dutch sentence for each field, the field first."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problems))

    def __reduce__(self) -> tuple[type[Self], tuple[list[str]], dict[str, object]]:
        """Go to another process whole: made anew from the problems."""
        return type(self), (list(self.problems),), self.__dict__


class BenchmarkKind(StrEnum):
    """Where the amount comes from that the actual cost is compared with."""

    HISTORICAL = "historisch"
    NORM = "norm"
    CONTROL_TREND = "controletrend"
    FIXED = "vast"


class ThresholdKind(StrEnum):
    """How large a saving must be before it counts."""

    NONE = "geen"
    FIXED = "vast"
    TABLE = "tabel"
    STATISTICAL = "statistisch"


class QualityRule(StrEnum):
    """What quality does to the share."""

    NONE = "geen"
    MULTIPLIES = "vermenigvuldigt"
    GATE = "poort"


class LossRule(StrEnum):
    """Whether and how the providers pay when costs rise."""

    NONE = "geen"
    FLAT = "vast"
    COMPLEMENT = "een_min_aandeel"
    BANDS = "schijven"


class CapOrder(StrEnum):
    """Whether the cap cuts the saving before the share is taken, or the payment after it."""

    SHARE_FIRST = "aandeel_dan_plafond"
    CAP_FIRST = "plafond_dan_aandeel"


class PayerKey(StrEnum):
    """How the payers divide what they keep."""

    INCIDENCE = "herkomst"
    BUDGET = "begroting"
    EQUAL = "gelijk"
    INVESTMENT = "investering"
    NEGOTIATED = "afgesproken"
    HOLD_HARMLESS = "schadeloos_eerst"


class ShortfallRule(StrEnum):
    """Who bears what the payers come short together."""

    OWN = "eigen"
    TOGETHER = "samen"


class ProviderKey(StrEnum):
    """How the providers divide their pool."""

    EQUAL = "gelijk"
    NEGOTIATED = "afgesproken"


@dataclass(frozen=True, slots=True)
class Band:
    """A slice of the saving, as a part of the benchmark, with its own share.

    Attributes:
        upper: End of the slice [fraction of the benchmark]; None means no end.
        share: Part of the slice that goes to the providers [fraction].
    """

    upper: Fraction | None
    share: Fraction


def _dutch(name: str, meaning: str) -> dict[str, str]:
    return {"dutch": name, "meaning": meaning}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Tabular):
    """Everything that decides who gets what; see ``entries`` for the Dutch name and meaning of each field."""

    name: str = field(metadata=_dutch("naam", "Naam van het contract"))
    source: str = field(metadata=_dutch("bron", "Waar de regels staan"))
    population: str = field(metadata=_dutch("populatie", "Wie meetellen"), default="")
    exclusions: tuple[str, ...] = field(
        metadata=_dutch("uitsluitingen", "Kosten die niet meetellen"), default=()
    )
    truncation_cents: int | None = field(
        metadata=_dutch(
            "aftopping_eur", "Kosten per persoon boven dit bedrag tellen niet mee, aan beide kanten"
        ),
        default=None,
    )
    benchmark: BenchmarkKind = field(
        metadata=_dutch("benchmark", "Waarmee de kosten vergeleken worden"), default=BenchmarkKind.HISTORICAL
    )
    risk_ratio_cap: Fraction | None = field(
        metadata=_dutch("risicoplafond", "Hoeveel de zorgzwaarte hoogstens mag meegroeien"), default=None
    )
    discount: Fraction = field(
        metadata=_dutch("korting", "Deel dat vooraf van de benchmark af gaat"), default=Fraction(0)
    )
    threshold: ThresholdKind = field(
        metadata=_dutch("drempel", "Soort drempel voor daling en stijging"), default=ThresholdKind.NONE
    )
    minimum_rate: Fraction | None = field(
        metadata=_dutch("drempelwaarde", "Drempel als deel van de benchmark (bij een vaste drempel)"),
        default=None,
    )
    confidence: Fraction | None = field(
        metadata=_dutch("zekerheid", "Zekerheid van de statistische drempel, eenzijdig"), default=None
    )
    cost_variation: Fraction | None = field(
        metadata=_dutch(
            "variatiecoefficient", "Spreiding van de kosten per persoon gedeeld door het gemiddelde"
        ),
        default=None,
    )
    first_dollar: bool = field(
        metadata=_dutch(
            "vanaf_eerste_euro", "Boven de drempel telt de hele daling, niet alleen het meerdere"
        ),
        default=True,
    )
    share: Fraction | None = field(
        metadata=_dutch("aandeel", "Deel van de daling voor de aanbieders"), default=None
    )
    quality: QualityRule = field(
        metadata=_dutch("kwaliteit", "Wat kwaliteit met het aandeel doet"), default=QualityRule.NONE
    )
    gain_bands: tuple[Band, ...] = field(
        metadata=_dutch("schijven", "Aandeel per schijf van de daling"), default=()
    )
    gain_cap: Fraction | None = field(
        metadata=_dutch("plafond", "Hoogste uitkering als deel van de benchmark"), default=None
    )
    loss: LossRule = field(
        metadata=_dutch("verlies", "Of en hoe de aanbieders meebetalen"), default=LossRule.NONE
    )
    loss_rate: Fraction | None = field(
        metadata=_dutch("verliesaandeel", "Deel van de stijging (bij vast)"), default=None
    )
    loss_rate_floor: Fraction = field(
        metadata=_dutch("verliesaandeel_minimum", "Laagste deel van de stijging"), default=Fraction(0)
    )
    loss_rate_ceiling: Fraction = field(
        metadata=_dutch("verliesaandeel_maximum", "Hoogste deel van de stijging"), default=Fraction(1)
    )
    loss_bands: tuple[Band, ...] = field(
        metadata=_dutch("verliesschijven", "Deel per schijf van de stijging"), default=()
    )
    loss_cap: Fraction | None = field(
        metadata=_dutch("verliesplafond", "Hoogste betaling als deel van de benchmark"), default=None
    )
    loss_cap_revenue: Fraction | None = field(
        metadata=_dutch("verliesplafond_omzet", "Hoogste betaling als deel van de omzet van de aanbieders"),
        default=None,
    )
    order: CapOrder = field(
        metadata=_dutch("volgorde", "Volgorde van aandeel en plafond"), default=CapOrder.SHARE_FIRST
    )
    levy: Fraction = field(
        metadata=_dutch("heffing", "Deel dat van elke uitkering af gaat"), default=Fraction(0)
    )
    relief: Fraction | None = field(
        metadata=_dutch("verlichting", "Deel van het aandeel onder de drempel, voor kleine aanbieders"),
        default=None,
    )
    relief_persons: int = field(
        metadata=_dutch("verlichting_personen", "Minste aantal personen daarvoor"), default=0
    )
    guardrail: bool = field(
        metadata=_dutch("vangrail", "Een gemarkeerde daling betaalt niets uit"), default=False
    )
    disaster_offset: bool = field(
        metadata=_dutch("rampcorrectie", "Een bedrag voor rampen gaat van het verlies af"), default=False
    )
    quality_bonus: Fraction = field(
        metadata=_dutch("kwaliteitsbonus", "Bonus als deel van de benchmark, maal de kwaliteit"),
        default=Fraction(0),
    )
    investment_first: bool = field(
        metadata=_dutch("investering_eerst", "Eerst worden de investeringen terugbetaald"), default=True
    )
    reserve: Fraction = field(
        metadata=_dutch("reserve", "Deel van de nettobesparing dat opzij gaat"), default=Fraction(0)
    )
    payer_key: PayerKey = field(
        metadata=_dutch("sleutel_betalers", "Hoe de betalers verdelen"), default=PayerKey.EQUAL
    )
    shortfall: ShortfallRule = field(
        metadata=_dutch(
            "tekort_betalers", "Of bij een tekort ieder zijn eigen verlies draagt, of allen samen"
        ),
        default=ShortfallRule.OWN,
    )
    provider_key: ProviderKey = field(
        metadata=_dutch("sleutel_aanbieders", "Hoe de aanbieders verdelen"), default=ProviderKey.EQUAL
    )
    proration: Fraction = field(
        metadata=_dutch("naar_rato", "Deel van het jaar dat meetelt"), default=Fraction(1)
    )

    def __post_init__(self) -> None:
        problems = contradictions(self)
        if problems:
            raise ContradictionError(problems)

    @property
    def is_two_sided(self) -> bool:
        """Whether the providers can also pay."""
        return self.loss is not LossRule.NONE


def entries() -> dict[str, Field[Any]]:
    """Give every field of a contract by its Dutch name, in order.

    Example:
        >>> entries()["aandeel"].name
        'share'
    """
    return {entry.metadata["dutch"]: entry for entry in fields(Contract)}


def meaning(entry: Field[Any]) -> str:
    """Say in Dutch what a field means."""
    words: Mapping[str, str] = entry.metadata
    return words["meaning"]


def idle_fields(contract: Any) -> list[str]:
    """Give the Dutch names of the fields that say something and decide nothing.

    Args:
        contract: The contract, or anything with its fields.

    Example:
        >>> from types import SimpleNamespace
        >>> contract = Contract(name="Vast", source="eigen", share=Fraction(1, 2))
        >>> values = {entry.name: getattr(contract, entry.name) for entry in entries().values()}
        >>> idle_fields(SimpleNamespace(**values | {"minimum_rate": Fraction(1, 50)}, is_two_sided=False))
        ['drempelwaarde']
    """
    known = entries()
    defaults = {entry.name: entry.default for entry in known.values() if entry.default is not MISSING}
    return without_effect(contract, defaults, {dutch: entry.name for dutch, entry in known.items()})


def contradictions(contract: Contract) -> list[str]:
    """List in Dutch what is wrong with a contract; an empty list when nothing is.

    Example:
        >>> contradictions(Contract(name="Vast", source="eigen", share=Fraction(1, 2)))
        []
    """
    found = []
    for dutch, entry in entries().items():
        value = getattr(contract, entry.name)
        is_part = entry.name != "cost_variation"
        if isinstance(value, Fraction) and not 0 <= value <= (1 if is_part else value):
            found.append(
                f"{dutch}: geef een deel tussen 0 en 1." if is_part else f"{dutch}: mag niet negatief zijn."
            )
        if isinstance(value, int) and not isinstance(value, bool) and value < 0:
            found.append(f"{dutch}: mag niet negatief zijn.")
    needs = {
        "drempelwaarde: nodig bij een vaste drempel.": contract.threshold is ThresholdKind.FIXED
        and contract.minimum_rate is None,
        "zekerheid: kies een deel tussen 0,5 en 1, zoals 0,95.": contract.confidence is not None
        and not Fraction(1, 2) < contract.confidence < 1,
        "verliesaandeel: nodig bij een vast verlies.": contract.loss is LossRule.FLAT
        and contract.loss_rate is None,
        "verliesschijven: nodig bij verlies in schijven.": contract.loss is LossRule.BANDS
        and not contract.loss_bands,
        "verliesaandeel_minimum: mag niet boven het maximum liggen.": contract.loss_rate_floor
        > contract.loss_rate_ceiling,
        "naar_rato: moet groter dan 0 zijn.": contract.proration == 0,
        "schijven: aandeel en schijven gaan niet samen. Kies een van beide.": contract.share is not None
        and bool(contract.gain_bands),
        "aandeel: nodig bij een verlies van een min het aandeel.": contract.loss is LossRule.COMPLEMENT
        and bool(contract.gain_bands),
        "drempelwaarde: 1 is 100 %, en die haalt geen enkele daling. Schrijf 0.01 voor 1 %.": (
            contract.minimum_rate == 1
        ),
    }
    found += [problem for problem, broken in needs.items() if broken]
    found += [f"{dutch}: {words(dutch)}" for dutch in idle_fields(contract)]
    for dutch, bands in (("schijven", contract.gain_bands), ("verliesschijven", contract.loss_bands)):
        if bands and not _is_ladder(bands):
            found.append(f"{dutch}: grenzen moeten oplopen; alleen de laatste schijf heeft geen grens.")
    return found


def _is_ladder(bands: tuple[Band, ...]) -> bool:
    uppers = [band.upper for band in bands]
    inner = [upper for upper in uppers[:-1] if upper is not None]
    if len(inner) < len(uppers) - 1:
        return False
    ends = inner if uppers[-1] is None else [*inner, uppers[-1]]
    rising = all(low < high for low, high in zip([Fraction(0), *ends], ends, strict=False))
    return rising and all(0 <= band.share <= 1 for band in bands)
