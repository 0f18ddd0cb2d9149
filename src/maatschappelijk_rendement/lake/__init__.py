"""A folder of Parquet or CSV files in the columns of the contract, for input that no workbook can hold.

One file a sheet (``casussen.parquet``, ``gebruik.parquet``, ``welbevinden.csv`` ...), with the workbook's
own headers. DuckDB reads each file once, into tables on disk: every cell gets its meaning and is checked by
the rules of a workbook (``cells``, ``texts``, ``checks``). Cases get a number, so that ids are compared once.
A message counts rows and never repeats a value.
"""

from maatschappelijk_rendement.lake.files import is_lake
from maatschappelijk_rendement.lake.opening import MEMORY, STEPS, Lake, Say, open_lake, silent

__all__ = ["MEMORY", "STEPS", "Lake", "Say", "is_lake", "open_lake", "silent"]
