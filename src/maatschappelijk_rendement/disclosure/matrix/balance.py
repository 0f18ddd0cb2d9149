"""The figures of the balance: those that stand elsewhere too under another name, their sum, who pays what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from maatschappelijk_rendement.disclosure.matrix.atoms import Form, total
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Name, Unit
from maatschappelijk_rendement.disclosure.matrix.labels import AFTER, EXISTING, NEW, TOTAL
from maatschappelijk_rendement.disclosure.matrix.money import MDO, SOM, SPENT
from maatschappelijk_rendement.disclosure.matrix.tiers import PAYERS

BALANCE, AMOUNT, CASES = "balans", "bedrag_eur", "n"
OF_MDO, PROGRAMME, SALDO = "mdo", "programma", "saldo"
OF_CASES: Mapping[str, str] = {"bestaande_casussen": EXISTING, "nieuwe_casussen": NEW}
POSTS: Mapping[str, str] = {**{group: post for post, group in OF_CASES.items()}, MDO: OF_MDO}
"""Post of each kind of amount that a party pays."""
EVERYONE: Name = ("analyse", (), "n_casussen")
WHOLE_MDO: Name = ("mdo", (), "totaal_eur")
# They count for nothing in what a publication weighs: the figure itself does.
TIER = "fine"


def _difference(group: str, column: str) -> Name:
    return "verschil", (group, AFTER, TOTAL, TOTAL), column


def _parts(facts: Facts) -> Mapping[str, Name]:
    """Give of each part that is about cases the figure that it is."""
    parts = {post: _difference(group, SOM) for post, group in OF_CASES.items()}
    # What stands among the streams already does not count twice.
    return parts if facts.mdo_counts_as_cost else {**parts, OF_MDO: WHOLE_MDO}


def about(key: Sequence[str | None]) -> Name:
    """Give the number of cases that a row of the balance is about: for a party those of the whole row.

    Args:
        key: Post and party.

    Example:
        >>> about(("mdo", "gemeente"))
        ('mdo', (), 'n')
    """
    post = str(key[0])
    if post in OF_CASES:
        return _difference(OF_CASES[post], CASES)
    return ("mdo", (), CASES) if post == OF_MDO else EVERYONE


def balance(forms: Mapping[Name, Form], facts: Facts) -> dict[Name, dict[int, int]]:
    """Give the forms of what stands nowhere else: the saldo, and every amount of each party.

    Args:
        forms: The forms of the other figures.
        facts: The exact analysis.
    """
    terms = [(1, forms.get(amount, {})) for amount in _parts(facts).values()]
    found: dict[Name, dict[int, int]] = {(BALANCE, (SALDO, TOTAL), AMOUNT): total(*terms)}
    spent: dict[str, list[tuple[int, Form]]] = {payer: [] for payer in facts.programme}
    for (table, key, _), form in forms.items():
        if table == SPENT:
            kind, payer = map(str, key)
            found[BALANCE, (POSTS[kind], payer), AMOUNT] = dict(form)
            spent.setdefault(payer, []).append((1, form))
    for payer, amounts in spent.items():
        found[BALANCE, (SALDO, payer), AMOUNT] = total(*amounts)
    for payer in facts.programme:
        found[BALANCE, (PROGRAMME, payer), AMOUNT] = {}
    return found


def posts(figures: Sequence[Figure], facts: Facts) -> Iterator[Figure]:
    """Give the other figures of the balance: each is shown or hidden as the one that it is.

    Args:
        figures: The figures of the other tables, and the amounts of ``balance``.
        facts: The exact analysis.
    """
    by_name = {figure.name: figure for figure in figures}
    for post, amount in _parts(facts).items():
        if amount in by_name:
            yield replace(by_name[amount], name=(BALANCE, (post, TOTAL), AMOUNT), tier=TIER)
    # What the programme costs is of no case, and no secret.
    yield Figure((BALANCE, (PROGRAMME, TOTAL), AMOUNT), Unit.EURO, TIER, {}, is_of_residents=False)
    rows = [(post, TOTAL) for post in (*_parts(facts), PROGRAMME, SALDO)]
    rows += [(str(key[0]), str(key[1])) for table, key, _ in by_name if table == BALANCE and key[1] != TOTAL]
    for row in rows:
        cases = about(row)
        if cases in by_name:
            tier = TIER if row[1] == TOTAL else PAYERS
            yield replace(by_name[cases], name=(BALANCE, row, CASES), tier=tier)


def programme_in(name: Name, programme: Mapping[str, int]) -> int:
    """Give what a figure holds of the programme beside the cases [euro cent].

    Args:
        name: Its name.
        programme: What each party pays [euro cent].

    Example:
        >>> programme_in(("balans", ("saldo", "totaal"), "bedrag_eur"), {"gemeente": 500, "Rijk": 200})
        700
        >>> programme_in(("balans", ("saldo", "Rijk"), "bedrag_eur"), {"gemeente": 500, "Rijk": 200})
        200
        >>> programme_in(("partijen", ("Rijk",), "investeert_eur"), {"gemeente": 500, "Rijk": 200})
        200
    """
    table, key, column = name
    if (table, column) == ("partijen", "investeert_eur"):
        return programme.get(str(key[0]), 0)
    if table != BALANCE or column != AMOUNT or key[0] not in (PROGRAMME, SALDO):
        return 0
    return sum(programme.values()) if key[1] == TOTAL else programme.get(str(key[1]), 0)
