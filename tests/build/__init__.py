"""Tests of the construction of an Instance."""
