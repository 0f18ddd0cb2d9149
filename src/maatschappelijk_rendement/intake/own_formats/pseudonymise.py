"""Turn a BSN into a pseudonym, in memory, before anything else is done with it.

With a key the same BSN gives the same pseudonym in every file; without one it is a running number of this
run, and a file that is read later cannot be matched. Nothing here is written or shown.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256

from maatschappelijk_rendement.domain.errors import UsageError

# Without vowels no word comes of it, and without digits nothing that looks like a BSN or a date.
_LETTERS = "bcdfghjklmnpqrstvwxz"
_PSEUDONYM_LETTERS = 14  # 20**14 is 2**60: two of a million ids meet once in two million times
_BSN_DIGITS = 9

WITHOUT_KEY = (
    "Zonder sleutel kregen de cliënten een volgnummer dat alleen deze keer geldt: een bestand van later "
    "past daar niet op. Maak een sleutel met mr sleutel en geef haar mee om bestanden te koppelen."
)


class NoBsnError(ValueError):
    """A text that should be a BSN is none; the text itself is never repeated."""


def bsn_digits(text: str) -> str:
    """Give the nine digits of a BSN; points, spaces and dashes go, and a lost leading zero comes back.

    Raises:
        NoBsnError: It has another number of digits, or something else in it.

    Example:
        >>> bsn_digits("1234.56.782"), bsn_digits("12345672")
        ('123456782', '012345672')
    """
    digits = re.sub(r"[ .\-\N{NO-BREAK SPACE}]", "", text.strip())
    if not re.fullmatch(r"[0-9]{8,9}", digits) or not int(digits):
        raise NoBsnError("no BSN")
    return digits.zfill(_BSN_DIGITS)


@dataclass(slots=True)
class Pseudonyms:
    """Pseudonyms of one run; grows while files are read, so that a person keeps the same one.

    Args:
        key: The key of ``mr sleutel``; without it people get running numbers.

    Example:
        >>> pseudonyms = Pseudonyms()
        >>> pseudonyms.of("123456782"), pseudonyms.of("111222333"), pseudonyms.of("1234.56.782")
        ('C001', 'C002', 'C001')
        >>> Pseudonyms(bytes(32)).of("123456782") == Pseudonyms(bytes(32)).of("123456782")
        True
    """

    key: bytes | None = field(default=None, repr=False)
    _by_bsn: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    _taken: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    @property
    def is_keyed(self) -> bool:
        """Whether a later run gives the same pseudonyms."""
        return self.key is not None

    def of(self, bsn: str) -> str:
        """Give the pseudonym of a BSN.

        Raises:
            NoBsnError: It is no BSN.
            UsageError: With this key two people would get one pseudonym.
        """
        digits = bsn_digits(bsn)
        known = self._by_bsn.get(digits)
        if known is not None:
            return known
        made = f"C{len(self._by_bsn) + 1:03d}" if self.key is None else keyed_pseudonym(digits, self.key)
        if self._taken.setdefault(made, digits) != digits:
            raise UsageError("Twee cliënten zouden hetzelfde pseudoniem krijgen. Maak een nieuwe sleutel.")
        self._by_bsn[digits] = made
        return made


def keyed_pseudonym(text: str, key: bytes) -> str:
    """Make a pseudonym of a text with a key: HMAC-SHA-256, in letters.

    Args:
        text: The id, in the one form in which it is compared.
        key: The key.

    Example:
        >>> keyed_pseudonym("123456782", bytes(32)) == keyed_pseudonym("123456782", bytes(32))
        True
        >>> made = keyed_pseudonym("123456782", bytes(32))
        >>> len(made), made.isalpha()
        (15, True)
    """
    number = int.from_bytes(hmac.new(key, text.encode(), sha256).digest(), "big")
    letters = []
    for _ in range(_PSEUDONYM_LETTERS):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "P" + "".join(letters)
