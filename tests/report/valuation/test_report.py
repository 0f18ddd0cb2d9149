"""The report of a valuation: page, workbook with live formulas, JSON with its schema."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.intake.cards import CardKind, read_card, write_card_template
from maatschappelijk_rendement.intake.cards.example import example_of
from maatschappelijk_rendement.intake.cards.template import write_card
from maatschappelijk_rendement.report.valuation import render
from maatschappelijk_rendement.report.valuation.figures import schema
from maatschappelijk_rendement.valuation.card_value import CardValue, value_card

KINDS = tuple(kind for kind in CardKind if kind is not CardKind.WIJK)  # that is no valuation
RECALCULATE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode">'
    "<value>0</value></prop></item></oor:items>"
)


def example(kind: str) -> CardValue:
    stream = io.BytesIO()
    write_card_template(stream, kind, example=True)
    return value_card(read_card(stream.getvalue()))


@pytest.fixture(scope="module")
def rendered() -> dict[str, dict[str, bytes]]:
    return {kind: render(example(kind)) for kind in KINDS}


def data(files: dict[str, bytes]) -> Any:
    return json.loads(files["waardering.json"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_json_fits_its_schema_and_is_the_same_every_time(kind: str, rendered: Any) -> None:
    jsonschema.validate(data(rendered[kind]), schema())
    assert render(example(kind)) == rendered[kind]


def test_the_parts_of_the_business_case_add_up_to_the_cent(rendered: Any) -> None:
    found = data(rendered["mkba"])
    figures = {row["naam"]: row["bedrag_eur"] for row in found["kerncijfers"]}
    net = Decimal(figures["ncw"])
    parties = sum(Decimal(row["netto_eur"]) for row in found["partijen"])
    kinds = sum(Decimal(figures[name]) for name in ("fiscaal", "economisch", "sociaal"))
    cent = Decimal("0.01")
    assert abs(parties - net) <= cent * len(found["partijen"]) / 2
    assert abs(kinds - net) <= 2 * cent
    assert sum(Decimal(row["overdracht_eur"]) for row in found["partijen"]) == 0


def test_the_example_comes_out_as_on_paper(rendered: Any) -> None:
    # 20 x 85 + 80 x 62 x 2 + 12 x 110 x 3, and so on for three cases; see the card.
    figures = {row["naam"]: row["bedrag_eur"] for row in data(rendered["effecten"])["kerncijfers"]}
    met = 1700 + 9920 + 3960 + 2040 + 9440 + 12690 + 1360 + 2250 + 15480
    zonder = (9500 + 26100, 17550 + 8640, 46440)
    expected = met - Decimal("0.7") * zonder[0] - Decimal("0.5") * zonder[1] - Decimal("0.6") * zonder[2]
    assert Decimal(figures["met"]) == met
    assert Decimal(figures["zonder"]) == sum(zonder)
    assert Decimal(figures["verwacht"]) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_begins_with_three_figures_a_picture_and_what_it_does_not_say(
    kind: str, rendered: Any
) -> None:
    page = rendered[kind]["waardering.html"].decode()
    first = page[: page.index("Wat vergelijken we</h2>")]
    assert first.count('class="kern"') == 3 or len(re.findall(r"<dt", first)) == 3
    assert first.count("<svg") == 1
    assert "Wat dit niet zegt" in first
    assert "Niet in de som (PM)" in first
    assert "Synthetisch voorbeeld" in first
    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_what_is_about_single_cases_is_marked_on_every_sheet_and_page(rendered: Any) -> None:
    page = rendered["effecten"]["waardering.html"].decode()
    assert "VERTROUWELIJK" in page
    book = openpyxl.load_workbook(io.BytesIO(rendered["effecten"]["waardering.xlsx"]))
    assert all("VERTROUWELIJK" in str(sheet["A2"].value) for sheet in book)
    assert json.loads(rendered["effecten"]["waardering.json"])["vertrouwelijk"] is True
    assert "VERTROUWELIJK" not in rendered["mkba"]["waardering.html"].decode()
    assert json.loads(rendered["mkba"]["waardering.json"])["vertrouwelijk"] is False


def test_every_amount_behind_the_outcome_is_a_formula(rendered: Any) -> None:
    for kind in KINDS:
        book = openpyxl.load_workbook(io.BytesIO(rendered[kind]["waardering.xlsx"]))
        outcome = book["Uitkomst"]
        assert all(outcome.cell(y, 2).data_type == "f" for y in range(5, outcome.max_row + 1))
        heads = [cell.value for cell in book["Stromen"][6]]
        x = heads.index("contant") + 1
        assert all(book["Stromen"].cell(y, x).data_type == "f" for y in range(7, book["Stromen"].max_row + 1))


def outcome(content: bytes) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Uitkomst"]
    return {row[0]: row[1] for row in sheet.iter_rows(min_row=5, values_only=True)}


def differences(content: bytes) -> list[float]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Uitkomst"]
    return [row[3] for row in sheet.iter_rows(min_row=5, values_only=True)]


def to_cents(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def recalculate(libreoffice: str, folder: Path) -> None:
    """Have every workbook of a folder computed again, into ``out``."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = [libreoffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    files = [str(path) for path in folder.glob("*.xlsx")]
    subprocess.run([*command, "--outdir", str(folder / "out"), *files], check=True, capture_output=True)


