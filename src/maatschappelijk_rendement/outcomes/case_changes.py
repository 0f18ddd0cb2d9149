"""From priced lines to what changed in each case, per financing stream, and for each resident.

Unknown is not zero: a stream that a case did not observe has no row; a stream that it observed and did not
use has a row with 0 (docs/wat-een-regel-kost.md, "Onbekend is niet nul").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import as_number, distinct, small, with_plain_texts
from maatschappelijk_rendement.costing.lookups import like, worded
from maatschappelijk_rendement.costing.own_contribution import by_payer
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.vocabulary import ALL_STREAMS_WORD, CaseType, Moment, Payer, Stream
from maatschappelijk_rendement.results.counts import Completeness

AMOUNTS = ("in_window_cents", "one_off_cents", "structural_cents")
CASE = ("case_id", "wijk", "case_type")
# The MDO's own cost stands in the tables under this name when the settings say "meegerekend".
MDO_STREAM = "MDO"
AVERTED = "vermeden"
NOT_KNOWN = "onbekend"
TOTAL = "totaal"

WORDS = {
    "stream": (*(stream.value for stream in Stream), MDO_STREAM),
    "moment": tuple(moment.value for moment in Moment),
    "comparison": (Moment.AFTER.value, Moment.REPEAT.value, AVERTED),
}

MOMENTS = tuple(moment.value for moment in Moment)
ALWAYS = (Moment.BEFORE.value, Moment.AFTER.value)


def _with_texts(frame: Any) -> Any:
    """Give texts the one type that joins with any other; an enumeration of DuckDB stays one."""
    return frame if frame.implementation.is_duckdb() else with_plain_texts(frame)


def used_streams(lines: Any) -> list[str]:
    """Give the streams that occur in priced lines, in a fixed order."""
    return sorted(str(row["stream"]) for row in small(distinct(nw.from_native(lines), "stream")))


def observed_streams(cases: Any, used: list[str]) -> Any:
    """Give one row for each case and stream that it observed: case_id, wijk, case_type, stream.

    Args:
        cases: case_id, wijk, case_type, observed_streams (names with ";" between, or "alle").
        used: The streams that occur in the usage; "alle" stands for these.
    """
    # There are few different texts, and many cases.
    texts = [str(row["observed_streams"]) for row in small(distinct(cases, "observed_streams"))]
    named = {text: text.lower().split(";") for text in sorted(texts)}
    parts = []
    for stream in sorted({*used, *(s.value for s in Stream)}):
        saying = [
            text
            for text, said in named.items()
            if stream.lower() in said or (said == [ALL_STREAMS_WORD] and stream in used)
        ]
        if saying:
            rows = cases.filter(nw.col("observed_streams").is_in(saying))
            parts.append(_of_stream(rows, stream))
    return nw.concat(parts) if parts else _of_stream(cases.head(0), Stream.WMO.value)


def _of_stream(cases: Any, stream: str) -> Any:
    return worded(cases.select(*CASE).with_columns(stream=nw.lit(stream)), WORDS)


def case_moments(lines: Any, cases: Any, keep: Callable[[Any], Any] | None = None) -> Any:
    """Sum priced lines per case and observed stream, the moments beside each other.

    Args:
        lines: Priced lines: case_id, stream, moment and the three amounts [euro cent].
        cases: case_id, wijk, case_type, observed_streams.
        keep: Computes a plan once and keeps the outcome, such as ``Delivery.keep``.

    Returns:
        case_id, wijk, case_type, stream, and by moment its amounts (``na_in_window_cents``), 0 where an
        observed stream was not used. Of a moment that no line has there are no columns, but for ``voor`` and
        ``na``. has_voor [0 or 1] says whether there are lines before; has_herhaling and has_nulalternatief
        whether the case was measured then, in any stream.

    Raises:
        MaatschappelijkRendementError: Lines lie in streams that their case did not observe.
    """
    native, cases = _with_texts(nw.from_native(lines)), _with_texts(nw.from_native(cases))
    there = {str(row["moment"]) for row in small(distinct(native, "moment"))}
    moments = [moment for moment in MOMENTS if moment in there or moment in ALWAYS]
    is_at = {moment: nw.col("moment") == moment for moment in moments}
    amounts = {
        f"{moment}_{name}": nw.when(is_at[moment]).then(nw.col(name)).otherwise(nw.lit(0))
        for moment in moments
        for name in AMOUNTS
    }
    measured = as_number(is_at[Moment.BEFORE.value])
    rows = native.select("case_id", "stream", **amounts, has_voor=measured)
    sums = rows.group_by("case_id", "stream").agg(nw.col(*amounts).sum(), nw.col("has_voor").max())
    found = observed_streams(cases, used_streams(lines))
    found = found.join(worded(sums, WORDS), on=["case_id", "stream"], how="left")
    numbers = [*amounts, "has_voor"]
    for moment in moments:
        if moment not in ALWAYS:
            whose = distinct(native.filter(is_at[moment]), "case_id")
            whose = whose.with_columns(nw.lit(1, nw.Int64).alias(f"has_{moment}"))
            found = found.join(whose, on="case_id", how="left")
            numbers.append(f"has_{moment}")
    found = found.with_columns(nw.col(*numbers).fill_null(0).cast(nw.Int64))
    kept = keep(found.select(*CASE, "stream", *numbers).to_native()) if keep else found.to_native()
    _same_cents(native, case_costs(kept))
    return kept


def case_costs(moments: Any) -> Any:
    """Give the cost of each case, observed stream and moment, with 0 where an observed stream was not used.

    Args:
        moments: As ``case_moments`` gives.

    Returns:
        case_id, wijk, case_type, stream, moment, in_window_cents, one_off_cents, structural_cents. ``voor``
        of a new case only where it has lines; ``herhaling`` and ``nulalternatief`` only for cases with such a
        line.
    """
    native = nw.from_native(moments)
    is_old = nw.col("case_type") == CaseType.EXISTING.value
    measured = {
        Moment.BEFORE.value: is_old | (nw.col("has_voor") > 0),
        **{moment: nw.col(f"has_{moment}") > 0 for moment in MOMENTS if moment not in ALWAYS},
    }
    parts = []
    for moment in _moments_in(native):
        # The hours of an MDO are on the day of it.
        rows = native if moment == Moment.AFTER.value else native.filter(nw.col("stream") != MDO_STREAM)
        rows = rows.filter(measured[moment]) if moment in measured else rows
        amounts = {name: nw.col(f"{moment}_{name}") for name in AMOUNTS}
        parts.append(worded(rows.select(*CASE, "stream", moment=nw.lit(moment), **amounts), WORDS))
    return nw.concat(parts).to_native()


def _moments_in(moments: Any) -> list[str]:
    columns = moments.collect_schema().names()
    return [moment for moment in MOMENTS if f"{moment}_{AMOUNTS[0]}" in columns]


def without_mdo(costs: Any) -> Any:
    """Leave out the rows of the MDO's own cost."""
    return nw.from_native(costs).filter(nw.col("stream") != MDO_STREAM).to_native()


