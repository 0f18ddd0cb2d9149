"""Checks across rows and files, in SQL: what one cell cannot tell, in the words of ``workbook.checks``.

Every query is made of names, words and numbers of this package; what a user wrote never enters one.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.instruments import load
from maatschappelijk_rendement.lake.cells import WRONG
from maatschappelijk_rendement.lake.texts import counted_finding
from maatschappelijk_rendement.tables import CASES, MDO, USAGE, WELLBEING, Table
from maatschappelijk_rendement.tariffs import Product, Tariffs
from maatschappelijk_rendement.vocabulary import ALL_STREAMS_WORD, CaseType, Moment, Per, Stream
from maatschappelijk_rendement.workbook.checks import HELP_STREAMS
from maatschappelijk_rendement.workbook.columns import Fault

HOUR = "uur"
_KEYS: Mapping[str, str] = {
    CASES.sheet: "lower(spelling)",
    USAGE.sheet: 'case_id, moment, lower(product_code), start, "end", per, lower(resident)',
    WELLBEING.sheet: "case_id, lower(resident), moment, instrument, lower(item)",
}


def _error(code: str, text: str, advice: str = "") -> Fault:
    return Fault("fout", code, text, advice)


def _warning(code: str, text: str, advice: str = "") -> Fault:
    return Fault("waarschuwing", code, text, advice)


def keys_are_unique(connection: Any, table: Table, name: str) -> list[Finding]:
    """The same key twice is nearly always a double count."""
    key = _KEYS[table.sheet]
    rows, different = _one(connection, f"select count(*), count(distinct hash({key})) from {name}")
    if rows == different:
        return []
    # Two keys may have one hash: count those that really are the same.
    keys = f"select count(*) as n from {name} group by {key}"
    (twice,) = _one(connection, f"select coalesce(sum(n - 1), 0) from ({keys})")
    headers = ", ".join(table.column(column).header for column in table.key)
    text = f"Rijen staan dubbel: {headers} zijn gelijk aan die van een eerdere rij."
    fault = _error("dubbel", text, "Haal een van de twee weg, of verbeter wat verschilt.")
    return [counted_finding(table, fault, int(twice))] if twice else []


def has_rows(connection: Any) -> list[Finding]:
    """A delivery without cases says nothing; one without usage says that nothing was used."""
    found = []
    if _one(connection, "select count(*) from cases") == (0,):
        text, advice = "Er is geen enkele casus.", "Vul het blad in."
        found.append(Finding("fout", CASES.sheet, "", "geen_casus", text, advice))
    if _one(connection, "select count(*) from usage") == (0,):
        text, advice = "Er is geen enkele regel gebruik; alle kosten zijn dan 0.", "Controleer of dit klopt."
        found.append(Finding("waarschuwing", USAGE.sheet, "", "geen_gebruik", text, advice))
    return found


def cases_are_known(connection: Any, table: Table, name: str) -> list[Finding]:
    """A casus_id stands among the cases; it is the first column, and an empty one has been counted."""
    fault = _error(
        "casus_onbekend",
        "Deze casus_id staat niet op blad Casussen.",
        "Voeg de casus toe aan Casussen, of verbeter het nummer.",
    )
    return _counted(connection, table, name, {f"case_id is null and {WRONG} & 1 = 0": fault})


def products_of(connection: Any, table: Table, name: str, tariffs: Tariffs) -> list[Finding]:
    """Put the products that occur beside the rows, and find codes that no price list names."""
    named = connection.table(name).filter("product_code is not null")
    used = named.aggregate("product_code, count(*)").fetchall()
    products = {code: tariffs.product(code) for code, _ in used if code in tariffs}
    columns = "product_code varchar, stream varchar, unit varchar, ends_with_wlz bool"
    connection.execute(f"create table {name}_products ({columns})")
    if products:
        rows = [_row(code, product) for code, product in sorted(products.items())]
        connection.executemany(f"insert into {name}_products values (?, ?, ?, ?)", rows)
    unknown = {code: number for code, number in used if code not in products}
    if not unknown:
        return []
    hint = next((found for code in sorted(unknown) if (found := tariffs.hint(code))), "")
    search = "Zoek de code met mr tarieven, of zet een prijs op blad Tarieven."
    fault = _error("product_onbekend", "Deze productcode is onbekend.", f"{hint} {search}".strip())
    return [counted_finding(table, fault, sum(unknown.values()))]


def _row(code: str, product: Product) -> tuple[str, str, str, bool]:
    return code, product.stream.value, product.unit, product.ends_with_wlz


def prices_have_a_source(connection: Any, table: Table, name: str) -> list[Finding]:
    """An own price and its source go together."""
    header = table.column("price_eur").header
    return _counted(
        connection,
        table,
        name,
        {
            "price_e4 is not null and price_source is null": _error(
                "prijsbron_ontbreekt",
                f"De prijsbron ontbreekt bij deze {header}; ook een {header} van 0 heeft er een nodig.",
                "Vul de prijsbron in.",
            ),
            "price_e4 is null and price_source is not null": _error(
                "prijs_ontbreekt",
                f"De {header} ontbreekt bij deze prijsbron.",
                f"Vul de {header} in, of maak de prijsbron leeg.",
            ),
        },
    )


def usage_fits(connection: Any) -> list[Finding]:
    """Units, days, new cases and observed streams of the usage lines."""
    help_streams = ", ".join(f"'{stream.value}'" for stream in sorted(HELP_STREAMS))
    joined = (
        "(select u.*, p.unit as product_unit, p.stream, c.case_type, c.observed_streams from usage u "
        "left join usage_products p using (product_code) left join cases c on c.case_id = u.case_id)"
    )
    had_help = f"moment = '{Moment.BEFORE}' and case_type = '{CaseType.NEW}' and stream in ({help_streams})"
    names_stream = "contains(';' || lower(observed_streams) || ';', ';' || lower(stream) || ';')"
    return _counted(
        connection,
        USAGE,
        joined,
        {
            "unit <> product_unit": _error(
                "eenheid_anders",
                "De eenheid is anders dan die van het product.",
                "Reken het aantal om naar de eenheid van het product, of kies een ander product.",
            ),
            '"end" <= start': _error(
                "einddatum_voor_startdatum",
                "De einddatum ligt voor de startdatum.",
                "Verbeter een van de twee.",
            ),
            had_help: _error(
                "nieuw_met_voor",
                "Een nieuwe casus heeft voor het MDO nog geen hulp uit deze stroom.",
                "Maak de casus bestaand op blad Casussen, of verbeter het moment.",
            ),
            f"lower(observed_streams) <> '{ALL_STREAMS_WORD}' and not {names_stream}": _error(
                "stroom_niet_bekend",
                "De stroom van deze regel staat niet bij stromen_bekend van haar casus.",
                "Vul de stroom daar aan op blad Casussen, of verbeter de productcode.",
            ),
        },
    )


def wlz_ends_other_help(connection: Any, months: int) -> list[Finding]:
    """Warn of a Wlz line beside help that a Wlz indication normally ends: a double count on those days."""
    kinds = f"select bool_or(stream = '{Stream.WLZ}') and bool_or(ends_with_wlz) from usage_products"
    if _one(connection, kinds) != (True,):
        return []
    days = f"""
        select u.*, p.stream = '{Stream.WLZ}' as is_wlz, case moment
            when '{Moment.BEFORE}' then mdo_date - to_months({months})
            when '{Moment.REPEAT}' then coalesce(repeat_date, mdo_date + to_months({max(6, months)}))
            else mdo_date end as opens
        from usage u join usage_products p using (product_code) join cases c on c.case_id = u.case_id
        where (p.stream = '{Stream.WLZ}' or p.ends_with_wlz) and u.per <> '{Per.ONE_OFF}'
    """
    stays = f"""
        select case_id, moment, lower(resident) as resident, is_wlz, greatest(opens, start) as first_day,
            least(opens + to_months({months}), "end") as end_day
        from ({days})
    """
    (number,) = _one(
        connection,
        f"""
        with stays as (select * from ({stays}) where first_day < end_day)
        select count(*) from stays one where not is_wlz and exists (
            select 1 from stays other
            where other.is_wlz and other.case_id = one.case_id and other.moment = one.moment
            and coalesce(other.resident = one.resident, true)
            and one.first_day < other.end_day and other.first_day < one.end_day
        )
        """,
    )
    fault = _warning(
        "overlap_wlz",
        "Op dezelfde dagen loopt ook een Wlz-regel: zo'n overlap is meestal een dubbeltelling.",
        "Laat deze hulp eindigen waar de Wlz begint, of vul bij bewoner in om wie het gaat.",
    )
    return [counted_finding(USAGE, fault, number)] if number else []


def hours_have_a_price(connection: Any) -> list[Finding]:
    """An MDO row names a product or an own price; a product that is not per hour deserves a look."""
    joined = "(select m.*, p.unit from mdo m left join mdo_products p using (product_code))"
    return _counted(
        connection,
        MDO,
        joined,
        {
            "product_code is null and price_e4 is null": _error(
                "uren_zonder_prijs",
                "Er staat geen productcode en geen uurprijs: een van de twee is nodig.",
                "Vul een van de twee in.",
            ),
            f"price_e4 is null and unit <> '{HOUR}'": _warning(
                "product_niet_per_uur", "Dit product gaat niet per uur.", "Kies een product per uur."
            ),
        },
    )


def scores_fit(connection: Any) -> list[Finding]:
    """A score lies on the scale of its instrument, and its onderdeel belongs to it."""
    definitions = load()
    rows: dict[str, int] = {}
    given = connection.table("scores").filter("score_centi is not null")
    for instrument, item, centi, number in given.aggregate(
        "instrument, item, score_centi, count(*)"
    ).fetchall():
        definition = definitions.get(instrument)
        if definition is not None and (problem := definition.check(item, Decimal(centi).scaleb(-2))):
            rows[problem] = rows.get(problem, 0) + number
    return [
        counted_finding(WELLBEING, _error("score_past_niet", problem), number)
        for problem, number in sorted(rows.items())
    ]


def _counted(connection: Any, table: Table, rows: str, faults: Mapping[str, Fault]) -> list[Finding]:
    """Count in one pass for how many rows each condition holds."""
    counts = ", ".join(f"count(*) filter ({condition})" for condition in faults)
    numbers = _one(connection, f"select {counts} from {rows}")
    pairs = zip(faults.values(), numbers, strict=True)
    return [counted_finding(table, fault, number) for fault, number in pairs if number]


def _one(connection: Any, query: str) -> tuple[Any, ...]:
    """Give the one row of a query."""
    (row,) = connection.sql(query).fetchall()
    found: tuple[Any, ...] = row
    return found
