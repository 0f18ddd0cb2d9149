from __future__ import annotations

from typing import Any

import pytest

from maatschappelijk_rendement.report.rows import first
from maatschappelijk_rendement.report.summary import largest_changes, summary
from maatschappelijk_rendement.results.shown import Results


def said(data: dict[str, Any]) -> list[str]:
    return [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in summary(Results(data))]


def total(data: dict[str, Any], group: str) -> dict[str, Any]:
    row = first(data["verschil"], moment="na", groep=group, wijk="totaal", stroom="totaal")
    assert isinstance(row, dict)
    return row


def test_the_summary_is_five_sentences(example: dict[str, Any]) -> None:
    sentences = said(example)
    assert len(sentences) == 5
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in sentences)


def test_the_reference_figures_stand_in_the_summary(example: dict[str, Any]) -> None:
    _, existing, new, wellbeing, caution = said(example)
    assert (
        "32 casussen waarin al hulp was, zijn de kosten na het MDO samen € 132.394,00 lager dan ervoor"
        in existing
    )
    assert "gemiddeld € 4.137,31 per casus" in existing
    # The permutation test is not among these figures.
    assert existing.endswith(
        "Is het verschil meer dan de spreiding tussen casussen? Misschien. Zegt dat iets over het MDO? Nee, "
        "want er is geen groep zonder MDO om mee te vergelijken."
    )
    assert "10 nieuwe casussen stijgen" in new
    assert "van 3,5 naar 8,3 (23 bewoners in 21 casussen)" in wellbeing
    assert "herhaalmeting is het onderdrukt (te herleiden)" in wellbeing
    assert "geen groep zonder MDO" in caution


def test_a_rise_is_called_a_rise(example: dict[str, Any]) -> None:
    total(example, "bestaand").update(som_eur="500.00", gemiddelde_eur="15.63")
    assert "zijn de kosten na het MDO samen € 500,00 hoger dan ervoor" in said(example)[1]


def test_no_change_is_called_no_change(example: dict[str, Any]) -> None:
    total(example, "bestaand").update(som_eur="0.00", gemiddelde_eur="0.00")
    assert "zijn de kosten samen na het MDO even hoog als ervoor" in said(example)[1]


@pytest.mark.parametrize(("group", "place"), [("bestaand", 1), ("nieuw", 2)])
def test_a_hidden_total_is_not_in_the_text(example: dict[str, Any], group: str, place: int) -> None:
    row = total(example, group)
    row.update(dict.fromkeys(key for key in row if key.endswith("_eur")))
    row.update(n=None, status="onderdrukt", regel="te klein")
    sentence = said(example)[place]
    assert "is onderdrukt (te herleiden)" in sentence
    assert "€" not in sentence


@pytest.mark.parametrize("group", ["bestaand", "nieuw"])
def test_a_group_without_cases_is_said_not_to_be_there(example: dict[str, Any], group: str) -> None:
    example["verschil"] = [row for row in example["verschil"] if row["groep"] != group]
    assert any(sentence.startswith("Er zijn geen") for sentence in said(example))


def test_wellbeing_that_was_not_measured_is_said_so(example: dict[str, Any]) -> None:
    example["welbevinden"] = []
    assert said(example)[3] == "Het welbevinden van de bewoners staat niet in de werkmap van dit rapport."


def test_an_order_is_named_and_has_no_mean(example: dict[str, Any]) -> None:
    example["instrumenten"][0]["ordinaal"] = True
    assert "een gemiddelde bestaat niet" in said(example)[3]


def test_two_means_over_other_residents_each_keep_their_own_n(example: dict[str, Any]) -> None:
    row = first(example["welbevinden"], groep="totaal", wijk="totaal", moment="voor")
    assert isinstance(row, dict)
    row["n_bewoners"] = 25
    assert "van 3,5 (25 bewoners) naar 8,3 (23 bewoners)" in said(example)[3]


def test_an_averted_cost_is_called_an_estimate(example: dict[str, Any]) -> None:
    example["analyse"]["vergelijking"] = "met_zonder"
    example["vermeden"] = example["verschil"]
    assert "verwachting en geen meting" in said(example)[4]
    assert "ook zonder MDO lagere kosten" in said(example)[4]


@pytest.mark.parametrize(("group", "place"), [("bestaand", 1), ("nieuw", 2)])
def test_an_amount_whose_number_of_cases_is_hidden_stands_without_it(
    example: dict[str, Any], group: str, place: int
) -> None:
    total(example, group)["n"] = None
    example["analyse"][f"n_{group}"] = None
    sentence = said(example)[place]
    assert "€" in sentence
    assert "None" not in sentence


def test_the_largest_changes_name_only_streams_that_are_shown(example: dict[str, Any]) -> None:
    (sentence,) = largest_changes(Results(example), "bestaand")
    assert "het meest in de stroom Wmo" in sentence
    assert "Wlz" not in sentence
    for row in example["verschil"]:
        row["status"] = "onderdrukt"
    assert largest_changes(Results(example), "bestaand") == ()
