"""The agreement over years as live formulas: inputs by year, then every year from benchmark to reserve.

Where a rule decides the shape of a formula (which base years, when a reserve comes free), it stands as it was
in the file; its numbers may be changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.report.scenario.expressions import larger, named, smaller
from maatschappelijk_rendement.report.scenario.formulas import LABELS, PAYMENT, QUALITY, SAVING, Steps
from maatschappelijk_rendement.report.scenario.inputs import EURO, PART, PLAIN
from maatschappelijk_rendement.report.scenario.live_sheets import TOP, LiveSheets, cell
from maatschappelijk_rendement.sharing.agreement import AgreementYear, YearsAgreement
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.threshold import contract_rates
from maatschappelijk_rendement.sharing.years_engine import year_scenario
from maatschappelijk_rendement.sharing.years_settled import SettledYear, SettledYears

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

INPUTS, YEARS = "Afspraak invoer", "Afspraak"
MEASURED = 1
"""Place of the measured year of a caseload: after its one base year."""
YEAR_HEADS = ("Jaar", "Personen", "Zorgzwaarte", "Gewicht", "Kwaliteit", "Drempel", "Standaard (1 = ja)",
              "Andere standaard (1 = ja)")  # fmt: skip
PERSONS, RISK, WEIGHT, QUALITY_X, RATE, MET, MET_OTHER, FIRST_STREAM = range(1, 9)
ASSUMED_HEADS = ("Deel dat blijft (aanname)", "Deel investering (aanname)")
BEFORE_X, AFTER_X, INVESTMENT_X = 2, 3, 4
"""Columns of a stream on the sheet with the inputs of one year."""
STREAM_HEADS = ("kosten", "investering", "groei", "groei-index")
COST, INVESTMENT, GROWTH, INDEX = range(4)
NOTE = (
    "Verander gele cellen op het blad Afspraak invoer; dit blad rekent dan opnieuw. Bedragen per partij "
    "staan in scenario-jaren.csv en veranderen niet mee."
)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the inputs of the years stand."""

    agreement: YearsAgreement

    def row(self, year: int) -> int:
        return TOP + 1 + year

    def at(self, year: int, x: int) -> str:
        return f"'{INPUTS}'!{cell(self.row(year), x, fixed=True)}"

    def of_stream(self, year: int, stream: int, what: int) -> str:
        return self.at(year, FIRST_STREAM + stream * len(STREAM_HEADS) + what)

    def assumed_x(self, what: int) -> int:
        return FIRST_STREAM + len(self.agreement.stream_names) * len(STREAM_HEADS) + what

    def cost(self, year: int, stream: int, streams_at: tuple[str, int]) -> str:
        """What a stream costs in a year from a caseload: before, after, or what was assumed."""
        sheet, first = streams_at
        if year < MEASURED + 1:
            x = BEFORE_X if year < MEASURED else AFTER_X
            return f"'{sheet}'!{cell(first + stream, x, fixed=True)}"
        before, after = (self.of_stream(one, stream, COST) for one in (MEASURED - 1, MEASURED))
        level = f"({before}-{self.at(year, self.assumed_x(0))}*({before}-{after}))"
        size = "*".join(f"{self.at(year, x)}/{self.at(MEASURED, x)}" for x in (PERSONS, RISK))
        growth = f"{self.of_stream(year, stream, INDEX)}/{self.of_stream(MEASURED, stream, INDEX)}"
        return f"ROUND(ROUND({level}*{size}*{growth},6),2)"

    def investment(self, year: int, stream: int, streams_at: tuple[str, int]) -> str:
        """What a payer puts in in a year from a caseload."""
        sheet, first = streams_at
        measured = f"'{sheet}'!{cell(first + stream, INVESTMENT_X, fixed=True)}"
        if year == MEASURED:
            return measured
        return f"ROUND(ROUND({measured}*{self.at(year, self.assumed_x(1))},6),2)"


