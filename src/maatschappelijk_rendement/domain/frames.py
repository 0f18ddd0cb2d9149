"""Objects to frames and back: the border between the domain and the arithmetic.

The columns of each frame are those of ``tables``, in pandas: text as text, days as datetime64[s] (half-open
ends),
amounts as whole numbers with their unit in the name (``quantity_milli``, ``price_e4``, ``score_centi``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.domain import model
from maatschappelijk_rendement.domain.errors import Finding, InputError, ObjectError, UsageError
from maatschappelijk_rendement.domain.record import names_of
from maatschappelijk_rendement.domain.vocabulary import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

# A number is stored as a whole number of its smallest part: the column's name says which.
MILLI, E4, CENTI = 3, 4, 2
FRAME_NAMES = ("cases", "usage", "scores", "mdo", "programme", "tariffs")


def scaled(number: Decimal | None, decimals: int) -> int | None:
    """Turn a decimal into a whole number of its smallest part; it must fit exactly.

    Example:
        >>> scaled(Decimal("2.5"), 3), scaled(None, 3)
        (2500, None)
    """
    if number is None:
        return None
    whole = number.scaleb(decimals)
    if whole != whole.to_integral_value():
        raise ValueError(f"more than {decimals} decimals")
    return int(whole)


def unscaled(number: int | None, decimals: int) -> Decimal | None:
    """Turn a whole number of smallest parts back into a decimal.

    Example:
        >>> unscaled(2500, 3)
        Decimal('2.500')
    """
    return None if number is None else Decimal(number).scaleb(-decimals)


def _text(values: Iterable[object]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series([None if value is None else str(value) for value in values], dtype="str")


def _days(values: Iterable[date | None]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(list(values), dtype="datetime64[s]")


def _whole(values: Iterable[int | None], *, may_be_empty: bool = False) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(list(values), dtype="Int64" if may_be_empty else "int64")


def case_frame(caseload: model.CaseLoad) -> pd.DataFrame:
    """One row a case: the fields of ``Case``; observed_streams with ";" between."""
    import pandas as pd

    cases = caseload.cases
    return pd.DataFrame(
        {
            "case_id": _text(c.case_id for c in cases),
            "wijk": _text(c.wijk for c in cases),
            "wijk_code": _text(c.wijk_code for c in cases),
            "case_type": _text(c.case_type for c in cases),
            "mdo_date": _days(c.mdo_date for c in cases),
            "repeat_date": _days(c.repeat_date for c in cases),
            "observed_streams": _text(";".join(c.observed_streams) for c in cases),
        }
    )


def places(case_ids: pd.Series[Any], cases: pd.Series[Any]) -> npt.NDArray[np.int64]:
    """Give where each id stands among the cases, from 0; -1 for one that does not.

    Args:
        case_ids: Ids, as texts or as a category that both columns share.
        cases: The ids of the cases, each once.

    Example:
        >>> import pandas as pd
        >>> places(pd.Series(["b", "x"]), pd.Series(["a", "b"])).tolist()
        [1, -1]
    """
    import numpy as np
    import pandas as pd

    if not isinstance(case_ids.dtype, pd.CategoricalDtype) or not len(cases):
        return np.asarray(pd.Index(cases).get_indexer(pd.Index(case_ids)), dtype=np.int64)
    at = np.full(len(case_ids.cat.categories), -1, dtype=np.int64)
    at[cases.cat.codes.to_numpy()] = np.arange(len(cases))
    return at[case_ids.cat.codes.to_numpy()]


def own_spelling(caseload: model.CaseLoad) -> Callable[[str], str]:
    """Give the spelling of a case's id in ``cases``: ids compare without regard to case."""
    spelling = {fold(case.case_id): case.case_id for case in caseload.cases}
    return lambda case_id: spelling.get(fold(case_id), case_id)


def _line_numbers(rows: Sequence[int], count: int) -> Sequence[int]:
    # The row on the sheet where there is one; else the place in the caseload, from 1.
    return rows if len(rows) == count else range(1, count + 1)


def usage_frame(caseload: model.CaseLoad) -> pd.DataFrame:
    """One row a usage line: line (sheet row), then the fields of ``Usage``.

    Numbers are whole: quantity_milli, price_e4 and own_contribution_cents.
    """
    import pandas as pd

    usage, spelling = caseload.usage, own_spelling(caseload)
    return pd.DataFrame(
        {
            "line": _whole(_line_numbers(caseload.reading.usage_rows, len(usage))),
            "case_id": _text(spelling(u.case_id) for u in usage),
            "moment": _text(u.moment for u in usage),
            "product_code": _text(u.product_code for u in usage),
            "quantity_milli": _whole(scaled(u.quantity, MILLI) for u in usage),
            "per": _text(u.per for u in usage),
            "start": _days(u.start for u in usage),
            "end": _days(u.end for u in usage),
            "unit": _text(u.unit for u in usage),
            "price_e4": _whole((scaled(u.price_eur, E4) for u in usage), may_be_empty=True),
            "price_source": _text(u.price_source for u in usage),
            "provision": _text(u.provision for u in usage),
            "money_kind": _text(u.money_kind for u in usage),
            "payer": _text(u.payer for u in usage),
            "own_contribution_cents": _whole(
                (scaled(u.own_contribution_eur, CENTI) for u in usage), may_be_empty=True
            ),
            "receiver": _text(u.receiver for u in usage),
            "resident": _text(u.resident for u in usage),
            "provenance": _text(u.provenance for u in usage),
        }
    )


