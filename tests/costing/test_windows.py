"""Day numbers and windows in a frame, against Python's own calendar."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine_frames import SPARK, back

from maatschappelijk_rendement.costing.engines import NO_DAY, day_number
from maatschappelijk_rendement.costing.windows import with_windows
from maatschappelijk_rendement.domain.errors import Finding, InputError


@given(
    st.lists(st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31))), min_size=1, max_size=20)
)
def test_day_numbers_are_pythons_ordinals_and_empty_is_no_day(days: list[date | None]) -> None:
    frame = nw.from_native(pd.DataFrame({"day": pd.Series(days, dtype="datetime64[s]")}))
    numbered = frame.with_columns(number=day_number(frame, "day")).to_native()["number"].tolist()
    assert numbered == [NO_DAY if day is None else day.toordinal() for day in days]


@pytest.mark.spark
def test_spark_counts_the_days_of_every_year_as_python_does() -> None:
    turns = ((1, 1), (2, 28), (3, 1), (12, 31))
    days = [None, date(2000, 2, 29), *(date(year, *turn) for year in range(1600, 2401) for turn in turns)]
    days += [date(1, 1, 1), date(4, 2, 29), date(100, 12, 31), date(400, 2, 29), date(9999, 12, 31)]
    ordinals = [NO_DAY if day is None else day.toordinal() for day in days]
    given = pd.DataFrame({"day": pd.Series(days, dtype="datetime64[s]"), "expected": ordinals})
    frame = nw.from_native(SPARK.make(given))
    numbered = back(frame.with_columns(number=day_number(frame, "day")).to_native())
    assert numbered["number"].tolist() == numbered["expected"].tolist()
    assert sorted(numbered["number"]) == sorted(ordinals)


def test_windows_step_calendar_months_and_take_the_last_day() -> None:
    cases = pd.DataFrame(
        {
            "case_id": ["a", "b", "c"],
            "wijk": ["Ruwaard"] * 3,
            "case_type": ["bestaand"] * 3,
            "mdo_date": pd.to_datetime(["2020-02-29", "2018-08-31", "2018-03-01"]),
            "repeat_date": pd.to_datetime([None, None, "2019-01-15"]),
        }
    )
    with_bounds, days = with_windows(nw.from_native(cases), 6)
    found = with_bounds.to_native().set_index("case_id")

    def day(case_id: str, column: str) -> str:
        return date.fromordinal(int(found.loc[case_id, column])).isoformat()

    assert day("a", "before_start") == "2019-08-29"
    assert day("a", "after_end") == "2020-08-29"
    assert day("b", "after_end") == "2019-02-28"
    # Without a date the repeat starts max(6, period) months after the MDO.
    assert day("b", "repeat_start") == "2019-02-28"
    assert day("c", "repeat_start") == "2019-01-15"
    assert day("c", "repeat_end") == "2019-07-15"
    assert date.fromordinal(days.first).isoformat() == "2017-09-01"
    assert date.fromordinal(days.end).isoformat() == "2021-02-28"


@pytest.mark.parametrize(
    "wrong",
    [{"case_id": None}, {"wijk": None}, {"mdo_date": None}, {"case_type": None}, {"case_type": "Bestaand"}],
)
def test_a_case_without_what_it_needs_is_refused(wrong: dict[str, str | None]) -> None:
    case = {"case_id": "a", "wijk": "Ruwaard", "case_type": "bestaand", "mdo_date": "2018-03-01"} | wrong
    frame = pd.DataFrame([case]).assign(mdo_date=lambda row: pd.to_datetime(row["mdo_date"]))
    with pytest.raises(InputError) as refused:
        with_windows(nw.from_native(frame), 12)
    assert refused.value.findings == (
        Finding(
            "fout",
            "Casussen",
            "",
            "casus_onvolledig",
            "Er zijn casussen zonder casus_id, wijk, mdo_datum of met een onbekend casustype.",
            "Vul bij elke casus casus_id, wijk, casustype (bestaand of nieuw) en mdo_datum in.",
        ),
    )


def test_a_case_that_stands_there_twice_is_refused_in_its_own_words() -> None:
    case = {"case_id": "a", "wijk": "Ruwaard", "case_type": "bestaand", "mdo_date": date(2018, 3, 1)}
    with pytest.raises(InputError) as refused:
        with_windows(nw.from_native(pd.DataFrame([case, case])), 12, has_repeats=False)
    assert refused.value.findings == (
        Finding(
            "fout",
            "Casussen",
            "",
            "casus_dubbel",
            "Er is een casus die twee keer bij de casussen staat.",
            "Laat elke casus één keer staan.",
        ),
    )


def test_dates_as_text_are_refused_rather_than_taken_for_empty() -> None:
    frame = nw.from_native(pd.DataFrame({"day": ["2018-03-01", None]}))
    with pytest.raises(InputError, match="geen datums"):
        day_number(frame, "day")


def test_dates_of_python_in_pandas_are_days_too() -> None:
    frame = nw.from_native(pd.DataFrame({"day": [date(1969, 12, 31), None, date(2018, 3, 1)]}))
    numbered = frame.with_columns(number=day_number(frame, "day")).to_native()["number"].tolist()
    assert numbered == [date(1969, 12, 31).toordinal(), NO_DAY, date(2018, 3, 1).toordinal()]


def test_the_index_of_a_pandas_frame_does_not_matter() -> None:
    cases = pd.DataFrame(
        {
            "case_id": ["a", "b"],
            "wijk": ["Ruwaard", "Ruwaard"],
            "case_type": ["bestaand", "nieuw"],
            "mdo_date": pd.to_datetime(["2018-03-01", "2017-03-01"]),
        },
        index=[7, 7],
    )
    found = with_windows(nw.from_native(cases), 12)[0].to_native()
    starts = dict(zip(found["case_id"], found["before_start"].tolist(), strict=True))
    assert starts == {"a": date(2017, 3, 1).toordinal(), "b": date(2016, 3, 1).toordinal()}
