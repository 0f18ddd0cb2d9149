"""Attacks on a published report: sums that a reader with a pencil can make, each about a few cases.

Nothing of disclosure control is used. Every attack takes the figures it needs from ``resultaten.json``; where
one of them is not shown it has nothing (``None``), else it has the figure to the cent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load, product, score

from maatschappelijk_rendement import Case, CaseLoad, Usage, analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.protect.any_minimum import decide_in_steps
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.model import MdoEffort, Reading
from maatschappelijk_rendement.publication.facts import facts_of

Data = Mapping[str, Any]
TOTAL = "totaal"


def published(caseload: CaseLoad, **how: Any) -> Data:
    return analyse(caseload).publish(**how).data


def figure(data: Data, table: str, column: str, **where: str) -> Decimal | None:
    """Give a figure; none where it is hidden, or where its row went together with another one."""
    rows = [row for row in data[table] if all(row[key] == value for key, value in where.items())]
    assert len(rows) <= 1
    return Decimal(rows[0][column]) if rows and rows[0][column] is not None else None


def combined(*terms: tuple[int, Decimal | None]) -> Decimal | None:
    """Add figures up, each with its sign; nothing where one of them is not shown."""
    if any(value is None for _, value in terms):
        return None
    return sum((sign * value for sign, value in terms if value is not None), Decimal(0))


def hours(name: str, number: int, payer: str = "gemeente") -> MdoEffort:
    return MdoEffort(
        case_id=name, hours=Decimal(number), price_eur=Decimal(80), price_source="eigen opgave", payer=payer
    )


def fallen(name: str, number: int, code: str = "W") -> list[Usage]:
    """Cost of one case, another for each number, that falls."""
    return [line(name, "voor", 5000 + 37 * number, code), line(name, "na", 3000 + 11 * number, code)]


def test_the_mdo_hours_of_four_new_cases_do_not_follow_from_who_invests() -> None:
    """What all parties invest less what they gain, less the difference, is the MDO of the existing cases."""
    old, new = [f"b{n:02}" for n in range(32)], [f"n{n}" for n in range(4)]
    usage = [one for n, name in enumerate(old) for one in (*fallen(name, n), *fallen(name, 3 * n, "Z"))]
    usage += [line(name, "na", 500 + n) for n, name in enumerate(new)]
    mdo = tuple(hours(name, 3 + n % 3) for n, name in enumerate([*old, *new]))
    cases = [*(case(name) for name in old), *(case(name, case_type="nieuw") for name in new)]
    data = published(load(cases, usage, mdo=mdo))
    # Without a programme it is unknown, and not hidden, what a party without hours and rises invests.
    terms = [
        (sign, None if row[column] is None and column in row["onderdrukt"] else Decimal(row[column] or 0))
        for row in data["partijen"]
        for column, sign in (("investeert_eur", -1), ("profiteert_eur", 1))
    ]
    change = figure(data, "verschil", "som_eur", groep="bestaand", wijk=TOTAL, stroom=TOTAL)
    whole = data["mdo"]["totaal_eur"]
    assert change is not None
    # No table counts the new cases: what follows is nothing, and the MDO is that of the existing ones.
    assert data["analyse"]["n_nieuw"] is None
    assert combined((1, Decimal(whole)), *terms, (1, change)) == 0
    assert Decimal(whole) == sum(one.hours * 80 for one in mdo if one.case_id.startswith("b"))
    saldo = figure(data, "balans", "bedrag_eur", post="saldo", partij=TOTAL)
    assert saldo is not None
    assert saldo == change + Decimal(whole)


def test_the_mdo_of_nine_cases_does_not_follow_from_the_kind_of_money() -> None:
    """Where the MDO counts as cost and all help is paid in cash, the difference less the cash is the MDO."""
    names = [f"c{n:02}" for n in range(40)]
    usage = [one for n, name in enumerate(names) for one in (*fallen(name, n), *fallen(name, 3 * n, "Z"))]
    mdo = tuple(hours(name, 3 + n % 4) for n, name in enumerate(names[:9]))
    settings = replace(SETTINGS, mdo_costs="meegerekend")
    prices = (product("W", "Wmo"), product("Z", "Zvw", payer="zorgverzekeraar", money_kind="kasstroom"))
    cases = [case(name) for name in names]
    data = published(load(cases, usage, mdo=mdo, settings=settings, tariffs=prices))
    here = {"groep": "bestaand", "moment": "na", "wijk": TOTAL}
    whole = figure(data, "verschil", "som_eur", **here, stroom=TOTAL)
    cash = figure(data, "geldsoort", "som_eur", groep="bestaand", geldstroom="kasstroom")
    assert figure(data, "verschil", "som_eur", **here, stroom="MDO") is None
    assert combined((1, whole), (-1, cash)) is None


def test_a_stream_of_six_cases_does_not_follow_from_what_its_payer_gains() -> None:
    """A fall is gain whatever else a party invests: gain less the falls that are shown is the hidden fall."""
    names = [f"c{n:02}" for n in range(40)]
    products = (
        product("W", "Wmo", money_kind="kasstroom"),
        product("Z", "Zvw", payer="zorgverzekeraar", money_kind="kasstroom"),
        product("J", "Jeugdwet", payer="gemeente", money_kind="kasstroom"),
    )
    cases, usage, mdo = [], [], []
    for n, name in enumerate(names):
        streams = ("Wmo", "Jeugdwet", "Zvw") if n < 29 else ("Wmo", "Jeugdwet")
        cases.append(case(name, observed_streams=streams))
        mdo += [hours(name, 3 + n % 3), hours(name, 30 + n % 2, "zorgverzekeraar")]
        usage += [line(name, "voor", 9000 + 71 * n, "J"), line(name, "na", 5000 + 35 * n, "J")]
        if n < 29:
            usage += [line(name, "voor", 2000 + 130 * n, "Z"), line(name, "na", 3100 + 110 * n, "Z")]
        if n < 6:
            usage += [line(name, "voor", 2500 + n), line(name, "na", 100 + 7 * n)]
    data = published(load(cases, usage, mdo=tuple(mdo), tariffs=products))
    where = {"groep": "bestaand", "wijk": TOTAL}
    assert figure(data, "verschil", "som_eur", **where, stroom="Wmo") is None
    gain = figure(data, "partijen", "profiteert_eur", partij="gemeente")
    jeugd = figure(data, "verschil", "som_eur", **where, stroom="Jeugdwet")
    assert combined((1, gain), (1, jeugd)) is None


def small_wijken(kept: Mapping[str, tuple[int, int]]) -> list[tuple[Case, int, bool]]:
    """Cases with their number, and whether something was measured for them: in each wijk for the first."""
    return [
        (case(f"{wijk}{n:02}", wijk=wijk), n, n < some)
        for wijk, (size, some) in kept.items()
        for n in range(size)
    ]


def test_the_level_of_two_cases_without_a_repeat_does_not_follow_from_the_wijken_together() -> None:
    """One case without a repeat in each of two wijken: the total less the third wijk is about these two."""
    sizes = {"Noord": (14, 13), "Oost": (14, 13), "Zuid": (30, 20)}
    rows = small_wijken(sizes)
    usage = [one for each, n, _ in rows for one in fallen(each.case_id, n)]
    usage += [line(each.case_id, "herhaling", 2500 + 13 * n) for each, n, again in rows if again]
    data = published(load([each for each, _, _ in rows], usage))

    def of_the_two_wijken(table: str, moment: str) -> Decimal | None:
        whole, third = (
            figure(data, table, "som_eur", groep="bestaand", wijk=wijk, stroom=TOTAL, moment=moment)
            for wijk in (TOTAL, "Zuid")
        )
        return combined((1, whole), (-1, third))

    everyone = of_the_two_wijken("stromen", "voor")
    repeated = combined(
        (1, of_the_two_wijken("stromen", "herhaling")), (-1, of_the_two_wijken("verschil", "herhaling"))
    )
    assert everyone is not None
    assert repeated is None


def test_what_three_cases_got_once_does_not_follow_from_what_runs_on() -> None:
    """Without a line that begins or ends, what runs on is what recurs: the sum less that is one-off."""
    names = [f"c{n:02}" for n in range(30)]
    usage = []
    for n, name in enumerate(names):
        for code, before, after in (("W", 50 + n % 7, 30 + n % 5), ("Z", 20 + n % 5, 31 + n % 6)):
            usage += [
                line(name, "voor", before, code, per="maand"),
                line(name, "na", after, code, per="maand"),
            ]
    usage += [line(name, "na", 2500 + n, per="eenmalig") for n, name in enumerate(names[:3])]
    data = published(load([case(name) for name in names], usage))
    where = {"groep": "bestaand", "wijk": TOTAL}

    def figure_of(column: str, stream: str) -> Decimal | None:
        return figure(data, "verschil", column, **where, stroom=stream)

    assert figure_of("som_eur", "Wmo") is not None
    for column in ("in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur"):
        whole, rest = figure_of(column, TOTAL), figure_of(column, "Zvw")
        assert figure_of(column, "Wmo") is None
        assert combined((1, whole), (-1, rest)) is None


def test_how_many_new_cases_have_an_alternative_does_not_follow_from_the_completeness() -> None:
    old, new = [f"b{n:02}" for n in range(32)], [f"n{n:02}" for n in range(14)]
    usage = [one for n, name in enumerate(old) for one in fallen(name, n)]
    usage += [line(name, "na", 500 + 3 * n) for n, name in enumerate(new)]
    usage += [line(name, "nulalternatief", 6000 + 37 * n) for n, name in enumerate([*old[:20], *new[:4]])]
    cases = [*(case(name) for name in old), *(case(name, case_type="nieuw") for name in new)]
    data = published(load(cases, usage))
    everyone = figure(data, "volledigheid", "n_bekend", stroom="Wmo", moment="nulalternatief")
    existing = figure(data, "vermeden", "n", groep="bestaand", wijk=TOTAL, stroom="Wmo")
    assert combined((1, everyone), (-1, existing)) is None


def test_two_cases_without_a_stream_do_not_follow_from_the_wijken_together() -> None:
    """One case in each of two wijken left a stream out: the total less the third wijk tells it is two."""
    sizes = {"Noord": (14, 13), "Oost": (14, 13), "Zuid": (30, 20)}
    rows = small_wijken(sizes)
    cases = [
        replace(each, observed_streams=("Wmo", "Zvw") if looked else ("Wmo",)) for each, _, looked in rows
    ]
    usage = [one for each, n, _ in rows for one in fallen(each.case_id, n)]
    usage += [one for each, n, looked in rows if looked for one in fallen(each.case_id, n, "Z")]
    data = published(load(cases, usage))
    left_out = [
        (sign * part, figure(data, "verschil", "n", groep="bestaand", wijk=wijk, stroom=stream))
        for wijk, sign in ((TOTAL, 1), ("Zuid", -1))
        for stream, part in ((TOTAL, 1), ("Zvw", -1))
    ]
    assert combined(*left_out) is None


def test_how_many_cases_have_a_score_does_not_narrow_a_hidden_number_of_new_cases() -> None:
    """Of 12 new cases in two wijken none is shown; 18 scored in a wijk of 15 existing ones tell of three."""
    wijken = {"Noord": (15, 7), "Oost": (16, 5), "Zuid": (30, 25)}
    cases, usage, scores = [], [], []
    for wijk, (old, new) in wijken.items():
        for n in range(old + new):
            name, is_new = f"{wijk}{n:02}", n >= old
            cases.append(case(name, wijk=wijk, case_type="nieuw" if is_new else "bestaand"))
            usage += fallen(name, n)[1 if is_new else 0 :]
            if wijk != "Noord" or n < 18:
                scores.append(score(name, "voor", str(2 + n % 7)))
    data = published(load(cases, usage, scores=tuple(scores)))
    where = {"wijk": "Noord"}
    scored = figure(data, "welbevinden", "n_casussen", groep=TOTAL, moment="voor", **where)
    existing = figure(data, "verschil", "n", groep="bestaand", stroom=TOTAL, **where)
    new_there = figure(data, "verschil", "n", groep="nieuw", stroom=TOTAL, **where)
    assert new_there is None
    assert combined((1, scored), (-1, existing)) is None


@pytest.mark.parametrize("worked_on", [36, 41])
def test_the_number_of_cases_worked_on_does_not_tell_how_few_are_new(worked_on: int) -> None:
    """With 32 existing cases, 36 or 41 in all leave at most four or nine new ones."""
    old, new = [f"b{n:02}" for n in range(32)], [f"n{n}" for n in range(4)]
    usage = [one for n, name in enumerate(old) for one in fallen(name, n)]
    usage += [line(name, "na", 500 + n) for n, name in enumerate(new)]
    cases = [*(case(name) for name in old), *(case(name, case_type="nieuw") for name in new)]
    settings = replace(SETTINGS, cases_in_total=worked_on, selection="alle")
    analysis = published(load(cases, usage, settings=settings))["analyse"]
    # The new ones stand in one sentence: what is counted is the 32 existing cases.
    assert (analysis["n_nieuw"], analysis["n_casussen"]) == (None, 32)
    assert analysis["casussen_in_totaal"] is None


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Op dezelfde dagen loopt ook een Wlz-regel: dat telt dubbel. Aantal rijen: 1.", "Op dezelfde dagen"),
        ("De score heeft een getal als tekst; dat is gelezen als een heel getal van 2 cijfers.", "De score"),
        ("Deze werkmap is te klein: 14 casussen, ten minste 20 nodig.", "Deze werkmap is te klein."),
        ("Er zijn nog 7 meldingen van dit soort.", "De tekst van deze melding"),
        ("Dit telt voor 0 euro, zie product ZVW.HUISARTS.2022.", "Dit telt voor 0 euro, zie product ZVW"),
    ],
)
def test_a_public_finding_counts_and_measures_nothing(text: str, public: str) -> None:
    """A whole number of two digits on a scale of 1 to 10 is a 10: the score of one resident."""
    names = [f"c{n:02}" for n in range(30)]
    usage = [one for n, name in enumerate(names) for one in fallen(name, n)]
    warning = Finding("waarschuwing", "Gebruik", "B3", "een_code", text)
    reading = Reading(warnings=(warning,))
    (found,) = published(load([case(name) for name in names], usage, reading=reading))["meldingen"]
    assert found["tekst"].startswith(public)
    assert re.search(r"(?<![\w.])[1-9]", found["tekst"]) is None


def test_the_number_of_rows_that_were_read_does_not_tell_how_few_are_new() -> None:
    """Rows are the settings, cases and usage lines; settings and lines are known, so the rest are cases."""
    rows = set()
    for few in (2, 6):
        old, new = [f"b{n:02}" for n in range(32)], [f"n{n}" for n in range(few)]
        usage = [one for n, name in enumerate(old) for one in fallen(name, n)]
        usage += [line(name, "na", 500 + n) for n, name in enumerate(new)]
        cases = [*(case(name) for name in old), *(case(name, case_type="nieuw") for name in new)]
        data = published(load(cases, usage[: 64 + min(few, 2)]))
        check = data["controle"]
        assert (data["analyse"]["n_nieuw"], data["analyse"]["n_casussen"]) == (None, 32)
        assert check["regels_gelezen"] == check["regels_gebruikt"] + check["regels_afgewezen"]
        (lines,) = data["herkomst_gebruik"]
        rows.add(check["regels_gelezen"] - lines["n_regels"])
    assert len(rows) == 1


def test_the_scores_of_two_residents_without_a_pair_do_not_follow_from_the_wijken_together() -> None:
    """One in each of two wijken has no second score: total less third wijk, after less before less pairs."""
    rows = small_wijken({"Noord": (14, 13), "Oost": (14, 13), "Zuid": (30, 20)})
    usage = [one for each, n, _ in rows for one in fallen(each.case_id, n)]
    scores = [score(each.case_id, "voor", str(2 + n % 4)) for each, n, _ in rows]
    scores += [score(each.case_id, "na", str(4 + n % 5)) for each, n, again in rows if again]
    data = published(load([each for each, _, _ in rows], usage, scores=tuple(scores)))

    def total(wijk: str, moment: str, mean: str, n: str) -> Decimal | None:
        where = {"groep": TOTAL, "wijk": wijk, "moment": moment}
        found, residents = (figure(data, "welbevinden", column, **where) for column in (mean, n))
        return None if found is None or residents is None else found * residents

    def of_the_two_wijken(*which: str) -> Decimal | None:
        return combined((1, total(TOTAL, *which)), (-1, total("Zuid", *which)))

    before, after = (of_the_two_wijken(moment, "gemiddelde", "n_bewoners") for moment in ("voor", "na"))
    change = of_the_two_wijken("na", "gepaard_verschil", "gepaard_n")
    assert (before, after) != (None, None)
    assert combined((1, after), (-1, before), (-1, change)) is None


def test_reports_at_several_minima_give_one_reason_and_so_no_number_of_cases() -> None:
    """A wijk of twelve protects one of three: where its reason changes from 12 to 13, it has twelve cases."""
    sizes = {"Noord": (20, 20), "Oost": (15, 15), "Zuid": (3, 3), "West": (12, 12)}
    rows = small_wijken(sizes)
    caseload = load(
        [each for each, _, _ in rows], [one for each, n, _ in rows for one in fallen(each.case_id, n)]
    )
    # The design may take small wijken together; this is asked of the finest one.
    facts = facts_of(analyse(caseload))
    reasons = set()
    for minimum in (10, 12, 13):
        rules = Rules(minimum=minimum, minimum_reason=None if minimum == 10 else "proef")
        found = decide_in_steps(facts, rules).rules
        reasons.add(found["verschil", ("bestaand", "na", "West", TOTAL), "n"])
    assert len(reasons) == 1
    assert None not in reasons
