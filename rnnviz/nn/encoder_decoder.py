"""Encoder and decoder without attention (Sutskever, Vinyals and Le 2014): all that is read must fit into one state."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn import cells
from rnnviz.settings import ModelSettings


class EncoderDecoder(nn.Module):
    """Read a sequence; the last state is where the decoder begins; write another, symbol by symbol.

    Parameters
    ----------
    settings : ModelSettings
        The recurrent part; `layers` and `dropout` are the encoder's.
    inputs, outputs : int
        Size of x(t), and V of the symbols written. The decoder's input is one-hot over V symbols and START.
    """

    def __init__(self, settings: ModelSettings, inputs: int, outputs: int) -> None:
        super().__init__()
        cell = cells.load(settings.cell)
        self.has_cell_state = cell.has_cell_state
        self.outputs = outputs
        self.encoder = cell.layer(settings, inputs, False)
        self.decoder = cell.step(settings, outputs + 1)
        self.output = nn.Linear(settings.hidden, outputs)

    def forward(self, x: Tensor, length: int, true: Tensor | None = None) -> Tensor:
        """Return a logit for each symbol at each timestep written, (T, B, V).

        Parameters
        ----------
        x : Tensor, (S, B, I)
            What is read.
        length : int
            T.
        true : Tensor, (T, B), optional
            Ids that are fed back whatever it says (teacher forcing); without them its own likeliest symbol is.
        """
        _, last = self.encoder(x)
        state = tuple(part[-1] for part in last) if self.has_cell_state else last[-1]  # of the last layer, (B, H)
        previous = torch.full(x.shape[1:2], self.outputs, device=x.device)  # START, (B,)
        logits: list[Tensor] = []
        for t in range(length):
            state = self.decoder(F.one_hot(previous, self.outputs + 1).to(x), state)
            logits.append(self.output(state[0] if self.has_cell_state else state))  # (B, V)
            previous = logits[-1].detach().argmax(dim=-1) if true is None else true[t]
        return torch.stack(logits)
