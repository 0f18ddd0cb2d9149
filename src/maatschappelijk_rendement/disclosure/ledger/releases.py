"""Releases: a ledger of what was published before, so that two reports together give nobody away.

The ledger lies in a folder of the user; ``chain`` says how, and ``release`` what it keeps. The key lies
beside it and never enters an output.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from maatschappelijk_rendement.disclosure.ledger.chain import append_release, begin_ledger, note, read_ledger
from maatschappelijk_rendement.disclosure.ledger.contents import (
    Contributions,
    Delivered,
    Use,
    make_release,
)
from maatschappelijk_rendement.disclosure.ledger.kept_back import mostly_renamed, too_few_between
from maatschappelijk_rendement.disclosure.ledger.pseudonyms import keyed_hash
from maatschappelijk_rendement.disclosure.ledger.release import Reading, Release
from maatschappelijk_rendement.disclosure.ledger.renamed import known_contents, known_names, recognise
from maatschappelijk_rendement.disclosure.ledger.shortages import shortages
from maatschappelijk_rendement.disclosure.tables.published import Published
from maatschappelijk_rendement.domain.errors import (
    OutputError,
    PublicationRefusedError,
    UsageError,
    why_not_written,
)
from maatschappelijk_rendement.domain.files.lock import BUSY, held, left_behind

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
    use: Use | None = None,
) -> list[int]:
    """Check a new release against all earlier ones, alone and combined, and write it into the ledger.

    The same report once more is no new release: the ledger stays as it is.

    Args:
        folder: Folder of the ledger; made when it is not there.
        published: The new release.
        contributions: What each case contributes to each figure of ``FIGURES``.
        label: Title and date of the release, for ``mr uitgaven``.
        content_hash: Hash of what was delivered; without it no release is known to be the same.
        use: What each case used behind these figures. Without it, nearly the same cases of which nearly every
            amount is another than before are refused.

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
            return _check_and_write(folder, published, contributions, label, content_hash, use)
    except OSError as error:
        raise OutputError(f"Het register {why_not_written(error, _NO_LOCK)}") from error


def _check_and_write(
    folder: Path,
    published: Published,
    contributions: Contributions,
    label: str,
    content_hash: str,
    use: Use | None,
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
    if use is not None:
        delivered = replace(delivered, used=_used(use, earlier))
    release = _made(delivered, earlier)
    renamed = recognise(release, earlier)
    labels = {one.number: one.label for one in earlier}
    cases = len({case_id for behind in contributions.values() for case_id in behind})
    if 2 * len(renamed.names) > cases:
        number = renamed.release
        raise PublicationRefusedError(mostly_renamed(len(renamed.names), cases, number, labels[number]))
    if renamed.names:
        own = {name: own for own, name in release.names.items()}
        before = {own.get(name, name): old for name, old in renamed.names.items()}
        release = _made(delivered, earlier, {**release.names, **before})
    found = list(shortages(release, earlier, published))
    if found:
        refused = too_few_between(found, labels, release.minimum, renamed=len(renamed.names))
        raise PublicationRefusedError(refused)
    append_release(ledger, release)
    return [one.number for one in earlier]


def _made(
    delivered: Delivered, earlier: Sequence[Release], names: Mapping[str, str] = MappingProxyType({})
) -> Release:
    """Make the release that comes after these; ``names`` are names by pseudonym that it gave besides."""
    known = {**known_names(earlier), **names}
    return make_release(len(earlier) + 1, delivered, known, known_contents(earlier))


def _used(use: Use, earlier: Sequence[Release]) -> dict[Reading, Contributions]:
    """Give what was used, over windows of every length that a release was about."""
    lengths = {months for one in earlier for ways in one.used.values() for months, _ in ways}
    return {
        (months, way): found
        for months in sorted({use.months, *lengths})
        for way, found in use.at(months).items()
    }
