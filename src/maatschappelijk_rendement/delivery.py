"""What was delivered, as tables: a caseload of objects and a folder of files look the same from here on.

Lines may be millions, so they stay on the engine that holds them; what is summed over them is fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement import frames
from maatschappelijk_rendement.model import AnalysisSettings, CaseLoad, ProgrammePost, Reading, Tariff

if TYPE_CHECKING:
    import pandas as pd


def _as_it_is(frame: Any, name: str = "") -> Any:
    return frame


@dataclass(frozen=True, eq=False)
class Delivery:
    """One delivery of cases, lines and scores.

    Attributes:
        settings: How it is analysed.
        cases: One row a case in pandas, see ``frames.case_frame``.
        usage: The lines, see ``frames.usage_frame``, on any engine.
        cases_by_usage: The cases once more, on the engine of the lines.
        scores: One row a score in pandas, see ``frames.score_frame``.
        mdo: The hours of the MDOs, see ``frames.mdo_frame``, on the engine of the lines.
        programme: What the way of working costs beside the cases.
        tariffs: Its own prices.
        reading: What reading left behind.
        content_hash: Gives a hash of what was delivered [hexadecimal].
        keep: Computes a frame once, for more than one use; takes a frame and a name.
        fetch: Brings a frame of the engine to pandas.
        caseload: The objects, where it came as objects.
    """

    settings: AnalysisSettings
    cases: pd.DataFrame
    usage: Any
    cases_by_usage: Any
    scores: pd.DataFrame
    mdo: Any
    programme: tuple[ProgrammePost, ...]
    tariffs: tuple[Tariff, ...]
    reading: Reading
    content_hash: Callable[[], str]
    keep: Callable[[Any, str], Any] = _as_it_is
    fetch: Callable[[Any], pd.DataFrame] = _as_it_is
    caseload: CaseLoad | None = None

    def under(self, settings: AnalysisSettings) -> Delivery:
        """Give the same delivery, to be analysed otherwise."""
        if self.caseload is None:
            return replace(self, settings=settings)
        caseload = self.caseload.model_copy(update={"settings": settings})
        return replace(self, settings=settings, caseload=caseload, content_hash=partial(_hash_of, caseload))


def delivery_of(caseload: CaseLoad) -> Delivery:
    """Give a caseload as tables in pandas.

    Example:
        >>> from maatschappelijk_rendement.example import ruwaard
        >>> len(delivery_of(ruwaard()).cases)
        42
    """
    cases = frames.case_frame(caseload)
    return Delivery(
        settings=caseload.settings,
        cases=cases,
        usage=frames.usage_frame(caseload),
        cases_by_usage=cases,
        scores=frames.score_frame(caseload),
        mdo=frames.mdo_frame(caseload),
        programme=caseload.programme,
        tariffs=caseload.tariffs,
        reading=caseload.reading,
        content_hash=partial(_hash_of, caseload),
        caseload=caseload,
    )


def _hash_of(caseload: CaseLoad) -> str:
    """Hash what the caseload says, in any order of rows, and not the file it came from."""
    digest = hashlib.sha256()
    content = caseload.content
    digest.update(content.settings.model_dump_json().encode())
    for part in (
        content.cases,
        content.usage,
        content.scores,
        content.mdo,
        content.programme,
        content.tariffs,
    ):
        for line in sorted(item.model_dump_json() for item in part):
            digest.update(line.encode())
    return digest.hexdigest()
