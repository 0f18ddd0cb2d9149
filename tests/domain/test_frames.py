"""Objects to frames and back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from maatschappelijk_rendement import UsageError, from_frames, to_frames
from maatschappelijk_rendement.domain.frames import scaled, unscaled, usage_frame
from maatschappelijk_rendement.intake.example import ruwaard


def test_the_example_survives_frames_without_loss() -> None:
    caseload = ruwaard()
    assert from_frames(caseload.settings, to_frames(caseload)).content == caseload.content


def test_a_number_that_does_not_fit_its_smallest_part_is_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        scaled(Decimal("0.0001"), 3)


def test_an_empty_number_stays_empty() -> None:
    assert scaled(None, 3) is None
    assert unscaled(None, 3) is None


def test_a_line_carries_its_row_or_its_place() -> None:
    caseload = ruwaard()
    assert usage_frame(caseload)["line"].tolist()[:2] == [1, 2]
    rows = tuple(range(2, len(caseload.usage) + 2))
    read = replace(caseload, reading=replace(caseload.reading, usage_rows=rows))
    assert usage_frame(read)["line"].tolist()[:2] == [2, 3]


def test_a_frame_that_is_missing_is_named() -> None:
    frames = to_frames(ruwaard())
    del frames["mdo"], frames["tariffs"]
    with pytest.raises(UsageError, match="ontbreken: mdo, tariffs"):
        from_frames(ruwaard().settings, frames)
