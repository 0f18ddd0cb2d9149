"""Chapter on goals and agreements: the goal tree, the weighing of change, promised and delivered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from maatschappelijk_rendement.domain.wijk_sheets.registers import CHOICES, GOAL_LEVELS, PLEDGES, SIDES, WHOM
from maatschappelijk_rendement.plots import wijk as drawings
from maatschappelijk_rendement.plots.drawing import BLUE, GREY
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Heading,
    Section,
    ShownValue,
    Table,
)
from maatschappelijk_rendement.report.wijk.chapter import Chapter, FirstPage, Rows, made_up, milli, of, table
from maatschappelijk_rendement.results.columns import Column, Row
from maatschappelijk_rendement.results.wijk.registers import (
    PLEDGE_LINES,
    TREE_LINES,
    WEIGHING_LINES,
    PledgeLine,
    TreeLine,
    WeighingLine,
)
from maatschappelijk_rendement.results.words import word
from maatschappelijk_rendement.wijk.card_wijk import WijkReport
from maatschappelijk_rendement.wijk.registers import TOTAL, Pledge

NOT_FILLED = "niet ingevuld"
HOURS_ARE_NO_MONEY = "Uren en euro's staan apart: een uur dat is toegezegd, is nog geen geld."


def rows(report: WijkReport) -> Rows:
    """Give the rows of its tables."""
    return {
        TREE_LINES.name: [
            TreeLine(
                level=part.level,
                name=part.name,
                parent=part.parent or None,
                goal=part.goal or None,
                indicator=part.indicator or None,
            )
            for part in report.goal_tree
        ],
        WEIGHING_LINES.name: [
            WeighingLine(
                choice=each.choice, side=each.side, whom=each.whom, what=each.what, source=each.source
            )
            for each in report.weighings
        ],
        PLEDGE_LINES.name: [_pledge(each) for each in report.pledges],
    }


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the sections; none without what they are about."""
    found = []
    tree = of(TreeLine, rows[TREE_LINES.name])
    if tree:
        found.append(
            Section(
                "doelenboom", "Van doel naar inspanning", (_tree_picture(rows, tree), table(TREE_LINES, rows))
            )
        )
    weighings = of(WeighingLine, rows[WEIGHING_LINES.name])
    if weighings:
        blocks: list[Block] = []
        for choice in CHOICES:
            blocks += [Heading(f"Als wij {word(choice)}"), _weighing_table(choice, weighings)]
        sources = "; ".join(dict.fromkeys(line.source for line in weighings))
        found.append(
            Section(
                "veranderboekhouding", "Doorgaan of stoppen", (*blocks, Bullets((f"Bronnen: {sources}.",)))
            )
        )
    pledges = of(PledgeLine, rows[PLEDGE_LINES.name])
    if pledges:
        pictures = _pledge_pictures(rows, pledges)
        shown: tuple[Block, ...] = (*pictures, table(PLEDGE_LINES, rows), Bullets((HOURS_ARE_NO_MONEY,)))
        found.append(Section("doorrekening", "Toegezegd en geleverd", shown))
    return tuple(found)


def first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say how much of the promised hours was delivered in the last year."""
    lines = [line for line in of(PledgeLine, rows[PLEDGE_LINES.name]) if line.partner == TOTAL]
    known = [line for line in lines if line.delivered is not None and line.promised and line.unit == "uur"]
    if not known:
        return FirstPage()
    last = max(known, key=lambda line: line.year)
    part = round(100 * (last.delivered or 0) / last.promised)
    sources = of(PledgeLine, rows[PLEDGE_LINES.name])
    words = f"Partners leverden in {last.year} {part} % van de uren die zij toezegden{made_up(sources)}."
    return FirstPage(points=(words,))


def _pledge(pledge: Pledge) -> Row:
    gap = None if pledge.delivered is None else pledge.delivered - pledge.promised
    return PledgeLine(
        year=pledge.year,
        partner=pledge.partner,
        kind=pledge.kind,
        unit=pledge.unit,
        promised=milli(pledge.promised) or 0,
        delivered=milli(pledge.delivered),
        gap=milli(gap),
        source=pledge.source,
    )


def _tree_picture(rows: Rows, lines: Sequence[TreeLine]) -> Chart:
    """Draw the tree, with under each part by what one sees it."""
    parts = [
        drawings.Branch(GOAL_LEVELS.index(line.level), line.name, line.indicator or "") for line in lines
    ]
    alt = "; ".join(
        f"{word(line.level)}: {line.name}" + (f" (gemeten met {line.indicator})" if line.indicator else "")
        for line in lines
    )
    title = "Van strategisch doel naar middel, met waar wij het aan zien"
    shown = table(TREE_LINES, rows, name="doelenboom-plaatje")
    return Chart("doelenboom", title, f"{alt}.", drawings.tree(parts), shown, is_alone=True)


def _weighing_table(choice: str, lines: Sequence[WeighingLine]) -> Table:
    """Show for each of three what a choice yields and costs."""
    texts = {
        (whom, side): "; ".join(
            line.what for line in lines if (line.choice, line.whom, line.side) == (choice, whom, side)
        )
        for whom, side in product(WHOM, SIDES)
    }
    columns = (Column("voor", "Voor"), *(Column(side, word(side).capitalize()) for side in SIDES))
    shown = tuple(
        (ShownValue(word(whom)), *(ShownValue(texts[whom, side] or NOT_FILLED) for side in SIDES))
        for whom in WHOM
    )
    return Table(f"veranderboekhouding-{choice}", f"Wat {word(choice)} oplevert en kost", columns, shown)


def _pledge_pictures(rows: Rows, lines: Sequence[PledgeLine]) -> tuple[Chart, ...]:
    """Draw of the last year what each partner promised and delivered, hours and euros apart."""
    year, found = max(line.year for line in lines), []
    for kind in PLEDGES:
        mine = [line for line in lines if (line.year, line.kind) == (year, kind) and line.partner != TOTAL]
        bars = []
        for line in mine:
            said = (("toegezegd", line.promised, GREY), ("geleverd", line.delivered, BLUE))
            bars += [drawings.Pair(line.partner, label, value, colour) for label, value, colour in said]
        if bars:
            unit = mine[0].unit
            alt = "; ".join(f"{bar.name}, {bar.word}: {drawings.plain(bar.value)} {unit}" for bar in bars)
            title = f"Toegezegd en geleverd in {year}: {kind}, in {unit}"
            shown = table(PLEDGE_LINES, rows, name=f"doorrekening-{kind}")
            found.append(
                Chart(
                    f"doorrekening-{kind}", title, f"{alt}.", drawings.pairs(bars, unit), shown, is_alone=True
                )
            )
    return tuple(found)


CHAPTER = Chapter("registers", rows, sections, first)
