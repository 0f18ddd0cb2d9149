"""Shared savings: a typed contract and a year's outcome give a settlement, a split and the odds."""

from maatschappelijk_rendement.shared_savings.contract import Contract
from maatschappelijk_rendement.shared_savings.mssp import mssp_contract
from maatschappelijk_rendement.shared_savings.settlement import Settlement, settle

__all__ = ["Contract", "Settlement", "mssp_contract", "settle"]
