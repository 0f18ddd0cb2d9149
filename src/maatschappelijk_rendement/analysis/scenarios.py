"""A thousand what-ifs in one frame: other prices, other quantities, other settings, each exact to the cent.

The lines of many what-ifs are priced in one go, as if each were a caseload of its own: what one costs does
not hang on the others. Each row equals what ``under`` gives, or the workbook with those values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from maatschappelijk_rendement.analysis.groups import at, existing_cases
from maatschappelijk_rendement.costing import PricedUsage, price_mdo, price_usage
from maatschappelijk_rendement.costing.own_contribution import CONTRIBUTION
from maatschappelijk_rendement.costing.priced_delivery import price_mode
from maatschappelijk_rendement.domain import given
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.model import AnalysisSettings
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.record import names_of
from maatschappelijk_rendement.domain.tables import SETTINGS, CellKind
from maatschappelijk_rendement.domain.vocabulary import MdoCosts, Moment, fold

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

T = TypeVar("T")
PRICES, QUANTITIES = "prices", "quantities"
MOST_LINES = 250_000
"""Lines that are priced in one go: a few hundred megabytes at most."""
_NAMES = {setting.header: setting.name for setting in SETTINGS}
"""The Dutch name of a setting, as it stands on sheet Analyse, to the field that it is."""
AMOUNTS = ("before_cents", "after_cents", "delta_cents", "mean_cents")


@dataclass(frozen=True, slots=True)
class _WhatIf:
    """One what-if that was read: its settings, by code a price [1/10000 euro] or a part of the quantity."""

    number: int
    settings: AnalysisSettings
    prices: Mapping[str, int]
    quantities: Mapping[str, Fraction]


def scenarios(
    analysis: ExactAnalysis, what_ifs: Iterable[Mapping[str, Any]], *, carry: bool, moment: str
) -> pd.DataFrame:
    """Give the difference of the existing cases under each what-if; see ``MicroAnalysis.scenarios``."""
    import pandas as pd

    if not analysis.delivery.is_in_memory:
        raise UsageError(
            "Een map heeft te veel regels om vaak opnieuw te rekenen. Gebruik result.under(...) voor één "
            "keuze."
        )
    asked = [{_NAMES.get(name, name): value for name, value in one.items()} for one in _listed(what_ifs)]
    lines = _Lines(analysis, at(moment))
    read = [_read(analysis, lines, place, one) for place, one in enumerate(asked, 1)]
    by_settings: dict[AnalysisSettings, list[_WhatIf]] = defaultdict(list)
    for one in read:
        by_settings[one.settings].append(one)
    found: dict[int, tuple[int, int, str]] = {}
    for settings, same in by_settings.items():
        found |= _priced(analysis, lines, settings, same, carry)
    rows = [_row(lines.n, *found[one.number]) for one in read]
    chosen = pd.DataFrame(_choices(read, asked), index=range(len(read)))
    amounts = pd.DataFrame(rows, columns=["n", *AMOUNTS, "not_priced"], index=range(len(read)))
    return pd.concat([chosen, amounts.astype(dict.fromkeys(AMOUNTS, "Int64"))], axis=1)


class _Lines:
    """The lines of the caseload as they are taken again for each what-if."""

    def __init__(self, analysis: ExactAnalysis, moment: str) -> None:
        import numpy as np

        group = existing_cases(analysis, comparison=moment)
        self.moment, self.n = moment, group.n
        # Who pays is not asked here, and what a resident paid belongs to the prices of the input.
        self.usage = analysis.delivery.usage.drop(columns=CONTRIBUTION, errors="ignore")
        self.cases = analysis.delivery.cases
        self.count = len(self.usage)
        self.is_counted = places(self.cases["case_id"], group.cases) >= 0
        self.case_places = places(self.usage["case_id"], self.cases["case_id"])
        self.quantity = self.usage["quantity_milli"].to_numpy("int64")
        own = self.usage["price_e4"]
        self.has_price = own.notna().to_numpy()
        self.price = own.fillna(0).to_numpy("int64")
        is_later = (self.usage["moment"].astype("str") != Moment.BEFORE.value).to_numpy()
        self.later: dict[str, np.ndarray] = {}
        self.unpriced: dict[str, np.ndarray] = {}
        self.codes = self.usage["product_code"].astype("str").map(fold)
        for code in sorted(set(self.codes)):
            of_code = (self.codes == code).to_numpy()
            self.unpriced[code] = np.flatnonzero(of_code & ~self.has_price)
            self.later[code] = np.flatnonzero(of_code & is_later)

    def stacked(self, what_ifs: Sequence[_WhatIf]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give the lines and the cases once for each what-if; a case has a number of its own in each."""
        import numpy as np
        import pandas as pd

        times, number_of_cases = len(what_ifs), len(self.cases)
        usage = self.usage.take(np.tile(np.arange(self.count), times)).reset_index(drop=True)
        shift = np.arange(times, dtype="int64") * number_of_cases
        usage["case_id"] = np.tile(self.case_places.astype("int64"), times) + shift.repeat(self.count)
        quantity, price = np.tile(self.quantity, times), np.tile(self.price, times)
        has_price = np.tile(self.has_price, times)
        for place, one in enumerate(what_ifs):
            for code, part in one.quantities.items():
                rows = self.later[code] + place * self.count
                quantity[rows] = [half_up(int(old) * part) for old in quantity[rows]]
            for code, price_e4 in one.prices.items():
                rows = self.unpriced[code] + place * self.count
                price[rows], has_price[rows] = price_e4, True
        usage["quantity_milli"] = quantity
        usage["price_e4"] = pd.arrays.IntegerArray(price, ~has_price)
        cases = self.cases.take(np.tile(np.arange(number_of_cases), times)).reset_index(drop=True)
        cases["case_id"] = np.arange(times * number_of_cases, dtype="int64")
        return usage, cases

    def sums(self, lines: pd.DataFrame, times: int) -> list[tuple[int, int]]:
        """Sum what each what-if costs before and later, over the cases that count."""
        import numpy as np

        cents = (lines["in_window_cents"] + lines["one_off_cents"]).to_numpy("int64")
        numbers, cases = lines["case_id"].to_numpy("int64"), len(self.cases)
        moments = lines["moment"].astype("str").to_numpy()
        found = []
        for moment in (Moment.BEFORE.value, self.moment):
            counts = (moments == moment) & self.is_counted[numbers % cases]
            total = np.zeros(times, dtype="int64")
            np.add.at(total, numbers[counts] // cases, cents[counts])
            found.append(total.tolist())
        return list(zip(*found, strict=True))


def _priced(
    analysis: ExactAnalysis, lines: _Lines, settings: AnalysisSettings, asked: Sequence[_WhatIf], carry: bool
) -> dict[int, tuple[int, int, str]]:
    """Price all what-ifs with the same settings: before and after [euro cent], or why that cannot be."""
    try:
        mode = price_mode(settings, carry=carry)
        mdo = _mdo_cents(analysis, lines, settings, mode)
    except InputError as error:
        return {one.number: (0, 0, error.findings[0].text) for one in asked}
    price = partial(
        price_usage,
        tariffs=analysis.tariffs,
        mode=mode,
        period_months=settings.period_months,
        indices=analysis.indices,
        structural=False,
    )
    try:
        return _sums(lines, asked, price, mdo)
    except InputError:
        refused = _refused(lines, price)
    found = {one.number: (0, 0, text) for one in asked if (text := _why_not(one, refused))}
    return found | _sums(lines, [one for one in asked if one.number not in found], price, mdo)


def _sums(
    lines: _Lines, asked: Sequence[_WhatIf], price: Callable[..., PricedUsage], mdo_cents: int
) -> dict[int, tuple[int, int, str]]:
    """Price what-ifs, as many in one go as fit."""
    found: dict[int, tuple[int, int, str]] = {}
    step = max(1, MOST_LINES // max(1, lines.count))
    for start in range(0, len(asked), step):
        part = asked[start : start + step]
        sums = lines.sums(price(*lines.stacked(part)).lines, len(part))
        found |= {
            one.number: (then, now + mdo_cents, "") for one, (then, now) in zip(part, sums, strict=True)
        }
    return found


def _why_not(one: _WhatIf, refused: Mapping[str, str]) -> str:
    return next((text for code, text in refused.items() if code not in one.prices), "")


def _refused(lines: _Lines, price: Callable[..., PricedUsage]) -> dict[str, str]:
    """Say by code why it has no price where a line needs one; each is named by its first line."""
    try:
        price(lines.usage, lines.cases)
    except InputError as error:
        code_of = dict(zip(lines.usage["line"].astype("str"), lines.codes, strict=True))
        return {code_of.get(finding.cell, ""): finding.text for finding in error.findings}
    return {}


def _mdo_cents(analysis: ExactAnalysis, lines: _Lines, settings: AnalysisSettings, mode: Any) -> int:
    """Give what the MDOs add after them, where the settings count them in."""
    if settings.mdo_costs is not MdoCosts.INCLUDED or lines.moment != Moment.AFTER:
        return 0
    delivery = analysis.delivery
    hours = price_mdo(
        delivery.mdo, delivery.cases, analysis.tariffs, mode=mode, indices=analysis.indices
    ).lines
    counts = lines.is_counted[places(hours["case_id"], lines.cases["case_id"])]
    return int(hours["one_off_cents"].to_numpy("int64")[counts].sum())


def _listed(what_ifs: object) -> list[dict[str, Any]]:
    """Give every what-if as a mapping; one mapping instead of a row of them is the slip that is made most."""
    asked = [what_ifs] if isinstance(what_ifs, str) or not isinstance(what_ifs, Iterable) else list(what_ifs)
    found = [dict(one) for one in asked if isinstance(one, Mapping)]
    if len(found) < len(asked):
        raise UsageError("Geef een lijst van keuzes, elk een dict. Eén keuze: [{'period_months': 6}].")
    return found


def _read(analysis: ExactAnalysis, lines: _Lines, number: int, asked: Mapping[str, Any]) -> _WhatIf:
    known = (*names_of(AnalysisSettings), PRICES, QUANTITIES)
    if not set(asked) <= set(known):
        raise UsageError(f"Keuze {number} heeft een onbekende naam. Kies uit: {', '.join(known)}.")
    changed = {name: value for name, value in asked.items() if name not in (PRICES, QUANTITIES)}
    prices, quantities = asked.get(PRICES, {}), asked.get(QUANTITIES, {})
    if not isinstance(prices, Mapping) or not isinstance(quantities, Mapping):
        text = f"Keuze {number}: prices en quantities geeft u per productcode."
        raise UsageError(f"{text} Schrijf {{'prices': {{'code': 50}}}}, met een productcode uit het gebruik.")
    return _WhatIf(
        number,
        replace(analysis.settings, **changed),
        _by_code(lines, number, prices, _price_e4),
        _by_code(lines, number, quantities, _part),
    )


def _by_code(
    lines: _Lines, number: int, by_code: Mapping[str, Any], read: Callable[[Any], T]
) -> dict[str, T]:
    found = {}
    for code, value in by_code.items():
        if fold(code) not in lines.later:
            text = f"Keuze {number}: geen enkele regel heeft dit product."
            raise UsageError(f"{text} Kies een productcode uit het gebruik.")
        try:
            found[fold(code)] = read(value)
        except given.RefusedError as refused:
            raise UsageError(f"Keuze {number}: {refused.text} {refused.advice}") from refused
    return found


def _price_e4(value: Any) -> int:
    return int(given.number(CellKind.PRICE)(value).scaleb(4))


def _part(value: Any) -> Fraction:
    part = value if isinstance(value, Fraction) else Fraction(given.number(CellKind.PRICE)(value))
    if part < 0:
        raise given.RefusedError("Een deel van een aantal is nooit lager dan 0.", "Geef 0 of meer.")
    return part


def _choices(read: Sequence[_WhatIf], asked: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Give what was chosen, a column a choice that any of the what-ifs makes."""
    names = dict.fromkeys(name for one in asked for name in one if name not in (PRICES, QUANTITIES))
    columns: dict[str, list[Any]] = {"scenario": [one.number for one in read]}
    for name in names:
        values = [getattr(one.settings, name) for one in read]
        columns[name] = [value.value if isinstance(value, Enum) else value for value in values]
    for what, label in ((PRICES, "price_eur"), (QUANTITIES, "quantity")):
        chosen = [one.get(what, {}) for one in asked]
        for code in dict.fromkeys(code for one in chosen for code in one):
            columns[f"{label} {code}"] = [one.get(code) for one in chosen]
    return columns


def _row(n: int, before: int, after: int, why_not: str) -> tuple[Any, ...]:
    if why_not:
        return (n, None, None, None, None, why_not)
    return (n, before, after, after - before, half_up(Fraction(after - before, n)), "")
