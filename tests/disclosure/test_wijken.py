"""A hidden figure of one wijk does not follow from the total and the other wijken, whatever the figure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import pytest

from maatschappelijk_rendement.disclosure.cells import CellStats, resident_stats, summarise
from maatschappelijk_rendement.disclosure.layout import ABOVE, COUNT, PAIRED, SPLIT, ExactTable
from maatschappelijk_rendement.disclosure.parts import judge_splits
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step
from maatschappelijk_rendement.disclosure.units import Place, place_of, place_of_score
from maatschappelijk_rendement.disclosure.wellbeing import judge_paired, judge_residents, judge_scores

TOTAL = "totaal"
WIJKEN = ("Noord", "Zuid", "West")
STEP = Step(Rules())
COLUMNS = ("groep", "wijk", "instrument", "onderdeel", "moment", "gepaard_met")


def people(count: int) -> CellStats:
    """So many residents in so many cases, with scores of 3,01 upward."""
    return resident_stats(count, np.arange(301, 301 + count))


def together(parts: list[CellStats]) -> CellStats:
    n = sum(part.n for part in parts)
    total = sum(part.sum_cents for part in parts)
    return CellStats(n, n, total, total, 400, 399, False, n_residents=n)


def wellbeing(rows: Mapping[tuple[str, str, str, str], tuple[int, int, tuple[int, ...]]]) -> ExactTable:
    """Rows by group, wijk, instrument and moment: residents, pairs with before, and their splits.

    A split of two is how many are above a threshold and how many are not, a split of three how many rose,
    stayed equal and fell. The total of the wijken is added.
    """
    found: dict[tuple[str, str, str, str], list[tuple[int, int, tuple[int, ...]]]] = {}
    for (group, wijk, instrument, moment), row in rows.items():
        for place in {wijk, TOTAL}:
            found.setdefault((group, place, instrument, moment), []).append(row)
    table, means, pairs = [], {}, {}
    for (group, wijk, instrument, moment), parts in found.items():
        split = tuple(map(sum, zip(*(split for _, _, split in parts), strict=True)))
        partner = None if moment == "voor" else "voor"
        key = (group, wijk, instrument, None, moment, partner)
        paired = sum(count for _, count, _ in parts)
        row = dict(zip(COLUMNS, key, strict=True)) | {"gepaard_n": paired}
        names = {2: ("n_boven",), 3: ("n_hoger", "n_gelijk", "n_lager")}.get(len(split), ())
        table.append(row | dict(zip(names, split, strict=False)))
        means[key] = together([people(count) for count, _, _ in parts])
        pairs[key] = together([people(count) for _, count, _ in parts])
    return ExactTable("welbevinden", table, {"gemiddelde": means, "gepaard_verschil": pairs})


def score_place(wijk: str, moment: str = "na", group: str = TOTAL) -> Place:
    names = {"groep": group, "wijk": wijk, "instrument": "rapportcijfer", "onderdeel": "None"}
    return place_of_score(names | {"moment": moment})


def by_wijk(**rows: tuple[int, int, tuple[int, ...]]) -> ExactTable:
    """One instrument at the moment after, beside another of which everything may be shown."""
    mine = {(TOTAL, wijk, "rapportcijfer", "na"): row for wijk, row in rows.items()}
    split = next(iter(rows.values()))[2]
    fine = (50, 50, (25, 25) if len(split) == 2 else (20, 15, 15))
    return wellbeing(mine | {(TOTAL, wijk, "mhc_sf", "na"): fine for wijk in rows})


def test_few_residents_of_a_wijk_are_hidden_with_the_smallest_other_wijk() -> None:
    table = by_wijk(Noord=(7, 7, ()), Zuid=(14, 14, ()), West=(20, 20, ()))
    assert judge_scores(table, STEP).rules == {
        score_place("Noord"): Rule.CASES,
        score_place("Zuid"): Rule.SECONDARY,
    }


def test_of_five_wijken_with_four_too_small_the_fifth_is_merged_into_the_total_too() -> None:
    small = {f"wijk {n}": (5, 5, ()) for n in range(4)}
    found = judge_scores(by_wijk(**small, West=(40, 40, ())), STEP)
    assert found.rules[score_place("West")] is Rule.MERGED
    assert score_place(TOTAL) not in found.rules


def test_a_split_of_a_wijk_with_a_small_part_is_hidden_with_that_of_the_smallest_other_wijk() -> None:
    above = by_wijk(Noord=(23, 23, (20, 3)), Zuid=(24, 24, (12, 12)), West=(40, 40, (15, 25)))
    assert judge_residents(above, Pattern(), STEP).rules == {
        (ABOVE, score_place("Noord")): Rule.CATEGORY,
        (ABOVE, score_place("Zuid")): Rule.SECONDARY,
    }
    changed = by_wijk(Noord=(33, 33, (20, 3, 10)), Zuid=(36, 36, (12, 12, 12)), West=(50, 50, (15, 25, 10)))
    assert judge_residents(changed, Pattern(), STEP).rules == {
        (SPLIT, "voor", score_place("Noord")): Rule.CATEGORY,
        (SPLIT, "voor", score_place("Zuid")): Rule.SECONDARY,
    }


def test_who_is_not_above_a_threshold_is_a_part_too() -> None:
    for split in ((20, 9), (9, 20)):
        table = by_wijk(Noord=(29, 29, split))
        rules = judge_residents(table, Pattern(), STEP).rules
        # Of one wijk the total says the same.
        assert rules == {(ABOVE, score_place(wijk)): Rule.CATEGORY for wijk in ("Noord", TOTAL)}


def test_a_split_moves_within_the_shown_number_of_residents() -> None:
    """Four hidden splits in two groups and two wijken, all totals shown.

    Above by itself could move from one below to nine over what it is, and so could below; but who leaves the
    one enters the other, so that both move by one at most.
    """
    parts = {
        ("bestaand", "Noord"): (1, 20),
        ("bestaand", "Zuid"): (9, 20),
        ("nieuw", "Noord"): (20, 9),
        ("nieuw", "Zuid"): (20, 1),
    }
    for wijk in ("Noord", "Zuid"):
        split = zip(parts["bestaand", wijk], parts["nieuw", wijk], strict=True)
        parts[TOTAL, wijk] = tuple(a + b for a, b in split)
    rows = {(g, w, "rapportcijfer", "na"): (sum(split), 0, split) for (g, w), split in parts.items()}
    found = judge_residents(wellbeing(rows), Pattern(), STEP).rules
    primary = {(ABOVE, score_place(w, group=g)) for g in ("bestaand", "nieuw") for w in ("Noord", "Zuid")}
    assert {unit for unit, rule in found.items() if rule is Rule.CATEGORY} == primary
    assert Rule.SECONDARY in found.values()


def moments(before: int, after: int, pairs: int) -> ExactTable:
    return wellbeing(
        {
            (TOTAL, "Noord", "rapportcijfer", "voor"): (before, 0, ()),
            (TOTAL, "Noord", "rapportcijfer", "na"): (after, pairs, ()),
        }
    )


def pairs_of(*wijken: str) -> set[Hashable]:
    return {(PAIRED, "voor", score_place(wijk)) for wijk in wijken}


@pytest.mark.parametrize(
    ("before", "after", "pairs", "is_shown"),
    [
        (20, 20, 20, True),
        (29, 20, 20, False),
        (30, 20, 20, True),
        (20, 29, 20, False),
        (20, 30, 20, True),
        (24, 25, 20, False),
        # Of each moment five, who are not the same five.
        (25, 25, 20, False),
    ],
)
def test_a_paired_difference_needs_ten_residents_outside_the_pairs_or_none(
    before: int, after: int, pairs: int, is_shown: bool
) -> None:
    rules = judge_paired(moments(before, after, pairs), Pattern(), STEP).rules
    assert rules == dict.fromkeys([] if is_shown else pairs_of("Noord", TOTAL), Rule.DIFFERENCE)


def test_pairs_with_a_moment_that_is_not_in_the_table_are_compared_with_this_one() -> None:
    for residents, is_shown in ((20, True), (29, False), (30, True)):
        table = wellbeing({(TOTAL, "Noord", "rapportcijfer", "na"): (residents, 20, ())})
        rules = judge_paired(table, Pattern(), STEP).rules
        assert set(rules) == (set() if is_shown else pairs_of("Noord", TOTAL))


def test_few_pairs_are_hidden_and_no_pairs_have_nothing_to_judge() -> None:
    few = judge_paired(moments(40, 40, 9), Pattern(), STEP).rules
    assert few == dict.fromkeys(pairs_of("Noord", TOTAL), Rule.CASES)
    assert judge_paired(moments(40, 40, 0), Pattern(), STEP).rules == {}


def test_pairs_of_a_wijk_that_leave_one_resident_out_are_hidden_with_those_of_another_wijk() -> None:
    """In Noord one of 23 has no second score, in Zuid twelve of 24; together thirteen, so the total shows."""
    table = wellbeing(
        {
            (TOTAL, wijk, "rapportcijfer", moment): (residents, pairs, ())
            for wijk, before, after in (("Noord", 23, 22), ("Zuid", 24, 12), ("West", 40, 40))
            for moment, residents, pairs in (("voor", before, 0), ("na", after, after))
        }
        | {
            (TOTAL, wijk, "mhc_sf", moment): (50, 50 if moment == "na" else 0, ())
            for wijk in WIJKEN
            for moment in ("voor", "na")
        }
    )
    assert judge_paired(table, Pattern(), STEP).rules == {
        (PAIRED, "voor", score_place("Noord")): Rule.DIFFERENCE,
        (PAIRED, "voor", score_place("Zuid")): Rule.SECONDARY,
    }


@pytest.mark.parametrize("moment", ["voor", "na"])
def test_a_paired_difference_is_hidden_with_either_of_its_means(moment: str) -> None:
    means = {score_place(wijk, moment) for wijk in ("Noord", TOTAL)}
    found = judge_paired(moments(40, 40, 40), Pattern(frozenset(means)), STEP)
    assert found.rules == dict.fromkeys(pairs_of("Noord", TOTAL), Rule.LINKED)


def test_what_is_merged_away_takes_its_pairs_and_splits_along() -> None:
    merged = Pattern(frozenset({score_place("Noord")}), frozenset({score_place("Noord")}))
    table = by_wijk(Noord=(30, 30, (15, 15)), Zuid=(30, 30, (15, 15)))
    assert judge_paired(table, merged, STEP).rules == dict.fromkeys(pairs_of("Noord"), Rule.MERGED)
    assert judge_residents(table, merged, STEP).rules == {(ABOVE, score_place("Noord")): Rule.MERGED}


def test_a_repeat_stands_in_two_rows_and_is_judged_once() -> None:
    """Nine scored in the repeat; paired with before and with after it has the same mean."""
    rows, means, pairs = [], {}, {}
    for partner in ("voor", "na"):
        key = (TOTAL, TOTAL, "rapportcijfer", None, "herhaling", partner)
        rows.append(dict(zip(COLUMNS, key, strict=True)) | {"gepaard_n": 20, "n_boven": 3})
        means[key], pairs[key] = people(23), people(20)
    table = ExactTable("welbevinden", rows, {"gemiddelde": means, "gepaard_verschil": pairs})
    place = score_place(TOTAL, "herhaling")
    assert judge_scores(table, STEP).rules == {}
    assert judge_residents(table, Pattern(), STEP).rules == {(ABOVE, place): Rule.CATEGORY}
    assert judge_paired(table, Pattern(), STEP).rules == {
        (PAIRED, partner, place): Rule.DIFFERENCE for partner in ("voor", "na")
    }


def differences(**splits: tuple[int, int, int]) -> ExactTable:
    """Rises, falls and stays of each wijk in the Wmo, beside the Zvw of which everything may be shown."""
    rows = []
    for stream in ("Wmo", "Zvw"):
        parts = splits if stream == "Wmo" else dict.fromkeys(splits, (20, 20, 20))
        total = tuple(map(sum, zip(*parts.values(), strict=True)))
        for wijk, (rose, fell, same) in {**parts, TOTAL: total}.items():
            row = {"groep": "bestaand", "moment": "na", "wijk": wijk, "stroom": stream}
            rows.append(row | {"n_gestegen": rose, "n_gedaald": fell, "n_gelijk": same})
    columns = ("som_eur", "in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")
    keys = [("bestaand", "na", str(row["wijk"]), str(row["stroom"])) for row in rows]
    return ExactTable("verschil", rows, {c: {key: summarise(range(40)) for key in keys} for c in columns})


def wmo(wijk: str) -> Place:
    return place_of("verschil", {"groep": "bestaand", "moment": "na", "wijk": wijk, "stroom": "Wmo"})


def test_rises_and_falls_of_a_wijk_are_hidden_with_those_of_the_smallest_other_wijk() -> None:
    table = differences(Noord=(20, 3, 10), Zuid=(12, 12, 12), West=(15, 25, 10))
    assert judge_splits(table, Pattern(), STEP).rules == {
        (SPLIT, wmo("Noord")): Rule.CATEGORY,
        (SPLIT, wmo("Zuid")): Rule.SECONDARY,
    }
    assert judge_splits(differences(Noord=(20, 0, 10), Zuid=(12, 12, 0)), Pattern(), STEP).rules == {}


def test_a_wijk_of_five_leaves_how_many_rose_in_all_wijken_together() -> None:
    """At a minimum of 3 a group of five may be shown; of five cases no more than five can have risen.

    Zuid beside Noord alone would keep a width of five, so West is hidden too; the total is not.
    """
    step = Step(Rules(minimum=3, minimum_reason="toets"))
    table = differences(Noord=(1, 2, 2), Zuid=(12, 12, 12), West=(15, 25, 10))
    assert judge_splits(table, Pattern(), step).rules == {
        (SPLIT, wmo("Noord")): Rule.CATEGORY,
        (SPLIT, wmo("Zuid")): Rule.SECONDARY,
        (SPLIT, wmo("West")): Rule.SECONDARY,
    }


@pytest.mark.parametrize("hidden", [wmo("Zuid"), (COUNT, wmo("Zuid"))])
def test_rises_and_falls_are_hidden_with_the_amount_or_the_number_of_cases(hidden: Hashable) -> None:
    table = differences(Noord=(20, 13, 10), Zuid=(12, 12, 12), West=(15, 25, 10))
    assert judge_splits(table, Pattern(frozenset({hidden})), STEP).rules == {
        (SPLIT, wmo("Zuid")): Rule.LINKED,
        (SPLIT, wmo("Noord")): Rule.SECONDARY,
    }


def test_rises_and_falls_are_merged_away_with_the_amount() -> None:
    table = differences(Noord=(20, 13, 10), Zuid=(12, 12, 12), West=(15, 25, 10))
    gone = frozenset({wmo("Zuid")})
    assert judge_splits(table, Pattern(gone, gone), STEP).rules == {(SPLIT, wmo("Zuid")): Rule.MERGED}


def test_changes_since_before_and_since_after_are_added_up_apart() -> None:
    """A repeat is paired twice: three of Noord stayed equal since after, and enough of them since before."""
    since = {
        "na": {"Noord": (20, 3, 10), "Zuid": (12, 12, 12), "West": (15, 25, 10)},
        "voor": {"Noord": (11, 11, 11), "Zuid": (12, 12, 12), "West": (20, 15, 15)},
    }
    rows, stats = [], {}
    for partner, splits in since.items():
        total = tuple(map(sum, zip(*splits.values(), strict=True)))
        for wijk, split in {**splits, TOTAL: total}.items():
            key = (TOTAL, wijk, "rapportcijfer", None, "herhaling", partner)
            row = dict(zip(COLUMNS, key, strict=True)) | {"gepaard_n": sum(split)}
            rows.append(row | dict(zip(("n_hoger", "n_gelijk", "n_lager"), split, strict=True)))
            stats[key] = people(sum(split))
    table = ExactTable("welbevinden", rows, {"gemiddelde": stats, "gepaard_verschil": stats})
    assert judge_residents(table, Pattern(), STEP).rules == {
        (SPLIT, "na", score_place("Noord", "herhaling")): Rule.CATEGORY,
        (SPLIT, "na", score_place("Zuid", "herhaling")): Rule.SECONDARY,
    }
