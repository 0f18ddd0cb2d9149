"""From exact results to published ones: the tables in the shape of ``resultaten.json``, passed to disclosure control.

Nothing is computed here. Each function turns one exact result into rows with the words of contract.md, section 2,
and beside every figure the statistics by which ``disclosure.publish`` judges it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement import __version__, frames, outcomes
from maatschappelijk_rendement.calendar import dutch_date, window
from maatschappelijk_rendement.disclosure import CellStats, ExactTable, Published, Rules, publish
from maatschappelijk_rendement.disclosure.cells import score_stats, summarise
from maatschappelijk_rendement.model import CaseLoad
from maatschappelijk_rendement.money import euro_string, half_up, to_cents, to_euros
from maatschappelijk_rendement.uncertainty.bootstrap import bca_interval
from maatschappelijk_rendement.vocabulary import CaseType, MoneyKind, Moment, fold
from maatschappelijk_rendement.wijk import TOTAL, Group

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis import MicroAnalysis

NOT_SHOWN = "(niet getoond)"
SYNTHETIC = "synthetisch"
UNKNOWN = "onbekend"

Row = dict[str, Any]
Stats = dict[str, dict[tuple[str | None, ...], CellStats]]


def publish_analysis(
    analysis: MicroAnalysis,
    *,
    minimum: int,
    reason: str | None,
    rounding: bool,
    internal: bool,
    report_date: str | None,
) -> tuple[Published, dict[str, Any]]:
    """Pass an analysis through disclosure control.

    Args:
        analysis: Exact results.
        minimum: Fewest cases behind a figure.
        reason: Why the minimum differs from 10.
        rounding: Round counts and euros as well.
        internal: Hide nothing.
        report_date: Dutch date to print.

    Returns:
        The published tables and the facts for ``herkomst.json``.

    Raises:
        PublicationRefusedError: Too little may be shown.
        UsageError: Another minimum without a reason.
    """
    tables = [
        _levels(analysis),
        _differences(analysis, "verschil", (Moment.AFTER.value, Moment.REPEAT.value)),
        _differences(analysis, "vermeden", (outcomes.AVERTED,)),
        _wellbeing(analysis),
        _societal(analysis),
        _money_kinds(analysis),
        _completeness(analysis),
        _mdo(analysis),
        _parties(analysis),
        _provenance_of_usage(analysis),
    ]
    header = {
        "analyse": _settings(analysis.caseload, report_date),
        "controle": _accounting(analysis),
        "kosten": _case_costs(analysis),
        "programma": _programme(analysis.caseload),
        "tarieven": _tariffs(analysis),
        "meldingen": _findings(analysis),
    }
    hidden_words = analysis.caseload.reading.not_shown
    published = publish(
        [_without_words(table, hidden_words) for table in tables],
        header=_replace(header, hidden_words),
        rules=Rules(minimum=minimum, minimum_reason=reason, rounding=rounding),
        level="intern" if internal else "openbaar",
    )
    return published, {"versie": __version__, "inhoud_sha256": content_hash(analysis.caseload)}


def content_hash(caseload: CaseLoad) -> str:
    """Hash what the caseload says, not the file it came from: same content, same hash, in any order of rows.

    Args:
        caseload: Any caseload.
    """
    digest = hashlib.sha256()
    content = caseload.content
    digest.update(content.settings.model_dump_json().encode())
    for part in (content.cases, content.usage, content.scores, content.mdo, content.programme, content.tariffs):
        for line in sorted(item.model_dump_json() for item in part):
            digest.update(line.encode())
    return digest.hexdigest()


def _replace(value: Any, hidden_words: frozenset[str]) -> Any:
    """Write "(niet getoond)" for every text that raised a personal-data warning."""
    if not hidden_words:
        return value
    if isinstance(value, str):
        return NOT_SHOWN if fold(value) in hidden_words else value
    if isinstance(value, Mapping):
        return {key: _replace(item, hidden_words) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_replace(item, hidden_words) for item in value)
    return value


def _without_words(table: ExactTable, hidden_words: frozenset[str]) -> ExactTable:
    if not hidden_words:
        return table
    stats = {
        column: {_replace(key, hidden_words): cell for key, cell in cells.items()}
        for column, cells in table.stats.items()
    }
    rows = tuple(_replace(row, hidden_words) for row in table.rows)
    return ExactTable(table.name, rows, stats, _replace(table.streams_of, hidden_words))


# --- costs ---------------------------------------------------------------------------------------------------------


def _stats(cents: Iterable[int]) -> CellStats:
    return summarise(int(value) for value in cents)


def _status(group: Group) -> str:
    return "getoond" if group.is_complete else "onvolledig"


def _levels(analysis: MicroAnalysis) -> ExactTable:
    rows: list[Row] = []
    stats: Stats = {"som_eur": {}}
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        levels = {
            Moment.AFTER.value: ((Moment.BEFORE, "before_cents"), (Moment.AFTER, "after_cents")),
            Moment.REPEAT.value: ((Moment.REPEAT, "after_cents"),),
        }.get(comparison, ())
        for moment, name in levels:
            key = {"groep": case_type, "wijk": wijk, "stroom": stream, "moment": moment.value}
            rows.append(
                {**key, "n": group.n, "som_eur": euro_string(group.sum_cents(name)), "status": _status(group)}
            )
            stats["som_eur"][tuple(key.values())] = _stats(group.amounts[name])
    return ExactTable("stromen", tuple(rows), stats)


_SUMS = {
    "som_eur": "delta_cents",
    "in_venster_eur": "in_window_cents",
    "eenmalig_eur": "one_off_cents",
    "structureel_per_jaar_eur": "structural_cents",
}


def _differences(analysis: MicroAnalysis, table: str, comparisons: Sequence[str]) -> ExactTable:
    rows: list[Row] = []
    stats: Stats = {column: {} for column in _SUMS}
    if table == "verschil":
        stats["voor_eur"] = {}
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        if comparison not in comparisons:
            continue
        moment = Moment.AFTER.value if comparison == outcomes.AVERTED else comparison
        interval = bca_interval(group.amounts["delta_cents"])
        rows.append(
            {
                "moment": moment,
                "groep": case_type,
                "wijk": wijk,
                "stroom": stream,
                "n": group.n,
                **{column: euro_string(group.sum_cents(name)) for column, name in _SUMS.items()},
                "gemiddelde_eur": euro_string(group.mean_cents),
                "mediaan_eur": euro_string(group.median_cents),
                "n_gestegen": group.n_risen,
                "n_gedaald": group.n_fallen,
                "n_gelijk": group.n - group.n_risen - group.n_fallen,
                "som_zonder_grootste_eur": euro_string(group.sum_without_largest_cents),
                "bi95_laag_eur": euro_string(interval.low_cents if interval else None),
                "bi95_hoog_eur": euro_string(interval.high_cents if interval else None),
                "status": _status(group),
            }
        )
        key = (case_type, moment, wijk, stream)
        for column, name in _SUMS.items():
            stats[column][key] = _stats(group.amounts[name])
        if comparison == Moment.REPEAT.value:
            stats["voor_eur"][key] = _stats(group.amounts["before_cents"])
    return ExactTable(table, tuple(rows), stats)


def _case_costs(analysis: MicroAnalysis) -> list[Row]:
    costs = analysis.costs.sort_values(["case_id", "stream", "moment"], kind="stable")
    return [
        {
            "casus_id": row.case_id,
            "wijk": row.wijk,
            "stroom": row.stream,
            "moment": row.moment,
            "in_venster_eur": euro_string(int(row.in_window_cents)),
            "eenmalig_eur": euro_string(int(row.one_off_cents)),
            "structureel_per_jaar_eur": euro_string(int(row.structural_cents)),
            "status": "getoond",
        }
        for row in costs.itertuples(index=False)
    ]


def _societal(analysis: MicroAnalysis) -> ExactTable:
    """Per group the difference without income transfers, and the transfers apart."""
    per_case = _per_case(analysis)
    transfers = _money_kind_per_case(analysis)
    rows: list[Row] = []
    stats: Stats = {"som_eur": {}, "waarvan_inkomensoverdracht_eur": {}}
    for case_type, total in per_case.items():
        transfer = transfers.get((case_type, MoneyKind.TRANSFER.value), {})
        rest = {case_id: cents - transfer.get(case_id, 0) for case_id, cents in total.items()}
        whole = {case_id: transfer.get(case_id, 0) for case_id in total}
        rows.append(
            {
                "groep": case_type,
                "som_eur": euro_string(sum(rest.values())),
                "waarvan_inkomensoverdracht_eur": euro_string(sum(whole.values())),
                "status": _status(_total_group(analysis, case_type)),
            }
        )
        stats["som_eur"][(case_type,)] = _stats(rest.values())
        stats["waarvan_inkomensoverdracht_eur"][(case_type,)] = _stats(whole.values())
    return ExactTable("maatschappelijk", tuple(rows), stats)


def _total_group(analysis: MicroAnalysis, case_type: str) -> Group:
    return next(g for g in analysis.groups if g.key == (Moment.AFTER.value, case_type, TOTAL, TOTAL))


def _per_case(analysis: MicroAnalysis) -> dict[str, dict[str, int]]:
    """The delta of each case, by kind of case."""
    return {
        group.key[1]: dict(zip(group.case_ids, group.amounts["delta_cents"].tolist(), strict=True))
        for group in analysis.groups
        if group.key[0] == Moment.AFTER.value and group.key[2:] == (TOTAL, TOTAL)
    }


def _party_rows(analysis: MicroAnalysis) -> pd.DataFrame:
    return outcomes.party_deltas(analysis.usage.lines)


def _money_kind_per_case(analysis: MicroAnalysis) -> dict[tuple[str, str], dict[str, int]]:
    """The delta of each case in each kind of money; keys are kind of case and kind of money."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = _party_rows(analysis)
    for row in rows[rows["role"] == "betaalt"].itertuples(index=False):
        found[row.case_type, row.money_kind][row.case_id] += int(row.delta_cents)
    return found


