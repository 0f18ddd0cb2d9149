"""Releases at unlike prices: what is left of two sums when all that the same cases used is made equally dear.

At another price level, other tariffs or another length of the windows every amount of a case changes, so no
case seems the same. Yet who multiplies one report by the rise of prices and subtracts it from the other is
left with the cases that used something else. So figures are compared by what was used as well.

Only where that can be so. A factor other than one cancels no case that contributes the same amount as before,
so where at least the minimum of cases do, the amounts say all there is to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from maatschappelijk_rendement.disclosure.ledger.combining import Group, Isolation, isolations
from maatschappelijk_rendement.disclosure.ledger.figures import is_priced
from maatschappelijk_rendement.disclosure.ledger.release import Reading, Release


def by_use(new: Release, earlier: Sequence[Release], kind: str) -> Iterator[Isolation]:
    """Give the combinations of figures of a kind that leave too few cases with another use.

    Args:
        new: The new release.
        earlier: Earlier releases.
        kind: Kind of figure.
    """
    if not any(_moved(new, one, kind) for one in earlier):
        return
    for reading, hashes in sorted(new.used.get(kind, {}).items()):
        # Where a release does not say what was used, that is taken to be the same: new cases are left.
        unsaid = {name: used for (name, _), used in hashes.items()}
        before = [group for one in earlier for group in _in_use(one, kind, reading, unsaid)]
        yield from isolations(_in_use(new, kind, reading, unsaid), before, new.minimum)


def by_name(new: Release, earlier: Sequence[Release], kind: str) -> Iterator[Isolation]:
    """Give the pairs of nearly the same cases of which nobody can say whether they used the same.

    Args:
        new: The new release.
        earlier: Earlier releases; those that say what was used are left alone.
        kind: Kind of figure.
    """
    for one in earlier:
        if not is_priced(kind) or (new.used.get(kind) and one.used.get(kind)):
            continue
        for group in _moved(new, one, kind):
            for other in one.groups.get(kind, ()):
                apart = len(group.names ^ other.names)
                if apart < new.minimum and group.cases != other.cases:
                    yield Isolation(apart, (group, other))


def _moved(new: Release, one: Release, kind: str) -> list[Group]:
    """Give the groups with a case that contributes another amount than before, and few with the same one."""
    old = one.tokens(kind)
    names, same = {name for name, _ in old}, old & new.something.get(kind, frozenset())
    return [
        group
        for group in new.groups[kind]
        if len(group.cases & same) < new.minimum and any(name in names for name, _ in group.cases - old)
    ]


def _in_use(release: Release, kind: str, reading: Reading, unsaid: Mapping[str, str]) -> list[Group]:
    """Give the groups of a release, each case with what it used as its content; none of a window it lacks."""
    said = release.used.get(kind)
    if said and reading not in said:
        return []
    hashes = said[reading] if said else {}
    return [
        Group(
            release.number,
            group.figure,
            frozenset((case[0], hashes.get(case) or unsaid.get(case[0], "")) for case in group.cases),
        )
        for group in release.groups.get(kind, ())
    ]
