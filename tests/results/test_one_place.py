"""Money becomes text in one place, and a row is never a bare dictionary on its way there."""

from __future__ import annotations

from pathlib import Path

import maatschappelijk_rendement

SOURCE = Path(maatschappelijk_rendement.__file__).parent
# What is published goes from the builders through disclosure control to the codec.
ON_THE_WAY = [
    path
    for folder in ("publication", "disclosure", "results")
    for path in sorted((SOURCE / folder).glob("*.py"))
    if path.name not in ("codec.py", "schema.py")
]
# Reads what was published, as it stands in the file.
JSON = ("publication/report.py", "publication/gate.py")


def places(*texts: str) -> list[str]:
    return [
        f"{path.relative_to(SOURCE).as_posix()}:{number}"
        for path in ON_THE_WAY
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any(text in line for text in texts)
    ]


def test_no_amount_is_written_before_the_codec_and_none_is_read_back() -> None:
    assert places("euro_string", "Decimal(str(", "to_euros") == []


def test_a_row_on_its_way_is_no_dictionary_of_anything() -> None:
    assert [place for place in places("dict[str, Any]") if not place.startswith(JSON)] == []


def test_the_shape_of_a_table_is_declared_and_not_repeated() -> None:
    """A builder fills attributes; the Dutch key of a figure without a meaning of its own stands once."""
    for key in ("n_gestegen", "mediaan_eur", "aandeel_grootste", "som_zonder_grootste_eur"):
        found = [place for place in places(f'"{key}"') if not place.startswith("results/costs")]
        assert found == [], key
