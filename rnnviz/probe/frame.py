"""What one observation yields: a frozen record of read-only numpy arrays with named axes. No torch here.

A Frame is plain data. It can be sent to a panel, written to a file or compared with another, and nothing in it changes.
"""

# ruff: noqa: RUF009  (`axes` returns a dataclass field)

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np

from rnnviz.probe.decoding import Decoding
from rnnviz.probe.named_axes import Array as Array  # who reads a Frame reads arrays
from rnnviz.probe.named_axes import arrays as arrays
from rnnviz.probe.named_axes import axes, check_alike, check_named, own_axes

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
    ACTIVATIONS = "activations"  # what modules give out that are no recurrence, such as convolutions
    DECODING = "decoding"  # what a decoder writes, aside: greedily, by beam search, and what feeding it costs


#: What one pass yields of any model at little cost.
EVERYTHING = frozenset(Want) - {Want.PARAMETER_GRADIENTS, Want.FLOW, Want.ACTIVATIONS, Want.DECODING}


@dataclass(frozen=True, eq=False)
class Activation:
    """A value of any shape that was computed for the watched sequence: what a module gives out, for instance.

    Attributes
    ----------
    name : str
        Of the module: ``"encoder.conv1"``.
    axes : tuple of str
        Names of the axes, in the field's words: ``("channel", "row", "column")``, ``("timestep", "slot", "width")``.
        An axis that is a key of `Frame.sequences` runs along that sequence.
    values : array
        As many axes as have a name.
    gradient : array, optional
        dL/dvalues, of the same shape.
    labels : mapping
        Axis -> what its places are called; an axis that is not there is counted from 0.
    call : int
        Which call of the module, from 0.

    Raises
    ------
    ValueError
        If an axis has no name, or the name of another one, or labels or gradient do not fit.
    """

    name: str
    axes: tuple[str, ...]
    values: Array = own_axes()
    gradient: Array | None = own_axes(optional=True)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    call: int = 0

    def __post_init__(self) -> None:
        check_named(self.axes, self.values, self.labels)
        check_alike("gradient", self.gradient, self.values.shape)

    @property
    def key(self) -> tuple[str, int]:
        """What stays the same from Frame to Frame."""
        return (self.name, self.call)


