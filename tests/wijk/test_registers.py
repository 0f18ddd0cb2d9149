"""Goal tree and pledges: order, sums and what nobody knows."""

from __future__ import annotations

from decimal import Decimal

from maatschappelijk_rendement.wijk.registers import Pledge, TreePart, in_order, with_totals


def test_a_tree_is_in_order_at_every_level() -> None:
    parts = [
        TreePart("middel", "Geld", "Huis"),
        TreePart("operationeel", "Samen", "Leven"),
        TreePart("strategisch", "Leven"),
        TreePart("inspanning", "Huis", "samen"),  # capitals make no difference
    ]
    assert [part.name for part in in_order(parts)] == ["Leven", "Samen", "Huis", "Geld"]


def test_totals_add_up_to_the_cent_by_year_and_kind() -> None:
    given = [
        Pledge(2018, "A", "middelen", Decimal("10.10"), Decimal("9.05"), ""),
        Pledge(2018, "B", "middelen", Decimal("0.20"), Decimal("0.25"), ""),
        Pledge(2018, "A", "mensen", Decimal(5), Decimal(4), ""),
    ]
    totals = {each.kind: each for each in with_totals(given) if each.partner == "totaal"}
    assert (totals["middelen"].promised, totals["middelen"].delivered) == (Decimal("10.30"), Decimal("9.30"))
    assert totals["mensen"].delivered == Decimal(4)


def test_what_is_delivered_in_all_is_unknown_where_a_part_is() -> None:
    given = [
        Pledge(2018, "A", "mensen", Decimal(5), None, ""),
        Pledge(2018, "B", "mensen", Decimal(5), Decimal(5), ""),
    ]
    assert with_totals(given)[-1].delivered is None
