"""A cell that is one file in another folder is computed, differentiated and looked into as the program's own are."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.nn import cells
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.probe.jacobian import Chain
from rnnviz.probe.observation import observe
from rnnviz.probe.trace import Trace
from rnnviz.probe.tracing import Operations, record
from rnnviz.settings import ModelSettings
from tests import toy_cells


@pytest.fixture(autouse=True)
def _found():
    with toy_cells.found():
        yield


def layer_of(name, **more):
    torch.manual_seed(0)
    return cells.load(name).layer(ModelSettings(cell=name, hidden=4, **more), 3, True).double()


def logistic(z):
    return 1 / (1 + np.exp(-z))


def leaky(p, x, h):
    a, b = p["weight_ih"] @ x + p["bias_ih"], p["weight_hh"] @ h[0] + p["bias_hh"]
    u, m = logistic(a[:4]), np.tanh(a[4:] + b)
    return ((1 - u) * h[0] + u * m,)


def vault(p, x, state):
    h, c = state
    a, b = (np.split(p[f"weight_{w}"] @ s + p[f"bias_{w}"], 3) for w, s in (("ih", x), ("hh", h)))
    k, e = logistic(a[0] + b[0] + p["keyhole"][0] * c), np.exp(a[1] + b[1])
    c = k * c + (1 - k) * np.tanh(a[2] + k * b[2])
    return np.tanh(c) * e, c


def minimal(p, x, h):
    w, y = np.split(p["weight_ih"] @ x + p["bias_ih"], 2)
    return ((1 - logistic(w)) * h[0] + logistic(w) * np.tanh(y),)


REFERENCES = {"leaky": leaky, "minimal": minimal, "vault": vault}


def test_cells_are_found_wherever_their_names_are():
    assert set(toy_cells.NAMES) == set(REFERENCES) < set(cells.names())
    assert ModelSettings(cell="leaky").cell == "leaky"
    assert cells.title("leaky") == "Leaky"


@pytest.mark.parametrize("name", toy_cells.NAMES)
def test_a_sequence_is_that_of_the_reference(name):
    layer, x = layer_of(name), torch.randn(5, 1, 3, dtype=torch.float64)
    output = layer(x)[0].detach().numpy()[:, 0]
    for direction, cell in enumerate(layer.cells):
        p = {key: value.detach().numpy() for key, value in cell.named_parameters()}
        state = (np.zeros(4),) * len(cells.load(name).form.states)
        for t in range(5)[:: -1 if cell.reverse else 1]:
            state = REFERENCES[name](p, x[t, 0].numpy(), state)
            np.testing.assert_allclose(output[t, direction * 4 :][:4], state[0], atol=1e-12)


@pytest.mark.parametrize("name", toy_cells.NAMES)
def test_what_is_observed_is_what_autograd_computed(name):
    layer, x, states = layer_of(name, layers=2), torch.randn(6, 2, 3, dtype=torch.float64), {}

    def note(cell, _args, output):
        each = output if isinstance(output, tuple) else (output,)
        for tensor in each:
            tensor.retain_grad()
        states.setdefault(cell, []).append(each)

    def loss_of(model):
        output = model(x)[0]
        return (output.sin() * torch.linspace(-1, 1, output.numel(), dtype=x.dtype).view_as(output)).sum()

    hooks = [cell.register_forward_hook(note) for cell in layer.cells]
    loss_of(layer).backward()
    for hook in hooks:
        hook.remove()
    layer.zero_grad()
    found = {(r.layer, r.reverse): r for r in observe(layer, loss_of, sequence=1).recurrences}
    assert len(found) == 4
    for cell, computed in states.items():
        r = found[cell.layer, cell.reverse]
        assert set(r.gates) == set(cells.load(name).gates)
        for t, each in enumerate(computed[::-1] if cell.reverse else computed):
            pairs = [(r.h, each[0]), (r.dh, each[0].grad)]
            pairs += [(r.c, each[1]), (r.dc, each[1].grad)] if len(each) > 1 else []
            for mine, theirs in pairs:
                np.testing.assert_allclose(mine[t], theirs[1].detach(), atol=1e-12)


@pytest.mark.parametrize("name", toy_cells.NAMES)
def test_jacobians_are_those_of_autograd(name):
    layer, x = layer_of(name), torch.randn(5, 2, 3, dtype=torch.float64)
    operations = Operations(record(layer, lambda m: m(x)[0].square().sum(), lambda loss: loss), 1)
    trace = Trace(0, 1, 0.0, tuple(operations.made), operations.leaves, operations.recurrences)
    for r in trace.recurrences:
        chain, cell = Chain(trace, r), layer.cells[int(r.reverse)]
        assert chain.known
        for t in range(5):
            states = [trace.states_before(r, state)[t] for state in ("h", "c")[: len(cells.load(name).form.states)]]

            def step(*state, t=t, r=r, cell=cell):
                after = cell(torch.tensor(r.x[t]), state if len(state) > 1 else state[0])
                return after if isinstance(after, tuple) else (after,)

            blocks = torch.autograd.functional.jacobian(step, tuple(map(torch.tensor, states)))
            theirs = np.block([[b.numpy() for b in row] for row in blocks])
            np.testing.assert_allclose(chain.step(t).whole, theirs, atol=1e-12)


@pytest.mark.parametrize("name", toy_cells.NAMES)
def test_it_learns_and_the_gradient_flows_back_through_it(name):
    run = build(preset("characters").config.changed(text="abcab " * 90, cell=name, hidden=6, batch=2, memory_bias=2.0))
    first = train_once(run).loss
    for _ in range(20):
        last = train_once(run).loss
    assert last < first
    frame = observe(run.model, run.task.watch("abcab").forward, wants=EVERYTHING | {Want.FLOW})
    flow = frame.recurrences[0].flow
    assert flow is not None
    assert np.isfinite(flow.products).all()
    rows = [s.gate for s in frame.spectra]
    assert rows == list(cells.load(name).form.stacked("hh"))


def test_a_memory_bias_opens_what_keeps_and_closes_what_writes():
    assert cells.load("leaky").form.keeps == {"u": -1}
    assert cells.load("vault").form.keeps == {"k": 1}


def test_what_a_cell_is_can_be_asked_without_torch():
    code = (
        "import sys; from rnnviz.nn import cells; "
        "forms = [cells.load(name).forms for name in cells.names()]; assert all(forms); "
        "assert 'torch' not in sys.modules and not any(name.startswith('PySide6') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
