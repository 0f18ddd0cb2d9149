"""A delivery in memory as JSON and back: how a child process hands over what it read."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.model import AnalysisSettings, ProgrammePost, Reading, Tariff
from maatschappelijk_rendement.domain.record import Record, values_of
from maatschappelijk_rendement.intake.delivering import hash_of

if TYPE_CHECKING:
    import pandas as pd

_FRAMES = ("cases", "usage", "scores", "mdo")


def pack(delivery: Delivery) -> dict[str, Any]:
    """Give a delivery as what JSON can hold."""
    return {
        "settings": plain(delivery.settings),
        "programme": plain(delivery.programme),
        "tariffs": plain(delivery.tariffs),
        "reading": plain(delivery.reading),
        "frames": {name: _columns(getattr(delivery, name)) for name in _FRAMES},
    }


def unpack(told: dict[str, Any]) -> Delivery:
    """Give the delivery that was packed."""
    frames = {name: _frame(told["frames"][name]) for name in _FRAMES}
    delivery = Delivery(
        settings=AnalysisSettings(**told["settings"]),
        given_cases=frames["cases"],
        usage=frames["usage"],
        cases_by_usage=frames["cases"],
        scores=frames["scores"],
        mdo=frames["mdo"],
        programme=tuple(ProgrammePost(**post) for post in told["programme"]),
        tariffs=tuple(Tariff(**tariff) for tariff in told["tariffs"]),
        reading=Reading(**told["reading"]),
        content_hash=str,
    )
    object.__setattr__(delivery, "content_hash", partial(hash_of, delivery))
    return delivery


def plain(value: Any) -> Any:
    """Give an object as what JSON can hold; its constructor takes that back.

    Example:
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> plain(ruwaard().tariffs[0])["price_eur"], ruwaard().tariffs[0] == Tariff(
        ...     **plain(ruwaard().tariffs[0])
        ... )
        ('12.50', True)
    """
    if isinstance(value, Record):
        return {name: plain(held) for name, held in values_of(value).items()}
    if isinstance(value, Finding):
        return asdict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal | date):
        return str(value)
    return value


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
