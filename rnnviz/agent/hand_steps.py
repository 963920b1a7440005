"""A recurrence that was written by hand, a timestep at a time: which state is h, which c, which gates have a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor

from rnnviz.agent.chains import Chain, Step, Tap
from rnnviz.agent.data_flow import PASSES, handed_on
from rnnviz.agent.observation import UserLine
from rnnviz.agent.segments import Segments
from rnnviz.agent.tape import Operation, Tape, Value
from rnnviz.agent.user_code import Place, line
from rnnviz.agent.user_names import given_to, letter, variable

_OPENING = frozenset({"sigmoid", "sigmoid_", "hardsigmoid", "hard_sigmoid", "tanh", "tanh_", "hardtanh", "softsign"})
_OPENING_ALSO = frozenset({"relu", "relu_", "softplus", "softmax", "elu", "leaky_relu", "gelu", "silu", "selu"})


class Slot(NamedTuple):
    """Which value of a stretch is meant: the result of an instruction of the user's."""

    places: tuple[Place, ...]
    name: str
    place: int
    repeat: int  # how often that instruction had run before in the stretch


@dataclass(frozen=True, eq=False)
class Carried:
    """A state: its value after each stretch, and the one that the first stretch began with."""

    slot: Slot
    values: tuple[Value, ...]
    start: Value | None
    weighed: bool  # read by a product with a weight


def chain_of(
    tape: Tape, segments: Segments, stretches: Sequence[range], states: Sequence[Carried], sequence: int
) -> Chain | None:
    """Return what was found as a chain, under the user's names; None: no state of it is h."""
    named = _state_names(tape, states)
    ordered = sorted(states, key=lambda s: ("h", "c").index(named[s]) if named[s] in ("h", "c") else 2)
    count = min(len(s.values) for s in ordered)
    units = _row(ordered[0].values[0], sequence)
    if count < 2 or units is None or named[ordered[0]] != "h":
        return None
    gates = _gates(tape, stretches[:count], ordered, units.shape)
    steps = []
    for k, stretch in enumerate(stretches[:count]):
        rows = [_row(s.values[k], sequence) for s in ordered]
        if any(row is None for row in rows):
            break
        taps = tuple((Tap(s.values[k].key, partial(_pick, sequence=sequence)),) for s in ordered)
        nodes = _nodes(tape, stretch)
        own = {name: values[k] for name, values in gates.items()}
        opened = {name: _row(v[0], sequence, units.shape) for name, v in own.items()}
        before = {name: _row(v[1], sequence, units.shape) for name, v in own.items() if v[1] is not None}
        steps.append(
            Step(
                tuple(r for r in rows if r is not None),
                taps,
                nodes,
                gates={n: g for n, g in opened.items() if g is not None},
                before={n: g for n, g in before.items() if g is not None},
            )
        )
    if len(steps) < 2:
        return None
    start = tuple(_start(s.start, steps[0].states[k], sequence) for k, s in enumerate(ordered))
    place = ordered[0].slot.places
    cell = type(segments.module).__name__ if segments.module is not None else ""
    return Chain(
        "",
        cell or (segments.place.code.co_name if segments.place else ""),
        steps,
        start,
        tuple(named[s] for s in ordered),
        line=line(place[0]) if place else UserLine(),
        inputs=tuple(stretch[0] for stretch in stretches[: len(steps)]),
        batch=ordered[0].values[0].shape[-2] if len(ordered[0].values[0].shape) > 1 else 1,
    )


def _state_names(tape: Tape, states: Sequence[Carried]) -> dict[Carried, str]:
    """Call one of them h, another c if there is one: as the user does, or else by what reads them."""
    own = {s: variable(tape.operations[s.values[0].operation], s.values[0]) for s in states}
    vectors = [s for s in states if s.values and s.values[0].shape == states[0].values[0].shape] or list(states)
    by_name = {letter: [s for s in states if own[s].lower().startswith(letter)] for letter in "hc"}
    h = next(iter([*by_name["h"], *(s for s in vectors if s.weighed), *vectors]))
    rest = [s for s in states if s is not h]
    same = [s for s in rest if s.values[0].shape == h.values[0].shape]
    c = next(iter([*(s for s in by_name["c"] if s in same), *(s for s in same if not s.weighed)]), None)
    found = {h: "h"} | ({c: "c"} if c is not None else {})
    for k, state in enumerate(s for s in rest if s is not c):
        name = own[state] or f"state {k + 1}"
        found[state] = name if name not in ("h", "c", *found.values()) else f"{name} {k + 2}"
    return found


def _nodes(tape: Tape, stretch: range) -> range:
    return range(tape.operations[stretch[0]].first, tape.operations[stretch[-1]].last)


def _pick(whole: Tensor, sequence: int) -> Tensor:
    """Return one sequence's part of a state: (H,), (B, H), (1, B, H), or (B, channels, rows, columns) as one row."""
    if whole.dim() <= 1:
        return whole
    if whole.dim() == 3 and whole.shape[0] == 1:
        whole = whole[0]
    return whole[min(sequence, len(whole) - 1)].reshape(-1)


def _row(value: Value, sequence: int, shape: torch.Size | None = None) -> Tensor | None:
    numbers = value.numbers
    if numbers is None:
        return None
    found = _pick(numbers, sequence).clone()
    return found if shape is None or found.shape == shape else None


def _start(value: Value | None, like: Tensor, sequence: int) -> Tensor | None:
    found = None if value is None else _row(value, sequence)
    return found if found is not None and found.shape == like.shape else None


def _gates(
    tape: Tape, stretches: Sequence[range], states: Sequence[Carried], shape: torch.Size
) -> dict[str, list[tuple[Value, Value | None]]]:
    """Return what opens and shuts in every stretch, by the user's names: each with what its nonlinearity was of."""
    own = {id(v) for s in states for v in s.values}
    found: dict[str, list[tuple[Value, Value | None]]] = defaultdict(list)
    for stretch in stretches:
        names = set[str]()
        for k in stretch:
            for name, value, before in _opened(tape, tape.operations[k]):
                if id(value) not in own and name not in names and _pick_size(value) == shape.numel():
                    names.add(name)
                    found[name].append((value, before))
    return {name: each for name, each in found.items() if len(each) == len(stretches)}


def _pick_size(value: Value) -> int:
    shape = value.shape[1:] if len(value.shape) == 3 and value.shape[0] == 1 else value.shape
    size = 1
    for n in shape[1:] if len(shape) > 1 else shape:
        size *= n
    return size


def _opened(tape: Tape, operation: Operation) -> Iterable[tuple[str, Value, Value | None]]:
    """Yield the gates that an operation makes: a nonlinearity with a name, or named pieces of one."""
    if not operation.results:
        return
    names = given_to(operation.places)
    if operation.name in _OPENING or (operation.name in _OPENING_ALSO and names):
        if names[:1] and names[0]:
            yield letter(names[0]), operation.results[0], operation.operands[0] if operation.operands else None
        return
    if operation.name in PASSES and operation.operands and any(names):
        source = next((tape.operations[v.operation] for v in handed_on(tape, operation.operands[0])
                       if v.operation >= 0 and tape.operations[v.operation].name in _OPENING), None)  # fmt: skip
        if source is not None:
            for name, value in zip(names, operation.results, strict=False):
                if name:
                    yield letter(name), value, None
