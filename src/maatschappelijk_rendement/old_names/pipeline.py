"""Went to ``maatschappelijk_rendement.app.pipeline``; this name works for one version more."""

from maatschappelijk_rendement.app.pipeline import *
