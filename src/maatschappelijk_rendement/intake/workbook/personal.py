"""Patterns of personal data: a text is judged by its kind, and never repeated.

The columns of the workbook are an allow-list, so names have no place to stand; these patterns catch what is
put into a column that is allowed. They cannot find every name, and the documentation says so.
"""

from __future__ import annotations

import re
from enum import StrEnum


class PersonalKind(StrEnum):
    """Kinds of personal data, in the words of a message."""

    BSN = "een getal dat een BSN kan zijn"
    BIRTH_DATE = "een geboortedatum"
    ADDRESS = "een postcode met huisnummer"
    E_MAIL = "een e-mailadres"
    TELEPHONE = "een telefoonnummer"
    SALUTATION = "een aanhef"


# Weights of the elfproef of a BSN (Rijksdienst voor Identiteitsgegevens, Logisch Ontwerp BSN).
_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# 123456782, 1234.56.782 or 123 456 782, on its own: a longer run of digits is another number.
_BSN_LIKE = re.compile(
    r"(?<![0-9])(?:[0-9]{8,9}|[0-9]{3,4}\.[0-9]{2}\.[0-9]{3}|[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{3})(?![0-9])"
)

_YEAR = "(?:18|19|20)[0-9]{2}"
_MONTHS = "jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"
_DATE = re.compile(
    rf"(?<![0-9])[0-3]?[0-9]([-/.])[01]?[0-9]\1(?P<year>{_YEAR}|[0-9]{{2}})(?![0-9])"
    rf"|(?<![0-9])[0-3]?[0-9](?:\s*[-/.]\s*|\s)[01]?[0-9](?:\s*[-/.]\s*|\s)(?P<spaced_year>{_YEAR})(?![0-9])"
    rf"|(?<![0-9])(?P<first_year>{_YEAR})-[01][0-9]-[0-3][0-9](?![0-9])"
    rf"|(?<![0-9])[0-3]?[0-9]\s+(?:{_MONTHS})[a-z]*\.?\s+(?P<last_year>{_YEAR})",
    re.IGNORECASE,
)
_BORN = re.compile(r"\bgeb(?:\.|\b|oren)|\bgeboortedatum", re.IGNORECASE)
# Prices and plans are of this century: a full date before it, in a source or title, is a birthday.
_FIRST_YEAR_OF_A_SOURCE = 2000

# A Dutch postcode never ends in SA, SD or SS (PostNL).
_POSTCODE = r"[1-9][0-9]{3}\s?(?!S[ADS])[A-Z]{2}"
_ADDRESS = re.compile(
    rf"(?<![0-9]){_POSTCODE}\W{{0,3}}(?:nr\.?|huisnummer)?\s?[0-9]{{1,5}}(?![0-9])"
    rf"|(?<![0-9])[0-9]{{1,5}}\s?[a-zA-Z]?\W{{1,3}}{_POSTCODE}(?![A-Za-z])"
    r"|(?<![0-9])[1-9][0-9]{3}(?!s[ads])[a-z]{2}\W{0,3}[0-9]{1,5}(?![0-9])"
    r"|(?<![0-9])[1-9][0-9]{3} (?!en|of|in|op|na|om|de|er|is|te|tm|km|eu)[a-z]{2}\W{1,3}[0-9]{1,5}(?![0-9])"
)
# One character before the @ tells enough, and a label is bounded (RFC 1035: 63 characters): without that a
# long text costs the square of its length.
_E_MAIL = re.compile(r"[\w.+-]\s?@\s?[\w-]{1,63}\.[\w.-]{0,190}[a-z]", re.IGNORECASE)
_COUNTRY = r"(?:\+|00)31[ .-]?(?:\(0\))?[ .-]?"
_TELEPHONE = re.compile(
    rf"(?<![0-9+])(?:{_COUNTRY}|0)6(?:[ .-]?[0-9]){{8}}(?![0-9])"  # mobile
    rf"|(?<![0-9]){_COUNTRY}[1-9](?:[ .-]?[0-9]){{8}}(?![0-9])"  # from abroad
    r"|(?<![0-9])\(?0[1-9][0-9]{1,2}\)?[ .-]{0,2}[0-9](?:[ ]?[0-9]){5,6}(?![0-9])"  # with an area code
)
# MW in capitals is also maatschappelijk werk, and so is allowed without a point.
_SALUTATION = re.compile(
    r"\b(?i:mw\.|mevr?\.|mevrouw\b|mevr\b|dhr\b|meneer\b|mijnheer\b|de heer\b|fam\.|mej\.)"
    r"|\b[Mm]w +(?:[A-Z]|de |van )"
)


def passes_elfproef(digits: str) -> bool:
    """Say whether a number of eight or nine digits can be a BSN; eight are padded with a 0.

    Example:
        >>> passes_elfproef("111222333"), passes_elfproef("12345672"), passes_elfproef("111222334")
        (True, True, False)
    """
    padded = digits.zfill(9)
    if len(padded) != 9 or len(digits) < 8 or not (padded.isascii() and padded.isdigit()) or not int(padded):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, padded, strict=True)) % 11 == 0


def has_bsn(text: str) -> bool:
    """Say whether a text holds a number that can be a BSN.

    Example:
        >>> has_bsn("offerte 123456782"), has_bsn("1234.56.782"), has_bsn("offerte 12")
        (True, True, False)
    """
    return any(passes_elfproef(re.sub("[^0-9]", "", match[0])) for match in _BSN_LIKE.finditer(text))


def personal_kinds(text: str, *, dates_are_common: bool = False) -> tuple[PersonalKind, ...]:
    """Name the kinds of personal data that a text seems to hold.

    Args:
        text: What was written.
        dates_are_common: In a title or source a date of this century is no birthday (Raadsbesluit 1-2-2018).

    Example:
        >>> personal_kinds("dhr. Pietersen")
        (<PersonalKind.SALUTATION: 'een aanhef'>,)
        >>> personal_kinds("Raadsbesluit 1-2-2018", dates_are_common=True)
        ()
    """
    kinds = []
    if has_bsn(text):
        kinds.append(PersonalKind.BSN)
    if _has_birth_date(text, dates_are_common=dates_are_common):
        kinds.append(PersonalKind.BIRTH_DATE)
    # Two dates after each other must not read as one telephone number.
    undated = _DATE.sub(" / ", text)
    patterns = (
        (PersonalKind.ADDRESS, _ADDRESS),
        (PersonalKind.E_MAIL, _E_MAIL),
        (PersonalKind.TELEPHONE, _TELEPHONE),
        (PersonalKind.SALUTATION, _SALUTATION),
    )
    kinds += [kind for kind, pattern in patterns if pattern.search(undated)]
    return tuple(kinds)


def _has_birth_date(text: str, *, dates_are_common: bool) -> bool:
    years = [
        match["year"] or match["spaced_year"] or match["first_year"] or match["last_year"]
        for match in _DATE.finditer(text)
    ]
    if not years:
        return False
    if not dates_are_common or _BORN.search(text):
        return True
    return any(len(year) == 4 and int(year) < _FIRST_YEAR_OF_A_SOURCE for year in years)
