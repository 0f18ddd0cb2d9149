"""Axes on a figure of their own that a notebook shows, without pyplot."""

from __future__ import annotations

from io import BytesIO

from matplotlib.axes import Axes

DOTS_PER_INCH = 110
"""Sharp in a notebook, and as wide as its text."""


class ShownAxes(Axes):
    """Axes that show their figure where they are the last line of a cell; else like any other axes."""

    name = "shown"

    def _repr_png_(self) -> bytes:
        """Show the whole figure in a notebook; on white, for a notebook may be dark."""
        file = BytesIO()
        figure = self.get_figure(root=True)
        if figure is not None:
            figure.savefig(file, format="png", dpi=DOTS_PER_INCH, facecolor="white")
        return file.getvalue()
