"""Turn the tables of a source into rows of the contract, as a profile asks, and account for all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.tables import CASES, SHEETS, TARIFFS, USAGE
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import did_you_mean, fold
from maatschappelijk_rendement.intake.own_formats.accounts import Account, filter_test, join, open_account
from maatschappelijk_rendement.intake.own_formats.cases import read_cases, with_streams
from maatschappelijk_rendement.intake.own_formats.job import Job, ProductFacts
from maatschappelijk_rendement.intake.own_formats.lines import LongLines, Streams, WideLines
from maatschappelijk_rendement.intake.own_formats.mapped import Left, Mapped, Place, SheetRecord
from maatschappelijk_rendement.intake.own_formats.other_rows import read_rows
from maatschappelijk_rendement.intake.own_formats.personal_columns import is_personal_column, name_column
from maatschappelijk_rendement.intake.own_formats.profile import Asked, Filter, Profile, SheetProfile
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.values import has_dates
from maatschappelijk_rendement.intake.own_formats.wide import WideColumn, halves_missing, wide_columns
from maatschappelijk_rendement.intake.own_formats.words import MOMENTS, bare

_SHEETS = {table.sheet: table for table in SHEETS}
_PLACES_KEPT = 5
_MOMENT_WORDS = frozenset(bare(word) for words in MOMENTS.items() for word in (words[0], *words[1]))


def map_source(
    tables: Sequence[RawTable],
    profile: Profile,
    *,
    tariffs: Tariffs,
    settings: Mapping[str, str] | None = None,
    beside: Callable[[str], Sequence[RawTable]] | None = None,
    pseudonym: Callable[[str], str] | None = None,
) -> Mapped:
    """Turn a source into rows of the contract.

    Args:
        tables: The source, see ``read_source``.
        profile: What it means.
        tariffs: Prices at hand, to know products by.
        settings: Settings of sheet Analyse that go over those of the profile.
        beside: Reads a second source by its name.
        pseudonym: Makes a pseudonym of an id; needed where the profile asks for it.

    Returns:
        The rows, and the account of how they came.

    Raises:
        InputError: The profile does not fit the source, or a cell is not what it should be; every finding.

    Example:
        >>> from maatschappelijk_rendement.intake.own_formats.profile_file import profile_of
        >>> table = RawTable(
        ...     "", "csv-bestand", ("Nr", "Wijk", "MDO", "Wmo voor", "Wmo na"),
        ...     (("C1", "Noord", "1-3-2022", "100", "0"),), (2,),
        ... )
        >>> profile = profile_of({
        ...     "versie": 1, "gemaakt_voor": "x",
        ...     "casussen": {
        ...         "casus_id": "Nr", "wijk": "Wijk", "mdo_datum": "MDO", "casustype": {"vast": "bestaand"},
        ...     },
        ...     "gebruik": {"patroon": "{stroom} {moment}", "prijsbron": {"vast": "Eigen opgave"}},
        ... }, "profiel")
        >>> mapped = map_source([table], profile, tariffs=Tariffs.load())
        >>> [str(record.values["aantal"]) for record in mapped.sheets["Gebruik"]]
        ['100.00', '0.00']
    """
    job = Job(profile, tariffs, {**profile.settings, **(settings or {})}, pseudonym)
    mapping = _Mapping(job, tables, beside)
    mapped = mapping.run()
    findings = tuple(job.notes.findings())
    if findings or mapped is None:
        raise InputError(findings)
    return mapped


class _Mapping:
    """One mapping, step by step."""

    def __init__(
        self,
        job: Job,
        tables: Sequence[RawTable],
        beside: Callable[[str], Sequence[RawTable]] | None,
    ) -> None:
        self._job = job
        self._tables = tables
        self._beside = beside
        self._accounts: dict[str, Account] = {}
        self._joined: list[str] = []

    def run(self) -> Mapped | None:
        """Map everything; None where the profile does not fit, which was noted."""
        job = self._job
        self._check_products()
        case_account = self._account(job.profile.cases)
        prepared = list(self._prepare())
        if job.notes.found or case_account is None:
            return None
        usage = [part for part in prepared if part[0].sheet == USAGE.sheet]
        follow = bool(usage) and all(columns for _, _, columns in usage)
        cases = read_cases(job, case_account, streams_follow=follow)
        sheets: dict[str, list[SheetRecord]] = {}
        for block, account, columns in prepared:
            if block.sheet != USAGE.sheet:
                table, own = _SHEETS[block.sheet], self._for(block, account)
                sheets.setdefault(block.sheet, []).extend(read_rows(job, block, own, cases, table, columns))
                if table is TARIFFS:
                    sheets[TARIFFS.sheet] = _each_once(sheets[TARIFFS.sheet])
                    self._learn(sheets[TARIFFS.sheet])
        readers = [
            WideLines(job, block, self._for(block, account), cases, columns)
            if columns
            else LongLines(job, block, self._for(block, account), cases)
            for block, account, columns in usage
        ]
        if job.notes.found:
            return None
        streams = Streams()
        for reader in readers:
            if isinstance(reader, WideLines):
                reader.look(streams)
        sheets[CASES.sheet] = with_streams(job, case_account, cases, streams.known())
        sheets[USAGE.sheet] = [
            record
            for reader in readers
            for record in (reader.read(streams) if isinstance(reader, WideLines) else reader.read())
        ]
        self._claim_rows()
        return self._result(sheets)

    def _prepare(self) -> Iterator[tuple[SheetProfile, Account, list[WideColumn]]]:
        """Find the table of each block, and the columns that become rows."""
        job, profile = self._job, self._job.profile
        # Own prices first: other blocks name their products.
        for block in sorted(profile.blocks, key=lambda block: block.sheet != TARIFFS.sheet):
            account = self._account(block)
            if account is None:
                continue
            columns: list[WideColumn] = []
            if block.wide or block.patterns:
                codes = job.tariffs.codes
                columns = wide_columns(block, account.table, profile.products, codes, job.notes)
                if block.sheet == USAGE.sheet:
                    job.notes.found.extend(halves_missing(columns, account.table))
            yield block, account, columns

    def _account(self, block: SheetProfile) -> Account | None:
        """Give the table of a block with its rows: read once, however many blocks use it."""
        job, profile = self._job, self._job.profile
        table = self._choose(block.table or profile.table, block.where)
        if table is None:
            return None
        if table.label not in self._accounts:
            errors = [finding for finding in table.lost if finding.level == "fout"]
            job.notes.found.extend(errors)
            for one in profile.beside:
                if self._beside is not None and (block.table or profile.table) == profile.table:
                    other = _one_of(self._beside(one.file), one.table)
                    if other is None:
                        text = "Dit blad van het bestand erbij is er niet, of er zijn er meer."
                        job.wrong(
                            f"{one.where}.blad", "blad_ontbreekt", text, "Noem het blad in het profiel."
                        )
                        continue
                    table, said = join(table, one, other, job.notes)
                    self._joined.append(said)
            filters = profile.filters if (block.table or profile.table) == profile.table else ()
            self._accounts[table.label] = open_account(table, filters, job.notes)
        account = self._accounts[table.label]
        if block is profile.cases and block.filters:
            self._narrow(account, block.filters)
        return account

    def _choose(self, name: str, where: str) -> RawTable | None:
        found = _one_of(self._tables, name)
        if found is None:
            if not self._tables:
                text = "In deze bron staat geen tabel."
            elif name:
                text = "Het blad dat het profiel noemt, is er niet."
            else:
                text = f"Deze bron heeft {len(self._tables)} bladen; het profiel zegt niet welk blad."
            advice = 'Noem het blad in het profiel: [bron] blad = "naam van het blad".'
            self._job.wrong(f"{where}.blad", "blad_ontbreekt", text, advice)
        return found

    def _narrow(self, account: Account, filters: Sequence[Filter]) -> None:
        tests = [t for one in filters if (t := filter_test(one, account.table, self._job.notes))]
        kept = []
        for row in account.kept:
            why = next((why for test in tests if (why := test(row))), "")
            if why:
                account.filter(row, why)
            else:
                kept.append(row)
        account.kept = kept

    def _for(self, block: SheetProfile, account: Account) -> Account:
        """Give the rows of a table that pass the filters of one block; what becomes of them is shared."""
        if not block.filters:
            return account
        own = account.narrowed()
        self._narrow(own, block.filters)
        return own

    def _check_products(self) -> None:
        """A word for a product leads to one that is there, of the store or of the profile's own prices."""
        job = self._job
        if any(block.sheet == TARIFFS.sheet for block in job.profile.blocks):
            return  # own codes are known once they are read, and then each row is checked
        asked: list[Asked] = [
            said["productcode"] for said in job.profile.products.values() if "productcode" in said
        ]
        asked += [b.fields["productcode"] for b in job.profile.blocks if "productcode" in b.fields]
        for one in asked:
            codes = [str(one.constant)] if one.constant is not None else []
            codes += [code for code in (*one.words.values(), one.otherwise or "", one.blank or "") if code]
            for code in codes:
                if bare(code) not in job.profile.products and job.product(code) is None:
                    text = "Deze productcode bestaat niet."
                    advice = f"{job.tariffs.hint(code)} Zoek de code met mr tarieven.".strip()
                    job.wrong(one.where, "product_onbekend", text, advice)

    def _learn(self, records: Sequence[SheetRecord]) -> None:
        for record in records:
            code, stream, unit = (record.values.get(name) for name in ("code", "stroom", "eenheid"))
            if isinstance(code, str):
                self._job.own_products[fold(code)] = ProductFacts(code, str(stream or ""), str(unit or ""))

    def _claim_rows(self) -> None:
        """Claim the numbers in rows that were left out; a number nobody claims is a loss, and refused."""
        job = self._job
        claimed = {(claim.table, claim.row, claim.column) for claim in job.claims}
        for label, place in job.measures:
            account = self._accounts[label]
            for row, number in enumerate(account.table.row_numbers):
                why = account.why_left(row)
                is_free = (label, row, place) not in job.made and (label, number, place) not in claimed
                if why and is_free and not account.table.is_blank(row):
                    job.leave(account, row, place, why)

    def _result(self, sheets: Mapping[str, Sequence[SheetRecord]]) -> Mapped:
        job, accounts = self._job, list(self._accounts.values())
        converted = [
            *(
                f"Kolom '{column}': {_times(n)} een woord vertaald."
                for column, n in job.notes.translated.items()
            ),
            *(
                f"Kolom '{column}': {_times(n)} een getal afgerond."
                for column, n in job.notes.rounded.items()
            ),
        ]
        said = [sentence for account in accounts for sentence in account.table.said]
        warned = [str(finding) for account in accounts for finding in account.table.lost]
        cells = [
            Left(why, len(places), tuple(Place(*place) for place in places[:_PLACES_KEPT]))
            for why, places in job.cells_left.items()
        ]
        return Mapped(
            sheets={name: tuple(records) for name, records in sheets.items()},
            settings=job.settings,
            counts=tuple(account.count() for account in accounts),
            left_rows=tuple(left for account in accounts for left in account.left()),
            left_cells=tuple(cells),
            columns=tuple((header, what) for (_, header), what in job.said.items()),
            unknown=tuple(name for account in accounts for name in self._unknown(account)),
            converted=(*said, *warned, *filter(None, self._joined), *converted),
            choices=tuple(dict.fromkeys(job.choices)),
            claims=tuple(job.claims),
            tables={label: account.table for label, account in self._accounts.items()},
            measures={
                key: (self._accounts[key[0]].table.headers[key[1]], unit)
                for key, unit in job.measures.items()
            },
        )

    def _unknown(self, account: Account) -> Iterator[str]:
        """Name the columns that nothing was asked of; one that looks like an amount is said to."""
        table, job = account.table, self._job
        for place, header in enumerate(table.headers):
            is_filled = any(row[place] is not None for row in table.rows)
            if (table.label, header) in job.said or not is_filled:
                continue
            name = name_column(table, place)
            words = bare(header).split()
            looks = set(words[:1] + words[-1:]) & _MOMENT_WORDS and not is_personal_column(table, place)
            if looks and any(job.number(row[place]) is not None for row in table.rows):
                near = did_you_mean(header, [known for _, known in job.said])
                name += f" (lijkt een bedrag of aantal en telt niet mee! {near})".replace(" )", ")")
            elif self._lacks_an_end() and not is_personal_column(table, place) and has_dates(table, place):
                name += (
                    " (heeft datums, en geen regel krijgt een einddatum: hulp die stopte, loopt dan door!)"
                )
            yield name

    def _lacks_an_end(self) -> bool:
        """Whether lines of help have a first day and no last one."""
        asked = [block.fields for block in self._job.profile.blocks if block.sheet == USAGE.sheet]
        return any("startdatum" in one and "einddatum" not in one for one in asked)


def _one_of(tables: Sequence[RawTable], name: str) -> RawTable | None:
    """Find a table by its name; without a name the only one there is."""
    if not name:
        return tables[0] if len(tables) == 1 else None
    found = [table for table in tables if fold(table.name) == fold(name)]
    return found[0] if len(found) == 1 else None


def _times(number: int) -> str:
    return "1 keer" if number == 1 else f"{number} keer"


def _each_once(prices: Sequence[SheetRecord]) -> list[SheetRecord]:
    """Keep of equal prices the first: a price that the profile itself gives comes back in every row."""
    first: dict[tuple[object, ...], SheetRecord] = {}
    for record in prices:
        first.setdefault(tuple(record.values.get(column.header) for column in TARIFFS.columns), record)
    return list(first.values())
