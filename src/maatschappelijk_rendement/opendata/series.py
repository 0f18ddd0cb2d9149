"""One tidy series: a row for each year, area and indicator, with its unit, its source and its borders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tabular import Tabular

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class AreaFigure(Tabular):
    """One figure of one area.

    Attributes:
        year: Year it is about.
        period: ``jaar``, ``1e halfjaar`` or ``2e halfjaar``.
        code: Code of the area, such as ``WK082801``.
        name: Name of the area; empty where neither the file nor the user gives one.
        municipality: Name of its municipality, as in the file.
        indicator: Which indicator; its label and unit stand beside it.
        label: What it is, in Dutch.
        breakdown: Of whom or of which kind, such as ``18 tot 65 jaar``; empty for all.
        value: The value; None where the source has none. Missing is not zero.
        unit: The unit, in Dutch; income is in thousands of euros, as in the source.
        table: Number of the table, or the name of the file series; empty where not known.
        file: Name of the file, without its folder.
        borders: Year of the borders of wijken; None where not known.
        low: Lower bound of 95 %, where the source gives one.
        high: Upper bound of 95 %.
        is_modelled: Whether it is an estimate of a model and no count.
        row: Row in the file; two figures that differ only in their place are equal.
        column: Column in the file.
    """

    year: int
    period: str
    code: str
    name: str
    municipality: str
    indicator: str
    label: str
    breakdown: str
    value: Decimal | None
    unit: str
    table: str
    file: str
    borders: int | None
    low: Decimal | None = None
    high: Decimal | None = None
    is_modelled: bool = False
    row: int = field(default=0, compare=False, repr=False)
    column: str = field(default="", compare=False, repr=False)


HEADERS: Mapping[str, str] = {
    "year": "jaar",
    "period": "periode",
    "code": "wijk",
    "name": "naam",
    "municipality": "gemeente",
    "indicator": "indicator",
    "label": "omschrijving",
    "breakdown": "uitsplitsing",
    "value": "waarde",
    "unit": "eenheid",
    "low": "ondergrens",
    "high": "bovengrens",
    "is_modelled": "gemodelleerd",
    "table": "tabel",
    "file": "bestand",
    "borders": "grenzen",
}
"""The columns that come out, by attribute of ``AreaFigure``, in their order."""


@dataclass(frozen=True, slots=True)
class SkippedColumn(Tabular):
    """A column of a file that was not used.

    Attributes:
        file: Name of the file.
        column: Its header; ``kolom 7`` where the header is no plain name.
        reason: Why, in Dutch.
    """

    file: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class AreaSeries(Tabular):
    """What reading gave.

    Attributes:
        rows: The figures.
        skipped: Every column that was not used, with the reason.
        findings: What deserves a look; errors stop the reading.
        said: How each file was read, in Dutch.
        notices: What belongs beside the figures wherever they go: source, licence, limits.

    Example:
        >>> series = AreaSeries((), (), (), (), ())
        >>> list(series.to_frame().columns)[:4]
        ['jaar', 'periode', 'wijk', 'naam']
    """

    rows_in: ClassVar[str] = "rows"

    rows: tuple[AreaFigure, ...]
    skipped: tuple[SkippedColumn, ...]
    findings: tuple[Finding, ...]
    said: tuple[str, ...]
    notices: tuple[str, ...]

    def to_frame(self, *, euros: bool = True) -> pd.DataFrame:
        """Give the rows as a pandas frame.

        Args:
            euros: Changes nothing here: amounts are in euros.

        Returns:
            jaar [int]; periode, wijk, naam, gemeente, indicator, omschrijving, uitsplitsing, eenheid, tabel,
            bestand [text]; waarde, ondergrens, bovengrens [Decimal, or None]; gemodelleerd [bool]; grenzen
            [year, missing where not known].
        """
        import pandas as pd

        data = {
            header: pd.Series(
                [getattr(row, name) for row in self.rows],
                dtype={"borders": "Int64", "year": "int64"}.get(name, "object"),
            )
            for name, header in HEADERS.items()
        }
        return pd.DataFrame(data)

    def of(self, indicator: str) -> tuple[AreaFigure, ...]:
        """Give the figures of one indicator."""
        return tuple(row for row in self.rows if row.indicator == indicator)


def joined(series: Iterable[AreaSeries]) -> AreaSeries:
    """Put series under each other; what they say is said once.

    Example:
        >>> joined([AreaSeries((), (), (), ("a",), ("b",)), AreaSeries((), (), (), ("c",), ("b",))]).notices
        ('b',)
    """
    parts = list(series)
    return AreaSeries(
        tuple(row for part in parts for row in part.rows),
        tuple(column for part in parts for column in part.skipped),
        tuple(finding for part in parts for finding in part.findings),
        tuple(line for part in parts for line in part.said),
        tuple(dict.fromkeys(line for part in parts for line in part.notices)),
    )
