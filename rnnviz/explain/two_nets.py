"""Two nets, one that reads and one that writes, and what passes from the first to the second. No Qt here.

Without attention that is one vector c, the state in which the encoder ended; with it, what each timestep of the decoder
looks at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.topology import AFTER_READING, Answer, topology
from rnnviz.probe.frame import Array, Frame, Recurrence


class Strip(NamedTuple):
    """One layer of a net, in one direction."""

    record: Recurrence
    values: Array  # what colours it, (timestep, unit)


@dataclass(frozen=True, eq=False)
class Net:
    """What runs along one sequence."""

    axis: str
    inputs: tuple[str, ...]  # what is read at each timestep
    strips: tuple[Strip, ...]  # from the lowest layer up

    @property
    def timesteps(self) -> int:
        """T."""
        return len(self.inputs)


class Handed(NamedTuple):
    """A part of what the encoder hands on: of one layer, its h or its c, of both directions side by side."""

    state: str  # "h" or "c"
    layer: int
    values: Array  # (unit,)


@dataclass(frozen=True, eq=False)
class TwoNets:
    """The encoder, the decoder, and what is between them."""

    encoder: Net
    decoder: Net
    handed: tuple[Handed, ...]
    answers: tuple[Answer | None, ...]  # of the decoder, a timestep each
    weights: Array | None  # of an attention, (target, source)
    by_gradient: bool  # dL/dh colours it, and not h

    @property
    def context(self) -> Array:
        """All that is handed on as one vector, (unit,)."""
        return np.concatenate([part.values for part in self.handed])


def two_nets(frame: Frame, by_gradient: bool = False) -> TwoNets | None:
    """Part the recurrences of a Frame in two nets; None if there are not two, or it has no gradients to colour by."""
    whole = topology(frame, AFTER_READING)
    if whole is None or len(whole.strands) != 2:
        return None
    nets = []
    for strand in whole.strands:
        records = [r for r in frame.recurrences if r.axis == strand.block.axis]
        values = [r.dh if by_gradient else r.h for r in records]
        strips = tuple(Strip(r, v) for r, v in zip(records, values, strict=True) if v is not None)
        if len(strips) < len(records):
            return None
        nets.append(Net(strand.block.axis, strand.inputs, strips))
    handed = _handed([strip.record for strip in nets[0].strips], by_gradient)
    return TwoNets(nets[0], nets[1], handed, whole.strands[1].answers, whole.network.attention, by_gradient)


def _handed(records: Sequence[Recurrence], by_gradient: bool) -> tuple[Handed, ...]:
    found = []
    for layer in sorted({r.layer for r in records}):
        ours = [r for r in records if r.layer == layer]
        for state in "hc":
            values = [getattr(r, f"d{state}" if by_gradient else state) for r in ours]
            if all(v is not None for v in values):
                # Where it ended: at the last timestep, or at the first one if it reads from the end.
                ends = [v[0 if r.reverse else -1] for r, v in zip(ours, values, strict=True)]
                found.append(Handed(state, layer, np.concatenate(ends)))
    return tuple(found)


def equations(frame: Frame, nets: TwoNets, timestep: int, unit: int | None) -> list[Equation]:
    """Write what passes from one net to the other, and what the decoder makes of it at a timestep: with numbers."""
    record, before = nets.decoder.strips[-1].record, f"{timestep}{MINUS}1" if timestep else f"{MINUS}1"
    found = _of_the_context(nets, record)
    state = Equation(f"s({timestep})", (f"f(y({before}), s({before}))",))
    if unit is not None and unit < record.h.shape[1]:
        now = float(record.h[timestep, unit])
        state = Equation(f"s_{unit}({timestep})", (*state.steps, number(now)))
    return [*found, state, *_of_the_answer(frame, nets, timestep)]


def _of_the_context(nets: TwoNets, record: Recurrence) -> list[Equation]:
    if nets.weights is not None:
        return [Equation("c(i)", ("∑_j α_ij h(j)",))]
    if nets.by_gradient:
        return [Equation("‖∂L/∂c‖", (_size(nets.context),))]
    last, start = nets.encoder.timesteps - 1, f"s({MINUS}1)"
    if _both(nets):
        made = Equation(f"‖{start}‖", ("‖tanh(W_c c + b_c)‖", _size(record.h0)))
        return [Equation("‖c‖", (f"‖[h→({last}); h←(0)]‖", _size(nets.context))), made]
    return [Equation(f"‖{start}‖", ("‖c‖", f"‖h({last})‖", _size(record.h0)))]


def _size(values: Array) -> str:
    return number(float(np.linalg.norm(values)), signed=False)


def _both(nets: TwoNets) -> bool:
    return any(strip.record.reverse for strip in nets.encoder.strips)


def _of_the_answer(frame: Frame, nets: TwoNets, timestep: int) -> list[Equation]:
    output, answer = frame.output, nets.answers[timestep]
    if output is None or answer is None:
        return []
    p = output.probabilities[timestep]
    target = int(output.targets[timestep])
    meant = target if target >= 0 else int(p.argmax())
    name = f"p(y({timestep}) = “{output.labels[meant]}”)"
    found = [Equation(name, (f"softmax(W_y s({timestep}) + b_y)", number(float(p[meant]), signed=False)))]
    if target >= 0:
        loss = number(float(output.losses[timestep]), signed=False)
        found.append(Equation(f"L({timestep})", (f"{MINUS}ln p", loss)))
    return found
