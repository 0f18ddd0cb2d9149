"""What the difference of the existing cases consists of: streams, payers, kinds of money, use and prices."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

import narwhals as nw

from maatschappelijk_rendement.analysis.groups import existing_cases
from maatschappelijk_rendement.costing import Current, price_usage
from maatschappelijk_rendement.costing.engines import distinct, small
from maatschappelijk_rendement.domain.errors import TariffMissingError
from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, PriceMode, ProvisionKind
from maatschappelijk_rendement.outcomes.case_changes import MDO_STREAM
from maatschappelijk_rendement.outcomes.decomposition import (
    ByMoneyKind,
    Shift,
    Totals,
    VolumeAndPrice,
    by_money_kind,
    payback_months,
    shift,
    volume_and_price,
)
from maatschappelijk_rendement.outcomes.per_wijk import TOTAL, GroupChange, line_sums

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

HOUR = "uur"
ONE_EURO_E4 = 10_000
"""An own price of one euro [1/10000 euro]: at that price a line costs as many euros as it has hours."""


@dataclass(frozen=True, eq=False)
class Breakdown(Tabular):
    """The parts of the difference of the existing cases; the parts of each table add up to the cent.

    Attributes:
        delta_cents: The difference, MDO cost as the settings say [euro cent].
        streams: A row a stream: stream, n, delta_cents, recurring_cents, one_off_cents, and beside them
            structural_cents [euro cent a year].
        payers: A row a payer and stream: payer, stream, delta_cents; the MDO's own cost is not in it.
        between_streams: What fell in one stream and rose in another.
        between_payers: The same between payers.
        money: Cash, capacity and transfers.
        volume_and_price: Per stream the effect of other use and of other prices; None where the lines cannot
            be priced in both ways, with ``not_split`` saying why.
        not_split: Dutch sentence, empty where it was split.
        provisions: A row a kind of provision: provision, before_cents, after_cents, delta_cents.
        informal_hours: Hours of mantelzorg and volunteers before and after [hundredths of an hour]; None
            where no such line is in hours: unknown is not zero.
        mdo_cents: Cost of the MDO's of the existing cases [euro cent].
        programme_cents: Cost of the programme, which belongs to all cases [euro cent].
        without_mdo_cents: The difference without the MDO's own cost.
        with_mdo_cents: The difference with it.
        structural_cents: What runs on, after - before [euro cent a year].
        payback_months: Months after which what runs on has paid for the MDO's; None where nothing fell.
        payback_with_programme_months: The same with the programme.
    """

    rows_in: ClassVar[str] = "streams"

    delta_cents: int
    streams: pd.DataFrame
    payers: pd.DataFrame
    between_streams: Shift
    between_payers: Shift
    money: ByMoneyKind
    volume_and_price: dict[str, VolumeAndPrice] | None
    not_split: str
    provisions: pd.DataFrame
    informal_hours: Totals | None
    mdo_cents: int
    programme_cents: int
    without_mdo_cents: int
    with_mdo_cents: int
    structural_cents: int
    payback_months: Fraction | None
    payback_with_programme_months: Fraction | None


def decompose(analysis: ExactAnalysis, *, carry: bool = False) -> Breakdown:
    """Take the difference apart; see ``MicroAnalysis.decompose``."""
    total, parts = existing_cases(analysis), _stream_groups(analysis)
    by_stream = {group.key[3]: group.sum_cents() for group in parts}
    payers = _payers(analysis)
    mdo = _mdo_cents(analysis, total)
    programme = sum(to_cents(post.amount_eur) for post in analysis.delivery.programme)
    structural = total.sum_cents("structural_cents")
    without = total.sum_cents() - by_stream.get(MDO_STREAM, 0)
    split, reason = _volume_and_price(analysis, carry=carry)
    return Breakdown(
        delta_cents=total.sum_cents(),
        streams=_streams(parts),
        payers=payers,
        between_streams=shift({name: cents for name, cents in by_stream.items() if name != MDO_STREAM}),
        between_payers=shift(_summed(payers, "payer")),
        money=by_money_kind(_money_kinds(analysis)),
        volume_and_price=split,
        not_split=reason,
        provisions=_provisions(analysis),
        informal_hours=_informal_hours(analysis),
        mdo_cents=mdo,
        programme_cents=programme,
        without_mdo_cents=without,
        with_mdo_cents=without + mdo,
        structural_cents=structural,
        payback_months=payback_months(mdo, structural),
        payback_with_programme_months=payback_months(mdo + programme, structural),
    )


def _stream_groups(analysis: ExactAnalysis) -> list[GroupChange]:
    key = existing_cases(analysis).key
    return [group for group in analysis.groups if group.key[:3] == key[:3] and group.key[3] != TOTAL]


def _streams(parts: list[GroupChange]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {
            "stream": [group.key[3] for group in parts],
            "n": [group.n for group in parts],
            "delta_cents": [group.sum_cents() for group in parts],
            "recurring_cents": [group.sum_cents("in_window_cents") for group in parts],
            "one_off_cents": [group.sum_cents("one_off_cents") for group in parts],
            "structural_cents": [group.sum_cents("structural_cents") for group in parts],
        }
    )


def _paid(analysis: ExactAnalysis) -> pd.DataFrame:
    """Give what parties pay more or less for the existing cases."""
    rows = analysis.party_deltas
    return rows[(rows["case_type"] == CaseType.EXISTING.value) & (rows["role"] == "betaalt")]


def _payers(analysis: ExactAnalysis) -> pd.DataFrame:
    paid = _paid(analysis).rename(columns={"party": "payer"})
    return paid.groupby(["payer", "stream"], observed=True)["delta_cents"].sum().reset_index()


def _money_kinds(analysis: ExactAnalysis) -> dict[str, int]:
    return _summed(_paid(analysis), "money_kind")


def _summed(rows: pd.DataFrame, by: str) -> dict[str, int]:
    return {
        str(name): int(cents) for name, cents in rows.groupby(by, observed=True)["delta_cents"].sum().items()
    }


def _mdo_cents(analysis: ExactAnalysis, total: GroupChange) -> int:
    lines = analysis.mdo_lines
    return int(lines.loc[places(lines["case_id"], total.cases) >= 0, "one_off_cents"].sum())


def _volume_and_price(
    analysis: ExactAnalysis, *, carry: bool
) -> tuple[dict[str, VolumeAndPrice] | None, str]:
    """Price the lines both ways and split; or say why that cannot be done."""
    settings = analysis.settings
    if settings.price_year is None or settings.index is None:
        return None, "Vul een prijspeil en een index in om volume en prijs te splitsen."
    try:
        constant, current = (
            _totals(analysis if settings.price_mode == mode else analysis.under(carry=carry, price_mode=mode))
            for mode in (PriceMode.CONSTANT, PriceMode.CURRENT)
        )
    except TariffMissingError as error:
        return None, (
            f"Volume en prijs zijn niet te splitsen: {len(error.findings)} prijzen ontbreken. Sta indexeren "
            "toe (carry=True), of vul de prijzen aan."
        )
    return volume_and_price(constant, current), ""


def _totals(analysis: ExactAnalysis) -> dict[str, Totals]:
    return {
        group.key[3]: Totals(group.sum_cents("before_cents"), group.sum_cents("after_cents"))
        for group in _stream_groups(analysis)
    }


def _provisions(analysis: ExactAnalysis) -> pd.DataFrame:
    """Sum cost by who provides: what moved to a group, a house in the wijk or a neighbour is not free."""
    import pandas as pd

    before, after = Counter[str](), Counter[str]()
    for line in _measured(analysis.line_sums("case_type", "moment", "provision")).to_dict("records"):
        kind = line["provision"] if isinstance(line["provision"], str) else "niet opgegeven"
        side = before if line["moment"] == Moment.BEFORE.value else after
        side[kind] += int(line["in_window_cents"]) + int(line["one_off_cents"])
    kinds = sorted({*before, *after})
    rows = [(kind, before[kind], after[kind], after[kind] - before[kind]) for kind in kinds]
    return pd.DataFrame(rows, columns=["provision", "before_cents", "after_cents", "delta_cents"])


def _measured(sums: pd.DataFrame) -> pd.DataFrame:
    """Keep the sums of existing cases before and after."""
    moments = sums["moment"].isin([Moment.BEFORE.value, Moment.AFTER.value])
    return sums[moments & (sums["case_type"] == CaseType.EXISTING.value)]


def _informal_hours(analysis: ExactAnalysis) -> Totals | None:
    """Count the hours of informal help by pricing each hour at one euro."""
    usage = nw.from_native(analysis.delivery.usage).filter(
        nw.col("provision") == ProvisionKind.INFORMAL.value
    )
    codes = [str(row["product_code"]) for row in small(distinct(usage, "product_code"))]
    in_hours = [code for code in codes if analysis.tariffs.product(code).unit == HOUR]
    if not in_hours:
        return None
    usage = usage.filter(nw.col("product_code").is_in(in_hours))
    priced = price_usage(
        usage.with_columns(price_e4=nw.lit(ONE_EURO_E4, nw.Int64)).to_native(),
        analysis.delivery.cases_by_usage,
        analysis.tariffs,
        mode=Current(),
        period_months=analysis.settings.period_months,
    )
    sums = _measured(analysis.delivery.fetch(line_sums(priced.lines, ["case_type", "moment"])))
    cents = sums["in_window_cents"] + sums["one_off_cents"]
    found = [int(cents[sums["moment"] == moment.value].sum()) for moment in (Moment.BEFORE, Moment.AFTER)]
    return Totals(*found)
