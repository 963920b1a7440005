"""The tree of a beam search as it is read: a column a timestep, the best on top, and one node in numbers. No Qt.

A node is known by its sequence, so that it is found again in the tree of the next moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.topology import START
from rnnviz.probe.decoding import Beam, Decoding
from rnnviz.probe.frame import Array
from rnnviz.text.white_space import written

Symbols = tuple[int, ...]
_TERMS = 4  # of a sum that are written out


@dataclass(frozen=True)
class BeamTree:
    """One decoding's tree, laid out."""

    decoding: Decoding

    @property
    def beam(self) -> Beam:
        """The tree as it was searched."""
        return self.decoding.beam

    @cached_property
    def depths(self) -> Array:
        """The column of each node, (node,): how many symbols its sequence has."""
        return self.beam.depths

    @cached_property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The nodes of each column from top to bottom: those kept, the likeliest first, then those cut off."""
        beam = self.beam
        order = sorted(range(len(beam.parents)), key=lambda n: (-int(beam.kept[n]), -float(beam.log_p[n]), n))
        found: list[list[int]] = [[] for _ in range(int(self.depths.max()) + 1)]
        for node in order:
            found[int(self.depths[node])].append(node)
        return tuple(map(tuple, found))

    @cached_property
    def best(self) -> frozenset[int]:
        """The nodes of the sequence that is chosen."""
        return frozenset((0, *self.beam.path(self.beam.best)))

    def symbols(self, node: int) -> Symbols:
        """Return the sequence of a node."""
        return tuple(int(self.beam.symbols[n]) for n in self.beam.path(node))

    def label(self, node: int) -> str:
        """Return the last symbol of a node's sequence."""
        return self.decoding.labels[int(self.beam.symbols[node])] if node else START

    def text(self, node: int) -> str:
        """Return the sequence of a node as it is written."""
        return written([self.decoding.labels[s] for s in self.symbols(node)])

    def children(self, node: int) -> tuple[int, ...]:
        """Return the nodes that go on from one, the likeliest first."""
        found = np.flatnonzero(self.beam.parents == node).tolist() if node >= 0 else []
        return tuple(sorted(found, key=lambda n: -float(self.beam.log_p[n])))

    def share(self, node: int) -> float:
        """Return how likely the last symbol of a node is after those before it."""
        if not node:
            return 1.0
        before = int(self.beam.parents[node])
        return float(np.exp(self.beam.log_p[node] - self.beam.log_p[before]))

    def node_of(self, symbols: Sequence[int]) -> int:
        """Return the node of a sequence, or of as much of its beginning as there is."""
        node = 0
        for symbol in symbols:
            found = [n for n in self.children(node) if int(self.beam.symbols[n]) == symbol]
            if not found:
                break
            node = found[0]
        return node

    def computed(self, node: int) -> int:
        """Return the node itself if what follows it was computed, else the one that it was chosen from."""
        return node if np.isfinite(self.beam.probabilities[node, 0]) or not node else int(self.beam.parents[node])

    def states(self, node: int) -> Array:
        """Return h of the decoder before each symbol of a sequence and before what follows, (timestep, layer, unit)."""
        path = [n for n in (0, *self.beam.path(node)) if np.isfinite(self.beam.states[n]).all()]
        return np.asarray(self.beam.states[path or [0]])  # of a net that is no longer finite there are none


def score(tree: BeamTree, node: int) -> list[Equation]:
    """Write how good a node's sequence is: ln p as a sum over its symbols, and by its length."""
    if not node:
        return [Equation("ln p", ("0",))]
    beam, path = tree.beam, tree.beam.path(node)
    logs = [float(beam.log_p[n] - beam.log_p[beam.parents[n]]) for n in path]
    terms = " ".join(number(value) for value in logs[:_TERMS]) + (" …" if len(logs) > _TERMS else "")
    total = number(float(beam.log_p[node]))
    return [
        Equation("ln p(y | x)", ("∑_t ln p(y(t) | y(0) … y(t-1), x)".replace("-", MINUS), terms, total)),
        Equation("score", ("ln p(y | x) / |y|", f"{total} / {len(path)}", number(float(beam.scores[node])))),
    ]
