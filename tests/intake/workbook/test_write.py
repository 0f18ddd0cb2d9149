from __future__ import annotations

import errno
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from maatschappelijk_rendement.domain.errors import OutputError, UsageError
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.tables import LEGEND_SHEET, SETTINGS, SHEETS, CellKind
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.intake.workbook import write_template, write_workbook

# Excel's own limits on what a cell rule may say.
LONGEST_HINT, LONGEST_INLINE_LIST = 255, 255


def written(caseload: CaseLoad) -> bytes:
    stream = io.BytesIO()
    write_workbook(caseload, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def template() -> Workbook:
    stream = io.BytesIO()
    write_template(stream)
    return openpyxl.load_workbook(stream)


@pytest.fixture(scope="module")
def example() -> Workbook:
    stream = io.BytesIO()
    write_template(stream, example=True)
    return openpyxl.load_workbook(stream)


def rule_at(sheet: Worksheet, cell: str) -> DataValidation:
    return next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)


def columns(book: Workbook) -> Iterator[tuple[Worksheet, str, object]]:
    """Each column of each data sheet, with the letter of its place."""
    for table in SHEETS[1:]:
        sheet = book[table.sheet]
        for number, column in enumerate(table.columns, start=1):
            yield sheet, get_column_letter(number), column


def choices(book: Workbook, rule: DataValidation) -> list[str]:
    """Words of a drop-down, in its own rule or in the cells that it refers to."""
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(",")
    sheet, area = rule.formula1.split("!")
    return [row[0].value for row in book[sheet][area.replace("$", "")]]


def test_the_sheets_stand_in_the_order_of_the_contract(template):
    assert template.sheetnames == [
        "Analyse",
        "Casussen",
        "Gebruik",
        "Welbevinden",
        "MDO",
        "Programma",
        "Tarieven",
        "Toelichting",
    ]


def test_row_1_holds_the_headers_and_is_frozen(template):
    assert [cell.value for cell in template["MDO"][1]] == [
        "casus_id",
        "productcode",
        "functie",
        "uren",
        "uurprijs",
        "prijsbron",
        "financier",
    ]
    assert {template[table.sheet].freeze_panes for table in SHEETS} == {"A2"}


def test_an_empty_template_names_the_settings_and_leaves_the_rest_empty(template):
    assert list(template["Analyse"].iter_rows(min_row=2, values_only=True)) == [
        (setting.header, None) for setting in SETTINGS
    ]
    assert all(template[table.sheet].max_row == 1 for table in SHEETS[1:])


def test_headers_are_locked_and_the_columns_below_are_not(template):
    for table in SHEETS:
        sheet = template[table.sheet]
        assert sheet.protection.sheet
        assert all(cell.protection.locked for cell in sheet[1])
        # Equal columns beside each other stand in the file as one.
        unlocked = [c for c in sheet.column_dimensions.values() if not c.protection.locked]
        assert sum(c.max - c.min + 1 for c in unlocked) == len(table.columns)
    assert template["Analyse"]["A2"].protection.locked
    assert not template["Analyse"]["B2"].protection.locked


def test_cells_beside_the_table_are_unlocked_or_no_row_could_be_deleted():
    stream = io.BytesIO()
    write_template(stream)
    with zipfile.ZipFile(stream) as archive:
        styles = archive.read("xl/styles.xml").decode()
    # A cell without a format of its own has the first one.
    first = styles.partition("<cellXfs")[2].partition("</xf>")[0]
    assert '<protection locked="0"/>' in first


def test_protection_has_no_password_and_leaves_rows_to_the_user(template):
    for table in SHEETS:
        protection = template[table.sheet].protection
        assert protection.password is None
        for forbidden in ("insertRows", "deleteRows", "sort", "autoFilter", "formatColumns", "formatRows"):
            assert not getattr(protection, forbidden), forbidden


def test_a_filter_is_at_hand(template, example):
    assert template["Gebruik"].auto_filter.ref == "A1:Q2"
    assert example["Casussen"].auto_filter.ref == "A1:G43"


