import pytest

from maatschappelijk_rendement.intake.workbook.gate import DamagedPartError, inspect
from maatschappelijk_rendement.intake.workbook.texts import TOO_LONG, read_shared_strings, unescape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_shared_texts_are_joined_from_runs_without_phonetics_and_bounded(build):
    strings = (
        f"<sst {MAIN}><si><t>een</t></si><si><r><t>tw</t></r><r><t>ee</t></r><rPh><t>x</t></rPh></si>"
        f"<si/><si><t>{'x' * 1001}</t></si></sst>"
    )
    container = inspect(build({}, strings=strings))
    assert read_shared_strings(container, "xl/sharedStrings.xml") == ["een", "twee", "", TOO_LONG]


@pytest.mark.parametrize(
    "strings",
    ["<a>", f"<sst {MAIN}><si><si><t>a</t></si></si></sst>", f"<sst {MAIN}><si><t>1<x/>2</t></si></sst>"],
)
def test_texts_that_make_no_sense_are_damaged(build, strings):
    container = inspect(build({}, parts={"xl/sharedStrings.xml": strings}))
    with pytest.raises(DamagedPartError):
        read_shared_strings(container, "xl/sharedStrings.xml")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a_x0041_b", "aAb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x41_", "_x41_"),
        ("x_X0041_", "x_X0041_"),
        ("_x0000_", "\0"),
    ],
)
def test_escaped_characters_are_read_once(written, text):
    assert unescape(written) == text
