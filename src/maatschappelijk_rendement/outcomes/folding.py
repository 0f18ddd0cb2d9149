"""Many cases as a few: those that no label and no sign tells apart stand together, where the rows are.

A report of many cases asks sums of them, how many they are, and of disclosure control what one of them can
put into a figure. A case that is large beside the others, one of a small cell and some of each kind are kept
by themselves; of all others only what those put in together that are in the same tables, with the same signs,
and the most that one of them puts in. What comes to Python is bounded by the number of cells and kinds, not
by that of cases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import as_number, distinct, numbers_of, small, worked_out
from maatschappelijk_rendement.costing.lookups import join_numbers, like, looked_up
from maatschappelijk_rendement.costing.per_key import sums_by
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.outcomes.case_changes import AMOUNTS, AVERTED, origins
from maatschappelijk_rendement.outcomes.large_cases import BLOCK, PARTS, changed_much, largest_of_cells

if TYPE_CHECKING:
    import pandas as pd

LABELS = ("stream", "payer", "receiver", "money_kind", "moment")
CHANGES = ("delta_cents", *AMOUNTS, "before_cents", "after_cents")
KEYS = ("_key_1", "_key_2")
MONTHS = 12
MANY_CASES = 4_000
"""Of no more cases than these each stands by itself."""
SAMPLE = 4_000
"""Of few kinds so many cases stand by themselves, whatever they are: from each kind the same number."""
MOST_KINDS = 250_000
"""With more kinds of cases than this there is nothing to put together."""
CENTS = 100
FLOATS = ("square_cents", "cube_cents")


@dataclass(frozen=True, eq=False)
class Unfolded:
    """What is folded, on the engine of the lines.

    Attributes:
        cases: case_id, wijk, case_type.
        lines: Priced lines: case_id, ``LABELS`` and the three amounts.
        deltas: As ``case_changes.case_deltas`` gives.
        totals: As ``case_changes.case_totals`` gives.
        hours: case_id, payer, price_cents, milli, cents: the hours of the MDO of each case.
        usage: Lines with case_id and provenance, which may be empty.
        scored: case_id and _pattern, the place in ``patterns``, of each case with a score; None without one.
        patterns: Each set of scores that a case has.
        months: Length of the window.
    """

    cases: Any
    lines: Any
    deltas: Any
    totals: Any
    hours: Any
    usage: Any
    scored: Any | None
    patterns: Sequence[Hashable]
    months: int


@dataclass(frozen=True, eq=False)
class Folded:
    """Cases as a few, in pandas; ``case_id`` is the number of a case, or of some that stand together.

    Attributes:
        cases: case_id, wijk, case_type, times (for how many it stands), pattern (of its scores; -1 for none).
        amounts: case_id, ``LABELS``, the three amounts, and most_d, most_s, most_o.
        deltas: As those of one case each, with times, euros, squares, most_squares [whole euros] and
            square_cents, cube_cents: of how much each differs.
        totals: The same, with is_complete.
        hours: case_id, payer, price_cents, milli, cents, most_milli, most_cents.
        origins: case_id, provenance, n_lines.
    """

    cases: pd.DataFrame
    amounts: pd.DataFrame
    deltas: pd.DataFrame
    totals: pd.DataFrame
    hours: pd.DataFrame
    origins: pd.DataFrame


def fold(given: Unfolded, fetch: Callable[[Any], pd.DataFrame]) -> Folded:
    """Put cases together.

    Args:
        given: What is folded.
        fetch: Brings a frame to pandas.

    Raises:
        MaatschappelijkRendementError: There are more kinds of cases than ``MOST_KINDS``.
    """
    return _Fold(given, fetch).run()


def secret(label: Hashable, place: int) -> int:
    """Give a number of 40 bits for a label: sums of them tell kinds of cases apart.

    Two kinds have both sums alike in less than one of a hundred thousand billion caseloads.

    Example:
        >>> secret(("na", "Wmo"), 0) == secret(("na", "Wmo"), 0) != secret(("na", "Wmo"), 1)
        True
    """
    return int.from_bytes(hashlib.blake2b(repr((label, place)).encode(), digest_size=5).digest(), "big")


class _Fold:
    def __init__(self, given: Unfolded, fetch: Callable[[Any], pd.DataFrame]) -> None:
        self._given, self._fetch = given, fetch
        self._cases = nw.from_native(given.cases).select("case_id", "wijk", "case_type")
        self._deltas, self._totals = nw.from_native(given.deltas), nw.from_native(given.totals)
        self._hours = nw.from_native(given.hours)
        lines = nw.from_native(given.lines)
        self._labels = sorted(
            tuple(str(row[name]) for name in LABELS) for row in small(distinct(lines, *LABELS))
        )
        self._amounts, self._has = self._by_label(lines)

    def run(self) -> Folded:
        kinds = self._kinds()
        places = self._places(kinds)
        return self._folded(places)

    def _by_label(self, lines: Any) -> tuple[Any, Any]:
        """Sum the lines of each case by label, which becomes a number; and say which labels it has."""
        columns: dict[str, Iterable[object]] = {
            name: [label[place] for label in self._labels] for place, name in enumerate(LABELS)
        }
        numbered = looked_up(lines, {**columns, "_label": range(len(self._labels))}, LABELS)
        numbered = numbered.select("case_id", *AMOUNTS, _label=nw.col("_label").cast(nw.Int16))
        return sums_by(numbered, "case_id", "_label", AMOUNTS, places=len(self._labels))

    def _sized(self) -> Any:
        """The amounts with the size of each part."""
        deviation = MONTHS * nw.col("in_window_cents") - self._given.months * nw.col("structural_cents")
        sizes = {"D": deviation, "S": nw.col("structural_cents"), "O": nw.col("one_off_cents")}
        return self._amounts.with_columns(**{f"_size{part}": size.abs() for part, size in sizes.items()})

    def _kinds(self) -> Any:
        """Give each case its block and the keys of its kind."""
        keys = [
            _signs(self._deltas, "stream"),
            _signs(self._totals.with_columns(stream=nw.lit("")), "stream"),
            self._of_labels(),
            _of_all(distinct(self._hours, "case_id"), "mdo"),
        ]
        if self._given.scored is not None:
            secrets = {
                name: [secret(("scores", pattern), place) for pattern in self._given.patterns]
                for place, name in enumerate(KEYS)
            }
            numbers = {"_pattern": range(len(self._given.patterns)), **secrets}
            keys.append(looked_up(nw.from_native(self._given.scored), numbers, ["_pattern"]))
        together = nw.concat([key.select("case_id", *KEYS) for key in keys])
        sums = together.group_by("case_id").agg(nw.col(*KEYS).sum())
        sums = sums.with_columns(nw.col(*KEYS).cast(nw.Int64))
        found = self._with_comparisons(self._cases).join(sums, on="case_id", how="left")
        found = found.with_columns(nw.col("again", "described", *KEYS).fill_null(0).cast(nw.Int64))
        return worked_out(found, numbers=numbers_of(self._cases, "case_id"))

    def _with_comparisons(self, cases: Any) -> Any:
        """Say of each case whether it was measured again, and whether what it averts was described."""
        there = {str(row["comparison"]) for row in small(distinct(self._totals, "comparison"))}
        for name, comparison in (("again", Moment.REPEAT.value), ("described", AVERTED)):
            if comparison in there:
                whose = distinct(self._totals.filter(nw.col("comparison") == comparison), "case_id")
                whose = whose.with_columns(nw.lit(1, nw.Int64).alias(name))
                cases = cases.join(whose, on="case_id", how="left")
            else:
                cases = cases.with_columns(nw.lit(0, nw.Int64).alias(name))
        return cases

    def _of_labels(self) -> Any:
        """The kinds of money that a case has before or after."""
        labels: dict[str, list[int]] = {}
        for number, (*_, kind, moment) in enumerate(self._labels):
            if moment in (Moment.BEFORE.value, Moment.AFTER.value):
                labels.setdefault(kind, []).append(number)
        kinds = sorted(labels)
        has = {
            f"_kind_{number}": nw.max_horizontal(*(nw.col(f"_at_{label}") for label in labels[kind]))
            for number, kind in enumerate(kinds)
        }
        keys = {
            name: sum(
                (
                    nw.col(f"_kind_{number}") * secret(("soort", kind), place)
                    for number, kind in enumerate(kinds)
                ),
                start=nw.lit(0, nw.Int64),
            )
            for place, name in enumerate(KEYS)
        }
        return self._has.with_columns(**has).select("case_id", **keys)

    def _places(self, kinds: Any) -> Any:
        """Say of each case under which number it stands: its own, or that of its kind."""
        by = [*BLOCK, *KEYS]
        groups = worked_out(kinds.group_by(*by).agg(_first=nw.col("case_id").min(), _n=nw.len()))
        number = int(small(groups.select(n=nw.len()))[0]["n"])
        if number > MOST_KINDS:
            raise MaatschappelijkRendementError("Er zijn te veel soorten casussen om samen te nemen.")
        each = SAMPLE // number
        alone = [
            largest_of_cells(kinds, self._sized()),
            changed_much(self._deltas),
            changed_much(self._totals),
        ]
        if each:
            # In pandas a count over an order takes that of the rows; a sum does not.
            ranked = kinds.with_columns(_one=nw.lit(1, nw.Int64))
            ranked = ranked.with_columns(_rank=nw.col("_one").cum_sum().over(*by, order_by="case_id"))
            alone.append(ranked.filter(nw.col("_rank") <= each).select("case_id"))
        chosen = worked_out(distinct(nw.concat(alone), "case_id"))
        chosen = chosen.with_columns(_own=nw.lit(1, nw.Int64))
        found = kinds.join(groups.drop("_n"), on=by, how="left").join(chosen, on="case_id", how="left")
        is_own = ~nw.col("_own").is_null()
        return worked_out(
            found.select(
                "case_id",
                "wijk",
                "case_type",
                _column=nw.when(is_own).then(nw.col("case_id")).otherwise(nw.col("_first")),
                _rest=as_number(~is_own),
            )
        )

    def _folded(self, places: Any) -> Folded:
        if self._given.scored is not None:
            places = places.join(nw.from_native(self._given.scored), on="case_id", how="left")
        else:
            places = places.with_columns(_pattern=nw.lit(-1, nw.Int64))
        places = places.with_columns(nw.col("_pattern").fill_null(-1).cast(nw.Int64))
        whose = places.group_by("_column", "_rest", "wijk", "case_type")
        cases = whose.agg(times=nw.len(), pattern=nw.col("_pattern").max())
        numbers = _Numbers(self._fetch(_whole(cases, "times", "pattern", "_rest").to_native()))
        at = looked_up(places, numbers.table, ["_column", "_rest"])
        at = worked_out(at.select("case_id", _number=nw.col("_number").cast(nw.Int32)))
        there = numbers_of(at, "case_id")

        def of(frame: Any, *labels: str, **aggregates: Any) -> pd.DataFrame:
            numbered = join_numbers(frame, at, "case_id", there)
            sums = numbered.group_by("_number", *labels).agg(**aggregates)
            whole = [name for name in ("_number", *aggregates) if name not in FLOATS]
            return numbers.beside(self._fetch(_whole(sums, *whole).to_native()))

        sums = {name: nw.col(name).sum() for name in AMOUNTS}
        peaks = {f"most_{part.lower()}": nw.col(f"_size{part}").max() for part in PARTS}
        amounts = of(self._sized(), "_label", **sums, **peaks)
        for place, name in enumerate(LABELS):
            amounts[name] = _category(amounts["_label"], [label[place] for label in self._labels])
        hours = {"milli": nw.col("milli").sum(), "cents": nw.col("cents").sum()}
        hours |= {f"most_{name}": nw.col(name).max() for name in ("milli", "cents")}
        usage = nw.from_native(self._given.usage).select("case_id", "provenance")
        lines = join_numbers(usage, at, "case_id", there)
        return Folded(
            cases=numbers.cases,
            amounts=amounts.drop(columns="_label"),
            deltas=self._changes(self._deltas, of, "comparison", "stream"),
            totals=self._changes(self._totals, of, "comparison"),
            hours=of(self._hours, "payer", "price_cents", **hours),
            origins=numbers.beside(self._fetch(origins(lines.to_native(), "_number"))),
        )

    def _changes(self, frame: Any, of: Callable[..., pd.DataFrame], *labels: str) -> pd.DataFrame:
        """Differences of some cases together: sums, and what a margin and its judge need to know of them."""
        delta = nw.col("delta_cents")
        exact = delta.cast(nw.Float64)
        has_flag = "is_complete" in frame.collect_schema().names()
        frame = frame.with_columns(
            _euros=(delta.abs() + CENTS // 2) // CENTS,
            _square=exact * exact,
            _cube=exact * exact * exact,
            **({"_whole": as_number(nw.col("is_complete"))} if has_flag else {}),
        )
        frame = frame.with_columns(_squares=nw.col("_euros") * nw.col("_euros"))
        aggregates = {name: nw.col(name).sum() for name in CHANGES}
        aggregates |= {
            "euros": nw.col("_euros").sum(),
            "squares": nw.col("_squares").sum(),
            "most_squares": nw.col("_squares").max(),
            "square_cents": nw.col("_square").sum(),
            "cube_cents": nw.col("_cube").sum(),
            "times": nw.len(),
        }
        if has_flag:
            aggregates["_whole"] = nw.col("_whole").min()
        found = of(frame, *labels, **aggregates)
        return found.assign(is_complete=found["_whole"] > 0).drop(columns="_whole") if has_flag else found


class _Numbers:
    """Numbers the cases that stand by themselves and those that stand together, by cell."""

    def __init__(self, cases: pd.DataFrame) -> None:
        import numpy as np

        order = ["case_type", "wijk", "_rest", "_column"]
        ordered = cases.sort_values(order, kind="stable", ignore_index=True)
        number = np.arange(len(ordered))
        self.table = {name: ordered[name].tolist() for name in ("_column", "_rest")} | {"_number": number}
        self.cases = ordered.drop(columns=["_rest", "_column"]).assign(case_id=number)

    def beside(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Lay the labels of each number beside it, in order."""
        found = frame.rename(columns={"_number": "case_id"})
        for name in ("wijk", "case_type"):
            found[name] = self.cases[name].take(found["case_id"].to_numpy()).to_numpy()
        return found.sort_values("case_id", kind="stable", ignore_index=True)


