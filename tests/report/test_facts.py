"""From published results to facts: what is shown is read, what is hidden stays hidden."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.vocabulary import AfterBasis, MdoCosts, Selection
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.rows import first
from maatschappelijk_rendement.report.sections import build
from maatschappelijk_rendement.report.words import CERTAINTY, LIMITS, sentences
from maatschappelijk_rendement.results.shown import Results


def total(data: dict[str, Any], table: str = "verschil", **wanted: str) -> dict[str, Any]:
    row = first(data[table], groep="bestaand", wijk="totaal", stroom="totaal", **(wanted or {"moment": "na"}))
    assert isinstance(row, dict)
    return row


def test_the_facts_are_those_of_the_published_tables(example: dict[str, Any]) -> None:
    facts = facts_from(Results(example))
    assert (facts.n_existing, facts.n_new, facts.n_worked_on) == (32, 10, 300)
    assert (facts.sum_cents, facts.mean_cents) == (-132_394_00, -4_137_31)
    assert (facts.low_cents, facts.high_cents) == (-6_119_10, -2_155_52)
    # Half of the width: (6.119,10 - 2.155,52) / 2.
    assert facts.least_change_cents == 1_981_79
    assert (facts.n_risen, facts.structural_cents) == (8, -84_933_00)
    assert (facts.selection, facts.after_basis) == (Selection.PROFESSIONAL, AfterBasis.PLANNED)
    assert facts.mdo_costs is MdoCosts.INCLUDED
    assert (facts.residents_before, facts.residents_after) == (23, 23)
    assert facts.is_synthetic
    assert not facts.only_total_published


def test_what_is_hidden_is_no_fact(example: dict[str, Any]) -> None:
    facts = facts_from(Results(example))
    assert (facts.without_largest_cents, facts.largest_share, facts.residents_repeat) == (None, None, None)
    assert facts.has_hidden_figures


def test_the_share_of_the_largest_case_is_read_where_it_is_shown(example: dict[str, Any]) -> None:
    total(example).update(aandeel_grootste="0.2500", som_zonder_grootste_eur="-100.00")
    facts = facts_from(Results(example))
    assert (facts.largest_share, facts.without_largest_cents) == (Fraction(1, 4), -100_00)


def test_a_hidden_figure_says_nothing_even_when_its_value_stands_there(example: dict[str, Any]) -> None:
    total(example).update(status="onderdrukt", marge_te_smal=True)
    facts = facts_from(Results(example))
    assert (facts.sum_cents, facts.mean_cents, facts.low_cents) == (None, None, None)
    assert not facts.interval_is_short


def test_a_stream_is_named_as_unseen_only_where_that_is_shown(example: dict[str, Any]) -> None:
    for row in example["volledigheid"]:
        row.update(n_onbekend=0, status="getoond")
    example["verschil"] = [row for row in example["verschil"] if row["stroom"] == "totaal"]
    first_row = example["volledigheid"][0]
    first_row["n_onbekend"] = 12
    assert facts_from(Results(example)).incomplete_streams == (first_row["stroom"],)
    first_row.update(status="onderdrukt", n_onbekend=None)
    assert facts_from(Results(example)).incomplete_streams == ()


def test_a_smaller_number_of_cases_tells_of_an_unseen_stream_too(example: dict[str, Any]) -> None:
    for row in example["volledigheid"]:
        row.update(n_onbekend=None, status="onderdrukt")
    for row in example["verschil"]:
        if row["groep"] == "bestaand":
            row["n"] = 20 if row["stroom"] == "Zvw" else 32
    facts = facts_from(Results(example))
    assert (facts.incomplete_streams, facts.may_lack_streams) == (("Zvw",), True)


EFFECT = {
    "ontwerp": "vergelijkingsgroep",
    "n": 32,
    "n_vergelijking": 40,
    "effect_eur": "-1200.00",
    "bi95_laag_eur": "-2000.00",
    "bi95_hoog_eur": "-400.00",
    "marge_te_smal": True,
    "status": "getoond",
    "regel": "",
    "onderdrukt": [],
}


def test_an_effect_is_read_with_what_must_be_true_for_it(example: dict[str, Any]) -> None:
    assert not facts_from(Results(example)).is_compared
    example["effect"] = [EFFECT]
    facts = facts_from(Results(example))
    assert (facts.effect_cents, facts.effect_low_cents, facts.effect_high_cents) == (
        -1_200_00,
        -2_000_00,
        -400_00,
    )
    assert facts.effect_is_short
    assert "op dezelfde manier is gekozen" in facts.effect_assumption


def test_a_hidden_effect_says_only_that_it_is_there(example: dict[str, Any]) -> None:
    example["effect"] = [EFFECT | {"effect_eur": None, "status": "onderdrukt"}]
    facts = facts_from(Results(example))
    assert facts.is_compared
    assert facts.effect_cents is None
    said = {sentence.id for sentence in sentences(facts, LIMITS)}
    assert "vergelijking_onderdrukt" in said
    assert "geen_vergelijkingsgroep" not in said


def test_an_effect_stands_in_section_five_with_its_table(example: dict[str, Any]) -> None:
    example["effect"] = [EFFECT]
    (section,) = [s for s in build(Results(example), {}).sections if s.name == "onzekerheid"]
    certainty, effect, table = section.blocks
    assert certainty.items[0].startswith("Is het verschil meer dan de spreiding tussen casussen?")
    assert "Zegt dat iets over het MDO? Alleen de vergelijking zegt daar iets over, als zij klopt." in (
        certainty.items
    )
    assert "bespaart het MDO" in effect.items[0]
    assert table.rows[0][0].text == "groep zonder MDO"


def test_a_warning_of_double_counts_is_read_from_the_findings(example: dict[str, Any]) -> None:
    assert not facts_from(Results(example)).has_double_counts
    example["meldingen"].append(
        {"niveau": "waarschuwing", "blad": "Gebruik", "cel": "", "code": "overlap_wlz", "tekst": ""}
    )
    assert facts_from(Results(example)).has_double_counts


def test_an_analysis_without_existing_cases_has_facts_too(example: dict[str, Any]) -> None:
    for name in ("verschil", "stromen", "geldsoort", "maatschappelijk", "welbevinden"):
        example[name] = [row for row in example[name] if row["groep"] == "nieuw"]
    example["analyse"].update(n_bestaand=0)
    facts = facts_from(Results(example))
    assert (facts.sum_cents, facts.before_cents, facts.residents_before) == (None, None, None)


def test_no_amount_that_is_not_published_can_reach_a_sentence(example: dict[str, Any]) -> None:
    # Every euro amount in the two sections follows from amounts that stand in the published tables.
    hidden = copy.deepcopy(example)
    for name in ("verschil", "stromen", "geldsoort", "maatschappelijk", "partijen"):
        for row in hidden[name]:
            row.update(dict.fromkeys((key for key in row if key.endswith("_eur")), None), status="onderdrukt")
    hidden["mdo"].update(totaal_eur=None, status="onderdrukt")
    said = sentences(facts_from(Results(hidden)), {**CERTAINTY, **LIMITS})
    assert said
    assert not any("€" in sentence.text for sentence in said)


def test_the_marks_say_confidential_and_synthetic(example: dict[str, Any]) -> None:
    def marks() -> list[str]:
        return [mark.text for mark in build(Results(example), {}).marks]

    assert marks() == [
        "SYNTHETISCH. De gegevens in dit rapport zijn verzonnen en gaan niet over echte mensen."
    ]
    example["niveau"] = "intern"
    example["analyse"]["geijkt_op_totaal"] = True
    assert [mark.split(".")[0] for mark in marks()] == ["VERTROUWELIJK", "SYNTHETISCH"]
    assert marks()[1].endswith("geijkt op gepubliceerde totalen.")
    example["niveau"] = "openbaar"
    example["analyse"]["synthetisch"] = False
    assert marks() == []


def test_sections_five_and_six_hold_the_sentences_of_their_rules(example: dict[str, Any]) -> None:
    sections = {section.name: section for section in build(Results(example), {}).sections}
    facts = facts_from(Results(example))
    for name, rules in (("onzekerheid", CERTAINTY), ("grenzen", LIMITS)):
        (bullets,) = sections[name].blocks
        assert bullets.items == tuple(sentence.text for sentence in sentences(facts, rules))
