from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.report.conftest import PROVENANCE, internal
from tests.report.page import read, text

from maatschappelijk_rendement.report import html, sections
from maatschappelijk_rendement.results.shown import Results


def page(data: dict[str, Any]) -> str:
    return html.page(sections.build(Results(data), PROVENANCE))


@pytest.fixture
def shown(example: dict[str, Any]) -> ET.Element:
    return read(page(example))


def test_the_page_is_dutch_and_has_one_main_and_one_title(shown: ET.Element) -> None:
    assert shown.get("lang") == "nl"
    assert len(list(shown.iter("main"))) == 1
    assert len(list(shown.iter("h1"))) == 1
    assert "Voorbeeld Ruwaard" in text(shown.find("head/title"))


def test_the_first_link_skips_to_the_content(shown: ET.Element) -> None:
    first = next(shown.iter("a"))
    main = next(shown.iter("main"))
    assert first.get("href") == f"#{main.get('id')}"


def test_there_are_eight_numbered_sections_with_links_to_them(shown: ET.Element) -> None:
    titles = [text(h) for h in shown.iter("h2")]
    assert [title.split(".")[0] for title in titles] == list("12345678")
    links = [a.get("href") for a in next(shown.iter("nav")).iter("a")]
    assert links == [f"#{h.get('id')}" for h in shown.iter("h2")]


