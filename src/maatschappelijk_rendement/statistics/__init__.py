"""How sure one can be: intervals, tests, comparison designs and robustness, on plain rows of whole cents.

Everything here works over cases, never over usage lines (method.md, decision 12), and sees no id and no name.
"""