def score_frame(caseload: model.CaseLoad) -> pd.DataFrame:
    """One row a score: case_id, resident, moment, measured_on, instrument, item, score_centi [1/100]."""
    import pandas as pd

    scores, spelling = caseload.scores, own_spelling(caseload)
    return pd.DataFrame(
        {
            "case_id": _text(spelling(s.case_id) for s in scores),
            "resident": _text(s.resident for s in scores),
            "moment": _text(s.moment for s in scores),
            "measured_on": _days(s.measured_on for s in scores),
            "instrument": _text(s.instrument for s in scores),
            "item": _text(s.item for s in scores),
            "score_centi": _whole(scaled(s.score, CENTI) for s in scores),
        }
    )


def mdo_frame(caseload: model.CaseLoad) -> pd.DataFrame:
    """One row an effort: line (sheet row), then the fields of ``MdoEffort``; hours_milli and price_e4."""
    import pandas as pd

    mdo, spelling = caseload.mdo, own_spelling(caseload)
    return pd.DataFrame(
        {
            "line": _whole(_line_numbers(caseload.reading.mdo_rows, len(mdo))),
            "case_id": _text(spelling(m.case_id) for m in mdo),
            "product_code": _text(m.product_code for m in mdo),
            "function": _text(m.function for m in mdo),
            "hours_milli": _whole(scaled(m.hours, MILLI) for m in mdo),
            "price_e4": _whole((scaled(m.price_eur, E4) for m in mdo), may_be_empty=True),
            "price_source": _text(m.price_source for m in mdo),
            "payer": _text(m.payer for m in mdo),
        }
    )


def to_frames(caseload: model.CaseLoad) -> dict[str, pd.DataFrame]:
    """Give a caseload as tidy frames: cases, usage, scores, mdo, programme, tariffs.

    ``from_frames`` turns them back without loss.
    """
    import pandas as pd

    return {
        "cases": case_frame(caseload),
        "usage": usage_frame(caseload),
        "scores": score_frame(caseload),
        "mdo": mdo_frame(caseload),
        "programme": pd.DataFrame(
            {
                "post": _text(p.post for p in caseload.programme),
                "payer": _text(p.payer for p in caseload.programme),
                "amount_cents": _whole(scaled(p.amount_eur, CENTI) for p in caseload.programme),
                "year": _whole(p.year for p in caseload.programme),
                "one_off": pd.Series([p.one_off for p in caseload.programme], dtype="bool"),
            }
        ),
        "tariffs": tariff_frame(caseload.tariffs),
    }


def tariff_frame(tariffs: Sequence[model.Tariff]) -> pd.DataFrame:
    """One row a price: the fields of ``Tariff`` with price_e4 [1/10000 euro] in place of price_eur."""
    import pandas as pd

    columns: dict[str, Any] = {}
    for name in names_of(model.Tariff):
        values = [getattr(tariff, name) for tariff in tariffs]
        if name == "price_eur":
            columns["price_e4"] = _whole(scaled(value, E4) for value in values)
        elif name in ("valid_from", "valid_until"):
            columns[name] = _days(values)
        elif name == "is_local":
            columns[name] = pd.Series(values, dtype="bool")
        else:
            columns[name] = _text(values)
    return pd.DataFrame(columns)


def from_frames(settings: model.AnalysisSettings, frames: Mapping[str, Any]) -> model.CaseLoad:
    """Turn frames in the columns of ``to_frames`` back into a caseload; ``from_tables`` reads any other.

    Args:
        settings: How it is analysed.
        frames: The frames by name, of any kind that narwhals reads. An optional column may be left out.

    Raises:
        UsageError: A frame is missing.
        InputError: A value breaks a bound of ``tables``, or a column is not one of ``to_frames``.
    """
    missing = [name for name in FRAME_NAMES if name not in frames]
    if missing:
        raise UsageError(f"Deze tabellen ontbreken: {', '.join(missing)}. Een lege tabel mag.")
    opened = {name: _pandas(frames[name]) for name in FRAME_NAMES}
    return caseload_of(
        settings,
        opened,
        programme=tuple(
            _made("programme", model.ProgrammePost, place, _decimal(row, "amount_cents", "amount_eur", CENTI))
            for place, row in enumerate(_rows(opened["programme"]))
        ),
        tariffs=tuple(
            _made("tariffs", model.Tariff, place, _decimal(row, "price_e4", "price_eur", E4))
            for place, row in enumerate(_rows(opened["tariffs"]))
        ),
    )


