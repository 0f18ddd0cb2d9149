"""One broken card of a wijk for each message; each names sheet and cell, and never a value."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maatschappelijk_rendement.domain.errors import WorkbookError
from maatschappelijk_rendement.intake.cards import CardKind, read_card
from maatschappelijk_rendement.intake.cards.example import example_of
from maatschappelijk_rendement.intake.cards.template import write_card

Change = Callable[[dict[str, Any], dict[str, list[dict[str, Any]]]], None]


def broken(change: Change) -> WorkbookError:
    settings, rows = example_of(CardKind.WIJK)
    own = (dict(settings), {sheet: copy.deepcopy(list(found)) for sheet, found in rows.items()})
    change(*own)
    stream = io.BytesIO()
    write_card(stream, CardKind.WIJK, *own)
    with pytest.raises(WorkbookError) as caught:
        read_card(stream.getvalue())
    return caught.value


def in_row(sheet: str, row: int, **values: Any) -> Change:
    def change(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        rows[sheet][row - 2].update(values)

    return change


def setting(**values: Any) -> Change:
    return lambda settings, rows: settings.update(values)


def more(sheet: str, **values: Any) -> Change:
    return lambda settings, rows: rows[sheet].append(values)


AREA = "Resultaatgebieden"
TEXT = {"source": "eigen"}
ASKED = {"survey": "Eigen", "group": "bewoners", "year": Decimal(2018), "question": "Hoe?", "source": "eigen"}


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        (in_row(AREA, 2, ground=None), f"{AREA}!D2", "oordeel_zonder_grond"),
        (in_row(AREA, 2, who=None), f"{AREA}!E2", "oordeel_van_niemand"),
        (in_row(AREA, 2, verdict="geweldig"), f"{AREA}!C2", "woord_onbekend"),
        (in_row(AREA, 2, who="J. de Vries"), f"{AREA}!E2", "naam_van_mens"),
        (in_row(AREA, 2, ground="Verteld door A. Bakker"), f"{AREA}!D2", "naam_van_mens"),
        (in_row("Leersessies", 2, source="Lijst van M. de Boer"), "Leersessies!F2", "naam_van_mens"),
        (setting(title="Rapport van J. de Vries"), "Kaart!B2", "naam_van_mens"),
        (in_row("Indicatoren", 18, unit="aandeel", value=Decimal(4)), "Indicatoren!I18", "percentage_buiten"),
        (in_row("Indicatoren", 18, unit="aandeel", n=None), "Indicatoren!P18", "n_ontbreekt"),
        (in_row(AREA, 3, number=Decimal(1)), f"{AREA}!A3", "dubbel"),
        (in_row("Indicatoren", 2, perspective="buren"), "Indicatoren!A2", "woord_onbekend"),
        (in_row("Indicatoren", 2, value=None), "Indicatoren!I2", "waarde_ontbreekt"),
        (in_row("Indicatoren", 2, state="niet_gemeten"), "Indicatoren!I2", "stand_tegenstrijdig"),
        (in_row("Indicatoren", 2, low=Decimal(9)), "Indicatoren!K2", "interval_half"),
        (in_row("Indicatoren", 2, low=Decimal(1), high=Decimal(2)), "Indicatoren!J2", "interval_fout"),
        (in_row("Indicatoren", 3, value=Decimal(101)), "Indicatoren!I3", "percentage_buiten"),
        (in_row("Indicatoren", 3, is_quoted=None), "Indicatoren!P3", "n_ontbreekt"),
        (in_row("Indicatoren", 2, other=Decimal(5)), "Indicatoren!L2", "vergelijking_zonder"),
        (in_row("Indicatoren", 2, year=Decimal(2001)), "Indicatoren!G2", "buiten_jaren"),
        (setting(as_of=date(2017, 1, 1)), "Indicatoren!G2", "na_stand"),
        (setting(last_year=Decimal(2010)), "Kaart!B7", "jaren_omgekeerd"),
        (setting(made_by="P. van Dijk"), "Kaart!B9", "naam_van_mens"),
        (in_row("Gezondheid", 2, criterion="Blije mensen"), "Gezondheid!A2", "criterium_onbekend"),
        (in_row("Gezondheid", 2, nature="geteld"), "Gezondheid!K2", "n_ontbreekt"),
        (in_row("Gezondheid", 2, value=Decimal(172)), "Gezondheid!E2", "getal_buiten_grenzen"),
        (in_row("Aanwezigheid", 2, organisation="A.B. Jansen"), "Aanwezigheid!B2", "naam_van_mens"),
        (in_row("Aanwezigheid", 2, day=date(2018, 1, 16)), "Aanwezigheid!A2", "sessie_onbekend"),
        (in_row("Aanwezigheid", 2, kept=Decimal(1)), "Aanwezigheid!E2", "som_klopt_niet"),
        (in_row("Aanwezigheid", 7, kept=Decimal(99)), "Aanwezigheid!E7", "som_klopt_niet"),
        (in_row("Leersessies", 2, present=Decimal(35)), "Leersessies!C2", "som_klopt_niet"),
        (in_row("Leersessies", 2, day=date(2012, 1, 1)), "Leersessies!A2", "buiten_jaren"),
        (in_row("Enquete", 2, percent=Decimal(60)), "Enquete!H2", "percentages_tellen_niet_op"),
        (in_row("Enquete", 5, count=Decimal(140)), "Enquete!F5", "som_klopt_niet"),
        (in_row("Enquete", 5, percent=Decimal(61)), "Enquete!H5", "percentage_klopt_niet"),
        (in_row("Enquete", 5, n=None), "Enquete!G5", "n_ontbreekt"),
        (in_row("Enquete", 5, n=Decimal(260)), "Enquete!G6", "vraag_gemengd"),
        (more("Enquete", answer="ja", percent=Decimal(100), **ASKED), "Enquete!F15", "aantal_ontbreekt"),
        (in_row("Doelenboom", 2, parent="Goed leven"), "Doelenboom!C2", "doelenboom"),
        (in_row("Doelenboom", 3, parent="Iets anders"), "Doelenboom!C3", "doelenboom"),
        (in_row("Doelenboom", 3, indicator="Iets anders"), "Doelenboom!D3", "indicator_onbekend"),
        (in_row("Doorrekening", 2, partner="Totaal"), "Doorrekening!B2", "naam_bezet"),
        (in_row("Doorrekening", 2, partner="mevrouw Bos"), "Doorrekening!B2", "persoonsgegeven"),
    ],
)
def test_each_mistake_is_named_by_its_cell(change: Change, place: str, code: str) -> None:
    error = broken(change)
    found = {(f"{each.sheet}!{each.cell}", each.code) for each in error.findings}
    assert (place, code) in found, found
    assert all(each.advice for each in error.findings)


def test_an_eleventh_criterion_of_a_dimension_is_refused() -> None:
    def change(settings: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
        for number in range(5):
            rows["Criteria"].append(
                {
                    "dimension": "lichaamsfuncties",
                    "criterion": f"Eigen {number}",
                    "direction": "hoger",
                    "source": "eigen",
                }
            )

    codes = {(each.sheet, each.code) for each in broken(change).findings}
    assert ("Criteria", "te_veel_criteria") in codes


def test_a_message_never_repeats_what_was_written() -> None:
    error = broken(in_row(AREA, 2, who="J. de Vries"))
    assert "Vries" not in str(error)


def test_the_name_of_a_company_is_no_name_of_a_person() -> None:
    settings, rows = example_of(CardKind.WIJK)
    own = {sheet: copy.deepcopy(list(found)) for sheet, found in rows.items()}
    own["Doorrekening"][0]["partner"] = "Zorg B.V. Oss"
    stream = io.BytesIO()
    write_card(stream, CardKind.WIJK, settings, own)
    assert read_card(stream.getvalue()).kind is CardKind.WIJK
