from __future__ import annotations

import json
import random
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from tests.a_browser import NOT_IN_A_BROWSER
from tests.disclosure.exact import PlainCase, cost_tables, facts, header, random_cases
from tests.disclosure.releases_by_hand import (
    changed,
    escapes,
    given,
    next_caseload,
    release,
    shown_groups,
)
from tests.disclosure.tables.test_publish import existing

from maatschappelijk_rendement.disclosure import Rules, publish
from maatschappelijk_rendement.disclosure.ledger.combining import Group, isolations
from maatschappelijk_rendement.disclosure.ledger.releases import check_release, list_releases
from maatschappelijk_rendement.domain.errors import (
    MaatschappelijkRendementError,
    PublicationRefusedError,
    UsageError,
)


def record(folder: Path, cases: list[PlainCase], label: str = "proef") -> list[int]:
    return check_release(folder, release(cases), given(cases), label=label)


def caseload(*numbers: int) -> list[PlainCase]:
    return [existing(number) for number in numbers]


def group(release_number: int, *cases: int, content: str = "") -> Group:
    return Group(release_number, "totaal", frozenset((str(case), content) for case in cases))


def left(new: Group, *earlier: Group) -> list[int]:
    return [found.cases for found in isolations([new], earlier, 10)]


def test_three_releases_of_the_design_note_pass_in_pairs_and_fail_together() -> None:
    a, b, c = group(1, *range(20)), group(2, *range(20, 40)), group(3, *range(41))
    assert left(b, a) == []
    assert left(c, a) == []
    assert left(c, b) == []
    assert 1 in left(c, a, b)


def test_nine_changed_cases_are_found_and_the_two_groups_are_named() -> None:
    before, elsewhere = group(1, *range(40)), group(2, *range(100, 130))
    changed_nine = Group(
        3, "totaal", group(3, *range(31)).cases | group(3, *range(31, 40), content="x").cases
    )
    (found,) = isolations([changed_nine], [elsewhere, before], 10)
    assert (found.cases, found.groups) == (9, (changed_nine, before))
    assert list(isolations([changed_nine], [elsewhere, before], 9)) == []


def test_four_releases_can_leave_a_few_cases_too() -> None:
    parts = [group(n + 1, *range(20 * n, 20 * n + 20)) for n in range(3)]
    assert 4 in left(group(4, *range(64)), *parts)
    assert left(group(4, *range(70)), *parts) == []


def test_five_releases_are_found_by_elimination() -> None:
    parts = [group(n + 1, *range(20 * n, 20 * n + 20)) for n in range(4)]
    assert 4 in left(group(5, *range(84)), *parts)


def test_the_same_report_once_more_is_no_new_release(tmp_path: Path) -> None:
    first, second = caseload(*range(30)), caseload(*range(60))

    def report(cases: list[PlainCase], label: str, content_hash: str) -> list[int]:
        return check_release(tmp_path, release(cases), given(cases), label=label, content_hash=content_hash)

    assert report(first, "maart", "a") == []
    assert report(second, "juni", "b") == [1]
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert report(second, "juni, nog eens", "b") == [1]
    assert report(first, "maart, nog eens", "a") == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == written
    assert report(first, "andere inhoud", "c") == [1, 2]
    assert report(second, "inhoud onbekend", "") == [1, 2, 3]
    assert [one.label for one in list_releases(tmp_path)] == [
        "maart",
        "juni",
        "andere inhoud",
        "inhoud onbekend",
    ]


def test_another_choice_of_figures_of_the_same_content_is_a_new_release(tmp_path: Path) -> None:
    cases = caseload(*range(30))
    shown = release(cases)
    rounded = publish(
        cost_tables(cases), header=header(cases), facts=facts(cases), rules=Rules(grid_cents=1_000_00)
    )
    for published, checked in ((shown, []), (rounded, [1]), (shown, [])):
        assert check_release(tmp_path, published, given(cases), label="x", content_hash="a") == checked


def test_a_changed_case_counts_as_one_case() -> None:
    old = group(1, *range(30))
    one_changed = Group(2, "totaal", frozenset([*group(2, *range(1, 30)).cases, ("0", "anders")]))
    assert left(one_changed, old) == [1]
    ten = Group(2, "totaal", group(2, *range(10, 30)).cases | group(2, *range(10), content="anders").cases)
    assert left(ten, old) == []


def test_a_release_of_the_same_cases_leaves_nothing() -> None:
    assert left(group(2, *range(30)), group(1, *range(30))) == []


def test_one_case_more_than_last_quarter_is_refused_and_the_release_is_named(tmp_path: Path) -> None:
    record(tmp_path, caseload(*range(32)), "eerste kwartaal")
    with pytest.raises(PublicationRefusedError, match=r"uitgave 1 \(eerste kwartaal\)") as refused:
        record(tmp_path, caseload(*range(33)))
    assert refused.value.exit_code == 4
    assert (
        "- kosten na het MDO (alle stromen samen), bestaande casussen, alle wijken: 1 casus anders dan in "
        "uitgave 1 (1 erbij); nog minstens 9 nodig"
    ) in str(refused.value)
    assert "wijk Ruwaard" not in str(refused.value), "the only wijk is the total"
    assert [one.number for one in list_releases(tmp_path)] == [1]


