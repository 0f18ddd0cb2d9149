"""The gate as a whole: a caseload like the Ruwaard, and the ways in which a figure could slip through."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.disclosure.exact import STREAMS as STREAM_KINDS
from tests.disclosure.exact import PlainCase, PlainScore, cost_tables, facts, header, wellbeing_table

from maatschappelijk_rendement.disclosure import ExactTable, Published, Rules, publish
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError, PublicationRefusedError

STREAMS = ("Wmo", "Zvw", "Wlz", "Participatiewet")


def existing(number: int, wijk: str = "Ruwaard", fall_euros: int = 4_000, **moments: int) -> PlainCase:
    """A case with 5.000 + 10 x number before in each stream; each falls a quarter of ``fall``, and number."""
    before = dict.fromkeys(STREAMS, 500000 + 1000 * number)
    levels = {
        "voor": before,
        "na": {s: cents - 25 * fall_euros - 100 * number for s, cents in before.items()},
    }
    for moment, cents in moments.items():
        levels[moment] = dict.fromkeys(STREAMS, cents + number)
    return PlainCase(f"b{number}", wijk, "bestaand", levels)


def new(number: int, wijk: str = "Ruwaard") -> PlainCase:
    return PlainCase(f"n{number}", wijk, "nieuw", {"na": dict.fromkeys(STREAMS, 100000 + 3000 * number)})


def ruwaard() -> list[PlainCase]:
    """32 existing cases of which the differences add up to -132.394,00, 10 new ones, 9 repeats."""
    cases = [existing(n, fall_euros=4_000 + 10 * n) for n in range(31)]
    cases = [
        replace(c, levels=c.levels | {"herhaling": c.levels["na"]}) if n < 9 else c
        for n, c in enumerate(cases)
    ]
    so_far = sum(case.delta(stream) for case in cases for stream in STREAMS)
    last = existing(31)
    rest = -132_394_00 - so_far
    after = {stream: cents + rest // 4 for stream, cents in last.levels["voor"].items()}
    after["Wmo"] += rest - 4 * (rest // 4)
    return [*cases, replace(last, levels={**last.levels, "na": after}), *map(new, range(10))]


def scores() -> list[PlainScore]:
    """23 residents in 21 cases: 3,5 before and 8,3 after; 9 of the cases score again."""
    found = []
    for number in range(23):
        case = f"b{number if number < 21 else number - 21}"
        before = 300 if number < 11 else 400 if number < 22 else 350
        after = 800 if number < 16 else 900
        found.append(PlainScore(case, f"B{number}", "Ruwaard", "bestaand", "voor", before))
        found.append(PlainScore(case, f"B{number}", "Ruwaard", "bestaand", "na", after))
        if number < 9:
            found.append(PlainScore(case, f"B{number}", "Ruwaard", "bestaand", "herhaling", 850))
    return found


def shown(cases: list[PlainCase], **options: Any) -> dict[str, Any]:
    return dict(publish(cost_tables(cases), header=header(cases), facts=facts(cases), **options).data)


def row(data: Mapping[str, Any], table: str, **key: object) -> dict[str, Any]:
    found = [r for r in data[table] if all(r[column] == value for column, value in key.items())]
    assert len(found) == 1, found
    return found[0]


ALL = {"groep": "bestaand", "moment": "na", "wijk": "totaal", "stroom": "totaal"}


def test_the_ruwaard_shows_its_main_figure_and_hides_the_repeat_over_nine_cases_and_says_why() -> None:
    cases = ruwaard()
    table = wellbeing_table(scores())
    data = publish([*cost_tables(cases), table], header=header(cases), facts=facts(cases, scores())).data
    main = row(data, "verschil", **ALL)
    assert (main["som_eur"], main["n"], main["status"]) == ("-132394.00", 32, "getoond")
    assert main["gemiddelde_eur"] == "-4137.31"
    repeat = row(data, "verschil", **ALL | {"moment": "herhaling"})
    assert repeat["status"] == "onderdrukt"
    assert repeat["regel"] == "te herleiden"
    assert {repeat[column] for column in ("n", "som_eur", "gemiddelde_eur", "n_gedaald")} == {None}
    assert row(data, "verschil", **ALL | {"groep": "nieuw"})["n"] == 10
    score = {"groep": "totaal", "wijk": "totaal"}
    before, after = (row(data, "welbevinden", **score, moment=moment) for moment in ("voor", "na"))
    assert (before["gemiddelde"], before["n_bewoners"], before["n_casussen"]) == ("3.50", 23, 21)
    assert (after["gemiddelde"], after["gepaard_n"]) == ("8.30", 23)
    for again in [r for r in data["welbevinden"] if r["moment"] == "herhaling"]:
        assert (again["status"], again["gemiddelde"], again["n_casussen"]) == ("onderdrukt", None, None)


def test_the_only_wijk_says_the_same_as_the_total() -> None:
    data = shown(ruwaard())
    for stream in (*STREAMS, "totaal"):
        for group in ("bestaand", "nieuw"):
            wijk, total = (
                row(data, "verschil", groep=group, moment="na", wijk=place, stroom=stream)
                for place in ("Ruwaard", "totaal")
            )
            assert wijk | {"wijk": "totaal"} == total


def test_one_small_wijk_hides_another_one_too() -> None:
    sizes = {"Noord": 6, "Oost": 25, "Zuid": 15, "West": 30}
    cases = [existing(n, wijk) for wijk, size in sizes.items() for n in range(size)]
    cases = [replace(case, case_id=f"c{n}") for n, case in enumerate(cases)]
    data = shown(cases)
    status = {wijk: row(data, "verschil", **ALL | {"wijk": wijk}) for wijk in sizes}
    # A reason that differed would tell which of the two has fewer than ten cases.
    assert status["Noord"]["regel"] == status["Zuid"]["regel"] == "te herleiden"
    assert [w for w, r in status.items() if r["status"] == "getoond"] == ["Oost", "West"]


def test_levels_and_differences_share_one_pattern() -> None:
    cases = [existing(n, "Noord" if n < 6 else "Zuid" if n < 25 else "West") for n in range(60)]
    data = shown(cases)
    for difference in data["verschil"]:
        key = {"groep": "bestaand", "wijk": difference["wijk"], "stroom": difference["stroom"]}
        for moment in ("voor", "na"):
            assert row(data, "stromen", **key, moment=moment)["status"] == difference["status"]


def test_wijken_that_are_all_too_small_are_merged_into_the_total() -> None:
    data = shown([existing(n, f"wijk {n % 12}") for n in range(36)])
    assert row(data, "verschil", **ALL)["status"] == "getoond"
    assert row(data, "verschil", **ALL | {"stroom": "Zvw"})["status"] == "getoond"
    assert {r["status"] for r in data["verschil"] if r["wijk"] != "totaal"} == {"onderdrukt"}
    account = next(t for t in data["openbaarmaking"]["tabellen"] if t["tabel"] == "verschil")
    assert (account["cellen"], account["onderdrukt"]) == (65, 60)


def test_of_a_table_of_which_more_than_half_is_hidden_the_rest_stays_and_is_said_how_to_merge() -> None:
    """Five of eight wijken are too small: at least 25 of 45 rows, and of these no number is left."""
    sizes = [5, 5, 5, 5, 5, 20, 25, 30]
    cases = [existing(10 * w + n, f"wijk {w}") for w, size in enumerate(sizes) for n in range(size)]
    cases = [replace(case, case_id=f"c{n}") for n, case in enumerate(cases)]
    data = shown(cases)
    assert row(data, "verschil", **ALL | {"wijk": "wijk 7"})["n"] == 30
    assert row(data, "verschil", **ALL | {"stroom": "Zvw"})["n"] == 100
    account = next(t for t in data["openbaarmaking"]["tabellen"] if t["tabel"] == "verschil")
    assert account["cellen"] == 45
    assert 25 <= account["onderdrukt"] < 45
    assert "Voeg wijken met weinig casussen samen" in account["advies"]


def test_five_cases_are_refused_with_advice_and_exit_code_4() -> None:
    with pytest.raises(PublicationRefusedError, match="--intern") as refused:
        shown([existing(n) for n in range(5)])
    assert refused.value.exit_code == 4
    assert "Ruwaard" not in str(refused.value)


@pytest.mark.parametrize("minimum", [6, 10])
def test_too_few_cases_are_counted_beside_the_minimum_that_holds(minimum: int) -> None:
    rules = Rules(minimum=minimum, minimum_reason="voorbeeld")
    with pytest.raises(PublicationRefusedError) as refused:
        shown([*(existing(n) for n in range(5)), *(new(n) for n in range(2))], rules=rules)
    said = str(refused.value)
    assert "Er zijn 7 casussen: 5 bestaande en 2 nieuwe." in said
    assert f"minstens {minimum} staan" in said
    assert "wijk" not in said
    assert not {"3", "4", "9"} & set(said), "a step of the minimum is shown"


def test_enough_cases_of_which_one_is_nearly_all_are_refused_with_that_reason() -> None:
    large = existing(99, fall_euros=4_000_000)
    with pytest.raises(PublicationRefusedError) as refused:
        shown([*(existing(n) for n in range(11)), large])
    said = str(refused.value)
    assert "bestaande casussen (12): één casus is meer dan 50 % van het bedrag." in said
    assert "te weinig casussen" not in said


def test_an_internal_result_hides_nothing_and_is_marked() -> None:
    cases = [existing(n) for n in range(5)]
    published = publish(cost_tables(cases), header=header(cases), level="intern")
    assert published.is_confidential
    assert "VERTROUWELIJK" in published.data["openbaarmaking"]["tekst"]
    main = row(published.data, "verschil", **ALL)
    assert (main["n"], main["som_eur"], main["status"]) == (5, "-20040.00", "getoond")
    assert main["som_zonder_grootste_eur"] == "-16024.00"


def test_the_median_and_the_sum_without_the_largest_case_are_never_public() -> None:
    main = row(shown(ruwaard()), "verschil", **ALL)
    assert main["mediaan_eur"] is None
    assert main["som_zonder_grootste_eur"] is None
    assert {"mediaan_eur", "som_zonder_grootste_eur"} <= set(main["onderdrukt"])


def test_one_off_costs_of_three_cases_hide_the_parts_and_not_the_sum() -> None:
    cases = [replace(case, one_off={"Wmo": 70_000 + n} if n < 3 else {}) for n, case in enumerate(ruwaard())]
    main = row(shown(cases), "verschil", **ALL)
    assert main["som_eur"] == "-132394.00"
    assert main["eenmalig_eur"] is None
    assert main["in_venster_eur"] is None
    assert main["regel"] == "te herleiden"


def test_a_zero_is_published_and_a_hidden_figure_is_not_zero() -> None:
    cases = [replace(case, structural=dict.fromkeys(STREAMS, 0)) for case in ruwaard()]
    data = shown(cases)
    assert row(data, "verschil", **ALL)["structureel_per_jaar_eur"] == "0.00"
    hidden = row(data, "verschil", **ALL | {"moment": "herhaling"})
    assert hidden["structureel_per_jaar_eur"] is None


def without(case: PlainCase, stream: str) -> PlainCase:
    levels = {m: {s: c for s, c in streams.items() if s != stream} for m, streams in case.levels.items()}
    return replace(case, levels=levels)


def twice_the_zvw(case: PlainCase) -> PlainCase:
    """A case of which no two streams are alike: else one less the other is what few cases left out."""
    levels = {m: {**streams, "Zvw": 2 * streams["Zvw"]} for m, streams in case.levels.items()}
    return replace(case, levels=levels)


def three_without_zvw() -> list[PlainCase]:
    """Of 40 cases the last 37 fall by 2 x (1.000 + number) in the Zvw."""
    return [without(existing(n), "Zvw") if n < 3 else twice_the_zvw(existing(n)) for n in range(40)]


def test_a_stream_that_three_cases_left_out_hides_its_count_and_its_mean() -> None:
    data = shown(three_without_zvw())
    stream = row(data, "verschil", **ALL | {"stroom": "Zvw"})
    assert stream["som_eur"] == "-75554.00"
    assert (stream["n"], stream["gemiddelde_eur"]) == (None, None)
    assert row(data, "volledigheid", stroom="Zvw", moment="na")["n_onbekend"] is None
    assert row(data, "volledigheid", stroom="Wmo", moment="na")["n_bekend"] == 40


def level_before_of_the_repeat(data: Mapping[str, Any], stream: str = "totaal") -> bool:
    """Whether level and difference of the repeat are both shown, and so its level before."""
    key = {"groep": "bestaand", "moment": "herhaling", "wijk": "totaal", "stroom": stream}
    return None not in (row(data, table, **key)["som_eur"] for table in ("stromen", "verschil"))


def test_a_repeat_over_nearly_all_cases_does_not_give_away_the_few_without_one() -> None:
    """30 of 33 cases have a repeat: level before of all less that of the thirty is that of three."""
    cases = [existing(n, herhaling=300_000) if n < 30 else existing(n) for n in range(33)]
    data = shown(cases)
    assert row(data, "stromen", **ALL | {"moment": "voor"})["som_eur"] is not None
    assert not level_before_of_the_repeat(data)
    assert row(data, "verschil", **ALL | {"moment": "herhaling"})["n"] is None
    cases = [existing(n, herhaling=300_000) if n < 20 else existing(n) for n in range(33)]
    assert level_before_of_the_repeat(shown(cases))


def test_a_repeat_of_the_same_cases_does_not_give_away_a_hidden_difference() -> None:
    """Case 0 moves so much from Wmo to Zvw that both are hidden; all cases have a repeat.

    Level and difference of the repeat give the level before; beside a level after that gives the difference.
    """
    cases = [existing(n, herhaling=300_000) for n in range(40)]
    na = cases[0].levels["na"]
    moved = {**na, "Wmo": na["Wmo"] - 20_000_000, "Zvw": na["Zvw"] + 20_000_000}
    cases[0] = replace(cases[0], levels={**cases[0].levels, "na": moved})
    data = shown(cases)
    for stream, is_hidden in (("Wmo", True), ("Zvw", True), ("Wlz", False)):
        assert (row(data, "verschil", **ALL | {"stroom": stream})["som_eur"] is None) == is_hidden
        after = row(data, "stromen", **ALL | {"stroom": stream})["som_eur"]
        assert not (is_hidden and after is not None and level_before_of_the_repeat(data, stream))


def only_before_and_after(case: PlainCase, stream: str, few: bool) -> PlainCase:
    """Take the amounts of a stream away, unless this case is one of the few that have them."""
    if few:
        return case
    levels = {moment: {**streams, stream: 0} for moment, streams in case.levels.items()}
    return replace(case, levels=levels)


def test_a_payer_does_not_give_away_the_hidden_stream_it_pays() -> None:
    cases = [only_before_and_after(existing(n), "Zvw", few=n < 4) for n in range(40)]
    data = shown(cases)
    assert row(data, "verschil", **ALL | {"stroom": "Zvw"})["som_eur"] is None
    assert row(data, "partijen", partij="zorgverzekeraar")["profiteert_eur"] is None


def test_small_hours_of_one_party_hide_the_other_parties_and_not_the_total() -> None:
    """Two cases have a little of what the Rijk pays; all that rises together is less than the asked width.

    Within a total of € 3.390 nothing of the Rijk can be as wide as € 5.000, whatever parties are hidden; that
    is no reason to refuse the report.
    """
    cases = [
        PlainCase(
            f"b{n}",
            "Ruwaard",
            "bestaand",
            {
                "voor": {"Wmo": 400_000 + 100 * n, "Wonen": 0},
                "na": {"Wmo": 415_000 + 200 * n, "Wonen": 10_000 + n if n < 2 else 0},
            },
        )
        for n in range(20)
    ]
    data = shown(cases)
    main = row(data, "verschil", **ALL)
    assert (main["som_eur"], main["status"]) == ("3390.01", "getoond")
    assert row(data, "partijen", partij="woningcorporatie")["investeert_eur"] is None
    assert row(data, "partijen", partij="gemeente")["investeert_eur"] is None


def test_income_transfers_do_not_give_away_the_hidden_participatiewet() -> None:
    cases = [only_before_and_after(existing(n), "Participatiewet", few=n < 4) for n in range(40)]
    data = shown(cases)
    assert row(data, "geldsoort", groep="bestaand", geldstroom="inkomensoverdracht")["som_eur"] is None
    assert row(data, "maatschappelijk", groep="bestaand")["waarvan_inkomensoverdracht_eur"] is None
    assert row(data, "maatschappelijk", groep="bestaand")["som_eur"] is None
    assert row(data, "verschil", **ALL)["som_eur"] is not None


def test_a_kind_of_money_that_three_cases_do_not_have_hides_how_many_have_it() -> None:
    kind = row(shown(three_without_zvw()), "geldsoort", geldstroom="kasstroom")
    assert (kind["som_eur"], kind["n"]) == ("-75554.00", None)


def test_five_new_cases_are_hidden_in_the_header_too() -> None:
    cases = [*[existing(n) for n in range(37)], *map(new, range(5))]
    data = shown(cases)
    assert data["analyse"]["n_bestaand"] == 37
    assert data["analyse"]["n_nieuw"] is None
    assert data["analyse"]["n_casussen"] is None
    assert {r["status"] for r in data["volledigheid"] if r["moment"] == "na"} == {"onderdrukt"}


def test_that_there_are_no_new_cases_is_no_secret() -> None:
    analysis = shown([existing(n) for n in range(37)])["analyse"]
    assert (analysis["n_casussen"], analysis["n_bestaand"], analysis["n_nieuw"]) == (37, 37, 0)


def test_all_cents_together_do_not_give_away_a_hidden_total() -> None:
    for cases in ([existing(n) for n in range(40)], ruwaard()):
        control = shown(cases)["controle"]
        assert (control["centen_in"], control["centen_uit"], control["klopt"]) == (None, None, True)


def test_the_header_loses_cells_sheets_cases_and_days() -> None:
    cases = [existing(n) for n in range(40)]
    finding = {"niveau": "waarschuwing", "blad": "Gebruik", "code": "buiten_venster", "tekst": "Valt buiten."}
    found = header(cases) | {
        "kosten": [{"casus_id": "b1"}],
        "meldingen": [finding | {"cel": "A2"}, finding | {"cel": "A9"}],
    }
    analysis = found["analyse"]
    assert isinstance(analysis, dict)
    analysis |= {"periode_van": "3 september 2017", "periode_tot": "30 juni 2019"}
    data = publish(cost_tables(cases), header=found, facts=facts(cases)).data
    assert data["kosten"] == []
    assert data["meldingen"] == [finding | {"cel": ""}]
    assert data["controle"]["per_blad"] == []
    assert (data["analyse"]["periode_van"], data["analyse"]["periode_tot"]) == ("september 2017", "juni 2019")


def mdo(values: list[int]) -> ExactTable:
    from maatschappelijk_rendement.disclosure.rules.cells import summarise

    exact: dict[str, object] = {"totaal_eur": sum(values), "uren": 12_500, "n": len(values)}
    exact |= {"per_casus": [{"casus_id": "b1", "uren": 1_000, "mdo_eur": 90_00}]}
    stats = summarise(values)
    return ExactTable("mdo", [exact], {"totaal_eur": {(): stats}})


@pytest.mark.parametrize(("cases", "status"), [(40, "getoond"), (9, "onderdrukt")])
def test_mdo_hours_and_cost_are_shown_together_and_never_per_case(cases: int, status: str) -> None:
    caseload = [existing(n) for n in range(40)]
    hours = {f"b{n}": 9_000 + n for n in range(cases)}
    data = with_hours(caseload, hours)
    assert data["mdo"]["status"] == status
    assert data["mdo"]["per_casus"] == []
    assert (data["mdo"]["uren"] is None) == (status == "onderdrukt")


def with_hours(cases: list[PlainCase], hours: Mapping[str, int] | None = None) -> Mapping[str, Any]:
    """Publish with the MDO hours of some cases, or of all."""
    hours = hours or {case.case_id: 9_000 + n for n, case in enumerate(cases)}
    tables = [*cost_tables(cases, hours), mdo(list(hours.values()))]
    return publish(tables, header=header(cases), facts=facts(cases, mdo=hours)).data


def test_the_number_of_cases_with_an_mdo_does_not_tell_how_few_are_new() -> None:
    """Sixteen with an MDO beside fourteen existing cases would tell that two are new."""
    cases = [*(existing(n) for n in range(14)), *(new(n) for n in range(2))]
    data = with_hours(cases)
    assert data["analyse"]["n_bestaand"] == 14
    assert (data["analyse"]["n_nieuw"], data["analyse"]["n_casussen"]) == (None, None)
    assert data["mdo"]["n"] is None
    # All hours less those that the gemeente invests in existing cases are those of two new ones.
    assert None in (data["mdo"]["totaal_eur"], row(data, "partijen", partij="gemeente")["investeert_eur"])
    enough = [*(existing(n) for n in range(14)), *(new(n) for n in range(12))]
    data = with_hours(enough)
    assert (data["analyse"]["n_nieuw"], data["mdo"]["n"]) == (12, 26)


def test_mdo_hours_of_few_new_cases_do_not_follow_from_those_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours of all cases less those of existing ones are the hours of three new cases."""
    monkeypatch.setitem(STREAM_KINDS, "MDO", ("gemeente", "kasstroom"))
    cents = {f"b{n}": 90_000 + n for n in range(40)} | {f"n{n}": 80_000 + n for n in range(3)}
    cases = [
        replace(
            case,
            levels={
                m: {**s, "MDO": cents.get(case.case_id, 0) if m == "na" else 0}
                for m, s in case.levels.items()
            },
            one_off={"MDO": cents.get(case.case_id, 0)},
        )
        for case in [*(existing(n) for n in range(40)), *(new(n) for n in range(12))]
    ]
    tables = [table for table in cost_tables(cases) if table.name not in ("partijen", "geldsoort")]
    known = facts(cases, mdo=cents, mdo_counts_as_cost=True)
    data = publish([*tables, mdo(list(cents.values()))], header=header(cases), facts=known).data
    of_existing, of_new = (
        row(data, "verschil", **ALL | {"groep": group, "stroom": "MDO"}) for group in ("bestaand", "nieuw")
    )
    assert of_new["som_eur"] is None
    assert of_new["regel"] == "te herleiden"
    assert data["mdo"]["totaal_eur"] is None or of_existing["som_eur"] is None


