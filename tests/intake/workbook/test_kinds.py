import pytest

from maatschappelijk_rendement.intake.workbook.kinds import say_what_it_is

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def container_with(*names):
    """A compound file as far as its directory goes: entries of 128 bytes, each with its name in UTF-16."""
    entries = [name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *names)]
    return OLE + bytes(504) + b"".join(entries)


@pytest.mark.parametrize(
    "names",
    [
        (
            "\x06DataSpaces",
            "DataSpaceMap",
            "DRMEncryptedDataSpace",
            "DRMEncryptedTransform",
            "EncryptedPackage",
        ),
        ("\x06DataSpaces", "DRMEncryptedTransform", "\x06Primary", "EncryptedPackage", "EUL-X"),
        ("Workbook", "\x09DRMContent", "\x06DataSpaces", "\x09DRMDataSpace", "\x09DRMTransform"),
        ("\x06DataSpaces", "DRMEncryptedTransform", "EncryptedPackage", "Workbook"),
    ],
    ids=["xlsx", "xlsx met rechten", "oude xls", "met een vervangend blad"],
)
def test_a_file_with_a_sensitivity_label_says_so_and_no_password_is_asked_for(names):
    kind = say_what_it_is(container_with(*names))
    assert kind.code == "label"
    assert "vertrouwelijkheidslabel" in kind.text
    assert "wachtwoord" not in kind.text + kind.advice
    assert "zonder versleuteling" in kind.advice


def test_a_file_that_was_protected_as_a_whole_has_a_label_too():
    assert say_what_it_is(b".pfile\x02\0\0\0\x01\0\0\0" + bytes(300)).code == "label"


@pytest.mark.parametrize(
    "names",
    [
        ("\x06DataSpaces", "StrongEncryptionDataSpace", "StrongEncryptionTransform", "EncryptionInfo"),
        ("EncryptionInfo", "EncryptedPackage"),
    ],
    ids=["met ruimten", "zonder"],
)
def test_a_file_with_a_password_says_so_and_no_label_is_spoken_of(names):
    kind = say_what_it_is(container_with(*names))
    assert "wachtwoord" in kind.text
    assert "label" not in kind.text + kind.advice


def test_an_old_workbook_is_no_protected_one():
    assert ".xls" in say_what_it_is(container_with("Workbook", "\x05SummaryInformation")).text


@pytest.mark.parametrize(
    ("before", "word"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", "voor de werkmap"),
        (b"------WebKitFormBoundary\r\n", "voor de werkmap"),
        (b"\xef\xbb\xbf", "voor de werkmap"),
        (b"MZ\x90\0" + bytes(60), "voor de werkmap"),
        (b"%PDF-1.7\n", "pdf"),
        (b"GIF89a", "afbeelding"),
        (b"<html>", "html"),
    ],
)
def test_a_workbook_behind_something_else_is_named_as_such(one_sheet, before, word):
    kind = say_what_it_is(before + one_sheet(""))
    assert word in kind.text.lower()
    assert kind.advice