def total_cents(frame: Any) -> int:
    """Sum what lines or costs amount to in their windows: recurring plus one-off [euro cent]."""
    row = small(nw.from_native(frame).select(nw.col("in_window_cents", "one_off_cents").sum()))[0]
    return int(row["in_window_cents"] or 0) + int(row["one_off_cents"] or 0)


def _same_cents(lines: Any, costs: Any) -> None:
    if total_cents(lines) != total_cents(costs):
        raise MaatschappelijkRendementError(
            "Er zijn regels in een stroom die de casus volgens stromen_bekend niet kent; "
            "die zouden verloren gaan."
        )


def with_mdo_costs(moments: Any, hours: Any, cases: Any) -> Any:
    """Add the MDO's own cost as rows of ``case_moments``: one-off, after, under the stream name MDO.

    Args:
        moments: As ``case_moments`` gives.
        hours: Priced hours: case_id and one_off_cents [euro cent].
        cases: case_id, wijk, case_type.
    """
    native = nw.from_native(moments)
    per_case = _with_texts(nw.from_native(hours)).group_by("case_id").agg(nw.col("one_off_cents").sum())
    joined = _with_texts(nw.from_native(cases)).select(*CASE).join(per_case, on="case_id")
    columns = native.collect_schema().names()
    nothing = {name: nw.lit(0, nw.Int64) for name in columns if name not in (*CASE, "stream")}
    paid = {f"{Moment.AFTER.value}_one_off_cents": nw.col("one_off_cents").cast(nw.Int64)}
    described = f"has_{Moment.NULL_ALTERNATIVE.value}"
    if described in columns:
        # They are averted cost too, where that is compared.
        joined = joined.join(
            native.group_by("case_id").agg(nw.col(described).max()), on="case_id", how="left"
        )
        paid[described] = nw.col(described).fill_null(0).cast(nw.Int64)
    rows = joined.with_columns(stream=nw.lit(MDO_STREAM), **(nothing | paid))
    return nw.concat([native, worded(rows, WORDS).select(*columns)]).to_native()


