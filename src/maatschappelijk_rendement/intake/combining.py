"""Several caseloads as one: ids with a prefix, own prices apart where they differ, one set of settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.model import AnalysisSettings, CaseLoad, Tariff
from maatschappelijk_rendement.domain.record import values_of
from maatschappelijk_rendement.domain.tables import SETTINGS, TEXT_RULES, CellKind
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.doors.tables import settings_of

_OF_ITS_OWN = frozenset({"title", "municipality", "municipality_code", "cases_in_total"})
"""Settings that differ by nature; the title and the municipality of the whole have to be given."""


def combine(
    caseloads: Mapping[str, CaseLoad], *, settings: AnalysisSettings | Mapping[str, Any] | None = None
) -> CaseLoad:
    """Put caseloads together; every case keeps its lines, and gets the name of its part before its id.

    Args:
        caseloads: Name of each part (``Oss``) to its caseload.
        settings: What the whole is analysed with, in whole or only what differs; without it the settings of
            the parts have to agree. The title and the municipality are the names of the parts when left out.

    Returns:
        The caseload of the whole. An own price that differs between parts gets the name of its part after its
        code.

    Raises:
        UsageError: There are no parts, or two parts have one name.
        InputError: Settings differ and are not given, or an id becomes too long.

    Example:
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> whole = combine({"Oss": ruwaard(), "Tilburg": ruwaard()})
        >>> len(whole.cases), whole.cases[0].case_id[:4]
        (84, 'Oss-')
    """
    if not caseloads:
        raise UsageError("Geef ten minste één caseload om samen te voegen.")
    if len({fold(name) for name in caseloads}) < len(caseloads):
        raise UsageError("Twee delen hebben dezelfde naam. Geef elk deel een eigen naam.")
    chosen = _settings(caseloads, settings)
    differing = _differing_codes(caseloads)
    findings: list[Finding] = []
    parts = [_renamed(name, part, differing, findings) for name, part in caseloads.items()]
    if findings:
        raise InputError(findings)
    tariffs: dict[tuple[Any, ...], Tariff] = {}
    for part in parts:
        for tariff in part.tariffs:
            tariffs.setdefault(tuple(values_of(tariff).values()), tariff)
    return CaseLoad(
        settings=chosen,
        cases=tuple(case for part in parts for case in part.cases),
        usage=tuple(line for part in parts for line in part.usage),
        scores=tuple(score for part in parts for score in part.scores),
        mdo=tuple(effort for part in parts for effort in part.mdo),
        programme=tuple(post for part in parts for post in part.programme),
        tariffs=tuple(tariffs.values()),
    )


def _settings(
    caseloads: Mapping[str, CaseLoad], given: AnalysisSettings | Mapping[str, Any] | None
) -> AnalysisSettings:
    if isinstance(given, AnalysisSettings):
        return given
    by_name = {fold(word): s.name for s in SETTINGS for word in (s.header, s.name)}
    chosen = {by_name.get(fold(str(name)), str(name)): value for name, value in (given or {}).items()}
    parts = list(caseloads.values())
    first = values_of(parts[0].settings)
    differing = [
        setting.header
        for setting in SETTINGS
        if setting.name not in {*_OF_ITS_OWN, *chosen}
        and any(getattr(part.settings, setting.name) != first[setting.name] for part in parts)
    ]
    if differing:
        text = f"De instellingen van de delen verschillen: {', '.join(differing)}."
        advice = "Zeg wat er voor het geheel geldt, met settings={...} of --instelling naam=waarde."
        raise InputError([Finding("fout", "Analyse", "", "instellingen_verschillen", text, advice)])
    names = ", ".join(caseloads)
    limit = TEXT_RULES[CellKind.NAME].maximum_length
    own = {"title": names[:limit], "municipality": names[:limit]}
    same_place = {part.settings.municipality for part in parts}
    if len(same_place) == 1:
        own["municipality"] = same_place.pop()
    totals = [part.settings.cases_in_total for part in parts]
    whole = sum(total for total in totals if total is not None) if None not in totals else None
    shared = {name: value for name, value in first.items() if name not in _OF_ITS_OWN}
    made = {**shared, **own, "cases_in_total": whole, **chosen}
    return settings_of({name: value for name, value in made.items() if value is not None})


def _differing_codes(caseloads: Mapping[str, CaseLoad]) -> frozenset[str]:
    """Name the codes whose own prices are not the same in every part that has them."""
    seen: dict[str, set[tuple[Any, ...]]] = {}
    for part in caseloads.values():
        by_code: dict[str, list[tuple[Any, ...]]] = {}
        for tariff in part.tariffs:
            fields = tuple(value for name, value in values_of(tariff).items() if name != "code")
            by_code.setdefault(fold(tariff.code), []).append(fields)
        for code, rows in by_code.items():
            seen.setdefault(code, set()).add(tuple(sorted(rows, key=repr)))
    # A code that one part prices itself and another takes from the store differs too.
    used = {fold(line.product_code) for part in caseloads.values() for line in part.usage}
    own_in_all = {
        code
        for code in seen
        if all(any(fold(t.code) == code for t in part.tariffs) for part in caseloads.values())
    }
    return frozenset(
        code for code, rows in seen.items() if len(rows) > 1 or (code in used and code not in own_in_all)
    )


def _renamed(name: str, part: CaseLoad, differing: frozenset[str], findings: list[Finding]) -> CaseLoad:
    def case_id(text: str) -> str:
        made = f"{name}-{text}"
        problem = TEXT_RULES[CellKind.ID].problem(made)
        if problem:
            found = f"Een casus_id met de naam van zijn deel ervoor {problem}."
            finding = Finding(
                "fout", "Casussen", "", "id_past_niet", found, "Kies een kortere naam voor het deel."
            )
            if finding not in findings:
                findings.append(finding)
        return made

    own = {fold(tariff.code) for tariff in part.tariffs} & differing

    def code(text: str) -> str:
        return f"{text}.{name.upper().replace(' ', '_')}" if fold(text) in own else text

    if any(TEXT_RULES[CellKind.ID].problem(case_id(case.case_id)) for case in part.cases):
        return part
    return replace(
        part,
        cases=[replace(case, case_id=case_id(case.case_id)) for case in part.cases],
        usage=[
            replace(line, case_id=case_id(line.case_id), product_code=code(line.product_code))
            for line in part.usage
        ],
        scores=[replace(score, case_id=case_id(score.case_id)) for score in part.scores],
        mdo=[
            replace(
                effort,
                case_id=case_id(effort.case_id),
                product_code=code(effort.product_code) if effort.product_code else None,
            )
            for effort in part.mdo
        ],
        tariffs=[replace(tariff, code=code(tariff.code)) for tariff in part.tariffs],
    )
