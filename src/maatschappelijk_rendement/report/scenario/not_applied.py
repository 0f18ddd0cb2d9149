"""What a contract asks of amounts per person, and totals no longer show: told in every output."""

from __future__ import annotations

from maatschappelijk_rendement.report.scenario.amounts import euros, listed, percent
from maatschappelijk_rendement.sharing.agreement import YearsAgreement
from maatschappelijk_rendement.sharing.contract import Contract
from maatschappelijk_rendement.sharing.scenario import Scenario


def not_applied(scenario: Scenario) -> tuple[str, ...]:
    """Say what of the contract was not applied here; nothing where everything was.

    An agreement over years with a case mix of each year follows its growth, and bounds it, by itself. Cases
    can be cut; totals cannot.
    """
    contract, agreement, asked = scenario.contract, scenario.agreement, []
    idle = () if agreement is None else _no_case_mix(contract, agreement)
    if contract.truncation_cents is not None and not scenario.is_cut:
        asked.append(f"kosten per persoon afgetopt op {euros(contract.truncation_cents)}")
    if contract.risk_ratio_cap is not None and agreement is None:
        limit = percent(contract.risk_ratio_cap)
        asked.append(f"de groei van de zorgzwaarte begrensd op {limit}")
    if contract.exclusions:
        asked.append(f"zonder {listed(contract.exclusions)}")
    if not asked:
        return idle
    if scenario.months is not None:
        note = (
            f"Het contract wil de kosten zo: {listed(asked)}. Uit deze casussen is dat niet te halen. Het is "
            "hier dus niet toegepast."
        )
        return (note, *idle)
    note = (
        f"Het contract wil de kosten zo: {listed(asked)}. Dit scenario krijgt alleen totalen. Dat is hier "
        "dus niet toegepast en niet te controleren. Vul totalen in waarin dit al is gedaan."
    )
    return (note, *idle)


def _no_case_mix(contract: Contract, agreement: YearsAgreement) -> tuple[str, ...]:
    """Say that a cap on the case mix has nothing to bound, where no year says that it changed."""
    if contract.risk_ratio_cap is None or any(year.risk != 1 for year in agreement.all_years):
        return ()
    where = "[[jaar]]" if agreement.assumed is None else "[casusjaren]"
    note = (
        f"Het contract begrenst de groei van de zorgzwaarte op {percent(contract.risk_ratio_cap)}. In elk "
        "jaar staat de zorgzwaarte op 1: zij groeit niet, en de grens doet niets. Wordt de groep zwaarder, "
        f"vul dan 'zorgzwaarte' in bij {where}."
    )
    return (note,)
