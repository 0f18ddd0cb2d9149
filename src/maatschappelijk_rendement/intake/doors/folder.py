"""A folder of Parquet or CSV files through the door, for input that no workbook can hold.

DuckDB reads each file once, into canonical tables on disk; the rules run there. Cases get a number, so that
ids are compared once. Not a row of a line comes to Python but those that are named in a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self

from maatschappelijk_rendement.costing.kept_tables import make_narrow_table
from maatschappelijk_rendement.costing.kinds import DEFAULTS
from maatschappelijk_rendement.domain import instruments
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.scratch import Scratch
from maatschappelijk_rendement.domain.model import AnalysisSettings, ProgrammePost, Reading, SheetRows, Tariff
from maatschappelijk_rendement.domain.record import values_of
from maatschappelijk_rendement.domain.tables import (
    ANALYSIS,
    CASES,
    MDO,
    PROGRAMME,
    SHEETS,
    TARIFFS,
    USAGE,
    WELLBEING,
    SheetTable,
)
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.products import Products
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.canonical import LINE, NAMES, NO_LINE, WRONG, Tables, stored_name
from maatschappelijk_rendement.intake.folder.connection import MEMORY, Say, connect, room_enough, silent
from maatschappelijk_rendement.intake.folder.file_table import SourceFile
from maatschappelijk_rendement.intake.folder.files import find_files, hash_of
from maatschappelijk_rendement.intake.folder.settings_file import read_settings_file
from maatschappelijk_rendement.intake.folder.source import SourceTable, open_source
from maatschappelijk_rendement.intake.in_sql import Spell, kind_in_sql, read_into
from maatschappelijk_rendement.intake.rules import RULES, SourceFacts, run
from maatschappelijk_rendement.intake.small_tables import read_own_prices, read_programme
from maatschappelijk_rendement.intake.spelling import spell_items
from maatschappelijk_rendement.intake.workbook.findings import sort_findings
from maatschappelijk_rendement.intake.workbook.personal import has_bsn

if TYPE_CHECKING:
    import pandas as pd

_IN_DUCKDB = (CASES, USAGE, WELLBEING, MDO)
STEPS = len(SHEETS)
"""How many steps ``open_lake`` tells of: each file, and the rules across them."""
MOST_PLACES = 3


class _Hold:
    """Whether a folder is still open: its delivery asks."""

    is_open = True

    def require_open(self) -> None:
        """Refuse what needs a table of a folder that is closed."""
        if not self.is_open:
            raise UsageError(
                "De map is al gesloten. Doe dit binnen het with-blok van mr.open_lake(...), of open haar "
                "opnieuw."
            )


@dataclass(frozen=True, eq=False)
class Lake(Tabular):
    """A folder of files, read and checked. Close it, or use it in a ``with``: its tables lie on disk.

    Attributes:
        delivery: What was delivered, for ``analyse``.
        connection: The DuckDB connection in which its tables live.
    """

    rows_in: ClassVar[str] = "delivery.cases"

    delivery: Delivery
    connection: Any = field(repr=False)
    scratch: Scratch = field(repr=False)
    _hold: _Hold = field(repr=False)

    def close(self) -> None:
        """Close the connection and remove what was spilled."""
        self._hold.is_open = False
        self.connection.close()
        self.scratch.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_lake(
    folder: Path | str,
    tariffs: Tariffs | None = None,
    *,
    memory: str = MEMORY,
    spill: Path | str | None = None,
    threads: int | None = None,
    say: Say = silent,
    today: date | None = None,
) -> Lake:
    """Read a folder of files and run every rule over it.

    Args:
        folder: Holds ``analyse.csv`` (instelling, waarde), ``casussen`` and ``gebruik``; ``welbevinden``,
            ``mdo``, ``programma`` and ``tarieven`` may be absent. Each is ``.parquet`` or ``.csv``.
        tariffs: Prices to know products by; the shipped ones when left out.
        memory: How much memory DuckDB may use, such as ``4GB``; the rest goes to disk.
        spill: Folder in which a folder for that is made, for the user alone; the system's own when left out.
        threads: Number of threads; all cores when left out.
        say: Is told each step, in Dutch.
        today: Day on which is checked; the clock is left alone when left out.

    Raises:
        UsageError: There is no such folder, DuckDB is not installed, or the memory is no size.
        InputError: A file, column or value is missing or wrong; carries every finding.
    """
    above = None if spill is None else Path(spill)
    if above is not None and not above.is_dir():
        raise UsageError("De map voor tijdelijke bestanden (spill) is er niet. Maak haar eerst.")
    if not Path(folder).is_dir():
        raise UsageError("Deze map is er niet. Controleer de map en de naam.")
    with _folder(Path(folder), tariffs, memory, above, threads) as (reader, scratch):
        hold = _Hold()
        delivery = replace(reader.read(say, today), require_open=hold.require_open)
        return Lake(delivery, reader.keep_open(), scratch, hold)


@contextmanager
def _folder(
    folder: Path, tariffs: Tariffs | None, memory: str, spill: Path | None, threads: int | None
) -> Iterator[tuple[_Reader, Scratch]]:
    """Open a connection on a folder of its own (0700), and remove both when reading does not end well."""
    scratch = Scratch(spill)
    reader = None
    try:
        connection = connect(scratch.path, memory, threads)
        reader = _Reader(connection, folder, tariffs if tariffs is not None else Tariffs.load())
        with room_enough():
            yield reader, scratch
    except BaseException:
        if reader is not None:
            reader.close()
        scratch.cleanup()
        raise


class _Reader:
    """Reads the files of one folder; gathers all findings before it refuses."""

    def __init__(self, connection: Any, folder: Path, tariffs: Tariffs) -> None:
        self._connection = connection
        self._folder = folder
        self._tariffs = tariffs
        self._accounts: list[SheetRows] = []
        self._hidden: set[str] = set()
        self._unreadable: set[str] = set()
        self._absent: dict[str, frozenset[str]] = {}
        self._files: dict[str, SourceFile] = {}
        self._places: dict[str, Callable[[int], str]] = {}
        self.findings: list[Finding] = []

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def keep_open(self) -> Any:
        """Give the connection to whoever closes it."""
        return self._connection

    def read(self, say: Say, today: date | None) -> Delivery:
        """Read every file, run the rules, and give the tables."""
        self._files, findings = find_files(self._folder)
        self.findings += findings
        settings = account = None
        if ANALYSIS.sheet in self._files:
            settings, account, findings = read_settings_file(self._files[ANALYSIS.sheet])
            self.findings += findings
        own, programme = self._read_small(say)
        products = own.products
        for table in _IN_DUCKDB:
            say(f"{table.sheet} lezen")
            self._read(table, products)
        say("regels controleren")
        tables = self._tables(values_of(settings) if settings else {})
        definitions = instruments.load()
        facts = SourceFacts(tables, products, definitions, today)
        for broken in run(RULES, facts, most=MOST_PLACES):
            self.findings += broken.findings(facts)
        if settings is None or account is None or any(finding.level == "fout" for finding in self.findings):
            raise InputError(sort_findings(self.findings))
        words = (value for value in values_of(settings).values() if isinstance(value, str))
        hidden = frozenset({*self._hidden, *(fold(word) for word in words if has_bsn(word))})
        reading = Reading(
            sheets=(account, *self._in_order()), warnings=tuple(self.findings), not_shown=hidden
        )
        return self._delivery(settings, programme, own.rows, reading)

    def _in_order(self) -> list[SheetRows]:
        order = {table.sheet: place for place, table in enumerate(SHEETS)}
        return sorted(self._accounts, key=lambda account: order[account.sheet])

    def _open(self, table: SheetTable) -> SourceTable | None:
        """Open the file of a sheet; None where there is none, or where it cannot be read."""
        source = open_source(self._connection, self._files, table)
        self.findings += source.findings
        if source.relation is None:
            if source.is_unreadable:
                self._unreadable.add(table.sheet)
            return None
        self._absent[table.sheet] = source.absent
        if source.absent & {column.name for column in table.columns if not column.may_be_absent}:
            self._unreadable.add(table.sheet)
        self._accounts.append(source.account)
        self._places[table.sheet] = source.place
        return source

    def _place(self, table: SheetTable, column: str, line: int) -> str:
        """Name the place of a row in its file."""
        return self._places.get(table.sheet, str)(line) if line != NO_LINE else ""

    def _read_small(self, say: Say) -> tuple[Any, tuple[ProgrammePost, ...]]:
        """Make the own prices and the programme into objects: there are few of them."""
        rows: dict[str, Any] = {}
        for table in (TARIFFS, PROGRAMME):
            say(f"{table.sheet} lezen")
            source = self._open(table)
            rows[table.sheet] = source.relation if source else None
        own = read_own_prices(rows[TARIFFS.sheet], self._tariffs)
        posts = read_programme(rows[PROGRAMME.sheet])
        for part in (own, posts):
            self.findings += part.findings
            self._hidden |= part.hidden
        return own, tuple(posts.rows)

    def _read(self, table: SheetTable, products: Products) -> None:
        """Read one file into a canonical table, with the number of each case for its id."""
        name, connection = NAMES[table.sheet], self._connection
        source = self._open(table)
        relation = source.relation if source else connection.sql("select 0::bigint as row where false")

        def spelled(code: str) -> str:
            product = products.get(code)
            return product.code if product else code

        spell: dict[str, Spell] = {"product_code": spelled}
        into = f"{name}_read" if table is CASES else name
        numbers = "" if table is CASES else "case_numbers"
        read = read_into(connection, table, into, relation, spell=spell, numbers=numbers)
        self.findings += read.findings
        self._hidden |= read.hidden
        if table is CASES:
            self._number_cases()

    def _number_cases(self) -> None:
        """Give each case a number, in the order of the ids; these compare without regard to case."""
        connection = self._connection
        connection.execute(
            "create temp table case_numbers as select (row_number() over (order by written) - 1)::int as "
            f"number, id from (select lower(case_id) as id, arg_min(case_id, {LINE}) as written from "
            "cases_read where case_id is not null group by 1)"
        )
        connection.execute(
            "create temp table cases as select n.number as case_id, c.* exclude (case_id), c.case_id as "
            "spelling from cases_read c left join case_numbers n on lower(c.case_id) = n.id"
        )
        connection.execute("drop view cases_read")
        connection.execute("drop table cases_read_stored")

    def _ids(self) -> pd.CategoricalDtype:
        """Give the ids of the cases in the order of their numbers, as each is written first."""
        import pandas as pd

        found = self._connection.sql(
            f"select any_value(spelling order by {LINE}) as id from cases where case_id is not null "
            "group by case_id order by case_id"
        )
        return pd.CategoricalDtype(pd.Index(found.to_arrow_table().column("id").to_pandas(), dtype="str"))

    def _spell_scores(self) -> None:
        """Give each resident of a case one spelling, the first, and each item that of its instrument."""
        connection = self._connection
        asked = "select distinct resident from scores where resident is not null"
        residents = connection.sql(asked).fetchall()
        if len({fold(text) for (text,) in residents}) < len(residents):
            first = (
                f"first_value(resident) over (partition by case_id, lower(resident) order by {LINE} "
                "rows between unbounded preceding and current row)"
            )
            self._scores_from(f"select * replace ({first} as resident) from scores")
        asked = "select distinct instrument, item from scores where item is not null"
        pairs = connection.sql(asked).fetchall()
        columns = {"instrument": [one for one, _ in pairs], "item": [item for _, item in pairs]}
        spell_items(columns, instruments.load())
        named = zip(pairs, columns["item"], strict=True)
        renamed = [(*pair, name) for pair, name in named if pair[1] != name]
        if renamed:
            connection.execute(
                "create temp table item_names (instrument varchar, written varchar, name varchar)"
            )
            connection.executemany("insert into item_names values (?, ?, ?)", renamed)
            self._scores_from(
                "select s.* replace (coalesce(n.name, s.item::varchar) as item) from scores s left join "
                "item_names n on n.instrument = s.instrument::varchar and n.written = s.item::varchar"
            )

    def _scores_from(self, query: str) -> None:
        connection = self._connection
        connection.execute(f"create temp table spelled as {query}")
        connection.execute("create or replace temp table scores_stored as from spelled")
        connection.execute("create or replace temp view scores as from scores_stored")
        connection.execute("drop table spelled")

    def _tables(self, settings: dict[str, Any]) -> Tables:
        table = self._connection.table
        self._spell_scores()
        cases = table("cases")
        return Tables(
            settings={name: value for name, value in settings.items() if value is not None},
            frames={
                "cases": cases,
                "cases_by_usage": cases,
                "usage": table("usage"),
                "mdo": table("mdo"),
                "scores": table("scores"),
            },
            place=self._place,
            unreadable=frozenset(self._unreadable),
            absent_columns=self._absent,
            lines_read={account.sheet: account.used for account in self._accounts},
        )

    def _delivery(
        self,
        settings: AnalysisSettings,
        programme: tuple[ProgrammePost, ...],
        tariffs: tuple[Tariff, ...],
        reading: Reading,
    ) -> Delivery:
        connection, number = self._connection, count(1)
        ((n_cases,),) = connection.sql("select count(*) from case_numbers").fetchall()
        fetch = partial(_fetch, ids=cache(self._ids))

        gone = f"{LINE}, {WRONG}"
        absent = self._absent.get(USAGE.sheet, frozenset())
        # Where the file has no such column pricing adds it.
        added = sorted(absent & {*DEFAULTS})
        nothing = {
            stored_name(column.name): f'null::{kind_in_sql(column)} as "{stored_name(column.name)}"'
            for column in USAGE.columns
            if column.name in absent and column.name not in DEFAULTS
        }

        def keep(frame: Any, name: str) -> Any:
            kept = f"{name}_{next(number)}".replace(" ", "_")
            # What no line has is not stored either.
            there = [word for word in nothing if word in frame.columns and name == "priced_usage"]
            less = f"exclude ({', '.join(map(_quoted, there))})" if there else ""
            whole = [word for word, kind in zip(frame.columns, frame.types, strict=True) if kind == "BIGINT"]
            whole = [word for word in whole if word not in there]
            # Lines are only laid beside their case; these are summed by it.
            numbers = n_cases if name in ("moments", "totals") else 0
            with room_enough():
                is_narrow = make_narrow_table(frame, kept, less, whole, numbers=numbers)
            wide = ", ".join(f'"{word}"::bigint as "{word}"' for word in whole) if is_narrow else ""
            columns = [f"* replace ({wide})" if wide else "*", *(nothing[word] for word in there)]
            return connection.sql(f"select {', '.join(columns)} from {kept}")

        scores = fetch(connection.sql(f"select * exclude ({gone}) from scores order by {LINE}"))
        scores["item"] = scores["item"].astype("str")
        return Delivery(
            settings=settings,
            given_cases=lambda: fetch(
                connection.sql(f"select * exclude (spelling, {gone}) from cases order by {LINE}")
            ),
            usage=connection.sql(
                f"select * exclude ({', '.join(['unit', *added, _unused(connection, 'usage')])}) from usage"
            ),
            cases_by_usage=connection.sql(f"select * exclude (spelling, {gone}) from cases"),
            scores=scores,
            mdo=connection.sql(f"select * exclude ({_unused(connection, 'mdo')}) from mdo"),
            programme=programme,
            tariffs=tariffs,
            reading=reading,
            content_hash=partial(hash_of, self._folder),
            keep=keep,
            fetch=fetch,
            is_in_memory=False,
        )


def _unused(connection: Any, table: str) -> str:
    """Name the columns that no line needs: a source where no line has a price of its own."""
    own = connection.sql(f"select 1 from {table} where price_source is not null limit 1").fetchall()
    return WRONG if own else f"price_source, {WRONG}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _fetch(relation: Any, *, ids: Callable[[], pd.CategoricalDtype]) -> pd.DataFrame:
    """Bring a relation to pandas: every text a category, and the number of a case its id."""
    import pandas as pd

    with room_enough():
        table = relation.to_arrow_table()
    columns: dict[str, Any] = {}
    for name in table.column_names:
        column = table.column(name)
        if name == "case_id":
            codes = column.fill_null(-1).to_numpy()
            columns[name] = pd.Categorical.from_codes(codes, dtype=ids())
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
