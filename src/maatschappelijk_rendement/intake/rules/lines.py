"""Rules on one line of usage, or one row of MDO hours, beside its case and its product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import distinct, small
from maatschappelijk_rendement.domain.tables import AMOUNT_PREFIX, CASES, MDO, USAGE, WELLBEING, SheetTable
from maatschappelijk_rendement.domain.vocabulary import ALL_STREAMS_WORD, EURO, HELP, CaseType, Moment
from maatschappelijk_rendement.intake.canonical import LINE
from maatschappelijk_rendement.intake.rules.declared import InputRule, RowRule, SetRule, has, is_sound, lacks
from maatschappelijk_rendement.intake.rules.facts import UNKNOWN, SourceFacts

HOUR = "uur"
ONE_EURO_E4 = 10_000
AMOUNT_FACTOR = 20
"""So many times what a person can use looks like an amount that was typed as a quantity (our choice)."""


def case_is_known(table: SheetTable) -> RowRule:
    """A casus_id stands on sheet Casussen."""
    return RowRule(
        code="casus_onbekend",
        table=table,
        column="case_id",
        text="Deze casus_id staat niet op blad Casussen.",
        advice="Voeg de casus toe aan Casussen, of verbeter het nummer.",
        breaks=lambda: lacks("case_id"),
        sound=("case_id",),
        needs=lambda facts: facts.tables.knows(table, "case_id") and _cases_are_complete(facts),
    )


def _cases_are_complete(facts: SourceFacts) -> bool:
    """Whether an id that is not among the cases is really unknown: with no case at all, that says it all."""
    return facts.tables.knows(CASES, "case_id") and facts.tables.has_rows(CASES)


def product_is_known(table: SheetTable) -> RowRule:
    """A product code stands in a price list."""
    return RowRule(
        code="product_onbekend",
        table=table,
        column="product_code",
        text="Deze productcode is onbekend.",
        advice="Zoek de code met mr tarieven, of zet een prijs op blad Tarieven. Kolom prijs helpt hier "
        "niet: die zegt niet welke stroom en eenheid het product heeft.",
        breaks=lambda: nw.col("product_state") == UNKNOWN,
        detail="product_code",
        hint=_suggestion,
    )


def _is_amount() -> nw.Expr:
    """Whether a line is an amount in euro without a product."""
    return nw.col("product_code").fill_null("").str.starts_with(AMOUNT_PREFIX)


def _suggestion(facts: SourceFacts, code: str) -> str:
    return facts.products.suggestion(code)


def price_has_a_source(table: SheetTable) -> tuple[RowRule, RowRule]:
    """An own price and its source go together; a price of 0 is no exception."""
    header = table.column("price_eur").header
    return (
        RowRule(
            code="prijsbron_ontbreekt",
            table=table,
            column="price_source",
            text=f"De prijsbron ontbreekt bij deze {header}; ook een {header} van 0 heeft er een nodig.",
            advice="Vul de prijsbron in.",
            breaks=lambda: has("price_e4") & lacks("price_source"),
            sound=("price_eur", "price_source"),
        ),
        RowRule(
            code="prijs_ontbreekt",
            table=table,
            column="price_eur",
            text=f"De {header} ontbreekt bij deze prijsbron.",
            advice=f"Vul de {header} in, of maak de prijsbron leeg.",
            breaks=lambda: lacks("price_e4") & has("price_source"),
            sound=("price_eur", "price_source"),
        ),
    )


def _not_observed(facts: SourceFacts) -> Any | None:
    """Give the lines of a stream that stromen_bekend of their case does not name."""
    named = {
        str(row["observed_streams"])
        for row in small(distinct(facts.one_case_each, "observed_streams"))
        if isinstance(row["observed_streams"], str)
    } - {ALL_STREAMS_WORD}
    if not named:
        return None
    if isinstance(facts.one_case_each, nw.LazyFrame) and not _any_case_misses(facts, named):
        return None
    missed: nw.Expr = nw.lit(value=False)
    for streams in sorted(named):
        known = [*streams.split(";"), ""]
        missed = missed | ((nw.col("observed_streams") == streams) & ~nw.col("stream").is_in(known))
    lines = facts.usage.filter(~nw.col("observed_streams").is_null() & ~nw.col("stream").is_null())
    return lines.filter(missed).select(LINE, detail=nw.col("stream"))


def _any_case_misses(facts: SourceFacts, named: Iterable[str]) -> bool:
    """Whether any case has a line of a stream that it does not name: asked of the cases, not of the lines."""
    misses = []
    for place, stream in enumerate(facts.streams_used):
        silent = sorted(text for text in named if stream not in text.split(";"))
        if silent:
            misses.append((nw.col(f"has_{place}") > 0) & nw.col("observed_streams").is_in(silent))
    if not misses:
        return False
    cases = facts.one_case_each.join(facts.helped, on="case_id", how="inner")
    found = cases.filter(nw.any_horizontal(*misses, ignore_nulls=True)).select(n=nw.len())
    return bool(small(found)[0]["n"])


def _is_much(times: int) -> nw.Expr:
    return nw.col("quantity_milli") > times * nw.col("most_milli")


_QUANTITY = USAGE.column("quantity")
MOST_UNITS_MILLI = int(_QUANTITY.number_rule.maximum) * 1000

RULES: tuple[InputRule, ...] = (
    RowRule(
        code="getal_buiten_grenzen",
        table=USAGE,
        column="quantity",
        # As the reader of cells says it: one cell cannot tell whether its line is an amount in euro.
        text=f"Kolom '{_QUANTITY.header}' hoort een getal te zijn {_QUANTITY.number_rule.span}.",
        advice="Verbeter het getal.",
        breaks=lambda: (
            (nw.col("quantity_milli") > MOST_UNITS_MILLI) & (nw.col("product_unit").fill_null("") != EURO)
        ),
    ),
    case_is_known(USAGE),
    product_is_known(USAGE),
    *price_has_a_source(USAGE),
    RowRule(
        code="bedrag_zonder_bron",
        table=USAGE,
        column="price_source",
        text="Dit is een bedrag in euro zonder product, en er staat niet bij waar het vandaan komt.",
        advice="Vul bij prijs 1 in, en bij prijsbron de bron van het bedrag, zoals 'Zorgadministratie 2019'.",
        breaks=lambda: _is_amount() & lacks("price_e4") & lacks("price_source"),
        sound=("product_code", "price_eur", "price_source"),
    ),
    RowRule(
        code="bedrag_met_prijs",
        table=USAGE,
        column="price_eur",
        text="Dit is een bedrag in euro zonder product; daarbij is de prijs altijd 1.",
        advice="Zet het bedrag bij aantal en 1 bij prijs, of kies een product met een prijs per eenheid.",
        breaks=lambda: _is_amount() & has("price_e4") & (nw.col("price_e4") != ONE_EURO_E4),
        sound=("product_code", "price_eur"),
    ),
    RowRule(
        code="eenheid_anders",
        table=USAGE,
        column="unit",
        text="De eenheid is anders dan die van het product: dat gaat per '{}'.",
        advice="Reken het aantal om naar de eenheid van het product, of kies een ander product.",
        breaks=lambda: (
            has("unit")
            & has("product_unit")
            & (nw.col("product_unit") != "")
            & (nw.col("unit") != nw.col("product_unit"))
        ),
        detail="product_unit",
    ),
    RowRule(
        code="einddatum_voor_startdatum",
        table=USAGE,
        column="end",
        text="De einddatum ligt voor de startdatum.",
        advice="Verbeter een van de twee.",
        # The end is half-open: one day after the day that was written.
        breaks=lambda: has("start") & has("end") & (nw.col("end") <= nw.col("start")),
    ),
    RowRule(
        code="nieuw_met_voor",
        table=USAGE,
        column="moment",
        text="Een nieuwe casus heeft voor het MDO nog geen hulp uit de stroom {}.",
        advice="Maak de casus bestaand op blad Casussen, of verbeter het moment.",
        breaks=lambda: (
            (nw.col("moment") == Moment.BEFORE.value)
            & (nw.col("case_type") == CaseType.NEW.value)
            & nw.col("stream").is_in([stream.value for stream in HELP])
        ),
        detail="stream",
    ),
    RowRule(
        code="lijkt_bedrag",
        table=USAGE,
        column="quantity",
        level="waarschuwing",
        text="Dit lijkt een bedrag in plaats van een aantal keer '{}'.",
        advice=(
            "Vul bij aantal in hoeveel eenheden het zijn. Is alleen het bedrag bekend, kies dan een product "
            "BEDRAG met de stroom erachter."
        ),
        breaks=lambda: _is_much(AMOUNT_FACTOR),
        detail="product_unit",
    ),
    RowRule(
        code="aantal_ongewoon",
        table=USAGE,
        column="quantity",
        level="waarschuwing",
        text="Dit is veel: meer keer de eenheid '{}' dan één persoon in deze periode gebruikt.",
        advice="Controleer het aantal en de periode; is het voor meer mensen samen, dan klopt het.",
        breaks=lambda: _is_much(1) & ~_is_much(AMOUNT_FACTOR),
        detail="product_unit",
    ),
    SetRule(
        code="stroom_niet_bekend",
        table=USAGE,
        column="product_code",
        text="De stroom {} staat niet bij stromen_bekend van deze casus.",
        advice="Vul de stroom daar aan op blad Casussen, of verbeter de productcode.",
        find=_not_observed,
        needs=lambda facts: facts.tables.has_rows(USAGE),
    ),
    case_is_known(WELLBEING),
    case_is_known(MDO),
    product_is_known(MDO),
    *price_has_a_source(MDO),
    RowRule(
        code="uren_zonder_prijs",
        table=MDO,
        column="product_code",
        text="Er staat geen productcode en geen uurprijs: een van de twee is nodig.",
        advice="Vul een van de twee in.",
        # A source without its price is another message.
        breaks=lambda: (
            lacks("product_code")
            & lacks("price_e4")
            & (lacks("price_source") | ~is_sound(MDO, "price_source"))
        ),
        sound=("product_code", "price_eur"),
    ),
    RowRule(
        code="product_niet_per_uur",
        table=MDO,
        column="product_code",
        level="waarschuwing",
        text="Dit product gaat niet per uur maar per '{}'.",
        advice="Kies een product per uur.",
        breaks=lambda: (
            has("product_unit")
            & lacks("price_e4")
            & (nw.col("product_unit") != "")
            & (nw.col("product_unit") != HOUR)
        ),
        detail="product_unit",
    ),
)
"""In the order in which they are said of one cell."""
