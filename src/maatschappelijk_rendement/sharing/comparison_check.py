"""What makes a comparison of contracts unfair: another outcome, other odds, other years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.agreement import AgreementYear
from maatschappelijk_rendement.sharing.contract import QualityRule
from maatschappelijk_rendement.sharing.scenario import Scenario

Facts = dict[str, object]
"""What must be the same, by the field of the file; None says nothing."""
ASSUMED = (
    ("eerste_jaar", "first_year"),
    ("casussen", "persons"),
    ("deel_blijft", "kept"),
    ("deel_investering", "invested"),
    ("zorgzwaarte", "risk"),
    ("groei", "growth"),
)
"""Fields of ``[casusjaren]``, with their names in Python."""


def refuse_different(scenarios: Sequence[Scenario]) -> None:
    """Refuse what contracts may not differ in.

    Raises:
        UsageError: Two contracts have one name, or an outcome, an uncertainty or a year differs; names the
            number of the contract and the field.
    """
    names = [one.contract.name for one in scenarios]
    if len(set(names)) < len(names):
        raise UsageError("contract.naam: twee contracten heten hetzelfde. Geef elk contract een eigen naam.")
    known: Facts = {}
    for number, scenario in enumerate(scenarios, start=1):
        for field, value in _facts(scenario):
            if value is not None and known.setdefault(field, value) != value:
                raise UsageError(
                    f"{_as_in_file(field, scenario, scenarios[0])}: contract {number} heeft hier iets anders "
                    "dan een eerder contract. Vergelijken kan alleen op dezelfde uitkomst, jaren en "
                    "onzekerheid: maak dit onderdeel gelijk."
                )


def _as_in_file(field: str, one: Scenario, other: Scenario) -> str:
    """Name the field that the file has: a caseload gives the amounts, and a file only what changes them."""
    if one.months is None:
        return field
    if field in ("stroom.zonder_eur", "stroom.met_eur"):
        for name, attribute in (("aftopping_eur", "truncation_cents"), ("benchmark", "benchmark")):
            if getattr(one.contract, attribute) != getattr(other.contract, attribute):
                return f"contract.{name}"
        return "uitkomst.groei_controlegroep"
    if field == "meerjarenafspraak" or one.agreement is None or other.agreement is None:
        return "casusjaren" if field == "meerjarenafspraak" else field
    mine, others = one.agreement.assumed, other.agreement.assumed
    if mine is None or others is None:
        return field
    if len(mine.persons) != len(others.persons):
        return "casusjaren.jaren"
    return next(
        (
            f"casusjaren.{name}"
            for name, attribute in ASSUMED
            if getattr(mine, attribute) != getattr(others, attribute)
        ),
        field,
    )


def _facts(scenario: Scenario) -> Iterator[tuple[str, object]]:
    streams, is_gate = scenario.streams, scenario.contract.quality is QualityRule.GATE
    yield "stroom.naam", [stream.stream for stream in streams]
    yield "stroom.betaler", [stream.payer for stream in streams]
    yield "stroom.zonder_eur", [stream.before_cents for stream in streams]
    yield "stroom.met_eur", [stream.after_cents for stream in streams]
    yield "stroom.investering_eur", [stream.investment_cents for stream in streams]
    yield "stroom.geldstroom", [stream.money for stream in streams]
    yield "aanbieder.naam", [provider.name for provider in scenario.providers]
    yield "uitkomst.personen", scenario.persons
    # A contract that does not look at something says nothing about it.
    yield "uitkomst.kwaliteit", scenario.quality
    if is_gate:
        yield "uitkomst.standaard_gehaald", scenario.met_quality_standard
        yield "uitkomst.alternatieve_standaard_gehaald", scenario.met_alternative_standard
    yield "uitkomst.omzet_aanbieders_eur", scenario.provider_revenue_cents
    if scenario.contract.disaster_offset:
        yield "uitkomst.rampbedrag_eur", scenario.disaster_cents
    if scenario.contract.guardrail:
        yield "uitkomst.daling_gemarkeerd", scenario.is_flagged
    if scenario.contract.relief is not None:
        yield "uitkomst.verlichting_van_toepassing", scenario.has_relief
    yield "hoge_kosten", scenario.high_cost
    yield "betaalvormen", scenario.terms
    yield "product", scenario.services or None
    yield from _odds(scenario)
    yield from _ahead(scenario)
    yield from _years(scenario, is_gate=is_gate)


def _odds(scenario: Scenario) -> Iterator[tuple[str, object]]:
    uncertainty = scenario.uncertainty
    if uncertainty is None:
        return
    yield "onzekerheid.variatiecoefficient", uncertainty.noise.cost_variation
    yield "onzekerheid.ruis_benchmark", uncertainty.noise.benchmark
    yield "onzekerheid.deel_echt", uncertainty.part_real
    yield "onzekerheid.trekkingen", uncertainty.draws
    yield "onzekerheid.startgetal", uncertainty.seed
    yield "onzekerheid.kwaliteit_laag", uncertainty.quality_low
    yield "onzekerheid.kwaliteit_hoog", uncertainty.quality_high
    yield "onzekerheid.zekerheid", uncertainty.confidence
    yield "onzekerheid.gevoeligheid", uncertainty.sensitivity
    yield "onzekerheid.halfwaarde_personen", uncertainty.half_credible_persons


def _ahead(scenario: Scenario) -> Iterator[tuple[str, object]]:
    horizon = scenario.horizon
    yield "meerjarig", horizon is not None
    if horizon is None:
        return
    # When the benchmark is set anew is a rule of the contract, and may differ.
    yield "meerjarig.jaren", horizon.years
    yield "meerjarig.groei", horizon.growth
    yield "meerjarig.investering", horizon.invests_every_year


def _years(scenario: Scenario, *, is_gate: bool) -> Iterator[tuple[str, object]]:
    agreement = scenario.agreement
    yield "meerjarenafspraak", agreement is not None
    if agreement is None:
        return
    yield "meerjarenafspraak.samenhang_ruis", agreement.rules.noise_correlation
    for table, years in (("basisjaar", agreement.base_years), ("jaar", agreement.years)):
        yield f"{table}.jaar", [year.year for year in years]
        yield f"{table}.personen", [year.persons for year in years]
        yield f"{table}.zorgzwaarte", [year.risk for year in years]
        yield f"{table}.verwacht", [year.is_expected for year in years]
        for field, attribute in (
            ("kosten_eur", "cost_cents"),
            ("investering_eur", "investment_cents"),
            ("groei", "growth"),
            ("standaardfout_eur", "error_cents"),
        ):
            yield f"{table}.stroom.{field}", _of_streams(years, attribute)
    for year in agreement.years:
        yield f"jaar.kwaliteit ({year.year})", year.quality
        if is_gate:
            yield f"jaar.standaard_gehaald ({year.year})", year.met_quality_standard


def _of_streams(years: Sequence[AgreementYear], attribute: str) -> list[list[object]]:
    return [[getattr(stream, attribute) for stream in year.streams] for year in years]
