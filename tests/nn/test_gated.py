"""Peephole and coupled LSTM against references written apart from them, in numpy, and against autograd."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.nn import cells
from rnnviz.probe import observe
from rnnviz.settings import ModelSettings

NAMES = ("peephole", "cifg")


def logistic(z):
    return 1 / (1 + np.exp(-z))


def peephole(p, x, h, c):
    """Gers, Schraudolph and Schmidhuber (2002), equations 1 to 6, one unit after another."""
    H, n = len(h), {}
    z = p["weight_ih"] @ x + p["bias_ih"] + p["weight_hh"] @ h + p["bias_hh"]
    after_h, after_c = np.empty(H), np.empty(H)
    for k, name in enumerate("ifgo"):
        n[name] = z[k * H : (k + 1) * H].copy()
    for u in range(H):
        i = logistic(n["i"][u] + p["peephole"][0, u] * c[u])
        f = logistic(n["f"][u] + p["peephole"][1, u] * c[u])
        after_c[u] = f * c[u] + i * np.tanh(n["g"][u])
        after_h[u] = logistic(n["o"][u] + p["peephole"][2, u] * after_c[u]) * np.tanh(after_c[u])
    return after_h, after_c


def cifg(p, x, h, c):
    """Greff et al. (2017), appendix: the forget gate is 1 minus the input gate."""
    i, g, o = np.split(p["weight_ih"] @ x + p["bias_ih"] + p["weight_hh"] @ h + p["bias_hh"], 3)
    after_c = (1 - logistic(i)) * c + logistic(i) * np.tanh(g)
    return logistic(o) * np.tanh(after_c), after_c


REFERENCES = {"peephole": peephole, "cifg": cifg}


@settings(max_examples=25, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    length=st.integers(1, 6),
    inputs=st.integers(1, 5),
    hidden=st.integers(1, 5),
    reverse=st.booleans(),
    seed=st.integers(0, 10**6),
)
def test_a_sequence_is_that_of_the_reference(name, length, inputs, hidden, reverse, seed):
    torch.manual_seed(seed)
    layer = cells.load(name).layer(ModelSettings(cell=name, hidden=hidden), inputs, reverse).double()
    for parameter in layer.parameters():
        parameter.data *= 3
    x = torch.randn(length, 1, inputs, dtype=torch.float64)
    output = layer(x)[0].detach().numpy()[:, 0]
    for direction, cell in enumerate(layer.cells):
        p = {key: value.detach().numpy() for key, value in cell.named_parameters()}
        h = c = np.zeros(hidden)
        for t in range(length)[:: -1 if cell.reverse else 1]:
            h, c = REFERENCES[name](p, x[t, 0].numpy(), h, c)
            np.testing.assert_allclose(output[t, direction * hidden :][:hidden], h, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_the_gradient_is_that_of_finite_differences(name):
    torch.manual_seed(1)
    cell = cells.load(name).step(ModelSettings(cell=name, hidden=4), 3).double()
    x, h, c = (torch.randn(2, size, dtype=torch.float64, requires_grad=True) for size in (3, 4, 4))
    assert torch.autograd.gradcheck(lambda x, h, c, *_: cell(x, (h, c)), (x, h, c, *cell.parameters()))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_observed_is_what_was_computed(name):
    torch.manual_seed(2)
    layer = cells.load(name).layer(ModelSettings(cell=name, hidden=4, layers=2), 3, True).double()
    x, states = torch.randn(6, 2, 3, dtype=torch.float64), {}

    def note(cell, _args, output):
        for tensor in output:
            tensor.retain_grad()
        states.setdefault(cell, []).append(output)

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
        record = found[cell.layer, cell.reverse]
        for t, (h, c) in enumerate(computed[::-1] if cell.reverse else computed):
            for mine, theirs in ((record.h, h), (record.c, c), (record.dh, h.grad), (record.dc, c.grad)):
                np.testing.assert_allclose(mine[t], theirs[1].detach(), atol=1e-12)
        assert_the_gates_make_the_states(record)


def assert_the_gates_make_the_states(record):
    i, f, g, o = (record.gates[name] for name in "ifgo")
    np.testing.assert_allclose(f * record.previous(record.c, record.c0) + i * g, record.c, atol=1e-12)
    np.testing.assert_allclose(o * np.tanh(record.c), record.h, atol=1e-12)
    for name, gate in record.gates.items():
        applied = np.tanh if name == "g" else logistic
        np.testing.assert_allclose(applied(record.before[name]), gate, atol=1e-12)
    if record.cell == "cifg":
        np.testing.assert_allclose(i + f, 1)


def test_every_gate_has_its_spectrum():
    for name, gates in (("peephole", "ifgo"), ("cifg", "igo")):
        step = cells.load(name).step(ModelSettings(cell=name, hidden=3), 2)
        spectra = observe(step, lambda m: torch.zeros(())).spectra
        assert [s.gate for s in spectra] == list(gates)


@pytest.mark.parametrize("name", ["lstm", "gru", "peephole", "cifg"])
def test_a_memory_bias_keeps_what_is_there(name):
    def kept(bias):
        torch.manual_seed(3)
        layer = cells.load(name).layer(ModelSettings(cell=name, hidden=8, memory_bias=bias), 2, False)
        start = torch.full((1, 1, 8), 0.5)
        _, state = layer(torch.zeros(20, 1, 2), (start, start) if cells.load(name).has_cell_state else start)
        return float((state[1] if isinstance(state, tuple) else state).detach().mean())

    assert kept(6.0) > 0.4
    assert kept(0.0) < 0.2


def test_no_memory_bias_leaves_the_weights_to_the_bit():
    torch.manual_seed(4)
    mine = cells.load("lstm").layer(ModelSettings(hidden=8), 2, False)
    torch.manual_seed(4)
    theirs = torch.nn.LSTM(2, 8)
    assert all(torch.equal(a, b) for a, b in zip(mine.parameters(), theirs.parameters(), strict=True))
