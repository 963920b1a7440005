"""Fixed points of small nets: all of them, exactly, and what they do to states nearby."""

import numpy as np
import pytest

from rnnviz.explain.phase_plane import MANY, RESIDUAL, Box, Kind, arrows, box, fixed_points, settled
from rnnviz.nn import cells
from rnnviz.probe.step_map import StepMap, dynamics
from tests.gui.small_runs import small_frame


def vanilla(W, U=0.0, b=0.0, x=0.0, key="rnn_tanh"):
    W = np.atleast_2d(np.asarray(W, float))
    n = len(W)
    weights = {
        "weight_hh": W,
        "weight_ih": np.full((n, 1), float(U)),
        "bias_ih": np.broadcast_to(np.asarray(b, float), (n,)).reshape(n, 1),
        "bias_hh": np.zeros((n, 1)),
    }
    return StepMap(cells.form(key), weights, np.array([float(x)]), n), Box(-np.ones(n), np.ones(n))


def test_a_strong_unit_has_two_states_and_the_border_between_them():
    f, within = vanilla([[2.0]])
    low, middle, high = fixed_points(f, within)
    assert [p.kind for p in (low, middle, high)] == [Kind.ATTRACTS, Kind.REPELS, Kind.ATTRACTS]
    assert high.state == pytest.approx([0.957504], abs=1e-6)
    assert low.state == pytest.approx(-high.state)
    assert middle.state == pytest.approx([0.0], abs=1e-9)
    assert middle.eigenvalues == pytest.approx([2.0])


def test_a_weak_unit_forgets():
    (only,) = fixed_points(*vanilla([[0.5]]))
    assert only.kind is Kind.ATTRACTS
    assert only.eigenvalues == pytest.approx([0.5])


def test_two_strong_units_have_nine_fixed_points_of_three_kinds():
    found = fixed_points(*vanilla(2 * np.eye(2)))
    kinds = [p.kind for p in found]
    assert len(found) == 9
    assert (kinds.count(Kind.ATTRACTS), kinds.count(Kind.SADDLE), kinds.count(Kind.REPELS)) == (4, 4, 1)


def test_a_rotation_has_complex_eigenvalues():
    (only,) = fixed_points(*vanilla([[0.6, -0.6], [0.6, 0.6]]))
    assert only.kind is Kind.ATTRACTS
    assert np.abs(only.eigenvalues) == pytest.approx(np.sqrt(0.72))
    assert abs(only.eigenvalues[0].imag) == pytest.approx(0.6)


def test_what_keeps_every_state_is_said_to_be_neutral():
    found = fixed_points(*vanilla([[1.0]], key="rnn_linear"))
    assert len(found) == MANY + 1
    assert {p.kind for p in found} == {Kind.NEUTRAL}


def test_what_is_never_left_as_it_is_has_no_fixed_point():
    assert fixed_points(*vanilla([[1.0]], b=0.5, key="rnn_linear")) == ()


@pytest.mark.parametrize("task", ["scalar", "parity", "sum_of_inputs", "hello"])
@pytest.mark.parametrize("updates", [0, 20, 60])
def test_every_fixed_point_of_a_learning_net_is_one(task, updates):
    frame = small_frame(task, updates)
    found = dynamics(frame, frame.recurrences[0])
    for x in np.unique(frame.recurrences[0].x, axis=0):
        f = found.under(x)
        for point in fixed_points(f, box(found)):
            assert np.abs(f(point.state) - point.state).max() <= RESIDUAL


def test_parity_holds_one_bit_under_0_and_turns_it_over_under_1():
    frame = small_frame("parity", weights="by hand")
    found = dynamics(frame, frame.recurrences[0])
    zero, one = (found.under(np.array([bit, 0.0])) for bit in (0.0, 1.0))
    assert [p.state.tolist() for p in fixed_points(zero, box(found))] == [[0.0, 0.0], [0.0, 1.0]]
    assert {p.kind for p in fixed_points(zero, box(found))} == {Kind.ATTRACTS}
    assert fixed_points(one, box(found)) == ()
    assert len(settled(one, np.zeros(2))) == 2
    assert len(settled(zero, np.zeros(2))) == 1


def test_arrows_stand_evenly_and_go_where_the_map_goes():
    f, within = vanilla(np.diag([0.5, 2.0, 1.0]))
    states, after = arrows(f, within, 0, 2, np.array([0.0, 0.7, 0.0]), 4)
    assert states.shape == after.shape == (16, 3)
    assert set(states[:, 1]) == {0.7}
    assert after == pytest.approx(f(states))
