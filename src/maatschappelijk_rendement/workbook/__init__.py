"""The border to workbooks: gate, typed reading, findings, writing."""
