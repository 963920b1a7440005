"""What a start reads: nothing that most starts do without."""

from __future__ import annotations

import subprocess
import sys

import pytest

LATER = ("torch", "pyqtgraph", "rnnviz.lessons.lesson", "rnnviz.gui.lessons.markdown", "rnnviz.gui.export.pictures")


@pytest.mark.parametrize("name", LATER)
def test_what_is_needed_later_is_read_later(name):
    code = f"import sys, rnnviz.gui.application; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
