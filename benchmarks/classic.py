"""The 112-line model: watched in the window here, against a plain numpy loop of the same model.

``python -m benchmarks.classic`` prints one line of JSON last; bar: ratio >= 1.2.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from statistics import median
from time import perf_counter

from benchmarks.watching import run

BAR = 1.2


def numpy_updates_per_second(seconds: float) -> float:
    """Train the numpy model on the same text for a while."""
    from benchmarks.numpy_classic import NumpyClassic
    from rnnviz.text.corpus import built_in

    corpus = built_in()
    model = NumpyClassic(corpus.ids, len(corpus.vocabulary))
    for _ in range(100):
        model.update()
    done, began = 0, perf_counter()
    while perf_counter() - began < seconds:
        model.update()
        done += 1
    return done / (perf_counter() - began)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--numpy", action="store_true", help="only the numpy loop, and print its speed")
    options = parser.parse_args()
    if options.numpy:
        print(json.dumps({"updates_per_second": numpy_updates_per_second(options.seconds)}))
        return 0
    here, plain = [], []
    for _ in range(options.pairs):
        here.append(run("watched", "--preset", "classic", "--seconds", str(options.seconds))["updates_per_second"])
        command = [sys.executable, "-m", "benchmarks.classic", "--numpy", "--seconds", str(options.seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=_one_thread())
        plain.append(json.loads(done.stdout.splitlines()[-1])["updates_per_second"])
        print(f"here {here[-1]:.0f} updates/s, numpy {plain[-1]:.0f} updates/s", flush=True)
    ratio = median(a / b for a, b in zip(here, plain, strict=True))
    print(json.dumps({"ratio": round(ratio, 3), "here": round(median(here)), "numpy": round(median(plain))}))
    return int(ratio < BAR)


def _one_thread() -> dict[str, str]:
    """Return an environment in which numpy computes on one thread, as torch does here."""
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


if __name__ == "__main__":
    sys.exit(main())
