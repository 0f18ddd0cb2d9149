"""From priced lines to what changed in each case, per financing stream, and for each resident.

Unknown is not zero: a stream that a case did not observe has no row; a stream that it observed and did not
use has a row with 0 (docs/wat-een-regel-kost.md, "Onbekend is niet nul").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import small, with_plain_texts
from maatschappelijk_rendement.costing.own_contribution import by_payer
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.vocabulary import ALL_STREAMS_WORD, CaseType, Moment, Stream
from maatschappelijk_rendement.results.counts import Completeness

AMOUNTS = ("in_window_cents", "one_off_cents", "structural_cents")
CASE = ("case_id", "wijk", "case_type")
# The MDO's own cost stands in the tables under this name when the settings say "meegerekend".
MDO_STREAM = "MDO"
AVERTED = "vermeden"


def _sums(frame: Any, by: tuple[str, ...]) -> Any:
    # Some engines sum integers to floats; whole cents are made whole again after the sum.
    return frame.group_by(*by).agg(nw.col(*AMOUNTS).sum()).with_columns(nw.col(*AMOUNTS).cast(nw.Int64))


def used_streams(lines: Any) -> list[str]:
    """Give the streams that occur in priced lines, in a fixed order."""
    return sorted(str(row["stream"]) for row in small(nw.from_native(lines).select("stream").unique()))


def line_sums(lines: Any, by: Sequence[str]) -> Any:
    """Sum priced lines by any of their columns; by payer, what residents pay themselves stands apart.

    Returns:
        The ``by`` columns, in_window_cents, one_off_cents, structural_cents [euro cent].
    """
    native = nw.from_native(lines)
    native = by_payer(native) if "payer" in by else native
    return with_plain_texts(_sums(native, tuple(by))).to_native()


def observed_streams(cases: Any, used: list[str]) -> Any:
    """Give one row for each case and stream that it observed: case_id, wijk, case_type, stream.

    Args:
        cases: case_id, wijk, case_type, observed_streams (names with ";" between, or "alle").
        used: The streams that occur in the usage; "alle" stands for these.
    """
    text = nw.concat_str(nw.lit(";"), nw.col("observed_streams").str.to_lowercase(), nw.lit(";"))
    marked = cases.with_columns(named=text)
    says_all = nw.col("named") == f";{ALL_STREAMS_WORD};"
    parts = []
    for stream in sorted({*used, *(s.value for s in Stream)}):
        names_it = nw.col("named").str.contains(f";{stream.lower()};", literal=True)
        wanted = says_all | names_it if stream in used else names_it
        parts.append(marked.filter(wanted).select(*CASE).with_columns(stream=nw.lit(stream)))
    return nw.concat(parts)


def case_costs(lines: Any, cases: Any, keep: Callable[[Any], Any] | None = None) -> Any:
    """Sum priced lines per case, observed stream and moment, with 0 where an observed stream was not used.

    Args:
        lines: Priced lines: case_id, wijk, case_type, stream, moment and the three amounts [euro cent].
        cases: case_id, wijk, case_type, observed_streams.
        keep: Computes a plan once and keeps the outcome, such as ``Delivery.keep``.

    Returns:
        case_id, wijk, case_type, stream, moment, in_window_cents, one_off_cents, structural_cents. ``voor``
        of a new
        case only where it has lines; ``herhaling`` and ``nulalternatief`` only for cases with such a line.

    Raises:
        MaatschappelijkRendementError: Lines lie in streams that their case did not observe.
    """
    native = with_plain_texts(nw.from_native(lines))
    cases = with_plain_texts(nw.from_native(cases))
    used = used_streams(lines)
    sums = _sums(native, ("case_id", "stream", "moment"))
    observed = observed_streams(cases, used)
    parts = [
        observed.filter(nw.col("case_type") == CaseType.EXISTING.value).with_columns(
            moment=nw.lit(Moment.BEFORE.value)
        ),
        observed.with_columns(moment=nw.lit(Moment.AFTER.value)),
    ]
    for moment in (Moment.REPEAT, Moment.NULL_ALTERNATIVE):
        measured = native.filter(nw.col("moment") == moment.value).select("case_id").unique()
        parts.append(observed.join(measured, on="case_id").with_columns(moment=nw.lit(moment.value)))
    columns = [*CASE, "stream", "moment"]
    grid = nw.concat([part.select(*columns) for part in parts])
    costs = grid.join(sums, on=["case_id", "stream", "moment"], how="left")
    costs = costs.with_columns(nw.col(*AMOUNTS).fill_null(0).cast(nw.Int64)).select(*columns, *AMOUNTS)
    new_before = native.filter(
        (nw.col("case_type") == CaseType.NEW.value) & (nw.col("moment") == Moment.BEFORE.value)
    )
    costs = nw.concat([costs, _sums(new_before, (*CASE, "stream", "moment")).select(*columns, *AMOUNTS)])
    kept = keep(costs.to_native()) if keep else costs.to_native()
    _same_cents(native, nw.from_native(kept))
    return kept


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


def with_mdo_costs(costs: Any, hours: Any, cases: Any) -> Any:
    """Add the MDO's own cost as rows of ``case_costs``: one-off, after, under the stream name MDO.

    Args:
        costs: As ``case_costs`` gives.
        hours: Priced hours: case_id and one_off_cents [euro cent].
        cases: case_id, wijk, case_type.
    """
    per_case = with_plain_texts(nw.from_native(hours)).group_by("case_id").agg(nw.col("one_off_cents").sum())
    joined = with_plain_texts(nw.from_native(cases)).select(*CASE).join(per_case, on="case_id")
    rows = joined.with_columns(
        stream=nw.lit(MDO_STREAM),
        moment=nw.lit(Moment.AFTER.value),
        in_window_cents=nw.lit(0, nw.Int64),
        one_off_cents=nw.col("one_off_cents").cast(nw.Int64),
        structural_cents=nw.lit(0, nw.Int64),
    )
    columns = [*CASE, "stream", "moment", *AMOUNTS]
    return nw.concat([nw.from_native(costs).select(*columns), rows.select(*columns)]).to_native()


def case_deltas(costs: Any) -> Any:
    """Give after minus before for each case and observed stream; a saving is negative.

    Args:
        costs: As ``case_costs`` gives, MDO rows included where they count.

    Returns:
        comparison (``na``: na - voor, ``herhaling``: herhaling - voor, ``vermeden``: na - nulalternatief),
        case_id,
        wijk, case_type, stream, before_cents, after_cents, in_window_cents, one_off_cents, structural_cents,
        delta_cents [euro cent]. The ``voor`` of a new case counts as 0 where it has no lines.
    """
    costs = nw.from_native(costs)
    before = costs.filter(nw.col("moment") == Moment.BEFORE.value)
    after = costs.filter(nw.col("moment") == Moment.AFTER.value)
    repeat = costs.filter(nw.col("moment") == Moment.REPEAT.value)
    averted = costs.filter(nw.col("moment") == Moment.NULL_ALTERNATIVE.value)
    # Averted cost compares only cases for which the alternative was described.
    described = averted.select("case_id").unique()
    parts = [
        _difference(Moment.AFTER.value, after, before),
        _difference(Moment.REPEAT.value, repeat, before),
        _difference(AVERTED, after.join(described, on="case_id"), averted),
    ]
    return nw.concat(parts).to_native()


def _difference(comparison: str, later: Any, earlier: Any) -> Any:
    key = [*CASE, "stream"]
    renamed = earlier.select(*key, **{f"earlier_{name}": nw.col(name) for name in AMOUNTS})
    both = later.join(renamed, on=key, how="left")
    both = both.with_columns(nw.col(*(f"earlier_{name}" for name in AMOUNTS)).fill_null(0).cast(nw.Int64))
    both = both.with_columns(
        comparison=nw.lit(comparison),
        before_cents=nw.col("earlier_in_window_cents") + nw.col("earlier_one_off_cents"),
        after_cents=nw.col("in_window_cents") + nw.col("one_off_cents"),
    )
    both = both.with_columns(
        delta_cents=nw.col("after_cents") - nw.col("before_cents"),
        **{name: nw.col(name) - nw.col(f"earlier_{name}") for name in AMOUNTS},
    )
    return both.select("comparison", *key, "before_cents", "after_cents", *AMOUNTS, "delta_cents")


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
    native = native.with_columns(known=nw.col("stream").is_in(list(used)).cast(nw.Int64))
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
    known = small(
        native.filter(nw.col("moment") != Moment.BEFORE.value)
        .group_by("stream", "moment")
        .agg(n=nw.col("case_id").n_unique())
    )
    measured = {
        str(row["moment"]): int(row["n"])
        for row in small(native.group_by("moment").agg(n=nw.col("case_id").n_unique()))
    }
    rows = []
    for row in sorted(known, key=lambda row: (str(row["stream"]), str(row["moment"]))):
        moment, n = str(row["moment"]), int(row["n"])
        # A stream is observed for a case as a whole: what holds after the MDO holds before it.
        moments = (Moment.BEFORE.value, moment) if moment == Moment.AFTER.value else (moment,)
        of = n_cases if moment == Moment.AFTER.value else measured[moment]
        stream = str(row["stream"])
        rows += [Completeness(stream=stream, moment=at, n_known=n, n_unknown=of - n) for at in moments]
    return rows
