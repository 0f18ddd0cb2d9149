"""Chapter on the agreed result areas: what was found of each, on which ground, and who says so."""

from __future__ import annotations

from maatschappelijk_rendement.plots import wijk as drawings
from maatschappelijk_rendement.report.document import Chart, Headline, Section
from maatschappelijk_rendement.report.wijk.chapter import Chapter, FirstPage, Rows, of, table
from maatschappelijk_rendement.results.wijk.indicators import RESULT_AREA_LINES, ResultAreaLine
from maatschappelijk_rendement.results.words import word
from maatschappelijk_rendement.wijk.card_wijk import WijkReport

OCCURRED, PARTLY = "opgetreden", "deels_opgetreden"
NOT_KNOWN = ("niet_gemeten", "niet_beschikbaar")


def rows(report: WijkReport) -> Rows:
    """Give the rows of the table."""
    return {
        RESULT_AREA_LINES.name: [
            ResultAreaLine(
                number=each.number,
                area=each.area,
                verdict=each.verdict,
                ground=each.ground,
                who=each.who,
                source=each.source,
            )
            for each in report.result_areas
        ]
    }


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the section; none without result areas."""
    if not report.result_areas:
        return ()
    return (
        Section(
            "resultaatgebieden", "Afgesproken resultaten", (picture(rows), table(RESULT_AREA_LINES, rows))
        ),
    )


def first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say how many results came about, and which nobody knows of."""
    lines = of(ResultAreaLine, rows[RESULT_AREA_LINES.name])
    if not lines:
        return FirstPage()
    verdicts = [line.verdict for line in lines]
    occurred, partly = verdicts.count(OCCURRED), verdicts.count(PARTLY)
    unknown = sum(verdict in NOT_KNOWN for verdict in verdicts)
    headline = Headline(
        "Afgesproken resultaten",
        f"{occurred} van {len(lines)} opgetreden",
        f"Nog {partly} deels; van {unknown} is het niet gemeten of niet beschikbaar.",
    )
    return FirstPage(headlines=(headline,), pictures=(picture(rows),))


def picture(rows: Rows) -> Chart:
    """Draw each result area with its verdict."""
    lines = of(ResultAreaLine, rows[RESULT_AREA_LINES.name])
    shown = [(f"{line.number}. {line.area}", line.verdict, word(line.verdict)) for line in lines]
    alt = "; ".join(f"{name}: {words}" for name, _, words in shown)
    occurred = sum(line.verdict == OCCURRED for line in lines)
    title = f"Van {len(lines)} afgesproken resultaten zijn er {occurred} opgetreden"
    found = table(RESULT_AREA_LINES, rows, "nummer gebied oordeel", name="resultaten-kort")
    return Chart("resultaten", title, f"{alt}.", drawings.verdicts(shown), found, is_alone=True)


CHAPTER = Chapter("resultaatgebieden", rows, sections, first)
