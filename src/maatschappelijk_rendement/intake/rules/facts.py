"""Each row beside what its case and its product say of it: what the rules look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import (
    NO_DAY,
    as_number,
    day_number,
    distinct,
    small,
    with_plain_texts,
    worked_out,
)
from maatschappelijk_rendement.costing.lookups import cast_like, like
from maatschappelijk_rendement.costing.per_key import flags_by
from maatschappelijk_rendement.costing.windows import BOUNDS, REPEAT_BOUNDS, with_windows
from maatschappelijk_rendement.domain.instruments import InstrumentDefinition
from maatschappelijk_rendement.domain.tables import CASES, MDO, USAGE, WELLBEING, SheetTable
from maatschappelijk_rendement.domain.tariffs.products import Products
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, Per, Stream
from maatschappelijk_rendement.intake.canonical import LINE, WRONG, Tables
from maatschappelijk_rendement.intake.rules.kinds import can_exclude, kind_of
from maatschappelijk_rendement.intake.rules.sizes import allowed_by_per

UNKNOWN, UNJUDGED, KNOWN = "onbekend", "onbeoordeeld", "bekend"
OF_THE_CASE = ("case_type", "observed_streams", "mdo_date", "repeat_date")


@dataclass(frozen=True, eq=False)
class SourceFacts:
    """The tables of one source with what is known around them.

    Attributes:
        tables: What the source delivers.
        products: Looks products up by code.
        instruments: The instruments of wellbeing by id.
        today: Day on which is checked; nothing is said about the clock when there is none.
    """

    tables: Tables
    products: Products
    instruments: Mapping[str, InstrumentDefinition]
    today: date | None = None
    _made: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def period_months(self) -> int | None:
        """Length of a window, where it could be read."""
        months = self.tables.settings.get("period_months")
        return months if isinstance(months, int) else None

    def plain(self, table: SheetTable) -> Any:
        """Give the frame of a table as it is, for narwhals."""
        return self.once(table.sheet, lambda: _with_texts(nw.from_native(self.tables.frame(table))))

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Give what more than one rule needs: made at the first question, under its name."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def of(self, table: SheetTable) -> Any:
        """Give the rows of a table with what its rules need beside them."""
        return {
            USAGE.sheet: lambda: self.usage,
            MDO.sheet: lambda: self.mdo,
            WELLBEING.sheet: lambda: self.scores,
            CASES.sheet: lambda: self.plain(CASES),
        }.get(table.sheet, lambda: self.plain(table))()

    @cached_property
    def cases_by_usage(self) -> Any:
        """The cases on the engine of the lines."""
        return _with_texts(nw.from_native(self.tables.frames["cases_by_usage"]))

    @cached_property
    def one_case_each(self) -> Any:
        """The cases by id, on the engine of the lines; of two with one id the first counts."""
        return worked_out(_one_each(self.cases_by_usage))

    @cached_property
    def usage(self) -> Any:
        """Usage lines with their case, their product, and the most that one person uses (most_milli)."""
        lines = self.plain(USAGE).join(self.one_case_each, on="case_id", how="left")
        lines = self._with_products(lines)
        by = ("product_code", "per")
        return _joined(lines, self._bounds, by, by)

    @cached_property
    def mdo(self) -> Any:
        """Hours of MDOs with their product."""
        return self._with_products(self.plain(MDO))

    @cached_property
    def scores(self) -> Any:
        """Scores with the day of the MDO of their case, as day numbers, and what ``bare_scores`` adds."""
        cases = self.one_case_each if self.is_one_engine else _one_each(self.plain(CASES))
        cases = cases.select("case_id", mdo_day=day_number(cases, "mdo_date"))
        scores = self.bare_scores.join(cases, on="case_id", how="left")
        return scores.with_columns(mdo_day=nw.col("mdo_day").fill_null(NO_DAY))

    @cached_property
    def bare_scores(self) -> Any:
        """Scores with their day as a number, and their resident and onderdeel as these compare."""
        scores = self.plain(WELLBEING)
        return scores.with_columns(
            measured_day=day_number(scores, "measured_on"),
            who=form_of("resident"),
            what=nw.col("item").cast(nw.String).fill_null(""),
        )

    @property
    def is_one_engine(self) -> bool:
        """Whether the cases and the lines are on one engine."""
        return self.tables.frames["cases"] is self.tables.frames["cases_by_usage"]

    @cached_property
    def domain_days(self) -> Any | None:
        """The lines of the kinds that exclude each other (``kinds``), with the days on which they count.

        None where there are none, or no window is known; in memory also where no two of them can exclude each
        other, for the windows take longer than that question.
        """
        if not self.kinds_used:
            return None
        lines = self.usage.filter(
            (nw.col("product_kind") != "")
            & (nw.col("per") != Per.ONE_OFF.value)
            & ~nw.col("case_id").is_null()
        )
        if isinstance(lines, nw.DataFrame) and not _any_exclude(lines):
            return None
        columns = ("case_id", "moment", "product_kind", "product_code", "per", "quantity_milli")
        days = self.with_days(lines.select(LINE, *columns, "start", "end", who=form_of("resident")))
        return None if days is None else days.select(LINE, *columns, "first_day", "end_day", "who")

    @cached_property
    def helped(self) -> Any:
        """The cases with any line, and of what they have one, each 1 or 0.

        is_before and is_after; and for each stream, by its place in ``streams_used``, a line (has_0), use
        before (before_0) and a line of any size after (after_0).
        """
        lines = self.plain(USAGE).filter(~nw.col("case_id").is_null())
        lines = self._with_products(lines.select("case_id", "moment", "quantity_milli", "product_code"))
        lines = lines.with_columns(
            is_before=(nw.col("moment") == Moment.BEFORE.value).fill_null(value=False),
            is_after=(nw.col("moment") == Moment.AFTER.value).fill_null(value=False),
            _is_used=(nw.col("quantity_milli") > 0).fill_null(value=False),
            **{
                f"has_{place}": (nw.col("stream") == stream).fill_null(value=False)
                for place, stream in enumerate(self.streams_used)
            },
        )
        flags = {name: nw.col(name) for name in ("is_before", "is_after")}
        for place in range(len(self.streams_used)):
            is_here = nw.col(f"has_{place}")
            flags |= {
                f"has_{place}": is_here,
                f"before_{place}": is_here & nw.col("is_before") & nw.col("_is_used"),
                f"after_{place}": is_here & nw.col("is_after"),
            }
        return flags_by(lines, "case_id", flags)

    @cached_property
    def streams_used(self) -> tuple[str, ...]:
        """The streams of the products that are named."""
        named = {*self._product_table["stream"]}
        return tuple(stream.value for stream in Stream if stream.value in named)

    @cached_property
    def streams_without_after(self) -> tuple[str, ...]:
        """The streams with use before and, in the whole source, no line after."""
        return tuple(stream for stream, (lacks, has) in self._cases_after.items() if lacks and not has)

    @cached_property
    def _cases_after(self) -> dict[str, tuple[int, int]]:
        """Per stream how many cases have use before and no line after, and how many have a line after."""
        places = range(len(self.streams_used))
        if not places:
            return {}
        lacks = {f"lacks_{place}": as_number(_lacks(place)) for place in places}
        after = {f"after_{place}": nw.col(f"after_{place}") for place in places}
        # Of no cases there is a sum and no most.
        cases = small(self.helped.select(**{name: flag.sum() for name, flag in (lacks | after).items()}))[0]
        return {
            stream: (int(cases[f"lacks_{place}"] or 0), int(cases[f"after_{place}"] or 0))
            for place, stream in enumerate(self.streams_used)
        }

    @cached_property
    def lacking_after(self) -> Any | None:
        """Per case and stream what has use before and no line after: case_id, stream, is_after.

        Not what lacks it everywhere; None where nothing is.
        """
        parts = [
            self.helped.filter(_lacks(place)).select("case_id", "is_after", stream=nw.lit(stream))
            for place, (stream, (lacks, has)) in enumerate(self._cases_after.items())
            if lacks and has
        ]
        return nw.concat(parts) if parts else None

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every product code that a line names."""
        return frozenset(
            str(row["product_code"])
            for table in (USAGE, MDO)
            for row in small(distinct(self.plain(table), "product_code"))
            if isinstance(row["product_code"], str)
        )

    @cached_property
    def kinds_used(self) -> frozenset[str]:
        """Every kind of product that is named, see ``kinds``."""
        return frozenset(str(kind) for kind in self._product_table["product_kind"] if kind)

    def _with_products(self, lines: Any) -> Any:
        return _joined(lines, self._product_table, _TEXTS, ["product_code"])

    @cached_property
    def _product_table(self) -> dict[str, list[object]]:
        """For each code that is named: state, stream, unit and kind; empty, not null, where not known."""
        rows: dict[str, list[object]] = {name: [] for name in _TEXTS}
        for code in sorted(self.codes) or [""]:
            product = self.products.get(code)
            state = KNOWN if product else UNKNOWN if self.products.is_unknown(code) else UNJUDGED
            of_product = (str(product.stream), product.unit, kind_of(product)) if product else ("", "", "")
            for name, value in zip(_TEXTS, (code, state, *of_product), strict=True):
                rows[name].append(str(value))
        return rows

    @cached_property
    def _bounds(self) -> dict[str, list[object]]:
        """For each code that is named and each ``per``: the most that one person uses [1/1000 unit]."""
        rows: dict[str, list[object]] = {"product_code": [], "per": [], "most_milli": []}
        for code in sorted(self.codes):
            for per, most in allowed_by_per(self.products.get(code), self.period_months).items():
                for name, value in zip(rows, (code, per.value, most), strict=True):
                    rows[name].append(value)
        return rows if rows["per"] else {"product_code": [""], "per": [""], "most_milli": [0]}

    def has_wrong(self, table: SheetTable) -> bool:
        """Whether any cell of a table could not be read."""
        most = self.once(
            f"wrong {table.sheet}",
            lambda: small(self.plain(table).select(most=nw.col(WRONG).max()))[0]["most"],
        )
        return bool(most)

    @cached_property
    def windows(self) -> Any | None:
        """The window bounds of each case as day numbers; None where the settings do not tell."""
        if self.period_months is None:
            return None
        cases = self.one_case_each
        complete = cases.filter(
            ~nw.col("mdo_date").is_null() & nw.col("case_type").is_in([word.value for word in CaseType])
        ).with_columns(wijk=nw.lit("-"))
        bounds = ("mdo_day", *BOUNDS, *REPEAT_BOUNDS)
        found, _ = with_windows(complete, self.period_months)
        return found.select("case_id", *bounds)

    def with_days(self, lines: Any) -> Any | None:
        """Give lines with first_day and end_day: the days on which they count [ordinals, half open].

        A line without a window, or outside it, is left out; None where no window is known.

        Args:
            lines: Lines with case_id, moment, start, end.
        """
        windows = self.windows
        if windows is None:
            return None
        lines = lines.join(windows, on="case_id", how="inner")
        lines = lines.with_columns(_start=day_number(lines, "start"), _end=day_number(lines, "end"))
        before, repeat = nw.col("moment") == Moment.BEFORE.value, nw.col("moment") == Moment.REPEAT.value

        def choose(of_before: str, of_repeat: str, of_after: str) -> nw.Expr:
            rest = nw.when(repeat).then(nw.col(of_repeat)).otherwise(nw.col(of_after))
            return nw.when(before).then(nw.col(of_before)).otherwise(rest)

        lines = lines.with_columns(
            _opens=choose("before_start", "repeat_start", "mdo_day"),
            _closes=choose("mdo_day", "repeat_end", "after_end"),
        )
        return lines.with_columns(
            first_day=nw.max_horizontal("_opens", "_start"),
            end_day=nw.when(nw.col("_end") == NO_DAY)
            .then(nw.col("_closes"))
            .otherwise(nw.min_horizontal("_closes", "_end")),
        ).filter(nw.col("first_day") < nw.col("end_day"))


