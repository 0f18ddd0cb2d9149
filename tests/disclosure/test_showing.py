"""What is left of rows and header when the verdicts are known."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.disclosure.cells import CellStats, summarise
from maatschappelijk_rendement.disclosure.layout import COUNT, MAIN, PAIRED, PARTS, ExactTable
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.showing import ADVICE, account, public_header, public_rows
from maatschappelijk_rendement.disclosure.units import place_of, place_of_score, unit_of

RULES = Rules()
DELTA = {"groep": "bestaand", "moment": "na", "wijk": "totaal", "stroom": "totaal"}
PLACE = place_of("verschil", DELTA)
FIGURES = {
    "som_eur": -900_00,
    "n": 30,
    "gemiddelde_eur": -30_00,
    "in_venster_eur": -700_00,
    "eenmalig_eur": -200_00,
    "structureel_per_jaar_eur": -800_00,
    "n_gestegen": 10,
    "n_gedaald": 10,
    "n_gelijk": 10,
    "mediaan_eur": -31_00,
}
SCORE = {
    "groep": "totaal",
    "wijk": "totaal",
    "instrument": "rapportcijfer",
    "onderdeel": None,
    "moment": "voor",
    "gepaard_met": None,
}


def differences(*rows: dict[str, object], name: str = "verschil") -> ExactTable:
    rows = rows or (DELTA | FIGURES,)
    columns = ("som_eur", "in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")
    keys = [tuple(str(row[column]) for column in DELTA) for row in rows]
    return ExactTable(name, rows, {c: {key: summarise([1] * 30) for key in keys} for c in columns})


def parties() -> ExactTable:
    row = {"partij": "gemeente", "investeert_eur": 1_00, "profiteert_eur": 2_00, "ontvangt_eur": 3_00}
    columns = ("investeert_eur", "profiteert_eur", "ontvangt_eur")
    return ExactTable("partijen", [row], {c: {("gemeente",): summarise([1] * 30)} for c in columns})


def test_a_shown_row_keeps_every_figure_but_those_of_one_case() -> None:
    (row,) = public_rows(differences(), {}, RULES)
    assert (row["status"], row["regel"]) == ("getoond", "")
    assert row["onderdrukt"] == ["mediaan_eur"]
    assert {c: row[c] for c in DELTA | FIGURES} == DELTA | FIGURES | {"mediaan_eur": None}


def test_a_row_of_which_the_amount_is_hidden_has_no_figure_left_and_says_why() -> None:
    (row,) = public_rows(differences(), {PLACE: Rule.LARGEST}, RULES)
    assert (row["status"], row["regel"]) == ("onderdrukt", "één casus is meer dan 50 % van het bedrag")
    assert {row[column] for column in FIGURES} == {None}
    assert set(row["onderdrukt"]) == set(FIGURES)
    assert {column: row[column] for column in DELTA} == DELTA


def test_a_hidden_figure_of_a_shown_row_is_named_with_its_own_reason() -> None:
    verdicts = {(COUNT, PLACE): Rule.DIFFERENCE, (PARTS, PLACE): Rule.NONZERO}
    (row,) = public_rows(differences(), verdicts, RULES)
    assert row["status"] == "getoond"
    assert row["regel"] == (
        "aantal: verschilt minder dan 10 casussen van een ander getoond getal; "
        "delen: minder dan 10 casussen met een bedrag"
    )
    hidden = {"n", "gemiddelde_eur", "in_venster_eur", "eenmalig_eur", "mediaan_eur"}
    assert {column for column in FIGURES if row[column] is None} == hidden
    assert set(row["onderdrukt"]) == hidden


def test_a_hidden_amount_of_a_party_is_named_without_its_unit() -> None:
    table = parties()
    hidden = [unit_of(table, table.rows[0], column) for column in ("investeert_eur", "profiteert_eur")]
    (row,) = public_rows(table, dict.fromkeys(hidden, Rule.CASES), RULES)
    assert row["status"] == "getoond"
    assert row["regel"] == "investeert: minder dan 10 casussen; profiteert: minder dan 10 casussen"
    assert (row["investeert_eur"], row["profiteert_eur"], row["ontvangt_eur"]) == (None, None, 3_00)


def test_a_party_of_which_every_amount_is_hidden_is_a_hidden_row() -> None:
    table = parties()
    units = [unit_of(table, table.rows[0], column) for column in table.layout.figures]
    (row,) = public_rows(table, dict.fromkeys(units, Rule.CASES), RULES)
    assert (row["status"], row["regel"]) == ("onderdrukt", "minder dan 10 casussen")


def test_a_hidden_mean_does_not_tell_that_nobody_is_in_its_pairs() -> None:
    """The row before has no pairs, so nobody judged its pairs; that they are none goes with the mean."""
    stats = CellStats(9, 9, 63_00, 63_00, 8_00, 8_00, False, n_residents=9)
    key = tuple(SCORE.values())
    row = SCORE | {"n_bewoners": 9, "n_casussen": 9, "gemiddelde": 7_00, "gepaard_n": 0, "n_boven": 4}
    table = ExactTable("welbevinden", [row], {"gemiddelde": {key: stats}})
    place = place_of_score({column: str(value) for column, value in SCORE.items()})
    (shown,) = public_rows(table, {place: Rule.CASES}, RULES)
    figures = ("n_bewoners", "n_casussen", "gemiddelde", "gepaard_n", "n_boven")
    assert {shown[column] for column in figures} == {None}


def test_hidden_pairs_leave_the_mean() -> None:
    stats = CellStats(20, 20, 140_00, 140_00, 8_00, 8_00, False, n_residents=20)
    after = SCORE | {"moment": "na", "gepaard_met": "voor"}
    key = tuple(after.values())
    row = after | {"n_bewoners": 20, "n_casussen": 20, "gemiddelde": 7_00}
    row |= {"gepaard_n": 19, "gepaard_verschil": 1_00}
    table = ExactTable("welbevinden", [row], {c: {key: stats} for c in ("gemiddelde", "gepaard_verschil")})
    place = place_of_score({column: str(value) for column, value in after.items()})
    (shown,) = public_rows(table, {(PAIRED, "voor", place): Rule.DIFFERENCE}, RULES)
    assert (shown["gemiddelde"], shown["gepaard_n"], shown["gepaard_verschil"]) == (7_00, None, None)
    assert shown["regel"] == "gepaard: verschilt minder dan 10 casussen van een ander getoond getal"


def test_an_unknown_row_is_neither_shown_nor_hidden_and_has_the_columns_of_every_row() -> None:
    unknown = DELTA | dict.fromkeys(FIGURES) | {"stroom": "Wgs", "status": "onbekend"}
    known, other = public_rows(differences(DELTA | FIGURES, unknown), {}, RULES)
    assert other == unknown | {"regel": "", "onderdrukt": []}
    assert set(known) == set(other)


def test_an_incomplete_row_keeps_its_status_until_it_is_hidden() -> None:
    table = differences(DELTA | FIGURES | {"status": "onvolledig"})
    assert public_rows(table, {}, RULES)[0]["status"] == "onvolledig"
    assert public_rows(table, {PLACE: Rule.CASES}, RULES)[0]["status"] == "onderdrukt"


def test_the_account_counts_rows_and_figures_and_never_names_a_value() -> None:
    second = DELTA | {"stroom": "Wmo"}
    table = differences(DELTA | FIGURES, second | FIGURES)
    verdicts = {place_of("verschil", second): Rule.MERGED, (COUNT, PLACE): Rule.DIFFERENCE}
    found = account([table], verdicts, RULES)
    assert found["tabellen"] == [
        {"tabel": "verschil", "cellen": 2, "onderdrukt": 1, "samengevoegd": 1, "advies": ADVICE}
    ]
    # The median of each row; the count of the first; the second row with what falls together with it.
    assert found["regels"] == [
        {"regel": "dit getal is of verraadt het bedrag van één casus", "aantal": 2},
        {"regel": "verschilt minder dan 10 casussen van een ander getoond getal", "aantal": 1},
        {"regel": "een gekoppeld getal is onderdrukt", "aantal": 1},
        {"regel": "te veel onderdrukte cellen: samengevoegd tot het totaal", "aantal": 1},
    ]
    assert str(found["tekst"]).startswith("Achter elk getoond getal staan minstens 10 casussen. ")
    assert "afgerond" not in str(found["tekst"])


def test_the_account_gives_advice_only_where_a_table_was_merged() -> None:
    found = account([differences(), parties()], {PLACE: Rule.CASES}, Rules(12, "besluit", rounding=True))
    assert found["tabellen"] == [
        {"tabel": "verschil", "cellen": 1, "onderdrukt": 1, "samengevoegd": 0, "advies": ""},
        {"tabel": "partijen", "cellen": 1, "onderdrukt": 0, "samengevoegd": 0, "advies": ""},
    ]
    assert "minstens 12 casussen" in str(found["tekst"])
    assert str(found["tekst"]).endswith(
        " Aantallen en bedragen van casussen zijn afgerond; door afronding kunnen totalen afwijken."
    )


def test_the_header_keeps_what_is_not_about_one_case() -> None:
    header = {
        "analyse": {"titel": "Proef", "n_casussen": 42, "n_nieuw": 5, "periode_van": "3 september 2017"},
        "controle": {"klopt": True, "centen_in": 700, "per_blad": [{"blad": "Casussen", "regels": 42}]},
        "kosten": [{"casus_id": "b1"}],
        "programma": [{"post": "regie"}],
    }
    assert public_header([], header, {("analyse", "n_nieuw"): Rule.CASES}) == {
        "analyse": {"titel": "Proef", "n_casussen": 42, "n_nieuw": None, "periode_van": "september 2017"},
        "controle": {"klopt": True, "centen_in": 700, "per_blad": []},
        "kosten": [],
        "programma": [{"post": "regie"}],
        "meldingen": [],
    }


def test_a_header_without_counts_or_control_stays_without() -> None:
    assert public_header([], {"analyse": {"periode_tot": None}}, {}) == {
        "analyse": {"periode_tot": None},
        "kosten": [],
        "meldingen": [],
    }
    assert public_header([], {}, {}) == {"kosten": [], "meldingen": []}


@pytest.mark.parametrize(
    ("tables", "hidden", "is_shown"),
    [
        ([differences()], [], True),
        ([differences()], [PLACE], False),
        # A hidden wijk or stream is no part of what all cents less the totals would tell.
        (
            [differences(), differences(DELTA | {"wijk": "Noord"} | FIGURES)],
            [(*PLACE[:3], "Noord", "totaal")],
            True,
        ),
        (
            [differences(), differences(DELTA | {"stroom": "Wmo"} | FIGURES)],
            [(*PLACE[:3], "totaal", "Wmo")],
            True,
        ),
        # The alternative without an MDO is shown as a difference only.
        ([differences(name="vermeden")], [], False),
        ([parties()], [("partijen", MAIN, "gemeente")], True),
    ],
)
def test_all_cents_are_shown_only_when_every_total_is(
    tables: list[ExactTable], hidden: list[object], is_shown: bool
) -> None:
    control = {"centen_in": 700, "centen_uit": 700, "klopt": True}
    found = public_header(tables, {"controle": control}, dict.fromkeys(hidden, Rule.CASES))["controle"]
    cents = 700 if is_shown else None
    assert found == {"centen_in": cents, "centen_uit": cents, "klopt": True, "per_blad": []}


def test_a_finding_is_given_once_without_its_cell() -> None:
    findings = [
        {"blad": "Gebruik", "cel": "A2", "tekst": "Valt buiten."},
        {"blad": "Gebruik", "cel": "A9", "tekst": "Valt buiten."},
        {"blad": "Scores", "cel": "A2", "tekst": "Valt buiten."},
    ]
    found = public_header([], {"meldingen": findings}, {})["meldingen"]
    assert found == [
        {"blad": "Gebruik", "cel": "", "tekst": "Valt buiten."},
        {"blad": "Scores", "cel": "", "tekst": "Valt buiten."},
    ]
