from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from maatschappelijk_rendement.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.tariffs import Tariffs, files

ROOT = Path(__file__).parents[2]


def test_in_a_checkout_the_store_stands_at_the_project_root() -> None:
    assert files.data_folder() == ROOT / "data" / "tariffs"


def test_a_package_without_its_prices_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "__file__", str(tmp_path / "src" / "pakket" / "tariffs" / "files.py"))
    with pytest.raises(MaatschappelijkRendementError, match="Installeer het pakket opnieuw"):
        files.data_folder()


def test_the_wheel_holds_the_same_prices_as_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    code = (
        "from maatschappelijk_rendement.tariffs import Tariffs, files; "
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
