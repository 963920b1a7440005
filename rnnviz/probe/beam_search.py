"""Decoding by beam search: the likeliest sequences, not the likeliest symbols (Graves 2012; Sutskever et al. 2014).

At every timestep each of the `width` best beginnings is gone on with by every symbol, and the `width` best of all that
are kept. Longer sequences multiply more probabilities, so what has ended is compared by log p(y) / |y|, the mean over
its symbols (Cho et al. 2014). What is found is a pure function of weights and source.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from rnnviz.nn.encoder_decoder import Encoded, EncoderDecoder
from rnnviz.nn.stepped import SteppedState
from rnnviz.probe.decoding import ROOT, Beam
from rnnviz.probe.numbers import sealed


@dataclass
class _Beginning:
    """One sequence of symbols that may be gone on with."""

    parent: int  # the node it goes on from
    symbol: int
    log_p: float
    length: int
    kept: bool
    ended: bool


def search(
    model: EncoderDecoder, source: Tensor, lengths: Tensor | None, *, width: int, end: int, longest: int
) -> Beam:
    """Search the best sequence for one source.

    Parameters
    ----------
    model : EncoderDecoder
        In the mode and precision it is in; nothing is learned.
    source, lengths : Tensor, (S, 1) and (1,)
        What is read, as `EncoderDecoder.encode` takes it.
    width : int
        Of the beam; 1 is greedy decoding.
    end : int
        The symbol that ends a sequence.
    longest : int
        Timesteps after which what has not ended is given up.
    """
    with torch.no_grad():
        return _Search(model, width, end).run(source, lengths, longest)


class _Search:
    """The nodes of one search as they are found."""

    def __init__(self, model: EncoderDecoder, width: int, end: int) -> None:
        self._model, self._width, self._end = model, width, end
        self._nodes: list[_Beginning] = []
        self._probabilities: dict[int, Tensor] = {}  # node -> (V,)
        self._states: dict[int, Tensor] = {}  # node -> h of each layer, (L, H)

    def run(self, source: Tensor, lengths: Tensor | None, longest: int) -> Beam:
        encoded, state = self._model.encode(source, lengths)
        self._nodes.append(_Beginning(ROOT, ROOT, 0.0, 0, kept=True, ended=False))
        alive = [0]
        for _ in range(longest):
            state = self._go_on(alive, state, encoded)
            alive, rows = self._best(alive)
            if not alive:
                break
            state = tuple(tuple(part[rows] for part in layer) for layer in state)
        return self._told()

    def _go_on(self, alive: list[int], state: SteppedState, encoded: Encoded) -> SteppedState:
        """Compute what may follow the beginnings that are alive; return the decoder's state after each."""
        device = encoded.annotations.device
        symbols = [self._nodes[n].symbol if n else self._model.start for n in alive]
        many = encoded.rows(torch.zeros(len(alive), dtype=torch.long))
        logits, state = self._model.step(torch.tensor(symbols, device=device), state, many)
        probabilities = logits.double().softmax(-1).cpu()  # (alive, V)
        h = torch.stack([layer[0] for layer in state], 1).cpu()  # (alive, L, H)
        for row, node in enumerate(alive):
            self._probabilities[node], self._states[node] = probabilities[row], h[row]
        return state

    def _best(self, alive: list[int]) -> tuple[list[int], Tensor]:
        """Note the best beginnings that are one symbol longer, and which go on: their nodes, and rows of the state.

        As many as are kept are noted beside them that are not, to be seen where the beam was cut. Where sequences have
        ended, so many fewer are gone on with.
        """
        before = torch.tensor([self._nodes[n].log_p for n in alive], dtype=torch.float64)
        logs = torch.stack([self._probabilities[n] for n in alive]).log()  # (alive, V)
        totals = (before.unsqueeze(1) + logs).flatten()
        # By falling probability; of equal ones the first: no sort of a device decides.
        order = np.argsort(-totals.numpy(), kind="stable")[: 2 * self._width]
        room = self._width - sum(node.ended and node.kept for node in self._nodes)
        nodes, rows = [], []
        for place, index in enumerate(order.tolist()):
            if not math.isfinite(float(totals[index])):
                continue
            row, symbol = divmod(index, logs.shape[1])
            kept, ended = place < room, symbol == self._end
            parent = self._nodes[alive[row]]
            length = parent.length + 1
            self._nodes.append(_Beginning(alive[row], symbol, float(totals[index]), length, kept, ended))
            if kept and not ended:
                nodes.append(len(self._nodes) - 1)
                rows.append(row)
        return nodes, torch.tensor(rows, dtype=torch.long)

    def _told(self) -> Beam:
        nodes, size = self._nodes, self._probabilities[0].shape[0]
        shape = self._states[0].shape
        computed = [n in self._probabilities for n in range(len(nodes))]
        nothing, no_state = torch.full((size,), torch.nan), torch.full(shape, torch.nan)
        found = {
            "parents": np.array([n.parent for n in nodes], np.int64),
            "symbols": np.array([n.symbol for n in nodes], np.int64),
            "log_p": np.array([n.log_p for n in nodes]),
            "scores": np.array([n.log_p / max(n.length, 1) for n in nodes]),
            "kept": np.array([n.kept for n in nodes], np.int64),
            "ended": np.array([n.ended for n in nodes], np.int64),
            "probabilities": torch.stack(
                [self._probabilities[n] if there else nothing.double() for n, there in enumerate(computed)]
            ).numpy(),
            "states": torch.stack([self._states[n] if there else no_state for n, there in enumerate(computed)]).numpy(),
        }
        return Beam(self._width, **{name: sealed(values) for name, values in found.items()})