def test_headings_never_skip_a_level(shown: ET.Element) -> None:
    levels = [int(e.tag[1]) for e in shown.iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_link_and_reference_arrives(shown: ET.Element) -> None:
    ids = [e.get("id") for e in shown.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for element in shown.iter():
        for place in (element.get("aria-labelledby") or "").split():
            assert place in ids
        if element.tag == "a":
            assert (element.get("href") or "").removeprefix("#") in ids


def test_nothing_runs_and_nothing_is_fetched(example: dict[str, Any]) -> None:
    made = page(example)
    tree = read(made)
    assert not [e for e in tree.iter() if e.tag in {"script", "link", "iframe", "object", "embed", "img"}]
    assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on")]
    assert "@import" not in made
    assert "url(" not in re.sub(r"url\(#", "", made)


def test_every_table_has_a_caption_scopes_and_a_region_for_the_keyboard(shown: ET.Element) -> None:
    tables = list(shown.iter("table"))
    assert len(tables) > 10
    for table in tables:
        assert text(table.find("caption"))
        assert all(th.get("scope") == "col" for th in table.findall("thead/tr/th"))
        for row in table.findall("tbody/tr"):
            assert row[0].tag == "th"
            assert row[0].get("scope") == "row"
    # Only one of many letters side by side can scroll, so only there the keyboard stops.
    boxes = [e for e in shown.iter("div") if e.find("div/table") is not None]
    assert len(boxes) == len(tables)
    for box in boxes:
        scrolls = (box[0].get("tabindex"), box[0].get("role")) == ("0", "region")
        assert scrolls or "breed" not in (box.get("class") or "").split()
    assert 0 < sum(box[0].get("tabindex") == "0" for box in boxes) < 10


def test_no_cell_is_empty(shown: ET.Element) -> None:
    assert all(text(cell) for cell in shown.iter("td"))
    assert all(text(cell) for cell in shown.iter("th"))


def test_every_chart_says_what_it_shows_and_has_a_table_after_it(shown: ET.Element) -> None:
    figures = list(shown.iter("figure"))
    assert len(figures) == 7
    for figure in figures:
        (picture,) = figure.iter("svg")
        assert picture.get("role") == "img"
        assert len(text(picture.find("desc"))) > 50
        assert text(picture.find("title")) == text(figure.find("figcaption"))
    # The picture of the first page has its table where the costs are. A title begins with what was found.
    captions = [text(t.find("caption")).casefold() for t in shown.iter("table")]
    for figure in figures[1:]:
        assert any(text(figure.find("figcaption")).casefold().endswith(caption) for caption in captions)
    assert "kosten per stroom voor en na het mdo, bestaande casussen" in captions


def test_every_difference_has_its_direction_in_words(shown: ET.Element) -> None:
    for table in shown.iter("table"):
        heads = [text(th) for th in table.findall("thead/tr/th")]
        for row in table.findall("tbody/tr"):
            for head, cell in zip(heads, row, strict=True):
                words = text(cell).split("Berekening")[0]
                if head.startswith("Verschil") and "€" in words:
                    assert any(w in words for w in ("daling", "stijging", "gelijk")), (head, words)


def test_a_hidden_stream_reads_onderdrukt_everywhere(example: dict[str, Any], shown: ET.Element) -> None:
    wlz = [row for row in shown.iter("tr") if row and text(row[0]) == "Wlz"]
    assert len(wlz) >= 4
    for row in wlz:
        assert "onderdrukt" in text(row)
        assert "€" not in text(row)
    pictures = [text(e) for e in shown.iter("svg")]
    assert any("Wlz voor: onderdrukt" in words for words in pictures)


@pytest.mark.parametrize("word", ["bootstrap", "BCa", "betrouwbaarheidsinterval", "inkomensoverdrachten"])
def test_no_word_on_the_page_is_for_statisticians(example: dict[str, Any], word: str) -> None:
    assert word.lower() not in page(example).lower()


def opens(shown: ET.Element, caption: str) -> ET.Element:
    """Give what opens under the table with this caption."""
    boxes = [box for box in shown.iter("div") if "vak" in (box.get("class") or "").split()]
    box = next(b for b in boxes if text(next(b.iter("caption"))) == caption)
    (found,) = box.findall("details")
    return found


def test_the_key_table_opens_to_where_each_of_its_numbers_comes_from(shown: ET.Element) -> None:
    table = next(t for t in shown.iter("table") if text(t.find("caption")) == "Kerncijfers")
    words = text(opens(shown, "Kerncijfers"))
    assert words.startswith("Waar komen deze cijfers vandaan?")
    for row in table.findall("tbody/tr"):
        if text(row[1]) not in {"onderdrukt", "onbekend"}:
            amount = text(row[1].find("span"))
            assert re.search(rf": {re.escape(amount)}[^.]*. n: ", words), amount
    assert words.count("Berekening:") == len(opens(shown, "Kerncijfers").findall("p"))
    assert not list(table.iter("details"))


def test_a_stream_names_its_own_tariffs_only(shown: ET.Element) -> None:
    found = opens(shown, "Kosten per stroom voor en na het MDO, bestaande casussen")
    of_wmo = [text(item) for item in found.iter("li") if ", Wmo," in text(item)]
    amounts = [words for words in of_wmo if "€" in words]
    assert len(amounts) == 3  # before, after and the difference
    assert all("WMO-BEG-IND" in words and "ZVW-HUISARTS" not in words for words in amounts)
    # How many cases there are rests on no price.
    (number,) = [words for words in of_wmo if words not in amounts]
    assert "WMO-BEG-IND" not in number


def test_the_second_link_leads_to_where_the_first_numbers_come_from(shown: ET.Element) -> None:
    second = list(shown.iter("a"))[1]
    (target,) = [e for e in shown.iter("summary") if f"#{e.get('id')}" == second.get("href")]
    assert target.get("aria-label") == "Waar komen deze cijfers vandaan? Kerncijfers"


def test_a_keyboard_stops_at_few_places(shown: ET.Element) -> None:
    """At links, at what opens, and at what can scroll; nothing in what is closed."""
    closed = {id(e) for d in shown.iter("details") for e in d.iter() if e.tag == "a"}
    links = [e for e in shown.iter("a") if id(e) not in closed]
    stops = [*links, *shown.iter("summary"), *(e for e in shown.iter() if e.get("tabindex") == "0")]
    assert len(links) == 2 + 8
    assert len(stops) < 40


def test_an_internal_report_says_so_at_every_section(example: dict[str, Any]) -> None:
    tree = read(page(internal(example)))
    found = list(tree.iter("section"))
    assert len(found) == 8
    assert all(text(section[0]) == "VERTROUWELIJK" for section in found)
    assert text(tree.find("head/title")).startswith("VERTROUWELIJK")
    assert "C001" in text(tree)


def test_a_public_report_never_says_vertrouwelijk(shown: ET.Element) -> None:
    assert "VERTROUWELIJK" not in text(shown.find("body"))


def test_synthetic_data_says_so_above_the_title(shown: ET.Element) -> None:
    header = next(shown.iter("header"))
    assert text(header[0]).startswith("SYNTHETISCH")


def test_real_data_does_not_say_synthetic(example: dict[str, Any]) -> None:
    example["analyse"].update(synthetisch=False, titel="Ruwaard 2018")
    assert "synthetisch" not in page(example).lower()


EVIL = ["<script>alert(1)</script>", '" onload="x', "{{ 7 * 7 }}", "'><svg onload=x>", "&amp;", "$x_1$ $"]


@pytest.mark.parametrize("evil", EVIL)
def test_texts_are_shown_as_they_are_and_never_run(example: dict[str, Any], evil: str) -> None:
    before = Counter(e.tag for e in read(page(example)).iter())
    example["analyse"].update(titel=evil, gemeente=evil, wijken=[evil])
    for table in ("stromen", "verschil"):
        for row in example[table]:
            row["stroom"] = evil if row["stroom"] == "Wmo" else row["stroom"]
    example["tarieven"][0].update(code=evil, bron=evil, stroom=evil)
    example["programma"][0]["post"] = evil
    tree = read(page(example))
    assert Counter(e.tag for e in tree.iter()) == before
    assert text(next(tree.iter("h1"))) == " ".join(evil.split())


def test_a_very_long_table_is_cut_with_a_word_about_the_rest(example: dict[str, Any]) -> None:
    example = internal(example)
    line = example["kosten"][0]
    example["kosten"] = [{**line, "casus_id": f"C{i}"} for i in range(1200)]
    words = text(read(page(example)))
    assert "Deze tabel heeft 1200 regels. Hier staan de eerste 1000" in words
    assert "C999" in words
    assert "C1000" not in words


def test_on_paper_nothing_needs_opening(example: dict[str, Any]) -> None:
    report = sections.build(Results(example), PROVENANCE)
    assert "<details" not in html.page(report, details=False)


def hide(row: dict[str, Any]) -> None:
    row.update({key: None for key in row if key.endswith("_eur") or key == "n" or key.startswith("n_")})
    row.update(status="onderdrukt", regel="minder dan 10 casussen")


def test_without_a_single_stream_there_is_a_sentence_and_no_picture(example: dict[str, Any]) -> None:
    for table in ("stromen", "verschil"):
        for row in example[table]:
            if row["groep"] == "nieuw" and row["stroom"] != "totaal":
                hide(row)
    tree = read(page(example))
    titles = [text(figure.find("figcaption")) for figure in tree.iter("figure")]
    assert len(titles) == 5
    assert not any("nieuwe casussen" in title for title in titles)
    assert text(tree).count("Er is geen grafiek: alle stromen zijn onderdrukt of onbekend.") == 2


def test_a_shown_figure_is_not_blamed_for_a_hidden_neighbour(example: dict[str, Any]) -> None:
    row = next(r for r in example["verschil"] if r["stroom"] == "totaal" and r["groep"] == "bestaand")
    row.update(
        eenmalig_eur=None, in_venster_eur=None, regel="delen: te klein; verdeling: te scheef", n_gedaald=None
    )
    row["onderdrukt"] = ["eenmalig_eur", "in_venster_eur", "n_gedaald", "som_zonder_grootste_eur"]
    table = next(t for t in read(page(example)).iter("table") if text(t.find("caption")) == "Kerncijfers")
    status = {text(r[0]): text(r[4]) for r in table.findall("tbody/tr") if text(r[3]) == "bestaande casussen"}
    assert status["Verschil in kosten"] == "onvolledig"
    # What is hidden is counted under the table, and stands in the annex.
    hidden = {"Waarvan eenmalig", "Casussen met een daling", "Verschil zonder de grootste casus"}
    assert hidden.isdisjoint(status)
    assert "kerncijfers zijn onderdrukt; rapport.xlsx en resultaten.json zeggen welke." in page(example)
