"""The border to workbooks: gate, typed reading, findings, writing."""

from maatschappelijk_rendement.workbook.write import write_template as write_template
from maatschappelijk_rendement.workbook.write import write_workbook as write_workbook
