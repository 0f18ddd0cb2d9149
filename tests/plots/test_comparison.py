"""Each party stands once, with its contracts under it and a bar beside each."""

from __future__ import annotations

from maatschappelijk_rendement.plots.comparison import side_by_side
from maatschappelijk_rendement.plots.drawing import Bar, Dot
from maatschappelijk_rendement.sharing.comparison import PartyUnderContract


def row(party: str, contract: str, mean: int) -> PartyUnderContract:
    return PartyUnderContract(
        contract=contract,
        party=party,
        role="betaler",
        measured_cents=mean,
        mean_cents=mean,
        spread_cents=1,
        p05_cents=mean - 100,
        p50_cents=mean,
        p95_cents=mean + 100,
        odds_negative=0.0,
        odds_best=1.0,
        regret_cents=0,
        worst_regret_cents=0,
    )


def test_a_party_is_a_heading_over_its_contracts() -> None:
    drawing = side_by_side([row("Wmo", "Een", 500), row("Wmo", "Twee", 700), row("Zvw", "Een", -300)])
    names = [name for _, name in drawing.left_names]
    assert names == ["Wmo", "Een", "Twee", "Zvw", "Een"]
    assert [mark.y for mark in drawing.marks if isinstance(mark, Bar)] == [1, 2, 4]
    assert [(mark.y, mark.x) for mark in drawing.marks if isinstance(mark, Dot)] == [
        (1, 500),
        (2, 700),
        (4, -300),
    ]
