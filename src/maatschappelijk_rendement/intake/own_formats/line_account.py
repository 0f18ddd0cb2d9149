"""What became of the lines of a delivery: counted, left out and why, and sums that say whether all is there.

Source, left out and result are each added up by themselves, so that a total that agrees says something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.domain.vocabulary import EURO, Per
from maatschappelijk_rendement.intake.own_formats.clients import ClientList
from maatschappelijk_rendement.intake.own_formats.laid import Laid
from maatschappelijk_rendement.intake.own_formats.line_shares import ClientLine, LinePlace, Share, merge
from maatschappelijk_rendement.intake.own_formats.mapped import Left, RowCount
from maatschappelijk_rendement.intake.own_formats.totals import Total

_SHOWN = 3  # first places of what was left out


@dataclass(frozen=True, slots=True)
class LineAccount:
    """The lines of a delivery, laid beside the MDO of each case.

    Attributes:
        clients: The list of clients.
        lines: All lines, of clients that are not in the list too.
        laid: The lines of the clients of the list, in parts.
    """

    clients: ClientList
    lines: Sequence[ClientLine]
    laid: Sequence[Laid]

    @property
    def unlisted(self) -> list[ClientLine]:
        """Lines of clients that are not in the list."""
        return [line for line in self.lines if line.person not in self.clients.by_person]

    @property
    def outside(self) -> list[ClientLine]:
        """Lines of clients of the list of which nothing falls in a window."""
        return [line for one in self.laid for line in one.outside()]

    @property
    def parts(self) -> list[Share]:
        """All parts of all clients of the list."""
        return [part for one in self.laid for part in one.parts]

    def count(self, what: str, read: int) -> tuple[RowCount, RowCount]:
        """Account for the rows of the delivery and of the list.

        Args:
            what: What was read, in Dutch.
            read: How many of those there were.
        """
        used = len({part.line.place for part in self.parts if part.moment})
        listed = self.clients
        return (
            RowCount(what, read, used, read - used, 0, 0),
            RowCount(
                listed.label,
                listed.read + listed.blank,
                len(listed.by_person),
                listed.without_mdo,
                0,
                listed.blank,
            ),
        )

    def left(self) -> Iterator[Left]:
        """Name the lines that do not count."""
        unlisted, outside = self.unlisted, self.outside
        yield left_at("producten van cliënten zonder casus met een MDO", [line.place for line in unlisted])
        yield left_at("producten buiten de meetperiode van hun casus", [line.place for line in outside])
        yield Left("cliënten in de lijst zonder dag van het MDO", self.clients.without_mdo)

    def converted(self) -> Iterator[str]:
        """Name what was divided or added up."""
        if count := sum(one.divided() for one in self.laid):
            yield f"Totalen over de dag van het MDO of de rand van de meetperiode, per dag verdeeld: {count}."
        if count := sum(len(one.counted) - sum(1 for _ in merge(one.counted)) for one in self.laid):
            yield f"Opgeteld bij een gelijk product van dezelfde dagen: {count}."

    def euros(self, column: str, source_cents: int) -> Total:
        """Compare the euros of the source with those left out and those in the result.

        Args:
            column: What was added up.
            source_cents: Its sum, made without the lines.
        """
        unlisted = sum(line.cents or 0 for line in self.unlisted)
        outside = sum(part.cents or 0 for part in self.parts if not part.moment)
        counted = sum(part.cents or 0 for part in self.parts if part.moment)
        left = Fraction(unlisted + outside, 100)
        return Total(column, EURO, Fraction(source_cents, 100), left, Fraction(0), Fraction(counted, 100))

    def quantities(self) -> list[Total]:
        """Add up the quantities by product and period; a rate counts once, in one window or in two."""
        sums: dict[tuple[str, str], _Sum] = {}

        def of(line: ClientLine) -> _Sum:
            per = "in totaal" if line.per is Per.TOTAL else f"per {line.per.value}"
            return sums.setdefault((f"{line.product_code} {per}", line.unit), _Sum())

        for line in self.lines:
            of(line).source += Fraction(line.quantity)
        for line in self.unlisted:
            of(line).left += Fraction(line.quantity)
        for one in self.laid:
            for line, parts in one.lines():
                if line.per is not Per.TOTAL:
                    counted = any(part.moment for part in parts)
                    of(line).result += Fraction(line.quantity) if counted else 0
                    of(line).left += 0 if counted else Fraction(line.quantity)
                    continue
                of(line).result += sum(Fraction(part.quantity) for part in parts if part.moment)
                of(line).left += sum(Fraction(part.quantity) for part in parts if not part.moment)
        return [
            Total(name, unit, total.source, total.left, Fraction(0), total.result)
            for (name, unit), total in sorted(sums.items())
        ]


class _Sum:
    """A quantity in the source, in what was left out, and in the result."""

    def __init__(self) -> None:
        self.source = self.left = self.result = Fraction(0)


def left_at(why: str, places: Sequence[LinePlace]) -> Left:
    """Say that something was left out, with how often and the first places.

    Args:
        why: Dutch, without a full stop.
        places: Where it stands.
    """
    return Left(why, len(places), tuple(place.origin for place in places[:_SHOWN]))


def told(left: Iterable[Left]) -> tuple[Left, ...]:
    """Give what did happen."""
    return tuple(entry for entry in left if entry.rows)
