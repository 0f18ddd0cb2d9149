"""``mr.check``: the rules over anything that can come in, and what they find as a table."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError, describe
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.doors.folder import open_lake
from maatschappelijk_rendement.intake.doors.objects import survey_caseload
from maatschappelijk_rendement.intake.doors.tables import survey_tables
from maatschappelijk_rendement.intake.doors.workbook import survey_workbook
from maatschappelijk_rendement.intake.folder import is_lake
from maatschappelijk_rendement.intake.workbook.findings import sort_findings

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Findings(Tabular):
    """What was found: errors first, each in the order of sheets and rows.

    Attributes:
        rows: The findings.

    Example:
        >>> found = Findings((Finding("fout", "Gebruik", "H17", "x", "Fout.", "Verbeter dit."),))
        >>> len(found), bool(found.errors), found.to_frame()["plaats"].tolist()
        (1, True, ['Gebruik!H17'])
    """

    rows_in: ClassVar[str] = "rows"

    rows: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be mended."""
        return tuple(finding for finding in self.rows if finding.level == "fout")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What deserves a look."""
        return tuple(finding for finding in self.rows if finding.level == "waarschuwing")

    def to_frame(self, *, euros: bool = False) -> pd.DataFrame:
        """Give the findings as a pandas frame.

        Args:
            euros: Changes nothing: a finding holds no amount.

        Returns:
            niveau, code, plaats, tekst, advies [text]; aantal [rows that it stands for, from its place on].
        """
        import pandas as pd

        columns = ("niveau", "code", "plaats", "tekst", "advies", "aantal")
        rows = [(f.level, f.code, f.place, f.text, f.advice, f.count) for f in self.rows]
        return pd.DataFrame(rows, columns=columns)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.rows)

    def __str__(self) -> str:
        return describe(self.rows) if self.rows else "Geen fouten en geen waarschuwingen."

    def _repr_html_(self) -> str:
        """Show them in a notebook."""
        if not self.rows:
            return f"<p>{html.escape(str(self))}</p>"
        heads = ("niveau", "plaats", "wat er is", "wat u doet", "aantal")
        head = "".join(f"<th>{word}</th>" for word in heads)
        body = "".join(
            "<tr>"
            + "".join(
                f"<td>{html.escape(str(v))}</td>" for v in (f.level, f.place, f.text, f.advice, f.count)
            )
            + "</tr>"
            for f in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def check(
    source: CaseLoad | Delivery | str | Path | bytes | Mapping[str, Any],
    *,
    tariffs: Tariffs | None = None,
    columns: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Findings:
    """Run the rules over anything: the same rules with the same words, whatever it came from.

    Args:
        source: A workbook (path or bytes), a folder of Parquet or CSV files, a caseload, a delivery, or
            tables: a mapping with ``settings``, ``cases``, ``usage`` and what else ``from_tables`` takes.
        tariffs: Prices to know products by; the shipped ones when left out.
        columns: For tables: your name of a column to one of ours.
        today: Day on which is checked, for what only the clock can tell; left alone when left out.

    Returns:
        Every finding.

    Raises:
        UsageError: There is no such file, or it is nothing that can be checked.

    Example:
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> check(ruwaard()).errors
        ()
    """
    if isinstance(source, Delivery):
        return Findings(tuple(sort_findings(source.reading.warnings)))
    if isinstance(source, CaseLoad):
        return Findings(survey_caseload(source, tariffs=tariffs, today=today).findings)
    if isinstance(source, Mapping):
        given = {name: frame for name, frame in source.items() if name != "settings"}
        if "settings" not in source:
            raise UsageError("Geef bij tabellen ook de instellingen, onder de naam settings.")
        survey = survey_tables(source["settings"], given, columns=columns, prices=tariffs, today=today)
        return Findings(survey.findings)
    if isinstance(source, str | Path) and is_lake(Path(source)):
        try:
            with open_lake(source, tariffs, today=today) as opened:
                return Findings(tuple(sort_findings(opened.delivery.reading.warnings)))
        except InputError as error:
            return Findings(tuple(sort_findings(error.findings)))
    if isinstance(source, str | Path | bytes):
        return Findings(survey_workbook(source, tariffs=tariffs, today=today).findings)
    raise UsageError(
        "Dit is niet te controleren. Geef een werkmap, een map, een caseload of tabellen met instellingen."
    )
