"""The border to workbooks: gate, typed reading, findings, writing; see ``intake`` for what comes next."""

from maatschappelijk_rendement.intake.workbook.annotate import annotate_workbook
from maatschappelijk_rendement.intake.workbook.findings import sort_findings
from maatschappelijk_rendement.intake.workbook.write import write_records, write_template, write_workbook

__all__ = ["annotate_workbook", "sort_findings", "write_records", "write_template", "write_workbook"]
