"""The list of experiments: what runs is in view."""

from __future__ import annotations

from rnnviz.engine.presets import presets
from rnnviz.gui.experiments import Experiments


def test_what_runs_stays_in_view_when_the_list_was_high_for_a_moment(qtbot):
    made = Experiments(presets())
    qtbot.addWidget(made)
    made.resize(240, 200)
    with qtbot.waitExposed(made):
        made.show()
    made.select(presets()[-1])
    for height in (2000, 200):
        made.resize(240, height)
    entries = made._list
    assert entries.verticalScrollBar().value() > 0
    assert entries.viewport().rect().contains(entries.visualItemRect(entries.currentItem()))
