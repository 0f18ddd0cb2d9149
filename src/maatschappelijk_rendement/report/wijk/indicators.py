"""Chapter on indicators: how the wijk stands beside what it is compared with, and how it went."""

from __future__ import annotations

from maatschappelijk_rendement.plots import wijk as drawings
from maatschappelijk_rendement.report.document import Block, Bullets, Chart, Section
from maatschappelijk_rendement.report.wijk.chapter import Chapter, FirstPage, Rows, milli, table
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.wijk.indicators import (
    INDICATOR_LINES,
    TREND_LINES,
    IndicatorLine,
    TrendLine,
)
from maatschappelijk_rendement.wijk.card_wijk import WijkReport
from maatschappelijk_rendement.wijk.estimates import Signal
from maatschappelijk_rendement.wijk.indicators import Standing, Trend

NOT_SAID = (
    "Een verschil met de gemeente zegt niet waardoor het komt: in een wijk wonen andere mensen.",
    "Het aandeel van de samenwerking in een verandering is niet vast te stellen.",
    "Van elke twintig vergelijkingen is er gemiddeld één toeval, ook als er niets aan de hand is.",
    "Een gemodelleerd cijfer is een schatting voor de wijk, geen telling.",
)


def rows(report: WijkReport) -> Rows:
    """Give the rows of both tables."""
    return {
        INDICATOR_LINES.name: [_line(each) for each in report.standings],
        TREND_LINES.name: [_trend(each) for each in report.trends],
    }


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the section; none without indicators."""
    if not rows[INDICATOR_LINES.name]:
        return ()
    blocks: list[Block] = [*_picture(rows), table(INDICATOR_LINES, rows), table(TREND_LINES, rows)]
    return (Section("indicatoren", "Indicatoren", (*blocks, Bullets(NOT_SAID))),)


def first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say how many differences are more than noise."""
    lines = rows[INDICATOR_LINES.name]
    told = [each for each in lines if each["signaal"] in (Signal.BETTER, Signal.WORSE)]
    compared = [each for each in lines if each["verschil"] is not None]
    if not compared:
        return FirstPage()
    words = f"Van {len(compared)} indicatoren met een vergelijking wijken er {len(told)} meer af dan ruis."
    return FirstPage(points=(words,))


def _line(standing: Standing) -> Row:
    one = standing.indicator
    found, other = one.found, one.other
    return IndicatorLine(
        perspective=one.perspective,
        goal=one.goal,
        aim=one.aim or None,
        name=one.name,
        unit=one.unit,
        year=one.year,
        state=one.state,
        value=milli(found.value) if found else None,
        low=milli(found.low) if found else None,
        high=milli(found.high) if found else None,
        against=one.against or None,
        other=milli(other.value) if other else None,
        gap=milli(standing.gap.value) if standing.gap else None,
        gap_low=milli(standing.gap.low) if standing.gap else None,
        gap_high=milli(standing.gap.high) if standing.gap else None,
        signal=standing.signal.value,
        n=one.n,
        nature=one.nature,
        is_quoted=one.is_quoted,
        source=one.source,
    )


def _trend(trend: Trend) -> Row:
    first, last = trend.first, trend.last
    return TrendLine(
        name=last.name,
        unit=last.unit,
        first_year=first.year,
        last_year=last.year,
        first=milli(first.found.value) if first.found else None,
        last=milli(last.found.value) if last.found else None,
        gap=milli(trend.gap.value),
        gap_low=milli(trend.gap.low),
        gap_high=milli(trend.gap.high),
        signal=trend.signal.value,
    )


def _picture(rows: Rows) -> tuple[Chart, ...]:
    """Draw each difference with its interval, of those that have one."""
    shown = [
        (f"{row['indicator']}, {row['jaar']}", row["verschil"], row["verschil_laag"], row["verschil_hoog"])
        for row in rows[INDICATOR_LINES.name]
        if isinstance(row["verschil_laag"], int)
    ]
    if not shown:
        return ()
    alt = table(INDICATOR_LINES, rows, "indicator verschil verschil_laag verschil_hoog signaal")
    lines = [drawings.Gap(str(name), int(str(v)), int(str(a)), int(str(b))) for name, v, a, b in shown]
    words = "; ".join(
        f"{row[0].text}: {row[1].text}, van {row[2].text} tot {row[3].text}"
        for row in alt.rows
        if row[2].value
    )
    title = "Verschil van de wijk met de vergelijking, met de grenzen van 95 %"
    return (Chart("indicatoren", title, f"{words}.", drawings.gaps(lines), alt, is_alone=True),)


CHAPTER = Chapter("indicatoren", rows, sections, first)
