"""From a delivery to a report in three commands, with amounts that were worked out by hand."""

import json
from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest
from tests.intake.own_formats.messages import (
    BSNS,
    NAME,
    SYNTHETIC,
    Allocation,
    Claim,
    allocation_message,
    claim_message,
    other_message,
)
from tests.intake.own_formats.profiles import GUIDANCE, PROFILE

from maatschappelijk_rendement.app.cli import main

CLIENTS = 12
LIST = "BSN;Casusnr;Wijk;Datum MDO\n" + "".join(
    f"{bsn};K{number:02d};{'Noord' if number < 6 else 'Zuid'};1-1-2023\n"
    for number, bsn in enumerate(BSNS[:CLIENTS])
)


def report(tmp_path: Path, profile: str) -> dict[str, object]:
    """Run the three commands on the folder ``bron``, and give the exact results."""
    (tmp_path / "profiel.toml").write_text(profile, encoding="utf-8")
    (tmp_path / "bron" / "clienten.csv").write_text(LIST, encoding="utf-8")
    workbook, out = tmp_path / "casussen.xlsx", tmp_path / "uit"
    read_in = ["inlezen", str(tmp_path / "bron"), "--profiel", str(tmp_path / "profiel.toml")]
    assert main([*read_in, "--uit", str(workbook)]) == 0
    assert main(["controleer", str(workbook)]) == 0
    assert main(["rapport", str(workbook), "--uit", str(out), "--intern", "--formaat", "html"]) == 0
    return json.loads((out / "resultaten.json").read_text(encoding="utf-8"))


def difference(results: dict[str, object]) -> str:
    [row] = [
        row
        for row in results["verschil"]  # type: ignore[attr-defined]
        if (row["moment"], row["groep"], row["wijk"], row["stroom"]) == ("na", "bestaand", "totaal", "Wmo")
    ]
    assert row["n"] == CLIENTS
    return str(row["som_eur"])


def months() -> list[tuple[str, str]]:
    """The 24 months around the MDO of 1-1-2023."""
    return [
        (f"{date(year, month, 1)}", f"{date(year, month, monthrange(year, month)[1])}")
        for year in (2022, 2023)
        for month in range(1, 13)
    ]


def test_claims_with_credits_become_a_report_in_three_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each client is claimed 300 euro a month before and 200 after: 1.200 less a year, 14.400 for twelve."""
    folder = tmp_path / "bron"
    folder.mkdir()
    wrong: list[tuple[str, Claim]] = []
    for number, (first, last) in enumerate(months()):
        cents = 30000 if first < "2023" else 20000
        clients: dict[str, tuple[Claim, ...]] = {}
        for person, bsn in enumerate(BSNS[: CLIENTS + 1]):  # one client more than there are cases
            claim = Claim(f"R{number}-{person}", allocation=str(person), cents=cents, start=first, end=last)
            clients[bsn] = (claim,)
        # In each month one client is claimed too much, taken back and claimed anew in the month after.
        for bsn, mistake in wrong:
            right = mistake.but(reference=f"N{number}", cents=int(str(mistake.cents)) - 99900)
            clients[bsn] = (*clients[bsn], mistake.credit(f"C{number}"), right)
        bsn = BSNS[number % CLIENTS]
        wrong = []
        if number < 23:
            [claim] = [c for c in clients[bsn] if c.start == first]
            mistake = claim.but(cents=cents + 99900)
            clients[bsn] = tuple(mistake if c is claim else c for c in clients[bsn])
            wrong = [(bsn, mistake)]
        content = claim_message(clients, month=(first, last))
        (folder / f"{number:02d}.xml").write_bytes(content)
    (folder / "antwoord.xml").write_bytes(other_message("485"))

    results = report(tmp_path, PROFILE.format(preset="iwmo323") + "[berichten]\nvolledig = true\n")

    assert difference(results) == "-14400.00"
    told = capsys.readouterr().out
    assert "23 rijen: prestaties die precies zijn teruggenomen" in told
    assert "1 rij: berichten WMO325, die niet worden geteld" in told
    # 13 clients: 12 months of 300 and 12 of 200; the client without a case is left out.
    assert "bron 78.000,00 = werkmap 72.000,00 + niet overgenomen 6.000,00" in told
    for personal in (BSNS[0], NAME, SYNTHETIC):
        assert personal not in told


def test_allocations_become_a_report_in_three_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four hours a week before and two after, at 64,00: 4 x 365/7 x 64 = 13.348,57 and 6.674,29.

    The difference is 6.674,28 a client, 80.091,36 for twelve.
    """
    folder = tmp_path / "bron"
    folder.mkdir()
    for person, bsn in enumerate(BSNS[:CLIENTS]):
        before = Allocation(number=f"1{person}", start="2022-01-01", end="2022-12-31", volume=4)
        after = Allocation(number=f"2{person}", start="2023-01-01", end="2023-12-31", volume=240, unit="01")
        files = (
            allocation_message(bsn, before.but(volume=9), after),
            allocation_message(
                bsn, before.but(decided="2023-01-02"), after.but(decided="2023-01-02", volume=120)
            ),
            allocation_message(bsn, Allocation(number=f"3{person}", reason="13", end="2023-01-01")),
        )
        for number, content in enumerate(files):
            (folder / f"{person:02d}-{number}.xml").write_bytes(content)

    results = report(tmp_path, PROFILE.format(preset="iwmo301") + GUIDANCE)

    assert difference(results) == "-80091.36"
    told = capsys.readouterr().out
    assert "24 rijen: oudere versies van een toewijzing; de laatste telt" in told
    assert "12 rijen: toewijzingen die zijn verwijderd (reden 13)" in told
    assert "Omgerekend van minuut naar uur: 12." in told


