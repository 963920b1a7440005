"""The training of the default experiment as anyone would write it: nothing watched.

``python -m benchmarks.bare --hidden 128`` takes turns (`benchmarks.turns`).
"""

from __future__ import annotations

import argparse
from pydoc_data.topics import topics
from time import perf_counter

import torch
from torch import nn

from benchmarks.turns import Measured, wait_for_turns
from rnnviz.engine.torch_loading import tune_allocator

REST = 0.5  # seconds of a turn in which it only gets warm


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


class Loop:
    """A model, its optimiser, and where it stands in the text."""

    def __init__(self, hidden: int, timesteps: int = 50, batch: int = 32) -> None:
        tune_allocator()  # a fair opponent: glibc as the project sets it
        torch.set_num_threads(1)
        torch.manual_seed(1)
        text = "".join(topics[key] for key in sorted(topics))
        vocabulary = sorted(set(text))
        index = {symbol: k for k, symbol in enumerate(vocabulary)}
        ids = torch.tensor([index[symbol] for symbol in text])
        stride = (len(ids) - 1) // batch
        self.streams = torch.stack([ids[b * stride : (b + 1) * stride + 1] for b in range(batch)], dim=1)  # (S + 1, B)
        self.timesteps = timesteps
        self.model = CharacterLSTM(len(vocabulary), hidden)
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=5e-3, fused=True)
        self.state: tuple[torch.Tensor, ...] | None = None
        self.at = 0

    def update(self) -> None:
        if self.at + self.timesteps + 1 > len(self.streams):
            self.at, self.state = 0, None
        chunk = self.streams[self.at : self.at + self.timesteps + 1]
        self.optimiser.zero_grad()
        logits, state = self.model(chunk[:-1], self.state)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), chunk[1:].flatten())
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        loss.item()
        self.state = tuple(part.detach() for part in state)
        self.at += self.timesteps

    def turn(self, seconds: float) -> Measured:
        until = perf_counter() + REST
        while perf_counter() < until:
            self.update()
        done, began = 0, perf_counter()
        while perf_counter() < began + seconds:
            self.update()
            done += 1
        return {"updates_per_second": done / (perf_counter() - began)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hidden", type=int, default=128)
    wait_for_turns(Loop(parser.parse_args().hidden).turn)


if __name__ == "__main__":
    main()
