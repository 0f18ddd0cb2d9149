"""The files of the ledger: what is in them, and what is said when one is not in order."""

from __future__ import annotations

import errno
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.a_browser import NOT_IN_A_BROWSER
from tests.disclosure.exact import PlainScore, facts, wellbeing_table
from tests.disclosure.releases_by_hand import given, release
from tests.disclosure.tables.test_publish import existing

from maatschappelijk_rendement.disclosure import Published, publish
from maatschappelijk_rendement.disclosure.ledger.contents import Contributions
from maatschappelijk_rendement.disclosure.ledger.pseudonyms import pseudonym, read_key
from maatschappelijk_rendement.disclosure.ledger.releases import check_release, list_releases
from maatschappelijk_rendement.domain.errors import (
    MaatschappelijkRendementError,
    OutputError,
    PublicationRefusedError,
    UsageError,
)
from maatschappelijk_rendement.domain.files.lock import BUSY, held

KEY = ("totaal", "totaal", "rapportcijfer", None, "na", "voor")
PAIRS = "rapportcijfer  voor"
MEANS = "rapportcijfer  na"


def scores(residents: int = 30) -> Published:
    """One shown mean with its paired difference."""
    given = []
    for n in range(residents):
        after = 600 + 10 * (n % 21)
        for moment, score in (("voor", after - 100 - 10 * (n % 3)), ("na", after)):
            given.append(PlainScore(f"c{n}", "b1", "Noord", "bestaand", moment, score))
    table = wellbeing_table(given)
    one = replace(table, rows=[row for row in table.rows if table.key(row) == KEY])
    return publish([one], header={"analyse": {}}, facts=facts((), given))


def behind(*numbers: int, after: int = 7, before: int = 6) -> Contributions:
    """The same two scores for each case: after, and before where pairs are about."""
    return {
        ("welbevinden", "gemiddelde", KEY): {f"c{n}": after for n in numbers},
        ("welbevinden", "gepaard_verschil", KEY): {f"c{n}": before for n in numbers},
    }


def record(folder: Path, *numbers: int, label: str = "proef") -> list[int]:
    return check_release(folder, scores(len(numbers)), behind(*numbers), label=label)


