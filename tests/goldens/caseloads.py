"""Small caseloads that between them fill every table of ``resultaten.json``; nothing in them is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.analysis.cases import case, line, load, product, score

from maatschappelijk_rendement import AnalysisSettings, CaseLoad, MicroAnalysis, Usage
from maatschappelijk_rendement.domain.instruments import load as load_instruments
from maatschappelijk_rendement.domain.model import MdoEffort, ProgrammePost, WellbeingScore
from maatschappelijk_rendement.intake.example import ruwaard

PRODUCTS = (
    product("W", "Wmo"),
    product("Z", "Zvw", payer="zorgverzekeraar", money_kind="kasstroom"),
    product("P", "Participatiewet", receiver="bewoner", money_kind="inkomensoverdracht"),
    product("J", "Jeugdwet", payer="gemeente", money_kind="kasstroom"),
)
PARTS = {
    "zrm_2017": ("financiën", "huisvesting"),
    "eq5d5l": tuple(item.name for item in load_instruments()["eq5d5l"].items),
    "mhc_sf": tuple(item.name for item in load_instruments()["mhc_sf"].items),
}
REPEAT_DATE = date(2019, 7, 1)
SETTINGS: dict[str, Any] = {
    "title": "Gouden (synthetisch)",
    "municipality": "Oss",
    "period_months": 12,
    "price_mode": "constant",
    "price_year": 2018,
    "index": "CPI",
    "price_basis": "tarief",
    "comparison": "voor_na",
    "after_basis": "realisatie",
    "mdo_costs": "apart",
    "selection": "onbekend",
}
STREAMS = {"W": "Wmo", "Z": "Zvw", "P": "Participatiewet", "J": "Jeugdwet"}


@dataclass(frozen=True)
class Shape:
    """What one caseload holds: of every ``new_each`` cases one is new, and so on; 0 is none."""

    cases: int
    wijken: tuple[str, ...] = ("Noord", "Zuid")
    codes: str = "WZP"
    new_each: int = 0
    repeat_each: int = 0
    averted_each: int = 0
    unseen_each: int = 0
    mdo_each: int = 0
    own_prices: bool = False
    is_dated: bool = True
    instruments: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)


def _is(number: int, each: int) -> bool:
    return each > 0 and number % each == 0


def make(shape: Shape) -> CaseLoad:
    """Make the caseload of a shape."""
    cases, usage, mdo, scores = [], [], [], []
    for number in range(1, shape.cases + 1):
        name, is_new = f"c{number:03}", _is(number, shape.new_each)
        codes = [code for code in shape.codes if code != "Z" or not _is(number, shape.unseen_each)]
        cases.append(
            case(
                name,
                wijk=shape.wijken[number * number % 7 % len(shape.wijken)],
                case_type="nieuw" if is_new else "bestaand",
                observed_streams=tuple(STREAMS[code] for code in codes),
                repeat_date=REPEAT_DATE if shape.is_dated and _is(number, shape.repeat_each) else None,
            )
        )
        moments = [
            *([] if is_new else ["voor"]),
            "na",
            *(["herhaling"] if _is(number, shape.repeat_each) else []),
            *(["nulalternatief"] if _is(number, shape.averted_each) else []),
        ]
        usage += _lines(shape, number, name, codes, moments)
        if _is(number, shape.mdo_each):
            mdo.append(_hours(number, name))
        scores += [one for two in shape.instruments for one in _scores(number, name, two, shape.repeat_each)]
    settings = AnalysisSettings(**{**SETTINGS, **shape.settings})
    posts = (("coördinatie", "gemeente", "12500", False), ("opleiding", "Rijk", "999.99", True))
    programme = tuple(
        ProgrammePost(post=post, payer=payer, amount_eur=Decimal(euros), year=2018, one_off=one_off)
        for post, payer, euros, one_off in posts
    )
    return load(
        cases,
        usage,
        mdo=tuple(mdo),
        scores=tuple(scores),
        tariffs=PRODUCTS,
        settings=settings,
        programme=programme if mdo else (),
    )


def _lines(shape: Shape, number: int, name: str, codes: list[str], moments: list[str]) -> Iterator[Usage]:
    for place, code in enumerate(codes):
        for turn, moment in enumerate(moments):
            euros = Decimal(4_000 + 137 * (number * (place + 3) % 29) - 311 * turn * (number % 5)) / 4
            more: dict[str, Any] = {"per": "totaal" if number % 3 else "maand"}
            if shape.own_prices and code == "W":
                own = Decimal("1.25") if number % 4 else Decimal("0.9875")
                more |= {"price_eur": own, "price_source": "eigen contract"}
            if more["per"] == "maand":
                euros /= 12
            yield line(name, moment, euros.quantize(Decimal("0.001")), code, **more)
            if number % 2 == 0 and code == "W":
                yield line(name, moment, Decimal(150 + 10 * number + turn), code, per="eenmalig")


def _hours(number: int, name: str) -> MdoEffort:
    return MdoEffort(
        case_id=name,
        hours=Decimal(2 + number % 7) + Decimal("0.5"),
        price_eur=Decimal("81.50"),
        price_source="eigen opgave",
        payer=("gemeente", "zorgverzekeraar", "gemeente")[number % 3],
    )


def _scores(number: int, name: str, instrument: str, repeat_each: int) -> Iterator[WellbeingScore]:
    moments = ["voor", "na", *(["herhaling"] if _is(number, repeat_each) else [])]
    for resident in ("B1", "B2")[: 1 + number % 2]:
        for turn, moment in enumerate(moments):
            if number % 11 or moment != "na":
                value = 2 + (number + len(resident + instrument)) % 3 + turn * (number % 2)
                for part in PARTS.get(instrument, (None,)):
                    given = {"instrument": instrument, "item": part}
                    yield score(name, moment, str(value), resident=resident, **given)


CONTROL = [-12_000 * (number % 9) - 1_000 for number in range(30)]
"""What a group without MDO changed, a case [euro cent]."""


@dataclass(frozen=True)
class Golden:
    """A caseload, and what its report is set against."""

    caseload: Callable[[], CaseLoad]
    compared: Callable[[MicroAnalysis], Any] = lambda analysis: None


GOLDENS = {
    "voorbeeld": Golden(ruwaard),
    "herhaling": Golden(
        lambda: make(Shape(66, new_each=4, repeat_each=3, instruments=("rapportcijfer",), mdo_each=2))
    ),
    "meegerekend": Golden(
        lambda: make(
            Shape(48, codes="WZ", mdo_each=1, unseen_each=3, settings={"mdo_costs": "meegerekend"}),
        )
    ),
    "nulalternatief": Golden(
        lambda: make(Shape(54, averted_each=2, new_each=5, wijken=("Noord",), codes="WPJ"))
    ),
    "welbevinden": Golden(
        lambda: make(
            Shape(
                40,
                wijken=("Noord", "Oost", "Zuid"),
                codes="W",
                is_dated=False,
                repeat_each=2,
                instruments=("rapportcijfer", "participatieladder", "zrm_2017"),
            )
        )
    ),
    "vragenlijsten": Golden(
        lambda: make(
            Shape(60, wijken=("Noord",), codes="W", instruments=("rapportcijfer", "eq5d5l", "mhc_sf"))
        )
    ),
    "vergelijking": Golden(
        lambda: make(
            Shape(
                36,
                own_prices=True,
                wijken=("Noord",),
                codes="WZ",
                settings={"selection": "hoogste_kosten", "cases_in_total": 60},
            )
        ),
        lambda analysis: analysis.compare(control=CONTROL),
    ),
    "weinig": Golden(
        lambda: make(
            Shape(23, wijken=("Noord",), codes="WP", mdo_each=4, instruments=("levenstevredenheid_0_10",))
        ),
        lambda analysis: analysis.compare(control=CONTROL[:9]),
    ),
}
