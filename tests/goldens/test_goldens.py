"""A change that is not meant to change a report changes none of its bytes."""

from __future__ import annotations

import pytest
from tests.goldens.caseloads import GOLDENS
from tests.goldens.made import FOLDER, LEVELS, differences, files, stored


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", GOLDENS)
def test_the_results_are_those_of_before_to_the_byte(name: str, level: str) -> None:
    for file, content in files(name, level).items():
        changed = "\n".join(differences(stored(file), content))
        assert not changed, f"{file}; meant so? python -m tests.goldens\n{changed}"


def test_every_stored_file_belongs_to_a_golden() -> None:
    wanted = {
        f"{name}-{level}-{file}.json.gz"
        for name in GOLDENS
        for level in LEVELS
        for file in ("resultaten", "herkomst")
    }
    assert {path.name for path in FOLDER.iterdir()} == wanted
