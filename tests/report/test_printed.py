"""The edition on paper: short, with nothing lost that is not said to be elsewhere."""

from __future__ import annotations

import io
from typing import Any

import pytest
from tests.report.conftest import PROVENANCE, internal, published

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.report import render, sections
from maatschappelijk_rendement.report.document import Chart, Heading, Paragraph, ReportDocument, Table
from maatschappelijk_rendement.report.printed import printed, where
from maatschappelijk_rendement.results.shown import Results


def titles(report: ReportDocument) -> list[str]:
    blocks = [block for section in report.sections for block in section.blocks]
    tables = [block.table if isinstance(block, Chart) else block for block in blocks]
    return [table.title for table in tables if isinstance(table, Table)]


def test_what_is_not_on_paper_is_named_with_the_files_that_have_it(example: dict[str, Any]) -> None:
    whole = sections.build(Results(example), PROVENANCE)
    paper = printed(whole, ("html", "pdf"))
    (last,) = [b.text for b in paper.sections[-1].blocks if isinstance(b, Paragraph)]
    assert "staat in rapport.html en resultaten.json." in last
    gone = set(titles(whole)) - set(titles(paper))
    assert {"Gebruikte tarieven", "Verschil in kosten", "Wat voor geld is het verschil"} <= gone
    assert all(title in last for title in gone)
    assert "Balans" not in last  # it stands among the costs
    assert len(paper.sections) == len(whole.sections)


def test_the_story_stays_on_paper(example: dict[str, Any]) -> None:
    kept = titles(printed(sections.build(Results(example), PROVENANCE)))
    for title in ("Kerncijfers", "Balans: wat er meer of minder is uitgegeven", "Wie en wanneer", "Controle"):
        assert title in kept


def test_no_heading_stands_above_nothing(example: dict[str, Any]) -> None:
    for section in printed(sections.build(Results(example), PROVENANCE)).sections:
        for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            assert not isinstance(block, Heading) or (after is not None and not isinstance(after, Heading))


def test_an_internal_report_is_printed_whole(example: dict[str, Any]) -> None:
    report = sections.build(Results(internal(example)), PROVENANCE)
    assert printed(report) is report


def test_without_a_page_or_a_workbook_the_reader_hears_how_to_get_one() -> None:
    assert where(["docx"]).endswith(
        "staat in resultaten.json. Met --formaat html maakt u er een webpagina van. Het gaat om:"
    )


def test_a_page_and_a_workbook_keep_what_paper_leaves_out(example: dict[str, Any]) -> None:
    page = render(published(example), provenance=PROVENANCE, formats=("html",))["rapport.html"].decode()
    for title in ("Gebruikte tarieven", "Verschil in kosten", "Waar komen de gebruiksregels vandaan"):
        assert f"<span>{title}</span>" in page


@pytest.mark.slow
def test_the_example_is_eight_pages_at_most() -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("weasyprint", exc_type=ImportError)
    report = analyse(ruwaard()).publish()
    content = render(report.published, provenance={}, formats=("pdf",))["rapport.pdf"]
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert len(pages) <= 8
    first = pages[0].extract_text()
    for words in ("€\N{NO-BREAK SPACE}4.138 minder", "3,5 naar 8,3", "Bijlage: waar de rest staat"):
        assert words in first
    assert "Kerncijfers" not in first
    assert "getoond" not in first
