from __future__ import annotations

from typing import Any

from tests.disclosure.exact import PlainScore, facts, wellbeing_table

from maatschappelijk_rendement.disclosure import publish


def shown(scores: list[PlainScore], instrument: str = "rapportcijfer") -> list[dict[str, Any]]:
    known = facts((), scores, instrument=instrument)
    data = publish([wellbeing_table(scores, instrument)], header={"analyse": {}}, facts=known).data
    rows = data["welbevinden"]
    assert isinstance(rows, list)
    return rows


def score(
    number: int, moment: str, group: str = "bestaand", wijk: str = "Noord", case: str = ""
) -> PlainScore:
    """Different residents have different scores, and not all move by the same."""
    after = 0 if moment == "voor" else 300 + 10 * number
    return PlainScore(case or f"{group} {number}", "B1", wijk, group, moment, 300 + 5 * number + after)


def find(rows: list[dict[str, Any]], group: str, wijk: str, moment: str) -> dict[str, Any]:
    found = [r for r in rows if (r["groep"], r["wijk"], r["moment"]) == (group, wijk, moment)]
    return found[0]


def test_six_new_residents_are_hidden_and_do_not_follow_from_the_total_and_the_existing_ones() -> None:
    people = [(n, "bestaand") for n in range(15)] + [(n, "nieuw") for n in range(6)]
    rows = shown([score(n, m, group) for n, group in people for m in ("voor", "na")])
    assert find(rows, "totaal", "totaal", "na")["n_bewoners"] == 21
    assert find(rows, "nieuw", "totaal", "na")["regel"] == "te herleiden"
    assert find(rows, "bestaand", "totaal", "na")["gemiddelde"] is None


def test_ten_residents_of_nine_cases_are_too_few() -> None:
    people = [f"c{n}" for n in range(9)] + ["c0"]
    rows = shown([score(n, "voor", case=case) for n, case in enumerate(people[:9])])
    assert find(rows, "totaal", "totaal", "voor")["status"] == "onderdrukt"


def test_pairs_of_nearly_all_residents_would_give_the_score_of_the_one_who_is_not_in_them() -> None:
    """24 scored before, 23 of them after: mean after less paired difference is the mean before of the 23."""
    rows = shown([score(n, "voor") for n in range(24)] + [score(n, "na") for n in range(23)])
    after = find(rows, "totaal", "totaal", "na")
    assert after["n_bewoners"] == 23
    assert (after["gepaard_n"], after["gepaard_verschil"]) == (None, None)
    assert find(rows, "totaal", "totaal", "voor")["n_bewoners"] == 24
    assert "gepaard_verschil" in after["onderdrukt"]


def test_pairs_of_all_residents_and_pairs_of_ten_less_are_shown() -> None:
    all_of_them = shown([score(n, m) for n in range(24) for m in ("voor", "na")])
    assert find(all_of_them, "totaal", "totaal", "na")["gepaard_n"] == 24
    some = shown([score(n, "voor") for n in range(30)] + [score(n, "na") for n in range(20)])
    assert find(some, "totaal", "totaal", "na")["gepaard_n"] == 20


def test_a_hidden_mean_before_hides_the_paired_difference_after() -> None:
    """Nine scored before and are hidden; eleven after are shown, but no difference with the nine."""
    rows = shown([score(n, "voor") for n in range(9)] + [score(n, "na") for n in range(11)])
    assert find(rows, "totaal", "totaal", "voor")["status"] == "onderdrukt"
    after = find(rows, "totaal", "totaal", "na")
    assert after["n_bewoners"] == 11
    assert after["gepaard_verschil"] is None


def test_equal_scores_of_all_are_hidden() -> None:
    rows = shown([PlainScore(f"c{n}", "B1", "Noord", "bestaand", "na", 800) for n in range(20)])
    found = find(rows, "totaal", "totaal", "na")
    assert (found["n_bewoners"], found["gemiddelde"], found["n_casussen"]) == (None, None, 20)
    assert found["regel"] == "te herleiden"


def test_a_small_wijk_hides_another_wijk_and_keeps_the_total() -> None:
    sizes = {"Noord": 7, "Zuid": 14, "West": 20}
    people = [(n, wijk) for wijk, size in sizes.items() for n in range(size)]
    rows = shown([PlainScore(f"{w}{n}", "B1", w, "bestaand", "na", 500 + 10 * n) for n, w in people])
    assert find(rows, "bestaand", "totaal", "na")["n_casussen"] == 41
    assert [w for w in sizes if find(rows, "bestaand", w, "na")["status"] == "getoond"] == ["West"]
