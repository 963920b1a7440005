"""What one update consists of, operation by operation: a frozen record of read-only numpy arrays. No torch here.

A Trace is plain data, as a Frame is: it can be held by a window, sent, or compared. Stepping through an update is
moving a `rnnviz.probe.cursor.TraceCursor` over it; nothing is executed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from rnnviz.nn import cells
from rnnviz.probe.frame import Array


class TracePhase(StrEnum):
    """A part of an update, in the order in which they come."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    CLIPPING = "clipping"
    STEP = "step"  # of the optimiser


PHASES = tuple(TracePhase)


class Source(NamedTuple):
    """The line of the model's or the task's code, never of torch's, that an operation came from."""

    file: str = ""
    line: int = 0
    text: str = ""  # of that line, stripped

    @property
    def place(self) -> str:
        """``file.py:12``, without the folders."""
        return f"{self.file.replace(chr(92), '/').rpartition('/')[2]}:{self.line}" if self.file else ""


class Operation(NamedTuple):
    """One operation of the update.

    In the phases forward and loss its value is its result. In the backward phase there is one operation for each of
    those, in reverse order, whose value is the gradient of the loss with respect to that result; the gradients of the
    parameters follow. Then come the clipped gradients, and the changes of the parameters.

    Operations inside a recurrence hold the values of the watched sequence alone, one vector over units. All others hold
    the whole batch.

    A reference (`operands`, `of`) is the index of an operation, or, if negative, -1 minus that of a leaf.
    """

    index: int  # type: ignore[assignment]  # tuple's own method of that name is of no use here
    phase: TracePhase
    name: str  # "a" (pre-activation), "i", "f", "g", "o", "r", "z", "n", "hn", "c", "h"; "linear", "cross_entropy", ...
    value: Array
    operands: tuple[int, ...] = ()  # references; of a backward operation: where its gradient came from
    module: str = ""  # as in model.named_modules()
    source: Source = Source()
    equation: str = ""  # "lstm.i": the cell's key and the name; empty outside recurrences
    shape: tuple[int, ...] = ()  # of what torch computed: the whole batch
    recurrence: int | None = None  # index into Trace.recurrences
    layer: int | None = None
    reverse: bool = False
    timestep: int | None = None  # position in the sequence, for both directions; None outside recurrences
    axis: str = ""
    of: int | None = None  # backward, clipping, step: whose gradient or change this is
    local: Array | None = None  # backward of h: what reaches h(t) from its own output
    recurrent: Array | None = None  # backward of h: the rest, through the other timesteps

    @property
    def norm(self) -> float:
        """Euclidean norm of the value."""
        return float(np.linalg.norm(self.value))


class LeafKind(StrEnum):
    """What is there before the update begins."""

    PARAMETER = "parameter"
    BUFFER = "buffer"
    INPUT = "input"  # the batch, the carried state, constants


class Leaf(NamedTuple):
    """A tensor that no operation of the update made."""

    kind: LeafKind
    name: str  # as in model.named_parameters(); empty for an input
    value: Array


@dataclass(frozen=True, eq=False)
class TracedRecurrence:
    """One layer in one direction, or one loop of a cell: where its operations are, and what they read."""

    name: str
    cell: str  # as `Recurrence.cell`
    layer: int
    reverse: bool
    call: int
    axis: str
    timesteps: int  # of the watched sequence
    gates: tuple[str, ...]  # in the order in which their rows are stacked in the weights; ("h",) without gates
    h0: Array  # (P,)
    c0: Array | None  # (H,); None: it has no cell state
    x: Array  # (T, I)
    weights: Mapping[str, Array]  # "ih" (G H, I), "hh" (G H, P), "bias_ih", "bias_hh" (G H,), "hr" (P, H)
    parameters: Mapping[str, str]  # the same keys -> the parameter's name
    forward: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    backward: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    # both: operation's name -> its index at each timestep; -1 where there is none
    further: Mapping[str, Array] = field(
        default_factory=lambda: MappingProxyType({})
    )  # as h0, of states beside h and c

    @property
    def started(self) -> dict[str, Array]:
        """What each state was before the first timestep, by its name."""
        return {"h": self.h0, **({} if self.c0 is None else {"c": self.c0}), **self.further}

    def stacked(self, weight: str) -> tuple[str, ...]:
        """Return whose rows a weight holds, in their order; a gate of ours that does not see h has none in "hh"."""
        form = cells.form(self.cell)
        return form.stacked(weight) if form is not None and form.rows == self.gates else self.gates

    @property
    def weighed(self) -> bool:
        """Whether the matrices are known that its sums are made with."""
        return {"ih", *(("hh",) if self.stacked("hh") else ())} <= set(self.weights)

    def rows(self, weight: str, gate: str) -> slice | None:
        """Return the rows of a weight that belong to a gate; None: it has none."""
        names = self.stacked(weight)
        units = len(self.weights[weight]) // len(names)
        return slice(names.index(gate) * units, (names.index(gate) + 1) * units) if gate in names else None

    @property
    def key(self) -> tuple[str, int, bool, int]:
        """The same as `Recurrence.key` of the same layer in a Frame."""
        return (self.name, self.layer, self.reverse, self.call)