def case_deltas(moments: Any) -> Any:
    """Give after minus before for each case and observed stream; a saving is negative.

    Args:
        moments: As ``case_moments`` gives, MDO rows included where they count.

    Returns:
        comparison (``na``: na - voor, ``herhaling``: herhaling - voor, ``vermeden``: na - nulalternatief),
        case_id,
        wijk, case_type, stream, before_cents, after_cents, in_window_cents, one_off_cents, structural_cents,
        delta_cents [euro cent]. The ``voor`` of a new case counts as 0 where it has no lines.
    """
    native = nw.from_native(moments)
    there = _moments_in(native)
    parts = []
    for comparison, (later, earlier) in COMPARED.items():
        if not {later, earlier} <= set(there):
            continue
        # Averted cost compares only cases for which the alternative was described.
        flag = {Moment.REPEAT.value: later, AVERTED: earlier}.get(comparison)
        rows = native.filter(nw.col(f"has_{flag}") > 0) if flag else native
        parts.append(_difference(rows, comparison, later, earlier))
    return nw.concat(parts).to_native()


COMPARED = {
    Moment.AFTER.value: (Moment.AFTER.value, Moment.BEFORE.value),
    Moment.REPEAT.value: (Moment.REPEAT.value, Moment.BEFORE.value),
    AVERTED: (Moment.AFTER.value, Moment.NULL_ALTERNATIVE.value),
}
"""Later and earlier moment of each comparison."""


def _difference(rows: Any, comparison: str, later: str, earlier: str) -> Any:
    cost = {
        name: nw.col(f"{moment}_in_window_cents") + nw.col(f"{moment}_one_off_cents")
        for name, moment in (("before_cents", earlier), ("after_cents", later))
    }
    amounts = {name: nw.col(f"{later}_{name}") - nw.col(f"{earlier}_{name}") for name in AMOUNTS}
    found = rows.select(
        *CASE,
        "stream",
        comparison=nw.lit(comparison),
        **cost,
        **amounts,
        delta_cents=cost["after_cents"] - cost["before_cents"],
    )
    columns = ("comparison", *CASE, "stream", "before_cents", "after_cents", *AMOUNTS, "delta_cents")
    return worded(found.select(*columns), WORDS)


def case_totals(deltas: Any, used: Sequence[str]) -> Any:
    """Sum deltas over the streams of a case, and say whether a stream was left out.

    Args:
        deltas: As ``case_deltas`` gives.
        used: The streams that occur in the usage; a case that did not observe all of them is incomplete.

    Returns:
        The columns of ``case_deltas`` without stream, and is_complete [bool].
    """
    native = nw.from_native(deltas)
    amounts = ["before_cents", "after_cents", *AMOUNTS, "delta_cents"]
    is_used = [nw.col("stream") == stream for stream in used] or [nw.lit(value=False)]
    native = native.with_columns(known=as_number(nw.any_horizontal(*is_used, ignore_nulls=False)))
    totals = native.group_by("comparison", *CASE).agg(nw.col(*amounts, "known").sum())
    totals = totals.with_columns(
        nw.col(*amounts).cast(nw.Int64), is_complete=nw.col("known").cast(nw.Int64) >= len(set(used))
    )
    return totals.drop("known").to_native()


def party_deltas(lines: Any) -> Any:
    """Give what each party pays more or less in each case and stream, and what receivers get more or less.

    Args:
        lines: Priced lines of any moment; only ``voor`` and ``na`` count.

    Returns:
        case_id, wijk, case_type, role (``betaalt`` or ``ontvangt``), party, stream, money_kind, delta_cents.
    """
    native = with_plain_texts(nw.from_native(lines))
    native = by_payer(native.filter(nw.col("moment").is_in([Moment.BEFORE.value, Moment.AFTER.value])))
    signed = nw.col("in_window_cents") + nw.col("one_off_cents")
    signed = nw.when(nw.col("moment") == Moment.AFTER.value).then(signed).otherwise(-signed)
    native = native.with_columns(delta_cents=signed)
    columns = [*CASE, "stream", "money_kind"]
    payers = native.select(*columns, "delta_cents", party=nw.col("payer"), role=nw.lit("betaalt"))
    receivers = native.select(*columns, "delta_cents", party=nw.col("receiver"), role=nw.lit("ontvangt"))
    both = nw.concat([payers, receivers.filter(nw.col("party") != "")])
    sums = both.group_by(*columns, "role", "party").agg(nw.col("delta_cents").sum())
    return sums.with_columns(nw.col("delta_cents").cast(nw.Int64)).to_native()


