"""A delivery in memory as JSON and back: how a child process hands over what it read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.delivery import Delivery
from maatschappelijk_rendement.intake.delivering import hash_of
from maatschappelijk_rendement.model import AnalysisSettings, ProgrammePost, Reading, Tariff

if TYPE_CHECKING:
    import pandas as pd

_FRAMES = ("cases", "usage", "scores", "mdo")


def pack(delivery: Delivery) -> dict[str, Any]:
    """Give a delivery as what JSON can hold."""
    return {
        "settings": delivery.settings.model_dump(mode="json"),
        "programme": [post.model_dump(mode="json") for post in delivery.programme],
        "tariffs": [tariff.model_dump(mode="json") for tariff in delivery.tariffs],
        "reading": delivery.reading.model_dump(mode="json"),
        "frames": {name: _columns(getattr(delivery, name)) for name in _FRAMES},
    }


def unpack(told: dict[str, Any]) -> Delivery:
    """Give the delivery that was packed."""
    frames = {name: _frame(told["frames"][name]) for name in _FRAMES}
    delivery = Delivery(
        settings=AnalysisSettings.model_validate(told["settings"]),
        cases=frames["cases"],
        usage=frames["usage"],
        cases_by_usage=frames["cases"],
        scores=frames["scores"],
        mdo=frames["mdo"],
        programme=tuple(map(ProgrammePost.model_validate, told["programme"])),
        tariffs=tuple(map(Tariff.model_validate, told["tariffs"])),
        reading=Reading.model_validate(told["reading"]),
        content_hash=str,
    )
    object.__setattr__(delivery, "content_hash", partial(hash_of, delivery))
    return delivery


def _columns(frame: pd.DataFrame) -> dict[str, tuple[str, list[Any]]]:
    """Give each column with its type; a day as text, nothing as null."""
    import pandas as pd

    columns = {}
    for name in frame.columns:
        values = frame[name]
        if pd.api.types.is_datetime64_any_dtype(values):
            found = [None if pd.isna(day) else day.date().isoformat() for day in values]
        else:
            found = [None if pd.isna(value) else value for value in values.tolist()]
        columns[str(name)] = (str(values.dtype), found)
    return columns


def _frame(columns: dict[str, tuple[str, list[Any]]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: pd.Series(values, dtype=dtype) for name, (dtype, values) in columns.items()})
