"""The closed forms: gates of all timesteps from one batched product, and total gradients by the reverse recurrence.

The equations are those of the documentation of ``torch.nn.LSTM`` (with projections: Sak, Senior & Beaufays 2014),
``torch.nn.GRU`` and ``torch.nn.RNN``. Time runs in the order of processing: a reverse layer comes here flipped.

The scans go through time with numpy's elementwise functions, which cost least a call, and with torch's product of a
matrix and a vector, which keeps to the threads that the program has set; numpy's takes all cores, and waits for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from rnnviz.probe.frame import Array
from rnnviz.probe.numbers import array

GATES = {"lstm": ("i", "f", "g", "o"), "gru": ("r", "z", "n"), "rnn_tanh": (), "rnn_relu": ()}


class CellWeights(NamedTuple):
    """The parameters of one layer in one direction; G gates, H units, P of them after a projection (else P = H)."""

    ih: Tensor  # (G H, I)
    hh: Tensor  # (G H, P)
    bias_ih: Tensor | None = None  # (G H,)
    bias_hh: Tensor | None = None  # (G H,)
    hr: Tensor | None = None  # (P, H)

    @classmethod
    def of(cls, flat: tuple[Tensor, ...], has_biases: bool) -> CellWeights:
        """Name the tensors of the list that torch's fused functions take."""
        flat = tuple(w.detach() for w in flat)
        biases = flat[2:4] if has_biases else (None, None)
        projection = flat[4 if has_biases else 2 :]
        return cls(flat[0], flat[1], *biases, *projection)


class Insides(NamedTuple):
    """Gates after and before their nonlinearity, each (G, T, H) in the order of `names`."""

    names: tuple[str, ...]
    gates: Tensor | None
    before: Tensor


def insides(cell: str, w: CellWeights, x: Tensor, h_before: Tensor) -> Insides:
    """Compute every gate of T timesteps at once.

    Parameters
    ----------
    x : Tensor, (T, I)
    h_before : Tensor, (T, P)
        The state that each timestep started from.
    """
    from_x = F.linear(x.to(w.ih.dtype), w.ih, w.bias_ih)  # (T, G H)
    from_h = F.linear(h_before.to(w.hh.dtype), w.hh, w.bias_hh)
    if cell == "gru":
        return _gru_insides(_by_gate(from_x, 3), _by_gate(from_h, 3))
    count = 4 if cell == "lstm" else 1
    before = _by_gate(from_x.add_(from_h), count)
    if cell != "lstm":
        return Insides(("h",), None, before)
    gates = before.sigmoid()
    torch.tanh(before[2], out=gates[2])
    return Insides(("i", "f", "g", "o"), gates, before)


def _by_gate(product: Tensor, count: int) -> Tensor:
    """(T, G H) -> (G, T, H), contiguous."""
    return product.view(len(product), count, -1).transpose(0, 1).contiguous()


def _gru_insides(from_x: Tensor, from_h: Tensor) -> Insides:
    before = torch.cat([from_x, from_h[2:]])  # r, z, n, hn
    before[:2] += from_h[:2]
    gates = before[:3].sigmoid()
    before[2] += gates[0] * from_h[2]
    torch.tanh(before[2], out=gates[2])
    return Insides(("r", "z", "n", "hn"), gates, before)


def cell_states(gates: Tensor, c0: Tensor) -> Tensor:
    """Scan c(t) = f(t) c(t-1) + i(t) g(t): (4, T, H) and (H,) -> (T, H)."""
    states, forget, last = array(gates[0] * gates[2]), array(gates[1]), array(c0)
    kept = np.empty_like(last)
    with np.errstate(all="ignore"):  # what is not finite is shown, not warned of
        for added, f in zip(states, forget, strict=True):
            np.multiply(f, last, out=kept)
            np.add(added, kept, out=added)
            last = added
    return torch.from_numpy(states).to(c0.device)


class Arriving(NamedTuple):
    """What autograd delivers from outside the recurrence."""

    h: Array  # (T, P) at each h(t); the last one with what reaches the final state
    c: Array | None  # (H,) at the final cell state


class Totals(NamedTuple):
    """Total derivatives of the loss, through all later timesteps."""

    h: Array  # (T, P)
    c: Array | None  # (T, H)


