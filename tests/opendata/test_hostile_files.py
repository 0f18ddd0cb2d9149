"""A file of somebody else is read or refused, whatever stands in it; nothing of it is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.opendata.make_samples import FOLDER

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.opendata import read_areas, read_vektis, wijk_map
from maatschappelijk_rendement.opendata.series import AreaSeries

SAMPLES = sorted(path.name for path in FOLDER.iterdir())
KINDS = ("kwb", "wmo", "jeugd", "ggd", "regiobeeld")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("vijandig")


def said_of(path: Path, kind: str) -> str:
    try:
        if kind == "vektis":
            read_vektis(path)
        else:
            read_areas(kind, path, ["WK082890", "GM0828"])
    except (InputError, UsageError) as error:
        return str(error)
    return ""


@given(
    name=st.sampled_from(SAMPLES),
    kind=st.sampled_from((*KINDS, "vektis")),
    at=st.integers(0, 30_000),
    cut=st.integers(0, 400),
    put=st.binary(max_size=40)
    | st.sampled_from([b";;;", b'"', b"\x00", b"\xff", b"9" * 400, b"[[[[", b"1e999"]),
)
def test_a_damaged_file_is_read_or_refused(
    name: str, kind: str, at: int, cut: int, put: bytes, folder: Path
) -> None:
    data = (FOLDER / name).read_bytes()
    at %= len(data)
    path = folder / name
    path.write_bytes(data[:at] + put + data[at + cut :])
    assert str(folder) not in said_of(path, kind)


STARTS = (b"", b"{", b"[", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf")


@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=200))
def test_bytes_of_any_kind_are_refused(start: bytes, rest: bytes, folder: Path) -> None:
    path = folder / "kwb_2019_84583NED.csv"
    path.write_bytes(start + rest)
    with pytest.raises(InputError):
        read_areas("kwb", path, "WK082890")
    with pytest.raises(InputError):
        wijk_map(path, AreaSeries((), (), (), (), ()), "bijstand")


def test_a_header_that_may_be_personal_is_named_by_its_place(folder: Path) -> None:
    text = (FOLDER / "kwb_2019_84583NED_synthetisch.csv").read_text(encoding="utf-8")
    path = folder / "kwb_2019_84583NED_mail.csv"
    path.write_text(text.replace("Ongehuwd_13", "j.jansen@voorbeeld.nl"), encoding="utf-8")
    series = read_areas("kwb", path, "WK082890")
    columns = [column.column for column in series.skipped]
    assert "kolom 15" in columns
    assert not any("jansen" in column for column in columns)


def test_a_value_that_cannot_be_is_never_repeated(folder: Path) -> None:
    text = (FOLDER / "kwb_2019_84583NED_synthetisch.csv").read_text(encoding="utf-8")
    path = folder / "kwb_2019_84583NED_geheim.csv"
    path.write_text(text.replace(";410;750;", ";geheim123;750;"), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_areas("kwb", path, "WK082890")
    assert "geheim123" not in str(error.value)
