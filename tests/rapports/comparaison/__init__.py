"""Tests of the comparisons: figures and files."""
