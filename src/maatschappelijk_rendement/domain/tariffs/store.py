"""The prices a line can be priced with: the shipped ones, and a user's own, which win day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from maatschappelijk_rendement.domain.calendar import Period, last_day
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.model import Source, Tariff
from maatschappelijk_rendement.domain.record import names_of, values_of
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.tariffs import files
from maatschappelijk_rendement.domain.tariffs.age import OldSeries, Series, behind
from maatschappelijk_rendement.domain.tariffs.amounts import amount_rows
from maatschappelijk_rendement.domain.tariffs.counterparts import counterparts
from maatschappelijk_rendement.domain.tariffs.files import read_sources, read_tariffs
from maatschappelijk_rendement.domain.tariffs.local import conflicts
from maatschappelijk_rendement.domain.tariffs.near import hint, nearest
from maatschappelijk_rendement.domain.tariffs.search import PriceSearch, search
from maatschappelijk_rendement.domain.vocabulary import DEFAULT_PAYER, MoneyKind, Stream, fold, fold_header

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")

# method.md, decision 10: with a Wlz indication these end; a Wlz line beside one of them is a double count.
ENDED_BY_WLZ: frozenset[tuple[Stream, str]] = frozenset(
    {
        (Stream.ZVW, "wijkverpleging"),
        (Stream.WMO, "begeleiding"),
        (Stream.WMO, "dagbesteding"),
        (Stream.WMO, "huishoudelijke hulp"),
    }
)


@dataclass(frozen=True, slots=True)
class Product(Tabular):
    """What a code stands for; the payer and the nature of money are filled in where the store is silent."""

    code: str
    description: str
    stream: Stream
    unit: str
    payer: str
    receiver: str | None
    money_kind: MoneyKind
    price_basis: str | None
    category: str | None

    @property
    def ends_with_wlz(self) -> bool:
        """Whether a Wlz indication normally ends this product, so that both at once is a double count."""
        return self.category is not None and (self.stream, fold(self.category)) in ENDED_BY_WLZ


@dataclass(frozen=True, slots=True)
class PricePeriod(Tabular):
    """One price on the days of ``period`` [half-open; no end is ``date.max``], and the row it comes from."""

    period: Period
    price_eur: Decimal
    tariff: Tariff


@cache
def _shipped(folder: Path) -> tuple[tuple[Tariff, ...], Mapping[str, Source]]:
    """The rows and sources of a store, which never change while a program runs."""
    sources = read_sources()
    return read_tariffs(sources), sources


@dataclass(frozen=True)
class Tariffs(Tabular):
    """All prices at hand; frozen, adding gives a new one.

    Attributes:
        shipped: Rows of the store; a later row corrects an earlier one for the same code and days.
        local: The user's own rows.
        sources: Sources of the shipped rows by id.

    Example:
        >>> tariffs = Tariffs.load()
        >>> tariffs.product("wmo.hh.uur.ref2022").unit
        'uur'
        >>> tariffs.prices("WMO.HH.UUR.REF2022")[0].price_eur
        Decimal('32.76')
    """

    rows_in: ClassVar[str] = "rows"

    shipped: tuple[Tariff, ...] = ()
    local: tuple[Tariff, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict, hash=False)

    @classmethod
    def load(cls) -> Self:
        """Read the prices that come with the package; they are read once."""
        shipped, sources = _shipped(files.data_folder())
        return cls(shipped=shipped, sources=dict(sources))

    def add(self, rows: Iterable[Tariff]) -> Self:
        """Add the user's own prices; they win over shipped prices for the same code, day by day.

        Args:
            rows: Prices per unit, each with its validity [half-open].

        Returns:
            New tariffs.

        Raises:
            InputError: A row has another unit or stream than its code has elsewhere, or overlaps an own row.
        """
        local = (*self.local, *(replace(row, is_local=True) for row in rows))
        found = conflicts(self.shipped, local)
        if found:
            raise InputError(Finding("fout", "Tarieven", "", c.code, c.text, c.advice) for c in found)
        return replace(self, local=local)

    @property
    def rows(self) -> tuple[Tariff, ...]:
        """Every row, shipped ones first."""
        return self.shipped + self.local

    @cached_property
    def _by_code(self) -> dict[str, list[Tariff]]:
        # Amounts are known to any prices: they are their own.
        by_code: dict[str, list[Tariff]] = {fold(row.code): [row] for row in amount_rows()}
        for row in self.rows:
            by_code.setdefault(fold(row.code), []).append(row)
        return by_code

    @property
    def codes(self) -> tuple[str, ...]:
        """Every product code as written, in order; without those of amounts, which have no price."""
        return tuple(sorted({fold(row.code): row.code for row in reversed(self.rows)}.values()))

    def __contains__(self, code: str) -> bool:
        return fold(code) in self._by_code

    def product(self, code: str) -> Product:
        """Give what a code stands for; codes compare without regard to case.

        The user's own words win over those of the store, except that a norm stays a norm.

        Raises:
            InputError: The code is unknown; the message suggests a near one, never repeats the code.
        """
        rows = self._by_code.get(fold(code))
        if rows is None:
            raise InputError(
                [
                    Finding(
                        "fout",
                        "",
                        "",
                        "product_onbekend",
                        "Deze productcode is onbekend.",
                        f"{self.hint(code)} Zoek de code met mr tarieven, of geef zelf een prijs op blad "
                        "Tarieven.".lstrip(),
                    )
                ]
            )
        newest_first = rows[::-1]
        is_norm = any(row.price_basis == "norm" for row in rows)
        return Product(
            code=rows[0].code,
            description=_first(row.description for row in newest_first) or "",
            stream=rows[0].stream,
            unit=rows[0].unit,
            payer=_first(row.payer for row in newest_first) or DEFAULT_PAYER[rows[0].stream],
            receiver=_first(row.receiver for row in newest_first),
            money_kind=_first(row.money_kind for row in newest_first) or MoneyKind.CASH,
            price_basis="norm" if is_norm else _first(row.price_basis for row in newest_first),
            category=_first(row.category for row in newest_first),
        )

    def counterpart(self, code: str) -> Product | None:
        """Give the same product on the other price basis: a tariff for a reference price, or back.

        Returns:
            None where nobody said which product that is.

        Raises:
            InputError: The code is unknown.

        Example:
            >>> found = Tariffs.load().counterpart("ZVW.HUISARTS.VISITE_LANG.REF2022")
            >>> found.code, found.price_basis
            ('ZVW.HUISARTS.VISITE_LANG.NZA', 'tarief')
        """
        other = self._counterparts.get(fold(self.product(code).code))
        return self.product(other) if other is not None and other in self else None

    @cached_property
    def _counterparts(self) -> Mapping[str, str]:
        return counterparts(self.local)

    def prices(self, code: str) -> tuple[PricePeriod, ...]:
        """Give the prices of a code by day: sorted, without overlap, own prices laid over shipped ones.

        An unknown code has no prices.

        Example:
            >>> [p.period.start.year for p in Tariffs.load().prices("WLZ.GEMIDDELD.JAAR")]
            [2015, 2017]
        """
        periods: list[PricePeriod] = []
        for row in self._by_code.get(fold(code), []):
            over = Period(row.valid_from, row.valid_until or date.max)
            periods = [piece for old in periods for piece in _outside(old, over)]
            periods.append(PricePeriod(over, row.price_eur, row))
        return tuple(sorted(periods, key=lambda price: price.period.start))

    def suggest(self, code: str) -> str | None:
        """Give the known code that was probably meant, or nothing.

        Example:
            >>> Tariffs.load().suggest("WMO.HH.UUR.REF2O22")
            'WMO.HH.UUR.REF2022'
        """
        near = nearest(code, self._by_code)
        return near.code if near else None

    def hint(self, code: str) -> str:
        """Ask in Dutch whether the known code was meant that looks like this one, and say what it is.

        Example:
            >>> Tariffs.load().hint("WMO.HH.UUR.REF2O22")
            "Bedoelde u 'WMO.HH.UUR.REF2022'? Dat is: Huishoudelijke hulp thuis, per uur."
        """
        return hint(nearest(code, self._by_code))

    def find(self, words: str = "", *, stream: str | None = None) -> Self:
        """Give the prices whose code, description or category holds every word, whatever the case.

        Example:
            >>> Tariffs.load().find("bijstand gehuwd", stream="Participatiewet").codes[0]
            'PW.BIJSTAND.GEHUWD'
        """
        wanted = fold_header(words).split()

        def matches(row: Tariff) -> bool:
            text = fold_header(f"{row.code} {row.description} {row.category or ''}")
            in_stream = stream is None or fold(stream) == fold(row.stream)
            return in_stream and all(word in text for word in wanted)

        return replace(
            self,
            shipped=tuple(row for row in self.shipped if matches(row)),
            local=tuple(row for row in self.local if matches(row)),
        )

    def search(self, words: str, *, stream: str | None = None, unit: str | None = None) -> PriceSearch:
        """Find products by everyday words, code or description; the best first, with what has no price.

        Args:
            words: Such as ``hulp in de huishouding``; slips of the pen are read as the nearest word.
            stream: Only this financing stream.
            unit: Only prices per this unit.

        Example:
            >>> Tariffs.load().search("hulp in de huishouding").codes[0]
            'WMO.HH.UUR.REF2022'
            >>> [gap.category for gap in Tariffs.load().search("traplift").gaps]
            ['woningaanpassing']
        """
        return search(self.rows, words, stream=stream, unit=unit)

    def series(self) -> tuple[Series, ...]:
        """Give the first and the last day of every product, by code.

        Example:
            >>> found = {one.name: one for one in Tariffs.load().series()}
            >>> found["WLZ.GEMIDDELD.JAAR"].last_day
            datetime.date(2017, 12, 31)
        """
        found = []
        for code in self.codes:
            prices = self.prices(code)
            end = max(price.period.end for price in prices)
            last = None if end == date.max else last_day(end)
            found.append(Series(code, prices[0].period.start, last, len(prices)))
        return tuple(found)

    def behind(self, clock: date) -> tuple[OldSeries, ...]:
        """Give the products whose prices end more than a year before a day, with why.

        Example:
            >>> old = Tariffs.load().behind(date(2026, 11, 29))
            >>> any(one.is_kept_up for one in old)
            False
        """
        return behind(self.series(), clock)

    def to_frame(self, *, euros: bool = True) -> pd.DataFrame:
        """Give every row as a pandas frame, for looking at; prices stay exact decimals.

        Args:
            euros: Changes nothing here: amounts are in euros.

        Returns:
            The fields of ``Tariff`` as columns: code, description, stream, unit, price_eur [Decimal],
            valid_from, valid_until [half-open, empty is no end] up to is_local; then source_publisher,
            source_year and source_address, empty for own rows.
        """
        import pandas as pd

        columns = [*names_of(Tariff), "source_publisher", "source_year", "source_address"]
        return pd.DataFrame([self._record(row) for row in self.rows], columns=columns)

    def _record(self, row: Tariff) -> dict[str, object]:
        source = self.sources.get(row.source_id or "")
        return {
            **values_of(row),
            "source_publisher": source and source.publisher,
            "source_year": source and source.year,
            "source_address": source and source.address,
        }


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value), None)


def _outside(old: PricePeriod, over: Period) -> Iterable[PricePeriod]:
    """Give the parts of an older price that a newer period leaves."""
    before = Period(old.period.start, min(old.period.end, over.start))
    after = Period(max(old.period.start, over.end), old.period.end)
    return (replace(old, period=left) for left in (before, after) if left.days)
