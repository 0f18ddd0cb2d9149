"""What reading a delivery gave: rows with their account, and sums of the source beside the result's."""

from __future__ import annotations

from dataclasses import dataclass

from maatschappelijk_rendement.intake.own_formats.mapped import Mapped
from maatschappelijk_rendement.intake.own_formats.totals import Total


@dataclass(frozen=True, slots=True)
class DeliveryRead:
    """A delivery in the form of the contract.

    Attributes:
        name: Name of its preset.
        made_for: Which source the profile was made for, in words.
        mapped: Rows of the workbook, and what was left out.
        totals: Sums of the source, made apart from those of the result.
    """

    name: str
    made_for: str
    mapped: Mapped
    totals: tuple[Total, ...]
