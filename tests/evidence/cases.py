"""Small caseloads by hand, at the place where attackers outside this project look for them."""

from __future__ import annotations

from tests.analysis.cases import SETTINGS, case, line, load, product, score

__all__ = ["SETTINGS", "case", "line", "load", "product", "score"]