def write_years(
    sheets: LiveSheets, evaluation: Evaluation, steps: Steps, streams_at: tuple[str, int]
) -> None:
    """Write both sheets; nothing without an agreement over years.

    Args:
        sheets: The workbook; holds the numbers of the contract by name.
        evaluation: The results of a scenario.
        steps: The steps of its contract.
        streams_at: Sheet and first row of the streams of one year: where the years come from a caseload, the
            base year and the measured year are those.
    """
    settled, agreement = evaluation.settled_years, evaluation.scenario.agreement
    if settled is None or agreement is None:
        return
    places = _Places(agreement)
    _write_inputs(sheets, evaluation.scenario, places, streams_at)
    sheet = sheets.sheet(YEARS, "De afspraak jaar voor jaar", [12] + [18] * 60)
    sheet.write_string(2, 0, NOTE)
    book = _Years(sheets, sheet, evaluation, settled, agreement, places, _limited(steps, agreement))
    book.write()


def _limited(steps: Steps, agreement: YearsAgreement) -> Steps:
    """The steps of a year, with a reserve that may not grow beyond its cap."""
    if agreement.rules.reserve_cap_cents is None:
        return steps
    room = larger(0, named("reserve_plafond") - named("reserve_voor"))
    return {**steps, "reserve_bedrag": smaller(steps["reserve_bedrag"], room)}


def _write_inputs(
    sheets: LiveSheets, scenario: Scenario, places: _Places, streams_at: tuple[str, int]
) -> None:
    agreement, rules = places.agreement, places.agreement.rules
    sheet = sheets.sheet(INPUTS, "Invoer van de jaren", [12] + [16] * 40)
    names = [f"{stream.stream}: {word}" for stream in scenario.streams for word in STREAM_HEADS]
    assumed = agreement.assumed
    sheets.heads(sheet, TOP, (*YEAR_HEADS, *names, *(() if assumed is None else ASSUMED_HEADS)))
    bases = len(agreement.base_years)
    indexes = [Fraction(1)] * len(scenario.streams)
    for number, year in enumerate(agreement.all_years):
        y = places.row(number)
        sheets.number(sheet, y, 0, Fraction(year.year), "0")
        sheets.number(sheet, y, PERSONS, Fraction(year.persons), "#,##0", is_input=True)
        sheets.number(sheet, y, RISK, year.risk, "0.0000", is_input=True)
        if number < bases:
            sheets.number(sheet, y, WEIGHT, rules.weights[number], PART, is_input=True)
        else:
            _write_outcome(sheets, sheet, y, scenario, year)
        for s, stream in enumerate(year.streams):
            x = FIRST_STREAM + s * len(STREAM_HEADS)
            cost, put_in = (Fraction(cents, 100) for cents in (stream.cost_cents, stream.investment_cents))
            if assumed is None:
                sheets.number(sheet, y, x + COST, cost, is_input=True)
                if number >= bases:
                    sheets.number(sheet, y, x + INVESTMENT, put_in, is_input=True)
            else:
                sheets.formula(sheet, y, x + COST, places.cost(number, s, streams_at), cost)
                if number >= bases:
                    formula = places.investment(number, s, streams_at)
                    sheets.formula(sheet, y, x + INVESTMENT, formula, put_in)
            if number == 0:
                sheets.number(sheet, y, x + INDEX, Fraction(1), "0.000000")
                continue
            sheets.number(sheet, y, x + GROWTH, stream.growth, PART, is_input=True)
            indexes[s] *= 1 + stream.growth
            formula = f"{cell(y - 1, x + INDEX)}*(1+{cell(y, x + GROWTH)})"
            sheets.formula(sheet, y, x + INDEX, formula, indexes[s], "0.000000")
        if assumed is not None and number > MEASURED:
            for what, parts in enumerate((assumed.kept, assumed.invested)):
                part = parts[number - MEASURED - 1]
                sheets.number(sheet, y, places.assumed_x(what), part, PART, is_input=True)
    y = places.row(len(agreement.all_years)) + 1
    for name, label, value, code in _rule_inputs(agreement, scenario):
        sheet.write_string(y, 0, label)
        sheets.number(sheet, y, 6, value, code, is_input=True)
        sheets.define(name, INPUTS, y, 6, value)
        y += 1


