"""What a formula means to a reader that does not calculate: its stored result is taken, or refused."""

from __future__ import annotations

import re
from enum import StrEnum

_TEXT_IN_FORMULA = re.compile(r'"[^"]*"')
# [1]Blad!A1 or 'C:\map\[bestand.xlsx]Blad'!A1; a column of a table, as in Tabel[kolom], names no other file.
_OTHER_WORKBOOK = re.compile(r"(?<![A-Za-z0-9_\]\[,])\[[^\]\[]+\][^\[\]]*!")
# Dynamic data exchange (programma|'onderwerp'!naam) and functions that fetch or run something elsewhere.
_OUTSIDE_CALL = re.compile(
    r"[A-Za-z0-9_']\s*\||\b(?:WEBSERVICE|FILTERXML|IMAGE|RTD|CALL|REGISTER|REGISTER\.ID|EXEC|SQL\.REQUEST)\s*\(",
    re.IGNORECASE,
)
_SUM = re.compile(r"(?:_xlfn\.)?(?:SUM|SUBTOTAL|AGGREGATE)\s*\(", re.IGNORECASE)


class Reach(StrEnum):
    """How far a formula reaches."""

    WITHIN = "binnen de werkmap"
    OTHER_WORKBOOK = "een andere werkmap"
    OUTSIDE = "een aanroep naar buiten"


def reach(formula: str) -> Reach:
    """Say how far a formula reaches; the formula is never calculated.

    Example:
        >>> reach("SUM(D2:D4)"), reach("[1]Tarieven!A1"), reach("cmd|'/C calc'!A0")
        (<Reach.WITHIN: 'binnen de werkmap'>, <Reach.OTHER_WORKBOOK: 'een andere werkmap'>, \
<Reach.OUTSIDE: 'een aanroep naar buiten'>)
    """
    bare = _TEXT_IN_FORMULA.sub("", formula)
    if _OUTSIDE_CALL.search(bare):
        return Reach.OUTSIDE
    return Reach.OTHER_WORKBOOK if _OTHER_WORKBOOK.search(bare) else Reach.WITHIN


def is_total(formula: str) -> bool:
    """Say whether a formula adds up other cells.

    Example:
        >>> is_total("SUM(D2:D4)"), is_total("D2*2")
        (True, False)
    """
    return bool(_SUM.match(formula.strip()))


def is_placeholder(stored: str) -> bool:
    """Say whether a stored result may stand for "not calculated yet": 0, false or an empty text.

    It tells something only where the workbook asks to be calculated when it is opened: programs that write
    a formula and cannot calculate it store one of these. Elsewhere a stored 0 is a 0.

    Example:
        >>> [is_placeholder(stored) for stored in ("0", "0.0", "", "false", "10", "1e-400", "-")]
        [True, True, True, True, False, False, False]
    """
    bare = stored.strip().lower()
    mantissa = bare.partition("e")[0]
    return bare in ("", "false") or ("0" in mantissa and not mantissa.strip("+-0."))
