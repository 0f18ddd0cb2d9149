"""A column that looks like personal data is found by its header or by what stands in it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.intake.own_formats.sources import table

from maatschappelijk_rendement.intake.own_formats.personal_columns import (
    is_personal_column,
    is_personal_header,
)


@pytest.mark.parametrize(
    "header",
    [
        *("Naam", "Naam cliënt", "Cliëntnaam", "Achternaam", "Voorletters", "BSN", "BSN nummer"),
        *("Burgerservicenummer", "Geboortedatum", "Geb. datum", "geb.dat", "Adres", "Postcode", "Huisnr."),
        *("Telefoonnummer", "Tel.", "Mobiel", "E-mail", "e mailadres", "Email", "dhr. Pietersen"),
    ],
)
def test_a_header_that_names_personal_data_is_found(header: str) -> None:
    assert is_personal_header(header)


@pytest.mark.parametrize(
    "header",
    ["Wijknaam", "Naam wijk", "Naam product", "Productnaam", "Casusnr", "Wmo voor", "Datum MDO", "Aantal"],
)
def test_a_header_of_something_else_is_not(header: str) -> None:
    assert not is_personal_header(header)


@pytest.mark.parametrize(
    "cells",
    [
        ("123456782", "111222333", "100000009"),
        (123456782, 111222333),
        ("1234.56.782", "111 222 333"),
        ("jan@voorbeeld.nl", "0612345678", "n.v.t."),
        ("5341 AB 12", "5342 CD 7"),
        (date(1961, 3, 1), date(1975, 3, 1)),
    ],
)
def test_values_give_a_column_away_whatever_its_header(cells: tuple[object, ...]) -> None:
    source = table(("Kenmerk",), *((cell,) for cell in cells))  # type: ignore[arg-type]
    assert is_personal_column(source, 0)


@pytest.mark.parametrize(
    "cells",
    [
        tuple(range(100_000_000, 100_000_040)),  # of numbers in a row one of eleven passes the test of a BSN
        ("2022-001", "2022-002"),
        (date(2022, 3, 1), date(2021, 3, 1)),
        ("Noord", "Zuid"),
        (),
    ],
)
def test_ordinary_values_do_not(cells: tuple[object, ...]) -> None:
    source = table(("Kenmerk",), *((cell,) for cell in cells))  # type: ignore[arg-type]
    assert not is_personal_column(source, 0)
