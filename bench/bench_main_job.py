"""The main job as a whole process, cold: beside a bare script, its start-up, and a large workbook.

Prints medians; a ratio is one of processor time, which other work on the machine disturbs least. The bare
script reads the same workbook with pandas and openpyxl, draws eight matplotlib SVGs and fills a Jinja2 page:
what an analyst would write by hand, without checks, prices or disclosure control.

    .venv/bin/python bench/bench_main_job.py [--zonder-groot]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

RUNS = 5
LARGE_CASES = 8_000  # 96.000 usage lines, what bench/reading/large_workbook.py writes
LARGE_WORKBOOK = Path(__file__).parent / "reading" / "large_workbook.py"

BARE_SCRIPT = """
import sys, io
import pandas as pd
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
import jinja2
sheets = pd.read_excel(sys.argv[1], sheet_name=None, engine="openpyxl")
usage = sheets["Gebruik"].merge(sheets["Casussen"], on="casus_id")
charts = []
for by in ["moment", "wijk", "casustype", "per", "moment", "wijk", "casustype", "per"]:
    figure, axes = plt.subplots()
    usage.groupby(by)["aantal"].sum().plot.bar(ax=axes)
    text = io.StringIO()
    figure.savefig(text, format="svg")
    plt.close(figure)
    charts.append(text.getvalue())
page = jinja2.Template("<html>{% for c in charts %}{{ c }}{% endfor %}{{ table }}</html>")
table = usage.groupby("wijk").size().to_frame().to_html()
open(sys.argv[2], "w").write(page.render(charts=charts, table=table))
"""


def measure(words: list[str]) -> tuple[float, float, float]:
    """Run a command once: seconds by the clock, seconds of the processor, and peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{words}: {process.stderr.read().decode() if process.stderr else ''}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def show(label: str, words: list[str], runs: int = RUNS) -> float:
    """Run a command several times after one warm-up, print the medians and give the processor's."""
    measure(words)
    seconds, processor, memory = map(median, zip(*(measure(words) for _ in range(runs)), strict=True))
    print(f"{label:<46} {seconds:8.2f} s {processor:8.2f} cpu-s {memory:6.0f} MB   (mediaan van {runs})")
    return processor


def main() -> None:
    python = sys.executable
    mr = [python, "-m", "maatschappelijk_rendement"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        example = str(folder / "voorbeeld.xlsx")
        subprocess.run([*mr, "sjabloon", example, "--voorbeeld"], check=True, stdout=subprocess.DEVNULL)
        script = folder / "kaal.py"
        script.write_text(BARE_SCRIPT, encoding="utf-8")
        bare = show(
            "kaal script (pandas, openpyxl, 8 svg, Jinja2)",
            [python, str(script), example, str(folder / "p.html")],
        )
        ours = show("mr rapport, 42 casussen", [*mr, "rapport", example, "--uit", str(folder / "uit")])
        print(f"{'verhouding':<46} {ours / bare:8.2f}")
        bare_start = show("kale start van Python", [python, "-c", "pass"])
        package = show("import maatschappelijk_rendement", [python, "-c", "import maatschappelijk_rendement"])
        model = show("... en de objecten", [python, "-c", "from maatschappelijk_rendement import CaseLoad"])
        helped = show("mr --help", [*mr, "--help"])
        for label, seconds in (("import", package), ("import met objecten", model), ("mr --help", helped)):
            print(f"{label + ' : kale start':<46} {seconds / bare_start:8.2f}")
        if "--zonder-groot" not in sys.argv:
            large = folder / "groot.xlsx"
            subprocess.run([python, str(LARGE_WORKBOOK), str(large)], check=True, stdout=subprocess.DEVNULL)
            show(f"mr controleer, {LARGE_CASES} casussen", [*mr, "controleer", str(large)], runs=3)
            show(
                f"mr rapport, {LARGE_CASES} casussen",
                [*mr, "rapport", str(large), "--uit", str(folder / "g")],
                runs=3,
            )


if __name__ == "__main__":
    main()
