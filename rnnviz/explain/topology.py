"""The network of a Frame as boxes and connections, timestep by timestep: what the topology panel draws. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from rnnviz.explain.unrolled import NEVER, Block, Lane, Unrolled
from rnnviz.nn import cells
from rnnviz.probe.frame import Array, Frame, Output, Recurrence

ONE_TO_ONE, ONE_TO_MANY, MANY_TO_ONE = "one-to-one", "one-to-many", "many-to-one"
AFTER_READING, IN_STEP = "many-to-many after reading", "many-to-many in step"
TOPOLOGIES = (ONE_TO_ONE, ONE_TO_MANY, MANY_TO_ONE, AFTER_READING, IN_STEP)  # in the order of the lectures

START = "▷"  # what a decoder reads first
CLOSE = 1e-4  # relative: a loss that is this near to a sum is that sum


@dataclass(frozen=True)
class Answer:
    """What is said at a timestep, and what should have been."""

    said: str
    target: str  # "": none is known
    loss: float  # nats; NaN where no target is known

    @property
    def right(self) -> bool | None:
        """Whether it is what was wanted; None: nobody knows."""
        return None if not self.target else self.said == self.target


@dataclass(frozen=True, eq=False)
class Strand:
    """What runs along one sequence: an encoder, a decoder, or all of a plain model."""

    block: Block
    layers: tuple[tuple[int, ...], ...]  # the lanes of each layer, from the input up; two of a bidirectional one
    inputs: tuple[str, ...]  # what each timestep reads; "": nothing
    passes_on: str  # what goes to the next timestep: "h", "y" (the answer is fed back) or ""
    answers: tuple[Answer | None, ...]  # None: nothing is asked

    @property
    def last(self) -> tuple[int, int]:
        """Lane and timestep of the state that was computed last."""
        lane = self.layers[-1][-1]
        return lane, 0 if self.block.lanes[lane].reverse else self.block.timesteps - 1


@dataclass(frozen=True, eq=False)
class Topology:
    """All of it, and the loss that its answers add up to."""

    name: str  # one of `TOPOLOGIES`
    strands: tuple[Strand, ...]
    network: Unrolled
    loss: float  # of the watched sequence, as the task defines it
    folded: tuple[int, ...] | None = None  # the timestep shown of each strand; None: all of them

    @property
    def losses(self) -> Array:
        """The loss of every timestep of the answers, (T,); NaN where nothing is asked."""
        answers = self.strands[-1].answers if self.strands else ()
        return np.array([np.nan if answer is None else answer.loss for answer in answers])

    @property
    def total(self) -> float:
        """The sum of the losses."""
        return float(np.nansum(self.losses))

    @property
    def is_mean(self) -> bool | None:
        """Whether the loss is the mean of those of the timesteps, or their sum; None: it is neither."""
        asked = int(np.isfinite(self.losses).sum())
        for value, mean in ((self.total, False), (self.total / max(asked, 1), True)):
            if np.isclose(value, self.loss, rtol=CLOSE, atol=1e-6):
                return mean
        return None

    def fold(self, timesteps: Mapping[str, int]) -> Topology:
        """Return one column a strand: the timestep of its axis that is named, else the last."""
        at = [min(timesteps.get(s.block.axis, s.block.timesteps - 1), s.block.timesteps - 1) for s in self.strands]
        strands = tuple(_only(strand, t, 2 * k) for k, (strand, t) in enumerate(zip(self.strands, at, strict=True)))
        network = Unrolled(tuple(s.block for s in strands), 2 * len(strands) - 1, self.network.attention)
        return replace(self, strands=strands, network=network, folded=tuple(at))


def topology(frame: Frame, name: str) -> Topology | None:
    """Lay out the recurrences of a Frame along their sequences; None if there are none."""
    groups = _by_axis(frame.recurrences)
    strands: list[Strand] = []
    column, rows = 0, max((len(group) for group in groups), default=0)
    for index, group in enumerate(groups):
        strand = _strand(frame, name, group, column, rows, index)
        strands.append(strand)
        column += strand.block.timesteps + 1
    if not strands:
        return None
    blocks = tuple(strand.block for strand in strands)
    return Topology(name, tuple(strands), Unrolled(blocks, column - 1, _attention(frame, blocks)), frame.loss)


def _by_axis(recurrences: Sequence[Recurrence]) -> list[list[Recurrence]]:
    groups: dict[str, list[Recurrence]] = {}
    for record in recurrences:
        groups.setdefault(record.axis, []).append(record)
    return list(groups.values())


def _strand(frame: Frame, name: str, group: list[Recurrence], start: int, rows: int, index: int) -> Strand:
    axis, count = group[0].axis, len(group[0].h)
    output = frame.output if frame.output is not None and frame.output.axis == axis else None
    answers = (None,) * count if output is None else _answers(output, name)
    x = group[0].x if group[0].x is not None else np.empty((count, 0))
    lanes = [_lane("x", None, x)]
    lanes += [_lane("h", record, record.h) for record in group]
    lanes += [_lane("", None, np.empty((0, 0)))] * (rows - len(group))  # so that what is alike stands in one row
    said = np.empty((0, 0)) if output is None else output.probabilities
    losses = np.empty((0, 0)) if output is None else output.losses[:, None]
    lanes += [_lane("y", None, said), _lane("L", None, losses)]
    symbols = tuple(frame.sequences.get(axis, map(str, range(count))))
    inputs = _inputs(symbols, name, index)
    block = Block(group[0].name, axis, start, count, tuple(lanes), symbols)
    return Strand(block, _layers(group), inputs, _passed(group[0], name), answers)


def _lane(name: str, record: Recurrence | None, values: Array) -> Lane:
    never = np.full(len(values), NEVER, np.intp)  # a Frame is no Trace: no operation made it
    layer, reverse = (0, False) if record is None else (record.layer, record.reverse)
    return Lane(name, None, layer, reverse, never, never, values, None)


def _layers(group: list[Recurrence]) -> tuple[tuple[int, ...], ...]:
    """Return the lanes of each layer; lane 0 is the input."""
    numbered = enumerate(group, start=1)
    layers = groupby(numbered, key=lambda pair: (pair[1].name, pair[1].call, pair[1].layer))
    return tuple(tuple(lane for lane, _ in members) for _, members in layers)


def _inputs(symbols: tuple[str, ...], name: str, index: int) -> tuple[str, ...]:
    """Return what is read at each timestep: once only, or at each; a decoder reads what was written before."""
    if name == ONE_TO_MANY:
        return (symbols[0], *[""] * (len(symbols) - 1))
    return symbols if index == 0 else (START, *symbols[:-1])


def _passed(record: Recurrence, name: str) -> str:
    """Return what a timestep hands to the next one: by the kind of its cell."""
    if name == ONE_TO_ONE:
        return ""
    form = cells.form(record.cell)
    return "h" if form is None or any(term.of == "h" for term in form.terms) else "y"


def _answers(output: Output, name: str) -> tuple[Answer | None, ...]:
    known = output.targets >= 0
    asked = np.ones_like(known)
    if name == MANY_TO_ONE:
        asked = known if known.any() else np.arange(len(known)) == len(known) - 1
    return tuple(_answer(output, t) if asked[t] else None for t in range(len(known)))


def _answer(output: Output, t: int) -> Answer:
    p, target = output.probabilities[t], int(output.targets[t])
    said = output.labels[int(p.argmax())] if np.isfinite(p).all() else "NaN"
    return Answer(said, output.labels[target] if target >= 0 else "", float(output.losses[t]))


def _attention(frame: Frame, blocks: tuple[Block, ...]) -> Array | None:
    """Return where the last block looks in the first, (T, S), the mean of the heads."""
    axes = (blocks[-1].axis, blocks[0].axis)
    found = [a for a in frame.attentions if (a.target_axis, a.source_axis) == axes and len(blocks) > 1]
    return found[0].weights.mean(axis=0) if found else None


def _only(strand: Strand, t: int, column: int) -> Strand:
    """Return a strand of one timestep."""
    lanes = tuple(
        replace(lane, forward=lane.forward[t : t + 1], backward=lane.backward[t : t + 1], values=lane.values[t : t + 1])
        for lane in strand.block.lanes
    )
    block = replace(strand.block, start=column, timesteps=1, lanes=lanes, symbols=strand.block.symbols[t : t + 1])
    return replace(strand, block=block, inputs=strand.inputs[t : t + 1], answers=strand.answers[t : t + 1])
