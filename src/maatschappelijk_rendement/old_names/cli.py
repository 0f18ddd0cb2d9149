"""Went to ``maatschappelijk_rendement.app.cli``; this name works for one version more."""

from maatschappelijk_rendement.app.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
