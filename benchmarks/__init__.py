"""Measured comparisons with other solvers; never timed inside tests."""
