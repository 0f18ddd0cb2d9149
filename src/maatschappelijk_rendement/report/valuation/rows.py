"""The rows of a valuation's tables, made once from its outcome: page, workbook and JSON show the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    EFFECTS,
    INVESTMENT_SHEET,
    VALUE_MAP,
    WELLBEING,
)
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tables import SheetTable
from maatschappelijk_rendement.results import valuation as tables
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.valuation.card_value import CardValue
from maatschappelijk_rendement.valuation.discounting import factor
from maatschappelijk_rendement.valuation.effects import CostGap, EffectCalculation
from maatschappelijk_rendement.valuation.rates import schedule_of
from maatschappelijk_rendement.valuation.societal_case import BusinessCase
from maatschappelijk_rendement.valuation.value_map import Sroi

RATIO_DECIMALS, FACTOR_DECIMALS = 4, 6
_NAME_OF = {
    EFFECTS.sheet: "effect",
    VALUE_MAP.sheet: "outcome",
    ACTIVITIES.sheet: "product",
    INVESTMENT_SHEET.sheet: "post",
    WELLBEING.sheet: "what",
}
FIRST_YEAR = ("zonder discontovoet", "met discontovoet")
_ASSUMED = (
    *("amount", "quantity", "proxy", "price", "deadweight", "displacement", "attribution", "drop_off"),
    *("duration", "start", "chance", "optimism", "change", "persons", "value", "low", "high"),
)


def cents(amount: Any) -> int:
    """Round an exact amount of euros to whole cents, half-up.

    Example:
        >>> cents(Decimal("1.005")), cents(Fraction(-1, 3))
        (101, -33)
    """
    return half_up(Fraction(amount) * 100)


def decimal_text(value: Any, decimals: int) -> str:
    """Write a number with a point and a fixed number of decimals, half-up.

    Example:
        >>> decimal_text(Fraction(2, 3), 4)
        '0.6667'
    """
    return str(Decimal(half_up(Fraction(value) * 10**decimals)).scaleb(-decimals))


def rows_of(value: CardValue) -> dict[str, list[Row]]:
    """Give the rows of every table of a valuation, by the name of the table."""
    outcome = value.outcome
    if isinstance(outcome, Sroi):
        own = _sroi(value, outcome)
    elif isinstance(outcome, BusinessCase):
        own = _case(value, outcome)
    else:
        own = _lines(outcome)
    unknown: list[Row] = [tables.NotCounted(what=what, why=why) for what, why in value.unknown]
    own[tables.WELLBEING_LEDGER.name] = _wellbeing(value)
    own[tables.SWINGS.name], own[tables.DRAWN.name] = _ranges(value)
    return {**own, tables.ASSUMPTIONS.name: _assumptions(value), tables.NOT_COUNTED.name: unknown}


def _figure(name: str, label: str, amount: Any) -> tables.KeyFigure:
    return tables.KeyFigure(name=name, label=label, amount=cents(amount))


def _number(name: str, label: str, number: Any, decimals: int = RATIO_DECIMALS) -> tables.KeyFigure:
    text = None if number is None else decimal_text(number, decimals)
    return tables.KeyFigure(name=name, label=label, number=text)


def _case(value: CardValue, case: BusinessCase) -> dict[str, list[Row]]:
    figures: list[Row] = [
        _figure("ncw", "Netto contante waarde, alle partijen samen", case.net),
        _figure("investering", "Contante waarde van de investering", case.investment),
        _figure("baten", "Contante waarde van al het andere", case.benefits),
        _number("baten_kosten", "Baten per euro investering", case.ratio),
        _number(
            "baten_alle_kosten", "Baten per euro, als alle kosten onder de streep staan", case.all_costs_ratio
        ),
        _figure("fiscaal", "Waarvan fiscaal", case.fiscal),
        _figure("economisch", "Waarvan economisch", case.economic),
        _figure("sociaal", "Waarvan sociaal", case.social),
        _wellbeing_figure(value),
        _figure("onverdisconteerd", "Netto waarde zonder discontovoet", case.undiscounted_net),
        _figure(
            "begroting", f"Begroting van publieke partijen na {case.budget_years} jaar", case.budget_effect
        ),
        _number("terugverdientijd", "Terugverdientijd in jaren", case.payback, 2),
    ]
    parties: list[Row] = [
        tables.ValuedParty(
            party=each.party.name,
            is_public=each.party.is_public,
            invests=cents(each.investment),
            transfers=cents(each.transfers),
            capacity=cents(each.capacity),
            net=cents(each.present_value),
            budget=cents(each.budget_effect),
        )
        for each in case.parties
    ]
    effects: list[Row] = [
        tables.ValuedEffect(
            activity=each.effect.activity,
            effect=each.effect.name,
            party=each.effect.party,
            role=str(row.get("role")),
            worth=each.effect.worth,
            money=each.effect.money,
            certainty=each.effect.certainty,
            present_value=cents(each.present_value),
            in_total=cents(each.in_total),
            switching=None if each.switching_factor is None else decimal_text(each.switching_factor, 2),
        )
        for each, row in zip(case.effects, value.card.of(EFFECTS), strict=True)
    ]
    return {
        tables.KEY_FIGURES.name: figures,
        tables.VALUED_PARTIES.name: parties,
        tables.PARTY_YEARS.name: [
            tables.PartyYear(party=each.party.name, year=year, amount=cents(amount))
            for each in case.parties
            for year, amount in zip(value.timeline.calendar, each.by_year, strict=True)
        ],
        tables.VALUED_EFFECTS.name: effects,
        tables.VALUED_YEARS.name: _years(value, case.by_year),
    }


def _sroi(value: CardValue, found: Sroi) -> dict[str, list[Row]]:
    other = found.other or found
    how = [f"jaar 1 {words}" for words in FIRST_YEAR]
    figures: list[Row] = [
        _number("sroi_ratio", f"Waarde per euro investering ({how[found.first]})", found.ratio),
        _number("sroi_ratio_anders", f"Dezelfde, {how[other.first]}", other.ratio),
        _figure("contant", "Contante waarde van alle uitkomsten", found.present_value),
        _figure("contant_anders", f"Dezelfde, {how[other.first]}", other.present_value),
        _figure("investering", "Investering", found.investment),
        _figure("netto", "Waarde min investering", found.net),
        _number("terugverdientijd", "Terugverdientijd in jaren", found.payback, 2),
        *([_wellbeing_figure(value)] if value.wellbeing else []),
    ]
    lines: list[Row] = [
        tables.ValueMapLine(
            stakeholder=str(row.get("stakeholder")),
            input=str(row.get("input", "")),
            output=str(row.get("output", "")),
            outcome=str(row.get("outcome")),
            indicator=str(row.get("indicator")),
            quantity=_milli(row.get("quantity")),
            duration=_milli(row.get("duration")),
            proxy=cents(row.get("proxy")),
            deadweight=_milli(row.get("deadweight", 0)),
            displacement=_milli(row.get("displacement", 0)),
            attribution=_milli(row.get("attribution", 0)),
            drop_off=_milli(row.get("drop_off", 0)),
            impact=cents(each.impact),
            present_value=cents(each.present_value),
            certainty=str(row.get("certainty")),
        )
        for each, row in zip(found.rows, value.card.of(VALUE_MAP), strict=True)
    ]
    return {
        tables.KEY_FIGURES.name: figures,
        tables.VALUE_MAP_LINES.name: lines,
        tables.VALUED_YEARS.name: _years(value, found.values),
    }


def _lines(found: EffectCalculation) -> dict[str, list[Row]]:
    total = found.total
    figures: list[Row] = [
        _figure("met", "Kosten met de aanpak", total.with_cost),
        _figure("zonder", "Kosten zonder de aanpak, als het zo gaat", total.without_cost),
        _figure("verschil", "Verschil, als het zo gaat", total.difference),
        _figure("verwacht", "Verschil, met de kans erin", total.expected),
        _figure("verwacht_contant", "Dat contant", total.expected_present_value),
    ]
    groups = (("partij", found.parties), ("terrein", found.terrains), ("casus", found.cases))
    gaps = [("totaal", total), *((kind, each) for kind, found_gaps in groups for each in found_gaps)]
    years = zip(found.timeline.calendar, found.with_by_year, found.without_by_year, strict=True)
    return {
        tables.KEY_FIGURES.name: figures,
        tables.DIFFERENCES.name: [_gap(kind, each) for kind, each in gaps],
        tables.LINE_YEARS.name: [
            tables.YearOfLines(year=year, with_cost=cents(one), without_cost=cents(other))
            for year, one, other in years
        ],
        tables.HYPOTHESES.name: [
            tables.Hypothesis(
                case=case,
                chance=decimal_text(chance, 2),
                ground=found.grounds[case],
                grade_with=_grade(found.grades.get(case, (None, None))[0]),
                grade_without=_grade(found.grades.get(case, (None, None))[1]),
            )
            for case, chance in found.probabilities.items()
        ],
    }


def _wellbeing_figure(value: CardValue) -> tables.KeyFigure:
    worth = sum((entry.present_value for entry in value.wellbeing), Fraction(0))
    return _figure("welbevinden", "Welbevinden in euro, telt nergens mee", worth)


def _wellbeing(value: CardValue) -> list[Row]:
    return [
        tables.WellbeingLine(
            what=entry.what,
            who=entry.who,
            change=_grade(entry.points("change")),
            persons=_grade(entry.points("persons")),
            value=None if entry.points("value") is None else cents(entry.points("value")),
            scale=str(entry.row.get("scale")),
            price_year=int(entry.row.get("price_year")),
            total=cents(entry.total),
            present_value=cents(entry.present_value),
            certainty=str(entry.row.get("certainty")),
            source=str(entry.row.get("source")),
        )
        for entry in value.wellbeing
    ]


def _ranges(value: CardValue) -> tuple[list[Row], list[Row]]:
    if value.ranges is None:
        return [], []
    swings: list[Row] = [
        tables.AmountSwing(
            what=swing.amount.name,
            who=swing.amount.who,
            low=cents(swing.amount.low),
            base=cents(swing.amount.base),
            high=cents(swing.amount.high),
            net_low=cents(swing.net[0]),
            net_high=cents(swing.net[1]),
            ratio_low=_ratio(swing.ratio[0]),
            ratio_high=_ratio(swing.ratio[1]),
        )
        for swing in value.ranges.swings
    ]
    drawn = value.ranges.draws
    p05, p50, p95 = (cents(amount) for amount in drawn.net)
    ratios = drawn.ratio or (None, None)
    interval = tables.DrawnInterval(
        distribution=drawn.distribution,
        draws=drawn.draws,
        seed=drawn.seed,
        p05=p05,
        p50=p50,
        p95=p95,
        positive=decimal_text(drawn.probability_positive, 2),
        ratio_p05=_ratio(ratios[0]),
        ratio_p95=_ratio(ratios[1]),
    )
    return swings, [interval]


def _ratio(ratio: Any) -> str | None:
    return None if ratio is None else decimal_text(ratio, 2)


def _gap(kind: str, gap: CostGap) -> tables.WithAndWithout:
    return tables.WithAndWithout(
        kind=kind,
        name=gap.name,
        with_cost=cents(gap.with_cost),
        without_cost=cents(gap.without_cost),
        difference=cents(gap.difference),
        expected=cents(gap.expected),
        present_value=cents(gap.expected_present_value),
    )


def _years(value: CardValue, amounts: Sequence[Any]) -> list[Row]:
    schedule, first = schedule_of(value.timeline.rate), Fraction(value.timeline.first)
    exact = [Fraction(amount) for amount in amounts]
    exact += [Fraction(0)] * (value.timeline.years - len(exact))
    factors = [factor(first + t, schedule) for t in range(len(exact))]
    return [
        tables.ValuedYear(
            year=year,
            factor=decimal_text(each, FACTOR_DECIMALS),
            amount=cents(amount),
            present_value=cents(amount * each),
            so_far=cents(so_far),
        )
        for year, each, amount, so_far in zip(
            value.timeline.calendar, factors, exact, accumulate(exact), strict=True
        )
    ]


def _assumptions(value: CardValue) -> list[Row]:
    line = value.timeline
    shown = (
        ("discontovoet", f"{decimal_text(value.rate * 100, 2).replace('.', ',')} %", line.source),
        ("eerste jaar", FIRST_YEAR[line.first], "Keuze op blad Kaart"),
        ("prijspeil", line.price_year, "Keuze op blad Kaart"),
        ("tijdlijn", f"{line.years} jaar vanaf {line.start}", "Keuze op blad Kaart"),
    )
    found: list[Row] = [
        tables.AssumedValue(part="Kaart", what=what, value=str(given), certainty="aangenomen", source=source)
        for what, given, source in shown
    ]
    for sheet in (INVESTMENT_SHEET, VALUE_MAP, EFFECTS, ACTIVITIES, WELLBEING):
        found += _assumed(value, sheet)
    return found


def _assumed(value: CardValue, sheet: SheetTable) -> list[tables.AssumedValue]:
    return [
        tables.AssumedValue(
            part=sheet.sheet,
            what=f"{row.get(_NAME_OF[sheet.sheet])} ({_whose(row)})",
            value=", ".join(
                f"{column.header} {str(row.get(column.name)).replace('.', ',')}"
                for column in sheet.columns
                if column.name in _ASSUMED and column.name in row.values
            ),
            certainty=str(row.get("certainty", "gemeten")),
            source=str(row.get("source")),
        )
        for row in value.card.of(sheet)
    ]


def _whose(row: CardRow) -> str:
    return str(next(row.get(name) for name in ("party", "stakeholder", "who") if name in row.values))


def _milli(number: Any) -> int:
    return half_up(Fraction(number) * 1000)


def _grade(number: Any) -> str | None:
    return None if number is None else str(number)
