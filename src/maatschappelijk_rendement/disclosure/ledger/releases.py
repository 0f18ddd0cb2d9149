"""Releases: a ledger of what was published before, so that two reports together give nobody away.

The ledger lies in a folder of the user. Per release it keeps which figures were shown, and for each case
behind them two keyed hashes: of its id, and of what it contributes to that kind of figure. No id, amount or
score is in it. The key lies beside it and never enters an output.
"""

from __future__ import annotations

import errno
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.disclosure.ledger.combining import Group, Token, isolations
from maatschappelijk_rendement.disclosure.ledger.kept_back import (
    Shortage,
    few_between,
    figure_name,
    too_few_between,
    topic_name,
)
from maatschappelijk_rendement.disclosure.ledger.pseudonyms import keyed_hash, make_key, pseudonym, read_key
from maatschappelijk_rendement.disclosure.rules.cells import Key
from maatschappelijk_rendement.disclosure.tables.layout import LAYOUTS
from maatschappelijk_rendement.disclosure.tables.published import Published
from maatschappelijk_rendement.domain.errors import (
    MaatschappelijkRendementError,
    OutputError,
    PublicationRefusedError,
    UsageError,
    why_not_written,
)
from maatschappelijk_rendement.domain.files import stopping
from maatschappelijk_rendement.domain.files.lock import BUSY, held, left_behind
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.results.table import Kept
from maatschappelijk_rendement.results.tables import TABLES
from maatschappelijk_rendement.results.words import TOTAL

SCHEMA = "register-1"
KEY_FILE = "register.sleutel"
FILE_NAME = "uitgave-{number:04}.json"
_A_FILE = "kan geen map zijn: op deze plek staat een bestand. Kies een andere map."
_NO_FOLDER = {errno.EEXIST: _A_FILE, errno.ENOTDIR: _A_FILE}
_CANNOT_LOCK = (
    "staat op een schijf die geen slot kent: twee uitgaven tegelijk zouden elkaar niet zien. Zet het "
    "register op een andere schijf. Er is niets geschreven."
)
_NO_LOCK = dict.fromkeys((errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP), _CANNOT_LOCK)

# The figures that are kept, by table and column. A level before follows for the cases of a repeat, and for
# the cases of a paired mean.
FIGURES: Mapping[tuple[str, str], Kept] = {
    (table.name, column): kept for table in TABLES.values() for column, kept in table.kept.items()
}
# What a kind of figure is about, by its first word; a kind that begins with an instrument is about scores.
TOPICS: Mapping[str, str] = {
    kept.kind.split()[0]: kept.topic for kept in FIGURES.values() if not kept.kind.startswith("{")
}
CONTENT_DIGITS = 32

