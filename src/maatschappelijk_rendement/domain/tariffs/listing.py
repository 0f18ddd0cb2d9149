"""Plain-text lists of the store for ``mr tarieven``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from textwrap import wrap

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.tariffs.age import behind, by_note, index_series
from maatschappelijk_rendement.domain.tariffs.files import Gap, read_gaps
from maatschappelijk_rendement.domain.tariffs.store import Tariffs

DESCRIPTION_WIDTH = 60
AFTER_THE_END = (
    "Na de laatste dag heeft een regel een eigen prijs nodig (blad Tarieven), of een index (--indexeer)."
)


def list_tariffs(
    tariffs: Tariffs, search: str | None = None, stream: str | None = None, *, width: int | None = None
) -> str:
    """List prices as a Dutch table: code, description, unit, price in euros, validity, source.

    Where the table is too wide, each product stands on a line of its own with its prices under it.

    Args:
        tariffs: The prices at hand.
        search: Words that code, description or category must hold.
        stream: Only this financing stream.
        width: So many characters fit on a line; any number when left out.

    Example:
        >>> list_tariffs(Tariffs.load(), "huishouden meerinzicht").splitlines()[1].split("  ")[0]
        'WMO.HH.UUR.MEERINZICHT'
    """
    rows = sorted(tariffs.find(search or "", stream=stream).rows, key=lambda r: (r.code, r.valid_from))
    if not rows:
        hint = tariffs.hint(search) if search else ""
        none = f"Geen prijs gevonden. {hint}".rstrip()
        return f"{none}\nWat ontbreekt, staat in: mr tarieven --ontbreekt"
    head = ("code", "omschrijving", "eenheid", "prijs (euro)", "geldig", "bron")
    table = _table(head, [_cells(row) for row in rows], right_aligned=3)
    if width is not None and max(map(len, table.splitlines())) > width:
        return _paragraphs(rows, width)
    return table


def list_gaps() -> str:
    """List which prices are missing: product categories by law, days within a series, then ends of series."""
    gaps = read_gaps()
    categories = [gap for gap in gaps if not gap.code]
    holes = [gap for gap in gaps if gap.code and gap.last_day]
    ends = [gap for gap in gaps if gap.code and not gap.last_day]
    return "\n".join(
        [
            "Soorten producten zonder prijs. Vul ze aan op blad Tarieven, met uw eigen bron.",
            "",
            _table(
                ("wet", "soort", "omschrijving"), [(g.law, g.category, g.description) for g in categories]
            ),
            "",
            "Perioden zonder prijs binnen een reeks.",
            "",
            _table(("code", "zonder prijs"), [(g.code, gap_days(g)) for g in holes]),
            "",
            "Reeksen die ophouden: na de laatste prijs is er geen meer.",
            "",
            _table(("code", "zonder prijs", "waarom"), [(g.code, gap_days(g), g.note) for g in ends]),
        ]
    )


def list_old(tariffs: Tariffs, clock: date) -> str:
    """List the prices and indices that end more than a year before a day, grouped by why.

    Example:
        >>> text = list_old(Tariffs.load(), date(2026, 11, 29))
        >>> text.splitlines()[1]
        'Reeksen die worden bijgehouden, zijn niet achter.'
    """
    everything = [*index_series(), *tariffs.series()]
    old = behind(everything, clock)
    count = f"Van {len(everything)} reeksen (prijzen en indices) zijn er op {dutch_day(clock)}"
    lines = [f"{count} {len(old)} meer dan een jaar achter."]
    if not any(one.is_kept_up for one in old):
        lines.append("Reeksen die worden bijgehouden, zijn niet achter.")
    for note, group in by_note(old):
        kept = "WORDT BIJGEHOUDEN. " if group[0].is_kept_up else ""
        lines += ["", f"{kept}{note}"]
        table = [
            (one.series.name, dutch_day(one.series.last_day), f"{one.months} maanden achter")
            for one in group
            if one.series.last_day
        ]
        lines.append(_table(("reeks", "laatste dag", "hoe oud"), table))
    if old:
        lines += ["", AFTER_THE_END]
    return "\n".join(lines)


def gap_days(gap: Gap) -> str:
    """Write the missing days of a series the Dutch way; both ends count, the end of a series goes on."""
    if gap.first_day and not gap.last_day:
        return f"vanaf {dutch_day(gap.first_day)}"
    days = (gap.first_day, gap.last_day)
    return " t/m ".join(dutch_day(day) for day in days if day)


def validity(row: Tariff) -> str:
    """Write on which days a price holds; both ends count.

    Example:
        >>> validity(Tariffs.load().prices("WMO.HH.UUR.REF2022")[0].tariff)
        '1-1-2022 t/m 31-12-2022'
    """
    if row.valid_until is None:
        return f"vanaf {dutch_day(row.valid_from)}"
    return f"{dutch_day(row.valid_from)} t/m {dutch_day(row.valid_until - timedelta(days=1))}"


def dutch_day(day: date) -> str:
    """Write a day short, as in a table.

    Example:
        >>> dutch_day(date(2018, 9, 3))
        '3-9-2018'
    """
    return f"{day.day}-{day.month}-{day.year}"


def dutch_price(price_eur: Decimal) -> str:
    """Write a price per unit the Dutch way: two decimals, up to four where it has them.

    Example:
        >>> dutch_price(Decimal("1234.5")), dutch_price(Decimal("0.2650"))
        ('1.234,50', '0,265')
    """
    exponent = price_eur.normalize().as_tuple().exponent
    return dutch_number(price_eur, max(2, -int(exponent)))


def _cells(row: Tariff) -> tuple[str, ...]:
    short = row.description
    if len(short) > DESCRIPTION_WIDTH:
        short = short[: DESCRIPTION_WIDTH - 1] + "…"
    return (row.code, short, row.unit, dutch_price(row.price_eur), validity(row), row.source_text)


def _paragraphs(rows: Sequence[Tariff], width: int) -> str:
    """Write each product with its prices under it, on lines that fit."""
    lines = []
    for (code, description, unit), prices in groupby(rows, key=lambda r: (r.code, r.description, r.unit)):
        lines += wrap(f"{code}: {description}, per {unit}", width, subsequent_indent="  ")
        for row in prices:
            price = f"€ {dutch_price(row.price_eur)}, {validity(row)} ({row.source_text})"
            lines += wrap(price, width, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], right_aligned: int | None = None) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for cells in [head, *rows]:
        padded = (
            cell.rjust(width) if column == right_aligned else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)
