"""Write every golden anew and say which files changed: ``python -m tests.goldens``."""

from __future__ import annotations

from tests.goldens.caseloads import GOLDENS
from tests.goldens.made import FOLDER, LEVELS, differences, files, store, stored


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in GOLDENS:
        for level in LEVELS:
            for file, content in files(name, level).items():
                before = stored(file)
                if before != content:
                    store(file, content)
                    print(f"{file}: {'changed' if before else 'new'}")
                    print("\n".join(differences(before, content)) if before else "")


if __name__ == "__main__":
    main()
