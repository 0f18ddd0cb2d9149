"""How words and headers are compared."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.vocabulary import DEFAULT_PAYER, Stream, fold, fold_header


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_compare_without_case_space_width_or_composition() -> None:
    composed, apart = "Caf\u00e9", unicodedata.normalize("NFD", "CAFÉ")
    assert fold(f" {composed}\u200b ") == fold(apart)


def test_headers_also_compare_without_accents() -> None:
    assert fold_header("Eenhéid") == "eenheid"
    assert fold("Eenhéid") != "eenheid"


def test_every_stream_has_a_default_payer() -> None:
    assert set(DEFAULT_PAYER) == set(Stream)