def test_a_provenance_of_three_lines_hides_another_one_too() -> None:
    lines = {"declaratie": [1, 1, 1], "raming": [1] * 40, "registratie": [3] * 30}
    rows = [{"herkomst": word, "n_regels": sum(counts)} for word, counts in lines.items()]
    caseload = [existing(n) for n in range(40)]
    tables = [*cost_tables(caseload), ExactTable("herkomst_gebruik", rows)]
    data = publish(tables, header=header(caseload), facts=facts(caseload, lines=lines)).data
    assert [r["n_regels"] for r in data["herkomst_gebruik"]] == [None, None, 90]


def test_an_unknown_row_stays_unknown_and_is_not_called_hidden() -> None:
    cases = [existing(n) for n in range(40)]
    tables = cost_tables(cases)
    unknown = {
        "groep": "bestaand",
        "wijk": "totaal",
        "stroom": "Wgs",
        "moment": "na",
        "n": 0,
        "som_eur": None,
    }
    streams = replace(tables[0], rows=[*tables[0].rows, unknown | {"status": "onbekend"}])
    found = row(
        publish([streams, *tables[1:]], header=header(cases), facts=facts(cases)).data,
        "stromen",
        stroom="Wgs",
    )
    assert (found["status"], found["onderdrukt"], found["n"]) == ("onbekend", [], 0)


