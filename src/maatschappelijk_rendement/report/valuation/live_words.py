"""Names and looks that the sheets of the live workbook share."""

from __future__ import annotations

INPUTS, FLOWS, OUTCOME = "Invoer", "Stromen", "Uitkomst"
EURO, PLAIN, FACTOR = "#,##0.00", "General", "0.000000"
RATE, FIRST, BUDGET = "discontovoet", "eerste_jaar", "begrotingsjaren"
