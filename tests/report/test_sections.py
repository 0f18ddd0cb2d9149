"""What the sections claim is what the figures show."""

from __future__ import annotations

from typing import Any

from tests.report.conftest import PROVENANCE

from maatschappelijk_rendement.report.document import (
    Bullets,
    Chart,
    Paragraph,
    ReportDocument,
    Table,
    tables_of,
)
from maatschappelijk_rendement.report.headlines import headlines
from maatschappelijk_rendement.report.sections import build
from maatschappelijk_rendement.results.shown import Results

Example = dict[str, Any]


def made(example: Example) -> ReportDocument:
    return build(Results(example), PROVENANCE)


def table(report: ReportDocument, name: str) -> Table:
    return next(found for found in tables_of(report) if found.name == name)


def facts(report: ReportDocument, name: str) -> list[tuple[str, str]]:
    return [(row[0].text, row[1].text) for row in table(report, name).rows]


def paragraphs(report: ReportDocument, section: str) -> str:
    (found,) = [one for one in report.sections if one.name == section]
    return " ".join(block.text for block in found.blocks if isinstance(block, Paragraph))


def points(report: ReportDocument) -> tuple[str, ...]:
    """Give the sentences about existing cases, new ones and wellbeing."""
    (found,) = [block for block in report.sections[0].blocks if isinstance(block, Bullets)]
    return found.items


def new_case(example: Example, stream: str, before: str | None, change: str) -> None:
    """Give the new cases one stream."""
    place = {"groep": "nieuw", "wijk": "totaal", "stroom": stream}
    model = next(row for row in example["verschil"] if row["groep"] == "nieuw" and row["moment"] == "na")
    example["verschil"].append({**model, **place, "som_eur": change, "status": "getoond"})
    status = "getoond" if before is not None else "onderdrukt"
    level = {**place, "moment": "voor", "n": 10, "som_eur": before, "status": status}
    example["stromen"].append({**level, "regel": "", "onderdrukt": []})


def without_new_streams(example: Example) -> None:
    for name in ("stromen", "verschil"):
        example[name] = [row for row in example[name] if row["groep"] != "nieuw" or row["stroom"] == "totaal"]


def test_only_streams_without_cost_before_are_said_to_begin_with_the_mdo(example: Example) -> None:
    without_new_streams(example)
    new_case(example, "Wmo", "0.00", "900.00")
    new_case(example, "Zvw", "40115.17", "100.00")
    new_case(example, "Jeugdwet", None, "300.00")
    report = made(example)
    said = paragraphs(report, "kosten")
    assert "nog geen kosten in: Wmo." in said
    assert "geen hulp" not in said
    assert "de hulp die pas met het MDO begon (Wmo), kost € 900,00." in points(report)[1]


def test_nothing_is_said_to_begin_where_no_stream_shows_it(example: Example) -> None:
    without_new_streams(example)
    report = made(example)
    assert "nog geen kosten in" not in paragraphs(report, "kosten")
    assert "begon" not in points(report)[1]


def test_what_a_new_case_is_names_the_help_it_did_not_have(example: Example) -> None:
    said = paragraphs(made(example), "gemeten")
    assert "Wmo, Jeugdwet, Wgs, Welzijn, Wlz" in said
    assert "geen eerdere hulp" not in said


def test_numbers_of_rows_have_their_separator_and_the_version_stands_there_once(example: Example) -> None:
    example["controle"]["regels_gelezen"] = 2843
    example["analyse"]["casussen_in_totaal"] = 1781
    report = build(Results(example), {**PROVENANCE, "versie": example["analyse"]["versie"]})
    assert ("Regels gelezen", "2.843") in facts(report, "controle")
    assert ("Casussen waaraan is gewerkt", "1.781") in facts(report, "instellingen")
    assert [name for name, _ in facts(report, "uitvoering")].count("Versie") == 1


def test_a_number_worked_on_that_cannot_be_right_is_said_so_and_is_no_bar(example: Example) -> None:
    example["analyse"]["casussen_in_totaal"] = 41
    report = made(example)
    assert ("Casussen waaraan is gewerkt", "41: dit klopt niet, want er zijn meer casussen onderzocht") in (
        facts(report, "instellingen")
    )
    (chart,) = [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Chart) and block.name == "respons"
    ]
    assert chart.table.rows[0][0].text == "onderzocht"
    assert "kan dus niet kloppen" in chart.table.note


