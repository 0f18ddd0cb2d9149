"""See that no page of the built documentation is wider than a telephone of 380 pixels; needs Chromium.

Each page is opened in a frame of that width. What scrolls in a box of its own, as a table may, is fine.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent / "site"
WIDTH = 380
MEASURE = """
window.addEventListener('load', () => setTimeout(() => {
  const found = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument, width = page.documentElement.clientWidth;
    const wide = [...page.querySelectorAll('.md-content *')].filter(one => {
      if (one.getBoundingClientRect().right <= width + 1) return false;
      for (let box = one.parentElement; box && box !== page.body; box = box.parentElement)
        if (page.defaultView.getComputedStyle(box).overflowX !== 'visible') return false;
      return true;
    });
    if (page.documentElement.scrollWidth > width || wide.length)
      found.push(frame.getAttribute('src') + ': ' + wide.slice(0, 2).map(one => one.textContent));
  }
  const said = document.createElement('pre');
  said.id = 'gemeten';
  said.textContent = found.join('\\n');
  document.body.append(said);
}, 4000));
"""


def main() -> int:
    """Print the pages that are too wide, with the words that stick out."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("Chromium staat niet op deze computer; de breedte is niet nagekeken.")
        return 0
    pages = [path.relative_to(SITE) for path in sorted(SITE.rglob("*.html"))]
    if not pages:
        print("Er is nog geen documentatie: draai eerst make docs.")
        return 1
    frames = "".join(f'<iframe src="{page}" style="width:{WIDTH}px;height:700px"></iframe>' for page in pages)
    probe = SITE / "smal.html"
    probe.write_text(f"<body>{frames}<script>{MEASURE}</script></body>", encoding="utf-8")
    try:
        with tempfile.TemporaryDirectory() as folder:
            # The frames are files; only so may this page look into them.
            flags = ["--allow-file-access-from-files", "--disable-web-security", f"--user-data-dir={folder}"]
            command = [
                chromium,
                "--headless",
                "--no-sandbox",
                *flags,
                "--virtual-time-budget=30000",
                "--dump-dom",
            ]
            done = subprocess.run(  # noqa: S603  # a known program on our own file
                [*command, probe.as_uri()], capture_output=True, text=True, timeout=300, check=False
            )
    finally:
        probe.unlink()
    measured = re.search(r'<pre id="gemeten">(.*?)</pre>', done.stdout, flags=re.S)
    if measured is None:
        print("De breedte is niet gemeten.")
        return 1
    too_wide = unescape(measured[1]).strip()
    print(too_wide or f"{len(pages)} bladzijden passen op {WIDTH} pixels.")
    return 1 if too_wide else 0


if __name__ == "__main__":
    sys.exit(main())
