"""Tests of the compact model."""
