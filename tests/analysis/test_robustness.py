from __future__ import annotations

from fractions import Fraction

from tests.analysis.cases import case, changes, line, load

from maatschappelijk_rendement import analyse


def test_the_difference_is_looked_at_without_its_largest_case() -> None:
    found = analyse(changes(a=-900, b=-100, c=200)).robustness()
    assert (found.n, found.total_cents, found.mean_cents) == (3, -800_00, -266_67)
    assert found.left_out is not None
    assert found.left_out.without_largest_cents == 100_00
    assert not found.left_out.sign_holds
    # 900 of 900 + 100 + 200.
    assert found.largest_share == Fraction(3, 4)


def test_plain_winsorised_and_truncated_means_stand_side_by_side() -> None:
    # 20 cases: one fell by 1.000, the others by 100; a twentieth is one case at each end.
    amounts = {f"c{number:02}": -100 for number in range(19)} | {"z": -1000}
    means = analyse(changes(**amounts)).robustness().means.set_index(["method", "share"])["mean_cents"]
    assert means["gewoon", 0] == -145_00
    assert means["bijgetrokken", Fraction(1, 20)] == means["weggelaten", Fraction(1, 20)] == -100_00


def test_the_bars_stand_widest_first() -> None:
    cases = [case("a"), case("b"), case("c", observed_streams=("Wmo",)), case("d", observed_streams=("Zvw",))]
    usage = [line("a", "voor", 300, "Z"), line("a", "na", 10)]
    found = analyse(load(cases, usage)).robustness()
    assert [bar.label for bar in found.bars] == [
        "Zvw: niet bekeken bij 1 casussen",
        "Wmo: niet bekeken bij 1 casussen",
        "Index (CPI, OVA, VNG)",
    ]
    # Total -290; one unseen Zvw may be as low as -300 and as high as 0.
    assert (found.bars[0].low_cents, found.bars[0].high_cents) == (-590_00, -290_00)
    assert found.bars[2].width_cents == 0


def test_one_case_has_neither_interval_nor_anything_to_leave_out() -> None:
    found = analyse(changes(a=-5)).robustness()
    assert (found.interval, found.left_out, found.least_change_cents) == (None, None, None)
