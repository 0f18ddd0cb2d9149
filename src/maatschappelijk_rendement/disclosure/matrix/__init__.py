"""The one matrix: every figure of every table a sum of atoms.

The first of four verbs, after the model of R's sdcTable: make the problem (here), find what is unsafe
(``rules``), protect it (``protect``), attack what is published (``attack``).
"""
