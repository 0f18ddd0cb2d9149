"""What is published, declared once: tables, columns, words, and how they stand in ``resultaten.json``.

A new table is a class and its ``Table`` in ``costs``, ``counts`` or ``sections``, its name in ``tables``, and
a builder in ``publication``. The schema, the pages, the workbook, disclosure control and the ledger of
releases read what they need from there.
"""