@pytest.mark.slow
def test_a_spreadsheet_program_computes_the_outcome_again_to_the_cent(
    libreoffice: str, rendered: Any, tmp_path: Path
) -> None:
    for kind in KINDS:
        book = openpyxl.load_workbook(io.BytesIO(rendered[kind]["waardering.xlsx"]))  # drops stored values
        book.save(tmp_path / f"{kind}.xlsx")
        book["Invoer"]["B5"] = 0.1
        book.save(tmp_path / f"{kind}-anders.xlsx")
    recalculate(libreoffice, tmp_path)
    labels = {
        "mkba": ("Netto contante waarde, alle partijen samen", "ncw"),
        "sroi": ("Contante waarde van alle uitkomsten", "contant"),
        "effecten": ("Dat contant", "verwacht_contant"),
    }
    for kind, (label, name) in labels.items():
        computed = outcome((tmp_path / "out" / f"{kind}.xlsx").read_bytes())
        stored = outcome(rendered[kind]["waardering.xlsx"])
        assert set(differences((tmp_path / "out" / f"{kind}.xlsx").read_bytes())) == {0}
        assert computed.keys() == stored.keys()
        assert {key: to_cents(value) for key, value in computed.items()} == {
            key: to_cents(value) for key, value in stored.items()
        }
        figures = {row["naam"]: row["bedrag_eur"] for row in data(rendered[kind])["kerncijfers"]}
        assert to_cents(computed[label]) == Decimal(figures[name])
        # Another rate gives what the program gives with that rate.
        card = example(kind).card
        card.settings.update(rate=Decimal("0.1"), rate_source="proef 2026")  # type: ignore[attr-defined]
        again = {row["naam"]: row["bedrag_eur"] for row in data(render(value_card(card)))["kerncijfers"]}
        other = outcome((tmp_path / "out" / f"{kind}-anders.xlsx").read_bytes())
        assert to_cents(other[label]) == Decimal(again[name])


def test_the_value_map_goes_along_in_the_usual_columns(rendered: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered["sroi"]["waardering.xlsx"]))
    heads = [cell.value for cell in book["Waardekaart"][4]]
    assert heads[:5] == ["Stakeholder", "Inzet", "Activiteit", "Uitkomst", "Indicator"]
    assert heads[-3:] == ["Impact, eerste jaar", "Contante waarde", "Zekerheid"]


def test_each_year_of_each_party_adds_up_to_the_year(rendered: Any) -> None:
    found = data(rendered["mkba"])
    for row in found["per_jaar"]:
        own = [
            Decimal(each["bedrag_eur"]) for each in found["per_partij_en_jaar"] if each["jaar"] == row["jaar"]
        ]
        assert len(own) == 6
        assert abs(sum(own) - Decimal(row["bedrag_eur"])) <= Decimal("0.03")


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


