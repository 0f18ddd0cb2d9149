"""An attacker of its own: it reads only what was published, and writes down everything that follows from it.

Nothing of the package is used. All published amounts, of all linked tables, become one linear program; all
published counts another. The attacker knows how tables add up, that levels and counts are not negative, and
that no case is above EUR 100.000 (or what it really is); it even knows how many cases stand behind a hidden
amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from highspy import Highs, HighsLp, HighsModelStatus, MatrixFormat
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from tests.disclosure.exact import STREAMS, TOTAL, PlainCase, PlainScore, contributions

Vector = npt.NDArray[Any]
PLAUSIBLE_CENTS = 100_000_00
ONE_SCORE = 900  # from 1,00 to 10,00
DIRECTIONS = 8
GROUPS = ("bestaand", "nieuw")
SPLIT = ("n_gestegen", "n_gedaald", "n_gelijk")
AMOUNTS = ("som_eur", "in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")


Truth = Mapping[str, Mapping[Any, list[int]]]


def cents(euros: str) -> int:
    return round(float(euros) * 100)


@dataclass
class Knowledge:
    """Unknown numbers with their bounds, and sums of them that are zero."""

    scale: float
    bounds: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    sums: list[dict[Hashable, float]] = field(default_factory=list)

    def add(self, name: Hashable, low: float, high: float) -> None:
        self.bounds[name] = (low, high)

    def know(self, name: Hashable, value: float) -> None:
        self.bounds[name] = (value, value)

    def equal(self, plus: Iterable[Hashable], minus: Iterable[Hashable]) -> None:
        row: dict[Hashable, float] = defaultdict(float)
        for name in plus:
            row[name] += 1.0
        for name in minus:
            row[name] -= 1.0
        if row and all(name in self.bounds for name in row):
            self.sums.append(dict(row))

    def prepare(self) -> None:
        """Move what is known to the right-hand side, and split what is left into parts that share no sum."""
        self.open = [name for name, (low, high) in self.bounds.items() if low != high]
        self.column = {name: number for number, name in enumerate(self.open)}
        rows = [row for row in self.sums if any(name in self.column for name in row)]
        known = [
            sum(sign * self.bounds[n][0] for n, sign in row.items() if n not in self.column) for row in rows
        ]
        self.right = -np.array(known) / self.scale
        entries = [
            (r, self.column[n], sign)
            for r, row in enumerate(rows)
            for n, sign in row.items()
            if n in self.column
        ]
        places = ([e[0] for e in entries], [e[1] for e in entries])
        self.matrix = coo_array(([e[2] for e in entries], places), shape=(len(rows), len(self.open))).tocsr()
        self.box = np.array([self.bounds[name] for name in self.open]).reshape(-1, 2) / self.scale
        _, self.part = connected_components(abs(self.matrix.T) @ abs(self.matrix), directed=False)
        self.least, self.most = np.full(len(self.open), np.inf), np.full(len(self.open), -np.inf)
        self.solvers: dict[int, tuple[Vector, Highs]] = {}

    def width(self, name: Hashable, enough: float) -> float:
        """How far apart two tables are that fit everything known; the farthest, or far enough."""
        if name not in self.column:
            return 0.0
        column = self.column[name]
        part, _ = self._solver(self.part[column])
        if np.isinf(self.least[column]):
            # A few tables in any direction tell of most cells that they can move far enough.
            dice = np.random.default_rng(len(part))
            for _ in range(DIRECTIONS):
                self._go(self.part[column], dice.standard_normal(len(part)))
        for sign in (1.0, -1.0):
            if (self.most[column] - self.least[column]) * self.scale < enough:
                self._go(self.part[column], sign * (part == column))
        return float((self.most[column] - self.least[column]) * self.scale)

    def _solver(self, label: int) -> tuple[Vector, Highs]:
        """One part with its sums and bounds; the next direction starts from the last answer."""
        if label not in self.solvers:
            part = np.flatnonzero(self.part == label)
            matrix = self.matrix[:, part].tocsr()
            rows = np.flatnonzero(np.diff(matrix.indptr))
            matrix = matrix[rows]
            model = HighsLp()
            model.num_row_, model.num_col_ = matrix.shape
            model.row_lower_ = model.row_upper_ = self.right[rows]
            model.col_lower_, model.col_upper_ = self.box[part, 0], self.box[part, 1]
            model.col_cost_ = np.zeros(len(part))
            model.a_matrix_.format_ = MatrixFormat.kRowwise
            model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
            model.a_matrix_.value_ = matrix.data
            solver = Highs()
            solver.setOptionValue("output_flag", False)
            solver.passModel(model)
            self.solvers[label] = (part, solver)
        return self.solvers[label]

    def _go(self, label: int, objective: Vector) -> None:
        """Find the fitting table that goes furthest in one direction; remember how far each cell went."""
        part, solver = self._solver(label)
        solver.changeColsCost(len(part), np.arange(len(part)), np.asarray(objective, dtype=float))
        solver.run()
        assert solver.getModelStatus() == HighsModelStatus.kOptimal, solver.getModelStatus()
        values = np.array(solver.getSolution().col_value)
        self.least[part] = np.minimum(self.least[part], values)
        self.most[part] = np.maximum(self.most[part], values)


def read_amounts(data: Mapping[str, Any], truth: Truth) -> Knowledge:
    """Write down what the published amounts tell."""
    known = Knowledge(scale=1_000_00)
    for row in data["stromen"]:
        key = (row["groep"], row["wijk"], row["stroom"], row["moment"])
        _learn(known, ("level", *key), row["som_eur"], truth["level"][key], signed=False)
    for row in data["verschil"]:
        _read_difference(known, row, truth)
    add_up(known, "level", (2, 3))
    for column in (*AMOUNTS, "voor_eur"):
        add_up(known, column, (3, 4))
    for row in data["maatschappelijk"]:
        for column in ("som_eur", "waarvan_inkomensoverdracht_eur"):
            name = ("maatschappelijk", row["groep"], column)
            _learn(known, name, row[column], truth[f"maatschappelijk {column}"][row["groep"]], signed=True)
    for group in GROUPS:
        _read_kinds(known, data, truth, group)
    _read_parties(known, data)
    return known


def _read_difference(known: Knowledge, row: Mapping[str, Any], truth: Truth) -> None:
    key = (row["groep"], row["moment"], row["wijk"], row["stroom"])
    for column in AMOUNTS:
        _learn(known, (column, *key), row[column], truth[column][key], signed=True)
    _learn(known, ("voor_eur", *key), None, truth["voor_eur"][key], signed=False)
    known.equal([("in_venster_eur", *key), ("eenmalig_eur", *key)], [("som_eur", *key)])
    group, moment, wijk, stream = key
    known.equal([("level", group, wijk, stream, moment)], [("som_eur", *key), ("voor_eur", *key)])
    if len(truth["level"][group, wijk, stream, "voor"]) == len(truth["voor_eur"][key]):
        known.equal([("voor_eur", *key)], [("level", group, wijk, stream, "voor")])
    assert row["som_eur"] is not None or row["gemiddelde_eur"] is None, "a mean gives a hidden sum"


def _streams_of(known: Knowledge, group: str, payer: str = "", kind: str = "") -> list[Hashable]:
    names = [
        ("som_eur", group, "na", TOTAL, stream)
        for stream, (pays, is_kind) in STREAMS.items()
        if payer in ("", pays) and kind in ("", is_kind)
    ]
    return [name for name in names if name in known.bounds]


def _read_kinds(known: Knowledge, data: Mapping[str, Any], truth: Truth, group: str) -> None:
    total = ("som_eur", group, "na", TOTAL, TOTAL)
    society = [("maatschappelijk", group, c) for c in ("som_eur", "waarvan_inkomensoverdracht_eur")]
    known.equal(society, [total])
    kinds = []
    for row in data["geldsoort"]:
        if row["groep"] == group:
            name = ("geldsoort", group, row["geldstroom"])
            _learn(known, name, row["som_eur"], truth["geldsoort"][group, row["geldstroom"]], signed=True)
            known.equal(_streams_of(known, group, kind=row["geldstroom"]), [name])
            kinds.append(name)
    known.equal(kinds, [total])
    known.equal([("geldsoort", group, "inkomensoverdracht")], [society[1]])


def _read_parties(known: Knowledge, data: Mapping[str, Any]) -> None:
    for row in data["partijen"]:
        party = row["partij"]
        for column in ("investeert_eur", "profiteert_eur"):
            known.add((party, column), 0.0, PLAUSIBLE_CENTS * 1000.0)
            if row[column] is not None:
                known.know((party, column), cents(row[column]))
        net = [(party, "profiteert_eur"), *_streams_of(known, "bestaand", payer=party)]
        known.equal([(party, "investeert_eur")], net)


def _learn(known: Knowledge, name: Hashable, shown: str | None, values: list[int], *, signed: bool) -> None:
    if shown is not None:
        known.know(name, cents(shown))
        return
    bound = float(max(len(values) * PLAUSIBLE_CENTS, sum(map(abs, values))))
    known.add(name, -bound if signed else 0.0, bound)


def add_up(known: Knowledge, measure: str, axes: Iterable[int]) -> None:
    """Say that the cells of a measure add up to its total along each axis, a place in their names."""
    names = [name for name in known.bounds if isinstance(name, tuple) and name[0] == measure]
    for axis in axes:
        lines: dict[Hashable, list[Hashable]] = defaultdict(list)
        for name in names:
            if name[axis] != TOTAL:
                lines[(*name[:axis], TOTAL, *name[axis + 1 :])].append(name)
        for total, parts in lines.items():
            known.equal(parts, [total])


def read_counts(data: Mapping[str, Any]) -> Knowledge:
    """Write down what the published counts tell."""
    known = Knowledge(scale=1.0)
    for row in data["verschil"]:
        key = (row["groep"], row["moment"], row["wijk"], row["stroom"])
        for column in ("n", *SPLIT):
            _count(known, (column, *key), row[column])
        known.equal([(column, *key) for column in SPLIT], [("n", *key)])
    for column in ("n", *SPLIT):
        add_up(known, column, (3,))
    for row in data["stromen"]:
        name = ("n", row["groep"], row["moment"], row["wijk"], row["stroom"])
        if row["n"] is not None and row["moment"] != "voor":
            known.know(name, row["n"])
    for column in ("n_casussen", "n_bestaand", "n_nieuw"):
        _count(known, column, data["analyse"][column])
    known.equal(["n_bestaand", "n_nieuw"], ["n_casussen"])
    for group in GROUPS:
        known.equal([f"n_{group}"], [("n", group, "na", TOTAL, TOTAL)])
    for row in data["volledigheid"]:
        if row["moment"] != "voor":
            _read_completeness(known, row)
    return known


def _read_completeness(known: Knowledge, row: Mapping[str, Any]) -> None:
    stream, moment = row["stroom"], row["moment"]
    both = [(column, stream, moment) for column in ("n_bekend", "n_onbekend")]
    for name in both:
        _count(known, name, row[name[0]])
    for place, names in ((stream, both[:1]), (TOTAL, both)):
        counts = [("n", group, moment, TOTAL, place) for group in GROUPS]
        known.equal([name for name in counts if name in known.bounds], names)


def _count(known: Knowledge, name: Hashable, shown: int | None) -> None:
    known.add(name, *((0.0, 1e5) if shown is None else (shown, shown)))


def truths(cases: Iterable[PlainCase]) -> Truth:
    """The contributions, one a case, behind every amount."""
    cases = list(cases)
    found: dict[str, dict[Any, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for column, items in contributions(cases).items():
        for case_id, key, amount in items:
            found[column][key][case_id] += amount
    for case in cases:
        for stream in case.levels["na"]:
            kind = STREAMS[stream][1]
            found["geldsoort"][case.group, kind][case.case_id] += case.delta(stream)
            is_transfer = kind == "inkomensoverdracht"
            for column, counts in (
                ("som_eur", not is_transfer),
                ("waarvan_inkomensoverdracht_eur", is_transfer),
            ):
                found[f"maatschappelijk {column}"][case.group][case.case_id] += case.delta(stream) * counts
    return {
        column: defaultdict(list, {key: list(values.values()) for key, values in keys.items()})
        for column, keys in found.items()
    }


def is_safe(values: list[int], minimum: int = 10) -> bool:
    """The primary rules of the note for an amount, written down once more."""
    sizes = sorted(map(abs, values), reverse=True)
    nonzero = [size for size in sizes if size]
    if 0 < len(values) < minimum:
        return False
    if not nonzero:
        return True
    if len(nonzero) < minimum or len(set(values)) == 1:
        return False
    return 2 * sizes[0] <= sum(sizes) and 100 * (sizes[0] + sizes[1]) <= 67 * sum(sizes)


def breaches(data: Mapping[str, Any], cases: Iterable[PlainCase]) -> list[str]:
    """Every primary cell that is shown, or that the attacker knows to less than the required width."""
    cases = list(cases)
    truth = truths(cases)
    amounts, counts = read_amounts(data, truth), read_counts(data)
    amounts.prepare()
    counts.prepare()
    found = []
    for measure in ("level", *AMOUNTS, "voor_eur"):
        for key, values in truth[measure].items():
            name = (measure, *key)
            if name in amounts.bounds and not is_safe(values) and any(values):
                needed = max(0.2 * abs(sum(values)), 5_000_00)
                width = amounts.width(name, needed)
                if width < needed * (1 - 1e-4):
                    found.append(f"{name}: {width} is less than {needed}")
    for key, values in truth["som_eur"].items():
        numbers = {
            "n": len(values),
            "n_gestegen": sum(v > 0 for v in values),
            "n_gedaald": sum(v < 0 for v in values),
            "n_gelijk": sum(v == 0 for v in values),
        }
        for column, number in numbers.items():
            if 0 < number < 10 and (width := counts.width((column, *key), 10)) < 10 - 1e-4:
                found.append(f"{(column, *key)}: {width} is less than 10")
    return found


Person = tuple[str, str]
Residents = dict[tuple[str, str, str], dict[Person, int]]


def residents_of(scores: Iterable[PlainScore]) -> Residents:
    """The scores behind every group, wijk and moment."""
    found: Residents = defaultdict(dict)
    for score in scores:
        for group in (score.group, TOTAL):
            for wijk in (score.wijk, TOTAL):
                found[group, wijk, score.moment][score.case_id, score.resident] = score.hundredths
    return found


def score_breaches(data: Mapping[str, Any], scores: Iterable[PlainScore]) -> list[str]:
    """Every hidden mean score, and every score of residents outside the pairs, that is known too precisely.

    Behind a mean and a paired difference stand four sums: of the residents in the pairs and of the others, at
    both moments. Numbers of residents are known to this attacker, also where they are hidden. Of any nine of
    the ten residents behind a shown mean everyone knows the sum up to one score, so those outside the pairs,
    who stand in no table, need no more than the width of one score.
    """
    people = residents_of(scores)
    counts = Knowledge(scale=1.0)
    for row in data["welbevinden"]:
        _count(counts, ("casussen", row["groep"], row["wijk"], row["moment"]), row["n_casussen"])
    add_up(counts, "casussen", (1, 2))
    counts.prepare()
    known, outside = _read_scores(data, people)
    found = []
    for key, scored in people.items():
        cases = {case for case, _ in scored}
        if 0 < len(cases) < 10 and (width := counts.width(("casussen", *key), 10)) < 10 - 1e-4:
            found.append(f"casussen {key}: {width} is less than 10")
        if len(cases) < 10 or len(scored) < 10 or len(set(scored.values())) == 1:
            outside["som", *key] = scored
    for name, scored in outside.items():
        needed = min(0.2 * sum(scored.values()), ONE_SCORE * len(scored))
        if name[0] == "erbuiten":
            needed = min(needed, ONE_SCORE)
        if 0 < len(scored) < 10 and (width := known.width(name, needed)) < needed * (1 - 1e-4):
            found.append(f"{name}: {width} is less than {needed}")
    return found


Outside = dict[tuple[str, ...], dict[Person, int]]


def _read_scores(data: Mapping[str, Any], people: Residents) -> tuple[Knowledge, Outside]:
    """Write down what the means tell, and what the paired differences add; and who is outside the pairs."""
    known, outside = Knowledge(scale=100.0), Outside()
    for row in data["welbevinden"]:
        key = (row["groep"], row["wijk"], row["moment"])
        _learn_score(known, ("som", *key), people[key], shown=row["gemiddelde"] is not None)
        if row["gepaard_met"]:
            _read_pairs(known, row, people, outside)
    add_up(known, "som", (1, 2))
    add_up(known, "in paren", (2, 3))
    known.prepare()
    return known, outside


def _learn_score(known: Knowledge, name: Hashable, scored: Mapping[Person, int], *, shown: bool) -> None:
    if shown:
        known.know(name, sum(scored.values()))
    else:
        known.add(name, 100.0 * len(scored), 1000.0 * len(scored) + (not scored))


def _read_pairs(known: Knowledge, row: Mapping[str, Any], people: Residents, outside: Outside) -> None:
    place, partner = (row["groep"], row["wijk"]), row["gepaard_met"]
    here, there = people[*place, row["moment"]], people[*place, partner]
    pairs = here.keys() & there.keys()
    name = (*place, row["moment"], partner)
    for moment, scored in ((row["moment"], here), (partner, there)):
        rest = {person: score for person, score in scored.items() if person not in pairs}
        inside = {person: score for person, score in scored.items() if person in pairs}
        _learn_score(known, ("in paren", moment, *name), inside, shown=False)
        _learn_score(known, ("erbuiten", moment, *name), rest, shown=False)
        outside["erbuiten", moment, *name] = rest
        if ("som", *place, moment) not in known.bounds:
            _learn_score(known, ("som", *place, moment), scored, shown=False)
        known.equal([("in paren", moment, *name), ("erbuiten", moment, *name)], [("som", *place, moment)])
    if row["gepaard_verschil"] is not None:
        known.know(("verschil", *name), sum(here[person] - there[person] for person in pairs))
        known.equal([("in paren", row["moment"], *name)], [("in paren", partner, *name), ("verschil", *name)])
