"""The columns that name a row, and the number of cases beside them: the same in every table."""

from __future__ import annotations

from typing import Annotated

from maatschappelijk_rendement.results.columns import Column, Figures, Kind, Tier
from maatschappelijk_rendement.results.words import GROUPS, MEASURED

CaseGroup = Annotated[str, Column("groep", "Groep", Kind.WORD, among=GROUPS)]
Wijk = Annotated[str, Column("wijk", "Wijk")]
Stream = Annotated[str, Column("stroom", "Stroom")]
AnyMoment = Annotated[str, Column("moment", "Moment", Kind.WORD)]
Measured = Annotated[str, Column("moment", "Moment", Kind.WORD, among=MEASURED)]
Cases = Annotated[int, Column("n", "n casussen", Kind.COUNT, figure=Figures.COUNT, tier=Tier.CASES)]
