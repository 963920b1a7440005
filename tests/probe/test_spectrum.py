"""Parameters as matrices, and the spectrum of the recurrent ones."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.probe import observe
from rnnviz.probe.frame import Frame, Want


def seen(model: nn.Module) -> Frame:
    return observe(model, lambda m: torch.zeros(()), wants=frozenset({Want.WEIGHTS, Want.SPECTRUM}))


def test_every_parameter_is_a_matrix() -> None:
    model = nn.Sequential(nn.Conv1d(2, 3, 4), nn.Linear(3, 2))
    model.scale = nn.Parameter(torch.tensor(2.0))
    found = {w.name: w.values for w in seen(model).weights}
    assert {n: v.shape for n, v in found.items()} == {
        "scale": (1, 1),
        "0.weight": (3, 8),
        "0.bias": (3, 1),
        "1.weight": (2, 3),
        "1.bias": (2, 1),
    }
    np.testing.assert_array_equal(found["0.weight"], model[0].weight.detach().flatten(1))


@pytest.mark.parametrize(
    ("model", "gates"),
    [
        (nn.LSTM(2, 3), "ifgo"),
        (nn.GRU(2, 3), "rzn"),
        (nn.RNN(2, 3), "h"),
        (nn.LSTMCell(2, 3), "ifgo"),
        (nn.GRUCell(2, 3), "rzn"),
        (nn.RNNCell(2, 3), "h"),
    ],
)
def test_each_gate_has_its_spectrum(model: nn.Module, gates: str) -> None:
    spectra = seen(nn.ModuleDict({"part": model})).spectra
    name = "weight_hh_l0" if isinstance(model, nn.RNNBase) else "weight_hh"
    assert [(s.name, s.gate) for s in spectra] == [(f"part.{name}", gate) for gate in gates]
    for spectrum, matrix in zip(spectra, getattr(model, name).detach().numpy().reshape(len(gates), 3, 3), strict=True):
        singular = np.linalg.svd(matrix, compute_uv=False)
        np.testing.assert_allclose(spectrum.singular_values, singular, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(np.poly(spectrum.eigenvalues).real, np.poly(matrix), rtol=1e-3, atol=1e-5)
        assert spectrum.radius == pytest.approx(np.abs(np.linalg.eigvals(matrix)).max(), rel=1e-4)
        assert (np.diff(np.abs(spectrum.eigenvalues)) <= 1e-7).all()


def test_every_layer_and_direction_has_its_own() -> None:
    spectra = seen(nn.RNN(2, 3, num_layers=2, bidirectional=True)).spectra
    assert [s.name for s in spectra] == [f"weight_hh_l{k}{end}" for k in (0, 1) for end in ("", "_reverse")]


def test_a_projection_leaves_matrices_that_are_not_square() -> None:
    for spectrum in seen(nn.LSTM(2, 4, proj_size=3)).spectra:
        assert spectrum.singular_values.shape == (3,)
        assert spectrum.eigenvalues.size == 0
        assert np.isnan(spectrum.radius)


def test_a_rotation_has_its_angle() -> None:
    model, angle = nn.RNN(1, 2), 0.3
    with torch.no_grad():
        cos, sin = np.cos(angle), np.sin(angle)
        model.weight_hh_l0.copy_(torch.tensor([[cos, -sin], [sin, cos]]) * 0.9)
    (spectrum,) = seen(model).spectra
    np.testing.assert_allclose(np.abs(np.angle(spectrum.eigenvalues)), angle, rtol=1e-5)
    assert spectrum.radius == pytest.approx(0.9)
    np.testing.assert_allclose(spectrum.singular_values, 0.9, rtol=1e-6)
