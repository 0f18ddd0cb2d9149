"""Went to ``maatschappelijk_rendement.outcomes.per_wijk``; this name works for one version more."""

from maatschappelijk_rendement.outcomes.per_wijk import *
