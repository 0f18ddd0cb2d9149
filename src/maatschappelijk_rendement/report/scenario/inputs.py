"""What may be changed in the workbook: the numbers of the contract and of the outcome, each with a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.sharing.contract import entries, meaning
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.threshold import contract_rates

EURO, PART, PLAIN = "[$€-413] #,##0.00;[$€-413] -#,##0.00", "0.00%", "#,##0.00"


@dataclass(frozen=True, slots=True)
class Input:
    """One number that may be changed.

    Attributes:
        name: Name in formulas.
        label: What it is, in Dutch.
        value: The number.
        code: Number format.
    """

    name: str
    label: str
    value: Fraction
    code: str = PART


@dataclass(frozen=True, slots=True)
class InputColumn:
    """One column of the table of streams."""

    label: str
    values: tuple[str | Fraction | None, ...]
    code: str = EURO


# Fields of the contract that are numbers in formulas, by their Dutch name: also their name in the workbook.
NUMBERS = (
    *("korting", "aandeel", "plafond", "verliesaandeel", "verliesaandeel_minimum", "verliesaandeel_maximum"),
    *(
        "verliesplafond",
        "verliesplafond_omzet",
        "heffing",
        "kwaliteitsbonus",
        "reserve",
        "naar_rato",
        "verlichting",
    ),
)


def workbook_inputs(scenario: Scenario) -> list[Input]:
    """Give every number that a formula may use.

    Args:
        scenario: Its contract and outcome.
    """
    contract = scenario.contract
    fields = entries()
    found = []
    for dutch in NUMBERS:
        value = getattr(contract, fields[dutch].name)
        if value is not None:
            found.append(Input(dutch, meaning(fields[dutch]), value))
    rates = contract_rates(contract, np.array([scenario.persons]), scenario.minimum_rate)
    rate = rates.as_exact().fractions()[0]
    found.append(Input("drempelwaarde", "Drempel als deel van de benchmark, bij dit aantal personen", rate))
    if scenario.quality is not None:
        found.append(Input("kwaliteit", "Kwaliteit", scenario.quality))
    found += [
        _yes("standaard_gehaald", "Kwaliteitsstandaard gehaald", scenario.met_quality_standard),
        _yes("alternatief_gehaald", "Andere standaard gehaald", scenario.met_alternative_standard),
    ]
    has_relief = scenario.has_relief and scenario.persons >= contract.relief_persons
    found += [
        _yes("verlichting_geldt", "Verlichting onder de drempel is van toepassing", has_relief),
        _yes("daling_gemarkeerd", "De daling is gemarkeerd: er wordt niets uitbetaald", scenario.is_flagged),
        Input("rampbedrag", "Bedrag voor rampen", Fraction(scenario.disaster_cents, 100), EURO),
    ]
    if scenario.provider_revenue_cents is not None:
        found.append(
            Input("omzet", "Omzet van de aanbieders", Fraction(scenario.provider_revenue_cents, 100), EURO)
        )
    for prefix, bands in (("schijf", contract.gain_bands), ("verliesschijf", contract.loss_bands)):
        for number, band in enumerate(bands, start=1):
            if band.upper is not None:
                found.append(Input(f"{prefix}_{number}_tot", f"{prefix} {number}: tot", band.upper))
            found.append(Input(f"{prefix}_{number}_aandeel", f"{prefix} {number}: aandeel", band.share))
    return found


def stream_columns(scenario: Scenario) -> list[InputColumn]:
    """Give the table of streams, column by column.

    Args:
        scenario: Its streams are the rows.
    """
    streams = scenario.streams
    return [
        InputColumn("Stroom", tuple(stream.stream for stream in streams)),
        InputColumn("Betaler", tuple(stream.payer for stream in streams)),
        InputColumn("Kosten zonder de verandering", _euros([stream.before_cents for stream in streams])),
        InputColumn("Kosten met de verandering", _euros([stream.after_cents for stream in streams])),
        InputColumn("Investering", _euros([stream.investment_cents for stream in streams])),
        InputColumn("Begroting", _euros([stream.budget_cents for stream in streams])),
        InputColumn("Afgesproken deel", tuple(stream.agreed for stream in streams), PART),
    ]


def _yes(name: str, label: str, value: bool) -> Input:
    return Input(name, f"{label} (1 = ja, 0 = nee)", Fraction(int(value)), PLAIN)


def _euros(amounts: Sequence[int | None]) -> tuple[Fraction | None, ...]:
    return tuple(None if cents is None else Fraction(cents, 100) for cents in amounts)
