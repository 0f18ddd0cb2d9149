"""Break the CSVs of a folder in many ways, and see that no row is lost in silence.

Run: .venv/bin/python bench/fuzz/folders.py 5000 [first seed]

Every file that is read is read once more by the module csv of Python: each record, with its number and every
cell, must be the same, and so must the number of records and the sum of the quantities. A file that is not
read must have an error. A failure is printed with its seed; ends with 1 when anything failed.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import duckdb

from maatschappelijk_rendement.intake.folder.file_table import FileTable
from maatschappelijk_rendement.intake.folder.files import find_files, is_lake, read_settings
from maatschappelijk_rendement.intake.folder.text_file import open_csv

SLOWEST_SECONDS = 5.0
MOST_FAILURES = 10
REPORT_EVERY = 1_000
DELIMITERS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
Mutation = Callable[[bytes, random.Random], bytes]
Row = tuple[Any, ...]


def usage_rows(rng: random.Random) -> list[list[str]]:
    """Rows of usage, now and then with a text that needs quotes."""
    texts = ("", "", "Stichting X", 'zei "nee"', "a;b,c|d", "Súdwest", "twee\r\nregels", " spatie ", "5 m²")
    return [
        [
            f"C{rng.randrange(40):03d}",
            rng.choice(("voor", "na")),
            "WMO.HH.UUR",
            f"{rng.randrange(10_000)},{rng.randrange(1_000):03d}",
            rng.choice(("week", "maand")),
            rng.choice(texts),
        ]
        for _ in range(rng.randrange(1, 60))
    ]


def written(rows: Sequence[Sequence[str]], rng: random.Random, delimiter: str) -> str:
    """Write rows as an export would."""
    stream = io.StringIO()
    quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n", quoting=quoting).writerows(rows)
    return stream.getvalue()


USAGE_HEADER = ["casus_id", "moment", "productcode", "aantal", "per", "ontvanger"]


def usage(rng: random.Random) -> bytes:
    """A file of usage, in any of the ways in which they are written."""
    text = written([USAGE_HEADER, *usage_rows(rng)], rng, rng.choice(DELIMITERS))
    if rng.random() < 0.3 and "twee\r\n" not in text:
        text = text.replace("\r\n", rng.choice(("\n", "\r")))
    return text.encode(rng.choice(ENCODINGS))


def paste_another(data: bytes, rng: random.Random) -> bytes:
    other = usage(rng)
    if rng.random() < 0.5:
        other = other.partition(b"\n")[2]
    return data + other


def cut_off(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def cut_out(data: bytes, rng: random.Random) -> bytes:
    begin = rng.randrange(len(data) + 1)
    return data[:begin] + data[begin + rng.randrange(40) :]


def change_delimiters(data: bytes, rng: random.Random) -> bytes:
    old, new = (delimiter.encode() for delimiter in rng.sample(DELIMITERS, 2))
    begin = rng.randrange(len(data) + 1)
    return data[:begin] + data[begin:].replace(old, new, rng.choice((-1, 1, 5)))


def damage_quotes(data: bytes, rng: random.Random) -> bytes:
    if rng.random() < 0.5 and b'"' in data:
        parts = data.split(b'"')
        place = rng.randrange(1, len(parts))
        return b'"'.join(parts[:place]) + b'"'.join(parts[place:])
    return insert(data, rng, rng.choice((b'"', b'""', b';"', b'";', b'"\r\n')))


def change_the_encoding(data: bytes, rng: random.Random) -> bytes:
    begin = rng.randrange(len(data) + 1)
    part = data[begin:].decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")
    return data[:begin] + part


def insert_blank_rows(data: bytes, rng: random.Random) -> bytes:
    blank = rng.choice(
        (b"\r\n", b"\n", b";;;;;\r\n", b",,,,,\n", b"   \r\n", b"\t\n", b'"";"";"";"";"";""\r\n')
    )
    lines = data.split(b"\n")
    place = rng.randrange(len(lines) + 1)
    return b"\n".join([*lines[:place], blank * rng.randrange(1, 4), *lines[place:]])


def insert_odd_bytes(data: bytes, rng: random.Random) -> bytes:
    odd = (
        b"\0",
        b"\r",
        b"\n",
        b"\xef\xbb\xbf",
        b"\xe9",
        b"\xc3",
        b"\x81",
        b"sep=;\r\n",
        b"\x1a",
        b"\xff\xfe",
        b"\t",
    )
    return insert(data, rng, rng.choice(odd))


def change_line_ends(data: bytes, rng: random.Random) -> bytes:
    begin = rng.randrange(len(data) + 1)
    old, new = rng.choice(((b"\r\n", b"\n"), (b"\r\n", b"\r"), (b"\n", b""), (b"\n", b"\r\n")))
    return data[:begin] + data[begin:].replace(old, new, rng.choice((-1, 1)))


def repeat_or_drop_a_line(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    place = rng.randrange(len(lines))
    return b"\n".join(lines[:place] + [lines[place]] * rng.choice((0, 2, 5)) + lines[place + 1 :])


def name_the_delimiter(data: bytes, rng: random.Random) -> bytes:
    return b"sep=" + rng.choice(DELIMITERS).encode() + b"\r\n" + data


def flip_bytes(data: bytes, rng: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(rng.choice((1, 2, 20))):
        if content:
            content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def insert(data: bytes, rng: random.Random, odd: bytes) -> bytes:
    place = rng.randrange(len(data) + 1)
    return data[:place] + odd + data[place:]


MUTATIONS: tuple[Mutation, ...] = (
    paste_another,
    cut_off,
    cut_out,
    change_delimiters,
    damage_quotes,
    change_the_encoding,
    insert_blank_rows,
    insert_odd_bytes,
    change_line_ends,
    repeat_or_drop_a_line,
    name_the_delimiter,
    flip_bytes,
)


def fill(folder: Path, seed: int) -> str:
    """Write a folder of which one file is broken, and give the names of the mutations."""
    rng = random.Random(seed)
    settings = "instelling;waarde\r\ntitel;Toets\r\ngemeente;Súdwest\r\nperiode_maanden;12\r\n"
    (folder / rng.choice(("analyse.csv", "Analyse.CSV"))).write_bytes(settings.encode(rng.choice(ENCODINGS)))
    (folder / "casussen.csv").write_bytes(b"casus_id;wijk\r\nC000;Oost\r\n")
    data = usage(rng)
    chosen = rng.choices(MUTATIONS, k=rng.choice((0, 1, 1, 1, 2, 3)))
    for mutation in chosen:
        data = mutation(data, rng)
    (folder / rng.choice(("gebruik.csv", "Gebruik.csv"))).write_bytes(data)
    return ", ".join(mutation.__name__ for mutation in chosen) or "nothing"


def read_by_python(content: bytes, table: FileTable) -> list[Row]:
    """Read a file with the module csv: the number and the cells of each record that holds something."""
    said = {finding.code: finding.text for finding in table.findings}.get("codering", "")
    encoding = "utf-16" if "UTF-16" in said else "cp1252" if said else "utf-8-sig"
    text = content.decode(encoding)
    if text[:5].lower() == '"sep=' or text[:4].lower() == "sep=":
        text = text.split("\n", 1)[1] if "\n" in text else ""
    for delimiter in DELIMITERS:
        lines = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1)
        filled = [(number, *line) for number, line in lines if any(cell.strip() for cell in line)]
        if filled and [cell for cell in filled[0][1:] if cell.strip()] == list(table.headers):
            named = [place for place, cell in enumerate(filled[0]) if place and cell.strip()]
            return [(row[0], *(row[place] for place in named)) for row in filled[1:]]
    raise AssertionError("Python finds other headers")


def total(rows: Sequence[Row], headers: Sequence[str]) -> Decimal:
    """Add what is a quantity in the column ``aantal``, if there is one."""
    if "aantal" not in headers:
        return Decimal(0)
    place = 1 + list(headers).index("aantal")
    found = Decimal(0)
    for row in rows:
        try:
            number = Decimal(row[place].replace(",", "."))
        except InvalidOperation:
            continue
        found += number if number.is_finite() and number.adjusted() < 20 else 0
    return found


def judge(folder: Path) -> str:
    """Read one folder and say what came of it; raises on anything that may not happen."""
    if not is_lake(folder):
        raise AssertionError("a folder with sheets is none")
    files, findings = find_files(folder)
    if findings:
        raise AssertionError("the files of the folder are not found")
    read_settings(folder)
    source = files["Gebruik"]
    with duckdb.connect() as connection:
        table = open_csv(connection, source, "source")
        has_errors = any(finding.level == "fout" for finding in table.findings)
        if has_errors != (table.relation is None):
            raise AssertionError("the verdict contradicts the findings")
        if table.relation is None:
            return "geweigerd"
        rows = [(row[-1], *row[:-1]) for row in table.relation.order("row").fetchall()]
    expected = read_by_python(source.parts[0].read_bytes(), table)
    if len(rows) != len(expected) or len(rows) != table.read - table.blank:
        raise AssertionError(f"{len(rows)} rows for {len(expected)}")
    if total(rows, table.headers) != total(expected, table.headers):
        raise AssertionError("the sums differ")
    if rows != expected:
        raise AssertionError("a row differs")
    return "gelezen"


def main(runs: int, first: int) -> int:
    outcomes: Counter[str] = Counter()
    failures, slowest, begin = 0, 0.0, time.perf_counter()
    for seed in range(first, first + runs):
        started = time.process_time()
        with tempfile.TemporaryDirectory() as name:
            mutations = fill(Path(name), seed)
            try:
                outcome = judge(Path(name))
            except Exception:  # noqa: BLE001  any exception here is what we look for
                outcome = "mislukt"
                print(f"seed {seed} ({mutations}):")
                traceback.print_exc(limit=-4)
        seconds = time.process_time() - started
        outcomes[outcome] += 1
        slowest = max(slowest, seconds)
        failures += outcome == "mislukt" or seconds > SLOWEST_SECONDS
        if failures >= MOST_FAILURES:
            break
        if outcomes.total() % REPORT_EVERY == 0:
            print(f"{outcomes.total()} folders: {dict(outcomes)}", flush=True)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{outcomes.total()} folders in {time.perf_counter() - begin:.0f} s: {dict(outcomes)}")
    print(f"slowest {slowest:.2f} s, at most {peak_mb} MB, failures: {failures}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
