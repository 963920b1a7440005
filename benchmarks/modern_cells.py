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


def slstm(p: Named, x: Tensor, state: State) -> tuple[State, Named]:
    """Beck et al. (2024), equations 8 to 17, stabilised; one head, and the forget gate's exponential form."""
    h, c, m, n = state
    a = F.linear(x, p["weight_ih"], p["bias_ih"]) + F.linear(h, p["weight_hh"], p["bias_hh"])
    i, f, z, o = a.chunk(4, -1)
    z, o = torch.tanh(z), 1 / (1 + torch.exp(-o))
    after = torch.where(f + m > i, f + m, i)
    w, k = torch.exp(i - after), torch.exp(f + m - after)
    c, n = k * c + w * z, k * n + w
    return (o * (c / n), c, after, n), {"i": i, "f": f, "z": z, "o": o, "w": w, "k": k}


def slstm_bare(p: Named, x: Tensor, state: State) -> tuple[State, Named]:
    """Leave the stabiliser out: the gates are the exponentials themselves."""
    h, c, n = state
    a = F.linear(x, p["weight_ih"], p["bias_ih"]) + F.linear(h, p["weight_hh"], p["bias_hh"])
    i, f, z, o = a.chunk(4, -1)
    i, f, z, o = torch.exp(i), torch.exp(f), torch.tanh(z), 1 / (1 + torch.exp(-o))
    c, n = f * c + i * z, f * n + i
    return (o * (c / n), c, n), {"i": i, "f": f, "z": z, "o": o}


def ssm(p: Named, x: Tensor, state: State) -> tuple[State, Named]:
    """Orvieto et al. (2023), section 3, in complex numbers: exponential parametrisation, and normalised."""
    nu, phi = p["eigenvalue"]
    size, turn = torch.exp(-torch.exp(nu)), torch.exp(phi)
    gain = torch.sqrt(1 - size**2)
    u, v = F.linear(x, p["weight_ih"], p["bias_ih"]).chunk(2, -1)
    after = torch.polar(size, turn) * torch.complex(state[1], state[2]) + gain * torch.complex(u, v)
    r, s = after.real, after.imag
    gates = {"u": u, "v": v, "ρ": size.expand_as(u), "θ": turn.expand_as(u), "γ": gain.expand_as(u)}
    return (torch.tanh(r), r, s), gates


REFERENCES: Mapping[str, Callable[[Named, Tensor, State], tuple[State, Named]]] = {
    "mingru": mingru,
    "minlstm": minlstm,
    "slstm": slstm,
    "slstm_unstabilised": slstm_bare,
    "ssm": ssm,
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
    settings = ModelSettings(hidden=case.hidden, layers=case.layers, **chosen(case.cell))
    layer = cells.load(settings.cell).layer(settings, case.inputs, case.bidirectional)
    with torch.no_grad():
        for name, parameter in layer.named_parameters():
            if not name.endswith("eigenvalue"):  # of angles of many turns nothing is left in single precision
                parameter.mul_(case.scale)
    return layer, torch.randn(case.steps, case.batch, case.inputs)


def chosen(cell: str) -> dict[str, str]:
    """Return the settings that make a cell what a Frame calls by this name."""
    name = cell.removesuffix("_unstabilised")
    return {"cell": name} if name == cell else {"cell": name, "stabiliser": "off"}


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


def names_of(cell: str) -> tuple[str, ...]:
    """Return the states of a cell, h first."""
    form = cells.form(cell)
    assert form is not None
    return form.handed_on


def beginning(case: ModernCase, x: Tensor) -> State:
    """Return zeros of every state."""
    return tuple(x.new_zeros(x.shape[1], case.hidden) for _ in names_of(case.cell))


def modern_errors(case: ModernCase, dtype: torch.dtype = torch.float64) -> dict[str, float]:
    """Return the relative error of each quantity of a Frame, and of what is learned by when nobody watches."""
    layer, x = network(case)
    exact = copy.deepcopy(layer).double()
    output, tracks = unrolled(case, exact, x.double())
    loss_of(output).backward()
    layer, x = layer.to(dtype), x.to(dtype)
    found = dict[str, float]()
    for r in observe(layer, lambda model: loss_of(model(x)[0]), wants=EVERYTHING, sequence=case.sequence).recurrences:
        theirs = tracks[r.layer, r.reverse].arrays(names_of(case.cell), case.sequence)
        for name, mine in quantities(r).items():
            if name != "dm":  # the stabiliser cancels out: its gradient is 0, and what is computed of it is rounding
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
