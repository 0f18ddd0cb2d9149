"""Plain-text lists of the store for ``mr tarieven``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from textwrap import wrap

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.tariffs.age import behind, by_note, index_series
from maatschappelijk_rendement.domain.tariffs.doubt import said_of
from maatschappelijk_rendement.domain.tariffs.files import Gap, read_gaps
from maatschappelijk_rendement.domain.tariffs.near import place_of
from maatschappelijk_rendement.domain.tariffs.search import PriceSearch
from maatschappelijk_rendement.domain.tariffs.store import Tariffs
from maatschappelijk_rendement.domain.vocabulary import Stream, fold, fold_header

DESCRIPTION_WIDTH = 60
# No number and no day, and for a source nothing at all: a line that was not filled in is refused.
TO_FILL_IN, NO_SOURCE_YET = "vul in", ""
IN_THE_MDO = "Uren in het MDO zelf zet u op blad MDO, met een eigen uurprijs."
ADD_YOUR_OWN = (
    "Een eigen prijs kan altijd: op blad Tarieven, of met deze regels in eigen.toml. Vul in wat er mist:"
)
AFTER_THE_END = (
    "Na de laatste dag heeft een regel een eigen prijs nodig (blad Tarieven), of een index (--indexeer)."
)


def list_tariffs(
    tariffs: Tariffs,
    search: str | None = None,
    stream: str | None = None,
    *,
    unit: str | None = None,
    width: int | None = None,
) -> str:
    """List prices in Dutch: what it is, per which unit, when and where it holds, its basis, notes, source.

    Where the table is too wide, each product stands on a line of its own with its prices under it.

    Args:
        tariffs: The prices at hand.
        search: Everyday words, or words of code, description or category; the best product comes first.
        stream: Only this financing stream.
        unit: Only prices per this unit.
        width: So many characters fit on a line; any number when left out.

    Example:
        >>> list_tariffs(Tariffs.load(), "huishouden meerinzicht").splitlines()[1].split("  ")[0]
        'WMO.HH.UUR.MEERINZICHT'
    """
    found = tariffs.search(search or "", stream=stream, unit=unit)
    place = {code: number for number, code in enumerate(found.codes if search else sorted(found.codes))}
    rows = [row for row in tariffs.rows if row.code in place]
    rows.sort(key=lambda row: (place[row.code], row.valid_from))
    if not rows:
        return nothing_found(found, tariffs.hint(search) if search else "", stream, unit)
    parts = [f"Gelezen als: {', '.join(found.read_as)}."] if found.read_as else []
    numbers = _numbered(rows)
    about = ("geldig", "prijspeil", "gebied", "prijsbasis", "noot", "bron")
    head = ("code", "omschrijving", "eenheid", "prijs (euro)", *about)
    table = _table(head, [_cells(row, numbers) for row in rows], right_aligned=3)
    if width is not None and max(map(len, table.splitlines())) > width:
        parts.append(_paragraphs(rows, width))
    else:
        parts += [table, *_notes(numbers)]
    if search and found.gaps:
        parts += ["", "Zonder prijs in deze lijst:", _gap_table(found.gaps)]
    return "\n".join(parts)


def nothing_found(found: PriceSearch, hint: str, stream: str | None, unit: str | None) -> str:
    """Say that there is no price, what is near, and how to add an own price.

    Args:
        found: What the search gave: gaps, and words that are near.
        hint: A code that was perhaps meant.
        stream: The stream that the search was limited to.
        unit: The unit that it was limited to.
    """
    parts = [f"Geen prijs gevonden. {hint}".rstrip()]
    if found.read_as:
        parts.append(f"Gelezen als: {', '.join(found.read_as)}.")
    if found.gaps:
        parts += ["Dit ontbreekt in de lijst:", _gap_table(found.gaps)]
    if any(gap.law == "MDO" for gap in found.gaps):
        parts.append(IN_THE_MDO)
    if found.near:
        parts.append(f"In de buurt: mr tarieven {' | mr tarieven '.join(found.near)}")
    parts += [
        "Wat ontbreekt, staat in: mr tarieven --ontbreekt",
        "",
        ADD_YOUR_OWN,
        "",
        own_price_lines(found, stream, unit),
    ]
    return "\n".join(parts)


def own_price_lines(found: PriceSearch, stream: str | None, unit: str | None) -> str:
    """Give the lines of a profile (``mr inlezen --profiel``) that add an own price for what was sought.

    Example:
        >>> print(own_price_lines(Tariffs.load().search("wijkteam"), None, None).splitlines()[1])
        code = { vast = "EIGEN.MDO_WIJKTEAM" }
    """
    gap = found.gaps[0] if found.gaps else None
    name = re.sub(r"[^A-Z0-9]+", "_", fold_header(gap.category).upper()) if gap else "PRODUCT"
    laws = [word for word in (stream, gap and gap.law) if word]
    law = next((one.value for one in Stream for word in laws if fold(one) == fold(word)), Stream.OVERIG.value)
    values = {
        "code": f"EIGEN.{name}",
        "stroom": law,
        "eenheid": unit or "uur",
        "prijs_eur": TO_FILL_IN,
        "geldig_van": TO_FILL_IN,
        "bron": NO_SOURCE_YET,
    }
    return "\n".join(["[[tarieven]]", *(f'{key} = {{ vast = "{value}" }}' for key, value in values.items())])


def list_gaps(
    tariffs: Tariffs | None = None,
    search: str | None = None,
    stream: str | None = None,
    *,
    unit: str | None = None,
) -> str:
    """List which prices are missing: product categories by law, days within a series, then ends of series.

    Args:
        tariffs: The prices that are searched where only a part is asked for; the shipped ones when left out.
        search: Only what these words mean; everything when left out.
        stream: Only this financing stream.
        unit: Of series, only those per this unit.

    Example:
        >>> list_gaps(stream="Welzijn").splitlines()[3].split("  ")[0]
        'Welzijn'
    """
    gaps = read_gaps()
    categories = [gap for gap in gaps if not gap.code]
    series = [gap for gap in gaps if gap.code]
    if search or stream or unit:
        found = (tariffs or Tariffs.load()).search(search or "", stream=stream, unit=unit)
        if search:
            categories = list(found.gaps)
        else:
            categories = [gap for gap in categories if fold(stream or "") in ("", fold(gap.law))]
        series = [gap for gap in series if gap.code in found.codes]
    holes = [gap for gap in series if gap.last_day]
    ends = [gap for gap in series if not gap.last_day]
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


def _for_how_long(months: int) -> str:
    """Say a number of months as people do.

    Example:
        >>> _for_how_long(13), _for_how_long(178), _for_how_long(24)
        ('13 maanden', '14 jaar en 10 maanden', '2 jaar')
    """
    years, rest = divmod(months, 12)
    if years < 2:
        return f"{months} maanden"
    return f"{years} jaar" + (f" en {rest} {'maand' if rest == 1 else 'maanden'}" if rest else "")


def list_old(
    tariffs: Tariffs,
    clock: date,
    search: str | None = None,
    stream: str | None = None,
    *,
    unit: str | None = None,
) -> str:
    """List the prices and indices that end more than a year before a day, grouped by why.

    Args:
        tariffs: The prices at hand.
        clock: The day on which is looked.
        search: Only the prices that these words mean; with a limit no index is listed.
        stream: Only the prices of this financing stream.
        unit: Only the prices per this unit.

    Example:
        >>> text = list_old(Tariffs.load(), date(2026, 11, 29))
        >>> text.splitlines()[1]
        'Reeksen die worden bijgehouden, zijn niet achter.'
    """
    if search or stream or unit:
        codes = set(tariffs.search(search or "", stream=stream, unit=unit).codes)
        everything = [one for one in tariffs.series() if one.name in codes]
        kinds = "reeksen prijzen die u zoekt,"
    else:
        everything = [*index_series(), *tariffs.series()]
        kinds = "reeksen (prijzen en indices)"
    old = behind(everything, clock)
    count = f"Van {len(everything)} {kinds} zijn er op {dutch_day(clock)}"
    lines = [f"{count} {len(old)} meer dan een jaar achter."]
    if not any(one.is_kept_up for one in old):
        lines.append("Reeksen die worden bijgehouden, zijn niet achter.")
    for note, group in by_note(old):
        kept = "WORDT BIJGEHOUDEN. " if group[0].is_kept_up else ""
        lines += ["", f"{kept}{note}"]
        table = [
            (one.series.name, dutch_day(one.series.last_day), f"{_for_how_long(one.months)} achter")
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


def _cells(row: Tariff, numbers: Mapping[str, int]) -> tuple[str, ...]:
    short = row.description
    if len(short) > DESCRIPTION_WIDTH:
        short = short[: DESCRIPTION_WIDTH - 1] + "…"
    said = said_of(row)
    return (
        row.code,
        short,
        row.unit,
        dutch_price(row.price_eur),
        validity(row),
        row.price_level or "",
        row.area or "",
        row.price_basis or "",
        f"({numbers[said]})" if said else "",
        row.source_text,
    )


def _numbered(rows: Sequence[Tariff]) -> dict[str, int]:
    said = dict.fromkeys(text for row in rows if (text := said_of(row)))
    return {text: number for number, text in enumerate(said, start=1)}


def _notes(numbers: Mapping[str, int]) -> list[str]:
    return ["", *(f"({number}) {text}" for text, number in numbers.items())] if numbers else []


def _gap_table(gaps: Sequence[Gap]) -> str:
    return _table(
        ("wet", "soort", "omschrijving", "waarom"), [(g.law, g.category, g.description, g.note) for g in gaps]
    )


def _paragraphs(rows: Sequence[Tariff], width: int) -> str:
    """Write each product with its prices and notes under it, on lines that fit."""
    lines = []
    for (code, description, unit), prices in groupby(rows, key=lambda r: (r.code, r.description, r.unit)):
        lines += wrap(f"{code}: {description}, per {unit}", width, subsequent_indent="  ")
        said: dict[str, None] = {}
        for row in prices:
            level = f", prijspeil {row.price_level}" if row.price_level else ""
            about = "".join(f", {word}" for word in (row.price_basis, place_of(row)) if word)
            price = f"€ {dutch_price(row.price_eur)}, {validity(row)}{level}{about} ({row.source_text})"
            lines += wrap(price, width, initial_indent="  ", subsequent_indent="    ")
            said[said_of(row)] = None
        for text in filter(None, said):
            lines += wrap(f"Noot: {text}", width, initial_indent="  ", subsequent_indent="    ")
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
