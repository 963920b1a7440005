import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build
from rnnviz.nn.scalar_walk import walk
from rnnviz.probe import observe

WEIGHT = st.floats(-3, 3)


@settings(deadline=None)
@given(
    WEIGHT, WEIGHT, WEIGHT, st.lists(st.tuples(st.floats(-2, 2), st.sampled_from([-1, 0, 1])), min_size=1, max_size=12)
)
def test_every_derivative_is_that_of_autograd(u, w, v, sequence):
    x, d = map(list, zip(*sequence, strict=True))
    if not any(d):
        with pytest.raises(ValueError, match="target"):
            walk(u, w, v, x, d)
        return
    found = walk(u, w, v, x, d)
    U, W, V = (torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (u, w, v))
    h, made = torch.zeros((), dtype=torch.float64), {"z": [], "h": [], "r": [], "y": []}
    for x_t in x:
        z = U * x_t + W * h
        h = torch.tanh(z)
        r = V * h
        for name, value in zip("zhry", (z, h, r, torch.tanh(r)), strict=True):
            value.retain_grad()
            made[name].append(value)
    loss = sum(-((1 + d_t * y) / 2).log() for d_t, y in zip(d, made["y"], strict=True) if d_t) / sum(map(bool, d))
    loss.backward()
    assert found.loss == pytest.approx(loss.item(), abs=1e-9)
    for name, values in made.items():
        np.testing.assert_allclose(getattr(found, name), [value.item() for value in values], atol=1e-12)
        theirs = [0.0 if value.grad is None else float(value.grad) for value in values]
        np.testing.assert_allclose(getattr(found, f"d{name}"), theirs, rtol=1e-6, atol=1e-9)
    assert (found.du, found.dw, found.dv) == pytest.approx(
        [0.0 if p.grad is None else float(p.grad) for p in (U, W, V)], abs=1e-9
    )
    np.testing.assert_allclose(found.dh, found.dh_local + found.dh_recurrent)
    assert found.dh_recurrent[-1] == 0


def test_it_is_the_net_that_learns():
    run = build(preset("scalar").config)
    frame = observe(run.model.double(), run.task.watch("+-++--+---").forward)
    (record,), weights = frame.recurrences, {w.name: float(w.values[0, 0]) for w in frame.weights}
    targets = np.where(frame.output.targets < 0, 0, 2 * frame.output.targets - 1)
    found = walk(weights["cell.u"], weights["cell.w"], weights["v"], record.x[:, 0], targets)
    assert found.loss == pytest.approx(frame.loss, abs=1e-12)
    np.testing.assert_allclose(record.h[:, 0], found.h, atol=1e-12)
    np.testing.assert_allclose(record.before["h"][:, 0], found.z, atol=1e-12)
    np.testing.assert_allclose(record.dh[:, 0], found.dh, atol=1e-12)
    np.testing.assert_allclose(record.dh_local[:, 0], found.dh_local, atol=1e-12)
    np.testing.assert_allclose(frame.output.probabilities[:, 1], (1 + found.y) / 2, atol=1e-12)
