"""How sure the saving of each stream and payer is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.money import dutch_number, euro_string
from maatschappelijk_rendement.report.document import Block, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import (
    NOT_KNOWN,
    listed,
    money,
    odds_in_words,
    percent,
    whole,
)
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.chance import Noise
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.simulation import party_name, without_known_noise
from maatschappelijk_rendement.sharing.stream_certainty import (
    CredibleSaving,
    SavingInterval,
    credible_savings,
    saving_intervals,
)


def stream_certainty(scenario: Scenario) -> tuple[Block, ...]:
    """Show intervals by stream and payer, and credibility where its size is given."""
    columns = (
        Column("wat", "Stroom of betaler"),
        Column("daling", "Daling", Kind.EURO),
        Column("fout", "Standaardfout", Kind.EURO),
        Column("laag", "Eén op twintig lager dan", Kind.EURO),
        Column("hoog", "Eén op twintig hoger dan", Kind.EURO),
        Column("kans", "Kans dat de kosten echt daalden", Kind.QUANTITY),
    )
    rows = tuple(
        (
            ShownValue(f"{row.name} (alle stromen)" if row.is_payer else row.name),
            money(row.saving_cents),
            *(_whole(cents) for cents in (row.error_cents, row.low_cents, row.high_cents)),
            NOT_KNOWN if row.odds_real is None else ShownValue(odds_in_words(row.odds_real), Kind.QUANTITY),
        )
        for row in _intervals(scenario)
    )
    if not rows:
        return ()
    noise = "" if scenario.uncertainty is None else _noise(scenario.uncertainty.noise)
    note = f"{noise} De kans gaat over toeval, niet over de vraag of de benchmark klopt."
    if any(row.error_cents is None for row in _intervals(scenario)):
        note += (
            " Niet bekend: zonder kosten vooraf is niet te zeggen hoeveel toeval uitmaakt. De marge van een "
            "betaler gaat over zijn andere stromen."
        )
    title = "Hoe zeker is de daling, per stroom en betaler?"
    weighed = _weighed(scenario)
    return (
        Table("zekerheid", title, columns, rows, note=note),
        *([_credibility(weighed)] if weighed else []),
    )


def _noise(noise: Noise) -> str:
    spread = dutch_number(Decimal(noise.cost_variation), 2)
    benchmark = percent(Fraction(noise.benchmark))
    return (
        f"Bij een spreiding tussen {dutch_number(noise.persons)} personen van {spread} keer het gemiddelde, "
        f"en {benchmark} ruis in de benchmark."
    )


def standing_still(scenario: Scenario) -> tuple[str, ...]:
    """Say which costs stand still in every draw, because their spread is not known; nothing where none do."""
    names = without_known_noise(scenario)
    if not names:
        return ()
    had, cost = ("had", "die kosten") if len(names) == 1 else ("hadden", "hun kosten")
    said = (
        f"{listed(names)} {had} vooraf geen kosten. Hoeveel {cost} door toeval schommelen, is niet bekend: "
        "in de trekkingen van één jaar staan zij stil."
    )
    return (said,)


def noise_of(scenario: Scenario, party: str, role: str) -> str | None:
    """Say for a table of odds whether the chance in a payer's own cost is counted; None for a provider."""
    if role != "betaler":
        return None
    if party in without_known_noise(scenario):
        return "niet bekend"
    has_cost = any(one.before_cents for one in scenario.streams if party_name(one) == party)
    return "geteld" if has_cost else "geen kosten"


def certainty_figures(scenario: Scenario) -> list[dict[str, Any]]:
    """Give the intervals as plain data; null where it is not known. Empty without uncertainty."""
    return [
        {
            "naam": row.name,
            "soort": "betaler" if row.is_payer else "stroom",
            "daling_eur": euro_string(row.saving_cents),
            "standaardfout_eur": euro_string(row.error_cents),
            "laag_eur": euro_string(row.low_cents),
            "hoog_eur": euro_string(row.high_cents),
            "kans_echte_daling": row.odds_real,
        }
        for row in _intervals(scenario)
    ]


def credibility_figures(scenario: Scenario) -> list[dict[str, Any]]:
    """Give the weighed savings as plain data; empty where they were not asked for."""
    return [
        {
            "stroom": weighed.stream,
            "gewicht": float(weighed.weight),
            "eigen_daling": _part(weighed.own_rate),
            "gewogen_daling": _part(weighed.credible_rate),
            "gewogen_daling_eur": euro_string(weighed.credible_cents),
        }
        for weighed in _weighed(scenario)
    ]


def _intervals(scenario: Scenario) -> Iterable[SavingInterval]:
    """Who only put something in has no cost that could fall, and stands nowhere here."""
    if scenario.uncertainty is None:
        return ()
    with_cost = [stream for stream in scenario.streams if stream.before_cents or stream.after_cents]
    return saving_intervals(with_cost, scenario.uncertainty.noise)


def _weighed(scenario: Scenario) -> tuple[CredibleSaving, ...]:
    uncertainty = scenario.uncertainty
    if uncertainty is None or uncertainty.half_credible_persons is None:
        return ()
    with_cost = [stream for stream in scenario.streams if stream.before_cents or stream.after_cents]
    persons = [scenario.persons] * len(with_cost)
    return credible_savings(with_cost, persons, uncertainty.half_credible_persons)


def _credibility(rows: Iterable[CredibleSaving]) -> Table:
    columns = (
        Column("stroom", "Stroom"),
        Column("gewicht", "Gewicht van de eigen meting (Z)", Kind.QUANTITY),
        Column("eigen", "Eigen daling", Kind.QUANTITY),
        Column("gewogen", "Gewogen met alle stromen", Kind.QUANTITY),
        Column("bedrag", "Gewogen daling", Kind.EURO),
    )
    shown = tuple(
        (
            ShownValue(row.stream),
            ShownValue(percent(row.weight, 0), Kind.QUANTITY),
            *(
                NOT_KNOWN if rate is None else ShownValue(percent(rate), Kind.QUANTITY)
                for rate in (row.own_rate, row.credible_rate)
            ),
            _whole(row.credible_cents),
        )
        for row in rows
    )
    note = (
        "Z = n / (n + K): hoe meer personen, hoe zwaarder de eigen meting telt. Een stroom die veel afwijkt "
        "van de andere, wijkt na wegen minder af. Er wordt niet mee afgerekend."
    )
    return Table("geloofwaardigheid", "Gewogen met de andere stromen", columns, shown, note=note)


def _whole(cents: int | None) -> ShownValue:
    return NOT_KNOWN if cents is None else whole(cents)


def _part(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate)