def changed(kind: str, **more: Any) -> CardValue:
    """Compute the example of a kind with rows added to its sheets, and cells changed: ``{row: cells}``."""
    settings, rows = example_of(CardKind(kind))
    own = {sheet: [dict(row) for row in found] for sheet, found in rows.items()}
    for sheet, given in more.items():
        if isinstance(given, list):
            own[sheet] = [*own[sheet], *given]
        elif sheet in own:
            for place, cells in given.items():
                own[sheet][place].update(cells)
        else:
            settings = {**settings, sheet: given}
    stream = io.BytesIO()
    write_card(stream, CardKind(kind), settings, own)
    return value_card(read_card(stream.getvalue()))


def figures_of(files: dict[str, bytes]) -> dict[str, Any]:
    return {row["naam"]: row["bedrag_eur"] or row["getal"] for row in data(files)["kerncijfers"]}


@pytest.mark.parametrize("kind", ["mkba", "sroi"])
def test_wellbeing_in_euros_is_a_ledger_of_its_own_that_changes_no_other_figure(
    kind: str, rendered: Any
) -> None:
    files = render(changed(kind, Welbevinden=[WELLBY]))
    jsonschema.validate(data(files), schema())
    figures, before = figures_of(files), figures_of(rendered[kind])
    # 0,5 point x 14 people x 10.000 a year is 70.000; the second year is discounted by 2,25 %.
    assert Decimal(figures.pop("welbevinden")) == (70_000 + 70_000 / Decimal("1.0225")).quantize(
        Decimal("0.01")
    )
    before.pop("welbevinden", None)
    assert figures == before
    (line,) = data(files)["welbevinden"]
    assert (line["verandering"], line["schaal"], line["prijspeil"]) == (
        "0.5",
        "levenstevredenheid, 0 tot 10",
        2018,
    )
    assert line["totaal_eur"] == "140000.00"
    page = files["waardering.html"].decode()
    first = page[: page.index("Wat vergelijken we</h2>")]
    assert (
        "Welbevinden staat apart, op een eigen rekening: €\N{NO-BREAK SPACE}138.460; het telt hier niet mee."
        in first
    )
    assert "Eigen keuze, 2026" in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_that_does_not_ask_for_wellbeing_has_nothing_of_it(kind: str, rendered: Any) -> None:
    assert "welbevinden" not in data(rendered[kind])
    assert "eigen rekening" not in rendered[kind]["waardering.html"].decode()


def test_an_effect_of_wellbeing_stands_in_the_same_ledger() -> None:
    cells = {
        "worth": "welbevinden",
        "scale": "levenstevredenheid, 0 tot 10",
        "price_year": Decimal(2018),
    }
    value = changed("mkba", Effecten={11: cells}, Welbevinden=[WELLBY])
    own, wellby = data(render(value))["welbevinden"]
    assert (own["wat"], own["verandering"], own["totaal_eur"]) == ("Minder mantelzorguren", None, "44000.00")
    assert wellby["totaal_eur"] == "140000.00"
    total = sum(Decimal(each["contant_eur"]) for each in (own, wellby))
    assert abs(Decimal(figures_of(render(value))["welbevinden"]) - total) <= Decimal("0.01")


RANGES = {
    3: {"low": Decimal(30_000), "high": Decimal(60_000)},  # minder begeleiding thuis, 53.394
    0: {"low": Decimal(60_000), "high": Decimal(90_000)},  # huis en team, 70.500
    7: {"low": Decimal(0), "high": Decimal(9_000)},  # minder bijstand: an overdracht
}


def test_a_range_moves_the_outcome_by_what_an_amount_is_worth_now() -> None:
    value = changed("mkba", Effecten=RANGES)
    files = render(value)
    jsonschema.validate(data(files), schema())
    net = Fraction(value.outcome.net)  # type: ignore[union-attr]
    rate = Fraction("1.0225")
    kept = sum(Fraction("0.9") ** t / rate**t for t in range(5))
    plain = sum(1 / rate**t for t in range(5))
    rows = {row["wat"]: row for row in data(files)["gevoeligheid"]}
    assert list(rows) == ["Huis en team", "Minder begeleiding thuis", "Minder bijstand"]
    wanted = {
        "Huis en team": (net + 10_500 * plain, net - 19_500 * plain),
        "Minder begeleiding thuis": (net - 23_394 * kept, net + 6_606 * kept),
        "Minder bijstand": (net, net),
    }
    for name, ends in wanted.items():
        found = rows[name]["netto_laag_eur"], rows[name]["netto_hoog_eur"]
        assert [Decimal(each) for each in found] == [cents(end) for end in ends]


