"""Cells called in a loop, on the tape: which call is which timestep, and what of it are gates and states.

As in `rnnviz.probe.looped`, the caller is handed an alias of the state: what autograd delivers there is the local part
of dL/dh(t), if the state comes back as that of the next call.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.autograd.graph import get_gradient_edge

from rnnviz.nn import cells
from rnnviz.nn.forms import SUM
from rnnviz.probe.cell import is_explained, state_names
from rnnviz.probe.editing import Edits
from rnnviz.probe.looped import _LAYERS, kind
from rnnviz.probe.recurrent import CellWeights, gate_rows
from rnnviz.probe.tape import Entry, Rows, Tape, TapedRecurrence

#: What may lie between a state and the next call without changing it for a sequence that goes on: padding is left out.
_PASSING = frozenset({"where"})


class Running(NamedTuple):
    """The call of a cell that has not returned yet."""

    recurrence: TapedRecurrence
    timestep: int  # in the order of the calls
    began: int  # entries before it
    x: Tensor
    state: tuple[Tensor, ...]


@dataclass(eq=False)
class _Last:
    """The last call of a cell."""

    recurrence: TapedRecurrence
    originals: tuple[Tensor, ...]
    handed: tuple[Tensor, ...]
    version: int
    entry: int  # of h


@dataclass(eq=False)
class RecordedLoops:
    """The pair of hooks that records every cell of a model."""

    tape: Tape
    edits: Edits | None
    _last: dict[nn.Module, _Last] = field(default_factory=dict)
    _stack: list[Running] = field(default_factory=list)

    @property
    def running(self) -> Running | None:
        """The innermost call of a cell that runs now."""
        return self._stack[-1] if self._stack else None

    def noted(self, entry: Entry) -> None:
        """Say which recurrence and timestep an entry belongs to, if a cell runs."""
        if (running := self.running) is None:
            return
        entry.recurrence, entry.timestep = running.recurrence, running.timestep
        batch = len(running.x)
        if running.recurrence.rows.batched and entry.tensor.dim() > 1 and len(entry.tensor) == batch:
            ours = [self.tape.reference(t) for t in (running.x, *running.state)]
            if any(k in ours or (k >= running.began and self.tape.entries[k].rows) for k in entry.operands):
                entry.rows = running.recurrence.rows

    def before(self, name: str, cell: nn.Module, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """Note that a call begins, and give it the original of the state that it was handed."""
        x, given = args[0], args[1] if len(args) > 1 else None
        pair = isinstance(given, tuple | list)
        states: tuple[Tensor, ...] = () if given is None else tuple(given) if pair else (given,)
        last = self._last.get(cell)
        if last is not None and states and states[0] is last.handed[0] and states[0]._version == last.version:
            inner = tuple(o if s is h else s for o, s, h in zip(last.originals, states, last.handed, strict=True))
            r = last.recurrence
        elif last is not None and states and self._goes_on(states[0], last):
            inner, r = (self._passed(states[0], last), *states[1:]), last.recurrence
        else:
            inner, r = states, self._begin(name, cell, x, states)
        self._stack.append(Running(r, r.steps, len(self.tape.entries), x, inner))
        r.x.append(x.detach().clone())
        r.steps += 1
        return (x, *args[1:]) if given is None else (x, inner if pair else inner[0], *args[2:])

    def after(self, cell: nn.Module, output: Any) -> Any:
        """Note what a call returned, and hand the caller an alias."""
        running, states = self._stack[-1], tuple(output) if isinstance(output, tuple) else (output,)
        r, references = running.recurrence, []
        is_explained_cell = is_explained(cell)
        if is_explained_cell:
            self._explain(cell, running)
        for name, state in zip(state_names(cell, len(states)), states, strict=True):
            reference = self._unsqueezed(self.tape.reference(state), running.began)
            if reference >= running.began and is_explained_cell:
                self._called(reference, name, r)
            references.append(reference)
        if self.edits is not None and is_explained_cell:
            states = self._edited(cell, running, states, references)
        self._stack.pop()
        alias = states[0].clone()
        if references[0] >= 0 and alias.requires_grad:
            self.tape.entries[references[0]].local_edge = get_gradient_edge(alias)
        handed = (alias, *(s.clone() for s in states[1:]))
        for tensor, reference in zip(handed, references, strict=True):
            self.tape.alias(tensor, reference)
        self._last[cell] = _Last(r, states, handed, alias._version, references[0])
        return handed if isinstance(output, tuple) else alias

    def _unsqueezed(self, reference: int, began: int) -> int:
        """Return the state itself, where torch's cell took the batch that it had added away again."""
        while reference >= began and self.tape.entries[reference].name == "squeeze":
            reference = self.tape.entries[reference].operands[0]
        return reference

    def _edited(
        self, cell: nn.Module, running: Running, states: tuple[Tensor, ...], references: list[int]
    ) -> tuple[Tensor, ...]:
        """Give the states of a cell written in Python their edited values."""
        assert self.edits is not None
        found = list(states)
        for k, (name, state) in enumerate(zip(state_names(cell, len(states)), states, strict=True)):
            found[k] = self.edits.applied(running.recurrence, name, running.timestep, state)
            if found[k] is not state:
                old = self.tape.entries[references[k]]
                entry = Entry(name, found[k], (references[k],), old.module, old.source, old.recurrence, old.timestep)
                entry.rows, entry.equation, old.name = old.rows, old.equation, f"{name} before the edit"
                references[k] = self.tape.add(entry)
        return tuple(found)

    def finish(self) -> None:
        """Put the calls of a reverse cell into the order of the sequence."""
        turned = [r for r in self.tape.recurrences if r.looped and r.reverse]
        for r in turned:
            r.x.reverse()
        for entry in self.tape.entries if turned else ():
            if entry.recurrence in turned and entry.timestep is not None:
                entry.timestep = entry.recurrence.steps - 1 - entry.timestep

    def _passed(self, state: Tensor, last: _Last) -> Tensor:
        """Return a copy of the state at which autograd delivers what the next timestep gives back, and nothing else."""
        copy = state.clone()
        self.tape.alias(copy, self.tape.reference(state))
        self.tape.entries[last.entry].passed = copy
        return copy

    def _goes_on(self, state: Tensor, last: _Last) -> bool:
        return self.tape.is_known(state) and self.tape.descends(self.tape.reference(state), last.entry, _PASSING)

    def _begin(self, name: str, cell: nn.Module, x: Tensor, states: tuple[Tensor, ...]) -> TapedRecurrence:
        name, call = (
            _LAYERS.sub("", name),
            sum(
                r.name == _LAYERS.sub("", name) and r.layer == getattr(cell, "layer", 0) and r.reverse == _reverse(cell)
                for r in self.tape.recurrences
            ),
        )
        own = {n: getattr(cell, n, None) for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
        w = None
        form = cells.form(kind(cell))
        sees_h = form is None or form.terms != SUM or bool(form.stacked("hh"))
        if isinstance(own["weight_ih"], Tensor) and (isinstance(own["weight_hh"], Tensor) or not sees_h):
            w = CellWeights(*(v if isinstance(v, Tensor) else None for v in own.values()))  # type: ignore[arg-type]
        own_gates = gate_rows(kind(cell)) if isinstance(cell, nn.RNNCellBase) else tuple(getattr(cell, "gates", ()))
        gates = own_gates or ("h",)
        rows = Rows(batched=x.dim() > 1)
        r = TapedRecurrence(
            len(self.tape.recurrences), name, kind(cell), int(getattr(cell, "layer", 0)), _reverse(cell), call,
            rows, gates, w, w, tuple(s.detach().clone() for s in states), looped=True,
        )  # fmt: skip
        self.tape.recurrences.append(r)
        return r

    def _called(self, reference: int, name: str, r: TapedRecurrence) -> None:
        entry = self.tape.entries[reference]
        entry.name, entry.equation = name, f"{r.cell}.{name}"
        if r.rows.batched and entry.rows is None and entry.tensor.dim() > 1:
            entry.rows = r.rows  # what depends on neither x nor h is there for each sequence too

    def _explain(self, cell: nn.Module, running: Running) -> None:
        """Find the operations that made the gates: those that have the values the cell explains itself with."""
        r, states = running.recurrence, tuple(s.detach() for s in running.state)
        if not states:
            states = tuple(torch.zeros_like(e.tensor) for e in self.tape.entries[-1:])
        with torch.no_grad():
            c = states[1] if len(states) > 1 else None
            gates, before = cast(Any, cell).explain(running.x.detach(), states[0], c, *states[2:])
        new = list(range(running.began, len(self.tape.entries)))
        form, alone = cells.form(r.cell), len(before) == 1
        inner = () if form is None else form.inner
        sums = [("a" if alone else n if n in inner else f"a_{n}", values) for n, values in before.items()]
        plain = {g.name for g in form.summed if not g.nonlinearity.written} if form is not None else set()  # their sums
        for name, values in [*sums, *((name, gate) for name, gate in gates.items() if name not in plain)]:
            for k in new:
                if torch.equal(self.tape.entries[k].value, values):
                    self._called(k, name, r)
                    new.remove(k)
                    break


def _reverse(cell: nn.Module) -> bool:
    return bool(getattr(cell, "reverse", False))
