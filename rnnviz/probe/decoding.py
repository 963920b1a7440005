"""How a decoder writes, as data: what feeding it costs, and the tree of a beam search. No torch here."""

# ruff: noqa: RUF009  (`axes` returns a dataclass field)

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.probe.named_axes import Array, axes

ROOT = -1  #: the parent, and the symbol, of the node before the first symbol


@dataclass(frozen=True, eq=False)
class Beam:
    """The tree of one beam search; node 0 is the beginning, before anything was written.

    A node is a sequence of symbols: its own and those of its ancestors. Nodes that were not kept are those at which the
    beam was cut: they were never gone on with, and there is nothing that follows them.
    """

    width: int  # of the beam
    parents: Array = axes("node")  # ROOT for the first
    symbols: Array = axes("node")  # the last one of the sequence, an index into the decoder's labels
    log_p: Array = axes("node")  # ln p of the whole sequence, in nats
    scores: Array = axes("node")  # the same by its length: what ended sequences are compared by
    kept: Array = axes("node")  # 1: among the best of its timestep
    ended: Array = axes("node")  # 1: its symbol is the end
    probabilities: Array = axes("node", "symbol")  # of what follows; NaN where it was not computed
    states: Array = axes("node", "layer", "unit")  # h of the decoder before what follows; NaN likewise

    @property
    def best(self) -> int:
        """The node of the sequence that is chosen: the ended one of the best score, or the best one where none has."""
        ended = np.flatnonzero((self.ended == 1) & (self.kept == 1))
        chosen = ended if ended.size else np.flatnonzero(self.depths == self.depths[self.kept == 1].max())
        return int(chosen[self.scores[chosen].argmax()])

    @property
    def depths(self) -> Array:
        """The number of symbols of each node's sequence, (node,)."""
        found = np.zeros(len(self.parents), np.int64)
        for node, parent in enumerate(self.parents.tolist()):
            found[node] = 0 if parent == ROOT else found[parent] + 1
        return found

    def path(self, node: int) -> tuple[int, ...]:
        """Return the nodes from the first symbol to a node."""
        found: list[int] = []
        while node > 0:
            found.append(node)
            node = int(self.parents[node])
        return tuple(reversed(found))


@dataclass(frozen=True, eq=False)
class Decoding:
    """What is found by decoding the watched sequence aside, beside what was watched.

    Attributes
    ----------
    labels : tuple of str
        Of the decoder's symbols, as shown.
    forced_loss, free_loss : float
        The loss of the true target where the true symbols are fed back (teacher forcing), and where its own are (free
        running); NaN where no target is known.
    greedy : tuple of str
        What it writes if it is fed its own likeliest symbols.
    beam : Beam
        The tree of a beam search.
    """

    labels: tuple[str, ...]
    forced_loss: float
    free_loss: float
    greedy: tuple[str, ...]
    beam: Beam
