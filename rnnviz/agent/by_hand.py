"""Recurrences that a user wrote by hand: found in what their code does again and again, wherever it is written.

A state is what one call of a module, or one pass of a loop, computes from what the one before it left, with a weight
that all of them share. The names of gates are those of the user's own variables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rnnviz.agent.chains import Chain
from rnnviz.agent.data_flow import PASSES, handed_on
from rnnviz.agent.fused_calls import FusedRecord
from rnnviz.agent.hand_steps import Carried, Slot, chain_of
from rnnviz.agent.names import Names
from rnnviz.agent.node_gradients import Graph
from rnnviz.agent.segments import Segments, repeated
from rnnviz.agent.stepped import CELLS
from rnnviz.agent.tape import NodeKey, Operation, Tape, Value
from rnnviz.agent.user_code import Place

_PRODUCTS = frozenset(
    {"linear", "matmul", "__matmul__", "__rmatmul__", "mm", "bmm", "addmm", "einsum", "baddbmm", "mv", "bilinear"}
    | {"conv1d", "conv2d", "conv3d", "tensordot", "inner"}
)
_LARGEST = 8192  # elements of a state of one sequence


def chains(tape: Tape, graph: Graph, names: Names, sequence: int, known: Iterable[Chain]) -> list[Chain]:
    """Return what was written by hand, that a gradient will reach."""
    taken = {tap.key for chain in known for step in chain.steps for taps in step.taps for tap in taps}
    explained = {o.index for o in tape.operations if o.name in CELLS or isinstance(o.further, FusedRecord)}
    found: list[Chain] = []
    calls: dict[str, int] = {}
    for segments in repeated(tape):
        reached = [s for s in segments.stretches if any(graph.reached(v.key) for v in _made(tape, s))]
        for stretches in _alike(tape, reached):
            states = _states(tape, stretches, explained)
            states = [s for s in states if not _explained(tape, s, taken)]
            if not states:
                continue
            taken |= {v.key for s in states for v in s.values}
            explained.update(k for stretch in stretches for k in stretch)
            name = _name(tape, segments, stretches, names)
            calls[name] = calls.get(name, -1) + 1
            chain = chain_of(tape, segments, stretches, states, sequence)
            if chain is not None:
                chain.name, chain.call = name, calls[name]
                found.append(chain)
    return found


def _name(tape: Tape, segments: Segments, stretches: Sequence[range], names: Names) -> str:
    if segments.module is not None:
        return names.of(segments.module)
    return segments.place.code.co_name if segments.place is not None else ""


def _alike(tape: Tape, stretches: Sequence[range]) -> list[list[range]]:
    """Part them by the weights that they use: the layers of a loop over layers; and where nothing is carried on."""
    by_weights: dict[frozenset[int], list[range]] = defaultdict(list)
    for stretch in stretches:
        by_weights[_weights(tape, stretch)].append(stretch)
    if len(by_weights) > 1 and max(map(len, by_weights.values())) == 1:
        return list(_linked(tape, stretches)) if frozenset.intersection(*by_weights) else []
    return [run for weights, part in by_weights.items() if weights for run in _linked(tape, part)]


def _linked(tape: Tape, stretches: Sequence[range]) -> Iterator[list[range]]:
    """Part them where nothing is handed on: there one sequence ends, and another one begins."""
    run = list(stretches[:1])
    for before, after in pairwise(stretches):
        if not _reads(tape, after, before):
            if len(run) > 1:
                yield run
            run = []
        run.append(after)
    if len(run) > 1:
        yield run


def _reads(tape: Tape, after: range, before: range) -> bool:
    """Whether a stretch reads something that another one has computed."""
    return any(
        value.operation in before and value.learns
        for k in after
        for operand in tape.operations[k].operands
        if operand.operation not in after
        for value in handed_on(tape, operand)
    )


def _weights(tape: Tape, stretch: range) -> frozenset[int]:
    operands = (v for k in stretch for v in tape.operations[k].operands)
    return frozenset(v.identity for v in operands if v.learns and v.operation < 0)


def _explained(tape: Tape, state: Carried, taken: set[NodeKey | None]) -> bool:
    """Whether a state is one of a recurrence that is known already, or is made by a layer of torch."""
    for value in state.values:
        for each in handed_on(tape, value):
            made = tape.operations[each.operation] if each.operation >= 0 else None
            if each.key in taken or (
                made is not None and (made.name in CELLS or isinstance(made.further, FusedRecord))
            ):
                return True
    return False


# --- which values are states ---


def _states(tape: Tape, stretches: Sequence[range], explained: set[int]) -> list[Carried]:
    """Return what is carried from stretch to stretch and computed from what was carried."""
    crossing: list[dict[Slot, Value]] = []  # of each transition: what is left by one stretch and read by the next
    readers: dict[Slot, list[tuple[Operation, int]]] = defaultdict(list)
    for before, after in pairwise(stretches):
        slots = _slots(tape, before)
        found: dict[Slot, Value] = {}
        for k in after:
            for place, operand in enumerate(tape.operations[k].operands):
                left = _left_by(tape, operand, before, slots)
                if left is not None:
                    found[left[0]] = left[1]
                    readers[left[0]].append((tape.operations[k], place))
        crossing.append(found)
    counted = Counter(slot for found in crossing for slot in found)
    steady = [slot for slot, n in counted.items() if n >= 0.9 * len(crossing) and _is_state(crossing, slot)]
    cycles = _in_cycles(tape, stretches, crossing, steady, explained)
    return [_carried(tape, stretches, slot, readers[slot]) for slot in cycles]


def _slots(tape: Tape, stretch: range) -> dict[int, Slot]:
    """Return the slot of each value that a stretch makes, by the value's identity as an object."""
    known: dict[int, Slot] | None = tape.thoughts.get(stretch)
    if known is not None:
        return known
    found: dict[int, Slot] = {}
    tape.thoughts[stretch] = found
    repeats: Counter[tuple[tuple[Place, ...], str]] = Counter()
    for k in stretch:
        operation = tape.operations[k]
        where = operation.places[:1]
        repeat = repeats[where, operation.name]
        repeats[where, operation.name] += 1
        for value in operation.results:
            found[id(value)] = Slot(where, operation.name, value.place, repeat)
    return found


