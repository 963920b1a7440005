"""What the user's loss compares: log-probabilities and targets, read off the graph before backward lets them go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from rnnviz.agent.axes import TIMESTEP, Axes
from rnnviz.agent.node_gradients import Graph
from rnnviz.agent.symbols import Symbols
from rnnviz.probe.frame import Output
from rnnviz.probe.numbers import frozen

_LARGEST = 1 << 22  # elements of the log-probabilities of one sequence


@dataclass(frozen=True, eq=False)
class Predictions:
    """Of the watched sequence."""

    log_probabilities: Tensor  # (T, V)
    targets: Tensor  # (T,); -1: none

    @classmethod
    def of(
        cls, graph: Graph, sequence: int, batch: int, batch_first: bool, packed: Tensor | None
    ) -> Predictions | None:
        """Find them; None: the loss is no cross entropy.

        Parameters
        ----------
        batch_first : bool
            How batch and timesteps are laid out where their lengths cannot tell.
        packed : Tensor, optional
            The watched sequence's rows, where sequences were packed.
        """
        nodes = sorted(
            (n for n in graph.nodes.values() if n.name().startswith("NllLoss")), key=lambda n: n._sequence_nr()
        )
        try:
            found = [_rows(node, sequence, batch, batch_first, packed) for node in nodes]
        except RuntimeError:  # somebody keeps what is saved elsewhere, such as a checkpoint
            return None
        there = [each for each in found if each is not None]
        if not there or len(there) < len(found) or len({each[0].shape[1] for each in there}) > 1:
            return None
        log_p, targets = (torch.cat([each[k] for each in there]) for k in (0, 1))
        return cls(log_p, targets) if log_p.numel() <= _LARGEST else None

    def output(self, axes: Axes, symbols: Symbols) -> Output:
        """Return what a Frame holds of them."""
        count, size = self.log_probabilities.shape
        at = self.targets.clamp_min(0)[:, None]
        losses = self.log_probabilities.gather(1, at)[:, 0].neg().masked_fill(self.targets < 0, torch.nan)
        axis = axes.along(count) or ("output" if axes.any else TIMESTEP)
        return Output(
            axis,
            symbols.vocabulary(size),
            frozen(self.targets, copy=True),
            frozen(self.log_probabilities.exp()),
            frozen(losses),
        )


def _rows(
    node: Any, sequence: int, batch: int, batch_first: bool, packed: Tensor | None
) -> tuple[Tensor, Tensor] | None:
    """Return the watched sequence's log-probabilities and targets in one call of the loss."""
    log_p, targets = node._saved_self.detach(), node._saved_target.detach()
    ignored = node._saved_ignore_index
    if log_p.dim() > 2:  # (B, V, T)
        row = min(sequence, len(log_p) - 1)
        log_p, targets = log_p[row].flatten(1).t(), targets[row].flatten()
    elif log_p.dim() == 2:
        rows = _own(node, len(log_p), log_p.shape[1], sequence, batch, batch_first, packed)
        if rows is None:
            return None
        log_p, targets = log_p[rows], targets[rows]
    else:
        log_p, targets = log_p[None], targets.reshape(1)
    return log_p.clone(), targets.clone().masked_fill(targets == ignored, -1)


def _own(
    node: Any, count: int, size: int, sequence: int, batch: int, batch_first: bool, packed: Tensor | None
) -> Tensor | Sequence[int] | None:
    row = min(sequence, batch - 1)
    if packed is not None and int(packed[-1]) < count and count % batch:
        return packed
    if count == batch or batch <= 1:
        return [row] if batch > 1 else list(range(count))
    if count % batch:
        return None
    steps, first = count // batch, batch_first
    if (shape := _shape_before(node, count, size)) is not None and shape[0] != shape[1]:
        first = shape[0] == batch
    if first:
        return list(range(row * steps, (row + 1) * steps))
    return list(range(row, count, batch))


def _shape_before(node: Any, count: int, size: int) -> tuple[int, int] | None:
    """Return how the rows were laid out before they were made one axis: (B, T) or (T, B)."""
    for _ in range(6):
        below = [n for n, _ in node.next_functions if n is not None]
        if not below:
            return None
        node = below[0]
        sizes = tuple(getattr(node, "_saved_self_sym_sizes", ()))
        if len(sizes) == 3 and sizes[2] == size and sizes[0] * sizes[1] == count:
            return int(sizes[0]), int(sizes[1])
    return None
