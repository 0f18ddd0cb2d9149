"""Areas: the codes of wijken, buurten and municipalities, and when two names are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import fold_header

# Amsterdam has letters in its codes since 2023 (WK0363MA).
_CODE = re.compile(r"NL0[01]|GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4}")
_NUMBERED = re.compile(r"^(?:wijk|buurt) [0-9a-z]{2,4} ")
_SIGNS = re.compile(r"[^a-z0-9]+")

# Spellings of Vektis beside those of CBS: capitals without signs, and words that are left out.
_SPELLINGS = {
    "s gravenhage": "den haag",
    "s hertogenbosch": "den bosch",
    "bergen lb": "bergen l",
    "bergen lim": "bergen l",
    "bergen nh": "bergen nh",
    "nuenen ca": "nuenen gerwen en nederwetten",
    "haarlemmerliede ca": "haarlemmerliede en spaarnwoude",
    "kollumerland ca": "kollumerland en nieuwkruisland",
}


@dataclass(frozen=True, slots=True)
class WantedArea:
    """An area that is asked for.

    Attributes:
        code: Its code.
        names: The names under which it may stand in a file; empty where any name will do, as long as it is
            the same in every file.
    """

    code: str
    names: tuple[str, ...] = ()

    @property
    def municipality(self) -> str:
        """The four digits of its municipality; empty for the country."""
        return "" if self.code.startswith("NL") else self.code[2:6]


def is_area_code(text: str) -> bool:
    """Say whether a text is a code of an area.

    Example:
        >>> [is_area_code(text) for text in ("WK082801", "WK0363MA", "WK8281", "Ruwaard")]
        [True, True, False, False]
    """
    return bool(_CODE.fullmatch(text))


def wanted(areas: str | Iterable[str] | Mapping[str, str]) -> tuple[WantedArea, ...]:
    """Read which areas are asked for: codes, ``CODE=naam``, or a mapping of code to name.

    Args:
        areas: One code or more; a name beside a code is compared with the name in each file. A code may come
            twice with another name, for an area that was renamed.

    Raises:
        UsageError: There is none, or one is no code.

    Example:
        >>> wanted(["WK082801=Ruwaard", "GM0828"])
        (WantedArea(code='WK082801', names=('Ruwaard',)), WantedArea(code='GM0828', names=()))
    """
    if isinstance(areas, str):
        areas = [areas]
    pairs = (
        list(areas.items())
        if isinstance(areas, Mapping)
        else [tuple(text.partition("=")[::2]) for text in areas]
    )
    names: dict[str, list[str]] = {}
    for place, (code, name) in enumerate(pairs, start=1):
        form = code.strip().upper()
        if not is_area_code(form):
            raise UsageError(
                f"Gebied {place} is geen code van een wijk, buurt of gemeente. Schrijf een code zoals "
                "WK082801, of met de naam erbij: WK082801=Ruwaard."
            )
        names.setdefault(form, []).extend([name.strip()] if name.strip() else [])
    if not names:
        raise UsageError("Noem minstens één wijk, zoals WK082801.")
    return tuple(WantedArea(code, tuple(found)) for code, found in names.items())


def same_name(text: str) -> str:
    """Give the form in which names of areas are compared.

    Example:
        >>> same_name("Wijk 01 Ruwaard") == same_name("ruwaard")
        True
        >>> same_name("S GRAVENHAGE") == same_name("'s-Gravenhage (gemeente)") == same_name("Den Haag")
        True
        >>> same_name("SUDWEST-FRYSLAN") == same_name("Súdwest-Fryslân")
        True
    """
    plain = fold_header(text).replace("(gemeente)", " ")
    plain = " ".join(_SIGNS.sub(" ", plain).split())
    plain = _NUMBERED.sub("", plain)
    return _SPELLINGS.get(plain, plain)
