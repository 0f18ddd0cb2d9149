"""Cases under another id: two reports subtract as well, so they are known by what they contribute."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from tests.a_browser import NOT_IN_A_BROWSER
from tests.disclosure.exact import PlainCase
from tests.disclosure.ledger.test_chain import OF_AN_EARLIER_VERSION, scored
from tests.disclosure.releases_by_hand import changed, given, release
from tests.disclosure.tables.test_publish import existing
from tests.disclosure.test_ledger import KEY, scores

from maatschappelijk_rendement.disclosure import Published
from maatschappelijk_rendement.disclosure.ledger.contents import Contributions
from maatschappelijk_rendement.disclosure.ledger.releases import check_release, list_releases
from maatschappelijk_rendement.domain.errors import PublicationRefusedError

Other = Callable[[int], str]


def caseload(count: int, other: Other = "b{}".format, *, first: int = 0) -> list[PlainCase]:
    """Cases of which each has its own amounts, under ids of the user's choice."""
    return [replace(existing(n), case_id=other(n)) for n in range(first, first + count)]


def record(folder: Path, cases: list[PlainCase], label: str = "proef") -> list[int]:
    return check_release(folder, release(cases), given(cases), label=label)


def refusal(folder: Path, cases: list[PlainCase]) -> str:
    with pytest.raises(PublicationRefusedError) as refused:
        record(folder, cases)
    assert len(list_releases(folder)) == 1
    return str(refused.value)


def later(cases: list[PlainCase]) -> list[PlainCase]:
    """The same cases with another cost after: what it was before stays."""
    after = {c.case_id: {s: cents - 7_777 for s, cents in c.levels["na"].items()} for c in cases}
    return [replace(c, levels={**c.levels, "na": after[c.case_id]}) for c in cases]


# --- all or most of them ---


@pytest.mark.parametrize(
    "other",
    [
        "b{:04}".format,
        "b-{}".format,
        "b {}".format,
        "b{}.0".format,
        "casus {}".format,
        lambda n: f"b{n + 1}",  # numbered by row, and a row came in above: every id is of another case now
        lambda n: f"b{32 - n}",
        lambda n: f"x{n * 7919 % 104729}",
    ],
)
@pytest.mark.parametrize("more", [0, 1, 12])
def test_a_release_mostly_of_new_ids_with_old_contributions_is_refused(
    tmp_path: Path, other: Other, more: int
) -> None:
    record(tmp_path, caseload(32), "maart")
    said = refusal(tmp_path, caseload(32 + more, other))
    named = 31 if other(16) == "b16" else 32  # counted down from 32, the one in the middle keeps its id
    assert said == (
        f"Deze uitgave wordt niet gepubliceerd: {named} van de {32 + more} casussen hebben een andere id dan "
        "in uitgave 1 (maart), maar dezelfde bedragen of scores. Zo is niet te zien wie erbij kwam. Geef "
        "elke casus de id van toen, met dezelfde cijfers, nullen en streepjes, en probeer het opnieuw."
    )


def test_with_the_ids_of_then_it_is_accepted(tmp_path: Path) -> None:
    record(tmp_path, caseload(32))
    refusal(tmp_path, caseload(44, "b{:04}".format))
    assert record(tmp_path, caseload(44)) == [1]


def test_new_ids_are_recognised_though_the_cost_after_is_another(tmp_path: Path) -> None:
    """The cost before of the one that came would follow from the two totals before."""
    record(tmp_path, caseload(32))
    assert "32 van de 33 casussen" in refusal(tmp_path, later(caseload(33, "x{}".format)))


def test_the_release_where_most_were_found_is_named(tmp_path: Path) -> None:
    record(tmp_path, caseload(32), "maart")
    record(tmp_path, caseload(40, first=100), "juni")
    with pytest.raises(PublicationRefusedError, match=r"32 van de 33 casussen.*uitgave 1 \(maart\)"):
        record(tmp_path, caseload(33, "x{}".format))


