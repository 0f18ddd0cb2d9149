from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.tariffs import Tariffs, files

ROOT = Path(__file__).parents[3]


def test_in_a_checkout_the_store_stands_at_the_project_root() -> None:
    assert files.data_folder() == ROOT / "data" / "tariffs"


def test_a_package_without_its_prices_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(
        files, "__file__", str(tmp_path / "src" / "pakket" / "domain" / "tariffs" / "files.py")
    )
    with pytest.raises(MaatschappelijkRendementError, match="Installeer het pakket opnieuw"):
        files.data_folder()


def test_a_correction_from_a_later_fetched_source_wins_wherever_it_stands_in_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = tmp_path / "tariffs"
    shutil.copytree(ROOT / "data" / "tariffs", store)
    with (store / "bronnen.csv").open("a", encoding="utf-8") as sources:
        sources.write("verbeterd,Verbeterd blad,Uitgever,2027,https://voorbeeld.nl,2027-01-31\n")
    head, *rows = (store / "wmo.csv").read_text(encoding="utf-8").splitlines()
    old = next(row for row in rows if row.startswith("WMO.HH.UUR.REF2022,"))
    new = old.replace("32.76,2022-01-01", "33.00,2022-07-01").replace("kostenhandleiding-2024", "verbeterd")
    (store / "wmo.csv").write_text("\n".join([head, new, *rows]) + "\n", encoding="utf-8")
    monkeypatch.setattr(files, "data_folder", lambda: store)
    prices = Tariffs.load().prices("WMO.HH.UUR.REF2022")
    assert [(str(price.period.start), str(price.price_eur)) for price in prices] == [
        ("2022-01-01", "32.76"),
        ("2022-07-01", "33.00"),
    ]


def test_the_wheel_holds_the_same_prices_as_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    code = (
        "from maatschappelijk_rendement.domain.tariffs import Tariffs, files; "
        "print(files.data_folder()); print(len(Tariffs.load().rows))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        check=True,
        capture_output=True,
        text=True,
    )
    folder, count = run.stdout.splitlines()
    assert Path(folder) == tmp_path / "installed" / "maatschappelijk_rendement" / "data" / "tariffs"
    assert int(count) == len(Tariffs.load().rows)
