"""What ran again and again in an update: calls of a module, passes of a loop of the user's, as stretches of a tape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

from torch import nn

from rnnviz.agent.tape import ModuleCall, Operation, Tape
from rnnviz.agent.user_code import Loop, Place, loops


@dataclass(frozen=True, eq=False)
class Segments:
    """Stretches of a tape in each of which the same was done, in their order.

    Attributes
    ----------
    module : nn.Module, optional
        In whose forward they are.
    place : Place, optional
        Where they begin in the user's code.
    stretches : tuple of range
        Indices of operations.
    """

    module: nn.Module | None
    place: Place | None
    stretches: tuple[range, ...]


def repeated(tape: Tape) -> list[Segments]:
    """Return the calls of modules and the passes of loops that ran at least twice, short ones first.

    What is within another one comes before it: a cell before the decoder that calls it.
    """
    found = [*_calls(tape), *_passes(tape)]
    return sorted(found, key=lambda each: sum(map(len, each.stretches)) / len(each.stretches))


def is_torchs(module: nn.Module) -> bool:
    """Whether a module is one of torch's own."""
    return type(module).__module__.startswith("torch.")


def _calls(tape: Tape) -> Iterator[Segments]:
    by_module: dict[int, list[ModuleCall]] = defaultdict(list)
    for call in tape.calls:
        if call.end > call.begin and not is_torchs(call.module):
            by_module[id(call.module)].append(call)
    for calls in by_module.values():
        if len(calls) > 1:
            place = next((p for p in (tape.operations[calls[0].begin].places) if p.code), None)
            yield Segments(calls[0].module, place, tuple(call.operations for call in calls))


def _passes(tape: Tape) -> Iterator[Segments]:
    """Yield the passes of every loop in the code of the modules that ran."""
    by_code: dict[CodeType, list[Operation]] = defaultdict(list)
    for operation in tape.operations:
        for code in dict.fromkeys(place.code for place in operation.places):
            by_code[code].append(operation)
    for code, operations in by_code.items():
        for loop in loops(code):
            stretches = tuple(_stretches(operations, code, loop))
            if len(stretches) > 1:
                yield Segments(_around(tape, stretches[0]), Place(code, loop.first), stretches)


def _around(tape: Tape, stretch: range) -> nn.Module | None:
    """Return the module of the user's in whose forward a stretch is: the innermost that all of it is in."""
    call = tape.operations[stretch[0]].call
    while call >= 0:
        own = tape.calls[call]
        whole = own.begin <= stretch[0] and (own.end < 0 or stretch[-1] < own.end)
        if whole and not is_torchs(own.module):
            return own.module
        call = own.parent
    return None


def _stretches(operations: list[Operation], code: CodeType, loop: Loop) -> Iterator[range]:
    """Yield what each pass of a loop did: it begins where the code goes back, and no loop within does."""
    inner = [each for each in loops(code) if each != loop and each.first >= loop.first and each.last <= loop.last]
    begin, last = -1, None
    end = -1
    for operation in operations:
        path = _path(operation, code)
        if path[0] not in loop:
            if begin >= 0:
                yield range(begin, end)
            begin, last = -1, None
            continue
        if begin < 0:
            begin = operation.index
        elif last is not None and path <= last and not any(path[0] in i and last[0] in i for i in inner):
            yield range(begin, operation.index)
            begin = operation.index
        last, end = path, operation.index + 1
    if begin >= 0:
        yield range(begin, end)


def _path(operation: Operation, code: CodeType) -> tuple[int, ...]:
    """Return where an operation is, from a code object inwards."""
    outwards = []
    for place in operation.places:
        outwards.append(place.offset)
        if place.code is code:
            break
    return tuple(reversed(outwards))
