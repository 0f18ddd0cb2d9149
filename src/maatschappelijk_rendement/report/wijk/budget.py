"""Chapter on the budget: years, what PxQ would have cost, where it may grow, who carries the risk."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.money import dutch_number, half_up
from maatschappelijk_rendement.plots import wijk_budget as drawings
from maatschappelijk_rendement.plots.scenario import euros_in_words
from maatschappelijk_rendement.report.cells import UNKNOWN, number
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Headline,
    Section,
    ShownValue,
    Table,
)
from maatschappelijk_rendement.report.wijk.chapter import Chapter, FirstPage, Rows, table
from maatschappelijk_rendement.results.columns import Column, Kind, Row
from maatschappelijk_rendement.results.wijk.budget import (
    AXES,
    BUDGET_CELLS,
    BUDGET_PARTS,
    FAN_LINES,
    GROWTH_LINES,
    LUMP_SUM_YEARS,
    RISK_LINES,
    UNTRANSLATED_POSTS,
    BudgetCell,
    BudgetPart,
    FanLine,
    GrowthLine,
    LumpSumYear,
    RiskLine,
    UntranslatedPost,
)
from maatschappelijk_rendement.results.words import TRACEABLE
from maatschappelijk_rendement.wijk.budget import UNSPENT_IS_NOT_SAVED, Axis, BudgetSum, budget_sums
from maatschappelijk_rendement.wijk.card_budget import CardBudget
from maatschappelijk_rendement.wijk.card_wijk import WijkReport

NOT_SAID = (
    UNSPENT_IS_NOT_SAVED,
    "Een vergelijking met PxQ zegt wat er betaald zou zijn, niet wat er dan was gebeurd.",
    "Wat vrijkomt bij een partner, is pas geld van de financier als het budget opnieuw wordt vastgesteld.",
)
TITLES = {Axis.PARTNER: "partner", Axis.GOAL: "doel", Axis.STREAM: "stroom"}
OVER_YEARS = "begroot_naar_"
PEOPLE = ("mensen_minstens", "mensen_hoogstens")


def rows(report: WijkReport) -> Rows:
    """Give the rows of every table; none without a budget."""
    budget = report.budget or CardBudget(())
    agreed = {each.year: each for each in budget.agreed}
    return {
        BUDGET_CELLS.name: [_cell(each) for each in budget_sums(budget.lines, *Axis)],
        BUDGET_PARTS.name: list(_parts(budget)),
        UNTRANSLATED_POSTS.name: [
            UntranslatedPost(
                year=line.own.year,
                partner=line.own.partner,
                term=line.own.term,
                budgeted=line.own.budgeted_cents,
                realised=line.own.realised_cents,
                hours=line.own.realised_hours_milli
                if line.own.realised_hours_milli is not None
                else line.own.budgeted_hours_milli,
                why=line.why,
            )
            for line in budget.lines
            if not line.is_translated
        ],
        LUMP_SUM_YEARS.name: [
            LumpSumYear(
                year=each.year,
                lump_sum=each.lump_sum_cents,
                pxq=each.pxq_cents,
                unchanged=each.unchanged_cents,
                cash=each.cash_cents,
                freed=each.freed_cents,
                how=agreed[each.year].how,
                source=agreed[each.year].source,
            )
            for each in budget.forms
        ],
        FAN_LINES.name: [
            FanLine(
                year=each.year,
                lump_sum=agreed[each.year].cents,
                lowest=each.lowest_cents,
                low=each.low_cents,
                middle=each.middle_cents,
                high=each.high_cents,
                highest=each.highest_cents,
            )
            for each in budget.fan
        ],
        GROWTH_LINES.name: [
            GrowthLine(
                name=each.name,
                grows=grows,
                low=percent(each.low),
                middle=percent(each.middle),
                high=percent(each.high),
                source=each.source,
            )
            for grows, each in budget.assumptions
        ],
        RISK_LINES.name: [
            RiskLine(
                year=year,
                key=str(key),
                partner=each.partner,
                budget=each.budget_cents,
                realised=each.realised_cents,
                own=each.own_cents,
                shared=each.shared_cents,
                settled=each.settled_cents,
            )
            for year, key, results in budget.risks
            for each in results
        ],
    }


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the sections; none without posts."""
    if report.budget is None:
        return ()
    blocks: list[Block] = [
        *(over_years(rows, axis) for axis in TITLES),
        *_of_last_year(rows),
        table(UNTRANSLATED_POSTS, _untranslated_once(rows)),
        Bullets(NOT_SAID[:1]),
    ]
    found = [Section("begroting", "De begroting van de wijk", tuple(blocks))]
    if report.budget.agreed:
        lump: list[Block] = [
            *_fan_picture(rows),
            table(LUMP_SUM_YEARS, rows),
            table(FAN_LINES, rows),
            table(GROWTH_LINES, rows),
            *_risk_picture(rows),
            table(RISK_LINES, rows),
            Bullets(NOT_SAID),
        ]
        found.append(Section("wijkbudget", "Eén budget voor de wijk", tuple(lump)))
    return tuple(found)


