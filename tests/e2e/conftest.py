"""A virtual screen for the real program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.desktop import missing_tools, virtual_screen


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a virtual screen, and of somebody who has kept no run yet."""
    missing = missing_tools()
    if missing and os.environ.get("CI"):
        pytest.fail(f"{' and '.join(missing)} must be there in CI")
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed (Debian: xvfb xdotool)")
    with virtual_screen(1400, 900) as environment:
        yield {**environment, "XDG_DATA_HOME": str(tmp_path / "data")}
