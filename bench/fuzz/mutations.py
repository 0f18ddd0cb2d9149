"""Ways to break a workbook, each from a seed alone: the same seed gives the same bytes."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]

ODD_TEXTS = (
    "", " ", "0", "-0", "-1", "1e308", "1e999", "-1e-999", "NaN", "INF", "007", "1.5", "1,5", "9" * 20,
    "_x0000_", "_xD800_", "_xFFFE_", "\u202e", "\u200b", "\u0661", "\uff11", "\ud7ff", "=1+1", "x" * 1_001,
    "x" * 70_000, "A0", "XFE1", "A1048577", "a1", "$A$1", "1A", "true", "123456782", "#REF!", "31-2-2018",
    "60", "2958466", "-1462", "n.v.t.", "alle;alle", ";;;", "dd/mm", "sharedStrings.xml", "../../x", "file:///x",
)  # fmt: skip
ODD_NUMBERS = ("-1", "0", "4294967296", "99999999999999999999", "1e5", "", "x")
ODD_MARKUP = (
    "<row/>", "<c/>", "<v/>", "<c><c/></c>", "<row><row/></row>", "</row>", "</c>", "<f/>", "<is><t/></is>",
    "<![CDATA[<v>1</v>]]>", "<!-- - -->", "<?pi?>", "&#0;", "&#xD800;", "&amp;", "&lol;", "]]>",
    "<!DOCTYPE a>", '<!ENTITY a "b">', "<" + "a" * 300 + ">", "<a>" * 80, "\x00", "\ufeff",
    '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', '<x:c xmlns:x="urn:x"/>',
)  # fmt: skip


def flip_bytes_in_a_part(data: bytes, rng: random.Random) -> bytes:
    parts = _unzip(data)
    name = rng.choice(list(parts))
    content = bytearray(parts[name])
    for _ in range(rng.choice((1, 1, 3, 30))):
        if content:
            content[rng.randrange(len(content))] = rng.randrange(256)
    parts[name] = bytes(content)
    return _zip(parts, rng)


def flip_bytes_of_the_file(data: bytes, rng: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(rng.choice((1, 2, 20))):
        # Half of the flips near the end, where the directory of the zip is.
        start = len(content) - 800 if rng.random() < 0.5 and len(content) > 800 else 0
        content[rng.randrange(start, len(content))] = rng.randrange(256)
    return bytes(content)


def cut_off(data: bytes, rng: random.Random) -> bytes:
    cut = rng.randrange(len(data))
    return data[:cut] if rng.random() < 0.7 else data[cut:]


def cut_a_part(data: bytes, rng: random.Random) -> bytes:
    parts = _unzip(data)
    name = rng.choice(list(parts))
    parts[name] = parts[name][: rng.randrange(len(parts[name]) + 1)]
    return _zip(parts, rng)


def swap_parts(data: bytes, rng: random.Random) -> bytes:
    parts = _unzip(data)
    one, other = rng.choice(list(parts)), rng.choice(list(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return _zip(parts, rng)


def drop_or_rename_a_part(data: bytes, rng: random.Random) -> bytes:
    parts = _unzip(data)
    content = parts.pop(rng.choice(list(parts)))
    if rng.random() < 0.6:
        parts[rng.choice((*parts, "xl/x.xml", "../x", "XL/WORKBOOK.XML", "xl/vbaProject.bin", "a\\b"))] = (
            content
        )
    return _zip(parts, rng)


def change_an_attribute(data: bytes, rng: random.Random) -> bytes:
    def change(match: re.Match[str]) -> str:
        return f"{match[1]}={match[2]}{rng.choice(ODD_TEXTS + ODD_NUMBERS)}{match[2]}"

    return _edit(data, rng, re.compile(r"""([\w:]+)=(["'])[^"'<>]*\2"""), change)


def change_a_text(data: bytes, rng: random.Random) -> bytes:
    return _edit(data, rng, re.compile(r">[^<>]+<"), lambda _: f">{rng.choice(ODD_TEXTS)}<")


def repeat_or_drop_an_element(data: bytes, rng: random.Random) -> bytes:
    times = rng.choice((0, 2, 2, 50))
    return _edit(data, rng, re.compile(r"<(\w+)[^<>]*/>|<(\w+)[^<>]*>[^<>]*</\2>"), lambda m: m[0] * times)


def insert_markup(data: bytes, rng: random.Random) -> bytes:
    return _edit(data, rng, re.compile(r"(?<=>)(?=<)"), lambda _: rng.choice(ODD_MARKUP))


def move_a_row(data: bytes, rng: random.Random) -> bytes:
    parts = _unzip(data)
    name = rng.choice([name for name in parts if "worksheets/" in name] or list(parts))
    rows = re.split(r"(?=<row)", parts[name].decode("utf-8", "surrogateescape"))
    rng.shuffle(rows[1:-1])
    if len(rows) > 3:
        rows.insert(1, rows.pop(rng.randrange(2, len(rows) - 1)))
    parts[name] = "".join(rows).encode("utf-8", "surrogateescape")
    return _zip(parts, rng)


def change_the_encoding(data: bytes, rng: random.Random) -> bytes:
    parts = _unzip(data)
    name = rng.choice([name for name in parts if name.endswith(".xml")] or list(parts))
    text = parts[name].decode("utf-8", "replace")
    encoding = rng.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp037", "utf-7", "cp1252"))
    if rng.random() < 0.7:
        text = re.sub(r'encoding="[^"]*"', f'encoding="{encoding}"', text, count=1)
    parts[name] = text.encode(encoding, "replace")
    return _zip(parts, rng)


def flood_with_attributes(data: bytes, rng: random.Random) -> bytes:
    count, form = rng.choice((3_000, 20_000)), rng.choice((' k{}=""', ' xmlns:k{}="u"'))
    names = [form.format(number).encode() for number in range(count)]
    if rng.random() < 0.5:
        return _edit_sheets(
            data, rng, lambda xml: re.sub(rb"<sheetData", b"<sheetData" + b"".join(names), xml)
        )
    elements = b"".join(b"<k" + name + b"/>" for name in names)
    return _edit_sheets(data, rng, lambda xml: re.sub(rb"(?=<sheetData)", elements, xml))


def repeat_the_data_of_a_sheet(data: bytes, rng: random.Random) -> bytes:
    block = rng.choice((b"<sheetData/>", b'<sheetData><row r="900"/></sheetData>', rb"\g<0>"))
    after = rng.random() < 0.5
    whole = re.compile(rb"<sheetData>.*</sheetData>|<sheetData/>", re.DOTALL)
    return _edit_sheets(
        data, rng, lambda xml: whole.sub(rb"\g<0>" + block if after else block + rb"\g<0>", xml)
    )


def put_formulas_with_placeholders(data: bytes, rng: random.Random) -> bytes:
    formula = rng.choice((
        b"<f>1+1</f>", b'<f t="shared" si="0">1+1</f>', b'<f t="array" ref="A1:P60">1+1</f>',
        b'<f t="dataTable" ref="A1:P60" dt2D="1"/>',
    ))  # fmt: skip
    kind, result = rng.choice(((b"", b"0"), (b"", b"0.0"), (b' t="b"', b"0"), (b' t="str"', b"")))
    cell = re.compile(rb'<c( r="[A-Z]+[0-9]+")?(?: s="[0-9]+")?(?: t="n")?><v>[^<]*</v></c>')
    made = rb"<c\1" + kind + b">" + formula + b"<v>" + result + b"</v></c>"
    parts = _unzip(_edit_sheets(data, rng, lambda xml: cell.sub(made, xml)))
    main = parts.get("xl/workbook.xml", b"")
    parts["xl/workbook.xml"] = re.sub(
        rb"</sheets>",
        b'</sheets><calcPr calcId="124519" fullCalcOnLoad="1"/>',
        re.sub(rb"<calcPr[^>]*>", b"", main),
    )
    return _zip(parts, rng)


def put_junk_around_the_zip(data: bytes, rng: random.Random) -> bytes:
    junk = rng.choice((b"PK", b"PK\x03\x04", b"MZ\x90", b"\x00x", b"<html>", b"\r\n--grens--", data))
    return junk + data if rng.random() < 0.6 else data + junk


def put_a_zip_in_the_zip(data: bytes, rng: random.Random) -> bytes:
    parts = _unzip(data)
    inner = rng.choice((data, b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(40)))
    parts[rng.choice(("xl/embeddings/a.xlsx", "xl/media/a.png", "customXml/a.xml", "a"))] = inner
    return _zip(parts, rng)


def write_names_with_backslashes(data: bytes, rng: random.Random) -> bytes:
    share = rng.choice((1.0, 1.0, 0.5))
    parts = _unzip(data)
    return _zip(
        {name.replace("/", "\\") if rng.random() <= share else name: parts[name] for name in parts}, rng
    )


# What the zip library says of a file that an earlier mutation broke beyond further mutation.
_TOO_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    LookupError,
    EOFError,
)


def several(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randrange(2, 5)):
        try:
            data = rng.choice(MUTATIONS[:-1])(data, rng)
        except _TOO_BROKEN:
            return data
    return data


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes_in_a_part,
    flip_bytes_of_the_file,
    cut_off,
    cut_a_part,
    swap_parts,
    drop_or_rename_a_part,
    change_an_attribute,
    change_a_text,
    repeat_or_drop_an_element,
    insert_markup,
    move_a_row,
    change_the_encoding,
    flood_with_attributes,
    repeat_the_data_of_a_sheet,
    put_formulas_with_placeholders,
    put_junk_around_the_zip,
    put_a_zip_in_the_zip,
    write_names_with_backslashes,
    several,
)

