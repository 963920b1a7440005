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
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn import cells
from rnnviz.nn.forms import Form
from rnnviz.probe.frame import Array
from rnnviz.probe.jacobian import partials
from rnnviz.probe.numbers import array


def key_of(module: nn.RNNBase | nn.RNNCellBase) -> str:
    """Return what `Recurrence.cell` says of a module of torch: the name of the function that computes it."""
    if isinstance(module, nn.RNNBase):
        return module.mode.lower()
    if isinstance(module, nn.RNNCell):
        return f"rnn_{module.nonlinearity}"
    return "lstm" if isinstance(module, nn.LSTMCell) else "gru"


def form_of(cell: str) -> Form:
    """Return the form of a cell that torch has."""
    found = cells.form(cell)
    assert found is not None
    return found


def gate_rows(cell: str) -> tuple[str, ...]:
    """Return the gates of a cell as they are stacked in its matrices; empty for one without gates."""
    found = cells.form(cell)
    return tuple(gate.name for gate in found.summed) if found is not None else ()


class CellWeights(NamedTuple):
    """The parameters of one layer in one direction; G gates, H units, P of them after a projection (else P = H)."""

    ih: Tensor  # (G H, I)
    hh: Tensor  # (G H, P)
    bias_ih: Tensor | None = None  # (G H,)
    bias_hh: Tensor | None = None  # (G H,)
    hr: Tensor | None = None  # (P, H)

    @classmethod
    def of(cls, flat: tuple[Tensor, ...], has_biases: bool) -> CellWeights:
        """Name the tensors of the list that torch's functions take; each keeps its place in autograd's graph."""
        biases = flat[2:4] if has_biases else (None, None)
        projection = flat[4 if has_biases else 2 :]
        return cls(flat[0], flat[1], *biases, *projection)

    def detached(self) -> CellWeights:
        """Return the same values, outside of autograd's graph."""
        return CellWeights(*(None if w is None else w.detach() for w in self))  # type: ignore[arg-type]


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
    form, count = form_of(cell), len(form_of(cell).rows)
    if form.reset:
        return _reset_insides(form, _by_gate(from_x, count), _by_gate(from_h, count))
    before = _by_gate(from_x.add_(from_h), count)
    return Insides(form.rows, _opened(form, before) if form.gates else None, before)


def _opened(form: Form, before: Tensor) -> Tensor:
    """Apply the nonlinearity of each gate, (G, T, H)."""
    gates = before.sigmoid()
    for k, gate in enumerate(form.summed):
        if gate.nonlinearity.name != "sigmoid":
            gates[k] = getattr(before[k], gate.nonlinearity.name)()
    return gates


def _by_gate(product: Tensor, count: int) -> Tensor:
    """(T, G H) -> (G, T, H), contiguous."""
    return product.view(len(product), count, -1).transpose(0, 1).contiguous()


def _reset_insides(form: Form, from_x: Tensor, from_h: Tensor) -> Insides:
    """As `insides`, for a cell some of whose gates, the last ones, multiply what they take from h by another gate."""
    whole, names = len(form.rows) - len(form.reset), form.rows
    before = torch.cat([from_x, from_h[whole:]])  # r, z, n, hn
    before[:whole] += from_h[:whole]
    gates = before[: len(names)].sigmoid()
    for k, gate in enumerate(form.reset, start=whole):
        assert gate.reset is not None
        before[k] += gates[names.index(gate.reset.name)] * from_h[k]
        gates[k] = getattr(before[k], gate.nonlinearity.name)()
    return Insides((*names, *form.inner), gates, before)


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
    recurrent: Array  # (T, P), of h: what comes from the later timesteps


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
        if c is not None:
            return _with_cell_state(w, inside, c, start, at)
        values = dict(zip(inside.names, map(array, inside.before), strict=True))
        values |= {} if inside.gates is None else dict(zip(inside.names, map(array, inside.gates), strict=False))
        values |= {"a": array(inside.before[0]), "h": array(h)}
        h_before = array(torch.cat([start[None], h[:-1]]))
        through = partials(form_of(cell), values.__getitem__, lambda _: h_before)["h"]
        slopes = np.stack([through[name] for name in form_of(cell).rows], 1)  # (T, G, H)
        return _backwards(at.h, w.hh, slopes, through.get("h-"))


def _backwards(local: Array, hh: Tensor, slopes: Array, carried: Array | None) -> Totals:
    """dh(t) = local(t) + (slopes(t+1) dh(t+1)) W_hh + carried(t+1) dh(t+1), for cells whose only state is h.

    Shapes: local (T, H), hh (G H, H), slopes (T, G, H), carried (T, H).
    """
    total, recurrent = local.copy(), np.zeros_like(local)
    arrived = np.empty_like(slopes[0])  # at the gates before their nonlinearity, (G, H)
    through, straight = np.empty_like(total[0]), np.empty_like(total[0])
    into_h = _product(hh, arrived.reshape(-1), through)
    for t in range(len(total) - 1, 0, -1):
        np.multiply(slopes[t], total[t], out=arrived)
        into_h()
        recurrent[t - 1] = through
        if carried is not None:
            np.multiply(carried[t], total[t], out=straight)
            recurrent[t - 1] += straight
        total[t - 1] += recurrent[t - 1]
    return Totals(total, None, recurrent)


def _product(matrix: Tensor, source: Array, target: Array) -> Callable[[], object]:
    """Return what sets target (N,) to source (M,) times matrix (M, N), whatever source holds by then."""
    transposed = torch.from_numpy(array(matrix)).t()
    return partial(torch.mv, transposed, torch.from_numpy(source), out=torch.from_numpy(target))


def _with_cell_state(w: CellWeights, inside: Insides, c: Tensor, c0: Tensor, at: Arriving) -> Totals:
    """Run it for torch's LSTM, the one fused cell with a cell state: every product is written where it is read."""
    assert inside.gates is not None
    i, f, g, o = inside.gates
    squashed = c.tanh()
    c_before = torch.cat([c0[None], c[:-1]])
    opened = 1 - inside.gates  # (4, T, H)
    into_c = array(o * (1 - squashed * squashed))  # dL/d(o tanh c) -> dc
    # dc(t) -> c(t-1) and the gates i, f, g before their nonlinearity
    slopes_c = array(torch.stack([f, g * i * opened[0], c_before * f * opened[1], i * (1 - g * g)], 1))  # (T, 4, H)
    slopes_o = array(squashed * o * opened[3])

    dh, dc, recurrent = at.h.copy(), np.empty_like(into_c), np.zeros_like(at.h)
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
            recurrent[t - 1] = through
            np.add(dh[t - 1], through, out=dh[t - 1])
    return Totals(dh, dc, recurrent)