# --- some of them ---


def test_half_under_another_id_and_one_more_is_one_case_more(tmp_path: Path) -> None:
    record(tmp_path, caseload(32), "maart")
    said = refusal(tmp_path, caseload(33, lambda n: f"x{n}" if n < 16 else f"b{n}"))
    assert "bestaande casussen, alle wijken: 1 casus anders dan in uitgave 1 (1 erbij)" in said
    assert (
        "\n16 casussen hebben een andere id dan eerder, maar dezelfde bedragen of scores; dat telt niet als "
        "verschil.\nWacht tot"
    ) in said


def test_half_under_another_id_with_another_cost_after_and_one_more_is_refused(tmp_path: Path) -> None:
    record(tmp_path, caseload(32))
    cases = [*later(caseload(16, "x{}".format)), *caseload(17, first=16)]
    said = refusal(tmp_path, cases)
    assert (
        "- kosten voor het MDO (alle stromen samen), bestaande casussen, alle wijken: 1 casus anders" in said
    )
    assert "kosten na het MDO" not in said, "there 16 changed as well"


def test_one_under_another_id_does_not_make_ten_of_nine(tmp_path: Path) -> None:
    """Eight changed and one is new under two ids: by ids alone ten differ."""
    record(tmp_path, caseload(32))
    cases = [replace(existing(0), case_id="x"), *map(changed, caseload(8, first=1)), *caseload(23, first=9)]
    said = refusal(tmp_path, cases)
    assert "8 casussen anders dan in uitgave 1 (8 veranderd)" in said
    assert "\n1 casus heeft een andere id dan eerder, maar" in said


def test_ids_that_were_put_right_are_no_change(tmp_path: Path) -> None:
    """Three ids were mended and nothing else: two equal reports tell nothing of anybody."""
    mended = [*caseload(3, "b{:04}".format), *caseload(29, first=3)]
    record(tmp_path, caseload(32))
    assert record(tmp_path, mended) == [1]
    assert record(tmp_path, [*mended, *caseload(10, first=40)]) == [1, 2]


def test_many_more_than_came_back_under_another_id_are_accepted_and_known_from_then_on(
    tmp_path: Path,
) -> None:
    record(tmp_path, caseload(32), "maart")
    more = caseload(70, "x{}".format)
    assert record(tmp_path, more, "juni") == [1]
    assert list_releases(tmp_path)[1].cases == 70
    with pytest.raises(PublicationRefusedError, match=r"1 casus anders dan in uitgave 2 \(1 erbij\)"):
        record(tmp_path, caseload(71, "x{}".format))
    with pytest.raises(PublicationRefusedError, match=r"1 casus anders dan in uitgave 1 \(1 erbij\)"):
        record(tmp_path, caseload(33, "x{}".format))
    changed_one = [changed(more[0]), *more[1:]]
    with pytest.raises(PublicationRefusedError, match=r"1 casus anders dan in uitgave 2 \(1 veranderd\)"):
        record(tmp_path, changed_one)


def test_the_same_report_under_other_ids_once_more_is_no_new_release(tmp_path: Path) -> None:
    def report(cases: list[PlainCase], content: str) -> list[int]:
        return check_release(tmp_path, release(cases), given(cases), label=content, content_hash=content)

    mended = [*caseload(3, "b{:04}".format), *caseload(29, first=3)]
    assert [report(caseload(32), "a"), report(mended, "b")] == [[], [1]]
    assert [report(mended, "b"), report(caseload(32), "a")] == [[1], []]
    assert len(list_releases(tmp_path)) == 2


def test_who_gets_an_id_that_another_had_is_somebody_else(tmp_path: Path) -> None:
    """b0 is x now, and b0 is a new case: one came, whatever the ids say."""
    record(tmp_path, caseload(32))
    cases = [*caseload(1, "x{}".format), *caseload(31, first=1), replace(existing(50), case_id="b0")]
    assert "1 casus anders dan in uitgave 1 (1 erbij)" in refusal(tmp_path, cases)


