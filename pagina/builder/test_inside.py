"""Runs in the Python of the page: pytest, on the tests that ``asked.txt`` names, one process and no plug-ins."""

import os
import sys

os.chdir("/app")
sys.path[:0] = ["/app", "/app/src"]
sys.modules.pop("maatschappelijk_rendement", None)
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import pytest  # noqa: E402  its place is known only now

with open("/app/asked.txt", encoding="utf-8") as file:
    asked = file.read().split()


class WithoutWhatIsNotHere:
    """Leaves out a module that asks for a package that a browser has not got, by its name."""

    def __init__(self):
        self.left_out = []

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector):
        report = yield
        if report.failed and "ModuleNotFoundError" in str(report.longrepr):
            missing = str(report.longrepr).rpartition("No module named ")[2].split("'")[1]
            self.left_out.append(f"{collector.nodeid} (vraagt {missing})")
            report.outcome, report.result, report.longrepr = "passed", [], None
        return report


plugin = WithoutWhatIsNotHere()
# Warnings of a newer Python than the project has are no errors here; capturing by number of file cannot be.
options = ["-q", "--capture=sys", "-c", "/app/pyproject.toml", "--rootdir", "/app", "-W", "default"]
without = [word for name in ("cacheprovider", "faulthandler", "logging", "threadexception") for word in ("-p", f"no:{name}")]
status = pytest.main([*options, *without, *asked], plugins=[plugin])
for line in plugin.left_out:
    print("niet gedraaid:", line)
print("pytest:", int(status))
