"""`nn.LSTM` without what torch does around the kernel at each call, and quick where a network writes.

Around the kernel torch checks shapes one by one, which for a small network takes longer than a timestep; when somebody
watches, every one of these questions is heard. And oneDNN, by which the kernel runs on a CPU, prepares all weights anew
at each call: for a single timestep that nothing is learned from, a cell of its own takes a quarter of the time.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence
from torch.overrides import has_torch_function

_State = tuple[Tensor, Tensor]


class LSTM(nn.LSTM):
    """Takes and returns what `nn.LSTM` does, time first and with a batch, with the same parameters."""

    def forward(self, x: Tensor | PackedSequence, hx: _State | None = None) -> tuple[Tensor | PackedSequence, _State]:  # type: ignore[override]
        """Return all states, (T, B, D H), and the last h and c, each (L D, B, H), from x, (T, B, I)."""
        if isinstance(x, PackedSequence):
            returned: tuple[PackedSequence, _State] = super().forward(x, hx)
            return returned
        if hx is None:
            zeros = x.new_zeros(len(self.all_weights), x.shape[1], self.hidden_size)  # (L D, B, H)
            hx = (zeros, zeros)
        if len(x) == 1 and self._is_chain(x):
            return self._timestep(x[0], hx)
        weights: list[Tensor] = [w for layer in self.all_weights for w in layer]
        output, *last = torch.lstm(
            x, hx, weights, self.bias, self.num_layers, self.dropout, self.training, self.bidirectional, False
        )
        return output, (last[0], last[1])

    def _is_chain(self, x: Tensor) -> bool:
        """Tell whether a timestep is a chain of cells, and nobody learns or watches."""
        learns = torch.is_grad_enabled() or (self.training and self.dropout > 0)
        return not (learns or self.bidirectional or has_torch_function((x,)))

    def _timestep(self, x: Tensor, hx: _State) -> tuple[Tensor, _State]:
        layers = []
        for h, c, weights in zip(*hx, self.all_weights, strict=True):
            layers.append(torch.lstm_cell(x, (h, c), *weights))
            x = layers[-1][0]  # (B, H)
        last_h, last_c = (torch.stack(states) for states in zip(*layers, strict=True))  # (L, B, H)
        return x.unsqueeze(0), (last_h, last_c)
