"""A subset of PDF/UA-1 (ISO 14289-1), a test for each rule; pypdf reads it, the writer is not believed."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from tests.report.conftest import EXAMPLE, PROVENANCE, internal

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report import pdf, sections
from maatschappelijk_rendement.results.shown import Results

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("weasyprint", exc_type=ImportError)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader() -> Any:
    return pypdf.PdfReader(io.BytesIO(pdf.document(sections.build(Results(EXAMPLE), PROVENANCE))))


def elements(node: Any) -> Iterator[Any]:
    """Walk the tree of structure elements."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif hasattr(node, "get"):
        if "/S" in node:
            yield node
        if "/K" in node and not isinstance(node["/K"].get_object(), int):
            yield from elements(node["/K"])


@pytest.fixture(scope="module")
def tags(reader: Any) -> list[Any]:
    return list(elements(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_it_says_it_is_pdf_ua_1(reader: Any) -> None:
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode("utf-8")
    assert "pdfuaid" in metadata
    assert 'part="1"' in metadata or ">1</pdfuaid:part>" in metadata


def test_it_is_marked_as_tagged(reader: Any) -> None:
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] is not False
    assert str(reader.trailer["/Root"]["/MarkInfo"]["/Marked"]) == "True"


def test_its_language_is_dutch(reader: Any) -> None:
    assert str(reader.trailer["/Root"]["/Lang"]) == "nl"


def test_its_title_is_shown_and_not_its_file_name(reader: Any) -> None:
    assert str(reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
    assert "Voorbeeld Ruwaard" in reader.metadata.title


def test_every_picture_has_an_alternative(tags: list[Any]) -> None:
    figures = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert len(figures) == 7
    assert all(len(str(figure["/Alt"])) > 30 for figure in figures)


def test_every_cell_names_the_heads_of_its_row_and_column(tags: list[Any]) -> None:
    tables = [tag for tag in tags if tag["/S"] == "/Table"]
    assert len(tables) > 10
    for table in tables:
        heads = {str(tag["/ID"]) for tag in elements(table) if tag["/S"] == "/TH"}
        for cell in (tag for tag in elements(table) if tag["/S"] == "/TD"):
            named = [str(name) for name in cell["/A"].get_object()["/Headers"]]
            assert len(named) == 2
            assert set(named) <= heads


def test_headings_are_tagged_and_skip_no_level(tags: list[Any]) -> None:
    levels = [int(tag["/S"][2:]) for tag in tags if tag["/S"] in {"/H1", "/H2", "/H3", "/H4"}]
    assert levels[0] == 1
    assert max(after - before for before, after in pairwise(levels)) <= 1


def test_lists_have_items(tags: list[Any]) -> None:
    lists = [tag for tag in tags if tag["/S"] == "/L"]
    assert lists
    assert all(any(tag["/S"] == "/LI" for tag in elements(found)) for found in lists)


def test_only_standard_tags_are_used(tags: list[Any], reader: Any) -> None:
    # ISO 32000-1, 14.8.4
    standard = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index"}
    standard |= {
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
    }
    standard |= {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference"}
    standard |= {"BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu", "Figure", "Formula", "Form"}
    mapped = reader.trailer["/Root"]["/StructTreeRoot"].get("/RoleMap", {})
    for tag in tags:
        name = tag["/S"]
        assert name[1:] in standard or mapped.get(name, "/")[1:] in standard, name


def test_every_page_reads_in_the_order_of_its_structure(reader: Any) -> None:
    assert all(page.get("/Tabs", "/S") == "/S" for page in reader.pages)
    assert all("/StructParents" in page for page in reader.pages)


def test_all_that_is_drawn_is_tagged_or_marked_as_decoration(reader: Any) -> None:
    for page in reader.pages:
        depth = 0
        for operands, operator in pypdf.generic.ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ", b"Do"):
                assert depth > 0, operands
        assert depth == 0


def test_every_font_is_inside_and_can_be_read_back(reader: Any) -> None:
    fonts = {id(f): f.get_object() for p in reader.pages for f in p["/Resources"].get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        assert "/ToUnicode" in font
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


def test_nothing_in_it_runs_or_opens(reader: Any) -> None:
    root = reader.trailer["/Root"]
    assert "/OpenAction" not in root
    assert "/AA" not in root
    assert "/JavaScript" not in root.get("/Names", {})


def test_the_text_reads_back(reader: Any) -> None:
    words = " ".join(page.extract_text() for page in reader.pages).replace("\N{NO-BREAK SPACE}", " ")
    assert "-132.394,00" in words
    assert "onderdrukt" in words


def test_a_code_and_an_address_are_never_hyphenated(reader: Any) -> None:
    """Who types them over must not type a hyphen that is not there; an address may go on on the next line."""
    words = [page.extract_text() for page in reader.pages]
    for row in EXAMPLE["tarieven"]:
        assert any(row["code"] in text for text in words)
        assert any((row["bron_adres"] or "") in "".join(text.split()) for text in words)


def test_a_word_that_names_a_row_is_never_cut(reader: Any) -> None:
    lying = [page.extract_text() for page in reader.pages if is_lying(page)]
    assert lying
    for name in ("bestaande", "casussen", "herhaalmeting", "Participatiewet", "rapportcijfer"):
        assert any(name in re.split(r"\s", text) for text in lying)
    assert not [text for text in lying if re.search("[a-z][-\N{HYPHEN}]\n[a-z]", text)]


def test_only_wide_tables_lie_on_their_side_and_their_notes_stay_with_them(reader: Any) -> None:
    lying = "\n".join(page.extract_text() for page in reader.pages if is_lying(page))
    upright = "\n".join(page.extract_text() for page in reader.pages if not is_lying(page))
    for title in (
        "Verschil in kosten (deel",
        "Gebruikte tarieven (deel",
        "Verschil is na min voor",
        "Elke bewoner",
    ):
        assert title in lying
    for title in (
        "Wat voor geld is het verschil",
        "Wie investeert",
        "Van hoeveel casussen",
        "Verantwoording",
    ):
        assert title in upright
        assert title not in lying


def test_a_short_table_stands_on_one_page_with_its_title(reader: Any) -> None:
    pages = [page.extract_text() for page in reader.pages]
    for title, last in (
        ("Wie en wanneer", "Laatste dag"),
        ("Instellingen van de analyse", "Bescherming van personen"),
    ):
        assert [last in text for text in pages if title in text] == [True]


def is_lying(page: Any) -> bool:
    return bool(page.mediabox.width > page.mediabox.height)


def test_an_internal_pdf_says_so_on_every_page() -> None:
    made = pypdf.PdfReader(io.BytesIO(pdf.document(sections.build(Results(internal(EXAMPLE)), PROVENANCE))))
    assert all("VERTROUWELIJK" in page.extract_text() for page in made.pages)


def test_without_the_software_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UsageError, match=r"make formaten"):
        pdf.document(sections.build(Results(EXAMPLE), PROVENANCE))


def test_it_fetches_nothing() -> None:
    with pytest.raises(ValueError, match="fetches nothing"):
        pdf._fetch_nothing("https://example.org/letter.ttf")
