"""The panel of the gradient's norms."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor

from rnnviz.engine.messages import Phase, Status
from rnnviz.gui.panels.gradient import PANEL
from rnnviz.gui.style.theme import LIGHT
from rnnviz.gui.widgets.decades import MOST, PATIENCE, Decades
from rnnviz.gui.widgets.log_bars import LogBars, Series
from rnnviz.gui.workbench.cursor import Place


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(420, 300)
    made.show()
    return made


def bars_of(view) -> LogBars:
    return view.findChild(LogBars)


def with_gradients(frame, **changed):
    record = dataclasses.replace(frame.recurrences[0], **changed)
    return dataclasses.replace(frame, recurrences=(record,))


def test_it_waits_in_words(view):
    assert view.describe() == "Waiting for the first picture."
    assert view.numbers() == {}


def test_the_norms_are_euclidean_over_units(view, frame):
    made = frame("lstm")
    view.show_frame(made)
    record, shown = made.recurrences[0], view.numbers()
    for name, values in {"total": record.dh, "local": record.dh_local, "recurrent": record.dh_recurrent}.items():
        np.testing.assert_allclose(shown[name], np.linalg.norm(values, axis=1), rtol=1e-6)
    assert "∂L/∂h" in view.subtitle
    assert f"timestep {shown['total'].argmax()}" in view.describe()


def test_a_lstm_offers_the_cell_states_gradient(view, frame):
    made = frame("lstm")
    view.show_frame(made)
    assert view.state.isVisible()
    view.state.choose("c")
    view.state.picked.emit("c")
    np.testing.assert_allclose(view.numbers()["total"], np.linalg.norm(made.recurrences[0].dc, axis=1), rtol=1e-6)
    assert "∂L/∂c" in view.subtitle


def test_a_gru_has_no_cell_state_to_choose(view, frame):
    view.show_frame(frame("gru"))
    assert not view.state.isVisible()


def test_every_unit_as_a_heatmap(view, frame):
    made = frame("lstm")
    view.show_frame(made)
    view.shape.choose("units")
    view.shape.picked.emit("units")
    assert view.numbers()["dh"] is made.recurrences[0].dh
    assert view.subtitle == "∂L/∂h⁽ᵗ⁾ · 32 × 40"


def test_hovering_points_at_a_timestep_and_a_click_pins_it(qtbot, view, frame, session):
    view.show_frame(frame("lstm"))
    view.grab()
    bars = bars_of(view)
    at = QPoint(bars.area.left() + round(10.5 * bars.area.width() / 40), bars.area.center().y())
    qtbot.mouseMove(bars, at)
    assert session.cursor.timestep("text") == 10
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=at)
    assert session.cursor.pinned_timestep("text") == 10
    session.cursor.hover(None)
    view.show_cursor()
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert session.cursor.timestep("text") == 11


def test_the_cursor_is_painted_and_its_values_written(view, frame, session):
    view.show_frame(frame("lstm"))
    without = view.grab().toImage()
    session.cursor.pin(Place("text", 20))
    view.show_cursor()
    assert bars_of(view).marked == 20
    assert view.grab().toImage() != without


def counted(image, colour, area) -> int:
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


def test_bars_stand_where_their_logarithm_says(qtbot, look):
    bars = LogBars(look)
    qtbot.addWidget(bars)
    bars.resize(300, 200)
    bars.show_series("abcd", [Series("total", look.theme.accent, np.array([1.0, 0.1, 0.01, 0.0]))])
    image = bars.grab().toImage()
    plot = bars.area
    heights = []
    for column in range(4):
        x = plot.left() + round((column + 0.4) * plot.width() / 4)
        accent = QColor(look.theme.accent).rgb()
        heights.append(sum(image.pixel(x, y) == accent for y in range(plot.top(), plot.bottom() + 1)))
    assert heights[0] == plot.height()
    assert heights[1] == pytest.approx(plot.height() / 2, abs=2)
    assert heights[2] <= 1  # the lowest value stands on the axis
    assert heights[3] == 0  # zero has no bar


@pytest.mark.parametrize("points", [10, 18])
def test_bars_are_there_when_words_have_no_room(qtbot, look, points):
    look.set_points(points)
    bars = LogBars(look)
    qtbot.addWidget(bars)
    bars.resize(300, bars.minimumHeight())
    bars.show_series("ab", [Series("total", look.theme.accent, np.array([1.0, 0.1]))])
    image = bars.grab().toImage()
    assert bars.area.height() >= look.px(15)
    assert counted(image, look.theme.accent, bars.area) > bars.area.height() * bars.area.width() / 3
    assert not counted(image, look.theme.text, QRect(bars.area.left(), 0, bars.area.width(), bars.area.top()))


def test_a_gradient_of_zero_is_said_to_be_zero(view, frame):
    made = frame("lstm")
    dh = made.recurrences[0].dh.copy()
    dh[:3] = 0
    view.show_frame(with_gradients(made, dh=dh))
    assert view.numbers()["total"][:3].tolist() == [0, 0, 0]
    assert view.subtitle == "‖∂L/∂h⁽ᵗ⁾‖₂ · no bar: zero (3)"
    view.show_frame(made)
    assert view.subtitle == "‖∂L/∂h⁽ᵗ⁾‖₂"
    assert [entry.name for entry in bars_of(view).entries()] == ["total", "local", "recurrent"]


def test_what_is_not_finite_has_its_own_colour(view, frame, look):
    view.show_frame(frame("lstm", nonfinite=True))
    bars = bars_of(view)
    image = bars.grab().toImage()
    assert counted(image, look.theme.not_a_number, bars.area) > bars.area.height()
    assert view.describe() == "Timesteps at which the gradient is not finite: 1."


def test_a_norm_does_not_overflow(view, frame):
    made = frame("lstm")
    huge = np.full_like(made.recurrences[0].dh, 1e30, dtype=np.float32)
    view.show_frame(with_gradients(made, dh=huge))
    np.testing.assert_allclose(view.numbers()["total"], 1e30 * np.sqrt(32), rtol=1e-5)


def test_no_gradient_is_said(view, frame):
    view.show_frame(with_gradients(frame("lstm"), dh=None, dh_local=None, dc=None))
    assert view.describe() == "No gradient was taken for this picture."


@pytest.mark.parametrize("size", [(260, 150), (40, 30), (1200, 900)])
def test_any_size_and_theme(view, frame, look, size):
    view.resize(*size)
    view.show_frame(frame("lstm", timesteps=200))
    look.set_theme(LIGHT)
    look.set_points(20)
    view.restyle()
    assert view.grab().size().width() >= size[0]


def test_decades_grow_at_once_and_shrink_slowly():
    decades = Decades()
    decades.follow(np.array([0.02, 0.5]))
    assert (decades.low, decades.high) == (-2, 0)
    decades.follow(np.array([2e-4, 30.0, np.nan, np.inf, 0.0]))
    assert (decades.low, decades.high) == (-4, 2)
    for _ in range(PATIENCE - 1):
        assert not decades.follow(np.array([0.02, 0.5]))
    assert decades.follow(np.array([0.02, 0.5]))
    assert (decades.low, decades.high) == (-2, 0)


def test_decades_shrink_at_once_where_no_other_picture_comes():
    decades = Decades()
    decades.follow(np.array([2e-4, 30.0]))
    assert decades.follow(np.array([0.02, 0.5]), patience=1)
    assert (decades.low, decades.high) == (-2, 0)


def test_decades_that_shrink_never_span_more_than_they_may():
    decades = Decades()
    decades.follow(np.array([1e-6, 1.0]))
    for k in range(PATIENCE):  # each of the two alone needs fewer decades, both together seven
        decades.follow(np.array([1e-6, 0.05]) if k % 2 else np.array([3e-5, 0.5]))
        assert decades.count <= MOST


def test_the_axis_of_a_run_that_stands_still_fits_what_is_drawn(view, frame, session):
    made = frame("lstm")
    small = with_gradients(made, dh=made.recurrences[0].dh * 1e-9, dh_local=None)
    view.show_frame(with_gradients(made, dh_local=None))
    view.grab()
    session.pulse.emit()
    view.show_frame(small)
    session.status = Status(Phase.PAUSED, update=620)
    before = (bars_of(view).decades.low, bars_of(view).decades.high)
    session.pulse.emit()  # the picture is new: another one may follow, as where two sessions take turns
    assert (bars_of(view).decades.low, bars_of(view).decades.high) == before
    session.pulse.emit()
    norms = view.numbers()["total"]
    assert bars_of(view).decades.high == np.ceil(np.log10(norms.max()) + 0.1)


def test_of_two_on_one_axis_neither_is_cut_when_it_settles(qtbot, look):
    a, b = LogBars(look), LogBars(look)
    for bars in (a, b):
        qtbot.addWidget(bars)
        bars.resize(300, 200)
        bars.show()
    b.share_axis(a)
    for bars, size in ((a, 1e-4), (b, 50.0), (b, 0.5)):
        bars.show_series("ab", [Series("total", look.theme.accent, np.array([size, size / 2]))])
        bars.grab()
    assert a.decades.high == 2
    a.settle()
    assert (a.decades.low, a.decades.high) == (-5, 0)  # of both: b's 0.5 is larger than all of a
    assert ink_height(b, look) == pytest.approx(b.area.height() * (1 - np.log10(2) / 5), abs=2)


def ink_height(bars, look) -> int:
    image = bars.grab().toImage()
    x = bars.area.left() + bars.area.width() // 5
    return counted(image, look.theme.accent, QRect(x, bars.area.top(), 1, bars.area.height()))


def test_marks_between_powers_are_written_as_the_powers_are():
    decades = Decades(12)
    decades.follow(np.array([2e-6, 5e-4]))
    labels = [label for _, label in decades.ticks(100)]
    assert labels == ["0.001", "0.0005", "0.0002", "10⁻⁴", "5·10⁻⁵", "2·10⁻⁵", "10⁻⁵", "5·10⁻⁶", "2·10⁻⁶", "10⁻⁶"]


def test_the_axis_spans_six_decades_at_most_and_what_is_below_is_said(qtbot, look):
    bars = LogBars(look)
    qtbot.addWidget(bars)
    bars.resize(300, 200)
    values = np.array([1.0, 1e-13, 1e-9, 0.0])
    bars.show_series("abcd", [Series("total", look.theme.accent, values)])
    assert (bars.decades.low, bars.decades.high) == (-6, 0)
    assert bars.decades.heights(values, 100).tolist() == [100, 1, 1, 0]
    assert bars.entries()[-1].name == "at the floor: below 10⁻⁶ (2)"


def test_decades_follow_gradients_that_vanish_below_all_that_was_shown():
    decades = Decades()
    decades.follow(np.array([1e-4, 0.5]))
    for _ in range(PATIENCE + 1):
        decades.follow(np.array([3e-11, 2e-8]))
    assert (decades.low, decades.high) == (-11, -7)


def test_decades_keep_still_while_values_swing_around_a_power():
    decades = Decades()
    changes = [decades.follow(np.array([1e-3, 0.99 + 0.02 * (k % 2)])) for k in range(10 * PATIENCE)]
    assert sum(changes) <= 2


def test_decades_label_powers_and_what_lies_between():
    decades = Decades()
    decades.follow(np.array([0.02, 0.5]))
    assert [label for _, label in decades.ticks(20)] == ["1", "0.5", "0.2", "0.1", "0.05", "0.02", "0.01"]
    assert [label for _, label in decades.ticks(3)] == ["1", "0.1", "0.01"]
    decades.follow(np.array([1e-9]))
    assert len(decades.ticks(4)) <= 5
