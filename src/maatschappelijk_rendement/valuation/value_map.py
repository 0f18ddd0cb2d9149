"""The SROI value map: what outcomes are worth after what would have happened anyway, against what was put in.

In Dutch "SROI" is also a rule for public contracts (jobs for people far from work). That is something else:
here the number is called ``sroi_ratio`` wherever it is written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, ClassVar

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.discounting import worth_now
from maatschappelijk_rendement.valuation.exact_numbers import (
    Amount,
    Form,
    form_of,
    number,
    numbers_of,
    row_of,
    shaped,
    share,
)
from maatschappelijk_rendement.valuation.payback import payback_time
from maatschappelijk_rendement.valuation.rates import LONGEST, Rate, Schedule, schedule_of

LONGEST_DURATION = 200
SHARES = ("deadweight", "displacement", "attribution", "drop_off")
NUMBERS = ("quantity", "proxy", *SHARES, "duration", "start")


@dataclass(frozen=True, slots=True)
class SroiRow(Tabular):
    """One outcome of a value map, as given.

    Attributes:
        quantity: How many (people, hours, nights).
        proxy: Worth of one a year [euro]; negative for an outcome that does harm.
        deadweight: Share that would have happened anyway.
        displacement: Share that only moved from elsewhere.
        attribution: Share that others brought about.
        drop_off: Share lost each following year.
        duration: Years it lasts; of a last year in part, that part counts.
        start: Years before the first year of effect: 0 is the first year.
        stakeholder: For whom.
        input: What they put in.
        output: What was done.
        outcome: What changed.
        indicator: How it was measured.
        source: Where quantity, proxy and shares come from.
    """

    quantity: Any
    proxy: Any
    deadweight: Any = 0
    displacement: Any = 0
    attribution: Any = 0
    drop_off: Any = 0
    duration: Any = 1
    start: Any = 0
    stakeholder: str = ""
    input: str = ""
    output: str = ""
    outcome: str = ""
    indicator: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SroiImpact(Tabular):
    """What one outcome comes to.

    Attributes:
        row: As it was given.
        gross: quantity x proxy.
        after_deadweight: gross x (1 - deadweight).
        impact: Worth of the first year of effect.
        values: Worth a year, from year 1 on; zero before the start.
        present_value: Those years discounted.
    """

    row: SroiRow
    gross: Amount
    after_deadweight: Amount
    impact: Amount
    values: tuple[Amount, ...]
    present_value: Amount


@dataclass(frozen=True, slots=True)
class Sroi(Tabular):
    """A value map, computed.

    Attributes:
        first: 0 where year 1 is not discounted, 1 where it is.
        rows: One an outcome, in the order given.
        present_value: Of all outcomes.
        investment: Of all that was put in, discounted.
        net: present_value - investment.
        ratio: present_value / investment.
        values: Worth of all outcomes a year, not discounted.
        payback: Years after which the worth covers the investment, not discounted; None if never.
        other: The same map under the other convention for year 1.
    """

    rows_in: ClassVar[str] = "rows"

    first: int
    rows: tuple[SroiImpact, ...]
    present_value: Amount
    investment: Amount
    net: Amount
    ratio: Amount
    values: tuple[Amount, ...]
    payback: Amount | None
    other: Sroi | None = None

    @property
    def sroi_ratio(self) -> Amount:
        """The ratio, by the name under which it is written down."""
        return self.ratio


def sroi(rows: Any, rate: Rate = 0, first: int = 0, investment: Any = None) -> Sroi:
    """Compute a value map.

    Args:
        rows: ``SroiRow`` objects, or mappings with its fields.
        rate: A rate a year, or a schedule.
        first: 0 leaves year 1 undiscounted, 1 discounts it by a year. Sources differ; see ``other``.
        investment: What was put in: an amount now, or one a year from now on.

    Raises:
        UsageError: A value is missing or out of bounds, or nothing was put in.

    Source:
        Cabinet Office, A guide to Social Return on Investment (2009, 2012): impact = quantity x proxy x
        (1 - deadweight) x (1 - displacement) x (1 - attribution), then drop-off each following year.

    Example:
        >>> row = SroiRow(60, 8500, deadweight=0.4, attribution=0.3, drop_off=0.3, duration=2)
        >>> result = sroi([row], 0.035, first=0, investment=250_000)
        >>> round(result.present_value, 2), round(result.ratio, 2), round(result.other.ratio, 2)
        (359069.57, 1.44, 1.39)
    """
    if isinstance(first, bool) or first not in (0, 1):
        raise UsageError("first: kies 0 (jaar 1 niet verdisconteren) of 1 (jaar 1 wel verdisconteren).")
    if isinstance(rows, Mapping | SroiRow):
        rows = [rows]
    given = tuple(_row(row, place) for place, row in enumerate(row_of(rows, "rows", 10_000), 1))
    schedule = schedule_of(rate)
    if investment is None:
        raise UsageError("investment: geef wat er is geïnvesteerd.")
    paid = numbers_of(investment, "investment", LONGEST)
    put_in = worth_now(paid, schedule, Fraction(0))
    if put_in <= 0:
        raise UsageError("investment: er is niets geïnvesteerd. Geef een bedrag boven nul.")
    form = max(form_of(investment, [getattr(row, name) for row in given for name in NUMBERS]), schedule.form)
    mine, other = (
        _computed(given, schedule, each, paid, put_in, form) for each in (int(first), 1 - int(first))
    )
    return Sroi(**{field.name: getattr(mine, field.name) for field in fields(mine)} | {"other": other})


def yearly_values(row: SroiRow, place: int = 1) -> tuple[Fraction, Fraction, Fraction, tuple[Fraction, ...]]:
    """Give exactly: gross worth, after deadweight, of the first year of effect, of each year from year 1."""
    where = f"rows[{place}]"
    quantity = number(row.quantity, f"{where}.quantity")
    gross = quantity * number(row.proxy, f"{where}.proxy")
    kept = {name: 1 - share(getattr(row, name), f"{where}.{name}") for name in SHARES}
    impact = gross * kept["deadweight"] * kept["displacement"] * kept["attribution"]
    duration = number(row.duration, f"{where}.duration", 0, LONGEST_DURATION)
    start = number(row.start, f"{where}.start", 0, LONGEST_DURATION)
    if start.denominator > 1:
        raise UsageError(f"{where}.start: geef een geheel aantal jaren.")
    whole = duration.numerator // duration.denominator
    parts = [Fraction(1)] * whole + ([duration - whole] if duration > whole else [])
    values = [impact * kept["drop_off"] ** year * part for year, part in enumerate(parts)]
    by_year = (*(Fraction(0),) * int(start), *values) or (Fraction(0),)
    return gross, gross * kept["deadweight"], impact, by_year


def _computed(
    rows: tuple[SroiRow, ...],
    schedule: Schedule,
    first: int,
    paid: tuple[Fraction, ...],
    put_in: Fraction,
    form: Form,
) -> Sroi:
    results, total, by_year = [], Fraction(0), [Fraction(0)]
    for place, row in enumerate(rows, 1):
        gross, after, impact, values = yearly_values(row, place)
        worth = worth_now(values, schedule, Fraction(first))
        total += worth
        by_year += [Fraction(0)] * (len(values) - len(by_year))
        for year, value in enumerate(values):
            by_year[year] += value
        results.append(
            SroiImpact(
                row,
                shaped(gross, form),
                shaped(after, form),
                shaped(impact, form),
                tuple(shaped(value, form) for value in values),
                shaped(worth, form),
            )
        )
    back = payback_time([-sum(paid, Fraction(0)), *by_year])
    return Sroi(
        first=first,
        rows=tuple(results),
        present_value=shaped(total, form),
        investment=shaped(put_in, form),
        net=shaped(total - put_in, form),
        ratio=shaped(total / put_in, form),
        values=tuple(shaped(value, form) for value in by_year),
        payback=None if back is None else shaped(back, form),
    )


# What sources and other tools call the same column.
_ALIASES = {
    "name": "outcome",
    "label": "outcome",
    "description": "outcome",
    "unit": "indicator",
    "value": "proxy",
    "financialproxy": "proxy",
    "unitvalue": "proxy",
    "years": "duration",
    "lag": "start",
    "inputs": "input",
    "outputs": "output",
}
_NAMES = {field.name.replace("_", ""): field.name for field in fields(SroiRow)} | _ALIASES
_KNOWN = ", ".join(field.name for field in fields(SroiRow))


def _row(row: Any, place: int) -> SroiRow:
    if isinstance(row, SroiRow):
        return row
    if not isinstance(row, Mapping):
        raise UsageError(f"rows[{place}]: geef een SroiRow, of een dict met de velden ervan.")
    found: dict[str, Any] = {}
    for key, value in row.items():
        name = _NAMES.get(str(key).lower().replace("_", "").replace("-", "").replace(" ", ""))
        if name is None:
            raise UsageError(f"rows[{place}]: dit veld is onbekend. Kies uit {_KNOWN}.")
        if name in found:
            raise UsageError(f"rows[{place}]: {name} staat er twee keer. Laat er één staan.")
        found[name] = value
    missing = [name for name in ("quantity", "proxy") if found.get(name) is None]
    if missing:
        raise UsageError(f"rows[{place}]: {' en '.join(missing)} ontbreekt. Vul dit aan.")
    return SroiRow(**found)
