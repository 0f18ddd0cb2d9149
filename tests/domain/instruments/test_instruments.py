"""Instruments: a shipped scale takes and refuses what its makers say; published states keep their value."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.instruments import is_flourishing, load, read_definition, utility
from maatschappelijk_rendement.domain.vocabulary import Instrument

SHIPPED = load()
EQ5D = SHIPPED["eq5d5l"]
MHC = SHIPPED["mhc_sf"]

OWN = """
id = "buurtcijfer"
naam = "Cijfer voor de buurt"
bron = "eigen vragenlijst"
licentie = "eigen"
laagste = 1
hoogste = 5
stap = 1
ordinaal = false
"""


def state_value(levels: str) -> Decimal:
    value = utility(EQ5D, {item.name: int(level) for item, level in zip(EQ5D.items, levels, strict=True)})
    assert value is not None
    return value


def test_every_instrument_of_the_contract_has_a_definition_and_no_other_is_shipped() -> None:
    assert set(SHIPPED) == {str(instrument) for instrument in Instrument}


@pytest.mark.parametrize("instrument", SHIPPED)
def test_every_shipped_instrument_names_its_source_and_licence(instrument: str) -> None:
    definition = SHIPPED[instrument]
    assert definition.source
    assert definition.licence.endswith(".")


@pytest.mark.parametrize(
    ("instrument", "onderdeel", "score"),
    [
        ("rapportcijfer", None, "1"),
        ("rapportcijfer", "", "10"),
        ("rapportcijfer", None, "3.75"),
        ("levenstevredenheid_0_10", None, "0"),
        ("positieve_gezondheid", "Mentaal welbevinden", "0"),
        ("positieve_gezondheid", "meedoen", "10"),
        ("zrm_2013", "Verslaving", "5"),
        ("zrm_2017", " financien ", "1"),
        ("zrm_2017", "Werk en opleiding", "3"),
        ("eq5d5l", "MO", "5"),
        ("eq5d5l", "angst/somberheid", "1"),
        ("mhc_sf", "14", "0"),
        ("participatieladder", None, "6"),
    ],
)
def test_a_score_on_its_scale_fits(instrument: str, onderdeel: str | None, score: str) -> None:
    assert SHIPPED[instrument].check(onderdeel, Decimal(score)) is None


@pytest.mark.parametrize(
    ("instrument", "onderdeel", "score", "word"),
    [
        ("rapportcijfer", None, "0", "van 1 tot en met 10"),
        ("rapportcijfer", None, "0.99", "van 1 tot en met 10"),
        ("rapportcijfer", None, "10.01", "van 1 tot en met 10"),
        ("rapportcijfer", None, "7.125", "stappen van 0,01"),
        ("rapportcijfer", "wonen", "7", "geen onderdelen"),
        ("levenstevredenheid_0_10", None, "11", "van 0 tot en met 10"),
        ("positieve_gezondheid", None, "7", "onderdeel ontbreekt"),
        ("positieve_gezondheid", "geluk", "7", "hoort niet bij"),
        ("zrm_2013", "middelengebruik", "3", "hoort niet bij"),  # a domain of 2017
        ("zrm_2017", "verslaving", "3", "hoort niet bij"),  # a domain of 2013
        ("zrm_2017", "justitie", "2.5", "hele scores"),
        ("zrm_2017", "justitie", "0", "van 1 tot en met 5"),
        ("eq5d5l", "MO", "6", "van 1 tot en met 5"),
        ("mhc_sf", "15", "3", "hoort niet bij"),
        ("participatieladder", None, "3.5", "hele scores"),
        ("participatieladder", None, "7", "van 1 tot en met 6"),
    ],
)
def test_a_score_off_its_scale_is_named_in_dutch(
    instrument: str, onderdeel: str | None, score: str, word: str
) -> None:
    reason = SHIPPED[instrument].check(onderdeel, Decimal(score))
    assert reason is not None
    assert word in reason


def test_a_reason_never_repeats_what_was_filled_in() -> None:
    reason = SHIPPED["zrm_2017"].check("Jan de Vries", Decimal(3))
    assert reason is not None
    assert "Vries" not in reason


def test_the_zrm_has_eleven_domains_in_2013_and_thirteen_in_2017() -> None:
    assert [len(SHIPPED[name].items) for name in ("zrm_2013", "zrm_2017")] == [11, 13]


def test_ladders_and_levels_have_no_mean() -> None:
    ordinal = {name for name, definition in SHIPPED.items() if definition.is_ordinal}
    assert ordinal == {"zrm_2013", "zrm_2017", "eq5d5l", "participatieladder"}


def test_positive_health_carries_its_makers_warning() -> None:
    assert any("geen meetinstrument" in warning for warning in SHIPPED["positieve_gezondheid"].warnings)


def test_a_grade_of_six_is_not_above_six() -> None:
    grade = SHIPPED["rapportcijfer"]
    assert grade.is_above(Decimal(6)) is False
    assert grade.is_above(Decimal("6.01")) is True
    assert SHIPPED["zrm_2013"].is_above(Decimal(5)) is None


# States published with the Dutch value set (Versteegh 2016), as quoted in the method note.
@pytest.mark.parametrize(
    ("levels", "value"),
    [
        ("11111", "1"),
        ("11122", "0.8175588"),
        ("21345", "0.0503003"),
        ("33333", "0.5126986"),
        ("55555", "-0.4463194"),
        ("32354", "0.0000112"),
    ],
)
def test_published_health_states_have_their_published_value(levels: str, value: str) -> None:
    assert abs(state_value(levels) - Decimal(value)) < Decimal("0.000001")


def test_all_3125_health_states_lie_between_the_worst_and_the_best() -> None:
    values = [state_value("".join(levels)) for levels in product("12345", repeat=5)]
    assert len(values) == 3125
    assert min(values) >= Decimal("-0.44632")
    assert max(values) == 1
    assert sorted(values)[-2] < 1


def test_a_worse_level_never_raises_the_value() -> None:
    for levels in product("1234", repeat=5):
        state = "".join(levels)
        for place in range(5):
            worse = state[:place] + str(int(state[place]) + 1) + state[place + 1 :]
            assert state_value(worse) <= state_value(state)


def test_a_health_state_with_a_missing_answer_has_no_value() -> None:
    assert utility(EQ5D, {"mobiliteit": 1, "zelfzorg": 1}) is None


def test_a_level_that_does_not_exist_has_no_value() -> None:
    levels = {item.name: 1 for item in EQ5D.items} | {"mobiliteit": 6}
    with pytest.raises(UsageError):
        utility(EQ5D, levels)
    with pytest.raises(UsageError):
        utility(MHC, {})


def mhc_scores(emotional: tuple[int, ...], other: tuple[int, ...]) -> dict[str, Decimal]:
    return {str(number): Decimal(score) for number, score in enumerate((*emotional, *other), start=1)}


@pytest.mark.parametrize(
    ("emotional", "other", "flourishes"),
    [
        ((4, 0, 0), (4, 4, 4, 5, 5, 5, 0, 0, 0, 0, 0), True),
        ((4, 0, 0), (4, 4, 4, 5, 5, 3, 0, 0, 0, 0, 0), False),  # 5 of 11
        ((3, 3, 3), (5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5), False),  # 0 of 3
        ((5, 5, 5), (3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3), False),
    ],
)
def test_flourishing_needs_one_of_three_and_six_of_eleven(
    emotional: tuple[int, ...], other: tuple[int, ...], flourishes: bool
) -> None:
    assert is_flourishing(MHC, mhc_scores(emotional, other)) is flourishes


def test_flourishing_is_unknown_with_a_missing_answer_and_refused_without_a_rule() -> None:
    scores = mhc_scores((4, 4, 4), (4,) * 11)
    del scores["9"]
    assert is_flourishing(MHC, scores) is None
    with pytest.raises(UsageError):
        is_flourishing(MHC, {"1": Decimal(6)})
    with pytest.raises(UsageError):
        is_flourishing(EQ5D, {})


def test_an_own_instrument_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "buurt.toml"
    path.write_text(OWN + 'standaardmeetfout = 0.6\n[[onderdelen]]\nnaam = "veiligheid"\n', encoding="utf-8")
    instruments = load([path])
    assert list(instruments) == [*SHIPPED, "buurtcijfer"]
    assert instruments["buurtcijfer"].check("veiligheid", Decimal(4)) is None
    assert instruments["buurtcijfer"].standard_error == Decimal("0.6")
    assert "buurtcijfer" not in load()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("laagste = 1", ""), "'laagste'"),
        (("laagste = 1", "laagste = 5"), "schaal"),
        (("laagste = 1", "laagste = nan"), "'laagste'"),
        (("laagste = 1", "laagste = true"), "'laagste'"),
        (("stap = 1", "stap = 0"), "schaal"),
        (('naam = "Cijfer voor de buurt"', 'naam = " "'), "'naam'"),
        (("ordinaal = false", 'ordinaal = "nee"'), "'ordinaal'"),
        (
            ("ordinaal = false", "ordinaal = false\nkleur = 3"),
            "Het veld op plaats 9 is onbekend. Haal het weg. Mogelijk",
        ),
        (("ordinaal = false", 'ordinaal = false\nwaarschuwingen = "let op"'), "'waarschuwingen'"),
        (("ordinaal = false", "ordinaal = false\nonderdelen = 3"), "onderdeel"),
        (
            ("ordinaal = false", "ordinaal = false\n[[onderdelen]]\nkleur = 3"),
            "onderdelen 1.naam",
        ),
        (("ordinaal = false", 'ordinaal = false\n[[onderdelen]]\nnaam = "a"\nook = "b"'), "onderdelen 1.ook"),
        (
            ("ordinaal = false", 'ordinaal = false\n[[onderdelen]]\nnaam = "a"\n[[onderdelen]]\nnaam = "A"'),
            "dezelfde",
        ),
        (("ordinaal = false", "ordinaal = false\n[waardering]\nconstante = 0.1"), "waardering"),
        (
            ("ordinaal = false", 'ordinaal = false\n[[onderdelen]]\nnaam = "a"\naftrek = ["x"]'),
            "onderdelen 1.aftrek",
        ),
        (
            ("ordinaal = false", 'ordinaal = false\n[[onderdelen]]\nnaam = "a"\ngroep = [1]'),
            "onderdelen 1.groep",
        ),
        (("ordinaal = false", "ordinaal = false\nwaardering = 3"), "waardering"),
        (("ordinaal = false", "ordinaal = false\n[bloeiend]\nminimale_score = 4\nanders = 2"), "bloeiend"),
        (("ordinaal = false", "ordinaal = false\nbloeiend = 3"), "bloeiend"),
        (("ordinaal = false", "ordinaal ="), "TOML"),
    ],
)
def test_a_faulty_own_instrument_is_refused_with_its_fault(change: tuple[str, str], word: str) -> None:
    with pytest.raises(InputError) as caught:
        read_definition(OWN.replace(*change), "buurt.toml")
    assert word in str(caught.value)
    assert all(finding.sheet == "buurt.toml" and finding.advice for finding in caught.value.findings)


def test_every_fault_of_every_own_file_is_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "dubbel.toml").write_text(OWN.replace("buurtcijfer", "rapportcijfer"), encoding="utf-8")
    (tmp_path / "kapot.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "leeg.toml").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(tmp_path / name for name in ("dubbel.toml", "kapot.toml", "leeg.toml", "weg.toml"))
    assert {finding.sheet for finding in caught.value.findings} == {
        "dubbel.toml",
        "kapot.toml",
        "leeg.toml",
        "weg.toml",
    }


@pytest.mark.parametrize(
    "content", [b"a = " + b"[" * 5_000, b"a = " + b"9" * 5_000, b"# caf\xe9", b"x" * 1_000_001]
)
def test_an_own_instrument_is_read_within_the_bounds_of_every_toml(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "buurt.toml").write_bytes(content)
    with pytest.raises(InputError) as caught:
        load([tmp_path / "buurt.toml"])
    assert [finding.sheet for finding in caught.value.findings] == ["buurt.toml"]


def test_an_own_instrument_that_is_a_device_or_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load([Path("/dev/zero"), tmp_path / "geen.toml"])
    assert [finding.sheet for finding in caught.value.findings] == ["zero", "geen.toml"]
