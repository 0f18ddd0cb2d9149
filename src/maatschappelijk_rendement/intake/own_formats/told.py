"""Tell in Dutch what became of a source: mapped, converted, left out, and what it adds up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.tables import SETTINGS, CellKind, is_amount_code
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import EURO, Moment
from maatschappelijk_rendement.intake.own_formats.mapped import Left, Mapped
from maatschappelijk_rendement.intake.own_formats.profile import Profile
from maatschappelijk_rendement.intake.own_formats.totals import Total
from maatschappelijk_rendement.intake.own_formats.values import rows_in_words

_DECIMALS = 3
_KEPT = 5


def tell(
    mapped: Mapped, profile: Profile, totals: Sequence[Total], caseload: CaseLoad, tariffs: Tariffs
) -> str:
    """Write the report of a reading.

    Args:
        mapped: What the source became.
        profile: What it means.
        totals: Sums of the source beside those of the workbook.
        caseload: What the workbook holds, as it was read back.
        tariffs: Prices at hand.

    Returns:
        Dutch text; never a value of an id, a name or a place.
    """
    parts = [
        (f"Profiel '{profile.name}'", [profile.made_for]),
        ("Rijen: gelezen = gebruikt + overgeslagen + geweigerd + leeg", list(_counts(mapped))),
        ("Overgenomen", [f"'{header}' wordt {what}" for header, what in mapped.columns if header]),
        ("Keuzes van het profiel, niet uit de bron", [*mapped.choices, *_settings(mapped)]),
        ("Gelezen, vertaald en omgerekend", list(mapped.converted)),
        ("Niet overgenomen", list(_left(mapped))),
        ("Totalen van de bron naast die van de werkmap", list(_totals(totals))),
        ("In de werkmap", list(_result(caseload, tariffs))),
    ]
    return "\n\n".join("\n".join([head, *(f"  {line}" for line in lines)]) for head, lines in parts if lines)


def losses(mapped: Mapped, totals: Sequence[Total]) -> tuple[str, ...]:
    """Name what the workbook lacks that the source has: columns, rows, cells and sums that do not add up.

    Args:
        mapped: What the source became.
        totals: Sums of the source beside those of the workbook.
    """
    return (*_left(mapped), *_totals(total for total in totals if total.left))


def share_of_amounts(caseload: CaseLoad) -> tuple[int, int]:
    """Count the lines that came as an amount without a product, and all lines."""
    amounts = sum(is_amount_code(line.product_code) for line in caseload.usage)
    return amounts, len(caseload.usage)


def _counts(mapped: Mapped) -> Iterator[str]:
    for count in mapped.counts:
        yield (
            f"{count.table}: {count.read} = {count.used} + {count.filtered} + {count.refused} + {count.blank}"
        )


def _settings(mapped: Mapped) -> Iterator[str]:
    for setting in SETTINGS:
        if (setting.words or setting.kind is CellKind.WHOLE) and setting.header in mapped.settings:
            yield f"instelling {setting.header}: {mapped.settings[setting.header]}"


def _left(mapped: Mapped) -> Iterator[str]:
    if mapped.unknown:
        yield f"kolommen: {'; '.join(mapped.unknown)}"
    for left in mapped.left_rows:
        where = f" ({_places(left)})" if left.places else ""
        yield f"{_number(left.rows, 'rij', 'rijen')}: {left.why}{where}"
    for left in mapped.left_cells:
        yield f"{_number(left.rows, 'cel', 'cellen')}: {left.why} ({_places(left, with_columns=True)})"


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _places(left: Left, *, with_columns: bool = False) -> str:
    rows = list(dict.fromkeys(place.row for place in left.places))
    more = left.rows > len(left.places)
    said = rows_in_words(rows, left.places[0].what[0])
    said = f"eerst {said}" if more and not said.startswith("eerst") else said
    columns = list(dict.fromkeys(place.header for place in left.places if place.header))
    if with_columns and columns:
        said += f"; kolom {', '.join(repr(column) for column in columns[:_KEPT])}"
    return said


def _totals(totals: Iterable[Total]) -> Iterator[str]:
    for total in totals:
        unit = f" ({total.unit})" if total.unit else ""
        said = f"'{total.header}'{unit}: bron {_sum(total.source, total.unit)}"
        said += f" = werkmap {_sum(total.result, total.unit)}"
        if total.left:
            said += f" + niet overgenomen {_sum(total.left, total.unit)}"
        if total.of_total_rows:
            said += f" (waarvan {_sum(total.of_total_rows, total.unit)} in totaalrijen)"
        if total.rounding:
            said += f" + afgerond {_sum(total.rounding, total.unit)}"
        yield said


def _result(caseload: CaseLoad, tariffs: Tariffs) -> Iterator[str]:
    """Sum the workbook as it was read back: amounts by stream, quantities by product."""
    own = tariffs.add(caseload.tariffs)
    sums: defaultdict[tuple[str, str, str], defaultdict[str, Decimal]] = defaultdict(
        lambda: defaultdict(Decimal)
    )
    for line in caseload.usage:
        product = own.product(line.product_code)
        name = product.stream.value if product.unit == EURO else product.code
        per = "" if product.unit == EURO else f" per {line.per.value}"
        sums[name, product.unit, per][line.moment.value] += line.quantity
    yield (
        _number(len(caseload.cases), "casus", "casussen")
        + ", "
        + _number(len(caseload.usage), "regel gebruik", "regels gebruik")
    )
    for (name, unit, per), by_moment in sums.items():
        parts = [
            f"{moment.value} {_sum(Fraction(by_moment[moment.value]), unit)}"
            for moment in Moment
            if moment.value in by_moment
        ]
        yield f"{name} ({unit}{per}): {', '.join(parts)}"
    amounts, lines = share_of_amounts(caseload)
    if amounts:
        which = "Alle regels komen" if amounts == lines else f"Van de {lines} regels komen er {amounts}"
        yield f"{which} als bedrag in euro, zonder product: zo'n bedrag wordt nooit geïndexeerd."


def _sum(number: Fraction, unit: str) -> str:
    decimal = Decimal(number.numerator) / Decimal(number.denominator)
    if unit == EURO:
        return dutch_number(decimal, 2)
    text = dutch_number(decimal, _DECIMALS)
    return text.rstrip("0").rstrip(",") if "," in text else text
