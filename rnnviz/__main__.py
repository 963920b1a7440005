"""``python -m rnnviz``."""

from rnnviz.app import main

if __name__ == "__main__":
    raise SystemExit(main())
