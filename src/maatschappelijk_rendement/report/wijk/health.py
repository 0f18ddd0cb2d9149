"""Chapter on positive health: each criterion beside the municipality; of a dimension only how many differ."""

from __future__ import annotations

from collections.abc import Sequence

from maatschappelijk_rendement.domain.positive_health import DIMENSIONS
from maatschappelijk_rendement.plots import wijk as drawings
from maatschappelijk_rendement.plots.drawing import BLUE, GREY, VERMILION
from maatschappelijk_rendement.plots.wijk import PALE, WHITE, Part
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Heading,
    Headline,
    Paragraph,
    Section,
)
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
from maatschappelijk_rendement.results.wijk.health import (
    DIMENSION_LINES,
    HEALTH_LINES,
    HEALTH_TREND_LINES,
    DimensionLine,
    HealthLine,
    HealthTrendLine,
)
from maatschappelijk_rendement.results.words import TRACEABLE, word
from maatschappelijk_rendement.wijk.card_wijk import WijkReport
from maatschappelijk_rendement.wijk.estimates import Signal
from maatschappelijk_rendement.wijk.health import HealthValue
from maatschappelijk_rendement.wijk.indicators import Trend

HIDDEN_GAPS = ("verschil", "verschil_laag", "verschil_hoog")
HIDDEN_COLUMNS = ("wijk", "wijk_laag", "wijk_hoog", *HIDDEN_GAPS)
NOT_SAID = (
    "Een dimensie krijgt geen cijfer: niemand kan zeggen hoe zwaar het ene criterium weegt naast het andere.",
    "Cijfers van de GGD per wijk zijn schattingen met een model: wat er gebeurt, zit daar maar deels in.",
    "Van elke twintig vergelijkingen is er gemiddeld één toeval, ook als er niets aan de hand is.",
    "Het aandeel van de samenwerking in een verandering is niet vast te stellen.",
)


def rows(report: WijkReport) -> Rows:
    """Give the rows of its tables."""
    health = report.health
    dimension_of = {each.criterion.name: each.criterion.dimension for each in health.values}
    return {
        HEALTH_LINES.name: [_line(each) for each in health.values],
        DIMENSION_LINES.name: [
            DimensionLine(
                dimension=each.dimension,
                age=each.age,
                year=each.year,
                better=each.better,
                worse=each.worse,
                noise=each.noise,
                untold=each.untold,
                missing=each.missing,
            )
            for each in health.counts
        ],
        HEALTH_TREND_LINES.name: [_trend(each, dimension_of[each.last.name]) for each in health.trends],
    }


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the section; none without health."""
    lines = of(HealthLine, rows[HEALTH_LINES.name])
    if not lines:
        return ()
    year = max(line.year for line in lines)
    blocks: list[Block] = [*_pictures(rows, year), table(DIMENSION_LINES, rows)]
    for dimension in DIMENSIONS:
        mine = [line for line in lines if line.dimension == dimension]
        if mine:
            blocks += [Heading(word(dimension).capitalize()), *_of_dimension(dimension, mine, year)]
        else:
            blocks += [
                Heading(word(dimension).capitalize()),
                Paragraph("Van deze dimensie is geen criterium opgegeven."),
            ]
    trend = short_bounds(table(HEALTH_TREND_LINES, rows), HIDDEN_GAPS)
    return (Section("gezondheid", "Positieve gezondheid van de wijk", (*blocks, trend, Bullets(NOT_SAID))),)


def first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say how many criteria of the last year are better and worse than in the municipality."""
    lines = of(DimensionLine, rows[DIMENSION_LINES.name])
    if not lines:
        return FirstPage()
    year = max(line.year for line in lines)
    last = [line for line in lines if line.year == year]
    better, worse = sum(line.better for line in last), sum(line.worse for line in last)
    mark = made_up(of(HealthLine, rows[HEALTH_LINES.name]))
    whole = sum(line.better + line.worse + line.noise + line.untold for line in last)
    headline = Headline(
        f"Positieve gezondheid, {year}{mark}",
        f"{better} beter, {worse} slechter",
        f"Van {whole} criteria naast de gemeente; de rest is ruis of niet te zeggen.",
    )
    trends = of(HealthTrendLine, rows[HEALTH_TREND_LINES.name])
    told = [line for line in trends if line.signal in (Signal.BETTER, Signal.WORSE)]
    words = (
        f"Sinds de eerste meting veranderden {len(told)} van {len(trends)} criteria van gezondheid meer "
        f"dan ruis: {sum(line.signal == Signal.BETTER for line in told)} beter en "
        f"{sum(line.signal == Signal.WORSE for line in told)} slechter{mark}."
    )
    return FirstPage((headline,), (words,) if trends else (), _pictures(rows, year)[:1])