def cents(amount: Any) -> Decimal:
    return Decimal(half_up(Fraction(amount) * 100)).scaleb(-2)


@pytest.mark.parametrize(("word", "third"), [(None, "pert"), ("driehoek", "driehoek")])
def test_draws_lie_around_the_outcome_and_say_what_they_are(word: str | None, third: str) -> None:
    more = {"distribution": word} if word else {}
    both = {3: {"low": Decimal(43_394), "high": Decimal(63_394)}}
    value = changed("mkba", Effecten=both, **more)
    files = render(value)
    (drawn,) = data(files)["trekkingen"]
    assert (drawn["verdeling"], drawn["trekkingen"], drawn["begin"]) == (third, 100_000, 2026)
    net = Fraction(value.outcome.net)  # type: ignore[union-attr]
    # The range is as wide on both sides: the middle draw is the outcome, the ends lie as far from it.
    low, middle, high = (Decimal(drawn[f"netto_p{part}_eur"]) for part in ("05", "50", "95"))
    assert abs(middle - cents(net)) < 500
    assert abs((high - middle) - (middle - low)) < 1_000
    kept = sum(Fraction("0.9") ** t / Fraction("1.0225") ** t for t in range(5))
    # A triangle of 10.000 to each side: one in twenty lies 10.000 x (1 - sqrt(0,1)) below the middle.
    if word == "driehoek":
        assert abs((high - middle) - cents(10_000 * kept * (1 - Fraction(0.1**0.5)))) < 500
    page = files["waardering.html"].decode()
    assert "in 9 van de 10 trekkingen" in page[: page.index("Wat vergelijken we</h2>")]
    assert "elk bedrag los van de andere" in page
    assert page == render(value)["waardering.html"].decode()


def test_a_card_without_ranges_has_no_word_of_them(rendered: Any) -> None:
    for kind in KINDS:
        assert not {"gevoeligheid", "trekkingen"} & data(rendered[kind]).keys()
        assert "trekkingen" not in rendered[kind]["waardering.html"].decode()
        assert "Gevoeligheid" not in openpyxl.load_workbook(io.BytesIO(rendered[kind]["waardering.xlsx"]))


def test_a_range_on_an_sroi_moves_net_and_ratio() -> None:
    value = changed(
        "sroi",
        Waardekaart={0: {"low": Decimal(2_000), "high": Decimal(3_000)}},
        Investering={1: {"low": Decimal(63_300), "high": Decimal(80_000)}},
    )
    outcome: Any = value.outcome
    rows = {row["wat"]: row for row in data(render(value))["gevoeligheid"]}
    # 14 people x 0,7 x 0,8; the second year 0,7 of it, discounted.
    one = 14 * Fraction("0.7") * Fraction("0.8") * (1 + Fraction("0.7") / Fraction("1.0225"))
    assert Decimal(rows["Minder eenzaam"]["netto_laag_eur"]) == cents(Fraction(outcome.net) - 600 * one)
    assert Decimal(rows["Team en MDO"]["netto_hoog_eur"]) == cents(Fraction(outcome.net) - 16_700)
    dearer = Fraction(outcome.present_value) / (Fraction(outcome.investment) + 16_700)
    assert Decimal(rows["Team en MDO"]["ratio_hoog"]) == Decimal(half_up(dearer * 100)).scaleb(-2)


