"""`nn.LSTM`, several times as fast for a single timestep that nothing is learned from: for writing symbol by symbol.

oneDNN, by which it runs on a CPU, prepares all weights anew at each call, which takes longer than the timestep itself.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence
from torch.overrides import has_torch_function

_State = tuple[Tensor, Tensor]


class LSTM(nn.LSTM):
    """Takes and returns what `nn.LSTM` does, time first, with the same parameters."""

    def forward(self, x: Tensor | PackedSequence, hx: _State | None = None) -> tuple[Tensor | PackedSequence, _State]:  # type: ignore[override]
        """Return all states, (T, B, D H), and the last h and c, each (L D, B, H), from x, (T, B, I)."""
        if hx is None or isinstance(x, PackedSequence) or len(x) != 1 or not self._single(x):
            returned: tuple[Tensor | PackedSequence, _State] = super().forward(x, hx)
            return returned
        below, layers = x[0], []  # (B, I)
        for h, c, weights in zip(*hx, self.all_weights, strict=True):
            layers.append(torch.lstm_cell(below, (h, c), *weights))
            below = layers[-1][0]  # (B, H)
        last_h, last_c = (torch.stack(states) for states in zip(*layers, strict=True))  # (L, B, H)
        return below.unsqueeze(0), (last_h, last_c)

    def _single(self, x: Tensor) -> bool:
        """Tell whether a timestep is a chain of cells, and nobody watches or learns."""
        learns = torch.is_grad_enabled() or (self.training and self.dropout > 0)
        return not (learns or self.bidirectional or has_torch_function((x,)))
