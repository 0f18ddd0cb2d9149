"""The examples of docs/wat-een-regel-kost.md: each table is read from the page, priced, true to the cent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from maatschappelijk_rendement import (
    AnalysisSettings,
    Case,
    CaseLoad,
    MdoEffort,
    Tariff,
    TariffMissingError,
    Tariffs,
    Usage,
    analyse,
)

PAGE = Path(__file__).resolve().parents[1] / "docs" / "wat-een-regel-kost.md"
TITLE = "### Voorbeeld: "
HEAD = ["| gegeven | waarde |", "|---|---|"]
AT_LEAST = 25

# What the page says holds where an example says nothing else.
USUAL_SETTINGS: dict[str, Any] = {
    "title": "Voorbeeld (verzonnen)",
    "municipality": "Oss",
    "period_months": 12,
    "price_mode": "constant",
    "price_year": 2018,
    "index": "CPI",
    "price_basis": "tarief",
    "comparison": "voor_na",
    "after_basis": "realisatie",
    "mdo_costs": "apart",
    "selection": "alle",
}
SETTING = {
    "periode_maanden": "period_months",
    "prijsmodus": "price_mode",
    "prijspeil": "price_year",
    "index": "index",
}
CODE = "LOKAAL.UUR"
ITEM = re.compile(r"`([^`]+)` (\S+)")
PRICE = re.compile(r"([\d.,]+) (?:van (\S+) tot en met (\S+)|vanaf (\S+?))( als norm)?")


@dataclass
class Example:
    """One table of the page, row by row."""

    name: str
    settings: dict[str, str] = field(default_factory=dict)
    case: dict[str, str] = field(default_factory=dict)
    prices: str = "50,00 vanaf 1-1-2010"
    lines: list[dict[str, str]] = field(default_factory=list)
    hours: list[dict[str, str]] = field(default_factory=list)
    reckoning: str = ""
    costs: list[int] = field(default_factory=list)
    yearly: list[int] = field(default_factory=list)
    together: int | None = None
    refused: str = ""


def items(text: str) -> dict[str, str]:
    found = {}
    for item in text.split(", "):
        match = ITEM.fullmatch(item)
        assert match, text
        found[match[1]] = match[2]
    return found


def read(name: str, rows: list[str]) -> Example:
    example = Example(name)
    for row in rows:
        key, text = (cell.strip() for cell in row.strip("|").split("|"))
        match key:
            case "instellingen":
                example.settings = items(text)
            case "casus":
                example.case = items(text)
            case "prijzen":
                example.prices = text
            case "regel":
                example.lines.append(items(text))
            case "mdo":
                example.hours.append(items(text))
            case "berekening":
                example.reckoning = text
            case "kost":
                example.costs.append(cents(text))
            case "per jaar":
                example.yearly.append(cents(text))
            case "samen":
                example.together = cents(text)
            case "geweigerd":
                example.refused = text
            case _:
                raise AssertionError(f"{name}: no such row: {key}")
    return example


def examples() -> list[Example]:
    found = []
    for part in PAGE.read_text(encoding="utf-8").split(TITLE)[1:]:
        name, _, rest = part.partition("\n")
        rows = [line for line in rest.partition("\n#")[0].splitlines() if line.startswith("|")]
        assert rows[:2] == HEAD, name
        found.append(read(name, rows[2:]))
    return found


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def cents(text: str) -> int:
    return int(100 * number(text))


def day(text: str | None) -> date | None:
    if text is None:
        return None
    of_month, month, year = map(int, text.split("-"))
    return date(year, month, of_month)


def next_day(text: str | None) -> date | None:
    found = day(text)
    return found + timedelta(days=1) if found else None


def tariff(text: str) -> Tariff:
    found = PRICE.fullmatch(text)
    assert found, text
    euros, first, last, since, norm = found.groups()
    return Tariff(
        code=CODE,
        stream="Wmo",
        unit="uur",
        price_eur=number(euros),
        valid_from=day(first or since),
        valid_until=next_day(last),
        price_basis="norm" if norm else "tarief",
        source_text="verzonnen",
        is_local=True,
    )


def usage(row: dict[str, str]) -> Usage:
    assert row.keys() <= {"moment", "aantal", "per", "startdatum", "einddatum", "prijs"}
    own = row.get("prijs")
    return Usage(
        case_id="C1",
        moment=row["moment"],
        product_code=CODE,
        quantity=number(row["aantal"]),
        per=row["per"],
        start=day(row.get("startdatum")),
        end=next_day(row.get("einddatum")),
        price_eur=number(own) if own else None,
        price_source="verzonnen" if own else None,
    )


def effort(row: dict[str, str]) -> MdoEffort:
    assert row.keys() <= {"uren", "uurprijs"}
    own = row.get("uurprijs")
    return MdoEffort(
        case_id="C1",
        product_code=None if own else CODE,
        hours=number(row["uren"]),
        price_eur=number(own) if own else None,
        price_source="verzonnen" if own else None,
    )


def caseload(example: Example) -> CaseLoad:
    asked = {SETTING[name]: value for name, value in example.settings.items() if name != "--indexeer"}
    case = Case(
        case_id="C1",
        wijk="Noord",
        case_type="bestaand",
        mdo_date=day(example.case.get("mdo_datum", "1-3-2018")),
        repeat_date=day(example.case.get("herhaling_datum")),
    )
    return CaseLoad(
        settings=AnalysisSettings(**{**USUAL_SETTINGS, **asked}),
        cases=(case,),
        usage=tuple(map(usage, example.lines)),
        mdo=tuple(map(effort, example.hours)),
        tariffs=tuple(map(tariff, example.prices.split("; "))),
    )


EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_of_the_page_costs_what_it_says(example: Example) -> None:
    given, carry = caseload(example), example.settings.get("--indexeer") == "ja"
    if example.refused:
        with pytest.raises(TariffMissingError) as refusal:
            analyse(given, Tariffs(), carry=carry)
        assert {finding.code for finding in refusal.value.findings} == {example.refused}
        return
    found = analyse(given, Tariffs(), carry=carry)
    lines, hours = found.usage.lines, found.mdo.lines
    whole = (lines["in_window_cents"] + lines["one_off_cents"])[lines["line"].argsort()].tolist()
    assert whole + hours["one_off_cents"].tolist() == example.costs
    assert lines["structural_cents"][lines["line"].argsort()].tolist() == example.yearly
    if example.together is not None:
        assert int(found.costs[["in_window_cents", "one_off_cents"]].to_numpy().sum()) == example.together


def test_the_page_has_enough_examples_and_each_has_a_reckoning_and_one_outcome() -> None:
    assert len(EXAMPLES) >= AT_LEAST
    assert len({example.name for example in EXAMPLES}) == len(EXAMPLES)
    for example in EXAMPLES:
        assert example.reckoning, example.name
        assert bool(example.costs) != bool(example.refused), example.name
        assert example.refused or len(example.lines) + len(example.hours) == len(example.costs), example.name


def test_no_table_of_the_page_stands_outside_an_example_by_mistake() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(HEAD[0]) == text.count(TITLE) == len(EXAMPLES)