def test_the_order_of_rows_and_tables_changes_nothing() -> None:
    cases = [existing(n, f"wijk {min(n % 7, 3)}") for n in range(70)]
    first = shown(cases)
    dice = random.Random(4)
    tables = [
        replace(table, rows=dice.sample(list(table.rows), len(table.rows)))
        for table in cost_tables(dice.sample(cases, len(cases)))
    ]
    again = dice.sample(cases, len(cases))
    second = publish(dice.sample(tables, len(tables)), header=header(cases), facts=facts(again)).data
    for name in ("stromen", "verschil", "partijen", "geldsoort", "volledigheid"):
        assert sorted(map(str, map(sorted, map(_pairs, first[name])))) == sorted(
            map(str, map(sorted, map(_pairs, second[name])))
        )


def _pairs(found: Mapping[str, object]) -> list[tuple[str, str]]:
    return [(column, str(value)) for column, value in found.items()]


def test_a_published_result_is_json_and_names_the_parameters() -> None:
    rules = Rules(minimum=12, minimum_reason="besluit van het college")
    data = shown(ruwaard(), rules=rules)
    assert json.loads(json.dumps(data)) == data
    assert (data["analyse"]["minimum"], data["analyse"]["minimum_reden"]) == (12, "besluit van het college")
    assert row(data, "verschil", **ALL | {"groep": "nieuw"})["regel"] == "te herleiden"


