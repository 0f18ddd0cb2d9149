"""The flows and figures of each instrument, as the live workbook needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    BENEFIT,
    EFFECTS,
    INVESTMENT_SHEET,
    VALUE_MAP,
    WELLBEING,
)
from maatschappelijk_rendement.report.valuation.live import LiveFlows, LiveOutcome, LiveRow
from maatschappelijk_rendement.valuation.card_rows import effect, sroi_row
from maatschappelijk_rendement.valuation.card_value import CardValue
from maatschappelijk_rendement.valuation.effects import EffectCalculation
from maatschappelijk_rendement.valuation.flows import amounts_of
from maatschappelijk_rendement.valuation.societal_case import BusinessCase
from maatschappelijk_rendement.valuation.value_map import Sroi, yearly_values

RATIO = "0.0000"
COUNTED = '{waarde},"<>welbevinden"'
MONEY = f'{COUNTED},{{waarde}},"<>sociaal"'
NO_TRANSFER = '{geldstroom},"<>inkomensoverdracht"'


def parts(value: CardValue) -> tuple[LiveFlows, tuple[LiveOutcome, ...]]:
    """Give the flows and the figures of a card."""
    outcome = value.outcome
    if isinstance(outcome, Sroi):
        flows, outcomes = _sroi(value, outcome)
    elif isinstance(outcome, BusinessCase):
        flows, outcomes = _case(value, outcome)
    else:
        flows, outcomes = _lines(value, outcome)
    if not value.wellbeing:
        return flows, outcomes
    return replace(flows, beside=_wellbeing(value)), (*outcomes, _ledger(value, flows))


def _wellbeing(value: CardValue) -> LiveFlows | None:
    """Give the rows of sheet Welbevinden, on a sheet of their own."""
    names = (("verandering", "change", 0), ("personen", "persons", 0), ("waarde", "value", 0), *_SHAPE[:2])
    own = {id(row) for row in value.card.of(WELLBEING)}
    rows = tuple(
        LiveRow(
            (entry.what, entry.who, str(entry.row.get("scale"))), _inputs(entry.row, names), entry.amounts
        )
        for entry in value.wellbeing
        if id(entry.row) in own
    )
    if not rows:
        return None
    headers = tuple(header for header, _, _ in names)
    first = "{verandering}*{personen}*{waarde}"
    return LiveFlows(("wat", "wie", "schaal"), headers, first, rows, sheet=WELLBEING.sheet)


def _ledger(value: CardValue, flows: LiveFlows) -> LiveOutcome:
    """Give the ledger of wellbeing: a figure that no other figure uses."""
    parts = ['SUMIFS({contant},{waarde},"welbevinden")'] if "waarde" in flows.texts else []
    parts += [f"SUM({{{WELLBEING.sheet}.contant}})"] if value.card.of(WELLBEING) else []
    worth = sum((entry.present_value for entry in value.wellbeing), Fraction(0))
    return LiveOutcome("welbevinden", "Welbevinden in euro, telt nergens mee", "+".join(parts), worth)


def _exact(amount: Any) -> Fraction:
    return Fraction(amount)


def _inputs(row: CardRow, names: Sequence[tuple[str, str, Any]]) -> dict[str, Fraction]:
    return {header: _exact(row.get(name, default)) for header, name, default in names}


_SHAPE = (("start", "start", 0), ("duur", "duration", 0), ("afname", "drop_off", 0))


def _case(value: CardValue, case: BusinessCase) -> tuple[LiveFlows, tuple[LiveOutcome, ...]]:
    names = (
        ("bedrag", "amount", 0),
        ("teken", "", 0),
        ("kans", "chance", 1),
        ("correctie", "optimism", 1),
        *_SHAPE,
    )
    texts = ("effect", "partij", "van_partij", "rol", "waarde", "geldstroom")
    rows = []
    for row, each in zip(value.card.of(EFFECTS), case.effects, strict=True):
        found = each.effect
        words = (found.name, found.party, found.counterparty, str(row.get("role")), found.worth, found.money)
        inputs = _inputs(row, names) | {"teken": Fraction(1 if row.get("role") == BENEFIT else -1)}
        rows.append(LiveRow(tuple(map(str, words)), inputs, amounts_of(effect(row), value.timeline)))
    headers = tuple(header for header, _, _ in names)
    flows = LiveFlows(texts, headers, "{teken}*{bedrag}*{kans}*{correctie}", tuple(rows))
    outcomes = [
        LiveOutcome(
            "ncw",
            "Netto contante waarde, alle partijen samen",
            f"SUMIFS({{contant}},{COUNTED},{NO_TRANSFER})",
            _exact(case.net),
        ),
        LiveOutcome(
            "investering",
            "Contante waarde van de investering",
            f'-SUMIFS({{contant}},{COUNTED},{{rol}},"investering")',
            _exact(case.investment),
        ),
        LiveOutcome(
            "baten", "Contante waarde van al het andere", "{#ncw}+{#investering}", _exact(case.benefits)
        ),
        LiveOutcome(
            "ratio",
            "Baten per euro investering",
            "{#baten}/{#investering}",
            None if case.ratio is None else _exact(case.ratio),
            RATIO,
        ),
    ]
    outcomes += [
        LiveOutcome(
            word, f"Waarvan {word}", f'SUMIFS({{contant}},{{waarde}},"{word}",{NO_TRANSFER})', _exact(amount)
        )
        for word, amount in (
            ("fiscaal", case.fiscal),
            ("economisch", case.economic),
            ("sociaal", case.social),
        )
    ]
    outcomes.append(
        LiveOutcome(
            "onverdisconteerd",
            "Netto waarde zonder discontovoet",
            f"SUMIFS({{totaal}},{COUNTED},{NO_TRANSFER})",
            _exact(case.undiscounted_net),
        )
    )
    public = []
    for place, party in enumerate(case.parties):
        name, key = _quoted(party.party.name), f"partij{place}"
        outcomes.append(
            LiveOutcome(
                key,
                f"{party.party.name}: netto, contant",
                f"SUMIFS({{contant}},{COUNTED},{{partij}},{name})-SUMIFS({{contant}},{COUNTED},{{van_partij}},{name})",
                _exact(party.present_value),
            )
        )
        no_capacity = f'{MONEY},{{geldstroom}},"<>capaciteit"'
        outcomes.append(
            LiveOutcome(
                f"begroting{place}",
                f"{party.party.name}: begroting",
                f"SUMIFS({{begroting}},{no_capacity},{{partij}},{name})"
                f"-SUMIFS({{begroting}},{no_capacity},{{van_partij}},{name})",
                _exact(party.budget_effect),
            )
        )
        if party.party.is_public:
            public.append(f"{{#begroting{place}}}")
    outcomes.append(
        LiveOutcome(
            "begroting",
            "Begroting van publieke partijen",
            "+".join(public) or "0",
            _exact(case.budget_effect),
        )
    )
    return flows, tuple(outcomes)


def _sroi(value: CardValue, found: Sroi) -> tuple[LiveFlows, tuple[LiveOutcome, ...]]:
    names = (
        ("aantal", "quantity", 0),
        ("proxy", "proxy", 0),
        ("deadweight", "deadweight", 0),
        ("verdringing", "displacement", 0),
        ("attributie", "attribution", 0),
        *_SHAPE,
    )
    years = value.timeline.years
    rows = []
    for row in value.card.of(VALUE_MAP):
        amounts = yearly_values(sroi_row(row))[3]
        full = (*amounts, *(Fraction(0),) * (years - len(amounts)))
        words = ("uitkomst", str(row.get("stakeholder")), str(row.get("outcome")))
        rows.append(LiveRow(words, _inputs(row, names), full))
    for row in value.card.of(INVESTMENT_SHEET):
        amounts = tuple(
            _exact(row.get("amount")) if year == row.get("start", 0) else Fraction(0) for year in range(years)
        )
        inputs = _inputs(row, names) | {
            "aantal": Fraction(1),
            "proxy": _exact(row.get("amount")),
            "duur": Fraction(1),
        }
        words = ("investering", str(row.get("party")), str(row.get("post")))
        rows.append(LiveRow(words, inputs, amounts))
    headers = tuple(header for header, _, _ in names)
    first = "{aantal}*{proxy}*(1-{deadweight})*(1-{verdringing})*(1-{attributie})"
    flows = LiveFlows(("soort", "wie", "wat"), headers, first, tuple(rows))
    other = found.other or found
    euros = (
        (
            "contant",
            "Contante waarde van alle uitkomsten",
            'SUMIFS({contant},{soort},"uitkomst")',
            found.present_value,
        ),
        (
            "investering",
            "Investering, het eerste jaar zonder discontovoet",
            'SUMIFS({contant},{soort},"investering")*(1+discontovoet)^eerste_jaar',
            found.investment,
        ),
        ("netto", "Waarde min investering", "{#contant}-{#investering}", found.net),
        (
            "contant_anders",
            "Contante waarde, met het eerste jaar andersom",
            "{#contant}*(1+discontovoet)^(2*eerste_jaar-1)",
            other.present_value,
        ),
    )
    ratios = (
        ("sroi_ratio", "SROI-ratio", "{#contant}/{#investering}", found.ratio),
        (
            "sroi_ratio_anders",
            "SROI-ratio, eerste jaar andersom",
            "{#contant_anders}/{#investering}",
            other.ratio,
        ),
    )
    outcomes = [LiveOutcome(name, label, formula, _exact(amount)) for name, label, formula, amount in euros]
    outcomes += [
        LiveOutcome(name, label, formula, _exact(amount), RATIO) for name, label, formula, amount in ratios
    ]
    return flows, tuple(outcomes)


def _lines(value: CardValue, found: EffectCalculation) -> tuple[LiveFlows, tuple[LiveOutcome, ...]]:
    names = (("aantal", "quantity", 0), ("prijs", "price", 0), ("kans zonder", "", 1), *_SHAPE[:2])
    rows = []
    for row in value.card.of(ACTIVITIES):
        chance = _exact(found.probabilities[str(row.get("case"))])
        start, length = _exact(row.get("start", 0)), _exact(row.get("duration"))
        base = _exact(row.get("quantity")) * _exact(row.get("price"))
        amounts = tuple(
            base * max(min(start + length, Fraction(t + 1)) - max(start, Fraction(t)), Fraction(0))
            for t in range(value.timeline.years)
        )
        words = tuple(str(row.get(name)) for name in ("case", "scenario", "product", "party", "terrain"))
        inputs = _inputs(row, names) | {"kans zonder": chance}
        rows.append(LiveRow(words, inputs, amounts, Fraction(1) if row.get("scenario") == "met" else -chance))
    texts = ("casus", "lijn", "activiteit", "partij", "terrein")
    headers = tuple(header for header, _, _ in names)
    weight = 'IF({lijn}="met",1,-{kans zonder})'
    flows = LiveFlows(texts, headers, "{aantal}*{prijs}", tuple(rows), weight)
    total = found.total
    outcomes = [
        LiveOutcome("met", "Kosten met de aanpak", 'SUMIFS({totaal},{lijn},"met")', _exact(total.with_cost)),
        LiveOutcome(
            "zonder",
            "Kosten zonder de aanpak, als het zo gaat",
            'SUMIFS({totaal},{lijn},"zonder")',
            _exact(total.without_cost),
        ),
        LiveOutcome("verschil", "Verschil, als het zo gaat", "{#met}-{#zonder}", _exact(total.difference)),
        LiveOutcome(
            "verwacht", "Verschil, met de kans erin", "SUMPRODUCT({gewicht},{totaal})", _exact(total.expected)
        ),
        LiveOutcome(
            "verwacht_contant",
            "Dat contant",
            "SUMPRODUCT({gewicht},{contant})",
            _exact(total.expected_present_value),
        ),
    ]
    groups = (("partij", found.parties), ("terrein", found.terrains), ("casus", found.cases))
    for kind, gaps in groups:
        for place, gap in enumerate(gaps):
            outcomes.append(
                LiveOutcome(
                    f"{kind}{place}",
                    f"Verschil met de kans erin: {kind} {gap.name}",
                    f"SUMPRODUCT(({{{kind}}}={_quoted(gap.name)})*{{gewicht}}*{{totaal}})",
                    _exact(gap.expected),
                )
            )
    return flows, tuple(outcomes)


def _quoted(text: str) -> str:
    """Write a text in a formula; a quote is doubled."""
    return '"' + text.replace('"', '""') + '"'
