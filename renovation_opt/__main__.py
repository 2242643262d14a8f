"""``python -m renovation_opt``: the command line."""

from __future__ import annotations

import sys

from renovation_opt.cli import main

if __name__ == "__main__":
    sys.exit(main())
