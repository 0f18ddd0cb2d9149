"""Priced usage: the lines with their cents, the prices that were used, and what has to be said about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import narwhals as nw

from maatschappelijk_rendement.costing.engines import small
from maatschappelijk_rendement.costing.prices import PriceLine
from maatschappelijk_rendement.domain.errors import Finding, UsageError
from maatschappelijk_rendement.domain.tabular import Tabular, in_euros
from maatschappelijk_rendement.domain.tariffs.doubt import doubt

if TYPE_CHECKING:
    import pandas as pd

# More lines than this outside their window are counted, not listed.
MOST_LINES_LISTED = 1000


@dataclass(frozen=True)
class PricedUsage(Tabular):
    """Usage lines with their cost.

    Attributes:
        lines: The lines as given, without start and end; with wijk and case_type of the case, the product's
            stream and category, its payer, receiver and money_kind where the line names none, case_number
            [whole number, the same for all lines of a case, in this frame only], first_day and end_day
            [ordinal, half open: the days that count; equal for a line outside its window], and
            in_window_cents, one_off_cents, structural_cents [euro cent, int64]. own_contribution_cents, a
            part of that amount, is there where any line has one. Of the kind of frame that was given; on
            DuckDB, texts with few different values are enumerations.
        known_prices: The prices of each product that was asked for, used or not.
    """

    rows_in: ClassVar[str] = "lines"

    lines: Any
    known_prices: tuple[PriceLine, ...] = ()

    def to_frame(self, *, euros: bool = False) -> pd.DataFrame:
        """Give the priced lines as a pandas frame; lines on another engine stay where they are.

        Args:
            euros: Amounts in euros as exact decimals, not in cents.

        Raises:
            UsageError: The lines are no pandas frame.
        """
        import pandas as pd

        if not isinstance(self.lines, pd.DataFrame):
            raise UsageError(
                "Deze regels staan niet in pandas. Vraag sommen met result.line_sums(...), of gebruik lines."
            )
        return in_euros(self.lines) if euros else self.lines.copy()

    @cached_property
    def prices(self) -> tuple[PriceLine, ...]:
        """The price line of each product that was priced from the tariffs, on the days that lines use."""
        lines = nw.from_native(self.lines)
        if "price_e4" in lines.collect_schema():
            lines = lines.filter(nw.col("price_e4").is_null())
        days = {
            str(row["product_code"]): (int(row["first_day"]), int(row["end_day"]))
            for row in small(
                lines.filter(nw.col("end_day") > nw.col("first_day"))
                .group_by("product_code")
                .agg(nw.col("first_day").min(), nw.col("end_day").max())
            )
        }
        return tuple(_on_days(line, *days[line.code]) for line in self.known_prices if line.code in days)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Warnings: a price year with gaps, a doubtful price, lines outside their window."""
        warnings = [warning for line in self.prices for warning in line.warnings]
        used = dict.fromkeys(row for line in self.prices for span in line.spans for row in span.used)
        doubts = dict.fromkeys(filter(None, map(doubt, used)))
        return (*warnings, *doubts, *_outside(nw.from_native(self.lines)))


def _on_days(line: PriceLine, first_day: int, end_day: int) -> PriceLine:
    """Leave out the prices of days that no line uses."""
    spans = tuple(
        span
        for span in line.spans
        if span.period.start.toordinal() < end_day and span.period.end.toordinal() > first_day
    )
    return replace(line, spans=spans)


def _outside(lines: Any) -> list[Finding]:
    outside = lines.filter(nw.col("end_day") == nw.col("first_day"))
    number = int(small(outside.select(n=nw.len()))[0]["n"])
    if not number:
        return []
    advice = "Controleer de datums en het moment."
    if number > MOST_LINES_LISTED or "line" not in lines.collect_schema():
        count = f"{number:,}".replace(",", ".")
        text = f"Regels die geheel buiten de meetperiode vallen en voor 0 euro tellen: {count}."
        return [Finding("waarschuwing", "Gebruik", "", "regels_buiten_venster", text, advice)]
    text = "Deze regel valt geheel buiten de meetperiode en telt voor 0 euro."
    return [
        Finding("waarschuwing", "Gebruik", str(line), "regel_buiten_venster", text, advice)
        for line in sorted(int(row["line"]) for row in small(outside.select("line")))
    ]
