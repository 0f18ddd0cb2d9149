"""What was measured: the summary, the settlement step by step, and who invests and who gains."""

from __future__ import annotations

from maatschappelijk_rendement.plots import scenario as drawings
from maatschappelijk_rendement.report.cells import number
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Notice,
    Paragraph,
    ShownValue,
    Table,
)
from maatschappelijk_rendement.report.scenario.amounts import euros, money, percent
from maatschappelijk_rendement.report.scenario.not_applied import not_applied
from maatschappelijk_rendement.report.scenario.sentences import (
    division_sentences,
    key_words,
    outcome_sentence,
    worse_off_sentences,
)
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import Split

SIDE_PAYMENT = (
    "De verrekening tussen betalers is rekenkundig. Geld van de Zvw en de Wlz mag niet zomaar naar een "
    "gemeente. Partijen hebben er een eigen afspraak en een wettelijke grond voor nodig."
)


CAPACITY = (
    "Denk aan een plek die vanaf de wachtlijst weer wordt gevuld. Wie daarover een verrekening betaalt, moet "
    "dat uit ander geld doen."
)


def summary(evaluation: Evaluation) -> tuple[Block, ...]:
    """Say in a few sentences what came out, with the key figures."""
    scenario, split = evaluation.scenario, evaluation.split
    sentences = [
        *scenario.origin,
        _change_sentence(scenario),
        f"Zij investeren {euros(scenario.investment_cents)}.",
        _pool_sentence(split.pool_cents),
        _kept_sentence(split.kept_cents),
    ]
    sentences += worse_off_sentences(split)
    if evaluation.capacity_cents > 0:
        in_cash = split.kept_cents - evaluation.capacity_cents
        sentences.append(
            f"Er komt voor {euros(evaluation.capacity_cents)} aan capaciteit vrij. Dat is geen geld: daar "
            f"kan niemand iets uit betalen. In geld {_kept(in_cash)}."
        )
    sentences += moved_money(scenario)
    # Whether it is more than chance belongs beside the amount, and not only in a later section.
    sentences += evaluation.sentences[:2]
    rows = [
        ("Verwachte kosten zonder de verandering", scenario.benchmark_cents),
        ("Werkelijke kosten", scenario.benchmark_cents - scenario.saving_cents),
        ("Investeringen", scenario.investment_cents),
        ("Opzij gezet (reserve)", split.reserve_cents),
        ("Uitkering aan de aanbieders", split.pool_cents),
        ("De betalers houden samen over (onder nul: tekort)", split.kept_cents),
    ]
    table = Table(
        "kerncijfers",
        "Kerncijfers",
        (Column("wat", "Wat"), Column("bedrag", "Bedrag", Kind.EURO)),
        tuple((ShownValue(label), money(cents)) for label, cents in rows),
    )
    return (Bullets(tuple(sentences)), table)


def moved_money(scenario: Scenario) -> tuple[str, ...]:
    """Say what income transfers do, which count nowhere; nothing where there are none."""
    if not scenario.transfers:
        return ()
    moved = sum(stream.saving_cents for stream in scenario.transfers)
    text = (
        f"Aan inkomensoverdrachten, zoals een uitkering, gaat er {euros(abs(moved))} "
        f"{'minder' if moved >= 0 else 'meer'} uit. Dat verschuift geld en is geen besparing: het telt hier "
        "niet mee."
    )
    return (text,)


def settlement(evaluation: Evaluation) -> tuple[Block, ...]:
    """Show how the payment comes about."""
    pool = evaluation.split.pool_cents
    rows = [(ShownValue(label), money(change)) for label, change in evaluation.steps]
    columns = (Column("stap", "Stap"), Column("bedrag", "Erbij of eraf", Kind.EURO))
    table = Table(
        "afrekening",
        "De afrekening, stap voor stap",
        columns,
        (*rows, (ShownValue("Aan de aanbieders"), money(pool))),
        note="De stappen tellen op tot het bedrag in de laatste regel. Een bedrag onder nul gaat eraf.",
    )
    alt = "; ".join(f"{row[0].text}: {row[1].text}" for row in table.rows) + "."
    chart = Chart(
        "afrekening",
        "Van gemeten daling naar uitkering",
        alt,
        drawings.settlement(evaluation.steps, pool),
        table,
    )
    notes = [Notice(note) for note in (*not_applied(evaluation.scenario), *evaluation.settlement.notes)]
    return (Paragraph(outcome_sentence(evaluation)), *notes, chart)


