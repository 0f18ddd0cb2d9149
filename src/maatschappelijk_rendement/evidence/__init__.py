"""What an analysis can prove: the statistics of the lower layers, on the cases of one ``MicroAnalysis``.

Everything here is exact, some of it about single cases: for the analyst's own eyes, never for a page. Nothing
is estimated that ``uncertainty`` and ``decomposition`` do not define; these modules choose the rows.
"""
