"""Every table and section, in the order of ``resultaten.json``: the place where a new one is named."""

from __future__ import annotations

from collections.abc import Mapping

from maatschappelijk_rendement.results import balance, costs, counts, sections
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.table import ResultTable

_JUDGED = (
    costs.LEVELS,
    costs.DIFFERENCES,
    costs.AVERTED,
    counts.WELLBEING,
    costs.SOCIETAL,
    costs.OF_MONEY_KINDS,
    counts.COMPLETENESS,
    counts.MDO,
    costs.PARTIES,
    balance.BALANCE,
    counts.USAGE_ORIGIN,
    costs.EFFECTS,
)
TABLES: Mapping[str, ResultTable[Row]] = {table.name: table for table in _JUDGED}
"""The tables of figures, which disclosure control judges."""

_BESIDE = (
    sections.SETTINGS,
    sections.ACCOUNTING,
    sections.CASE_COSTS,
    sections.READINGS,
    sections.PROGRAMME,
    sections.PRICES,
    sections.INSTRUMENTS,
    sections.MESSAGES,
)
SECTIONS: Mapping[str, ResultTable[Row]] = {table.name: table for table in _BESIDE}
"""What stands beside them."""

ANNEX: tuple[ResultTable[Row], ...] = (
    costs.LEVELS,
    costs.DIFFERENCES,
    costs.AVERTED,
    counts.WELLBEING,
    costs.SOCIETAL,
    costs.OF_MONEY_KINDS,
    costs.PARTIES,
    balance.BALANCE,
    counts.COMPLETENESS,
    sections.READINGS,
    sections.CASE_COSTS,
)
"""The tables that the annex of a report gives in full, in its order."""
