"""The figures of a new release that, with earlier ones, tell of too few cases: found, and named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maatschappelijk_rendement.disclosure.ledger.combining import Isolation, isolations
from maatschappelijk_rendement.disclosure.ledger.figures import ShownFigure, figures_of, of_party
from maatschappelijk_rendement.disclosure.ledger.kept_back import (
    Compared,
    Shortage,
    few_between,
    figure_name,
    topic_name,
)
from maatschappelijk_rendement.disclosure.ledger.other_prices import by_name, by_use
from maatschappelijk_rendement.disclosure.ledger.release import Release
from maatschappelijk_rendement.disclosure.tables.published import Published
from maatschappelijk_rendement.results.words import TOTAL


def shortages(new: Release, earlier: Sequence[Release], published: Published) -> Iterator[Shortage]:
    """Give the figures of a new release that tell of too few cases, by amounts first.

    Args:
        new: The new release.
        earlier: Earlier releases.
        published: What is shown of the new one.
    """
    figures = {(figure.kind, figure.name): figure for figure in figures_of(published)}
    for kind, groups in new.groups.items():
        of_kind = {group.figure: figures[kind, group.figure] for group in groups}
        totals = {group.names for group in groups if of_kind[group.figure].row.get("wijk") == TOTAL}
        said: set[str] = set()
        for compared, isolation in _searched(new, earlier, kind):
            first = isolation.groups[0]
            shortage = _shortage(of_kind[first.figure], isolation, new, compared)
            # The only wijk is the total under another name, and the same is found of that.
            if shortage.is_of_wijk and first.names in totals:
                continue
            # What the amounts tell of a figure already is not said once more.
            if compared is Compared.BY_AMOUNT or first.figure not in said:
                yield shortage
            said.add(first.figure)


def _searched(new: Release, earlier: Sequence[Release], kind: str) -> Iterator[tuple[Compared, Isolation]]:
    before = [group for one in earlier for group in one.groups.get(kind, ())]
    found = {
        Compared.BY_AMOUNT: isolations(new.groups[kind], before, new.minimum),
        Compared.BY_USE: by_use(new, earlier, kind),
        Compared.BY_NAME: by_name(new, earlier, kind),
    }
    return ((compared, isolation) for compared, some in found.items() for isolation in some)


def _shortage(figure: ShownFigure, isolation: Isolation, new: Release, compared: Compared) -> Shortage:
    first, *others = isolation.groups
    what = figure.table, figure.column, figure.row
    is_one = all(group.release != new.number for group in others)
    is_itself = len(others) == 1 and others[0].figure == first.figure
    return Shortage(
        figure_name(*what) if is_one else f"{topic_name(*what)}, meer groepen samen",
        isolation.cases,
        tuple(sorted({group.release for group in isolation.groups} - {new.number})),
        few_between(others[0].cases, first.cases) if is_itself else "",
        is_one and figure.row.get("wijk", TOTAL) != TOTAL,
        figure.table == "welbevinden",
        "post" in figure.row and bool(of_party(figure.row)),
        compared,
    )