def _line(value: HealthValue) -> Row:
    one, gap = value.standing.indicator, value.standing.gap
    hidden = one.is_too_small
    found, other = (None if hidden else one.found), one.other
    shown = None if hidden else gap
    return HealthLine(
        reason=TRACEABLE if hidden else "",
        hidden=HIDDEN_COLUMNS if hidden else (),
        dimension=value.criterion.dimension,
        name=value.criterion.name,
        direction=value.criterion.direction,
        age=one.group,
        year=one.year,
        state=one.state,
        value=milli(found.value) if found else None,
        low=milli(found.low) if found else None,
        high=milli(found.high) if found else None,
        other=milli(other.value) if other else None,
        other_low=milli(other.low) if other else None,
        other_high=milli(other.high) if other else None,
        gap=milli(shown.value) if shown else None,
        gap_low=milli(shown.low) if shown else None,
        gap_high=milli(shown.high) if shown else None,
        signal=(Signal.UNKNOWN if hidden else value.standing.signal).value,
        nature=one.nature,
        source=one.source,
    )


def _trend(trend: Trend, dimension: str) -> Row:
    hidden = trend.first.is_too_small or trend.last.is_too_small
    gap = None if hidden else trend.gap
    return HealthTrendLine(
        reason=TRACEABLE if hidden else "",
        hidden=HIDDEN_GAPS if hidden else (),
        dimension=dimension,
        name=trend.last.name,
        age=trend.last.group,
        first_year=trend.first.year,
        last_year=trend.last.year,
        gap=milli(gap.value) if gap else None,
        gap_low=milli(gap.low) if gap else None,
        gap_high=milli(gap.high) if gap else None,
        signal=(Signal.UNKNOWN if hidden else trend.signal).value,
    )


def _pictures(rows: Rows, year: int) -> tuple[Chart, ...]:
    """Draw of each age group how many criteria of a dimension are better and worse."""
    lines = [line for line in of(DimensionLine, rows[DIMENSION_LINES.name]) if line.year == year]
    found = []
    for number, age in enumerate(dict.fromkeys(line.age for line in lines)):
        bars = [
            (
                word(line.dimension),
                (
                    Part(line.better, "beter", BLUE),
                    Part(line.worse, "slechter", VERMILION, hatched=True),
                    Part(line.noise, "ruis", GREY),
                    Part(line.untold, "niet te zeggen", PALE),
                    Part(line.missing, "niet gemeten", WHITE, hatched=True),
                ),
            )
            for line in lines
            if line.age == age
        ]
        alt = "; ".join(
            f"{name}: " + ", ".join(f"{part.count} {part.word}" for part in parts if part.count)
            for name, parts in bars
        )
        title = f"Criteria van gezondheid naast de gemeente, {age} jaar, {year}"
        shown = table(DIMENSION_LINES, rows, name=f"dimensies-{number}")
        found.append(
            Chart(f"dimensies-{number}", title, f"{alt}.", drawings.counts(bars), shown, is_alone=True)
        )
    return tuple(found)


def _of_dimension(dimension: str, lines: Sequence[HealthLine], year: int) -> tuple[Block, ...]:
    """Draw the criteria of a dimension in its last year, above all its years."""
    shown = with_states(
        table(HEALTH_LINES, {HEALTH_LINES.name: lines}, name=f"gezondheid-{dimension}"), lines
    )
    shown = short_bounds(shown, HIDDEN_GAPS)
    ages = dict.fromkeys(line.age for line in lines if line.year == year)
    gaps = [
        drawings.GapBar(
            line.name if len(ages) == 1 else f"{line.name}, {line.age}", line.gap, line.gap_low, line.gap_high
        )
        for line in lines
        if line.year == year
        and line.gap is not None
        and line.gap_low is not None
        and line.gap_high is not None
    ]
    if not gaps:
        return (shown,)
    alt = "; ".join(
        f"{gap.name}: {drawings.signed(gap.value)}, van {drawings.signed(gap.low)} tot "
        f"{drawings.signed(gap.high)}"
        for gap in gaps
    )
    title = f"Wijk min gemeente in procentpunten, {' en '.join(ages)} jaar, {year}: {word(dimension)}"
    return (Chart(f"gezondheid-{dimension}", title, f"{alt}.", drawings.gaps(gaps), shown),)


CHAPTER = Chapter("gezondheid", rows, sections, first)