def _write_outcome(
    sheets: LiveSheets, sheet: Worksheet, y: int, scenario: Scenario, year: AgreementYear
) -> None:
    this_year = year_scenario(scenario, year)
    rates = contract_rates(scenario.contract, np.array([year.persons]), scenario.minimum_rate)
    values = (
        (QUALITY_X, this_year.quality or Fraction(0), PART),
        (RATE, rates.as_exact().fractions()[0], PART),
        (MET, Fraction(int(this_year.met_quality_standard)), "0"),
        (MET_OTHER, Fraction(int(this_year.met_alternative_standard)), "0"),
    )
    for x, value, code in values:
        sheets.number(sheet, y, x, value, code, is_input=True)


def _rule_inputs(agreement: YearsAgreement, scenario: Scenario) -> list[tuple[str, str, Fraction, str]]:
    rules, cents = agreement.rules, 100
    given = [
        (
            "plafond_totaal",
            "Hoogste uitkering over jaren, als deel van alle benchmarks",
            rules.cap_so_far,
            PART,
        ),
        ("verliesplafond_totaal", "Hoogste betaling over jaren, als deel", rules.loss_cap_so_far, PART),
        (
            "reserve_aan_aanbieders",
            "Deel van wat vrijkomt voor aanbieders",
            rules.released_to_providers,
            PART,
        ),
        ("reserve_begin", "Reserve voor het eerste jaar", Fraction(rules.reserve_start_cents, cents), EURO),
    ]
    if rules.reserve_cap_cents is not None:
        cap = Fraction(rules.reserve_cap_cents, cents)
        given.append(("reserve_plafond", "Meeste dat de reserve mag hebben", cap, EURO))
    if scenario.contract.risk_ratio_cap is not None:
        words = "Hoeveel de zorgzwaarte hoogstens mag meegroeien"
        given.append(("risicoplafond", words, scenario.contract.risk_ratio_cap, PART))
    return [(name, label, value, code) for name, label, value, code in given if value is not None]


