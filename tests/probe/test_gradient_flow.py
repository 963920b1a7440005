"""What is left of a gradient on its way back: against autograd, and against the Jacobians of a Trace."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from rnnviz.probe.frame import EVERYTHING, Want, arrays
from rnnviz.probe.jacobian import Chain
from rnnviz.probe.observation import observe
from tests.probe.test_jacobian import layers, traced

T, UNITS = 7, {"projected": 2}


class Net(nn.Module):
    """A layer, and a loss at the timestep that each direction computes last."""

    def __init__(self, layer: nn.Module, units: int) -> None:
        super().__init__()
        self.rnn = layer
        self.units = units

    def forward(self, x: Tensor) -> Tensor:
        out = self.rnn(x)[0]
        loss = out[-1, 0, : self.units].square().sum()
        return loss + out[0, 0, self.units :].square().sum() if out.shape[-1] > self.units else loss


def watched(name: str, x: Tensor, wants=EVERYTHING | {Want.FLOW}):
    model = Net(layers()[name], UNITS.get(name, 4))
    return observe(model, lambda m: m(x), wants=wants)


@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize("name", layers())
def test_the_last_loss_alone_flows_back_as_autograd_says(name):
    x = torch.randn(T, 1, 3, dtype=torch.float64)
    for r in watched(name, x).recurrences:
        np.testing.assert_allclose(r.flow.last, np.linalg.norm(r.dh, axis=1), rtol=1e-9)


@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize("name", layers())
def test_products_and_bounds_are_those_of_the_jacobians(name):
    x = torch.randn(T, 2, 3, dtype=torch.float64)
    trace = traced(layers()[name], x, sequence=0)
    frame = observe(layers()[name], lambda m: m(x)[0].square().sum(), wants=EVERYTHING | {Want.FLOW})
    for r, theirs in zip(frame.recurrences, trace.recurrences, strict=True):
        chain = Chain(trace, theirs)
        np.testing.assert_allclose(r.flow.products, chain.product_norms(), rtol=1e-9)
        if np.isfinite(chain.bounds()).all():
            np.testing.assert_allclose(r.flow.bounds, chain.bounds(), rtol=1e-9)
            assert (r.flow.products <= r.flow.bounds * (1 + 1e-9)).all()


def test_of_a_gated_cell_the_bound_is_that_of_the_candidate_s_matrix():
    x = torch.randn(T, 1, 3, dtype=torch.float64)
    model = Net(layers()["lstm"], 4)
    record = watched("lstm", x).recurrences[0]
    W_g = model.rnn.weight_hh_l0.detach().numpy()[8:12]
    singular, slope = np.linalg.norm(W_g, 2), (1 - record.gates["g"] ** 2).max()
    assert (record.flow.singular_value, record.flow.slope) == (pytest.approx(singular), pytest.approx(slope))
    np.testing.assert_allclose(record.flow.bounds, (singular * slope) ** np.arange(T)[::-1])


def test_nobody_who_does_not_ask_pays_for_it_and_what_it_needs_comes_along():
    x = torch.randn(T, 1, 3, dtype=torch.float64)
    assert watched("gru", x, EVERYTHING).recurrences[0].flow is None
    frame = watched("gru", x, frozenset({Want.FLOW}))
    assert frame.recurrences[0].flow is not None
    assert frame.wants == {Want.FLOW, Want.GATES, Want.GRADIENTS}


def test_a_layer_that_would_take_too_long_has_no_products_and_still_its_gradient(monkeypatch):
    monkeypatch.setattr("rnnviz.probe.gradient_flow.MOST", T * 4**3 - 1)
    flow = watched("gru", torch.randn(T, 1, 3, dtype=torch.float64)).recurrences[0].flow
    assert np.isnan(flow.products).all()
    assert np.isfinite(flow.last).all()


def test_products_beyond_the_range_of_single_precision_are_right():
    layer = nn.RNN(1, 2, nonlinearity="relu", bias=False)
    with torch.no_grad():
        layer.weight_hh_l0.copy_(torch.diag(torch.tensor([4.0, 0.5])))
        layer.weight_ih_l0.fill_(1e-30)
    frame = observe(Net(layer, 2), lambda m: m(torch.ones(90, 1, 1)), wants=EVERYTHING | {Want.FLOW})
    flow = frame.recurrences[0].flow
    assert flow.products[0] == pytest.approx(4.0**89)
    assert flow.bounds[0] == pytest.approx(4.0**89)


def test_a_layer_that_is_not_finite_raises_nothing():
    layer = nn.LSTM(3, 4)
    with torch.no_grad():
        layer.weight_hh_l0[2, 1] = float("nan")
    flow = observe(Net(layer, 4), lambda m: m(torch.randn(T, 1, 3)), wants=EVERYTHING | {Want.FLOW}).recurrences[0].flow
    assert not np.isfinite(flow.products[0])


def test_it_is_part_of_what_an_export_writes():
    found = {path for path, *_ in arrays(watched("rnn", torch.randn(T, 1, 3, dtype=torch.float64)))}
    assert {f"recurrences/1/flow/{name}" for name in ("last", "products", "bounds")} <= found


def test_a_model_without_a_recurrence_has_nothing_to_flow():
    frame = observe(nn.Linear(2, 1), lambda m: m(torch.ones(2)).sum(), wants=EVERYTHING | {Want.FLOW})
    assert frame.recurrences == ()
