"""What a test may ask of a computer that the Python of the page has not got."""

from __future__ import annotations

import sys

import pytest

NOT_IN_A_BROWSER = pytest.mark.skipif(
    sys.platform == "wasi", reason="een browser heeft geen rechten, sloten, pijpen of diepe stapel"
)
