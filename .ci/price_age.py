"""Warn of prices and indices that are behind a clock; fail with --streng when one that is kept up is.

The clock is given (--peildatum JJJJ-MM-DD), so that the same store and day always give the same answer. In
``make check`` it only warns: a build must not break because a year went by.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.age import behind, index_series


def main(words: Sequence[str] | None = None) -> int:
    """Print what is behind; end with 1 when asked to be strict and a series that is kept up is behind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peildatum", type=date.fromisoformat, required=True)
    parser.add_argument("--streng", action="store_true")
    arguments = parser.parse_args(words)
    everything = [*index_series(), *Tariffs.load().series()]
    old = behind(everything, arguments.peildatum)
    kept = [one for one in old if one.is_kept_up]
    for one in kept:
        print(f"waarschuwing: {one.series.name} loopt tot {one.series.last_day}. Nieuw cijfer: {one.note}.")
    print(
        f"Prijzen en indices op {arguments.peildatum}: {len(kept)} van de bijgehouden reeksen en "
        f"{len(old) - len(kept)} andere zijn meer dan een jaar achter (zie mr tarieven --oud)."
    )
    return 1 if kept and arguments.streng else 0


if __name__ == "__main__":
    raise SystemExit(main())
