"""Legal grounds: read where a source is named, not verified elsewhere, and found for who pays."""

from __future__ import annotations

from maatschappelijk_rendement.sharing import PayerStream
from maatschappelijk_rendement.sharing.contract import PayerKey
from maatschappelijk_rendement.sharing.grounds import (
    GroundStatus,
    legal_grounds,
    macro_effects,
    payment_grounds,
)
from maatschappelijk_rendement.sharing.split import split


def test_what_was_read_names_its_source_and_version_and_nothing_else_does() -> None:
    for ground in legal_grounds():
        assert (ground.status is GroundStatus.READ) == bool(ground.source) == bool(ground.version), (
            ground.code
        )
    for effect in macro_effects():
        assert (effect.status is GroundStatus.READ) == bool(effect.source), effect.code
    codes = [one.code for one in (*legal_grounds(), *macro_effects())]
    assert len(set(codes)) == len(codes)


def test_only_who_pays_gets_grounds_and_a_name_of_a_caseload_counts() -> None:
    wmo = PayerStream(stream="Wmo", payer="gemeente", before_cents=100, after_cents=100, investment_cents=50)
    zvw = PayerStream(
        stream="Zvw (zorgverzekeraar)", payer="zorgverzekeraar", before_cents=900, after_cents=0
    )
    other = PayerStream(stream="Iets anders", payer="fonds", before_cents=900, after_cents=0)
    paying = payment_grounds(split([wmo, zvw, other], pool_cents=0, key=PayerKey.EQUAL))
    assert [one.result.stream.stream for one in paying] == ["Zvw (zorgverzekeraar)", "Iets anders"]
    assert {ground.code for ground in paying[0].grounds} == {"nza_innovatie", "zvw_contract"}
    # 1.800 saved less 50 put in is 1.750: shares of 583, 583 and 584; 900 less the own share is paid.
    assert (paying[1].grounds, [one.amount_cents for one in paying]) == ((), [317, 316])
