"""Gradient clipping: how many, at which threshold, and what the square on a slide would make of it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from rnnviz.engine.metrics import Metrics
from rnnviz.gui.panels.clipping import PANEL
from rnnviz.gui.style.theme import DARK
from rnnviz.sentences import Refused


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(620, 420)
    made.show()
    return made


def train(view, norms, threshold=math.inf):
    for update, norm in enumerate(norms, start=view.session.metrics.count):
        finite = math.isfinite(norm)
        view.session.metrics.append(Metrics(update, 2.0, norm, 2.0, finite, min(norm, threshold) if finite else norm))
    view.show_frame(None)


def test_it_is_told_how_many_of_the_last_updates_were_clipped(view, session):
    session.set_live(clip="norm", clip_at=5.0)
    train(view, [1.0, 8.0, 5.0, 20.0], threshold=5.0)
    numbers = view.numbers()
    assert numbers["gradient_norm"].tolist() == [1, 8, 5, 20]
    assert numbers["clipped_norm"].tolist() == [1, 5, 5, 5]
    assert (numbers["clipped_share"], numbers["threshold"]) == (0.5, 5.0)
    assert view.describe().startswith("2 of the last 4 updates were clipped (50 %).")


@pytest.mark.parametrize(
    ("norms", "said"),
    [
        ([8.0], "The only update so far was clipped."),
        ([1.0], "The only update so far was not clipped."),
        ([1.0, 8.0], "One of the last 2 updates was clipped (50 %)."),
        ([1.0, 2.0], "0 of the last 2 updates were clipped (0 %)."),
    ],
)
def test_one_is_not_many(view, session, norms, said):
    session.set_live(clip="norm", clip_at=5.0)
    train(view, norms, threshold=5.0)
    assert view.describe().startswith(said)


def test_at_a_past_update_later_ones_are_not_known(view, session, monkeypatch):
    session.set_live(clip="norm", clip_at=5.0)
    train(view, [8.0, 20.0, 3.0], threshold=5.0)
    monkeypatch.setattr(type(session), "position", 1)
    session.status_changed.emit(session.status)
    assert view.numbers()["gradient_norm"].tolist() == [8]
    assert view.numbers()["last_clipped_norm"] == 8
    monkeypatch.setattr(type(session), "position", 3)
    session.status_changed.emit(session.status)
    assert view.numbers()["gradient_norm"].tolist() == [8, 20, 3]


def test_only_the_last_thousand_count(view, session):
    session.set_live(clip="norm", clip_at=5.0)
    train(view, [10.0] * 500 + [1.0] * 1000, threshold=5.0)
    assert view.numbers()["clipped_share"] == 0
    assert "1,000" in view.describe()


def test_the_formula_has_the_numbers_of_the_last_clipped_update_and_so_has_the_mistake(view, session):
    session.set_live(clip="norm", clip_at=5.0)
    train(view, [8.0, 20.0, 3.0], threshold=5.0)
    numbers = view.numbers()
    assert (numbers["last_clipped_update"], numbers["last_clipped_norm"]) == (1, 20)
    assert numbers["last_factor"] == 0.25
    assert numbers["last_norm_by_the_square"] == 0.25  # threshold / norm, not the threshold
    right, wrong = view.lines.text.splitlines()
    assert right == "update 1: ‖g·threshold/‖g‖‖ = 20.000·5/20.000 = 5.000"
    assert wrong == "with the square: ‖g·threshold/‖g‖²‖ = 20.000·5/20.000² = 0.250"
    assert view.lines.isVisible()
    assert view.mistake.isVisible()


def test_equations_are_there_in_full_or_not_at_all(view):
    view.session.set_live(clip="norm", clip_at=5.0)
    train(view, [8.0], threshold=5.0)
    assert view.lines.isVisible()
    view.resize(150, 420)
    assert not view.lines.isVisible()
    assert "with the square" in view.describe()


def test_an_only_update_is_seen(view):
    view.session.set_live(clip="none")
    train(view, [100.0])
    plot = view.plot.grab().toImage()
    accent = QColor(DARK.accent)
    # At the left edge: the legend has its own mark further to the right.
    places = [(x, y) for x in range(60) for y in range(plot.height()) if plot.pixelColor(x, y) == accent]
    assert len({x for x, _ in places}) >= 4 <= len({y for _, y in places})


def test_the_threshold_that_was_in_force_is_meant_not_the_one_of_now(view, session):
    session.set_live(clip="norm", clip_at=5.0)
    train(view, [8.0], threshold=5.0)
    session.set_live(clip_at=2.0)
    assert view.lines.text.startswith("update 0: ‖g·threshold/‖g‖‖ = 8.000·5/8.000")


def test_dragging_the_line_sets_the_threshold_and_turns_clipping_on(view, session, qtbot):
    session.set_live(clip="none", clip_at=1.0)
    train(view, [0.01, 1000.0])
    plot = view.plot
    assert [e.name for e in plot.entries()][-1] == "threshold (not in force)"
    x, y = plot.width() // 2, round(plot.threshold_y())
    goal = y - 40
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    qtbot.mouseMove(plot, QPoint(x, goal))
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=QPoint(x, goal))
    assert session.config.clip == "norm"
    assert session.config.clip_at > 1.0
    assert plot.threshold_y() == pytest.approx(goal, abs=1.5)
    assert [e.name for e in plot.entries()][-1] == "threshold"
    before = session.config.clip_at
    qtbot.mouseMove(plot, QPoint(x, goal - 40))  # let go: nothing more
    assert session.config.clip_at == before


def test_keys_move_the_line(view, session, qtbot):
    session.set_live(clip="norm", clip_at=1.0)
    train(view, [0.5, 2.0])
    qtbot.keyClick(view.plot, Qt.Key.Key_Up)
    assert session.config.clip_at == 1.1
    qtbot.keyClick(view.plot, Qt.Key.Key_PageDown)
    assert session.config.clip_at == 0.55


def test_a_threshold_for_each_element_has_no_place_on_the_axis_of_norms(view, session):
    session.set_live(clip="value", clip_at=0.1)
    train(view, [3.0], threshold=1.0)
    assert view.plot.threshold_y() is None
    assert view.last_clipped is None
    assert view.numbers()["clipped_share"] == 1.0


def test_a_lesson_and_a_user_choose(view, session):
    view.choose("clip_at", 5)
    assert (session.config.clip, session.config.clip_at) == ("norm", 5.0)
    view.choose("clip", "none")
    assert view.kind.key == "none"
    view.choose("clip_at", 3)
    assert session.config.clip == "norm"
    view.kind.picked.emit("value")
    assert session.config.clip == "value"
    for option, value in (("clip", "hard"), ("clip_at", -1), ("colour", 1)):
        with pytest.raises(Refused):
            view.choose(option, value)


def test_updates_that_are_not_finite_are_seen(view):
    train(view, [1.0, math.nan, math.inf, 1.0])
    image = view.plot.grab().toImage()
    y = view.plot.area.center().y()
    row = {QColor(image.pixel(x, y)).name() for x in range(image.width())}
    assert {DARK.not_a_number, DARK.infinite} <= row
    assert view.numbers()["clipped_share"] == 0


def test_before_the_first_update_it_says_so_and_another_run_begins_anew(view, session):
    assert view.describe() == "No update yet."
    train(view, [1.0, 2.0])
    session.metrics.clear()
    session.built.emit(None)
    assert view.describe() == "No update yet."
    assert np.isnan(view.numbers()["clipped_share"])


def test_what_nobody_sees_is_not_drawn(view, session):
    train(view, [1.0])
    view.hide()
    session.metrics.append(Metrics(1, 1.0, 2.0, 1.0, True, 2.0))
    session.pulse.emit()
    assert len(view.numbers()["update"]) == 1
    view.show()
    assert len(view.numbers()["update"]) == 2


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, look, session, size, points):
    session.set_live(clip="norm", clip_at=5.0)
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    train(view, np.geomspace(1e-3, 1e6, 300).tolist(), threshold=5.0)
    assert not view.grab().isNull()
