"""How each table names its rows, and what cannot be judged."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.disclosure.tables.layout import LAYOUTS, ExactTable, Layout
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError

KEY = {"groep": "bestaand", "moment": "na", "wijk": "Noord", "stroom": "Wmo"}


def table(name: str, **row: object) -> ExactTable:
    """A table with one row of which nothing is known."""
    return ExactTable(name, [row | {"status": "onbekend"}])


def test_a_row_is_known_by_its_key_in_the_order_of_its_table() -> None:
    one = table("stromen", **KEY)
    assert one.key(one.rows[0]) == ("bestaand", "Noord", "Wmo", "na")
    score = {"groep": "totaal", "wijk": "Noord", "instrument": "mhc_sf", "onderdeel": None}
    two = table("welbevinden", **score, moment="voor", gepaard_met=None)
    assert two.key(two.rows[0]) == ("totaal", "Noord", "mhc_sf", None, "voor", None)


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
            "effect",
            {"ontwerp": "vergelijkingsgroep"},
            "De tabel 'effect' mist de bijdragen achter: alternatief_eur, effect_eur.",
        ),
    ],
)
def test_a_table_that_cannot_be_judged_says_what_is_wrong(
    name: str, row: dict[str, object], message: str
) -> None:
    with pytest.raises(MaatschappelijkRendementError) as refused:
        ExactTable(name, [row])
    assert str(refused.value) == message