def _money_kinds(analysis: MicroAnalysis) -> ExactTable:
    rows: list[Row] = []
    stats: Stats = {"som_eur": {}}
    for (case_type, kind), cents in sorted(_money_kind_per_case(analysis).items()):
        rows.append(
            {
                "groep": case_type,
                "geldstroom": kind,
                "n": len(cents),
                "som_eur": euro_string(sum(cents.values())),
                "status": "getoond",
            }
        )
        stats["som_eur"][case_type, kind] = _stats(cents.values())
    return ExactTable("geldsoort", tuple(rows), stats)


def _parties(analysis: MicroAnalysis) -> ExactTable:
    """Who invests and who gains, over existing cases: rises and falls of a party are taken per stream."""
    rows = _party_rows(analysis)
    rows = rows[rows["case_type"] == CaseType.EXISTING.value]
    existing = sorted(_per_case(analysis).get(CaseType.EXISTING.value, {}))
    paid: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    received: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows.itertuples(index=False):
        if row.role == "betaalt":
            paid[row.party, row.stream][row.case_id] += int(row.delta_cents)
        else:
            received[row.party][row.case_id] += int(row.delta_cents)
    invests: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    gains: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    streams_of: dict[str, set[str]] = defaultdict(set)
    for (party, stream), cents in paid.items():
        streams_of[party].add(stream)
        side, sign = (invests, 1) if sum(cents.values()) > 0 else (gains, -1)
        for case_id, value in cents.items():
            side[party][case_id] += sign * value
    mdo = analysis.mdo.lines
    for row in mdo[mdo["case_type"] == CaseType.EXISTING.value].itertuples(index=False):
        invests[row.payer or UNKNOWN][row.case_id] += int(row.one_off_cents)
    programme: dict[str, int] = Counter()
    for post in analysis.caseload.programme:
        programme[post.payer] += to_cents(post.amount_eur)
    out: list[Row] = []
    stats: Stats = {"investeert_eur": {}, "profiteert_eur": {}, "ontvangt_eur": {}}
    for party in sorted({*streams_of, *invests, *received, *programme}):
        sides = {"investeert_eur": invests, "profiteert_eur": gains, "ontvangt_eur": received}
        extra = {"investeert_eur": programme[party]}
        amounts = {column: sum(side[party].values()) + extra.get(column, 0) for column, side in sides.items()}
        out.append({"partij": party, **{c: euro_string(v) for c, v in amounts.items()}, "status": "getoond"})
        for column, side in sides.items():
            stats[column][(party,)] = _stats(side[party].get(case_id, 0) for case_id in existing)
    return ExactTable("partijen", tuple(out), stats, {p: set(s) for p, s in streams_of.items()})


