"""What the agent shows of a specimen against what is true: the largest difference over the largest value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from benchmarks.zoo.running import watched
from benchmarks.zoo.specimen import Specimen
from benchmarks.zoo.truth import Series, Truth, truth
from rnnviz.probe.frame import Attention, Recurrence


def errors(specimen: Specimen, sequence: int = 0) -> dict[str, float]:
    """Return the largest error of each quantity in the first update, in float64."""
    _, witness = watched(specimen, 1, torch.float64, sequence)
    true = truth(specimen)
    found: dict[str, float] = {}
    if witness.sentences:
        raise RuntimeError(witness.sentences[0])
    for observation in [o for o in witness.observations if o.update == 0][-1:]:  # of several passes, the sum
        for recurrence in observation.frame.recurrences:
            for name, error in _recurrence(recurrence, true, sequence).items():
                found[name] = max(found.get(name, 0.0), error)
        for attention in observation.frame.attentions:
            found["attention"] = max(found.get("attention", 0.0), _attention(attention, true, sequence))
    return found


def relative(shown: Any, wanted: Any) -> float:
    """Return the largest difference over the largest value; where all is zero, the largest value shown."""
    shown, wanted = np.asarray(shown), np.asarray(wanted)
    if shown.shape != wanted.shape:
        return float("inf")
    largest = float(np.abs(wanted).max(initial=0.0))
    off = float(np.abs(shown - wanted).max(initial=0.0))
    return off / largest if largest else off


def _recurrence(r: Recurrence, true: Truth, sequence: int) -> dict[str, float]:
    """Compare with the series that has these states; where sequences were sorted, its row is another one."""
    fitting = [
        _compared(r, series, row)
        for series in true.series
        if len(series.h) >= len(r.h)
        for row in dict.fromkeys((sequence, *range(_batch(series))))
    ]
    return min(fitting, key=lambda each: each["h"], default={"h": float("inf")})


def _batch(series: Series) -> int:
    """Return how many sequences a series is of: states are (H,), (B, H), (1, B, H) or (B, channels, ...)."""
    sizes = [1 if h.dim() == 1 else h.shape[1] if h.dim() == 3 and len(h) == 1 else len(h) for h in series.h]
    return max(sizes)


def _compared(r: Recurrence, series: Series, sequence: int) -> dict[str, float]:
    count, order = len(r.h), -1 if r.reverse else 1

    def rows(tensors: Iterable[Tensor | None], of: Callable[[Tensor], Tensor | None] = lambda t: t) -> Any:
        picked = [None if t is None else of(t) for t in tensors]
        ours = [_row(p, t, sequence) for p, t in zip(picked, tensors, strict=True)]
        kept = [o for o in ours if o is not None][:count]
        return np.stack(kept)[::order] if kept else np.zeros((0,))

    h = rows(series.h)
    found = {"h": relative(r.h, h)}
    if found["h"] > 1e-6:
        return found
    gradient = rows(series.h, lambda t: t.grad if t.grad is not None else torch.zeros_like(t))
    found["dh"] = relative(r.dh, gradient)
    if series.onward:
        zero = torch.zeros_like(series.h[0])
        after = [t.grad if t.grad is not None else torch.zeros_like(t) for t in series.onward[1:]] + [zero]
        there = [(h, a) for h, a in zip(series.h, after, strict=True) if _row(h, h, sequence) is not None]
        back = rows([a if _row(a, a, sequence) is not None else torch.zeros_like(h) for h, a in there])
        if len(back) == count:
            back = back.copy()
            back[0 if r.reverse else -1] = 0.0
            found["dh_recurrent"] = relative(r.dh_recurrent, back)
            local = gradient - back
            found["dh_local"] = float(np.abs(r.dh_local - local).max() / max(np.abs(gradient).max(), 1e-300))
    if series.c and r.c is not None:
        found["c"] = relative(r.c, rows(series.c))
        found["dc"] = relative(r.dc, rows(series.c, lambda t: t.grad if t.grad is not None else torch.zeros_like(t)))
    for name, gate in series.gates.items():
        found[name] = relative(r.gates[name], rows(gate))
    return found


def _row(part: Tensor | None, whole: Tensor | None, sequence: int) -> Any:
    if part is None or whole is None:
        return None
    part = part.detach()
    if part.dim() == 3 and part.shape[0] == 1:
        part = part[0]
    if part.dim() == 1:
        return part.numpy()
    return None if sequence >= len(part) else part[sequence].reshape(-1).numpy()


def _attention(a: Attention, true: Truth, sequence: int) -> float:
    """Return how far a matrix of weights is from those that were computed, row by row."""
    worst = 0.0
    for head in a.weights:
        for row in head:
            worst = max(worst, min((_nearest(row, weights, sequence) for weights in true.softmaxes), default=np.inf))
    return worst


def _nearest(row: Any, weights: Tensor, sequence: int) -> float:
    flat = weights.reshape(-1, weights.shape[-1]).numpy()
    if flat.shape[1] > len(row) or not len(flat):
        return float("inf")
    padded = np.pad(flat, ((0, 0), (0, len(row) - flat.shape[1])))
    return float(np.abs(padded - row).max(1).min() / max(np.abs(row).max(), 1e-300))
