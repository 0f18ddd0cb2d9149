"""``python -m maatschappelijk_rendement`` is the command ``mr``."""

from maatschappelijk_rendement.app.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
