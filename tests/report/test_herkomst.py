from __future__ import annotations

import json
from typing import Any

from tests.report.conftest import PROVENANCE, published

from maatschappelijk_rendement.report import render
from maatschappelijk_rendement.report.herkomst import origin
from maatschappelijk_rendement.results.costs import DIFFERENCES, LEVELS, OF_MONEY_KINDS, PARTIES, SOCIETAL
from maatschappelijk_rendement.results.counts import MDO, WELLBEING
from maatschappelijk_rendement.results.shown import Results

TRACED = (LEVELS, DIFFERENCES, SOCIETAL, OF_MONEY_KINDS, PARTIES, MDO, WELLBEING)


def herkomst(data: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(
        render(published(data), provenance=PROVENANCE, formats=[])["herkomst.json"]
    )
    return made


def test_every_amount_and_mean_of_the_key_tables_has_a_formula() -> None:
    for table in TRACED:
        for column in table.read:
            if column.key.endswith("_eur") or column.key in {"gemiddelde", "gepaard_verschil"}:
                assert column.formula, (table.name, column.key)


def test_the_origin_of_a_stream_names_its_tariffs_and_sources(example: dict[str, Any]) -> None:
    results = Results(example)
    row = next(r for r in results.of(DIFFERENCES) if r.stream == "Zvw" and r.group == "bestaand")
    found = origin(results, DIFFERENCES, row, DIFFERENCES.columns["som_eur"])
    assert found is not None
    assert found.tariffs == ("ZVW-HUISARTS",)
    assert found.sources == ("Voorbeeldbron B (verzonnen)",)
    assert found.n == "30 casussen"
    assert found.figure == "bestaande casussen, alle wijken, Zvw, na het MDO: Verschil"


def test_the_total_rests_on_every_tariff(example: dict[str, Any]) -> None:
    results = Results(example)
    row = next(r for r in results.of(DIFFERENCES) if r.stream == "totaal")
    found = origin(results, DIFFERENCES, row, DIFFERENCES.columns["som_eur"])
    assert found is not None
    assert len(found.tariffs) == len(example["tarieven"])


def test_prices_of_one_source_are_behind_figures_as_one_and_those_of_another_apart(
    example: dict[str, Any],
) -> None:
    first, *others = example["tarieven"]
    dearer = first | {"prijs_eur": "999.99"}
    elsewhere = dearer | {"bron": "een andere bron"}
    few = Results(example).prices
    assert len(Results(example | {"tarieven": [first, dearer, *others]}).prices) == len(few)
    more = Results(example | {"tarieven": [first, dearer, elsewhere, *others]}).prices
    assert [one.source for one in more[:2]] == [first["bron"], "een andere bron"]
    assert len(more) == len(few) + 1


def test_a_score_rests_on_no_tariff(example: dict[str, Any]) -> None:
    results = Results(example)
    row = results.of(WELLBEING)[1]
    found = origin(results, WELLBEING, row, WELLBEING.columns["gemiddelde"])
    assert found is not None
    assert found.tariffs == ()
    assert found.n == "23 bewoners"


def test_the_file_accounts_for_input_settings_tariffs_and_warnings(example: dict[str, Any]) -> None:
    made = herkomst(example)
    assert made["uitvoering"] == PROVENANCE
    assert made["controle"]["klopt"] is True
    assert [t["code"] for t in made["tarieven"]] == [t["code"] for t in example["tarieven"]]
    assert all(t["bron"] and t["geldig_van"] for t in made["tarieven"])
    assert made["meldingen"] == [{"code": "buiten_venster", "aantal": 1}, {"code": "index", "aantal": 1}]


def test_the_rule_of_every_hidden_cell_is_there_and_no_value(example: dict[str, Any]) -> None:
    hidden = herkomst(example)["onderdrukt"]
    wlz = [
        h
        for h in hidden
        if h["tabel"] == "verschil" and h.get("stroom") == "Wlz" and h["groep"] == "bestaand"
    ]
    assert [h["regel"] for h in wlz] == ["minder dan 10 casussen met een bedrag"]
    assert "som_eur" in wlz[0]["kolommen"]
    assert not any(key.endswith("_eur") or key.startswith("n_") for h in hidden for key in h)


def test_only_numbers_that_are_shown_have_an_origin(example: dict[str, Any]) -> None:
    figures = [entry["cijfer"] for entry in herkomst(example)["cijfers"]]
    assert len(figures) == len(set(figures))
    assert not [figure for figure in figures if "Wlz" in figure]