# --- other tables --------------------------------------------------------------------------------------------------


def _decimals(value: Fraction | None) -> str | None:
    return None if value is None else str(to_euros(half_up(value * 100)))


def _wellbeing(analysis: MicroAnalysis) -> ExactTable:
    rows: list[Row] = []
    scores: list[tuple[str, str, tuple[str | None, ...], int]] = []
    pairs: list[tuple[str, str, tuple[str | None, ...], int]] = []
    for group in analysis.wellbeing_groups:
        key = (group.case_type, group.wijk, group.instrument, group.item, group.moment, group.paired_with)
        rows.append(
            {
                "groep": group.case_type,
                "wijk": group.wijk,
                "instrument": group.instrument,
                "onderdeel": group.item,
                "moment": group.moment,
                "n_bewoners": group.n_residents,
                "n_casussen": group.n_cases,
                "gemiddelde": _decimals(group.mean),
                "gepaard_met": group.paired_with,
                "gepaard_n": group.paired_n or 0,
                "gepaard_verschil": _decimals(group.paired_difference),
                "status": "getoond",
            }
        )
        scores += [(case_id, resident, key, score) for case_id, resident, score in group.scores]
        pairs += [(case_id, resident, key, score) for case_id, resident, score in group.pairs]
    return ExactTable(
        "welbevinden", tuple(rows), {"gemiddelde": score_stats(scores), "gepaard_verschil": score_stats(pairs)}
    )