def test_costs_after_that_cannot_be_known_yet_are_not_called_real(example: Example) -> None:
    example["analyse"] |= {"basis_na": "realisatie", "synthetisch": False}
    assert "zijn echt gemaakt" in paragraphs(made(example), "samenvatting")
    example["meldingen"].append(
        {"niveau": "waarschuwing", "blad": "Analyse", "cel": "", "code": "na_nog_niet_voorbij", "tekst": ""}
    )
    said = paragraphs(made(example), "samenvatting")
    assert "zijn echt gemaakt" not in said
    assert "nog niet voorbij" in said


def test_invented_costs_are_not_called_real(example: Example) -> None:
    example["analyse"] |= {"basis_na": "realisatie", "synthetisch": True}
    said = paragraphs(made(example), "samenvatting")
    assert "gelden in dit voorbeeld als echt gemaakt" in said
    assert "zijn echt gemaakt" not in said


def test_a_doubtful_answer_says_why_at_once(example: Example) -> None:
    row = next(
        row
        for row in example["verschil"]
        if (row["groep"], row["wijk"], row["stroom"], row["moment"]) == ("bestaand", "totaal", "totaal", "na")
    )
    row["marge_te_smal"] = True
    report = made(example)
    assert "Misschien, want" in points(report)[0]
    bounds = [row[-1].text for row in table(report, "kerncijfers").rows if "grens" in row[0].text]
    assert len(bounds) == 2
    assert all("te smal" in status for status in bounds)


def test_the_scores_of_one_column_have_as_many_decimals(example: Example) -> None:
    means = {"voor": "4.50", "na": "4.30", "herhaling": "4.75"}
    for row in example["welbevinden"]:
        if (row["groep"], row["wijk"], row["instrument"]) == ("totaal", "totaal", "rapportcijfer"):
            row.update(gemiddelde=means[row["moment"]], status="getoond", onderdrukt=[])
    report = made(example)
    shown = [
        cell.text
        for row in table(report, "kerncijfers").rows
        for cell in row
        if cell.kind == "gemiddelde score"
    ]
    assert shown == ["4,50", "4,30", "4,75"]


def test_numbers_above_a_thousand_have_their_separator_in_the_words(example: Example) -> None:
    example["analyse"].update(n_bestaand=2000, n_nieuw=1234, n_casussen=3234, casussen_in_totaal=4000)
    report = made(example)
    said = " ".join(item for section in report.sections for block in section.blocks for item in items(block))
    assert "gewerkt; 3.234 zijn onderzocht" in said
    assert "1.234 nieuwe casussen staan apart" in said


def items(block: object) -> tuple[str, ...]:
    return block.items if isinstance(block, Bullets) else ()


def test_the_balance_says_of_every_post_what_it_is_and_of_the_saldo_that_it_is_no_saving(
    example: Example,
) -> None:
    found = table(made(example), "bijlage-balans")
    assert [column.label for column in found.columns] == [
        *("Post", "Partij", "n casussen", "Meer of minder uitgegeven", "Status"),
    ]
    # The MDO stands among the streams of this example: no post of its own.
    assert [
        (row[0].text, row[2].text, row[3].text.replace("\N{NO-BREAK SPACE}", " ")) for row in found.rows
    ] == [
        ("bestaande casussen: na min voor", "32", "€ -132.394,00"),
        ("nieuwe casussen: na min voor", "10", "€ 46.712,90"),
        ("programma", "42", "€ 53.000,00"),
        ("saldo", "42", "€ -32.681,10"),
    ]
    assert {row[1].text for row in found.rows} == {"totaal"}
    assert [row[3].direction for row in found.rows] == ["daling", "stijging", "stijging", "daling"]
    assert "Het is geen besparing" in found.note


def test_the_story_has_the_balance_of_all_parties_and_the_annex_that_of_each(example: Example) -> None:
    saldo = next(row for row in example["balans"] if row["post"] == "saldo")
    example["balans"].append(saldo | {"partij": "gemeente", "bedrag_eur": "-10.00"})
    report = made(example)
    story, annex = table(report, "balans"), table(report, "bijlage-balans")
    # All of it is of all parties: no column says so row by row, and nothing is said of the rows of one.
    assert "partij" not in {column.key for column in story.columns}
    assert [row[0].text for row in story.rows].count("saldo") == 1
    assert "Onder elke partij" not in story.note
    assert [row[1].text for row in annex.rows][-1] == "gemeente"
    assert "Onder elke partij" in annex.note
    (large,) = [one for one in headlines(Results(example)).items if one.label == "Alles samen uitgegeven"]
    assert "32.681" in large.value
