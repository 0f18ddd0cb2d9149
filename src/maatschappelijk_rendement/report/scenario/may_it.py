"""Whether money may move: the grounds for each side payment, and what happens outside the agreement."""

from __future__ import annotations

from maatschappelijk_rendement.report.document import Block, Bullets, Heading, Notice, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import money
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.grounds import LegalGround, macro_effects, payment_grounds

NO_ADVICE = (
    "Deze lijst is een aanwijzing waar te kijken, en geen juridisch advies. Zij zegt niet dat een betaling "
    "mag. Laat de grond nakijken voordat u tekent."
)


def may_it(evaluation: Evaluation) -> tuple[Block, ...]:
    """Show the grounds of who pays, and the macro effects in words."""
    effects = tuple(
        f"{effect.text} (bron: {effect.source})" if effect.source else f"{effect.text} ({effect.status})"
        for effect in macro_effects()
    )
    return (
        Notice(NO_ADVICE),
        _grounds(evaluation),
        Heading("Wat buiten de afspraak gebeurt"),
        Bullets(effects),
    )


def _grounds(evaluation: Evaluation) -> Table:
    columns = (
        Column("betaler", "Wie betaalt"),
        Column("bedrag", "Bedrag", Kind.EURO),
        Column("grond", "Mogelijke grond"),
        Column("waarvoor", "Waarvoor"),
        Column("status", "Status"),
        Column("bron", "Bron"),
    )
    rows = []
    for payment in payment_grounds(evaluation.split):
        stream = payment.result.stream
        first = (ShownValue(stream.label), money(payment.amount_cents))
        rows += [(*first, *_ground(ground)) for ground in payment.grounds]
        if not payment.grounds:
            words = ("geen bekend", "Vraag de betaler uit welk geld dit kan.", "niet geverifieerd", "geen")
            rows.append((*first, *map(ShownValue, words)))
    return Table(
        "grondslagen",
        "Waaruit zou een betaler mogen betalen?",
        columns,
        tuple(rows),
        note="Alleen wat in de bron is gelezen, heet gelezen; met de versie en de dag.",
        empty="Geen enkele betaler betaalt iets aan een ander.",
    )


def _ground(ground: LegalGround) -> tuple[ShownValue, ...]:
    day = f"{ground.checked.day}-{ground.checked.month}-{ground.checked.year}"
    status = f"{ground.status} ({ground.version}; nagekeken {day})" if ground.version else str(ground.status)
    return (
        ShownValue(ground.name),
        ShownValue(f"{ground.text} {ground.caution}"),
        ShownValue(status),
        ShownValue(ground.source or "geen"),
    )
