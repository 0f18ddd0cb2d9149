"""Random caseloads as a municipality could send them: small wijken, few new cases, gaps, one-off help."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from tests.analysis.cases import SETTINGS, case, line, load, product, score

from maatschappelijk_rendement import CaseLoad, Usage
from maatschappelijk_rendement.domain.model import MdoEffort, WellbeingScore

STREAMS = {"W": "Wmo", "Z": "Zvw", "P": "Participatiewet", "J": "Jeugdwet", "L": "Wlz"}
PRODUCTS = (
    product("W", "Wmo"),
    product("Z", "Zvw", payer="zorgverzekeraar", money_kind="kasstroom"),
    product("P", "Participatiewet", receiver="bewoner", money_kind="inkomensoverdracht"),
    product("J", "Jeugdwet", payer="gemeente", money_kind="kasstroom"),
    product("L", "Wlz", payer="zorgkantoor", money_kind="capaciteit"),
)
# Each of these is a way in which a caseload can be nearly complete, or hold a few.
PARTS = {
    "looks": (1.0, 1.0, 0.97, 0.85, 0.6),
    "is_new": (0.0, 0.05, 0.1, 0.2, 0.4),
    "again": (0.0, 0.3, 0.8, 0.95),
    "alternative": (0.0, 0.0, 0.3, 0.7, 0.95),
    "one_off": (0.0, 0.05, 0.3),
    "has_mdo": (0.0, 0.5, 0.95, 1.0),
    "fixed": (0.8, 1.0),
}


def random_caseload(seed: int) -> CaseLoad:
    """Make a caseload of 30 to 220 cases in one to five wijken."""
    dice = random.Random(seed)
    wijken, size = dice.randint(1, 5), dice.choice([30, 45, 60, 90, 150, 220])
    skew = dice.uniform(0, 1.8)
    weights = [1 / (place + 1) ** skew for place in range(wijken)]
    codes = "WZPJL"[: dice.randint(2, 5)]
    use = {code: dice.choice([0.1, 0.3, 0.6, 0.9, 1.0]) for code in codes}
    parts = {name: dice.choice(values) for name, values in PARTS.items()}
    cases, usage, mdo, scores = [], [], [], []
    for number in range(size):
        name, is_new = f"c{number:03}", dice.random() < parts["is_new"]
        observed = [code for code in codes if dice.random() < parts["looks"]] or ["W"]
        cases.append(
            case(
                name,
                wijk=f"wijk {dice.choices(range(wijken), weights)[0]}",
                case_type="nieuw" if is_new else "bestaand",
                observed_streams=tuple(STREAMS[code] for code in observed),
            )
        )
        moments = ["na"] if is_new else ["voor", "na"]
        moments += ["herhaling"] if dice.random() < parts["again"] else []
        moments += ["nulalternatief"] if dice.random() < parts["alternative"] else []
        for code in observed:
            usage += _lines(dice, name, code, moments, parts) if dice.random() < use[code] else []
        if dice.random() < parts["has_mdo"]:
            mdo.append(_hours(dice, name))
        scores += _scores(dice, name)
    settings = replace(SETTINGS, mdo_costs=dice.choice(["apart", "meegerekend"]))
    return load(cases, usage, mdo=tuple(mdo), scores=tuple(scores), tariffs=PRODUCTS, settings=settings)


def _lines(
    dice: random.Random, name: str, code: str, moments: list[str], parts: dict[str, float]
) -> list[Usage]:
    base = dice.lognormvariate(5.5, 1.0)
    found = []
    for moment in moments:
        per = "maand" if dice.random() < parts["fixed"] else "totaal"
        payer = "bewoner" if dice.random() < 0.03 else None
        found.append(line(name, moment, round(base * dice.uniform(0.3, 1.4), 2), code, per=per, payer=payer))
        if dice.random() < parts["one_off"]:
            found.append(line(name, moment, round(dice.uniform(500, 8000), 2), code, per="eenmalig"))
    return found


def _hours(dice: random.Random, name: str) -> MdoEffort:
    return MdoEffort(
        case_id=name,
        hours=Decimal(dice.randint(1, 9)),
        price_eur=Decimal(80),
        price_source="eigen opgave",
        payer=dice.choice(["gemeente", "gemeente", "zorgverzekeraar", "Rijk"]),
    )


def _scores(dice: random.Random, name: str) -> list[WellbeingScore]:
    found = []
    for resident in ("B1", "B2")[: dice.choice([0, 1, 1, 2])]:
        before = dice.randint(2, 6)
        found.append(score(name, "voor", str(before), resident=resident))
        if dice.random() < 0.9:
            found.append(score(name, "na", str(before + dice.randint(-1, 4)), resident=resident))
    return found
