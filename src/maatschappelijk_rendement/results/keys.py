"""The columns that name a row, and the number of cases beside them: the same in every table."""

from __future__ import annotations

from typing import Annotated

from maatschappelijk_rendement.results.columns import Column, Figures, Kind, Tier
from maatschappelijk_rendement.results.words import GROUPS, MEASURED

EVERYONE = "alle casussen"

CaseGroup = Annotated[str, Column("groep", "Groep", Kind.WORD, among=GROUPS, whole=EVERYONE)]
Wijk = Annotated[str, Column("wijk", "Wijk", whole="alle wijken")]
Stream = Annotated[str, Column("stroom", "Stroom", whole="alle stromen")]
AnyMoment = Annotated[str, Column("moment", "Moment", Kind.WORD)]
Measured = Annotated[str, Column("moment", "Moment", Kind.WORD, among=MEASURED)]
Cases = Annotated[int | None, Column("n", "n casussen", Kind.COUNT, figure=Figures.COUNT, tier=Tier.CASES)]

PLACE = ("post", "partij", "geldstroom", "instrument", "onderdeel", "groep", "wijk", "stroom", "moment")
"""Keys of all columns that name a row, in the order in which people say them."""
