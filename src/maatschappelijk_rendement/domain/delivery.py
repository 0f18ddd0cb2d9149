"""One delivery of data, as tables: what the analysis reads, whatever it came from.

Only ``intake`` makes one, after every rule has been run. Lines may be millions, so they stay on the engine
that holds them; what is summed over them is fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.model import AnalysisSettings, CaseLoad, ProgrammePost, Reading, Tariff
from maatschappelijk_rendement.domain.tabular import Tabular

if TYPE_CHECKING:
    import pandas as pd


_ON_ENGINE = frozenset({"usage", "cases_by_usage", "mdo"})


def _always_open() -> None:
    """Tables in memory stay where they are."""


def _as_it_is(frame: Any, name: str = "") -> Any:
    return frame


@dataclass(frozen=True, eq=False)
class Delivery(Tabular):
    """One delivery of cases, lines and scores.

    Attributes:
        settings: How it is analysed.
        given_cases: One row a case in pandas, see ``domain.frames.case_frame``; or what fetches that: it is
            when ``cases`` is asked for, which a report of many cases never does.
        usage: The lines, see ``domain.frames.usage_frame``, on any engine.
        cases_by_usage: The cases once more, on the engine of the lines.
        scores: One row a score in pandas, see ``domain.frames.score_frame``.
        mdo: The hours of the MDOs, see ``domain.frames.mdo_frame``, on the engine of the lines.
        programme: What the way of working costs beside the cases.
        tariffs: Its own prices.
        reading: What reading left behind.
        content_hash: Gives a hash of what was delivered [hexadecimal].
        keep: Computes a frame once, for more than one use; takes a frame and a name.
        fetch: Brings a frame of the engine to pandas.
        is_in_memory: The lines are in pandas, so that they can be made into objects.
        attributes: What else is known of the cases, by case_id: to group on, never to publish.
        require_open: Refuses, in Dutch, once the folder that holds the lines is closed.
    """

    rows_in: ClassVar[str] = "cases"

    settings: AnalysisSettings
    given_cases: Any = field(repr=False)
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
    is_in_memory: bool = True
    attributes: pd.DataFrame | None = None
    require_open: Callable[[], None] = field(default=_always_open, repr=False)

    def __getattribute__(self, name: str) -> Any:
        if name in _ON_ENGINE:
            object.__getattribute__(self, "require_open")()
        return object.__getattribute__(self, name)

    def __repr__(self) -> str:
        try:
            return super().__repr__()
        except UsageError:  # a line on a screen or in a traceback is never an error itself
            return f"{type(self).__name__}(<gesloten>)"

    def __getstate__(self) -> dict[str, Any]:
        if not self.is_in_memory:
            raise UsageError(
                "Wat uit een map of een andere rekenmachine komt, kan niet worden ingepakt: de regels staan "
                "daar. Bewaar de tabellen, met result.to_frame(...).to_parquet(...)."
            )
        return dict(vars(self))

    @cached_property
    def cases(self) -> pd.DataFrame:
        """One row a case in pandas, see ``domain.frames.case_frame``."""
        found: pd.DataFrame = self.given_cases() if callable(self.given_cases) else self.given_cases
        return found

    @cached_property
    def n_cases(self) -> int:
        """How many cases there are, counted where they are."""
        import narwhals as nw

        cases = nw.from_native(self.cases_by_usage)
        if isinstance(cases, nw.DataFrame):
            return len(cases)
        return int(cases.select(n=nw.len()).collect(backend="pyarrow").item())

    def under(self, settings: AnalysisSettings) -> Delivery:
        """Give the same delivery, to be analysed otherwise."""
        return replace(self, settings=settings)

    @cached_property
    def caseload(self) -> CaseLoad:
        """The same as objects.

        Raises:
            UsageError: The lines are on another engine.
        """
        from maatschappelijk_rendement.domain.frames import caseload_of

        if not self.is_in_memory:
            raise UsageError("De regels van een map zijn geen objecten; gebruik de tabellen van delivery.")
        return caseload_of(
            self.settings,
            {"cases": self.cases, "usage": self.usage, "scores": self.scores, "mdo": self.mdo},
            programme=self.programme,
            tariffs=self.tariffs,
            reading=self.reading,
        )
