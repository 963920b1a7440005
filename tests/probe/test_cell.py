"""Cells written in Python are watched like torch's own, through `ExplainedCell` alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from rnnviz.probe import observe
from rnnviz.probe.frame import Recurrence


class PeepholeCell(nn.Module):
    """Gers and Schmidhuber (2000): the gates see c too, so dL/dc(t) has a path through the next gates."""

    key = "peephole"
    gates = ("i", "f", "g", "o")

    def __init__(self, inputs: int, hidden: int, layer: int = 0, reverse: bool = False) -> None:
        super().__init__()
        self.layer, self.reverse = layer, reverse
        self.weight_ih = nn.Parameter(torch.randn(4 * hidden, inputs))
        self.weight_hh = nn.Parameter(torch.randn(4 * hidden, hidden))
        self.peephole = nn.Parameter(torch.randn(2, hidden))

    def explain(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Mapping[str, Tensor], Mapping[str, Tensor]]:
        i, f, g, o = (x @ self.weight_ih.T + h @ self.weight_hh.T).chunk(4, -1)
        before = {"i": i + self.peephole[0] * c, "f": f + self.peephole[1] * c, "g": g, "o": o}
        return {n: v.tanh() if n == "g" else v.sigmoid() for n, v in before.items()}, before

    def forward(self, x: Tensor, state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        gates, _ = self.explain(x, *state)
        c = gates["f"] * state[1] + gates["i"] * gates["g"]
        return gates["o"] * c.tanh(), c


class SigmoidCell(nn.Module):
    """A vanilla cell, whose state may be None."""

    key = "rnn_sigmoid"

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.weight_ih = nn.Parameter(torch.randn(hidden, inputs))
        self.weight_hh = nn.Parameter(torch.randn(hidden, hidden))

    def explain(self, x: Tensor, h: Tensor, c: Tensor | None) -> tuple[Mapping[str, Tensor], Mapping[str, Tensor]]:
        return {}, {"h": x @ self.weight_ih.T + h @ self.weight_hh.T}

    def forward(self, x: Tensor, h: Tensor | None = None) -> Tensor:
        h = x.new_zeros(len(x), len(self.weight_hh)) if h is None else h
        return self.explain(x, h, None)[1]["h"].sigmoid()


class Peephole(nn.Module):
    """Two layers in both directions, over a list of cells."""

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.cells = nn.ModuleList(
            PeepholeCell(size, hidden, layer, reverse)
            for layer, size in enumerate((inputs, 2 * hidden))
            for reverse in (False, True)
        )

    def forward(self, x: Tensor, noted: list[tuple[Tensor, Tensor]] | None = None) -> Tensor:
        for layer in range(2):
            outputs = []
            for cell in self.cells[2 * layer : 2 * layer + 2]:
                state = 2 * (x.new_zeros(x.shape[1], cell.weight_hh.shape[1]),)
                states = []
                for x_t in x.flip(0) if cell.reverse else x:
                    state = cell(x_t, state)
                    states.append(state)
                states = states[::-1] if cell.reverse else states
                if noted is not None:
                    for tensor in (t for s in states for t in s):
                        tensor.retain_grad()
                    noted += states
                outputs.append(torch.stack([h for h, _ in states]))
            x = torch.cat(outputs, -1)
        return x


def loss_of(x: Tensor) -> Tensor:
    return (torch.sin(x) * torch.linspace(-1, 1, x.numel(), dtype=x.dtype).view_as(x)).sum()


@pytest.mark.parametrize("frozen", [False, True])
def test_a_layer_of_peephole_cells_agrees_with_autograd(frozen: bool) -> None:
    torch.manual_seed(0)
    model, x = nn.ModuleDict({"rnn": Peephole(3, 4)}).double(), torch.randn(5, 2, 3, dtype=torch.float64)
    noted: list[tuple[Tensor, Tensor]] = []
    loss_of(model["rnn"](x, noted)).backward()
    model.zero_grad()
    model.requires_grad_(not frozen)
    found = observe(model, lambda m: loss_of(m["rnn"](x)), sequence=1).recurrences
    assert {r.key for r in found} == {("rnn", layer, reverse, 0) for layer in (0, 1) for reverse in (False, True)}
    assert {r.cell for r in found} == {"peephole"}
    for number, recurrence in enumerate(sorted(found, key=lambda r: (r.layer, r.reverse))):
        states = noted[5 * number : 5 * number + 5]
        np.testing.assert_allclose(recurrence.h, [h[1].tolist() for h, _ in states], atol=1e-12)
        np.testing.assert_allclose(recurrence.c, [c[1].tolist() for _, c in states], atol=1e-12)
        np.testing.assert_allclose(recurrence.dh, [h.grad[1].tolist() for h, _ in states], atol=1e-12)
        np.testing.assert_allclose(recurrence.dc, [c.grad[1].tolist() for _, c in states], atol=1e-12)
        assert_explained(recurrence)
        end = 0 if recurrence.reverse else -1
        np.testing.assert_allclose(recurrence.dh_recurrent[end], 0, atol=1e-12)


def assert_explained(recurrence: Recurrence) -> None:
    """The gates give the states: c(t) = f c(t-1) + i g, h(t) = o tanh c(t)."""
    gates, before = recurrence.gates, recurrence.previous(recurrence.c, recurrence.c0)
    np.testing.assert_allclose(gates["f"] * before + gates["i"] * gates["g"], recurrence.c, atol=1e-12)
    np.testing.assert_allclose(gates["o"] * np.tanh(recurrence.c), recurrence.h, atol=1e-12)
    np.testing.assert_allclose(np.tanh(recurrence.before["g"]), gates["g"], atol=1e-12)


@pytest.mark.parametrize("given", [False, True])
def test_a_cell_without_gates(given: bool) -> None:
    torch.manual_seed(0)
    cell, x = SigmoidCell(2, 3), torch.randn(4, 1, 2)
    h0 = torch.randn(1, 3) if given else None

    def forward(cell: nn.Module) -> Tensor:
        h, loss = h0, torch.zeros(())
        for x_t in x:
            h = cell(x_t) if h is None else cell(x_t, h)
            loss = loss + h.square().sum()
        return loss

    (recurrence,) = observe(cell, forward).recurrences
    h, slope = recurrence.h, recurrence.h * (1 - recurrence.h)
    np.testing.assert_allclose(recurrence.dh_local, 2 * h, rtol=1e-5)
    through = (recurrence.dh * slope)[1:] @ cell.weight_hh.detach().numpy()
    np.testing.assert_allclose(recurrence.dh_recurrent[:-1], through, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(1 / (1 + np.exp(-recurrence.before["h"])), h, rtol=1e-5)
    np.testing.assert_allclose(recurrence.h0, np.zeros(3) if h0 is None else h0[0])
    assert recurrence.cell == "rnn_sigmoid"
    assert not recurrence.gates


def test_the_spectrum_names_the_cells_own_gates() -> None:
    spectra = observe(PeepholeCell(2, 3), lambda m: torch.zeros(())).spectra
    assert [(s.name, s.gate) for s in spectra] == [("weight_hh", gate) for gate in "ifgo"]
