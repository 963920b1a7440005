"""Breakpoints on real runs: the quantities are what they are said to be, and the place is where they come from."""

import math
from time import perf_counter

import numpy as np
import pytest
import torch

from rnnviz.engine.breakpoint_checks import Stopping, stopped
from rnnviz.engine.breakpoint_quantities import UpdateQuantities, known, saturated
from rnnviz.engine.breakpoints import Breakpoint, Place
from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.messages import Evaluated
from rnnviz.engine.observing import observed
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, train_once
from rnnviz.probe.frame import EVERYTHING
from rnnviz.sentences import Refused
from tests.engine.test_training import CONFIGS, SMALL


@pytest.fixture(autouse=True)
def one_thread():
    load_torch()


class Driven:
    """A run with breakpoints, without a worker."""

    def __init__(self, config):
        self.run = build(config)
        self.probe = self.run.task.watch(self.run.task.default_probe())
        self.governor = Governor()
        self.stopping = Stopping(self.governor)

    def set(self, *expressions, **options):
        self.stopping.set(tuple(Breakpoint(e, **options) for e in expressions), self.run, self.probe)

    def take(self):
        """Try an update; return its metrics and what stopped it."""
        hits = []

        def accept(metrics):
            hits.extend(self.stopping.hits(self.run, metrics, self.probe))
            return metrics.finite and not hits

        return train_once(self.run, accept), hits

    def take_on(self, most=400):
        """Train until something stops it; return that."""
        for _ in range(most):
            _, hits = self.take()
            if hits:
                return hits
        raise AssertionError(f"nothing stopped it in {most} updates")


@pytest.fixture
def driven():
    return Driven(SMALL)


def test_it_stops_before_the_weights_change_and_goes_on_past(driven):
    driven.set("update == 5")
    (hit,) = driven.take_on()
    assert (hit.update, hit.values, driven.run.update) == (5, {"update": 5.0}, 5)
    before = snapshot(driven.run).digest
    assert "update == 5 holds at update 5" in str(stopped(hit))
    metrics, hits = driven.take()
    assert (metrics.update, hits, driven.run.update) == (5, [], 6)
    assert snapshot(driven.run).digest != before


def test_stopping_changes_no_bit(driven):
    alone = Driven(SMALL)
    driven.set("max(grad_norms) > 0", "saturation.f >= 0", "spectral_radius > 0", every=3)
    stops = 0
    while driven.run.update < 30:
        stops += bool(driven.take()[1])
    while alone.run.update < 30:
        alone.take()
    assert stops == 10
    assert snapshot(driven.run).digest == snapshot(alone.run).digest


def test_elsewhere_in_time_it_stops_there_again(driven):
    driven.set("update == 2")
    driven.take_on()
    driven.stopping.moved()
    assert driven.take()[1]


def test_a_breakpoint_of_every_seventh_update_stops_at_those(driven):
    driven.set("True", every=7)
    found = []
    while driven.run.update < 22:
        found += [hit.update for hit in driven.take()[1]]
    assert found == [0, 7, 14, 21]


def test_all_that_hold_are_told(driven):
    driven.set("update > 1", "update < 0", "loss > 0 and update == 2")
    assert [hit.breakpoint.expression for hit in driven.take_on()] == ["update > 1", "loss > 0 and update == 2"]


def test_a_disabled_one_does_not_stop(driven):
    driven.set("True", enabled=False)
    assert not driven.take()[1]


@pytest.mark.parametrize(
    "config",
    [
        SMALL,
        CONFIGS["gru, two layers, dropout"],
        CONFIGS["dates"],
        SMALL.changed(cell="rnn"),
        SMALL.changed(cell="rnn", nonlinearity="relu"),
        SMALL.changed(cell="rnn", nonlinearity="sigmoid"),
    ],
    ids=["lstm", "gru", "dates", "tanh", "relu", "sigmoid"],
)
def test_the_quantities_are_those_of_an_observation(config):
    driven = Driven(config)
    for _ in range(3):
        metrics, _ = driven.take()
    found = UpdateQuantities(driven.run, driven.probe, metrics, math.nan)
    frame = observed(driven.run, driven.probe, EVERYTHING)
    norms = np.concatenate([np.linalg.norm(r.dh, axis=1) for r in frame.recurrences])
    np.testing.assert_allclose(found["grad_norms"], norms, rtol=1e-6)
    assert found["spectral_radius"] == max(s.radius for s in frame.spectra if s.eigenvalues.size)
    gates = known(driven.run, driven.probe).gates
    assert set(gates) == {"tanh": {"h"}, "relu": set(), "sigmoid": set()}.get(
        config.nonlinearity if config.cell == "rnn" else "", {g for r in frame.recurrences for g in r.gates}
    )
    for gate in gates:
        values = [r.gates.get(gate, r.h if gate == "h" else None) for r in frame.recurrences]
        near = np.concatenate([saturated(gate, v).ravel() for v in values if v is not None])
        assert getattr(found["saturation"], gate) == pytest.approx(near.mean())


def test_the_state_of_the_scalar_net_saturates_too():
    driven = Driven(preset("scalar").config)
    assert known(driven.run, driven.probe).gates == ("h",)


