"""A caseload is the same after a journey through the workbook, through frames and through JSON.

The strategies follow ``tables``: texts by their pattern, words by their list, numbers by their bounds.
"""

from __future__ import annotations

import io
import json
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain import frames, instruments, model
from maatschappelijk_rendement.domain.tables import (
    ANALYSIS,
    MDO,
    NUMBER_RULES,
    PROGRAMME,
    SHEETS,
    TARIFFS,
    TEXT_RULES,
    USAGE,
    CellKind,
    SheetColumn,
)
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import (
    ALL_STREAMS_WORD,
    HELP,
    UNITS,
    AfterBasis,
    CaseType,
    Comparison,
    IndexName,
    Instrument,
    MdoCosts,
    Moment,
    PriceBasis,
    PriceMode,
    Selection,
    Stream,
    fold,
)
from maatschappelijk_rendement.intake.codec import plain
from maatschappelijk_rendement.intake.door import read_workbook
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.intake.workbook import write_template, write_workbook
from maatschappelijk_rendement.intake.workbook.columns import is_total_word
from maatschappelijk_rendement.intake.workbook.dutch import FIRST_YEAR, LAST_YEAR, is_empty_word
from maatschappelijk_rendement.intake.workbook.personal import personal_kinds

TARIFFS_AT_HAND = Tariffs.load()
Product = tuple[str, Stream, str]
# One product of each stream that the store holds, and its unit.
SHIPPED = tuple(
    {
        product.stream: (product.code, product.stream, product.unit)
        for product in map(TARIFFS_AT_HAND.product, TARIFFS_AT_HAND.codes)
    }.values()
)
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
DAYS = st.dates(FIRST_DAY, LAST_DAY)
# Short enough to be quick; the longest text is drawn apart.
USUAL_LENGTH = 12


def texts(kind: CellKind) -> st.SearchStrategy[str]:
    """Texts of a kind that a reader takes as they are: trimmed, not a word for nothing, not personal."""
    return _TEXTS[kind]


def _texts(kind: CellKind) -> st.SearchStrategy[str]:
    rule = TEXT_RULES[kind]
    allowed = [chr(number) for number in range(ord(" "), LAST_LETTER + 1)]
    firsts = [character for character in allowed if rule.problem(character) is None]
    inner = [character for character in allowed if rule.problem(f"a{character}") is None]
    text = st.builds(str.__add__, st.sampled_from(firsts), st.text(inner, max_size=USUAL_LENGTH))
    longest = text.map(lambda text: (text * rule.maximum_length)[: rule.maximum_length])
    apostrophe = text.map(lambda text: f"'{text}"[: rule.maximum_length])

    def is_plain(text: str) -> bool:
        return (
            rule.problem(text) is None
            and text == unicodedata.normalize("NFC", text).strip()
            and not is_empty_word(text)
            and not is_total_word(text)
            and not personal_kinds(text)
        )

    return st.one_of(text, text, apostrophe, longest).filter(is_plain)


# Every text rule ends with Latin Extended Additional.
LAST_LETTER = 0x1EFF
_TEXTS = {kind: _texts(kind) for kind in TEXT_RULES}


def numbers(kind: CellKind) -> st.SearchStrategy[Decimal]:
    rule = NUMBER_RULES[kind]
    return st.decimals(rule.minimum, rule.maximum, places=rule.decimals)


def value(column: SheetColumn) -> st.SearchStrategy[Any]:
    if column.words:
        found: st.SearchStrategy[Any] = st.sampled_from(column.words)
    elif column.kind in TEXT_RULES:
        found = texts(column.kind)
    else:
        found = numbers(column.kind)
    return found if column.required else st.none() | found


def values(table: Any, *names: str) -> dict[str, st.SearchStrategy[Any]]:
    return {name: value(table.column(name)) for name in names}


