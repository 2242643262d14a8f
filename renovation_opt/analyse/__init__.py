"""Analyses: questions that take several solves.  They draw nothing and write nothing; reports do."""
