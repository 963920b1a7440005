"""Layers and cells of torch in a tape: what is one call of a fused layer, and what is a chain of calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

import torch
from torch import Tensor, nn

from rnnviz.agent.chains import Chain, Delivered, Step, Tap
from rnnviz.agent.data_flow import handed_on, maker
from rnnviz.agent.fused_calls import FusedRecord, LayerCall
from rnnviz.agent.names import Names
from rnnviz.agent.node_gradients import Gradients, Graph
from rnnviz.agent.observation import UserLine, Written
from rnnviz.agent.tape import NodeKey, Operation, Tape, Value
from rnnviz.agent.user_code import line
from rnnviz.probe.frame import Recurrence, Want
from rnnviz.probe.fused import FUSED, FusedLayer, recurrences
from rnnviz.probe.recurrent import CellWeights

CELLS = {f"{name}_cell": name for name in FUSED}  # torch's functions that compute one timestep
_STATES = {"lstm": 2}  # of a cell: h, and c


@dataclass(eq=False)
class Layer:
    """One layer of one fused call: all its timesteps at once."""

    name: str
    seen: LayerCall
    call: int
    line: UserLine
    operation: int
    written = Written.FUSED
    _output: list[Delivered] = field(default_factory=list)  # a backward pass each
    _final: list[list[Delivered]] = field(default_factory=list)

    @property
    def inputs(self) -> tuple[int, ...]:
        """The operations whose first operand is its input."""
        return (self.operation,)

    @property
    def keys(self) -> tuple[NodeKey | None, ...]:
        """Where its outputs are in the graph."""
        return (self.seen.output_key, *self.seen.final_keys)

    def listen(self, gradients: Gradients) -> None:
        """Have what arrives at its outputs kept; of several backward passes, the sum counts."""
        self._output.append(gradients.at(self.seen.output_key, self.seen.pick_output))
        self._final += [[gradients.at(key, self.seen.pick_final) for key in self.seen.final_keys]]

    def recurrences(self, wants: frozenset[Want], axis: str) -> list[Recurrence]:
        """Return one a direction, once the backward pass is over."""
        s, dtype = self.seen, self.seen.weights[0].hh.dtype
        output, final = s.output[:, None].to(dtype), tuple(f[:, None].to(dtype) for f in s.final)
        passes = zip(self._output, *zip(*self._final, strict=True), strict=True) if self._final else ()
        delivered_by = [[get() for get in one] for one in passes]
        found = dict(zip(map(id, (output, *final)), map(_added, zip(*delivered_by, strict=True)), strict=True))

        def delivered(node: Tensor) -> Tensor | None:
            gradient = found[id(node)]
            return None if gradient is None else gradient.to(dtype)[:, None]

        start = tuple(each.to(dtype) for each in s.start)
        layer = FusedLayer(
            self.name, s.cell, self.call, s.layer, 0, None, s.x.to(dtype), start, s.weights, output, final
        )
        any_arrived = any(gradient is not None for gradient in found.values())
        wanted = Want.GRADIENTS in wants and any_arrived
        return recurrences(layer, wants, delivered if wanted else None, axis)


def _added(parts: Sequence[Tensor | None]) -> Tensor | None:
    """Return the sum of what several backward passes delivered."""
    there = [part for part in parts if part is not None]
    return None if not there else sum(there[1:], there[0])


def fused_runs(tape: Tape, graph: Graph) -> list[list[Operation]]:
    """Return the fused calls that a gradient will reach, those that go on from one another together."""
    runs: list[list[Operation]] = []
    of: dict[int, list[Operation]] = {}
    for operation in tape.operations:
        record = operation.further
        if not isinstance(record, FusedRecord) or not _reached(record, graph):
            continue
        before = _goes_on_from(tape, _first_state(operation), operation)
        run = of.get(before.index) if before is not None else None
        if run is None or run[-1] is not before:
            run = []
            runs.append(run)
        run.append(operation)
        of[operation.index] = run
    return runs


def _reached(record: FusedRecord, graph: Graph) -> bool:
    return any(graph.reached(key) for layer in record.layers for key in (layer.output_key, *layer.final_keys))


def _first_state(operation: Operation) -> Value:
    packed = isinstance(operation.further, FusedRecord) and operation.further.layers[0].rows is not None
    return operation.operands[2 if packed else 1]


def _goes_on_from(tape: Tape, state: Value, operation: Operation) -> Operation | None:
    """Return the call of the same layer in whose final state a state began."""
    for value in handed_on(tape, state):
        made = maker(tape, value)
        if made is not None and made is not operation and made.name == operation.name:
            same = made.call == operation.call or _weights(made) & _weights(operation)
            if same or tape.calls[made.call].module is tape.calls[operation.call].module:
                return made
    return None


def _weights(operation: Operation) -> set[int]:
    return {v.identity for v in operation.operands if v.leaf and v.learns and len(v.shape) > 1}


def layers_and_chains(tape: Tape, graph: Graph, names: Names) -> tuple[list[Layer], list[Chain]]:
    """Return what fused calls are: layers of one call, or chains of calls of one timestep each."""
    layers, chains = list[Layer](), list[Chain]()
    calls: dict[str, int] = {}
    for run in fused_runs(tape, graph):
        name = owner(tape, run[0], names)
        stepwise = len(run) > 1 and all(len(r.seen_x) == 1 for r in map(_Seen, run))
        if stepwise and len(run[0].further.layers[0].weights) == 1:
            number = calls[name] = calls.get(name, -1) + 1
            chains += [_chain(tape, run, k, name, number) for k in range(len(run[0].further.layers))]
            continue
        for operation in run:
            number = calls[name] = calls.get(name, -1) + 1
            where = line(operation.places[0]) if operation.places else UserLine()
            layers += [Layer(name, seen, number, where, operation.index) for seen in operation.further.layers]
    return layers, [chain for chain in chains if chain.steps]


class _Seen:
    def __init__(self, operation: Operation) -> None:
        self.seen_x = operation.further.layers[0].x


def owner(tape: Tape, operation: Operation, names: Names) -> str:
    """Return the name of the layer that a fused call is of: by its weights, for its forward may be called directly."""
    given = set(operation.further.identity)
    for model in names.models.values():
        for module in model.modules():
            if isinstance(module, nn.RNNBase) and any(id(w) in given for w in module._flat_weights if w is not None):
                return names.of(module)
    return names.of(tape.calls[operation.call].module) if operation.call >= 0 else operation.name


def _chain(tape: Tape, run: Sequence[Operation], layer: int, name: str, number: int) -> Chain:
    seen = [operation.further.layers[layer] for operation in run]
    steps = []
    for k, each in enumerate(seen):
        if each.row != seen[0].row or not len(each.x):
            break  # the batch has shrunk, and the watched sequence is over
        output = Tap(each.output_key, partial(_first, each.pick_output))
        finals = [Tap(key, partial(_first, each.pick_final)) for key in each.final_keys]
        taps = ((output, finals[0]), *((final,) for final in finals[1:]))
        states = (each.output[0], *(f[0] for f in each.final[1:]))
        nodes = range(run[k].first, run[k].last)
        steps.append(Step(states, taps, nodes, each.x[0]))
    places = run[0].places
    return Chain(
        name,
        seen[0].cell,
        steps,
        tuple(s[0] for s in seen[0].start),
        ("h", "c")[: len(seen[0].start)],
        layer,
        number,
        weights=seen[0].weights[0],
        h_reads_c=True,
        written=Written.PER_TIMESTEP,
        line=line(places[0]) if places else UserLine(),
        inputs=tuple(operation.index for operation in run),
        batch=seen[0].batch,
    )


def _first(pick: Callable[[Tensor], Tensor], whole: Tensor) -> Tensor:
    return pick(whole)[0]


# --- cells ---


def cell_chains(tape: Tape, graph: Graph, names: Names, sequence: int) -> list[Chain]:
    """Return the chains of calls of torch's cells that a gradient will reach."""
    runs: list[list[Operation]] = []
    of: dict[int, list[Operation]] = {}
    for operation in tape.operations:
        if operation.name in CELLS and any(graph.reached(v.key) for v in operation.results):
            before = _goes_on_from(tape, operation.operands[1], operation)
            run = of.get(before.index) if before is not None else None
            if run is None or run[-1] is not before:
                run = []
                runs.append(run)
            run.append(operation)
            of[operation.index] = run
    calls: dict[str, int] = {}
    found = []
    for run in runs:
        name = names.of(tape.calls[run[0].call].module) if run[0].call >= 0 else run[0].name
        number = calls[name] = calls.get(name, -1) + 1
        chain = _cell_chain(tape, run, name, number, sequence)
        found += [chain] if chain is not None else []
    return found


