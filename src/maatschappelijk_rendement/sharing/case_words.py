"""Name the streams of a caseload in a message: of a payer outside the list only that it is another one."""

from __future__ import annotations

from collections.abc import Iterable

from maatschappelijk_rendement.domain.vocabulary import Payer
from maatschappelijk_rendement.sharing.payer_stream import PayerStream

_PAYERS = frozenset(payer.value for payer in Payer)


def shown_stream(stream: PayerStream) -> str:
    """Name a stream without repeating a name that a user made up.

    Example:
        >>> one = PayerStream(stream="Wmo (Jan)", payer="Jan", before_cents=1, after_cents=1)
        >>> shown_stream(one)
        'Wmo (een andere betaler)'
    """
    if stream.payer in _PAYERS:
        return stream.stream
    return stream.stream.replace(f"({stream.payer}", "(een andere betaler")


def known_streams(streams: Iterable[PayerStream]) -> str:
    """List the streams of a caseload for who misspelt one."""
    return f"De casussen kennen: {', '.join(dict.fromkeys(map(shown_stream, streams)))}."


def known_payers(streams: Iterable[PayerStream]) -> str:
    """List the payers of a caseload for who misspelt one.

    Example:
        >>> one = PayerStream(stream="Wmo (Jan)", payer="Jan", before_cents=1, after_cents=1)
        >>> known_payers([one, PayerStream(stream="Wlz", payer="zorgkantoor", before_cents=1, after_cents=1)])
        'De casussen kennen: een andere betaler, zorgkantoor.'
    """
    names = (one.payer if one.payer in _PAYERS else "een andere betaler" for one in streams)
    return f"De casussen kennen: {', '.join(dict.fromkeys(names))}."
