"""The published result as a whole: its sections, its parameters and what is said when it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from tests.disclosure.exact import PlainCase, cost_tables, facts, header, parties
from tests.disclosure.tables.test_publish import existing, new

from maatschappelijk_rendement.disclosure import ExactTable, Published, Rules, publish
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.rules.cells import summarise
from maatschappelijk_rendement.disclosure.tables.layout import LAYOUTS
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError

LINES = ExactTable(
    "herkomst_gebruik", [{"herkomst": "raming", "n_regels": 43}, {"herkomst": "declaratie", "n_regels": 7}]
)


def lines(**counts: int) -> Facts:
    """Forty-three cases, of which so many have a line of each provenance."""
    return facts([existing(n) for n in range(43)], lines={word: [1] * n for word, n in counts.items()})


BEHIND_LINES = lines(raming=43, declaratie=7)


def refusal(*tables: ExactTable, **options: Any) -> str:
    with pytest.raises(MaatschappelijkRendementError) as refused:
        publish(tables, **options)
    return str(refused.value)


def test_a_result_has_every_section_also_those_of_which_nothing_is_known() -> None:
    sections = {"analyse": {"titel": "Proef"}, "tarieven": [{"code": "a"}]}
    data = publish([], header=sections, facts=facts()).data
    tables = {name: [] for name in LAYOUTS if name != "mdo"}
    assert data == tables | {
        "schema": "resultaten-1",
        "niveau": "openbaar",
        "analyse": {
            "titel": "Proef",
            "minimum": 10,
            "minimum_reden": None,
            "afgerond": True,
            "rooster_eur": 100,
        },
        "tarieven": [{"code": "a"}],
        "kosten": [],
        "lezingen": [],
        "meldingen": [],
        "mdo": None,
        "openbaarmaking": data["openbaarmaking"],
    }


def test_an_internal_result_is_exact_and_never_rounded() -> None:
    rules = Rules(minimum=12, minimum_reason="besluit", grid_cents=1_000_00)
    published = publish(
        [LINES], header={"analyse": {}, "kosten": [{"casus_id": "c1"}]}, rules=rules, level="intern"
    )
    assert published.data["niveau"] == "intern"
    assert published.data["herkomst_gebruik"] == [
        {"herkomst": "raming", "n_regels": 43, "status": "getoond", "regel": "", "onderdrukt": []},
        {"herkomst": "declaratie", "n_regels": 7, "status": "getoond", "regel": "", "onderdrukt": []},
    ]
    assert published.data["kosten"] == [{"casus_id": "c1"}]
    assert published.data["analyse"] == {
        "minimum": 12,
        "minimum_reden": "besluit",
        "afgerond": False,
        "rooster_eur": None,
    }
    assert published.data["openbaarmaking"] == {
        "tekst": (
            "VERTROUWELIJK: alle getallen zijn exact en per casus, niets is onderdrukt. Niet publiceren."
        ),
        "regels": [],
        "tabellen": [],
    }
    assert (published.level, published.rules, published.is_confidential) == ("intern", rules, True)


def test_a_public_result_is_rounded_and_not_confidential() -> None:
    rules = Rules(grid_cents=1_000_00)
    published = publish([LINES], header={"analyse": {"n_casussen": 43}}, facts=BEHIND_LINES, rules=rules)
    assert (published.level, published.rules, published.is_confidential) == ("openbaar", rules, False)
    assert published.data["analyse"] == {
        "n_casussen": 43,
        "minimum": 10,
        "minimum_reden": None,
        "afgerond": True,
        "rooster_eur": 1_000,
    }
    # What is hidden is not shown by rounding it.
    shown: Any = published.data["herkomst_gebruik"]
    assert [row["n_regels"] for row in shown] == [None, None]


def test_rounding_keeps_what_is_said_of_a_table_beside_its_rows() -> None:
    """The parties and what each pays: on any grid, the same figures are hidden."""
    cases = [existing(n) for n in range(40)]
    exact, rounded = (
        publish([parties(cases)], header={"analyse": {}}, facts=facts(cases), rules=Rules(grid_cents=c)).data[
            "partijen"
        ]
        for c in (100_00, 1_000_00)
    )
    assert isinstance(exact, list)
    assert isinstance(rounded, list)
    assert [row["onderdrukt"] for row in exact] == [row["onderdrukt"] for row in rounded]


def test_what_does_not_belong_in_a_result_is_named() -> None:
    sections = {"analyse": {}, "namen": [], "adressen": []}
    assert refusal(header=sections) == "Onbekend onderdeel van het resultaat: adressen, namen."
    missing = "Het onderdeel analyse ontbreekt in het resultaat."
    assert refusal(header={}) == missing
    assert refusal(header={"analyse": [3]}, level="intern") == missing
    with pytest.raises(MaatschappelijkRendementError) as forged:
        Published({}, "openbaar", Rules())
    assert str(forged.value) == (
        "Een gepubliceerd resultaat ontstaat alleen in publish(): geen pagina zonder controle."
    )


def test_one_group_that_can_be_shown_is_enough_to_publish() -> None:
    cases = [*(existing(n) for n in range(30)), *(new(n) for n in range(4))]
    tables = cost_tables(cases)[:2]
    rows: Any = publish(tables, header=header(cases), facts=facts(cases)).data["verschil"]
    totals = {row["groep"]: row["status"] for row in rows if row["wijk"] == row["stroom"] == "totaal"}
    assert totals == {"bestaand": "getoond", "nieuw": "onderdrukt"}


def test_the_cost_of_meetings_is_one_row_and_not_a_list() -> None:
    rows = [{"totaal_eur": 367_80, "uren": 20_000, "n": 40, "per_casus": [{"casus_id": "b1"}]}]
    stats = summarise(range(900, 940))
    table = ExactTable("mdo", rows, {"totaal_eur": {(): stats}})
    hours = {f"b{n}": 900 + n for n in range(40)}
    behind = facts([existing(n) for n in range(40)], mdo=hours)
    data = publish([table], header={"analyse": {}}, facts=behind).data
    assert data["mdo"] == {
        "status": "getoond",
        "totaal_eur": "367.80",
        "uren": "20.000",
        "n": 40,
        "per_casus": [],
        "regel": "",
        "onderdrukt": [],
    }


@pytest.mark.parametrize("name", ["verschil", "vermeden"])
def test_one_off_costs_of_three_cases_are_hidden_in_both_comparisons(name: str) -> None:
    """Twenty cases, of which three have one-off costs; what recurs would give these by subtraction."""
    key = ("bestaand", "na", "totaal", "totaal")
    recurs, once = [300_00 + n for n in range(20)], [900_00, 901_00, 905_00, *[0] * 17]
    columns = {
        "som_eur": [a + b for a, b in zip(recurs, once, strict=True)],
        "in_venster_eur": recurs,
        "eenmalig_eur": once,
        "structureel_per_jaar_eur": [700_00 + n for n in range(20)],
    }
    row: dict[str, object] = dict(zip(("groep", "moment", "wijk", "stroom"), key, strict=True))
    row |= {column: sum(cents) for column, cents in columns.items()}
    row |= {"n": 20, "n_gestegen": 20, "n_gedaald": 0, "n_gelijk": 0}
    table = ExactTable(name, [row], {column: {key: summarise(cents)} for column, cents in columns.items()})
    earlier = "voor" if name == "verschil" else "nulalternatief"
    behind = facts(
        [
            PlainCase(
                f"b{n}",
                "Ruwaard",
                "bestaand",
                {earlier: {"Wmo": 0}, "na": {"Wmo": recurs[n] + once[n]}},
                {"Wmo": once[n]},
                {"Wmo": 700_00 + n},
            )
            for n in range(20)
        ]
    )
    (shown,) = publish([table], header={"analyse": {}}, facts=behind).data[name]
    assert shown["som_eur"] == "8707.90"
    assert (shown["in_venster_eur"], shown["eenmalig_eur"]) == (None, None)
    assert shown["structureel_per_jaar_eur"] == "14001.90"
    # All rose: that is said of each of them.
    assert (shown["n_gestegen"], shown["n_gedaald"], shown["n_gelijk"]) == (None, None, None)