def _cell_chain(tape: Tape, run: Sequence[Operation], name: str, number: int, sequence: int) -> Chain | None:
    cell = CELLS[run[0].name]
    count = _STATES.get(cell, 1)
    row = min(sequence, run[0].operands[0].shape[0] - 1)
    steps = list(_cell_steps(run, row, count))
    if not steps:
        return None
    start = tuple(_row(v, row) for v in run[0].operands[1 : 1 + count])
    weights = [v.numbers for v in run[-1].operands[1 + count :]]
    w = None if len(weights) < 2 or any(v is None for v in weights) else CellWeights(*weights)  # type: ignore[arg-type]
    keys = [v.key for v in run[0].results[:2]]
    one_node = count > 1 and None not in keys and keys[0].sequence == keys[1].sequence  # type: ignore[union-attr]
    return Chain(
        name,
        cell,
        steps,
        start,
        ("h", "c")[:count],
        call=number,
        reverse=runs_backwards(tape, [o.operands[0] for o in run[: len(steps)]]),
        weights=w,
        h_reads_c=one_node,
        written=Written.PER_TIMESTEP,
        line=line(run[0].places[0]) if run[0].places else UserLine(),
        inputs=tuple(operation.index for operation in run),
        batch=run[0].operands[0].shape[0],
    )


def _cell_steps(run: Sequence[Operation], row: int, count: int) -> Iterator[Step]:
    for operation in run:
        states = [_row(v, row) for v in operation.results[:count]]
        if row >= operation.operands[0].shape[0] or any(s is None for s in states):
            return
        taps = tuple((Tap(v.key, partial(torch.select, dim=0, index=row)),) for v in operation.results[:count])
        nodes = range(operation.first, operation.last)
        yield Step(tuple(s for s in states if s is not None), taps, nodes, _row(operation.operands[0], row))


def _row(value: Value, row: int) -> Tensor | None:
    numbers = value.numbers
    return None if numbers is None or row >= len(numbers) else numbers[row].clone()


def runs_backwards(tape: Tape, inputs: Sequence[Value]) -> bool:
    """Whether the inputs of successive timesteps were taken from the end of a sequence to its beginning."""
    found = []
    for value in inputs:
        indices = (maker(tape, each) for each in handed_on(tape, value))
        index = next((o.further for o in indices if o is not None and isinstance(o.further, int)), None)
        if index is None:
            return False
        found.append(index)
    return len(found) > 1 and all(b < a for a, b in pairwise(found))