def _left_by(tape: Tape, operand: Value, before: range, slots: dict[int, Slot]) -> tuple[Slot, Value] | None:
    """Return what of an operand a stretch had left, as it was before anybody handed it on outside."""
    for value in handed_on(tape, operand):
        if value.operation in before:
            return (slots[id(value)], value) if value.learns else None
    return None


def _is_state(crossing: Sequence[dict[Slot, Value]], slot: Slot) -> bool:
    shape = next(found[slot].shape for found in crossing if slot in found)
    size = 1
    for n in shape[1:]:
        size *= n
    return (bool(shape) and 1 < size <= _LARGEST) or (len(shape) == 1 and shape[0] > 1)


def _in_cycles(
    tape: Tape,
    stretches: Sequence[range],
    crossing: Sequence[dict[Slot, Value]],
    steady: Sequence[Slot],
    explained: set[int],
) -> list[Slot]:
    """Return the slots that go on from one another in a circle that a shared weight lies on."""
    number = next((k for k in range(1, len(stretches)) if all(s in crossing[k - 1] for s in steady)), 0)
    if not number:
        return []
    stretch, entering = stretches[number], crossing[number - 1]
    slots, wanted = _slots(tape, stretch), set(steady)
    made = {slot: v for v in _made(tape, stretch) if (slot := slots[id(v)]) in wanted}
    reach: dict[Slot, dict[Slot, bool]] = {}
    for slot in steady:
        touched = _forward(tape, stretch, entering[slot], stretches, explained)
        reach[slot] = {other: touched[id(v)] for other, v in made.items() if id(v) in touched}
    return [slot for slot in steady if _circles(slot, reach)]


def _made(tape: Tape, stretch: range) -> Iterable[Value]:
    return (value for k in stretch for value in tape.operations[k].results)


def _forward(
    tape: Tape, stretch: range, start: Value, stretches: Sequence[range], explained: set[int]
) -> dict[int, bool]:
    """Return what is computed from a value within a stretch, each with whether a shared weight was used on the way.

    What goes through a recurrence that is known already is that one's affair: an output that is read again is no state.
    """
    touched: dict[int, bool] = {id(start): False}
    for k in stretch:
        if k in explained:
            continue
        operation = tape.operations[k]
        on_way = [touched[id(v)] for v in _seen_through(tape, operation, touched, stretch)]
        if on_way:
            weighed = any(on_way) or any(_is_shared(v, stretches) for v in operation.operands)
            for value in operation.results:
                touched[id(value)] = weighed
    return touched


def _seen_through(tape: Tape, operation: Operation, touched: dict[int, bool], stretch: range) -> list[Value]:
    """Return the operands that were touched; one from outside the stretch, as it was before it was handed on."""
    found = []
    for operand in operation.operands:
        candidates = [operand] if operand.operation in stretch else handed_on(tape, operand)
        found += [each for each in candidates if id(each) in touched][:1]
    return found


def _is_shared(value: Value, stretches: Sequence[range]) -> bool:
    return value.learns and value.operation < stretches[0].start


def _circles(slot: Slot, reach: dict[Slot, dict[Slot, bool]]) -> bool:
    """Whether a slot comes back to itself, directly or by others, with a weight on the way."""
    best: dict[Slot, bool] = {}
    waiting = list(reach[slot].items())
    while waiting:
        other, weighed = waiting.pop()
        if best.get(other) or (other in best and not weighed):
            continue
        best[other] = weighed
        waiting += [(further, weighed or also) for further, also in reach.get(other, {}).items()]
    return best.get(slot, False) or (slot in best and any(best.get(s) and slot in reach.get(s, {}) for s in best))


def _carried(tape: Tape, stretches: Sequence[range], slot: Slot, readers: Sequence[tuple[Operation, int]]) -> Carried:
    values = []
    for stretch in stretches:
        slots = _slots(tape, stretch)
        value = next((v for v in _made(tape, stretch) if slots[id(v)] == slot), None)
        if value is None:
            break
        values.append(value)
    reader, place = readers[0]
    repeat = _slots(tape, stretches[1])[id(reader.results[0])].repeat if reader.results else 0
    first = _slots(tape, stretches[0])
    start = next(
        (
            o.operands[place]
            for o in (tape.operations[k] for k in stretches[0])
            if o.results and first[id(o.results[0])][:2] == (reader.places[:1], reader.name)
            and first[id(o.results[0])].repeat == repeat and place < len(o.operands)
        ),
        None,
    )  # fmt: skip
    weighed = any(_is_weighed(tape, reader) for reader, _ in readers)
    return Carried(slot, tuple(values), start, weighed)


def _is_weighed(tape: Tape, reader: Operation) -> bool:
    """Whether what reads a state is a product with a weight, perhaps after it was joined with the input."""
    if reader.name in _PRODUCTS:
        return True
    made = {id(v) for v in reader.results}
    if reader.name not in PASSES:
        return False
    following = tape.operations[reader.index + 1 : reader.index + 40]
    return any(o.name in _PRODUCTS and any(id(v) in made for v in o.operands) for o in following)
