"""What is true of a specimen: its loop runs on unrolled networks, in float64, and autograd gives every derivative.

Nothing of the agent's is used. Fused layers and cells become their equations, one tensor a timestep; of what is written
by hand, the results of the lines are taken that the specimen names.
"""

from __future__ import annotations

import linecache
import math
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from benchmarks.zoo.specimen import Hand, Specimen

_FUSED = {"lstm": "lstm", "gru": "gru", "rnn_tanh": "rnn_tanh", "rnn_relu": "rnn_relu"}


@dataclass(eq=False)
class Series:
    """One direction of one layer: a tensor of the graph at each timestep."""

    h: list[Tensor] = field(default_factory=list)  # whole batch
    c: list[Tensor] = field(default_factory=list)
    onward: list[Tensor] = field(default_factory=list)  # h as the next timestep was given it; of timestep t at t
    gates: dict[str, list[Tensor]] = field(default_factory=lambda: defaultdict(list))
    rows: list[int] = field(default_factory=list)  # sequences at each timestep, as the user ordered them
    reverse: bool = False


class Unrolled(TorchFunctionMode):
    """Computes recurrences by their equations, and keeps what it computed."""

    def __init__(self, hand: tuple[Hand, ...]) -> None:
        super().__init__()
        self.series: dict[Any, list[Series]] = defaultdict(list)  # by the weights, a Series a call
        self.by_hand: dict[str, list[Tensor]] = defaultdict(list)
        self.softmaxes: list[Tensor] = []
        self._hand = hand

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        if name in _FUSED and not kwargs:
            return self._fused(name, args)
        if name.removesuffix("_cell") in _FUSED and name.endswith("_cell"):
            return self._cell(name.removesuffix("_cell"), args)
        if name == "scaled_dot_product_attention":
            self.softmaxes.append(_dot_product(*args, **kwargs).detach())
        if name == "multi_head_attention_forward":
            self.softmaxes.append(_multi_head(args, kwargs).detach())
        result = func(*args, **kwargs)
        if name == "softmax":
            self.softmaxes.append(result.detach())
        if isinstance(result, Tensor):
            self._note(name, result)
        return result

    def _note(self, name: str, result: Tensor) -> None:
        frame: Any = sys._getframe(2)
        while frame is not None and "/torch/" in frame.f_code.co_filename:
            frame = frame.f_back
        if frame is None:
            return
        text = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
        for hand in self._hand:
            if text.startswith(hand.line) and name in (hand.function, f"__{hand.function}__") and result.requires_grad:
                result.retain_grad()
                self.by_hand[hand.state].append(result)

    # --- layers and cells by their equations ---

    def _fused(self, kind: str, args: Any) -> Any:
        packed = not isinstance(args[3], bool)
        data, sizes, state, weights, biased, layers, dropout, training, both, *first = (
            args if packed else (args[0], None, *args[1:])
        )
        data = data.transpose(0, 1) if first and first[0] else data
        states = (state,) if isinstance(state, Tensor) else tuple(state)
        steps = list(data.split(sizes.tolist()) if packed else data)
        directions, each = 2 if both else 1, len(weights) // (layers * (2 if both else 1))
        finals: list[list[Tensor]] = [[] for _ in states]
        for layer in range(layers):
            outs = []
            for d in range(directions):
                k = layer * directions + d
                w = weights[k * each : (k + 1) * each]
                out, final = self._run(kind, steps, [s[k] for s in states], w, biased, d == 1)
                outs.append(out)
                for held, last in zip(finals, final, strict=True):
                    held.append(last)
            steps = [torch.cat(pair, -1) for pair in zip(*outs, strict=True)]
            if training and dropout and layer < layers - 1:
                whole = torch.dropout(torch.cat(steps) if packed else torch.stack(steps), dropout, True)
                steps = list(whole.split(sizes.tolist()) if packed else whole)
        output = torch.cat(steps) if packed else torch.stack(steps)
        output = output.transpose(0, 1) if first and first[0] else output
        return (output, *(torch.stack(held) for held in finals))

    def _run(
        self, kind: str, steps: list[Tensor], start: list[Tensor], w: Any, biased: bool, reverse: bool
    ) -> tuple[list[Tensor], list[Tensor]]:
        series = Series(reverse=reverse)
        self.series[id(w[0])].append(series)
        self._held = [*getattr(self, "_held", []), w]  # so that an identity stays its own
        h, *c = start
        outs: list[Tensor] = []
        ended: list[list[Tensor]] = []
        if reverse:  # the longest sequences begin
            h, c = h[: len(steps[-1])], [s[: len(steps[-1])] for s in c]
        for x in reversed(steps) if reverse else steps:
            n = len(x)
            if n > len(h):
                h = torch.cat([h, start[0][len(h) : n]])
                c = [torch.cat([s, s0[len(s) : n]]) for s, s0 in zip(c, start[1:], strict=True)]
            elif n < len(h):
                ended.append([s[n:] for s in (h, *c)])
                h, c = h[:n], [s[:n] for s in c]
            given = _kept(h.clone())
            series.onward.append(given)
            h, c, gates = _equations(kind, x, given, c, w, biased)
            for name, gate in gates.items():
                series.gates[name].append(gate.detach())
            series.h.append(_kept(h))
            series.c += [_kept(s) for s in c]
            outs.append(h.clone())
        final = [torch.cat([part, *(e[k] for e in reversed(ended))]) for k, part in enumerate((h, *c))]
        if reverse:
            outs.reverse()
        return outs, final

    def _cell(self, kind: str, args: Any) -> Any:
        x, state, *w = args
        h, *c = (state,) if isinstance(state, Tensor) else state
        found = self.series[id(w[1])]
        if not found:
            found.append(Series())
            self._held = [*getattr(self, "_held", []), w]
        series = found[-1]
        given = _kept(h.clone())
        series.onward.append(given)
        h, c, gates = _equations(kind, x, given, c, w, len(w) > 2 and w[2] is not None)
        for name, gate in gates.items():
            series.gates[name].append(gate.detach())
        series.h.append(_kept(h))
        series.c += [_kept(s) for s in c]
        return (h.clone(), c[0].clone()) if c else h.clone()


