"""Releases at unlike prices: when use is compared, and what is done where a release does not say it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.a_browser import NOT_IN_A_BROWSER
from tests.disclosure.exact import PlainCase
from tests.disclosure.releases_by_hand import given, release
from tests.disclosure.tables.test_publish import existing

from maatschappelijk_rendement.disclosure.ledger.combining import Group
from maatschappelijk_rendement.disclosure.ledger.contents import Contributions, Use
from maatschappelijk_rendement.disclosure.ledger.other_prices import by_name, by_use
from maatschappelijk_rendement.disclosure.ledger.release import Release, from_bytes, to_bytes
from maatschappelijk_rendement.disclosure.ledger.releases import check_release, list_releases
from maatschappelijk_rendement.domain.errors import PublicationRefusedError

OF_AN_EARLIER_VERSION = Path(__file__).parent / "register-2"
KIND, YEAR = "niveau na Wmo", (12, "product")
Cases = Mapping[str, tuple[int, int]]


def made(number: int, cases: Cases, *, has_use: bool = True) -> Release:
    """A release of one figure; of each case its amount and what it used."""
    tokens = {name: (name, str(amount)) for name, (amount, _) in cases.items()}
    group = Group(number, "totaal", frozenset(tokens.values()))
    used = {KIND: {YEAR: {tokens[name]: f"{name} {use}" for name, (_, use) in cases.items()}}}
    something = frozenset(tokens[name] for name, (amount, _) in cases.items() if amount)
    return Release(
        number,
        "proef",
        10,
        {KIND: (group,)},
        used=used if has_use else {},
        something={KIND: something},
    )


def cases(size: int, *, factor: int = 1, same: int = 0, changed: int = 0, nothing: int = 0) -> Cases:
    """So many cases at a factor; some have the same amount as at 1, some used more, some have nothing."""
    found = {}
    for n in range(size):
        use = 0 if n < nothing else 1000 + n + (size - changed <= n)
        found[f"c{n}"] = use * (1 if n - nothing < same else factor), use
    return found


def few_by_use(new: Cases, *earlier: Cases) -> list[int]:
    before = [made(number, some) for number, some in enumerate(earlier, 1)]
    return [found.cases for found in by_use(made(9, new), before, KIND)]


@pytest.mark.parametrize(("changed", "found"), [(0, []), (1, [1]), (9, [9]), (10, [])])
def test_at_another_factor_only_cases_that_used_something_else_differ(changed: int, found: list[int]) -> None:
    assert few_by_use(cases(42, factor=3, changed=changed), cases(42)) == found


@pytest.mark.parametrize(("same", "found"), [(0, [1]), (9, [1]), (10, [])])
def test_the_minimum_of_cases_with_the_same_amount_leaves_no_other_factor(
    same: int, found: list[int]
) -> None:
    assert few_by_use(cases(42, factor=3, same=same, changed=1), cases(42)) == found


def test_nothing_is_the_same_at_every_factor() -> None:
    assert few_by_use(cases(42, factor=3, nothing=20, changed=1), cases(42, nothing=20)) == [1]


def test_at_the_same_prices_and_of_other_cases_use_is_not_asked() -> None:
    assert few_by_use(cases(42, changed=1), cases(42)) == []
    elsewhere = {f"elders {name}": content for name, content in cases(41, factor=3).items()}
    assert few_by_use(elsewhere, cases(42)) == []


def test_three_releases_at_unlike_prices_are_combined() -> None:
    whole = cases(61, factor=3)
    parts = [{name: whole[name] for name in list(whole)[start : start + 30]} for start in (0, 30)]
    dearer = {name: (use, use) for name, (_, use) in parts[1].items()}
    assert few_by_use(whole, parts[0]) == []
    assert few_by_use(whole, dearer, parts[0]) == [1]


@pytest.mark.parametrize(("more", "found"), [(0, [0]), (9, [9]), (10, [])])
def test_without_use_nearly_the_same_cases_are_never_taken_for_safe(more: int, found: list[int]) -> None:
    old = made(1, cases(42), has_use=False)
    new = made(2, cases(42 + more, factor=3))
    assert [one.cases for one in by_name(new, [old], KIND)] == found
    assert list(by_name(new, [made(1, cases(42))], KIND)) == []


def test_without_use_it_is_taken_to_be_the_same_in_longer_combinations() -> None:
    """Two halves, of which the first does not say it, and a whole at other prices with one case more."""
    whole = cases(61, factor=3)
    first, second = ({name: (whole[name][1],) * 2 for name in list(whole)[at : at + 30]} for at in (0, 30))
    earlier = [made(1, first, has_use=False), made(2, second)]
    assert [one.cases for one in by_use(made(3, whole), earlier, KIND)] == [1]
    assert list(by_name(made(3, whole), earlier, KIND)) == []


def test_without_use_the_same_amounts_say_that_prices_are_the_same() -> None:
    old = made(1, cases(42), has_use=False)
    for new in (cases(42), cases(42, changed=12), cases(45)):
        assert list(by_name(made(2, new), [old], KIND)) == []


def test_what_is_read_of_use_is_what_was_written() -> None:
    one = replace(made(1, cases(42)), before="b", marks={KIND: {}}, something={})
    assert from_bytes(to_bytes(one)) == one


def test_use_of_another_number_of_cases_is_damage() -> None:
    written = to_bytes(replace(made(1, cases(42)), before="b"))
    assert written.count(b'"c41 1041"') == 1
    with pytest.raises(ValueError, match="shorter"):
        from_bytes(written.replace(b', "c41 1041"', b""))


def dearer(some: list[PlainCase]) -> list[PlainCase]:
    return [
        replace(
            one,
            levels={
                moment: {stream: cents * 103 // 100 for stream, cents in streams.items()}
                for moment, streams in one.levels.items()
            },
        )
        for one in some
    ]


def at_old_prices(some: list[PlainCase]) -> Use:
    """What they used, in the amounts that it cost before prices rose."""

    def at(months: int) -> dict[str, Contributions]:
        return {"product": given(some)}

    return Use(12, at)


def record(folder: Path, some: list[PlainCase], *, used: list[PlainCase] | None = None) -> list[int]:
    use = None if used is None else at_old_prices(used)
    return check_release(folder, release(some), given(some), label="juni", use=use)


@NOT_IN_A_BROWSER
def test_a_ledger_of_an_earlier_version_refuses_the_same_cases_at_other_prices(tmp_path: Path) -> None:
    """It holds twelve cases and not what they used: one of them may have used more."""
    folder = tmp_path / "register"
    shutil.copytree(OF_AN_EARLIER_VERSION, folder)
    same = [existing(n) for n in range(12)]
    with pytest.raises(PublicationRefusedError) as refused:
        record(folder, dearer(same), used=same)
    lines = str(refused.value).splitlines()
    assert (
        "- kosten na het MDO (alle stromen samen), bestaande casussen, alle wijken: ongeveer dezelfde "
        "casussen als in uitgave 1, met andere bedragen; of zij iets anders gebruikten, staat niet in die "
        "uitgave"
    ) in lines
    assert lines[-1].endswith(
        "Een uitgave van een oudere versie van mr zegt niet wat een casus gebruikte. Reken met de prijzen en "
        "de periode van toen, of wacht tot minstens 10 casussen erbij of eruit zijn."
    )
    more = [existing(n) for n in range(22)]
    assert record(folder, dearer(more), used=more) == [1]
    assert record(folder, more, used=more) == [1, 2], "at the prices of then the amounts say enough"
    assert [bool(one.used) for one in list_releases(folder)] == [False, True, True]


def test_a_release_with_use_after_one_without_is_compared_with_each_in_its_way(tmp_path: Path) -> None:
    first, more = ([existing(n) for n in range(size)] for size in (32, 42))
    record(tmp_path, first)
    record(tmp_path, more, used=more)
    with pytest.raises(PublicationRefusedError, match="1 casus met ander gebruik dan in uitgave 2"):
        record(tmp_path, dearer([*more, existing(50)]), used=[*more, existing(50)])
