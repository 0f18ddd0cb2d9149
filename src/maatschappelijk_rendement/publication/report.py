"""A published report: what passed disclosure control, and the only thing that renders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from maatschappelijk_rendement.disclosure import Published
from maatschappelijk_rendement.disclosure.ledger.contents import Contributions, Use
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.plots import Charts
    from maatschappelijk_rendement.results.lines import PricedLines


FormatName = Literal["html", "xlsx", "pdf", "docx"]
ReaderName = Literal["gemeente", "verzekeraar", "bewoner"]


@dataclass(frozen=True, eq=False)
class Report(Tabular):
    """Published results: the only thing that renders.

    Attributes:
        published: What passed disclosure control.
        provenance: Facts of this run for ``herkomst.json``.
        contributions: Gives what each case put into each figure, for the ledger; never rendered.
        content_hash: Hash of the content; without a key it leaves only in an internal report.
        use: What each case used behind each figure, for the ledger; never rendered.
        lines: Priced lines for the workbook with formulas; of an internal report only.
    """

    published: Published
    provenance: dict[str, Any]
    contributions: Callable[[], Contributions] = field(repr=False)
    content_hash: str = field(repr=False)
    use: Use = field(repr=False)
    lines: PricedLines | None = field(default=None, repr=False)

    @property
    def data(self) -> dict[str, Any]:
        """The tables as they stand in ``resultaten.json``."""
        return dict(self.published.data)

    def to_frame(self, table: str = "verschil", *, euros: bool = True) -> pd.DataFrame:
        """Give a published table as a pandas frame.

        Args:
            table: Its name in ``resultaten.json``: ``verschil``, ``stromen``, ``welbevinden``, ``partijen``,
                ``balans`` and others.
            euros: Amounts in euros as exact decimals (``som_eur``), else in cents (``som_cents``).

        Returns:
            The columns of that table; see docs/resultaten.md. Hidden or unknown is empty, never 0.

        Raises:
            UsageError: There is no such table.

        Example:
            >>> from maatschappelijk_rendement import analyse
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> frame = analyse(ruwaard()).publish().to_frame("balans")
            >>> frame["bedrag_eur"].tolist()[0]
            Decimal('-132400.00')
        """
        import pandas as pd

        known = {**TABLES, **SECTIONS}
        if table not in known:
            raise UsageError(f"Deze tabel is er niet. Kies uit: {', '.join(known)}.")
        found = self.data[table]
        rows = found if isinstance(found, list) else [found]
        frame = pd.DataFrame(rows, columns=list(known[table].columns))
        renamed = {}
        for name in [name for name in frame.columns if name.endswith("_eur")]:
            amounts = [Decimal(value) if isinstance(value, str) else None for value in frame[name]]
            if euros:
                frame[name] = pd.Series(amounts, dtype="object")
            else:
                cents = [None if value is None else int(value.scaleb(2)) for value in amounts]
                frame[name] = pd.Series(cents, dtype="Int64")
                renamed[name] = f"{name.removesuffix('_eur')}_cents"
        return frame.rename(columns=renamed)

    @property
    def results(self) -> Results:
        """The same as typed rows: money in whole cents, nothing of what is hidden.

        Example:
            >>> from maatschappelijk_rendement import analyse
            >>> from maatschappelijk_rendement.intake.example import ruwaard
            >>> from maatschappelijk_rendement.results.balance import BALANCE
            >>> report = analyse(ruwaard()).publish()
            >>> [(row.post, row.amount // 100) for row in report.results.of(BALANCE)[:2]]
            [('bestaande_casussen', -132400), ('nieuwe_casussen', 113100)]
        """
        return Results(self.data)

    @property
    def plot(self) -> Charts:
        """Charts of the published tables; Axes in, Axes out."""
        from maatschappelijk_rendement.plots import Charts

        return Charts(self.data)

    def register(self, folder: str | Path, *, label: str) -> Report:
        """Check this release against the earlier ones in a ledger, and write it there, each report once.

        Args:
            folder: Folder of the ledger, outside every folder with output; made when it is not there.
            label: Title and date, for ``mr uitgaven``.

        Returns:
            The report, with the releases that were checked in its provenance.

        Raises:
            PublicationRefusedError: Together with earlier releases it is about too few cases.
            OutputError: The ledger cannot be written.
            UsageError: The report holds an effect: the ledger does not know the cases of a comparison group.
                Or the folder that its cases came from is closed: what they used is looked up there.
        """
        from maatschappelijk_rendement.disclosure.ledger.releases import check_release

        if self.published.data["effect"]:
            raise UsageError(
                "Een rapport met een vergelijking kan niet in het register: de casussen van de "
                "vergelijkingsgroep staan daar niet in."
            )
        checked = check_release(
            Path(folder),
            self.published,
            self.contributions(),
            label=label,
            content_hash=self.content_hash,
            use=self.use,
        )
        return replace(self, provenance={**self.provenance, "uitgaven_getoetst": checked})

    def mark(self, key_file: str | Path) -> Report:
        """Put a keyed hash of the content in the provenance: only who keeps the key can check it.

        Args:
            key_file: A file that ``mr sleutel`` made.

        Raises:
            OutputError: The file is not there or holds no key.
        """
        from maatschappelijk_rendement.disclosure.ledger.pseudonyms import keyed_hash, read_key

        keyed = keyed_hash(self.content_hash, read_key(Path(key_file)))
        return replace(self, provenance={**self.provenance, "inhoud_hmac_sha256": keyed})

    def save(
        self,
        folder: str | Path,
        formats: FormatName | Sequence[FormatName] = ("html", "xlsx"),
        *,
        style: str | Path | None = None,
        readers: ReaderName | Sequence[ReaderName] = (),
    ) -> list[Path]:
        """Write the report into a folder, all or nothing; other files there are left alone.

        The files of an earlier report that this one does not make go away: they would say something else.
        A file that was changed by hand since is never replaced or removed.

        Args:
            folder: Made when it does not exist.
            formats: One or more of ``html``, ``xlsx``, ``pdf``, ``docx``; ``resultaten.json`` and
                ``herkomst.json`` come always, and with ``xlsx`` an internal report has
                ``rapport-formules.xlsx`` beside it.
            style: TOML file with the look of the user's own organisation.
            readers: ``gemeente``, ``verzekeraar``, ``bewoner``: who gets a page of their own as well.

        Returns:
            The files written.

        Raises:
            UsageError: A format is unknown, a field of the style is wrong, or a file of the earlier report
                was changed.
            OutputError: The folder or a file in it cannot be written; the old output is as it was.
        """
        from maatschappelijk_rendement.report import (
            Reader,
            file_names,
            read_house_style,
            refuse_changed,
            render,
            save,
        )

        refuse_changed(Path(folder), file_names())
        files = render(
            self.published,
            provenance=self.provenance,
            formats=(formats,) if isinstance(formats, str) else tuple(formats),
            lines=self.lines,
            style=read_house_style(Path(style)) if style is not None else None,
            readers=[Reader(name) for name in ((readers,) if isinstance(readers, str) else readers)],
        )
        return save(files, Path(folder), outdated=file_names())
