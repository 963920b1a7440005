"""Tries every door: ``python -m benchmarks.hostile [--seed N] [DOOR ...]``; see the package."""

from __future__ import annotations

import argparse
import json
import os
import pkgutil
import select
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.hostile import doors
from benchmarks.hostile.door import LONGEST_STALL

NAMES = tuple(sorted(module.name for module in pkgutil.iter_modules(doors.__path__) if not module.name.startswith("_")))
LEAST = 1000  # inputs
SEED = 2026
PATIENCE = 60.0  # seconds without a word: it hangs
COUNTS = ("inputs", "clear", "freezes", "aborts")
_SHOWN = 12  # failures of a door that are printed


@dataclass
class Tally:
    """How the inputs of a door went."""

    inputs: int = 0
    clear: int = 0
    freezes: int = 0
    aborts: int = 0
    slowest: float = 0.0  # seconds of the window's thread, as on the machine that the bar is for


@dataclass
class Trial:
    """A door, tried in as many processes as it takes."""

    name: str
    seed: int = SEED
    tally: Tally = field(default_factory=Tally)
    failures: list[str] = field(default_factory=list)
    slowness: float = 1.0
    under_way: dict[str, Any] | None = None
    expected: int | None = None

    def run(self) -> Tally:
        """Try all inputs; one that ends the process is left behind by the next."""
        first = 0
        while self.expected is None or first < self.expected:
            there = self._process(first)
            if there == first and self.expected is None:
                raise SystemExit(f"The door {self.name} does not begin.")
            first = there
        return self.tally

    def _process(self, first: int) -> int:
        """Run one process; return the number of the input to go on with."""
        reading, writing = os.pipe()
        command = [
            sys.executable,
            "-m",
            "benchmarks.hostile.process",
            self.name,
            str(first),
            str(writing),
            str(self.seed),
        ]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": ""}
        process = subprocess.Popen(command, pass_fds=(writing,), stdin=subprocess.DEVNULL, env=environment)
        os.close(writing)
        self.under_way = None
        hung, rest = False, b""
        while True:
            if not select.select([reading], [], [], PATIENCE)[0]:
                process.kill()
                hung = True
                break
            if not (piece := os.read(reading, 1 << 16)):
                break
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                first = self.hear(json.loads(line), first)
        process.wait()
        os.close(reading)
        return self.after(first, hung, process.returncode)

    def hear(self, line: dict[str, Any], first: int) -> int:
        """Count what the process says of an input; return the one that comes next."""
        if "begins" in line:
            self.under_way = line
            return first
        if "input" not in line:
            self.expected, self.slowness = line["inputs"], line["slowness"]
            return first
        given = "" if self.under_way is None else self.under_way["given"]
        self.under_way = None
        self.tally.inputs += 1
        self.tally.clear += not line["why"]
        if line["why"]:
            self.failures.append(f"{given}: {line['why']}")
        took = line["busy"] / self.slowness if line["in_window"] else 0.0
        self.tally.slowest = max(self.tally.slowest, round(took, 3))
        if took > LONGEST_STALL:
            self.tally.freezes += 1
            self.failures.append(f"{given}: {took:.2f} s")
        return int(line["input"]) + 1

    def after(self, first: int, hung: bool, code: int) -> int:
        """Count an input that the process did not survive; return the one to go on with."""
        if self.under_way is None:
            return first
        self.tally.inputs += 1
        self.tally.freezes += hung
        self.tally.aborts += not hung
        self.failures.append(f"{self.under_way['given']}: {'hangs' if hung else f'ends the program ({code})'}")
        return int(self.under_way["begins"]) + 1


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="DOOR", help=", ".join(NAMES))
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the inputs ({SEED})")
    options = parser.parse_args(arguments)
    names = options.names
    if unknown := set(names) - set(NAMES):
        print(f"There is no door {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    tallies = {}
    for name in names or NAMES:
        trial = Trial(name, options.seed)
        tallies[name] = trial.run()
        print(f"{name:12} {asdict(trial.tally)}", flush=True)
        for failure in trial.failures[:_SHOWN]:
            print(f"    {failure}", flush=True)
    total = {key: sum(asdict(tally)[key] for tally in tallies.values()) for key in COUNTS}
    print(json.dumps({**total, "doors": {name: asdict(tally) for name, tally in tallies.items()}}))
    few = total["inputs"] < LEAST and not names
    return int(few or total["clear"] < total["inputs"] or bool(total["freezes"] or total["aborts"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