def _completeness(analysis: MicroAnalysis) -> ExactTable:
    counts = outcomes.completeness(frames.case_frame(analysis.caseload), analysis.costs)
    rows = [
        {
            "stroom": row["stream"],
            "moment": row["moment"],
            "n_bekend": row["n_known"],
            "n_onbekend": row["n_unknown"],
            "status": "getoond",
        }
        for row in counts
    ]
    return ExactTable("volledigheid", tuple(rows), {})


def _mdo(analysis: MicroAnalysis) -> ExactTable:
    per_case: dict[str, tuple[int, int]] = {}
    for row in analysis.mdo.lines.itertuples(index=False):
        hours, cents = per_case.get(row.case_id, (0, 0))
        per_case[row.case_id] = (hours + int(row.quantity_milli), cents + int(row.one_off_cents))
    hours_milli = sum(hours for hours, _ in per_case.values())
    cents = [cost for _, cost in per_case.values()]
    row = {
        "totaal_eur": euro_string(sum(cents)) if per_case else None,
        "uren": _hours(hours_milli) if per_case else None,
        "n": len(per_case),
        "per_casus": [
            {"casus_id": case_id, "uren": _hours(hours), "mdo_eur": euro_string(cost)}
            for case_id, (hours, cost) in sorted(per_case.items())
        ],
        "status": "getoond" if per_case else UNKNOWN,
    }
    return ExactTable("mdo", (row,), {"totaal_eur": {(): _stats(cents)}} if per_case else {})


def _hours(milli: int) -> str:
    return f"{milli // 1000}.{milli % 1000:03d}"


def _provenance_of_usage(analysis: MicroAnalysis) -> ExactTable:
    counts = Counter(str(u.provenance) if u.provenance else UNKNOWN for u in analysis.caseload.usage)
    rows = [{"herkomst": word, "n_regels": n, "status": "getoond"} for word, n in sorted(counts.items())]
    return ExactTable("herkomst_gebruik", tuple(rows), {})


# --- what goes along unjudged --------------------------------------------------------------------------------------


