"""The network unrolled in time, as lanes of nodes: what the graph panel draws. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from rnnviz.explain.annotated_trace import Reading
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Operation, Trace, TracedRecurrence, TracePhase

Indices = np.ndarray[tuple[int], np.dtype[np.intp]]
NEVER = np.iinfo(np.intp).max  # an operation that there is not: no cursor ever reaches it


@dataclass(frozen=True, eq=False)
class Lane:
    """The nodes of one quantity, one a timestep."""

    name: str  # "x", "h", "c", "y"
    recurrence: int | None
    layer: int
    reverse: bool
    forward: Indices  # (T,) operation that makes each node; NEVER: it is there from the beginning
    backward: Indices  # (T,) operation of its gradient
    values: Array  # (T, N) what each node holds
    gradients: Array | None  # (T,) Euclidean norm of its gradient
    slopes: Array | None = None  # (T, N) its gradient

    @property
    def timesteps(self) -> int:
        """T."""
        return len(self.forward)

    @property
    def passes_on(self) -> bool:
        """Whether each node goes to that of the next timestep."""
        return self.name in ("h", "c")

    def shades(self, unit: int | None) -> tuple[Array, bool]:
        """Return one number a node, (T,), and whether it is signed: a unit's value, else the root mean square."""
        if unit is not None and unit < self.values.shape[1] and self.passes_on:
            return self.values[:, unit], True
        with np.errstate(all="ignore"):
            return np.sqrt(np.mean(np.square(self.values, dtype=float), axis=1)), False


@dataclass(frozen=True, eq=False)
class Block:
    """What runs along one sequence: an encoder, a decoder, or all of a plain model."""

    name: str
    axis: str
    start: int  # its first column
    timesteps: int
    lanes: tuple[Lane, ...]  # from the input up to the output
    symbols: tuple[str, ...]

    def lane(self, recurrence: int | None, name: str) -> int | None:
        """Return the place of a lane."""
        return next((k for k, e in enumerate(self.lanes) if (e.recurrence, e.name) == (recurrence, name)), None)


@dataclass(frozen=True, eq=False)
class Unrolled:
    """All blocks, side by side."""

    blocks: tuple[Block, ...]
    columns: int
    attention: Array | None = None  # (T, S): what each timestep of the last block looks at in the first

    @property
    def rows(self) -> int:
        """The most lanes of a block."""
        return max((len(b.lanes) for b in self.blocks), default=0)

    def column_of(self, operation: Operation) -> tuple[int, int] | None:
        """Return block and column of an operation; None outside of all recurrences."""
        for k, block in enumerate(self.blocks):
            if operation.timestep is not None and any(e.recurrence == operation.recurrence for e in block.lanes):
                return k, block.start + operation.timestep
        return None


@np.errstate(all="ignore")
def unrolled(reading: Reading) -> Unrolled:
    """Lay out the recurrences of a Trace."""
    trace, blocks, column = reading.trace, list[Block](), 0
    numbered = list(enumerate(trace.recurrences))
    for (name, _), group in groupby(numbered, key=lambda pair: (pair[1].name, pair[1].call)):
        members = list(group)
        length = max(r.timesteps for _, r in members)
        last = members[-1][0] == len(numbered) - 1
        lanes = [_input(members[0][0], members[0][1])]
        for index, r in members:
            lanes += _states(reading, index, r)
        output = _output(trace, length) if last else None
        lanes += [output] if output is not None else []
        axis = members[0][1].axis
        symbols = trace.sequences.get(axis, ())
        blocks.append(Block(name, axis, column, length, tuple(lanes), tuple(symbols[:length])))
        column += length + 1
    attention = _attention(trace, blocks[0].timesteps, blocks[-1].timesteps) if len(blocks) > 1 else None
    return Unrolled(tuple(blocks), max(column - 1, 0), attention)


def _attention(trace: Trace, source: int, target: int) -> Array | None:
    """Return the weights of an attention that is called once a timestep of the decoder: its softmax."""
    calls = [o for o in trace.operations if o.name == "softmax" and o.phase is TracePhase.FORWARD]
    if len(calls) != target or any(o.value.ndim != 2 or o.value.shape[0] != trace.batch for o in calls):
        return None
    weights = np.stack([o.value[trace.sequence] for o in calls])
    return weights[:, :source] if weights.shape[1] >= source else None


def _input(index: int, r: TracedRecurrence) -> Lane:
    there = np.full(r.timesteps, -1, np.intp)
    return Lane("x", index, r.layer, False, there, np.full(r.timesteps, NEVER), r.x, None)


def _states(reading: Reading, index: int, r: TracedRecurrence) -> Iterable[Lane]:
    trace = reading.trace
    for name in ("c", "h"):
        values = trace.over_time(r, name)
        if values is None:
            continue
        back = r.backward.get(name, (-1,) * r.timesteps)
        gradients = trace.over_time(r, name, backward=True)
        norms = None if gradients is None else np.linalg.norm(gradients, axis=1)
        yield Lane(name, index, r.layer, r.reverse, _indices(r.forward[name]), _indices(back), values, norms, gradients)


def _indices(found: Iterable[int]) -> Indices:
    indices = np.fromiter(found, np.intp)
    return np.where(indices < 0, NEVER, indices)


def _output(trace: Trace, length: int) -> Lane | None:
    """Return the scores of each timestep: of the last linear layer, called once for all of them or once for each."""
    calls = [o for o in trace.operations if o.name == "linear" and o.phase is TracePhase.FORWARD and o.timestep is None]
    if not calls:
        return None
    calls = [o for o in calls if o.module == calls[-1].module]
    if len(calls) == 1 and calls[0].value.ndim == 3 and calls[0].value.shape[:2] == (length, trace.batch):
        back = trace.gradient(calls[0].index)
        forward = np.full(length, calls[0].index, np.intp)
        backward = np.full(length, NEVER if back is None else back.index, np.intp)
        slopes = None if back is None else back.value[:, trace.sequence]
        norms = None if slopes is None else np.linalg.norm(slopes, axis=1)
        return Lane("y", None, 0, False, forward, backward, calls[0].value[:, trace.sequence], norms, slopes)
    if len(calls) == length and calls[0].value.ndim == 2 and len(calls[0].value) == trace.batch:
        backs = [trace.gradient(o.index) for o in calls]
        known = [b for b in backs if b is not None]
        slopes = np.stack([b.value[trace.sequence] for b in known]) if len(known) == length else None
        norms = None if slopes is None else np.linalg.norm(slopes, axis=1)
        backward = _indices(-1 if b is None else b.index for b in backs)
        values = np.stack([o.value[trace.sequence] for o in calls])
        return Lane("y", None, 0, False, _indices(o.index for o in calls), backward, values, norms, slopes)
    return None
