"""Shared savings: a typed contract and a year's outcome give a settlement, a split and the odds."""

from maatschappelijk_rendement.sharing.agreement import AgreementYear, StreamYear, YearsAgreement, YearsRules
from maatschappelijk_rendement.sharing.benchmark import Benchmark, MeasuredSaving, NotTestable
from maatschappelijk_rendement.sharing.case_mix import case_mix_years
from maatschappelijk_rendement.sharing.chain_ladder import chain_ladder
from maatschappelijk_rendement.sharing.chance import Noise, denial_odds, required_persons, reward_odds
from maatschappelijk_rendement.sharing.comparison import compare_contracts
from maatschappelijk_rendement.sharing.contract import Contract
from maatschappelijk_rendement.sharing.grounds import legal_grounds, payment_grounds
from maatschappelijk_rendement.sharing.high_cost import compare_limits, cut_saving, stop_loss
from maatschappelijk_rendement.sharing.measurement import CostData, measure_saving
from maatschappelijk_rendement.sharing.mssp import mssp_contract
from maatschappelijk_rendement.sharing.outcome import outcome_from_streams
from maatschappelijk_rendement.sharing.payment_forms import compare_forms
from maatschappelijk_rendement.sharing.scenario import Scenario, settle_measured, split_measured
from maatschappelijk_rendement.sharing.scenario_file import read_scenario
from maatschappelijk_rendement.sharing.settlement import Settlement, settle
from maatschappelijk_rendement.sharing.simulation import simulate
from maatschappelijk_rendement.sharing.split import PayerStream, Provider
from maatschappelijk_rendement.sharing.stream_certainty import credible_savings, saving_intervals
from maatschappelijk_rendement.sharing.triangle import Triangle, read_triangle
from maatschappelijk_rendement.sharing.what_if import break_even, grid, tornado
from maatschappelijk_rendement.sharing.years_ahead import look_ahead
from maatschappelijk_rendement.sharing.years_drawn import draw_years
from maatschappelijk_rendement.sharing.years_settled import settle_years

__all__ = [
    "AgreementYear",
    "StreamYear",
    "YearsAgreement",
    "YearsRules",
    "case_mix_years",
    "chain_ladder",
    "compare_contracts",
    "legal_grounds",
    "payment_grounds",
    "compare_limits",
    "cut_saving",
    "stop_loss",
    "credible_savings",
    "saving_intervals",
    "Triangle",
    "read_triangle",
    "draw_years",
    "settle_years",
    "Benchmark",
    "Contract",
    "CostData",
    "MeasuredSaving",
    "Noise",
    "NotTestable",
    "PayerStream",
    "Provider",
    "Scenario",
    "Settlement",
    "break_even",
    "compare_forms",
    "denial_odds",
    "grid",
    "look_ahead",
    "measure_saving",
    "mssp_contract",
    "outcome_from_streams",
    "read_scenario",
    "required_persons",
    "reward_odds",
    "settle",
    "settle_measured",
    "simulate",
    "split_measured",
    "tornado",
]
