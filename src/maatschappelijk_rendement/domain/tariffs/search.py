"""Searching prices with the words people use: everyday words, slips of the pen, and honest gaps.

``zoekwoorden.csv`` says what an everyday word stands for: a law and a category, so that it finds the products
with a price and the ones that are known to be missing alike. Words that nobody wrote in the store are read as
the nearest one that is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs.files import Gap, read_gaps, read_table
from maatschappelijk_rendement.domain.vocabulary import fold, fold_header

# Words that join others and say nothing of what is sought.
LINK_WORDS = frozenset(
    ("aan", "bij", "de", "een", "en", "het", "in", "met", "naar", "of", "op", "per", "te", "van", "voor")
)
# Ratio of difflib. Above the first a word is read as the other (huishoudlijke and huishoudelijke: 0,96);
# above the second it is only named as near.
SLIP, NEAR = 0.82, 0.6
MOST_NEAR = 5
SHORTEST_PART = 4
WHOLE_COUNTRY = "Nederland"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an everyday word stands for: a law, and of it one category or one part of the codes."""

    law: str
    category: str
    code: str

    def fits(self, row: Tariff) -> bool:
        """Say whether a price is meant."""
        return (
            self.law == row.stream
            and (not self.category or self.category == row.category)
            and self.code in row.code
        )

    def fits_gap(self, gap: Gap) -> bool:
        """Say whether a known gap is meant."""
        return self.law == gap.law and not self.code and self.category in ("", gap.category)


@dataclass(frozen=True, slots=True)
class PriceSearch:
    """What a search found.

    Attributes:
        codes: Product codes, the best first.
        gaps: Products that are known to have no price, the best first.
        read_as: Words of the store that were taken for what was written, where that was something else.
        near: Where nothing was found: words of the store that look like what was written.
    """

    codes: tuple[str, ...]
    gaps: tuple[Gap, ...]
    read_as: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@cache
def meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """Read what each everyday word stands for, in the order of the file.

    Example:
        >>> [meaning.category for meaning in meanings()["traplift"]]
        ['woningaanpassing']
    """
    found: dict[str, list[Meaning]] = {}
    for row in read_table("zoekwoorden.csv"):
        found.setdefault(row["woord"], []).append(Meaning(row["wet"], row["productcategorie"], row["code"]))
    return {word: tuple(meant) for word, meant in found.items()}


def search(
    rows: Sequence[Tariff], words: str, *, stream: str | None = None, unit: str | None = None
) -> PriceSearch:
    """Find products by everyday words, code or description; the best first.

    Args:
        rows: Prices in the order of the store; the last row of a code says what it is.
        words: What somebody wrote.
        stream: Only this financing stream.
        unit: Only prices per this unit.
    """
    law, per = fold(stream or ""), fold(unit or "")
    newest = {row.code: row for row in rows if law in ("", fold(row.stream)) and per in ("", fold(row.unit))}
    gaps = [gap for gap in read_gaps() if not gap.code and law in ("", fold(gap.law))]
    phrase = _phrase(words)
    read_as: tuple[str, ...] = ()
    found = _found(newest.values(), gaps, phrase)
    if not phrase and not found.codes and law:  # a stream without any price: all of it is missing
        return PriceSearch((), tuple(gaps))
    if not found.codes and not found.gaps:
        phrase, read_as = _without_slips(phrase, _known_words(rows))
        found = _found(newest.values(), gaps, phrase)
    if found.codes or found.gaps:
        return PriceSearch(found.codes, found.gaps, read_as)
    near = get_close_matches(" ".join(phrase), _names(rows), n=MOST_NEAR, cutoff=NEAR)
    return PriceSearch((), (), (), tuple(near))


def _phrase(words: str) -> tuple[str, ...]:
    return tuple(fold_header(words).replace(",", " ").split())


