"""Went to ``maatschappelijk_rendement.domain.model``; this name works for one version more."""

from maatschappelijk_rendement.domain.model import *
