"""Releases: a ledger of what was published before, so that two reports together give nobody away.

The ledger lies in a folder of the user; ``chain`` says how, and ``release`` what it keeps. The key lies
beside it and never enters an output.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from maatschappelijk_rendement.disclosure.ledger.chain import append_release, begin_ledger, note, read_ledger
from maatschappelijk_rendement.disclosure.ledger.combining import isolations
from maatschappelijk_rendement.disclosure.ledger.contents import Contributions, Delivered, make_release
from maatschappelijk_rendement.disclosure.ledger.figures import figures_of, of_party
from maatschappelijk_rendement.disclosure.ledger.kept_back import (
    Shortage,
    few_between,
    figure_name,
    mostly_renamed,
    too_few_between,
    topic_name,
)
from maatschappelijk_rendement.disclosure.ledger.pseudonyms import keyed_hash
from maatschappelijk_rendement.disclosure.ledger.release import Release
from maatschappelijk_rendement.disclosure.ledger.renamed import known_contents, known_names, recognise
from maatschappelijk_rendement.disclosure.tables.published import Published
from maatschappelijk_rendement.domain.errors import (
    OutputError,
    PublicationRefusedError,
    UsageError,
    why_not_written,
)
from maatschappelijk_rendement.domain.files.lock import BUSY, held, left_behind
from maatschappelijk_rendement.results.words import TOTAL

_A_FILE = "kan geen map zijn: op deze plek staat een bestand. Kies een andere map."
_NO_FOLDER = {errno.EEXIST: _A_FILE, errno.ENOTDIR: _A_FILE}
_CANNOT_LOCK = (
    "staat op een schijf die geen slot kent: twee uitgaven tegelijk zouden elkaar niet zien. Zet het "
    "register op een andere schijf. Er is niets geschreven."
)
_NO_LOCK = dict.fromkeys((errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP), _CANNOT_LOCK)
CONTENT_DIGITS = 32


def list_releases(folder: Path) -> list[Release]:
    """Give every release in the ledger, the first one first.

    Args:
        folder: Folder of the ledger; one that is not there has no releases.

    Raises:
        PublicationRefusedError: A file of the ledger is lost, damaged or altered.
    """
    ledger = read_ledger(folder)
    return [] if ledger is None else list(ledger.releases)


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
        PublicationRefusedError: A combination with earlier releases is about too few cases, or what the
            ledger says of them cannot be trusted; no release is written.
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
    ledger = read_ledger(folder) or begin_ledger(folder)
    if not ledger.is_noted:
        # Of an earlier version, or killed before the state was written. From now on no loss goes unseen.
        ledger = note(ledger)
    earlier, key = ledger.releases, ledger.key
    content = keyed_hash(f"{content_hash}\n{published.grid_words}", key) if content_hash else ""
    with_residents = any(not one.is_marked for one in earlier)
    delivered = Delivered(published, contributions, label, content, key, with_residents)
    for place, one in enumerate(earlier):
        if content and one.content == content and _made(delivered, earlier[: place + 1]).repeats(one):
            return [before.number for before in earlier[:place]]
    release = _made(delivered, earlier)
    renamed = recognise(release, earlier)
    labels = {one.number: one.label for one in earlier}
    cases = len({case_id for behind in contributions.values() for case_id in behind})
    if 2 * len(renamed.names) > cases:
        number = renamed.release
        raise PublicationRefusedError(mostly_renamed(len(renamed.names), cases, number, labels[number]))
    if renamed.names:
        own = {name: own for own, name in release.names.items()}
        found = {own.get(name, name): old for name, old in renamed.names.items()}
        release = _made(delivered, earlier, {**release.names, **found})
    shortages = list(_shortages(release, earlier, published))
    if shortages:
        refused = too_few_between(shortages, labels, release.minimum, renamed=len(renamed.names))
        raise PublicationRefusedError(refused)
    append_release(ledger, release)
    return [one.number for one in earlier]


def _made(
    delivered: Delivered, earlier: Sequence[Release], names: Mapping[str, str] = MappingProxyType({})
) -> Release:
    """Make the release that comes after these; ``names`` are names by pseudonym that it gave besides."""
    known = {**known_names(earlier), **names}
    return make_release(len(earlier) + 1, delivered, known, known_contents(earlier))


def _shortages(new: Release, earlier: Sequence[Release], published: Published) -> Iterator[Shortage]:
    """Give the figures of a new release that, with earlier ones, tell of too few cases."""
    figures = {(figure.kind, figure.name): figure for figure in figures_of(published)}
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
                "post" in figure.row and bool(of_party(figure.row)),
            )
