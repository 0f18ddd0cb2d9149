"""Pages for one reader: shorter than the main report, with the same totals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from tests.report.conftest import PROVENANCE, internal, published

from maatschappelijk_rendement.errors import UsageError
from maatschappelijk_rendement.report import Reader, render, sections
from maatschappelijk_rendement.report.document import Bullets, Paragraph, Report, Table
from maatschappelijk_rendement.report.readers import PARTIES, report_for
from maatschappelijk_rendement.report.rows import first, total_delta


def made(reader: Reader, data: dict[str, Any]) -> Report:
    return report_for(reader, sections.build(data, PROVENANCE), data)


def values(report: Report, name: str) -> dict[str, dict[str, Any]]:
    """Give the numbers of a table by the first word of the row and by column."""
    table = next(
        block for block in report.sections[1].blocks if isinstance(block, Table) and block.name == name
    )
    keys = [column.key for column in table.columns]
    return {row[0].text: dict(zip(keys, (cell.value for cell in row), strict=True)) for row in table.rows}


def texts(report: Report) -> str:
    found: list[str] = []
    for block in report.sections[0].blocks:
        if isinstance(block, Bullets):
            found += block.items
        elif isinstance(block, Paragraph):
            found.append(block.text)
    return " ".join(found)


@pytest.mark.parametrize("reader", [Reader.MUNICIPALITY, Reader.INSURER])
def test_the_totals_of_a_party_are_those_of_the_main_report(reader: Reader, example: dict[str, Any]) -> None:
    report = made(reader, example)
    shown, wanted = values(report, "verschil-lezer")["totaal"], total_delta(example, "bestaand")
    assert wanted is not None
    assert shown["som_eur"] == Decimal(wanted["som_eur"])
    own, party = values(report, "partijen"), first(example["partijen"], partij=PARTIES[reader])
    assert party is not None
    assert list(own) == [PARTIES[reader]]
    for key in ("investeert_eur", "profiteert_eur", "ontvangt_eur"):
        amount = party[key]
        assert own[PARTIES[reader]][key] == (None if amount is None else Decimal(amount))


def test_the_totals_for_residents_are_those_of_the_main_report(example: dict[str, Any]) -> None:
    said = re.findall(r"€\s?([\d.]+,\d\d)", texts(made(Reader.RESIDENT, example)))
    rows = [total_delta(example, group) for group in ("bestaand", "nieuw")]
    wanted = [abs(Decimal(row["som_eur"])) for row in rows if row and row["som_eur"] is not None]
    assert [Decimal(text.replace(".", "").replace(",", ".")) for text in said] == wanted
    assert wanted[0] == Decimal("132394.00")


def test_a_fall_reads_as_lower_and_a_rise_as_higher(example: dict[str, Any]) -> None:
    row = first(example["verschil"], moment="na", groep="bestaand", wijk="totaal", stroom="totaal")
    assert "132.394,00 lager" in texts(made(Reader.RESIDENT, example))
    assert isinstance(row, dict)
    row["som_eur"] = "10.00"
    assert "10,00 hoger" in texts(made(Reader.RESIDENT, example))


def test_a_hidden_total_is_no_number_for_residents(example: dict[str, Any]) -> None:
    for group in ("bestaand", "nieuw"):
        row = first(example["verschil"], moment="na", groep=group, wijk="totaal", stroom="totaal")
        assert isinstance(row, dict)
        row.update(status="onderdrukt", som_eur=None)
    assert "€" not in texts(made(Reader.RESIDENT, example))


def test_residents_read_half_a_page_of_short_sentences(example: dict[str, Any]) -> None:
    words = texts(made(Reader.RESIDENT, example)).split()
    assert 60 < len(words) < 200
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z])", " ".join(words))
    assert max(len(sentence.split()) for sentence in sentences) <= 20


def test_each_reader_gets_a_page_in_each_format_and_the_main_report_stays(example: dict[str, Any]) -> None:
    plain = render(published(example), provenance=PROVENANCE, formats=("html", "xlsx"))
    files = render(published(example), provenance=PROVENANCE, formats=("html", "xlsx"), readers=list(Reader))
    extra = {f"rapport-{reader}.html" for reader in ("gemeente", "verzekeraar", "bewoner")}
    assert set(files) - set(plain) == extra
    assert all(files[name] == content for name, content in plain.items())
    for name in extra:
        page = files[name].decode()
        here = set(re.findall(r' id="([^"]+)"', page))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= here, name


def test_residents_get_nothing_confidential(example: dict[str, Any]) -> None:
    data = internal(example)
    with pytest.raises(UsageError, match="bewoners"):
        render(published(data), provenance=PROVENANCE, formats=("html",), readers=[Reader.RESIDENT])
    files = render(published(data), provenance=PROVENANCE, formats=("html",), readers=[Reader.INSURER])
    assert "VERTROUWELIJK" in files["rapport-verzekeraar.html"].decode()


def test_a_reader_needs_a_format_to_read(example: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="html, pdf of docx"):
        render(published(example), provenance=PROVENANCE, formats=("xlsx",), readers=[Reader.INSURER])
