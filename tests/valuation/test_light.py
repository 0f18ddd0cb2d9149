"""The calculations run where Python has little: no numpy, no scipy, no pandas."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from maatschappelijk_rendement import valuation as v

v.present_value([-100, 60, 60], "0.0225")
v.internal_rate([-100, 60, 60])
v.dated_internal_rate(["2026-01-01", "2027-01-01"], [-100, 110])
v.sroi([v.SroiRow(60, 8500, deadweight=0.4)], 0.035, investment=250_000)
v.compare_strategies(["a", "b"], [0, 1], [0, 1])
v.acceptability([[0, 1], [0, 2]], [[0, 1], [0, 1]], [1])
v.perfect_information([[1, 2], [3, 1]])
v.roll_back(v.Choice({"a": v.Chance([(0.5, 1), (None, 2)]), "b": 1}))
v.tornado(lambda a=1, b=2: a * b, {"a": (0, 2), "b": (0, 4)})
v.business_case([v.Effect("a", "g", 5)], ["g"], v.Timeline(2026, 3, 0))
v.effect_calculator([v.Activity("a", 1, 2, "g")], [], v.Timeline(2026, 3, 0))
print(sorted({"numpy", "scipy", "pandas", "narwhals", "matplotlib"} & set(sys.modules)))
"""


def test_the_calculations_need_no_numpy() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
