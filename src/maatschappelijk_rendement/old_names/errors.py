"""Went to ``maatschappelijk_rendement.domain.errors``; this name works for one version more."""

from maatschappelijk_rendement.domain.errors import *
