"""The files of a folder: Parquet or CSV in the columns of the contract, one a sheet (``intake.folder``)."""

from maatschappelijk_rendement.lake.connection import MEMORY, Say, silent
from maatschappelijk_rendement.lake.files import is_lake

__all__ = ["MEMORY", "Say", "is_lake", "silent"]
