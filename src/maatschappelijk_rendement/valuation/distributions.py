"""Named distributions for what is not known exactly, mostly made of a range: lowest, likely, highest.

Each turns probabilities between 0 and 1 into values, so that one row of probabilities serves every scenario
(common random numbers) and correlation can be laid over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.exact_numbers import number, numbers_of
from maatschappelijk_rendement.valuation.information import NEARLY_ONE
from maatschappelijk_rendement.valuation.quantiles import fast_quantiles

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


class Distribution(Protocol):
    """Anything that turns probabilities into values."""

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed(Tabular):
    """Always the same.

    Example:
        >>> Fixed(3).value
        3
    """

    value: Any

    def __post_init__(self) -> None:
        number(self.value, "Fixed.value")

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        import numpy as np

        return np.full(len(probabilities), float(self.value))


@dataclass(frozen=True, slots=True)
class Uniform(Tabular):
    """Anywhere between lowest and highest."""

    low: Any
    high: Any

    def __post_init__(self) -> None:
        _in_order("Uniform", low=self.low, high=self.high)

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        low, high = float(self.low), float(self.high)
        return low + (high - low) * probabilities


@dataclass(frozen=True, slots=True)
class Triangular(Tabular):
    """Between lowest and highest, most often near the likely value."""

    low: Any
    mode: Any
    high: Any

    def __post_init__(self) -> None:
        _in_order("Triangular", low=self.low, mode=self.mode, high=self.high)

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        import numpy as np

        low, mode, high = float(self.low), float(self.mode), float(self.high)
        if high == low:
            return np.full(len(probabilities), low)
        turn = (mode - low) / (high - low)
        rising = low + np.sqrt(probabilities * ((high - low) * (mode - low)))
        falling = high - np.sqrt((1 - probabilities) * ((high - low) * (high - mode)))
        return np.where(probabilities < turn, rising, falling)


@dataclass(frozen=True, slots=True)
class Pert(Tabular):
    """Like ``Triangular`` with less weight in the tails: a beta, with mean (low + 4 mode + high) / 6."""

    low: Any
    mode: Any
    high: Any

    def __post_init__(self) -> None:
        _in_order("Pert", low=self.low, mode=self.mode, high=self.high)

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        import numpy as np
        from scipy.special import betaincinv

        low, mode, high = float(self.low), float(self.mode), float(self.high)
        if high == low:
            return np.full(len(probabilities), low)
        left = 1 + 4 * (mode - low) / (high - low)
        return low + (high - low) * fast_quantiles(betaincinv, (left, 6 - left), probabilities)


@dataclass(frozen=True, slots=True)
class Normal(Tabular):
    """A normal distribution."""

    mean: Any
    sd: Any

    def __post_init__(self) -> None:
        number(self.mean, "Normal.mean")
        number(self.sd, "Normal.sd", 0)

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        from scipy.special import ndtri

        found: Floats = float(self.mean) + float(self.sd) * ndtri(probabilities)
        return found


@dataclass(frozen=True, slots=True)
class LogNormal(Tabular):
    """Above zero with a long tail, as costs are; given by mean and standard deviation of the value itself."""

    mean: Any
    sd: Any

    def __post_init__(self) -> None:
        number(self.sd, "LogNormal.sd", 0)
        if number(self.mean, "LogNormal.mean") <= 0:
            raise UsageError("LogNormal.mean: geef een gemiddelde boven nul.")

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        import numpy as np
        from scipy.special import ndtri

        spread = np.log1p((float(self.sd) / float(self.mean)) ** 2)
        found: Floats = np.exp(np.log(float(self.mean)) - spread / 2 + np.sqrt(spread) * ndtri(probabilities))
        return found


@dataclass(frozen=True, slots=True)
class Beta(Tabular):
    """A share between 0 and 1, such as ``yes`` of ``yes + no`` counted cases."""

    yes: Any
    no: Any

    def __post_init__(self) -> None:
        if number(self.yes, "Beta.yes") <= 0 or number(self.no, "Beta.no") <= 0:
            raise UsageError("Beta: geef twee aantallen boven nul.")

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        from scipy.special import betaincinv

        return fast_quantiles(betaincinv, (float(self.yes), float(self.no)), probabilities)


@dataclass(frozen=True, slots=True)
class Gamma(Tabular):
    """Above zero, given by mean and standard deviation."""

    mean: Any
    sd: Any

    def __post_init__(self) -> None:
        if number(self.mean, "Gamma.mean") <= 0 or number(self.sd, "Gamma.sd") <= 0:
            raise UsageError("Gamma: geef een gemiddelde en een spreiding boven nul.")

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        from scipy.special import gammaincinv

        shape = (float(self.mean) / float(self.sd)) ** 2
        return fast_quantiles(gammaincinv, (shape,), probabilities) * (float(self.mean) / shape)


@dataclass(frozen=True, slots=True)
class Discrete(Tabular):
    """One of a few values, each with its probability (equal when left out)."""

    options: Sequence[Any]
    probabilities: Sequence[Any] | None = None

    def __post_init__(self) -> None:
        options = numbers_of(self.options, "Discrete.options")
        if self.probabilities is not None:
            parts = numbers_of(self.probabilities, "Discrete.probabilities")
            if len(parts) != len(options) or min(parts) < 0 or abs(sum(parts, Fraction(0)) - 1) > NEARLY_ONE:
                raise UsageError("Discrete: geef bij elke waarde een kans; samen zijn de kansen 1.")

    def values(self, probabilities: Floats) -> Floats:
        """Give the value at each probability."""
        import numpy as np

        options = np.array([float(each) for each in self.options])
        parts = [1 / len(options)] * len(options) if self.probabilities is None else self.probabilities
        edges = np.cumsum([float(each) for each in parts])[:-1]
        return options[np.searchsorted(edges, probabilities, side="right")]


def distribution_of(given: Any, name: str = "distribution") -> Any:
    """Read a distribution: an object, or a short form of one.

    Args:
        given: A distribution; a number (fixed); (low, high) or (low, mode, high), uniform or triangular; or a
            name with its numbers: ``("normal", 10, 2)``.
        name: What the caller calls it.

    Example:
        >>> distribution_of((1, 2, 6)), distribution_of(("normal", 10, 2))
        (Triangular(low=1, mode=2, high=6), Normal(mean=10, sd=2))
    """
    if not isinstance(given, tuple | list):
        is_one = hasattr(given, "values") and not isinstance(given, Mapping)
        return given if is_one else Fixed(given)
    kinds = {kind.__name__.lower(): kind for kind in _KINDS}
    start = given[0] if given else None
    named = isinstance(start, str) and start.lower() in kinds
    kind = kinds[str(start).lower()] if named else {2: Uniform, 3: Triangular}.get(len(given))
    numbers = tuple(given[1:] if named else given)
    if kind is None or isinstance(start, str) is not named or len(numbers) != len(fields(kind)):
        raise UsageError(f"{name}: geef een verdeling, zoals Triangular(1, 2, 6) of ('normal', 10, 2).")
    return kind(*numbers)


_KINDS: tuple[type[Any], ...] = (Fixed, Uniform, Triangular, Pert, Normal, LogNormal, Beta, Gamma)


def _in_order(name: str, **bounds: Any) -> None:
    found = [number(value, f"{name}.{field}") for field, value in bounds.items()]
    if found != sorted(found):
        raise UsageError(f"{name}: zet {', '.join(bounds)} op volgorde van klein naar groot.")
