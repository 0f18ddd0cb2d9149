"""What may be said of who pays a product."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.rules.prices import PriceUse, public_uses

RULES = Rules()


def test_who_pays_is_said_by_the_price_list_or_by_enough_cases() -> None:
    uses = [
        PriceUse("A", False, payer, "", "kasstroom", payer == "list", n)
        for payer, n in (("list", 1), ("few", 9), ("many", 10))
    ]
    assert [use.payer for use in public_uses(uses, RULES)] == ["list", "many"]
