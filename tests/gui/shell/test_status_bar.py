"""The status bar says what keeps more pictures from being shown, and who makes them."""

from __future__ import annotations

import pytest

from rnnviz.gui.shell.status_bar import StatusLine
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.workbench.pair import Pair
from tests.gui.doubles import SessionDouble


@pytest.fixture
def line(qapp, qtbot):
    session = SessionDouble()
    pair = Pair(session, None)
    made = StatusLine(session, pair)
    qtbot.addWidget(made)
    yield made
    pair.deleteLater()
    session.deleteLater()


def told(line):
    line.refresh()
    return line.text


def test_a_rate_that_nothing_limits_is_told_alone(line):
    assert told(line).endswith("frames/s")


def test_it_says_what_limits_the_rate(line):
    governor = line.session.source.governor
    governor.observed_elsewhere(0.1, 0.1)
    assert "frames/s (as the observer can)" in told(line)
    for _ in range(100):
        governor.updated(0.5)
    assert "frames/s (one for each update)" in told(line)


def tip(line):
    return line.findChild(ElidedLabel).toolTip()


def test_it_says_who_makes_the_pictures_and_what_that_may_take(line):
    told(line)
    assert "by the thread that trains" in tip(line)
    line.session.source.governor.observed_elsewhere(0.0061, 0.01)
    told(line)
    assert "each takes 6.1 ms" in tip(line)
    assert "at most 50 %" in tip(line)


def test_it_says_that_the_observer_has_ended(line):
    assert "observer" not in told(line)
    line.session.source.governor.observer_lost = True
    assert "the observer has ended" in told(line)
