"""A release as the ledger keeps it: which figures were shown, and the cases behind them as keyed hashes.

For each case behind a figure there are keyed hashes: of its id, of what it contributes to that kind of
figure, and of its id with what it used for that, whatever that costs. Of a content that no other case of the
release has, there is a mark without the id as well. No id, amount or score is in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from maatschappelijk_rendement.disclosure.ledger.combining import Group, Token
from maatschappelijk_rendement.disclosure.ledger.figures import topic_of

SCHEMA = "register-3"
# Without what was used; written until 30 November 2026.
WITHOUT_USE = "register-2"
# Without the hash of the release before it as well; written until 29 November 2026.
FIRST_SCHEMA = "register-1"

Reading = tuple[int, str]
"""A way to say what was used: the length of the windows in months, and a word."""


@dataclass(frozen=True, slots=True)
class Release:
    """What the ledger says of one release.

    Attributes:
        number: 1 for the first.
        label: Title and date as the user gave them.
        minimum: The minimum that was applied.
        groups: The cases behind each shown figure, by kind of figure.
        content: Keyed hash of all that was delivered and how it was rounded; empty where it is not known.
        before: Keyed hash of all releases before it; empty in a ledger that knew no chain.
        marks: By kind of figure and mark, the one case that has this content.
        wholes: By mark, the name of the one case that contributes all this.
        names: Name by pseudonym, of cases that are known under the id of an earlier release.
        used: By kind of figure and way of saying it, the hash of what each case used; empty where that is not
            known, as in a release of an earlier version.
        something: By kind of figure, the cases that contribute more than nothing. Of a release that is being
            made only: it is not written.
    """

    number: int
    label: str
    minimum: int
    groups: Mapping[str, tuple[Group, ...]]
    content: str = ""
    before: str = ""
    marks: Mapping[str, Mapping[str, Token]] = field(default_factory=dict)
    wholes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    used: Mapping[str, Mapping[Reading, Mapping[Token, str]]] = field(default_factory=dict)
    something: Mapping[str, frozenset[Token]] = field(default_factory=dict)

    @property
    def is_marked(self) -> bool:
        """Whether it can recognise a case without its id; one of an earlier version cannot."""
        return bool(self.before)

    def tokens(self, kind: str) -> frozenset[Token]:
        """Give the cases behind any figure of a kind."""
        return frozenset().union(*(group.cases for group in self.groups.get(kind, ())))

    @property
    def cases(self) -> int:
        """Number of cases behind any figure."""
        groups = (group for some in self.groups.values() for group in some)
        return len({case_id for group in groups for case_id, _ in group.cases})

    @property
    def topics(self) -> Mapping[str, int]:
        """How many of its figures are about what."""
        found: dict[str, int] = defaultdict(int)
        for kind, groups in self.groups.items():
            found[topic_of(kind)] += len(groups)
        return found

    @property
    def figures(self) -> int:
        """Number of figures that can be added and subtracted."""
        return sum(len(groups) for groups in self.groups.values())

    def repeats(self, other: Release) -> bool:
        """Whether this is the same report once more: the same content, and the same figures shown of it."""
        return bool(self.content) and self.specification == other.specification

    @property
    def specification(self) -> tuple[object, ...]:
        """What was published, apart from its number and name."""
        figures = {
            kind: sorted((group.figure, sorted(group.cases)) for group in groups)
            for kind, groups in self.groups.items()
        }
        return self.content, self.minimum, figures


def to_bytes(release: Release) -> bytes:
    """Write a release: the cases of each kind once, and each figure as a number of which a bit is a case."""
    kinds = {}
    for kind, groups in release.groups.items():
        cases = sorted({case for group in groups for case in group.cases})
        place = {case: 1 << number for number, case in enumerate(cases)}
        mark_of = {case: mark for mark, case in release.marks.get(kind, {}).items()}
        kinds[kind] = {
            "hashes": cases,
            "zonder_id": [mark_of.get(case, "") for case in cases],
            "gebruik": [
                [months, way, [hashes[case] for case in cases]]
                for (months, way), hashes in sorted(release.used.get(kind, {}).items())
            ],
            "getallen": [
                [group.figure, len(group.cases), f"{sum(place[case] for case in group.cases):x}"]
                for group in groups
            ],
        }
    content = {
        "schema": SCHEMA,
        "nummer": release.number,
        "naam": release.label,
        "minimum": release.minimum,
        "inhoud": release.content,
        "vorige": release.before,
        "casussen": sorted(release.wholes.items()),
        "namen": sorted(release.names.items()),
        "soorten": kinds,
    }
    return json.dumps(content).encode()


def from_bytes(written: bytes) -> Release:
    """Read what ``to_bytes`` wrote, also what an earlier version wrote.

    Raises:
        ValueError: It is damaged: what does not fit is never read as less.
    """
    try:
        content = json.loads(written)
        if content["schema"] not in (SCHEMA, WITHOUT_USE, FIRST_SCHEMA):
            raise ValueError
        number, kinds = content["nummer"], content["soorten"]
        groups = {kind: _groups(number, part) for kind, part in kinds.items()}
        # A ledger of before 22 November 2026 does not know the content of its releases.
        release = Release(number, content["naam"], content["minimum"], groups, str(content.get("inhoud", "")))
        if content["schema"] == FIRST_SCHEMA:
            return release
        return replace(
            release,
            before=str(content["vorige"]),
            marks={kind: _marks(part) for kind, part in kinds.items()},
            wholes={str(mark): str(name) for mark, name in content["casussen"]},
            names={str(own): str(name) for own, name in content["namen"]},
            used={kind: _used(part) for kind, part in kinds.items()} if content["schema"] == SCHEMA else {},
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError from error


def _groups(number: int, part: Mapping[str, Any]) -> tuple[Group, ...]:
    cases = [(str(case_id), str(words)) for case_id, words in part["hashes"]]
    return tuple(
        Group(number, figure, _cases(cases, int(bits, 16), count)) for figure, count, bits in part["getallen"]
    )


def _marks(part: Mapping[str, Any]) -> dict[str, Token]:
    cases = zip(part["zonder_id"], part["hashes"], strict=True)
    return {str(mark): (str(case_id), str(words)) for mark, (case_id, words) in cases if mark}


def _used(part: Mapping[str, Any]) -> dict[Reading, dict[Token, str]]:
    cases = [(str(case_id), str(words)) for case_id, words in part["hashes"]]
    return {
        (int(months), str(way)): dict(zip(cases, map(str, hashes), strict=True))
        for months, way, hashes in part["gebruik"]
    }


def _cases(cases: Sequence[Token], bits: int, count: int) -> frozenset[Token]:
    inside = frozenset(case for place, case in enumerate(cases) if bits >> place & 1)
    if len(inside) != count:
        raise ValueError
    return inside
