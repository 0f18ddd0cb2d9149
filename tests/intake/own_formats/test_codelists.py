from maatschappelijk_rendement.domain.vocabulary import UNITS, Per, Stream
from maatschappelijk_rendement.intake.own_formats.codelists import codelists


def test_the_units_are_those_of_wj756_and_two_that_went() -> None:
    units = codelists().units
    assert {code: unit.unit for code, unit in units.items() if unit.sort != "vervallen"} == {
        "01": "minuut",
        "04": "uur",
        "14": "etmaal",
        "16": "dagdeel",
        "82": "stuks",
        "83": None,
        "84": "stuks",
    }
    assert {code for code, unit in units.items() if unit.sort == "vervallen"} == {"21", "81"}
    assert {code: unit.minutes for code, unit in units.items() if unit.minutes} == {
        "01": 1,
        "04": 60,
        "16": 240,
    }


def test_every_unit_of_ours_can_stand_in_the_workbook() -> None:
    assert {unit.unit for unit in codelists().units.values() if unit.unit} <= set(UNITS)


def test_four_weeks_and_a_year_are_of_release_two_alone() -> None:
    frequencies = codelists().frequencies
    assert {code: frequency.per for code, frequency in frequencies.items()} == {
        "1": Per.DAY,
        "2": Per.WEEK,
        "3": Per.FOUR_WEEKS,
        "4": Per.MONTH,
        "5": Per.YEAR,
        "6": Per.TOTAL,
    }
    assert [code for code, frequency in frequencies.items() if frequency.releases == (2,)] == ["3", "5"]


def test_the_categories_are_those_of_wmo020_and_jz020() -> None:
    lists = codelists()
    assert sorted(lists.categories["iwmo"]) == [f"{number:02d}" for number in range(1, 19)]
    assert sorted(lists.categories["ijw"]) == [*map(str, range(31, 39)), *map(str, range(40, 56))]
    assert lists.streams == {"iwmo": Stream.WMO, "ijw": Stream.JEUGDWET}


def test_no_message_is_both_counted_and_left_out() -> None:
    lists = codelists()
    assert {kind.name: code for code, kind in lists.messages.items()} == {
        "WMO301": "414",
        "WMO323": "484",
        "JW301": "436",
        "JW323": "490",
    }
    assert not set(lists.messages) & set(lists.other_messages)


def test_only_reason_13_removes() -> None:
    assert codelists().removed == "13"
    assert codelists().reasons == {f"{number:02d}" for number in range(1, 15)}