def _lacks(place: int) -> nw.Expr:
    return (nw.col(f"before_{place}") > 0) & (nw.col(f"after_{place}") == 0)


def _one_each(cases: Any) -> Any:
    cases = cases.select("case_id", LINE, *OF_THE_CASE).filter(~nw.col("case_id").is_null())
    seen = small(cases.select(rows=nw.len(), ids=nw.col("case_id").n_unique()))[0]
    if int(seen["rows"] or 0) != int(seen["ids"] or 0):
        firsts = cases.group_by("case_id").agg(_first=nw.col(LINE).min())
        cases = cases.join(firsts, on="case_id", how="left").filter(nw.col(LINE) == nw.col("_first"))
    return cases.select("case_id", *OF_THE_CASE)


def _any_exclude(lines: nw.DataFrame[Any]) -> bool:
    kinds: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in small(lines.select("case_id", "moment", "product_kind")):
        kinds[row["case_id"], row["moment"]][row["product_kind"]] += 1
    return any(map(can_exclude, kinds.values()))


def _with_texts(frame: Any) -> Any:
    """Give categories of pandas as texts too: they compare by what they say, and not by their list.

    An enumeration of DuckDB stays as it is: it compares with a text, and counts faster.
    """
    words = [name for name, dtype in frame.collect_schema().items() if dtype == nw.Categorical]
    plain = frame if frame.implementation.is_duckdb() else with_plain_texts(frame)
    return plain.with_columns(nw.col(*words).cast(nw.String)) if words else plain


def _joined(lines: Any, columns: dict[str, list[object]], texts: Sequence[str], on: Sequence[str]) -> Any:
    """Join a small table to lines: by their own enumerations, where they have these."""
    schema = lines.collect_schema()
    table = like(lines, columns, texts=texts)
    if not lines.implementation.is_duckdb():
        return lines.join(with_plain_texts(table), on=list(on), how="left")
    for name in on:
        words = schema[name]
        if words == nw.Enum:
            # No line has another word.
            table = table.filter(nw.col(name).cast(nw.String).is_in([str(word) for word in words.categories]))
    table = cast_like(table, schema, on)
    return lines.join(table, on=list(on), how="left")


def form_of(column: str) -> nw.Expr:
    """Give an id in the form in which ids compare; none is an empty text."""
    return nw.col(column).cast(nw.String).str.to_lowercase().fill_null("")


_TEXTS = ("product_code", "product_state", "stream", "product_unit", "product_kind")
