"""Went to ``maatschappelijk_rendement.sharing``; this name works for one version more."""

from maatschappelijk_rendement.sharing import *