@dataclass(frozen=True, eq=False)
class State:
    """What a recurrence carries from timestep to timestep beside h and c: a matrix, slots of a memory, a normaliser.

    Attributes
    ----------
    axes : tuple of str
        Names of the axes: ``"timestep"`` first, then for instance ``"key", "value"``.
    values : array
        At each timestep, after it was written.
    initial : array, optional
        Before the first timestep (after the last one, if the recurrence runs from the end): without the first axis.
    gradient : array, optional
        Total dL/dvalues, of the same shape.
    labels : mapping
        As in `Activation`.

    Raises
    ------
    ValueError
        If the first axis is not the timesteps, or as in `Activation`.
    """

    axes: tuple[str, ...]
    values: Array = own_axes()
    initial: Array | None = own_axes(but_first=True, optional=True)
    gradient: Array | None = own_axes(optional=True)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        check_named(self.axes, self.values, self.labels)
        if self.axes[:1] != ("timestep",):
            raise ValueError(f"the first axis of a state is the timesteps, not {self.axes}")
        check_alike("initial", self.initial, self.values.shape[1:])
        check_alike("gradient", self.gradient, self.values.shape)

    @property
    def of_units(self) -> bool:
        """Whether it is a vector over units, as h is."""
        return self.axes[1:] == ("unit",)

    @property
    def rows(self) -> Array:
        """The values as (timestep, row): all axes but the first as one, the last of them running fastest."""
        return self.values.reshape(len(self.values), -1)

    @property
    def row_names(self) -> tuple[str, ...]:
        """What the rows are called, by their place along each axis: "0, 3"; empty: counting them says as much."""
        if len(self.axes) == 2 and self.axes[1] not in self.labels:
            return ()
        places = [
            self.labels.get(axis, tuple(map(str, range(size))))
            for axis, size in zip(self.axes[1:], self.values.shape[1:], strict=True)
        ]
        return tuple(map(", ".join, product(*places)))


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
    dh_recurrent: Array | None = axes("timestep", "unit", optional=True)  # and through the other timesteps
    dc: Array | None = axes("timestep", "unit", optional=True)  # total dL/dc(t)
    flow: GradientFlow | None = None
    states: Mapping[str, State] = field(default_factory=lambda: MappingProxyType({}))  # beside h and c, by their names

    def __post_init__(self) -> None:
        for name, state in self.states.items():
            if name in ("h", "c", "") or "/" in name:
                raise ValueError(f"a further state cannot be called {name!r}")
            if len(state.values) != len(self.h):
                raise ValueError(f"{name} has {len(state.values)} timesteps, h has {len(self.h)}")
        if self.dh_recurrent is None and self.dh is not None and self.dh_local is not None:
            # Where nobody computed it by itself, it is what the local part leaves of the total.
            with np.errstate(invalid="ignore", over="ignore"):
                left = np.subtract(self.dh, self.dh_local)
            left.flags.writeable = False
            object.__setattr__(self, "dh_recurrent", left)

    @property
    def title(self) -> str:
        """The module's name with layer and direction, where there is more than one to tell apart."""
        return f"{self.name or 'model'} · {self.layer + 1}{' ←' if self.reverse else ''}"

    @property
    def key(self) -> tuple[str, int, bool, int]:
        """What stays the same from Frame to Frame."""
        return (self.name, self.layer, self.reverse, self.call)

    @property
    def vectors(self) -> dict[str, tuple[Array, Array | None]]:
        """Every state that is a vector over units, by its name: (timestep, unit), and (unit,) before the first one."""
        found: dict[str, tuple[Array, Array | None]] = {"h": (self.h, self.h0)}
        if self.c is not None:
            found["c"] = (self.c, self.c0)
        further = {name: state for name, state in self.states.items() if state.of_units}
        return found | {name: (state.values, state.initial) for name, state in further.items()}

    def previous(self, states: Array, initial: Array) -> Array:
        """Return the state that each timestep started from, (timestep, unit): h(t-1) or c(t-1); h(t+1) if reverse."""
        if self.reverse:
            return np.concatenate([states[1:], initial[None]])
        return np.concatenate([initial[None], states[:-1]])


@dataclass(frozen=True, eq=False)
class Attention:
    """One attention: the weights of every (head, target) sum to 1 over the source.

    Where it is computed in one call of torch, neither the energies nor the contexts can be seen.
    """

    name: str
    target_axis: str  # a key of Frame.sequences, or ""
    source_axis: str
    weights: Array = axes("head", "target", "source")  # alpha
    energies: Array | None = axes("head", "target", "source", optional=True)  # e, before the softmax; -inf: masked
    contexts: Array | None = axes("target", "element", optional=True)  # c: what the weights make of the values
    kind: str = ""  # what its energies are, as its module says: "additive", "dot product", "position"; "": unknown
    parameters: tuple[Weights, ...] = ()  # of that module, by their names in it, where the kind is known


@dataclass(frozen=True, eq=False)
class Output:
    """The prediction at each timestep: a softmax over the vocabulary."""

    axis: str
    labels: tuple[str, ...]  # of the vocabulary, as shown
    targets: Array = axes("timestep")  # index into labels; -1: none known
    probabilities: Array = axes("timestep", "symbol")
    losses: Array = axes("timestep")  # nats; NaN where no target is known
    own_answer: str = ""  # in English: why there is none at all, where the axis carries what the model itself writes

    @cached_property
    def last_known(self) -> int | None:
        """The last timestep whose target is known; None: none is. Every panel asks."""
        known = np.flatnonzero(self.targets >= 0)
        return int(known[-1]) if known.size else None


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
    activations: tuple[Activation, ...] = ()
    decoding: Decoding | None = None
    wants: frozenset[Want] = EVERYTHING
    observe_ms: float = 0.0  # what it cost
    text: str = ""  # the watched sequence as the user typed it, if it was typed
    sequence: int | None = None  # of the batch about to be learned, if it is one of that; None: the probe sequence