def _settings(caseload: CaseLoad, report_date: str | None) -> Row:
    settings, cases = caseload.settings, caseload.cases
    before = [window(Moment.BEFORE, case.mdo_date, settings.period_months).start for case in cases]
    after = [window(Moment.AFTER, case.mdo_date, settings.period_months).end for case in cases]
    types = Counter(case.case_type for case in cases)
    return {
        "titel": settings.title,
        "gemeente": settings.municipality,
        "gemeentecode": settings.municipality_code,
        "periode_maanden": settings.period_months,
        "prijsmodus": settings.price_mode.value,
        "prijspeil": settings.price_year,
        "index": settings.index.value if settings.index else None,
        "prijsbasis": settings.price_basis.value,
        "vergelijking": settings.comparison.value,
        "basis_na": settings.after_basis.value,
        "mdo_kosten": settings.mdo_costs.value,
        "selectie": settings.selection.value,
        "casussen_in_totaal": settings.cases_in_total,
        "synthetisch": SYNTHETIC in fold(settings.title),
        "n_casussen": len(cases),
        "n_bestaand": types[CaseType.EXISTING],
        "n_nieuw": types[CaseType.NEW],
        "wijken": sorted({case.wijk for case in cases}),
        "datum": report_date,
        "periode_van": dutch_date(min(before)) if before else None,
        "periode_tot": dutch_date(date.fromordinal(max(after).toordinal() - 1)) if after else None,
        "versie": __version__,
    }


def _accounting(analysis: MicroAnalysis) -> Row:
    caseload = analysis.caseload
    sheets = caseload.reading.sheets
    parts = (caseload.cases, caseload.usage, caseload.scores, caseload.mdo, caseload.programme, caseload.tariffs)
    made_by_hand = sum(len(part) for part in parts)
    cents_in = outcomes.total_cents(analysis.usage.lines)
    of_costs = analysis.costs[analysis.costs["stream"] != outcomes.MDO_STREAM]
    cents_out = outcomes.total_cents(of_costs)
    read = sum(s.read for s in sheets) if sheets else made_by_hand
    used = sum(s.used for s in sheets) if sheets else made_by_hand
    rejected, blank = sum(s.rejected for s in sheets), sum(s.blank for s in sheets)
    return {
        "regels_gelezen": read,
        "regels_gebruikt": used,
        "regels_afgewezen": rejected,
        "regels_leeg": blank,
        "centen_in": cents_in,
        "centen_uit": cents_out,
        "klopt": read == used + rejected + blank and cents_in == cents_out,
        "per_blad": [
            {"blad": s.sheet, "gelezen": s.read, "gebruikt": s.used, "afgewezen": s.rejected, "leeg": s.blank}
            for s in sheets
        ],
    }


def _programme(caseload: CaseLoad) -> list[Row]:
    return [
        {
            "post": post.post,
            "financier": post.payer,
            "bedrag_eur": euro_string(to_cents(post.amount_eur)),
            "jaar": post.year,
            "eenmalig": post.one_off,
        }
        for post in sorted(caseload.programme, key=lambda p: (p.year, p.payer, p.post, p.amount_eur))
    ]


def _tariffs(analysis: MicroAnalysis) -> list[Row]:
    """Every published price behind a figure, with its source; indexed ones and those on another basis marked."""
    basis = analysis.caseload.settings.price_basis.value
    addresses = {source_id: source.address for source_id, source in analysis.tariffs.sources.items()}
    rows: dict[tuple[Any, ...], Row] = {}
    for priced in (analysis.usage, analysis.mdo):
        for line in priced.prices:
            for span in line.spans:
                for tariff in span.used:
                    row = {
                        "code": tariff.code,
                        "omschrijving": tariff.description,
                        "stroom": tariff.stream.value,
                        "eenheid": tariff.unit,
                        "prijs_eur": f"{tariff.price_eur:.4f}",
                        "geldig_van": dutch_date(tariff.valid_from),
                        "geldig_tot": _last_day(tariff.valid_until),
                        "soort": tariff.kind,
                        "prijsbasis": tariff.price_basis,
                        "bron": tariff.source_text,
                        "bron_adres": addresses.get(tariff.source_id or ""),
                        "lokaal": tariff.is_local,
                        "geindexeerd": bool(span.index_note),
                        "toelichting": span.index_note,
                        "afwijkende_basis": tariff.price_basis is not None and tariff.price_basis != basis,
                    }
                    rows[tariff.code, tariff.valid_from, tariff.is_local, span.index_note] = row
    return [rows[key] for key in sorted(rows)]


def _last_day(until: date | None) -> str | None:
    return None if until is None else dutch_date(date.fromordinal(until.toordinal() - 1))


def _findings(analysis: MicroAnalysis) -> list[Row]:
    return [
        {"niveau": f.level, "blad": f.sheet, "cel": f.cell, "code": f.code, "tekst": f"{f.text} {f.advice}".strip()}
        for f in analysis.findings
    ]
