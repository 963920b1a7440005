"""A virtual screen for the real program."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from benchmarks.desktop import missing_tools, virtual_screen


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The environment of a virtual screen."""
    missing = missing_tools()
    if missing and os.environ.get("CI"):
        pytest.fail(f"{' and '.join(missing)} must be there in CI")
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed (Debian: xvfb xdotool)")
    with virtual_screen(1400, 900) as environment:
        yield environment
