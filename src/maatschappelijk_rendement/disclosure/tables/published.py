"""The only thing that a page, chart or file is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from typing import Final, Literal

from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError

Level = Literal["openbaar", "intern"]

_PASS: Final = object()


@dataclass(frozen=True)
class Published:
    """Results that passed disclosure control; made by ``publish`` and by nothing else.

    Attributes:
        data: The sections of ``resultaten.json``. Read it, never change it.
        level: ``openbaar``, or ``intern``: exact, case by case, and marked VERTROUWELIJK.
        rules: The parameters that were applied.

    Raises:
        MaatschappelijkRendementError: Made by anything but ``publish``.
    """

    data: Mapping[str, object] = field(repr=False)  # all results: too much for a line on a screen
    level: Level
    rules: Rules
    token: InitVar[object] = None

    def __post_init__(self, token: object) -> None:
        if token is not _PASS:
            raise MaatschappelijkRendementError(
                "Een gepubliceerd resultaat ontstaat alleen in publish(): geen pagina zonder controle."
            )

    @property
    def grid_words(self) -> str:
        """The grids of its amounts, in cents: the same content on other ones tells more than on one."""
        settings = self.data.get("analyse")
        coarse = settings.get("rooster_delen_eur") if isinstance(settings, Mapping) else None
        return f"{self.rules.grid_cents}" + (f" {coarse}" if coarse else "")

    @property
    def is_confidential(self) -> bool:
        """Whether every page must carry the word VERTROUWELIJK."""
        return self.level != "openbaar"


def _let_pass(data: Mapping[str, object], level: Level, rules: Rules) -> Published:
    return Published(data, level, rules, _PASS)
