"""The summary: five plain Dutch sentences, chosen by the published results.

A sentence uses only what the results show: where a figure is hidden or unknown, the sentence says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.report.cells import euro, grade, word
from maatschappelijk_rendement.report.rows import Row, first, is_shown, select
from maatschappelijk_rendement.report.wording import absent, cases, months, residents

Results = Mapping[str, Any]

MAIN_INSTRUMENT = "rapportcijfer"


def summary(results: Results) -> tuple[str, ...]:
    """Say the main results in five plain sentences."""
    return (
        _what(results),
        _existing(results),
        _new(results),
        _wellbeing(results),
        _caution(results),
    )


def total_delta(results: Results, group: str, moment: str = "na") -> Row | None:
    """Give the row with the total difference of a group."""
    return first(results["verschil"], moment=moment, groep=group, wijk="totaal", stroom="totaal")


def mean_score(results: Results, moment: str, instrument: str) -> Row | None:
    """Give the row with the mean score of all residents at a moment."""
    return first(
        results["welbevinden"],
        groep="totaal",
        wijk="totaal",
        instrument=instrument,
        onderdeel=None,
        moment=moment,
    )


def main_instrument(results: Results) -> str | None:
    """Give the instrument the summary speaks about: the grade when it was used, else the first one."""
    used = list(dict.fromkeys(r["instrument"] for r in results["welbevinden"] if r["onderdeel"] is None))
    return MAIN_INSTRUMENT if MAIN_INSTRUMENT in used else (used[0] if used else None)


def _what(results: Results) -> str:
    setting = results["analyse"]
    period = months(setting["periode_maanden"])
    after = "zijn een raming" if setting["basis_na"] == "raming" else "zijn echt gemaakt"
    return (
        f"Dit rapport vergelijkt voor {cases(setting['n_casussen'])} uit {setting['gemeente']} de kosten "
        "in de "
        f"{period} voor het MDO met die in de {period} erna; de kosten erna {after}."
    )


def _existing(results: Results) -> str:
    row = total_delta(results, "bestaand")
    if row is None:
        return "Er zijn geen bestaande casussen, dus geen casussen waarin al voor het MDO hulp was."
    if not is_shown(row, "som_eur"):
        return f"Het verschil in kosten bij de bestaande casussen is {absent(row)}."
    total, mean = Decimal(row["som_eur"]), row["gemiddelde_eur"]
    average = f", gemiddeld {euro(abs(Decimal(mean)))} per casus" if mean is not None else ""
    known = ", voor zover de stromen bekend zijn" if row["status"] == "onvolledig" else ""
    if total == 0:
        return f"Bij de {row['n']} bestaande casussen blijven de kosten samen gelijk{known}."
    verb = "dalen" if total < 0 else "stijgen"
    return (
        f"Bij de {row['n']} bestaande casussen {verb} de kosten samen met {euro(abs(total))}{average}{known}."
    )


def _new(results: Results) -> str:
    row = total_delta(results, "nieuw")
    if row is None:
        return "Er zijn geen nieuwe casussen, dus geen casussen waarin de hulp pas met het MDO begon."
    if not is_shown(row, "som_eur"):
        return f"Het verschil in kosten bij de nieuwe casussen is {absent(row)}."
    total = Decimal(row["som_eur"])
    if total > 0:
        return (
            f"Bij de {row['n']} nieuwe casussen stijgen de kosten samen met {euro(total)}; "
            "dat hoort zo, want voor het MDO kregen zij deze hulp nog niet."
        )
    verb = "dalen" if total < 0 else "veranderen"
    return f"Bij de {row['n']} nieuwe casussen {verb} de kosten samen met {euro(abs(total))}."


def _wellbeing(results: Results) -> str:
    instrument = main_instrument(results)
    if instrument is None:
        return "Het welbevinden van de bewoners is niet gemeten."
    before, after, repeat = (mean_score(results, m, instrument) for m in ("voor", "na", "herhaling"))
    head = f"Het welbevinden ({word(instrument)})"
    if is_shown(before, "gemiddelde") and is_shown(after, "gemiddelde"):
        if (before["n_bewoners"], before["n_casussen"]) == (after["n_bewoners"], after["n_casussen"]):
            who = f" ({residents(after['n_bewoners'])} in {cases(after['n_casussen'])})"
            change = (
                f"van {grade(Decimal(before['gemiddelde']))} naar {grade(Decimal(after['gemiddelde']))}{who}"
            )
        else:
            change = f"van {_score(before)} naar {_score(after)}"
        return f"{head} gaat {change}{_and_repeat(repeat)}."
    return f"{head} is voor het MDO {_score(before)} en na het MDO {_score(after)}{_and_repeat(repeat)}."


def _score(row: Row | None) -> str:
    if is_shown(row, "gemiddelde"):
        return f"{grade(Decimal(row['gemiddelde']))} ({residents(row['n_bewoners'])})"
    return absent(row, "gemiddelde")


def _and_repeat(row: Row | None) -> str:
    return "" if row is None else f"; bij de herhaalmeting is het {_score(row)}"


def _caution(results: Results) -> str:
    if results["analyse"]["vergelijking"] == "met_zonder":
        return (
            "Wat er zonder MDO was gebeurd, is een inschatting en geen meting: "
            "die vermeden kosten staan apart en tellen niet mee."
        )
    return (
        "De cijfers laten zien wat er veranderde, niet waardoor: "
        "er is geen groep zonder MDO om mee te vergelijken."
    )


def largest_changes(results: Results, group: str) -> tuple[str, ...]:
    """Say in which stream the cost of a group falls and rises most; nothing where no stream is shown.

    Args:
        results: The published results.
        group: ``bestaand`` or ``nieuw``.
    """
    rows = [
        (Decimal(row["som_eur"]), row["stroom"])
        for row in select(results["verschil"], moment="na", groep=group, wijk="totaal")
        if row["stroom"] != "totaal" and is_shown(row, "som_eur")
    ]
    said = []
    if rows and min(rows)[0] < 0:
        amount, stream = min(rows)
        said.append(f"De kosten dalen het meest in de stroom {stream}: met {euro(-amount)}.")
    if rows and max(rows)[0] > 0:
        amount, stream = max(rows)
        said.append(f"De kosten stijgen het meest in de stroom {stream}: met {euro(amount)}.")
    return (" ".join(said),) if said else ()
