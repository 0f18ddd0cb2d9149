"""Many draws of what is not known, and what the model makes of each.

Draws are numbered. The probability behind draw 70,000 of "price" follows from the seed, that name and that
number alone: not from the other names, nor from how the work is cut in blocks or how many workers share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.distributions import Distribution, Fixed, distribution_of
from maatschappelijk_rendement.valuation.exact_numbers import number
from maatschappelijk_rendement.valuation.models import Model, caller, outcome_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

CHUNK = 16_384
"""Draws are made in chunks of this size, whatever the block: part of what a seed means."""
BLOCK = 65_536
MOST_DRAWS = 20_000_000
Correlations = Mapping[tuple[str, str], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes(Tabular):
    """What the draws came to.

    Attributes:
        draws: The outcome of each draw, in order.
        mean: Their mean.
        sd: Their standard deviation.
        standard_error: How far the mean may be off by chance.
        p05: One in twenty is lower.
        p50: The middle one.
        p95: One in twenty is higher.
        probability_positive: Share of draws above zero.
        seed: With which they can be drawn again.
    """

    draws: Floats
    mean: float
    sd: float
    standard_error: float
    p05: float
    p50: float
    p95: float
    probability_positive: float
    seed: int

    def quantile(self, part: float) -> float:
        """Give the value below which a part of the draws lies.

        Example:
            >>> monte_carlo(lambda x: x, {"x": Fixed(2)}, 10, 1).quantile(0.5)
            2.0
        """
        import numpy as np

        return float(np.quantile(self.draws, float(number(part, "part", 0, 1))))


def monte_carlo(
    model: Model,
    distributions: Mapping[str, Distribution | Any],
    draws: int,
    seed: int,
    *,
    correlations: Correlations | None = None,
    outcome: str | None = None,
    block_size: int = BLOCK,
    workers: int = 1,
) -> Any:
    """Draw values, run the model, and summarise.

    Args:
        model: A function of the named values. It gets whole columns of draws; where it cannot take those, it
            gets one draw at a time.
        distributions: A distribution for each name; see ``distributions.distribution_of`` for short forms.
        draws: How many.
        seed: Where the draws start: the same seed gives the same draws.
        correlations: Correlation of pairs of names, from -1 to 1: of the normal draws underneath (a normal
            copula). Of two normal distributions it is their own; a rank correlation is a little nearer zero.
        outcome: Which outcome of a model that gives a mapping; None gives them all.
        block_size: Draws per call of the model.
        workers: More than one uses all cores.

    Returns:
        ``Outcomes``, or a dict of them for a model that gives a mapping.

    Example:
        >>> from maatschappelijk_rendement.valuation.distributions import Uniform
        >>> found = monte_carlo(lambda price: 2 * price, {"price": Uniform(10, 20)}, 10_000, 1)
        >>> abs(found.mean - 30) < 4 * found.standard_error
        True
    """
    import numpy as np

    count, start = _whole(draws, "draws", 1, MOST_DRAWS), _whole(seed, "seed", 0, 2**63)
    size = _whole(block_size, "block_size", 1, MOST_DRAWS)
    known = {name: distribution_of(each, name) for name, each in distributions.items()}
    lower, order = _triangle(correlations or {}, known)
    call = caller(model, known)
    found: dict[str | None, Floats] = {}

    def run(begin: int) -> list[tuple[str | None, int, Any]]:
        end = min(begin + size, count)
        values = _values(known, start, begin, end, lower, order)
        answer = _answer(call, values, end - begin)
        if outcome is not None or not isinstance(answer, Mapping):
            answer = {None: outcome_of(answer, outcome)}
        return [(name, begin, _column(each, end - begin)) for name, each in answer.items()]

    def keep(begin: int) -> None:
        for name, place, column in run(begin):
            found.setdefault(name, np.empty(count))[place : place + len(column)] = column

    begins = range(0, count, size)
    keep(0)  # alone: it makes the columns that the others fill
    _shared(keep, begins[1:], workers)
    summaries = {name: _summary(column, start) for name, column in found.items()}
    return summaries.get(None, summaries)


def _shared(work: Callable[[int], None], begins: Sequence[int], workers: int) -> None:
    if workers > 1:
        from maatschappelijk_rendement.statistics.cores import on_all_cores

        on_all_cores(work, begins)
        return
    for begin in begins:
        work(begin)


def _values(
    known: Mapping[str, Distribution], seed: int, begin: int, end: int, lower: Any, order: list[str]
) -> dict[str, Any]:
    from scipy.special import ndtr, ndtri

    drawn = {
        name: _probabilities(seed, name, begin, end)
        for name, each in known.items()
        if not isinstance(each, Fixed) or name in order
    }
    if order:
        normal = [ndtri(drawn[name]) for name in order]
        for place, name in enumerate(order):  # draw by draw: a matrix product may round by its size
            drawn[name] = ndtr(sum(lower[place, each] * normal[each] for each in range(place + 1)))
    return {
        name: each.values(drawn[name]) if name in drawn else float(each.value)  # type: ignore[attr-defined]  # only Fixed
        for name, each in known.items()
    }


def _probabilities(seed: int, name: str, begin: int, end: int) -> Floats:
    """Give the probabilities of draws begin to end of a name: between 0 and 1, neither of them reached."""
    import numpy as np

    key = int.from_bytes(sha256(name.encode("utf-8")).digest()[:8], "big")
    parts = []
    for chunk in range(begin // CHUNK, (end - 1) // CHUNK + 1):
        generator = np.random.Generator(np.random.Philox(key=[seed, key], counter=[0, 0, 0, chunk]))
        whole = generator.random(CHUNK)
        low, high = max(begin - chunk * CHUNK, 0), min(end - chunk * CHUNK, CHUNK)
        parts.append(whole[low:high])
    found = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return np.maximum(found, 2.0**-54)


def _answer(call: Callable[[Mapping[str, Any]], Any], values: Mapping[str, Any], count: int) -> Any:
    import numpy as np

    try:
        return call(values)
    except (ValueError, TypeError):  # an ``if`` or ``max`` in the model: it wants one draw at a time
        columns = {name: np.broadcast_to(each, count) for name, each in values.items()}
        answers = [
            call({name: float(each[place]) for name, each in columns.items()}) for place in range(count)
        ]
    if isinstance(answers[0], Mapping):
        return {name: np.array([answer[name] for answer in answers], dtype=float) for name in answers[0]}
    return np.array(answers, dtype=float)


def _column(answer: Any, count: int) -> Floats:
    import numpy as np

    found = np.asarray(answer, dtype=float)
    if found.ndim > 1 or (found.ndim == 1 and len(found) != count):
        raise UsageError("model: geef per trekking één getal terug.")
    if not np.isfinite(found).all():
        raise UsageError("model: een trekking geeft geen eindig getal. Begrens de verdelingen of het model.")
    return np.broadcast_to(found, count)


def _summary(column: Floats, seed: int) -> Outcomes:
    import numpy as np

    mean, sd = float(column.mean()), float(column.std(ddof=1)) if len(column) > 1 else 0.0
    p05, p50, p95 = (float(each) for each in np.quantile(column, (0.05, 0.5, 0.95)))
    positive = float((column > 0).mean())
    return Outcomes(column, mean, sd, sd / len(column) ** 0.5, p05, p50, p95, positive, seed)


def _triangle(correlations: Correlations, known: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """Give the matrix that mixes independent normal draws into correlated ones, and the names it is for."""
    if not correlations:
        return None, []
    import numpy as np

    order = [name for name in known if any(name in pair for pair in correlations)]
    matrix = np.eye(len(order))
    seen: dict[frozenset[str], Any] = {}
    for pair, value in correlations.items():
        if len(set(pair)) != 2 or any(name not in order for name in pair):
            raise UsageError("correlations: geef steeds twee verschillende namen uit distributions.")
        if seen.setdefault(frozenset(pair), value) != value:
            raise UsageError("correlations: een paar heeft twee verschillende getallen. Laat er één staan.")
        left, right = (order.index(name) for name in pair)
        matrix[left, right] = matrix[right, left] = float(number(value, "correlations", -1, 1))
    try:
        return np.linalg.cholesky(matrix + 1e-12 * np.eye(len(order))), order
    except np.linalg.LinAlgError as error:
        raise UsageError("correlations: deze samenhangen spreken elkaar tegen. Maak ze kleiner.") from error


def _whole(value: Any, name: str, low: int, high: int) -> int:
    found = number(value, name, low, high)
    if found.denominator > 1:
        raise UsageError(f"{name}: geef een geheel getal.")
    return int(found)
