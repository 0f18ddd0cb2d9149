"""Pages for one reader: shorter than the main report, with the same totals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from tests.analysis.cases import changes
from tests.report.conftest import PROVENANCE, internal, published

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report import Reader, render, sections
from maatschappelijk_rendement.report.cells import euro
from maatschappelijk_rendement.report.document import Bullets, Paragraph, ReportDocument, Table
from maatschappelijk_rendement.report.readers import PARTIES, report_for
from maatschappelijk_rendement.report.rows import first, total_delta
from maatschappelijk_rendement.results.shown import Results


def made(reader: Reader, data: dict[str, Any]) -> ReportDocument:
    return report_for(reader, sections.build(Results(data), PROVENANCE), Results(data))


def values(report: ReportDocument, name: str) -> dict[str, dict[str, Any]]:
    """Give the numbers of a table by the first word of the row and by column."""
    table = next(
        block
        for section in report.sections[:2]
        for block in section.blocks
        if isinstance(block, Table) and block.name == name
    )
    keys = [column.key for column in table.columns]
    return {row[0].text: dict(zip(keys, (cell.value for cell in row), strict=True)) for row in table.rows}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def texts(report: ReportDocument) -> str:
    found: list[str] = []
    for block in report.sections[0].blocks:
        if isinstance(block, Bullets):
            found += block.items
        elif isinstance(block, Paragraph):
            found.append(block.text)
    return " ".join(found)


@pytest.mark.parametrize("reader", [Reader.MUNICIPALITY, Reader.INSURER])
def test_the_amounts_of_a_party_are_those_of_the_main_report(reader: Reader, example: dict[str, Any]) -> None:
    report = made(reader, example)
    shown = values(report, "verschil-lezer")
    assert shown
    assert "totaal" not in shown  # that of all streams is not of those in which the party pays
    for stream, row in shown.items():
        wanted = first(example["verschil"], moment="na", groep="bestaand", wijk="totaal", stroom=stream)
        assert wanted is not None
        assert row["som_eur"] == (None if wanted["som_eur"] is None else Decimal(wanted["som_eur"]))
    own, party = values(report, "partijen"), first(example["partijen"], partij=PARTIES[reader])
    assert party is not None
    assert list(own) == [PARTIES[reader]]
    for key in ("investeert_eur", "profiteert_eur", "ontvangt_eur"):
        amount = party[key]
        assert own[PARTIES[reader]][key] == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize("reader", [Reader.MUNICIPALITY, Reader.INSURER])
def test_the_page_of_a_party_begins_with_that_party(reader: Reader, example: dict[str, Any]) -> None:
    first_section = made(reader, example).sections[0]
    assert first_section.title == f"Wat betekent dit voor de {PARTIES[reader]}"
    assert all(PARTIES[reader] in sentence for sentence in texts(made(reader, example)).split(": ")[:2])
    row = first(example["partijen"], partij=PARTIES[reader])
    assert isinstance(row, dict)
    assert plain(euro(Decimal(row["profiteert_eur"]))) in plain(texts(made(reader, example)))
    row.update(status="onderdrukt", profiteert_eur=None, regel="te klein")
    assert "onderdrukt (te herleiden)" in texts(made(reader, example))


def test_a_party_sees_the_programme_posts_it_pays_and_no_other(example: dict[str, Any]) -> None:
    assert set(values(made(Reader.MUNICIPALITY, example), "programma")) == {"Programmateam", "Leersessies"}
    assert not [
        block
        for block in made(Reader.INSURER, example).sections[0].blocks
        if getattr(block, "name", "") == "programma"
    ]


def test_a_party_sees_the_streams_in_which_it_pays(example: dict[str, Any]) -> None:
    for tariff in example["tarieven"]:
        payer = "zorgverzekeraar" if tariff["stroom"] == "Zvw" else "gemeente"
        tariff["gebruik"] = [
            {"voor": "hulp", "financier": payer, "ontvanger": None, "geldstroom": "kasstroom"}
        ]
    assert set(values(made(Reader.INSURER, example), "verschil-lezer")) == {"Zvw"}
    assert "Zvw" not in values(made(Reader.MUNICIPALITY, example), "verschil-lezer")


def test_what_a_party_invests_is_unknown_where_hours_and_programme_were_not_filled_in() -> None:
    data = analyse(changes(a=-300, b=200)).publish(internal=True).data
    (row,) = data["partijen"]
    assert (row["partij"], row["investeert_eur"], row["profiteert_eur"]) == ("gemeente", None, "100.00")
    said = texts(made(Reader.MUNICIPALITY, dict(data)))
    assert "betaalt): onbekend. Niet opgegeven, en dus onbekend: MDO en programma." in said
    # A stream that costs more is known, and the rest is still missing.
    data = analyse(changes(a=300, b=-200)).publish(internal=True).data
    assert data["partijen"][0]["investeert_eur"] == "100.00"
    assert "100,00. Niet opgegeven" in plain(texts(made(Reader.MUNICIPALITY, dict(data))))


def test_the_amounts_for_residents_are_those_of_the_main_report_as_people_say_them(
    example: dict[str, Any],
) -> None:
    said = plain(texts(made(Reader.RESIDENT, example)))
    rows = [total_delta(Results(example), group) for group in ("bestaand", "nieuw")]
    assert [row.total for row in rows if row] == [-132_394_00, 46_712_90]
    assert re.findall(r"€ [\d.,]+[\d]", said) == [
        *("€ 648.000", "€ 132.000", "€ 21.000", "€ 47.000", "€ 22.000"),
    ]


def test_a_fall_reads_as_lower_and_a_rise_as_higher(example: dict[str, Any]) -> None:
    row = first(example["verschil"], moment="na", groep="bestaand", wijk="totaal", stroom="totaal")
    assert "132.000 lager" in texts(made(Reader.RESIDENT, example))
    assert isinstance(row, dict)
    row["som_eur"] = "10.00"
    assert "10 hoger" in texts(made(Reader.RESIDENT, example))


def test_residents_read_over_how_many_households_and_what_is_not_complete(example: dict[str, Any]) -> None:
    row = first(example["verschil"], moment="na", groep="bestaand", wijk="totaal", stroom="totaal")
    assert isinstance(row, dict)
    row["status"] = "onvolledig"
    said = texts(made(Reader.RESIDENT, example))
    assert "Wij keken bij 42 huishoudens" in said
    assert "Bewoners die al hulp kregen (32 huishoudens)" in said
    assert said.count("Niet van elk huishouden kennen we alle kosten.") == 1
    assert "hun hulp begon toen pas" in said


def test_residents_read_whether_a_figure_is_hidden_or_unknown(example: dict[str, Any]) -> None:
    for group, status in (("bestaand", "onderdrukt"), ("nieuw", "onbekend")):
        row = first(example["verschil"], moment="na", groep=group, wijk="totaal", stroom="totaal")
        assert isinstance(row, dict)
        row.update(status=status, som_eur=None, n=None)
    example["mdo"].update(status="onderdrukt", totaal_eur=None)
    said = texts(made(Reader.RESIDENT, example))
    assert "€" not in said
    assert "Bewoners die al hulp kregen: wat de kosten deden, laten we niet zien." in said
    assert "Bewoners van wie de hulp pas begon: wat de kosten deden, weten we niet." in said
    assert "kostten, laten we niet zien" in said


def test_residents_read_that_fewer_of_them_answered_again(example: dict[str, Any]) -> None:
    assert "tweede keer" not in texts(made(Reader.RESIDENT, example))
    scores = [row for row in example["welbevinden"] if row["instrument"] == "rapportcijfer"]
    row = first(scores, moment="na", groep="totaal", wijk="totaal", onderdeel=None)
    assert isinstance(row, dict)
    row["n_bewoners"] = 15
    assert "Niet iedereen deed de tweede keer mee." in texts(made(Reader.RESIDENT, example))


def test_residents_read_half_a_page_of_short_sentences(example: dict[str, Any]) -> None:
    words = texts(made(Reader.RESIDENT, example)).split()
    assert 60 < len(words) < 200
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z])", " ".join(words))
    assert max(len(sentence.split()) for sentence in sentences) <= 20


def test_the_page_of_a_party_still_says_who_was_compared_and_over_how_long(example: dict[str, Any]) -> None:
    (whole,) = [s for s in made(Reader.INSURER, example).sections if s.title == "Alle partijen samen"]
    assert isinstance(whole.blocks[0], Paragraph)
    assert "42 casussen" in whole.blocks[0].text
    assert isinstance(whole.blocks[1], Bullets)


def test_a_page_of_one_section_has_no_contents(example: dict[str, Any]) -> None:
    files = render(published(example), provenance=PROVENANCE, formats=("html",), readers=list(Reader))
    assert "<nav" not in files["rapport-bewoner.html"].decode()
    assert "<nav" in files["rapport-gemeente.html"].decode()


def repeated(example: dict[str, Any], amount: str | None, mean: str | None) -> dict[str, Any]:
    """Give the existing cases and the residents a third time."""
    place = {"moment": "na", "groep": "bestaand", "wijk": "totaal", "stroom": "totaal"}
    after = first(example["verschil"], **place)
    assert isinstance(after, dict)
    hidden = [] if amount else ["som_eur"]
    third = {**after, "moment": "herhaling", "som_eur": amount, "onderdrukt": hidden}
    rows = [r for r in example["verschil"] if (r["moment"], r["groep"]) != ("herhaling", "bestaand")]
    example["verschil"] = [*rows, third]
    for row in example["welbevinden"]:
        if row["moment"] == "herhaling" and row["groep"] == "totaal" and not row["onderdeel"]:
            status = "getoond" if mean else "onderdrukt"
            row.update(gemiddelde=mean, n_bewoners=23 if mean else None, status=status, onderdrukt=[])
    return example


def test_residents_read_what_the_third_time_gave_also_when_it_fell_back(example: dict[str, Any]) -> None:
    said = plain(texts(made(Reader.RESIDENT, repeated(example, "-20000.00", "6.10"))))
    assert "Later keken we een derde keer." in said
    assert "eerst ongeveer € 648.000. Na het gesprek waren ze ongeveer € 132.000 lager." in said
    assert "De derde keer waren ze ongeveer € 20.000 lager dan de eerste keer." in said
    assert (
        "23 bewoners gaven eerst gemiddeld een 3,5 en daarna een 8,3. De derde keer was het een 6,1." in said
    )


def test_residents_read_that_the_third_time_is_not_shown(example: dict[str, Any]) -> None:
    said = plain(texts(made(Reader.RESIDENT, repeated(example, None, None))))
    assert "Later keken" not in said
    assert said.count("derde keer") == 1
    assert "De cijfers van de derde keer laten we niet zien." in said
    said = plain(texts(made(Reader.RESIDENT, repeated(example, "-20000.00", None))))
    assert "Later keken we een derde keer." in said
    assert "Van de derde keer laten we niet alles zien." in said


def test_a_group_that_was_not_there_is_not_named_to_residents(example: dict[str, Any]) -> None:
    example["verschil"] = [row for row in example["verschil"] if row["groep"] != "nieuw"]
    assert "van wie de hulp pas begon" not in texts(made(Reader.RESIDENT, example))


def test_each_reader_gets_a_page_in_each_format_and_the_main_report_stays(example: dict[str, Any]) -> None:
    plain = render(published(example), provenance=PROVENANCE, formats=("html", "xlsx"))
    files = render(published(example), provenance=PROVENANCE, formats=("html", "xlsx"), readers=list(Reader))
    extra = {f"rapport-{reader}.html" for reader in ("gemeente", "verzekeraar", "bewoner")}
    assert set(files) - set(plain) == extra
    # That one lists the files of the report.
    assert {name for name, content in plain.items() if files[name] != content} == {"herkomst.json"}
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
