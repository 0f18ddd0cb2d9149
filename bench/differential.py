"""Price random workbooks, and hold every line against the day-by-day count of ``tests/day_by_day.py``.

Each workbook is written, read again and analysed through the names that users have, under settings of every
kind: both price modes, each index, carrying or not, windows of 1 to 24 months, repeats, own, local and
shipped prices, norms and gaps. A line costs the same cents as the count, in its window, per year and for the
hours of the MDO; where the count finds no price the program refuses, and nowhere else. Every second workbook
is made again with one case more, at a random place: the lines of the first cases must stay as they were.

Run: .venv/bin/python bench/differential.py [how many, 500 when left out] [first seed]
Ends with 1 when anything differs; a difference is printed with its seed.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests import day_by_day

import maatschappelijk_rendement as mr

FIRST, LAST = date(2015, 1, 1), date(2025, 6, 30)
FIRST_MDO, LAST_MDO = date(2017, 1, 1), date(2022, 12, 31)
EXTRA = "X99"
PER = ("dag", "week", "vier_weken", "maand", "kwartaal", "jaar", "totaal", "eenmalig")
MOMENTS = ("voor", "na", "herhaling", "nulalternatief")
# Shipped products with a price of one year, with prices years apart, and norms.
SHIPPED = (
    ("WMO.HH.UUR.REF2022", "Wmo"),
    ("WLZ.GEMIDDELD.JAAR", "Wlz"),
    ("ZVW.HUISARTS.CONSULT_LANG.NZA", "Zvw"),
    ("ZVW.HUISARTS.CONSULT_5MIN.NZA", "Zvw"),
    ("PW.BIJSTAND.ALLEENSTAANDE", "Participatiewet"),
)
# In these a new case has no line before its MDO.
HELP = {"Wmo", "Wlz"}
FULL, GAPS, CORRECTED = "LOKAAL.ALTIJD", "LOKAAL.SOMS", "ZVW.HUISARTS.CONSULT_LANG.NZA"
MOST_SHOWN = 5
TARIFFS = mr.Tariffs.load()


@dataclass
class Tally:
    """What was seen, and what differed."""

    seen: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def a_day(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, (last - first).days))


def a_number(rng: random.Random, most: int, places: int) -> Decimal:
    return Decimal(rng.randint(0, rng.choice([1, 100, most]) * 10**places)).scaleb(-places)


def settings(rng: random.Random) -> mr.AnalysisSettings:
    mode = rng.choice(["constant", "lopend"])
    index = rng.choice(["CPI", "CPI", "OVA", "VNG"])
    first_year = {"CPI": 2012, "OVA": 2019, "VNG": 2021}[index]
    return mr.AnalysisSettings(
        title="Toets (verzonnen)",
        municipality="Oss",
        period_months=rng.choice([12, rng.randint(1, 24)]),
        price_mode=mode,
        price_year=rng.randint(first_year, 2025) if mode == "constant" or rng.random() < 0.3 else None,
        index=index,
        price_basis=rng.choice(["referentieprijs", "tarief"]),
        comparison=rng.choice(["voor_na", "met_zonder"]),
        after_basis=rng.choice(["raming", "realisatie"]),
        mdo_costs=rng.choice(["meegerekend", "apart"]),
        selection=rng.choice(["alle", "aselect", "onbekend"]),
    )


def local_prices(rng: random.Random) -> list[mr.Tariff]:
    """One product with a price on every day, one with gaps, and at times an own price over a shipped one."""

    def rows(code: str, stream: str, unit: str, bounds: list[date | None]) -> list[mr.Tariff]:
        return [
            mr.Tariff(
                code=code,
                stream=stream,
                unit=unit,
                price_eur=a_number(rng, 500, rng.choice([0, 2, 4])),
                valid_from=start,
                valid_until=end,
                source_text="verzonnen",
                is_local=True,
            )
            for start, end in zip(bounds[::2], bounds[1::2], strict=True)
        ]

    change = a_day(rng, FIRST, LAST)
    found = rows(FULL, "Wmo", "uur", [date(2000, 1, 1), change, change, None])
    days = sorted({a_day(rng, FIRST, LAST) for _ in range(8)})
    found += rows(GAPS, "Zvw", "uur", list(days[: rng.choice([2, 4, len(days) // 2 * 2])]))
    if rng.random() < 0.3:
        start = a_day(rng, FIRST, LAST)
        found += rows(CORRECTED, "Zvw", "consult", [start, start + timedelta(days=rng.randint(1, 900))])
    return found


def case(rng: random.Random, case_id: str) -> mr.Case:
    return mr.Case(
        case_id=case_id,
        wijk=rng.choice(["Noord", "Zuid"]),
        case_type=rng.choice(["bestaand", "bestaand", "nieuw"]),
        mdo_date=a_day(rng, FIRST_MDO, LAST_MDO),
        repeat_date=a_day(rng, FIRST_MDO, LAST_MDO) if rng.random() < 0.2 else None,
    )


def line(rng: random.Random, of: mr.Case) -> mr.Usage:
    products = [(FULL, "Wmo"), (FULL, "Wmo"), (GAPS, "Zvw"), (GAPS, "Zvw"), *SHIPPED]
    moment = rng.choice(MOMENTS[:2] if rng.random() < 0.7 else MOMENTS)
    if of.case_type == "nieuw" and moment == "voor":
        products = [(code, stream) for code, stream in products if stream not in HELP]
    around = (of.mdo_date - timedelta(days=800), of.mdo_date + timedelta(days=800))
    start = a_day(rng, *around) if rng.random() < 0.5 else None
    end = None
    if rng.random() < 0.5:
        end = (start or a_day(rng, *around)) + timedelta(days=rng.randint(1, 700))
    own = a_number(rng, 100_000, 4) if rng.random() < 0.15 else None
    return mr.Usage(
        case_id=of.case_id,
        moment=moment,
        product_code=rng.choice(products)[0],
        quantity=a_number(rng, 10_000, 3),
        per=rng.choice(PER),
        start=start,
        end=end,
        price_eur=own,
        price_source=None if own is None else "verzonnen",
    )


def lines(rng: random.Random, of: mr.Case, most: int) -> list[mr.Usage]:
    """Lines of a case; one with the same product, days and period again would be refused as a double."""
    found = [line(rng, of) for _ in range(rng.randint(0, most))]
    keys = [(u.moment, u.product_code, u.start, u.end, u.per) for u in found]
    return [usage for number, usage in enumerate(found) if keys[number] not in keys[:number]]


def effort(rng: random.Random, of: mr.Case) -> mr.MdoEffort:
    own = rng.random() < 0.5
    return mr.MdoEffort(
        case_id=of.case_id,
        product_code=None if own else rng.choice([FULL, GAPS]),
        hours=a_number(rng, 10, 3),
        price_eur=a_number(rng, 100, 4) if own else None,
        price_source="verzonnen" if own else None,
        payer="gemeente" if own else None,
    )


def caseload(rng: random.Random, *, carry: bool) -> mr.CaseLoad:
    """A random caseload; of every three lines without a price two are left out, or most would be refused."""
    cases = [case(rng, f"C{number:02}") for number in range(rng.randint(1, 8))]
    found = mr.CaseLoad(
        settings=settings(rng),
        cases=tuple(cases),
        usage=tuple(usage for of in cases for usage in lines(rng, of, 12)),
        mdo=tuple(effort(rng, of) for of in cases if rng.random() < 0.3),
        tariffs=tuple(local_prices(rng)),
    )
    counted, hours = count(found, carry=carry)
    keeps = rng.random() < 1 / 3
    usage = tuple(u for u, a in zip(found.usage, counted, strict=True) if keeps or a is not None)
    mdo = tuple(m for m, a in zip(found.mdo, hours, strict=True) if keeps or a is not None)
    return replace(found, usage=usage, mdo=mdo)


def with_one_more_case(rng: random.Random, one: mr.CaseLoad, *, carry: bool) -> mr.CaseLoad:
    """The same with a case of any year at any place, with lines that have a price, or without any."""
    extra = case(rng, EXTRA)
    place, at = rng.randint(0, len(one.cases)), rng.randint(0, len(one.usage))
    cases = (*one.cases[:place], extra, *one.cases[place:])
    alone = replace(one, cases=(extra,), usage=tuple(lines(rng, extra, 4)), mdo=())
    more = tuple(u for u, a in zip(alone.usage, count(alone, carry=carry)[0], strict=True) if a is not None)
    return replace(one, cases=cases, usage=(*one.usage[:at], *more, *one.usage[at:]))


def count(of: mr.CaseLoad, *, carry: bool) -> tuple[list[tuple[int, int] | None], list[int | None]]:
    """What each line and each row of hours costs by the count; None where a price is missing."""
    store = day_by_day.Store(of, day_by_day.shipped_rows())
    usage: list[tuple[int, int] | None] = []
    for one in of.usage:
        try:
            amount = day_by_day.amount(of, one, store, carry=carry)
            usage.append((amount.cents, amount.structural))
        except day_by_day.RefusedError:
            usage.append(None)
    hours: list[int | None] = []
    for row in of.mdo:
        try:
            hours.append(day_by_day.mdo_cents(of, row, store, carry=carry))
        except day_by_day.RefusedError:
            hours.append(None)
    return usage, hours


Priced = tuple[list[tuple[str, tuple[int, int]]], list[int]] | None


def price(of: mr.CaseLoad, *, carry: bool) -> Priced:
    """What the program makes of it, through a workbook; None where it refuses for want of a price."""
    stream = io.BytesIO()
    mr.write_workbook(of, stream)
    try:
        read = mr.read_workbook(stream.getvalue(), tariffs=TARIFFS)
        analysis = mr.analyse(read, TARIFFS, carry=carry)
    except mr.TariffMissingError:
        return None
    usage, mdo = (
        priced.lines.sort_values("line") if len(priced.lines) else priced.lines
        for priced in (analysis.usage, analysis.mdo)
    )
    whole = (usage["in_window_cents"] + usage["one_off_cents"]).tolist()
    amounts = zip(whole, usage["structural_cents"].tolist(), strict=True)
    return list(zip(usage["case_id"].tolist(), amounts, strict=True)), mdo["one_off_cents"].tolist()


def judge(seed: int, tally: Tally) -> None:
    rng = random.Random(seed)
    carry = rng.random() < 0.6
    one = caseload(rng, carry=carry)
    usage, hours = count(one, carry=carry)
    found = price(one, carry=carry)
    mode = f"{one.settings.price_mode}{' met index' if carry and one.settings.price_mode == 'lopend' else ''}"
    is_refused = None in usage or None in hours
    tally.seen.update([mode, "geweigerd" if is_refused else "geprijsd"])
    tally.seen["regels"] += 0 if is_refused else len(usage)
    if (found is None) != is_refused:
        tally.differences.append(f"{seed}: geweigerd is {found is None}, volgens de telling {is_refused}")
        return
    if found is not None and ([amounts for _, amounts in found[0]], found[1]) != (usage, hours):
        tally.differences.append(f"{seed}: andere bedragen dan de telling")
    if seed % 2:
        return
    more = price(with_one_more_case(rng, one, carry=carry), carry=carry)
    tally.seen["met een casus erbij"] += 1
    if (more is None) != (found is None):
        tally.differences.append(f"{seed}: geweigerd verandert door een casus erbij")
    elif more is not None and found is not None:
        rest = [line for line in more[0] if line[0] != EXTRA]
        if (rest, more[1]) != found:
            tally.differences.append(f"{seed}: een casus erbij verandert een andere")


def main() -> int:
    number, first = _asked()
    tally, start = Tally(), time.process_time()
    for seed in range(first, first + number):
        judge(seed, tally)
    print(f"{number} werkmappen, {time.process_time() - start:.0f} cpu-s")
    for name, times in sorted(tally.seen.items()):
        print(f"  {name}: {times}")
    print(f"{len(tally.differences)} verschillen")
    for text in tally.differences[:MOST_SHOWN]:
        print(f"  {text}")
    return 1 if tally.differences else 0


def _asked() -> tuple[int, int]:
    asked = [int(text) for text in sys.argv[1:]]
    return (asked[0] if asked else 500), (asked[1] if len(asked) > 1 else 1)


if __name__ == "__main__":
    raise SystemExit(main())
