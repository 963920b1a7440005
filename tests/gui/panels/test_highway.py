"""The highway: products of forget gates against products of Jacobians."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from torch import nn

from rnnviz.explain.gradient_highway import highways
from rnnviz.gui.panels.highway import PANEL
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.observation import observe
from rnnviz.sentences import Refused
from tests.gui.flowing_frames import flowing


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(620, 460)
    made.show()
    return made


def with_forget(frame, f, reverse=False):
    """A Frame of an LSTM whose forget gates are given, (timestep, unit)."""
    f = np.asarray(f, np.float32)
    record = frame.recurrences[0]
    gates = MappingProxyType({**record.gates, "f": f})
    return replace(frame, recurrences=(replace(record, gates=gates, reverse=reverse, flow=None),))


HALVING = np.array([[0.9, 0.0], [0.5, 1.0], [0.25, 1.0], [0.8, 1.0]])


def test_what_is_carried_back_is_the_product_of_the_later_forget_gates(view):
    view.show_frame(with_forget(flowing("lstm"), HALVING))
    expected = np.array([[0.1, 1.0], [0.2, 1.0], [0.8, 1.0], [1.0, 1.0]])
    np.testing.assert_allclose(view.numbers()["forget_product"], expected, rtol=1e-6)
    assert view.numbers()["open_for"].tolist() == [1, 3]


def test_a_reverse_layer_is_carried_back_towards_its_own_beginning():
    record = with_forget(flowing("lstm"), HALVING[::-1], reverse=True).recurrences[0]
    expected = np.array([[0.1, 1.0], [0.2, 1.0], [0.8, 1.0], [1.0, 1.0]])[::-1]
    np.testing.assert_allclose(highways(record).products, expected, rtol=1e-6)
    assert highways(record).open_for.tolist() == [1, 3]


@pytest.mark.parametrize("cell", [nn.LSTM, nn.GRU])
def test_where_no_gate_reads_the_state_it_is_autograd_s_whole_gradient(cell):
    torch.manual_seed(1)
    layer, x = cell(3, 4).double(), torch.randn(6, 1, 3, dtype=torch.float64)
    nn.init.zeros_(layer.weight_hh_l0)
    record = observe(layer, lambda m: m(x)[0].sum()).recurrences[0]
    state = torch.zeros(1, 1, 4, dtype=torch.float64, requires_grad=True)
    states = [state]
    for x_t in x:  # of an LSTM, h is read by nobody
        after = layer(x_t[None], (torch.zeros_like(state), states[-1]) if cell is nn.LSTM else states[-1])[1]
        states.append(after[1] if cell is nn.LSTM else after)
    by_autograd = [torch.autograd.grad(states[-1].sum(), s, retain_graph=True)[0].flatten() for s in states[1:]]
    np.testing.assert_allclose(highways(record).products, torch.stack(by_autograd).numpy(), rtol=1e-9)


def test_the_unit_with_the_longest_highway_is_spoken_of_until_one_is_marked(view, session):
    view.show_frame(with_forget(flowing("lstm"), HALVING))
    assert view.said.text() == "Unit 1 carries 100 % back over 3 timesteps."
    session.cursor.pin(Place("text", 2, 0))
    view.show_cursor()
    assert view.said.text() == "Unit 0 carries 80 % back over one timestep."
    assert view.numbers()["carried"] == pytest.approx(0.8)
    assert view.others.text().startswith("Units that carry more than half so far: 2 of 2.")
    assert [bar.label for bar in view.bars.bars if bar.singled_out] == ["0"]


def test_a_lesson_chooses_the_unit(view, session):
    with pytest.raises(Refused, match="no highway on show"):
        view.choose("unit", 0)
    view.show_frame(with_forget(flowing("lstm"), HALVING))
    view.choose("unit", 0)
    assert (session.cursor.unit, session.cursor.pinned_timestep("text")) == (0, 0)
    view.choose("unit", "best")
    assert session.cursor.unit == 1
    for wrong in (2, -1, "first", 1.0, True):
        with pytest.raises(Refused, match="no unit"):
            view.choose("unit", wrong)
    with pytest.raises(Refused, match="no control called lane"):
        view.choose("lane", 1)


def test_curves_are_the_product_the_jacobians_and_a_vanilla_cell_s_bound(view):
    frame = flowing("lstm")
    view.show_frame(frame)
    flow, found = frame.recurrences[0].flow, view.numbers()
    assert found["jacobian_product"] is flow.products
    assert found["bound"] is flow.bounds
    assert [c.values is v for c, v in zip(view.curves.curves[1:], (flow.products, flow.bounds), strict=True)]
    np.testing.assert_array_equal(view.curves.curves[0].values, found["forget_product"][:, found["unit"]])


def test_the_state_of_a_gru_has_a_highway_of_its_update_gate(view):
    view.show_frame(flowing("gru"))
    assert "z(t)" in view.subtitle
    assert "∏ z" in view.curves.curves[0].name


def test_a_vanilla_cell_has_none(view, frame):
    view.show_frame(flowing("lstm"))
    view.show_frame(frame("rnn_tanh"))
    assert "no highway" in view.describe()
    assert view.numbers() == {}
    view.show_frame(replace(frame("lstm"), recurrences=()))
    assert view.describe() == "This model has no recurrent layer."


def test_the_cursor_is_linked_both_ways(view, session, qtbot):
    view.show_frame(flowing("lstm"))
    plot = view.curves.area
    qtbot.mouseClick(view.curves, Qt.MouseButton.LeftButton, pos=QPoint(plot.left() + 1, plot.center().y()))
    assert session.cursor.pinned_timestep("text") == 0
    view.curves.pointed.emit(7)
    assert session.cursor.timestep("text") == 7


@pytest.mark.filterwarnings("error")
def test_what_is_not_finite_raises_nothing(view):
    view.show_frame(flowing("lstm", nonfinite=True))
    assert not view.grab().isNull()
    assert view.describe()


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(flowing("lstm", timesteps=60, units=16))
    assert not view.grab().isNull()
