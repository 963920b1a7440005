"""What watching takes from training: the bare loop and the watched window in turn, many pairs in one run.

``python -m benchmarks.watching`` prints a line for each pair and one line of JSON last. Ratios are of updates per
second against the bare loop, moments apart; the median over the pairs is told. Bars: watched_over_bare >= 0.90 with
fps >= 24 and p99_gap_ms <= 33; minimised_over_bare >= 0.98; budget3_over_bare >= 0.96; larger_over_bare (4 times the
hidden units) and smaller_over_bare (a tenth of them) >= 0.88.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from contextlib import ExitStack
from statistics import median

from benchmarks.turns import Measured, Program

BARS = {
    "watched_over_bare": 0.90,
    "minimised_over_bare": 0.98,
    "budget3_over_bare": 0.96,
    "larger_over_bare": 0.88,
    "smaller_over_bare": 0.88,
    "fps": 24.0,
}
GAP_BAR_MS = 33.0
HIDDEN = 128
#: name -> hidden units, arguments of the window
WINDOWS = {
    "watched": (HIDDEN, ()),
    "minimised": (HIDDEN, ("--minimised",)),
    "budget3": (HIDDEN, ("--budget", "3")),
    "larger": (4 * HIDDEN, ()),
    "smaller": (HIDDEN // 10, ()),
}
Pairs = dict[str, list[tuple[Measured, Measured]]]  # the bare loop, the window


def compare(name: str, rounds: int, seconds: float, pairs: Pairs) -> None:
    """Start both anew and have them take turns, either of them first."""
    hidden, arguments = WINDOWS[name]
    with ExitStack() as running:
        bare = running.enter_context(Program("bare", "--hidden", str(hidden)))
        window = running.enter_context(Program("watched", "--hidden", str(hidden), *arguments))
        for number in range(rounds):
            measured = {each: each.turn(seconds) for each in ((bare, window), (window, bare))[number % 2]}
            alone, watched = measured[bare], measured[window]
            pairs[name].append((alone, watched))
            ratio = watched["updates_per_second"] / alone["updates_per_second"]
            print(f"{name:10} {ratio:.3f} of {alone['updates_per_second']:6.1f} updates/s  {watched}", flush=True)


def told(pairs: Pairs) -> dict[str, float]:
    """Return the medians, by the names of the bars."""
    result = {
        f"{name}_over_bare": round(median(w["updates_per_second"] / b["updates_per_second"] for b, w in both), 4)
        for name, both in pairs.items()
    }
    for key in ("fps", "p99_gap_ms", "observe_ms"):
        result[key] = round(median(window[key] for _, window in pairs["watched"]), 2)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=2, help="how often everything is started anew")
    parser.add_argument("--rounds", type=int, default=6, help="pairs at each start")
    parser.add_argument("--seconds", type=float, default=2.0)
    options = parser.parse_args()
    pairs: Pairs = defaultdict(list)
    for _ in range(options.starts):
        for name in WINDOWS:
            compare(name, options.rounds, options.seconds, pairs)
    result = told(pairs)
    print(json.dumps(result))
    return int(any(result[key] < bar for key, bar in BARS.items()) or result["p99_gap_ms"] > GAP_BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
