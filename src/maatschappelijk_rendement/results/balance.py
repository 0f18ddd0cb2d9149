"""The balance: what was spent more or less in all, each part apart and their sum. It is no saving.

Existing and new cases are other people, and what would have happened without MDO is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.domain.vocabulary import CaseType
from maatschappelijk_rendement.results.columns import Column, FigureRow, Figures, Kind, Tier
from maatschappelijk_rendement.results.table import Kept, ResultTable
from maatschappelijk_rendement.results.values import Cents

EXISTING, NEW = "bestaande_casussen", "nieuwe_casussen"
MDO, PROGRAMME, SALDO = "mdo", "programma", "saldo"
POSTS = (EXISTING, NEW, MDO, PROGRAMME, SALDO)
"""The rows, in their order."""
OF_CASES = {EXISTING: CaseType.EXISTING.value, NEW: CaseType.NEW.value}
"""Of which kind of case a row gives the difference."""


@dataclass(frozen=True, kw_only=True)
class Balance(FigureRow):
    """What was spent more (plus) or less (minus) on one thing."""

    post: Annotated[str, Column("post", "Post", Kind.WORD, among=POSTS)]
    party: Annotated[str, Column("partij", "Partij", whole="alle partijen")]
    n: Annotated[
        int | None,
        Column(
            *("n", "n casussen", Kind.COUNT),
            figure=Figures.COUNT,
            tier=Tier.CASES,
            formula="Aantal casussen waar het bedrag over gaat, bij een partij dat van de hele post; van een "
            "onbekend bedrag staat er geen.",
        ),
    ]
    amount: Annotated[
        Cents | None,
        Column(
            *("bedrag_eur", "Meer of minder uitgegeven", Kind.DELTA),
            figure=Figures.MAIN,
            adds=True,
            tier=Tier.TOTAL,
            formula="Van casussen het verschil na min voor, van MDO en programma de kosten; het saldo is de "
            "som daarvan. Zitten de kosten van het MDO al in het verschil, dan tellen zij niet nog eens.",
        ),
    ]


OF_PARTIES = (
    "Onder elke partij staat wat zij van elke post betaalt; wie geen uren of programma betaalt, heeft "
    "daarvan geen regel."
)
"""What is said where the rows of the parties stand."""
BALANCE = ResultTable(
    "balans",
    Balance,
    "Balans: wat er meer of minder is uitgegeven",
    "post partij n bedrag_eur status",
    "Een plus is meer uitgegeven, een min is minder. Het saldo is de som van de andere regels. Het is geen "
    "besparing: bestaande en nieuwe casussen zijn andere mensen, en vermeden kosten tellen niet mee. Een "
    "onbekende post telt niet mee; het saldo is dan onvolledig. Staat er geen regel voor het MDO, dan zitten "
    f"die kosten al in de regels van de casussen. {OF_PARTIES}",
    key=("post", "partij"),
    amounts_over=("post", "partij"),
    kept={"bedrag_eur": Kept("balans {post}{van_partij}", "balans", "de balans ({post}{van_partij})")},
)
