"""What a profile asks is done, what is left out is named, and what does not fit is refused with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.intake.own_formats.sources import (
    CASES,
    HELP,
    LONG,
    LONG_HEAD,
    SOURCE,
    WIDE,
    WIDE_HEAD,
    changed,
    codes,
    lines,
    mapped,
    refused,
    table,
)

from maatschappelijk_rendement.intake.own_formats import RawTable
from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE

DAY = date(2022, 3, 1)


def one_case(*cells: object, headers: tuple[str, ...] = WIDE_HEAD) -> RawTable:
    return table(headers, ("C1", "Noord", DAY, *cells))  # type: ignore[arg-type]


def long_line(*cells: object, more: tuple[str, ...] = ()) -> RawTable:
    return table((*LONG_HEAD, *more), ("C1", "Noord", DAY, *cells))  # type: ignore[arg-type]


def test_a_column_of_amounts_becomes_a_line_of_its_stream_and_moment() -> None:
    result = mapped(WIDE, one_case(Decimal("12300.55"), 0))
    assert lines(
        result, "casus_id", "moment", "productcode", "aantal", "per", "eenheid", "prijs", "prijsbron"
    ) == [
        ("C1", "voor", "BEDRAG.WMO", Decimal("12300.55"), "totaal", "euro", Decimal(1), "Eigen overzicht"),
        ("C1", "na", "BEDRAG.WMO", Decimal("0.00"), "totaal", "euro", Decimal(1), "Eigen overzicht"),
    ]
    assert result.sheets["Casussen"][0].values == {
        "casus_id": "C1",
        "wijk": "Noord",
        "mdo_datum": DAY,
        "casustype": "bestaand",
        "stromen_bekend": "Wmo",
    }


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("aantal", "twee", "De vaste waarde voor 'aantal' is geen getal."),
        ("moment", "nu", "De vaste waarde voor 'moment' heeft een woord dat niet in de lijst staat."),
    ],
)
def test_a_fixed_value_that_cannot_be_is_said_once_and_of_the_profile(
    header: str, value: str, said: str
) -> None:
    rows = [("C1", "Noord", DAY, "WMO.HH.UUR.REF2022", 1, "week", "voor") for _ in range(3)]
    (found,) = refused(changed(LONG, **{f"gebruik__{header}": {"vast": value}}), table(LONG_HEAD, *rows))
    assert (found.sheet, found.text) == ("profiel", said)


@pytest.mark.parametrize(
    "headers",
    [
        ("Wmo voor", "Wmo na"),
        ("WMO_VOOR", "wmo-na"),
        ("voor (Wmo)", "na (Wmo)"),
        ("Wmo voormeting", "Wmo nameting"),
        ("Wmo T0", "Wmo T1"),
    ],
)
def test_headers_match_without_case_marks_or_order(headers: tuple[str, str]) -> None:
    profile = changed(WIDE, gebruik__patroon=["{stroom} {moment}", "{moment} {stroom}"])
    result = mapped(profile, one_case(1, 2, headers=("Nr", "Wijk", "MDO", *headers)))
    assert lines(result, "moment", "aantal") == [("voor", Decimal("1.00")), ("na", Decimal("2.00"))]


def test_an_empty_cell_is_unknown_and_never_zero() -> None:
    headers = (*WIDE_HEAD, "Zvw voor", "Zvw na")
    result = mapped(
        WIDE, table(headers, ("C1", "Noord", DAY, 500, None, 10, 20), ("C2", "Zuid", DAY, 1, 2, None, None))
    )
    assert [record.values["stromen_bekend"] for record in result.sheets["Casussen"]] == ["Zvw", "Wmo"]
    assert lines(result, "casus_id", "productcode") == [
        ("C1", "BEDRAG.ZVW"),
        ("C1", "BEDRAG.ZVW"),
        ("C2", "BEDRAG.WMO"),
        ("C2", "BEDRAG.WMO"),
    ]
    (left,) = result.left_cells
    assert (left.rows, "leeg is onbekend" in left.why) == (4, True)
    assert [(claim.number, claim.row) for claim in result.claims] == [(500, 2)]


def test_an_empty_cell_is_zero_where_the_profile_says_so_and_it_is_counted() -> None:
    result = mapped(changed(WIDE, gebruik__leeg="nul"), one_case(500, None))
    assert lines(result, "moment", "aantal") == [("voor", Decimal("500.00")), ("na", Decimal(0))]
    assert [(left.rows, left.why) for left in result.left_cells] == [
        (1, "leeg, en volgens het profiel is leeg hier 0")
    ]


@pytest.mark.parametrize("nothing", ["-", "n.v.t.", "N.v.t."])
def test_a_word_for_nothing_is_an_empty_cell(nothing: str) -> None:
    headers = (*WIDE_HEAD, "Zvw voor", "Zvw na")
    result = mapped(WIDE, one_case(500, nothing, 1, 1, headers=headers))
    assert result.sheets["Casussen"][0].values["stromen_bekend"] == "Zvw"


def test_a_case_of_which_nothing_is_known_is_refused_and_named() -> None:
    result = mapped(WIDE, table(WIDE_HEAD, ("C1", "Noord", DAY, 1, 2), ("C2", "Zuid", DAY, None, 3)))
    (count,) = result.counts
    assert (count.read, count.used, count.filtered, count.refused, count.blank) == (2, 1, 0, 1, 0)
    assert [(left.why, left.places[0].row) for left in result.left_rows] == [
        ("van deze casus is geen enkele stroom bekend", 3)
    ]


def test_a_new_case_had_no_help_before_so_nothing_there_is_no_gap() -> None:
    profile = changed(WIDE, casussen__casustype="Type")
    headers = (*WIDE_HEAD, "Type")
    rows = [("C1", "Noord", DAY, None, 5, "nieuw"), ("C2", "Noord", DAY, 0, 6, "Nieuwe")]
    result = mapped(profile, table(headers, *rows))
    assert lines(result, "casus_id", "moment", "aantal") == [
        ("C1", "na", Decimal("5.00")),
        ("C2", "na", Decimal("6.00")),
    ]


def test_rows_without_a_date_are_filtered_counted_and_named() -> None:
    profile = changed(WIDE, bron={"alleen": [{"kolom": ["Datum", "MDO"], "is": "gevuld"}]})
    rows = [("C1", "Noord", DAY, 1, 2), ("C2", "Zuid", None, 3, 4), (None,) * 5, ("Totaal", None, None, 4, 6)]
    result = mapped(profile, table(WIDE_HEAD, *rows))
    (count,) = result.counts
    assert (count.read, count.used, count.filtered, count.refused, count.blank) == (4, 1, 2, 0, 1)
    assert {(left.why, left.places[0].row) for left in result.left_rows} == {
        ("kolom 'MDO' is leeg", 3),
        ("dit is een rij met een totaal", 5),
    }
    assert sum(claim.number for claim in result.claims) == 3 + 4 + 4 + 6


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"alleen": [{"kolom": "Status", "waarden": ["Klaar"]}]}, ["C1"]),
        ({"zonder": [{"kolom": "Status", "waarden": ["klaar", "open"]}]}, ["C3"]),
        ({"zonder": [{"kolom": "Status", "is": "leeg"}]}, ["C1", "C2"]),
        ({"alleen": [{"kolom": "Status", "is": "leeg"}]}, ["C3"]),
    ],
)
def test_filters_keep_or_drop_by_word_or_by_being_filled(filters: dict[str, Any], kept: list[str]) -> None:
    rows = [("C1", "Noord", DAY, 1, 2, "klaar"), ("C2", "N", DAY, 1, 2, "open"), ("C3", "N", DAY, 1, 2, None)]
    result = mapped(changed(WIDE, bron=filters), table((*WIDE_HEAD, "Status"), *rows))
    assert [record.values["casus_id"] for record in result.sheets["Casussen"]] == kept


def test_words_are_translated_counted_and_said() -> None:
    profile = changed(
        LONG,
        casussen__wijk={"kolom": "Wijk", "waarden": {"nrd": "Noord"}},
        producten={"Huish. hulp": {"productcode": HELP, "per": "week"}},
        gebruik__per=None,
        gebruik__moment={"kolom": "Wanneer", "waarden": {"Start": "voor"}, "anders": "na"},
    )
    source = table(
        ("Nr", "Wijk", "MDO", "Product", "Aantal", "Wanneer"),
        ("C1", "NRD", DAY, "huish hulp", "2,5", "start"),
        ("C1", "NRD", DAY, "HUISH. HULP", "1,5", "later"),
    )
    result = mapped(profile, source)
    assert result.sheets["Casussen"][0].values["wijk"] == "Noord"
    assert lines(result, "moment", "productcode", "aantal", "per", "eenheid") == [
        ("voor", HELP, Decimal("2.500"), "week", "uur"),
        ("na", HELP, Decimal("1.500"), "week", "uur"),
    ]
    assert "Kolom 'Wijk': 2 keer een woord vertaald." in result.converted
    assert "Kolom 'Product': 2 keer een woord vertaald." in result.converted


def test_columns_are_combined_and_cut() -> None:
    profile = changed(
        WIDE,
        casussen__casus_id={"kolommen": ["Jaar", "Volgnr"], "tussen": "-"},
        casussen__wijk={"kolom": "Plaats", "scheiding": "/", "deel": 2},
    )
    source = table(
        ("Jaar", "Volgnr", "Plaats", "MDO", "Wmo voor", "Wmo na"), (2022, 7, "Oss / Noord", DAY, 1, 2)
    )
    values = mapped(profile, source).sheets["Casussen"][0].values
    assert (values["casus_id"], values["wijk"]) == ("2022-7", "Noord")


@pytest.mark.parametrize(
    ("asked", "cell", "expected"),
    [
        ({"kolom": "Aantal", "eenheid": "minuut"}, 90, Decimal("1.500")),
        ({"kolom": "Aantal", "keer": Decimal("0.5")}, "3", Decimal("1.500")),
        ({"kolom": "Aantal", "deel_door": 4, "keer": 2}, "3", Decimal("1.500")),
        ({"kolom": "Aantal", "afronden": True, "deel_door": 3}, 2, Decimal("0.667")),
        ({"kolom": "Aantal"}, "€ 1.500", None),
    ],
)
def test_numbers_are_converted_exactly(asked: dict[str, Any], cell: object, expected: Decimal | None) -> None:
    unit = asked.pop("eenheid", None)
    profile = changed(LONG, gebruik__aantal=asked, gebruik__eenheid={"vast": unit} if unit else None)
    source = long_line(HELP, cell, "week", "voor")
    if expected is None:
        assert codes(refused(profile, source)) == ["twee_lezingen"]
    else:
        assert lines(mapped(profile, source), "aantal") == [(expected,)]


def test_what_cannot_be_exact_is_refused_unless_rounding_is_asked() -> None:
    profile = changed(LONG, gebruik__eenheid={"vast": "minuut"})
    (finding,) = refused(profile, long_line(HELP, 50, "week", "voor"))
    assert finding.code == "niet_exact"
    assert "afronden = true" in finding.advice


def test_a_unit_that_is_not_that_of_the_product_is_refused() -> None:
    profile = changed(LONG, gebruik__eenheid={"vast": "dagdeel"})
    assert codes(refused(profile, long_line(HELP, 1, "week", "voor"))) == ["eenheid"]


def test_a_long_list_of_amounts_needs_a_stream_and_a_source() -> None:
    profile = changed(
        LONG, gebruik={"stroom": "Wet", "bedrag": "Euro", "moment": "Wanneer", "prijsbron": SOURCE}
    )
    source = table(
        ("Nr", "Wijk", "MDO", "Wet", "Euro", "Wanneer"),
        ("C1", "Noord", DAY, "Jeugdhulp", "€ 1.234,56", "voor"),
        ("C1", "Noord", DAY, "wmo", 250_000, "na"),
    )
    assert lines(mapped(profile, source), "productcode", "aantal", "prijs") == [
        ("BEDRAG.JEUGDWET", Decimal("1234.56"), Decimal(1)),
        ("BEDRAG.WMO", Decimal("250000.00"), Decimal(1)),
    ]
    assert codes(refused(changed(profile, gebruik__prijsbron=None), source)) == ["veld_ontbreekt"]


def test_before_and_after_follow_from_the_days_and_the_mdo() -> None:
    profile = changed(
        LONG,
        gebruik__moment=None,
        gebruik__moment_uit_mdo_datum=True,
        gebruik__startdatum="Van",
        gebruik__einddatum="Tot",
    )
    headers = (*LONG_HEAD[:6], "Van", "Tot")
    rows = [
        ("C1", "Noord", DAY, HELP, 1, "week", date(2021, 6, 1), date(2021, 7, 1)),
        ("C1", "Noord", DAY, HELP, 2, "week", date(2022, 2, 1), None),
        ("C1", "Noord", DAY, HELP, 3, "week", date(2010, 2, 1), date(2010, 3, 1)),
        ("C1", "Noord", DAY, HELP, 4, "eenmalig", DAY, date(2022, 4, 1)),
    ]
    result = mapped(profile, table(headers, *rows))
    assert lines(result, "moment", "aantal") == [
        ("voor", Decimal("1.000")),
        ("voor", Decimal("2.000")),
        ("na", Decimal("2.000")),
        ("na", Decimal("4.000")),
    ]
    assert [(claim.number, claim.why) for claim in result.claims] == [
        (3, "valt buiten de meetperiode van de casus")
    ]


def test_a_second_source_is_joined_by_its_id() -> None:
    profile = changed(
        WIDE, erbij=[{"bestand": "mdo.csv", "sleutel_hier": "Nr", "sleutel_daar": "Dossier", "neem": ["MDO"]}]
    )
    main = table(("Nr", "Wijk", "Wmo voor", "Wmo na"), ("C1", "Noord", 1, 2))
    other = table(("Dossier", "MDO", "Naam"), (" c1", DAY, "Jansen"), ("C9", DAY, "x"))
    result = mapped(profile, main, beside=lambda name: [other])
    assert result.sheets["Casussen"][0].values["mdo_datum"] == DAY
    assert any("id's daar die de bron niet heeft: 1" in said for said in result.converted)
    twice = table(("Dossier", "MDO"), ("C1", DAY), ("c1", date(2022, 3, 2)))
    assert codes(refused(profile, main, beside=lambda name: [twice])) == ["erbij_dubbel"]


def test_cases_and_lines_may_stand_on_sheets_of_their_own_and_a_filtered_case_takes_its_lines_along() -> None:
    profile = changed(
        LONG, bron={"blad": "Mensen", "alleen": [{"kolom": "MDO", "is": "gevuld"}]}, gebruik__blad="Hulp"
    )
    cases = table(("Nr", "Wijk", "MDO"), ("C1", "Noord", DAY), ("C2", "Zuid", None), name="Mensen")
    usage = RawTable(
        "Hulp",
        "blad 2",
        ("Nr", "Product", "Aantal", "Per", "Wanneer"),
        (("C1", HELP, Decimal(1), "week", "voor"), ("C2", HELP, Decimal(9), "week", "voor")),
        (2, 3),
    )
    result = mapped(profile, cases, usage)
    assert lines(result, "casus_id", "aantal") == [("C1", Decimal("1.000"))]
    assert [(left.why, left.places[0].table) for left in result.left_rows] == [
        ("kolom 'MDO' is leeg", "blad 1"),
        ("hoort bij een casus die is weggelaten", "blad 2"),
    ]


def test_scores_beside_each_other_become_rows_and_an_empty_one_none() -> None:
    score = {"bewoner": {"vast": "B1"}, "instrument": {"vast": "rapportcijfer"}}
    wide = [
        {"kop": "Cijfer voor", "moment": "voor", "datum": {"kolom": "MDO"}},
        {"kop": "Cijfer na", "moment": "na", "datum": {"kolom": "MDO", "plus_maanden": 12}},
    ]
    profile = changed(WIDE, welbevinden={**score, "kolommen": wide})
    headers = (*WIDE_HEAD, "Cijfer voor", "Cijfer na")
    result = mapped(
        profile, table(headers, ("C1", "N", DAY, 1, 2, 4, "6,5"), ("C2", "N", DAY, 1, 2, 5, None))
    )
    rows = [record.values for record in result.sheets["Welbevinden"]]
    assert [(row["casus_id"], row["moment"], row["datum"], row["score"]) for row in rows] == [
        ("C1", "voor", DAY, Decimal("4.00")),
        ("C1", "na", date(2023, 3, 1), Decimal("6.50")),
        ("C2", "voor", DAY, Decimal("5.00")),
    ]


def test_own_prices_of_the_profile_are_known_to_its_lines() -> None:
    price = {
        "code": "EIGEN",
        "stroom": "Wmo",
        "eenheid": "uur",
        "prijs_eur": 50,
        "geldig_van": DAY,
        "bron": "Raad",
    }
    constants = {header: {"vast": value} for header, value in price.items()}
    profile = changed(LONG, tarieven=constants)
    result = mapped(profile, long_line("eigen", 2, "week", "voor"))
    assert lines(result, "productcode", "aantal") == [("EIGEN", Decimal("2.000"))]


def test_a_price_that_the_profile_itself_gives_stands_there_once_however_many_lines_there_are() -> None:
    price = {"code": "EIGEN", "stroom": "Wmo", "eenheid": "uur", "prijs_eur": 50, "geldig_van": DAY}
    constants = {header: {"vast": value} for header, value in {**price, "bron": "Raad"}.items()}
    line = ("C1", "Noord", DAY, "eigen", 2, "week", "voor")
    result = mapped(changed(LONG, tarieven=constants), table(LONG_HEAD, line, line))
    assert len(lines(result, "productcode")) == 2
    (own,) = result.sheets["Tarieven"]
    assert own.values["code"] == "EIGEN"


def test_a_pseudonym_needs_a_key_and_replaces_the_id_everywhere() -> None:
    profile = changed(LONG, casussen__casus_id={"kolom": "Nr", "pseudoniem": True})
    source = long_line(HELP, 1, "week", "voor")
    assert codes(refused(profile, source)) == ["geen_sleutel"]
    result = mapped(profile, source, pseudonym=lambda text: f"P{len(text)}")
    assert lines(result, "casus_id") == [("P2",)]
    assert result.sheets["Casussen"][0].values["casus_id"] == "P2"


@pytest.mark.parametrize(
    ("profile", "source", "code", "says"),
    [
        (
            WIDE,
            table(("Nr", "Wyk", "MDO", "Wmo voor", "Wmo na")),
            "kolom_ontbreekt",
            "De kolom 'Wijk' is er niet.",
        ),
        (
            WIDE,
            table(("Nr", "Wijk", "MDO", "Wmo")),
            "kolom_ontbreekt",
            "Geen kolom past bij '{stroom} {moment}'.",
        ),
        (WIDE, table((*WIDE_HEAD, "wijk")), "kolom_dubbel", "De kolom 'Wijk' staat er meer dan een keer."),
        (
            WIDE,
            table(WIDE_HEAD[:4]),
            "helft_ontbreekt",
            "Bij kolom 'Wmo voor' is er geen kolom voor het moment 'na'.",
        ),
        (
            WIDE,
            table((*WIDE_HEAD, "Wmo T0")),
            "kolom_dubbel",
            "De kolommen 'Wmo voor' en 'Wmo T0' zijn voor hetzelfde",
        ),
        (
            changed(WIDE, bron={"blad": "Jan"}),
            table(WIDE_HEAD),
            "blad_ontbreekt",
            "Het blad dat het profiel noemt",
        ),
        (
            changed(
                WIDE,
                gebruik__kolommen=[
                    {"kop": "Hulp", "moment": "voor", "productcode": "WMO.BESTAAT.NIET", "per": "week"}
                ],
                gebruik__patroon=[],
            ),
            table((*WIDE_HEAD, "Hulp")),
            "helft_ontbreekt",
            "Hulp",
        ),
        (
            changed(LONG, producten={"hulp": "WMO.HH.UUR.REF2O22"}),
            long_line(HELP, 1, "week", "voor"),
            "product_onbekend",
            "Deze productcode bestaat niet.",
        ),
        (
            changed(LONG, gebruik__productcode={"kolom": "Product", "waarden": {"hulp": "X.Y"}}),
            long_line(HELP, 1, "week", "voor"),
            "product_onbekend",
            "Deze productcode bestaat niet.",
        ),
        (
            LONG,
            long_line("Jansen", 1, "week", "voor"),
            "product",
            "Kolom 'Product' heeft een product zonder bekende",
        ),
        (
            LONG,
            long_line(HELP, "Jansen", "week", "voor"),
            "geen_getal",
            "Kolom 'Aantal' is geen getal: 1 cel, in rij 2.",
        ),
        (LONG, long_line(HELP, None, "week", "voor"), "leeg", "Kolom 'Aantal' is leeg"),
        (
            LONG,
            long_line(HELP, UNREADABLE, "week", "voor"),
            "cel_onleesbaar",
            "Kolom 'Aantal' is niet te lezen",
        ),
        (LONG, long_line(HELP, 1, "week", "Jansen"), "woord", "Kolom 'Wanneer' heeft een woord dat niet"),
        (LONG, long_line(HELP, 1, None, "voor"), "per", "Kolom 'Per' zegt niet per welke periode"),
        (LONG, table(LONG_HEAD, ("C1", None, DAY, HELP, 1, "week", "voor")), "leeg", "Kolom 'Wijk' is leeg"),
        (
            LONG,
            table(LONG_HEAD, ("C1", "N", "morgen", HELP, 1, "week", "voor")),
            "geen_datum",
            "Kolom 'MDO' is geen datum",
        ),
        (
            LONG,
            table(
                LONG_HEAD,
                ("C1", "Noord", DAY, HELP, 1, "week", "voor"),
                ("C1", "Zuid", DAY, HELP, 1, "week", "na"),
            ),
            "casus_verschilt",
            "Deze casus heeft hier een andere wijk dan in rij 2.",
        ),
        (
            changed(LONG, casussen={**CASES}),
            long_line(HELP, 1, "week", "voor"),
            "veld_ontbreekt",
            "stromen_bekend",
        ),
        (
            changed(LONG, gebruik__per=None),
            long_line(HELP, 1, "week", "voor"),
            "veld_ontbreekt",
            "per van blad Gebruik",
        ),
    ],
)
def test_what_does_not_fit_has_a_message_of_its_own(
    profile: dict[str, Any], source: RawTable, code: str, says: str
) -> None:
    found = refused(profile, source)
    assert any(finding.code == code and says in finding.text for finding in found), [str(f) for f in found]
    assert not any("Jansen" in str(finding) for finding in found)


def test_a_cell_that_cannot_be_read_stops_only_who_uses_it() -> None:
    source = table((*WIDE_HEAD, "Notitie"), ("C1", "Noord", DAY, 1, 2, UNREADABLE))
    assert len(mapped(WIDE, source).sheets["Gebruik"]) == 2


def test_one_mistake_in_many_rows_is_one_message_with_the_first_rows() -> None:
    rows = [(f"C{number}", "Noord", DAY, "x", 1) for number in range(8)]
    (finding,) = refused(WIDE, table(WIDE_HEAD, *rows))
    assert "8 cellen, eerst in rij 2, 3, 4, 5, 6." in finding.text
    assert finding.count == 8


def test_columns_that_are_not_used_are_named_and_personal_ones_by_position_only() -> None:
    headers = (*WIDE_HEAD, "Status", "Achternaam", "Cijfer na", "Leeg")
    result = mapped(WIDE, table(headers, ("C1", "Noord", DAY, 1, 2, "open", "Pietersen", 6, None)))
    assert result.unknown == (
        "'Status'",
        "kolom 7 (lijkt een persoonsgegeven)",
        "'Cijfer na' (lijkt een bedrag of aantal en telt niet mee!)",
    )


def test_a_point_before_the_decimals_gets_the_advice_that_helps() -> None:
    (finding,) = refused(WIDE, one_case("1,250.75", "0"))
    assert finding.code == "punt"
    assert 'decimaal = "."' in finding.advice
