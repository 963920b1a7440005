"""Going back in time: whether it is exact, how long it takes, and what it costs training.

``python -m benchmarks.replay [--updates 20000] [--seeks 50] [--hidden 64] [--limit 256] [--pairs 40]`` trains the
default experiment, goes to random past updates, and compares hashes of weights and optimiser state with those recorded
on the way. Then it trains two runs in turn, one with a history and one without. One line of JSON comes last.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from hashlib import sha256
from statistics import median
from time import perf_counter

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch, tune_allocator

SLICE = 0.02  # seconds between two moments at which a window could be heard
BLOCK = 100  # updates of one run, then of the other
WITHOUT = 0  # bytes


def digest(run) -> str:
    """Return a hash of weights and optimiser state, straight from torch."""
    found = sha256()
    for name, tensor in run.model.state_dict().items():
        found.update(name.encode() + tensor.numpy().tobytes())
    for index, entries in enumerate(run.optimiser.state):
        for key, tensor in sorted(entries.items()):
            found.update(f"{index} {key}".encode() + tensor.numpy().tobytes())
    return found.hexdigest()


def recorded(travel, updates: int, chosen: set[int]) -> dict[int, str]:
    """Train; return what the state was at the chosen updates."""
    hashes, began = {}, perf_counter()
    while travel.run.update < updates:
        if travel.run.update in chosen:
            hashes[travel.run.update] = digest(travel.run)
        if travel.run.update % 2000 == 0:
            print(f"update {travel.run.update}, {perf_counter() - began:.0f} s", flush=True)
        taken(travel)
    return hashes


def taken(travel) -> None:
    from rnnviz.engine.training import train_once

    travel.prepare()
    train_once(travel.run)
    travel.updated()


def sought(travel, order: list[int], hashes: dict[int, str]) -> tuple[list[float], int]:
    """Go to each update; return the seconds it took, and how many agree to the bit."""
    seconds, identical = [], 0
    for update in order:
        began = perf_counter()
        travel.seek(update)
        while not travel.replay(SLICE):
            pass
        seconds.append(perf_counter() - began)
        identical += travel.run.update == update and digest(travel.run) == hashes[update]
    return seconds, identical


def ratio(config, limit: int, pairs: int) -> float:
    """Return the speed with a history over the speed without: the median over pairs of blocks."""
    from rnnviz.engine.time_travel import Travel
    from rnnviz.engine.training import build

    with_history, without = Travel(build(config), limit), Travel(build(config), WITHOUT)
    found = []
    for pair in range(pairs + 1):  # the first one is for warming up
        seconds = {}
        for travel in (with_history, without) if pair % 2 else (without, with_history):
            began = perf_counter()
            for _ in range(BLOCK):
                taken(travel)
            seconds[travel] = perf_counter() - began
        found.append(seconds[without] / seconds[with_history])
    return median(found[1:])


def measure(options: argparse.Namespace) -> dict[str, float]:
    """Measure everything."""
    tune_allocator()
    load_torch()
    from rnnviz.engine.time_travel import Travel
    from rnnviz.engine.training import build

    config, limit = preset("characters").config.changed(hidden=options.hidden), options.limit * 10**6
    order = random.Random(1).sample(range(options.updates), options.seeks)
    travel = Travel(build(config), limit)
    hashes = recorded(travel, options.updates, set(order))
    present = digest(travel.run)
    seconds, identical = sought(travel, order, hashes)
    travel.back()
    print(f"slowest seek {max(seconds):.3f} s; {len(travel.history.updates)} snapshots, {travel.history.spacing} apart")
    return {
        "seeks": options.seeks,
        "identical": identical if digest(travel.run) == present else 0,
        "median_seek_s": median(seconds),
        "snapshot_mb": travel.history.nbytes / 1e6,
        "ratio": ratio(config, limit, options.pairs),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=20_000)
    parser.add_argument("--seeks", type=int, default=50)
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--limit", type=int, default=256, help="MB for the snapshots")
    parser.add_argument("--pairs", type=int, default=40, help=f"of {BLOCK} updates with and without a history")
    options = parser.parse_args()
    found = measure(options)
    print(json.dumps(found))
    missed = (
        found["identical"] < found["seeks"]
        or found["median_seek_s"] > 1.0
        or found["snapshot_mb"] > options.limit
        or found["ratio"] < 0.97
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
