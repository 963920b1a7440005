"""The tape: every tensor that a forward pass makes, in the order in which it was made, and what each was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn
from torch.autograd.graph import GradientEdge, get_gradient_edge
from torch.nn.utils.rnn import PackedSequence

from rnnviz.probe.recurrent import CellWeights
from rnnviz.probe.trace import LeafKind, Source


class Rows:
    """Where the sequences of a batch are in the rows of a recurrence: packing sorts them by their lengths."""

    def __init__(self, given: object = None, batched: bool = True) -> None:
        self.batched = batched
        self._sorted: list[int] | None = None
        if isinstance(given, PackedSequence) and given.sorted_indices is not None:
            self._sorted = given.sorted_indices.tolist()

    def row(self, sequence: int) -> int:
        """Return the row of a sequence."""
        return sequence if self._sorted is None else self._sorted.index(sequence)

    def sequence(self, row: int) -> int:
        """Return the sequence of a row."""
        return row if self._sorted is None else self._sorted[row]

    def pick(self, values: Tensor, sequence: int) -> Tensor | None:
        """Return a sequence's part of (B, ...); None if it has ended before."""
        if not self.batched:
            return values[0] if values.dim() == 2 and len(values) == 1 else values
        row = self.row(sequence)
        return values[row] if row < len(values) else None


@dataclass(eq=False)
class TapedRecurrence:
    """What the tape knows of one layer in one direction, or of one loop of a cell."""

    number: int
    name: str
    cell: str
    layer: int
    reverse: bool
    call: int
    rows: Rows
    gates: tuple[str, ...]
    weights: CellWeights | None
    parameters: CellWeights | None  # the same as the model's own tensors, by whose identity their names are found
    start: tuple[Tensor, ...]  # h and, for an LSTM, c before: (B, H)
    x: list[Tensor] = field(default_factory=list)  # of each step, (B, I), in the order of processing
    looped: bool = False  # a cell that is called in a loop
    steps: int = 0
    sizes: list[int] = field(default_factory=list)  # rows at each timestep, where they are not all the same
    output: int | None = None  # entry of the layer's output, of which `own` belongs to this direction
    finals: tuple[int, ...] = ()  # entries of the final states; index `direction` along their first axis
    own: slice = field(default_factory=lambda: slice(None))
    place: int = 0  # of its final state among those of the whole call

    @property
    def key(self) -> tuple[str, int, bool, int]:
        """As `Recurrence.key`."""
        return (self.name, self.layer, self.reverse, self.call)

    def timesteps(self, sequence: int) -> int:
        """Return how many timesteps a sequence has."""
        row = self.rows.row(sequence)
        return sum(size > row for size in self.sizes) if self.sizes else self.steps


class Entry:
    """One tensor on the tape."""

    __slots__ = (
        "edge", "equation", "kept", "local_edge", "module", "name", "operands", "passed",
        "recurrence", "returned", "rows", "source", "tensor", "timestep",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        tensor: Tensor,
        operands: tuple[int, ...],
        module: str,
        source: Source,
        recurrence: TapedRecurrence | None = None,
        timestep: int | None = None,
        rows: Rows | None = None,
        kept: Tensor | None = None,
    ) -> None:
        self.name = name
        self.equation = ""
        self.tensor = tensor
        self.operands = operands
        self.module = module
        self.source = source
        self.recurrence = recurrence
        self.timestep = timestep  # position in the sequence
        self.rows = rows  # None: not one row a sequence
        self.kept = kept  # a copy of a tensor that somebody may change later
        self.edge: GradientEdge | None = None
        self.local_edge: GradientEdge | None = None  # of the alias of h that the caller was handed
        self.passed: Tensor | None = None  # what the next timestep was given, where that is not h itself: padding
        self.returned = False  # a final state: of no interest if nobody reads it

    @property
    def target(self) -> Tensor | GradientEdge | None:
        """Where autograd delivers the gradient; None if none can."""
        if self.edge is None and self.tensor.requires_grad and (self.kept is None or self.tensor.is_leaf is False):
            return self.tensor
        return self.edge

    @property
    def value(self) -> Tensor:
        """The values when the tensor was made."""
        return self.tensor.detach() if self.kept is None else self.kept


@dataclass(frozen=True, eq=False)
class TapedLeaf:
    """A tensor that was there before."""

    kind: LeafKind
    name: str
    tensor: Tensor
    kept: Tensor


