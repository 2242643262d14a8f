"""Tests of the coupling rows."""