def _found(rows: Iterable[Tariff], gaps: Sequence[Gap], phrase: tuple[str, ...]) -> PriceSearch:
    meant, rest = _meant(phrase)
    places = {meaning: place for place, meaning in enumerate(meant)}
    scores = []
    for row in rows:
        place = min((places[meaning] for meaning in meant if meaning.fits(row)), default=None)
        literal = _score(row, phrase)
        fits = place is not None and _score(row, rest) is not None
        if fits or literal is not None:
            # First what a listed word means, in the order of the list; then how well the words fit.
            order = place if fits and place is not None else len(places)
            best = max(literal or 0, _score(row, rest) or 0 if fits else 0)
            scores.append(((order, -best, *_fit(row)), row.code))
    codes = tuple(code for _, code in sorted(scores))
    said = [gap for meaning in meant for gap in gaps if meaning.fits_gap(gap)]
    said += [gap for gap in gaps if phrase and _holds(_text_of(gap), phrase)]
    return PriceSearch(codes, tuple(dict.fromkeys(said)))


def _fit(row: Tariff) -> tuple[bool, bool, int, str]:
    """Put the whole country before a place, a tariff before a personal budget, and the newest first."""
    end = row.valid_until or date.max
    return row.area != WHOLE_COUNTRY, row.price_basis == "pgb", -end.toordinal(), row.code


def _meant(phrase: tuple[str, ...]) -> tuple[tuple[Meaning, ...], tuple[str, ...]]:
    """Give what the longest listed run of words means, and the words beside it."""
    for length in range(len(phrase), 0, -1):
        for start in range(len(phrase) - length + 1):
            meant = meanings().get(" ".join(phrase[start : start + length]))
            if meant:
                return meant, phrase[:start] + phrase[start + length :]
    return (), phrase


def _score(row: Tariff, phrase: Sequence[str]) -> int | None:
    """Score how well every word fits a product; None where one does not. No words fit anything."""
    category, text = fold_header(row.category or ""), fold_header(row.description or "")
    code = fold(row.code)
    score = 0
    for word in phrase:
        if word in LINK_WORDS:
            continue
        if word == code:
            score += 10
        elif _begins(word, category):
            score += 6
        elif _begins(word, text):
            score += 4
        elif word in category or word in text or word == fold(row.unit):
            score += 2
        elif word in code:
            score += 1
        else:
            return None
    return score


def _begins(word: str, text: str) -> bool:
    return any(part.startswith(word) for part in text.replace("(", " ").split())


def _holds(text: str, phrase: Sequence[str]) -> bool:
    words = [word for word in phrase if word not in LINK_WORDS]
    return bool(words) and all(word in text for word in words)


def _text_of(gap: Gap) -> str:
    return fold_header(f"{gap.law} {gap.category} {gap.description}")


def _known_words(rows: Sequence[Tariff]) -> frozenset[str]:
    texts = [*meanings(), *(_text_of(gap) for gap in read_gaps() if not gap.code)]
    texts += [fold_header(f"{row.description} {row.category or ''}") for row in rows if not row.is_local]
    words = (word.strip("(),") for text in texts for word in text.split())
    return frozenset(word for word in words if len(word) >= SHORTEST_PART)


def _without_slips(phrase: tuple[str, ...], known: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Replace each word that the store does not know by the one that looks like it."""
    whole = get_close_matches(" ".join(phrase), meanings(), n=1, cutoff=SLIP)
    if whole:
        return tuple(whole[0].split()), (whole[0],)
    read, said = [], []
    for word in phrase:
        near = [] if word in known or word in LINK_WORDS else get_close_matches(word, sorted(known), 1, SLIP)
        read.append(near[0] if near else word)
        said += near
    return tuple(read), tuple(said)


def _names(rows: Sequence[Tariff]) -> list[str]:
    """Give the words and categories that may be named to somebody who found nothing."""
    categories = {fold_header(row.category) for row in rows if row.category and not row.is_local}
    return sorted({*meanings(), *categories})
