"""Invented populations with a known true effect, for benchmarks, documentation and tests of the statistics.

Nothing here is about real people or real prices, and every name and source says "synthetisch". Costs are
lognormal: most cases cost little, a few very much. A case's level persists in part from one period to the
next; the rest is chance, so cases chosen when they cost most fall without any help. The same seed gives the
same population.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.frames import from_frames, tariff_frame, to_frames
from maatschappelijk_rendement.domain.model import AnalysisSettings, CaseLoad, Tariff
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, Per, Stream, fold

if TYPE_CHECKING:
    import pandas as pd

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

SOURCE = "synthetisch: verzonnen voor tests en voorbeelden"
PRICE_YEAR = 2018
PERIOD_MONTHS = 12
FIRST_MDO_DAY, MDO_DAYS = np.datetime64("2017-01-01"), 730
NEW_SHARE = 0.25
"""Share of new cases: 10 of the 42 analysed in the Leergeschiedenis (2018), rounded."""

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class CostShape:
    """How cost is spread over cases and periods.

    Attributes:
        median_cents: Median cost of a case in one period [euro cent].
        sigma: Standard deviation of the logarithm of cost: 0,5 mild, 1 usual, 1,5 very skewed.
        persistence: Correlation of the logarithm of cost in two periods, 0 to 1.
        selected_share: Only cases whose first period lies in this most costly part of the population, 0 to 1.
    """

    median_cents: int = 1_000_000
    sigma: float = 1.0
    persistence: float = 0.5
    selected_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Population:
    """An invented caseload, in the columns of ``frames``, and what is true of it.

    Attributes:
        cases: One row a case.
        usage: One row a usage line, of observed streams only.
        scores: One row a score; residents drop out at the repeat.
        tariffs: Invented prices for the products used, two periods each.
        truth: One row a case and stream, observed or not, at constant prices of ``PRICE_YEAR``: case_id,
            stream, before_cents, without_cents (after, had there been no MDO), after_cents, observed.
    """

    cases: pd.DataFrame
    usage: pd.DataFrame
    scores: pd.DataFrame
    tariffs: tuple[Tariff, ...]
    truth: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Product:
    code: str
    stream: Stream
    unit: str
    price_cents: int
    per: Per
    periods: int  # how many times ``per`` goes into the window
    runs_before_new: bool  # a new case may have this line before its MDO (contract.md, section 1)


_PRODUCTS = (
    _Product("SYNTHETISCH.BEGELEIDING", Stream.WMO, "uur", 60_00, Per.MONTH, 12, False),
    _Product("SYNTHETISCH.WIJKVERPLEGING", Stream.ZVW, "uur", 75_00, Per.MONTH, 12, True),
    _Product("SYNTHETISCH.VERBLIJF", Stream.WLZ, "dag", 250_00, Per.TOTAL, 1, False),
    _Product("SYNTHETISCH.UITVOERING", Stream.PARTICIPATIEWET, "maand", 400_00, Per.MONTH, 12, True),
    _Product("SYNTHETISCH.MAATSCHAPPELIJKWERK", Stream.WELZIJN, "contact", 50_00, Per.TOTAL, 1, False),
)
LINES_PER_CASE = 2 * len(_PRODUCTS)


def cost_panel(cases: int, periods: int, shape: CostShape, *, seed: int | list[int]) -> IntArray:
    """Draw the cost of each case in each period, without any effect.

    Args:
        cases: Number of cases.
        periods: Number of periods; cases are selected on the first.
        shape: How cost is spread.
        seed: Start of the random numbers.

    Returns:
        Cost [cases x periods, euro cent].

    Example:
        >>> panel = cost_panel(1000, 2, CostShape(selected_share=0.1), seed=1)
        >>> panel.shape, bool(panel[:, 0].mean() > panel[:, 1].mean())
        ((1000, 2), True)
    """
    draw = np.random.default_rng(seed)
    lowest = _lowest_selected(shape)
    kept: list[FloatArray] = []
    missing = cases
    while missing > 0:
        size = int(missing / shape.selected_share * 1.1) + 100
        level, chance = draw.standard_normal((size, 1)), draw.standard_normal((size, periods))
        logs = np.sqrt(shape.persistence) * level + np.sqrt(1 - shape.persistence) * chance
        kept.append(logs[logs[:, 0] > lowest][:missing])
        missing -= len(kept[-1])
    cents: FloatArray = np.rint(shape.median_cents * np.exp(shape.sigma * np.concatenate(kept)))
    return cents.astype(np.int64)


def expected_mean_cents(shape: CostShape, *, first_period: bool) -> float:
    """Give the expected cost of a selected case, in the period it was selected on or in any other.

    Args:
        shape: How cost is spread.
        first_period: The period of the selection; otherwise another one.

    Source:
        Mean of a lognormal, truncated on a correlated one.

    Example:
        Without selection both are the lognormal mean, median x exp(sigma²/2):

        >>> round(expected_mean_cents(CostShape(), first_period=True))
        1648721
    """
    mean = shape.median_cents * float(np.exp(shape.sigma**2 / 2))
    shift = shape.sigma if first_period else shape.persistence * shape.sigma
    return mean * _NORMAL.cdf(shift - _lowest_selected(shape)) / shape.selected_share


def population(
    cases: int,
    *,
    seed: int = 2018,
    shape: CostShape | None = None,
    effect: Decimal = Decimal("-0.10"),
    missing_share: float = 0.1,
    wijken: int = 8,
) -> Population:
    """Invent a caseload of ``LINES_PER_CASE`` usage lines a case at most.

    Args:
        cases: Number of cases.
        seed: Start of the random numbers.
        shape: How cost is spread.
        effect: True relative effect of the MDO on all use after it: -0,10 is a fall of 10 %.
        missing_share: Chance that a case did not look at a stream.
        wijken: Number of wijken.

    Returns:
        The frames and the truth.

    Example:
        >>> invented = population(20, effect=Decimal("-0.5"))
        >>> bool((invented.truth.after_cents <= invented.truth.without_cents).all())
        True
        >>> invented.cases.wijk[0].startswith("Synthetisch")
        True
    """
    import pandas as pd

    draw = np.random.default_rng([seed, 1])
    costs = cost_panel(cases, 2, shape or CostShape(), seed=[seed, 0])
    case_ids = pd.Series([f"SYN{number:07d}" for number in range(1, cases + 1)], dtype="str")
    is_new = draw.random(cases) < NEW_SHARE
    mdo_days = FIRST_MDO_DAY + draw.integers(0, MDO_DAYS, cases)
    shares = draw.dirichlet(np.full(len(_PRODUCTS), 0.7), cases)
    observed = draw.random((cases, len(_PRODUCTS))) >= missing_share
    observed[~observed.any(axis=1), 0] = True  # every case looked at something
    usage, truth = [], []
    for number, product in enumerate(_PRODUCTS):
        before = _quantities(costs[:, 0] * shares[:, number], product)
        without = _quantities(costs[:, 1] * shares[:, number], product)
        after = np.rint(without * float(1 + effect)).astype(np.int64)
        if not product.runs_before_new:
            before[is_new] = 0
        seen = observed[:, number]
        amounts = [_cents(quantity, product) for quantity in (before, without, after)]
        names = ("before_cents", "without_cents", "after_cents")
        columns = {"case_id": case_ids, "stream": str(product.stream)} | dict(
            zip(names, amounts, strict=True)
        )
        truth.append(pd.DataFrame(columns | {"observed": seen}))
        for moment, quantity in ((Moment.BEFORE, before), (Moment.AFTER, after)):
            usage.append(_lines(case_ids, product, moment, quantity, seen & (quantity > 0)))
    lines = pd.concat(usage, ignore_index=True)
    lines.insert(0, "line", np.arange(1, len(lines) + 1))
    case_frame = pd.DataFrame(
        {
            "case_id": case_ids,
            "wijk": pd.Series([f"Synthetisch {number}" for number in range(1, wijken + 1)], dtype="str")
            .take(draw.integers(0, wijken, cases))
            .reset_index(drop=True),
            "wijk_code": pd.Series(None, index=range(cases), dtype="str"),
            "case_type": pd.Series(np.where(is_new, CaseType.NEW, CaseType.EXISTING), dtype="str"),
            "mdo_date": pd.Series(mdo_days, dtype="datetime64[s]"),
            "repeat_date": pd.Series(None, index=range(cases), dtype="datetime64[s]"),
            "observed_streams": _stream_names(observed),
        }
    )
    scores = _scores(case_ids, mdo_days, np.random.default_rng([seed, 2]))
    return Population(case_frame, lines, scores, _tariffs(), pd.concat(truth, ignore_index=True))


def as_caseload(invented: Population, settings: AnalysisSettings) -> CaseLoad:
    """Give an invented population as the caseload of one analysis, for notebooks and tests.

    Args:
        invented: From ``population``; a few thousand cases at most, for each line becomes an object.
        settings: How it is analysed; its title says "synthetisch".

    Raises:
        UsageError: The title does not say so.

    Example:
        >>> from maatschappelijk_rendement.intake.example import SETTINGS
        >>> len(as_caseload(population(3), SETTINGS).cases)
        3
    """
    if "synthetisch" not in fold(settings.title):
        raise UsageError("De titel van verzonnen gegevens zegt 'synthetisch'.")
    empty = to_frames(CaseLoad(settings=settings, cases=()))
    given = {"cases": invented.cases, "usage": invented.usage, "scores": invented.scores}
    return from_frames(settings, {**empty, **given, "tariffs": tariff_frame(invented.tariffs)})


def _lowest_selected(shape: CostShape) -> float:
    return -np.inf if shape.selected_share >= 1 else _NORMAL.inv_cdf(1 - shape.selected_share)


def _quantities(cents: FloatArray, product: _Product) -> IntArray:
    """Turn an amount for the window into thousandths of a unit, within the bound of the contract."""
    units_milli = np.rint(cents * 1000 / (product.price_cents * product.periods))
    return np.minimum(units_milli, 100_000_000).astype(np.int64)


def _cents(quantity_milli: IntArray, product: _Product) -> IntArray:
    """Price whole thousandths, half-up: what the engine must find too."""
    return (quantity_milli * product.price_cents * product.periods + 500) // 1000


def _lines(
    case_ids: pd.Series[str],
    product: _Product,
    moment: Moment,
    quantity_milli: IntArray,
    used: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    import pandas as pd

    places = np.flatnonzero(used)
    empty: Mapping[str, str] = {
        "start": "datetime64[s]",
        "end": "datetime64[s]",
        "unit": "str",
        "price_e4": "Int64",
        "price_source": "str",
        "provision": "str",
        "money_kind": "str",
        "payer": "str",
        "receiver": "str",
        "resident": "str",
        "provenance": "str",
    }
    index = range(len(places))
    filled = {
        "case_id": case_ids.take(places).reset_index(drop=True),
        "moment": pd.Series(str(moment), index=index, dtype="str"),
        "product_code": pd.Series(product.code, index=index, dtype="str"),
        "quantity_milli": quantity_milli[places],
        "per": pd.Series(str(product.per), index=index, dtype="str"),
    }
    return pd.DataFrame(
        filled | {name: pd.Series(None, index=index, dtype=kind) for name, kind in empty.items()}
    )


def _stream_names(observed: npt.NDArray[np.bool_]) -> pd.Series[str]:
    """Name the observed streams of each case, joined by ";", by looking up each of the few patterns once."""
    import pandas as pd

    weights = 1 << np.arange(len(_PRODUCTS))
    patterns = [
        ";".join(str(product.stream) for bit, product in enumerate(_PRODUCTS) if pattern >> bit & 1)
        for pattern in range(1 << len(_PRODUCTS))
    ]
    return pd.Series(patterns, dtype="str").take(observed @ weights).reset_index(drop=True)


def _scores(
    case_ids: pd.Series[str], mdo_days: npt.NDArray[np.datetime64], draw: np.random.Generator
) -> pd.DataFrame:
    """Invent grades: low before, higher after, and fewer residents at each next moment."""
    import pandas as pd

    residents = draw.integers(0, 3, len(case_ids))
    places = np.repeat(np.arange(len(case_ids)), residents.astype(np.intp))
    numbers = np.concatenate([np.arange(1, count + 1) for count in residents]) if len(places) else places
    before = np.clip(draw.normal(4.5, 1.2, len(places)), 1, 10)
    after = np.clip(before + draw.normal(1.5, 1.2, len(places)), 1, 10)
    repeat = np.clip(after + draw.normal(0, 0.7, len(places)), 1, 10)
    frames = []
    for moment, score, days, response in (
        (Moment.BEFORE, before, -14, 1.0),
        (Moment.AFTER, after, 180, 0.8),
        (Moment.REPEAT, repeat, 400, 0.4),
    ):
        there = np.flatnonzero(draw.random(len(places)) < response)
        index = range(len(there))
        frames.append(
            pd.DataFrame(
                {
                    "case_id": case_ids.take(places[there]).reset_index(drop=True),
                    "resident": pd.Series([f"b{number}" for number in numbers[there]], dtype="str"),
                    "moment": pd.Series(str(moment), index=index, dtype="str"),
                    "measured_on": pd.Series(mdo_days[places[there]] + days, dtype="datetime64[s]"),
                    "instrument": pd.Series("rapportcijfer", index=index, dtype="str"),
                    "item": pd.Series(None, index=index, dtype="str"),
                    "score_centi": np.rint(score[there] * 10).astype(np.int64) * 10,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _tariffs() -> tuple[Tariff, ...]:
    """Invent two price periods a product: 5 % lower until the price year, which has one price throughout."""
    turn = date(PRICE_YEAR, 1, 1)
    return tuple(
        Tariff(
            code=product.code,
            description="synthetisch product",
            stream=product.stream,
            unit=product.unit,
            price_eur=Decimal(product.price_cents * part).scaleb(-4),
            valid_from=start,
            valid_until=end,
            kind="voorbeeld",
            source_text=SOURCE,
        )
        for product in _PRODUCTS
        for part, start, end in ((95, date(2015, 1, 1), turn), (100, turn, None))
    )
