"""The 112-line model: watched in the window here, against a plain numpy loop of the same model, in turn.

``python -m benchmarks.classic`` prints one line of JSON last; bar: ratio >= 1.2.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import ExitStack
from statistics import median
from time import perf_counter

from benchmarks.turns import Measured, Program, wait_for_turns

BAR = 1.2
WARM_UP = 100  # updates of a turn that do not count


def numpy_loop() -> None:
    """Train the numpy model on the same text, by turns."""
    from benchmarks.numpy_classic import NumpyClassic
    from rnnviz.text.corpus import built_in

    corpus = built_in()
    model = NumpyClassic(corpus.ids, len(corpus.vocabulary))

    def turn(seconds: float) -> Measured:
        for _ in range(WARM_UP):
            model.update()
        done, began = 0, perf_counter()
        while perf_counter() - began < seconds:
            model.update()
            done += 1
        return {"updates_per_second": done / (perf_counter() - began)}

    wait_for_turns(turn)


def compare(rounds: int, seconds: float) -> list[tuple[float, float]]:
    """Start both anew; return updates per second here and in numpy, turn by turn."""
    found = []
    with ExitStack() as running:
        here = running.enter_context(Program("watched", "--preset", "classic"))
        plain = running.enter_context(Program("classic", "--numpy", environment=_one_thread()))
        for _ in range(rounds):
            pair = [program.turn(seconds)["updates_per_second"] for program in (here, plain)]
            found.append((pair[0], pair[1]))
            print(f"here {pair[0]:.0f} updates/s, numpy {pair[1]:.0f} updates/s", flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=2, help="how often both are started anew")
    parser.add_argument("--rounds", type=int, default=6, help="turns at each start")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--numpy", action="store_true", help="only the numpy loop, by turns")
    options = parser.parse_args()
    if options.numpy:
        numpy_loop()
        return 0
    pairs = [pair for _ in range(options.starts) for pair in compare(options.rounds, options.seconds)]
    ratio = median(here / plain for here, plain in pairs)
    here, plain = (round(median(speeds)) for speeds in zip(*pairs, strict=True))
    print(json.dumps({"ratio": round(ratio, 3), "here": here, "numpy": plain}))
    return int(ratio < BAR)


def _one_thread() -> dict[str, str]:
    """Return an environment in which numpy computes on one thread, as torch does here."""
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


if __name__ == "__main__":
    sys.exit(main())
