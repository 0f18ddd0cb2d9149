"""Open a folder: read each file once into a table, check everything, and give it to the analysis."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from maatschappelijk_rendement.delivery import Delivery
from maatschappelijk_rendement.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.frames import from_frames, to_frames
from maatschappelijk_rendement.lake import checks, plausible
from maatschappelijk_rendement.lake.cells import WRONG, count_wrong, meanings, wrong_headers
from maatschappelijk_rendement.lake.files import file_of, hash_of, read_settings
from maatschappelijk_rendement.lake.texts import judge_texts
from maatschappelijk_rendement.model import AnalysisSettings, CaseLoad, Reading, SheetRows
from maatschappelijk_rendement.tables import (
    CASES,
    MDO,
    PROGRAMME,
    SHEETS,
    TARIFFS,
    USAGE,
    WELLBEING,
    Table,
)
from maatschappelijk_rendement.tariffs import Tariffs
from maatschappelijk_rendement.tariffs.local import conflicts
from maatschappelijk_rendement.vocabulary import YesNo, fold
from maatschappelijk_rendement.workbook.findings import sort_findings
from maatschappelijk_rendement.workbook.personal import has_bsn

if TYPE_CHECKING:
    import pandas as pd

MEMORY = "4GB"
NAMES = {
    CASES.sheet: "cases",
    USAGE.sheet: "usage",
    WELLBEING.sheet: "scores",
    MDO.sheet: "mdo",
    PROGRAMME.sheet: "programme",
    TARIFFS.sheet: "tariffs",
}
WITH_CASES = (USAGE, WELLBEING, MDO)
STEPS = len(NAMES) + 1
"""How many steps ``open_lake`` tells of: each file, and the checks across them."""
Say = Callable[[str], None]


def silent(step: str) -> None:
    """Say nothing of a step."""


@dataclass(frozen=True, eq=False)
class Lake:
    """A folder of files, read and checked. Close it, or use it in a ``with``: its tables lie on disk.

    Attributes:
        delivery: What was delivered, for ``analyse``.
        connection: The DuckDB connection in which its tables live.
    """

    delivery: Delivery
    connection: Any = field(repr=False)
    scratch: tempfile.TemporaryDirectory[str] = field(repr=False)

    def close(self) -> None:
        """Close the connection and remove what was spilled."""
        self.connection.close()
        self.scratch.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_lake(
    folder: Path,
    tariffs: Tariffs | None = None,
    *,
    memory: str = MEMORY,
    spill: Path | None = None,
    threads: int | None = None,
    say: Say = silent,
) -> Lake:
    """Read a folder of files and check everything that is checked of a workbook.

    Args:
        folder: Holds ``analyse.csv`` (instelling, waarde), ``casussen`` and ``gebruik``; ``welbevinden``,
            ``mdo``, ``programma`` and ``tarieven`` may be absent. Each is ``.parquet`` or ``.csv``.
        tariffs: Prices to know products by; the shipped ones when left out.
        memory: How much memory DuckDB may use, such as ``4GB``; the rest goes to disk.
        spill: Folder in which a folder for that is made, for the user alone; the system's own when left out.
        threads: Number of threads; all cores when left out.
        say: Is told each step, in Dutch.

    Raises:
        UsageError: DuckDB is not installed, or the memory is no size.
        InputError: A file, column or value is missing or wrong; carries every finding.
    """
    settings, account, findings = read_settings(folder)
    # Made for this user alone (0700), and removed with everything in it.
    scratch = tempfile.TemporaryDirectory(prefix="mr-", dir=spill, ignore_cleanup_errors=True)
    connection = None
    try:
        connection = _connect(Path(scratch.name), memory, threads)
        reader = _Reader(connection, folder, tariffs if tariffs is not None else Tariffs.load(), say)
        reader.findings += findings
        with _room_enough():
            delivery = reader.read(settings, account)
    except BaseException:
        if connection is not None:
            connection.close()
        scratch.cleanup()
        raise
    return Lake(delivery, connection, scratch)


def _connect(scratch: Path, memory: str, threads: int | None) -> Any:
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError:
        raise UsageError(
            "Voor een map met Parquet of CSV is DuckDB nodig. Installeer het met: "
            "make formaten (of: pip install duckdb pyarrow)"
        ) from None
    config: dict[str, Any] = {
        "temp_directory": str(scratch / "uitwijk"),
        "preserve_insertion_order": False,
    }
    if threads is not None:
        config["threads"] = threads
    connection = duckdb.connect(str(scratch / "tabellen.duckdb"), config=config)
    try:
        connection.execute("set memory_limit = ?", [memory])
        connection.execute("set enable_progress_bar = false")
    except duckdb.Error:
        connection.close()
        raise UsageError("Dit geheugen is geen grootte. Schrijf het als 4GB of 800MB.") from None
    return connection


@contextmanager
def _room_enough() -> Iterator[None]:
    """Say in Dutch that memory or disk ran out; what DuckDB says of it may repeat a value."""
    duckdb = importlib.import_module("duckdb")
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise UsageError(
            "Het geheugen of de schijf is te klein voor deze map. Geef meer geheugen, zoals --geheugen 8GB, "
            "of maak plaats op de schijf met tijdelijke bestanden."
        ) from None


class _Reader:
    """Reads the files of one folder; gathers all findings before it refuses."""

    def __init__(self, connection: Any, folder: Path, tariffs: Tariffs, say: Say) -> None:
        self._connection = connection
        self._folder = folder
        self._tariffs = tariffs
        self._say = say
        self._accounts: list[SheetRows] = []
        self._hidden: set[str] = set()
        self._is_unreadable = False
        self.findings: list[Finding] = []

    def read(self, settings: AnalysisSettings | None, account: SheetRows | None) -> Delivery:
        """Read every file, check it, and give the tables; ``account`` is that of the settings."""
        for table in SHEETS[1:]:
            self._say(f"{table.sheet} lezen")
            self._read(table)
        if settings is None or account is None or self._is_unreadable:
            raise InputError(self.findings)
        self._say("regels controleren")
        small = self._small_tables(settings)
        self._check(settings)
        if any(finding.level == "fout" for finding in self.findings):
            raise InputError(sort_findings(self.findings))
        words = (value for value in dict(settings).values() if isinstance(value, str))
        hidden = frozenset({*self._hidden, *(fold(word) for word in words if has_bsn(word))})
        sheets = (account, *self._accounts)
        reading = Reading(sheets=sheets, warnings=tuple(self.findings), not_shown=hidden)
        return self._delivery(settings, small, reading)

    def _read(self, table: Table) -> None:
        """Read one file into a table in the columns of ``frames``, with the number of each case."""
        name, connection = NAMES[table.sheet], self._connection
        path = file_of(self._folder, table)
        types: dict[str, str] = {}
        source = connection.sql("select 1 where false")
        if path is not None:
            try:
                source = _source(connection, path)
            except importlib.import_module("duckdb").Error:
                self._cannot_read(table)
                return
            types = dict(zip(source.columns, map(str, source.types), strict=True))
            problems = wrong_headers(table, source.columns)
        elif not table.may_be_absent:
            text, advice = "Dit bestand ontbreekt.", "Zet het in de map."
            problems = [Finding("fout", table.sheet, "", "bestand_ontbreekt", text, advice)]
        else:
            problems = []
        self.findings += problems
        self._is_unreadable |= bool(problems)
        if self._is_unreadable:
            return
        source.create_view("source", replace=True)
        query = meanings(table, types, "source")
        if table is CASES:
            number = "row_number() over () - 1 as case_id, case_id as spelling"
            query = f"select {number}, * exclude (case_id) from ({query})"
        elif table in WITH_CASES:
            # Ids compare without regard to case.
            of_case = "left join cases c on lower(r.case_id) = lower(c.spelling)"
            query = f"select c.case_id, r.* exclude (case_id) from ({query}) r {of_case}"
        try:
            connection.execute(f"create table {name} as {query}")
        except importlib.import_module("duckdb").InvalidInputException:
            self._cannot_read(table)
            return
        if path is None:
            return
        rows = connection.table(name)
        (number,) = rows.aggregate("count(*)").fetchall()[0]
        self._accounts.append(SheetRows(sheet=table.sheet, read=number, used=number, rejected=0, blank=0))
        self.findings += count_wrong(table, rows)
        findings, hidden = judge_texts(table, rows)
        self.findings += findings
        self._hidden |= hidden

    def _cannot_read(self, table: Table) -> None:
        text, advice = "Dit bestand is niet te lezen.", "Maak het opnieuw, als Parquet of als CSV met koppen."
        self.findings.append(Finding("fout", table.sheet, "", "bestand_onleesbaar", text, advice))
        self._is_unreadable = True

    def _small_tables(self, settings: AnalysisSettings) -> CaseLoad:
        """Make the programme and the own prices into objects."""
        frames = to_frames(CaseLoad(settings=settings, cases=()))
        for name in ("programme", "tariffs"):
            frames[name] = self._connection.table(name).df().drop(columns=WRONG)
        frames["programme"]["one_off"] = frames["programme"]["one_off"] == YesNo.YES.value
        described = frames["tariffs"]["description"].fillna("")
        frames["tariffs"] = frames["tariffs"].assign(is_local=True, description=described)
        try:
            small = from_frames(settings, frames)
        except ValueError:
            # A needed cell is empty or wrong, and that has been said already; or a year is no year.
            text, advice = "Een rij is onvolledig of onjuist.", "Verbeter programma of tarieven."
            self.findings.append(Finding("fout", PROGRAMME.sheet, "", "waarde_onjuist", text, advice))
            return CaseLoad(settings=settings, cases=())
        for conflict in conflicts(self._tariffs.shipped, small.tariffs):
            self.findings.append(
                Finding("fout", TARIFFS.sheet, "", conflict.code, conflict.text, conflict.advice)
            )
        if not any(finding.level == "fout" for finding in self.findings):
            self._tariffs = self._tariffs.add(small.tariffs)
        return small

    def _check(self, settings: AnalysisSettings) -> None:
        connection = self._connection
        found, period_months = self.findings, settings.period_months
        for table in (CASES, USAGE, WELLBEING):
            found += checks.keys_are_unique(connection, table, NAMES[table.sheet])
        for table in WITH_CASES:
            found += checks.cases_are_known(connection, table, NAMES[table.sheet])
        for table in (USAGE, MDO):
            name = NAMES[table.sheet]
            found += checks.products_of(connection, table, name, self._tariffs)
            found += checks.prices_have_a_source(connection, table, name)
        found += checks.has_rows(connection)
        found += checks.usage_fits(connection)
        found += checks.wlz_ends_other_help(connection, period_months)
        found += checks.scores_fit(connection)
        found += checks.hours_have_a_price(connection)
        found += plausible.quantities_fit_in_their_period(connection, period_months)
        found += plausible.existing_cases_had_help(connection)
        found += plausible.case_ids_are_no_names(connection)
        found += plausible.names_of_a_wijk_are_spelled_alike(connection)
        found += plausible.the_total_is_no_less_than_the_cases(connection, settings.cases_in_total)

    def _delivery(self, settings: AnalysisSettings, small: CaseLoad, reading: Reading) -> Delivery:
        connection, number = self._connection, count(1)
        cases = connection.table("cases").order("case_id")
        ids = _category(cases.select("spelling").to_arrow_table()["spelling"].to_pylist())

        def keep(frame: Any, name: str) -> Any:
            kept = f"{name}_{next(number)}"
            with _room_enough():
                frame.create(kept)
            return connection.table(kept)

        fetch = partial(_fetch, ids=ids)
        return Delivery(
            settings=settings,
            cases=fetch(cases.select(f"* exclude (spelling, {WRONG})")),
            usage=connection.sql(f"select * exclude (unit, {_unused(connection, 'usage')}) from usage"),
            cases_by_usage=connection.sql(f"select * exclude (spelling, {WRONG}) from cases"),
            scores=fetch(connection.sql(f"select * exclude ({WRONG}) from scores")),
            mdo=connection.sql(f"select * exclude ({_unused(connection, 'mdo')}) from mdo"),
            programme=small.programme,
            tariffs=small.tariffs,
            reading=reading,
            content_hash=partial(hash_of, self._folder),
            keep=keep,
            fetch=fetch,
        )


def _unused(connection: Any, table: str) -> str:
    """Name the columns that no line needs: a source where no line has a price of its own."""
    own = connection.sql(f"select 1 from {table} where price_source is not null limit 1").fetchall()
    return WRONG if own else f"price_source, {WRONG}"


def _source(connection: Any, path: Path) -> Any:
    if path.suffix == ".parquet":
        return connection.read_parquet(str(path))
    # Everything as text: a guess at a type would change what was written.
    return connection.read_csv(str(path), header=True, all_varchar=True)


def _category(ids: list[str]) -> pd.CategoricalDtype:
    import pandas as pd

    return pd.CategoricalDtype(pd.Index(ids, dtype="str"))


def _fetch(relation: Any, *, ids: pd.CategoricalDtype) -> pd.DataFrame:
    """Bring a relation to pandas: every text a category, and the number of a case its id."""
    import pandas as pd

    with _room_enough():
        table = relation.to_arrow_table()
    columns: dict[str, Any] = {}
    for name in table.column_names:
        column = table.column(name)
        if name == "case_id":
            columns[name] = pd.Categorical.from_codes(column.to_numpy(), dtype=ids)
        elif "string" in str(column.type):
            # A text, or already a dictionary of texts.
            is_text = str(column.type) == "string"
            texts = (column.dictionary_encode() if is_text else column.unify_dictionaries()).to_pandas()
            # In the order of an alphabet, for a category sorts by its own.
            columns[name] = texts.cat.reorder_categories(sorted(texts.cat.categories))
        elif str(column.type).startswith("date"):
            columns[name] = pd.Series(column.to_pandas()).astype("datetime64[s]")
        else:
            columns[name] = column.to_numpy()
    return pd.DataFrame(columns)
