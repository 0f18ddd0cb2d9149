"""Tables of an analyst through the door: any kind that narwhals reads, with their own column names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import InputError, ObjectError, UsageError
from maatschappelijk_rendement.domain.instruments import InstrumentDefinition
from maatschappelijk_rendement.domain.instruments import load as load_instruments
from maatschappelijk_rendement.domain.model import AnalysisSettings, ProgrammePost, Reading, Tariff
from maatschappelijk_rendement.domain.record import values_of
from maatschappelijk_rendement.domain.tables import (
    CASES,
    PROGRAMME,
    SHEETS,
    TARIFFS,
    CellKind,
    SheetColumn,
    SheetTable,
)
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.products import lay_over
from maatschappelijk_rendement.domain.vocabulary import ALL_STREAMS_WORD, did_you_mean, fold, fold_header
from maatschappelijk_rendement.intake.canonical import NAMES, SCALED, Tables
from maatschappelijk_rendement.intake.delivering import deliver
from maatschappelijk_rendement.intake.doors.objects import (
    hidden_texts,
    note_faults,
    note_settings,
    place_by_row,
)
from maatschappelijk_rendement.intake.doors.plan_tables import deliver_plan, read_plans, with_plans
from maatschappelijk_rendement.intake.doors.warehouse import from_warehouse
from maatschappelijk_rendement.intake.memory import ColumnsOf, Survey, tables_in_memory
from maatschappelijk_rendement.intake.plans import Given
from maatschappelijk_rendement.intake.reading import Columns, own_ids, read_columns, scaled_values
from maatschappelijk_rendement.intake.rules import RULES, SourceFacts, run
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings, sort_findings
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS

if TYPE_CHECKING:
    import pandas as pd

TABLE_NAMES = {NAMES[table.sheet]: table for table in SHEETS if table.sheet in NAMES}
MOST_PLACES = 3
ON_ENGINE = ("cases", "usage", "mdo")
"""Tables that may stay on an engine."""


ALL_ASSUMED = (
    "De kolom stromen_bekend is niet gegeven. Van elke casus gelden daarom alle stromen als bekend: een "
    "stroom zonder regels telt als 0 euro."
)
ALL_ASSUMED_ADVICE = (
    "Geef stromen_bekend bij de casussen, zoals 'Wmo;Zvw', of 'alle' als er echt naar elke stroom is gekeken."
)


def from_tables(
    settings: AnalysisSettings | Mapping[str, Any],
    *,
    cases: Any,
    usage: Any,
    scores: Any = None,
    mdo: Any = None,
    programme: Any = None,
    tariffs: Any = None,
    columns: Mapping[str, str] | None = None,
    prices: Tariffs | None = None,
) -> Delivery:
    """Turn tables of your own into a delivery that ``analyse`` takes, after every rule of a workbook.

    Args:
        settings: ``AnalysisSettings``, or a mapping of settings by their Dutch or English names.
        cases: One row a case: case_id, wijk, case_type, mdo_date, and optional wijk_code, repeat_date,
            observed_streams ("alle" when left out, with a warning). Other columns are kept aside as
            attributes of the case.
        usage: One row a line: case_id, moment, product_code, quantity, per, and the optional columns of sheet
            Gebruik. pandas, Polars, PyArrow, a DuckDB relation or PySpark; the last two stay where they are,
            and so do cases and hours that are given on the same engine.
        scores: One row a score: case_id, resident, moment, measured_on, instrument, item, score.
        mdo: One row an effort: case_id, product_code or price_eur and price_source, hours.
        programme: post, payer, amount_eur, year, one_off.
        tariffs: Own prices: code, stream, unit, price_eur, valid_from, valid_until, source_text.
        columns: Your name of a column to one of ours. Every table knows our English names (``quantity``), the
            Dutch headers of the workbook (``aantal``) and the names of ``to_frames`` (``quantity_milli``).
            ``einddatum`` is the last day, which counts; ``end`` the day after it.
        prices: Prices to know products by; the shipped ones when left out.

    Returns:
        The delivery. A number may be int, float or Decimal, a date a date, datetime or text; ids int or text.
        A float is read as its shortest decimal; with more decimals than its column has, it is an error.

    Raises:
        InputError: A column or value is missing or wrong; carries every finding, with the row (the label of a
            pandas index of whole numbers, else the position, from 0).
        UsageError: Something is no table, or a setting is unknown.

    Example:
        >>> import pandas as pd
        >>> found = from_tables(
        ...     {
        ...         "titel": "Proef", "gemeente": "Oss", "periode_maanden": 12, "prijsmodus": "constant",
        ...         "prijspeil": 2022, "index": "CPI", "prijsbasis": "referentieprijs",
        ...         "vergelijking": "voor_na", "basis_na": "realisatie", "mdo_kosten": "apart",
        ...         "selectie": "alle",
        ...     },
        ...     cases=pd.DataFrame(
        ...         {"casus_id": [1], "wijk": "Noord", "casustype": "bestaand", "mdo_datum": "1-7-2022"}
        ...     ),
        ...     usage=pd.DataFrame(
        ...         {
        ...             "casus_id": 1, "moment": ["voor", "na"], "uren": [3.5, 1.0], "per": "week",
        ...             "productcode": "WMO.HH.UUR.REF2022",
        ...         }
        ...     ),
        ...     columns={"uren": "aantal"},
        ... )
        >>> found.usage["quantity_milli"].tolist()
        [3500, 1000]
    """
    survey = survey_tables(
        settings,
        {
            "cases": cases,
            "usage": usage,
            "scores": scores,
            "mdo": mdo,
            "programme": programme,
            "tariffs": tariffs,
        },
        columns=columns,
        prices=prices,
    )
    if survey.delivery is None:
        raise InputError(survey.findings)
    return survey.delivery


def survey_tables(
    settings: AnalysisSettings | Mapping[str, Any],
    given: Mapping[str, Any],
    *,
    columns: Mapping[str, str] | None = None,
    prices: Tariffs | None = None,
    instruments: Mapping[str, InstrumentDefinition] | None = None,
    today: date | None = None,
) -> Survey:
    """Read tables as far as they go; see ``from_tables`` for the arguments.

    Args:
        settings: How it is analysed.
        given: The tables by name (cases, usage, scores, mdo, programme, tariffs); None for one that is not
            there.
        columns: Your name of a column to one of ours.
        prices: Prices to know products by.
        instruments: The instruments of wellbeing by id; the shipped ones when left out.
        today: Day on which is checked.
    """
    definitions = instruments if instruments is not None else load_instruments()
    chosen = settings_of(settings)
    found = CollectedFindings(DEFAULT_LIMITS.findings)
    opened = _opened_all(given)
    _refuse_names_of_nothing(columns or {}, opened)
    plans = {name: frame for name, frame in opened.items() if isinstance(frame, nw.LazyFrame)}
    is_plan = bool(plans)
    read: dict[str, ColumnsOf] = {}
    attributes = None
    for name, table in TABLE_NAMES.items():
        if name in plans:
            continue
        frame = opened.get(name)
        columns_of, extra = _in_memory(table, frame, columns or {}, found)
        read[table.sheet] = columns_of
        attributes = extra if table is CASES else attributes
    note_settings(values_of(chosen), found)
    own = _objects(read[TARIFFS.sheet], Tariff, {"is_local": True})
    programme = _objects(read[PROGRAMME.sheet], ProgrammePost, {})
    products, conflicts = lay_over(
        prices if prices is not None else Tariffs.load(),
        [row for _, row in own],
        unjudged=_unread_codes(read, own),
    )
    for conflict in conflicts:
        cell = place_by_row(TARIFFS, conflict.column, own[conflict.row][0])
        found.error(TARIFFS.sheet, cell, conflict.code, conflict.text, conflict.advice)
    known = {name: value for name, value in values_of(chosen).items() if value is not None}
    hidden = hidden_texts(read, known)
    spellings = on_engine = None
    given_as: dict[str, dict[str, Given]] = {}
    if is_plan:
        given_as = {
            name: _plan_columns(TABLE_NAMES[name], frame, columns or {}, found)
            for name, frame in plans.items()
        }
        on_engine = read_plans(plans, given_as, read, products)
        spellings = on_engine.spellings
        for one in on_engine.all().values():
            found.extend(one.findings)
            hidden |= one.hidden
    tables = tables_in_memory(
        read, products, definitions, settings=known, place=place_by_row, spellings=spellings
    )
    if on_engine is not None:
        tables = with_plans(tables, on_engine, given_as)
    facts = SourceFacts(tables, products, definitions, today)
    for broken in run(RULES, facts, most=MOST_PLACES if is_plan else None):
        found.extend(broken.findings(facts))
    findings = tuple(sort_findings(found.sorted()))
    warnings = tuple(finding for finding in findings if finding.level == "waarschuwing")
    reading = Reading(warnings=warnings, not_shown=hidden)
    if is_plan:
        sound = deliver_plan(
            tables, chosen, [post for _, post in programme], [row for _, row in own], reading
        )
    else:
        sound = deliver(
            tables,
            chosen,
            rejected={table.sheet: found.rows_with_errors(table.sheet) for table in TABLE_NAMES.values()},
            programme=[post for _, post in programme],
            tariffs=[row for _, row in own],
            reading=reading,
        )
    sound = replace(sound, attributes=_attributes(attributes, tables))
    return Survey(None if found.has_errors else sound, sound, findings)


def settings_of(settings: AnalysisSettings | Mapping[str, Any]) -> AnalysisSettings:
    """Make settings of a mapping by Dutch or English names.

    Raises:
        UsageError: A name is unknown, or a value does not fit.
    """
    from maatschappelijk_rendement.domain.tables import SETTINGS

    if isinstance(settings, AnalysisSettings):
        return settings
    by_name = {fold_header(word): setting for setting in SETTINGS for word in (setting.header, setting.name)}
    made = {}
    for name, value in settings.items():
        setting = by_name.get(fold_header(str(name)))
        if setting is None:
            near = did_you_mean(str(name), [setting.header for setting in SETTINGS])
            names = ", ".join(setting.header for setting in SETTINGS)
            raise UsageError(f"Een instelling is onbekend. {near} Kies uit: {names}.".replace("  ", " "))
        made[setting.name] = value
    try:
        return AnalysisSettings(**made)
    except ObjectError as error:
        headers = [setting.header for setting in SETTINGS if setting.name in error.fields]
        raise UsageError(f"Instellingen ontbreken of zijn onjuist: {', '.join(headers)}.") from None


def _opened_all(given: Mapping[str, Any]) -> dict[str, Any]:
    """Open every table; those on the engine of the lines stay there, all others come to memory."""
    opened = from_warehouse(
        {name: _opened(name, frame) for name, frame in given.items() if frame is not None}
    )
    usage = opened.get("usage")
    for name, frame in opened.items():
        if isinstance(frame, nw.LazyFrame) and not (
            isinstance(usage, nw.LazyFrame) and usage.implementation is frame.implementation
        ):
            opened[name] = frame.collect(backend="pandas")
    if "cases" in opened and not isinstance(opened["cases"], nw.LazyFrame) and "mdo" in opened:
        hours = opened["mdo"]
        opened["mdo"] = hours.collect(backend="pandas") if isinstance(hours, nw.LazyFrame) else hours
    return opened


def _refuse_names_of_nothing(columns: Mapping[str, str], opened: Mapping[str, Any]) -> None:
    """Refuse a name that no table has: it was meant for a column, which would be left out in silence."""
    headers = [str(name) for frame in opened.values() for name in frame.collect_schema().names()]
    for mine in columns:
        if mine not in headers:
            near = did_you_mean(mine, headers)
            raise UsageError(f"In columns staat '{mine}', en geen tabel heeft die kolom. {near}".rstrip())


def _opened(name: str, frame: Any) -> Any:
    """Let narwhals open a table; a plan of Polars is computed, for it is in memory anyway."""
    if isinstance(frame, Mapping):
        import pandas as pd

        frame = pd.DataFrame(dict(frame))
    try:
        opened = nw.from_native(frame)
    except TypeError:
        raise UsageError(
            f"De tabel {name} is geen tabel. "
            "Geef er een van pandas, Polars, PyArrow, DuckDB, PySpark of ibis."
        ) from None
    is_polars = isinstance(opened, nw.LazyFrame) and opened.implementation.is_polars()
    in_memory = name not in ON_ENGINE or is_polars
    return opened.collect(backend="pandas") if in_memory and isinstance(opened, nw.LazyFrame) else opened


@dataclass(frozen=True, slots=True)
class _Named:
    """What a column of a table is: its declaration; whether it holds smallest parts, or the day after."""

    column: SheetColumn
    is_scaled: bool
    ends_after: bool


def _names_of(table: SheetTable) -> dict[str, _Named]:
    """Give for each name that a column may have what it means; our English name wins."""
    names: dict[str, _Named] = {}
    for column in table.columns:
        is_last_day = column.kind is CellKind.LAST_DAY
        names[fold_header(column.header)] = _Named(column, is_scaled=False, ends_after=False)
        if column.name in SCALED:
            names[SCALED[column.name][0]] = _Named(column, is_scaled=True, ends_after=False)
        names[column.name] = _Named(column, is_scaled=False, ends_after=is_last_day)
    return names


def _recognised(
    table: SheetTable, headers: Sequence[str], columns: Mapping[str, str], found: CollectedFindings
) -> dict[str, _Named]:
    """Say what each column of a table is; others are left out of the answer.

    Notes columns that stand twice, are unknown, or that are needed and not there.
    """
    names = _names_of(table)
    known: dict[str, _Named] = {}
    taken: set[str] = set()
    own = {mine: ours for mine, ours in columns.items() if mine in headers}
    for position, header in enumerate(headers, 1):
        named = names.get(fold_header(own.get(header, header)))
        if named is None:
            if table is not CASES and header not in ("line", "is_local"):
                _note_unknown(table, header, position, found)
        elif named.column.name in taken:
            text = f"De kolom {named.column.header} staat er twee keer, onder twee namen."
            found.error(table.sheet, "", "kolom_dubbel", text, "Laat er één staan.")
        else:
            known[header] = named
            taken.add(named.column.name)
    for column in table.columns:
        is_needed = column.required and not column.may_be_absent and column.name != "observed_streams"
        if column.name not in taken and is_needed:
            text = f"De kolom {column.header} ({column.name}) ontbreekt."
            advice = "Voeg haar toe, of zeg met columns={...} welke kolom van u het is."
            found.error(table.sheet, "", "kolom_ontbreekt", text, advice)
    return known


def _plan_columns(
    table: SheetTable, frame: Any, columns: Mapping[str, str], found: CollectedFindings
) -> dict[str, Given]:
    """Say of a table that stays on its engine what each column is."""
    known = _recognised(table, frame.collect_schema().names(), columns, found)
    _say_what_is_assumed(table, [named.column.name for named in known.values()], found)
    return {
        named.column.name: Given(header, named.is_scaled, named.ends_after) for header, named in known.items()
    }


def _say_what_is_assumed(table: SheetTable, names: Iterable[str], found: CollectedFindings) -> bool:
    """Warn where nothing says which streams are known of the cases; give whether that is so."""
    is_assumed = table is CASES and "observed_streams" not in names
    if is_assumed:
        found.warning(CASES.sheet, "", "stromen_aangenomen", ALL_ASSUMED, ALL_ASSUMED_ADVICE)
    return is_assumed


def _note_unknown(table: SheetTable, header: str, position: int, found: CollectedFindings) -> None:
    near = did_you_mean(header, [name for column in table.columns for name in (column.name, column.header)])
    text = f"Kolom {position} van {NAMES[table.sheet]} is onbekend en niet gelezen."
    advice = f"{near} Zeg met columns={{...}} wat zij is, of laat haar weg.".strip()
    found.warning(table.sheet, "", "kolom_niet_gelezen", text, advice)


def _in_memory(
    table: SheetTable, frame: Any, columns: Mapping[str, str], found: CollectedFindings
) -> tuple[ColumnsOf, pd.DataFrame | None]:
    """Read a table in memory; gives its extra columns too."""
    if frame is None:
        empty = read_columns(table, {}, 0)
        return ColumnsOf([], empty.meanings, {}, frozenset(c.name for c in table.columns)), None
    known = _recognised(table, frame.columns, columns, found)
    rows = len(frame)
    lines = _labels(frame)
    raw: dict[str, Sequence[Any]] = {}
    inclusive: dict[str, Sequence[Any]] = {}
    for header, named in known.items():
        values = frame.get_column(header).to_list()
        values = scaled_values(values, named.column.name) if named.is_scaled else values
        (raw if named.column.kind is not CellKind.LAST_DAY or named.ends_after else inclusive)[
            named.column.name
        ] = values
    if _say_what_is_assumed(table, raw, found):
        raw["observed_streams"] = [ALL_STREAMS_WORD] * rows
    read = read_columns(table, raw, rows, instead=own_ids(table))
    if inclusive:
        _put(read, read_columns(table, inclusive, rows, ends_after=False), inclusive)
    note_faults(table, read, lines, found)
    given = frozenset({*raw, *inclusive})
    extra = None
    if table is CASES:
        others = [name for name in frame.columns if name not in known and name != "line"]
        extra = frame.select(*others).to_pandas().reset_index(drop=True) if others else None
    return ColumnsOf(lines, read.meanings, read.wrong, given), extra


def _put(read: Columns, other: Columns, names: Iterable[str]) -> None:
    for name in names:
        read.meanings[name] = other.meanings[name]
        read.wrong[name] = other.wrong[name]
    read.faults.extend(other.faults)


def _labels(frame: Any) -> list[int]:
    """Give the number by which a row is found back: the label of a pandas index, else its position."""
    import pandas as pd

    native = frame.to_native()
    if isinstance(native, pd.DataFrame) and pd.api.types.is_integer_dtype(native.index.dtype):
        labels = [int(label) for label in native.index]
        if len(set(labels)) == len(labels) and min(labels, default=0) >= 0:
            return labels
    return list(range(len(frame)))


def _objects(read: ColumnsOf, kind: Any, fixed: Mapping[str, Any]) -> list[tuple[int, Any]]:
    made = []
    for position, line in enumerate(read.lines):
        if any(position in wrong for wrong in read.wrong.values()):
            continue
        values = {name: meanings[position] for name, meanings in read.meanings.items()}
        values = {name: value for name, value in values.items() if value is not None}
        try:
            made.append((line, kind(**values, **fixed)))
        except ObjectError:
            continue  # a needed column is not there, and that has been said
    return made


def _unread_codes(read: Mapping[str, ColumnsOf], own: Sequence[tuple[int, Any]]) -> frozenset[str]:
    made = {line for line, _ in own}
    prices = read[TARIFFS.sheet]
    codes = zip(prices.lines, prices.meanings.get("code", []), strict=False)
    return frozenset(fold(code) for line, code in codes if line not in made and isinstance(code, str))


def _attributes(extra: pd.DataFrame | None, tables: Tables) -> pd.DataFrame | None:
    """Lay the extra columns of the cases beside their ids."""
    if extra is None:
        return None
    ids = tables.frames["cases"]["case_id"]
    found: pd.DataFrame = extra.set_axis(ids, axis=0).loc[ids.notna().to_numpy()].rename_axis("case_id")
    return found