@st.composite
def periods(draw: st.DrawFn) -> tuple[date | None, date | None]:
    """A first day and the first day after the last, either of them possibly empty."""
    start = draw(st.none() | DAYS)
    end = draw(st.none() | st.dates(start or FIRST_DAY, LAST_DAY))
    return start, end and end + timedelta(days=1)


@st.composite
def own_prices(draw: st.DrawFn, *, needed: bool = False) -> dict[str, Any]:
    if not needed and draw(st.booleans()):
        return {}
    return {"price_eur": draw(numbers(CellKind.PRICE)), "price_source": draw(texts(CellKind.SOURCE))}


@st.composite
def settings(draw: st.DrawFn) -> model.AnalysisSettings:
    mode = draw(st.sampled_from(PriceMode))
    is_constant = mode is PriceMode.CONSTANT
    years, indices = st.integers(1990, 2100), st.sampled_from(IndexName)
    return model.AnalysisSettings(
        title=draw(texts(CellKind.NAME)),
        municipality=draw(texts(CellKind.NAME)),
        municipality_code=draw(st.none() | st.from_regex("GM[0-9]{4}", fullmatch=True)),
        period_months=draw(st.integers(1, 24)),
        price_mode=mode,
        price_year=draw(years if is_constant else st.none() | years),
        index=draw(indices if is_constant else st.none() | indices),
        price_basis=draw(st.sampled_from(PriceBasis)),
        comparison=draw(st.sampled_from(Comparison)),
        after_basis=draw(st.sampled_from(AfterBasis)),
        mdo_costs=draw(st.sampled_from(MdoCosts)),
        selection=draw(st.sampled_from(Selection)),
        cases_in_total=draw(st.none() | st.integers(1, 1_000_000_000)),
    )


@st.composite
def tariffs(draw: st.DrawFn) -> tuple[model.Tariff, ...]:
    """Own prices under codes that are not shipped, each with one or two periods that follow each other."""
    rows = []
    codes = st.lists(texts(CellKind.CODE), max_size=2, unique_by=fold)
    for code in draw(codes.filter(lambda codes: all(code not in TARIFFS_AT_HAND for code in codes))):
        stream, unit = draw(st.sampled_from(Stream)), draw(st.sampled_from(UNITS))
        ends = sorted(draw(st.lists(st.dates(FIRST_DAY, LAST_DAY), min_size=2, max_size=3, unique=True)))
        for number, (start, end) in enumerate(pairwise(ends)):
            is_last = number == len(ends) - 2
            optional = values(TARIFFS, "kind", "price_basis", "vat", "gross_net", "payer", "category")
            rows.append(
                model.Tariff(
                    code=code,
                    stream=stream,
                    unit=unit,
                    price_eur=draw(numbers(CellKind.PRICE)),
                    valid_from=start,
                    valid_until=None if is_last and draw(st.booleans()) else end,
                    source_text=draw(texts(CellKind.SOURCE)),
                    description=draw(st.just("") | texts(CellKind.SOURCE)),
                    is_local=True,
                    **{name: draw(strategy) for name, strategy in optional.items()},
                )
            )
    return tuple(rows)


@st.composite
def cases(draw: st.DrawFn) -> tuple[model.Case, ...]:
    streams = st.lists(st.sampled_from([stream.value for stream in Stream]), min_size=1, unique=True).map(
        tuple
    )
    return tuple(
        model.Case(
            case_id=case_id,
            wijk=draw(texts(CellKind.NAME)),
            wijk_code=draw(st.none() | st.from_regex("WK[0-9]{6}", fullmatch=True)),
            case_type=draw(st.sampled_from(CaseType)),
            # Room for the windows of 24 months on either side.
            mdo_date=draw(st.dates(date(1910, 1, 1), date(2090, 1, 1))),
            repeat_date=draw(st.none() | st.dates(date(1910, 1, 1), date(2090, 1, 1))),
            observed_streams=draw(st.just((ALL_STREAMS_WORD,)) | streams),
        )
        for case_id in draw(st.lists(texts(CellKind.ID), min_size=1, max_size=3, unique_by=fold))
    )


