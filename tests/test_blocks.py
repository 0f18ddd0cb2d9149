"""Every code block of every page runs somewhere; this only sees that none is forgotten."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
REASON = 15  # letters: "kan niet" is no reason


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("blocks", ROOT / ".ci" / "blocks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["blocks"] = module  # a dataclass looks there for its annotations
    spec.loader.exec_module(module)
    return module


def test_every_block_has_a_language_and_one_that_does_not_run_a_reason(script: ModuleType) -> None:
    known = {"python", "bash", *script.SHOWN}
    for page in script.PAGES:
        found = script.blocks(page)
        assert len(found) == page.read_text(encoding="utf-8").count("\n```") / 2, page.name
        for block in found:
            assert block.language in known, block.place
            assert not block.why_not or len(block.why_not) >= REASON, block.place


def test_a_page_whose_blocks_run_elsewhere_names_that_test(script: ModuleType) -> None:
    for page, test in script.ELSEWHERE.items():
        assert page in (ROOT / test).read_text(encoding="utf-8")


def test_a_block_that_fails_is_told_with_its_place(script: ModuleType) -> None:
    block = script.Block("pagina.md", 7, "python", "1 / 0", "")
    with pytest.raises(SystemExit, match=r"pagina\.md:7: ZeroDivisionError"):
        script.run_python(block, {})


def test_a_command_that_is_refused_is_told_with_its_place(script: ModuleType) -> None:
    with pytest.raises(SystemExit, match=r"pagina\.md:3: mr rapport nergens\.xlsx"):
        script.run_commands(script.Block("pagina.md", 3, "bash", "mr rapport nergens.xlsx --uit x\n", ""))
    with pytest.raises(SystemExit, match="alleen mr"):
        script.run_commands(script.Block("pagina.md", 3, "bash", "rm -r x\n", ""))


def test_the_run_executes_them_and_checks_their_types() -> None:
    assert "make blokken" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert ".ci/blocks.py\n" in makefile
    assert ".ci/blocks.py --typen\n" in makefile
