"""What is left of rows and header when the verdicts are known."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.matrix.figures import Name
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.rules.cells import CellStats, summarise
from maatschappelijk_rendement.disclosure.tables.hiding import (
    ADVICE,
    account,
    per_rule,
    public_header,
    public_rows,
    reasons,
)
from maatschappelijk_rendement.disclosure.tables.layout import ExactTable
from maatschappelijk_rendement.results.codec import to_json
from maatschappelijk_rendement.results.columns import columns_of
from maatschappelijk_rendement.results.sections import Hidden

RULES = Rules()
DELTA = {"groep": "bestaand", "moment": "na", "wijk": "totaal", "stroom": "totaal"}
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


def shown(*tables: ExactTable, **hidden: Rule) -> dict[Name, Rule | None]:
    """Everything is shown but the figures of one case and what is named by its column."""
    once = {"mediaan_eur": Rule.SINGLE_CASE}
    return {
        (table.name, table.key(row), column): {**once, **hidden}.get(column)
        for table in tables
        for row in table.rows
        for column in table.layout.columns
    }


def parties() -> ExactTable:
    row = {"partij": "gemeente", "investeert_eur": 1_00, "profiteert_eur": 2_00, "ontvangt_eur": 3_00}
    columns = ("investeert_eur", "profiteert_eur", "ontvangt_eur")
    return ExactTable("partijen", [row], {c: {("gemeente",): summarise([1] * 30)} for c in columns})


def test_a_shown_row_keeps_every_figure_but_those_of_one_case() -> None:
    (row,) = public_rows(differences(), shown(differences()))
    assert (row["status"], row["regel"]) == ("getoond", "te herleiden")
    assert row["onderdrukt"] == ["mediaan_eur"]
    assert {c: row[c] for c in DELTA | FIGURES} == DELTA | FIGURES | {"mediaan_eur": None}


def test_a_row_of_which_the_amount_is_hidden_keeps_its_number_of_cases_only() -> None:
    verdicts = shown(differences(), som_eur=Rule.LARGEST)
    (row,) = public_rows(differences(), verdicts)
    assert (row["status"], row["n"]) == ("getoond", 30)
    assert {row[column] for column in FIGURES if column != "n"} == {None}
    assert set(row["onderdrukt"]) == set(FIGURES) - {"n"}
    assert row["regel"] == "te herleiden"
    assert {column: row[column] for column in DELTA} == DELTA


def test_a_row_of_which_everything_is_hidden_has_no_figure_left_and_says_why() -> None:
    verdicts = shown(differences(), som_eur=Rule.LARGEST, n=Rule.CASES)
    (row,) = public_rows(differences(), verdicts)
    assert (row["status"], row["regel"]) == ("onderdrukt", "te herleiden")
    assert {row[column] for column in FIGURES} == {None}
    assert set(row["onderdrukt"]) == set(FIGURES)


def test_what_was_not_judged_is_hidden() -> None:
    (row,) = public_rows(differences(), {})
    assert (row["status"], row["regel"]) == ("onderdrukt", "te herleiden")


def test_the_hidden_figures_of_a_shown_row_are_named_with_one_reason() -> None:
    hidden = dict.fromkeys(("in_venster_eur", "eenmalig_eur"), Rule.NONZERO)
    hidden |= {"n": Rule.SECONDARY, "gemiddelde_eur": Rule.LINKED}
    (row,) = public_rows(differences(), shown(differences(), **hidden))
    assert row["status"] == "getoond"
    assert row["regel"] == "te herleiden"
    expected = {"n", "gemiddelde_eur", "in_venster_eur", "eenmalig_eur", "mediaan_eur"}
    assert {column for column in FIGURES if row[column] is None} == expected
    assert set(row["onderdrukt"]) == expected


def test_a_party_keeps_the_amount_that_is_not_hidden() -> None:
    table = parties()
    hidden = dict.fromkeys(("investeert_eur", "profiteert_eur"), Rule.CASES)
    (row,) = public_rows(table, shown(table, **hidden))
    assert row["status"] == "getoond"
    assert row["onderdrukt"] == ["investeert_eur", "profiteert_eur"]
    assert (row["investeert_eur"], row["profiteert_eur"], row["ontvangt_eur"]) == (None, None, 3_00)


def test_a_party_of_which_every_amount_is_hidden_is_a_hidden_row() -> None:
    table = parties()
    (row,) = public_rows(table, shown(table, **dict.fromkeys(table.layout.figures, Rule.CASES)))
    assert (row["status"], row["regel"]) == ("onderdrukt", "te herleiden")


def test_a_hidden_mean_does_not_tell_that_nobody_is_in_its_pairs() -> None:
    """The row before has no pairs, so nobody judged its pairs; that they are none goes with the mean."""
    stats = CellStats(9, 9, 63_00, 63_00, 8_00, 8_00, False, n_residents=9)
    key = tuple(SCORE.values())
    row = SCORE | {"n_bewoners": 9, "n_casussen": 9, "gemiddelde": 7_00, "gepaard_n": 0, "n_boven": 4}
    table = ExactTable("welbevinden", [row], {"gemiddelde": {key: stats}})
    verdicts = {("welbevinden", key, c): Rule.CASES for c in ("n_bewoners", "gemiddelde", "n_casussen")}
    (found,) = public_rows(table, verdicts)
    figures = ("n_bewoners", "n_casussen", "gemiddelde", "gepaard_n", "n_boven")
    assert {found[column] for column in figures} == {None}


def test_that_a_moment_has_no_earlier_one_is_no_secret() -> None:
    stats = CellStats(20, 20, 140_00, 140_00, 8_00, 8_00, False, n_residents=20)
    key = tuple(SCORE.values())
    row = SCORE | {"n_bewoners": 20, "n_casussen": 20, "gemiddelde": 7_00, "gepaard_n": 0}
    table = ExactTable("welbevinden", [row], {"gemiddelde": {key: stats}})
    judged = dict.fromkeys(("welbevinden", key, c) for c in ("n_bewoners", "gemiddelde", "n_casussen"))
    (found,) = public_rows(table, judged)
    assert (found["status"], found["regel"], found["gepaard_n"]) == ("getoond", "", 0)


def test_hidden_pairs_leave_the_mean() -> None:
    stats = CellStats(20, 20, 140_00, 140_00, 8_00, 8_00, False, n_residents=20)
    after = SCORE | {"moment": "na", "gepaard_met": "voor"}
    key = tuple(after.values())
    row = after | {"n_bewoners": 20, "n_casussen": 20, "gemiddelde": 7_00}
    row |= {"gepaard_n": 19, "gepaard_verschil": 1_00}
    table = ExactTable("welbevinden", [row], {c: {key: stats} for c in ("gemiddelde", "gepaard_verschil")})
    hidden = dict.fromkeys(("gepaard_n", "gepaard_verschil"), Rule.SECONDARY)
    (found,) = public_rows(table, shown(table, **hidden))
    assert (found["gemiddelde"], found["gepaard_n"], found["gepaard_verschil"]) == (7_00, None, None)
    assert found["regel"] == "te herleiden"


def test_an_unknown_row_is_neither_shown_nor_hidden_and_has_the_columns_of_every_row() -> None:
    unknown = DELTA | dict.fromkeys(FIGURES) | {"stroom": "Wgs", "status": "onbekend"}
    table = differences(DELTA | FIGURES, unknown)
    known, other = public_rows(table, shown(table))
    assert other == unknown | {"regel": "", "onderdrukt": []}
    assert set(known) == set(other)


def test_an_incomplete_row_keeps_its_status_until_it_is_hidden() -> None:
    table = differences(DELTA | FIGURES | {"status": "onvolledig"})
    assert public_rows(table, shown(table))[0]["status"] == "onvolledig"
    assert public_rows(table, shown(table, som_eur=Rule.CASES))[0]["status"] == "onvolledig"
    hidden = shown(table, som_eur=Rule.CASES, n=Rule.CASES)
    assert public_rows(table, hidden)[0]["status"] == "onderdrukt"


def test_the_account_counts_rows_and_figures_and_never_names_a_value() -> None:
    second = DELTA | {"stroom": "Wmo"}
    first, other = differences(), differences(second | FIGURES)
    table = differences(DELTA | FIGURES, second | FIGURES)
    both = {"som_eur": Rule.LARGEST, "n": Rule.LARGEST}
    verdicts = shown(first, n=Rule.SECONDARY) | shown(other, **both)
    found = to_json(account([table], verdicts, RULES), columns_of(Hidden))
    assert found["tabellen"] == [
        {"tabel": "verschil", "cellen": 2, "onderdrukt": 1, "samengevoegd": 0, "advies": ""}
    ]
    # The median and the count of the first row, and every figure of the second; never how many of a rule.
    assert found["regels"] == [{"regel": "te herleiden", "aantal": 2 + len(FIGURES)}]
    assert "redenen" not in found
    assert str(found["tekst"]).startswith("Achter elk getoond getal staan minstens 10 casussen. ")
    assert str(found["tekst"]).endswith(
        " Elk bedrag is afgerond; door afronding kunnen totalen afwijken van de som van hun delen."
    )


def test_the_account_gives_advice_only_where_more_than_half_of_a_table_is_hidden() -> None:
    verdicts = shown(differences(), parties(), som_eur=Rule.CASES, n=Rule.CASES)
    rules = Rules(12, "besluit")
    found = to_json(account([differences(), parties()], verdicts, rules), columns_of(Hidden))
    assert found["tabellen"] == [
        {"tabel": "verschil", "cellen": 1, "onderdrukt": 1, "samengevoegd": 0, "advies": ADVICE},
        {"tabel": "partijen", "cellen": 1, "onderdrukt": 0, "samengevoegd": 0, "advies": ""},
    ]
    assert "minstens 12 casussen" in str(found["tekst"])


def test_the_header_keeps_what_is_not_about_one_case() -> None:
    header = {
        "analyse": {"titel": "Proef", "n_casussen": 42, "n_nieuw": 5, "periode_van": "3 september 2017"},
        "controle": {"klopt": True, "centen_in": 700, "per_blad": [{"blad": "Casussen", "regels": 42}]},
        "kosten": [{"casus_id": "b1"}],
        "lezingen": [{"stroom": "Wmo", "samenleving_som_eur": "-520.00"}],
        "programma": [{"post": "regie"}],
    }
    verdicts = {("analyse", (), "n_casussen"): None, ("analyse", (), "n_nieuw"): Rule.CASES}
    assert public_header(header, verdicts) == {
        "analyse": {
            "titel": "Proef",
            "n_casussen": 42,
            "n_nieuw": None,
            "periode_van": "september 2017",
            "onderdrukt": ["n_nieuw"],
        },
        "controle": {"klopt": True, "centen_in": None, "per_blad": []},
        "kosten": [],
        "lezingen": [],
        "programma": [{"post": "regie"}],
        "meldingen": [],
    }


def test_a_header_without_counts_or_control_stays_without() -> None:
    assert public_header({"analyse": {"periode_tot": None}}, {}) == {
        "analyse": {"periode_tot": None, "onderdrukt": None},
        "kosten": [],
        "lezingen": [],
        "meldingen": [],
    }
    assert public_header({}, {}) == {"kosten": [], "lezingen": [], "meldingen": []}


def test_how_many_were_worked_on_is_hidden_with_the_number_of_cases() -> None:
    header = {"analyse": {"n_casussen": 36, "casussen_in_totaal": 41}}
    name = ("analyse", (), "n_casussen")
    for verdicts, numbers in (
        ({name: None}, (36, 41)),
        ({name: Rule.SECONDARY}, (None, None)),
        ({}, (None, None)),
    ):
        found = public_header(header, verdicts)["analyse"]
        assert isinstance(found, dict)
        assert (found["n_casussen"], found["casussen_in_totaal"]) == numbers
        assert found["onderdrukt"] == (None if numbers[0] else ["n_casussen", "casussen_in_totaal"])


def test_a_number_that_nobody_gave_is_not_called_hidden() -> None:
    header = {"analyse": {"n_casussen": 36, "casussen_in_totaal": None}}
    found = public_header(header, {("analyse", (), "n_casussen"): Rule.SECONDARY})["analyse"]
    assert isinstance(found, dict)
    assert found["onderdrukt"] == ["n_casussen"]


def test_whatever_rule_hides_a_figure_a_public_row_reads_the_same() -> None:
    rows = [
        public_rows(differences(), shown(differences(), som_eur=rule, n_gedaald=rule)) for rule in tuple(Rule)
    ]
    assert all(row == rows[0] for row in rows)
    accounts = [
        account([differences()], shown(differences(), som_eur=rule, n_gedaald=rule), RULES) for rule in Rule
    ]
    assert all(one == accounts[0] for one in accounts)


def test_who_holds_the_data_reads_the_rule_of_each_figure() -> None:
    verdicts = shown(differences(), n=Rule.SECONDARY, n_gedaald=Rule.CASES)
    verdicts |= {("verschil", tuple(DELTA.values()), "mediaan_eur"): Rule.SINGLE_CASE}
    found = reasons([differences()], verdicts, RULES)
    assert [(one.table, one.columns, one.rule) for one in found] == [
        ("verschil", ("n",), "anders volgt een onderdrukt getal uit de totalen"),
        ("verschil", ("n_gedaald",), "minder dan 10 casussen"),
        ("verschil", ("mediaan_eur",), "dit getal is of verraadt het bedrag van één casus"),
    ]
    assert {one.row for one in found} == {"bestaand, na, totaal, totaal"}
    assert {one.rule: one.count for one in per_rule(found)} == {one.rule: 1 for one in found}


def test_all_cents_together_are_never_public_for_no_figure_is_exact() -> None:
    control = {"centen_in": 700, "centen_uit": 700, "klopt": True}
    found = public_header({"controle": control}, {})["controle"]
    assert found == {"centen_in": None, "centen_uit": None, "klopt": True, "per_blad": []}


def test_a_finding_is_given_once_without_its_cell() -> None:
    findings = [
        {"blad": "Gebruik", "cel": "A2", "tekst": "Valt buiten."},
        {"blad": "Gebruik", "cel": "A9", "tekst": "Valt buiten."},
        {"blad": "Scores", "cel": "A2", "tekst": "Valt buiten."},
    ]
    found = public_header({"meldingen": findings}, {})["meldingen"]
    assert found == [
        {"blad": "Gebruik", "cel": "", "tekst": "Valt buiten."},
        {"blad": "Scores", "cel": "", "tekst": "Valt buiten."},
    ]


def test_what_is_hidden_with_the_main_figure_says_that_for_who_holds_the_data() -> None:
    table = differences()
    said = reasons([table], shown(table, som_eur=Rule.NONZERO), RULES)
    by_rule = {one.rule: set(one.columns) for one in said}
    assert by_rule[RULES.text(Rule.NONZERO)] == {"som_eur"}
    assert {"gemiddelde_eur", "in_venster_eur", "n_gestegen"} <= by_rule[RULES.text(Rule.LINKED)]
    assert "n" not in {column for columns in by_rule.values() for column in columns}
