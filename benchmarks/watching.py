"""What watching takes from training: the bare loop and the watched window in turn, several pairs in one run.

``python -m benchmarks.watching`` prints a line for each measurement and one line of JSON last. Ratios are of updates
per second against the bare loop of the same pair; the median over the pairs is told. Bars: watched_over_bare >= 0.90
with fps >= 24 and p99_gap_ms <= 33; minimised_over_bare >= 0.98; budget3_over_bare >= 0.96; larger_over_bare (4 times
the hidden units) and smaller_over_bare (a tenth of them) >= 0.88.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from statistics import median

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


def run(module: str, *arguments: str) -> dict[str, float]:
    """Run a measurement in a process of its own and return what its last line says."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def pair(ratios: dict[str, list[float]], seen: dict[str, list[float]], seconds: float, number: int) -> None:
    """Measure everything once; the bare loop stands beside what is compared with it, before and after in turn."""
    for name, (hidden, arguments) in WINDOWS.items():
        common = ("--hidden", str(hidden), "--seconds", str(seconds))
        if number % 2:
            window, bare = run("watched", *common, *arguments), run("bare", *common)
        else:
            bare, window = run("bare", *common), run("watched", *common, *arguments)
        ratio = window["updates_per_second"] / bare["updates_per_second"]
        ratios[name].append(ratio)
        print(f"{name:10} {ratio:.3f} of {bare['updates_per_second']:.1f} updates/s  {window}", flush=True)
        if name == "watched":
            for key in ("fps", "p99_gap_ms", "observe_ms"):
                seen[key].append(window[key])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0)
    options = parser.parse_args()
    ratios: dict[str, list[float]] = defaultdict(list)
    seen: dict[str, list[float]] = defaultdict(list)
    for number in range(options.pairs):
        pair(ratios, seen, options.seconds, number)
    result = {f"{name}_over_bare": round(median(values), 4) for name, values in ratios.items()}
    result |= {key: round(median(values), 2) for key, values in seen.items()}
    print(json.dumps(result))
    return int(any(result[key] < bar for key, bar in BARS.items()) or result["p99_gap_ms"] > GAP_BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
