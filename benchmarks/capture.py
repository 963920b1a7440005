"""What one exact Frame costs, against the usual way to the same numbers: ``python -m benchmarks.capture``.

The usual way is a loop of ``nn.LSTMCell`` in plain Python, ``retain_grad`` on every state, and the gates computed
beside it. Both watch the default experiment's model: LSTM 128, T 50, batch 1, 100 symbols one-hot, a linear output,
mean cross-entropy. They are timed in pairs, and their numbers must agree.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.cases import quantities, relative
from rnnviz.probe import Outcome, observe
from rnnviz.probe.frame import Want

T, HIDDEN, SYMBOLS = 50, 128, 100
WANTS = frozenset({Want.STATES, Want.GATES, Want.GRADIENTS, Want.OUTPUT, Want.ATTENTION})
PAIRS, WARM_UP = 200, 20
BAR = 0.35


class CharacterModel(nn.Module):
    """One LSTM layer and a linear output."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.LSTM(SYMBOLS, HIDDEN)
        self.output = nn.Linear(HIDDEN, SYMBOLS)

    def forward(self, x: Tensor) -> Tensor:
        """Return logits (T, B, V) of one-hot x (T, B, V)."""
        logits: Tensor = self.output(self.rnn(x)[0])
        return logits


def looped(model: CharacterModel) -> nn.LSTMCell:
    """Return a cell with the weights of the model's layer."""
    cell = nn.LSTMCell(SYMBOLS, HIDDEN)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in model.rnn.state_dict().items()})
    return cell


def by_loop(model: CharacterModel, cell: nn.LSTMCell, x: Tensor, targets: Tensor) -> dict[str, np.ndarray]:
    """Return h, c, the gates, dL/dh and dL/dc by unrolling in Python, each (T, H)."""
    h = c = x.new_zeros(1, HIDDEN)
    hs, cs, gates = [], [], []
    for x_t in x:
        with torch.no_grad():
            inner = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
            i, f, g, o = inner.chunk(4, 1)
            gates.append(torch.cat([i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()]))  # (4, H)
        h, c = cell(x_t, (h, c))
        h.retain_grad()
        c.retain_grad()
        hs.append(h)
        cs.append(c)
    F.cross_entropy(model.output(torch.cat(hs)), targets).backward()
    found = {"h": torch.cat(hs), "c": torch.cat(cs)}
    found |= {"dh": torch.cat([h.grad for h in hs]), "dc": torch.cat([c.grad for c in cs])}
    found |= dict(zip(("gates/i", "gates/f", "gates/g", "gates/o"), torch.stack(gates, 1), strict=True))
    return {name: value.detach().numpy().copy() for name, value in found.items()}


def _ms(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1e3


def main() -> int:
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = CharacterModel()
    cell = looped(model)
    symbols = torch.randint(SYMBOLS, (T + 1,))
    x, targets = F.one_hot(symbols[:-1], SYMBOLS).float()[:, None], symbols[1:]  # (T, 1, V), (T,)

    def forward(model: nn.Module) -> Outcome:
        logits = model(x)[:, 0]
        return Outcome(F.cross_entropy(logits, targets), logits, targets)

    mine = quantities(observe(model, forward, wants=WANTS).recurrences[0])
    error = max(relative(mine[name], value) for name, value in by_loop(model, cell, x, targets).items())
    times = []
    for number in range(WARM_UP + PAIRS):
        pair = _ms(lambda: observe(model, forward, wants=WANTS)), _ms(lambda: by_loop(model, cell, x, targets))
        if number >= WARM_UP:
            times.append(pair)
    observe_ms, unrolled_ms = (median(side) for side in zip(*times, strict=True))
    ratio = median(a / b for a, b in times)
    figures = {"observe_ms": observe_ms, "unrolled_ms": unrolled_ms, "observe_over_unrolled": ratio}
    print(json.dumps({name: round(value, 3) for name, value in figures.items()} | {"max_rel_err": error}))
    return 0 if ratio <= BAR and error <= 1e-4 else 1


if __name__ == "__main__":
    sys.exit(main())
