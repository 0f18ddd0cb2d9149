"""Own formats: what people have becomes the workbook of the contract, and nothing is lost in silence."""

from maatschappelijk_rendement.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.own_formats.record import Mapped, Place, Record
from maatschappelijk_rendement.own_formats.source import read_source

__all__ = ["Mapped", "Place", "RawCell", "RawTable", "Record", "read_source"]