def test_nothing_else_can_make_a_published_result() -> None:
    with pytest.raises(MaatschappelijkRendementError, match=r"alleen in publish\(\)"):
        Published({}, "openbaar", Rules())
    with pytest.raises(MaatschappelijkRendementError):
        replace(publish(cost_tables(ruwaard()), header=header(ruwaard()), facts=facts(ruwaard())), data={})


def test_a_column_without_a_rule_is_refused() -> None:
    with pytest.raises(MaatschappelijkRendementError, match="kolom zonder regel: hoogste_eur"):
        ExactTable("geldsoort", [{"groep": "bestaand", "geldstroom": "kasstroom", "hoogste_eur": "9.00"}])


def test_an_unknown_table_or_section_is_refused() -> None:
    with pytest.raises(MaatschappelijkRendementError, match="niet bekend"):
        ExactTable("uitschieters", [])
    with pytest.raises(MaatschappelijkRendementError, match="Onbekend onderdeel"):
        publish(cost_tables(ruwaard()), header=header(ruwaard()) | {"namen": []})


def test_parts_that_do_not_add_up_are_refused() -> None:
    streams, *rest = cost_tables(ruwaard())
    first, *others = streams.rows
    other = replace(streams, rows=[dict(first) | {"som_eur": first["som_eur"] + 1}, *others])  # type: ignore[operator]
    with pytest.raises(MaatschappelijkRendementError, match="telt niet op"):
        publish([other, *rest], header=header(ruwaard()), facts=facts(ruwaard()))


