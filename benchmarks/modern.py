"""The recurrences of today beside the LSTM: ``python -m benchmarks.modern``.

First the scan: of every cell that is computed for all timesteps at once, what it gives and its weights' gradients,
against the same cell called in a loop (`scan_max_rel_err`, `scan_max_rel_err_float32`: the largest difference over the
largest value), and how much faster a forward and a backward pass over 512 timesteps are (`scan_speedup`, of the cell
that gains least). Then updates per second of each cell over those of the LSTM, on the character model at 32, 128 and
512 timesteps (`relative_speed`), in turns in one process. Speeds are medians; no bar depends on one but that the scan
is faster than the loop.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

import torch
from torch import Tensor, nn

from benchmarks.cases import relative
from benchmarks.modern_cells import REFERENCES, ModernCase, network
from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.nn import cells

BARS = {torch.float64: 1e-12, torch.float32: 1e-5}
LENGTH, BATCH, HIDDEN = 512, 8, 64
LENGTHS, ROUNDS = (32, 128, 512), 5
ARCHITECTURES = tuple(name for name in REFERENCES if name in cells.names())


def in_a_loop(layer: nn.Module) -> nn.Module:
    """Have its cells called one timestep at a time: whoever listens to a cell hears each call."""
    for cell in layer.cells:
        cell.register_forward_hook(lambda *_: None)
    return layer


def both(cell: str, dtype: torch.dtype) -> tuple[nn.Module, nn.Module, Tensor]:
    """Return a layer that is scanned, the same one that is called in a loop, and what they read."""
    case = ModernCase(cell, steps=LENGTH, batch=BATCH, hidden=HIDDEN, inputs=16)
    (scanned, x), (looped, _) = network(case), network(case)
    return scanned.to(dtype), in_a_loop(looped.to(dtype)), x.to(dtype)


def passed(layer: nn.Module, x: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
    """Return what a layer gives, and the gradients of its weights."""
    layer.zero_grad()
    output = layer(x)[0]
    output.square().mean().backward()
    return output.detach(), {name: p.grad.clone() for name, p in layer.named_parameters()}


def difference(cell: str, dtype: torch.dtype) -> float:
    """Return the largest difference between scan and loop over the largest value."""
    scanned, looped, x = both(cell, dtype)
    (mine, slopes), (theirs, others) = passed(scanned, x), passed(looped, x)
    pairs = [(mine, theirs), *((slopes[name], others[name]) for name in slopes)]
    return max(relative(a.numpy(), b.numpy()) for a, b in pairs)


def speedup(cell: str) -> float:
    """Return how many scans a loop takes."""
    scanned, looped, x = both(cell, torch.float32)
    ways: Mapping[str, Callable[[], object]] = {
        "scan": lambda: passed(scanned, x),
        "loop": lambda: passed(looped, x),
    }
    seconds = in_turns(ways, ROUNDS)
    return seconds["loop"] / seconds["scan"]


def in_turns(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median of the seconds that each takes, once each in every round, after one that does not count."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, do in ways.items():
            began = perf_counter()
            do()
            if number:
                found[name].append(perf_counter() - began)
    return {name: median(each) for name, each in found.items()}


def relative_speeds(length: int) -> dict[str, float]:
    """Return updates per second of each architecture over those of the LSTM."""
    config = preset("characters").config.changed(hidden=HIDDEN, batch=BATCH, sequence_length=length)
    runs = {name: build(config.changed(cell=name)) for name in ("lstm", *ARCHITECTURES)}
    seconds = in_turns({name: lambda run=run: train_once(run) for name, run in runs.items()}, ROUNDS)  # type: ignore[misc]
    return {name: round(seconds["lstm"] / seconds[name], 3) for name in ARCHITECTURES}


def main() -> int:
    torch.set_num_threads(1)
    scanned = [name for name in ARCHITECTURES if cells.load(name).form.linear]
    errors = {dtype: {name: difference(name, dtype) for name in scanned} for dtype in BARS}
    print({str(dtype): each for dtype, each in errors.items()}, flush=True)
    speedups = {name: speedup(name) for name in scanned}
    print("scan over loop:", {name: round(value, 1) for name, value in speedups.items()}, flush=True)
    speeds: dict[str, dict[int, float]] = {name: {} for name in ARCHITECTURES}
    for length in LENGTHS:
        for name, value in relative_speeds(length).items():
            speeds[name][length] = value
        print(f"T {length}:", {name: each[length] for name, each in speeds.items()}, flush=True)
    figures = {
        "scan_max_rel_err": max(errors[torch.float64].values()),
        "scan_max_rel_err_float32": max(errors[torch.float32].values()),
        "scan_speedup": round(min(speedups.values()), 2),
        "scans": {name: round(value, 2) for name, value in speedups.items()},
        "relative_speed": speeds,
    }
    print(json.dumps(figures))
    right = all(max(errors[dtype].values()) <= bar for dtype, bar in BARS.items())
    return 0 if right and figures["scan_speedup"] > 1 else 1  # type: ignore[operator]


if __name__ == "__main__":
    sys.exit(main())
