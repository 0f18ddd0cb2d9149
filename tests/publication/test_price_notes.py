"""The note and the year of a price of the store reach the report; those of a user's own price do not."""

from __future__ import annotations

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.results.sections import PRICES
from maatschappelijk_rendement.results.shown import Results


def test_a_price_of_the_store_has_its_year_and_its_note() -> None:
    # Internal: few cases use this one, so in public it stands among the other products.
    prices = Results(analyse(ruwaard()).publish(internal=True).published.data).of(PRICES)
    (stay,) = [price for price in prices if price.code == "WLZ.VV.ETMAAL.REF2022"]
    assert stay.level == "2022"
    assert (stay.remark or "").startswith("Verblijf met wonen en eten")
    assert all(price.level is None and price.remark is None for price in prices if price.is_own)
