"""The hunt for what is not finite: forwards along the tape, then through autograd's graph in the order it runs.

A minus infinity that a mask put there on purpose is not hunted, nor is anything that never reaches the loss or a
parameter's gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from rnnviz.probe.culprit import Culprit, CulpritKind, OperandState, Place
from rnnviz.probe.lines import calling_line
from rnnviz.probe.tape import Entry, Tape, TapedLeaf, tensors
from rnnviz.probe.trace import LeafKind, Source, TracePhase
from rnnviz.probe.tracing import Operations, Recorded

#: What puts infinities in place of values on purpose.
_MASKING = frozenset(
    {
        "masked_fill",
        "where",
        "full",
        "full_like",
        "new_full",
        "fill",
        "assign",
        "tensor",
        "scalar_tensor",
        "tril",
        "triu",
    }
)


class Found(NamedTuple):
    """A culprit on the tape."""

    entry: int | None
    leaf: int | None  # reference
    phase: TracePhase
    source: Source
    at: Tensor  # the values of which one is not finite


def hunt(recorded: Recorded) -> Found | None:
    """Return where the first value was born that is not finite and reached the loss or a gradient; None if all are."""
    tape = _Finiteness(recorded.tape)
    if not bool(recorded.loss.detach().isfinite().all()):
        return _forwards(tape, recorded.last)
    if any(g is not None and not bool(g.isfinite().all()) for g in recorded.of_parameters.values()):
        return _backwards(recorded)
    return None


def explained(found: Found, recorded: Recorded, operations: Operations) -> Culprit:
    """Say it in terms of a Trace."""
    tape, finite = recorded.tape, _Finiteness(recorded.tape)
    entry = None if found.entry is None else tape.entries[found.entry]
    if entry is None:
        assert found.leaf is not None
        leaf = tape.leaves[-1 - found.leaf]
        kind = CulpritKind.PARAMETER if leaf.kind is LeafKind.PARAMETER else CulpritKind.INPUT
        reader = next((k for k, e in enumerate(tape.entries) if found.leaf in e.operands), 0)
        at, name, module = operations.index_of(reader), leaf.name or "input", leaf.name.rpartition(".")[0]
        operands: tuple[OperandState, ...] = ()
    else:
        kind, name, module = CulpritKind.OPERATION, entry.name, entry.module
        backward = found.phase is TracePhase.BACKWARD
        at = (operations.backward_of if backward else operations.index_of)(found.entry or 0)
        operands = tuple(OperandState(_in_trace(o, operations), _name(tape, o), finite.of(o)) for o in entry.operands)
    index = tuple(int(k) for k in (~found.at.isfinite()).nonzero()[0])
    value = float(found.at[index])
    place = _place(entry, index)
    return Culprit(kind, found.phase, name, module, found.source, operands, place, value, at or 0, found.leaf)


def sequence_of(found: Found, recorded: Recorded) -> int | None:
    """Return the sequence of the batch in which it was born; None if that is not known."""
    entry = None if found.entry is None else recorded.tape.entries[found.entry]
    return _place(entry, tuple(int(k) for k in (~found.at.isfinite()).nonzero()[0])).sequence


def _in_trace(reference: int, operations: Operations) -> int:
    if reference < 0:
        return reference
    found = operations.index_of(reference)
    return 0 if found is None else found


def _name(tape: Tape, reference: int) -> str:
    item: Entry | TapedLeaf = tape.entries[reference] if reference >= 0 else tape.leaves[-1 - reference]
    return item.name or "input"


def _place(entry: Entry | None, index: tuple[int, ...]) -> Place:
    if entry is None or entry.recurrence is None:
        return Place(None, None, index[-1] if index else None, index)
    sequence = entry.rows.sequence(index[0]) if entry.rows is not None and len(index) > 1 else None
    return Place(sequence, entry.timestep, index[-1] if index else None, index)


@dataclass(eq=False)
class _Finiteness:
    """Whether what is on a tape is finite, but for masks."""

    tape: Tape
    _known: dict[int, bool] = field(default_factory=dict)  # reference -> finite or masked
    _masked: dict[int, bool] = field(default_factory=dict)

    def of(self, reference: int) -> bool:
        """Whether all values of an entry or a leaf are finite."""
        return bool(self.value(reference).isfinite().all())

    def sound(self, reference: int) -> bool:
        """Whether they are finite, or minus infinity because a mask says so."""
        if reference not in self._known:
            self._known[reference] = self.of(reference) or self._is_mask(reference)
        return self._known[reference]

    def value(self, reference: int) -> Tensor:
        """Return the values of an entry or a leaf."""
        return self.tape.entries[reference].value if reference >= 0 else self.tape.leaves[-1 - reference].kept

    def _is_mask(self, reference: int) -> bool:
        values = self.value(reference)
        bad = ~values.isfinite()
        if not bool((values[bad] == -torch.inf).all()):
            return False
        if reference < 0:  # an additive mask, given as such
            return self.tape.leaves[-1 - reference].kind is not LeafKind.PARAMETER
        entry = self.tape.entries[reference]
        infinite = [o for o in entry.operands if not self.of(o)]
        if infinite:
            return all(self.sound(o) for o in infinite)
        return entry.name in _MASKING


def _forwards(tape: _Finiteness, last: int) -> Found | None:
    """Return the first of those from which the loss has its value that is not finite."""
    reached, waiting = set(), [last]
    while waiting:
        k = waiting.pop()
        if k in reached:
            continue
        reached.add(k)
        if k >= 0:
            waiting += [o for o in tape.tape.entries[k].operands if not tape.sound(o)]
    leaves = sorted((k for k in reached if k < 0), reverse=True)
    if leaves:
        reader = next(e for e in tape.tape.entries if leaves[0] in e.operands)
        return Found(None, leaves[0], TracePhase.FORWARD, reader.source, tape.value(leaves[0]))
    first = min(reached)
    phase = TracePhase.LOSS if first >= tape.tape.loss_begins(last) else TracePhase.FORWARD
    return Found(first, None, phase, tape.tape.entries[first].source, tape.value(first))


# --- backwards ---------------------------------------------------------------------------------------------------


class _Run(NamedTuple):
    """One node of autograd's graph, when it ran."""

    node: Any
    given_finite: bool
    made: tuple[Tensor | None, ...]  # the gradients it handed on
    source: Source | None  # the line of a custom function's backward that made the first one not finite


