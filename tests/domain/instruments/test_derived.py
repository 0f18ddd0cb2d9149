"""Instruments that are computed from another one: which there are, their scale, and their scores."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.instruments import derived, derived_score, load, with_derived

EQ5D, MHC = load()["eq5d5l"], load()["mhc_sf"]
(VALUE,) = derived(EQ5D)
(FLOURISHES,) = derived(MHC)


def state(levels: str) -> dict[str, Decimal]:
    return {item.name: Decimal(level) for item, level in zip(EQ5D.items, levels, strict=True)}


def test_the_value_lies_between_that_of_the_worst_state_and_one_and_has_a_mean() -> None:
    # 55555 is -0,4463194.
    assert (VALUE.id, VALUE.lowest, VALUE.highest) == ("eq5d5l_waarde", Decimal("-0.45"), Decimal(1))
    assert (VALUE.is_ordinal, VALUE.is_share, VALUE.is_narrow) == (False, False, True)


def test_the_states_beside_the_worst_and_the_best_are_the_nearest_of_the_value_set() -> None:
    # 45555 is -0,4090249 and 21111 is 0,9176223: -0,41 and 0,92.
    assert VALUE.beside_ends == (Decimal("0.04"), Decimal("0.08"))
    assert derived_score(EQ5D, VALUE, state("45555")) == -41
    assert derived_score(EQ5D, VALUE, state("21111")) == 92


def test_marks_are_given_in_whole_points_and_shares_are_nought_or_one() -> None:
    assert load()["rapportcijfer"].beside_ends == (1, 1)
    assert FLOURISHES.beside_ends == (1, 1)


def test_flourishing_is_nought_or_one() -> None:
    assert (FLOURISHES.id, FLOURISHES.lowest, FLOURISHES.highest) == ("mhc_sf_bloeiend", 0, 1)
    assert (FLOURISHES.is_share, FLOURISHES.is_narrow) == (True, True)


@pytest.mark.parametrize(
    ("levels", "hundredths"), [("11111", 100), ("11122", 82), ("21345", 5), ("33333", 51), ("55555", -45)]
)
def test_a_published_state_has_its_published_value_in_hundredths(levels: str, hundredths: int) -> None:
    assert derived_score(EQ5D, VALUE, state(levels)) == hundredths


def test_a_resident_with_a_missing_item_has_no_score() -> None:
    part = state("11111")
    del part["zelfzorg"]
    assert derived_score(EQ5D, VALUE, part) is None
    assert derived_score(MHC, FLOURISHES, {"1": Decimal(5)}) is None


def test_the_value_set_and_its_source_stand_beside_the_value() -> None:
    (warning,) = VALUE.warnings
    assert "Bron van de waardering: EuroQol Group; waardering M. Versteegh" in warning
    assert "-0,45" in warning
    assert "C. Keyes" in FLOURISHES.warnings[0]


def test_only_a_value_or_a_rule_gives_one_and_nothing_is_derived_twice() -> None:
    assert set(with_derived(load())) - set(load()) == {"eq5d5l_waarde", "mhc_sf_bloeiend"}
    assert with_derived(with_derived(load())) == with_derived(load())


OWN = """
id = "{id}"
naam = "Eigen lijst"
bron = "eigen onderzoek"
licentie = "eigen"
laagste = 1
hoogste = 3
stap = 1
ordinaal = true
[waardering]
constante = 0.1
[[onderdelen]]
naam = "slapen"
aftrek = [0.2, 0.3]
"""


def own(tmp_path: Path, name: str) -> Path:
    path = tmp_path / f"{name}.toml"
    path.write_text(OWN.format(id=name), encoding="utf-8")
    return path


def test_an_own_value_set_gives_a_value_too(tmp_path: Path) -> None:
    (value,) = derived(load([own(tmp_path, "slaap")])["slaap"])
    # The worst state is 1 - 0,1 - 0,3.
    assert (value.id, value.lowest, value.name) == (
        "slaap_waarde",
        Decimal("0.60"),
        "Eigen lijst: waarde van alle onderdelen samen",
    )


@pytest.mark.parametrize("names", [["eq5d5l_waarde"], ["mhc_sf_bloeiend"], ["slaap_waarde", "slaap"]])
def test_an_id_of_what_is_derived_is_taken(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(InputError, match="Dit id bestaat al"):
        load([own(tmp_path, name) for name in names])
