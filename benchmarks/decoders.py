"""Random encoders and decoders, and how far the probe is from autograd on the same two nets unrolled."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from benchmarks.cases import Reference, errors
from benchmarks.unrolled import Cell, Key, Track, unroll
from rnnviz.nn.encoder_decoder import EncoderDecoder
from rnnviz.probe import observe
from rnnviz.settings import ModelSettings

CELLS = ("rnn", "lstm", "gru")


@dataclass(frozen=True)
class DecoderCase:
    """One encoder and decoder, and one way to feed it."""

    cell: str = "gru"
    layers: int = 1
    bidirectional: bool = False
    embedding: int = 0
    forced: bool = True  # the true symbols are fed back, else its own
    lengths: tuple[int, ...] = (4, 2)  # of the sources
    steps: int = 3
    sequence: int = 0
    seed: int = 0
    hidden: int = 5
    symbols: int = 6

    @property
    def kind(self) -> str:
        """What it is called in the figures."""
        ways = "both ways" if self.bidirectional else "one way"
        return f"decoder {self.cell}, {ways}, {'teacher forcing' if self.forced else 'free running'}"


def decoder_errors(case: DecoderCase, dtype: torch.dtype = torch.float64) -> dict[str, float]:
    """Observe one encoder and decoder, and return the relative error of each quantity, and of the loss."""
    torch.manual_seed(case.seed)
    settings = ModelSettings(cell=case.cell, layers=case.layers, hidden=case.hidden, embedding=case.embedding)
    # Drawn in float32 and so the same in both precisions.
    model = EncoderDecoder(settings, case.symbols, case.symbols, bidirectional=case.bidirectional)
    source = torch.randint(case.symbols, (max(case.lengths), len(case.lengths)))
    target = torch.randint(case.symbols, (case.steps, len(case.lengths)))
    exact = copy.deepcopy(model).double()
    model, lengths = model.to(dtype), torch.tensor(case.lengths)

    def forward(model: EncoderDecoder) -> Tensor:
        return _loss(model(source, lengths, case.steps, target if case.forced else None), target)

    frame = observe(model, forward, sequence=case.sequence)
    return errors(frame, _unrolled(case, exact, source, target))


def _loss(logits: Tensor, target: Tensor) -> Tensor:
    return F.cross_entropy(logits.flatten(0, 1), target.flatten(), reduction="sum")


def _unrolled(case: DecoderCase, model: EncoderDecoder, source: Tensor, target: Tensor) -> Reference:
    """Run both nets one sequence, one timestep and one equation at a time."""
    rows = case.layers * (2 if case.bidirectional else 1)
    zeros = torch.zeros(rows, len(case.lengths), case.hidden, dtype=torch.float64)
    read: dict[tuple[int, bool, int], Track] = {}
    states = (zeros, zeros) if case.cell == "lstm" else (zeros,)
    _, last = unroll(model.encoder, model.source(source), case.lengths, states, (), read)
    begins = model._context(last)  # what it does is compared through what follows from it
    kept: dict[Key, Track] = {("encoder", k, r, 0): t for (k, r, b), t in read.items() if b == case.sequence}
    cells = [Cell.of_cell(cell) for cell in model.decoder.cells]
    loss = torch.zeros((), dtype=torch.float64)
    for b in range(len(case.lengths)):
        state = [tuple(part[b] for part in layer) for layer in begins]
        tracks = [Track(tuple(each)) for each in state]
        previous = torch.tensor(model.start)
        for t in range(case.steps):
            x = model.target(previous)
            for layer, cell in enumerate(cells):
                state[layer] = cell.step(tracks[layer], t, x, state[layer])
                x = tracks[layer].used[t]
            logits = model.output(x)
            loss = loss + _loss(logits[None, None], target[t, b][None, None])
            previous = target[t, b] if case.forced else logits.detach().argmax()
        if b == case.sequence:
            kept |= {("decoder", layer, False, 0): track for layer, track in enumerate(tracks)}
    loss.backward()
    return Reference(float(loss.detach()), kept)
