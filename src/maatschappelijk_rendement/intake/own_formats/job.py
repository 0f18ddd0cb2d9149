"""What every step of one mapping shares: the profile, the products, and what is noted on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import SheetColumn, SheetTable
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.own_formats.accounts import Account
from maatschappelijk_rendement.intake.own_formats.mapped import LeftNumber
from maatschappelijk_rendement.intake.own_formats.profile import Asked, Profile, SheetProfile
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.intake.own_formats.values import Notes, Picker, Trouble, number_of


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What a mapping needs to know of a product."""

    code: str
    stream: str
    unit: str


@dataclass(slots=True)
class Job:
    """One mapping.

    Attributes:
        profile: What the source means.
        tariffs: Prices at hand, to know products by.
        settings: Settings of sheet Analyse, those of the user over those of the profile.
        pseudonym: Makes a pseudonym of an id; None without a key.
        notes: What was noted.
        claims: Numbers of the source that were left out.
        measures: Columns of the source whose numbers go to sheet Gebruik: label of the table and place.
        said: Header of a column of the source, and what it became.
        choices: What the profile says and the source does not.
        cells_left: Cells that were left out, by reason.
        made: Cells that a row was made of: label of the table, row from 0, place of the column.
        own_products: Products of the profile itself, by folded code.
    """

    profile: Profile
    tariffs: Tariffs
    settings: Mapping[str, str]
    pseudonym: Callable[[str], str] | None
    notes: Notes = field(default_factory=Notes)
    claims: list[LeftNumber] = field(default_factory=list)
    measures: dict[tuple[str, int], str] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    choices: list[str] = field(default_factory=list)
    cells_left: dict[str, list[tuple[str, int, str]]] = field(default_factory=dict)
    made: set[tuple[str, int, int]] = field(default_factory=set)
    own_products: dict[str, ProductFacts] = field(default_factory=dict)

    def product(self, code: str) -> ProductFacts | None:
        """Give what is known of a product, of the store or of the profile's own prices."""
        own = self.own_products.get(fold(code))
        if own is not None or code not in self.tariffs:
            return own
        product = self.tariffs.product(code)
        return ProductFacts(product.code, product.stream.value, product.unit)

    def picker(self, asked: Asked, table: RawTable, target: SheetColumn, place: int | None = None) -> Picker:
        """Make the picker of one value, and note what its column becomes."""
        if asked.is_pseudonym and self.pseudonym is None:
            self.wrong(
                asked.where,
                "geen_sleutel",
                "Dit profiel maakt pseudoniemen, en daar is een sleutel voor nodig.",
                "Maak er een met: mr sleutel eigen.sleutel. Geef hem mee met --sleutel eigen.sleutel.",
            )
        return Picker(
            asked,
            table,
            target,
            self.notes,
            decimal_sign=self.profile.decimal_sign,
            pseudonym=self.pseudonym,
            place=place,
        )

    def tell(self, picker: Picker, table: RawTable, sheet: SheetTable, target: SheetColumn) -> None:
        """Note for the report what a column becomes, or what the profile chose."""
        where = f"{sheet.sheet}, {target.header}"
        for place in picker.places:
            key = (table.label, table.headers[place])
            self.said[key] = f"{self.said[key]}; {where}" if key in self.said else where
        if picker.is_absent:
            names = " of ".join(f"'{header}'" for header in picker.asked.columns[:3])
            self.choices.append(
                f"{where}: de bron heeft geen kolom {names}; het profiel kiest een vaste waarde"
            )
        elif not picker.places:
            self.choices.append(f"{where}: vaste waarde van het profiel")

    def wrong(self, where: str, code: str, text: str, advice: str = "") -> None:
        """Note something that is wrong in the profile."""
        self.notes.found.append(Finding("fout", "profiel", where, code, text, advice))

    def number(self, cell: RawCell) -> Fraction | None:
        """Read a number as the account of totals does: nothing where it is none."""
        try:
            return Fraction(number_of(cell, self.profile.decimal_sign))
        except Trouble:
            return None

    def leave(self, account: Account, row: int, place: int, why: str) -> None:
        """Note that the number in a cell was left out."""
        number = self.number(account.table.rows[row][place])
        if number is not None:
            table = account.table
            self.claims.append(LeftNumber(table.label, place, table.row_numbers[row], number, why))

    def leave_cell(self, account: Account, row: int, header: str, why: str) -> None:
        """Note that a cell was left out, for the list of what was."""
        cells = self.cells_left.setdefault(why, [])
        cells.append((account.table.label, account.table.row_numbers[row], header))


def fields_of(
    job: Job, block: SheetProfile, table: RawTable, sheet: SheetTable, without: Sequence[str] = ()
) -> dict[str, Picker]:
    """Make the pickers of the columns of a sheet that a block gives.

    Args:
        job: The mapping.
        block: What the profile says of the sheet.
        table: Table of the source.
        sheet: The sheet.
        without: Headers that are made in another way.
    """
    pickers = {}
    for column in sheet.columns:
        asked = block.fields.get(column.header)
        if asked is not None and column.header not in without:
            pickers[column.header] = job.picker(asked, table, column)
            job.tell(pickers[column.header], table, sheet, column)
    return pickers


def needs(
    job: Job, block: SheetProfile, sheet: SheetTable, given: Collection[str], headers: Sequence[str]
) -> bool:
    """Note which columns of a sheet a block does not give; says whether all are there."""
    missing = [header for header in headers if header not in given]
    for header in missing:
        text = f"Het profiel zegt niet waar {header} van blad {sheet.sheet} vandaan komt."
        job.wrong(
            f"{block.where}.{header}", "veld_ontbreekt", text, f'Zet er bij: {header} = "kop van de kolom".'
        )
    return not missing