def test_ten_cases_more_are_accepted_and_written(tmp_path: Path) -> None:
    assert record(tmp_path, caseload(*range(32)), "eerste") == []
    assert record(tmp_path, caseload(*range(42)), "tweede") == [1]
    found = list_releases(tmp_path)
    assert [(one.number, one.label, one.cases) for one in found] == [(1, "eerste", 32), (2, "tweede", 42)]


def test_the_same_report_can_be_published_again(tmp_path: Path) -> None:
    record(tmp_path, caseload(*range(32)))
    assert record(tmp_path, caseload(*range(32))) == [1]


def test_one_corrected_case_is_refused(tmp_path: Path) -> None:
    record(tmp_path, caseload(*range(32)))
    with pytest.raises(PublicationRefusedError) as refused:
        record(tmp_path, [changed(existing(0)), *caseload(*range(1, 32))])
    assert "1 casus anders dan in uitgave 1 (1 veranderd)" in str(refused.value)
    assert "dezelfde wijk" not in str(refused.value), "that would not help"


def test_ten_more_in_all_and_one_more_in_a_wijk_is_refused(tmp_path: Path) -> None:
    """The total grows by twelve, but the shown wijk Noord by one."""
    first = [existing(n, "Noord" if n < 20 else "Zuid") for n in range(45)]
    record(tmp_path, first)
    with pytest.raises(PublicationRefusedError) as refused:
        record(tmp_path, [*first, existing(90, "Noord"), *[existing(n, "Zuid") for n in range(91, 102)]])
    lines = str(refused.value).splitlines()
    assert all(", wijk Noord: 1 casus anders" in line for line in lines[1:9])
    assert "geef alle casussen dezelfde wijk" in lines[-1]


def test_a_repeat_of_nearly_all_cases_of_an_earlier_release_is_refused(tmp_path: Path) -> None:
    """Of 30 cases 27 are repeated a year later: the level before of the other three would follow."""
    record(tmp_path, caseload(*range(30)))
    later = [existing(n, herhaling=300_000) for n in range(27)] + caseload(*range(27, 45))
    with pytest.raises(PublicationRefusedError):
        record(tmp_path, later)


@NOT_IN_A_BROWSER
def test_the_ledger_holds_no_id_amount_or_score_and_its_key_is_for_its_owner_only(tmp_path: Path) -> None:
    cases = [replace(existing(n), case_id=f"Jansen-{n}") for n in range(32)]
    record(tmp_path, cases)
    written = (tmp_path / "uitgave-0001.json").read_text(encoding="utf-8")
    assert "Jansen" not in written
    total = sum(case.delta(stream) for case in cases for stream in case.levels["na"])
    assert str(abs(total)) not in written
    assert f"{abs(total) / 100:.2f}" not in written
    hashes = [pair for kind in json.loads(written)["soorten"].values() for pair in kind["hashes"]]
    assert {(len(case), len(content)) for case, content in hashes} == {(64, 32)}
    assert stat.S_IMODE((tmp_path / "register.sleutel").stat().st_mode) == 0o600


def test_a_damaged_ledger_is_refused(tmp_path: Path) -> None:
    record(tmp_path, caseload(*range(32)))
    file = tmp_path / "uitgave-0001.json"
    file.write_text(file.read_text(encoding="utf-8").replace("32, ", "31, "), encoding="utf-8")
    with pytest.raises(MaatschappelijkRendementError, match="beschadigd"):
        record(tmp_path, caseload(*range(50)))


def test_an_internal_result_is_no_release(tmp_path: Path) -> None:
    cases = caseload(*range(32))
    internal = publish(cost_tables(cases), header=header(cases), level="intern")
    with pytest.raises(UsageError, match="intern"):
        check_release(tmp_path, internal, given(cases), label="proef")


def test_a_shown_figure_without_its_cases_is_refused(tmp_path: Path) -> None:
    cases = caseload(*range(32))
    with pytest.raises(MaatschappelijkRendementError, match="ontbreken"):
        check_release(tmp_path, release(cases), {}, label="proef")


@pytest.mark.parametrize("seed", range(2))
def test_no_combination_of_accepted_releases_is_about_a_few_cases(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    cases = random_cases(seed)
    accepted = []
    for number in range(1, 4):
        try:
            published = release(cases)
            check_release(tmp_path, published, given(cases), label=f"{number}")
            accepted.append(shown_groups(number, published, cases))
        except PublicationRefusedError:
            pass
        cases = next_caseload(cases, dice, f"nieuw {number}")
    assert escapes(accepted) == []


def test_the_search_of_the_test_finds_what_the_ledger_refuses() -> None:
    first, second = caseload(*range(32)), caseload(*range(33))
    shown = [shown_groups(n, release(cases), cases) for n, cases in enumerate((first, second), 1)]
    assert escapes(shown)