def test_every_closed_list_is_a_drop_down_with_exactly_its_words(template):
    seen = 0
    for sheet, letter, column in columns(template):
        if column.words:
            rule = rule_at(sheet, f"{letter}2")
            assert rule.type == "list"
            assert choices(template, rule) == list(column.words)
            assert rule.showErrorMessage
            assert rule is rule_at(sheet, f"{letter}100001")
            seen += 1
    assert seen == 14  # in the contract: Casussen 1, Gebruik 6, Welbevinden 2, Programma 1, Tarieven 4
    for row, setting in enumerate(SETTINGS, start=2):
        if setting.words:
            assert choices(template, rule_at(template["Analyse"], f"B{row}")) == list(setting.words)


def test_product_codes_are_offered_and_others_are_allowed(template):
    rule = rule_at(template["Gebruik"], "C2")
    assert "WMO.HH.UUR.REF2022" in choices(template, rule)
    assert not rule.showErrorMessage


def test_every_cell_has_a_hint_that_excel_can_show(template):
    rules = [rule_at(sheet, f"{letter}2") for sheet, letter, _ in columns(template)]
    rules += [rule_at(template["Analyse"], f"B{row}") for row in range(2, len(SETTINGS) + 2)]
    for rule in rules:
        assert rule.showInputMessage
        assert 0 < len(rule.prompt) <= LONGEST_HINT
        assert rule.prompt.startswith(("Nodig. ", "Mag leeg. "))
        assert len(rule.promptTitle) <= 32


def test_numbers_and_dates_are_bounded_by_the_cell_rule(template):
    quantity = rule_at(template["Gebruik"], "D2")
    assert (quantity.type, quantity.formula1, quantity.formula2) == ("decimal", "0", "100000")
    assert rule_at(template["Casussen"], "E2").type == "date"
    assert rule_at(template["Casussen"], "A2").formula1 == "40"


def test_the_legend_explains_every_column_and_every_setting(template):
    rows = {tuple(row[:6]) for row in template[LEGEND_SHEET].iter_rows(values_only=True)}
    explained = {row[:2]: row[2:] for row in rows}
    for table in SHEETS:
        for column in table.columns:
            meaning, needed, allowed, example = explained[table.sheet, column.header]
            assert meaning == column.meaning
            assert needed == ("nodig" if column.required else "mag leeg")
            assert allowed
            assert all(word in allowed for word in column.words)
            assert (example or "") == column.example
    for setting in SETTINGS:
        assert explained["Analyse", f"instelling {setting.header}"][0] == setting.meaning


def test_a_refused_date_says_what_a_date_looks_like(template):
    rule = rule_at(template["Casussen"], "E2")
    assert rule.error == "Vul in: een datum als d-m-jjjj, zoals 3-9-2018."


def test_a_code_of_an_own_price_is_explained_without_pointing_to_itself(template):
    rules = {
        sheet: rule_at(template[sheet], cell).prompt
        for sheet, cell in (("Gebruik", "C2"), ("Tarieven", "A2"))
    }
    assert "uit de lijst of van blad Tarieven" in rules["Gebruik"]
    assert "een eigen code" in rules["Tarieven"]
    assert "van blad Tarieven" not in rules["Tarieven"]


def test_the_legend_says_how_to_fill_the_workbook(template):
    assert template[LEGEND_SHEET]["A1"].value == "Zo vult u dit werkboek in"
    assert template[LEGEND_SHEET]["A2"].value.startswith("1. Vul eerst blad Analyse in")


def test_the_example_says_that_it_is_synthetic(example):
    assert "synthetisch" in example["Analyse"]["B2"].value
    assert example[LEGEND_SHEET]["A2"].value.startswith("Synthetisch voorbeeld")


def test_the_last_day_of_a_line_is_written_inclusive():
    line = replace(ruwaard().usage[0], start=date(2018, 1, 1), end=date(2018, 7, 1))
    book = openpyxl.load_workbook(io.BytesIO(written(replace(ruwaard(), usage=(line,)))))
    start, end = book["Gebruik"]["F2"], book["Gebruik"]["G2"]
    assert (start.value.date(), end.value.date()) == (date(2018, 1, 1), date(2018, 6, 30))
    assert end.number_format == "d-m-yyyy"


def test_what_is_empty_has_no_cell(example):
    """An empty cell is not a 0 and not an empty text."""
    assert example["Gebruik"]["F2"].value is None
    assert example["Gebruik"]["F2"].data_type == "n"