class Tape:
    """Entries and leaves, and the way from a tensor to its reference (as in `rnnviz.probe.trace.Operation`)."""

    def __init__(self, model: nn.Module) -> None:
        self.entries: list[Entry] = []
        self.leaves: list[TapedLeaf] = []
        self.recurrences: list[TapedRecurrence] = []
        self.end_of_modules = 0  # entries made until the last module returned
        self._known: dict[int, tuple[int, int]] = {}  # id of a tensor -> reference, version
        self._aliases: list[Tensor] = []  # kept, so that their identities stay their own
        self._writers: dict[int, int] = {}  # memory -> the last entry that changed it in place
        self._names = {id(p): (LeafKind.PARAMETER, n) for n, p in model.named_parameters()}
        self._names |= {id(b): (LeafKind.BUFFER, n) for n, b in model.named_buffers()}

    def loss_begins(self, last: int) -> int:
        """Return the first entry after the model, `last` being that of the loss; one computed inside is the last."""
        return min(self.end_of_modules or last, last)

    def add(self, entry: Entry) -> int:
        """Append an entry; return its reference."""
        index = len(self.entries)
        self.entries.append(entry)
        self._known[id(entry.tensor)] = (index, entry.tensor._version)
        return index

    def note(
        self, name: str, tensor: Tensor, operands: tuple[int, ...], module: str, source: Source, in_place: bool = False
    ) -> int:
        """Append what a call returned or changed, with a copy of its values."""
        entry = Entry(name, tensor, operands, module, source, kept=tensor.detach().clone())
        if tensor.requires_grad:
            entry.edge = get_gradient_edge(tensor)  # now: changed in place, the tensor will stand for another one
        if in_place:
            self._writers[memory(tensor)] = len(self.entries)
        return self.add(entry)

    def alias(self, tensor: Tensor, reference: int) -> None:
        """Let a copy of a tensor stand for it."""
        self._aliases.append(tensor)
        self._known[id(tensor)] = (reference, tensor._version)

    def is_known(self, tensor: Tensor) -> bool:
        """Whether a tensor is on the tape, unchanged since."""
        return self._known.get(id(tensor), (0, -1))[1] == tensor._version

    def reference(self, tensor: Tensor) -> int:
        """Return a tensor's reference; a tensor that was never seen becomes a leaf."""
        found = self._known.get(id(tensor))
        if found is not None and found[1] == tensor._version:
            return found[0]
        if found is not None:  # changed through a view of it
            writer = self._writers.get(memory(tensor))
            if writer is not None and writer > found[0]:
                return writer
        if tensor.grad_fn is not None and found is None:
            return self._unseen(tensor)
        return self._leaf(tensor)

    def references(self, arguments: Iterable[Any]) -> tuple[int, ...]:
        """Return the references of all tensors among a call's arguments, each once."""
        return tuple(dict.fromkeys(self.reference(t) for t in tensors(arguments)))

    def parameter_name(self, tensor: Tensor) -> str:
        """Return a parameter's name; empty for another tensor."""
        kind, name = self._names.get(id(tensor), (LeafKind.INPUT, ""))
        return name if kind is LeafKind.PARAMETER else ""

    def descends(self, reference: int, ancestor: int, through: frozenset[str]) -> bool:
        """Whether an entry comes from another by operations of these names alone."""
        waiting, seen = [reference], set()
        while waiting:
            k = waiting.pop()
            if k == ancestor:
                return True
            if k > ancestor and k not in seen and self.entries[k].name in through:
                seen.add(k)
                waiting += self.entries[k].operands
        return False

    def _leaf(self, tensor: Tensor) -> int:
        kind, name = self._names.get(id(tensor), (LeafKind.INPUT, ""))
        self.leaves.append(TapedLeaf(kind, name, tensor, tensor.detach().clone()))
        self._known[id(tensor)] = (-len(self.leaves), tensor._version)
        return -len(self.leaves)

    def _unseen(self, tensor: Tensor) -> int:
        """Append a tensor that was made where nobody looked, as a custom function's result may be."""
        assert tensor.grad_fn is not None
        name = tensor.grad_fn.name().removesuffix("Backward")
        parents = [self._by_node(node) for node, _ in tensor.grad_fn.next_functions if node is not None]
        operands = tuple(k for k in dict.fromkeys(parents) if k is not None)
        last = self.entries[-1] if self.entries else None
        source = Source() if last is None else last.source
        return self.note(name, tensor, operands, last.module if last else "", source)

    def _by_node(self, node: Any) -> int | None:
        for k in range(len(self.entries) - 1, -1, -1):
            if self.entries[k].tensor.grad_fn is node:
                return k
        return None


def memory(tensor: Tensor) -> int:
    """Return what tensors that share their values have in common."""
    return tensor.untyped_storage().data_ptr()


def tensors(arguments: Iterable[Any]) -> Iterator[Tensor]:
    """Walk through arguments and what lists, tuples and mappings among them hold."""
    for argument in arguments:
        if isinstance(argument, Tensor):
            yield argument
        elif isinstance(argument, Sequence) and not isinstance(argument, str):
            yield from tensors(argument)
        elif isinstance(argument, Mapping):
            yield from tensors(argument.values())
