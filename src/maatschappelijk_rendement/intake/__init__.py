"""One door: whatever comes in becomes canonical tables, meets one set of rules, and leaves as a delivery.

``door`` is the front; behind it each source has an entrance of its own (``doors``). A source is a
workbook, a folder of files, or people's own formats made into a workbook.
"""
