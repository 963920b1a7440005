"""Attention in a user's own pass: a softmax whose result multiplies a sequence, whatever becomes of it on the way.

Interpolating, shifting and sharpening the weights, as memories that are addressed do, is such a way: then what is shown
is what the product read. Fused attention is computed again aside, without its dropout.
"""

from __future__ import annotations

import torch
from torch import Tensor

from rnnviz.agent.axes import Axes
from rnnviz.agent.data_flow import PASSES
from rnnviz.agent.names import Names
from rnnviz.agent.node_gradients import Graph
from rnnviz.agent.segments import is_torchs
from rnnviz.agent.tape import Operation, Tape, Value
from rnnviz.agent.user_names import variable
from rnnviz.probe.attention import PRODUCTS, ROW_PRODUCTS, SCALINGS, Attentions, Softmax, watched
from rnnviz.probe.frame import Attention
from rnnviz.probe.outcome import Outcome

#: What weights may go through between a softmax and what they weigh, beside what only hands them on.
_ADDRESSING = frozenset(
    {
        "add",
        "__add__",
        "__radd__",
        "sub",
        "__sub__",
        "__rsub__",
        "pow",
        "__pow__",
        "roll",
        "conv1d",
        "div",
        "__truediv__",
    }
    | {"clamp", "clamp_min", "relu", "circular_pad", "pad", "normalize", "log", "exp", "detach", "sigmoid"}
)


class Attending:
    """The attentions of one update."""

    def __init__(self, tape: Tape, graph: Graph, names: Names, sequence: int, batch: int) -> None:
        self._tape, self._names, self._batch = tape, names, batch
        self._sequence = min(sequence, batch - 1)
        self._all = Attentions(self._sequence)
        self._readers: dict[int, list[Operation]] = {}
        for operation in tape.operations:
            for value in operation.operands:
                self._readers.setdefault(id(value), []).append(operation)
        for operation in tape.operations:
            if any(graph.reached(v.key) for v in operation.results):
                self._see(operation)

    def found(self, axes: Axes) -> tuple[Attention, ...]:
        """Return what a Frame holds of them; rows of one target each, as a decoder's loop makes them, join."""
        given = {}
        self._all.found = [softmax for softmax in self._all.found if _has(softmax, self._sequence)]
        for softmax in self._all.found:
            weights = [s.weights for s in self._all.found if s.name == softmax.name]
            targets = sum(1 if w.dim() <= 2 else w.shape[-2] for w in weights)
            source = axes.along(weights[0].shape[-1], last=False)
            given[softmax.name] = (axes.along(targets), source)
        return self._all.attentions(Outcome(torch.zeros(()), attention_axes=given))

    # --- one operation ---

    def _see(self, operation: Operation) -> None:
        if operation.name == "softmax":
            self._softmax(operation)
        elif operation.name == "scaled_dot_product_attention":
            _, args, kwargs = operation.further
            self._all.batch = self._batch
            self._all.dot_product(self._name(operation), args, kwargs)
        elif operation.name == "multi_head_attention_forward":
            function, args, kwargs = operation.further
            self._all.multi_head(self._name(operation), function, args, kwargs)

    def _softmax(self, operation: Operation) -> None:
        made = operation.results[0] if operation.results else None
        weights = None if made is None else made.numbers
        if made is None or weights is None or not weights.dim():
            return
        read = self._read_by(made)
        if read is None:
            return
        product, as_read, addressed = read
        dim = operation.further
        if dim is None:  # what torch.nn.functional.softmax does then
            dim = 0 if weights.dim() in (0, 1, 3) else 1
        of = operation.operands[0].numbers
        shown = as_read.numbers if addressed else None
        if shown is not None and shown.shape == weights.shape:
            weights, of = shown, None
        others = [len(v.shape) for v in product.operands if v is not as_read]
        found = Softmax(
            self._name(operation),
            weights.movedim(dim, -1).clone(),
            self._batch,
            read=True,
            by_rows=product.name in ROW_PRODUCTS,
            values_dim=max(others, default=len(as_read.shape)),
            energies=None if of is None else of.movedim(dim, -1).clone(),
        )
        if product.results and product.results[0].numbers is not None:
            found.context = _context(found.weights, product.results[0].numbers)
        self._all.found.append(found)

    def _read_by(self, made: Value) -> tuple[Operation, Value, bool] | None:
        """Return the product that reads weights, as what it reads them, and whether they were addressed further."""
        waiting: list[tuple[Value, bool, bool, bool]] = [(made, False, False, False)]
        seen = {id(made)}
        while waiting:
            value, spread, addressed, piece = waiting.pop(0)
            for reader in self._readers.get(id(value), []):
                if reader.name in PRODUCTS and not spread and not _of_weights(reader, value):
                    return reader, value, addressed
                if reader.name == "sum" and spread:
                    return reader, value, addressed
                hands_on = reader.name in PASSES or reader.name in SCALINGS or reader.name in _ADDRESSING
                if not hands_on or any(v.leaf and v.learns for v in reader.operands):
                    continue
                for result in reader.results:
                    if id(result) not in seen:
                        seen.add(id(result))
                        grown = reader.name in SCALINGS and _size(result) > _size(value)
                        cut = piece or _size(result) < _size(value)
                        if not (grown and piece):  # one weight of several, as that of a shift, weighs no sequence
                            waiting.append((result, spread or grown, addressed or reader.name in _ADDRESSING, cut))
        return None

    def _name(self, operation: Operation) -> str:
        """Name it after the module whose forward it is in, and its variable, if others are there."""
        call = operation.call
        fused = operation.name == "multi_head_attention_forward"
        while call >= 0 and is_torchs(self._tape.calls[call].module) and not fused:
            call = self._tape.calls[call].parent
        name = self._names.of(self._tape.calls[call].module) if call >= 0 else operation.name
        own = [o for o in self._tape.operations if o.name == operation.name and o.call == operation.call]
        places = {o.places[:1] for o in own}
        if len(places) > 1 and (word := variable(operation)):
            return f"{name}.{word}"
        return name


def _has(softmax: Softmax, sequence: int) -> bool:
    """Whether the watched sequence is among those of a softmax: a batch may have shrunk."""
    try:
        watched(softmax, sequence)
    except (IndexError, RuntimeError):
        return False
    return True


def _of_weights(product: Operation, value: Value) -> bool:
    """Whether a product is a layer's: what it multiplies with is learned, and no sequence."""
    return any(v.leaf and v.learns for v in product.operands if v is not value)


def _size(value: Value) -> int:
    size = 1
    for n in value.shape:
        size *= n
    return size


def _context(weights: Tensor, result: Tensor) -> Tensor | None:
    """Return what a product made of the values, (B, T, K) as its weights are; None: laid out otherwise."""
    if weights.dim() not in (2, 3) or result.dim() != 3:
        return None
    targets = 1 if weights.dim() == 2 else weights.shape[1]
    return result.clone() if result.shape[:2] == (len(weights), targets) else None
