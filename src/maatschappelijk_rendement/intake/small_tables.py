"""Own prices and the programme of a folder or of frames: few rows, made into objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.model import ProgrammePost, Tariff
from maatschappelijk_rendement.domain.tables import PROGRAMME, TARIFFS, CellKind, SheetTable
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.products import Products, lay_over
from maatschappelijk_rendement.domain.vocabulary import fold, fold_header
from maatschappelijk_rendement.intake.in_sql import counted
from maatschappelijk_rendement.intake.reading import Columns, read_columns
from maatschappelijk_rendement.intake.workbook.personal import has_bsn

MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Small:
    """A small table, read.

    Attributes:
        rows: Its objects.
        findings: What is wrong with it.
        hidden: Folded texts that outputs must not show.
        products: Of own prices: all prices at hand with these laid over them.
    """

    rows: tuple[Any, ...]
    findings: tuple[Finding, ...]
    hidden: frozenset[str]
    products: Products = field(default_factory=lambda: Products(Tariffs()))


def read_own_prices(relation: Any | None, tariffs: Tariffs) -> Small:
    """Read the prices of a source and lay them over those at hand.

    Args:
        relation: Relation with the headers of sheet Tarieven and ``row``; None for no prices.
        tariffs: The prices at hand.
    """
    lines, columns, findings = _read(TARIFFS, relation)
    positions = [p for p in range(len(lines)) if not _is_wrong(columns, p)]
    made = tuple(Tariff(**_filled(columns, position), is_local=True) for position in positions)
    read = set(positions)
    unread = (code for p, code in enumerate(columns.meanings.get("code", [])) if p not in read)
    unjudged = frozenset(fold(code) for code in unread if isinstance(code, str))
    products, conflicts = lay_over(tariffs, made, unjudged=unjudged)
    findings += [
        Finding(
            "fout",
            TARIFFS.sheet,
            str(lines[positions[conflict.row]]),
            conflict.code,
            conflict.text,
            conflict.advice,
        )
        for conflict in conflicts
    ]
    return Small(made, tuple(findings), _hidden(TARIFFS, columns), products)


def read_programme(relation: Any | None) -> Small:
    """Read what the way of working costs beside the cases."""
    lines, columns, findings = _read(PROGRAMME, relation)
    made = tuple(
        ProgrammePost(**found)
        for position in range(len(lines))
        if not _is_wrong(columns, position) and (found := _filled(columns, position))
    )
    return Small(made, tuple(findings), _hidden(PROGRAMME, columns))


def _read(table: SheetTable, relation: Any | None) -> tuple[list[int], Columns, list[Finding]]:
    if relation is None:
        return [], read_columns(table, {}, 0), []
    by_header = {fold_header(header): header for header in relation.columns}
    names = [column.name for header, column in table.by_header.items() if header in by_header]
    headers = [by_header[fold_header(table.column(name).header)] for name in names]
    quoted = ", ".join('"' + header.replace('"', '""') + '"' for header in [*headers, "row"])
    rows = relation.order("row").select(quoted).fetchall()
    raw = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    lines = [int(row[-1]) for row in rows]
    needed = {column.name for column in table.columns if column.required}
    columns = read_columns(table, raw, len(lines), ends_after=False)
    findings: list[Finding] = []
    for name, fault, positions in columns.faults:
        places = [lines[position] for position in positions]
        findings += counted(fault, table, places[:MOST_PLACES], len(places))
        del name
    if not needed <= set(names):
        return [], read_columns(table, {}, 0), findings
    return lines, columns, findings


def _is_wrong(columns: Columns, position: int) -> bool:
    return any(position in wrong for wrong in columns.wrong.values())


def _filled(columns: Columns, position: int) -> dict[str, Any]:
    values = {name: meanings[position] for name, meanings in columns.meanings.items()}
    return {name: value for name, value in values.items() if value is not None}


def _hidden(table: SheetTable, columns: Columns) -> frozenset[str]:
    texts: set[str] = set()
    for column in table.columns:
        if column.kind in (CellKind.NAME, CellKind.SOURCE):
            texts |= {text for text in columns.meanings.get(column.name, []) if isinstance(text, str)}
    return frozenset(fold(text) for text in texts if has_bsn(text))
