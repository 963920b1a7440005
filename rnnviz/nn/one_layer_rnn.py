"""`nn.RNN` of one tanh layer that writes quickly: a timestep without a gradient takes the shortest way there is."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.overrides import has_torch_function


class OneLayerRNN(nn.RNN):
    """A drop-in for `nn.RNN` with one layer, one direction, tanh and time first.

    Parameters
    ----------
    inputs, hidden : int
        Sizes of x and h.
    """

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__(inputs, hidden)

    def forward(self, x: Tensor, hx: Tensor | None = None) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        """Return all states, (T, B, H), and the last, (1, B, H), from x, (T, B, I)."""
        if has_torch_function((x,)) or len(x) > 1 or torch.is_grad_enabled():
            return super().forward(x, hx)  # has_torch_function: somebody watches, and sees the call that all know
        h0 = x.new_zeros(x.shape[1], self.hidden_size) if hx is None else hx[0]  # (B, H)
        h = torch.rnn_tanh_cell(x[0], h0, *self.all_weights[0]).unsqueeze(0)  # (1, B, H)
        return h, h
