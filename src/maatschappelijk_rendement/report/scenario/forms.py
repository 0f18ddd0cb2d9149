"""The same use under other payment forms."""

from __future__ import annotations

from maatschappelijk_rendement.report.document import Block, Paragraph, ShownValue, Table
from maatschappelijk_rendement.report.scenario.amounts import whole, whole_delta
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.payment_forms import FormYear, PaymentForm


def forms(rows: tuple[FormYear, ...]) -> tuple[Block, ...]:
    """Show each payment form over all years, and the lump sum year by year."""
    if not rows:
        return ()
    years = max(row.year for row in rows)
    kinds = dict.fromkeys(row.form for row in rows)
    by_form = {form: [row for row in rows if row.form is form] for form in kinds}
    together = [(f"{form}, {years} jaar", group) for form, group in by_form.items()]
    lump = [(f"jaar {row.year}", [row]) for row in by_form.get(PaymentForm.LUMP_SUM, ())]
    text = (
        "Onder een lumpsum maakt minder gebruik capaciteit vrij. Geld wordt het pas als het budget opnieuw "
        "is vastgesteld. Daarom staan die twee naast elkaar en worden ze nooit opgeteld."
    )
    perverse = (
        "Een verkeerde prikkel betekent: wie spaart, gaat er zelf op achteruit. Onder PxQ verliest de "
        "aanbieder de omzet van alles wat niet meer nodig is."
    )
    tables = [_form_table("betaalvormen", "Betaalvormen naast elkaar", together)]
    if lump:
        tables.append(_form_table("lumpsum", "De lumpsum jaar voor jaar", lump))
    return (Paragraph(text), Paragraph(perverse), *tables)


def _form_table(name: str, title: str, groups: list[tuple[str, list[FormYear]]]) -> Table:
    columns = (
        Column("vorm", "Betaalvorm" if name == "betaalvormen" else "Jaar"),
        Column("voor", "Betaler zonder verandering", Kind.EURO),
        Column("na", "Betaler met verandering", Kind.EURO),
        Column("verschil", "Verschil in geld", Kind.DELTA),
        Column("capaciteit", "Vrijgekomen capaciteit", Kind.EURO),
        Column("aanbieder", "Gevolg voor de aanbieder", Kind.EURO),
        Column("prikkel", "Prikkel"),
    )
    rows = []
    for label, group in groups:
        results = [row.provider_result_cents for row in group]
        known = [result for result in results if result is not None]
        is_known = len(known) == len(results)
        incentive = "onbekend" if not is_known else "verkeerd" if sum(known) < 0 else "goed"
        rows.append(
            (
                ShownValue(label),
                whole(sum(row.paid_before_cents for row in group)),
                whole(sum(row.paid_after_cents for row in group)),
                whole_delta(sum(row.cash_delta_cents for row in group)),
                whole(sum(row.freed_capacity_cents for row in group)),
                whole(sum(known)) if is_known else ShownValue("onbekend", Kind.EURO, absent="onbekend"),
                ShownValue(incentive),
            )
        )
    return Table(name, title, columns, tuple(rows))
