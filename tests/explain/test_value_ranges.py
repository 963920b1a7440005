"""What a quantity of a cell may be, whatever it has learned: what colours are chosen by."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.explain.value_ranges import BOTH, FREE, UNIT, range_of
from rnnviz.nn import cells
from rnnviz.nn.expressions import before, symbols
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.nonlinearities import NONLINEARITIES, SIGMOID, TANH
from tests.toy_cells import found


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ("rnn_tanh", BOTH),
        ("rnn_relu", FREE),
        ("rnn_leaky_relu", FREE),
        ("rnn_elu", FREE),
        ("rnn_linear", FREE),
        ("rnn_sigmoid", UNIT),
        ("rnn_threshold", UNIT),
        ("lstm", BOTH),
        ("gru", BOTH),
        ("cifg", BOTH),
        ("somebody's own", FREE),
    ],
)
def test_a_state_is_drawn_in_a_fixed_range_only_if_it_can_never_leave_it(cell, held):
    assert range_of(cell, "h") == held


def test_cells_of_files_that_nobody_knew_are_judged_by_their_equations():
    with found():
        assert range_of("leaky", "h") == BOTH
        assert range_of("vault", "h") == FREE  # h = tanh(c) e, and e has no upper end


def test_a_state_that_an_open_cell_state_reaches_has_no_ends(monkeypatch):
    i, o, g, c = symbols("iogc")
    gates = (Gate("i", SIGMOID, "", ""), Gate("o", SIGMOID, "", ""), Gate("g", TANH, "", ""))
    form = Form(gates=gates, states={"c": before("c") + i * g, "h": o * c})
    monkeypatch.setattr(cells, "form", lambda _: form)
    assert range_of("one without a tanh before its output", "h") == FREE


@pytest.mark.parametrize("name", list(NONLINEARITIES))
def test_no_value_leaves_the_range_that_it_is_drawn_in(name):
    low, high = {UNIT: (0.0, 1.0), BOTH: (-1.0, 1.0), FREE: (-np.inf, np.inf)}[range_of(f"rnn_{name}", "h")]
    a = np.linspace(-50, 50, 101)
    made = {"tanh": np.tanh(a), "sigmoid": 1 / (1 + np.exp(-a)), "threshold": (a > 0).astype(float)}.get(name, a)
    assert (low <= made).all()
    assert (made <= high).all()