def test_a_gmsd_delivery_becomes_a_report_in_three_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each client: 1.000,50 in each half of 2022 and 600,00 in each of 2023: 801 less, for twelve 9.612."""
    folder = tmp_path / "bron"
    folder.mkdir()
    halves = {"2022-1": "1000,50", "2022-2": "1000,50", "2023-1": "600,00", "2023-2": "600,00"}
    for half, paid in halves.items():
        rows = [
            f"{bsn};02;T{person};20220101;20231231;{paid}" for person, bsn in enumerate(BSNS[: CLIENTS + 1])
        ]
        head = "BSN;Type maatwerkarrangement;Toewijzingsnummer;Begindatum;Einddatum;Betaald bedrag"
        (folder / f"{half}.csv").write_text("\n".join([head, *rows]) + "\n", encoding="cp1252")
    files = "[leveringen]\n" + "".join(f'"{half}.csv" = "{half}"\n' for half in halves)
    what = '[gmsd]\ntelt = "bedrag"\nbedrag_in = "euro"\nvolledig = true\n'

    results = report(tmp_path, PROFILE.format(preset="gmsd") + files + what)

    assert difference(results) == "-9612.00"
    told = capsys.readouterr().out
    # 13 clients times 3.201 euro in all; one of them has no case.
    assert "bron 41.613,00 = werkmap 38.412,00 + niet overgenomen 3.201,00" in told


def test_a_preset_needs_no_profile_where_amounts_and_usual_headers_are_enough(tmp_path: Path) -> None:
    folder = tmp_path / "bron"
    folder.mkdir()
    listed = LIST.replace("BSN;Casusnr;Wijk;Datum MDO", "bsn;casus_id;wijk;mdo_datum")
    (folder / "clienten.csv").write_text(listed, encoding="utf-8")
    claims = {bsn: (Claim(f"R{bsn}", start="2022-05-01", end="2022-05-31"),) for bsn in BSNS[:CLIENTS]}
    (folder / "a.xml").write_bytes(claim_message(claims, month=("2022-05-01", "2022-05-31")))
    given = ["--instelling", "titel=Proef", "--instelling", "gemeente=Oss"]
    target = tmp_path / "casussen.xlsx"
    assert main(["inlezen", str(folder), "--profiel", "iwmo323", "--uit", str(target), *given]) == 0
    assert main(["controleer", str(target)]) == 0


def test_messages_without_a_profile_are_told_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_bytes(claim_message({BSNS[0]: (Claim(),)}))
    assert main(["inlezen", str(tmp_path), "--uit", str(tmp_path / "c.xlsx")]) == 2
    assert "--stel-voor" in capsys.readouterr().err
    assert main(["inlezen", str(tmp_path), "--stel-voor", str(tmp_path / "p.toml")]) == 0
    assert 'voorinstelling = "iwmo323"' in (tmp_path / "p.toml").read_text(encoding="utf-8")


def test_a_broken_message_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "bron"
    folder.mkdir()
    (folder / "clienten.csv").write_text(LIST, encoding="utf-8")
    (folder / "mevrouw-verzonnen.xml").write_bytes(claim_message({BSNS[0]: (Claim(side="X"),)}))
    (tmp_path / "p.toml").write_text(PROFILE.format(preset="iwmo323"), encoding="utf-8")
    target = tmp_path / "casussen.xlsx"
    assert main(["inlezen", str(folder), "--profiel", str(tmp_path / "p.toml"), "--uit", str(target)]) == 3
    told = "".join(capsys.readouterr())
    assert "bericht 1, cliënt 1, product 1" in told
    assert BSNS[0] not in told
    assert "verzonnen" not in told
    assert not target.exists()
