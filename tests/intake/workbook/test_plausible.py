"""What deserves a look and stops nothing; the warnings about cells are among those of test_read."""

import json

import openpyxl
import pytest

from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.intake.rules.publishing import enough_cases_to_publish


@pytest.mark.parametrize(("cases", "codes"), [(0, 1), (9, 1), (10, 0), (300, 0)])
def test_fewer_cases_than_the_minimum_are_too_few_to_publish(cases, codes):
    assert len(list(enough_cases_to_publish(cases, 10))) == codes


def test_a_check_says_beforehand_that_a_workbook_is_too_small_to_publish(draft, tmp_path, capsys):
    path = tmp_path / "in.xlsx"
    path.write_bytes(draft.save())
    assert main(["controleer", str(path), "--json"]) == 0
    (small,) = [f for f in json.loads(capsys.readouterr().out) if f["code"] == "te_klein_voor_openbaar"]
    assert small["niveau"] == "waarschuwing"
    assert "2 casussen" in small["tekst"]


def test_the_returned_workbook_lists_only_what_can_be_mended_in_it(draft, tmp_path, capsys):
    path, copy = tmp_path / "in.xlsx", tmp_path / "uit.xlsx"
    path.write_bytes(draft.save())
    assert main(["controleer", str(path), "--aantekeningen", str(copy)]) == 0
    to_do = openpyxl.load_workbook(copy).worksheets[0]
    texts = " ".join(str(cell.value) for row in to_do.iter_rows() for cell in row)
    assert "datum als tekst" in texts
    assert "openbaar" not in texts


def test_a_workbook_large_enough_is_not_called_small(corpus, capsys):
    assert main(["controleer", str(corpus / "001_goed.xlsx")]) == 0
    assert "Geen fouten en geen waarschuwingen" in capsys.readouterr().out
