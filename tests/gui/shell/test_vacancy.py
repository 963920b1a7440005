"""A panel that can show nothing of an experiment gives others its room."""

from __future__ import annotations

import pytest

from rnnviz.engine.presets import preset
from tests.gui.lesson_window import nothing_left_behind, shared_window  # noqa: F401  (fixtures)

PATIENCE = 60_000


@pytest.fixture
def window(shared, qtbot):
    shared.resize(1440, 860)
    shared.bench.put_panels_back()
    return shared


def begun(window, key, qtbot):
    """Begin an experiment, and wait for its first Frame."""
    wanted = preset(key)
    with qtbot.waitSignal(window.bench.pair.a.built, timeout=PATIENCE):
        window.bench.experiments.start(wanted)
    with qtbot.waitSignal(window.bench.pair.a.frame_arrived, timeout=PATIENCE):
        window.bench.pair.one_update()
    return window


def test_samples_of_a_task_that_writes_nothing_become_low_and_come_back_with_one_that_writes(window, qtbot):
    samples, inspector = window.docks["samples"], window.docks["inspector"]
    begun(window, "roommate-weather", qtbot)
    qtbot.waitUntil(lambda: samples.height() < 0.5 * inspector.height(), timeout=PATIENCE)
    assert samples.view.vacant
    low = samples.height()
    begun(window, "classic", qtbot)
    qtbot.waitUntil(lambda: not samples.view.vacant and samples.height() > low, timeout=PATIENCE)


def test_a_vacant_panel_makes_way_for_one_behind_it(window, qtbot):
    begun(window, "classic", qtbot)
    window.bench.host.reveal(["attention"])
    begun(window, "gradient-flow", qtbot)
    qtbot.waitUntil(lambda: not window.docks["attention"].seen, timeout=PATIENCE)
    assert window.docks["weights"].seen