@st.composite
def usage(
    draw: st.DrawFn, case: model.Case, residents: list[str], products: tuple[Product, ...]
) -> model.Usage | None:
    moment = draw(st.sampled_from(Moment))
    all_known = case.observed_streams == (ALL_STREAMS_WORD,)
    is_before_new = case.case_type is CaseType.NEW and moment is Moment.BEFORE
    fitting = [
        product
        for product in products
        if (all_known or product[1] in case.observed_streams) and not (is_before_new and product[1] in HELP)
    ]
    if not fitting:
        return None
    code, _, unit = draw(st.sampled_from(fitting))
    start, end = draw(periods())
    optional = values(USAGE, "provision", "money_kind", "payer", "receiver", "provenance")
    return model.Usage(
        case_id=case.case_id,
        moment=moment,
        product_code=code,
        quantity=draw(numbers(CellKind.QUANTITY)),
        per=draw(value(USAGE.column("per"))),
        start=start,
        end=end,
        unit=draw(st.sampled_from([None, unit])),
        resident=draw(st.none() | st.sampled_from(residents)),
        **draw(own_prices()),
        **{name: draw(strategy) for name, strategy in optional.items()},
    )


@st.composite
def scores(draw: st.DrawFn, case: model.Case, residents: list[str]) -> model.WellbeingScore:
    definition = instruments.load()[draw(st.sampled_from(Instrument))]
    steps = int((definition.highest - definition.lowest) / definition.step)
    return model.WellbeingScore(
        case_id=case.case_id,
        resident=draw(st.sampled_from(residents)),
        moment=draw(st.sampled_from([Moment.BEFORE, Moment.AFTER, Moment.REPEAT])),
        measured_on=draw(DAYS),
        instrument=definition.id,
        item=draw(st.sampled_from([item.name for item in definition.items])) if definition.items else None,
        score=definition.lowest + draw(st.integers(0, steps)) * definition.step,
    )


@st.composite
def efforts(draw: st.DrawFn, case: model.Case, products: tuple[Product, ...]) -> model.MdoEffort:
    code = draw(st.none() | st.sampled_from([product[0] for product in products]))
    return model.MdoEffort(
        case_id=case.case_id,
        product_code=code,
        hours=draw(numbers(CellKind.QUANTITY)),
        **draw(own_prices(needed=code is None)),
        **{name: draw(strategy) for name, strategy in values(MDO, "function", "payer").items()},
    )


def without_doubles(lines: list[Any], *names: str) -> tuple[Any, ...]:
    """Keep the first of lines with the same key; ids compare folded."""
    by_key = {}
    for line in lines:
        if line is not None:
            parts = (getattr(line, name) for name in names)
            by_key.setdefault(tuple(fold(part) if isinstance(part, str) else part for part in parts), line)
    return tuple(by_key.values())


@st.composite
def caseloads(draw: st.DrawFn) -> model.CaseLoad:
    known = draw(cases())
    # A resident has one spelling; capitals in frames are a test of their own.
    names = texts(CellKind.ID).map(fold).filter(lambda name: TEXT_RULES[CellKind.ID].problem(name) is None)
    residents = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    own = draw(tariffs())
    products = SHIPPED + tuple({row.code: (row.code, row.stream, row.unit) for row in own}.values())
    a_case = st.sampled_from(known)
    key = ("case_id", "moment", "product_code", "start", "end", "per", "resident")
    lines = draw(st.lists(a_case.flatmap(lambda case: usage(case, residents, products)), max_size=4))
    found = draw(st.lists(a_case.flatmap(lambda case: scores(case, residents)), max_size=3))
    posts = st.builds(
        model.ProgrammePost,
        **values(PROGRAMME, "post", "payer", "amount_eur"),
        year=st.integers(1990, 2100),
        one_off=st.booleans(),
    )
    return model.CaseLoad(
        settings=draw(settings()),
        cases=known,
        usage=without_doubles(lines, *key),
        scores=without_doubles(found, "case_id", "resident", "moment", "instrument", "item"),
        mdo=tuple(draw(st.lists(a_case.flatmap(lambda case: efforts(case, products)), max_size=2))),
        programme=tuple(draw(st.lists(posts, max_size=2))),
        tariffs=own,
    )


