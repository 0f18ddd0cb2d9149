"""What is said when a release is refused: which figures keep it back, how far, and what to do.

The message is for who holds the data and goes to the screen only: it counts cases that no file may count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from maatschappelijk_rendement.disclosure.ledger.combining import Token
from maatschappelijk_rendement.disclosure.ledger.figures import of_party
from maatschappelijk_rendement.results.tables import TABLES
from maatschappelijk_rendement.results.words import IN_A_SENTENCE, TOTAL

ALL_STREAMS = "alle stromen samen"
MOST_NAMED = 8
SAME_WIJK = (
    "geef alle casussen dezelfde wijk (kolom wijk op blad Casussen): dan vervallen de cijfers per wijk"
)
REPRICED = (
    "De prijzen of de periode zijn anders dan toen. Dat telt niet als verschil: een lezer rekent de bedragen "
    "van toen daarnaar om."
)
BY_NAME_ONLY = (
    "Een uitgave van een oudere versie van mr zegt niet wat een casus gebruikte. Reken met de prijzen en de "
    "periode van toen, of wacht tot minstens {minimum} casussen erbij of eruit zijn."
)
NO_SCORES = "laat de scores weg (blad Welbevinden): dan vervallen die cijfers"


class Compared(Enum):
    """By what the cases of two releases were compared."""

    BY_AMOUNT = auto()
    BY_USE = auto()
    BY_NAME = auto()


@dataclass(frozen=True, slots=True)
class Shortage:
    """A figure of a new release that, with earlier ones, tells of a few cases.

    Attributes:
        figure: The figure in words, as ``figure_name`` gives; of several together what they are about.
        cases: The number of cases that it tells of.
        releases: Numbers of the earlier releases with which it does.
        change: How these cases differ, where the figure itself was shown before; else empty.
        is_of_wijk: Whether it is about one wijk.
        is_score: Whether it is about wellbeing.
        is_of_payer: Whether it is what one party pays of the balance.
        compared: By what the cases were compared.
    """

    figure: str
    cases: int
    releases: tuple[int, ...]
    change: str
    is_of_wijk: bool
    is_score: bool
    is_of_payer: bool = False
    compared: Compared = Compared.BY_AMOUNT


def figure_name(table: str, column: str, row: Mapping[str, object]) -> str:
    """Name a published figure as a reader would.

    Example:
        >>> key = {"groep": "nieuw", "wijk": "Noord", "stroom": "Wmo", "moment": "voor"}
        >>> figure_name("stromen", "som_eur", key)
        'kosten voor het MDO (Wmo), nieuwe casussen, wijk Noord'
    """
    if "wijk" not in row:
        whose = f", {IN_A_SENTENCE[str(row['groep'])]}" if "groep" in row else ""
        return f"{topic_name(table, column, row)}{whose}"
    place = "alle wijken" if row["wijk"] == TOTAL else f"wijk {row['wijk']}"
    return f"{topic_name(table, column, row)}, {IN_A_SENTENCE[str(row['groep'])]}, {place}"


def topic_name(table: str, column: str, row: Mapping[str, object]) -> str:
    """Name what a figure is about, apart from about whom.

    Example:
        >>> topic_name("verschil", "structureel_per_jaar_eur", {"stroom": "totaal", "moment": "na"})
        'wat doorloopt (alle stromen samen)'
    """
    moment = str(row.get("moment", ""))
    part = f" ({row['onderdeel']})" if row.get("onderdeel") else ""
    whose = of_party(row)
    words = {**row, "moment": IN_A_SENTENCE.get(moment, moment), "onderdeel": part, "van_partij": whose}
    what = TABLES[table].kept[column].words.format_map(words)
    if "stroom" not in row:
        return what
    return f"{what} ({ALL_STREAMS if row['stroom'] == TOTAL else row['stroom']})"


def few_between(before: Collection[Token], now: Collection[Token]) -> str:
    """Say how the cases behind a figure changed; a case is its id and its content.

    Example:
        >>> few_between({("a", "1"), ("b", "1")}, {("a", "1"), ("b", "2"), ("c", "1")})
        '1 erbij, 1 veranderd'
    """
    old, new = dict(before), dict(now)
    numbers = {
        "erbij": len(new.keys() - old.keys()),
        "eruit": len(old.keys() - new.keys()),
        "veranderd": sum(new[case] != old[case] for case in new.keys() & old.keys()),
    }
    return ", ".join(f"{number} {word}" for word, number in numbers.items() if number)


def mostly_renamed(renamed: int, cases: int, release: int, label: str) -> str:
    """Say that most cases came under another id, and what to do.

    Args:
        renamed: Number of cases that were recognised.
        cases: Number of cases of the new release.
        release: Number of the release where they were found.
        label: Its title.
    """
    return (
        f"Deze uitgave wordt niet gepubliceerd: {renamed} van de {cases} casussen hebben een andere id dan "
        f"in uitgave {release} ({label}), maar dezelfde bedragen of scores. Zo is niet te zien wie erbij "
        "kwam. Geef elke casus de id van toen, met dezelfde cijfers, nullen en streepjes, en probeer het "
        "opnieuw."
    )


def too_few_between(
    shortages: Sequence[Shortage], labels: Mapping[int, str], minimum: int, *, renamed: int = 0
) -> str:
    """Say which figures of a release keep it back, how many cases each lacks, and what to do.

    Args:
        shortages: What was found, one a figure.
        labels: Titles of the earlier releases by number.
        minimum: Fewest cases of which figures together may tell.
        renamed: Number of cases that were recognised under another id.
    """
    numbers = sorted({number for shortage in shortages for number in shortage.releases})
    named = ", ".join(f"uitgave {number} ({labels[number]})" for number in numbers) or "zichzelf"
    # Totals first: what they lack, their parts lack too.
    widest = sorted(shortages, key=lambda s: (s.is_of_wijk, s.is_of_payer, ALL_STREAMS not in s.figure))
    lines = [_line(shortage, minimum) for shortage in widest]
    if len(lines) > MOST_NAMED:
        lines = [*lines[:MOST_NAMED], f"- en nog {len(lines) - MOST_NAMED} andere cijfers"]
    ways = [SAME_WIJK] if any(shortage.is_of_wijk for shortage in shortages) else []
    ways += [NO_SCORES] if any(shortage.is_score for shortage in shortages) else []
    otherwise = "".join(f" Of {way}." for way in ways)
    if ways and not all(shortage.is_of_wijk or shortage.is_score for shortage in shortages):
        otherwise += " Voor de andere cijfers hierboven helpt dat niet."
    refused = (
        f"Deze uitgave wordt niet gepubliceerd: samen met {named} is een getal te berekenen over minder dan "
        f"{minimum} casussen. Elk cijfer telt apart, dus meer casussen in totaal is niet altijd genoeg:"
    )
    wait = f"Wacht tot bij elk van deze cijfers minstens {minimum} casussen erbij of veranderd zijn."
    if renamed:
        noun = "casus heeft" if renamed == 1 else "casussen hebben"
        lines.append(
            f"{renamed} {noun} een andere id dan eerder, maar dezelfde bedragen of scores; dat telt niet als "
            "verschil."
        )
    compared = {shortage.compared for shortage in shortages}
    lines += [REPRICED] if Compared.BY_USE in compared else []
    otherwise += f" {BY_NAME_ONLY.format(minimum=minimum)}" if Compared.BY_NAME in compared else ""
    return "\n".join((refused, *lines, f"{wait}{otherwise}"))


def _line(shortage: Shortage, minimum: int) -> str:
    if shortage.compared is Compared.BY_NAME:
        return (
            f"- {shortage.figure}: ongeveer dezelfde casussen als in uitgave {shortage.releases[0]}, met "
            "andere bedragen; of zij iets anders gebruikten, staat niet in die uitgave"
        )
    noun = "casus" if shortage.cases == 1 else "casussen"
    other = "met ander gebruik" if shortage.compared is Compared.BY_USE else "anders"
    how = (
        f"{shortage.cases} {noun} {other} dan in uitgave {shortage.releases[0]} ({shortage.change})"
        if shortage.change
        else f"met andere cijfers samen te herleiden tot {shortage.cases} {noun}"
    )
    return f"- {shortage.figure}: {how}; nog minstens {minimum - shortage.cases} nodig"
