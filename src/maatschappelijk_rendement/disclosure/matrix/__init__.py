"""The one matrix: every figure a sum of atoms, judged, protected and attacked alike.

Four verbs, after the model of R's sdcTable: make the problem (``problem``), find what is unsafe
(``primary``), protect it (``protect``), attack what is published (``attack``).
"""
