"""A window that the tests of lessons share, and lessons made from a few lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.workbench.lesson.plan import OPENING
from rnnviz.lessons import read
from tests.gui.leaks import LeakCheck, settle

HEAD = """\
preset = "hello"
panels = ["hidden", "timeline"]
probe = "hello"
[title]
en = "A lesson"
"""


@pytest.fixture(name="lesson")
def lesson_maker(tmp_path):
    """Return a maker of a lesson from the text of its TOML file."""

    def make(text, name="9.1-a-lesson"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "lesson.toml").write_text(text, encoding="utf-8")
        made = read(folder)
        words = "".join(f"## Step {k}\n" for k in range(len(made.steps)))
        (folder / "en.md").write_text(f"An introduction.\n\n{words}", encoding="utf-8")
        return made

    return make


@pytest.fixture(autouse=True)
def nothing_left_behind():
    """The window is shared by all tests here: what it leaves behind is looked for when it is closed."""


@pytest.fixture(name="shared", scope="module")
def shared_window(qapp, tmp_path_factory):
    """Return one window for all tests: a lesson opens in a known state, whatever was done in it before."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path_factory.mktemp("home")))
    load_torch()
    left = LeakCheck()
    window = make_window(preset("hello"), running=False)
    window.resize(1000, 700)
    window.show()
    window.bench.pair.a.start()
    yield window
    window.close()
    assert not window.bench.pair.a.alive
    window.deleteLater()
    settle()
    assert not [fault for fault in left.faults() if "pytest_timeout" not in fault]


@pytest.fixture(name="teach")
def lesson_opener(shared, qtbot):
    """Return what opens a lesson in the window, and waits until the step is reached."""

    def make(lesson, index=OPENING):
        assert go(qtbot, shared, lambda: shared.bench.lesson.open(lesson, index)) == ""
        return shared

    yield make
    shared.bench.pair.halt()
    shared.bench.lesson.close()


def go(qtbot, window, act):
    """Do something, and wait until its state is reached; return why it is not."""
    failed = []
    window.bench.lesson.failed.connect(failed.append)
    act()
    qtbot.waitUntil(lambda: not window.bench.lesson.busy, timeout=60_000)
    window.bench.lesson.failed.disconnect(failed.append)
    return failed[0] if failed else ""
