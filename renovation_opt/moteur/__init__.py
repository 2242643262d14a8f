"""The engine: exact bounds by decomposition, programmes by local search, in that order of trust."""
