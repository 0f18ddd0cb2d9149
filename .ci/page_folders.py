"""What a page of the documentation speaks of: made-up files, in the folder in which its blocks run."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def few_cases() -> Any:
    """Make a small caseload: its report takes a second, and that of the example ten."""
    import maatschappelijk_rendement as mr

    settings = mr.AnalysisSettings(
        title="Proef (synthetisch)",
        municipality="Oss",
        period_months=12,
        price_mode="constant",
        price_year=2018,
        index="CPI",
        price_basis="referentieprijs",
        comparison="voor_na",
        after_basis="realisatie",
        mdo_costs="apart",
        selection="alle",
    )
    usage, cases = [], []
    for number in range(14):
        name = f"C{number:02}"
        cases.append(mr.Case(case_id=name, wijk="Ruwaard", case_type="bestaand", mdo_date="2018-07-01"))
        for moment, hours in (("voor", 3 + number % 3), ("na", 2 + number % 2)):
            line = {"quantity": hours, "per": "week", "price_eur": 30, "price_source": "verzonnen"}
            code = "WMO.HH.UUR.REF2022"
            usage.append(mr.Usage(case_id=name, moment=moment, product_code=code, **line))
    return mr.CaseLoad(settings=settings, cases=cases, usage=usage)


def workbook() -> None:
    """Make a workbook with cases."""
    from maatschappelijk_rendement import write_workbook

    write_workbook(few_cases(), "casussen.xlsx")


def contracts() -> None:
    """Make three contracts on the same outcome."""
    text = (ROOT / "voorbeelden" / "scenario_wijk.toml").read_text(encoding="utf-8")
    for name in ("half", "derde", "twee-kanten"):
        changed = re.sub(r'^naam = ".*"$', f'naam = "{name}"', text, count=1, flags=re.M)
        Path(f"{name}.toml").write_text(changed, encoding="utf-8")


def contract_of_the_page() -> None:
    """Make the contract that the page shows."""
    page = (ROOT / "docs" / "gedeelde-besparing.md").read_text(encoding="utf-8")
    Path("contract.toml").write_text(page.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")


def open_data() -> None:
    """Put the made-up figures under the names of the real files."""
    folder = ROOT / "voorbeelden" / "opendata"
    for name, source in {
        "kwb_2019_84583NED.csv": "kwb_2019_84583NED_synthetisch.csv",
        "kwb-2024.xlsx": "kwb-2024-synthetisch.xlsx",
        "50150NED.csv": "ggd_50150NED_synthetisch.csv",
        "vektis_2023_gemeente.csv": "vektis_2023_gemeente_synthetisch.csv",
        "wijken.geojson": "wijken_2023_kaart_synthetisch.geojson",
    }.items():
        Path(name).write_bytes((folder / source).read_bytes())


def series() -> None:
    """Make the series that a later block of the page makes as well."""
    from maatschappelijk_rendement.app.cli import main as mr

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        mr(["opendata", "ggd", "50150NED.csv", "--wijk", "WK082890", "GM0828", "--uit", "reeks.csv"])
    Path("reeks.csv").rename("gezondheid.csv")
    Path("reeks.csv").write_bytes(Path("gezondheid.csv").read_bytes())


def parquet() -> None:
    """Make two tables as Parquet, and two folders of files."""
    import pandas as pd

    product, numbers = "PW.BIJSTAND.ALLEENSTAANDE", range(1, 21)
    lines = [
        (f"C{number}", moment, product, quantity, "maand")
        for number in numbers
        for moment, quantity in (("voor", 1_000 - 10 * number), ("na", 20 * number))
    ]
    columns = ["case_id", "moment", "product_code", "quantity_milli", "per"]
    pd.DataFrame(lines, columns=columns).to_parquet("usage.parquet")
    days = {"mdo_date": pd.Timestamp("2023-01-01"), "repeat_date": pd.NaT}
    rows = [{"case_id": f"C{number}", "wijk": "Noord", "case_type": "bestaand", **days} for number in numbers]
    cases = pd.DataFrame(rows)
    cases.astype({"repeat_date": "datetime64[s]"}).to_parquet("cases.parquet")
    for name in ("map", "mapnaam"):
        folder_of_files(Path(name))


def folder_of_files(folder: Path) -> None:
    """Write the small caseload as the files of a folder."""
    from maatschappelijk_rendement.domain.record import values_of
    from maatschappelijk_rendement.domain.tables import SETTINGS

    folder.mkdir()
    caseload = few_cases()
    given = values_of(caseload.settings)
    settings = [(s.header, given[s.name]) for s in SETTINGS if given[s.name] is not None]
    cases = [(c.case_id, c.wijk, c.case_type, c.mdo_date, "alle") for c in caseload.cases]
    usage = [
        (u.case_id, u.moment, u.product_code, u.quantity, u.per, u.price_eur, u.price_source)
        for u in caseload.usage
    ]
    for name, head, rows in (
        ("analyse", "instelling;waarde", settings),
        ("casussen", "casus_id;wijk;casustype;mdo_datum;stromen_bekend", cases),
        ("gebruik", "casus_id;moment;productcode;aantal;per;prijs;prijsbron", usage),
    ):
        lines = [head, *(";".join(map(str, row)) for row in rows)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


FILES: dict[str, tuple[Callable[[], None], ...]] = {
    "README.md": (workbook,),
    "afspraak-over-jaren.md": (contracts,),
    "gedeelde-besparing.md": (workbook, contract_of_the_page),
    "open-data.md": (open_data,),
    "rapport.md": (workbook,),
    "schaal.md": (parquet,),
    "waardering.md": (workbook,),
    "wijk.md": (workbook, open_data, series),
}
"""What a page needs beside what it makes itself."""
