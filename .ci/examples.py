"""Let the Python page show our ``Example:`` sections as code: its parser knows only the plural."""

from __future__ import annotations

from typing import Any

import griffe


class Examples(griffe.Extension):
    """Read ``Example:`` as ``Examples:``."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the heading before the docstring is parsed."""
        if obj.docstring:
            obj.docstring.value = obj.docstring.value.replace("Example:\n", "Examples:\n")