def _kept(tensor: Tensor) -> Tensor:
    if tensor.requires_grad:
        tensor.retain_grad()
    return tensor


def _equations(
    kind: str, x: Tensor, h: Tensor, c: list[Tensor], w: Any, biased: bool
) -> tuple[Tensor, list[Tensor], dict[str, Tensor]]:
    """One timestep, as the documentation of torch has it."""
    from_x, from_h = x @ w[0].T, h @ w[1].T
    if biased:
        from_x, from_h = from_x + w[2], from_h + w[3]
    if kind == "lstm":
        i, f, g, o = (from_x + from_h).chunk(4, -1)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        new = f * c[0] + i * g
        h = o * new.tanh()
        projection = w[4 if biased else 2 :]
        h = h @ projection[0].T if projection else h
        return h, [new], {"i": i, "f": f, "g": g, "o": o}
    if kind == "gru":
        (xr, xz, xn), (hr, hz, hn) = from_x.chunk(3, -1), from_h.chunk(3, -1)
        r, z = (xr + hr).sigmoid(), (xz + hz).sigmoid()
        n = (xn + r * hn).tanh()
        return (1 - z) * n + z * h, [], {"r": r, "z": z, "n": n}
    return (torch.tanh if kind == "rnn_tanh" else torch.relu)(from_x + from_h), [], {}


def _dot_product(
    q: Tensor, k: Tensor, v: Tensor, attn_mask: Any = None, dropout_p: float = 0.0, is_causal: bool = False
) -> Tensor:
    del v, attn_mask, dropout_p
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if is_causal:
        scores = scores.masked_fill(torch.ones(scores.shape[-2:]).tril() == 0, -math.inf)
    return scores.softmax(-1)


def _multi_head(args: Any, kwargs: Any) -> Tensor:
    """Queries and keys by the layer's own projection; (B, heads, T, S)."""
    query, key, _, width, heads, weight, bias = args[:7]
    q = query @ weight[:width].T + bias[:width]
    k = key @ weight[width : 2 * width].T + bias[width : 2 * width]
    q, k = (y.view(len(y), -1, heads, width // heads).permute(1, 2, 0, 3) for y in (q, k))
    return (q @ k.transpose(-2, -1) / math.sqrt(width // heads)).softmax(-1)


@dataclass(frozen=True)
class Truth:
    """Series of the first update, and attention's weights."""

    series: tuple[Series, ...]
    softmaxes: tuple[Tensor, ...]


def truth(specimen: Specimen, updates: int = 1) -> Truth:
    """Run the specimen unrolled for its first update."""
    from benchmarks.zoo.running import seeded

    seeded()
    with Unrolled(specimen.hand) as unrolled:
        specimen.train(updates, torch.float64)
    found = [s for calls in unrolled.series.values() for s in calls]
    found += [_joined(calls) for calls in unrolled.series.values() if len(calls) > 1]
    if unrolled.by_hand:
        found += _pieces(unrolled.by_hand)
    return Truth(tuple(found), tuple(unrolled.softmaxes))


def _joined(calls: list[Series]) -> Series:
    """Calls that go on from one another, as one."""
    whole = Series()
    for each in calls:
        whole.h += each.h
        whole.c += each.c
        whole.onward += each.onward
        for name, gate in each.gates.items():
            whole.gates[name] += gate
    return whole


def _pieces(by_hand: dict[str, list[Tensor]]) -> list[Series]:
    """All stretches of what a line has made: which of them are one sequence, the agent has to say."""
    h, c = by_hand["h"], by_hand.get("c", [])
    return [Series(h=h[a : a + n], c=c[a : a + n]) for n in range(2, len(h) + 1) for a in range(len(h) - n + 1)]
