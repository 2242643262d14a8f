"""Tests, laid out like the package; ``petit_parc`` and ``force_brute`` serve them all."""
