"""Truncated backpropagation through time: a gradient that stops at the edge of a chunk. No torch here.

A chunk's loss reaches h(t) by its own output and by h(t+1): dL/dh(t) = local(t) + dL/dh(t+1) J(t+1), and with c beside
h for an LSTM. At the first timestep of a chunk the states come from the chunk before, cut off from their history
(Williams and Peng 1990): nothing is added to the gradient before it, while h goes on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.nn import cells
from rnnviz.probe.frame import Array, Frame, Recurrence
from rnnviz.probe.jacobian import StepJacobian, assembled, at_timestep, knows, partials

_NAMED = {"hh": r"weight_hh(_l0)?", "hr": r"weight_hr_l0"}


class Truncated(NamedTuple):
    """One loss, followed back twice; each (timestep, unit)."""

    full: Array  # dL/dh(t) by full backpropagation through time
    truncated: Array  # by truncated: zero before the chunk


def chunks(timesteps: int, length: int) -> tuple[range, ...]:
    """Return the timesteps of each chunk; the last one may be shorter."""
    return tuple(range(start, min(start + length, timesteps)) for start in range(0, timesteps, length))


def can_follow(frame: Frame) -> bool:
    """Whether the gradient goes back through one layer of a known cell, and by no other way."""
    if len(frame.recurrences) != 1 or frame.attentions or frame.output is None:
        return False
    record = frame.recurrences[0]
    alone = not record.reverse and frame.output.axis == record.axis and len(frame.output.targets) == len(record.h)
    there = record.dh_local is not None and bool(record.before)
    return alone and there and knows(record.cell, weights_of(frame))


def weights_of(frame: Frame) -> dict[str, Array]:
    """Return what the Jacobians of a Frame's only recurrence are made of, by their short names, in double precision."""
    found, form = {}, cells.form(frame.recurrences[0].cell)
    peepholes = {} if form is None else {name: re.escape(name) for name in form.peepholes}
    for short, pattern in (_NAMED | peepholes).items():
        fitting = [w.values for w in frame.weights if re.search(rf"(^|\.){pattern}$", w.name)]
        if len(fitting) == 1:
            found[short] = fitting[0].astype(np.float64)
    return found


def steps(frame: Frame) -> tuple[StepJacobian, ...]:
    """Return the Jacobian of every timestep of a Frame that `can_follow`."""
    record, weights = frame.recurrences[0], weights_of(frame)
    form = cells.form(record.cell)
    assert form is not None
    inner = {name: record.before.get(name) for name in form.inner}
    states = {name: values for name, (values, _) in record.vectors.items()}
    inside = {**states, "a": record.before.get("h"), **inner, **record.gates}
    at = {name: values.astype(np.float64) for name, values in inside.items() if values is not None}
    through = partials(form, at.__getitem__, _before(record).__getitem__, weights)
    return tuple(assembled(form, at_timestep(through, t), weights) for t in range(len(record.h)))


def _before(record: Recurrence) -> dict[str, Array]:
    return {
        name: record.previous(values, start).astype(np.float64)
        for name, (values, start) in record.vectors.items()
        if start is not None
    }


def backward(steps: Sequence[StepJacobian], local: Array, edges: Collection[int] = ()) -> Array:
    """Return dL/dh(t), (T, P).

    Parameters
    ----------
    steps : sequence of StepJacobian
        Of every timestep.
    local : array, (T, P)
        What reaches h(t) by its own output.
    edges : collection of int
        The timesteps whose starting state is cut off from its history.
    """
    total = local.astype(np.float64)
    arrived: Array | None = None  # at c(t), from c(t+1) and h(t+1), (H,)
    for t in range(len(total) - 1, 0, -1):
        if t in edges:
            arrived = None
            continue
        J = steps[t]
        total[t - 1] += _through(total[t], J.hh) + _through(arrived, J.ch)
        if J.hc is not None:
            arrived = _through(total[t], J.hc) + (0.0 if arrived is None else J.carried(arrived))
    return total


def _through(gradient: Array | None, jacobian: Array | None) -> Array:
    """Multiply a row by a matrix; not by BLAS, whose threads would take the cores that training has."""
    if gradient is None or jacobian is None:
        return np.zeros(())
    found: Array = np.einsum("i,ij->j", gradient, jacobian)
    return found


def truncated(steps: Sequence[StepJacobian], local: Array, cut: Sequence[range], asked: range) -> Truncated:
    """Follow the loss of some timesteps back, in full and truncated.

    Parameters
    ----------
    steps, local
        As for `backward`.
    cut : sequence of range
        The chunks.
    asked : range
        Whose outputs the loss is of.
    """
    own = np.zeros_like(local, dtype=np.float64)
    own[asked.start : asked.stop] = local[asked.start : asked.stop]
    with np.errstate(all="ignore"):  # what is not finite is shown, not warned of
        return Truncated(backward(steps, own), backward(steps, own, {chunk.start for chunk in cut}))