def hard_cards() -> dict[str, CardValue]:
    """Give cards with all that a formula may stumble over: ranges, lag, part of a year, nothing left."""
    odd = {"drop_off": Decimal(1), "start": Decimal(1), "duration": Decimal("2.5"), "amount": Decimal(0)}
    odd_row = {3: odd | {"low": Decimal(0), "high": Decimal(5_000)}, 0: RANGES[0], 7: RANGES[7]}
    late = {"start": Decimal(1), "duration": Decimal("1.5"), "low": Decimal(2_000), "high": Decimal(3_000)}
    return {
        "mkba-bereik": changed("mkba", Effecten=odd_row, Welbevinden=[WELLBY]),
        "sroi-bereik": changed(
            "sroi",
            Waardekaart={0: late, 6: {"low": Decimal(-300), "high": Decimal(0)}},
            Investering={1: {"low": Decimal(0), "high": Decimal(80_000), "start": Decimal(1)}},
            Welbevinden=[WELLBY],
            first_year="verdisconteerd",
        ),
    }


@pytest.mark.slow
def test_ranges_and_wellbeing_are_recomputed_to_the_cent_too(libreoffice: str, tmp_path: Path) -> None:
    cards = hard_cards()
    for name, value in cards.items():
        book = openpyxl.load_workbook(io.BytesIO(render(value)["waardering.xlsx"]))  # drops stored values
        book.save(tmp_path / f"{name}.xlsx")
    recalculate(libreoffice, tmp_path)
    for name, value in cards.items():
        content = (tmp_path / "out" / f"{name}.xlsx").read_bytes()
        assert set(differences(content)) == {0}
        sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Gevoeligheid"]
        computed = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[2] is not None]
        rows = data(render(value))["gevoeligheid"]
        assert len(computed) == len(rows)
        for row, wanted in zip(computed, rows, strict=True):
            assert row[0] == wanted["wat"]
            ends = (wanted["netto_laag_eur"], wanted["netto_hoog_eur"])
            assert [to_cents(each) for each in row[7:9]] == [Decimal(each) for each in ends]
            assert row[13:15] == (0, 0)
            ratios = (wanted["ratio_laag"], wanted["ratio_hoog"])
            assert [to_cents(each) for each in row[9:11]] == [Decimal(each) for each in ratios]
        ledger = outcome(content)["Welbevinden in euro, telt nergens mee"]
        assert to_cents(ledger) == Decimal(figures_of(render(value))["welbevinden"])


NAMES = ("gemeente", "Gemeente Oss", "12", "c & d", "e-f (g)", "zorgverzekeraar")


def a_card(seed: int) -> CardValue:
    """Make any business case or SROI that a card allows, from a seed."""
    chance = random.Random(seed)
    years = chance.randint(1, 12)

    def some(*values: Any) -> dict[str, Any]:
        names = iter(values)
        return {name: value for name, value in zip(names, names, strict=True) if chance.random() < 0.5}

    def shape() -> dict[str, Any]:
        start = chance.randint(0, years - 1)
        length = Decimal(chance.randint(0, 4 * (years - start))) / 4
        part = Decimal(chance.choice((0, 1, 25, 100))) / 100
        return {"start": Decimal(start), "duration": length, **some("drop_off", part)}

    def amount(name: str, low: int) -> dict[str, Any]:
        values = sorted(Decimal(chance.randint(low, 9_999_999)) / 100 for _ in range(3))
        values[1] = chance.choice((values[1], values[0], max(Decimal(0), values[0])))
        ends = {"low": values[0], "high": values[2]} if chance.random() < 0.5 else {}
        return {name: values[1], **ends}

    about = {"certainty": "geschat", "source": "verzonnen"}
    settings = {
        "title": "proef",
        "start_year": Decimal(2026),
        "years": Decimal(years),
        "null_alternative": "niets",
        "project": "iets",
        **some("first_year", "verdisconteerd", "distribution", "driehoek"),
        **chance.choice(({}, {"rate": Decimal(chance.randint(0, 200)) / 1000, "rate_source": "proef 2026"})),
    }
    ledger = [WELLBY | {"duration": Decimal(1), "price_year": Decimal(2026)}][: chance.randint(0, 1)]
    rows: dict[str, list[dict[str, Any]]] = {"Welbevinden": ledger}
    if chance.random() < 0.5:
        count = chance.randint(1, 6)
        rows["Waardekaart"] = [
            {"stakeholder": "x", "outcome": f"u{n}", "indicator": "i", "quantity": Decimal(n + 1)}
            | amount("proxy", -999_999)
            | some(
                "deadweight", Decimal("0.3"), "attribution", Decimal("0.7"), "displacement", Decimal("0.1")
            )
            | shape()
            | about
            for n in range(count)
        ]
        first = {"post": "p", "party": "y", "amount": Decimal(1), "source": "z"}
        more = {"post": "q", "party": "y", "source": "z", **amount("amount", 0)}
        rows["Investering"] = [first, more | {"start": Decimal(chance.randint(0, years - 1))}]
        kind = CardKind.SROI
    else:
        rows["Partijen"] = [{"party": name, "is_public": chance.choice(("ja", "nee"))} for name in NAMES]
        rows["Effecten"] = []
        for n in range(chance.randint(1, 8)):
            party, other = chance.sample(NAMES, 2)
            money = chance.choice(("kasstroom", "capaciteit", "inkomensoverdracht"))
            worth = chance.choice(("fiscaal", "economisch", "sociaal", "welbevinden"))
            rows["Effecten"].append(
                {"activity": "a", "effect": f"e{n}", "party": party, "money": money, "worth": worth}
                | {
                    "role": chance.choice(("kosten", "baten", "investering"))
                    if money != "inkomensoverdracht"
                    else "baten"
                }
                | ({"counterparty": other} if money == "inkomensoverdracht" else {})
                | ({"scale": "0 tot 10", "price_year": Decimal(2026)} if worth == "welbevinden" else {})
                | amount("amount", 0)
                | some("chance", Decimal("0.35"), "optimism", Decimal("1.1"))
                | shape()
                | about
            )
        put_in = {
            "activity": "a",
            "effect": "in",
            "party": "gemeente",
            "money": "kasstroom",
            "worth": "fiscaal",
        }
        rows["Effecten"].append(
            put_in | {"role": "investering", "amount": Decimal("0.01"), "duration": Decimal(1)} | about
        )
        kind = CardKind.MKBA
    stream = io.BytesIO()
    write_card(stream, kind, settings, rows)
    return value_card(read_card(stream.getvalue()))


