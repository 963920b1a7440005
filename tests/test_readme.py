"""The README's Python runs as it stands."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_observe_prints_what_it_promises(capsys):
    exec(BLOCKS[0], {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("rnn · 1 (50, 16)")
    assert any(line.startswith("rnn · 2 (50, 16)") for line in lines)


@pytest.mark.skipif(find_spec("PySide6") is None, reason="Qt is not installed")
def test_the_panel_is_one():
    names: dict = {}
    exec(
        "import numpy as np\n"
        "from PySide6.QtWidgets import QLabel, QVBoxLayout\n"
        "from rnnviz.gui.workbench.session import Session\n"
        "from rnnviz.gui.panels import Area, Panel\n"
        "from rnnviz.gui.style.theme import Look\n"
        "from rnnviz.gui.views.view import View\n"
        "from rnnviz.probe.frame import Frame, Want\n"
        "from rnnviz.sentences import QT_TRANSLATE_NOOP\n" + BLOCKS[1],
        names,
    )
    assert names["PANEL"].key == "norm"
    assert names["PANEL"].make is names["NormView"]
