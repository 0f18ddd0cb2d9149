"""Every price behind a figure with its source: those of the store and of sheet Tarieven, and own prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import narwhals as nw

from maatschappelijk_rendement.costing.mdo import OWN_HOUR
from maatschappelijk_rendement.costing.own_contribution import by_payer
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.rules.prices import PriceUse, public_uses
from maatschappelijk_rendement.domain.calendar import Period, dutch_date, last_day
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.vocabulary import Payer
from maatschappelijk_rendement.publication.few_cases import (
    HELP,
    MDO,
    Withheld,
    cases_of_prices,
    cases_of_products,
    cases_up_to,
    other_products,
)
from maatschappelijk_rendement.publication.own_prices import OwnPrice, own_prices, public_own_prices
from maatschappelijk_rendement.results import sections
from maatschappelijk_rendement.results.sections import Price
from maatschappelijk_rendement.results.words import TRACEABLE

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.costing import PricedUsage
    from maatschappelijk_rendement.domain.model import Tariff
    from maatschappelijk_rendement.domain.tariffs import Product, Tariffs

Place = tuple[str, ...]
OWN_PRICE, OF_THE_LINE = "eigen prijs", "zoals de regel"
E4 = 10_000
SOURCE_HIDDEN = "eigen prijs; bron onderdrukt"
_USE = ("product_code", "payer", "receiver", "money_kind")


def prices(analysis: ExactAnalysis, rules: Rules, *, internal: bool) -> list[Price]:
    """Give every price that was used, with its source and what it was used for.

    A public report has no price that too few cases use: beside a sum it is half of a puzzle, and it tells
    what help a few households have. Such prices are together one row without a price.

    Args:
        analysis: Exact results.
        rules: The parameters of disclosure control.
        internal: Hide nothing.

    Returns:
        One row a price, in a fixed order; indexed ones and those on another basis marked. Own prices have the
        source of their lines, where that may be shown.
    """
    rows: dict[Place, Price] = {}
    rest: list[Withheld] = []
    store = analysis.tariffs.add([OWN_HOUR])
    for name, priced in ((HELP, analysis.usage), (MDO, analysis.mdo)):
        uses = _uses(store, priced, name, rules.minimum)
        said = _by_code(uses if internal else public_uses(uses, rules))
        counted = {} if internal else cases_of_products(priced, rules.minimum)
        listed = list(_listed(analysis, priced))
        asked = [(row.code, days) for _, row, days in listed]
        cases = [rules.minimum] * len(asked)
        if not internal:
            cases = cases_of_prices(priced, asked, counted, rules.minimum)
        for (key, row, _), n in zip(listed, cases, strict=True):
            if n < rules.minimum:
                rest.append(Withheld(name, row, is_whole=counted.get(row.code, 0) < rules.minimum))
                continue
            so_far = rows.get(key, row)
            rows[key] = replace(so_far, uses=(*so_far.uses, *said[row.code]))
        lines = nw.from_native(priced.lines)
        for one in own_prices(lines) if internal else public_own_prices(lines, rules.minimum):
            row = _own_row(store.product(one.product_code), one)
            if not internal and counted.get(row.code, 0) < rules.minimum:
                rest.append(Withheld(name, row, is_whole=True))
                continue
            written = "" if row.price is None else f"{Decimal(row.price).scaleb(-4):.4f}"
            key = (row.code, "9", name, row.source or "", written)
            rows[key] = replace(row, uses=tuple(said[row.code]))
    return [*(rows[key] for key in sorted(rows)), *other_products(analysis, rest, rules)]


def _listed(analysis: ExactAnalysis, priced: PricedUsage) -> Iterable[tuple[Place, Price, Sequence[Period]]]:
    basis = analysis.settings.price_basis.value
    addresses = {source_id: source.address for source_id, source in analysis.tariffs.sources.items()}
    periods: dict[tuple[Tariff, str], list[Period]] = defaultdict(list)
    for line in priced.prices:
        for span in line.spans:
            for tariff in span.used:
                periods[tariff, span.index_note].append(span.period)
    for (tariff, note), days in periods.items():
        row = Price(
            code=tariff.code,
            description=tariff.description,
            stream=tariff.stream.value,
            unit=tariff.unit,
            price=half_up(Fraction(tariff.price_eur) * E4),
            valid_from=dutch_date(tariff.valid_from),
            valid_until=None if tariff.valid_until is None else dutch_date(last_day(tariff.valid_until)),
            kind=tariff.kind,
            basis=tariff.price_basis,
            source=tariff.source_text,
            address=addresses.get(tariff.source_id or ""),
            is_own=tariff.is_local,
            is_indexed=bool(note),
            note=note,
            is_other_basis=tariff.price_basis is not None and tariff.price_basis != basis,
            level=None if tariff.is_local else tariff.price_level,
            remark=None if tariff.is_local else tariff.note or None,
            uses=(),
        )
        yield (tariff.code, tariff.valid_from.isoformat(), str(tariff.is_local), note), row, days


def _own_row(product: Product, one: OwnPrice) -> Price:
    hidden = [key for key, value in (("prijs_eur", one.price_e4), ("bron", one.source)) if value is None]
    note = TRACEABLE if hidden else ""
    if one.lines is not None:
        note = f"op {one.lines} {'regel' if one.lines == 1 else 'regels'}"
    return Price(
        code=product.code,
        description=product.description,
        stream=product.stream.value,
        unit=product.unit,
        price=one.price_e4,
        valid_from=OF_THE_LINE,
        valid_until=OF_THE_LINE,
        kind=OWN_PRICE,
        basis=None,
        source=SOURCE_HIDDEN if one.source is None else one.source,
        address=None,
        is_own=True,
        is_indexed=False,
        note=note,
        is_other_basis=False,
        uses=(),
        hidden=tuple(hidden),
    )


def _uses(store: Tariffs, priced: PricedUsage, name: str, minimum: int) -> list[PriceUse]:
    """Count in how many cases somebody pays, and somebody gets, a product."""
    uses = []
    for key, n in cases_up_to(by_payer(nw.from_native(priced.lines)), _USE, minimum).items():
        code, payer, receiver, kind = ("" if word is None else str(word) for word in key)
        product = store.product(code)
        usual = (product.payer or "", product.receiver or "", product.money_kind.value)
        uses.append(
            PriceUse(
                product_code=product.code,
                for_mdo=name == MDO,
                payer=payer or Payer.ONBEKEND.value,
                receiver=receiver,
                money_kind=kind,
                is_default=(payer, receiver, kind) == usual,
                cases=n,
            )
        )
    return sorted(uses, key=lambda use: (use.product_code, use.payer, use.receiver, use.money_kind))


def _by_code(uses: Sequence[PriceUse]) -> dict[str, list[sections.PriceUseRow]]:
    found: dict[str, list[sections.PriceUseRow]] = defaultdict(list)
    for use in uses:
        found[use.product_code].append(
            sections.PriceUseRow(
                used_for=MDO if use.for_mdo else HELP,
                payer=use.payer,
                receiver=use.receiver or None,
                money_kind=use.money_kind,
            )
        )
    return found
