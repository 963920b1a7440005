"""Small models for the tests of the probe."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.probe import Outcome

SYMBOLS = 6


class Character(nn.Module):
    """A character model with everything that a forward pass may leave a trace in."""

    def __init__(self, rnn: type[nn.RNNBase] = nn.LSTM, hidden: int = 4, **options: object) -> None:
        super().__init__()
        self.embedding = nn.Embedding(SYMBOLS, 5)
        self.rnn = rnn(5, hidden, **options)
        self.norm = nn.BatchNorm1d(hidden)
        self.dropout = nn.Dropout(0.3)
        self.output = nn.Linear(hidden, SYMBOLS)

    def forward(self, ids: Tensor) -> Tensor:
        """(T, B) -> (T, B, V)."""
        states, _ = self.rnn(self.embedding(ids))
        return self.output(self.dropout(self.norm(states.flatten(0, 1)).view_as(states)))


def reading(ids: Tensor, sequence: int = 0) -> Callable[[nn.Module], Outcome]:
    """Return the forward that predicts each next symbol of ids (T + 1, B)."""

    def forward(model: nn.Module) -> Outcome:
        logits = model(ids[:-1])[:, sequence]
        return Outcome(F.cross_entropy(logits, ids[1:, sequence]), logits, ids[1:, sequence])

    return forward


def ids(steps: int = 5, batch: int = 2) -> Tensor:
    return torch.randint(SYMBOLS, (steps + 1, batch), generator=torch.Generator().manual_seed(0))
