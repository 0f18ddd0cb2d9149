"""Went to ``maatschappelijk_rendement.statistics.synthetic``; this name works for one version more."""

from maatschappelijk_rendement.statistics.synthetic import *