People = Mapping[str, tuple[int, int]]


@cache
def published(count: int) -> Published:
    return scores(count)


def behind(people: People) -> Contributions:
    """A score after and one before."""
    return {
        ("welbevinden", "gemiddelde", KEY): {case: after for case, (after, _) in people.items()},
        ("welbevinden", "gepaard_verschil", KEY): {case: before for case, (_, before) in people.items()},
    }


def accepted(folder: Path, people: People) -> bool:
    try:
        check_release(folder, published(len(people)), behind(people), label="proef")
    except PublicationRefusedError:
        return False
    return True


@settings(max_examples=60, deadline=None)
@examples(st.data())
def test_whoever_is_renamed_a_release_that_differs_by_a_few_cases_is_refused(data: st.DataObject) -> None:
    """Of 20 cases some go, some change and some come, one to nine in all; of the rest any have other ids.

    Those are new ids, or those of one another.
    """
    gone, other = data.draw(st.integers(0, 4)), data.draw(st.integers(0, 4))
    come = data.draw(st.integers(1 if gone + other == 0 else 0, 9 - gone - other))
    renamed = data.draw(st.sets(st.integers(gone + other, 19)))
    among = data.draw(st.permutations(sorted(renamed)))
    word = data.draw(st.sampled_from(["x", "c"]))
    ids = {n: f"{word}{other}" for n, other in zip(sorted(renamed), among, strict=True)}
    first = {f"c{n}": (1000 + n, 2000 + n) for n in range(20)}
    second = {f"c{n}": (1500 + n, 2500 + n) for n in range(gone, gone + other)}
    for n in range(gone + other, 20):
        second[ids.get(n, f"c{n}")] = first[f"c{n}"]
    second |= {f"nieuw {n}": (3000 + n, 4000 + n) for n in range(come)}
    with tempfile.TemporaryDirectory() as folder:
        assert accepted(Path(folder), first)
        assert not accepted(Path(folder), second)


# --- not by chance ---


def strangers(name: str, count: int, values: int, dice: random.Random) -> dict[str, tuple[int, int]]:
    return {f"{name}{n}": (1 + dice.randrange(values), 1 + dice.randrange(values)) for n in range(count)}


@pytest.mark.parametrize("values", [1, 3, 10, 20, 40, 80, 1000])
@pytest.mark.parametrize("count", [10, 40])
def test_other_people_with_equal_small_numbers_are_other_people(
    tmp_path: Path, values: int, count: int
) -> None:
    """A whole new group of whom many have a score that somebody had before, under ids that nobody had."""
    for seed in range(5):
        dice = random.Random(f"{values} {seed}")
        folder = tmp_path / f"{seed}"
        assert accepted(folder, strangers("a", 40, values, dice))
        assert accepted(folder, strangers("b", count, values, dice))


@pytest.mark.parametrize(("gone", "come"), [(0, 10), (1, 10), (3, 12), (10, 10)])
@pytest.mark.parametrize("values", [1, 3, 7, 11])
def test_an_ordinary_later_release_of_small_numbers_is_accepted(
    tmp_path: Path, values: int, gone: int, come: int
) -> None:
    """As many come as the minimum asks, and some of them have just the scores of one who went."""
    for seed in range(5):
        dice = random.Random(f"{values} {gone} {seed}")
        first = strangers("a", 40, values, dice)
        second = {**dict([*first.items()][gone:]), **strangers("n", come, values, dice)}
        folder = tmp_path / f"{seed}"
        assert accepted(folder, first)
        assert accepted(folder, second)