def totals(
    cell: str, w: CellWeights, inside: Insides, h: Tensor, c: Tensor | None, start: Tensor, at: Arriving
) -> Totals:
    """Run the reverse recurrence.

    Parameters
    ----------
    h, c : Tensor, (T, P) and (T, H)
        The states.
    start : Tensor, (P,) or, for an LSTM, (H,)
        h(0); for an LSTM c(0).
    """
    with np.errstate(all="ignore"):
        if cell == "lstm":
            assert c is not None
            return _lstm_totals(w, inside, c, start, at)
        if cell == "gru":
            return _gru_totals(w, inside, torch.cat([start[None], h[:-1]]), at)
        slope = 1 - h * h if cell == "rnn_tanh" else (h > 0).to(h.dtype)
        return _backwards(at.h, w.hh, array(slope[:, None]), None)


def _gru_totals(w: CellWeights, inside: Insides, h_before: Tensor, at: Arriving) -> Totals:
    assert inside.gates is not None
    (r, z, n), hn = inside.gates, inside.before[3]
    into_n = (1 - z) * (1 - n * n)  # dh -> before n
    slopes = torch.stack([into_n * hn * r * (1 - r), (h_before - n) * z * (1 - z), into_n * r], 1)  # (T, 3, H)
    return _backwards(at.h, w.hh, array(slopes), array(z))


def _backwards(local: Array, hh: Tensor, slopes: Array, carried: Array | None) -> Totals:
    """dh(t) = local(t) + (slopes(t+1) dh(t+1)) W_hh + carried(t+1) dh(t+1), for cells whose only state is h.

    Shapes: local (T, H), hh (G H, H), slopes (T, G, H), carried (T, H).
    """
    total = local.copy()
    arrived = np.empty_like(slopes[0])  # at the gates before their nonlinearity, (G, H)
    through, straight = np.empty_like(total[0]), np.empty_like(total[0])
    into_h = _product(hh, arrived.reshape(-1), through)
    for t in range(len(total) - 1, 0, -1):
        np.multiply(slopes[t], total[t], out=arrived)
        into_h()
        total[t - 1] += through
        if carried is not None:
            np.multiply(carried[t], total[t], out=straight)
            total[t - 1] += straight
    return Totals(total, None)


def _product(matrix: Tensor, source: Array, target: Array) -> Callable[[], object]:
    """Return what sets target (N,) to source (M,) times matrix (M, N), whatever source holds by then."""
    transposed = torch.from_numpy(array(matrix)).t()
    return partial(torch.mv, transposed, torch.from_numpy(source), out=torch.from_numpy(target))


def _lstm_totals(w: CellWeights, inside: Insides, c: Tensor, c0: Tensor, at: Arriving) -> Totals:
    assert inside.gates is not None
    i, f, g, o = inside.gates
    squashed = c.tanh()
    c_before = torch.cat([c0[None], c[:-1]])
    opened = 1 - inside.gates  # (4, T, H)
    into_c = array(o * (1 - squashed * squashed))  # dL/d(o tanh c) -> dc
    # dc(t) -> c(t-1) and the gates i, f, g before their nonlinearity
    slopes_c = array(torch.stack([f, g * i * opened[0], c_before * f * opened[1], i * (1 - g * g)], 1))  # (T, 4, H)
    slopes_o = array(squashed * o * opened[3])

    dh, dc = at.h.copy(), np.empty_like(into_c)
    arrived = np.empty_like(dc, shape=(5, dc.shape[1]))  # at c(t-1), i, f, g, o
    kept, from_c, from_o, through = arrived[0], arrived[:4], arrived[4], np.empty_like(dh[0])
    into_h = _product(w.hh, arrived[1:].reshape(-1), through)
    reached, exposed = np.empty_like(dh[0]), np.empty_like(dc[0])  # at h(t), at o(t) tanh c(t)
    unproject = None if w.hr is None else _product(w.hr, reached, exposed)
    kept[...] = 0 if at.c is None else at.c
    for t in range(len(dh) - 1, -1, -1):
        now = dc[t]
        if unproject is None:
            exposed = dh[t]
        else:
            reached[...] = dh[t]
            unproject()
        np.multiply(exposed, into_c[t], out=now)
        np.add(now, kept, out=now)
        if t:
            np.multiply(now, slopes_c[t], out=from_c)
            np.multiply(exposed, slopes_o[t], out=from_o)
            into_h()
            np.add(dh[t - 1], through, out=dh[t - 1])
    return Totals(dh, dc)