@pytest.mark.slow
def test_any_card_is_recomputed_to_the_cent(libreoffice: str, tmp_path: Path) -> None:
    cards = {str(seed): a_card(seed) for seed in range(12)}
    for name, value in cards.items():
        book = openpyxl.load_workbook(io.BytesIO(render(value)["waardering.xlsx"]))
        book.save(tmp_path / f"{name}.xlsx")
    recalculate(libreoffice, tmp_path)
    for name, value in cards.items():
        content = (tmp_path / "out" / f"{name}.xlsx").read_bytes()
        assert set(differences(content)) <= {0, None}, name
        written = data(render(value))
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        rows = book["Gevoeligheid"].iter_rows(min_row=5, values_only=True) if value.ranges else ()
        computed = [row for row in rows if row[2] is not None]
        assert [[to_cents(each) for each in row[7:9]] for row in computed] == [
            [Decimal(row["netto_laag_eur"]), Decimal(row["netto_hoog_eur"])]
            for row in written.get("gevoeligheid", ())
        ], name
        if value.wellbeing:
            ledger = outcome(content)["Welbevinden in euro, telt nergens mee"]
            assert to_cents(ledger) == Decimal(
                figures_of({"waardering.json": json.dumps(written).encode()})["welbevinden"]
            )


@pytest.mark.parametrize("seed", range(6))
def test_a_swing_is_what_the_card_comes_to_with_that_amount(seed: int) -> None:
    value = a_card(seed)
    for swing in value.ranges.swings if value.ranges else ():
        sheet, name = ("Effecten", "amount") if value.kind is CardKind.MKBA else ("Waardekaart", "proxy")
        if swing.amount.row not in value.card.rows[sheet]:
            sheet, name = "Investering", "amount"
        for end, expected in zip(("low", "high"), swing.net, strict=True):
            changed_rows = tuple(
                replace(row, values={**row.values, name: row.values[end]}) if row is swing.amount.row else row
                for row in value.card.rows[sheet]
            )
            again = value_card(replace(value.card, rows={**value.card.rows, sheet: changed_rows}))
            found: Any = again.outcome
            assert abs(Fraction(found.net) - expected) < Fraction(1, 10**9)
