#!/usr/bin/env python3
"""Open RNNviz from a checkout."""

from rnnviz.app import main

if __name__ == "__main__":
    raise SystemExit(main())