def with_ids(frame: Any, ids: pd.Series[Any], **columns: Any) -> Any:
    """Make a table of cases by their ids on the engine of a frame.

    Args:
        frame: A narwhals frame with case_id.
        ids: The ids, as texts; or as a category in the order of the numbers that a folder has for them.
        columns: What else it has: whole numbers, one an id.
    """
    is_number = hasattr(ids, "cat")
    values: Any = ids.cat.codes.to_numpy() if is_number else ids.astype("str").tolist()
    table = like(frame, {"case_id": values, **columns}, texts=() if is_number else ("case_id",))
    return table.with_columns(nw.col("case_id").cast(frame.collect_schema()["case_id"]))


def _whole(frame: Any, *names: str) -> Any:
    """Give sums as whole numbers: some engines sum those to floats."""
    return frame.with_columns(nw.col(*names).cast(nw.Int64))


def _category(places: pd.Series[Any], words: Sequence[str]) -> Any:
    import numpy as np
    import pandas as pd

    listed = sorted(set(words))
    number = {word: place for place, word in enumerate(listed)}
    codes = np.array([number[word] for word in words], dtype=np.int64)
    return pd.Categorical.from_codes(codes[places.to_numpy()], categories=pd.Index(listed))


def _of_all(cases: Any, topic: Hashable) -> Any:
    """Give each case the same keys."""
    keys = {name: nw.lit(secret(topic, place), nw.Int64) for place, name in enumerate(KEYS)}
    return cases.with_columns(**keys)


def _signs(deltas: Any, stream: str) -> Any:
    """Give each case and stream the keys of being there, and of its sign."""
    delta = nw.col("delta_cents")
    sign = (
        nw.when(delta > 0).then(nw.lit(2)).otherwise(nw.when(delta < 0).then(nw.lit(1)).otherwise(nw.lit(0)))
    )
    rows = deltas.select("case_id", "comparison", nw.col(stream).alias("stream"), _sign=sign.cast(nw.Int64))
    occurs = small(distinct(rows, "comparison", "stream", "_sign"))
    labels = sorted((str(row["comparison"]), str(row["stream"]), int(row["_sign"])) for row in occurs)
    table: dict[str, Iterable[object]] = {
        name: [label[place] for label in labels]
        for place, name in enumerate(("comparison", "stream", "_sign"))
    }
    table |= {name: [secret(label, place) for label in labels] for place, name in enumerate(KEYS)}
    return looked_up(rows, table, ["comparison", "stream", "_sign"])
