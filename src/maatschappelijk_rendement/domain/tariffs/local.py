"""What a user's own prices may not do: change a unit or a stream, or hold twice on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tables import AMOUNT_PREFIX, is_amount_code
from maatschappelijk_rendement.domain.vocabulary import PriceBasis, fold


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why one own price cannot stand.

    Attributes:
        row: Position in the rows given, from 0.
        column: Field of ``Tariff`` that is wrong.
        code: Stable name of the rule.
        text: Dutch sentence: what is wrong.
        advice: Dutch sentence: what to do now.
    """

    row: int
    column: str
    code: str
    text: str
    advice: str


def conflicts(shipped: Iterable[Tariff], local: Sequence[Tariff]) -> tuple[Conflict, ...]:
    """Find every own price that contradicts the store or another own price.

    Args:
        shipped: Rows of the store.
        local: The user's own rows, in the order of the sheet.

    Returns:
        The conflicts in the order of the rows; the later of two contradicting own rows is the wrong one.
    """
    store = {fold(row.code): row for row in shipped}
    known = {**store, **{fold(row.code): row for row in local}}
    seen: dict[str, list[Tariff]] = {}
    found: list[Conflict] = []
    for position, row in enumerate(local):
        code = fold(row.code)
        earlier = seen.setdefault(code, [])
        found += (
            Conflict(position, column, rule, text, advice)
            for column, rule, text, advice in (
                *_problems(row, store.get(code), earlier),
                *_problems_of_counterpart(row, known),
            )
        )
        earlier.append(row)
    return tuple(found)


def _problems(
    row: Tariff, shipped: Tariff | None, earlier: Sequence[Tariff]
) -> Iterator[tuple[str, str, str, str]]:
    if is_amount_code(row.code):
        yield (
            "code",
            "tarief_voor_bedrag",
            f"Een code die met {AMOUNT_PREFIX} begint, is voor een bedrag in euro; dat heeft geen tarief.",
            "Kies een andere code.",
        )
        return
    if shipped and row.unit != shipped.unit:
        yield (
            "unit",
            "tarief_andere_eenheid",
            "Deze code heeft in de meegeleverde prijzen een andere eenheid.",
            f"Reken de prijs om naar '{shipped.unit}', of kies een eigen code.",
        )
    elif earlier and row.unit != earlier[0].unit:
        yield (
            "unit",
            "tarief_twee_eenheden",
            "Deze code staat er met twee eenheden.",
            "Kies per eenheid een eigen code.",
        )
    if shipped and row.stream != shipped.stream:
        yield (
            "stream",
            "tarief_andere_stroom",
            "Deze code hoort in de meegeleverde prijzen bij een andere stroom.",
            f"Kies stroom {shipped.stream}, of kies een eigen code.",
        )
    elif earlier and row.stream != earlier[0].stream:
        yield (
            "stream",
            "tarief_twee_stromen",
            "Deze code staat er met twee stromen.",
            "Kies per stroom een eigen code.",
        )
    if row.valid_until is not None and row.valid_until <= row.valid_from:
        yield (
            "valid_until",
            "tarief_einde_voor_begin",
            "De laatste dag van deze prijs ligt voor de eerste dag.",
            "Verbeter geldig_van of geldig_tot.",
        )
    elif any(_overlaps(row, other) for other in earlier):
        yield (
            "valid_from",
            "tarief_overlap",
            "Deze prijs geldt op dagen waarop een eerdere rij met dezelfde code ook geldt.",
            "Laat de perioden op elkaar aansluiten.",
        )


def _problems_of_counterpart(row: Tariff, known: Mapping[str, Tariff]) -> Iterator[tuple[str, str, str, str]]:
    if row.counterpart is None:
        return
    other = known.get(fold(row.counterpart))
    if other is None:
        yield (
            "counterpart",
            "tegenhanger_onbekend",
            "De tegenhanger is geen bekende productcode.",
            "Zoek de code met mr tarieven, of zet ook die prijs op dit blad.",
        )
    elif (other.unit, other.stream) != (row.unit, row.stream):
        yield (
            "counterpart",
            "tegenhanger_ander_product",
            "De tegenhanger heeft een andere eenheid of stroom, en is dus niet hetzelfde product.",
            f"Kies een product uit stroom {row.stream} per '{row.unit}', of maak de cel leeg.",
        )
    elif {row.price_basis, other.price_basis} != set(PriceBasis):
        yield (
            "counterpart",
            "tegenhanger_zelfde_prijsbasis",
            "Van deze prijs en haar tegenhanger is niet de een een referentieprijs en de ander een tarief.",
            "Vul bij beide de prijsbasis in, of maak de tegenhanger leeg.",
        )


def _overlaps(one: Tariff, other: Tariff) -> bool:
    one_end, other_end = one.valid_until or date.max, other.valid_until or date.max
    return one.valid_from < other_end and other.valid_from < one_end
