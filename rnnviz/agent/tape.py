"""Everything that one observed update computed while a module of the user's ran: operations, values, calls of modules.

No value is copied, and nothing here keeps autograd's graph alive: a value holds the numbers, and the sequence number of
the node that made them, by which it is found again when the graph is walked.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from rnnviz.agent.user_code import Place

HELD = 1 << 22  # elements of the largest tensor that is held
MOST = 60_000  # operations of one update
NO_NODE = -1

#: The number that the next node of autograd's will have.
next_node: Callable[[], int] = torch._C._autograd._get_sequence_nr


class NodeKey(NamedTuple):
    """An output of a node of autograd's graph."""

    sequence: int
    output: int


@dataclass(slots=True, eq=False)
class Value:
    """A tensor as it was when it was made, or first read."""

    operation: int  # which one made it; -1: none that was seen
    place: int  # among the results of that operation
    shape: tuple[int, ...]
    learns: bool  # requires a gradient
    leaf: bool  # and is one of autograd's leaves, such as a parameter
    key: NodeKey | None
    data: Tensor | None  # its numbers, unless it is huge
    version: int
    identity: int

    @property
    def numbers(self) -> Tensor | None:
        """Its numbers, unless somebody has written over them."""
        return self.data if self.data is not None and self.data._version == self.version else None


@dataclass(slots=True, eq=False)
class Operation:
    """One call of torch."""

    index: int
    name: str
    operands: tuple[Value, ...]
    results: tuple[Value, ...]
    places: tuple[Place, ...]  # in the user's code, the innermost first
    call: int  # of a module, the innermost: an index into `Tape.calls`; -1: none
    first: int  # number of the first node of the graph that it made
    last: int  # and of the first one that it did not
    further: Any = None  # what some operations keep of their arguments

    @property
    def nodes(self) -> range:
        """The numbers of its nodes."""
        return range(self.first, self.last)


@dataclass(slots=True, eq=False)
class ModuleCall:
    """One call of a module; while it lasts, `end` and `last` are open."""

    index: int
    module: nn.Module
    parent: int
    begin: int  # its first operation
    first: int  # the first node
    end: int = -1
    last: int = -1
    places: tuple[Place, ...] = ()  # where it was called from
    output: Value | None = None  # where somebody asked for it: before anybody writes over it

    @property
    def operations(self) -> range:
        """The indices of its operations, those of the modules within it among them."""
        return range(self.begin, self.end)


@dataclass(eq=False)
class Tape:
    """What is recorded of one update."""

    operations: list[Operation] = field(default_factory=list)
    calls: list[ModuleCall] = field(default_factory=list)
    full: bool = False
    begin: int = 0  # the first operation since the last update that was observed
    thoughts: dict[Any, Any] = field(default_factory=dict)  # what was once found out about stretches of it
    _known: dict[int, tuple[weakref.ref[Tensor], Value]] = field(default_factory=dict)

    def add(
        self,
        name: str,
        given: Iterable[Any],
        result: Any,
        places: tuple[Place, ...],
        call: int,
        first: int,
        further: Any = None,
    ) -> Operation | None:
        """Record an operation; None: there is no room left."""
        if len(self.operations) >= MOST:
            self.full = True
            return None
        index = len(self.operations)
        operands = tuple(self.value(tensor) for tensor in tensors(given))
        results = tuple(self._made(tensor, index, k) for k, tensor in enumerate(tensors((result,))))
        operation = Operation(index, name, operands, results, places, call, first, next_node(), further)
        self.operations.append(operation)
        return operation

    def goes_on(self, reached: Callable[[NodeKey | None], bool]) -> bool:
        """Go on with the next update, if a pass of this one has not been used yet: another backward pass may.

        What was there before this update is let go. False: there is nothing left, or there is too much.
        """
        own = self.operations[self.begin :]
        unused = any(v.learns and not v.leaf and not reached(v.key) for o in own for v in o.results)
        if not unused or len(self.operations) > MOST // 4:
            return False
        for operation in self.operations[: self.begin]:
            for value in operation.results:
                value.data = None
            operation.further = None
        self.begin = len(self.operations)
        made = ((key, known) for key, known in self._known.items() if known[1].operation >= 0)
        self._known = {key: known for key, known in made if known[0]() is not None}  # weights will have moved
        return True

    def value(self, tensor: Tensor) -> Value:
        """Return what is known of a tensor; one that was never seen comes from outside."""
        known = self._known.get(id(tensor))
        if known is not None and known[0]() is tensor:
            return known[1]
        return self._made(tensor, -1, 0)

    def kept(self, tensor: Tensor, row: int) -> Value:
        """Return a value that keeps a copy of one sequence of a batch."""
        value = self.value(tensor)
        copied = tensor.detach()[min(row, len(tensor) - 1)].clone()
        return replace(value, key=key_of(tensor), data=copied, version=copied._version)

    def _made(self, tensor: Tensor, operation: int, place: int) -> Value:
        value = Value(
            operation,
            place,
            tuple(tensor.shape),
            tensor.requires_grad,
            tensor.is_leaf,
            key_of(tensor),
            tensor.detach() if tensor.numel() <= HELD else None,
            tensor._version,
            id(tensor),
        )
        self._known[id(tensor)] = (weakref.ref(tensor), value)
        return value


def key_of(tensor: Tensor) -> NodeKey | None:
    """Return where a tensor is in autograd's graph; None: nowhere, or it is a leaf."""
    node = tensor.grad_fn
    return None if node is None else NodeKey(node._sequence_nr(), tensor.output_nr)


def tensors(given: Iterable[Any]) -> Iterator[Tensor]:
    """Yield the tensors among arguments or results, those in lists and tuples too."""
    for each in given:
        if isinstance(each, Tensor):
            yield each
        elif isinstance(each, tuple | list):
            yield from (part for part in each if isinstance(part, Tensor))
