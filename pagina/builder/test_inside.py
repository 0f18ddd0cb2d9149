"""Runs in the Python of the page: pytest, on the tests that ``asked.txt`` names."""

import os
import pathlib
import sys
import tempfile
import types
from importlib.machinery import BuiltinImporter
from importlib.util import module_from_spec

os.chdir("/app")
sys.path[:0] = ["/app", "/app/src"]
sys.modules.pop("maatschappelijk_rendement", None)
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
os.environ["HYPOTHESIS_PROFILE"] = "few"  # it takes three times as long here

import pytest  # noqa: E402  its place is known only now


class WithoutWhatIsLeftOut:
    """Finds no module of which the page leaves the code out."""

    left_out = frozenset(pathlib.Path("/app/left_out.txt").read_text(encoding="utf-8").split())

    def find_spec(self, name, path=None, target=None):
        """Refuse what is left out; anything else is for the finders after this one."""
        if name in self.left_out:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, WithoutWhatIsLeftOut())

# The attackers of the tests name HiGHS by highspy; the one inside scipy has the same bindings, and loads
# alone. What is tested asks for the bindings themselves, finds none here, and takes scipy's by its choice.
linked = BuiltinImporter.find_spec("scipy.optimize._highspy._core")
bindings = module_from_spec(linked)
linked.loader.exec_module(bindings)
highspy = types.ModuleType("highspy")
highspy.__dict__.update({name: value for name, value in vars(bindings).items() if not name.startswith("_")})
highspy.Highs = bindings._Highs
sys.modules["highspy"] = highspy

asked = pathlib.Path("/app/asked.txt").read_text(encoding="utf-8").split()


def asked_of_the_system(error):
    """Name what a test asked that a browser has not got (a package, a process, a thread), if it did."""
    for one in (error.value, error.value.__cause__):
        if isinstance(one, ModuleNotFoundError):
            return one.name
    if error.errisinstance(OSError) and error.traceback[-1].frame.code.raw.co_filename.endswith(
        "subprocess.py"
    ):
        return "een proces"
    if error.errisinstance(RuntimeError) and "thread constructor failed" in str(error.value):
        return "een draad"
    return None


class WithoutWhatIsNotHere:
    """Leaves out a module that asks for a package that a browser has not got, by its name."""

    def __init__(self):
        self.left_out = []

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector):
        """Name what is missing, and go on without that module."""
        report = yield
        if report.failed and "ModuleNotFoundError" in str(report.longrepr):
            missing = str(report.longrepr).rpartition("No module named ")[2].split("'")[1]
            self.left_out.append(f"{collector.nodeid} (vraagt {missing})")
            # What was made of it so far would be taken for all of it by the next that asks for it.
            sys.modules.pop(collector.nodeid.removesuffix(".py").replace("/", "."), None)
            report.outcome, report.result, report.longrepr = "passed", [], None
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        """The same for one test that asks for it as it runs."""
        report = yield
        asked_for = asked_of_the_system(call.excinfo) if call.excinfo else None
        if asked_for:
            self.left_out.append(f"{item.nodeid} (vraagt {asked_for})")
            report.outcome, report.longrepr = "skipped", ("", 0, "not here")
        return report

    @pytest.fixture
    def tmp_path(self):
        """Give an empty folder; pytest's own asks who the user is, and there is none here."""
        return pathlib.Path(tempfile.mkdtemp())


plugin = WithoutWhatIsNotHere()
# Warnings of a newer Python than the project has are no errors here; capturing by number of file cannot be.
options = ["-q", "--capture=sys", "-c", "/app/pyproject.toml", "--rootdir", "/app", "-W", "default"]
absent = ("tmpdir", "cacheprovider", "faulthandler", "logging", "threadexception")
without = [word for name in absent for word in ("-p", f"no:{name}")]
status = pytest.main([*options, *without, *asked], plugins=[plugin])
for line in plugin.left_out:
    print("niet gedraaid:", line)
print("pytest:", int(status))
