"""The timeline."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from rnnviz.engine.commands import Return, Seek
from rnnviz.engine.messages import Evaluated, Kept, Phase, Status
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.run_log import ConditionMet, SettingChanged
from rnnviz.gui.panels.timeline import PANEL
from rnnviz.gui.style.theme import LIGHT
from rnnviz.gui.widgets.curve_buttons import CONDITION, HELD_OUT, LOSS, NORM, SETTING, SMOOTHED


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(620, 240)
    with qtbot.waitExposed(made):
        made.show()
    return made


def train(session, count, loss=lambda u: 2 + np.exp(-u / 50), start=0):
    for update in range(start, start + count):
        value = float(loss(update))
        session.metrics.append(Metrics(update, value, 0.5, value, bool(np.isfinite(value))))


def test_before_the_first_update_there_is_no_curve(view):
    assert view.describe() == "No update yet."
    assert view.subtitle == "No update yet."


def test_curves_are_the_metrics(view, session, frame):
    train(session, 200)
    view.show_frame(frame("lstm"))
    x, y = view.curve(LOSS)
    np.testing.assert_array_equal(x[::2], np.arange(200))
    np.testing.assert_allclose(y[::2], session.metrics.curves().loss_low)
    np.testing.assert_allclose(view.curve(NORM)[1], np.log10(0.5))
    np.testing.assert_allclose(view.curve(SMOOTHED)[1], session.metrics.curves().smoothed)
    assert view.describe().startswith("After 200 updates the smoothed loss is 2.0")
    assert view.legend.buttons[SMOOTHED].value == "2.019"


def test_a_long_run_keeps_its_peak_and_few_points(view, session, frame):
    train(session, 20_000, lambda u: 90.0 if u == 12_345 else 2.0)
    view.show_frame(frame("lstm"))
    x, y = view.curve(LOSS)
    assert len(x) <= 2 * view.plot.width()
    assert y.max() == 90.0
    assert abs(x[y.argmax()] - 12_345) <= 20_000 / len(x) * 4 + 16


def test_nothing_is_drawn_again_without_news(view, session, frame):
    train(session, 10)
    view.show_frame(frame("lstm"))
    before = view.curve(LOSS)[0]
    view.show_frame(frame("lstm"))
    assert view.curve(LOSS)[0] is before


def test_it_follows_without_frames(view, session):
    train(session, 10)
    session.pulse.emit()
    assert len(view.curve(LOSS)[0]) == 20
    train(session, 10, start=10)
    session.status_changed.emit(session.status)
    assert len(view.curve(LOSS)[0]) == 40


def test_hidden_it_waits_until_shown(view, session):
    view.hide()
    train(session, 10)
    session.status_changed.emit(session.status)
    assert len(view.curve(LOSS)[0]) == 0
    view.show()
    assert len(view.curve(LOSS)[0]) == 20


def test_an_update_that_is_not_finite_is_marked(view, session, frame, look):
    train(session, 100, lambda u: np.nan if u in (40, 41) else 2.0)
    view.show_frame(frame("lstm"))
    assert "Updates that were not finite: 2." in view.describe()
    assert count(view.grab().toImage(), look.theme.not_a_number) > 50


def count(image, colour) -> int:
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_only_infinite_losses_do_not_raise(view, session, frame):
    train(session, 5, lambda u: np.inf)
    view.show_frame(frame("lstm"))
    assert view.legend.buttons[LOSS].value == "NaN"
    assert not view.grab().isNull()


def test_the_legend_hides_a_curve(qtbot, view, session, frame, look):
    train(session, 100)
    view.show_frame(frame("lstm"))
    button = view.legend.buttons[SMOOTHED]
    assert count(view.plot.grab().toImage(), look.theme.positive) > 50
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert count(view.plot.grab().toImage(), look.theme.positive) == 0
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert count(view.plot.grab().toImage(), look.theme.positive) > 50


def test_held_out_accuracy_is_a_curve_of_its_own(view, session, frame):
    train(session, 100)
    view.show_frame(frame("lstm"))
    assert view.legend.buttons[HELD_OUT].isHidden()
    session.evaluations += [Evaluated(u, {"loss": 3.0, "accuracy": u / 100}) for u in (0, 50, 90)]
    session.evaluated.emit(session.evaluations[-1])
    x, y = view.curve(HELD_OUT)
    assert (x.tolist(), y.tolist()) == ([0, 50, 90], [0, 0.5, 0.9])
    assert not view.legend.buttons[HELD_OUT].isHidden()
    assert view.legend.buttons[HELD_OUT].value == "90.0 % (at 90)"
    assert view.numbers()["accuracy"].tolist() == [0, 0.5, 0.9]


def test_of_two_sessions_it_is_said_whose_held_out_accuracy_it_is(qtbot, view, session, frame):
    train(session, 100)
    session.evaluations += [Evaluated(50, {"accuracy": 0.5})]
    view.show_frame(frame("lstm"))
    assert view.legend.buttons[HELD_OUT].name == "held-out accuracy"
    other = type(session)()
    view.show_beside(other)
    assert view.legend.buttons[HELD_OUT].name == "A: held-out accuracy"
    view.show_beside(None)
    assert view.legend.buttons[HELD_OUT].name == "held-out accuracy"


def test_hovering_says_the_values_there(qtbot, view, session, frame):
    train(session, 100)
    view.resize(900, 300)
    view.show_frame(frame("lstm"))
    view.grab()
    box = view.plot.box
    at = box.mapViewToScene(QPointF(30.4, 2.2))
    view.plot.scene().sigMouseMoved.emit(at)
    assert view.legend.place.text() == "update 30"
    assert view.legend.buttons[LOSS].value == f"{2 + np.exp(-30 / 50):.3f}"
    view.plot.scene().sigMouseMoved.emit(QPointF(-10, -10))
    assert view.legend.place.text() == ""  # the latest: the line says which update that is


def test_zooming_stays_until_a_double_click(qtbot, view, session, frame):
    train(session, 100)
    view.show_frame(frame("lstm"))
    box = view.plot.box
    box.setXRange(20, 30, padding=0)
    box.sigRangeChangedManually.emit([True, True])
    train(session, 100, start=100)
    view.show_frame(frame("lstm"))
    assert box.viewRange()[0] == [20, 30]
    assert view.curve(LOSS)[0].min() >= 19
    assert view.curve(LOSS)[0].max() <= 31
    qtbot.mouseDClick(view.plot.viewport(), Qt.MouseButton.LeftButton)
    assert box.viewRange()[0][1] >= 200


def test_a_new_run_shows_all_of_it(view, session, frame):
    train(session, 1000)
    view.show_frame(frame("lstm"))
    session.metrics.clear()
    train(session, 30)
    session.built.emit(None)
    assert view.plot.box.viewRange()[0][1] < 60


def test_numbers_are_all_that_is_kept(view, session):
    train(session, 7)
    assert view.numbers()["update"].tolist() == list(range(7))
    assert set(view.numbers()) >= {"loss_low", "loss_high", "norm_low", "norm_high", "smoothed", "nonfinite"}


@pytest.mark.parametrize("size", [(260, 150), (60, 40), (1600, 500)])
def test_any_size_and_theme(view, session, frame, look, size):
    train(session, 50)
    view.resize(*size)
    view.show_frame(frame("lstm"))
    look.set_theme(LIGHT)
    look.set_points(20)
    view.restyle()
    assert not view.grab().isNull()


def test_no_plot_is_made_before_there_is_an_update(view, session):
    session.status_changed.emit(session.status)
    assert view.plot is None
    train(session, 1)
    session.pulse.emit()
    assert view.plot.isVisible()


def test_the_line_stands_where_the_run_does(view, session):
    train(session, 100)
    session.pulse.emit()
    assert view.plot.position == 100
    session.status = Status(Phase.PAUSED, 30, present=100)
    session.status_changed.emit(session.status)
    assert view.plot.position == 30
    assert view.legend.place.text() == "update 30"
    session.status = Status(Phase.PAUSED, 100)
    session.status_changed.emit(session.status)
    assert view.plot.position == 100


LOSSES = {
    "falls": lambda u: 2 + np.exp(-u / 50),
    "jumps": lambda u: 2.0 + (u % 7 == 0) * (u > 60),
    "breaks off": lambda u: np.nan if 130 <= u < 140 else 2 + np.cos(u / 9),
    "grows": lambda u: np.exp(u / 40),
}


def places(picture, colours):
    """Return where a picture has one of some colours, as an array of (row, column, colour)."""
    pixels = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), -1)
    return np.stack([pixels == QColor(colour).rgb() for colour in colours], axis=-1)


def spread(there):
    """Return what is there, or a pixel beside it."""
    wide = np.pad(there, ((1, 1), (1, 1), (0, 0)))
    rows, columns = there.shape[:2]
    return np.any([wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)], axis=0)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_what_is_added_to_the_picture_is_what_all_of_it_would_be(view, session, look, loss):
    for start in range(0, 400, 5):
        train(session, 5, loss, start)
        if start % 100 == 0:
            session.kept = Kept(tuple(range(0, start, 20)))
        session.pulse.emit()
        view.plot.viewport().repaint()
    colours = (look.theme.accent, look.theme.positive, look.theme.not_a_number, look.theme.muted)
    added = places(view.plot.grab().toImage(), colours)
    view.plot.show_curve(HELD_OUT, True)  # all of it is painted again
    whole = places(view.plot.grab().toImage(), colours)
    assert whole.any(axis=(0, 1))[[1, 3]].all()
    few = 10  # ends of strokes
    assert (added & ~spread(whole)).sum() < few
    assert (whole & ~spread(added)).sum() < few


def test_another_past_leaves_nothing_of_what_came_after_it(view, session, look):
    train(session, 300, lambda _: 5.0)
    session.pulse.emit()
    before = count(view.plot.grab().toImage(), look.theme.positive)
    session.metrics.clear()
    train(session, 20, lambda _: 5.0)
    session.pulse.emit()
    after = count(view.plot.grab().toImage(), look.theme.positive)
    view.plot.show_curve(HELD_OUT, True)
    assert before
    assert after == count(view.plot.grab().toImage(), look.theme.positive)


def test_what_comes_after_a_past_update_is_muted(view, session, look):
    train(session, 100)
    session.pulse.emit()
    before = count(view.plot.grab().toImage(), look.theme.positive)
    session.status = Status(Phase.PAUSED, 10, present=100)
    session.status_changed.emit(session.status)
    after = count(view.plot.grab().toImage(), look.theme.positive)
    assert after < before / 2
    assert count(view.plot.grab().toImage(), look.theme.warning) > 50


def test_dragging_goes_to_the_newest_place_and_ends_at_the_exact_one(qtbot, view, session):
    train(session, 100)
    session.pulse.emit()
    for update in (80.0, 60.4, 50.2, 41.7):
        view.plot.dragged.emit(update)
    view.plot.dropped.emit(42.4)
    assert session.told[0] == Seek(80)
    assert session.told[-1] == Seek(42)
    assert len(session.told) == 2
    view.plot.dropped.emit(-20.0)
    assert session.told[-1] == Seek(0)
    view.plot.dropped.emit(1e6)
    assert session.told[-1] == Return()


def test_a_click_goes_there_and_a_double_click_does_not(qtbot, view, session):
    train(session, 100)
    session.pulse.emit()
    view.grab()
    qtbot.wait(50)  # an axis takes the room of its numbers only when it has been painted
    at = view.plot.mapFromScene(view.plot.box.mapViewToScene(QPointF(30.2, 2.2)))
    qtbot.mouseDClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.wait(QGuiApplication.styleHints().mouseDoubleClickInterval() + 100)
    assert session.told == []
    qtbot.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: len(session.told) == 1, timeout=5000)
    assert isinstance(session.told[0], Seek)
    assert abs(session.told[0].update - 30) <= 1


def test_the_line_is_dragged_by_the_mouse(qtbot, view, session):
    train(session, 100)
    session.pulse.emit()
    view.grab()

    def at(update):
        return view.plot.mapFromScene(view.plot.box.mapViewToScene(QPointF(update, 2.2)))

    viewport, left = view.plot.viewport(), Qt.MouseButton.LeftButton
    QApplication.sendEvent(viewport, moved(viewport, at(100), Qt.MouseButton.NoButton))
    qtbot.mousePress(viewport, left, pos=at(100))
    for update in (95, 85, 70, 50):
        qtbot.wait(30)
        QApplication.sendEvent(viewport, moved(viewport, at(update), left))
    assert view.plot.position == pytest.approx(50, abs=3)
    qtbot.mouseRelease(viewport, left, pos=at(50))
    assert isinstance(session.told[-1], Seek)
    assert abs(session.told[-1].update - 50) <= 3
    assert view.plot.box.viewRange()[0][0] < 0  # the plot itself was not panned


def moved(viewport, place, button):
    where, kind = QPointF(place), QEvent.Type.MouseMove
    none = Qt.MouseButton.NoButton
    return QMouseEvent(kind, where, viewport.mapToGlobal(where), none, button, Qt.KeyboardModifier.NoModifier)


# --- snapshots ---


def test_a_tick_stands_at_every_snapshot(view, session):
    train(session, 100)
    session.kept = Kept((0, 20, 40, 60, 80), 41_000_000, 256_000_000)
    session.pulse.emit()
    np.testing.assert_array_equal(view.plot.marked, [0, 20, 40, 60, 80])
    assert view.plot.toolTip().startswith("Snapshots: 5, 41 MB of 256 MB.")
    np.testing.assert_array_equal(view.numbers()["snapshot_update"], [0, 20, 40, 60, 80])
    session.kept = Kept()
    session.pulse.emit()
    assert not len(view.plot.marked)
    assert "no going back" in view.plot.toolTip()


def test_of_very_many_snapshots_no_more_ticks_are_drawn_than_can_be_told_apart(view, session):
    train(session, 4000)
    session.kept = Kept(tuple(range(0, 4000, 2)), 10**8, 10**9)
    session.pulse.emit()
    assert 50 < len(view.plot.marked) <= view.plot.width() // 2


def test_small_losses_keep_their_digits(view, session):
    train(session, 10, lambda u: 0.000123)
    session.pulse.emit()
    assert view.legend.buttons[LOSS].value == "1.23e−04"
    assert "1.23e−04" in view.describe()


def test_a_session_beside_it_is_told_where_the_line_went(view, session):
    train(session, 50)
    session.pulse.emit()
    gone = []
    view.went.connect(gone.append)
    view.plot.dropped.emit(20.4)
    view.plot.dropped.emit(70.0)
    assert gone == [20, 70], "the other one may have been farther"
    assert session.told == [Seek(20), Return()]


# --- what is noted ---


def test_what_is_noted_is_marked_and_said_under_the_mouse(view, session):
    train(session, 400)
    session.metrics.note(
        SettingChanged(340, "learning_rate", 0.01, 0.001), ConditionMet(120, "loss > 3", (("loss", 3.25),))
    )
    session.pulse.emit()
    np.testing.assert_array_equal(view.plot.notes(SETTING), [340])
    np.testing.assert_array_equal(view.plot.notes(CONDITION), [120])
    assert view.notes.at(340.4) == "update 340: learning rate 0.01 → 0.001"
    assert view.notes.at(120.0) == "update 120: loss > 3 (loss 3.25)"
    assert view.notes.at(230.0) == ""
    found = view.numbers()
    assert list(found["log_update"]) == [120, 340]
    assert list(found["log_name"]) == ["loss > 3", "learning_rate"]
    assert list(found["log_after"]) == ["", "0.001"]


def test_the_field_over_the_timeline_goes_to_the_update_that_is_typed(view, session, qtbot):
    train(session, 400)
    session.pulse.emit()
    view.choose("ask_update", True)
    assert view.ask.isVisible()
    view.ask.field.selectAll()
    qtbot.keyClicks(view.ask.field, "250")
    qtbot.keyClick(view.ask.field, Qt.Key.Key_Return)
    assert session.told[-1] == Seek(250)
    assert not view.ask.isVisible()


def test_an_update_that_the_run_has_not_is_refused_in_a_sentence(view, session, qtbot):
    train(session, 400)
    session.pulse.emit()
    view.choose("ask_update", True)
    before = list(session.told)
    view.ask.field.selectAll()
    qtbot.keyClicks(view.ask.field, "4000")
    qtbot.keyClick(view.ask.field, Qt.Key.Key_Return)
    assert "400" in view.ask.field.fault
    assert view.ask.isVisible()
    assert session.told == before
    view.choose("ask_update", False)
    assert not view.ask.isVisible()
