"""Scores on derived instruments, computed from all items that a resident filled in at one moment.

They stand beside the scores that were given, for who groups wellbeing, and are in no account of rows read.
They are functions of answers that have figures of their own. Why both together give nobody away is laid down
in docs/openbaarmaking.md ("Wat uit alle onderdelen is berekend"): numbers of residents that differ by a few
cases are never shown side by side, and over the same residents a sum of ten values fits very many answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.domain.instruments import InstrumentDefinition, derived_score
from maatschappelijk_rendement.domain.vocabulary import fold

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["case_id", "resident", "moment", "instrument", "item", "score_centi"]
WholeNumbers = npt.NDArray[np.int64]
NOT_GIVEN = np.iinfo(np.int64).min


def whole_scores(scores: pd.DataFrame, instruments: Mapping[str, InstrumentDefinition]) -> pd.DataFrame:
    """Compute the scores on derived instruments of the residents who filled in every item.

    A score is kept in whole hundredths, so each resident's exact value is rounded half-up before it is
    averaged: a mean differs at most half a hundredth from that of ``analysis.wellbeing.whole_instruments``.

    Args:
        scores: case_id, resident, moment, instrument, item, score_centi [1/100 point].
        instruments: The instruments by id, those derived among them.

    Returns:
        The same columns; ``item`` is empty. A resident with an item missing at a moment is not in it.
    """
    import pandas as pd

    found = []
    for one in instruments.values():
        rows = scores[scores["instrument"] == one.of] if one.of else scores[:0]
        if len(rows):
            found.append(_scores_on(one, instruments[one.of], rows))
    if not found:
        return scores[COLUMNS][:0]
    return pd.concat(found, ignore_index=True)


def _scores_on(
    one: InstrumentDefinition, definition: InstrumentDefinition, rows: pd.DataFrame
) -> pd.DataFrame:
    """Give the scores on one derived instrument."""
    residents = rows["resident"].map({text: fold(text) for text in rows["resident"].unique()})
    who = rows[["case_id", "moment"]].astype("str").assign(resident=residents.astype("str"))
    number = who.groupby(["case_id", "resident", "moment"], sort=False).ngroup().to_numpy("int64")
    is_first = ~who.duplicated().to_numpy()
    numbers = {item.name: place for place, item in enumerate(definition.items)}
    words = {word: definition.item(str(word)) for word in rows["item"].dropna().unique()}
    places = {word: numbers[item.name] for word, item in words.items() if item is not None}
    place = rows["item"].astype("object").map(places)
    is_item = place.notna().to_numpy()
    given = np.full((int(number.max()) + 1, len(numbers)), NOT_GIVEN, dtype=np.int64)
    centi = rows["score_centi"].to_numpy("int64")
    given[number[is_item], place[is_item].to_numpy("int64")] = centi[is_item]
    is_whole = (given != NOT_GIVEN).all(axis=1)
    computed = _computed(one, definition, given[is_whole])
    found: pd.DataFrame = who[is_first][is_whole].reset_index(drop=True)
    return found.assign(instrument=one.id, item=None, score_centi=computed)[COLUMNS]


def _computed(
    one: InstrumentDefinition, definition: InstrumentDefinition, given: WholeNumbers
) -> WholeNumbers:
    """Compute each different set of answers once."""
    if one.is_share and definition.flourishing is not None:
        # The rule asks of each answer only whether it is high enough.
        low, high = (int(end.scaleb(2)) for end in (definition.lowest, definition.highest))
        given = np.where(given >= int(definition.flourishing.minimum_score.scaleb(2)), high, low)
    different, which = np.unique(given, axis=0, return_inverse=True)
    names = [item.name for item in definition.items]
    values = [
        derived_score(
            definition, one, {n: Decimal(c).scaleb(-2) for n, c in zip(names, answers, strict=True)}
        )
        for answers in different.tolist()
    ]
    return np.array(values, dtype=np.int64)[which.reshape(-1)]
