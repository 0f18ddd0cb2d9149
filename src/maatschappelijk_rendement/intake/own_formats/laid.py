"""The lines of each client laid beside the MDO of its case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maatschappelijk_rendement.domain.vocabulary import Moment, Per
from maatschappelijk_rendement.intake.own_formats.clients import Client, ClientList
from maatschappelijk_rendement.intake.own_formats.line_shares import (
    ClientLine,
    LinePlace,
    Share,
    by_person,
    shares,
)


@dataclass(frozen=True, slots=True)
class Laid:
    """The parts of the lines of one client, in and outside the windows."""

    client: Client
    parts: tuple[Share, ...]

    @property
    def counted(self) -> tuple[Share, ...]:
        """The parts in a window."""
        return tuple(part for part in self.parts if part.moment)

    def has(self, moment: Moment) -> bool:
        """Say whether something counts before or after."""
        return any(part.moment is moment for part in self.parts)

    def lines(self) -> Iterator[tuple[ClientLine, tuple[Share, ...]]]:
        """Give each line with its parts, in order."""
        groups: dict[LinePlace, list[Share]] = {}
        for part in self.parts:
            groups.setdefault(part.line.place, []).append(part)
        for group in groups.values():
            yield group[0].line, tuple(group)

    def outside(self) -> list[ClientLine]:
        """Give the lines of which no part counts."""
        return [line for line, parts in self.lines() if not any(part.moment for part in parts)]

    def divided(self) -> int:
        """Count the totals that have a part in more than one window, or in and outside one."""
        return sum(
            line.per is Per.TOTAL and len({part.moment for part in parts}) > 1 for line, parts in self.lines()
        )


def lay(clients: ClientList, months: int, lines: Iterable[ClientLine]) -> tuple[Laid, ...]:
    """Lay the lines of every client of the list beside the MDO of its case; of others nothing is given.

    Args:
        clients: The list.
        months: Length of each window.
        lines: All lines.
    """
    own = by_person(lines)
    return tuple(
        Laid(
            client,
            tuple(part for line in own.get(person, ()) for part in shares(line, client.mdo_date, months)),
        )
        for person, client in clients.by_person.items()
    )
