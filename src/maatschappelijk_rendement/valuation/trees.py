"""Decision trees: what to choose where one may choose, when each end is worth what it is worth.

A tree holds choices (ours), chances (not ours) and ends. Amounts stand where they fall: at the end, or at
any node on the way (a test that costs something). Rolling back takes the expected value of a chance and the
best option of a choice, from the ends to the root, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.exact_numbers import Amount, Form, form_of, is_number, number, shaped
from maatschappelijk_rendement.valuation.information import NEARLY_ONE

MOST_NODES = 20_000
MOST_LEVELS = 100
MOST_POLICIES = 10_000
NO_COST = Fraction(0)
"""What an end costs where nothing is said of it."""


@dataclass(frozen=True, slots=True)
class End(Tabular):
    """Where a path ends.

    Attributes:
        value: What it brings; a cost has a minus sign. The name may come first: ``End("gas", 2500)``.
        cost: What it costs, taken off the value.
        name: What happened.
    """

    value: Any = 0
    cost: Any = NO_COST
    name: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, str) and not is_number(self.value) and self.cost is not NO_COST:
            object.__setattr__(self, "name", self.value)  # End("gas", 2500)
            object.__setattr__(self, "value", self.cost)
            object.__setattr__(self, "cost", NO_COST)


@dataclass(frozen=True, slots=True)
class Chance(Tabular):
    """Where something happens that nobody chooses.

    Attributes:
        branches: ``{"gas": (0.7, node), ...}``, or a list of (probability, node) or of (name, probability,
            node); the node may come before its probability. One probability may be None: the rest. A number
            in the place of a node is an end.
        value: What coming here brings.
        cost: What coming here costs.
        name: What it is about.
    """

    branches: Any
    value: Any = 0
    cost: Any = 0
    name: str = ""

    def __post_init__(self) -> None:
        _name_first(self, "branches")


@dataclass(frozen=True, slots=True)
class Choice(Tabular):
    """Where one may choose.

    Attributes:
        options: ``{"sell": node, ...}``, a list of (name, node), or of nodes with a name. A number instead of
            a node is an end.
        value: What coming here brings.
        cost: What coming here costs.
        name: What it is about.
    """

    options: Any
    value: Any = 0
    cost: Any = 0
    name: str = ""

    def __post_init__(self) -> None:
        _name_first(self, "options")


@dataclass(frozen=True, slots=True)
class Tree(Tabular):
    """A tree from its root.

    Attributes:
        root: A choice, a chance or an end.
        minimise: Whether the lowest is the best, as where every amount is a cost written without a sign.
        name: What it is about.
    """

    root: Any
    minimise: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class RolledBack(Tabular):
    """What a tree is worth under the best choices, or under choices that were given.

    Attributes:
        expected: Expected value: benefit minus cost.
        benefit: Expected sum of the values along the way.
        cost: Expected sum of the costs along the way.
        best: The chosen options, in the order in which one comes to them.
        choices: The option at each choice that is reached: (path to it, option).
        tied: Paths of choices where another option is worth the same.
        probabilities: Probability of each end that may be reached: path of names, probability.
        values: Value of each of those ends, costs taken off.
    """

    expected: Amount
    benefit: Amount
    cost: Amount
    best: tuple[str, ...]
    choices: tuple[tuple[tuple[str, ...], str], ...]
    tied: tuple[tuple[str, ...], ...]
    probabilities: Mapping[tuple[str, ...], Amount]
    values: Mapping[tuple[str, ...], Amount]


Path = tuple[str, ...]


def _name_first(node: Chance | Choice, field: str) -> None:
    """Read ``Choice("dig?", {...})`` as ``Choice({...}, name="dig?")``."""
    given = getattr(node, field)
    if isinstance(given, str) and hasattr(node.value, "__iter__") and not isinstance(node.value, str):
        object.__setattr__(node, field, node.value)
        object.__setattr__(node, "name", given)
        object.__setattr__(node, "value", 0)


@dataclass(frozen=True, slots=True)
class _Worth:
    """A part of a tree under chosen options."""

    benefit: Fraction
    cost: Fraction
    choices: tuple[tuple[Path, str], ...] = ()
    tied: tuple[Path, ...] = ()
    ends: tuple[tuple[Path, Fraction, Fraction], ...] = ()

    @property
    def net(self) -> Fraction:
        return self.benefit - self.cost


def roll_back(tree: Any, minimise: bool | None = None) -> RolledBack:
    """Find the best choices in a tree.

    Args:
        tree: A ``Tree``, or a node of one.
        minimise: Whether the lowest is the best; that of the tree when left out.

    Returns:
        Expected value, best path and probabilities. Of options that are worth the same the first by name is
        taken, and the choice is named in ``tied``.

    Raises:
        UsageError: The probabilities of a chance are not 1 together, or the tree is too large.

    Example:
        >>> dig = Chance({"gas": (0.7, 2500), "none": (0.3, 0)}, cost=300)
        >>> found = roll_back(Choice({"sell": 800, "dig": dig}))
        >>> found.expected, found.best, found.probabilities
        (1450.0, ('dig',), {('dig', 'gas'): 0.7, ('dig', 'none'): 0.3})
    """
    root, lowest = _root(tree, minimise)
    form = _form(root, 0, [0])

    def best(node: Any, path: Path) -> _Worth:
        return _worth(node, path, best, lowest)

    return _shown(best(root, ()), form)


def policies(tree: Any) -> dict[tuple[tuple[Path, str], ...], RolledBack]:
    """Give what every way of choosing is worth: an option at each choice that is then reached.

    Args:
        tree: A ``Tree``, or a node of one; 10,000 ways at most.

    Example:
        >>> found = policies(Choice({"sell": 800, "wait": 100}))
        >>> {choices[0][1]: each.expected for choices, each in found.items()}
        {'sell': Fraction(800, 1), 'wait': Fraction(100, 1)}
    """
    root, _ = _root(tree, None)
    form = _form(root, 0, [0])
    return {worth.choices: _shown(worth, form) for worth in _ways(root, ())}


def _worth(node: Any, path: Path, below: Any, lowest: bool) -> _Worth:
    gained, paid = _own(node)
    if isinstance(node, Chance):
        parts = [(part, below(child, (*path, name))) for name, part, child in _branches(node)]
        return _mixed(gained, paid, parts)
    if isinstance(node, Choice):
        found = {name: below(child, (*path, name)) for name, child in _options(node)}
        sign = -1 if lowest else 1
        top = max(sign * each.net for each in found.values())
        equal = sorted(name for name, each in found.items() if sign * each.net == top)
        return _chosen(gained, paid, path, equal[0], found[equal[0]], is_tied=len(equal) > 1)
    return _Worth(gained, paid, ends=((path or (node.name,), Fraction(1), gained - paid),))


def _ways(node: Any, path: Path) -> Iterator[_Worth]:
    gained, paid = _own(node)
    found: Iterator[_Worth]
    if isinstance(node, Chance):
        branches = _branches(node)
        below = [list(_ways(child, (*path, name))) for name, _, child in branches]
        _bounded(len(each) for each in below)
        found = (
            _mixed(gained, paid, [(part, way) for (_, part, _), way in zip(branches, ways, strict=True)])
            for ways in product(*below)
        )
    elif isinstance(node, Choice):
        found = (
            _chosen(gained, paid, path, name, way)
            for name, child in _options(node)
            for way in _ways(child, (*path, name))
        )
    else:
        found = iter([_worth(node, path, None, False)])
    yield from found


def _bounded(counts: Iterator[int]) -> None:
    ways = 1
    for count in counts:
        ways *= count
    if ways > MOST_POLICIES:
        raise UsageError(f"tree: er zijn meer dan {MOST_POLICIES} manieren om te kiezen. Gebruik roll_back.")


def _chosen(
    gained: Fraction, paid: Fraction, path: Path, name: str, below: _Worth, *, is_tied: bool = False
) -> _Worth:
    return _Worth(
        gained + below.benefit,
        paid + below.cost,
        ((path, name), *below.choices),
        (*((path,) if is_tied else ()), *below.tied),
        tuple((end, part, net + gained - paid) for end, part, net in below.ends),
    )


def _mixed(gained: Fraction, paid: Fraction, parts: list[tuple[Fraction, _Worth]]) -> _Worth:
    return _Worth(
        gained + sum((part * each.benefit for part, each in parts), Fraction(0)),
        paid + sum((part * each.cost for part, each in parts), Fraction(0)),
        tuple(choice for _, each in parts for choice in each.choices),
        tuple(path for _, each in parts for path in each.tied),
        tuple((end, part * p, net + gained - paid) for part, each in parts for end, p, net in each.ends),
    )


def _shown(worth: _Worth, form: Form) -> RolledBack:
    return RolledBack(
        expected=shaped(worth.net, form),
        benefit=shaped(worth.benefit, form),
        cost=shaped(worth.cost, form),
        best=tuple(name for _, name in worth.choices),
        choices=worth.choices,
        tied=worth.tied,
        probabilities={path: shaped(part, form) for path, part, _ in worth.ends},
        values={path: shaped(net, form) for path, _, net in worth.ends},
    )


def _root(tree: Any, minimise: bool | None) -> tuple[Any, bool]:
    root = tree.root if isinstance(tree, Tree) else tree
    lowest = tree.minimise if isinstance(tree, Tree) and minimise is None else bool(minimise)
    return _node(root), lowest


def _node(given: Any) -> Any:
    if isinstance(given, Tree):
        return _node(given.root)
    return given if isinstance(given, End | Chance | Choice) else End(given)


def _own(node: Any) -> tuple[Fraction, Fraction]:
    return number(node.value, "value"), number(node.cost, "cost")


def _options(node: Choice) -> list[tuple[str, Any]]:
    if not hasattr(node.options, "__iter__"):
        raise UsageError("Choice: geef de mogelijkheden als dict, zoals {'ja': 100, 'nee': 0}.")
    given = list(node.options.items() if isinstance(node.options, Mapping) else node.options)
    pairs = [
        each if isinstance(each, tuple | list) else (getattr(each, "name", "") or str(place), each)
        for place, each in enumerate(given, 1)
    ]
    names = [pair[0] for pair in pairs if len(pair) == 2]
    if not pairs or len(set(map(str, names))) < len(pairs):
        raise UsageError("Choice: geef elke mogelijkheid een eigen naam, zoals {'ja': 100, 'nee': 0}.")
    return [(str(name), _node(child)) for name, child in pairs]


def _branches(node: Chance) -> list[tuple[str, Fraction, Any]]:
    if not hasattr(node.branches, "__iter__") or not all(map(_is_pair, _listed(node.branches))):
        raise UsageError("Chance: geef de takken als dict, zoals {'ja': (0.3, 100), 'nee': (0.7, 0)}.")
    if isinstance(node.branches, Mapping):
        given = [(name, *pair) for name, pair in node.branches.items()]
    else:
        given = [
            (str(place), *each) if len(each) == 2 else tuple(each)
            for place, each in enumerate(node.branches, 1)
        ]
    names = {str(each[0]) for each in given}
    if not given or any(len(each) != 3 for each in given) or len(names) < len(given):
        raise UsageError("Chance: geef elke tak een eigen naam en een kans, zoals {'ja': (0.3, 100)}.")
    given = [(name, *_part_first(part, child)) for name, part, child in given]
    known = [number(part, "Chance", 0, 1) for _, part, _ in given if part is not None]
    rest = 1 - sum(known, Fraction(0))
    if len(known) < len(given) - 1 or rest < -NEARLY_ONE or (len(known) == len(given) and rest > NEARLY_ONE):
        raise UsageError("Chance: de kansen van de takken zijn samen niet 1. Pas ze aan; één mag None zijn.")
    return [
        (str(name), max(rest, Fraction(0)) if part is None else number(part, "Chance"), _node(child))
        for name, part, child in given
    ]


def _part_first(part: Any, child: Any) -> tuple[Any, Any]:
    return (child, part) if isinstance(part, End | Chance | Choice | Tree) else (part, child)


def _listed(branches: Any) -> list[Any]:
    return list(branches.values() if isinstance(branches, Mapping) else branches)


def _is_pair(each: Any) -> bool:
    return isinstance(each, tuple | list)


def _form(node: Any, level: int, seen: list[int]) -> Form:
    """Find the form of the answer; refuse a tree that is too large, or that comes back to itself."""
    seen[0] += 1
    if level > MOST_LEVELS or seen[0] > MOST_NODES:
        raise UsageError("tree: deze boom is te groot. Maak hem kleiner.")
    found = form_of(node.value, node.cost)
    if isinstance(node, Choice):
        found = max(found, *(_form(child, level + 1, seen) for _, child in _options(node)))
    if isinstance(node, Chance):
        for (_, _, child), each in zip(_branches(node), _parts(node), strict=True):
            found = max(found, form_of(each), _form(child, level + 1, seen))
    return found


def _parts(node: Chance) -> list[Any]:
    return [_part_first(each[-2], each[-1])[0] for each in _listed(node.branches)]