def parties(evaluation: Evaluation) -> tuple[Block, ...]:
    """Show who invests, who gains, and what each key makes of it."""
    split = evaluation.split
    matrix = _matrix(split)
    alt = "; ".join(
        f"{row[0].text}: {row[4].text} zonder en {row[6].text} met verrekening" for row in matrix.rows
    )
    chart = Chart(
        "partijen",
        "Voordeel van elke partij, zonder en met verrekening",
        f"{alt}.",
        drawings.who_gains(split),
        matrix,
    )
    blocks: list[Block] = [
        *(Paragraph(sentence) for sentence in division_sentences(evaluation)),
        Notice(SIDE_PAYMENT),
        chart,
    ]
    if evaluation.capacity_cents > 0:
        capacity = euros(evaluation.capacity_cents)
        blocks.insert(-1, Notice(f"{capacity} van het verschil is capaciteit. {CAPACITY}"))
    return (*blocks, _by_key(evaluation))


def _matrix(split: Split) -> Table:
    columns = (
        Column("partij", "Partij"),
        Column("geld", "Soort geld"),
        Column("verschil", "Verschil in kosten (na min voor)", Kind.DELTA),
        Column("investering", "Investeert", Kind.EURO),
        Column("alleen", "Voordeel zonder verrekening", Kind.EURO),
        Column("verrekening", "Ontvangt (onder nul: betaalt)", Kind.EURO),
        Column("samen", "Voordeel met verrekening", Kind.EURO),
    )
    rows = [
        (
            ShownValue(result.stream.label),
            ShownValue(str(result.stream.money)),
            number(-result.stream.saving_cents, Kind.DELTA),
            money(result.stream.investment_cents),
            money(result.own_result_cents),
            money(result.side_payment_cents),
            money(result.result_cents),
        )
        for result in split.streams
    ]
    providers = split.providers or ((None, split.pool_cents),)
    empty = ShownValue("geen")
    rows += [
        (
            ShownValue(provider.name if provider else "Aanbieders samen"),
            ShownValue("kasstroom"),
            empty,
            empty,
            money(0),
            money(amount),
            money(amount),
        )
        for provider, amount in providers
    ]
    note = "De verrekeningen, de uitkering aan aanbieders en de reserve zijn samen precies nul."
    if split.reserve_cents:
        note = f"Opzij gezet: {euros(split.reserve_cents)}. {note}"
    return Table("wie-investeert", "Wie investeert, wie profiteert", columns, tuple(rows), note=note)


def _by_key(evaluation: Evaluation) -> Table:
    shortfall = evaluation.scenario.contract.shortfall
    columns = (
        Column("stroom", "Stroom"),
        *(
            Column(split.key, f"{split.key}: {key_words(split, shortfall)}", Kind.EURO)
            for split in evaluation.splits
        ),
    )
    rows = []
    for place, stream in enumerate(evaluation.scenario.streams):
        results = [split.streams[place] for split in evaluation.splits]
        rows.append(
            (ShownValue(f"{stream.stream}: voordeel"), *(money(result.result_cents) for result in results))
        )
        rows.append(
            (ShownValue(f"{stream.stream}: ontvangt"), *(money(one.side_payment_cents) for one in results))
        )
    return Table(
        "sleutels",
        "Dezelfde uitkomst onder elke sleutel",
        columns,
        tuple(rows),
        note="Onder nul bij 'ontvangt' betekent: betaalt. Een sleutel zonder cijfers staat er niet bij.",
    )


def _pool_sentence(pool_cents: int) -> str:
    if pool_cents > 0:
        return f"De aanbieders krijgen samen {euros(pool_cents)}."
    if pool_cents < 0:
        return f"De aanbieders betalen samen {euros(-pool_cents)}."
    return "De aanbieders krijgen en betalen niets."


def _change_sentence(scenario: Scenario) -> str:
    if scenario.saving_cents == 0:
        return "Samen geven de betalers evenveel uit als zonder de verandering."
    word = "minder" if scenario.saving_cents > 0 else "meer"
    size, rate = euros(abs(scenario.saving_cents)), percent(abs(scenario.saving_rate))
    return f"Samen geven de betalers {size} {word} uit dan zonder de verandering: {rate}."


def _kept_sentence(kept_cents: int) -> str:
    verb = "houden" if kept_cents >= 0 else "komen"
    rest = "over" if kept_cents >= 0 else "tekort"
    return f"De betalers {verb} samen {euros(abs(kept_cents))} {rest}."


def _kept(kept_cents: int) -> str:
    if kept_cents >= 0:
        return f"houden de betalers samen {euros(kept_cents)} over"
    return f"komen de betalers samen {euros(-kept_cents)} tekort"
