"""Ways to break a TOML file, each from a seed alone: the same seed gives the same bytes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Mutation = Callable[[str, random.Random], str]

ODD_VALUES = (
    "", "0", "-0", "-1", "1", "0.5", "1.5", "1e5", "1e99", "1e-99", "1e999", "-1e999",
    "1e99999999999999999999", "9" * 12, "9" * 30, "9" * 31, "9" * 5_000, "0." + "9" * 29, "0." + "3" * 400,
    "0x" + "f" * 60,
    "0b1", "0o7", "1_000", "inf", "-inf", "nan", "true", "false", '""', '" "', '"x"', "'x'", '"""\nx\n"""',
    '"\\u0000"',
    '"\\u001b[31m"', '"\\u202e"', '"' + "x" * 100 + '"', '"' + "x" * 100_000 + '"', '"=1+1"', '"Jan Jansen"',
    "[]", "[1]", '["x"]', "[[]]", "{}", "{a = 1}", "[{tot = 0.1, aandeel = 0.5}, {aandeel = 0.1}]",
    "[{aandeel = 2}]", "[" * 9 + "]" * 9, "[" * 2_000 + "]" * 2_000, "{a = " * 8 + "1" + "}" * 8,
    "2018-01-01", "9999-12-31", "0001-01-01", "0000-00-00", "2018-01-01T00:00:00Z", "07:32:00", "jansen",
    '"mssp"', '"poort"', '"vermenigvuldigt"', '"statistisch"', '"schijven"', '"tabel"', '"kasstroom"',
    '"capaciteit"', '"inkomensoverdracht"', '"begroting"', '"investering"', '"gelijk"', '"herkomst"',
    '"controletrend"', '"#ffffff"', '"#000000"', '"logo.png"', '"/dev/zero"', '"../geheim.png"', '"pijp.png"',
)  # fmt: skip
ODD_LINES = (
    "", "[", "]", "[[", "[x]", "[[x]]", "[contract]", "[[stroom]]", "[kleuren]", "[logo]", "a = 1",
    "a.b.c = 1", ".".join("a" * 400) + " = 1", '"" = 1', '"\\u0000" = 1', "n" * 400 + " = 1", "\x00",
    "\ufeff", "\x7f",
    "# \x01", 'kant_en_klaar = "mssp"', 'spoor = "ENHANCED"', "jaar = 2024", "drempelwaarde = 0.02",
    "zekerheid = 0.9", "variatiecoefficient = 2", "plafond = 0.0", "verliesplafond = 1", "naar_rato = 0",
    "naar_rato = 1e-9", "reserve = 1", "korting = 1", "heffing = 1", "kwaliteit = 0", "controlegroep = true",
    "drempel_afgesproken = 0.999999", "omzet_aanbieders_eur = 0", "aftopping_eur = 0.01", "trekkingen = 1001",
)  # fmt: skip


def change_a_value(text: str, rng: random.Random) -> str:
    return _edit(text, rng, r"(?m)(?<== ).*$", lambda _: rng.choice(ODD_VALUES))


def change_a_key(text: str, rng: random.Random) -> str:
    def change(found: re.Match[str]) -> str:
        keys = re.findall(r"(?m)^([a-z_]+) =", text)
        return rng.choice(
            (found[0] + "x", found[0].upper(), f'"{found[0]}"', f"{found[0]}.a", rng.choice(keys))
        )

    return _edit(text, rng, r"(?m)^[a-z_]+(?= =)", change)


def drop_or_repeat_a_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    lines[at : at + 1] = [lines[at]] * rng.choice((0, 0, 2, 30))
    return "\n".join(lines)


def repeat_a_section(text: str, rng: random.Random) -> str:
    parts = re.split(r"(?m)^(?=\[)", text)
    at = rng.randrange(len(parts))
    return "\n".join([*parts, *[parts[at]] * rng.choice((1, 1, 60, 250))])


def drop_or_move_a_section(text: str, rng: random.Random) -> str:
    parts = re.split(r"(?m)^(?=\[)", text)
    part = parts.pop(rng.randrange(len(parts)))
    if rng.random() < 0.5:
        parts.insert(rng.randrange(len(parts) + 1), part)
    return "\n".join(parts)


def insert_a_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(ODD_LINES))
    return "\n".join(lines)


def cut_off(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def change_a_sign(text: str, rng: random.Random) -> str:
    signs = "\"'[]{}=.,#\\\n\t 0e-\x00é\u202e"
    return _edit(text, rng, r"(?s).", lambda _: rng.choice(signs))


def repeat_a_sign(text: str, rng: random.Random) -> str:
    return _edit(text, rng, r"(?s).", lambda found: found[0] * rng.choice((3, 300, 30_000)))


MUTATIONS: tuple[Mutation, ...] = (
    *(change_a_value,) * 6, change_a_key, drop_or_repeat_a_line, repeat_a_section, drop_or_move_a_section,
    *(insert_a_line,) * 3, cut_off, change_a_sign, repeat_a_sign,
)  # fmt: skip


def _edit(text: str, rng: random.Random, pattern: str, change: Callable[[re.Match[str]], str]) -> str:
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    place = rng.choice(found)
    return text[: place.start()] + change(place) + text[place.end() :]


def mutated(text: str, rng: random.Random) -> bytes:
    """Break a text in one to four ways; now and then its letters too."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 4))):
        text = rng.choice(MUTATIONS)(text, rng)
    content = bytearray(text.encode())
    if rng.random() < 0.05 and content:
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)
