"""The figures of the balance: those that stand elsewhere too under another name, and their sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Form, Name, Unit, total
from maatschappelijk_rendement.disclosure.matrix.labels import AFTER, EXISTING, NEW, TOTAL
from maatschappelijk_rendement.disclosure.matrix.money import SOM

BALANCE, AMOUNT, CASES = "balans", "bedrag_eur", "n"
PROGRAMME, SALDO = "programma", "saldo"
OF_CASES: Mapping[str, str] = {"bestaande_casussen": EXISTING, "nieuwe_casussen": NEW}
EVERYONE: Name = ("analyse", (), "n_casussen")
MDO: Name = ("mdo", (), "totaal_eur")
# They count for nothing in what a publication weighs: the figure itself does.
TIER = "fine"


def _difference(group: str, column: str) -> Name:
    return "verschil", (group, AFTER, TOTAL, TOTAL), column


def _parts(facts: Facts) -> Mapping[str, tuple[Name, Name]]:
    """Give of each part that is about cases the figure that it is, and that of its number of cases."""
    parts = {post: (_difference(group, SOM), _difference(group, CASES)) for post, group in OF_CASES.items()}
    # What stands among the streams already does not count twice.
    return parts if facts.mdo_counts_as_cost else {**parts, "mdo": (MDO, ("mdo", (), CASES))}


def saldo(forms: Mapping[Name, Form], facts: Facts) -> dict[Name, dict[int, int]]:
    """Give the form of the sum: what existing and new cases cost more or less, and the MDO.

    Args:
        forms: The forms of the other figures.
        facts: The exact analysis.
    """
    terms = [(1, forms.get(amount, {})) for amount, _ in _parts(facts).values()]
    return {(BALANCE, (SALDO,), AMOUNT): total(*terms)}


def posts(figures: Sequence[Figure], facts: Facts) -> Iterator[Figure]:
    """Give the other figures of the balance: each is shown or hidden as the one that it is.

    Args:
        figures: The figures of the other tables.
        facts: The exact analysis.
    """
    by_name = {figure.name: figure for figure in figures}
    for post, names in _parts(facts).items():
        for column, name in zip((AMOUNT, CASES), names, strict=True):
            if name in by_name:
                yield replace(by_name[name], name=(BALANCE, (post,), column), tier=TIER)
    # What the programme costs is of no case, and no secret.
    yield Figure((BALANCE, (PROGRAMME,), AMOUNT), Unit.EURO, TIER, {}, is_of_residents=False)
    for post in (PROGRAMME, SALDO):
        yield replace(by_name[EVERYONE], name=(BALANCE, (post,), CASES), tier=TIER)


def programme_in(name: Name, programme: Mapping[str, int]) -> int:
    """Give what a figure holds of the programme beside the cases [euro cent].

    Args:
        name: Its name.
        programme: What each party pays [euro cent].

    Example:
        >>> programme_in(("balans", ("saldo",), "bedrag_eur"), {"gemeente": 500, "Rijk": 200})
        700
        >>> programme_in(("partijen", ("Rijk",), "investeert_eur"), {"gemeente": 500, "Rijk": 200})
        200
    """
    table, key, column = name
    if (table, column) == ("partijen", "investeert_eur"):
        return programme.get(str(key[0]), 0)
    return (
        sum(programme.values())
        if table == BALANCE and column == AMOUNT and key[0] in (PROGRAMME, SALDO)
        else 0
    )