def through_workbook(caseload: model.CaseLoad) -> model.CaseLoad:
    stream = io.BytesIO()
    write_workbook(caseload, stream)
    return read_workbook(stream.getvalue(), tariffs=TARIFFS_AT_HAND)


@given(caseloads())
@example(ruwaard())
def test_a_caseload_survives_the_workbook(caseload):
    read = through_workbook(caseload)
    assert read.content == caseload.content
    assert all(sheet.read == sheet.used for sheet in read.reading.sheets)


@given(caseloads())
def test_a_caseload_survives_frames(caseload):
    assert frames.from_frames(caseload.settings, frames.to_frames(caseload)) == caseload


def test_a_resident_keeps_its_capitals_in_frames():
    caseload = ruwaard()
    assert frames.from_frames(caseload.settings, frames.to_frames(caseload)) == caseload


@given(caseloads())
@example(ruwaard())
def test_a_caseload_survives_json(caseload):
    assert model.CaseLoad(**json.loads(json.dumps(plain(caseload)))) == caseload


@pytest.mark.parametrize("written", ["9.2", "0.1", "57.01", "999999.9999", "0.0001", "0", "1000000"])
def test_a_number_stands_in_the_file_as_it_was_written(written):
    line = replace(ruwaard().usage[0], price_eur=Decimal(written), price_source="opgave")
    caseload = replace(ruwaard(), usage=(line,))
    assert str(through_workbook(caseload).usage[0].price_eur) == written


@pytest.mark.parametrize("case_id", ["007", "1e5", "C_x0041_", "1-2", "'t Huis", "2018.10", "true"])
def test_an_id_stays_the_text_it_was(case_id):
    caseload = model.CaseLoad(
        settings=ruwaard().settings, cases=(replace(ruwaard().cases[0], case_id=case_id),)
    )
    assert through_workbook(caseload).cases[0].case_id == case_id


def test_the_key_of_the_strategies_is_that_of_the_sheet():
    """The strategies leave doubles out by these names; a change in ``tables`` must reach them."""
    assert USAGE.key == ("case_id", "moment", "product_code", "start", "end", "per", "resident")
    assert ANALYSIS.key == ("setting",)


def filled_by_openpyxl() -> bytes:
    """The empty template, filled cell by cell with what the example holds."""
    template, example, filled = io.BytesIO(), io.BytesIO(), io.BytesIO()
    write_template(template)
    write_template(example, example=True)
    book, source = openpyxl.load_workbook(template), openpyxl.load_workbook(example)
    for table in SHEETS:
        for row in source[table.sheet].iter_rows(min_row=2):
            for cell in row:
                if cell.value is not None:
                    book[table.sheet][cell.coordinate].value = cell.value
    book.save(filled)
    return filled.getvalue()


def test_a_template_filled_by_openpyxl_reads_as_meant():
    assert read_workbook(filled_by_openpyxl()).content == ruwaard()


@pytest.mark.slow
def test_a_template_saved_by_libreoffice_reads_as_meant(libreoffice, tmp_path):
    (tmp_path / "invoer.xlsx").write_bytes(filled_by_openpyxl())
    own_profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    to_xlsx = ["--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "uit")]
    command = [libreoffice, own_profile, *to_xlsx, str(tmp_path / "invoer.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    read = read_workbook(tmp_path / "uit" / "invoer.xlsx")
    assert read.content == ruwaard()
    assert read.reading.warnings == ()