def written(folder: Path, number: int = 1) -> dict[str, Any]:
    content = json.loads((folder / f"uitgave-{number:04}.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def test_a_release_is_written_with_its_name_and_the_cases_behind_each_kind_of_figure(tmp_path: Path) -> None:
    assert record(tmp_path / "register", *range(30), label="één") == []
    content = written(tmp_path / "register")
    assert {name: content[name] for name in ("schema", "nummer", "naam", "minimum")} == {
        "schema": "register-3",
        "nummer": 1,
        "naam": "één",
        "minimum": 10,
    }
    assert content["soorten"].keys() == {MEANS, PAIRS}
    key = read_key(tmp_path / "register" / "register.sleutel")
    names = {pseudonym(f"c{n}", key) for n in range(30)}
    for part in content["soorten"].values():
        assert {case for case, _ in part["hashes"]} == names
        ((figure, count, bits),) = part["getallen"]
        assert (figure, count, int(bits, 16)) == ("totaal, totaal, rapportcijfer, na, voor", 30, 2**30 - 1)
    assert sorted(path.name for path in (tmp_path / "register").iterdir()) == [
        "register.sleutel",
        "register.stand",
        "uitgave-0001.json",
    ]


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    record(tmp_path, *range(30), label="één")
    (one,) = list_releases(tmp_path)
    assert (one.number, one.label, one.minimum, one.cases, one.figures) == (1, "één", 10, 30, 2)
    for kind, (group,) in one.groups.items():
        assert (group.release, group.figure) == (1, "totaal, totaal, rapportcijfer, na, voor")
        assert sorted(map(list, group.cases)) == written(tmp_path)["soorten"][kind]["hashes"]


def test_each_figure_knows_its_own_cases(tmp_path: Path) -> None:
    """Noord has half of the cases: the bits that are set are those of its cases and of no other."""
    cases = [existing(n, "Noord" if n < 20 else "Zuid") for n in range(45)]
    check_release(tmp_path, release(cases), given(cases), label="proef")
    key = read_key(tmp_path / "register.sleutel")
    noord = {pseudonym(f"b{n}", key) for n in range(20)}
    (one,) = list_releases(tmp_path)
    found = {group.figure: {case for case, _ in group.cases} for group in one.groups["niveau na Wmo"]}
    assert found["bestaand, Noord, Wmo, na"] == noord
    assert len(found["bestaand, Zuid, Wmo, na"]) == 25
    assert found["bestaand, totaal, Wmo, na"] == noord | found["bestaand, Zuid, Wmo, na"]


def test_a_case_has_one_name_and_its_content_another_hash_for_each_kind(tmp_path: Path) -> None:
    """Equal scores of two cases are not seen to be equal, nor are those of one case in two figures."""
    check_release(tmp_path, scores(), behind(*range(30), after=7, before=7), label="proef")
    means, pairs = (dict(written(tmp_path)["soorten"][kind]["hashes"]) for kind in (MEANS, PAIRS))
    assert means.keys() == pairs.keys()
    assert len({*means.values(), *pairs.values()}) == 60


def test_the_same_cases_have_the_same_hashes_in_a_next_release(tmp_path: Path) -> None:
    record(tmp_path, *range(30))
    assert record(tmp_path, *range(40)) == [1]
    first, second = (
        {tuple(pair) for pair in written(tmp_path, n)["soorten"][MEANS]["hashes"]} for n in (1, 2)
    )
    assert first < second


def test_a_score_that_changed_is_another_content_of_the_same_case(tmp_path: Path) -> None:
    record(tmp_path, *range(30))
    changed = {
        figure: {
            case: 8 if case == "c0" and figure[1] == "gemiddelde" else score for case, score in of.items()
        }
        for figure, of in behind(*range(30)).items()
    }
    with pytest.raises(PublicationRefusedError):
        check_release(tmp_path, scores(), changed, label="gecorrigeerd")


def test_a_case_of_which_the_id_is_written_otherwise_did_not_change(tmp_path: Path) -> None:
    """One case more, and every id in capitals: it is still one case more."""
    record(tmp_path, *range(30))
    capitals = {figure: {c.upper(): v for c, v in of.items()} for figure, of in behind(*range(31)).items()}
    with pytest.raises(PublicationRefusedError):
        check_release(tmp_path, scores(31), capitals, label="hoofdletters")


def test_releases_are_numbered_from_one_without_a_gap(tmp_path: Path) -> None:
    for n in range(3):
        assert record(tmp_path, *range(30)) == list(range(1, n + 1))
    assert [one.number for one in list_releases(tmp_path)] == [1, 2, 3]


def test_a_ledger_that_is_not_there_has_no_releases(tmp_path: Path) -> None:
    assert list_releases(tmp_path / "elders") == []


def test_a_refusal_names_the_releases_in_order_and_writes_nothing(tmp_path: Path) -> None:
    record(tmp_path, *range(20), label="eerste")
    record(tmp_path, *range(20, 40), label="tweede")
    with pytest.raises(PublicationRefusedError) as refused:
        record(tmp_path, *range(41), label="derde")
    assert str(refused.value).startswith(
        "Deze uitgave wordt niet gepubliceerd: samen met uitgave 1 (eerste), uitgave 2 (tweede) is een getal "
        "te berekenen over minder dan 10 casussen. Elk cijfer telt apart, dus meer casussen in totaal is "
        "niet altijd genoeg:\n"
        "- rapportcijfer na het MDO, alle casussen, alle wijken: met andere cijfers samen te herleiden tot "
        "1 casus; nog minstens 9 nodig\n"
        "- verschil in rapportcijfer na het MDO, alle casussen, alle wijken: met andere cijfers samen te "
        "herleiden tot 1 casus; nog minstens 9 nodig\n"
        "Wacht tot bij elk van deze cijfers minstens 10 casussen erbij of veranderd zijn. Of laat de scores "
        "weg (blad Welbevinden): dan vervallen die cijfers."
    )
    assert [one.number for one in list_releases(tmp_path)] == [1, 2]


def test_figures_of_one_release_that_leave_a_few_cases_are_refused_by_themselves(tmp_path: Path) -> None:
    """The total has three cases more than the two wijken together."""
    cases = [existing(n, "Noord" if n < 20 else "Zuid") for n in range(45)]
    amounts = given(cases)
    for (_, _, place), of in amounts.items():
        if place[:2] == ("bestaand", "totaal"):
            of.update({f"elders {n}": 100 for n in range(3)})
    with pytest.raises(PublicationRefusedError, match="samen met zichzelf is een getal te berekenen"):
        check_release(tmp_path, release(cases), amounts, label="proef")


def test_an_internal_report_and_a_figure_without_cases_are_refused(tmp_path: Path) -> None:
    internal = publish([], header={"analyse": {}}, level="intern")
    with pytest.raises(UsageError) as confidential:
        check_release(tmp_path, internal, {}, label="proef")
    assert str(confidential.value) == (
        "Een intern rapport is geen uitgave: geef --register niet samen met --intern."
    )
    with pytest.raises(MaatschappelijkRendementError) as unknown:
        check_release(tmp_path, scores(), {}, label="proef")
    assert str(unknown.value) == "De casussen achter een rij van 'welbevinden' ontbreken."


def test_a_ledger_that_cannot_be_made_or_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(OutputError) as no_folder:
        record(tmp_path / "bestand", *range(30))
    assert str(no_folder.value) == (
        "De map van het register kan geen map zijn: op deze plek staat een bestand. Kies een andere map."
    )
    (tmp_path / "uitgave-0001.deel").mkdir()
    with pytest.raises(OutputError) as no_file:
        record(tmp_path, *range(30))
    assert str(no_file.value) == (
        "Het register bestaat al als map. Haal die map weg of kies een andere naam."
    )
    assert list_releases(tmp_path) == []


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("register-3", "register-9"),
        ('"nummer"', '"getal"'),
        ('"naam"', '"titel"'),
        ('"minimum"', '"laagste"'),
        ('"soorten"', '"groepen"'),
        (", 30, ", ", 29, "),
        (", 30, ", ", 31, "),
        ("{", "["),
    ],
)
def test_a_damaged_file_is_named_and_never_read_as_less(tmp_path: Path, word: str, other: str) -> None:
    record(tmp_path, *range(30))
    file = tmp_path / "uitgave-0001.json"
    content = file.read_text(encoding="utf-8")
    assert word in content
    file.write_text(content.replace(word, other), encoding="utf-8")
    with pytest.raises(MaatschappelijkRendementError) as damaged:
        list_releases(tmp_path)
    assert str(damaged.value) == (
        "Het bestand uitgave-0001.json in het register is beschadigd. Zet een kopie terug; zonder dit "
        "bestand is niet na te gaan of uitgaven samen iemand verraden."
    )


