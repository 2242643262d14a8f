"""Tests of the parc reader."""
