"""The recipe of the reference parc, one step per module; `construire_parc.py` runs it."""
