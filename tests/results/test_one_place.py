"""Money becomes text in one place, and a row is never a bare dictionary on its way there."""

from __future__ import annotations

from pathlib import Path

import maatschappelijk_rendement

SOURCE = Path(maatschappelijk_rendement.__file__).parent
MODULES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
# From the builders through disclosure control and the codec, and back as rows to pages and charts.
ROOMS = ("publication/", "disclosure/", "results/", "report/", "plots/", "analysis/")
COMPUTING = (
    "outcomes/case_changes.py",
    "outcomes/wellbeing.py",
    "outcomes/per_wijk.py",
    "outcomes/parties.py",
    "analysis/exact.py",
    "app/micro_analysis.py",
)
ON_THE_WAY = [name for name in MODULES if name.startswith(ROOMS) or name in COMPUTING]
# The matrix of figures names its own figures.
MADE = ("publication/", "disclosure/", "results/")
BEFORE_THE_CODEC = [
    name for name in MODULES if name.startswith(MADE) and not name.startswith("disclosure/matrix/")
]

WRITERS = {
    "domain/money.py": "declares it",
    "report/scenario/figures.py": "writes scenario.json, which holds no rows of results",
    "report/scenario/audit.py": "writes the account in scenario.json",
    "report/scenario/certainty.py": "writes the margins in scenario.json",
    "report/scenario/years_figures.py": "writes the years in scenario.json",
    "report/scenario/compared.py": "writes vergelijking.json",
    "report/scenario/tidy.py": "writes the tables of a scenario as CSV",
}
DICTIONARIES = {
    "app/micro_analysis.py": "takes what-ifs from an analyst",
    "analysis/scenarios.py": "reads what-ifs of an analyst",
    "results/codec.py": "reads and writes the JSON of a row",
    "results/schema.py": "writes JSON Schema",
    "results/shown.py": "reads resultaten.json",
    "publication/report.py": "gives resultaten.json, and the facts of a run",
    "publication/gate.py": "the facts of a run, for herkomst.json",
    "publication/lines.py": "reads records of a frame",
    "report/render.py": "the facts of a run, for herkomst.json",
    "report/sections.py": "the facts of a run, for herkomst.json",
    "report/herkomst.py": "writes herkomst.json",
    "report/json.py": "writes JSON",
    "report/manifest.py": "reads herkomst.json",
    "report/scenario/figures.py": "writes scenario.json",
    "report/scenario/audit.py": "writes the account in scenario.json",
    "report/scenario/certainty.py": "writes the margins in scenario.json",
    "report/scenario/years_figures.py": "writes the years in scenario.json",
    "report/scenario/compared.py": "writes vergelijking.json",
    "report/scenario/compared_same.py": "writes what contracts share in vergelijking.json",
    "report/scenario/csv_tables.py": "writes CSV",
    "report/scenario/tidy.py": "writes the tables of a scenario as CSV",
    "report/valuation/figures.py": "writes waardering.json",
    "report/wijk/figures.py": "writes wijkrapport.json",
    "report/xlsx_charts.py": "options of XlsxWriter",
    "report/pdf.py": "what WeasyPrint asks for",
    "plots/__init__.py": "takes resultaten.json from an analyst, and options of matplotlib",
    "disclosure/protect/recoding.py": "steps of a search, no rows",
    "disclosure/ledger/release.py": "reads a release, which is a file of its own",
}


def places(names: list[str], *texts: str) -> list[str]:
    return [
        f"{name}:{number}"
        for name in names
        for number, line in enumerate(MODULES[name].read_text(encoding="utf-8").splitlines(), 1)
        if any(text in line for text in texts)
    ]


def modules(found: list[str]) -> set[str]:
    return {place.partition(":")[0] for place in found}


def test_no_amount_is_written_before_the_codec_and_none_is_read_back() -> None:
    names = [name for name in BEFORE_THE_CODEC if name not in ("results/codec.py", "results/schema.py")]
    assert places(names, "euro_string", "Decimal(str(", "to_euros") == []


def test_an_amount_is_made_text_for_a_file_in_the_codec_and_the_writer_of_scenarios_alone() -> None:
    assert modules(places(list(MODULES), "euro_string(")) == set(WRITERS)


def test_no_page_or_chart_reads_an_amount_back_from_text() -> None:
    names = [name for name in MODULES if name.startswith(("report/", "plots/"))]
    texts = ("Decimal(row", "Decimal(r[", "float(row", "float(r[", "Fraction(row", "codec.read")
    assert places(names, *texts) == []


def test_a_row_on_its_way_is_no_dictionary_of_anything() -> None:
    """Each module that names one says here what it is; none of them is a row of results."""
    assert modules(places(ON_THE_WAY, "dict[str, Any]", "Mapping[str, Any]")) == set(DICTIONARIES)


def test_the_shape_of_a_table_is_declared_and_not_repeated() -> None:
    """A builder fills attributes; the Dutch key of a figure without a meaning of its own stands once."""
    for key in ("n_gestegen", "mediaan_eur", "aandeel_grootste", "som_zonder_grootste_eur"):
        found = places(BEFORE_THE_CODEC, f'"{key}"')
        assert modules(found) <= {"results/costs.py"}, key