@dataclass(frozen=True, eq=False)
class Clipping:
    """What was done to the gradient before it was used."""

    kind: str  # "none", "norm", "value"
    norm: float  # Euclidean, over all parameters, before clipping
    threshold: float
    factor: float  # that every gradient was multiplied with; NaN for "value", which treats each element by itself


@dataclass(frozen=True, eq=False)
class ParameterStep:
    """What the update does to one parameter. All arrays have the parameter's shape."""

    name: str
    before: Array
    gradient: Array  # as backpropagated
    clipped: Array
    change: Array  # zeros if the update is not applied

    @property
    def ratio(self) -> float:
        """||ΔW|| / ||W||, Euclidean; NaN where W is zero."""
        norm = float(np.linalg.norm(self.before))
        return float(np.linalg.norm(self.change)) / norm if norm else float("nan")


@dataclass(frozen=True, eq=False)
class Trace:
    """Every operation of one update, for one watched sequence of its batch."""

    update: int  # optimiser steps taken before it
    sequence: int  # index in the batch
    loss: float
    operations: tuple[Operation, ...]
    leaves: tuple[Leaf, ...] = ()
    recurrences: tuple[TracedRecurrence, ...] = ()
    clipping: Clipping | None = None
    parameters: tuple[ParameterStep, ...] = ()
    batch: int = 1  # number of sequences, where a recurrence has told
    applied: bool = True  # False: loss or gradient are not finite, so training refuses the update
    trace_ms: float = 0.0  # what it cost
    sequences: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    # axis -> symbols of the watched sequence, as shown; without those that nobody can name

    def at(self, reference: int) -> Operation | Leaf:
        """Return what a reference points to."""
        return self.operations[reference] if reference >= 0 else self.leaves[-1 - reference]

    def named(self, reference: int) -> str:
        """Return the name of what a reference points to."""
        return self.at(reference).name

    def recurrence(self, operation: Operation) -> TracedRecurrence | None:
        """Return the recurrence that an operation belongs to."""
        return None if operation.recurrence is None else self.recurrences[operation.recurrence]

    def gradient(self, reference: int) -> Operation | None:
        """Return the backward operation that belongs to an operation or a leaf; None if no gradient reached it."""
        index = self._gradients.get(reference)
        return None if index is None else self.operations[index]

    @cached_property
    def _gradients(self) -> dict[int, int]:
        backward = (o for o in self.operations if o.phase is TracePhase.BACKWARD)
        return {o.of: o.index for o in backward if o.of is not None}

    def over_time(self, recurrence: TracedRecurrence, name: str, backward: bool = False) -> Array | None:
        """Return the values of one operation, or their gradients, at all timesteps, (T, N); None if it has no such.

        A gradient that reaches some timesteps is zero at the others.
        """
        indices = (recurrence.backward if backward else recurrence.forward).get(name, ())
        there = [k for k in indices if k >= 0]
        if not there or (len(there) < len(indices) and not backward):
            return None
        zeros = np.zeros_like(self.operations[there[0]].value)
        return np.stack([zeros if k < 0 else self.operations[k].value for k in indices])

    def states_before(self, recurrence: TracedRecurrence, name: str) -> Array | None:
        """Return the state that each timestep started from, (T, N)."""
        states, start = self.over_time(recurrence, name), recurrence.started.get(name)
        if states is None or start is None:
            return None
        parts = [states[1:], start[None]] if recurrence.reverse else [start[None], states[:-1]]
        return np.concatenate(parts)
