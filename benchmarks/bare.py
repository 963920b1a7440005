"""The training of the default experiment as anyone would write it: nothing watched.

``python -m benchmarks.bare --hidden 128 --seconds 5`` prints the updates per second.
"""

from __future__ import annotations

import argparse
import json
from pydoc_data.topics import topics
from time import perf_counter

import torch
from torch import nn

from rnnviz.engine.loading import tune_allocator


class CharacterLSTM(nn.Module):
    def __init__(self, symbols: int, hidden: int) -> None:
        super().__init__()
        self.symbols = symbols
        self.rnn = nn.LSTM(symbols, hidden)
        self.output = nn.Linear(hidden, symbols)

    def forward(self, ids: torch.Tensor, state: object) -> tuple[torch.Tensor, object]:
        zeros = torch.zeros(*ids.shape, self.symbols)
        h, state = self.rnn(zeros.scatter_(-1, ids.unsqueeze(-1), 1.0), state)
        return self.output(h), state


def updates_per_second(hidden: int, seconds: float, timesteps: int = 50, batch: int = 32) -> float:
    """Train for a while, after a warm-up, and return the speed."""
    tune_allocator()  # a fair opponent: glibc as the project sets it
    torch.set_num_threads(1)
    torch.manual_seed(1)
    text = "".join(topics[key] for key in sorted(topics))
    vocabulary = sorted(set(text))
    index = {symbol: k for k, symbol in enumerate(vocabulary)}
    ids = torch.tensor([index[symbol] for symbol in text])
    stride = (len(ids) - 1) // batch
    streams = torch.stack([ids[b * stride : (b + 1) * stride + 1] for b in range(batch)], dim=1)  # (stride + 1, B)
    model = CharacterLSTM(len(vocabulary), hidden)
    optimiser = torch.optim.Adam(model.parameters(), lr=5e-3, fused=True)
    state, done, at = None, 0, 0
    began = perf_counter()
    measured_from = float("inf")
    while (now := perf_counter()) < min(measured_from, began + 60) + seconds:
        if measured_from == float("inf") and now - began > 1.0:
            measured_from, done = now, 0
        if at + timesteps + 1 > len(streams):
            at, state = 0, None
        chunk = streams[at : at + timesteps + 1]
        optimiser.zero_grad()
        logits, state = model(chunk[:-1], state)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), chunk[1:].flatten())
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        loss.item()
        state = tuple(part.detach() for part in state)
        at, done = at + timesteps, done + 1
    return done / (perf_counter() - measured_from)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--seconds", type=float, default=5.0)
    options = parser.parse_args()
    print(json.dumps({"updates_per_second": updates_per_second(options.hidden, options.seconds)}))


if __name__ == "__main__":
    main()
