"""One entrance for each source: a workbook, a folder, tables of an analyst, objects."""