@pytest.mark.parametrize(
    ("gate", "values", "near"),
    [
        ("f", [0.0, 0.04, 0.06, 0.5, 0.94, 0.96, 1.0], [1, 1, 0, 0, 0, 1, 1]),
        ("g", [-1, -0.96, -0.9, 0, 0.96], [1, 1, 0, 0, 1]),
    ],
)
def test_saturated_is_near_an_end_of_the_range(gate, values, near):
    assert saturated(gate, np.array(values)).tolist() == [bool(n) for n in near]


def test_a_gate_forced_shut_is_found_with_its_place(driven):
    with torch.no_grad():
        driven.run.model.rnn.bias_ih_l0[8:16] = -40.0  # of the forget gate
    driven.set("saturation.f > 0.99")
    (hit,) = driven.take_on(1)
    assert hit.values == {"saturation.f": 1.0}
    assert hit.place == Place("rnn · 1", "f", 0)


@pytest.mark.parametrize(
    ("expression", "extreme"), [("max(grad_norms) > 0", np.argmax), ("min(grad_norms) >= 0", np.argmin)]
)
def test_the_place_of_a_gradient_is_its_layer_and_timestep(expression, extreme):
    driven = Driven(CONFIGS["gru, two layers, dropout"])
    driven.set(expression)
    (hit,) = driven.take_on(1)
    norms = [np.linalg.norm(r.dh, axis=1) for r in observed(driven.run, driven.probe, EVERYTHING).recurrences]
    at = int(extreme(np.concatenate(norms)))
    layer, timestep = divmod(at, len(norms[0]))
    assert hit.place == Place(f"rnn · {layer + 1}", timestep=timestep)


def test_the_place_of_a_spectral_radius_is_its_matrix(driven):
    with torch.no_grad():
        driven.run.model.rnn.weight_hh_l0[24:32] = 9.0 * torch.eye(8)  # of the output gate
    driven.set("spectral_radius > 8.9")
    (hit,) = driven.take_on(1)
    assert hit.values["spectral_radius"] == pytest.approx(9.0, rel=1e-5)
    assert hit.place == Place("rnn.weight_hh_l0", "o")


def test_a_jump_of_the_loss_stands_out_against_what_was_before(driven):
    for _ in range(20):
        driven.take()
    driven.set("jump(loss, 2)")
    with torch.no_grad():
        driven.run.model.output.weight.mul_(100.0)
    (hit,) = driven.take_on(1)
    assert hit.values["loss"] > 2 * driven.run.smoothed


def test_a_loss_that_is_not_finite_is_a_hit(driven):
    driven.set("not finite")
    with torch.no_grad():
        driven.run.model.output.weight.fill_(math.inf)
    metrics, (hit,) = driven.take()
    assert not metrics.finite
    assert hit.values == {"finite": 0.0}


def test_the_accuracy_is_the_last_before_the_update():
    driven = Driven(CONFIGS["dates"])
    driven.set("accuracy >= 0.5")
    assert not driven.take()[1]
    for update, value in ((1, 0.5), (3, 0.25)):
        driven.stopping.evaluated(Evaluated(update, {"accuracy": value}))
    found = []
    while driven.run.update < 5:
        found += [(hit.update, hit.values["accuracy"]) for hit in driven.take()[1]]
    assert found == [(1, 0.5), (2, 0.5)]


def test_a_task_without_held_out_data_has_no_accuracy(driven):
    with pytest.raises(Refused, match="At column 13: this task measures no accuracy, so this would never hold"):
        driven.set("loss < 1 or accuracy > 0.5")


def test_a_wrong_one_leaves_those_before(driven):
    driven.set("update == 1")
    with pytest.raises(Refused):
        driven.set("update == 0", "saturation.z > 1")
    assert [hit.update for hit in driven.take_on()] == [1]


def test_a_new_model_keeps_those_that_mean_something_for_it(driven):
    driven.set("saturation.f > 2", "update == 1")
    gru = Driven(SMALL.changed(cell="gru"))
    (refusal,) = driven.stopping.begin(gru.run, gru.probe, [])
    assert "no gate f" in str(refusal)
    gru.stopping = driven.stopping
    assert [hit.update for hit in gru.take_on()] == [1]


def test_what_it_costs_is_charged_and_cheap_ones_observe_nothing(driven, monkeypatch):
    driven.set("loss > 1e9", "max(grad_norms) > 1e9 and update > 1e9", "update > 1e9 and saturation.f > 2")
    calls, charged = [], []
    monkeypatch.setattr("rnnviz.engine.breakpoint_quantities.observed", lambda *a: calls.append(a) or observed(*a))
    monkeypatch.setattr(driven.governor, "observed", charged.append)
    began = perf_counter()
    driven.take()
    assert len(calls) == 1  # only where `and` does not decide before
    assert [driven.stopping.seconds] == charged
    assert 0 < charged[0] < perf_counter() - began
    driven.set("max(grad_norms) > 1e9", every=50)
    calls.clear()
    for _ in range(50):
        driven.take()
    assert len(calls) == 1  # at update 50


def test_a_breakpoint_on_accuracy_is_let_go_where_there_is_none_and_the_others_stay():
    driven = Driven(preset("dates").config.changed(hidden=4, batch=2))
    driven.set("accuracy > 0.5", "loss > 1000")
    other = build(preset("sum-of-inputs").config)
    (refused,) = driven.stopping.begin(other, other.task.watch(other.task.default_probe()), [])
    assert "measures no accuracy" in str(refused)
    driven.run = other
    assert driven.take()[1] == []
