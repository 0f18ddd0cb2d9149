"""What is hidden together, and how each table names its rows."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.disclosure.layout import (
    ABOVE,
    COUNT,
    LAYOUTS,
    MAIN,
    PAIRED,
    PARTS,
    SPLIT,
    ExactTable,
    Layout,
)
from maatschappelijk_rendement.disclosure.units import place_of, unit_of
from maatschappelijk_rendement.errors import MaatschappelijkRendementError

KEY = {"groep": "bestaand", "moment": "na", "wijk": "Noord", "stroom": "Wmo"}


def table(name: str, **row: object) -> ExactTable:
    """A table with one row of which nothing is known."""
    return ExactTable(name, [row | {"status": "onbekend"}])


def unit(name: str, figure: str, **row: object) -> object:
    one = table(name, **row)
    return unit_of(one, one.rows[0], figure)


def test_levels_before_and_after_and_their_difference_are_one_unit() -> None:
    before, after = KEY | {"moment": "voor"}, KEY
    main = {unit("stromen", MAIN, **before), unit("stromen", MAIN, **after), unit("verschil", MAIN, **after)}
    assert main == {("kosten", "bestaand", "na", "Noord", "Wmo")}
    counts = {unit("stromen", COUNT, **before), unit("verschil", COUNT, **after)}
    assert counts == {(COUNT, ("kosten", "bestaand", "na", "Noord", "Wmo"))}


def test_a_repeat_and_the_alternative_without_an_mdo_are_units_of_their_own() -> None:
    repeat = KEY | {"moment": "herhaling"}
    assert place_of("stromen", repeat) == place_of("verschil", repeat)
    places = {place_of("verschil", KEY), place_of("verschil", repeat), place_of("vermeden", KEY)}
    assert len(places) == 3
    assert unit("vermeden", PARTS, **KEY) == (PARTS, ("vermeden", "bestaand", "na", "Noord", "Wmo"))


def test_a_mean_is_one_unit_whatever_it_is_paired_with_and_its_pairs_are_not() -> None:
    score = {"groep": "totaal", "wijk": "Noord", "instrument": "mhc_sf", "onderdeel": None}
    score |= {"moment": "herhaling"}
    place = ("mhc_sf", "None", "herhaling", "totaal", "Noord")
    for partner in ("voor", "na"):
        row = score | {"gepaard_met": partner}
        assert unit("welbevinden", MAIN, **row) == place
        assert unit("welbevinden", ABOVE, **row) == (ABOVE, place)
        assert unit("welbevinden", PAIRED, **row) == (PAIRED, partner, place)
        assert unit("welbevinden", SPLIT, **row) == (SPLIT, partner, place)


def test_every_other_figure_is_named_after_its_table_and_row() -> None:
    kind = {"groep": "nieuw", "geldstroom": "kasstroom"}
    assert unit("geldsoort", MAIN, **kind) == ("geldsoort", "nieuw", "kasstroom")
    assert unit("geldsoort", COUNT, **kind) == ("geldsoort", COUNT, "nieuw", "kasstroom")
    assert unit("mdo", MAIN) == ("mdo",)
    assert unit("partijen", "ontvangt_eur", partij="Rijk") == ("partijen", "ontvangt_eur", "Rijk")


def test_a_row_is_known_by_its_key_in_the_order_of_its_table() -> None:
    one = table("stromen", **KEY)
    assert one.key(one.rows[0]) == ("bestaand", "Noord", "Wmo", "na")
    score = {"groep": "totaal", "wijk": "Noord", "instrument": "mhc_sf", "onderdeel": None}
    two = table("welbevinden", **score, moment="voor", gepaard_met=None)
    assert two.key(two.rows[0]) == ("totaal", "Noord", "mhc_sf", None, "voor", None)


def test_rows_are_judged_in_an_order_of_their_own_and_unknown_ones_not_at_all() -> None:
    words = ["raming", "declaratie", "onbekend woord", "registratie"]
    rows = [{"herkomst": word, "n_regels": 20} for word in words]
    rows[2]["status"] = "onbekend"
    judged = ExactTable("herkomst_gebruik", rows).judged()
    assert [key for _, key in judged] == [
        {"herkomst": word} for word in ("declaratie", "raming", "registratie")
    ]
    assert [row["n_regels"] for row, _ in judged] == [20, 20, 20]


def test_every_column_of_a_layout_is_named_once() -> None:
    assert Layout(("a",), {"x": ("b", "c"), "y": ("d",)}).columns == ("b", "c", "d")
    for layout in LAYOUTS.values():
        names = [*layout.key, *layout.columns, *layout.intern]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("uitschieters", {}, "De tabel 'uitschieters' is niet bekend bij de openbaarmaking."),
        (
            "herkomst_gebruik",
            {"herkomst": "raming", "n_regels": 1, "b": 1, "a": 2},
            "De tabel 'herkomst_gebruik' heeft een kolom zonder regel: a, b.",
        ),
        (
            "verschil",
            KEY,
            (
                "De tabel 'verschil' mist de bijdragen achter: eenmalig_eur, in_venster_eur, som_eur, "
                "structureel_per_jaar_eur."
            ),
        ),
        (
            "maatschappelijk",
            {"groep": "bestaand"},
            "De tabel 'maatschappelijk' mist de bijdragen achter: som_eur, waarvan_inkomensoverdracht_eur.",
        ),
        (
            "welbevinden",
            dict.fromkeys(LAYOUTS["welbevinden"].key, "x") | {"gepaard_n": 0},
            "De tabel 'welbevinden' mist de bijdragen achter: gemiddelde.",
        ),
        (
            "welbevinden",
            dict.fromkeys(LAYOUTS["welbevinden"].key, "x") | {"gepaard_n": 3},
            "De tabel 'welbevinden' mist de bijdragen achter: gemiddelde, gepaard_verschil.",
        ),
    ],
)
def test_a_table_that_cannot_be_judged_says_what_is_wrong(
    name: str, row: dict[str, object], message: str
) -> None:
    with pytest.raises(MaatschappelijkRendementError) as refused:
        ExactTable(name, [row])
    assert str(refused.value) == message


def test_a_repeat_needs_the_level_before_of_its_cases() -> None:
    with pytest.raises(MaatschappelijkRendementError, match="voor_eur"):
        ExactTable("verschil", [KEY | {"moment": "herhaling"}])
    with pytest.raises(MaatschappelijkRendementError) as refused:
        ExactTable("vermeden", [KEY | {"moment": "herhaling"}])
    assert "voor_eur" not in str(refused.value)