@NOT_IN_A_BROWSER
@pytest.mark.parametrize("is_of_the_system", [True, False])
def test_two_releases_at_once_are_not_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_of_the_system: bool
) -> None:
    if not is_of_the_system:
        monkeypatch.setitem(sys.modules, "fcntl", None)
    with held(tmp_path / BUSY), pytest.raises(OutputError) as busy:
        record(tmp_path, *range(30))
    assert str(busy.value) == (
        "In dit register wordt al een uitgave vastgelegd. Wacht tot dat klaar is. Er is niets geschreven."
        if is_of_the_system
        else "In dit register wordt al een uitgave vastgelegd. Wacht tot dat klaar is. Is er niets bezig, "
        "wis dan het bestand slot in de map .maatschappelijk_rendement-bezig. Er is niets geschreven."
    )
    assert list(tmp_path.iterdir()) == []
    record(tmp_path, *range(30))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "register.sleutel",
        "register.stand",
        "uitgave-0001.json",
    ]


def test_without_a_lock_nothing_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(number: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OutputError) as no_lock:
        record(tmp_path, *range(30))
    assert str(no_lock.value) == (
        "Het register staat op een schijf die geen slot kent: twee uitgaven tegelijk zouden elkaar niet "
        "zien. Zet het register op een andere schijf. Er is niets geschreven."
    )
    assert list_releases(tmp_path) == []
