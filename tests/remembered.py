"""What tests ask for again and again, computed once for each content: verdicts and published caseloads.

A verdict follows from the facts and the rules alone and nobody changes it afterwards, so that a test about
what is made of it need not wait for it again. Tests that bend the way to a verdict, or say that it is the
same each time, do without this.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from maatschappelijk_rendement.disclosure.protect.any_minimum import choose

Made = TypeVar("Made")
MOST_KEPT = 24


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """Compute once for each content of what is given."""
    kept: OrderedDict[bytes, Made] = OrderedDict()

    @wraps(make)
    def made(*given: Any, **named: Any) -> Made:
        key = pickle.dumps((given, sorted(named.items())))
        if key in kept:
            kept.move_to_end(key)
        else:
            kept[key] = make(*given, **named)
            if len(kept) > MOST_KEPT:
                kept.popitem(last=False)
        return kept[key]

    return made


choose_once = once(choose)
MODULES_THAT_CHOOSE: Sequence[str] = (
    "maatschappelijk_rendement.publication.gate",
    "maatschappelijk_rendement.publication.foresight",
)
