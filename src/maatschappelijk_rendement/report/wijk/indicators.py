"""Chapter on indicators: how the wijk stands beside what it is compared with, and how it went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from maatschappelijk_rendement.domain.wijk_sheets.indicators import (
    AIMS,
    GOALS,
    NOT_AVAILABLE,
    NOT_MEASURED,
    PERSPECTIVES,
)
from maatschappelijk_rendement.plots import wijk as drawings
from maatschappelijk_rendement.plots.drawing import BLUE, GREY, VERMILION
from maatschappelijk_rendement.plots.wijk import PALE, WHITE, Part
from maatschappelijk_rendement.report.document import Block, Bullets, Chart, Section, Table
from maatschappelijk_rendement.report.wijk.chapter import (
    Chapter,
    FirstPage,
    Rows,
    made_up,
    milli,
    of,
    short_bounds,
    table,
    with_states,
)
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.wijk.indicators import (
    FRAME_ROWS,
    INDICATOR_LINES,
    TREND_LINES,
    VIEW_LINES,
    FrameRow,
    IndicatorLine,
    TrendLine,
    ViewLine,
)
from maatschappelijk_rendement.results.words import TRACEABLE, word
from maatschappelijk_rendement.wijk.card_wijk import WijkReport
from maatschappelijk_rendement.wijk.estimates import Signal
from maatschappelijk_rendement.wijk.indicators import Indicator, Standing, Trend

NOT_SAID = (
    "Een verschil met de gemeente zegt niet waardoor het komt: in een wijk wonen andere mensen.",
    "Het aandeel van de samenwerking in een verandering is niet vast te stellen.",
    "Van elke twintig vergelijkingen is er gemiddeld één toeval, ook als er niets aan de hand is.",
    "Een gemodelleerd cijfer is een schatting voor de wijk, geen telling.",
)
NOT_ALONE = "Staan er achter een eigen cijfer over mensen minder dan tien, dan is het onderdrukt."
ALONE = "indicator jaar eenheid waarde n aangehaald bron"
ALONE_TITLE = "Indicatoren zonder vergelijking"
VIEWS = {"perspectief": PERSPECTIVES, "doel": GOALS, "vierdoel": AIMS}
HIDDEN_GAPS = ("verschil", "verschil_laag", "verschil_hoog")
OTHER_COLUMNS = ("vergelijking", *HIDDEN_GAPS)
HIDDEN_COLUMNS = ("waarde", "laag", "hoog", *HIDDEN_GAPS, "n")


def rows(report: WijkReport) -> Rows:
    """Give the rows of its tables."""
    return {
        INDICATOR_LINES.name: [_line(each) for each in report.standings],
        TREND_LINES.name: [_trend(each) for each in report.trends],
        VIEW_LINES.name: [*_views(report.standings)] if report.standings else [],
        FRAME_ROWS.name: [
            FrameRow(perspective=each.perspective, goal=each.goal, what=each.what, why=each.why, how=each.how)
            for each in report.frame
        ],
    }


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the sections; none without indicators or frame."""
    found = []
    if rows[INDICATOR_LINES.name]:
        blocks: list[Block] = [*_picture(rows), *_beside(rows)]
        if rows[TREND_LINES.name]:
            blocks.append(short_bounds(table(TREND_LINES, rows), HIDDEN_GAPS))
        found.append(Section("indicatoren", "Indicatoren", (*blocks, Bullets((*NOT_SAID, NOT_ALONE)))))
        views = [_view_picture(rows, view) for view in VIEWS]
        found.append(
            Section("blikken", "Zes perspectieven en vier doelen", (*views, table(VIEW_LINES, rows)))
        )
    if rows[FRAME_ROWS.name]:
        found.append(Section("monitor", "Het kader voor volgen", (table(FRAME_ROWS, rows),)))
    return tuple(found)