def test_the_same_row_twice_is_refused() -> None:
    streams, *rest = cost_tables(ruwaard())
    twice = replace(streams, rows=[*streams.rows, streams.rows[0]])
    with pytest.raises(MaatschappelijkRendementError, match="dezelfde sleutel"):
        publish([twice, *rest], header=header(ruwaard()), facts=facts(ruwaard()))


def test_a_public_result_without_what_is_behind_it_is_an_error_of_ours() -> None:
    with pytest.raises(MaatschappelijkRendementError, match="achter de tabellen"):
        publish(cost_tables(ruwaard()), header=header(ruwaard()))


def test_a_number_that_was_not_judged_is_hidden() -> None:
    """The facts know of no stream Wgs, so its row is hidden whatever stands in it."""
    cases = [existing(n) for n in range(40)]
    streams, *rest = cost_tables(cases)
    (first, *_) = [row for row in streams.rows if row["wijk"] == "totaal" and row["stroom"] == "Wmo"]
    key = streams.key(first)
    more = dict(first) | {"stroom": "Wgs"}
    stats = {"som_eur": {**streams.stats["som_eur"], streams.key(more): streams.stats["som_eur"][key]}}
    found = publish(
        [replace(streams, rows=[*streams.rows, more], stats=stats), *rest],
        header=header(cases),
        facts=facts(cases),
    ).data
    hidden = row(found, "stromen", stroom="Wgs")
    assert (hidden["status"], hidden["som_eur"], hidden["n"]) == ("onderdrukt", None, None)
