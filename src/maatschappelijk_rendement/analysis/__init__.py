"""What an analysis can prove: one caseload, priced and compared (``exact``), and what is asked of it.

Everything here is exact, some of it about single cases: for the analyst's own eyes, never for a page. Nothing
is estimated that ``statistics`` and ``outcomes`` do not define; these modules choose the rows.
"""
