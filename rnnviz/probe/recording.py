"""Recording one forward pass on a tape: every call of torch, and recurrent layers unrolled into their equations.

Both the mode that sees torch's functions and the hooks that know whose they are last for this one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from rnnviz.probe.attention import Attentions
from rnnviz.probe.attention_edits import AttentionEdits
from rnnviz.probe.editing import Edits
from rnnviz.probe.fused import FUSED, FusedCall
from rnnviz.probe.lines import calling_line
from rnnviz.probe.recorded_loops import RecordedLoops
from rnnviz.probe.recurrent import CellWeights, gate_rows
from rnnviz.probe.running_modules import CellHooks, RunningModules
from rnnviz.probe.tape import Entry, Rows, Tape, TapedRecurrence, tensors
from rnnviz.probe.trace import Source
from rnnviz.probe.unrolling import Note, from_input, operands, run, step

CELLS = {f"{name}_cell": name for name in FUSED}  # torch's functions that compute one timestep
_SAME = {"__truediv__": "div", "__rdiv__": "div", "__getitem__": "index", "__setitem__": "assign"}
#: What only asks a tensor or hands over the same values.
_UNSEEN = frozenset({"requires_grad_", "retain_grad", "register_hook", "data", "grad", "__repr__", "backward"})


class Recording(TorchFunctionMode):
    """Writes what runs inside ``with recording.hooked(), recording:`` on its tape.

    Parameters
    ----------
    model : nn.Module
    edits : Edits
        Values to compute on with instead of those that the model computes.
    attentions : Attentions
        Told of every call, if there are any.
    attention_edits : AttentionEdits
        The same as `edits`, of attentions.
    """

    def __init__(
        self,
        model: nn.Module,
        edits: Edits | None = None,
        attentions: Attentions | None = None,
        attention_edits: AttentionEdits | None = None,
    ) -> None:
        super().__init__()
        self.tape = Tape(model)
        self._attention_edits = attention_edits
        self._edits = edits
        self._attentions = attentions
        self._loops = RecordedLoops(self.tape, edits)
        self._paused = False
        self._modules = RunningModules(model)

    def hooked(self) -> AbstractContextManager[None]:
        """Keep track of which module runs, as long as the context lasts."""
        return self._modules.hooked(CellHooks(self._before_cell, self._after_cell), left=self._left)

    def finish(self) -> None:
        """Put in order what is known only when all has run."""
        self._loops.finish()

    def _batch(self, size: int | None) -> None:
        if self._attentions is not None and size is not None:
            self._attentions.batch = size

    @contextmanager
    def _pause(self) -> Iterator[None]:
        self._paused = True
        try:
            yield
        finally:
            self._paused = False

    def _left(self) -> None:
        self.tape.end_of_modules = len(self.tape.entries)

    def _before_cell(self, name: str, cell: nn.Module, args: tuple[Any, ...]) -> tuple[Any, ...]:
        with self._pause():
            self._batch(len(args[0]) if args[0].dim() > 1 else None)
            return self._loops.before(name, cell, args)

    def _after_cell(self, cell: nn.Module, output: Any) -> Any:
        with self._pause():
            return self._loops.after(cell, output)

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if self._paused:
            return func(*args, **kwargs)
        name = getattr(func, "__name__", "")
        if name in FUSED and not kwargs:
            return self._layers(name, args)
        if name in CELLS and self._loops.running is not None and not kwargs:
            return self._cell(CELLS[name], args)
        return self._call(func, name, args, kwargs)

    # --- any call of torch ---------------------------------------------------------------------------------------

    def _call(self, func: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name == "__get__":  # of a property, such as Tensor.T or Tensor.shape
            name = getattr(func.__self__, "__name__", "")
        given = list(tensors((*args, *kwargs.values())))
        versions = [t._version for t in given]
        references = None
        if name == "__setitem__" or name.endswith("_") or "out" in kwargs:  # before the values are overwritten
            references = tuple(dict.fromkeys(map(self.tape.reference, given)))
        result, args = self._computed(func, name, args, kwargs)
        if self._attentions is not None:
            self._attentions.see(self._modules.name, func, args, kwargs, result)
        made = list(tensors((args[0] if name == "__setitem__" else result,)))
        if not made or name in _UNSEEN:
            return result
        if references is None:
            references = tuple(dict.fromkeys(map(self.tape.reference, given)))
        before = {id(t): v for t, v in zip(given, versions, strict=True)}
        source = calling_line()
        for number, tensor in enumerate(made):
            changed = before.get(id(tensor)) != tensor._version
            if changed:
                shown = _shown(name) + (f" {number}" if len(made) > 1 else "")
                self._note(shown, tensor, references, source, id(tensor) in before)
        return result

    def _computed(
        self, func: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, tuple[Any, ...]]:
        """Return what a call gives, under the edits of attention that concern it, and what it was given then."""
        edits, module = self._attention_edits, self._modules.name
        if edits is None or not edits.concern(module, name):
            return func(*args, **kwargs), args
        with self._pause():
            args = edits.given(module, name, args, kwargs)
            result = func(*args, **kwargs)
            return edits.result(module, name, args, kwargs, result), args

    def _note(self, name: str, tensor: Tensor, references: tuple[int, ...], source: Source, in_place: bool) -> None:
        index = self.tape.note(name, tensor, references, self._modules.name, source, in_place)
        self._loops.noted(self.tape.entries[index])

    # --- recurrences ---------------------------------------------------------------------------------------------

    def _layers(self, cell: str, args: Any) -> Any:
        """Do what a fused function does; the same random numbers are drawn."""
        name, given, number = self._modules.called()
        call = FusedCall.read(args)
        self._batch(call.state[0].shape[1])
        source, rows = calling_line(), Rows(given if call.batch_sizes is not None else None)
        data, x = call.input, self.tape.reference(args[0])
        state_references = [self.tape.reference(s) for s in call.state]
        finals: list[tuple[Tensor, ...]] = []
        began, d = len(self.tape.recurrences), call.directions
        for layer in range(call.layers):
            outputs, last = [], []
            for k in range(d):
                r = self._recurrence(name, cell, layer, bool(k), number, call, rows)
                operand = {"x": x, "h-": state_references[0], "c-": state_references[-1]}
                h, final, states = self._direction(r, call, data, operand, source)
                outputs.append(h)
                finals.append(final)
                last += states
            data = torch.cat(outputs, -1) if d > 1 else outputs[0]
            x = self.tape.note("output", data, tuple(last), name, source)
            for k, r in enumerate(self.tape.recurrences[-d:]):
                r.output, width = x, data.shape[-1] // d
                r.own = slice(k * width, (k + 1) * width)
            if call.training and call.dropout and layer < call.layers - 1:
                data = torch.dropout(data, call.dropout, True)
                x = self.tape.note("dropout", data, (x,), name, source)
        output = data.transpose(0, 1) if call.batch_first else data
        self.tape.alias(output, x)
        return (output, *self._finals(finals, began, name, source))

    def _finals(self, finals: list[tuple[Tensor, ...]], began: int, name: str, source: Source) -> Iterator[Tensor]:
        recurrences = self.tape.recurrences[began:]
        for state, parts in zip("hc", zip(*finals, strict=True), strict=False):
            joined = torch.stack(parts)  # (L D, B, H)
            operand = tuple(self._last_entry(r, state) for r in recurrences)
            index = self.tape.note(f"{state}_n", joined, tuple(k for k in operand if k is not None), name, source)
            self.tape.entries[index].returned = True
            for place, r in enumerate(recurrences):
                r.finals, r.place = (*r.finals, index), place
            yield joined

    def _last_entry(self, r: TapedRecurrence, state: str) -> int | None:
        for k in range(len(self.tape.entries) - 1, -1, -1):
            if self.tape.entries[k].recurrence is r and self.tape.entries[k].name == state:
                return k
        return None

    def _recurrence(
        self, name: str, cell: str, layer: int, reverse: bool, number: int, call: FusedCall, rows: Rows
    ) -> TapedRecurrence:
        d, per_layer = call.directions, len(call.weights) // call.layers
        each = per_layer // d
        place = layer * d + reverse
        w = CellWeights.of(call.weights[place * each : (place + 1) * each], call.has_biases)
        start = tuple(s[place] for s in call.state)
        sizes = [] if call.batch_sizes is None else call.batch_sizes.tolist()
        steps = len(sizes) or len(call.input)
        r = TapedRecurrence(
            len(self.tape.recurrences), name, cell, layer, reverse, number, rows, gate_rows(cell) or ("h",), w, w, start
        )
        r.steps, r.sizes = steps, sizes
        self.tape.recurrences.append(r)
        return r

    def _direction(
        self, r: TapedRecurrence, call: FusedCall, data: Tensor, operand: dict[str, int], source: Source
    ) -> tuple[Tensor, tuple[Tensor, ...], list[int]]:
        """Unroll one layer in one direction; returns its output, its final states and the entries of its h."""
        assert r.weights is not None
        r.x = by_timestep(data.detach(), r.sizes)
        operand |= self._weights_of(r.weights)
        note_of = self._noting(r, operand, source)
        given = by_timestep(from_input(r.cell, r.weights, data), r.sizes)
        outputs, final = run(r.cell, r.weights, given, r.start, r.reverse, note_of)
        states = [k for k, e in enumerate(self.tape.entries) if e.recurrence is r and e.name == "h"]
        return (torch.cat(outputs) if r.sizes else torch.stack(outputs)), final, states

    def _weights_of(self, w: CellWeights) -> dict[str, int]:
        return {n: self.tape.reference(t) for n, t in w._asdict().items() if t is not None}

    def _noting(self, r: TapedRecurrence, operand: dict[str, int], source: Source) -> Callable[[int], Note]:
        """Return what gives, for each timestep, the `Note` that writes on the tape."""
        tape, edits, needs = self.tape, self._edits, operands(r.cell)
        needs = {name: tuple(n for n in names if n in operand or n in needs) for name, names in needs.items()}
        equations = {name: f"{r.cell}.{name}" for name in needs}

        def at(t: int) -> Note:
            for state in "hc":
                if state in operand:
                    operand[f"{state}-"] = operand[state]

            def note(name: str, tensor: Tensor) -> Tensor:
                if edits is not None:
                    tensor = edits.applied(r, name, t, tensor)
                entry = Entry(name, tensor, tuple([operand[n] for n in needs[name]]), r.name, source, r, t, r.rows)
                entry.equation = equations[name]
                operand[name] = tape.add(entry)
                return tensor

            return note

        return at

    def _cell(self, cell: str, args: Any) -> Any:
        """Take one timestep of one of torch's own cells."""
        running = self._loops.running
        assert running is not None
        x, given, *flat = args
        state = tuple(given) if isinstance(given, tuple | list) else (given,)
        w = CellWeights.of(tuple(t for t in flat if t is not None), flat[2] is not None)
        r = running.recurrence
        r.start = r.start or tuple(s.detach() for s in state)
        r.weights = r.parameters = w
        references = map(self.tape.reference, (x, state[0], state[-1]))
        operand = {**dict(zip(("x", "h-", "c-"), references, strict=True)), **self._weights_of(w)}
        note_of = self._noting(r, operand, calling_line())
        found = step(cell, w, from_input(cell, w, x), state, note_of(running.timestep))
        return found if len(found) > 1 else found[0]


def by_timestep(values: Tensor, sizes: list[int]) -> list[Tensor]:
    """Split (T, B, N), or packed (rows, N), into one (B, N) a timestep."""
    return list(torch.split(values, sizes) if sizes else torch.unbind(values))


def _shown(name: str) -> str:
    """Return how a function is called in equations: without underscores."""
    if name in _SAME:
        return _SAME[name]
    name = name.strip("_")
    return name[1:] if name in {"radd", "rsub", "rmul", "rpow", "rmatmul"} else name
