"""Make the problem: every figure of a publication with its atoms, from the facts and a design."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.atoms import MANY_CASES, Form, Label
from maatschappelijk_rendement.disclosure.matrix.balance import BALANCE, about, balance, posts
from maatschappelijk_rendement.disclosure.matrix.design import FINEST, Design
from maatschappelijk_rendement.disclosure.matrix.facts import Facts, Whole
from maatschappelijk_rendement.disclosure.matrix.figures import Derived, Figure, Name, Problem, Unit
from maatschappelijk_rendement.disclosure.matrix.labels import (
    AFTER,
    AVERTED,
    EXISTING,
    REPEAT,
    TOTAL,
    Gathered,
    Recoded,
)
from maatschappelijk_rendement.disclosure.matrix.money import PARTS, SOM, UNPRINTED, Money
from maatschappelijk_rendement.disclosure.matrix.people import CHANGES, SPLIT, SQUARES, People
from maatschappelijk_rendement.disclosure.matrix.tiers import PAYERS

COST_TABLES = ("verschil", AVERTED)
# Of one case or of two, whatever else is shown.
OF_ONE_CASE = ("mediaan_eur", "som_zonder_grootste_eur", "aandeel_grootste")
OF_THE_MARGIN = ("bi95_hoog_eur", "marge_te_smal")
OF_THE_TEST = "toets_bevestigt"
UNITS: Mapping[str, Unit] = {
    "uren": Unit.HOURS,
    "n_regels": Unit.LINES,
    SQUARES: Unit.SQUARE,
    "gemiddelde": Unit.SCORE,
    "gepaard_verschil": Unit.SCORE,
    **dict.fromkeys(("n_bewoners", "gepaard_n", "n_boven", "n_hoger", "n_lager"), Unit.RESIDENTS),
}


def make(facts: Facts, design: Design = FINEST) -> Problem:
    """Make the problem of a publication.

    Args:
        facts: The exact analysis.
        design: How fine the publication is.
    """
    recoded = Recoded(facts, design)
    gathered = Gathered(len(facts.groups), facts.times)
    people = People(recoded, gathered)
    people.make()
    money = Money(recoded, gathered)
    money.make()
    forms = {**people.forms, **money.forms}
    forms |= balance(forms, facts)
    kinds = ScoreKinds.of(facts)
    figures = [_figure(name, forms, gathered.labels, kinds) for name in _printed(forms, facts, design, kinds)]
    figures = sorted([*figures, *posts(figures, facts)], key=lambda figure: figure.tier == PAYERS)
    names = {figure.name for figure in figures}
    return Problem(
        gathered.atoms(_by_block(recoded)),
        figures,
        [one for one in _derived(forms) if set(one.needs) <= names],
        people.known,
        [*people.never_negative, *money.never_negative],
        facts.months,
    )


def _by_block(recoded: Recoded) -> Whole | None:
    """Number many cases so that those of a block stand together: most forms are then about a part of them."""
    _, block = recoded.blocks
    if len(block) <= MANY_CASES or recoded.facts.times is not None:
        return None
    place = np.empty(len(block), dtype=np.int64)
    place[np.argsort(block, kind="stable")] = np.arange(len(block))
    return place


@dataclass(frozen=True, slots=True)
class ScoreKinds:
    """Which instruments are special.

    Attributes:
        shares: Those of which a mean is a part of the residents.
        beside: Those computed from others, where there is an instrument that was filled in as one question:
            they never cost that one its figures.
    """

    shares: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, facts: Facts) -> ScoreKinds:
        """Read them from what the tables are made from."""
        has_main = any(one.item is None and not one.of for one in facts.scores)
        return cls(
            frozenset(one.instrument for one in facts.scores if one.is_share),
            frozenset(one.instrument for one in facts.scores if one.of and has_main),
        )


NO_KINDS = ScoreKinds()


def _printed(forms: Mapping[Name, Form], facts: Facts, design: Design, kinds: ScoreKinds) -> Iterator[Name]:
    """Give every printed figure, of each row those that are zero as well, in a fixed order."""
    printed = {name: None for name in forms if name[0] not in UNPRINTED}
    with_threshold = {scores.instrument for scores in facts.scores if scores.above is not None}
    for table, key, column in list(printed):
        if table in COST_TABLES and column == "n":
            printed |= {(table, key, other): None for other in (SOM, *PARTS, *SPLIT, SQUARES)}
        elif (table == "stromen" and column == "n") or (table == "geldsoort" and column == "n"):
            printed[table, key, SOM] = None
        elif table == "maatschappelijk":
            printed |= {(table, key, other): None for other in (SOM, "waarvan_inkomensoverdracht_eur")}
        elif table == "volledigheid":
            printed |= {(table, key, other): None for other in ("n_bekend", "n_onbekend")}
        elif table == "welbevinden" and column == "gepaard_n" and key[2] not in kinds.shares:
            printed |= {(table, key, other): None for other in CHANGES}
        elif table == "welbevinden" and column == "n_bewoners":
            others = ["n_boven"] if key[2] in with_threshold else []
            others += ["gepaard_n"] if key[5] else []
            printed |= {(table, key, other): None for other in others}
    parties = {key for table, key, _ in printed if table == "partijen"}
    parties |= {(payer,) for payer in facts.programme} | {
        (name[1][0],) for name in forms if name[0] == "betaalt"
    }
    for key in parties:
        printed |= {
            ("partijen", key, column): None for column in ("investeert_eur", "profiteert_eur", "ontvangt_eur")
        }
    for name in sorted(printed, key=lambda name: (name[0], tuple(map(str, name[1])), name[2])):
        if design.has_parts or name[2] not in PARTS:
            yield name


def _figure(name: Name, forms: Mapping[Name, Form], labels: Sequence[Label], kinds: ScoreKinds) -> Figure:
    table, key, column = name
    form = {atom: times for atom, times in forms.get(name, {}).items() if times}
    unit = UNITS.get(column, Unit.EURO if column.endswith("_eur") else Unit.CASES)
    bundle: Hashable | None = None
    is_split = column in (*SPLIT, *CHANGES) and table in (*COST_TABLES, "welbevinden")
    if is_split:
        bundle = (table, key, "verdeling")
        if table == "welbevinden":
            unit = Unit.RESIDENTS
    elif column == "n_boven":
        is_split = True
    elif table == "welbevinden" and column in ("n_bewoners", "gemiddelde"):
        bundle = (table, key, "score")
    elif table == "welbevinden" and column in ("gepaard_n", "gepaard_verschil"):
        bundle = (table, key, "paar")
    elif table == "volledigheid" and column in ("n_bekend", "n_onbekend"):
        bundle = (table, key)
    cases = {
        Unit.EURO: (table, key, "n"),
        Unit.SQUARE: (table, key, "n"),
        Unit.SCORE: (table, key, "gepaard_n" if column == "gepaard_verschil" else "n_bewoners"),
        Unit.RESIDENTS: (table, key, "n_bewoners") if column == "n_boven" else None,
    }.get(unit)
    if table == BALANCE:
        cases = about(key)
    return Figure(
        name,
        unit,
        tier_of(name, kinds),
        form,
        about=forms.get(cases, {}) if cases is not None else {},
        bundle=bundle,
        is_split=is_split,
        is_of_residents=any(labels[atom][0] == "eur" for atom in form),
        is_share=unit is Unit.SCORE and key[2] in kinds.shares,
    )


def tier_of(name: Name, kinds: ScoreKinds = NO_KINDS) -> str:
    """Give the tier of a figure: what it weighs in a report.

    Example:
        >>> tier_of(("verschil", ("bestaand", "na", "totaal", "totaal"), "som_eur"))
        'total'
        >>> tier_of(("vermeden", ("bestaand", "na", "totaal", "totaal"), "som_eur"))
        'repeat'
    """
    table, key, column = name
    if table in COST_TABLES and column in SPLIT:
        return "rose" if table == "verschil" and key[2:] == (TOTAL, TOTAL) else "fine"
    if table == "verschil":
        return _tier_of_difference(key, column)
    if table == AVERTED and key[2] == TOTAL and column in (SOM, "n"):
        return "repeat"
    if table == "stromen":
        group, wijk, stream, moment = key
        if column == "n" and moment != REPEAT:
            return _tier_of_difference((group, AFTER, wijk, stream), column)
        return "level" if (group, wijk) == (EXISTING, TOTAL) and moment != REPEAT else "fine"
    if table == "welbevinden":
        group, wijk, instrument, item, moment, _ = key
        is_top = wijk == TOTAL and not item and moment != REPEAT and group in (TOTAL, EXISTING)
        if is_top and column == "n_bewoners":
            return "residents" if group == TOTAL and instrument not in kinds.beside else "wellbeing"
        return "wellbeing" if is_top and column == "gemiddelde" else "fine"
    if table == "analyse":
        # The mean needs the number of existing cases; that of all of them tells how few are new.
        return {"n_bestaand": "cases", "n_nieuw": "new"}.get(column, "residents")
    if table == BALANCE and key[1] != TOTAL:
        return PAYERS
    return {
        "partijen": "parties",
        BALANCE: "balance",
        # What the MDO cost goes before its hours: beside two prices both may tell too much.
        "mdo": "mdo" if column == "totaal_eur" else "level",
        "maatschappelijk": "kind",
        "geldsoort": "kind",
    }.get(table, "fine")


def _tier_of_difference(key: tuple[str | None, ...], column: str) -> str:
    group, moment, wijk, stream = key
    if column == SQUARES:
        return "mean" if (group, moment, wijk, stream) == (EXISTING, AFTER, TOTAL, TOTAL) else "fine"
    if column in PARTS:
        return "part" if wijk == TOTAL and moment == AFTER else "fine"
    if moment != AFTER:
        return "repeat" if wijk == TOTAL else "fine"
    if wijk != TOTAL:
        return "wijk" if stream == TOTAL and column == SOM else "fine"
    if stream == TOTAL:
        if column == SOM:
            return "total" if group == EXISTING else "new"
        return "cases" if group == EXISTING else "new"
    if group == EXISTING:
        return "streams" if column == SOM else "level"
    return "fine"


def _derived(forms: Mapping[Name, Form]) -> Iterator[Derived]:
    for table, key, column in forms:
        if table in COST_TABLES and column == "n":
            both = ((table, key, SOM), (table, key, "n"))
            yield Derived((table, key, "gemiddelde_eur"), both)
            for other in OF_THE_MARGIN:
                yield Derived((table, key, other), (*both, (table, key, SQUARES)))
            if key[2:] == (TOTAL, TOTAL):
                yield Derived((table, key, OF_THE_TEST), (*both, (table, key, SQUARES)))
            for other in OF_ONE_CASE:
                yield Derived((table, key, other))
