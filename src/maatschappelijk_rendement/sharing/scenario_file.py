"""Read a scenario from a TOML file: the contract, the outcome by stream, and what is uncertain.

Every problem in the file is reported at once, under the name of its field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError, read_section
from maatschappelijk_rendement.domain.files.toml_values import (
    a_count,
    a_flag,
    a_name,
    a_word,
    at_least_one,
)
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing.agreement import YearsAgreement
from maatschappelijk_rendement.sharing.agreement_check import check_agreement
from maatschappelijk_rendement.sharing.agreement_file import read_agreement
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome
from maatschappelijk_rendement.sharing.case_words import known_payers, known_streams
from maatschappelijk_rendement.sharing.case_years_file import CASE_YEARS_KEY, WITH_CASES, read_case_years
from maatschappelijk_rendement.sharing.chance import Noise
from maatschappelijk_rendement.sharing.contract import (
    BenchmarkKind,
    Contract,
    QualityRule,
    ShortfallRule,
)
from maatschappelijk_rendement.sharing.contract_file import BARE, faulty_fields, read_contract
from maatschappelijk_rendement.sharing.contract_values import (
    a_confidence,
    a_growth,
    a_part,
    a_threshold,
    a_variation,
    euros,
)
from maatschappelijk_rendement.sharing.high_cost_file import read_high_cost
from maatschappelijk_rendement.sharing.outcome_file import check_answers, check_outcome, idle, together
from maatschappelijk_rendement.sharing.outlook_file import NO_NAME, read_horizon, read_payment_forms
from maatschappelijk_rendement.sharing.parties_check import check_keys, check_names, note_twice
from maatschappelijk_rendement.sharing.scenario import DRAWS, SEED, Horizon, Scenario, Uncertainty
from maatschappelijk_rendement.sharing.split import PayerStream, Provider, StopLoss

MOST_PARTIES = 200
MOST_DRAWN = 20_000_000
"""Draws times streams, or times providers: each takes some columns of so many numbers in memory."""
LARGEST_SUM = 2**62
"""Sums over all draws are whole numbers of 64 bits [cent]."""
MOST_DRAWS = 1_000_000
_ADD_PART = "Een voorbeeld staat in docs/gedeelde-besparing.md."
NO_SPREAD = "Deze casussen geven er geen: dat vraagt er minstens twee, met kosten vooraf. Vul zelf een in."
SHARE_ADVICE = "Er is geen Nederlandse standaard: vul in wat de partijen afspreken, zoals 0.5 voor de helft."


def read_scenario(path: Path | str, *, cases: CaseOutcome | None = None) -> Scenario:
    """Read a scenario.

    Args:
        path: A TOML file; ``docs/gedeelde-besparing.md`` lists its fields.
        cases: What was measured over a caseload: it gives the streams and the number of persons, and the file
            then adds at most what a key needs of a stream.

    Raises:
        InputError: The file is no TOML or has problems; carries all of them.
    """
    path = Path(path)
    file = read_section(path, "bestand")
    title = file.need("titel", a_name, "")
    is_synthetic = file.need("synthetisch", a_flag, True)
    contract = _contract(file)
    figures = _outcome(file, contract, cases)
    growth = None if cases is None else file.part("uitkomst").take("groei_controlegroep", a_growth, None)
    streams = _streams(file, contract, cases, growth)
    costs = None if cases is None else _counted(cases, contract, growth)
    providers = tuple(_provider(section) for section in _some(file, "aanbieder"))
    stop_losses = _stop_losses(file, contract, streams, cases)
    uncertainty = _uncertainty(file, figures["persons"], contract, cases, costs)
    horizon = read_horizon(file)
    split_over = [stream for stream in streams if stream.money is not MoneyKind.TRANSFER]
    agreement = _agreement(file, split_over, cases, path.parent)
    high_cost = read_high_cost(file, costs, contract.truncation_cents)
    services, terms = read_payment_forms(file, _some(file, "product"))
    if contract is not BARE:
        check_keys(file, contract, split_over, providers, is_from_cases=cases is not None)
        if agreement is not None:
            faulty = faulty_fields(file.part("contract"))
            check_agreement(file, contract, uncertainty, faulty, len(agreement.years))
    check_names(file, streams, providers, is_from_cases=cases is not None)
    if uncertainty is not None:
        _check_size(file, streams, len(providers), uncertainty, horizon)
    file.refuse_the_rest()
    if file.findings:
        raise InputError(file.findings)
    try:
        return Scenario(
            title=title,
            is_synthetic=is_synthetic,
            contract=contract,
            streams=streams,
            providers=providers,
            stop_losses=stop_losses,
            uncertainty=uncertainty,
            horizon=horizon,
            agreement=agreement,
            services=services,
            terms=terms,
            origin=() if cases is None else (*cases.origin(contract), *_measured_spread(file, costs)),
            is_confidential=cases is not None,
            months=None if cases is None else cases.months,
            is_cut=cases is not None and contract.truncation_cents is not None,
            high_cost=high_cost,
            **figures,
        )
    except UsageError as error:
        file.note("stroom.zonder_eur", "waarde_onjuist", str(error))
        raise InputError(file.findings) from error


def _agreement(
    file: TomlSection, streams: Sequence[PayerStream], cases: CaseOutcome | None, folder: Path
) -> YearsAgreement | None:
    """Read the agreement over years: from the years in the file, or from the cases with assumptions."""
    has_case_years = file.table(CASE_YEARS_KEY) is not None
    if has_case_years and cases is not None:
        return read_case_years(file, streams, cases)
    if has_case_years:
        text = f"Het onderdeel [{CASE_YEARS_KEY}] doet hier niets."
        file.note(
            CASE_YEARS_KEY, "veld_zonder_werking", text, f"Het vraagt {WITH_CASES}. Of geef [[jaar]] zelf."
        )
    return read_agreement(file, [stream.stream for stream in streams], folder)


def _counted(cases: CaseOutcome, contract: Contract, growth: Fraction | None) -> CaseCosts | None:
    """Give the cost of each case as the contract counts it; as it is where the file is refused for that."""
    try:
        return cases.counted(contract, growth)
    except UsageError:
        return cases.costs


def _measured_spread(file: TomlSection, costs: CaseCosts | None) -> tuple[str, ...]:
    """Say so where the spread of the cases themselves is used."""
    section = file.part("onzekerheid")
    variation = None if costs is None else costs.variation
    if not file.has("onzekerheid") or section.has("variatiecoefficient") or variation is None:
        return ()
    spread = dutch_number(Decimal(float(variation)), 2)
    return (f"De spreiding tussen casussen is in deze casussen zelf gemeten: {spread}.",)


def _some(file: TomlSection, table: str) -> list[TomlSection]:
    """Give the tables under a repeated heading; more than there may be is noted, and those are not read."""
    found = file.tables(table)
    if len(found) <= MOST_PARTIES:
        return found
    text = f"Er staan {len(found)} regels onder [[{table}]]; het mogen er {MOST_PARTIES} zijn."
    file.note(table, "te_veel_regels", text, "Neem regels samen.")
    return []


def _check_size(
    file: TomlSection,
    streams: Sequence[PayerStream],
    providers: int,
    uncertainty: Uncertainty,
    horizon: Horizon | None,
) -> None:
    """Note what is too much to draw: too many numbers, or sums that no longer fit."""
    columns = max(len(streams), providers, 1)
    if uncertainty.draws * columns > MOST_DRAWN:
        text = f"Zoveel trekkingen zijn te veel voor {columns} partijen."
        advice = f"Geef hoogstens {MOST_DRAWN // columns} trekkingen, of neem partijen samen."
        file.note("onzekerheid.trekkingen", "te_veel_trekkingen", text, advice)
    growth, years = (horizon.growth, horizon.years) if horizon else (Fraction(0), 1)
    total = sum(stream.before_cents + stream.after_cents + stream.investment_cents for stream in streams)
    # A draw lies within ten times its spread, which is at most this part of the total.
    spread = Fraction(uncertainty.noise.cost_variation) + Fraction(uncertainty.noise.benchmark)
    largest = total * (1 + 10 * spread) * (1 + growth) ** (years - 1) * years
    if largest * uncertainty.draws > LARGEST_SUM:
        text = "De bedragen zijn te groot om met zoveel trekkingen, jaren en groei door te rekenen."
        file.note("stroom.zonder_eur", "bedragen_te_groot", text, "Controleer de bedragen en de groei.")


def _contract(file: TomlSection) -> Contract:
    """Read the contract; ``BARE`` itself where it cannot be made."""
    section = file.need_table("contract", _ADD_PART)
    if section is None:
        return BARE
    contract = read_contract(section)
    is_open = contract.share is None and not contract.gain_bands
    if is_open and contract is not BARE and not any(section.has(key) for key in ("aandeel", "schijven")):
        section.note("aandeel", "veld_ontbreekt", "Dit contract noemt geen aandeel.", SHARE_ADVICE)
    return contract


def _outcome(file: TomlSection, contract: Contract, cases: CaseOutcome | None) -> dict[str, Any]:
    section = file.need_table("uitkomst", _ADD_PART) if cases is None else file.part("uitkomst")
    if section is None:
        section = TomlSection("", {"personen": 1, "kwaliteit": 1, "standaard_gehaald": True}, [])
    if cases is not None:
        section.raw("groei_controlegroep")
        if section.has("personen"):
            section.note("personen", "veld_zonder_werking", "De casussen geven het aantal.", "Haal het weg.")
            section.raw("personen")
    figures = {
        "persons": section.need("personen", at_least_one, 1) if cases is None else max(1, cases.persons),
        "quality": section.take("kwaliteit", a_part, None),
        "met_quality_standard": section.take("standaard_gehaald", a_flag, True),
        "met_alternative_standard": section.take("alternatieve_standaard_gehaald", a_flag, True),
        "minimum_rate": section.take("drempel_afgesproken", a_threshold, None),
        "provider_revenue_cents": section.take("omzet_aanbieders_eur", euros, None),
        "has_relief": section.take("verlichting_van_toepassing", a_flag, False),
        "is_flagged": section.take("daling_gemarkeerd", a_flag, False),
        "disaster_cents": section.take("rampbedrag_eur", euros, 0),
    }
    if contract is not BARE:
        terms = file.part("contract")
        check_outcome(section, contract, faulty_fields(terms))
        check_answers(section, terms)
    section.refuse_the_rest({"controlegroep"})
    return figures


def _streams(
    file: TomlSection, contract: Contract, cases: CaseOutcome | None, growth: Fraction | None
) -> tuple[PayerStream, ...]:
    """Read the streams, or take them from the cases with what the file adds to each."""
    if cases is None:
        return tuple(_stream(section) for section in _some(file, "stroom"))
    streams: dict[str, PayerStream] = {}
    try:
        found = cases.streams if contract is BARE else cases.compared(contract, growth)
        streams = {stream.stream: stream for stream in found}
    except UsageError as error:
        place, key, words = "uitkomst", "groei_controlegroep", str(error)
        if words.startswith("aftopping_eur: "):
            place, (key, _, words) = "contract", words.partition(": ")
        elif contract.benchmark is not BenchmarkKind.CONTROL_TREND:
            place, key = ("contract", "benchmark")
        file.part(place).note(key, "niet_toetsbaar", words)
        streams = {stream.stream: stream for stream in cases.streams}
    if growth is not None and contract.benchmark is not BenchmarkKind.CONTROL_TREND and contract is not BARE:
        idle(file.part("uitkomst"), "groei_controlegroep", 'benchmark = "controletrend" in het contract')
    named: list[str] = []
    for section in _some(file, "stroom"):
        name = section.need("naam", a_name, NO_NAME)
        budget = section.take("begroting_eur", euros, None)
        agreed = section.take("afgesproken_deel", a_part, None)
        _refuse_measured(section)
        section.refuse_the_rest()
        named.append(name)
        if name in streams:
            if streams[name].money is MoneyKind.TRANSFER:
                text = "Een inkomensoverdracht telt niet mee; een deel of begroting doet dan niets."
                section.note("naam", "veld_zonder_werking", text, "Haal deze regel weg.")
            elif not (section.has("begroting_eur") or section.has("afgesproken_deel")):
                text = "Deze regel zegt niets: de casussen geven de bedragen al."
                advice = "Geef begroting_eur of afgesproken_deel, of haal hem weg."
                section.note("naam", "veld_zonder_werking", text, advice)
            streams[name] = replace(streams[name], budget_cents=budget, agreed=agreed)
        elif section.has("naam"):
            advice = known_streams(streams.values())
            section.note("naam", "waarde_onjuist", "Deze stroom staat niet in de casussen.", advice)
    note_twice(file, "stroom", named)
    return tuple(streams.values())


def _refuse_measured(section: TomlSection) -> None:
    """Note what a stream of a caseload has of its own."""
    for key in ("betaler", "zonder_eur", "met_eur", "investering_eur", "geldstroom"):
        if section.has(key):
            section.raw(key)
            section.note(key, "veld_zonder_werking", "De casussen geven dit al.", "Haal het weg.")


def _stream(section: TomlSection) -> PayerStream:
    stream = PayerStream(
        stream=section.need("naam", a_name, NO_NAME),
        payer=section.need("betaler", a_name, NO_NAME),
        before_cents=section.need("zonder_eur", euros, 0),
        after_cents=section.need("met_eur", euros, 0),
        investment_cents=section.need("investering_eur", euros, 0),
        budget_cents=section.take("begroting_eur", euros, None),
        agreed=section.take("afgesproken_deel", a_part, None),
        money=section.need("geldstroom", a_word(MoneyKind), MoneyKind.CASH),
    )
    if stream.money is MoneyKind.TRANSFER:
        text = "Een inkomensoverdracht is geen besparing: ze verschuift geld."
        section.note("geldstroom", "waarde_onjuist", text, "Laat de stroom weg.")
    section.refuse_the_rest()
    return stream


def _provider(section: TomlSection) -> Provider:
    provider = Provider(section.need("naam", a_name, NO_NAME), section.take("afgesproken_deel", a_part, None))
    section.refuse_the_rest()
    return provider


def _stop_losses(
    file: TomlSection, contract: Contract, streams: Sequence[PayerStream], cases: CaseOutcome | None
) -> tuple[StopLoss, ...]:
    found, payers = [], [stream.payer for stream in streams]
    advice = "Schrijf de naam zoals bij 'betaler' onder [[stroom]]."
    if cases is not None:
        advice = known_payers(streams)
    for section in _some(file, "betaler"):
        name = section.need("naam", a_name, NO_NAME)
        found.append(StopLoss(name, section.need("hoogste_verlies_eur", euros, 0)))
        section.refuse_the_rest()
        if section.has("naam") and name not in payers:
            text = "Deze betaler staat bij geen enkele stroom."
            section.note("naam", "waarde_onjuist", text, advice)
        is_shared = contract.shortfall is ShortfallRule.TOGETHER
        if (
            contract is not BARE
            and not is_shared
            and "tekort_betalers" not in faulty_fields(file.part("contract"))
        ):
            idle(section, "hoogste_verlies_eur", 'tekort_betalers = "samen" in het contract')
    note_twice(file, "betaler", [one.payer for one in found])
    return tuple(found)


def _uncertainty(
    file: TomlSection, persons: int, contract: Contract, cases: CaseOutcome | None, costs: CaseCosts | None
) -> Uncertainty | None:
    section = file.table("onzekerheid")
    if section is None:
        return None
    measured = None if costs is None else costs.variation
    if measured is None:
        advice = "Vul het in." if cases is None else NO_SPREAD
        variation = float(section.need("variatiecoefficient", a_variation, Fraction(1), advice))
    else:
        variation = float(section.take("variatiecoefficient", a_variation, measured))
    tau = float(section.take("ruis_benchmark", a_part, Fraction(0)))
    uncertainty = Uncertainty(
        noise=Noise(persons, variation, tau),
        confidence=section.need("zekerheid", a_confidence, Fraction(9, 10)),
        part_real=section.take("deel_echt", a_part, Fraction(1)),
        quality_low=section.take("kwaliteit_laag", a_part, None),
        quality_high=section.take("kwaliteit_hoog", a_part, None),
        draws=section.take("trekkingen", _draws, DRAWS),
        sensitivity=section.take("gevoeligheid", a_part, None),
        seed=section.take("startgetal", a_count, SEED),
        half_credible_persons=section.take("halfwaarde_personen", at_least_one, None),
    )
    together(section, "kwaliteit_laag", "kwaliteit_hoog")
    low, high = uncertainty.quality_low, uncertainty.quality_high
    if low is not None and high is not None and low > high:
        text = "De laagste kwaliteit ligt boven de hoogste."
        section.note("kwaliteit_laag", "waarde_onjuist", text, "Draai ze om.")
    looks = contract is BARE or contract.quality is not QualityRule.NONE or contract.quality_bonus > 0
    for key in ("kwaliteit_laag", "kwaliteit_hoog"):
        if section.has(key) and not looks:
            idle(section, key, "een contract dat met kwaliteit rekent")
    section.refuse_the_rest()
    return uncertainty


def _draws(value: Any) -> int:
    draws = a_count(value)
    if not 1_000 <= draws <= MOST_DRAWS:
        raise WrongValueError("Geef een aantal van 1000 tot 1000000.")
    return draws
