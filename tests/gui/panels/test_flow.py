"""The gradient-flow laboratory: its slider, its verdict, its curves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from rnnviz.engine.commands import Live
from rnnviz.engine.messages import Phase
from rnnviz.explain.gradient_fate import Fate, verdict
from rnnviz.gui.panels.flow import PANEL
from rnnviz.gui.style.theme import DARK
from rnnviz.gui.widgets.singular_value_slider import LEAST, MOST, STEPS
from rnnviz.probe.frame import GradientFlow
from rnnviz.sentences import Refused
from tests.gui.flowing_frames import flowing


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(520, 380)
    made.show()
    return made


def made_flow(last, products=None):
    last = np.asarray(last, float)
    return GradientFlow(1.0, 1.0, last, last if products is None else np.asarray(products, float), np.ones_like(last))


@pytest.mark.parametrize(
    ("strength", "fate", "until", "colour"),
    [
        (0.5, Fate.VANISHING, 10, DARK.negative),
        (2.0, Fate.EXPLODING, 10, DARK.positive),
        (0.99, Fate.ARRIVING, None, DARK.good),
    ],
)
def test_what_becomes_of_a_gradient_is_said_with_its_numbers(view, strength, fate, until, colour):
    view.show_frame(flowing(strength=strength))
    assert (view.verdict.fate, view.verdict.until) == (fate, until)
    numbers = view.numbers()
    assert numbers["timesteps_until"] == until if until else np.isnan(numbers["timesteps_until"])
    expected = strength ** np.arange(40.0)[::-1]
    for name in ("left", "jacobian_product", "bound"):
        np.testing.assert_allclose(numbers[name], expected, rtol=1e-9)
    assert numbers["singular_value"] == pytest.approx(strength)
    assert colour in view.said.styleSheet()
    assert view.said.text().startswith("Neither" if fate is Fate.ARRIVING else fate.value.capitalize())
    assert view.said.text() in view.describe()
    if until:
        assert f"After {until} " in view.said.text()


@pytest.mark.parametrize("reverse", [False, True])
def test_timesteps_are_counted_from_the_one_computed_last(reverse):
    back = 10.0 ** -np.arange(8.0)
    found = verdict(made_flow(back if reverse else back[::-1]), reverse)
    assert (found.fate, found.until, found.looked) == (Fate.VANISHING, 4, 7)
    assert found.left == pytest.approx(1e-7)


def test_far_back_it_is_looked_at_forty_timesteps_if_it_has_happened_by_then():
    back = np.concatenate([10.0 ** -np.arange(50.0)])[::-1]
    assert verdict(made_flow(back), False).looked == 40
    late = np.concatenate([np.full(45, 1e-9), np.ones(45)])
    assert verdict(made_flow(late), False) == (Fate.VANISHING, 45, 89, pytest.approx(1e-9))


def test_without_a_loss_at_the_end_the_product_of_jacobians_is_what_is_left():
    found = verdict(made_flow(np.zeros(5), 10.0 ** np.arange(5.0)[::-1]), False)
    assert (found.fate, found.until) == (Fate.EXPLODING, 4)
    assert verdict(made_flow(np.zeros(5), np.full(5, np.nan)), False).fate is Fate.UNKNOWN
    assert verdict(made_flow([np.inf, 1.0]), False).fate is Fate.EXPLODING


def test_the_total_is_that_of_the_gradient_panel(view):
    frame = flowing("gru")
    view.show_frame(frame)
    record = frame.recurrences[0]
    np.testing.assert_allclose(view.numbers()["gradient_norm"], np.linalg.norm(record.dh.astype(float), axis=1))
    assert "bound" not in view.numbers()  # no single matrix bounds a gated cell
    assert "gated" in view.subtitle


def test_the_slider_holds_the_strength_and_the_button_frees_it(view, session, qtbot):
    view.show_frame(flowing(strength=1.1))
    assert view.strength.free.isChecked()
    assert view.strength.value.text() == "1.10"
    view.strength.slider.setFocus()
    qtbot.keyClick(view.strength.slider, Qt.Key.Key_Right)
    assert session.told == [Live({"singular_value": 1.15})]
    assert not view.strength.free.isChecked()
    assert view.strength.value.text() == "1.15"
    view.strength.free.click()
    assert session.told[-1] == Live({"singular_value": 0.0})
    view.strength.free.click()
    assert session.told[-1] == Live({"singular_value": 1.1})  # held where it is


def test_what_is_measured_moves_the_slider_and_asks_for_nothing(view, session):
    for strength, step in ((0.1, 0), (2.25, STEPS // 2), (9.0, STEPS)):
        view.show_frame(flowing(strength=strength))
        assert view.strength.slider.value() == step
        assert view.strength.value.text() == f"{strength:.2f}"
    assert session.told == []
    assert (LEAST, MOST) == (0.5, 4.0)


def test_a_lesson_sets_it(view, session):
    view.choose("singular_value", 1.3)
    view.choose("singular_value", "free")
    assert session.told == [Live({"singular_value": 1.3}), Live({"singular_value": 0.0})]
    with pytest.raises(Refused, match="Singular value cannot be"):
        view.choose("singular_value", -1)
    with pytest.raises(Refused, match="no control called colour"):
        view.choose("colour", 1)


def test_the_crossing_is_marked_in_the_picture(view):
    view.show_frame(flowing(strength=0.5))
    image = view.curves.grab().toImage()
    plot, count = view.curves.area, 40
    x = round(plot.left() + (39 - 10 + 0.5) * plot.width() / count)
    column = {QColor(image.pixel(QPoint(x, y))).name() for y in range(plot.top(), plot.bottom())}
    assert DARK.negative in column


def test_a_bound_far_away_leaves_the_picture_to_the_gradient(view):
    frame = flowing(strength=0.9)
    record = frame.recurrences[0]
    far = replace(record.flow, bounds=10.0 ** np.arange(200.0, 160.0, -1))
    view.show_frame(replace(frame, recurrences=(replace(record, flow=far),)))
    assert view.curves.decades.high < 5


def test_the_cursor_is_linked_both_ways(view, session, qtbot):
    view.show_frame(flowing())
    plot = view.curves.area
    qtbot.mouseClick(view.curves, Qt.MouseButton.LeftButton, pos=QPoint(plot.right() - 1, plot.center().y()))
    assert session.cursor.pinned_timestep("text") == 39
    view.show_cursor()
    qtbot.keyClick(view.curves, Qt.Key.Key_Left)
    assert session.cursor.pinned_timestep("text") == 38
    qtbot.mouseMove(view.curves, plot.center())
    view.curves.pointed.emit(3)
    assert session.cursor.timestep("text") == 3


def test_why_there_is_nothing_is_said(view, frame, session):
    view.show_frame(replace(frame("lstm"), recurrences=()))
    assert view.describe() == "This model has no recurrent layer."
    view.show_frame(frame("lstm"))
    assert view.describe() == "The Jacobian of this cell is not known."
    assert view.numbers() == {}
    view.show_frame(flowing())
    session.built.emit(None)
    assert view.describe() == "Waiting for the first picture."


@pytest.mark.filterwarnings("error")
def test_what_is_not_finite_raises_nothing(view):
    view.show_frame(flowing(nonfinite=True))
    assert not view.grab().isNull()
    assert view.describe()


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(flowing(timesteps=100, units=16))
    assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 260 * points / 10


def test_with_little_room_the_verdict_is_short_and_with_less_the_curves_have_it(view):
    view.resize(520, 380)
    view.show_frame(flowing(strength=0.5))
    said = []
    for height in (380, 125, 90):
        view.resize(420, height)
        said.append(view.said.text() if view.said.isVisible() else "")
    assert said[0].endswith("it is below a thousandth.")
    assert said[1] == "Vanishing: below 1/1000 after 10 timesteps"
    assert said[2] == ""


def test_the_axis_keeps_still_while_the_network_learns_and_fits_what_stands(view, session, monkeypatch):
    def heights():
        view.show_frame(flowing(strength=2.0))
        return view.curves.grab().toImage()

    monkeypatch.setattr(type(session), "phase", Phase.PAUSED)
    alone = heights()
    view.show_frame(flowing(strength=0.2))
    assert heights() == alone
    view.show_frame(flowing(strength=0.2))
    monkeypatch.setattr(type(session), "phase", Phase.RUNNING)
    assert heights() != alone


def test_in_a_narrow_panel_the_verdict_is_short_although_there_is_room(view):
    view.resize(140, 380)
    view.show_frame(flowing(strength=0.5))
    assert view.said.text() == "Vanishing: below 1/1000 after 10 timesteps"


@pytest.mark.parametrize("held", [0.0, 2.0])
@pytest.mark.parametrize("shown", [True, False])
def test_in_another_language_it_goes_on_and_asks_for_nothing(view, session, look, qtbot, held, shown):
    session.set_live(singular_value=held)
    if shown:
        view.show_frame(flowing())
    session.told.clear()
    after = PANEL.make(session, look)
    qtbot.addWidget(after)
    after.go_on_from(view)
    assert session.told == []
    assert after.strength.free.isChecked() == (held == 0.0)


def test_what_is_not_a_number_has_not_vanished():
    back = np.array([0.0, 0.0, 1.0])
    found = verdict(replace(made_flow(back), last=np.full(3, np.nan)), False)
    assert found.fate is Fate.NOT_A_NUMBER


def test_what_comes_back_has_not_vanished():
    found = verdict(made_flow(np.array([0.5, 1e-5, 1e-4, 1.0])), False)
    assert found.fate is Fate.ARRIVING
