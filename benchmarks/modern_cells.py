"""The recurrences of today, one timestep at a time, written from their papers' equations and left to autograd alone.

Nothing of the program's equations is used here. `modern_errors` holds a Frame, and what a network learns by without
being watched, against them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.cases import relative
from rnnviz.nn import cells
from rnnviz.probe import observe
from rnnviz.probe.frame import EVERYTHING, Recurrence
from rnnviz.settings import ModelSettings

State = tuple[Tensor, ...]  # h first
Named = dict[str, Tensor]


def _g(a: Tensor) -> Tensor:
    """Feng et al. (2024), appendix: positive everywhere."""
    return torch.where(a >= 0, a + 0.5, 1 / (1 + torch.exp(-a)))


def mingru(p: Named, x: Tensor, state: State) -> tuple[State, Named]:
    """Feng et al. (2024), section 3.1.2, with the g of its appendix."""
    z, n = F.linear(x, p["weight_ih"], p["bias_ih"]).chunk(2, -1)
    z, n = 1 / (1 + torch.exp(-z)), _g(n)
    return ((1 - z) * state[0] + z * n,), {"z": z, "n": n}


def minlstm(p: Named, x: Tensor, state: State) -> tuple[State, Named]:
    """Feng et al. (2024), section 3.2.3: the version that is independent of the length."""
    i, f, n = F.linear(x, p["weight_ih"], p["bias_ih"]).chunk(3, -1)
    i, f, n = 1 / (1 + torch.exp(-i)), 1 / (1 + torch.exp(-f)), _g(n)
    k, w = f / (f + i), i / (f + i)
    return (k * state[0] + w * n,), {"i": i, "f": f, "n": n, "k": k, "w": w}


REFERENCES: Mapping[str, Callable[[Named, Tensor, State], tuple[State, Named]]] = {
    "mingru": mingru,
    "minlstm": minlstm,
}


@dataclass(frozen=True)
class ModernCase:
    """A network of one such cell, and what it reads."""

    cell: str
    layers: int = 1
    bidirectional: bool = False
    steps: int = 6
    batch: int = 2
    sequence: int = 0
    hidden: int = 4
    inputs: int = 3
    scale: float = 1.0  # of the weights
    seed: int = 0

    @property
    def kind(self) -> str:
        """What it is called in the figures."""
        return f"cell {self.cell}"


def network(case: ModernCase) -> tuple[nn.Module, Tensor]:
    """Return the network and what it reads, (T, B, I), drawn in single precision."""
    torch.manual_seed(case.seed)
    settings = ModelSettings(cell=case.cell, hidden=case.hidden, layers=case.layers)
    layer = cells.load(case.cell).layer(settings, case.inputs, case.bidirectional)
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.mul_(case.scale)
    return layer, torch.randn(case.steps, case.batch, case.inputs)


def loss_of(output: Tensor) -> Tensor:
    """Return a loss to which every value matters differently."""
    weights = torch.linspace(-1, 1, output.numel(), dtype=output.dtype).view_as(output)
    return ((2 * output).sin() * weights).sum()


@dataclass
class Track:
    """One layer in one direction, in the order of its timesteps, whole batch."""

    states: list[State]
    gates: list[Named]

    def arrays(self, names: tuple[str, ...], sequence: int) -> dict[str, np.ndarray]:
        """Return states, their total gradients and gates, of one sequence."""

        def joined(tensors: list[Tensor]) -> np.ndarray:
            return np.stack([each.detach()[sequence].numpy() for each in tensors])

        found = {name: joined([s[k] for s in self.states]) for k, name in enumerate(names)}
        for k, name in enumerate(names):
            found[f"d{name}"] = joined(
                [torch.zeros_like(s[k]) if s[k].grad is None else s[k].grad for s in self.states]
            )
        return found | {name: joined([gates[name] for gates in self.gates]) for name in self.gates[0]}


def unrolled(case: ModernCase, layer: nn.Module, x: Tensor) -> tuple[Tensor, dict[tuple[int, bool], Track]]:
    """Return the last layer's h, (T, B, D H), and every layer's track, by layer and direction."""
    step, tracks = REFERENCES[case.cell], dict[tuple[int, bool], Track]()
    for number in range(case.layers):
        outputs = []
        for reverse in (False, True)[: 1 + case.bidirectional]:
            cell = layer.cells[number * (1 + case.bidirectional) + reverse]
            p, state = dict(cell.named_parameters()), beginning(case, x)
            states, gates = [], []
            for t in reversed(range(len(x))) if reverse else range(len(x)):
                state, opened = step(p, x[t], state)
                for each in state:
                    if each.requires_grad:
                        each.retain_grad()
                states.append(state)
                gates.append(opened)
            order = slice(None, None, -1 if reverse else 1)
            tracks[number, reverse] = Track(states[order], gates[order])
            outputs.append(torch.stack([s[0] for s in tracks[number, reverse].states]))
        x = torch.cat(outputs, -1)
    return x, tracks


def beginning(case: ModernCase, x: Tensor) -> State:
    """Return zeros of every state."""
    names = cells.load(case.cell).form.handed_on
    return tuple(x.new_zeros(x.shape[1], case.hidden) for _ in names)


def modern_errors(case: ModernCase, dtype: torch.dtype = torch.float64) -> dict[str, float]:
    """Return the relative error of each quantity of a Frame, and of what is learned by when nobody watches."""
    layer, x = network(case)
    exact = copy.deepcopy(layer).double()
    output, tracks = unrolled(case, exact, x.double())
    loss_of(output).backward()
    layer, x = layer.to(dtype), x.to(dtype)
    found = dict[str, float]()
    for r in observe(layer, lambda model: loss_of(model(x)[0]), wants=EVERYTHING, sequence=case.sequence).recurrences:
        names = cells.load(case.cell).form.handed_on
        theirs = tracks[r.layer, r.reverse].arrays(names, case.sequence)
        for name, mine in quantities(r).items():
            found[f"{name} of {r.layer}{' reverse' * r.reverse}"] = relative(mine, theirs[name])
    mine = layer(x)[0]
    loss_of(mine).backward()
    found["output"] = relative(mine.detach().numpy(), output.detach().numpy())
    for name, p in exact.named_parameters():
        found[f"d{name}"] = relative(layer.get_parameter(name).grad.numpy(), p.grad.numpy())
    return found


def quantities(r: Recurrence) -> dict[str, np.ndarray]:
    """Return what a Frame says of a recurrence that a reference knows, by its name."""
    found = {"h": r.h, "dh": r.dh, "c": r.c, "dc": r.dc, **r.gates}
    for name, state in r.states.items():
        found |= {name: state.values, f"d{name}": state.gradient}
    return {name: values for name, values in found.items() if values is not None}
