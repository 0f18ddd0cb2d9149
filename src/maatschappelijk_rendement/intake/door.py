"""One door: whatever comes in becomes canonical tables, meets one set of rules, and leaves as a delivery."""

from maatschappelijk_rendement.intake.bounded import Bounds, annotate_bounded, survey_bounded
from maatschappelijk_rendement.intake.doors.objects import survey_caseload
from maatschappelijk_rendement.intake.doors.workbook import check_workbook, read_workbook, survey_workbook
from maatschappelijk_rendement.intake.memory import Survey

__all__ = [
    "Bounds",
    "Survey",
    "annotate_bounded",
    "check_workbook",
    "read_workbook",
    "survey_bounded",
    "survey_caseload",
    "survey_workbook",
]
