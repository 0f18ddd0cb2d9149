"""From columns of meanings to the objects of the domain: only lines whose row has no error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from maatschappelijk_rendement import instruments, model
from maatschappelijk_rendement.tables import ANALYSIS, CASES, MDO, PROGRAMME, TARIFFS, USAGE, WELLBEING, Kind
from maatschappelijk_rendement.vocabulary import YesNo, fold
from maatschappelijk_rendement.workbook.checks import Cases
from maatschappelijk_rendement.workbook.columns import Meaning
from maatschappelijk_rendement.workbook.findings import Findings
from maatschappelijk_rendement.workbook.personal import has_bsn
from maatschappelijk_rendement.workbook.products import Products
from maatschappelijk_rendement.workbook.rows import Sheet
from maatschappelijk_rendement.workbook.settings import SettingsSheet
from maatschappelijk_rendement.workbook.sheets import SheetScan

Record = dict[str, Meaning | bool]

_TEXT_KINDS = frozenset({Kind.NAME, Kind.SOURCE})


@dataclass(slots=True)
class Sheets:
    """What was read of a workbook: sheet Analyse, and the others by their name."""

    analysis: SettingsSheet
    analysis_scan: SheetScan | None
    by_name: Mapping[str, Sheet] = field(default_factory=dict)

    def get(self, name: str) -> Sheet | None:
        """Give a sheet; None when the workbook has none by this name."""
        return self.by_name.get(name)


def sound_lines(sheet: Sheet | None, found: Findings) -> Iterator[tuple[int, Record]]:
    """Give each line whose row has no error, with the fields that hold something."""
    if sheet is None or any(
        c.name not in sheet.scan.columns for c in sheet.table.columns if not c.may_be_absent
    ):
        return
    rejected = found.rows_with_errors(sheet.table.sheet)
    names = tuple(sheet.columns)
    for line, values in enumerate(zip(*sheet.columns.values(), strict=True)):
        if sheet.rows[line] not in rejected:
            yield line, {name: value for name, value in zip(names, values, strict=True) if value is not None}


def local_tariffs(sheet: Sheet | None, found: Findings) -> list[tuple[int, model.Tariff]]:
    """Make the prices of sheet Tarieven, each with its line."""
    return [
        (line, model.Tariff.model_validate({**record, "is_local": True}))
        for line, record in sound_lines(sheet, found)
    ]


def assemble(sheets: Sheets, cases: Cases, products: Products, found: Findings) -> model.CaseLoad | None:
    """Make a caseload of the sound lines.

    Args:
        sheets: What was read.
        cases: The cases by id: each id gets the spelling of sheet Casussen.
        products: The products by code: each code gets the spelling of its price list.
        found: All findings; a row with an error in it is left out and counted as rejected.

    Returns:
        The caseload with its accounting, without warnings; None when the settings are not sound.
    """
    if sheets.analysis.wrong or not sheets.analysis.values:
        return None
    sound_cases = tuple(
        model.Case.model_validate(record) for _, record in sound_lines(sheets.get(CASES.sheet), found)
    )
    speller = _Speller(cases, products, frozenset(case.case_id for case in sound_cases))
    usage_sheet, mdo_sheet, score_sheet = map(sheets.get, (USAGE.sheet, MDO.sheet, WELLBEING.sheet))
    usage = list(speller.spell(sound_lines(usage_sheet, found)))
    mdo = list(speller.spell(sound_lines(mdo_sheet, found)))
    return model.CaseLoad(
        settings=model.AnalysisSettings.model_validate(
            {name: value for name, value in sheets.analysis.values.items() if value is not None}
        ),
        cases=sound_cases,
        usage=tuple([model.Usage.model_validate(record) for _, record in usage]),
        scores=tuple(
            model.WellbeingScore.model_validate(record)
            for _, record in speller.spell(sound_lines(score_sheet, found))
        ),
        mdo=tuple(model.MdoEffort.model_validate(record) for _, record in mdo),
        programme=tuple(
            model.ProgrammePost.model_validate({**record, "one_off": record["one_off"] == YesNo.YES})
            for _, record in sound_lines(sheets.get(PROGRAMME.sheet), found)
        ),
        tariffs=tuple(row for _, row in local_tariffs(sheets.get(TARIFFS.sheet), found)),
        reading=model.Reading(
            sheets=account(sheets, found),
            usage_rows=tuple([usage_sheet.rows[line] for line, _ in usage]) if usage_sheet else (),
            mdo_rows=tuple([mdo_sheet.rows[line] for line, _ in mdo]) if mdo_sheet else (),
            not_shown=not_shown(sheets),
        ),
    )


def account(sheets: Sheets, found: Findings) -> tuple[model.SheetRows, ...]:
    """Account for the rows of each sheet: read = used + rejected + blank."""
    accounts = []
    if scan := sheets.analysis_scan:
        accounts.append(_account(ANALYSIS.sheet, scan, sheets.analysis.rows, found))
    accounts += [_account(name, sheet.scan, sheet.rows, found) for name, sheet in sheets.by_name.items()]
    return tuple(accounts)


def not_shown(sheets: Sheets) -> frozenset[str]:
    """Give the folded texts that outputs write as "(niet getoond)": they hold what may be a BSN."""
    texts = {value for value in sheets.analysis.values.values() if isinstance(value, str)}
    for sheet in sheets.by_name.values():
        for column in sheet.table.columns:
            if column.kind in _TEXT_KINDS:
                texts |= {value for value in set(sheet.columns[column.name]) if isinstance(value, str)}
    return frozenset(fold(text) for text in texts if has_bsn(text))


def _account(sheet: str, scan: SheetScan, rows: list[int], found: Findings) -> model.SheetRows:
    rejected = len(found.rows_with_errors(sheet) & set(rows))
    return model.SheetRows(
        sheet=sheet,
        read=scan.rows_read,
        used=len(rows) - rejected,
        rejected=rejected,
        blank=scan.rows_blank,
    )


class _Speller:
    """Writes ids, codes and items as their list does: the same thing has one spelling in a caseload.

    A line of a case or product whose own row has an error is left out, as that row is.
    """

    def __init__(self, cases: Cases, products: Products, sound_cases: frozenset[str]) -> None:
        self._cases = cases
        self._products = products
        self._sound_cases = sound_cases
        self._instruments = instruments.load()
        self._residents: dict[tuple[str, str], str] = {}

    def spell(self, lines: Iterator[tuple[int, Record]]) -> Iterator[tuple[int, Record]]:
        for line, record in lines:
            case = self._cases.get(record["case_id"])
            if case is None or case.spelling not in self._sound_cases:
                continue
            record["case_id"] = case.spelling
            code, resident, item = record.get("product_code"), record.get("resident"), record.get("item")
            if isinstance(code, str):
                product = self._products.get(code)
                if product is None:
                    continue
                record["product_code"] = product.code
            if isinstance(resident, str):
                record["resident"] = self._resident(case.spelling, resident)
            if isinstance(item, str):
                record["item"] = self._item(str(record["instrument"]), item)
            yield line, record

    def _resident(self, case_id: str, resident: str) -> str:
        known = self._residents.get((case_id, resident))
        if known is None:
            known = self._residents.setdefault((case_id, fold(resident)), resident)
            self._residents[case_id, resident] = known
        return known

    def _item(self, instrument: str, item: str) -> str:
        definition = self._instruments.get(instrument)
        known = definition.item(item) if definition else None
        return known.name if known else item
