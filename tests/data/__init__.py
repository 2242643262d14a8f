"""Tests of the recipe that builds the reference parc."""
