"""The rules of a contract as formulas: the steps of ``sharing.rules``, for one row of a workbook."""

from __future__ import annotations

from maatschappelijk_rendement.report.scenario.expressions import (
    Expression,
    is_positive,
    larger,
    named,
    of,
    reaches,
    size_of,
    smaller,
    to_the_cent,
    when,
)
from maatschappelijk_rendement.sharing.contract import (
    Band,
    CapOrder,
    Contract,
    LossRule,
    QualityRule,
)

# Names of a row's own cells; every other name is an input or a step before.
SAVING, QUALITY, PAYMENT = "daling", "kwaliteit", "uitkering"

LABELS: dict[str, str] = {
    SAVING: "Daling van de kosten",
    QUALITY: "Kwaliteit",
    "reserve_precies": "Reserve, precies",
    "reserve_bedrag": "Reserve",
    "verwacht": "Benchmark na korting",
    "werkelijk": "Kosten die meetellen",
    "verschil": "Verschil met de benchmark",
    "drempel": "Drempel",
    "winst_telt": "Daling telt mee (1 = ja)",
    "verlicht": "Onder de drempel toch deels beloond (1 = ja)",
    "verlies_telt": "Stijging telt mee (1 = ja)",
    "winst_basis": "Daling die meetelt",
    "winst_deel": "Deel van de aanbieders",
    "winst_kwaliteit": "Na kwaliteit",
    "winst_heffing": "Na heffing",
    "winst": "Na plafond",
    "verlies_basis": "Stijging die meetelt",
    "verlies_deel": "Deel van de aanbieders in de stijging",
    "verlies": "Betaling na plafond",
    "bonus": "Kwaliteitsbonus",
    "uitkering_precies": "Uitkering, precies",
    PAYMENT: "Uitkering aan de aanbieders",
}

Steps = dict[str, Expression]


def settlement_steps(contract: Contract) -> Steps:
    """Give the steps from saving to payment, in order.

    Args:
        contract: Its rules decide which steps there are; its numbers come from the inputs by name.

    Returns:
        Expression by name; each uses inputs and steps before it.
    """
    n = named
    size = size_of(n(SAVING), n("investering"))
    steps: Steps = {"reserve_precies": larger(0, n(SAVING) - n("investering")) * n("reserve")}
    steps["reserve_bedrag"] = to_the_cent(n("reserve_precies"), size)
    first = n("investering") + n("reserve_bedrag") if contract.investment_first else of(0)
    steps["verwacht"] = n("benchmark") * (1 - n("korting"))
    steps["werkelijk"] = larger(0, n("benchmark") - n(SAVING) + first)
    # The same as expected minus actual, but small numbers stay small: large ones would cost digits.
    steps["verschil"] = smaller(n("benchmark"), n(SAVING) - first) - n("benchmark") * n("korting")
    steps["drempel"] = n("drempelwaarde") * n("verwacht")
    steps["winst_telt"] = reaches(n("verschil"), n("drempel")) * is_positive(n("verschil"))
    if contract.relief is not None:
        steps["verlicht"] = when(n("winst_telt"), 0, n("verlichting_geldt") * is_positive(n("verschil")))
    steps |= _gain(contract)
    paid = n("winst")
    if contract.is_two_sided:
        steps["verlies_telt"] = reaches(-n("verschil"), n("drempel")) * is_positive(-n("verschil"))
        steps |= _loss(contract)
        paid = when(n("verlies_telt"), -n("verlies"), n("winst"))
    steps["bonus"] = n("verwacht") * n("kwaliteitsbonus") * n(QUALITY) if contract.quality_bonus else of(0)
    steps["uitkering_precies"] = (paid + n("bonus")) * n("naar_rato")
    steps[PAYMENT] = to_the_cent(n("uitkering_precies"), size_of(n(SAVING), n("verschil")))
    return steps


