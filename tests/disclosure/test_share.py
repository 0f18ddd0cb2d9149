"""A share counts residents: what is left of one less a part of it tells as little as it does itself."""

from __future__ import annotations

from dataclasses import replace

from tests.disclosure.exact import PlainScore, facts

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.matrix.figures import Name
from maatschappelijk_rendement.disclosure.protect.decide import decide

SHARE = "mhc_sf_bloeiend"
MEAN = "gemiddelde"


def shown(parts: dict[str, tuple[int, int]]) -> dict[str, bool]:
    """Say for each wijk, and for all, whether its share is shown: of so many residents so many have 1."""
    scores = [
        PlainScore(f"{wijk} {number}", "B1", wijk, "bestaand", "na", 100 * (number < ones))
        for wijk, (ones, everyone) in parts.items()
        for number in range(everyone)
    ]
    known = facts((), scores, instrument=SHARE)
    known = replace(
        known, scores=[replace(one, lowest=0, highest=100, is_share=True) for one in known.scores]
    )
    rules = decide(known, Rules()).rules

    def of(wijk: str) -> Name:
        return ("welbevinden", ("totaal", wijk, SHARE, None, "na", "voor"), MEAN)

    return {wijk: rules[of(wijk)] is None for wijk in (*parts, "totaal")}


def test_shares_of_large_enough_parts_are_all_shown() -> None:
    assert shown({"Noord": (12, 24), "Zuid": (13, 30)}) == {"Noord": True, "Zuid": True, "totaal": True}


def test_what_is_left_of_all_less_a_wijk_is_no_few_residents() -> None:
    """Of Oost 4 of 12 and of Zuid 3 of 12: each hidden, and 7 of both follow from all less Noord."""
    found = shown({"Noord": (20, 40), "Oost": (4, 12), "Zuid": (3, 12)})
    assert (found["Oost"], found["Zuid"]) == (False, False)
    assert not (found["Noord"] and found["totaal"])


def test_what_is_left_of_all_less_a_wijk_is_shown_where_it_is_large_enough() -> None:
    """Of Oost 8 of 24 and of Zuid 9 of 24: each hidden, and 17 of both may follow."""
    found = shown({"Noord": (20, 40), "Oost": (8, 24), "Zuid": (9, 24)})
    assert found == {"Noord": True, "Oost": False, "Zuid": False, "totaal": True}