def origins(usage: Any, whose: str = "case_id") -> Any:
    """Count the lines of each case by where they come from.

    Args:
        usage: Lines with ``whose`` and provenance [text, may be empty].
        whose: Column that says of which case a line is.

    Returns:
        The column ``whose``, provenance (``onbekend`` where empty), n_lines.
    """
    native = nw.from_native(usage)
    word = nw.col("provenance").cast(nw.String).fill_null(NOT_KNOWN)
    # By their words as they are first, of which there are few a case.
    counted = native.group_by(whose, "provenance").agg(n_lines=nw.len()).with_columns(provenance=word)
    sums = counted.group_by(whose, "provenance").agg(nw.col("n_lines").sum())
    return sums.with_columns(nw.col("n_lines").cast(nw.Int64)).to_native()


def mdo_hours(lines: Any) -> Any:
    """Sum the hours of the MDO of each case by who pays them and what an hour costs.

    The price of an hour is public; cents of a line are rounded, so the longest line tells it best.

    Args:
        lines: Priced hours: case_id, payer, quantity_milli [1/1000 hour], one_off_cents.

    Returns:
        case_id, payer (``onbekend`` where empty), price_cents [an hour; 0 where nothing was paid], milli,
        cents.
    """
    names = {"milli": nw.col("quantity_milli"), "cents": nw.col("one_off_cents")}
    payer = nw.col("payer").cast(nw.String).fill_null("")
    payer = nw.when(payer == "").then(nw.lit(Payer.ONBEKEND.value)).otherwise(payer)
    native = nw.from_native(lines).select("case_id", payer=payer, **names)
    pairs = sorted(
        {(int(row["milli"]), int(row["cents"])) for row in small(distinct(native, *names))},
        key=lambda pair: (-pair[0], pair[1]),
    )
    columns: dict[str, list[object]] = {"milli": [], "cents": [], "price_cents": _hour_prices(pairs)}
    for milli, cents in pairs:
        columns["milli"].append(milli)
        columns["cents"].append(cents)
    if not pairs:
        return native.with_columns(price_cents=nw.lit(0, nw.Int64)).to_native()
    found = native.join(like(native, columns), on=list(names), how="left")
    sums = found.group_by("case_id", "payer", "price_cents").agg(nw.col(*names).sum())
    return sums.with_columns(nw.col(*names, "price_cents").cast(nw.Int64)).to_native()


def _hour_prices(pairs: Sequence[tuple[int, int]]) -> list[object]:
    """Give the price of an hour behind each number of thousandths and its cents, the longest first."""
    prices: list[int] = []
    found: list[object] = []
    for milli, cents in pairs:
        if not milli:
            found.append(0)
            continue
        exact, slack = 1000 * cents / milli, 500 / milli + 1e-9
        near = next((one for one in prices if abs(one - exact) <= slack), None)
        if near is None:
            near = round(exact)
            prices.append(near)
        found.append(near)
    return found


def completeness(cases: Any, costs: Any) -> list[Completeness]:
    """Count for each stream and measured moment how many cases observed it, and how many did not.

    Args:
        cases: case_id and what else it holds.
        costs: As ``case_costs`` gives.

    Returns:
        Rows in which ``n_unknown`` counts the cases that were measured at that moment without this stream.
        Every case is measured before and after.
    """
    native = nw.from_native(without_mdo(costs))
    n_cases = int(small(nw.from_native(cases).select(n=nw.len()))[0]["n"])
    # A case has one row a stream and moment.
    known = small(
        native.filter(nw.col("moment") != Moment.BEFORE.value).group_by("stream", "moment").agg(n=nw.len())
    )
    some = distinct(native.filter(~nw.col("moment").is_in([*ALWAYS])), "moment", "case_id")
    measured = {str(row["moment"]): int(row["n"]) for row in small(some.group_by("moment").agg(n=nw.len()))}
    rows = []
    for row in sorted(known, key=lambda row: (str(row["stream"]), str(row["moment"]))):
        moment, n = str(row["moment"]), int(row["n"])
        # A stream is observed for a case as a whole: what holds after the MDO holds before it.
        moments = (Moment.BEFORE.value, moment) if moment == Moment.AFTER.value else (moment,)
        of = n_cases if moment == Moment.AFTER.value else measured[moment]
        stream = str(row["stream"])
        rows += [Completeness(stream=stream, moment=at, n_known=n, n_unknown=of - n) for at in moments]
    return rows
