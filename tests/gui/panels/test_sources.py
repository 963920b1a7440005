"""Sources: what each lesson follows can be read and copied."""

from __future__ import annotations

from rnnviz.explain.sources import SOURCES
from rnnviz.gui.panels.sources import PANEL


def test_the_sources_of_every_lesson_are_listed(qtbot, session, look):
    view = PANEL.make(session, look)
    qtbot.addWidget(view)
    view.restyle()
    view.resize(500, 300)
    for number, found in SOURCES.items():
        assert number in view.describe()
        assert all(each in view.describe() for each in found)
    assert view.numbers()["lesson"].tolist() == list(SOURCES)
    assert not view.grab().isNull()
