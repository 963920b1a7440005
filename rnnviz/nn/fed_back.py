"""A net whose answer is its next input (Jordan 1986)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rnnviz.nn.threshold import threshold


class FedBack(nn.Module):
    """r(t) = output(cell([x(t); y(t-1)])); y(t) is what it decides for.

    While it learns, the true y(t-1) is fed back, whatever it said (teacher forcing).

    Parameters
    ----------
    cell : nn.Module
        From x(t) and y(t-1) side by side to h(t); it has no other memory.
    output : nn.Module
        From h(t) to r(t), (..., O).
    """

    def __init__(self, cell: nn.Module, output: nn.Module) -> None:
        super().__init__()
        self.cell = cell
        self.output = output

    def forward(self, x: Tensor, first: Tensor, true: Tensor | None = None) -> Tensor:
        """Return r, (T, B, O).

        Parameters
        ----------
        x : Tensor, (T, B, I)
            The inputs; I may be 0.
        first : Tensor, (B, O)
            What counts as the answer before the first.
        true : Tensor, (T, B, O), optional
            The answers that are fed back; without them its own are.
        """
        y, h, answers = first, None, []
        for t, x_t in enumerate(x):
            given = torch.cat([x_t, y], dim=-1)  # (B, I + O)
            h = self.cell(given) if h is None else self.cell(given, h)
            answers.append(self.output(h))
            y = decided(answers[-1].detach()) if true is None else true[t]
        return torch.stack(answers)


def decided(r: Tensor) -> Tensor:
    """Return y(t), (..., O): one-hot, 1 at the largest; a single unit decides by its threshold."""
    if r.shape[-1] == 1:
        return threshold(r)
    return torch.zeros_like(r).scatter_(-1, r.argmax(dim=-1, keepdim=True), 1.0)
