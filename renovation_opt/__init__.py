"""Optimise the renovation programme of mining housing: which cité, which works, which year, paid by whom."""

__version__ = "0.1.0"
