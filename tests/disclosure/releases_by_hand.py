"""Releases of a caseload that grows and changes, and an own search for combinations about a few cases."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

from tests.disclosure.exact import STREAMS, PlainCase, contributions, cost_tables, facts, header, random_cases
from tests.remembered import once

from maatschappelijk_rendement.disclosure import Published, publish


@once
def release(cases: Sequence[PlainCase]) -> Published:
    """Publish a caseload; one of the same content is published once."""
    return publish(cost_tables(cases), header=header(cases), facts=facts(cases))


def given(cases: Sequence[PlainCase]) -> dict[tuple[str, str, tuple[str | None, ...]], dict[str, int]]:
    """What each case contributes to each figure of the ledger."""
    found: dict[tuple[str, str, tuple[str | None, ...]], dict[str, int]] = defaultdict(
        lambda: defaultdict(int)
    )
    for column, items in contributions(cases).items():
        table, name = ("stromen", "som_eur") if column == "level" else ("verschil", column)
        for case_id, key, cents in items:
            found[table, name, key][case_id] += cents
    for case in cases:
        for stream in case.levels["na"]:
            kind, delta = STREAMS[stream][1], case.delta(stream)
            is_transfer = kind == "inkomensoverdracht"
            found["geldsoort", "som_eur", (case.group, kind)][case.case_id] += delta
            for column, counts in (
                ("som_eur", not is_transfer),
                ("waarvan_inkomensoverdracht_eur", is_transfer),
            ):
                found["maatschappelijk", column, (case.group,)][case.case_id] += delta * counts
    existing = [case for case in cases if case.group == "bestaand"]
    for stream, (party, _) in STREAMS.items():
        deltas = {c.case_id: c.delta(stream) if stream in c.levels["na"] else 0 for c in existing}
        rises = sum(deltas.values()) > 0
        for case_id, delta in deltas.items():
            found["partijen", "investeert_eur", (party,)][case_id] += delta * rises
            found["partijen", "profiteert_eur", (party,)][case_id] -= delta * (not rises)
            found["partijen", "ontvangt_eur", (party,)][case_id] += 0
    return found


def changed(case: PlainCase) -> PlainCase:
    levels = {m: {s: cents + 12_345 for s, cents in streams.items()} for m, streams in case.levels.items()}
    return replace(case, levels=levels)


def next_caseload(cases: Sequence[PlainCase], dice: random.Random, name: str) -> list[PlainCase]:
    """Some cases go, some change, some come: a few or many of each."""
    sizes = [0, 0, 1, 3, 9, 10, 25, 60]
    gone = set(dice.sample(range(len(cases)), min(dice.choice(sizes), len(cases) // 3)))
    kept = [case for number, case in enumerate(cases) if number not in gone]
    other = set(dice.sample(range(len(kept)), min(dice.choice(sizes), len(kept) // 2)))
    kept = [changed(case) if number in other else case for number, case in enumerate(kept)]
    wijken = sorted({case.wijk for case in cases})
    fresh = random_cases(dice.randrange(10**6))[: dice.choice(sizes)]
    come = [
        replace(case, case_id=f"{name} {number}", wijk=dice.choice(wijken))
        for number, case in enumerate(fresh)
    ]
    return kept + come


# For each moment and stream the release and, for each shown level, its cases with their amounts.
Shown = Mapping[str, Sequence[tuple[int, frozenset[tuple[str, int]]]]]


def shown_groups(number: int, published: Published, cases: Sequence[PlainCase]) -> Shown:
    """The cases behind every shown level, and behind the level before that follows from a shown repeat."""
    amounts = given(cases)
    found: dict[str, list[tuple[int, frozenset[tuple[str, int]]]]] = defaultdict(list)
    rows: Any = published.data
    for row in rows["stromen"]:
        if row["som_eur"] is not None:
            inside = amounts["stromen", "som_eur", (row["groep"], row["wijk"], row["stroom"], row["moment"])]
            found[f"{row['moment']} {row['stroom']}"].append((number, frozenset(inside.items())))
    for row in rows["verschil"]:
        if row["som_eur"] is not None and row["moment"] == "herhaling":
            inside = amounts["verschil", "voor_eur", (row["groep"], "herhaling", row["wijk"], row["stroom"])]
            found[f"voor {row['stroom']}"].append((number, frozenset(inside.items())))
    return found


def escapes(releases: Sequence[Shown], minimum: int = 10) -> list[str]:
    """Every sum or difference of figures, one of each of up to three releases, that is about 1 to 9 cases."""
    found = []
    for kind in {kind for one in releases for kind in one}:
        for count in (2, 3):
            for some in combinations(releases, count):
                for figures in product(*(one.get(kind, ()) for one in some)):
                    sets = [cases for _, cases in figures]
                    sizes = [len(cases) for cases in sets]
                    for signs in product((1, -1), repeat=count - 1):
                        # Coefficients are at most 3, so a sum far from zero is about many cases.
                        left = abs(sizes[0] + sum(s * n for s, n in zip(signs, sizes[1:], strict=True)))
                        if left <= 2 * 3 * minimum and 0 < few(sets, (1, *signs)) < minimum:
                            found.append(f"{kind}: {signs} of {[number for number, _ in figures]}")
    return found


def few(sets: Sequence[frozenset[tuple[str, int]]], signs: Sequence[int]) -> int:
    """The number of different cases that do not cancel."""
    total: Counter[tuple[str, int]] = Counter()
    for cases, sign in zip(sets, signs, strict=True):
        for case in cases:
            total[case] += sign
    return len({case for (case, _), left in total.items() if left})
