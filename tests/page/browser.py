"""A browser with the page in it, driven through its own driver: what a test asks and sees."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pagina.builder.parts import Parts

DRIVER = Path(__file__).parent / "driver.mjs"
PUPPETEER = "puppeteer-core/lib/puppeteer/puppeteer-core.js"
PATIENCE = 240


class Browser:
    """One browser, with one page open at a time.

    Args:
        parts: Where node and the driver are.
        kind: ``chromium`` or ``firefox``.
        program: Path of the browser.
        folder: For its profile and what it saves.
    """

    def __init__(self, parts: Parts, kind: str, program: str, folder: Path) -> None:
        self.kind = kind
        self.saved = folder / "opgeslagen"
        self.saved.mkdir()
        library = (parts.modules / PUPPETEER).resolve()
        words = [parts.node, DRIVER, library, kind, program, folder / "profiel", self.saved]
        (folder / "profiel").mkdir()
        self._process = subprocess.Popen(
            [str(word) for word in words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "HOME": str(folder)},
        )

    def do(self, name: str, **words: Any) -> Any:
        """Ask the driver something."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"name": name, **words}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the driver of {self.kind} has stopped"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def close(self) -> None:
        """End the browser."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()

    def open(self, page: Path, *, width: int = 1280, before: str = "") -> None:
        """Open the page, from disk; ``before`` is a script that runs before any of its own."""
        self.do("open", address=page.as_uri(), width=width, before=before)

    def ready(self, page: Path, **words: Any) -> None:
        """Open the page and wait until it is ready."""
        self.open(page, **words)
        assert "Klaar voor gebruik" in self.until("Klaar voor gebruik")

    def text(self, selector: str) -> str:
        """What a reader sees there."""
        return str(
            self.do("evaluate", code=f"document.querySelector({json.dumps(selector)}).innerText")
        ).strip()

    def until(self, pattern: str, patience: float = PATIENCE) -> str:
        """Wait until the status says this, or the page says that something is wrong; gives both."""
        end = time.monotonic() + patience
        while True:
            status, alert = self.text("#status"), self.text("#alert")
            if re.search(pattern, status) or alert:
                return f"{status} | {alert}" if alert else status
            assert time.monotonic() < end, f"still: {status}"
            time.sleep(0.05)

    def choose(self, *paths: Path) -> None:
        """Choose files in the field."""
        self._forget()
        self.do("choose", selector="#file", paths=[str(path) for path in paths])

    def drop(self, files: Mapping[str, str]) -> None:
        """Drop files with a text each."""
        self._forget()
        self.do("evaluate", code=f"({_DROP})({json.dumps(files)})")

    def _forget(self) -> None:
        """Leave nothing of an earlier step in the status, for ``until`` to find."""
        self.do("evaluate", code="document.getElementById('status').textContent = ''; null")

    def check(self, path: Path) -> str:
        """Choose a file and wait for what is found."""
        self.choose(path)
        return self.until("^Gecontroleerd|^Er is niets|^Zeg wat")

    def make(self) -> str:
        """Make the report with the options as they are, and wait for it."""
        self._forget()
        self.do("evaluate", code="document.getElementById('make').click()")
        return self.until("^Het rapport is klaar|^Er is geen rapport")

    def try_report(self, **options: str | bool) -> dict[str, bytes] | str:
        """Choose options, make the report, and save all of it: the files by name, or what was said."""
        self.do("evaluate", code="document.getElementById('alert').textContent = ''; null")
        self.do("evaluate", code=f"({_FILL})({json.dumps(options)})")
        said = self.make()
        return self.save("#report-files") if said == "Het rapport is klaar." else said

    def report(self, **options: str | bool) -> dict[str, bytes]:
        """Choose options and give the files of the report by name; it must be there."""
        made = self.try_report(**options)
        assert not isinstance(made, str), made
        return made

    def save(self, place: str) -> dict[str, bytes]:
        """Click on each file there and give what lands on disk."""
        for path in self.saved.iterdir():
            path.unlink()
        links = f"[...document.querySelectorAll('{place} a')]"
        names = self.do("evaluate", code=f"{links}.map(one => one.download)")
        for number, name in enumerate(names):
            self.do("evaluate", code=f"{links}[{number}].click()")
            self.landed(str(name))
        return {str(name): (self.saved / str(name)).read_bytes() for name in names}

    def landed(self, name: str) -> None:
        """Wait until a file is on disk."""
        end = time.monotonic() + 120
        path = self.saved / name
        while not path.is_file() or not path.stat().st_size or list(self.saved.glob("*.part")):
            assert time.monotonic() < end, f"{name} was not saved; there is {[*self.saved.iterdir()]}"
            time.sleep(0.05)

    def found(self) -> list[str]:
        """The findings on the page, a line each."""
        code = "[...document.querySelectorAll('#findings-list li')].map(one => one.innerText)"
        return [" ".join(str(text).split()) for text in self.do("evaluate", code=code)]


_FILL = """options => {
  const form = document.getElementById("options-form");
  form.reset();
  for (const [name, value] of Object.entries(options)) {
    for (const field of form.querySelectorAll(`[name=${name}]`)) {
      if (field.type !== "checkbox") field.value = value;
      else field.checked = value === true || String(value).split(",").includes(field.value);
    }
  }
}"""


_DROP = """files => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of Object.entries(files)) dataTransfer.items.add(new File([text], name));
  const drop = new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true});
  document.getElementById("drop").dispatchEvent(drop);
}"""


@contextmanager
def running(parts: Parts, kind: str, program: str, folder: Path) -> Iterator[Browser]:
    """Start a browser, and end it."""
    browser = Browser(parts, kind, program, folder)
    try:
        yield browser
    finally:
        browser.close()


def requests_outside(requests: Sequence[str]) -> list[str]:
    """Those that are not of the page itself: its file, and what it holds in memory."""
    return [address for address in requests if not re.match(r"(file:|blob:|data:|about:)", address)]
