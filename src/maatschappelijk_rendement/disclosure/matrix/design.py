"""How fine a publication is: which wijken, streams, parts and groups have figures of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

OTHER_WIJKEN = "overige wijken"
OTHER_STREAMS = "overige stromen"


@dataclass(frozen=True, eq=False)
class Design:
    """One way to divide a publication; the default is the finest.

    Attributes:
        has_new: New cases have figures; else one sentence says that they are there, and no table counts them.
        has_wijken: There are figures per wijk.
        wijken: Under which name a wijk goes, where that is another one.
        streams: Under which name a stream goes, where that is another one.
        has_parts: A difference is divided into what recurs, what is one-off and what runs on.
        has_repeat: The repeat has figures.
    """

    has_new: bool = True
    has_wijken: bool = True
    wijken: Mapping[str, str] = field(default_factory=dict)
    streams: Mapping[str, str] = field(default_factory=dict)
    has_parts: bool = True
    has_repeat: bool = True

    @property
    def key(self) -> tuple[object, ...]:
        """What tells two designs apart."""
        merged = tuple(sorted(self.wijken.items())), tuple(sorted(self.streams.items()))
        return (self.has_new, self.has_wijken, *merged, self.has_parts, self.has_repeat)


FINEST = Design()