def _gain(contract: Contract) -> Steps:
    n = named
    counted = n("verschil") if contract.first_dollar else n("verschil") - n("drempel")
    below = of(0) if contract.relief is None else when(n("verlicht"), n("verschil"), 0)
    base = when(n("winst_telt"), counted, below)
    relief = of(1) if contract.relief is None else when(n("verlicht"), n("verlichting"), 1)
    cap = n("plafond") * n("verwacht")
    if contract.gain_cap is not None and contract.order is CapOrder.CAP_FIRST:
        base = smaller(base, cap)
    shared = _banded("winst_basis", contract.gain_bands, "schijf") if contract.gain_bands else None
    paid = n("winst_heffing")
    if contract.gain_cap is not None and contract.order is CapOrder.SHARE_FIRST:
        paid = smaller(paid, cap)
    if contract.guardrail:
        paid = when(n("daling_gemarkeerd") * is_positive(n("verschil")), 0, paid)
    return {
        "winst_basis": base,
        "winst_deel": shared or n("winst_basis") * n("aandeel"),
        "winst_kwaliteit": n("winst_deel") * _quality_factor(contract.quality) * relief,
        "winst_heffing": n("winst_kwaliteit") * (1 - n("heffing")),
        "winst": paid,
    }


def _loss(contract: Contract) -> Steps:
    n = named
    counted = -n("verschil") if contract.first_dollar else -n("verschil") - n("drempel")
    base = when(n("verlies_telt"), counted, 0)
    owed: Expression = n("verlies_deel")
    for cap in _loss_caps(contract):
        if contract.order is CapOrder.CAP_FIRST:
            base = smaller(base, cap)
        else:
            owed = smaller(owed, cap)
    if contract.disaster_offset:
        owed = owed - n("rampbedrag")
    match contract.loss:
        case LossRule.BANDS:
            part = _banded("verlies_basis", contract.loss_bands, "verliesschijf")
        case LossRule.FLAT:
            part = n("verlies_basis") * n("verliesaandeel")
        case _:
            part = n("verlies_basis") * _complement_rate(contract)
    return {"verlies_basis": base, "verlies_deel": part, "verlies": larger(0, owed)}


def _loss_caps(contract: Contract) -> list[Expression]:
    caps = []
    if contract.loss_cap is not None:
        caps.append(named("verliesplafond") * named("verwacht"))
    if contract.loss_cap_revenue is not None:
        caps.append(named("verliesplafond_omzet") * named("omzet"))
    return caps


def _quality_factor(rule: QualityRule) -> Expression:
    n = named
    match rule:
        case QualityRule.NONE:
            return of(1)
        case QualityRule.MULTIPLIES:
            return when(n("standaard_gehaald"), n(QUALITY), 0)
        case QualityRule.GATE:
            partly = when(n("alternatief_gehaald"), n(QUALITY), 0)
            return when(n("standaard_gehaald"), 1, partly)


def _complement_rate(contract: Contract) -> Expression:
    n = named
    earned = n("aandeel") if contract.quality is QualityRule.NONE else n("aandeel") * n(QUALITY)
    rate = smaller(larger(1 - earned, n("verliesaandeel_minimum")), n("verliesaandeel_maximum"))
    highest = n("verliesaandeel_maximum")
    match contract.quality:
        case QualityRule.NONE:
            return rate
        case QualityRule.MULTIPLIES:
            return when(n("standaard_gehaald"), rate, highest)
        case QualityRule.GATE:
            return when(n("standaard_gehaald"), rate, when(n("alternatief_gehaald"), rate, highest))


def _banded(base: str, bands: tuple[Band, ...], prefix: str) -> Expression:
    """Marginal bands; the inputs of band 1 are ``schijf_1_tot`` and ``schijf_1_aandeel``."""
    total, lower = of(0), of(0)
    for number, band in enumerate(bands, start=1):
        reached = named(base)
        if band.upper is not None:
            reached = smaller(reached, named(f"{prefix}_{number}_tot") * named("verwacht"))
        total = total + larger(0, reached - lower) * named(f"{prefix}_{number}_aandeel")
        lower = lower if band.upper is None else named(f"{prefix}_{number}_tot") * named("verwacht")
    return total
