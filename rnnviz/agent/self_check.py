"""Whether what would be shown is exact here: a toy layer is watched once, and held against autograd."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np
import torch
from torch import Tensor, nn

from rnnviz.agent.looking import Look
from rnnviz.agent.names import Names
from rnnviz.agent.symbols import Symbols
from rnnviz.agent.wishes import Wishes
from rnnviz.probe.frame import Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

BAR = 1e-9
_T, _B, _I, _H = 4, 2, 3, 5


@contextmanager
def generators_preserved() -> Iterator[None]:
    """Put back every generator that user code draws from: Python's, numpy's, torch's."""
    pythons, numpys, torchs = random.getstate(), np.random.get_state(), torch.get_rng_state()
    on_cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_initialized() else []  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        random.setstate(pythons)
        np.random.set_state(numpys)
        torch.set_rng_state(torchs)
        if on_cuda:
            torch.cuda.set_rng_state_all(on_cuda)


@cache  # once a process
def checked() -> None:
    """Raise `Refused` if it is not, with the figure."""
    with generators_preserved(), torch.enable_grad():
        error = _error()
    if not error <= BAR:
        raise Refused(
            QT_TRANSLATE_NOOP(
                "agent",
                "With torch {version} what RNNviz would show is not exact: on a toy layer it is off by {error}, "
                "of {bar} allowed. Nothing is watched.",
            ),
            version=torch.__version__,
            error=f"{error:.1e}",
            bar=f"{BAR:.0e}",
        )


def _error() -> float:
    faults: list[Exception] = []
    toy = nn.LSTM(_I, _H, 2, dtype=torch.float64, device="cpu")
    x = torch.randn(_T, _B, _I, dtype=torch.float64, device="cpu")
    names = Names()
    names.add("toy", toy)
    wishes = Wishes(frozenset({Want.STATES, Want.GATES, Want.GRADIENTS}), sequence=1)
    look = Look(0, names, wishes, Symbols(), faults.append)
    look.start()
    try:
        loss = toy(x)[0].square().sum()
        look.before((loss,))
        loss.backward()
        look.after(loss.item())
    finally:
        look.stop()
    if faults:
        raise faults[0]
    found = {r.layer: r for r in look.frame().recurrences}
    return max(_off(found[layer].dh, dh) for layer, dh in enumerate(_unrolled(toy, x)))


def _unrolled(toy: nn.LSTM, x: Tensor) -> list[Tensor]:
    """Return dL/dh(t) of both layers, (T, H) of the watched sequence, by autograd on the equations."""
    states: list[list[Tensor]] = []
    given = list(x)
    for layer in range(2):
        w, u, b, d = (getattr(toy, f"{name}_l{layer}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        h = c = torch.zeros(_B, _H, dtype=torch.float64, device="cpu")
        hs = []
        for each in given:
            i, f, g, o = (each @ w.T + b + h @ u.T + d).chunk(4, 1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            hs.append(h)
        states.append(hs)
        given = hs
    loss = torch.stack(states[1]).square().sum()
    found = torch.autograd.grad(loss, [h for hs in states for h in hs])
    return [torch.stack([g[1] for g in found[k * _T : (k + 1) * _T]]) for k in range(2)]


def _off(shown: object, true: Tensor) -> float:
    given = torch.as_tensor(np.array(shown)) if shown is not None else torch.full_like(true, torch.nan)
    return float((given - true).abs().max() / true.abs().max())
