"""A delivery with its lines priced: usage and MDO hours, with every missing price said at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from maatschappelijk_rendement.costing import (
    Constant,
    Current,
    PricedUsage,
    PriceMode,
    price_mdo,
    price_usage,
)
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import Finding, InputError, TariffMissingError
from maatschappelijk_rendement.domain.model import AnalysisSettings
from maatschappelijk_rendement.domain.tables import ANALYSIS
from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs
from maatschappelijk_rendement.domain.vocabulary import PriceMode as PriceModeWord


@dataclass(frozen=True, eq=False)
class Priced:
    """A delivery with its lines priced.

    Attributes:
        tariffs: The prices used, the delivery's own included.
        usage: Priced usage lines.
        mdo: Priced hours of the MDOs.
    """

    tariffs: Tariffs
    usage: PricedUsage
    mdo: PricedUsage


def price_mode(settings: AnalysisSettings, *, carry: bool) -> PriceMode:
    """Give the price mode that the settings ask for.

    Args:
        settings: The analysis settings.
        carry: Under current prices, index a missing price instead of refusing it (``--indexeer``).

    Raises:
        InputError: ``carry`` without an index in the settings.
    """
    if settings.price_mode == PriceModeWord.CONSTANT and settings.price_year and settings.index:
        return Constant(settings.price_year, settings.index)
    if carry and settings.index is None:
        text = "De instelling index ontbreekt; zonder index kan een prijs niet worden geïndexeerd."
        advice = "Vul bij index CPI, OVA of VNG in."
        raise InputError([Finding("fout", "Analyse", "", "index_ontbreekt", text, advice)])
    return Current(settings.index if carry else None)


def _of_the_settings(finding: Finding, mode: PriceMode) -> Finding:
    """Place an index that lacks the price year with the settings: no line of usage can mend that."""
    is_index = isinstance(mode, Constant) and finding.code == "index_ontbreekt"
    return replace(finding, sheet=ANALYSIS.sheet, cell="") if is_index else finding


def price(
    delivery: Delivery,
    tariffs: Tariffs | None = None,
    *,
    carry: bool = False,
    indices: Indices | None = None,
) -> Priced:
    """Price the usage and the MDO hours of a delivery; see ``app.micro_analysis.analyse`` for the arguments.

    Raises:
        InputError: There is no case.
        TariffMissingError: A product is unknown or has no price where one is needed; lists all of them.
    """
    settings = delivery.settings
    if not delivery.n_cases:
        raise InputError([Finding("fout", "Casussen", "", "geen_casussen", "Er is geen enkele casus.")])
    prices = (tariffs if tariffs is not None else Tariffs.load()).add(delivery.tariffs)
    indices = indices if indices is not None else Indices.load()
    mode = price_mode(settings, carry=carry)
    cases = delivery.cases_by_usage

    def usage() -> PricedUsage:
        months = settings.period_months
        return price_usage(delivery.usage, cases, prices, mode=mode, period_months=months, indices=indices)

    def mdo() -> PricedUsage:
        return price_mdo(delivery.mdo, cases, prices, mode=mode, indices=indices)

    findings: list[Finding] = []
    priced: list[PricedUsage] = []
    for name, job in (("usage", usage), ("mdo", mdo)):
        try:
            found = job()
            priced.append(replace(found, lines=delivery.keep(found.lines, f"priced_{name}")))
        except TariffMissingError as error:
            findings += [_of_the_settings(finding, mode) for finding in error.findings]
    if findings:
        raise TariffMissingError(dict.fromkeys(findings))
    return Priced(prices, priced[0], priced[1])
