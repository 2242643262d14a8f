"""Tests of the compact model; the package is imported first, so that OR-Tools is loaded before highspy."""

import renovation_opt.formulation  # noqa: F401 - see above
