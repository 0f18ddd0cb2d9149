"""Cases that came back under another id: recognised by what they contribute.

Two reports subtract as well when the ids were written otherwise in between: with leading zeros, another
spelling, or all numbered anew. So a case counts as the one of before when nothing else would be told:

- all that it contributes is what one case contributed before, where nearly every case of both releases has
  contents of its own (``RICH``); or
- of all together, or of one kind of figure, more than half of what could have come back did. That finds the
  cases of which something else changed in between, such as the cost after.

Only contents that one case of a release has are compared (see ``contents``). That keeps chance out, also
where contents are small whole numbers. Take two groups of n other people, with contents from one
distribution: at most 18 % of the contents are unique in both and equal, however few different ones there are.
(One that a group is expected to have x times is unique in both with chance (x e**-x)**2; that is at most
e**-1 / 2 of x, at x = 1/2.) Where one group is much smaller it is at most 37 % of that one (e**-1). Half is
above both. Below ``FEWEST`` the ordinary check is enough: four cases under other ids and one new case are
nine that differ. Where 19 in 20 of n cases have contents of their own, two strangers are alike with a chance
of about 1 in 20 n at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.disclosure.ledger.combining import Token
from maatschappelijk_rendement.disclosure.ledger.release import Release

FEWEST = 5
RICH = Fraction(19, 20)


@dataclass(frozen=True, slots=True)
class Renamed:
    """Cases of a new release that an earlier one had under another id.

    Attributes:
        names: The name in the earlier release, by that in the new one.
        releases: Number of the release where each was found, by its name in the new one.
    """

    names: Mapping[str, str]
    releases: Mapping[str, int]

    @property
    def release(self) -> int:
        """Number of the release where most were found."""
        return Counter(self.releases.values()).most_common(1)[0][0]


def recognise(new: Release, earlier: Sequence[Release]) -> Renamed:
    """Find the cases of a new release that were there before under another name; the last release first.

    Args:
        new: The new release, each case under its own name.
        earlier: Earlier releases.
    """
    names: dict[str, str] = {}
    releases: dict[str, int] = {}
    for before in sorted(earlier, key=lambda one: -one.number):
        taken = set(names.values())
        for name, old in (*_whole(new, before), *_by_kind(new, before)):
            if name not in names and old not in taken:
                names[name], releases[name] = old, before.number
                taken.add(old)
    return Renamed(names, releases)


def known_names(releases: Iterable[Release]) -> dict[str, str]:
    """Give the name by pseudonym of all cases that came under more than one id."""
    return {own: name for one in releases for own, name in one.names.items()}


def known_contents(releases: Iterable[Release]) -> dict[tuple[str, str], Token]:
    """Give the case that had a content, by kind and mark."""
    return {
        (kind, mark): token
        for one in releases
        for kind, marks in one.marks.items()
        for mark, token in marks.items()
    }


def _whole(new: Release, before: Release) -> list[tuple[str, str]]:
    """Give pairs of names of cases that contribute the same to everything."""
    pairs = [
        (new.wholes[mark], before.wholes[mark]) for mark in sorted(new.wholes.keys() & before.wholes.keys())
    ]
    back = [(name, old) for name, old in pairs if name != old]
    if all(len(one.wholes) >= RICH * one.cases for one in (new, before)):
        return back
    most = min(new.cases, before.cases) - (len(pairs) - len(back))
    return back if _is_more_than_chance(len(back), most) else []


def _by_kind(new: Release, before: Release) -> list[tuple[str, str]]:
    """Give pairs of names, those that most kinds of figures say first."""
    said: Counter[tuple[str, str]] = Counter()
    for kind in sorted(new.marks.keys() & before.marks.keys()):
        now, old = new.tokens(kind), before.tokens(kind)
        mine, theirs = new.marks[kind], before.marks[kind]
        pairs = [(mine[mark], theirs[mark]) for mark in sorted(mine.keys() & theirs.keys())]
        back = [(a[0], b[0]) for a, b in pairs if a not in old and b not in now]
        most = min(len(now - old), len(old - now))
        if _is_more_than_chance(len(back), most):
            said.update((name, other) for name, other in back if name != other)
    return [pair for pair, _ in said.most_common()]


def _is_more_than_chance(back: int, most: int) -> bool:
    return back >= FEWEST and 2 * back > most
