"""How an object shows itself: one short line, a table in a notebook, and a pandas frame when asked.

Every public object and result stands on ``Tabular``. What a class says of itself is only which of its fields
holds its rows; the rest follows from its fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from html import escape
from numbers import Integral, Real
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    import pandas as pd

LONGEST_LINE = 160
"""Characters after which a line ends in three dots: more does not fit beside a prompt."""
LONGEST_TEXT = 40
MOST_ROWS = 20
"""Rows that a notebook shows; ``to_frame`` gives all of them."""
_CENTS, _E4, _EUROS = "_cents", "_e4", "_eur"


class Tabular:
    """An object of fields that shows itself.

    Attributes:
        rows_in: Name of the field whose items are its rows, such as ``rows`` or ``split.streams``;
            empty where the object itself is the one row.

    Example:
        >>> from dataclasses import dataclass
        >>> @dataclass(frozen=True)
        ... class Post(Tabular):
        ...     name: str
        ...     amount_cents: int = 0
        >>> Post("huur", 12_345)
        Post(name='huur', amount_cents=12345)
        >>> Post("huur")
        Post(name='huur')
        >>> Post("huur", 12_345).to_frame(euros=True)["amount_eur"].tolist()
        [Decimal('123.45')]
    """

    __slots__ = ()
    rows_in: ClassVar[str] = ""

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        if "__repr__" not in cls.__dict__:  # so that a dataclass does not make one of its own
            type.__setattr__(cls, "__repr__", cls.__repr__)

    def __repr__(self) -> str:
        said = []
        for each in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            value = getattr(self, each.name)
            if each.repr and not _is(value, each.default):
                said.append(f"{each.name}={_short(value)}")
        line = f"{type(self).__name__}({', '.join(said)})"
        return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 4].rstrip()}...)"

    def to_frame(self, *, euros: bool = False) -> pd.DataFrame:
        """Give a tidy pandas frame: a row each of what it holds, or one row of its own fields.

        Args:
            euros: Amounts in euros as exact decimals (``amount_eur``), not in cents (``amount_cents``).

        Returns:
            A column a field; of an object inside, its name stands before its fields. A field that holds a
            table of its own is no column.
        """
        import pandas as pd

        if not self.rows_in:
            frame = pd.DataFrame([_cells(self)])
        else:
            rows = attrgetter(self.rows_in)(self)
            frame = rows.copy() if isinstance(rows, pd.DataFrame) else _frame(rows)
        return in_euros(frame) if euros else frame

    def _repr_html_(self) -> str:
        """Show it in a notebook, amounts in euros."""
        frame = self.to_frame(euros=True)
        about = f"<p><code>{escape(repr(self))}</code></p>"
        if not self.rows_in:  # one row reads better from top to bottom
            frame = frame.T.reset_index()
            return about + _html(frame, header=False)
        more = f"<p>En nog {len(frame) - MOST_ROWS}; alles staat in to_frame().</p>"
        return about + _html(frame.head(MOST_ROWS)) + (more if len(frame) > MOST_ROWS else "")


def frame_of(rows: Tabular | Iterable[Tabular], *, euros: bool = False) -> pd.DataFrame:
    """Give one frame of a result, or of a row of results, such as ``result.sharing_streams()``.

    Args:
        rows: A result, or any number of results of one kind.
        euros: Amounts in euros as exact decimals (``amount_eur``), not in cents (``amount_cents``).

    Returns:
        A row a result; see ``to_frame`` of a result for the columns.

    Example:
        >>> from maatschappelijk_rendement.domain.errors import Finding
        >>> frame_of([Finding("fout", "Gebruik", "H17", "x", "Fout.")])["cell"].tolist()
        ['H17']
    """
    if isinstance(rows, Tabular):
        return rows.to_frame(euros=euros)
    frame = _frame(rows)
    return in_euros(frame) if euros else frame


def in_euros(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the same frame with its amounts in euros: exact decimals, and empty where nothing is known.

    Args:
        frame: A pandas frame; columns that end in ``_cents`` [euro cent] or ``_e4`` [1/10000 euro] change.

    Returns:
        A new frame; those columns end in ``_eur`` and hold ``Decimal``. To draw them, use ``.astype(float)``.

    Example:
        >>> import pandas as pd
        >>> in_euros(pd.DataFrame({"n": [2], "delta_cents": [-12_345]}))
           n delta_eur
        0  2   -123.45
    """
    import pandas as pd

    made: dict[str, Any] = {}
    for name in frame.columns:
        places = next((n for end, n in ((_CENTS, 2), (_E4, 4)) if str(name).endswith(end)), None)
        if places is None:
            made[name] = frame[name]
        else:
            amounts = [_euros(value, places) for value in frame[name].astype("object")]
            stem = str(name).removesuffix(_CENTS).removesuffix(_E4)
            made[stem + _EUROS] = pd.Series(amounts, index=frame.index, dtype="object")
    return pd.DataFrame(made, index=frame.index)


