"""How sure the saving of each stream and payer is: intervals, and credibility beside that of all together.

The intervals follow the model of the simulation: noise between persons is shared out by cost, the noise of
the benchmark hits all streams of a payer at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.chance import Noise
from maatschappelijk_rendement.sharing.split import PayerStream

LARGEST_HALF = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingInterval(Tabular):
    """A saving with its interval [cent].

    Attributes:
        name: Stream, or payer.
        is_payer: Whether it is a payer with all its streams.
        saving_cents: Benchmark minus cost.
        error_cents: Standard error; None where there was no cost before. Chance is measured by that cost, and
            what a new stream varies is then unknown, not nothing.
        low_cents: Lower end of the interval; None as above.
        high_cents: Upper end; None as above.
        odds_real: How likely it is that cost really fell; None as above.
    """

    name: str
    is_payer: bool
    saving_cents: int
    error_cents: int | None
    low_cents: int | None
    high_cents: int | None
    odds_real: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CredibleSaving(Tabular):
    """The saving of one stream, weighed with that of all streams.

    Attributes:
        stream: Name of the stream.
        weight: Z, the weight of its own result.
        own_rate: Its own saving as a part of its benchmark; None without a benchmark of its own.
        credible_rate: Z x own + (1 - Z) x all together; None as above.
        credible_cents: That rate of its benchmark [cent]; None as above.
    """

    stream: str
    weight: Fraction
    own_rate: Fraction | None
    credible_rate: Fraction | None
    credible_cents: int | None


def saving_intervals(
    streams: Sequence[PayerStream], noise: Noise, *, confidence: Fraction = Fraction(9, 10)
) -> tuple[SavingInterval, ...]:
    """Give an interval on the saving of each stream, and of each payer with all its streams.

    Args:
        streams: What each stream saved.
        noise: Persons, spread and noise of the benchmark.
        confidence: How much of the chance the interval holds, two-sided: 0,9 leaves 5 % on each side.

    Raises:
        UsageError: The confidence is not between 0 and 1.

    Example:
        >>> wmo = PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000_000, after_cents=900_000)
        >>> one = saving_intervals([wmo], Noise(400, 2.0))[0]
        >>> one.saving_cents, one.error_cents, one.low_cents, one.high_cents
        (100000, 100000, -64485, 264485)
        >>> new = PayerStream(stream="Welzijn", payer="gemeente", before_cents=0, after_cents=100)
        >>> saving_intervals([wmo, new], Noise(400, 2.0))[1].error_cents is None
        True
    """
    if not 0 < confidence < 1:
        raise UsageError("zekerheid: geef een deel tussen 0 en 1, zoals 0.9.")
    total = sum(stream.before_cents for stream in streams)
    payers = list(dict.fromkeys(stream.payer for stream in streams))
    groups = [(stream.stream, False, [stream]) for stream in streams]
    groups += [(payer, True, [one for one in streams if one.payer == payer]) for payer in payers]
    z = NormalDist().inv_cdf((1 + float(confidence)) / 2)
    rows = []
    for name, is_payer, members in groups:
        cost = sum(stream.before_cents for stream in members)
        saving = sum(stream.saving_cents for stream in members)
        if cost == 0:
            rows.append(_unknown(name, saving, is_payer=is_payer))
            continue
        between = noise.cost_variation**2 / noise.persons * float(cost) * float(total)
        error = sqrt(between + (noise.benchmark * cost) ** 2)
        rows.append(
            SavingInterval(
                name=name,
                is_payer=is_payer,
                saving_cents=saving,
                error_cents=round(error),
                low_cents=round(saving - z * error),
                high_cents=round(saving + z * error),
                odds_real=NormalDist().cdf(saving / error) if error else float(saving > 0),
            )
        )
    return tuple(rows)


def _unknown(name: str, saving: int, *, is_payer: bool) -> SavingInterval:
    return SavingInterval(
        name=name,
        is_payer=is_payer,
        saving_cents=saving,
        error_cents=None,
        low_cents=None,
        high_cents=None,
        odds_real=None,
    )


def credible_savings(
    streams: Sequence[PayerStream], persons: Sequence[int], half_credible_persons: int
) -> tuple[CredibleSaving, ...]:
    """Weigh the saving of each stream with that of all streams: Z = n / (n + K).

    Args:
        streams: What each stream saved.
        persons: Number of persons with cost in each stream.
        half_credible_persons: K, the number of persons at which a stream's own result counts for half.

    Raises:
        UsageError: A number is missing or out of bounds.

    Source: H. Bühlmann, Mathematical Methods in Risk Theory (1970).

    Example:
        >>> wmo = PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000, after_cents=800)
        >>> zvw = PayerStream(stream="Zvw", payer="verzekeraar", before_cents=3_000, after_cents=3_000)
        >>> [(str(one.weight), one.credible_cents) for one in credible_savings([wmo, zvw], [100, 300], 100)]
        [('1/2', 125), ('3/4', 38)]
    """
    if len(persons) != len(streams) or any(isinstance(n, bool) or n < 1 for n in persons):
        raise UsageError("personen: geef bij elke stroom een geheel getal van 1 of meer.")
    if not 1 <= half_credible_persons <= LARGEST_HALF:
        raise UsageError("halfwaarde_personen: geef een geheel getal van 1 tot een miljard.")
    cost = sum(stream.before_cents for stream in streams)
    if cost <= 0:
        raise UsageError("zonder_eur: samen hebben de stromen kosten boven 0 nodig om een deel van te nemen.")
    together = Fraction(sum(stream.saving_cents for stream in streams), cost)
    rows = []
    for stream, count in zip(streams, persons, strict=True):
        weight = Fraction(count, count + half_credible_persons)
        own = Fraction(stream.saving_cents, stream.before_cents) if stream.before_cents else None
        rate = None if own is None else weight * own + (1 - weight) * together
        rows.append(
            CredibleSaving(
                stream=stream.stream,
                weight=weight,
                own_rate=own,
                credible_rate=rate,
                credible_cents=None if rate is None else half_up(rate * stream.before_cents),
            )
        )
    return tuple(rows)
