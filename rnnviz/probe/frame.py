"""What one observation yields: a frozen record of read-only numpy arrays with named axes. No torch here.

A Frame is plain data. It can be sent to a panel, written to a file or compared with another, and nothing in it changes.
"""

# ruff: noqa: RUF009  (`axes` returns a dataclass field)

from __future__ import annotations

import copyreg
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))  # or no Frame could be sent


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


class Want(StrEnum):
    """A part of a Frame that a panel asks for. What nobody asks for is not computed."""

    STATES = "states"  # h, c and the inputs of every recurrence
    GATES = "gates"
    GRADIENTS = "gradients"  # dL/dh, dL/dc: costs the backward pass
    ATTENTION = "attention"
    OUTPUT = "output"
    WEIGHTS = "weights"
    SPECTRUM = "spectrum"  # singular values and eigenvalues
    PARAMETER_GRADIENTS = "parameter gradients"  # dL/dW by autograd: takes a pass of its own
    FLOW = "flow"  # of the gradient through every recurrence: products of Jacobians; brings GATES and GRADIENTS along


EVERYTHING = frozenset(Want) - {Want.PARAMETER_GRADIENTS, Want.FLOW}  # what one pass yields


def axes(*names: str, optional: bool = False) -> Any:
    """Declare an array field with the names of its axes."""
    metadata = {"axes": names}
    return field(default=None, metadata=metadata) if optional else field(metadata=metadata)


@dataclass(frozen=True, eq=False)
class GradientFlow:
    """What becomes of the gradient at T, the timestep that a layer computes last, on its way back through that layer.

    Norms of matrices are their largest singular value: the most that any gradient can be stretched.
    """

    singular_value: float  # the largest of W_hh; of a gated cell: of the candidate's part of it
    slope: float  # max|phi'| over this sequence, of what that matrix leads into
    last: Array = axes("timestep")  # ||dL_T/dh(t)||, of the part of the loss that h(T) has to answer for
    products: Array = axes("timestep")  # ||dh(T)/dh(t)||, 1 at T; NaN: it would take too long
    bounds: Array = axes("timestep")  # (singular_value * slope)^(T - t); of a gated cell these bound not its own
    # products but those that a vanilla cell with the candidate's matrix would have


@dataclass(frozen=True, eq=False)
class Recurrence:
    """One layer, in one direction, over the watched sequence.

    Index t is the position in the sequence, for both directions.

    For a module called several times there is one Recurrence a call; a cell called in a loop is one Recurrence.
    """

    name: str  # of the module that owns it: "encoder.rnn"
    cell: str  # "rnn_tanh", "rnn_relu", "lstm", "gru", or the key of a cell in nn/cells/
    layer: int
    reverse: bool
    call: int  # which call of the module, from 0
    axis: str  # the sequence that its timesteps run along: a key of Frame.sequences
    h: Array = axes("timestep", "unit")
    h0: Array = axes("unit")  # the state before the first timestep (after the last one, if reverse)
    c: Array | None = axes("timestep", "unit", optional=True)
    c0: Array | None = axes("unit", optional=True)
    x: Array | None = axes("timestep", "input", optional=True)
    gates: Mapping[str, Array] = field(
        default_factory=lambda: MappingProxyType({}), metadata={"axes": ("timestep", "unit")}
    )  # LSTM: i, f, g, o; GRU: r, z, n; after their nonlinearity
    before: Mapping[str, Array] = field(
        default_factory=lambda: MappingProxyType({}), metadata={"axes": ("timestep", "unit")}
    )  # the same gates before it; GRU also "hn" = W_hn h(t-1) + b_hn; vanilla: "h"
    dh: Array | None = axes("timestep", "unit", optional=True)  # total dL/dh(t)
    dh_local: Array | None = axes("timestep", "unit", optional=True)  # what reaches h(t) from its own output
    dc: Array | None = axes("timestep", "unit", optional=True)  # total dL/dc(t)
    flow: GradientFlow | None = None

    @property
    def dh_recurrent(self) -> Array | None:
        """What reaches h(t) through the other timesteps: total minus local, (timestep, unit)."""
        return None if self.dh is None or self.dh_local is None else self.dh - self.dh_local

    @property
    def title(self) -> str:
        """The module's name with layer and direction, where there is more than one to tell apart."""
        return f"{self.name or 'model'} · {self.layer + 1}{' ←' if self.reverse else ''}"

    @property
    def key(self) -> tuple[str, int, bool, int]:
        """What stays the same from Frame to Frame."""
        return (self.name, self.layer, self.reverse, self.call)

    def previous(self, states: Array, initial: Array) -> Array:
        """Return the state that each timestep started from, (timestep, unit): h(t-1) or c(t-1); h(t+1) if reverse."""
        if self.reverse:
            return np.concatenate([states[1:], initial[None]])
        return np.concatenate([initial[None], states[:-1]])


