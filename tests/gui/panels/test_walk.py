"""The walk through the scalar net, forward and back: every number against autograd."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt

from rnnviz.engine.config import RunConfig
from rnnviz.engine.observing import observed
from rnnviz.engine.training import build, train_once
from rnnviz.explain.scalar_walk_words import BACKWARD, FORWARD
from rnnviz.gui.panels.walk import PANEL
from rnnviz.gui.widgets.number_table import NumberTable
from rnnviz.gui.workbench.cursor import Place as Pointed
from rnnviz.nn.scalar_walk import Phase, Place
from rnnviz.probe.frame import Want
from rnnviz.sentences import Refused

TEXT = "+-++--+---"


def scalar_frame(text=TEXT, double=False):
    run = build(RunConfig(task="scalar", sequence_length=10, batch=8, learning_rate=1e-2))
    for _ in range(30):
        train_once(run)
    if double:
        run.model.double()
    return observed(run, run.task.watch(text), frozenset(Want)), run


FRAME = scalar_frame()[0]


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(900, 520)
    made.show()
    return made


def autograd(run):
    """Return z, h, r, y and the gradients that autograd delivers at them."""
    u, w, v = (p.detach().clone().requires_grad_() for p in (run.model.cell.u, run.model.cell.w, run.model.v))
    x = [1.0 if s == "+" else -1.0 for s in TEXT]
    total, h, found = 0, torch.zeros(1, 1, dtype=u.dtype), {name: [] for name in "zhry"}
    losses = []
    for value in x:
        z = u * value + w * h
        h = torch.tanh(z)
        r = v * h
        y = torch.tanh(r)
        for name, tensor in zip("zhry", (z, h, r, y), strict=True):
            tensor.retain_grad()
            found[name].append(tensor)
        total += value
        if total:
            losses.append(-torch.log((1 + np.sign(total) * y) / 2))
    loss = torch.stack(losses).mean()
    loss.backward()
    return loss, found, (u.grad, w.grad, v.grad)


def test_every_number_of_a_whole_walk_is_autograds(view):
    frame, run = scalar_frame(double=True)
    view.show_frame(frame)
    view.choose("phase", "sums")
    loss, found, by_weight = autograd(run)
    shown = view.numbers()
    assert shown["loss"][0] == pytest.approx(loss.item(), abs=1e-12)
    for name in "zhry":
        np.testing.assert_allclose(shown[name], [t.item() for t in found[name]], rtol=0, atol=1e-12)
    by = {name: [0 if t.grad is None else t.grad.item() for t in found[name]] for name in "zhr"}
    for name in "zhr":
        np.testing.assert_allclose(shown[f"d{name}"], by[name], rtol=0, atol=1e-12)
    np.testing.assert_allclose(shown["dh_local"] + shown["dh_recurrent"], shown["dh"], rtol=0, atol=1e-15)
    for letter, gradient in zip("uwv", by_weight, strict=True):
        assert shown[f"d{letter}"][0] == pytest.approx(gradient.item(), abs=1e-12)
        assert shown[f"autograd_d{letter}"][0] == pytest.approx(gradient.item(), abs=1e-12)
        assert abs(shown[f"difference_d{letter}"][0]) < 1e-12


def test_of_the_running_net_the_sums_are_autograds_to_its_precision(view):
    frame, run = scalar_frame()
    view.show_frame(frame)
    view.choose("phase", "sums")
    shown = view.numbers()
    assert shown["u"][0] == run.model.cell.u.item()
    for letter in "uwv":
        assert shown[f"d{letter}"][0] != 0
        assert abs(shown[f"difference_d{letter}"][0]) < 1e-6


def test_the_walk_goes_forward_first_then_backward_and_sums_last(view, session):
    view.show_frame(FRAME)
    walked = []
    for _ in range(21):
        walked.append(view.place)
        view.forward()
    assert [p.timestep for p in walked if p.phase is Phase.FORWARD] == list(range(10))
    assert [p.timestep for p in walked if p.phase is Phase.BACKWARD] == list(range(9, -1, -1))
    assert walked[-1].phase is Phase.SUMS
    assert view.place.phase is Phase.SUMS  # there is nothing after it
    for place in reversed(walked[:-1]):
        view.backward()
        assert view.place == place
    assert session.cursor.pinned_timestep("time") == 0


def test_cells_are_blank_where_the_walk_has_not_come(view):
    view.show_frame(FRAME)
    view.choose("at", 3)
    shown = view.numbers()
    assert np.isfinite(shown["h"]).tolist() == [True] * 4 + [False] * 6
    assert np.isnan(shown["dh"]).all()
    assert np.isnan(shown["du"]).all()
    view.choose("phase", "backward")
    view.choose("timestep", 7)
    shown = view.numbers()
    assert np.isfinite(shown["h"]).all()
    assert np.isfinite(shown["dz"]).tolist() == [False] * 7 + [True] * 3
    assert shown["du"][0] == pytest.approx(shown["dz"][7:] @ shown["x"][7:])
    rows = {row.label: row.cells for row in view.findChildren(NumberTable)[0].rows}
    assert rows["∂L/∂z"][:7] == ("",) * 7
    assert all(rows["∂L/∂z"][7:])
    assert np.isnan(shown["autograd_du"][0])


def test_the_last_timestep_has_no_recurrent_part(view):
    view.show_frame(FRAME)
    view.choose("phase", "backward")
    shown = view.numbers()
    assert shown["dh_recurrent"][9] == 0
    assert shown["dh"][9] == shown["dh_local"][9] != 0


def test_equations_hold_the_numbers_of_their_timestep(view):
    view.show_frame(FRAME)
    view.choose("at", 2)
    z = view.numbers()["z"][2]
    assert "z(2) = u x(2) + w h(1) = " in view.describe()
    assert f"{z:+.3f}".replace("-", "−") in view.describe()
    view.choose("phase", "backward")
    assert "∂L/∂h(9) = ∂L/∂r(9) v + ∂L/∂z(10) w" in view.describe()


def test_pointing_at_a_timestep_that_was_walked_through_writes_about_it(view, session):
    view.show_frame(FRAME)
    view.choose("at", 5)
    view.findChildren(NumberTable)[0].pointed.emit(2)
    view.show_cursor()
    assert "z(2)" in view.describe()
    view.findChildren(NumberTable)[0].pointed.emit(8)  # the walk has not come there
    view.show_cursor()
    assert "z(5)" in view.describe()


def test_arrow_keys_walk_forward_and_back(view, qtbot):
    view.show_frame(FRAME)
    table = view.findChildren(NumberTable)[0]
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert view.place == Place(Phase.FORWARD, 1)


@pytest.mark.parametrize(
    ("option", "value"), [("at", 99), ("at", True), ("phase", "up"), ("timestep", -1), ("pace", 1), ("at", [1])]
)
def test_what_cannot_be_chosen_is_refused(view, option, value):
    view.show_frame(FRAME)
    with pytest.raises(Refused):
        view.choose(option, value)


def test_another_model_is_said_in_a_sentence(view, frame):
    view.show_frame(frame("rnn_tanh"))
    assert "scalar net" in view.describe()
    assert view.numbers() == {}
    view.show_frame(FRAME)
    assert view.numbers()
    assert "scalar net" not in view.describe()


def test_another_net_begins_the_walk_again(view, session):
    view.show_frame(FRAME)
    view.choose("phase", "sums")
    session.built.emit(None)
    assert view.numbers() == {}
    view.show_frame(FRAME)
    assert view.place == Place(Phase.FORWARD, 0)


@pytest.mark.parametrize("size", [(60, 60), (300, 200), (1200, 800)])
@pytest.mark.parametrize("points", [7, 20])
@pytest.mark.parametrize("at", [4, 14, 20])
def test_any_size_is_painted(view, look, size, points, at):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(FRAME)
    view.choose("at", at)
    assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 260


def test_all_rows_are_there_where_there_is_room_and_those_of_the_way_where_not(view):
    view.show_frame(FRAME)
    table = view.findChildren(NumberTable)[0]
    assert len(table.rows) == len(FORWARD) + len(BACKWARD)
    view.resize(300, 120)
    view.choose("phase", "backward")
    assert table.rows[0].label == "∂L/∂r"
    assert len(table.rows) == len(BACKWARD)


def test_where_the_walk_stands_is_in_view_wherever_the_cursor_is(view, session):
    view.resize(260, 400)
    view.show_frame(FRAME)
    view.choose("at", 9)
    session.cursor.pin(Pointed(FRAME.recurrences[0].axis, 0))
    view.show_cursor()
    table = view.findChildren(NumberTable)[0]
    assert table.marked == 0
    assert not table.column_rect(9).isEmpty()
    assert table.count < 10


def test_a_small_number_makes_no_column_wider(view):
    view.show_frame(FRAME)
    view.choose("at", 20)
    table = view.findChildren(NumberTable)[0]
    small = [v for name in (*FORWARD, *BACKWARD) for v in view.numbers()[name] if 0.0005 <= abs(v) < 0.01]
    assert small
    assert all(len(cell) <= 6 for row in table.rows for cell in row.cells if "e" not in cell)
    assert sum("e" in cell for row in table.rows for cell in row.cells) == sum(
        0 < abs(v) < 0.0005 for name in (*FORWARD, *BACKWARD) for v in view.numbers()[name]
    )
