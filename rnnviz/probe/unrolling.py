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

from rnnviz.probe.recurrent import CellWeights

Note = Callable[[str, Tensor], Tensor]
State = tuple[Tensor, ...]  # h, or h and c; each (B, H)

#: What each quantity is computed from. "h-", "c-": the state before; "x": the input; the others are weights.
OPERANDS = {
    "rnn": {"a": ("x", "h-", "ih", "hh", "bias_ih", "bias_hh"), "h": ("a",)},
    "lstm": {
        "a": ("x", "h-", "ih", "hh", "bias_ih", "bias_hh"),
        **dict.fromkeys("ifgo", ("a",)),
        "c": ("f", "c-", "i", "g"),
        "h": ("o", "c", "hr"),
    },
    "gru": {
        "a": ("x", "h-", "ih", "hh", "bias_ih", "bias_hh"),
        "hn": ("h-", "hh", "bias_hh"),
        "r": ("a",),
        "z": ("a",),
        "n": ("a", "r", "hn"),
        "h": ("z", "n", "h-"),
    },
}


def operands(cell: str) -> dict[str, tuple[str, ...]]:
    """Return what each quantity of a cell is computed from."""
    return OPERANDS[cell.partition("_")[0]]


def from_input(cell: str, w: CellWeights, x: Tensor) -> Tensor:
    """Return what the inputs, (..., I), give to the pre-activations of all timesteps at once, (..., G H)."""
    bias = w.bias_ih
    if bias is not None and w.bias_hh is not None:
        # A GRU's candidate has its second bias inside r * (W_hn h + b_hn).
        second = w.bias_hh if cell != "gru" else F.pad(w.bias_hh[: len(w.bias_hh) // 3 * 2], (0, len(w.bias_hh) // 3))
        bias = bias + second
    return F.linear(x.to(w.ih.dtype), w.ih, bias)


def step(cell: str, w: CellWeights, given: Tensor, state: State, note: Note) -> State:
    """Take one timestep.

    Parameters
    ----------
    given : Tensor, (B, G H)
        From `from_input`.
    state : tuple of Tensor
        Before; h (B, P) and, for an LSTM, c (B, H).
    """
    if cell == "lstm":
        return _lstm(w, given, state, note)
    if cell == "gru":
        return _gru(w, given, state[0], note)
    a = note("a", torch.addmm(given, state[0], w.hh.t()))
    return (note("h", torch.tanh(a) if cell == "rnn_tanh" else torch.relu(a)),)


def _lstm(w: CellWeights, given: Tensor, state: State, note: Note) -> State:
    """c(t) = f c(t-1) + i g; h(t) = o tanh c(t), or W_hr (o tanh c(t))."""
    h, c = state
    a = note("a", torch.addmm(given, h, w.hh.t()))
    a_i, a_f, a_g, a_o = a.chunk(4, 1)
    i, f = note("i", torch.sigmoid(a_i)), note("f", torch.sigmoid(a_f))
    g, o = note("g", torch.tanh(a_g)), note("o", torch.sigmoid(a_o))
    c = note("c", f * c + i * g)
    exposed = o * torch.tanh(c)
    return note("h", exposed if w.hr is None else F.linear(exposed, w.hr)), c


def _gru(w: CellWeights, given: Tensor, h: Tensor, note: Note) -> State:
    """n(t) = tanh(W_in x + b_in + r (W_hn h + b_hn)); h(t) = (1 - z) n + z h(t-1)."""
    hidden = len(w.hh) // 3
    a_rz = torch.addmm(given[:, : 2 * hidden], h, w.hh[: 2 * hidden].t())
    a = note("a", torch.cat([a_rz, given[:, 2 * hidden :]], 1))  # of n only what comes from x
    hn = note("hn", F.linear(h, w.hh[2 * hidden :], None if w.bias_hh is None else w.bias_hh[2 * hidden :]))
    a_r, a_z, a_n = a.chunk(3, 1)
    r, z = note("r", torch.sigmoid(a_r)), note("z", torch.sigmoid(a_z))
    n = note("n", torch.tanh(a_n + r * hn))
    return (note("h", (1 - z) * n + z * h),)


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
