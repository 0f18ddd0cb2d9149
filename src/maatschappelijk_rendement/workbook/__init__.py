"""The border to workbooks: gate, typed reading, findings, writing."""

from maatschappelijk_rendement.workbook.read import (
    Survey,
    check_workbook,
    read_workbook,
    survey_workbook,
)
from maatschappelijk_rendement.workbook.write import write_template, write_workbook

__all__ = [
    "Survey",
    "check_workbook",
    "read_workbook",
    "survey_workbook",
    "write_template",
    "write_workbook",
]