def first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say how many differences are more than noise."""
    lines = of(IndicatorLine, rows[INDICATOR_LINES.name])
    last: dict[str, IndicatorLine] = {}
    for each in sorted(lines, key=lambda line: line.year):
        if each.gap_low is not None:
            last[each.name.casefold()] = each  # an indicator of more years is one indicator
    compared = list(last.values())
    signals = [each.signal for each in compared]
    if not signals:
        return FirstPage()
    better, worse = signals.count(Signal.BETTER), signals.count(Signal.WORSE)
    words = (
        f"Van {len(signals)} indicatoren naast een vergelijking zijn er {better} beter en {worse} slechter; "
        f"de rest verschilt niet meer dan ruis{made_up(compared)}."
    )
    return FirstPage(points=(words,))


def _line(standing: Standing) -> Row:
    one, gap = standing.indicator, standing.gap
    found, other = one.found, one.other
    is_other_hidden = one.is_other_too_small
    hidden = one.is_too_small
    shown, shown_gap = None if hidden else found, None if hidden or is_other_hidden else gap
    either = (*(HIDDEN_COLUMNS if hidden else ()), *(OTHER_COLUMNS if is_other_hidden else ()))
    columns = tuple(dict.fromkeys(either))
    return IndicatorLine(
        reason=TRACEABLE if columns else "",
        hidden=columns,
        perspective=one.perspective,
        goal=one.goal,
        aim=one.aim or None,
        name=one.name,
        unit=one.unit,
        year=one.year,
        state=one.state,
        value=milli(shown.value) if shown else None,
        low=milli(shown.low) if shown else None,
        high=milli(shown.high) if shown else None,
        against=one.against or None,
        other=milli(other.value) if other and not is_other_hidden else None,
        gap=milli(shown_gap.value) if shown_gap else None,
        gap_low=milli(shown_gap.low) if shown_gap else None,
        gap_high=milli(shown_gap.high) if shown_gap else None,
        signal=(Signal.UNKNOWN if hidden or is_other_hidden else standing.signal).value,
        n=None if hidden else one.n,
        nature=one.nature,
        is_quoted=one.is_quoted,
        source=one.source,
    )


def _trend(trend: Trend) -> Row:
    first, last = trend.first, trend.last
    hidden = tuple(
        key
        for key, is_hidden in (
            ("eerste", first.is_too_small),
            ("laatste", last.is_too_small),
            *((key, first.is_too_small or last.is_too_small) for key in HIDDEN_GAPS),
        )
        if is_hidden
    )
    gap = None if "verschil" in hidden else trend.gap
    return TrendLine(
        reason=TRACEABLE if hidden else "",
        hidden=hidden,
        name=last.name,
        unit=last.unit,
        first_year=first.year,
        last_year=last.year,
        first=_shown(first),
        last=_shown(last),
        gap=milli(gap.value) if gap else None,
        gap_low=milli(gap.low) if gap else None,
        gap_high=milli(gap.high) if gap else None,
        signal=(trend.signal if gap else Signal.UNKNOWN).value,
    )


def _shown(one: Indicator) -> int | None:
    return milli(one.found.value) if one.found and not one.is_too_small else None


def _beside(rows: Rows) -> tuple[Table, ...]:
    """Show in one table what stands beside a comparison, and in another what does not."""
    lines = of(IndicatorLine, rows[INDICATOR_LINES.name])
    beside = [line for line in lines if line.against]
    alone = [line for line in lines if not line.against]
    found = []
    if beside:
        found.append(
            short_bounds(
                with_states(table(INDICATOR_LINES, {INDICATOR_LINES.name: beside}), beside), HIDDEN_GAPS
            )
        )
    if alone:
        shown = table(
            INDICATOR_LINES, {INDICATOR_LINES.name: alone}, ALONE, ALONE_TITLE, name="indicatoren-los"
        )
        found.append(with_states(replace(shown, note=""), alone))
    return tuple(found)


def _views(standings: Iterable[Standing]) -> Iterable[Row]:
    """Count the indicators of each perspective, goal and aim."""
    known = list(standings)
    for view, names in VIEWS.items():
        for name in names:
            mine = [each for each in known if name == _place(each.indicator, view)]
            states = [each.indicator.state for each in mine]
            signals = [
                Signal.UNKNOWN
                if each.indicator.is_too_small or each.indicator.is_other_too_small
                else each.signal
                for each in mine
                if each.indicator.found is not None
            ]
            yield ViewLine(
                view=view,
                name=name,
                measured=len(signals),
                better=signals.count(Signal.BETTER),
                worse=signals.count(Signal.WORSE),
                noise=signals.count(Signal.NOISE),
                untold=signals.count(Signal.UNKNOWN) + signals.count(Signal.OTHER),
                missing=states.count(NOT_MEASURED),
                absent=states.count(NOT_AVAILABLE),
            )


def _place(one: Indicator, view: str) -> str:
    return {"perspectief": one.perspective, "doel": one.goal}.get(view, one.aim)


def _view_picture(rows: Rows, view: str) -> Chart:
    """Draw the numbers of a view: better, worse, no more than noise, not to tell, not measured."""
    lines = [each for each in of(ViewLine, rows[VIEW_LINES.name]) if each.view == view]
    bars = [
        (
            word(each.name),
            (
                Part(each.better, "beter", BLUE),
                Part(each.worse, "slechter", VERMILION, hatched=True),
                Part(each.noise, "ruis", GREY),
                Part(each.untold, "niet te zeggen", PALE),
                Part(each.missing + each.absent, "niet gemeten", WHITE, hatched=True),
            ),
        )
        for each in lines
    ]
    alt = "; ".join(
        f"{name}: " + (", ".join(f"{part.count} {part.word}" for part in parts if part.count) or "geen")
        for name, parts in bars
    )
    title = f"Aantal indicatoren per {view}"
    shown = table(VIEW_LINES, rows, name=f"blikken-{view}")
    return Chart(f"blik-{view}", title, f"{alt}.", drawings.counts(bars), shown, is_alone=True)


def _picture(rows: Rows) -> tuple[Chart, ...]:
    """Draw each difference with its interval, of those that have one."""
    lines = [each for each in of(IndicatorLine, rows[INDICATOR_LINES.name]) if each.gap_low is not None]
    gaps = [
        drawings.GapBar(f"{each.name}, {each.year}", each.gap, each.gap_low, each.gap_high)
        for each in lines
        if each.gap is not None and each.gap_low is not None and each.gap_high is not None
    ]
    if not gaps:
        return ()
    alt = "; ".join(
        f"{gap.name}: {drawings.signed(gap.value)}, van {drawings.signed(gap.low)} tot "
        f"{drawings.signed(gap.high)}"
        for gap in gaps
    )
    title = "Verschil van de wijk met de vergelijking, met de grenzen van 95 %"
    shown = table(INDICATOR_LINES, rows, name="indicatoren-plaatje")
    return (Chart("indicatoren", title, f"{alt}.", drawings.gaps(gaps), shown, is_alone=True),)


CHAPTER = Chapter("indicatoren", rows, sections, first)
