"""Random encoders and decoders, and how far the probe is from autograd on the same two nets unrolled."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from benchmarks.cases import Reference, errors, relative
from benchmarks.unrolled import Cell, Key, Track, unroll
from rnnviz.nn.attentions import VARIANTS
from rnnviz.nn.encoder_decoder import EncoderDecoder
from rnnviz.probe import observe
from rnnviz.probe.frame import Frame
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
    attention: str = ""  # of `rnnviz.nn.attentions.VARIANTS`; empty: there is none, and nothing in its place

    @property
    def kind(self) -> str:
        """What it is called in the figures."""
        if self.attention:
            return f"attention {self.attention}, {self.cell}"
        ways = "both ways" if self.bidirectional else "one way"
        return f"decoder {self.cell}, {ways}, {'teacher forcing' if self.forced else 'free running'}"


def decoder_errors(case: DecoderCase, dtype: torch.dtype = torch.float64) -> dict[str, float]:
    """Observe one encoder and decoder, and return the relative error of each quantity, and of the loss."""
    torch.manual_seed(case.seed)
    settings = ModelSettings(cell=case.cell, layers=case.layers, hidden=case.hidden, embedding=case.embedding)
    # Drawn in float32 and so the same in both precisions.
    attention = VARIANTS[case.attention] if case.attention else None
    model = EncoderDecoder(settings, case.symbols, case.symbols, bidirectional=case.bidirectional, attention=attention)
    source = torch.randint(case.symbols, (max(case.lengths), len(case.lengths)))
    target = torch.randint(case.symbols, (case.steps, len(case.lengths)))
    exact = copy.deepcopy(model).double()
    model, lengths = model.to(dtype), torch.tensor(case.lengths)

    def forward(model: EncoderDecoder) -> Tensor:
        return _loss(model(source, lengths, case.steps, target if case.forced else None), target)

    frame = observe(model, forward, sequence=case.sequence)
    looks: list[Look] = []
    found = errors(frame, _unrolled(case, exact, source, target, looks))
    return found | _of_attention(frame, looks, case.lengths[case.sequence])


def _of_attention(frame: Frame, looks: Sequence[Look], length: int) -> dict[str, float]:
    """Return the errors of what an attention did for the watched sequence; none where there is none."""
    if not looks or looks[0].weights is None:
        assert not frame.attentions
        return {}
    (seen,) = frame.attentions
    assert seen.energies is not None
    assert seen.contexts is not None
    mine = {"alpha": seen.weights[0, :, :length], "e": seen.energies[0, :, :length], "context": seen.contexts}
    theirs = {
        "alpha": [k.weights for k in looks],
        "e": [k.energies for k in looks],
        "context": [k.context for k in looks],
    }
    return {name: relative(mine[name], torch.stack(theirs[name]).detach().numpy()) for name in mine}


class Look(NamedTuple):
    """What one look at a source finds, one equation after another."""

    context: Tensor  # c(i), (K,)
    weights: Tensor | None = None  # alpha_i, (S,)
    energies: Tensor | None = None  # e_i, (S,)


def _look(case: DecoderCase, model: EncoderDecoder, s: Tensor, h: Tensor) -> Look:
    """Return c(i), from s(i-1), (H,), and the annotations, (S, K)."""
    m = model.attention
    if case.attention == "none":
        half = h.shape[1] // 2
        return Look(torch.tanh(m.P.weight @ torch.cat([h[-1, :half], h[0, half:]]) + m.P.bias))
    match case.attention:
        case "additive":
            each = [m.v.weight[0] @ torch.tanh(m.W.weight @ s + m.U.weight @ annotation) for annotation in h]
        case "dot product":
            each = [(m.W.weight @ s) @ (m.U.weight @ annotation) / case.hidden**0.5 for annotation in h]
        case _:
            each = [m.W.weight[j] @ s + m.W.bias[j] for j in range(len(h))]
    e = torch.stack(each)
    alpha = e.exp() / e.exp().sum()
    return Look(sum(alpha[j] * h[j] for j in range(len(h))), alpha, e)


def _loss(logits: Tensor, target: Tensor) -> Tensor:
    return F.cross_entropy(logits.flatten(0, 1), target.flatten(), reduction="sum")


def _unrolled(case: DecoderCase, model: EncoderDecoder, source: Tensor, target: Tensor, looks: list[Look]) -> Reference:
    """Run both nets one sequence, one timestep and one equation at a time; `looks` gets those of the watched one."""
    rows = case.layers * (2 if case.bidirectional else 1)
    zeros = torch.zeros(rows, len(case.lengths), case.hidden, dtype=torch.float64)
    read: dict[tuple[int, bool, int], Track] = {}
    states = (zeros, zeros) if case.cell == "lstm" else (zeros,)
    annotations, last = unroll(model.encoder, model.source(source), case.lengths, states, (), read)
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
            before = state[-1][0] if t == 0 else tracks[-1].used[t - 1]
            look = _look(case, model, before, annotations[: case.lengths[b], b]) if case.attention else None
            x = x if look is None else torch.cat([x, look.context])
            if look is not None and b == case.sequence:
                looks.append(look)
            for layer, cell in enumerate(cells):
                state[layer] = cell.step(tracks[layer], t, x, state[layer])
                x = tracks[layer].used[t]
            logits = model.output(x if look is None else torch.cat([x, look.context]))
            loss = loss + _loss(logits[None, None], target[t, b][None, None])
            previous = target[t, b] if case.forced else logits.detach().argmax()
        if b == case.sequence:
            kept |= {("decoder", layer, False, 0): track for layer, track in enumerate(tracks)}
    loss.backward()
    return Reference(float(loss.detach()), kept)
