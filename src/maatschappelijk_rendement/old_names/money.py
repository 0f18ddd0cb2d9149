"""Went to ``maatschappelijk_rendement.domain.money``; this name works for one version more."""

from maatschappelijk_rendement.domain.money import *
