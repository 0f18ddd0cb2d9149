"""The files of a folder: Parquet or CSV in the columns of the contract, one a sheet (``doors.folder``)."""

from maatschappelijk_rendement.intake.folder.connection import MEMORY, Say, silent
from maatschappelijk_rendement.intake.folder.files import is_lake

__all__ = ["MEMORY", "Say", "is_lake", "silent"]