def test_two_with_equal_amounts_are_never_taken_for_each_other(tmp_path: Path) -> None:
    """Ten come and one goes, with the amounts of two who stay: the amounts of three prove nothing."""
    first = [*caseload(32), replace(existing(5), case_id="weg"), replace(existing(5), case_id="blijft")]
    record(tmp_path, first)
    second = [case for case in first if case.case_id != "weg"]
    second += [replace(existing(5), case_id="nieuw"), *caseload(9, first=40)]
    assert record(tmp_path, second) == [1]


def test_nothing_is_no_content_to_be_known_by(tmp_path: Path) -> None:
    """One of each release has a score of nothing."""
    first = {**{f"c{n}": (100 + n, 200 + n) for n in range(30)}, "weg": (0, 0)}
    second = {**{c: v for c, v in first.items() if c != "weg"}, "nieuw": (0, 0)}
    second |= {f"n{n}": (300 + n, 400 + n) for n in range(9)}
    assert accepted(tmp_path, first)
    assert accepted(tmp_path, second), "eleven differ: one went and ten came"


# --- residents ---


def of_residents(count: int, name: str) -> Contributions:
    """Each case has two residents."""
    return {
        ("welbevinden", column, KEY): {
            f"c{n}": tuple(sorted([(f"{name}1", low + n % 7), (f"{name}2", low + 5)])) for n in range(count)
        }
        for column, low in (("gemiddelde", 600), ("gepaard_verschil", 500))
    }


def test_residents_under_another_name_did_not_change(tmp_path: Path) -> None:
    check_release(tmp_path, scores(30), of_residents(30, "bewoner "), label="maart")
    with pytest.raises(PublicationRefusedError, match=r"1 casus anders dan in uitgave 1 \(1 erbij\)"):
        check_release(tmp_path, scores(31), of_residents(31, "b"), label="juni")
    assert check_release(tmp_path, scores(30), of_residents(30, "b"), label="juni") == [1]


# --- what is written ---


def test_only_what_one_case_has_gets_a_mark_without_its_id(tmp_path: Path) -> None:
    """So nobody sees in the ledger who have the same score."""
    people = {f"c{n}": (7 if n < 28 else n, 6) for n in range(30)}
    assert accepted(tmp_path, people)
    (one,) = list_releases(tmp_path)
    after, before = "rapportcijfer  na", "rapportcijfer  voor"
    assert {kind: len(marks) for kind, marks in one.marks.items()} == {after: 2, before: 0}
    assert len(one.wholes) == 2
    assert one.names == {}


# --- a ledger of an earlier version ---


@NOT_IN_A_BROWSER
def test_a_ledger_of_an_earlier_version_recognises_from_its_first_new_release_on(tmp_path: Path) -> None:
    """Its own releases say nothing without an id; the first that is added does."""
    folder = tmp_path / "register"
    shutil.copytree(OF_AN_EARLIER_VERSION, folder)
    own = {("welbevinden", c, KEY): {f"c{n}": (("b1", low + n),) for n in range(40)} for c, low in LOWEST}
    other = {place: {f"x{case}": scores for case, scores in of.items()} for place, of in own.items()}
    more = {place: {**of, "nieuw": (("b1", 990),)} for place, of in other.items()}
    assert check_release(folder, scores(40), own, label="september") == [1, 2]
    with pytest.raises(PublicationRefusedError, match=r"40 van de 41 casussen.*uitgave 3 \(september\)"):
        check_release(folder, scores(41), more, label="december")


@NOT_IN_A_BROWSER
def test_a_ledger_of_an_earlier_version_keeps_counting_residents_as_it_did(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    shutil.copytree(OF_AN_EARLIER_VERSION, folder)
    assert check_release(folder, scores(30), scored(*range(30)), label="juni", content_hash="juni") == [1]
    assert len(list_releases(folder)) == 2, "the same report once more"
    with pytest.raises(PublicationRefusedError, match=r"1 casus anders dan in uitgave 2 \(1 erbij\)"):
        check_release(folder, scores(31), scored(*range(31)), label="een erbij")


LOWEST = (("gemiddelde", 600), ("gepaard_verschil", 500))
