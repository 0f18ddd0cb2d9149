"""Whether the tables say what disclosure control judged: what is printed is the figure that was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from maatschappelijk_rendement.disclosure.matrix.atoms import CENT, Form
from maatschappelijk_rendement.disclosure.matrix.balance import programme_in
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Problem, Unit
from maatschappelijk_rendement.disclosure.tables.layout import ExactTable
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.money import half_up

COUNTED = (Unit.CASES, Unit.RESIDENTS, Unit.LINES)


def refuse_other_numbers(
    tables: Sequence[ExactTable],
    analysis: Mapping[str, object],
    problem: Problem,
    programme: Mapping[str, int],
) -> None:
    """Refuse tables of which a number is not the one that was judged, or that have a row twice.

    Args:
        tables: The exact tables.
        analysis: The header ``analyse`` with its counts of cases.
        problem: The figures that were judged.
        programme: What each party pays beside the cases [euro cent], which is in the tables and no secret.

    Raises:
        MaatschappelijkRendementError: A number differs, or two rows have the same key.
    """
    printed: dict[tuple[str, tuple[str | None, ...]], Mapping[str, object]] = {("analyse", ()): analysis}
    for table in tables:
        if any(n > 1 for n in Counter(map(table.key, table.rows)).values()):
            raise MaatschappelijkRendementError("Een tabel heeft twee rijen met dezelfde sleutel.")
        rows = [row for row in table.rows if row.get("status") != "onbekend"]
        printed |= {(table.name, table.key(row)): row for row in rows}
    sums = problem.atoms.sums
    for figure in problem.figures:
        table_name, key, column = figure.name
        value = printed.get((table_name, key), {}).get(column)
        judged = _judged(figure, sums, programme)
        if isinstance(value, int) and judged is not None and value != judged:
            raise MaatschappelijkRendementError(
                f"De tabel '{table_name}' telt niet op tot zijn totaal (kolom {column}); "
                "er is niets gepubliceerd."
            )


def _judged(figure: Figure, sums: Sequence[int], programme: Mapping[str, int]) -> int | None:
    """Give the number that was judged as it is printed; None where it is printed in another form."""
    value = _value(figure.form, sums)
    if figure.unit in COUNTED:
        return value
    if figure.unit is Unit.SCORE:
        residents = _value(figure.about, sums)
        return half_up(Fraction(value, residents)) if residents else None
    if figure.unit is not Unit.EURO:
        return None
    return value // CENT + programme_in(figure.name, programme)


def _value(form: Form, sums: Sequence[int]) -> int:
    return sum(times * sums[atom] for atom, times in form.items())