REFUSED = frozenset(
    mutation.__name__
    for mutation in (
        flood_with_attributes,
        repeat_the_data_of_a_sheet,
        put_formulas_with_placeholders,
        put_junk_around_the_zip,
        put_a_zip_in_the_zip,
    )
)
"""Mutations after which no workbook may pass, whatever it was before."""


def mutated(seed: int, originals: Sequence[bytes]) -> tuple[str, bytes]:
    """Give the name of the mutation and the broken workbook of a seed."""
    rng = random.Random(seed)
    mutation = MUTATIONS[seed % len(MUTATIONS)]
    return mutation.__name__, mutation(rng.choice(originals), rng)


def _edit(
    data: bytes, rng: random.Random, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
) -> bytes:
    """Change a few of the places that match, in one part."""
    parts = _unzip(data)
    name = rng.choice(list(parts))
    text = parts[name].decode("utf-8", "surrogateescape")
    matches = list(pattern.finditer(text))
    for match in sorted(
        rng.sample(matches, min(len(matches), rng.choice((1, 2, 5)))), key=lambda m: -m.start()
    ):
        text = text[: match.start()] + change(match) + text[match.end() :]
    parts[name] = text.encode("utf-8", "surrogateescape")
    return _zip(parts, rng)


def _edit_sheets(data: bytes, rng: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    """Change every sheet, so that one that is read is among them."""
    parts = _unzip(data)
    for name in parts:
        if "worksheets/" in name and name.endswith(".xml"):
            parts[name] = change(parts[name])
    return _zip(parts, rng)


def _unzip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(parts: dict[str, bytes], rng: random.Random) -> bytes:
    stream = io.BytesIO()
    method = zipfile.ZIP_STORED if rng.random() < 0.2 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
