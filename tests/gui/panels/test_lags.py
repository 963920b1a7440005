"""The panel of success for every lag: what was evaluated, of one session or two; its slider asks before it acts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.messages import Built, Evaluated, Phase, Status
from rnnviz.engine.presets import preset
from rnnviz.gui.panels.lags import PANEL
from rnnviz.sentences import Refused
from tests.gui.doubles import SessionDouble

LAGS = (1, 2, 5, 10, 20, 50, 100, 200)
GOOD, BAD = (1.0, 1.0, 1.0, 0.98, 0.95, 0.5, 0.25, 0.125), (0.5, 0.25, *[0.125] * 6)


class Learner(SessionDouble):
    """A session that learns to remember, and notes how it was to be built anew."""

    def __init__(self, key="remember"):
        super().__init__()
        self.config = preset(key).config
        uses, facts = frozenset({"lag", "hidden"}), {"lag": self.config.lag, "chance accuracy": 0.125}
        self.facts = Built(self.config, "many-to-one", uses, False, 100, "", facts, 2.0)
        self.metrics.count = 200
        self.status = Status(Phase.PAUSED, update=200)
        self.builds = []

    def build(self, config, running, probe=""):
        self.builds.append((config.lag, running, probe))

    def evaluate(self, update, accuracies):
        values = {"accuracy": accuracies[6]} | {f"accuracy@{n}": a for n, a in zip(LAGS, accuracies, strict=True)}
        self.evaluations.append(Evaluated(update, values))
        self.evaluated.emit(self.evaluations[-1])


@pytest.fixture
def learner(qapp):
    return Learner()


@pytest.fixture
def view(qtbot, learner, look):
    made = PANEL.make(learner, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(600, 360)
    made.show()
    return made


def colour(view, point):
    return view.plot.grab().toImage().pixelColor(point.toPoint()).name()


def test_it_waits_for_the_first_evaluation(view):
    assert "Waiting" in view.describe()
    assert view.waiting.isVisible()
    assert view.slider.isVisible()
    assert view.numbers() == {}


def test_the_newest_evaluation_is_shown(view, learner, look):
    learner.evaluate(100, BAD)
    learner.evaluate(200, GOOD)
    numbers = view.numbers()
    np.testing.assert_array_equal(numbers["lags"], LAGS)
    np.testing.assert_array_equal(numbers["accuracy"], GOOD)
    assert (numbers["chance accuracy"], numbers["learned lag"]) == (0.125, 100)
    for lag, accuracy in zip(LAGS, GOOD, strict=True):
        assert colour(view, view.plot.place(lag, accuracy)) == look.theme.accent
    assert "98 % @ 10" in view.describe()


def test_in_the_past_it_shows_what_was_known_then(view, learner):
    learner.evaluate(100, BAD)
    learner.evaluate(200, GOOD)
    learner.status = Status(Phase.PAUSED, update=150, present=200)
    learner.sought.emit(None)
    np.testing.assert_array_equal(view.numbers()["accuracy"], BAD)


def test_two_sessions_are_drawn_over_one_axis(view, learner, look):
    other = Learner("remember-vanilla")
    view.show_beside(other)
    learner.evaluate(200, GOOD)
    other.evaluate(200, BAD)
    numbers = view.numbers()
    np.testing.assert_array_equal(numbers["accuracy"], GOOD)
    np.testing.assert_array_equal(numbers["accuracy B"], BAD)
    assert colour(view, view.plot.place(5, 0.125)) == look.theme.second
    view.show_beside(None)
    other.evaluate(300, GOOD)
    assert "accuracy B" not in view.numbers()


def test_another_lag_is_said_before_it_is_built(view, learner):
    assert view.pending is None
    assert view.build.isHidden()
    view.slider.setValue(LAGS.index(20))
    assert view.pending == 20
    assert not view.build.isHidden()
    assert "updates: 200" in view.warning.text()
    assert learner.builds == []
    view.slider.setValue(LAGS.index(100))  # back again
    assert view.pending is None
    view.slider.setValue(LAGS.index(20))
    view.build.click()
    assert learner.builds == [(20, False, "")]


def test_both_sessions_are_built_anew_and_what_learns_goes_on(view, learner):
    other = Learner("remember-vanilla")
    other.status = Status(Phase.RUNNING, update=200)
    view.show_beside(other)
    view.choose("lag", 50)
    assert learner.builds == [(50, False, "")]
    assert other.builds == [(50, True, "")]


def test_a_lag_between_the_stops_is_nothing_to_be_undone(qtbot, look, learner):
    learner.config = learner.config.changed(lag=70)
    view = PANEL.make(learner, look)
    qtbot.addWidget(view)
    assert view.pending is None
    assert "70" in view.lag.text()
    view.slider.setValue(LAGS.index(20))
    assert view.pending == 20


def test_what_cannot_be_set_is_refused(view, learner):
    with pytest.raises(Refused, match="no control"):
        view.choose("length", 20)
    with pytest.raises(Refused, match="one of 1, 2, 5"):
        view.choose("lag", 7)
    learner.facts = replace(learner.facts, uses=frozenset())
    with pytest.raises(Refused, match="no lag"):
        view.choose("lag", 20)


def test_a_task_without_a_lag_says_so(view, learner):
    learner.facts = replace(learner.facts, uses=frozenset({"hidden"}))
    learner.built.emit(learner.facts)
    assert "no lag" in view.describe()
    assert view.empty.isVisible()


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, learner, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    learner.evaluate(200, (*GOOD[:-1], float("nan")))
    view.slider.setValue(0)
    assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 400