# For each figure (table, column, key of the row) what each case contributes to it. For a paired difference
# that is what the case has at the other moment.
Contributions = Mapping[tuple[str, str, Key], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Release:
    """What the ledger says of one release.

    Attributes:
        number: 1 for the first.
        label: Title and date as the user gave them.
        minimum: The minimum that was applied.
        groups: The cases behind each shown figure, by kind of figure.
        content: Keyed hash of all that was delivered and how it was rounded; empty where it is not known.
    """

    number: int
    label: str
    minimum: int
    groups: Mapping[str, tuple[Group, ...]]
    content: str = ""

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
            found[TOPICS.get(kind.split()[0], "welbevinden")] += len(groups)
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


def list_releases(folder: Path) -> list[Release]:
    """Give every release in the ledger, the first one first.

    Args:
        folder: Folder of the ledger; one that is not there has no releases.

    Raises:
        MaatschappelijkRendementError: A file in the ledger is damaged.
    """
    return [_read(path) for path in sorted(folder.glob("uitgave-*.json"))]


def check_release(
    folder: Path,
    published: Published,
    contributions: Contributions,
    *,
    label: str,
    content_hash: str = "",
) -> list[int]:
    """Check a new release against all earlier ones, alone and combined, and write it into the ledger.

    The same report once more is no new release: the ledger stays as it is.

    Args:
        folder: Folder of the ledger; made when it is not there.
        published: The new release.
        contributions: What each case contributes to each figure of ``FIGURES``.
        label: Title and date of the release, for ``mr uitgaven``.
        content_hash: Hash of what was delivered; without it no release is known to be the same.

    Returns:
        The numbers of the releases that were checked against; of a repeated one, those it was checked
        against the first time.

    Raises:
        PublicationRefusedError: A combination with earlier releases is about too few cases; nothing is
            written.
        OutputError: The ledger cannot be written or held, or another run is writing in it.
        UsageError: The result is internal.
    """
    if published.is_confidential:
        raise UsageError("Een intern rapport is geen uitgave: geef --register niet samen met --intern.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"De map van het register {why_not_written(error, _NO_FOLDER)}") from error
    # Held from reading what was published until this stands there too: two at once would not see each other.
    try:
        with held(folder / BUSY) as free:
            if not free:
                raise OutputError(
                    "In dit register wordt al een uitgave vastgelegd. Wacht tot dat klaar is."
                    f"{left_behind(folder / BUSY)} Er is niets geschreven."
                )
            return _check_and_write(folder, published, contributions, label, content_hash)
    except OSError as error:
        raise OutputError(f"Het register {why_not_written(error, _NO_LOCK)}") from error


def _check_and_write(
    folder: Path, published: Published, contributions: Contributions, label: str, content_hash: str
) -> list[int]:
    key_file = folder / KEY_FILE
    key = read_key(key_file) if key_file.exists() else make_key(key_file)
    earlier = list_releases(folder)
    number = max((release.number for release in earlier), default=0) + 1
    groups = _groups(number, published, contributions, key)
    content = keyed_hash(f"{content_hash}\n{published.rules.grid_cents}", key) if content_hash else ""
    release = Release(number, label, published.rules.minimum, groups, content)
    for place, one in enumerate(earlier):
        if release.repeats(one):
            return [before.number for before in earlier[:place]]
    shortages = list(_shortages(release, earlier, published))
    if shortages:
        labels = {one.number: one.label for one in earlier}
        raise PublicationRefusedError(too_few_between(shortages, labels, release.minimum))
    _write(folder, release)
    return [one.number for one in earlier]


def _groups(
    number: int, published: Published, contributions: Contributions, key: bytes
) -> dict[str, tuple[Group, ...]]:
    """The cases behind every figure that is shown, by kind of figure."""
    ids: dict[str, str] = {}
    found: dict[str, list[Group]] = defaultdict(list)
    for figure in _figures(published):
        behind = contributions.get((figure.table, figure.column, figure.place))
        if behind is None:
            raise MaatschappelijkRendementError(f"De casussen achter een rij van '{figure.table}' ontbreken.")
        cases = set()
        for case_id, content in behind.items():
            if case_id not in ids:
                ids[case_id] = pseudonym(case_id, key)
            words = keyed_hash(f"{fold(case_id)}\n{figure.kind}\n{content}", key)[:CONTENT_DIGITS]
            cases.add((ids[case_id], words))
        found[figure.kind].append(Group(number, figure.name, frozenset(cases)))
    return {kind: tuple(groups) for kind, groups in sorted(found.items())}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure that is shown: where it stands, and with which kind it can be added and subtracted."""

    table: str
    column: str
    row: Mapping[str, object]

    @property
    def place(self) -> Key:
        """The key of its row."""
        return tuple(None if self.row[c] is None else str(self.row[c]) for c in LAYOUTS[self.table].key)

    @property
    def kind(self) -> str:
        """The kind of figure."""
        words = {c: self.row[c] or "" for c in LAYOUTS[self.table].key}
        return FIGURES[self.table, self.column].kind.format_map(words)

    @property
    def name(self) -> str:
        """Its name in the ledger."""
        return ", ".join(part for part in self.place if part) or self.table


def _figures(published: Published) -> Iterator[_Figure]:
    for (table, column), kept in FIGURES.items():
        for row in _shown_rows(published, table, kept.shown_with or column):
            if not kept.moment or row["moment"] == kept.moment:
                yield _Figure(table, column, row)


def _shown_rows(published: Published, table: str, column: str) -> list[Mapping[str, object]]:
    found: Any = published.data.get(table) or []
    rows = found if isinstance(found, list) else [found]
    # Of no pairs there is no difference.
    return [row for row in rows if row.get(column) not in (None, 0)]


def _shortages(new: Release, earlier: Sequence[Release], published: Published) -> Iterator[Shortage]:
    """Give the figures of a new release that, with earlier ones, tell of too few cases."""
    figures = {(figure.kind, figure.name): figure for figure in _figures(published)}
    for kind, groups in new.groups.items():
        before = [group for one in earlier for group in one.groups.get(kind, ())]
        totals = {group.cases for group in groups if figures[kind, group.figure].row.get("wijk") == TOTAL}
        for isolation in isolations(groups, before, new.minimum):
            first, *others = isolation.groups
            figure = figures[kind, first.figure]
            what = figure.table, figure.column, figure.row
            is_one = all(group.release != new.number for group in others)
            is_of_wijk = is_one and figure.row.get("wijk", TOTAL) != TOTAL
            if is_of_wijk and first.cases in totals:
                # The only wijk is the total under another name, and the same is found of that.
                continue
            is_itself = len(others) == 1 and others[0].figure == first.figure
            yield Shortage(
                figure_name(*what) if is_one else f"{topic_name(*what)}, meer groepen samen",
                isolation.cases,
                tuple(sorted({group.release for group in isolation.groups} - {new.number})),
                few_between(others[0].cases, first.cases) if is_itself else "",
                is_of_wijk,
                figure.table == "welbevinden",
            )


def _write(folder: Path, release: Release) -> None:
    """Write a release: the cases of each kind once, and each figure as a number of which a bit is a case."""
    kinds = {}
    for kind, groups in release.groups.items():
        cases = sorted({case for group in groups for case in group.cases})
        place = {case: 1 << number for number, case in enumerate(cases)}
        kinds[kind] = {
            "hashes": cases,
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
        "soorten": kinds,
    }
    path = folder / FILE_NAME.format(number=release.number)
    partial = path.with_suffix(".deel")
    try:
        partial.write_bytes(json.dumps(content).encode())
        partial.replace(path)
    except OSError as error:
        raise OutputError(f"Het register {why_not_written(error)}") from error
    stopping.from_here("Het rapport is niet geschreven; de uitgave staat wel in het register.")


def _read(path: Path) -> Release:
    try:
        content = json.loads(path.read_bytes())
        number = content["nummer"]
        groups: dict[str, tuple[Group, ...]] = {}
        for kind, part in content["soorten"].items():
            cases = [(str(case_id), str(words)) for case_id, words in part["hashes"]]
            groups[kind] = tuple(
                Group(number, figure, _cases(cases, int(bits, 16), count))
                for figure, count, bits in part["getallen"]
            )
        if content["schema"] != SCHEMA:
            raise ValueError
        # A ledger of before 22 November 2026 does not know the content of its releases.
        return Release(number, content["naam"], content["minimum"], groups, str(content.get("inhoud", "")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MaatschappelijkRendementError(
            f"Het bestand {path.name} in het register is beschadigd. Zet een kopie terug; zonder dit bestand "
            "is niet na te gaan of uitgaven samen iemand verraden."
        ) from error


def _cases(cases: Sequence[Token], bits: int, count: int) -> frozenset[Token]:
    inside = frozenset(case for place, case in enumerate(cases) if bits >> place & 1)
    if len(inside) != count:
        raise ValueError
    return inside