def _frame(rows: Iterable[Any]) -> pd.DataFrame:
    import pandas as pd

    found = [_cells(row) for row in rows]
    return pd.DataFrame(found, columns=list(dict.fromkeys(name for row in found for name in row)))


def _html(frame: pd.DataFrame, *, header: bool = True) -> str:
    """Write a table; a fraction as a number with decimals, for nobody reads 413731/32."""
    shown = frame.map(lambda value: round(float(value), 4) if isinstance(value, Fraction) else value)
    return str(shown.to_html(index=False, header=header, border=0, na_rep=""))


def _euros(value: Any, places: int) -> Any:
    if isinstance(value, Integral):
        return Decimal(int(value)).scaleb(-places)
    if isinstance(value, Fraction):
        return value / 10**places
    if isinstance(value, Real) and value == value:  # a whole number in a column with gaps
        return Decimal(str(value)).scaleb(-places)
    return None


def _is(value: Any, default: Any) -> bool:
    """Say whether a field holds what it holds when it is left out."""
    return default is not MISSING and type(value) is type(default) and bool(value == default)


def _short(value: Any) -> str:
    """Write a value in a few characters; of a table or a row of things only how many."""
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST_TEXT else f"{value[: LONGEST_TEXT - 3]}...")
    if isinstance(value, Decimal | Fraction | date):
        return str(value)
    if value is None or isinstance(value, Real):
        return str(value)
    if isinstance(value, Mapping | Sequence | set | frozenset):
        return _counted(value)
    if hasattr(value, "shape"):
        return f"<{' x '.join(map(str, value.shape))}>"
    if is_dataclass(value):
        return f"<{type(value).__name__}>"
    return f"<{getattr(value, '__name__', type(value).__name__)}>"


def _counted(values: Mapping[Any, Any] | Sequence[Any] | Iterable[Any]) -> str:
    found = list(values.values() if isinstance(values, Mapping) else values)
    if len(found) <= 1 and all(isinstance(value, str | int) for value in found):
        return str(tuple(found)) if not isinstance(values, Mapping) else f"<{len(found)}>"
    kinds = {type(value).__name__ for value in found}
    return f"<{len(found)}{' ' + kinds.pop() if len(kinds) == 1 else ''}>"


def _cells(row: Any, before: str = "") -> dict[str, Any]:
    """Give the values of a row that fit in a cell, by name."""
    if not is_dataclass(row):
        return {before.rstrip("_") or "value": row}
    found: dict[str, Any] = {}
    for each in fields(row):
        value = getattr(row, each.name)
        if isinstance(value, Enum):
            value = value.value
        if value is None or isinstance(value, str | Decimal | date | Real):
            found[f"{before}{each.name}"] = value
        elif is_dataclass(value) and not isinstance(value, type):
            found |= _cells(value, f"{before}{each.name}_")
    return found
