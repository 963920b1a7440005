"""Recurrent layers unrolled into their textbook equations, one operation after another.

The equations are those of the documentation of ``torch.nn.RNN``, ``LSTM`` (with projections: Sak, Senior & Beaufays
2014) and ``GRU``. Each quantity is handed to `note` as soon as it is computed, and what `note` returns is computed on
with: so a gate or a state can be recorded, and be given another value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from rnnviz.nn.elman import NONLINEARITIES
from rnnviz.nn.expressions import Symbol
from rnnviz.nn.forms import Form
from rnnviz.probe.recurrent import CellWeights, form_of

Note = Callable[[str, Tensor], Tensor]
State = tuple[Tensor, ...]  # h, or h and c; each (B, H)


def operands(cell: str) -> dict[str, tuple[str, ...]]:
    """Return what each quantity of a cell is computed from.

    "h-", "c-": the state before; "x": the input; what is none of these and no quantity is a weight.
    """
    form = form_of(cell)
    found: dict[str, tuple[str, ...]] = {"a": ("x", "h-", "ih", "hh", "bias_ih", "bias_hh")}
    found |= dict.fromkeys(form.inner, ("h-", "hh", "bias_hh"))
    for gate in form.summed:
        found[gate.name] = ("a",) if gate.reset is None else ("a", gate.reset.name, gate.inner)
    for state, equation in form.states.items():
        read = dict.fromkeys(f"{s.name}-" if s.before else s.name for s in equation.symbols())
        found[state] = (*read, "hr") if state == "h" and len(form.states) > 1 else tuple(read)
    return found


def from_input(cell: str, w: CellWeights, x: Tensor) -> Tensor:
    """Return what the inputs, (..., I), give to the pre-activations of all timesteps at once, (..., G H)."""
    bias = w.bias_ih
    if bias is not None and w.bias_hh is not None:
        # The second bias of what is reset stands with it: r * (W_hn h + b_hn).
        whole = _whole(form_of(cell), len(w.bias_hh))
        bias = bias + F.pad(w.bias_hh[:whole], (0, len(w.bias_hh) - whole))
    return F.linear(x.to(w.ih.dtype), w.ih, bias)


def _whole(form: Form, stacked: int) -> int:
    """Return the rows, of so many, of gates that are not reset: the first ones."""
    return stacked // len(form.rows) * (len(form.rows) - len(form.reset))


def step(cell: str, w: CellWeights, given: Tensor, state: State, note: Note) -> State:
    """Take one timestep.

    Parameters
    ----------
    given : Tensor, (B, G H)
        From `from_input`.
    state : tuple of Tensor
        Before; h (B, P) and, for an LSTM, c (B, H).
    """
    form = form_of(cell)
    found = {Symbol(name, before=True): s for name, s in zip("hc", state, strict=False)}
    found |= _gates(form, w, given, state[0], note)
    for name, equation in form.states.items():
        made = equation.value(found.__getitem__)
        if form.phi is not None:
            made = NONLINEARITIES[form.phi.name](made)
        if name == "h" and w.hr is not None:
            made = F.linear(made, w.hr)
        found[Symbol(name)] = note(name, made)
    return tuple(found[Symbol(name)] for name in "hc"[: len(state)])


def _gates(form: Form, w: CellWeights, given: Tensor, h: Tensor, note: Note) -> dict[Symbol, Tensor]:
    """Compute all sums and the gates from them, (B, H) each; without gates there is the sum alone."""
    whole = _whole(form, len(w.hh))
    a = torch.addmm(given[:, :whole], h, w.hh[:whole].t())
    if form.reset:  # of what is reset, only what comes from x
        a = torch.cat([a, given[:, whole:]], 1)
    a = note("a", a)
    found = {Symbol("a"): a}
    sums = dict(zip(form.rows, a.chunk(len(form.rows), 1), strict=True))
    if form.reset:
        inner = F.linear(h, w.hh[whole:], None if w.bias_hh is None else w.bias_hh[whole:])
        for gate, part in zip(form.reset, inner.chunk(len(form.reset), 1), strict=True):
            found[Symbol(gate.inner)] = note(gate.inner, part)
    for gate in form.summed:
        z = sums[gate.name]
        if gate.reset is not None:
            z = z + found[gate.reset] * found[Symbol(gate.inner)]
        found[Symbol(gate.name)] = note(gate.name, NONLINEARITIES[gate.nonlinearity.name](z))
    return found


class Direction(NamedTuple):
    """What one layer in one direction returned."""

    outputs: list[Tensor]  # h of each timestep of the sequence, (B or fewer, P)
    final: State  # (B, H)


def run(
    cell: str,
    w: CellWeights,
    given: Sequence[Tensor],
    start: State,
    reverse: bool,
    step_note: Callable[[int], Note],
) -> Direction:
    """Run one layer in one direction.

    Parameters
    ----------
    given : sequence of Tensor
        From `from_input`, one a timestep, (B, G H); packed ones have fewer rows towards the end.
    start : tuple of Tensor, (B, H)
    step_note : callable
        Of the timestep; returns `Note` for it.
    """
    order = range(len(given))[:: -1 if reverse else 1]
    state, ended = tuple(s[: len(given[order[0]])] for s in start), []
    outputs: list[Tensor] = [start[0]] * len(given)
    for t in order:
        rows, now = len(given[t]), len(state[0])
        if rows < now:
            ended.append(tuple(s[rows:] for s in state))
            state = tuple(s[:rows] for s in state)
        elif rows > now:  # backwards: longer sequences come first
            state = tuple(torch.cat([s, s0[now:rows]]) for s, s0 in zip(state, start, strict=True))
        state = step(cell, w, given[t], state, step_note(t))
        outputs[t] = state[0]
    parts = [state, *reversed(ended)]
    final = state if len(parts) == 1 else tuple(torch.cat(s) for s in zip(*parts, strict=True))
    return Direction(outputs, final)
