"""Tests of the schemas: each shipped scenario, wrong scenarios, bases, hypotheses."""
