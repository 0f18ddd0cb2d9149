"""What an analyst types without reading on: frames, euros, pickles, charts and paths as text."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import maatschappelijk_rendement as mr
from maatschappelijk_rendement.app.micro_analysis import TABLE_NAMES, MicroAnalysis
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import LONGEST_LINE, Tabular
from maatschappelijk_rendement.intake.example import ruwaard

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def result() -> MicroAnalysis:
    return mr.analyse(ruwaard())


@pytest.fixture(scope="module")
def objects(result: MicroAnalysis) -> dict[str, Any]:
    return {
        "caseload": ruwaard(),
        "settings": result.settings,
        "line": ruwaard().usage[0],
        "tariffs": result.tariffs,
        "indices": mr.Indices.load(),
        "findings": mr.check(ruwaard()),
        "delivery": result.delivery,
        "result": result,
        "priced": result.usage,
        "group": result.groups[0],
        "interval": result.interval(),
        "permutation": result.permutation(),
        "subgroups": result.subgroups(),
        "comparison": result.compare(control=[-200_000, 0, 1_000, 50_000]),
        "breakdown": result.decompose(carry=True),
        "stream": result.sharing_streams()[0],
        "report": result.publish(internal=True),
        "evaluation": mr.scenario(
            result, mr.sharing.Contract(name="Proef", source="eigen", share=Fraction(1, 2))
        ),
    }


def test_every_object_has_a_short_line_a_frame_a_notebook_view_and_can_be_pickled(
    objects: dict[str, Any],
) -> None:
    for name, found in objects.items():
        assert isinstance(found, Tabular), name
        assert len(repr(found)) <= LONGEST_LINE, name
        assert " at 0x" not in repr(found), name
        assert isinstance(found.to_frame(), pd.DataFrame), name
        assert not [column for column in found.to_frame(euros=True) if str(column).endswith("_cents")], name
        assert found._repr_html_().startswith("<p>"), name
        again = pickle.loads(pickle.dumps(found))
        assert again.to_frame().equals(found.to_frame()), name


@pytest.mark.parametrize("table", TABLE_NAMES)
def test_every_table_is_a_frame_with_the_ids_of_the_workbook(result: MicroAnalysis, table: Any) -> None:
    frame = result.to_frame(table, euros=True)
    assert not frame.empty
    if "case_id" in frame:
        assert set(frame["case_id"]) <= {case.case_id for case in ruwaard().cases}


def test_a_table_that_is_not_there_is_refused_with_those_that_are(result: MicroAnalysis) -> None:
    with pytest.raises(UsageError, match="Kies uit: totals, deltas"):
        result.to_frame("total")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Kies uit: stromen, verschil"):
        result.publish(internal=True).to_frame("verschillen")


def test_a_published_table_reads_in_euros_or_cents_and_hides_what_is_hidden(result: MicroAnalysis) -> None:
    report = result.publish()
    euros, cents = report.to_frame(), report.to_frame(euros=False)
    is_total = (euros["wijk"] == "totaal") & (euros["stroom"] == "totaal") & (euros["moment"] == "na")
    (place,) = euros.index[is_total & (euros["groep"] == "bestaand")]
    assert euros["som_eur"][place] == Decimal("-132400.00")
    assert cents["som_cents"][place] == -132_400_00
    hidden = euros["status"] == "onderdrukt"
    assert hidden.any()
    assert euros.loc[hidden, "som_eur"].isna().all()


def test_the_words_of_a_workbook_can_be_typed_as_words_or_as_members() -> None:
    assert mr.Usage(case_id="C1", moment="na", product_code="P", quantity=1, per="week") == mr.Usage(
        case_id="C1", moment=mr.Moment.AFTER, product_code="P", quantity=1, per=mr.Per.WEEK
    )


@pytest.mark.parametrize("name", ["streams", "waterfall", "wellbeing", "response", "deltas"])
def test_a_chart_shows_in_a_notebook_with_title_and_axes(result: MicroAnalysis, name: str) -> None:
    drawn = getattr(result.plot, name)()
    assert drawn._repr_png_().startswith(b"\x89PNG")
    assert drawn.get_title(loc="left").strip()
    assert drawn.get_xlabel()
    assert drawn.get_title(loc="right") == "VERTROUWELIJK"


def test_axes_of_the_analyst_are_drawn_on_and_given_back(result: MicroAnalysis) -> None:
    from matplotlib.figure import Figure

    mine = Figure().subplots()
    assert result.plot.streams(mine) is mine


def test_other_indices_carry_prices_otherwise(result: MicroAnalysis) -> None:
    shipped = mr.Indices.load()
    doubled = mr.Indices(
        {
            name: {
                year: type(figure)(2 * figure.value, False, False, ("eigen",)) if year != 2022 else figure
                for year, figure in figures.items()
            }
            for name, figures in shipped.figures.items()
        }
    )
    other = mr.analyse(ruwaard(), indices=doubled)
    assert other.indices is doubled
    assert other.under(period_months=12).indices is doubled
    # Reference prices are of the price year itself and a norm is never indexed: one price was carried to it.
    assert other.totals["after_cents"].sum() != result.totals["after_cents"].sum()


@pytest.mark.parametrize("given", [{"tariffs": "prijzen.csv"}, {"indices": "CPI"}])
def test_something_else_than_prices_or_indices_is_refused_with_what_to_give(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="Geef als tariffs een "):
        mr.analyse(ruwaard(), **given)


def test_indices_without_the_series_that_is_needed_name_it() -> None:
    with pytest.raises(mr.InputError, match="De index CPI heeft geen cijfer voor"):
        mr.analyse(ruwaard(), indices=mr.Indices({}))
    with pytest.raises(mr.InputError, match="De index OVA heeft geen cijfer voor"):
        mr.Indices({}).level(mr.IndexName.OVA, 2022)


def test_what_holds_all_results_is_still_one_short_line(result: MicroAnalysis) -> None:
    report = result.publish()
    for found in (result.plot, report.plot, report.results, report.published):
        assert len(repr(found)) <= LONGEST_LINE * 3


def test_paths_may_be_text(tmp_path: Path, result: MicroAnalysis) -> None:
    mr.write_workbook(ruwaard(), str(tmp_path / "w.xlsx"))
    assert mr.read_workbook(str(tmp_path / "w.xlsx")).content == ruwaard().content
    assert result.publish().save(str(tmp_path / "uit"), formats="html")
    example = str(ROOT / "voorbeelden" / "scenario_wijk.toml")
    assert mr.sharing.read_scenario(example).title
    assert mr.sharing.read_triangle(str(ROOT / "voorbeelden" / "zvw_driehoek.csv"))