def _pandas(frame: Any) -> pd.DataFrame:
    import narwhals as nw

    opened = nw.from_native(frame)
    eager = opened.collect(backend="pandas") if isinstance(opened, nw.LazyFrame) else opened
    found: pd.DataFrame = eager.to_pandas()
    return found


def _made(name: str, kind: Any, place: int, fields: Mapping[str, Any]) -> Any:
    """Make one object; says which row and fields are wrong, and never a value."""
    try:
        return kind(**fields)
    except ObjectError as error:
        what = f" Het gaat om: {', '.join(sorted(error.fields))}." if error.fields else ""
        text = f"Een rij van {name} is onvolledig of onjuist, of heeft een onbekende kolom.{what}"
        advice = "Gebruik de kolommen van to_frames, of lees eigen tabellen met from_tables."
        raise InputError([Finding("fout", name, str(place), "rij_onjuist", text, advice)]) from None


def caseload_of(
    settings: model.AnalysisSettings,
    frames: Mapping[str, pd.DataFrame],
    *,
    programme: tuple[model.ProgrammePost, ...],
    tariffs: tuple[model.Tariff, ...],
    reading: model.Reading | None = None,
) -> model.CaseLoad:
    """Make objects of the frames cases, usage, scores and mdo.

    Args:
        settings: How it is analysed.
        frames: The frames by name.
        programme: What the way of working costs beside the cases.
        tariffs: Its own prices.
        reading: What reading left behind; the rows on the sheet are added where a sheet was read.
    """
    reading = reading or model.Reading()
    if reading.sheets:
        usage_rows, mdo_rows = (map(int, frames[name]["line"]) for name in ("usage", "mdo"))
        reading = replace(reading, usage_rows=usage_rows, mdo_rows=mdo_rows)
    return model.CaseLoad(
        settings=settings,
        cases=tuple(
            _made("cases", model.Case, place, _with_streams(row))
            for place, row in enumerate(_rows(frames["cases"]))
        ),
        usage=tuple(
            _made("usage", model.Usage, place, _line_of_use(row))
            for place, row in enumerate(_rows(frames["usage"], drop="line"))
        ),
        scores=tuple(
            _made("scores", model.WellbeingScore, place, _decimal(row, "score_centi", "score", CENTI))
            for place, row in enumerate(_rows(frames["scores"]))
        ),
        mdo=tuple(
            _made(
                "mdo",
                model.MdoEffort,
                place,
                _decimal(_decimal(row, "hours_milli", "hours", MILLI), "price_e4", "price_eur", E4),
            )
            for place, row in enumerate(_rows(frames["mdo"], drop="line"))
        ),
        programme=programme,
        tariffs=tariffs,
        reading=reading,
    )


def _line_of_use(row: dict[str, Any]) -> dict[str, Any]:
    row = _decimal(_decimal(row, "quantity_milli", "quantity", MILLI), "price_e4", "price_eur", E4)
    return _decimal(row, "own_contribution_cents", "own_contribution_eur", CENTI)


def _with_streams(row: dict[str, Any]) -> dict[str, Any]:
    streams = row.get("observed_streams")
    return {**row, "observed_streams": tuple(streams.split(";"))} if isinstance(streams, str) else row


def _decimal(row: dict[str, Any], scaled_name: str, name: str, decimals: int) -> dict[str, Any]:
    if scaled_name not in row:
        return row
    rest = {key: value for key, value in row.items() if key != scaled_name}
    return {**rest, name: _as_written(unscaled(row[scaled_name], decimals))}


def _as_written(number: Decimal | None) -> Decimal | None:
    """Leave out the zeros that nobody wrote behind the decimals."""
    if number is None or number == number.to_integral_value():
        return None if number is None else number.quantize(Decimal(1))
    return number.normalize()


def _rows(frame: pd.DataFrame, drop: str = "") -> Iterable[dict[str, Any]]:
    import pandas as pd

    names = [name for name in frame.columns if name != drop]
    columns = []
    for name in names:
        values = frame[name]
        if pd.api.types.is_datetime64_any_dtype(values):
            columns.append([None if pd.isna(day) else day.date() for day in values])
        else:
            columns.append([None if pd.isna(value) else value for value in values.tolist()])
    for row in zip(*columns, strict=True):
        yield dict(zip(names, row, strict=True))