class _Lines(TorchFunctionMode):
    """Finds the line of a custom function's backward that made something not finite of what was finite."""

    def __init__(self) -> None:
        super().__init__()
        self.first: Source | None = None
        self._entered = False

    def enter(self, *_: object) -> None:
        """Begin to look: a custom function's backward is about to run."""
        self._entered = True
        self.__enter__()  # type: ignore[no-untyped-call]

    def leave(self) -> Source | None:
        """Look no more; return what was found."""
        if self._entered:
            self._entered = False
            self.__exit__(None, None, None)  # type: ignore[no-untyped-call]
        found, self.first = self.first, None
        return found

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        given = list(tensors((*args, *kwargs.values())))
        sound = self.first is None and _all_finite(given)
        result = func(*args, **kwargs)
        if sound and not _all_finite(tensors((result,))):
            self.first = calling_line()
        return result


def _all_finite(values: Iterable[Tensor | None]) -> bool:
    return all(v is None or not v.is_floating_point() or bool(v.detach().isfinite().all()) for v in values)


def _backwards(recorded: Recorded) -> Found | None:
    """Run the backward pass once more, watching every node of the graph."""
    owners = _owners(recorded)
    runs = _rerun(recorded, owners)
    ran = {run.node: run for run in runs}
    for run in runs:
        if run.given_finite and not _all_finite(run.made) and _arrives(run, ran):
            entry = owners[run.node]
            bad = next(g for g in run.made if g is not None and not _all_finite([g]))
            source = run.source or recorded.tape.entries[entry].source
            return Found(entry, None, TracePhase.BACKWARD, source, bad.detach())
    return None


def _owners(recorded: Recorded) -> dict[Any, int]:
    """Return, for each node of the graph, the first entry whose result needs it: the operation that it belongs to."""
    owners: dict[Any, int] = {}
    for k, entry in enumerate(recorded.tape.entries[: recorded.last + 1]):
        target = entry.target
        if target is None:
            continue
        waiting = [target.grad_fn if isinstance(target, Tensor) else target.node]
        while waiting:
            node = waiting.pop()
            if node is not None and node not in owners:
                owners[node] = k
                waiting += [n for n, _ in node.next_functions]
    return owners


def _rerun(recorded: Recorded, owners: dict[Any, int]) -> list[_Run]:
    runs: list[_Run] = []
    lines = _Lines()

    def watch(node: Any) -> Callable[[Any, Any], None]:
        def ran(made: Any, given: Any) -> None:
            runs.append(_Run(node, _all_finite(given), tuple(made), lines.leave()))

        return ran

    nodes = [n for n in owners if not _accumulates(n)]
    removers: Sequence[Any] = [n.register_hook(watch(n)) for n in nodes]
    removers = [*removers, *(n.register_prehook(lines.enter) for n in nodes if _is_custom(n))]
    learning = [e.tensor for e in recorded.tape.leaves if e.kind is LeafKind.PARAMETER and e.tensor.requires_grad]
    try:
        torch.autograd.grad(recorded.loss.sum(), learning, allow_unused=True, retain_graph=True)
    finally:
        lines.leave()
        for handle in removers:
            handle.remove()
    return runs


def _is_custom(node: Any) -> bool:
    return isinstance(node, torch.autograd.function.BackwardCFunction)


def _accumulates(node: Any) -> bool:
    return hasattr(node, "variable")


def _arrives(start: _Run, ran: dict[Any, _Run]) -> bool:
    """Whether what a node made that is not finite reaches a parameter."""
    waiting, seen = [start], set()
    while waiting:
        run = waiting.pop()
        if run.node in seen:
            continue
        seen.add(run.node)
        for gradient, (node, _) in zip(run.made, run.node.next_functions, strict=False):
            if node is None or _all_finite([gradient]):
                continue
            if _accumulates(node):
                return True
            if node in ran:
                waiting.append(ran[node])
    return False
