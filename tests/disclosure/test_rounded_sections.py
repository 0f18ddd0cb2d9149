"""What is rounded in rows and header, and what is no figure and stays as it is."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.cells import CellStats, summarise
from maatschappelijk_rendement.disclosure.layout import ExactTable
from maatschappelijk_rendement.disclosure.rounding import round_header, round_rows

COLUMNS = ("som_eur", "in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")


def differences(*rows: dict[str, object]) -> ExactTable:
    keys = [tuple(str(row[c]) for c in ("groep", "moment", "wijk", "stroom")) for row in rows]
    return ExactTable("verschil", rows, {c: {key: summarise([1] * 30) for key in keys} for c in COLUMNS})


def row(wijk: str, stream: str, **figures: object) -> dict[str, object]:
    return {"groep": "bestaand", "moment": "na", "wijk": wijk, "stroom": stream} | figures


def test_every_figure_of_a_row_is_rounded_in_its_own_unit() -> None:
    (found,) = round_rows(
        differences(
            row(
                "Noord",
                "Wmo",
                som_eur=-132_394_00,
                n=32,
                gemiddelde_eur=-4_137_31,
                bi95_laag_eur=-5_499_99,
                bi95_hoog_eur=-2_500_00,
                marge_te_smal=True,
                in_venster_eur=499_99,
                structureel_per_jaar_eur=None,
                n_gestegen=2,
                n_gedaald=3,
                status="onvolledig",
            )
        )
    )
    assert found == row(
        "Noord",
        "Wmo",
        som_eur=-132_000_00,
        n=30,
        # The mean is that of the rounded figures: 132.000 over 30.
        gemiddelde_eur=-4_400_00,
        bi95_laag_eur=-5_000_00,
        bi95_hoog_eur=-3_000_00,
        marge_te_smal=True,
        in_venster_eur=0,
        structureel_per_jaar_eur=None,
        n_gestegen=0,
        n_gedaald=5,
        status="onvolledig",
    )


def test_a_mean_over_a_number_that_is_rounded_to_nothing_stays_as_it_is() -> None:
    (found,) = round_rows(differences(row("Noord", "Wmo", som_eur=9_000_00, n=2, gemiddelde_eur=4_500_00)))
    assert (found["n"], found["gemiddelde_eur"]) == (0, 4_500_00)


def test_a_total_is_the_sum_of_what_is_rounded_below_it_in_its_own_line() -> None:
    """Two wijken and two streams of € 1.400 each, eight cases: € 1.000 and 10 each."""
    places = [(wijk, stream) for wijk in ("Noord", "Zuid") for stream in ("Wmo", "Zvw")]
    inner = [row(wijk, stream, som_eur=1_400_00, n=8) for wijk, stream in places]
    streams = [row("totaal", stream, som_eur=2_800_00, n=16) for stream in ("Wmo", "Zvw")]
    wijken = [row(wijk, "totaal", som_eur=2_800_00, n=8) for wijk in ("Noord", "Zuid")]
    found = round_rows(
        differences(*inner, *streams, *wijken, row("totaal", "totaal", som_eur=5_600_00, n=16))
    )
    figures = {(one["wijk"], one["stroom"]): (one["som_eur"], one["n"]) for one in found}
    assert figures == {
        **dict.fromkeys(places, (1_000_00, 10)),
        # Cases of two wijken add up; the same cases in two streams do not.
        ("totaal", "Wmo"): (2_000_00, 20),
        ("totaal", "Zvw"): (2_000_00, 20),
        ("Noord", "totaal"): (2_000_00, 10),
        ("Zuid", "totaal"): (2_000_00, 10),
        ("totaal", "totaal"): (4_000_00, 20),
    }


def test_groups_are_not_added_to_each_other() -> None:
    rows = [
        row(wijk, "Wmo", n=8) | {"groep": group}
        for group in ("bestaand", "nieuw")
        for wijk in ("Noord", "totaal")
    ]
    assert [one["n"] for one in round_rows(differences(*rows))] == [10, 10, 10, 10]


def test_a_total_without_parts_is_rounded_by_itself_and_an_empty_one_stays_empty() -> None:
    alone, empty = round_rows(
        differences(row("totaal", "Wmo", som_eur=2_800_00, n=16), row("totaal", "Zvw", som_eur=None, n=16))
    )
    assert (alone["som_eur"], alone["n"]) == (3_000_00, 15)
    assert (empty["som_eur"], empty["n"]) == (None, 15)


def test_parts_that_are_empty_are_left_out_of_the_sum() -> None:
    found = round_rows(
        differences(
            row("Noord", "Wmo", som_eur=1_400_00),
            row("Zuid", "Wmo", som_eur=None),
            row("totaal", "Wmo", som_eur=2_800_00),
        )
    )
    assert [one["som_eur"] for one in found] == [1_000_00, None, 1_000_00]


def test_residents_add_up_over_groups_and_wijken_and_means_do_not() -> None:
    columns = ("groep", "wijk", "instrument", "onderdeel", "moment", "gepaard_met")
    places = [("bestaand", "Noord"), ("nieuw", "Noord"), ("totaal", "Noord"), ("totaal", "totaal")]
    keys = [(group, wijk, "mhc_sf", None, "na", "voor") for group, wijk in places]
    figures = {
        "n_bewoners": 8,
        "n_casussen": 8,
        "gemiddelde": 3_26,
        "gepaard_n": 8,
        "gepaard_verschil": 25,
    }
    stats = CellStats(8, 8, 8, 8, 1, 1, False, 8)
    table = ExactTable(
        "welbevinden",
        [dict(zip(columns, key, strict=True)) | figures for key in keys],
        {c: dict.fromkeys(keys, stats) for c in ("gemiddelde", "gepaard_verschil")},
    )
    found = round_rows(table)
    assert [one["n_bewoners"] for one in found] == [10, 10, 20, 20]
    assert [one["gepaard_n"] for one in found] == [10, 10, 10, 10]
    assert {(one["gemiddelde"], one["gepaard_verschil"]) for one in found} == {(3_30, 30)}


def test_the_header_rounds_numbers_of_cases_and_nothing_else() -> None:
    header = {
        "analyse": {
            "n_casussen": 42,
            "n_nieuw": None,
            "periode_maanden": 12,
            "minimum": 12,
            "is_proef": True,
        },
        "controle": {"klopt": True, "centen_uit": 7},
        "programma": [{"bedrag_eur": "123.45"}],
    }
    assert round_header(header) == {
        "analyse": {
            "n_casussen": 40,
            "n_nieuw": None,
            "periode_maanden": 12,
            "minimum": 12,
            "is_proef": True,
        },
        "controle": {"klopt": True, "centen_uit": None},
        "programma": [{"bedrag_eur": "123.45"}],
    }
    assert round_header({"kosten": []}) == {"kosten": []}


def total(group: str, n: int | None, moment: str = "na", wijk: str = "totaal") -> dict[str, object]:
    return {"groep": group, "moment": moment, "wijk": wijk, "stroom": "totaal", "n": n}


def test_the_header_takes_the_rounded_totals_of_the_tables_and_adds_them() -> None:
    """16 existing cases are 20 in the tables, 12 new ones 10: together 30."""
    rows = [
        total("bestaand", 20),
        total("nieuw", 10),
        total("nieuw", 99, "herhaling"),
        total("nieuw", 99, wijk="A"),
    ]
    counts = {"n_casussen": 28, "n_bestaand": 16, "n_nieuw": 12}
    assert round_header({"analyse": counts}, rows)["analyse"] == {
        "n_casussen": 30,
        "n_bestaand": 20,
        "n_nieuw": 10,
    }


def test_a_hidden_number_in_the_header_stays_hidden() -> None:
    rows = [total("bestaand", 20), total("nieuw", 10)]
    counts = {"n_casussen": None, "n_bestaand": 16, "n_nieuw": None}
    assert round_header({"analyse": counts}, rows)["analyse"] == {
        "n_casussen": None,
        "n_bestaand": 20,
        "n_nieuw": None,
    }
    # The sum is rounded by itself where a part is hidden.
    counts = {"n_casussen": 28, "n_bestaand": 16, "n_nieuw": None}
    found = round_header({"analyse": counts}, rows)["analyse"]
    assert found == {"n_casussen": 30, "n_bestaand": 20, "n_nieuw": None}
