"""Pages, workbooks and files from published results, and their writing all or nothing.

Only what passed ``disclosure`` comes in here: this package may not see the computing layer.
"""

from __future__ import annotations

from maatschappelijk_rendement.report.house_style import read_house_style
from maatschappelijk_rendement.report.manifest import refuse_changed
from maatschappelijk_rendement.report.readers import Reader
from maatschappelijk_rendement.report.render import FORMATS, check_choice, file_names, render
from maatschappelijk_rendement.report.save import save

__all__ = [
    "FORMATS",
    "Reader",
    "check_choice",
    "file_names",
    "read_house_style",
    "refuse_changed",
    "render",
    "save",
]
