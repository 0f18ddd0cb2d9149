"""Protect: choose what is shown, headline first, so that nothing unsafe follows from it."""
