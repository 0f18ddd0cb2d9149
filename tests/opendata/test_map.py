"""A map of wijken: shades with a legend, hatching where nothing is known, in metres or degrees."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from defusedxml import ElementTree
from tests.opendata.make_samples import FOLDER

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.opendata import AreaSeries, read_ggd, read_kwb, wijk_map
from maatschappelijk_rendement.opendata.borders import read_borders, scaled

BORDERS = FOLDER / "wijken_2023_kaart_synthetisch.geojson"
WIJKEN = ["WK082890", "WK082891"]


@pytest.fixture(scope="module")
def series() -> AreaSeries:
    return read_kwb(BORDERS, WIJKEN)


def test_each_area_has_its_figure_and_one_without_is_hatched(series: AreaSeries) -> None:
    drawn = wijk_map(BORDERS, series, "bijstand")
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    titles = [title.text for title in root.iter(f"{space}title")]
    # By hand: 430 - 60 in wijk 90, twice as many in wijk 91.
    assert titles == [
        "Personen met bijstand, 2023",
        "Wijk 90 Voorbeeldwijk: 370 personen",
        "Wijk 91 Andere wijk: 740 personen",
        "WK082892: geen cijfer",
    ]
    fills = re.findall(r'<path d="M[^"]+Z" fill="([^"]+)"', drawn)
    assert fills == ["#e3eef2", "#16596f", "url(#kaart-arcering)"]


def test_the_legend_has_the_unit_five_steps_and_what_is_missing(series: AreaSeries) -> None:
    words = re.findall(r"<text[^>]*>([^<]+)<", wijk_map(BORDERS, series, "bijstand"))
    # By hand: from 370 to 740 in steps of 74.
    assert [word for word in words if " tot " in word] == [
        *("370 tot 444", "444 tot 518", "518 tot 592", "592 tot 666", "666 tot 740"),
    ]
    assert "personen" in words
    assert "geen cijfer" in words
    assert "Wijkgrenzen van de cijfers: 2023; van de kaart: 2023." in words


def test_an_estimate_is_called_one_and_its_bounds_year_is_said() -> None:
    health = read_ggd(FOLDER / "ggd_50150NED_synthetisch.csv", WIJKEN)
    drawn = wijk_map(BORDERS, health, "eenzaam", year=2016, breakdown="65 jaar of ouder")
    assert "65 jaar of ouder, % van de inwoners, modelschatting" in drawn
    assert "Wijkgrenzen van de cijfers: 2024; van de kaart: 2023." in drawn


def test_north_is_above_and_degrees_are_squeezed() -> None:
    square = {"type": "Polygon", "coordinates": [[[5.0, 60.0], [5.0, 61.0], [6.0, 61.0], [6.0, 60.0]]]}
    feature = {"type": "Feature", "properties": {"wk_code": "WK082890"}, "geometry": square}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (border,) = scaled(read_borders(text.encode()), 100, 100)
    # At 60 degrees a degree of longitude is about half as wide: cosine of 60,5 degrees is 0,492.
    (ring,) = border.rings
    assert [(round(x), round(y)) for x, y in ring] == [(25, 100), (25, 0), (75, 0), (75, 100)]


def test_a_hole_stays_a_hole() -> None:
    rings = [[[0, 0], [0, 900], [900, 900], [900, 0]], [[300, 300], [300, 600], [600, 600], [600, 300]]]
    geometry = {"type": "MultiPolygon", "coordinates": [rings]}
    feature = {"type": "Feature", "properties": {"wijkcode": "WK082890"}, "geometry": geometry}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (border,) = read_borders(text.encode())
    assert len(border.rings) == 2


@pytest.mark.parametrize(
    ("indicator", "year", "words"),
    [("bijstnd", None, "Bedoelde u 'bijstand'"), ("bijstand", 1999, "geen cijfer van dat jaar")],
)
def test_what_is_not_in_the_series_is_refused(
    indicator: str, year: int | None, words: str, series: AreaSeries
) -> None:
    with pytest.raises(UsageError, match=words):
        wijk_map(BORDERS, series, indicator, year=year)


def test_borders_without_the_areas_asked_for_are_refused(series: AreaSeries, tmp_path: Path) -> None:
    other = tmp_path / "elders.geojson"
    other.write_text(BORDERS.read_text(encoding="utf-8").replace("WK0828", "WK0344"), encoding="utf-8")
    with pytest.raises(UsageError, match="Zijn de grenzen van hetzelfde jaar"):
        wijk_map(other, series, "bijstand")


@pytest.mark.parametrize(
    "content",
    [
        b"geen json",
        b"[]",
        b'{"type": "FeatureCollection", "features": [1, {"properties": {}, "geometry": null}]}',
        (
            b'{"features": [{"properties": {"wijkcode": "WK082890"}, "geometry": {"type": "Polygon", '
            b'"coordinates": [[["a", 1], [1e999, 2], []]]}}]}'
        ),
    ],
)
def test_what_is_no_map_is_refused(content: bytes, series: AreaSeries, tmp_path: Path) -> None:
    path = tmp_path / "kaart.geojson"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        wijk_map(path, series, "bijstand")
    assert error.value.findings[0].sheet == "kaart.geojson"


def test_a_name_in_a_file_cannot_be_markup(series: AreaSeries, tmp_path: Path) -> None:
    path = tmp_path / "wijken_2023_kaart.geojson"
    text = BORDERS.read_text(encoding="utf-8").replace("Wijk 90 Voorbeeldwijk", "<script>x</script>&")
    path.write_text(text, encoding="utf-8")
    drawn = wijk_map(path, read_kwb(path, WIJKEN), "bijstand")
    assert "<script>" not in drawn
    ElementTree.fromstring(drawn)
