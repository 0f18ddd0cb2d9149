"""All attackers on one report: its files, every figure alone and with others, whole quantities and cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.disclosure.attackers.figures import owners, read_figures, unit_cents
from tests.disclosure.attackers.files import numbers, read
from tests.disclosure.attackers.lattice import joint_quantities, known_numbers, single_sums
from tests.disclosure.attackers.linear import distinct, dominated, small_sums
from tests.disclosure.attackers.whole import Whole
from tests.publication import printed

from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.publication.recoded import recoded

HUNDRED_EURO = 100_00
SMALLEST_SECRET = 100_000


@dataclass
class Outcome:
    """What came out of one report.

    Attributes:
        leaks: What was found, by attacker.
        figures: How many figures of euros are printed, each once.
        tried: How many amounts and numbers the integer programs tried to pin.
        undecided: Of how many the program did not end in time.
    """

    leaks: dict[str, list[str]] = field(default_factory=dict)
    figures: int = 0
    tried: int = 0
    undecided: int = 0

    @property
    def lines(self) -> list[str]:
        """Every leak in words."""
        return [f"{kind}: {one}" for kind, found in self.leaks.items() for one in found]


def attack_figures(data: Mapping[str, Any], whole: Whole, *, noise: bool = True) -> Outcome:
    """Attack the figures of a report.

    Args:
        data: Content of ``resultaten.json``.
        whole: The truth.
        noise: Whether the figures stand on a grid.
    """
    figures = read_figures(data, whole, noise=noise)
    once = distinct(figures)
    joint, single = joint_quantities(figures, whole), single_sums(figures, whole)
    leaks = {
        "som": list(small_sums(once)),
        "combinatie": list(dominated(once, len(whole.groups))),
        "puzzel samen": joint.known,
        "puzzel per som": single.known,
    }
    return Outcome(leaks, len(once), joint.tried + single.tried, joint.undecided + single.undecided)


def attack_numbers(data: Mapping[str, Any], analysis: MicroAnalysis, design: Any) -> Outcome:
    """Attack the numbers of cases of a report, in whole cases."""
    truth = printed.truth_of(recoded(analysis, design))
    if not design.has_wijken:
        truth = {name: values for name, values in truth.items() if name[-2] == printed.TOTAL}  # type: ignore[index]
    known = printed.counts(data, truth)
    found = known_numbers(known, dict(_numbers(known, truth)))
    return Outcome({"aantal": found.known}, 0, found.tried, found.undecided)


def _numbers(known: Any, truth: Mapping[Hashable, list[int]]) -> Iterator[tuple[Hashable, float]]:
    """The true numbers of cases behind the differences."""
    for name, values in truth.items():
        if isinstance(name, tuple) and name[0] in ("verschil", "vermeden") and name[1] == "som_eur":
            key = (name[0], *name[2:])
            signs = Counter((value > 0) - (value < 0) for value in values)
            yield (*key, "n"), float(len(values))
            for column, sign in zip(printed.SPLIT, (1, -1, 0), strict=True):
                yield (*key, column), float(signs[sign])


def attack_files(files: Mapping[str, bytes], whole: Whole, data: Mapping[str, Any]) -> Outcome:
    """Look in every file for what one case, or all cases with a rare product, cost to the cent."""
    secrets = {f"{cents // 100}.{cents % 100:02d}" for cents in _secrets(whole)}
    found = []
    for name, text in sorted(read(files).items()):
        found += [f"{name}: {secret}" for secret in sorted(secrets & numbers(text))]
    return Outcome({"bestand": found}, len(read_figures(data, whole)))


def _secrets(whole: Whole) -> set[int]:
    """Amounts of one case in all, and of a product of one to nine cases; none that a grid can give."""
    per_case: Counter[tuple[int, str]] = Counter()
    per_unit: Counter[Any] = Counter()
    for one in whole.bought:
        per_case[one.case, one.moment] += one.cents
        unit = (whole.groups[one.case], whole.wijken[one.case], f"{one.code} {one.per}", one.moment)
        per_unit[unit] += one.quantity
    few = {unit for unit, cases in owners(whole).items() if len(cases) < 10}
    amounts = {*per_case.values(), *(n * unit_cents(unit) for unit, n in per_unit.items() if unit in few)}
    return {one for one in amounts if one % HUNDRED_EURO and one >= SMALLEST_SECRET}
