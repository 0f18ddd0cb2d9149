"""From measured deltas per stream to the streams of a scenario: existing cases only.

New cases cost more after the MDO by definition, and what they would have cost without it was not measured.
They count only where a comparison design measured that.
"""

from __future__ import annotations

from collections.abc import Mapping

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import DEFAULT_PAYER, MoneyKind, Stream
from maatschappelijk_rendement.sharing.split import PayerStream


def outcome_from_streams(
    deltas_per_stream_cents: Mapping[str, int | None],
    investments_cents: Mapping[str, int],
    *,
    before_cents: Mapping[str, int],
    payers: Mapping[str, str] | None = None,
    money: Mapping[str, MoneyKind] | None = None,
    has_new_cases: bool = False,
    has_comparison_design: bool = False,
) -> tuple[PayerStream, ...]:
    """Turn measured deltas into the streams that a scenario splits.

    Args:
        deltas_per_stream_cents: After minus before of the existing cases, by stream [cent]: a saving is
            negative.
        investments_cents: What the payer of each stream put in, such as its hours in the MDO [cent].
        before_cents: Cost before, by stream [cent]; it serves as the benchmark.
        payers: Payer of each stream, where it is not the stream's usual one.
        money: Kind of money of each stream; cash where it is left out. An income transfer is no saving:
            ``Scenario`` sets such a stream apart and splits nothing of it.
        has_new_cases: Whether new cases are among the deltas.
        has_comparison_design: Whether those were measured against a comparison group.

    Returns:
        A stream for each name in either mapping, in the order of the deltas.

    Raises:
        UsageError: New cases without a comparison design; a delta that is unknown; a stream without its cost
            before.

    Example:
        >>> streams = outcome_from_streams({"Wmo": 1_000, "Zvw": -5_000}, {"Wmo": 2_000},
        ...                                before_cents={"Wmo": 10_000, "Zvw": 20_000})
        >>> [(stream.payer, stream.saving_cents, stream.investment_cents) for stream in streams]
        [('gemeente', -1000, 2000), ('zorgverzekeraar', 5000, 0)]
    """
    if has_new_cases and not has_comparison_design:
        raise UsageError(
            "Nieuwe casussen tellen niet mee in een gedeelde besparing: wat zij zonder MDO hadden gekost, "
            "is niet gemeten. Gebruik alleen bestaande casussen, of een opzet met een vergelijkingsgroep."
        )
    chosen = payers or {}
    streams = []
    for name in dict.fromkeys((*deltas_per_stream_cents, *investments_cents)):
        delta = deltas_per_stream_cents.get(name, 0)
        if delta is None:
            raise UsageError(
                f"{name}: het verschil is onbekend. Onbekend is geen nul: laat de stroom weg of meet hem."
            )
        if name not in before_cents and name in deltas_per_stream_cents:
            raise UsageError(f"{name}: de kosten vooraf ontbreken.")
        before = before_cents.get(name, 0)
        streams.append(
            PayerStream(
                stream=name,
                payer=chosen.get(name) or _usual_payer(name),
                before_cents=before,
                after_cents=before + delta,
                investment_cents=investments_cents.get(name, 0),
                money=(money or {}).get(name, MoneyKind.CASH),
            )
        )
    return tuple(streams)


def _usual_payer(stream: str) -> str:
    try:
        return DEFAULT_PAYER[Stream(stream)].value
    except ValueError as error:
        raise UsageError(f"{stream}: noem de financier van deze stroom.") from error
