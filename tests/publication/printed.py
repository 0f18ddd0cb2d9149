"""What follows from a published report: every figure in ``resultaten.json`` as a linear program.

Nothing of disclosure control is used, and nothing but the published figures is known: how tables add up,
which product is paid by whom, that levels, counts and hours are not negative, and that a case is among all
cases. The exact result says which figures are about too few cases, and how wide they must stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
from tests.disclosure.attacker import PLAUSIBLE_CENTS, Knowledge, add_up, cents, is_safe
from tests.remembered import choose_once

from maatschappelijk_rendement.analysis.exact import ExactAnalysis
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.matrix.design import Design
from maatschappelijk_rendement.publication.facts import facts_of
from maatschappelijk_rendement.publication.recoded import recoded

TOTAL = "totaal"
GROUPS = ("bestaand", "nieuw")
POSTS = ("bestaande_casussen", "nieuwe_casussen", "mdo", "programma")
SPLIT = ("n_gestegen", "n_gedaald", "n_gelijk")
SUMS = {
    "som_eur": "delta_cents",
    "in_venster_eur": "in_window_cents",
    "eenmalig_eur": "one_off_cents",
    "structureel_per_jaar_eur": "structural_cents",
}
Data = Mapping[str, Any]
Place = tuple[str, str, str, str]
Truth = dict[Hashable, list[int]]


def truth_of(analysis: ExactAnalysis) -> Truth:
    """What each case contributes to every figure of money, also to those that stand in no table."""
    found: Truth = {}
    before = {}
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        table = "vermeden" if comparison == "vermeden" else "verschil"
        moment = "na" if comparison == "vermeden" else comparison
        key: Place = (case_type, moment, wijk, stream)
        for column, name in SUMS.items():
            found[table, column, *key] = group.amounts[name].tolist()
        if table == "verschil":
            found["level", moment, *key] = group.amounts["after_cents"].tolist()
            found["level", "voor", *key] = group.amounts["before_cents"].tolist()
        if comparison == "na":
            before[case_type, wijk, stream] = group
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        if comparison == "herhaling":
            everyone = before[case_type, wijk, stream]
            again = set(group.case_ids)
            cost = zip(everyone.case_ids, everyone.amounts["before_cents"].tolist(), strict=True)
            rest = [amount for case, amount in cost if case not in again]
            found["rest", case_type, wijk, stream] = rest
    per_case = analysis.mdo_lines.groupby(["case_type", "case_id"], observed=True)["one_off_cents"].sum()
    for group_name in GROUPS:
        is_group = per_case.index.get_level_values("case_type") == group_name
        found["mdo", group_name] = per_case[is_group].tolist()
    paid = analysis.party_deltas
    paid = paid[(paid["role"] == "betaalt") & (paid["case_type"] == "bestaand")]
    for (party, stream), rows in paid.groupby(["party", "stream"], observed=True):
        sums = rows.groupby("case_id", observed=True)["delta_cents"].sum()
        found["betaalt", str(party), str(stream)] = [int(one) for one in sums]
    return found | _truth_of_payers(analysis)


def _truth_of_payers(analysis: ExactAnalysis) -> Truth:
    """What each case puts into every post of the balance of each party, and into its saldo."""
    places = {case_id: n for n, case_id in enumerate(analysis.delivery.cases["case_id"])}
    found: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * len(places))
    is_included = analysis.settings.mdo_costs == "meegerekend"
    paid = analysis.party_deltas
    paid = paid[paid["role"] == "betaalt"]
    lines = [(row, "party", "delta_cents", "") for row in paid.to_dict("records")]
    hours = analysis.mdo_lines.to_dict("records")
    lines += [(row, "payer", "one_off_cents", "" if is_included else "mdo") for row in hours]
    for row, who, amount, post in lines:
        party = str(row[who]) or "onbekend"
        for name in (post or f"{row['case_type']}e_casussen", "saldo"):
            found["balans", name, party][places[str(row["case_id"])]] += int(row[amount])
    # As elsewhere only who has an amount.
    return {name: [one for one in values if one] for name, values in found.items()}


def amounts(data: Data, truth: Truth) -> Knowledge:
    """Write down what the published amounts tell."""
    known = Knowledge(scale=1_000_00)
    for name, values in truth.items():
        assert isinstance(name, tuple)
        bound = _bound(values)
        known.add(name, 0.0 if name[0] in ("level", "rest", "mdo") else -bound, bound)
    _read_places(known, data)
    _read_repeats(known, truth)
    _read_parties(known, data, truth)
    _read_kinds(known, data)
    _read_balance(known, data)
    return known


def _bound(values: list[int]) -> float:
    return float(max(len(values) * PLAUSIBLE_CENTS, sum(map(abs, values)), 1))


def _learn(known: Knowledge, name: Hashable, shown: str | None) -> None:
    if shown is not None:
        known.know(name, cents(shown))
    elif name not in known.bounds:
        known.add(name, -PLAUSIBLE_CENTS * 1000.0, PLAUSIBLE_CENTS * 1000.0)


def _read_places(known: Knowledge, data: Data) -> None:
    months = data["analyse"]["periode_maanden"]
    for table in ("verschil", "vermeden"):
        for row in data[table]:
            key = (row["groep"], row["moment"], row["wijk"], row["stroom"])
            for column in SUMS:
                _learn(known, (table, column, *key), row[column])
            names = {column: (table, column, *key) for column in SUMS}
            known.equal([names["in_venster_eur"], names["eenmalig_eur"]], [names["som_eur"]])
            if table == "verschil":
                known.equal([("level", row["moment"], *key)], [names["som_eur"], ("level", "voor", *key)])
    for row in data["stromen"]:
        moments = ("na", "herhaling") if row["moment"] == "voor" else (row["moment"],)
        moment = moments[0]
        name = ("level", row["moment"], row["groep"], moment, row["wijk"], row["stroom"])
        _learn(known, name, row["som_eur"])
    for kind in ("verschil", "vermeden", "level"):
        add_up(known, kind, (4, 5))
    assert months == 12


def same_over_a_year(known: Knowledge, truth: Truth) -> None:
    """Where nothing begins or ends within the window, what runs on is what recurs."""
    for name, values in truth.items():
        if isinstance(name, tuple) and name[1] == "structureel_per_jaar_eur":
            recurs = (name[0], "in_venster_eur", *name[2:])
            if values == truth[recurs]:
                known.equal([name], [recurs])


def _read_repeats(known: Knowledge, truth: Truth) -> None:
    for name in truth:
        if isinstance(name, tuple) and name[0] == "rest":
            _, group, wijk, stream = name
            everyone = ("level", "voor", group, "na", wijk, stream)
            again = ("level", "voor", group, "herhaling", wijk, stream)
            known.equal([name, again], [everyone])


def _read_parties(known: Knowledge, data: Data, truth: Truth) -> None:
    paid = [name for name in truth if isinstance(name, tuple) and name[0] == "betaalt"]
    for row in data["partijen"]:
        party = row["partij"]
        programme = sum(cents(post["bedrag_eur"]) for post in data["programma"] if post["financier"] == party)
        for column in ("investeert_eur", "profiteert_eur"):
            _learn(known, (party, column), row[column])
        known.add(("uren", party), 0.0, PLAUSIBLE_CENTS * 100.0)
        known.know(("programma", party), float(programme))
        falls, rises = (
            [name for name in paid if name[1] == party and (sum(truth[name]) > 0) is rises]
            for rises in (False, True)
        )
        known.equal([(party, "profiteert_eur"), *falls], []) if falls else known.know(
            (party, "profiteert_eur"), 0.0
        )
        known.equal([*rises, ("uren", party), ("programma", party)], [(party, "investeert_eur")])
    for stream in {name[2] for name in paid}:
        known.equal(
            [name for name in paid if name[2] == stream],
            [("verschil", "som_eur", "bestaand", "na", TOTAL, stream)],
        )
    known.equal([("uren", row["partij"]) for row in data["partijen"]], [("mdo", "bestaand")])
    if data["mdo"]["totaal_eur"] is not None:
        known.know(("mdo", TOTAL), cents(data["mdo"]["totaal_eur"]))
        known.equal([("mdo", group) for group in GROUPS], [("mdo", TOTAL)])


def _read_kinds(known: Knowledge, data: Data) -> None:
    for row in data["maatschappelijk"]:
        names = [(column, row["groep"]) for column in ("som_eur", "waarvan_inkomensoverdracht_eur")]
        for name in names:
            _learn(known, name, row[name[0]])
        known.equal(names, [("verschil", "som_eur", row["groep"], "na", TOTAL, TOTAL)])
    for group in GROUPS:
        rows = [row for row in data["geldsoort"] if row["groep"] == group]
        for row in rows:
            _learn(known, ("geldsoort", group, row["geldstroom"]), row["som_eur"])
        # The MDO's own cost is of no kind.
        own = ("verschil", "som_eur", group, "na", TOTAL, "MDO")
        kinds = [("geldsoort", group, row["geldstroom"]) for row in rows]
        kinds += [own] if own in known.bounds else []
        known.equal(kinds, [("verschil", "som_eur", group, "na", TOTAL, TOTAL)])
        known.equal([("geldsoort", group, "inkomensoverdracht")], [("waarvan_inkomensoverdracht_eur", group)])


def _read_balance(known: Knowledge, data: Data) -> None:
    """Each post is a figure that may be hidden elsewhere, and they add up to the saldo."""
    for row in data["balans"]:
        if row["status"] != "onbekend" and row["partij"] == TOTAL:
            _learn(known, ("balans", row["post"]), row["bedrag_eur"])
    posts = [name for post in POSTS if (name := ("balans", post)) in known.bounds]
    known.equal(posts, [("balans", "saldo")])
    for post, group in zip(POSTS, GROUPS, strict=False):
        known.equal([("balans", post)], [("verschil", "som_eur", group, "na", TOTAL, TOTAL)])
    known.equal([("balans", "mdo")], [("mdo", group) for group in GROUPS])
    _read_payers(known, data)


def _read_payers(known: Knowledge, data: Data) -> None:
    """What each party pays: its posts add up to its saldo, parties to the whole, streams to a post."""
    rows = [row for row in data["balans"] if row["partij"] != TOTAL]
    for row in rows:
        _learn(known, ("balans", row["post"], row["partij"]), row["bedrag_eur"])
    names = [("balans", row["post"], row["partij"]) for row in rows]
    for post in (*POSTS, "saldo"):
        of_post = [name for name in names if name[1] == post]
        if of_post and ("balans", post) in known.bounds:
            known.equal(of_post, [("balans", post)])
    is_included = data["analyse"]["mdo_kosten"] == "meegerekend"
    for party in {row["partij"] for row in rows}:
        own = [name for name in names if name[2] == party and name[1] != "saldo"]
        known.equal(own, [("balans", "saldo", party)])
        streams = [
            name for name in known.bounds if isinstance(name, tuple) and name[:2] == ("betaalt", party)
        ]
        if is_included and ("uren", party) in known.bounds:
            streams.append(("uren", party))
        if ("balans", POSTS[0], party) in names:
            known.equal(streams, [("balans", POSTS[0], party)])
        if ("balans", "mdo", party) in names and ("uren", party) in known.bounds:
            known.add(("uren van nieuwe", party), 0.0, PLAUSIBLE_CENTS * 100.0)
            known.equal([("uren", party), ("uren van nieuwe", party)], [("balans", "mdo", party)])


def counts(data: Data, truth: Truth) -> Knowledge:
    """Write down what the published numbers of cases tell; a case is always among all cases."""
    known = Knowledge(scale=1.0)
    for table in ("verschil", "vermeden"):
        for row in data[table]:
            key = (table, row["groep"], row["moment"], row["wijk"], row["stroom"])
            for column in ("n", *SPLIT):
                _count(known, (*key, column), row[column])
            known.equal([(*key, column) for column in SPLIT], [(*key, "n")])
    for row in data["stromen"]:
        moment = "na" if row["moment"] == "voor" else row["moment"]
        _count(known, ("verschil", row["groep"], moment, row["wijk"], row["stroom"], "n"), row["n"])
    for name in [name for name in known.bounds if isinstance(name, tuple) and name[-1] == "n"]:
        _, group, _, wijk, stream, _ = name
        whole = (*name[:4], TOTAL, "n") if stream != TOTAL else ("verschil", group, "na", wijk, TOTAL, "n")
        _among(known, name, whole)
    for table in ("verschil", "vermeden"):
        add_up(known, table, (3,))
    header = {f"n_{group}": [group] for group in GROUPS} | {"n_casussen": list(GROUPS)}
    for column, groups in header.items():
        _count(known, column, data["analyse"][column])
        known.equal([column], _all_wijken(known, groups, "verschil", "na", TOTAL))
    for row in data["volledigheid"]:
        is_averted = row["moment"] == "nulalternatief"
        where = ("vermeden", "na") if is_averted else ("verschil", row["moment"].replace("voor", "na"))
        names = [(row["stroom"], row["moment"], column) for column in ("n_bekend", "n_onbekend")]
        for name in names:
            _count(known, name, row[name[2]])
        known.equal(names[:1], _all_wijken(known, GROUPS, *where, row["stroom"]))
        known.equal(names, _all_wijken(known, GROUPS, *where, TOTAL))
    same = {"mdo": "mdo", "programma": "n_casussen", "saldo": "n_casussen"}
    _count(known, "mdo", data["mdo"]["n"])
    for row in data["balans"]:
        post = row["post"]
        group = post.removesuffix("e_casussen")
        _count(known, same.get(post, ("verschil", group, "na", TOTAL, TOTAL, "n")), row["n"])
    _read_bounds(known, data)
    return known


def _read_bounds(known: Knowledge, data: Data) -> None:
    """Numbers of cases in other places are among all cases, and all cases among those worked on."""
    _among(known, "mdo", "n_casussen")
    if data["analyse"]["casussen_in_totaal"] is not None:
        known.know("gewerkt", data["analyse"]["casussen_in_totaal"])
        _among(known, "n_casussen", "gewerkt")
    for number, row in enumerate(data["geldsoort"]):
        _count(known, ("geldsoort", number), row["n"])
        _among(known, ("geldsoort", number), ("verschil", row["groep"], "na", TOTAL, TOTAL, "n"))
    for number, row in enumerate(data["welbevinden"]):
        _count(known, ("scores", number), row["n_casussen"])
        groups = GROUPS if row["groep"] == TOTAL else (row["groep"],)
        places = [("verschil", group, "na", row["wijk"], TOTAL, "n") for group in groups]
        places = [place for place in places if place in known.bounds]
        known.add(("zonder score", number), 0.0, 1e5)
        known.equal([("scores", number), ("zonder score", number)], places)


def _all_wijken(
    known: Knowledge, groups: Iterable[str], table: str, moment: str, stream: str
) -> list[Hashable]:
    names = [(table, group, moment, TOTAL, stream, "n") for group in groups]
    return [name for name in names if name in known.bounds]


def _among(known: Knowledge, name: Hashable, whole: Hashable) -> None:
    if name != whole and whole in known.bounds:
        known.add(("de rest", name), 0.0, 1e5)
        known.equal([name, ("de rest", name)], [whole])


def _count(known: Knowledge, name: Hashable, shown: int | None) -> None:
    if shown is not None:
        known.know(name, float(shown))
    elif name not in known.bounds:
        known.add(name, 0.0, 1e5)


def _is_of_a_wijk(name: Hashable) -> bool:
    return isinstance(name, tuple) and len(name) > 3 and name[-2] != TOTAL


def _taken_together(known: Knowledge, finer: Truth, design: Design) -> Truth:
    """Write down that what stands together is the sum of its parts, and give the parts."""
    found: Truth = {}
    sums: dict[Hashable, list[Hashable]] = {}
    for name, values in finer.items():
        if not isinstance(name, tuple) or name[0] not in ("verschil", "vermeden"):
            continue
        *rest, wijk, stream = name
        whole = (*rest, design.wijken.get(wijk, wijk), design.streams.get(stream, stream))
        is_kept = (design.has_wijken or wijk == TOTAL) and (design.has_repeat or "herhaling" not in name)
        if whole != name and is_kept and whole in known.bounds:
            bound = _bound(values)
            known.add(("deel", *name), -bound, bound)
            sums.setdefault(whole, []).append(("deel", *name))
            found["deel", *name] = values
    for whole, parts in sums.items():
        known.equal(parts, [whole])
    return found


def breaches(data: Data, analysis: MicroAnalysis, design: Design | None = None) -> list[str]:
    """Every figure about too few cases that is known to less than the width it needs.

    Under which labels a report stands, it says itself; the truth is looked up under the same.
    """
    design = design or choose_once(facts_of(analysis), Rules()).design
    coarse = recoded(analysis, design)
    truth = truth_of(coarse)
    if not design.has_wijken:
        truth = {name: values for name, values in truth.items() if not _is_of_a_wijk(name)}
    found = []
    money = amounts(data, truth)
    same_over_a_year(money, truth)
    parts = _taken_together(money, truth_of(analysis), design)
    money.prepare()
    for name, values in {**truth, **parts}.items():
        if any(values) and not is_safe(values):
            # What stands in no table needs the same width, or all that there is.
            needed = max(0.2 * abs(sum(values)), 5_000_00)
            if isinstance(name, tuple) and name[0] not in ("verschil", "vermeden", "level"):
                needed = min(needed, abs(sum(values)))
            width = money.width(name, needed)
            if width < needed * (1 - 1e-4):
                found.append(f"{name}: {width / 100} is less than {needed / 100}")
    return found + _narrow_numbers(counts(data, truth), truth)


def _narrow_numbers(numbers: Knowledge, truth: Truth) -> list[str]:
    """Every number of few cases that is known to less than ten."""
    found = []
    numbers.prepare()
    for name, values in truth.items():
        if not isinstance(name, tuple) or name[1] != "som_eur":
            continue
        key = (name[0], *name[2:])
        array = np.array(values)
        for column, number in {
            "n": len(values),
            "n_gestegen": int((array > 0).sum()),
            "n_gedaald": int((array < 0).sum()),
            "n_gelijk": int((array == 0).sum()),
        }.items():
            if 0 < number < 10 and (width := numbers.width((*key, column), 10)) < 10 - 1e-4:
                found.append(f"{(*key, column)}: {width} is less than 10")
        rest = ("de rest", (*key, "n"))
        if rest in numbers.bounds:
            low, high = numbers.bounds[rest]
            width = numbers.width(rest, 10)
            if width < 10 - 1e-4 and low != high:
                value = numbers.least[numbers.column[rest]]
                if 0 < round(value + width) < 10:
                    found.append(f"{rest}: {value} to {value + width}")
    return found
