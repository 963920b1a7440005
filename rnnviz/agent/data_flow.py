"""Where a value of a tape comes from: through what only hands it on, back to the operation that made it."""

from __future__ import annotations

from collections.abc import Iterator

from rnnviz.agent.tape import Operation, Tape, Value
from rnnviz.probe.attention import MASKINGS, RESHAPINGS

#: What hands a state on from one timestep to the next, looking different: a view, a piece, a copy, with dropout.
PASSES = RESHAPINGS | MASKINGS | {"__iter__", "data", "requires_grad_", "index_select", "unsafe_chunk", "unsafe_split"}


def maker(tape: Tape, value: Value) -> Operation | None:
    """Return the operation that made a value; None: it comes from outside."""
    return tape.operations[value.operation] if value.operation >= 0 else None


def handed_on(tape: Tape, value: Value) -> Iterator[Value]:
    """Yield a value, and those that it was before something handed it on: the nearest first."""
    waiting, seen = [value], set[int]()
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        operation = maker(tape, each)
        if operation is not None and operation.name in PASSES:
            waiting += operation.operands


def ancestors(tape: Tape, value: Value, stop: frozenset[str] = frozenset(), most: int = 4000) -> Iterator[Operation]:
    """Yield the operations that a value was computed by, the nearest first; not beyond those named in `stop`."""
    waiting, seen = [value], set[int]()
    while waiting and len(seen) < most:
        operation = maker(tape, waiting.pop(0))
        if operation is None or operation.index in seen:
            continue
        seen.add(operation.index)
        yield operation
        if operation.name not in stop:
            waiting += operation.operands