@dataclass(frozen=True, eq=False)
class Attention:
    """The weights of one attention: every (head, target) row sums to 1 over the source."""

    name: str
    target_axis: str  # a key of Frame.sequences, or ""
    source_axis: str
    weights: Array = axes("head", "target", "source")


@dataclass(frozen=True, eq=False)
class Output:
    """The prediction at each timestep: a softmax over the vocabulary."""

    axis: str
    labels: tuple[str, ...]  # of the vocabulary, as shown
    targets: Array = axes("timestep")  # index into labels; -1: none known
    probabilities: Array = axes("timestep", "symbol")
    losses: Array = axes("timestep")  # nats; NaN where no target is known
    own_answer: str = ""  # in English: why there is none at all, where the axis carries what the model itself writes


@dataclass(frozen=True, eq=False)
class Weights:
    """One parameter of the model, as a matrix (a vector is one column)."""

    name: str  # as in model.named_parameters()
    values: Array = axes("row", "column")


@dataclass(frozen=True, eq=False)
class Spectrum:
    """How one recurrent matrix stretches: W_hh, or the part of it that belongs to one gate."""

    name: str  # of the parameter
    gate: str  # "h", "i", "f", "g", "o", "r", "z", "n"
    singular_values: Array = axes("rank")  # descending
    eigenvalues: Array = axes("rank")  # complex, by falling modulus; empty if W is not square

    @property
    def radius(self) -> float:
        """The spectral radius: the largest modulus of an eigenvalue."""
        return float(np.abs(self.eigenvalues).max()) if self.eigenvalues.size else float("nan")


@dataclass(frozen=True, eq=False)
class Frame:
    """Everything that was asked for about one sequence, at one update."""

    update: int  # optimiser steps taken before it was observed
    loss: float  # of the watched sequence, as the task defines it
    sequences: Mapping[str, tuple[str, ...]]  # axis -> its symbols, as shown
    recurrences: tuple[Recurrence, ...] = ()
    attentions: tuple[Attention, ...] = ()
    output: Output | None = None
    weights: tuple[Weights, ...] = ()
    spectra: tuple[Spectrum, ...] = ()
    parameter_gradients: tuple[Weights, ...] = ()  # dL/dW by autograd, of each that learns and that L depends on
    wants: frozenset[Want] = EVERYTHING
    observe_ms: float = 0.0  # what it cost
    text: str = ""  # the watched sequence as the user typed it, if it was typed
    sequence: int | None = None  # of the batch about to be learned, if it is one of that; None: the probe sequence


def arrays(record: Any, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...], Array]]:
    """Walk a record and yield (path, axes, array) for every array in it: what an export writes.

    Paths look like ``recurrences/0/gates/i``.
    """
    for item in fields(record):
        value, named = getattr(record, item.name), item.metadata.get("axes", ())
        path = f"{prefix}{item.name}"
        if isinstance(value, np.ndarray):
            yield path, named, value
        elif isinstance(value, Mapping) and named:
            yield from ((f"{path}/{key}", named, array) for key, array in value.items())
        elif is_dataclass(value) and not isinstance(value, type):
            yield from arrays(value, f"{path}/")
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if is_dataclass(part):
                    yield from arrays(part, f"{path}/{index}/")