@dataclass(frozen=True, slots=True)
class _Years:
    """The sheet of the years while it is written: a row a year."""

    sheets: LiveSheets
    sheet: Worksheet
    evaluation: Evaluation
    settled: SettledYears
    agreement: YearsAgreement
    places: _Places
    steps: Steps

    @property
    def names(self) -> list[str]:
        streams = [f"benchmark {place}" for place in range(len(self.evaluation.scenario.streams))]
        before = ["jaar", *streams, "benchmark", "kosten", SAVING, "investering", "reserve_voor"]
        after = ["alle_benchmarks", "betaald_voor", "na_plafond", "gebruikt", "vrij", "naar_aanbieders"]
        last = ["stand", "aanbieders", "betalers", "programma", "verschil_aanbieders", "programma_betalers",
                "verschil_betalers"]  # fmt: skip
        return [*before, *self.steps, *after, *last]

    def x(self, name: str) -> int:
        return self.names.index(name)

    def write(self) -> None:
        labels = LABELS | {
            "jaar": "Jaar", "benchmark": "Benchmark samen", "kosten": "Werkelijke kosten",
            "investering": "Investeringen", "reserve_voor": "Reserve vooraf",
            "alle_benchmarks": "Alle benchmarks tot nu toe", "betaald_voor": "Eerder aan aanbieders",
            "na_plafond": "Na plafond over jaren", "gebruikt": "Reserve gebruikt voor verlies",
            "vrij": "Reserve vrijgekomen", "naar_aanbieders": "Daarvan naar aanbieders",
            "stand": "Reserve aan het eind", "aanbieders": "Aanbieders", "betalers": "Betalers houden over",
            "programma": "Programma: aanbieders", "verschil_aanbieders": "Verschil",
            "programma_betalers": "Programma: betalers", "verschil_betalers": "Verschil",
        }  # fmt: skip
        streams = self.evaluation.scenario.streams
        labels |= {f"benchmark {place}": f"Benchmark {one.stream}" for place, one in enumerate(streams)}
        self.sheets.heads(self.sheet, TOP, [labels[name] for name in self.names])
        reserve, paid, benchmarks = self.settled.reserve_start_cents, 0, Fraction(0)
        for number, year in enumerate(self.settled.years):
            self._row(number, year, reserve, paid, benchmarks)
            reserve, paid = year.reserve_left_cents, paid + year.pool_cents
            benchmarks += Fraction(year.benchmark_cents, 100) * (
                1 - self.evaluation.scenario.contract.discount
            )
        self.sheet.freeze_panes(TOP + 1, 1)

    def _row(self, number: int, year: SettledYear, reserve: int, paid: int, benchmarks: Fraction) -> None:
        y, place = TOP + 1 + number, len(self.agreement.base_years) + number
        given = self.agreement.years[number]
        at = {name: cell(y, x) for x, name in enumerate(self.names)}
        before = {name: cell(y - 1, x) for x, name in enumerate(self.names)} if number else None
        self.sheets.number(self.sheet, y, 0, Fraction(year.year), "0")
        for s, result in enumerate(year.split.streams):
            self._put(y, f"benchmark {s}", self._benchmark(number, s), result.stream.before_cents)
        count = len(given.streams)
        whole = "+".join(at[f"benchmark {s}"] for s in range(count))
        cost = "+".join(self.places.of_stream(place, s, COST) for s in range(count))
        put_in = "+".join(self.places.of_stream(place, s, INVESTMENT) for s in range(count))
        self._put(y, "benchmark", whole, year.benchmark_cents)
        self._put(y, "kosten", cost, year.cost_cents)
        self._put(y, SAVING, f"ROUND({at['benchmark']}-{at['kosten']},2)", year.split.saving_cents)
        self._put(y, "investering", put_in, year.split.investment_cents)
        self._put(y, "reserve_voor", before["stand"] if before else "reserve_begin", reserve)
        self._settle(y, number, at)
        free = f"{at['benchmark']}*(1-korting)"
        this_year = Fraction(year.benchmark_cents, 100) * (1 - self.evaluation.scenario.contract.discount)
        all_so_far = f"{before['alle_benchmarks']}+{free}" if before else free
        self._formula(y, "alle_benchmarks", all_so_far, benchmarks + this_year)
        earlier = f"{before['betaald_voor']}+{before['aanbieders']}" if before else "0"
        self._put(y, "betaald_voor", earlier, paid)
        self._put(y, "na_plafond", self._capped(at), year.paid_cents)
        used = f"MIN(MAX(-{at['na_plafond']},0),{at['reserve_voor']})"
        covers = self.agreement.rules.reserve_covers_loss
        self._put(y, "gebruikt", used if covers else "0", year.reserve_used_cents)
        self._put(y, "vrij", self._released(y, number, at), year.reserve_released_cents)
        to_providers = year.pool_cents - year.paid_cents - year.reserve_used_cents
        self._put(y, "naar_aanbieders", self._to_providers(at), to_providers)
        left = f"{at['reserve_voor']}+{at['reserve_bedrag']}-{at['gebruikt']}-{at['vrij']}"
        self._put(y, "stand", f"ROUND({left},2)", year.reserve_left_cents)
        pool = f"{at['na_plafond']}+{at['gebruikt']}+{at['naar_aanbieders']}"
        self._put(y, "aanbieders", f"ROUND({pool},2)", year.pool_cents)
        kept = (
            f"{at[SAVING]}-{at['investering']}-{at['reserve_bedrag']}-{at['na_plafond']}+{at['vrij']}"
            f"-{at['naar_aanbieders']}"
        )
        self._put(y, "betalers", f"ROUND({kept},2)", year.kept_cents)
        for program, name, difference, cents in (
            ("programma", "aanbieders", "verschil_aanbieders", year.pool_cents),
            ("programma_betalers", "betalers", "verschil_betalers", year.kept_cents),
        ):
            self.sheets.number(self.sheet, y, self.x(program), Fraction(cents, 100))
            self._put(y, difference, f"ROUND({at[name]}-{at[program]},2)", 0)

    def _settle(self, y: int, number: int, at: dict[str, str]) -> None:
        """Write the steps of the contract, on the figures of this year."""
        place = len(self.agreement.base_years) + number
        given = {QUALITY: QUALITY_X, "drempelwaarde": RATE, "standaard_gehaald": MET,
                 "alternatief_gehaald": MET_OTHER}  # fmt: skip
        places = self.sheets.places | at | {name: self.places.at(place, x) for name, x in given.items()}
        this_year = year_scenario(self.evaluation.scenario, self.agreement.years[number])
        year = self.settled.years[number]
        reserve = (
            self.settled.years[number - 1].reserve_left_cents if number else self.settled.reserve_start_cents
        )
        rates = contract_rates(this_year.contract, np.array([this_year.persons]), this_year.minimum_rate)
        values = self.sheets.values | {
            SAVING: Fraction(year.split.saving_cents, 100),
            "benchmark": Fraction(year.benchmark_cents, 100),
            "investering": Fraction(year.split.investment_cents, 100),
            "reserve_voor": Fraction(reserve, 100),
            QUALITY: this_year.quality or Fraction(0),
            "drempelwaarde": rates.as_exact().fractions()[0],
            "standaard_gehaald": Fraction(int(this_year.met_quality_standard)),
            "alternatief_gehaald": Fraction(int(this_year.met_alternative_standard)),
        }
        for name, step in self.steps.items():
            values[name] = step.value(values)
            code = PLAIN if name.endswith("_telt") else EURO
            self._formula(y, name, step.formula(places), values[name], code)

    def _benchmark(self, number: int, stream: int) -> str:
        """Cost a person of the base years, weighed and brought to this year, times its persons."""
        place = len(self.agreement.base_years) + number
        has_cap = self.evaluation.scenario.contract.risk_ratio_cap is not None
        parts = []
        for weight, base in enumerate(self.agreement.window(number)):
            ratio = f"{self.places.at(place, RISK)}/{self.places.at(base, RISK)}"
            counted = f"MIN({ratio},1+risicoplafond)" if has_cap else ratio
            growth = (
                f"{self.places.of_stream(place, stream, INDEX)}/{self.places.of_stream(base, stream, INDEX)}"
            )
            cost = f"{self.places.of_stream(base, stream, COST)}/{self.places.at(base, PERSONS)}"
            parts.append(f"{self.places.at(weight, WEIGHT)}*{cost}*{counted}*{growth}")
        return f"ROUND({self.places.at(place, PERSONS)}*({'+'.join(parts)}),2)"

    def _capped(self, at: dict[str, str]) -> str:
        rules, paid = self.agreement.rules, at[PAYMENT]
        if rules.cap_so_far is not None:
            most = _down(f"plafond_totaal*{at['alle_benchmarks']}")
            paid = f"MIN({paid},{most}-{at['betaald_voor']})"
        if rules.loss_cap_so_far is not None:
            most = _down(f"verliesplafond_totaal*{at['alle_benchmarks']}")
            paid = f"MAX({paid},-{most}-{at['betaald_voor']})"
        return f"ROUND({paid},2)"

    def _released(self, y: int, number: int, at: dict[str, str]) -> str:
        """What came in first goes out first: of a deposit is left what all that went out did not take."""
        rules, top = self.agreement.rules, TOP + 1
        if number == len(self.agreement.years) - 1 and rules.reserve_released_at_end:
            return f"ROUND({at['reserve_voor']}+{at['reserve_bedrag']}-{at['gebruikt']},2)"
        due = -1 if rules.reserve_released_after is None else number + 1 - rules.reserve_released_after
        if due < 0:
            return "0"

        def so_far(name: str, last: int) -> str:
            x = self.x(name)
            return f"SUM({cell(top, x)}:{cell(last, x)})" if last >= top else "0"

        came_in = f"reserve_begin+{so_far('reserve_bedrag', top + due - 1)}"
        went_out = f"{so_far('gebruikt', y)}+{so_far('vrij', y - 1)}"
        return f"ROUND(MAX(0,{came_in}-({went_out})),2)"

    def _to_providers(self, at: dict[str, str]) -> str:
        part = _down(f"{at['vrij']}*reserve_aan_aanbieders")
        if self.agreement.rules.cap_so_far is None:
            return part
        most = _down(f"plafond_totaal*{at['alle_benchmarks']}")
        room = f"{most}-{at['betaald_voor']}-{at['na_plafond']}-{at['gebruikt']}"
        return f"ROUND(MIN({part},MAX(0,{room})),2)"

    def _put(self, y: int, name: str, formula: str, cents: int) -> None:
        self._formula(y, name, formula, Fraction(cents, 100))

    def _formula(self, y: int, name: str, formula: str, value: Fraction, code: str = EURO) -> None:
        self.sheets.formula(self.sheet, y, self.x(name), formula, value, code)


def _down(formula: str) -> str:
    """Round down to whole cents, past the noise of floating point."""
    return f"ROUNDDOWN(ROUND({formula},6),2)"