def first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say what the budget is, and what it does not say."""
    budget = report.budget
    if budget is None or not budget.agreed:
        return FirstPage()
    agreed = budget.agreed
    points = []
    for form in budget.forms:
        if not form.freed_cents:  # unknown, or nothing to tell
            continue
        words = f"In {form.year} is {euros_in_words(form.freed_cents)} aan hulp betaald en niet gebruikt."
        mark = " (synthetisch)" if report.is_synthetic else ""
        points.append(f"{words} Dat is vrije capaciteit, nog geen besparing{mark}.")
    figure = Headline(
        "Wijkbudget",
        euros_in_words(agreed[0].cents),
        f"Lumpsum in {agreed[0].year}; {euros_in_words(agreed[-1].cents)} in {agreed[-1].year}"
        f"{' (bedragen synthetisch)' if report.is_synthetic else ''}.",
    )
    return FirstPage((figure,), tuple(points[-1:]), _fan_picture(rows, "waaier_kort"))


def over_years(rows: Rows, axis: Axis) -> Table:
    """Show the budgeted amount of each year, a row for each partner, goal or stream, and their total."""
    own = [row for row in rows[BUDGET_PARTS.name] if row["naar"] in (axis, Axis.YEAR)]
    years = sorted({int(str(row["jaar"])) for row in own})
    names = list(dict.fromkeys(str(row["naam"]) for row in own if row["naar"] == axis))
    found = {(str(row["naar"]), str(row["naam"]), int(str(row["jaar"]))): row["begroot_eur"] for row in own}
    lines = [
        (ShownValue(name), *(_amount(found.get((str(axis), name, year), 0)) for year in years))
        for name in names
    ]
    lines.append(
        (ShownValue("Totaal"), *(_amount(found[(str(Axis.YEAR), "totaal", year)]) for year in years))
    )
    columns = (
        Column("naam", TITLES[axis].capitalize()),
        *(Column(f"jaar_{year}", str(year), Kind.EURO) for year in years),
    )
    return Table(f"{OVER_YEARS}{axis}", f"Begroot per jaar, naar {TITLES[axis]}", columns, tuple(lines))


def percent(part: Fraction) -> str:
    """Write a growth as a percentage.

    Example:
        >>> percent(Fraction(3, 1000)), percent(Fraction(-1, 50))
        ('0,3 %', '-2 %')
    """
    hundredths = half_up(part * 10_000)
    decimals = 0 if hundredths % 100 == 0 else 1 if hundredths % 10 == 0 else 2
    return f"{dutch_number(Decimal(hundredths).scaleb(-2), decimals)} %"


def _amount(cents: object) -> ShownValue:
    return (
        number(cents, Kind.EURO) if isinstance(cents, int) else ShownValue(UNKNOWN, Kind.EURO, absent=UNKNOWN)
    )


def _cell(each: BudgetSum) -> BudgetCell:
    year, partner, goal, stream = each.names
    return BudgetCell(
        reason=TRACEABLE if each.has_few else "",
        hidden=PEOPLE if each.has_few else (),
        year=int(year),
        partner=partner,
        goal=goal,
        stream=stream,
        budgeted=each.budgeted.whole,
        realised=each.realised.whole,
        unspent=each.unspent_cents,
        budgeted_hours=each.budgeted_hours.whole,
        realised_hours=each.realised_hours.whole,
        at_least=None if each.has_few else each.people_at_least,
        at_most=None if each.has_few else each.people_at_most,
    )


def _parts(budget: CardBudget) -> Iterable[BudgetPart]:
    for axis in (Axis.YEAR, *TITLES):
        axes = (Axis.YEAR,) if axis is Axis.YEAR else (axis, Axis.YEAR)
        for each in budget_sums(budget.lines, *axes):
            yield BudgetPart(
                reason=TRACEABLE if each.has_few else "",
                hidden=PEOPLE if each.has_few else (),
                by=str(axis),
                name="totaal" if axis is Axis.YEAR else each.names[0],
                year=int(each.names[-1]),
                budgeted=each.budgeted.whole,
                realised=each.realised.whole,
                unspent=each.unspent_cents,
                unknown=each.realised.missing,
                budgeted_hours=each.budgeted_hours.whole,
                realised_hours=each.realised_hours.whole,
                at_least=None if each.has_few else each.people_at_least,
                at_most=None if each.has_few else each.people_at_most,
            )


def _of_last_year(rows: Rows) -> tuple[Table, ...]:
    """Show the last year of which the real cost is known, by each axis."""
    parts = rows[BUDGET_PARTS.name]
    years = [
        int(str(row["jaar"])) for row in parts if row["naar"] == AXES[0] and row["werkelijk_eur"] is not None
    ]
    if not years:
        return ()
    shown = [row for row in parts if row["jaar"] == max(years)]
    keys = "naar naam begroot_eur werkelijk_eur over_eur werkelijke_uren mensen_minstens mensen_hoogstens"
    title = f"Begroot en werkelijk in {max(years)}"
    return (table(BUDGET_PARTS, {BUDGET_PARTS.name: shown}, keys, title),)


def _untranslated_once(rows: Rows) -> Rows:
    """Keep, of each post that could not be translated, its last year with a real amount."""
    last: dict[tuple[str, str], Row] = {}
    for row in rows[UNTRANSLATED_POSTS.name]:
        key = str(row["partner"]), str(row["post"])
        if key not in last or row["werkelijk_eur"] is not None:
            last[key] = row
    return {UNTRANSLATED_POSTS.name: list(last.values())}


def _fan_picture(rows: Rows, name: str = "waaier_beeld") -> tuple[Chart, ...]:
    lines = rows[FAN_LINES.name]
    if not lines:
        return ()
    keys = ("laagst_eur", "laag_eur", "midden_eur", "hoog_eur", "hoogst_eur")
    drawn = [
        (int(str(row["jaar"])), int(str(row["lumpsum_eur"])), [int(str(row[key])) for key in keys])
        for row in lines
    ]
    alt = "; ".join(
        f"{year}: lumpsum {euros_in_words(paid)}, nodig {euros_in_words(band[2])}, van "
        f"{euros_in_words(band[1])} tot {euros_in_words(band[3])}"
        for year, paid, band in drawn
    )
    title = "De lumpsum (stippen) naast wat nodig is: streep is midden, donker is 8 op 10, licht is alles"
    return (Chart(name, title, f"{alt}.", drawings.fan(drawn), table(FAN_LINES, rows), is_alone=True),)


def _risk_picture(rows: Rows) -> tuple[Chart, ...]:
    """Draw what each partner ends up with in the last year, by itself and equally."""
    lines = rows[RISK_LINES.name]
    if not lines:
        return ()
    year = max(int(str(row["jaar"])) for row in lines)
    shown: list[tuple[str, int, str]] = []
    for row in lines:
        if row["jaar"] == year and row["sleutel"] in ("gelijk", "oorzaak"):
            amount = int(str(row["samen_eur"]))
            how = "samen, gelijk" if row["sleutel"] == "gelijk" else "ieder voor zich"
            shown.append((f"{row['partner']}: {how}", amount, euros_in_words(amount)))
    shown.sort(key=lambda each: each[0])
    alt = "; ".join(f"{name} {words}" for name, _, words in shown)
    title = f"Over (blauw) of tekort (gestreept) in {year}, per partner"
    return (
        Chart(
            "risico_beeld", title, f"{alt}.", drawings.amounts(shown), table(RISK_LINES, rows), is_alone=True
        ),
    )


CHAPTER = Chapter("begroting", rows, sections, first)