def test_ids_and_words_are_text_and_numbers_are_numbers(example):
    cells = [(column.kind, sheet[f"{letter}2"]) for sheet, letter, column in columns(example)]
    types = {kind: cell.data_type for kind, cell in cells if cell.value is not None}
    assert (
        types[CellKind.ID] == types[CellKind.NAME] == types[CellKind.CODE] == types[CellKind.STREAMS] == "s"
    )
    assert types[CellKind.QUANTITY] == types[CellKind.AMOUNT] == types[CellKind.SCORE] == "n"
    assert types[CellKind.DATE] == "d"
    assert example["Analyse"]["B5"].value == 12


@pytest.mark.parametrize(
    "source", ["www.oss.nl/tarieven", "http://www.oss.nl", "mailto:tarieven", "1e5", "a=1+1"]
)
def test_a_text_never_becomes_a_link_a_formula_or_a_number(source):
    line = replace(ruwaard().usage[0], price_eur=Decimal(1), price_source=source)
    content = written(replace(ruwaard(), usage=(line,)))
    cell = openpyxl.load_workbook(io.BytesIO(content))["Gebruik"]["J2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (source, "s", None)


def test_the_file_holds_no_macros_formulas_or_names(example):
    with zipfile.ZipFile(io.BytesIO(written(ruwaard()))) as archive:
        names = archive.namelist()
        sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/")]
    assert not any("vba" in name.lower() or "external" in name.lower() for name in names)
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert not example.properties.creator
    assert not example.properties.lastModifiedBy
    assert example.properties.created.date() == date(2018, 1, 1)


def test_the_same_caseload_gives_the_same_bytes():
    assert written(ruwaard()) == written(ruwaard())


def test_an_own_instrument_has_no_place_in_the_workbook(tmp_path):
    score = replace(ruwaard().scores[0], instrument="buurtcijfer")
    target = tmp_path / "eigen.xlsx"
    with pytest.raises(UsageError, match="alleen de meegeleverde instrumenten"):
        write_workbook(replace(ruwaard(), scores=(score,)), target)
    assert not target.exists()


def test_a_tariff_that_the_sheet_cannot_hold_is_refused(tmp_path):
    (row,) = ruwaard().tariffs
    caseload = replace(ruwaard(), tariffs=(replace(row, note="weg"),))
    with pytest.raises(UsageError, match=r"geen kolom voor heeft: note"):
        write_workbook(caseload, tmp_path / "uit.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_path_with_spaces_works_and_nothing_else_is_left_behind(tmp_path):
    target = tmp_path / "map met spaties" / "sjabloon é.xlsx"
    target.parent.mkdir()
    write_template(target)
    assert openpyxl.load_workbook(target).sheetnames[0] == "Analyse"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("mark", [".~lock.uit.xlsx#", "~$uit.xlsx"])
def test_a_file_that_is_open_elsewhere_stays_as_it_was(tmp_path, mark):
    target = tmp_path / "uit.xlsx"
    target.write_bytes(b"oud")
    (tmp_path / mark).touch()
    with pytest.raises(OutputError, match=r"^Het bestand uit\.xlsx is open in een ander programma\."):
        write_template(target)
    assert target.read_bytes() == b"oud"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "past niet meer op de schijf"),
        (errno.EACCES, "u heeft er geen rechten voor"),
        (errno.EIO, "is niet te schrijven"),
    ],
)
def test_a_failure_while_writing_leaves_the_old_file_and_no_half_one(tmp_path, monkeypatch, number, words):
    target = tmp_path / "uit.xlsx"
    target.write_bytes(b"oud")

    def fail(*_: object) -> None:
        raise OSError(number, "fault")

    monkeypatch.setattr("maatschappelijk_rendement.intake.workbook.save.os.fsync", fail)
    with pytest.raises(OutputError, match=words):
        write_template(target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("uit.xlsx", b"oud")]


def test_a_folder_that_is_not_there_is_said_without_its_name(tmp_path: Path):
    with pytest.raises(OutputError) as caught:
        write_template(tmp_path / "dossier Jansen" / "uit.xlsx")
    assert "deze map bestaat niet" in str(caught.value)
    assert "Jansen" not in str(caught.value)
