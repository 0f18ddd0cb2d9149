"""What the cases behind a release contribute, as keyed hashes: with the id, and without it.

The hash with the id says whether a case is the same as before. The mark without it says so too where the id
was written otherwise. A mark is kept only of a content that one case of a release has: what several have
proves nothing, and so nobody sees in the ledger who has the same amount or score. Nothing proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from maatschappelijk_rendement.disclosure.ledger.combining import Group, Token
from maatschappelijk_rendement.disclosure.ledger.figures import FIGURES, figures_of, is_priced, kind_of
from maatschappelijk_rendement.disclosure.ledger.pseudonyms import keyed_hash, pseudonym
from maatschappelijk_rendement.disclosure.ledger.release import Reading, Release
from maatschappelijk_rendement.disclosure.rules.cells import Key
from maatschappelijk_rendement.disclosure.tables.published import Published
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.vocabulary import fold

T = TypeVar("T")
CONTENT_DIGITS = 32
# What a case is known by: from this all its other contributions follow.
SOURCES = ("stromen", "mdo", "welbevinden")

# For each figure (table, column, key of the row) what each case contributes to it. For a paired difference
# that is what the case has at the other moment.
Contributions = Mapping[tuple[str, str, Key], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Use:
    """What cases used, apart from what that costs.

    Attributes:
        months: Length of the windows of the report.
        at: Gives, for windows of so many months, what each case used behind each figure, in one or more ways.
    """

    months: int
    at: Callable[[int], Mapping[str, Contributions]]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What is published now.

    Attributes:
        published: The tables.
        contributions: What each case contributes to each figure.
        label: Title and date.
        content: Keyed hash of all that was delivered and how it was rounded; empty where it is not known.
        key: Key of the ledger.
        with_residents: Whether a score counts together with the name of its resident, as in a ledger that an
            earlier version began.
        used: What each case used behind each figure, by the length of the windows and the way in which.
    """

    published: Published
    contributions: Contributions
    label: str
    content: str
    key: bytes
    with_residents: bool = False
    used: Mapping[Reading, Contributions] = field(default_factory=dict)


def make_release(
    number: int,
    delivered: Delivered,
    known: Mapping[str, str],
    earlier: Mapping[tuple[str, str], Token],
) -> Release:
    """Make a release in which each case has the name under which the ledger knows it.

    Args:
        number: Its number.
        delivered: What is published.
        known: Name by pseudonym, of cases that came under more than one id.
        earlier: The case that had this content before, by kind and mark.

    Raises:
        MaatschappelijkRendementError: A shown figure has no cases.
    """
    key = delivered.key
    ids = sorted({case_id for behind in delivered.contributions.values() for case_id in behind})
    own = {case_id: pseudonym(case_id, key) for case_id in ids}
    names = _names(own.values(), known, f"{number}", key)
    groups: dict[str, list[Group]] = defaultdict(list)
    marked: dict[str, dict[str, set[Token]]] = defaultdict(lambda: defaultdict(set))
    used: dict[str, dict[Reading, dict[Token, str]]] = defaultdict(lambda: defaultdict(dict))
    # A wijk and all wijken hold the same of a case.
    made: dict[str, dict[str, tuple[object, Token]]] = defaultdict(dict)
    marks: dict[str, dict[object, str]] = defaultdict(dict)
    for figure in figures_of(delivered.published):
        place = figure.table, figure.column, figure.place
        behind = delivered.contributions.get(place)
        if behind is None:
            raise MaatschappelijkRendementError(f"De casussen achter een rij van '{figure.table}' ontbreken.")
        kind, cases = figure.kind, set()
        known_of, mark_of = made[figure.kind], marks[figure.kind]
        for case_id, content in behind.items():
            before = known_of.get(case_id)
            if before is not None and before[0] == content:
                cases.add(before[1])
                continue
            name, plain = names[own[case_id]], bare(content)
            mark = mark_of.get(plain)
            if mark is None:
                mark = mark_of[plain] = _hashed(f"zonder id\n{kind}\n{plain}", key)
            token = earlier.get((kind, mark))
            if token is None or token[0] != name:
                token = name, _words(case_id, name, kind, content, delivered)
            known_of[case_id] = content, token
            cases.add(token)
            if not _is_nothing(content):
                marked[kind][mark].add(token)
            for reading, found in delivered.used.items() if is_priced(kind) else ():
                if token not in used[kind][reading]:
                    amount = found.get(place, {}).get(case_id)
                    used[kind][reading][token] = _hashed(f"gebruik\n{name}\n{kind}\n{amount}", key)
        groups[kind].append(Group(number, figure.name, frozenset(cases)))
    return Release(
        number,
        delivered.label,
        delivered.published.rules.minimum,
        {kind: tuple(some) for kind, some in sorted(groups.items())},
        delivered.content,
        marks={kind: _of_one(marks) for kind, marks in marked.items()},
        wholes=_of_one(_wholes({case_id: names[own[case_id]] for case_id in ids}, delivered)),
        names={pseudonym: name for pseudonym, name in names.items() if name != pseudonym},
        used=used,
        something={kind: frozenset().union(*found.values()) for kind, found in marked.items()},
    )


def bare(content: object) -> object:
    """Give a content without the names of residents: what a sum or a mean sees of it.

    Example:
        >>> bare((("moeder", 700), ("zoon", 600)))
        (600, 700)
        >>> bare(-750_000)
        -750000
    """
    return tuple(sorted(score for _, score in content)) if isinstance(content, tuple) else content


def _is_nothing(content: object) -> bool:
    found = bare(content)
    return not (any(found) if isinstance(found, tuple) else found)


def _words(case_id: str, name: str, kind: str, content: object, delivered: Delivered) -> str:
    if delivered.with_residents:
        return _hashed(f"{fold(case_id)}\n{kind}\n{content}", delivered.key)
    return _hashed(f"{name}\n{kind}\n{bare(content)}", delivered.key)


def _hashed(text: str, key: bytes) -> str:
    return keyed_hash(text, key)[:CONTENT_DIGITS]


def _wholes(names: Mapping[str, str], delivered: Delivered) -> dict[str, set[str]]:
    """Mark each case by all that it contributes, also to what is hidden."""
    parts: dict[str, set[str]] = defaultdict(set)
    for (table, column, place), behind in delivered.contributions.items():
        if table in SOURCES and (table, column) in FIGURES:
            kind = kind_of(table, column, place)
            for case_id, content in behind.items():
                if not _is_nothing(content):
                    parts[case_id].add(f"{kind}\n{bare(content)}")
    marked: dict[str, set[str]] = defaultdict(set)
    for case_id, found in parts.items():
        marked[_hashed("\n".join(("geheel", *sorted(found))), delivered.key)].add(names[case_id])
    return marked


def _of_one(marked: Mapping[str, Collection[T]]) -> dict[str, T]:
    return {mark: next(iter(found)) for mark, found in sorted(marked.items()) if len(found) == 1}


def _names(pseudonyms: Iterable[str], known: Mapping[str, str], turn: str, key: bytes) -> dict[str, str]:
    """Give each case a name of its own; one whose id is now the name of another gets a new one."""
    names: dict[str, str] = {}
    used: set[str] = set()
    for own in sorted(set(pseudonyms), key=lambda own: (own not in known, own)):
        name = known.get(own, own)
        if name in used:
            name = keyed_hash(f"{own}\n{turn}", key)
        used.add(name)
        names[own] = name
    return names
