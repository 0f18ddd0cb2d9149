"""The objects refuse what breaks a bound, and never repeat what they were given."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import traceback
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from inspect import signature
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.caseloads import settings

from maatschappelijk_rendement import AnalysisSettings, Case, CaseLoad, InputError, MdoEffort, Usage
from maatschappelijk_rendement.domain import model
from maatschappelijk_rendement.domain.errors import Finding, ObjectError
from maatschappelijk_rendement.domain.record import Record, make, names_of, values_of
from maatschappelijk_rendement.domain.tables import (
    CASES,
    MDO,
    PROGRAMME,
    SETTINGS,
    TEXT_RULES,
    USAGE,
    WELLBEING,
    CellKind,
    SheetColumn,
)
from maatschappelijk_rendement.domain.vocabulary import CaseType, Instrument, Moment, Per, Stream, YesNo
from maatschappelijk_rendement.intake.codec import plain
from maatschappelijk_rendement.intake.example import ruwaard

LINE: dict[str, Any] = {"case_id": "C1", "moment": "voor", "product_code": "X", "quantity": 1, "per": "week"}
CASE = {"case_id": "C1", "wijk": "Oost", "case_type": "bestaand", "mdo_date": "2018-03-01"}
SCORE = {"case_id": "C1", "resident": "B1", "moment": "na", "measured_on": "2018-03-01", "score": 6}
SCORE |= {"instrument": "rapportcijfer"}
EFFORT = {"case_id": "C1", "product_code": "X", "hours": 3}
POST = {"post": "Team", "payer": "gemeente", "amount_eur": 15000, "year": 2018, "one_off": True}
PRICE = {"code": "X", "stream": "Wmo", "unit": "uur", "price_eur": "57.01", "valid_from": "2018-01-01"}
PRICE |= {"source_text": "Raadsbesluit"}
SOURCE = {"source_id": "s", "title": "t", "publisher": "p", "year": 2018, "address": "a"}
ROWS = {"sheet": "Gebruik", "read": 3, "used": 1, "rejected": 1, "blank": 1}
WHOLE = {"settings": settings(), "cases": [CASE], "usage": [LINE]}
NOON, MIDNIGHT = (datetime(2018, 3, 1, hour, tzinfo=UTC) for hour in (12, 0))
# One of each kind of object, with no more than it needs.
LEAST: list[tuple[type[Record], dict[str, Any]]] = [
    (AnalysisSettings, {k: v for k, v in values_of(settings("lopend")).items() if v is not None}),
    (Case, CASE),
    (model.Resident, {"case_id": "C1", "resident": "B1"}),
    (Usage, LINE),
    (model.WellbeingScore, SCORE),
    (MdoEffort, EFFORT),
    (model.ProgrammePost, POST),
    (model.Source, SOURCE),
    (model.Tariff, PRICE),
    (model.SheetRows, ROWS),
    (model.Reading, {"usage_rows": [1]}),
    (CaseLoad, WHOLE),
]
EACH = pytest.mark.parametrize(("kind", "given_for"), LEAST, ids=lambda item: getattr(item, "__name__", ""))


def refused(kind: type[Record], given_for: dict[str, Any]) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        make(kind, given_for)
    return caught.value.findings


def places(kind: type[Record], given_for: dict[str, Any]) -> list[str]:
    return [finding.place for finding in refused(kind, given_for)]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"quantity": Decimal("-1")}, "Usage.quantity"),
        ({"quantity": Decimal("0.0001")}, "Usage.quantity"),
        ({"quantity": Decimal("100000.001")}, "Usage.quantity"),
        ({"quantity": Decimal("NaN")}, "Usage.quantity"),
        ({"quantity": Decimal("sNaN")}, "Usage.quantity"),
        ({"quantity": float("inf")}, "Usage.quantity"),
        ({"quantity": True}, "Usage.quantity"),
        ({"quantity": "2,5"}, "Usage.quantity"),
        ({"quantity": "1_000"}, "Usage.quantity"),
        ({"quantity": "٣"}, "Usage.quantity"),
        ({"quantity": None}, "Usage.quantity"),
        ({"price_eur": Decimal("1.23456"), "price_source": "bron"}, "Usage.price_eur"),
        ({"price_eur": Decimal(1)}, "Usage.price_source"),
        ({"price_source": "bron"}, "Usage.price_source"),
        ({"start": date(2018, 1, 2), "end": date(2018, 1, 2)}, "Usage.end"),
        ({"start": "2018-02-30"}, "Usage.start"),
        ({"start": "1-2-2018"}, "Usage.start"),
        ({"start": 20180102}, "Usage.start"),
        ({"start": NOON}, "Usage.start"),
        ({"start": pd.NaT}, "Usage.start"),
        ({"moment": "Voor"}, "Usage.moment"),
        ({"moment": 1}, "Usage.moment"),
        ({"case_id": "=1"}, "Usage.case_id"),
        ({"case_id": ""}, "Usage.case_id"),
        ({"case_id": 7}, "Usage.case_id"),
        ({"payer": "x" * 81}, "Usage.payer"),
        ({"payer": "totaal"}, "Usage.payer"),
        ({"receiver": "Totaal "}, "Usage.receiver"),
        ({"naam": "x"}, "Usage"),
    ],
)
def test_a_line_that_breaks_a_bound_is_refused(wrong: dict[str, Any], place: str) -> None:
    assert places(Usage, {**LINE, **wrong}) == [place]


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "place"),
    [
        (Case, CASE, {"wijk_code": "WK1"}, "Case.wijk_code"),
        (Case, CASE, {"observed_streams": "Wmo"}, "Case.observed_streams"),
        (Case, CASE, {"observed_streams": ["Wmo", 1]}, "Case.observed_streams!2"),
        (model.WellbeingScore, SCORE, {"moment": "nulalternatief"}, "WellbeingScore.moment"),
        (model.WellbeingScore, SCORE, {"instrument": "=1"}, "WellbeingScore.instrument"),
        (model.WellbeingScore, SCORE, {"score": 1000.001}, "WellbeingScore.score"),
        (MdoEffort, EFFORT, {"product_code": None}, "MdoEffort.product_code"),
        (MdoEffort, EFFORT, {"price_eur": 1}, "MdoEffort.price_source"),
        (model.ProgrammePost, POST, {"year": 1989}, "ProgrammePost.year"),
        (model.ProgrammePost, POST, {"year": 2018.5}, "ProgrammePost.year"),
        (model.ProgrammePost, POST, {"one_off": "misschien"}, "ProgrammePost.one_off"),
        (model.Tariff, PRICE, {"stream": "wmo"}, "Tariff.stream"),
        (model.Tariff, PRICE, {"kind": "gegokt"}, "Tariff.kind"),
        (model.Tariff, PRICE, {"description": None}, "Tariff.description"),
        (model.Source, SOURCE, {"year": "later"}, "Source.year"),
        (model.SheetRows, ROWS, {"read": -1}, "SheetRows.read"),
        (model.Reading, {}, {"usage_rows": [1, "x"]}, "Reading.usage_rows!2"),
        (model.Reading, {}, {"not_shown": "x"}, "Reading.not_shown"),
        (model.Reading, {}, {"warnings": [{"sheet": "x"}]}, "Reading.warnings!1"),
        (AnalysisSettings, LEAST[0][1], {"municipality_code": "0828"}, "AnalysisSettings.municipality_code"),
        (AnalysisSettings, LEAST[0][1], {"period_months": 25}, "AnalysisSettings.period_months"),
        (AnalysisSettings, LEAST[0][1], {"cases_in_total": 0}, "AnalysisSettings.cases_in_total"),
        (CaseLoad, WHOLE, {"settings": None}, "CaseLoad.settings"),
        (CaseLoad, WHOLE, {"cases": "C1"}, "CaseLoad.cases"),
        (CaseLoad, WHOLE, {"cases": [SOURCE, 1]}, "CaseLoad.cases!2"),
        (CaseLoad, WHOLE, {"usage": [LINE, LINE | {"per": 1}]}, "Usage.per!2"),
    ],
)
def test_each_object_says_which_field_is_wrong(
    kind: type[Record], right: dict[str, Any], wrong: dict[str, Any], place: str
) -> None:
    assert place in places(kind, {**right, **wrong})


@EACH
def test_what_is_needed_is_asked_for_by_name_and_all_at_once(
    kind: type[Record], given_for: dict[str, Any]
) -> None:
    parameters = signature(kind).parameters
    needed = [name for name, parameter in parameters.items() if parameter.default is parameter.empty]
    if needed:
        found = [finding for finding in refused(kind, {}) if finding.text == "Dit veld ontbreekt."]
        assert [finding.place for finding in found] == [f"{kind.__name__}.{name}" for name in needed]
        assert [finding.advice for finding in found] == [f"Vul {name} in." for name in needed]
    assert set(needed) <= set(given_for)


@EACH
def test_an_unknown_field_is_refused_and_not_repeated(kind: type[Record], given_for: dict[str, Any]) -> None:
    (finding,) = refused(kind, {**given_for, "jansen": "Jansen"})
    assert finding.place == kind.__name__
    assert "jansen" not in str(finding).lower()
    assert all(name in finding.advice for name in names_of(kind))


def test_all_wrong_fields_are_named_at_once() -> None:
    wrong = {"case_id": "=1", "moment": "ooit", "quantity": -1, "start": "x", "price_eur": 1, "erbij": 1}
    with pytest.raises(ObjectError) as caught:
        Usage(**{**LINE, **wrong})
    assert caught.value.fields == ("case_id", "moment", "quantity", "start", "price_source")
    assert caught.value.exit_code == 3
    assert "- fout: Usage.moment: Dit woord staat niet in de lijst. Kies uit: voor, na, herhaling, " in str(
        caught.value
    )


def test_who_expects_a_value_error_catches_a_refusal() -> None:
    with pytest.raises(ValueError, match=r"Usage\.quantity"):
        Usage(**{**LINE, "quantity": -1})


def test_the_bounds_themselves_are_allowed() -> None:
    assert Usage(**{**LINE, "quantity": Decimal("100000")}).quantity == 100_000
    assert Usage(**{**LINE, "quantity": Decimal("0.001")}).quantity == Decimal("0.001")


SECRET = "mevrouw Jansen*"


def words_of_a_refusal(kind: type[Record], given_for: dict[str, Any]) -> str:
    """Give what is said of it; nothing where a value is right."""
    try:
        make(kind, given_for)
    except InputError as error:
        return "".join(traceback.format_exception(error))
    return ""


@EACH
def test_a_refusal_does_not_repeat_the_value(kind: type[Record], given_for: dict[str, Any]) -> None:
    for name in names_of(kind):
        for wrong in (SECRET, 123456782, [SECRET], {SECRET: SECRET}, Decimal("1234567.82")):
            said = words_of_a_refusal(kind, {**given_for, name: wrong})
            assert not [secret for secret in ("Jansen", "12345678", "1234567.82") if secret in said]


@EACH
def test_objects_do_not_change(kind: type[Record], given_for: dict[str, Any]) -> None:
    made = make(kind, given_for)
    with pytest.raises(FrozenInstanceError):
        setattr(made, names_of(kind)[0], "x")
    with pytest.raises(FrozenInstanceError):
        delattr(made, names_of(kind)[0])


@EACH
def test_equal_objects_are_equal_in_every_way(kind: type[Record], given_for: dict[str, Any]) -> None:
    made = make(kind, given_for)
    for other in (
        make(kind, given_for),
        make(kind, values_of(made)),
        make(kind, json.loads(json.dumps(plain(made)))),
        pickle.loads(pickle.dumps(made)),
        copy.deepcopy(made),
        replace(made),
    ):
        assert (other, hash(other), repr(other)) == (made, hash(made), repr(made))
    # A field that holds what it holds when it is left out is not said.
    told = next(name for name, value in values_of(made).items() if name in given_for)
    assert repr(made).startswith(f"{kind.__name__}({told}=")
    assert [field.name for field in fields(kind)] == list(names_of(kind))


def test_a_copy_with_other_values_is_read_again() -> None:
    line = Usage(**LINE)
    changed = replace(line, per="maand", quantity="2.50")
    assert changed == Usage(**{**LINE, "per": Per.MONTH, "quantity": Decimal("2.5")})
    assert line.per is Per.WEEK
    with pytest.raises(InputError, match=r"Usage\.per"):
        replace(line, per="ooit")
    with pytest.raises(InputError, match="Een veld is onbekend"):
        replace(line, soort="x")


def test_values_may_be_given_in_the_forms_that_people_have() -> None:
    assert Case(**CASE) == Case(
        case_id="C1", wijk="Oost", case_type=CaseType.EXISTING, mdo_date=date(2018, 3, 1)
    )
    assert Case(**CASE | {"mdo_date": pd.Timestamp("2018-03-01")}) == Case(**CASE)
    assert type(Case(**CASE | {"mdo_date": MIDNIGHT}).mdo_date) is date
    assert Case(**CASE | {"observed_streams": ["Wmo", Stream.ZVW]}).observed_streams == ("Wmo", "Zvw")
    assert type(Case(**CASE | {"wijk": Stream.WMO}).wijk) is str
    numbers = {2: "2", "2.50": "2.50", 64.1: "64.1", Decimal("1.5"): "1.5"}
    for number, kept in numbers.items():
        assert str(Usage(**LINE | {"quantity": number}).quantity) == kept
    assert Usage(**LINE | {"quantity": pd.Series([7])[0]}).quantity == 7
    assert Usage(**LINE | {"quantity": pd.Series([0.1])[0]}).quantity == Decimal("0.1")
    assert model.ProgrammePost(**POST | {"year": Decimal("2018.0"), "one_off": "nee"}).one_off is False
    assert model.ProgrammePost(**POST | {"one_off": YesNo.YES}).one_off is True
    score = model.WellbeingScore(**SCORE)
    assert (score.moment, score.instrument) == (Moment.AFTER, Instrument.GRADE)
    assert isinstance(score.instrument, Instrument)
    own = model.WellbeingScore(**SCORE | {"instrument": "buurtcijfer"}).instrument
    assert (type(own), own) == (str, "buurtcijfer")


def test_hours_need_a_product_or_a_price() -> None:
    with pytest.raises(InputError, match="Een product of een eigen prijs is nodig"):
        MdoEffort(case_id="C1", hours=Decimal(1))
    own = MdoEffort(case_id="C1", hours=1, price_eur="90.5", price_source="opgave")
    assert own.price_eur == Decimal("90.50")


def test_constant_prices_need_a_year_and_an_index() -> None:
    without_year = values_of(settings()) | {"price_year": None}
    assert places(AnalysisSettings, without_year) == ["AnalysisSettings.price_year"]
    without_both = without_year | {"index": None}
    assert places(AnalysisSettings, without_both) == ["AnalysisSettings.price_year", "AnalysisSettings.index"]
    assert AnalysisSettings(**(without_both | {"price_mode": "lopend"})).price_year is None


def test_a_caseload_can_be_made_of_nested_mappings() -> None:
    whole = ruwaard()
    given_for = json.loads(json.dumps(plain(whole)))
    assert CaseLoad(**given_for) == whole
    given_for["usage"][2]["quantity"] = given_for["usage"][4]["quantity"] = "-1"
    given_for["cases"][0]["case_type"] = "oud"
    assert places(CaseLoad, given_for) == ["Case.case_type!1", "Usage.quantity!3", "Usage.quantity!5"]


def test_residents_of_two_cases_are_two_people() -> None:
    cases = tuple(
        Case(case_id=name, wijk="Ruwaard", case_type="bestaand", mdo_date=date(2018, 3, 1)) for name in "ab"
    )
    lines = tuple(Usage(**{**LINE, "case_id": name, "resident": "B1"}) for name in ("a", "b", "b"))
    assert len(CaseLoad(settings=settings(), cases=cases, usage=lines).residents) == 2


# Every column of a sheet that is a field too, with the least that its object needs beside it.
COLUMNS: list[tuple[SheetColumn, type[Record], dict[str, Any]]] = [
    (column, kind, least)
    for (kind, least), columns in (
        (LEAST[0], SETTINGS),
        (LEAST[1], CASES.columns),
        (LEAST[3], USAGE.columns),
        (LEAST[4], WELLBEING.columns),
        (LEAST[5], MDO.columns),
        (LEAST[6], PROGRAMME.columns),
    )
    for column in columns
]
SIGNS = st.sampled_from("abZ9 -_'’.,()/&:?=@ěПß\n\u200b")
WHOLE_NUMBERS = st.integers(-2, 2200).map(Decimal)
NUMBERS = st.decimals(-2, 20_000_000, places=5) | st.decimals(0, 3, places=2) | WHOLE_NUMBERS


def is_right(column: SheetColumn, value: Any) -> bool:
    """Say by the declarations alone whether a value fits a column."""
    if column.kind in TEXT_RULES:
        return isinstance(value, str) and TEXT_RULES[column.kind].problem(value) is None
    if column.kind is CellKind.WORD:
        return value in column.words
    rule = column.number_rule
    is_exact = value == value.quantize(Decimal(1).scaleb(-rule.decimals))
    return bool(rule.minimum <= value <= rule.maximum and is_exact)


@given(st.data())
def test_what_the_declarations_accept_is_what_the_constructor_accepts(data: st.DataObject) -> None:
    column, kind, least = data.draw(st.sampled_from(COLUMNS), label="column")
    if column.kind in TEXT_RULES:
        value: Any = data.draw(st.text(SIGNS, max_size=5) | st.text("ab", min_size=38, max_size=42))
    elif column.kind is CellKind.WORD:
        # The door knows the units and the user's own instruments; an object takes any.
        if column.name in ("unit", "instrument"):
            return
        value = data.draw(st.sampled_from([*column.words, "Voor", "", "ja", "na", "nulalternatief"]))
    elif column.kind in (
        CellKind.STREAMS,
        CellKind.DATE,
        CellKind.LAST_DAY,
        CellKind.REGION_GM,
        CellKind.REGION_WK,
    ):
        return
    else:
        value = data.draw(NUMBERS)
    beside = {"price_source": "opgave"} if column.name == "price_eur" else {}
    beside = {"price_eur": 1} if column.name == "price_source" else beside
    beside = {"price_year": 2018, "index": "CPI"} if column.name == "price_mode" else beside
    given_for = {**least, **beside, column.name: value}
    if is_right(column, value):
        made = values_of(make(kind, given_for))[column.name]
        assert made == (value == YesNo.YES if column.name == "one_off" else value)
    else:
        assert places(kind, given_for) == [f"{kind.__name__}.{column.name}"]


WITHOUT_PYDANTIC = """
import sys
sys.modules["pydantic"] = sys.modules["pydantic_core"] = None
from maatschappelijk_rendement.app.cli import main
folder = sys.argv[1]
codes = [
    main(["sjabloon", folder + "/voorbeeld.xlsx", "--voorbeeld"]),
    main(["rapport", folder + "/voorbeeld.xlsx", "--uit", folder + "/uit", "--formaat", "html"]),
]
sys.exit(max(codes))
"""


def test_the_main_job_needs_no_pydantic(tmp_path: Path) -> None:
    source = Path(model.__file__).parents[1]
    assert not [path for path in source.rglob("*.py") if "pydantic" in path.read_text(encoding="utf-8")]
    made = []
    for name, code in (
        ("zonder", WITHOUT_PYDANTIC),
        ("gewoon", WITHOUT_PYDANTIC.replace('sys.modules["pydantic"] =', "#")),
    ):
        (tmp_path / name).mkdir()
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / name)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        made.append((tmp_path / name / "uit" / "resultaten.json").read_bytes())
    assert made[0] == made[1]
