"""A headline weighs most, and what is about fewer weighs less."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.results.columns import Tier
from maatschappelijk_rendement.results.costs import DIFFERENCES, LEVELS
from maatschappelijk_rendement.results.counts import MDO, WELLBEING
from maatschappelijk_rendement.results.weights import tier_of

ALL = {"groep": "bestaand", "moment": "na", "wijk": "totaal", "stroom": "totaal"}


@pytest.mark.parametrize(
    ("changed", "column", "tier"),
    [
        ({}, "n", Tier.CASES),
        ({}, "som_eur", Tier.TOTAL),
        ({}, "gemiddelde_eur", Tier.MEAN),
        ({"stroom": "Wmo"}, "som_eur", Tier.STREAMS),
        ({"stroom": "Wmo"}, "n", Tier.STREAMS),
        ({"groep": "nieuw"}, "som_eur", Tier.NEW),
        ({"groep": "nieuw", "stroom": "Wmo"}, "som_eur", Tier.FINE),
        ({"moment": "herhaling"}, "som_eur", Tier.REPEAT),
        ({"wijk": "Noord"}, "som_eur", Tier.WIJK),
        ({"wijk": "Noord", "stroom": "Wmo"}, "som_eur", Tier.FINE),
        ({"wijk": "Noord"}, "n_gestegen", Tier.SPREAD),
    ],
)
def test_a_figure_weighs_as_its_column_or_less_where_its_row_is_about_fewer(
    changed: dict[str, str], column: str, tier: Tier
) -> None:
    assert tier_of(DIFFERENCES, ALL | changed, column) is tier


def test_a_level_a_score_and_the_mdo_have_their_own_weight() -> None:
    assert tier_of(LEVELS, ALL, "som_eur") is Tier.LEVEL
    assert tier_of(WELLBEING, {"wijk": "totaal", "groep": "totaal"}, "gemiddelde") is Tier.WELLBEING
    assert tier_of(MDO, {}, "totaal_eur") is Tier.MDO


def test_what_names_a_row_weighs_nothing() -> None:
    assert tier_of(DIFFERENCES, ALL, "wijk") is None
