"""Make the page: ``python -m pagina.builder [TARGET]``, from the root of the project."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from pagina.builder.assemble import assemble
from pagina.builder.parts import ROOT, get

TARGET = ROOT / "uit" / "pagina" / "maatschappelijk-rendement.html"


def main() -> None:
    """Make it, and say how large it is and which hash it has."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    page = assemble(get())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(page)
    print(f"Gemaakt: {target} ({len(page) / 1e6:.1f} MB)\nsha256: {sha256(page).hexdigest()}")


if __name__ == "__main__":
    main()
