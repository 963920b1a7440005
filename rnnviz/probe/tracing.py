"""`record`: forward, loss and backward pass of one update on a tape; `Recorded.operations`: the same as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from rnnviz.nn import cells
from rnnviz.probe.frame import Array
from rnnviz.probe.numbers import array, sealed
from rnnviz.probe.outcome import by_prefix
from rnnviz.probe.recording import Recording
from rnnviz.probe.tape import Entry, Tape, TapedRecurrence
from rnnviz.probe.trace import Leaf, LeafKind, Operation, TracedRecurrence, TracePhase


@dataclass(frozen=True, eq=False)
class Recorded:
    """A forward pass on its tape, with the gradients of everything on it."""

    tape: Tape
    returned: Any  # what the forward returned
    loss: Tensor
    last: int  # entry of the loss; what comes after it is of no concern
    totals: Mapping[int, Tensor | None]  # by entry: gradient of the loss with respect to its value
    locals: Mapping[int, Tensor | None]  # by entry of a state in a loop: its local part
    passed: Mapping[int, Tensor | None]  # by entry of such a state: at what the next timestep was given instead of it
    of_parameters: Mapping[str, Tensor | None]


def record(
    model: nn.Module,
    forward: Callable[[nn.Module], Any],
    loss_of: Callable[[Any], Tensor],
    recording: Recording | None = None,
) -> Recorded:
    """Run a forward and a backward pass, recorded. Parameters keep the ``.grad`` that they have.

    Parameters
    ----------
    forward : callable
        Runs the model.
    loss_of : callable
        Takes the loss, a scalar, out of what `forward` returned.
    """
    recording = recording or Recording(model)
    tape = recording.tape
    with torch.enable_grad(), recording.hooked(), recording:
        returned = forward(model)
    recording.finish()
    loss = loss_of(returned)
    last = tape.reference(loss) if loss.requires_grad or tape.is_known(loss) else len(tape.entries) - 1
    parameters = {n: p for n, p in model.named_parameters() if p.requires_grad}
    return Recorded(tape, returned, loss, last, *_gradients(tape, loss, last, parameters))


_ByEntry = dict[int, Tensor | None]


def _gradients(
    tape: Tape, loss: Tensor, last: int, parameters: Mapping[str, Tensor]
) -> tuple[_ByEntry, _ByEntry, _ByEntry, dict[str, Tensor | None]]:
    if not loss.requires_grad:
        return {}, {}, {}, dict.fromkeys(parameters)
    entries = list(enumerate(tape.entries[: last + 1]))
    totals = {k: target for k, e in entries if (target := e.target) is not None}
    locals_ = {k: e.local_edge for k, e in entries if e.local_edge is not None}
    passed = {k: e.passed for k, e in entries if e.passed is not None and e.passed.requires_grad}
    targets: Any = [*totals.values(), *locals_.values(), *passed.values(), *parameters.values()]
    # the graph is kept: a hunt for what is not finite runs through it once more
    found = iter(torch.autograd.grad(loss.sum(), targets, allow_unused=True, retain_graph=True))
    by_entry = [{k: next(found) for k in part} for part in (totals, locals_, passed)]
    return (*by_entry, {name: next(found) for name in parameters})  # type: ignore[return-value]


@dataclass(eq=False)
class Operations:
    """Makes plain data of a recorded pass, for one sequence of the batch.

    Parameters
    ----------
    recorded : Recorded
    sequence : int
        Index in the batch.
    axes : mapping, default_axis : str
        As `Outcome.axes` and `Outcome.axis`.
    lengths : mapping
        Axis -> timesteps of the sequence, where the batch pads it: what a loop computes beyond is left out.
    """

    recorded: Recorded
    sequence: int = 0
    axes: Mapping[str, str] = field(default_factory=dict)
    default_axis: str = "timestep"
    lengths: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.made: list[Operation] = []
        self._index: dict[int, int] = {}  # entry -> operation
        self._backward: dict[int, int] = {}  # entry, or reference of a leaf -> backward operation
        tape = self.recorded.tape
        self._axis = [by_prefix(self.axes, r.name, self.default_axis) for r in tape.recurrences]
        self._local = {r.number: self._delivered(r) for r in tape.recurrences if r.output is not None}
        self._forward()
        self.forward_end = len(self.made)
        self._backwards()
        self.leaves = tuple(Leaf(e.kind, e.name, _frozen(e.kept)) for e in tape.leaves)
        self.recurrences = tuple(self._recurrence(r) for r in tape.recurrences)

    def index_of(self, entry: int) -> int | None:
        """Return the index of an entry's operation; None if it does not concern the watched sequence."""
        return self._index.get(entry)

    def backward_of(self, entry: int) -> int | None:
        """Return the index of an entry's backward operation."""
        return self._backward.get(entry)

    # --- forward -------------------------------------------------------------------------------------------------

    def _forward(self) -> None:
        tape, last = self.recorded.tape, self.recorded.last
        loss_begins = tape.loss_begins(last)
        read = {k for e in tape.entries[: last + 1] for k in e.operands}
        for k, entry in enumerate(tape.entries[: last + 1]):
            if entry.returned and k not in read:
                continue
            value = self._picked(entry, entry.value)
            if value is None:
                continue
            self._index[k] = len(self.made)
            phase = TracePhase.LOSS if k >= loss_begins else TracePhase.FORWARD
            operands = tuple([self._reference(o) for o in entry.operands if o < 0 or o in self._index])
            self.made.append(self._operation(entry, phase, value, operands))

    def _reference(self, entry: int) -> int:
        return entry if entry < 0 else self._index[entry]

    def _operation(
        self,
        entry: Entry,
        phase: TracePhase,
        value: Array,
        operands: tuple[int, ...],
        of: int | None = None,
        parts: tuple[Array | None, Array | None] = (None, None),
    ) -> Operation:
        r = entry.recurrence
        made = Operation(
            len(self.made), phase, entry.name, value, operands, entry.module, entry.source, entry.equation,
            tuple(entry.tensor.shape), of=of, local=parts[0], recurrent=parts[1],
        )  # fmt: skip
        if r is None:
            return made
        return made._replace(
            recurrence=r.number, layer=r.layer, reverse=r.reverse, timestep=entry.timestep, axis=self._axis[r.number]
        )

    def _timesteps(self, r: TapedRecurrence) -> int:
        """Return how many timesteps of a recurrence are the sequence's own."""
        there = r.timesteps(self.sequence)
        return min(there, self.lengths.get(self._axis[r.number], there)) if r.looped else there

    def _is_padding(self, entry: Entry) -> bool:
        r = entry.recurrence
        return r is not None and entry.timestep is not None and entry.timestep >= self._timesteps(r)

    def _picked(self, entry: Entry, values: Tensor) -> Array | None:
        if self._is_padding(entry):
            return None
        if entry.rows is None:
            return _frozen(values)
        own = entry.rows.pick(values, self.sequence)
        return None if own is None else _frozen(own)

    # --- backward ------------------------------------------------------------------------------------------------

    def _backwards(self) -> None:
        entries = self.recorded.tape.entries
        readers: dict[int, list[int]] = {}  # entry or leaf -> the entries that were computed from it
        for k in self._index:
            for operand in entries[k].operands:
                readers.setdefault(operand, []).append(k)
        for k in reversed(self._index):
            gradient = self.recorded.totals.get(k)
            value = None if gradient is None else self._picked(entries[k], gradient)
            if value is not None:
                came_from, parts = self._came_from(readers, k), self._parts(k, entries[k], value)
                self._backward[k] = len(self.made)
                self.made.append(
                    self._operation(entries[k], TracePhase.BACKWARD, value, came_from, self._index[k], parts)
                )
        for number, leaf in enumerate(self.recorded.tape.leaves):
            if leaf.kind is LeafKind.PARAMETER:
                self._parameter_gradient(leaf.name, -1 - number, readers)

    def _parameter_gradient(self, name: str, reference: int, readers: Mapping[int, Sequence[int]]) -> None:
        gradient = self.recorded.of_parameters.get(name)
        if gradient is None:
            return
        self._backward[reference] = len(self.made)
        value, came_from = _frozen(gradient), self._came_from(readers, reference)
        module = name.rpartition(".")[0]
        self.made.append(
            Operation(
                len(self.made), TracePhase.BACKWARD, name, value, came_from, module, shape=value.shape, of=reference
            )
        )

    def _came_from(self, readers: Mapping[int, Sequence[int]], reference: int) -> tuple[int, ...]:
        return tuple([self._backward[k] for k in reversed(readers.get(reference, ())) if k in self._backward])

    def _parts(self, k: int, entry: Entry, total: Array) -> tuple[Array | None, Array | None]:
        """Return the local and the recurrent part of dL/dh(t)."""
        r = entry.recurrence
        if r is None or entry.name != "h" or entry.timestep is None:
            return None, None
        local = self._looped_local(k, entry, total) if r.looped else self._local[r.number][entry.timestep]
        if local is None:
            return None, None
        with np.errstate(invalid="ignore"):  # what is not finite is shown, not warned of
            return sealed(local), sealed(total - local)

    def _looped_local(self, k: int, entry: Entry, total: Array) -> Array | None:
        if entry.local_edge is None:
            return None
        delivered, through = self.recorded.locals.get(k), self.recorded.passed.get(k)
        local = np.zeros_like(total) if delivered is None else self._picked(entry, delivered)
        if entry.passed is None or through is None:
            return local
        # A sequence that goes on was passed as it is; one that has ended passes nothing.
        own, given, back = (self._picked(entry, v) for v in (entry.value, entry.passed, through))
        if own is None or given is None or back is None or not np.array_equal(own, given):
            return local
        return np.asarray(total - back)

    def _delivered(self, r: TapedRecurrence) -> Array:
        """Return what autograd delivers at each h(t) of an unrolled layer from outside, (T, P)."""
        output, length, row = self.recorded.totals.get(r.output or 0), r.timesteps(self.sequence), 0
        row = r.rows.row(self.sequence)
        if output is None:
            width = r.own.stop - r.own.start
            local = np.zeros((length, width), array(self.recorded.tape.entries[r.output or 0].value[:0]).dtype)
        elif r.sizes:
            starts = np.cumsum([0, *r.sizes[:-1]])[:length]
            local = array(output[:, r.own])[starts + row].copy()
        else:
            local = array(output[:, row, r.own]).copy()
        final = self.recorded.totals.get(r.finals[0])
        if final is not None:
            local[0 if r.reverse else length - 1] += array(final[r.place, row])
        return local

    # --- recurrences ---------------------------------------------------------------------------------------------

    def _recurrence(self, r: TapedRecurrence) -> TracedRecurrence:
        length, pick = self._timesteps(r), self.sequence
        tables: dict[TracePhase, dict[str, list[int]]] = {TracePhase.FORWARD: {}, TracePhase.BACKWARD: {}}
        for o in self.made:
            if o.recurrence == r.number and o.timestep is not None and o.equation and o.phase in tables:
                tables[o.phase].setdefault(o.name, [-1] * length)[o.timestep] = o.index
        forward, backward = (MappingProxyType({n: tuple(v) for n, v in table.items()}) for table in tables.values())
        form = cells.form(r.cell)
        names = ("h", "c") if form is None else form.handed_on
        begun = list(zip(names, [_row(r, s, pick) for s in r.start] or self._zeros(forward, names), strict=False))
        x = [_row(r, x, pick) for x in r.x[:length]]
        weights = {} if r.weights is None else {n: w for n, w in r.weights._asdict().items() if w is not None}
        owners = {n: self.recorded.tape.parameter_name(w) for n, w in weights.items()}
        return TracedRecurrence(
            r.name, r.cell, r.layer, r.reverse, r.call, self._axis[r.number], length, r.gates,
            h0=begun[0][1], c0=dict(begun).get("c"), x=sealed(np.stack(x)),
            weights=MappingProxyType({n: _frozen(w.detach()) for n, w in weights.items()}),
            parameters=MappingProxyType(owners), forward=forward, backward=backward,
            further=MappingProxyType({name: values for name, values in begun if name not in ("h", "c")}),
        )  # fmt: skip

    def _zeros(self, forward: Mapping[str, Sequence[int]], names: Sequence[str]) -> list[Array]:
        """Return the states that a cell starts from if it was given none."""
        return [sealed(np.zeros_like(self.made[forward[n][0]].value)) for n in names if n in forward]


def _row(r: TapedRecurrence, values: Tensor, sequence: int) -> Array:
    own = r.rows.pick(values, sequence)
    assert own is not None
    return _frozen(own)


def _frozen(tensor: Tensor) -> Array:
    return sealed(array(tensor).copy())
