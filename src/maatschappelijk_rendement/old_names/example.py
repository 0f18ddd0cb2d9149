"""Went to ``maatschappelijk_rendement.intake.example``; this name works for one version more."""

from maatschappelijk_rendement.intake.example import *
