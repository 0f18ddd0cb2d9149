"""Why a figure is hidden reads the same in every public file; only who has the data reads by which rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load
from tests.disclosure.attackers.files import read

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.app.pipeline import make_template
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.rules import Rule
from maatschappelijk_rendement.intake.example import ruwaard

# What each rule says, and what a sentence would say instead of it.
RULES = tuple(Rules().text(rule) for rule in Rule)
ALSO = ("te weinig", "gaat over één casus", "gaan over weinig", "delen: ", "verdeling: ", "hoofdgetal: ")
FORMATS = ("html", "xlsx", "docx")


def with_pdf() -> tuple[str, ...]:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return FORMATS
    return (*FORMATS, "pdf")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
def test_no_file_of_a_public_report_tells_a_rule(tmp_path: Path) -> None:
    readers = ("gemeente", "verzekeraar", "bewoner")
    analyse(ruwaard()).publish().save(tmp_path / "uit", with_pdf(), readers=readers)
    found = read(files(tmp_path / "uit"))
    assert {Path(name).suffix for name in found} >= {".html", ".xlsx", ".docx", ".json"}
    for name, text in found.items():
        said = text.replace("\n", " ").lower()
        assert [rule for rule in (*RULES, *ALSO) if rule.lower() in said] == [], name
        if "bewoner" not in name and "herkomst" not in name:
            assert "te herleiden" in said, name


def test_the_screen_of_a_public_report_tells_no_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_template(tmp_path / "voorbeeld.xlsx", example=True)
    assert main(["rapport", str(tmp_path / "voorbeeld.xlsx"), "--uit", str(tmp_path / "uit")]) == 0
    said = "".join(capsys.readouterr()).lower()
    assert "onderdrukt" in said
    assert [rule for rule in (*RULES, *ALSO) if rule.lower() in said] == []


def hidden(data: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The status and the reason of every row with something hidden."""
    return {
        (row["status"], row["regel"])
        for rows in data.values()
        if isinstance(rows, list)
        for row in rows
        if isinstance(row, dict) and row.get("onderdrukt") and "regel" in row
    }


def wijken(*sizes: int) -> CaseLoad:
    cases, usage = [], []
    for place, size in enumerate(sizes):
        for number in range(size):
            name = f"c{place}{number:02}"
            cases.append(case(name, wijk=f"wijk {place}"))
            usage += [line(name, "voor", 400 + 37 * number), line(name, "na", 300 + 11 * (number % 7))]
    return load(cases, usage)


@pytest.mark.parametrize("sizes", [(20, 9, 9), (30, 9, 9), (20, 9, 8), (20, 6, 7), (20, 22, 4, 9)])
def test_the_printed_reason_never_closes_the_range_of_a_hidden_number(sizes: tuple[int, ...]) -> None:
    """Two wijken "with fewer than 10 cases" and 18 left over would be 9 and 9."""
    data = analyse(wijken(*sizes)).publish().data
    assert {reason for _, reason in hidden(data)} == {"te herleiden"}
    assert [one["regel"] for one in data["openbaarmaking"]["regels"]] == ["te herleiden"]
    assert "redenen" not in data["openbaarmaking"]


def test_an_internal_report_names_the_rule_of_each_figure_that_the_public_one_hides() -> None:
    found = analyse(ruwaard())
    public, internal = found.publish().data, found.publish(internal=True, account=True).data
    reasons = {
        (one["tabel"], one["rij"], column): one["regel"]
        for one in internal["openbaarmaking"]["redenen"]
        for column in one["kolommen"]
    }
    assert set(reasons.values()) <= set(RULES)
    assert reasons["verschil", "bestaand, herhaling, totaal, totaal", "som_eur"] == "minder dan 10 casussen"
    counted = sum(one["aantal"] for one in internal["openbaarmaking"]["regels"])
    assert counted == len(reasons) == public["openbaarmaking"]["regels"][0]["aantal"]
    places = {
        ("verschil", ", ".join((row["groep"], row["moment"], row["wijk"], row["stroom"])), column)
        for row in public["verschil"]
        for column in row["onderdrukt"]
    }
    assert places == {place for place in reasons if place[0] == "verschil"}


def test_an_internal_report_of_what_may_not_be_published_says_so() -> None:
    found = analyse(wijken(6)).publish(internal=True, account=True).data["openbaarmaking"]
    assert "Een openbaar rapport is er niet. " in found["tekst"]
    assert "Er zijn 6 bestaande casussen." in found["tekst"]
    assert found["regels"] == []


def test_a_total_that_was_given_is_hidden_and_one_that_was_not_is_not_given(tmp_path: Path) -> None:
    """Forty cases, six of them new: how many were worked on would bound the number of new ones."""
    for given, said in ((50, "onderdrukt (te herleiden)"), (None, "niet opgegeven")):
        cases = [case(f"c{n:02}", case_type="nieuw" if n < 6 else "bestaand") for n in range(40)]
        usage = [
            one
            for n, each in enumerate(cases)
            for one in (
                *([] if n < 6 else [line(each.case_id, "voor", 900 + 37 * n)]),
                line(each.case_id, "na", 500 + 11 * n),
            )
        ]
        settings = replace(SETTINGS, cases_in_total=given)
        report = analyse(load(cases, usage, settings=settings)).publish()
        header = report.data["analyse"]
        assert header["casussen_in_totaal"] is None
        assert ("casussen_in_totaal" in header["onderdrukt"]) is (given is not None)
        report.save(tmp_path / str(given), ("html",))
        page = read(files(tmp_path / str(given)))["rapport.html"]
        assert said in page.split("Casussen waaraan is gewerkt")[1][:200]


def test_the_price_of_a_few_cases_is_hidden_for_the_same_reason() -> None:
    usage = [line(f"c{n:02}", m, 300 + 17 * n * len(m)) for n in range(20) for m in ("voor", "na")]
    usage[0] = replace(usage[0], price_eur=Decimal("1.20"), price_source="offerte")
    data = analyse(load([case(f"c{n:02}") for n in range(20)], usage)).publish().data
    assert "te herleiden" in {row["toelichting"] for row in data["tarieven"] if row.get("onderdrukt")}
    assert not any(rule in json.dumps(data, ensure_ascii=False) for rule in RULES)
