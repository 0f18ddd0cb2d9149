"""The three figures above everything else."""

from __future__ import annotations

from typing import Any

from tests.report.conftest import PROVENANCE, published

from maatschappelijk_rendement.report import render
from maatschappelijk_rendement.report.headlines import headlines
from maatschappelijk_rendement.results.shown import Results

COST = "Kosten per casus, in 12 maanden"
BALANCE = "Alles samen uitgegeven"


def found(results: dict[str, Any]) -> dict[str, tuple[str, str]]:
    def plain(text: str) -> str:
        return text.replace("\N{NO-BREAK SPACE}", " ")

    return {one.label: (plain(one.value), plain(one.text)) for one in headlines(Results(results)).items}


def total(results: dict[str, Any]) -> dict[str, Any]:
    place = {"groep": "bestaand", "moment": "na", "wijk": "totaal", "stroom": "totaal"}
    (row,) = [row for row in results["verschil"] if all(row[key] == value for key, value in place.items())]
    return row


def test_cost_wellbeing_and_balance_each_have_one_sentence(example: dict[str, Any]) -> None:
    said = found(example)
    assert list(said) == [COST, "Welbevinden, voor en na het MDO", BALANCE]
    assert said[COST][0] == "€ 4.137 minder"
    assert "samen € 132.394 minder" in said[COST][1]
    assert said[BALANCE][1].endswith("Dit is geen besparing.")


def test_a_rise_is_said_in_words_and_not_by_a_sign(example: dict[str, Any]) -> None:
    total(example).update(som_eur="3200.00", gemiddelde_eur="100.00", status="getoond")
    text = "Gemiddeld over 32 casussen waarin al hulp was; samen € 3.200 meer."
    assert found(example)[COST] == ("€ 100 meer", text)
    total(example).update(gemiddelde_eur="0.00")
    assert found(example)[COST][0] == "evenveel"


def test_what_is_hidden_or_not_measured_is_no_headline(example: dict[str, Any]) -> None:
    total(example).update(gemiddelde_eur=None, onderdrukt=["gemiddelde_eur"])
    example["welbevinden"] = []
    for row in example["balans"]:
        if row["post"] == "saldo":
            row.update(bedrag_eur=None, onderdrukt=["bedrag_eur"])
    assert found(example) == {}


def test_a_balance_that_does_not_add_up_says_that_it_is_rounded(example: dict[str, Any]) -> None:
    """-132.400 + 113.100 + 76.900 is 57.600; the saldo is rounded by itself."""
    rows = {row["post"]: row for row in example["balans"] if row["partij"] == "totaal"}
    amounts = {"bestaande_casussen": -132_400, "nieuwe_casussen": 113_100, "programma": 76_900}
    for post, amount in {**amounts, "saldo": 57_700}.items():
        rows[post].update(bedrag_eur=f"{amount}.00")
    assert "€ 76.900 (door afronding telt dit niet precies op)." in found(example)[BALANCE][1]
    rows["saldo"].update(bedrag_eur="57600.00")
    assert "afronding" not in found(example)[BALANCE][1]
    # Of a part that is not shown nobody can add it up.
    rows["nieuwe_casussen"].update(bedrag_eur=None, onderdrukt=["bedrag_eur"])
    assert "afronding" not in found(example)[BALANCE][1]


def test_a_post_that_was_not_given_is_named_beside_the_balance(example: dict[str, Any]) -> None:
    for row in example["balans"]:
        if row["post"] == "programma":
            row.update(bedrag_eur=None, n=None, status="onbekend")
    assert "Niet opgegeven: programma." in found(example)[BALANCE][1]


def test_the_page_shows_them_before_its_list_of_contents(example: dict[str, Any]) -> None:
    page = render(published(example), provenance=PROVENANCE, formats=("html",))["rapport.html"].decode()
    second = page.index("<h2", page.index("<h2") + 1)
    assert page.index('class="groot"') < page.index("<nav") < second
