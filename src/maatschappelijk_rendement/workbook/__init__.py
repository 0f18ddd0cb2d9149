"""The border to workbooks: gate, typed reading, findings, writing."""

from maatschappelijk_rendement.workbook.annotate import annotate_workbook
from maatschappelijk_rendement.workbook.bounded import Bounds, annotate_bounded, survey_bounded
from maatschappelijk_rendement.workbook.findings import sort_findings
from maatschappelijk_rendement.workbook.read import (
    Survey,
    check_workbook,
    read_workbook,
    survey_workbook,
)
from maatschappelijk_rendement.workbook.write import write_records, write_template, write_workbook

__all__ = [
    "Bounds",
    "annotate_bounded",
    "Survey",
    "annotate_workbook",
    "check_workbook",
    "read_workbook",
    "sort_findings",
    "survey_bounded",
    "survey_workbook",
    "write_records",
    "write_template",
    "write_workbook",
]
