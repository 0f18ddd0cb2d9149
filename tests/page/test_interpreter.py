"""The interpreter of the page: a function goes only when nothing that is left can call it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pagina.builder.interpreter import left_out
from pagina.builder.parts import SOURCE, Parts

HEAD = b"\0asm\1\0\0\0"
CALL, CONSTANT, DROP, END = b"\x10", b"\x41", b"\x1a", b"\x0b"
EMPTY = b"\x00\x00\x0b"
FUNCTIONS = [
    # name, what it does, whether it has an address
    ("run", CALL + b"\x03", False),
    ("PyInit_kept", b"", True),
    ("PyInit_gone", CALL + b"\x06", True),
    ("gone_and_called", b"", False),
    ("gone_method", CONSTANT + b"\x10" + DROP, True),
    ("void std::__2::__sort<int>(int*)", b"", True),
    ("gone_helper", b"", False),
    ("void bsr_sort<int>(std::less<int>)", b"", True),
    ("PyInit_also_gone", b"", True),
    ("of_which_of_the_two", b"", True),
    ("PyInit__last", b"", True),
    ("called_by_nobody", b"", False),
]


def section(number: int, body: bytes) -> bytes:
    """A section of WebAssembly; a length above 127 takes two bytes."""
    length = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 127 | 128, len(body) >> 7])
    return bytes([number]) + length + body


def vector(parts: list[bytes]) -> bytes:
    """A list as WebAssembly writes it."""
    return bytes([len(parts)]) + b"".join(parts)


def text(words: str) -> bytes:
    """A text with its length."""
    return bytes([len(words)]) + words.encode()


def module() -> tuple[bytes, list[bytes]]:
    """A module with these functions, one of them exported; and the code of each."""
    codes = [b"\x00" + code + END for _, code, _ in FUNCTIONS]
    names = vector([bytes([number]) + text(name) for number, (name, _, _) in enumerate(FUNCTIONS)])
    addressed = [bytes([number]) for number, (_, _, has_address) in enumerate(FUNCTIONS) if has_address]
    return (
        HEAD
        + section(1, vector([b"\x60\x00\x00"]))
        + section(2, vector([]))
        + section(3, vector([b"\x00"] * len(FUNCTIONS)))
        + section(7, vector([text("run") + b"\x00\x00"]))
        + section(9, vector([b"\x00" + CONSTANT + b"\x01" + END + vector(addressed)]))
        + section(10, vector([bytes([len(code)]) + code for code in codes]))
        + section(0, text("name") + section(1, names))
    ), codes


@pytest.mark.page
def test_what_only_packages_left_out_can_call_is_emptied(
    page_and_parts: tuple[Path, Parts], tmp_path: Path
) -> None:
    whole, codes = module()
    given, made, left = tmp_path / "given.wasm", tmp_path / "made.wasm", tmp_path / "left.txt"
    given.write_bytes(whole)
    left.write_text("some.gone\nother.also_gone\n", encoding="utf-8")
    script = SOURCE / "builder" / "prune.mjs"
    subprocess.run([str(page_and_parts[1].node), str(script), str(given), str(made), str(left)], check=True)
    emptied = {
        "gone_method",
        "gone_helper",
        "void bsr_sort<int>(std::less<int>)",
        "PyInit_gone",
        "called_by_nobody",
    }
    expected = [
        EMPTY if name in emptied else code for (name, _, _), code in zip(FUNCTIONS, codes, strict=True)
    ]
    code = section(10, vector([bytes([len(one)]) + one for one in expected]))
    before = whole[: whole.index(section(10, vector([bytes([len(one)]) + one for one in codes])))]
    assert made.read_bytes() == before + code  # and the names are gone


@pytest.mark.page
def test_a_module_without_a_start_function_is_refused(
    page_and_parts: tuple[Path, Parts], tmp_path: Path
) -> None:
    given, left = tmp_path / "given.wasm", tmp_path / "left.txt"
    given.write_bytes(module()[0])
    left.write_text("some.other", encoding="utf-8")
    words = [SOURCE / "builder" / "prune.mjs", given, tmp_path / "made.wasm", left]
    ran = subprocess.run(
        [str(page_and_parts[1].node), *map(str, words)], check=False, capture_output=True, text=True
    )
    assert ran.returncode == 1
    assert "no start function of some.other" in ran.stderr
    assert not (tmp_path / "made.wasm").exists()


def test_of_packages_left_out_the_compiled_modules_go_but_for_what_is_linked() -> None:
    names = [
        "_json",
        "lxml.etree",
        "scipy.optimize._zeros",
        "scipy.optimize._highspy._core",
        "scipy.special._comb",
    ]
    found = left_out(names, ["lxml"], ["scipy/optimize"], ["scipy/optimize/_highspy/"])
    assert found == ["lxml.etree", "scipy.optimize._zeros"]
