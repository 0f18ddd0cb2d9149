"""Cards: the template, and what is refused with its cell and what to do now."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from maatschappelijk_rendement.domain.errors import WorkbookError
from maatschappelijk_rendement.intake.cards import CardKind, read_card, write_card_template
from maatschappelijk_rendement.intake.cards.example import example_of
from maatschappelijk_rendement.intake.cards.template import write_card

KINDS = tuple(CardKind)


def template(kind: str, *, example: bool = True) -> bytes:
    stream = io.BytesIO()
    write_card_template(stream, kind, example=example)
    return stream.getvalue()


def changed(kind: str, change: Callable[[dict[str, Any], dict[str, list[dict[str, Any]]]], None]) -> bytes:
    """Give the example of a kind after a change of its settings and rows."""
    settings, rows = example_of(CardKind(kind))
    own = dict(settings), {sheet: [dict(row) for row in found] for sheet, found in rows.items()}
    change(*own)
    stream = io.BytesIO()
    write_card(stream, CardKind(kind), *own)
    return stream.getvalue()


def findings(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(WorkbookError) as refused:
        read_card(content)
    return [(found.place, found.code) for found in refused.value.findings if found.level == "fout"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_each_kind_is_read_without_a_finding(kind: str) -> None:
    card = read_card(template(kind))
    assert card.kind == kind
    assert card.warnings == ()
    assert all(row.values for rows in card.rows.values() for row in rows)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not CardKind.WIJK])
def test_an_empty_card_says_all_that_is_missing_at_once(kind: str) -> None:
    found = findings(template(kind, example=False))
    assert ("Kaart!B2", "waarde_ontbreekt") in found
    assert len([code for _, code in found if code == "blad_leeg"]) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_card_has_the_same_bytes(kind: str) -> None:
    assert template(kind) == template(kind)


def test_a_card_opens_in_another_program_with_a_list_to_choose_from() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("mkba")))
    assert book.sheetnames == ["Kaart", "Partijen", "Effecten", "Welbevinden", "Onbekend", "Toelichting"]
    lists = [rule.formula1 for rule in book["Effecten"].data_validations.dataValidation]
    assert '"investering,kosten,baten"' in lists


def set_row(sheet: str, row: int, **values: Any) -> Callable[..., None]:
    def change(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        rows[sheet][row - 2].update(values)

    return change


def drop(sheet: str, row: int, name: str) -> Callable[..., None]:
    def change(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        del rows[sheet][row - 2][name]

    return change


def set_up(**values: Any) -> Callable[..., None]:
    def change(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        settings.update(values)
        for name in [name for name, value in values.items() if value is None]:
            del settings[name]

    return change


def again(sheet: str, row: int, **values: Any) -> Callable[..., None]:
    def change(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        rows[sheet].append(rows[sheet][row - 2] | values)

    return change


def nothing_paid(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    for row in rows["Investering"]:
        row["amount"] = Decimal(0)


def no_investment(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    for row in rows["Effecten"]:
        row["role"] = "baten"


def nothing_comes_of_it(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    for row in rows["Effecten"]:
        if row["role"] == "investering":
            row["chance"] = Decimal(0)


def one_line(absent: str) -> Callable[..., None]:
    """Leave out a line: there is nothing left to compare with."""

    def change(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        rows["Activiteiten"] = [row for row in rows["Activiteiten"] if row["scenario"] != absent]

    return change


WELLBY = {
    "what": "Minder eenzaam",
    "who": "bewoners",
    "change": Decimal("0.5"),
    "persons": Decimal(14),
    "duration": Decimal(2),
    "value": Decimal(10_000),
    "scale": "levenstevredenheid, 0 tot 10",
    "price_year": Decimal(2018),
    "certainty": "geschat",
    "source": "Eigen keuze, 2026",
}


def wellby(**values: Any) -> Callable[..., None]:
    """Add a row of wellbeing; a value of None leaves its cell empty."""

    def change(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        row = WELLBY | values
        rows["Welbevinden"] = [{name: value for name, value in row.items() if value is not None}]

    return change


BAD = [
    ("mkba", set_row("Effecten", 5, low=Decimal(1)), ("Effecten!S5", "bereik_half")),
    ("mkba", set_row("Effecten", 5, high=Decimal(99_999)), ("Effecten!R5", "bereik_half")),
    (
        "mkba",
        set_row("Effecten", 5, low=Decimal(60_000), high=Decimal(70_000)),
        ("Effecten!R5", "bereik_volgorde"),
    ),
    (
        "sroi",
        set_row("Waardekaart", 8, low=Decimal(-100), high=Decimal(0)),
        ("Waardekaart!Q8", "bereik_volgorde"),
    ),
    ("sroi", set_row("Investering", 2, low=Decimal(1)), ("Investering!H2", "bereik_half")),
    ("mkba", wellby(scale=None), ("Welbevinden!G2", "waarde_ontbreekt")),
    ("mkba", wellby(price_year=None), ("Welbevinden!H2", "waarde_ontbreekt")),
    ("sroi", wellby(source=None), ("Welbevinden!K2", "waarde_ontbreekt")),
    ("sroi", wellby(value=None), ("Welbevinden!F2", "waarde_ontbreekt")),
    ("mkba", wellby(price_year=Decimal(2019)), ("Welbevinden!H2", "prijspeil_gemengd")),
    ("mkba", wellby(change=Decimal(11)), ("Welbevinden!C2", "getal_buiten_grenzen")),
    ("sroi", wellby(duration=Decimal(9)), ("Welbevinden!E2", "voorbij_tijdlijn")),
    ("mkba", set_row("Effecten", 13, worth="welbevinden"), ("Effecten!Q13", "welbevinden_onbekend")),
    (
        "mkba",
        set_row("Effecten", 13, worth="welbevinden", scale="levenstevredenheid, 0 tot 10"),
        ("Effecten!O13", "welbevinden_onbekend"),
    ),
    ("sroi", drop("Waardekaart", 3, "proxy"), ("Waardekaart!H3", "waarde_ontbreekt")),
    (
        "sroi",
        set_row("Waardekaart", 3, deadweight=Decimal("1.2")),
        ("Waardekaart!I3", "getal_buiten_grenzen"),
    ),
    ("sroi", set_row("Waardekaart", 3, attribution=Decimal(-1)), ("Waardekaart!K3", "getal_buiten_grenzen")),
    (
        "sroi",
        set_row("Waardekaart", 3, deadweight=Decimal("0.7"), attribution=Decimal("0.4")),
        ("Waardekaart!K3", "aandelen_te_hoog"),
    ),
    ("sroi", nothing_paid, ("Investering!C2", "geen_investering")),
    ("sroi", set_row("Waardekaart", 2, price_year=Decimal(2020)), ("Waardekaart!O2", "prijspeil_gemengd")),
    ("sroi", again("Waardekaart", 2), ("Waardekaart!D9", "dubbel")),
    ("sroi", set_row("Waardekaart", 2, duration=Decimal(4)), ("Waardekaart!G2", "voorbij_tijdlijn")),
    ("mkba", no_investment, ("Effecten!D2", "geen_investering")),
    ("mkba", set_up(start_year=None), ("Kaart!B3", "waarde_ontbreekt")),
    ("mkba", set_up(rate=Decimal("0.03")), ("Kaart!B5", "discontovoet_zonder_bron")),
    (
        "mkba",
        set_up(rate=Decimal("0.03"), rate_source="Kaderbrief"),
        ("Kaart!B5", "discontovoet_zonder_bron"),
    ),
    ("mkba", set_up(start_year=Decimal(2001)), ("Kaart!B3", "discontovoet_onbekend")),
    ("mkba", set_row("Effecten", 4, price_year=Decimal(2020)), ("Effecten!O4", "prijspeil_gemengd")),
    ("mkba", set_row("Effecten", 4, party="gemeentee"), ("Effecten!C4", "partij_onbekend")),
    ("mkba", again("Effecten", 6, party="gemeente"), ("Effecten!B14", "dubbel_geteld")),
    ("mkba", again("Effecten", 9, money="kasstroom", counterparty=None), ("Effecten!B14", "dubbel_geteld")),
    ("mkba", set_row("Effecten", 9, counterparty=None), ("Effecten!G9", "overdracht_half")),
    ("mkba", set_row("Effecten", 5, counterparty="bewoner"), ("Effecten!G5", "overdracht_half")),
    ("mkba", set_row("Effecten", 4, chance=Decimal(2)), ("Effecten!L4", "getal_buiten_grenzen")),
    ("mkba", again("Partijen", 2), ("Partijen!A8", "dubbel")),
    ("effecten", set_row("Activiteiten", 2, case="C09"), ("Activiteiten!A2", "casus_onbekend")),
    ("effecten", again("Activiteiten", 2, terrain="zorg"), ("Activiteiten!D16", "dubbel_terrein")),
    ("effecten", set_row("Activiteiten", 2, duration=Decimal(9)), ("Activiteiten!I2", "voorbij_tijdlijn")),
    ("effecten", set_row("Casussen", 2, chance=Decimal("1.5")), ("Casussen!B2", "getal_buiten_grenzen")),
    ("mkba", nothing_comes_of_it, ("Effecten!D2", "geen_investering")),
    (
        "mkba",
        again("Effecten", 5, effect="minder  begeleiding THUIS", party="zorgverzekeraar"),
        ("Effecten!B14", "dubbel_geteld"),
    ),
    ("sroi", again("Waardekaart", 2, outcome="Minder  eenzaam"), ("Waardekaart!D9", "dubbel")),
    ("effecten", again("Activiteiten", 5), ("Activiteiten!C16", "dubbel_geteld")),
    ("effecten", again("Activiteiten", 5, party="gemeente"), ("Activiteiten!C16", "dubbel_geteld")),
    ("effecten", again("Casussen", 2, case="C09"), ("Casussen!A5", "casus_leeg")),
    ("effecten", drop("Casussen", 2, "grade_without"), ("Casussen!E2", "cijfer_half")),
    ("effecten", one_line("zonder"), ("Activiteiten!B2", "lijn_leeg")),
    ("effecten", one_line("met"), ("Activiteiten!B2", "lijn_leeg")),
]


@pytest.mark.parametrize(
    ("kind", "change", "wanted"), BAD, ids=[f"{kind}-{wanted[1]}" for kind, _, wanted in BAD]
)
def test_bad_input_is_refused_at_its_cell(kind: str, change: Any, wanted: tuple[str, str]) -> None:
    assert wanted in findings(changed(kind, change))


def test_every_finding_says_what_to_do_and_repeats_no_value() -> None:
    for kind, change, _ in BAD:
        with pytest.raises(WorkbookError) as refused:
            read_card(changed(kind, change))
        for found in refused.value.findings:
            assert found.advice
            assert "gemeentee" not in str(found)
            assert "C09" not in str(found)


def test_a_workbook_with_cases_is_no_card(tmp_path: Path) -> None:
    from maatschappelijk_rendement.intake.workbook import write_template

    write_template(tmp_path / "casussen.xlsx")
    assert ("", "geen_kaart") in findings((tmp_path / "casussen.xlsx").read_bytes())


def test_an_unknown_setting_and_a_double_one_are_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("mkba")))
    book["Kaart"]["A13"], book["Kaart"]["A14"] = "titel", "kleur"
    out = io.BytesIO()
    book.save(out)
    found = findings(out.getvalue())
    assert ("Kaart!A13", "instelling_dubbel") in found
    assert ("Kaart!A14", "instelling_onbekend") in found


def test_what_runs_past_the_line_of_a_business_case_is_cut_off_and_told() -> None:
    card = read_card(changed("mkba", set_row("Effecten", 2, duration=Decimal(9))))
    assert [(found.place, found.code) for found in card.warnings] == [("Effecten!J2", "voorbij_tijdlijn")]


def test_the_same_activity_in_a_later_period_is_no_double_count() -> None:
    card = read_card(
        changed("effecten", again("Activiteiten", 5, start=Decimal(2), duration=Decimal(1), terrain="Wonen"))
    )
    assert [
        row.get("terrain") for row in card.rows["Activiteiten"] if row.get("product") == "Uithuiszetting"
    ] == [
        "wonen",
        "wonen",
    ]


@pytest.mark.parametrize(
    ("kind", "sheet", "row", "name", "wanted"),
    [
        ("effecten", "Activiteiten", 4, "party", "gemeente"),
        ("sroi", "Waardekaart", 3, "stakeholder", "bewoners"),
        ("mkba", "Effecten", 5, "party", "gemeente"),
    ],
)
def test_one_party_in_two_spellings_is_one_party(
    kind: str, sheet: str, row: int, name: str, wanted: str
) -> None:
    card = read_card(changed(kind, set_row(sheet, row, **{name: wanted.upper()})))
    assert card.rows[sheet][row - 2].get(name) == wanted


def test_a_source_without_a_rate_is_told() -> None:
    card = read_card(changed("mkba", set_up(rate_source="CPB, 2020")))
    assert [(found.place, found.code) for found in card.warnings] == [("Kaart!B6", "discontovoet_leeg")]


@pytest.mark.parametrize(
    ("kind", "sheet", "row", "place"),
    [("sroi", "Waardekaart", 3, "Waardekaart!G3"), ("mkba", "Effecten", 5, "Effecten!J5")],
)
def test_a_row_that_lasts_no_time_is_told(kind: str, sheet: str, row: int, place: str) -> None:
    card = read_card(changed(kind, set_row(sheet, row, duration=Decimal(0))))
    assert [(found.place, found.code) for found in card.warnings] == [(place, "duur_nul")]
