"""The process that tries one door: ``python -m benchmarks.hostile.process DOOR FIRST CHANNEL SEED``."""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import random
import resource
import sys
import tempfile
from pathlib import Path
from time import thread_time

from benchmarks.hostile.door import Door, tried

MEMORY = 12 << 30  # bytes of address space: torch and Qt reserve much that they never use


def slowness() -> float:
    """Return how many times slower this machine is than one on which half a second was found too long."""
    taken = []
    for _ in range(3):
        begun = thread_time()
        sum(k * k for k in range(400_000))
        taken.append(thread_time() - begun)
    return max(1.0, min(taken) / 0.04)


def main(name: str, first: int, channel: int, seed: int) -> None:
    """Try a door's inputs from one on; write a line for each to a file descriptor."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as home, os.fdopen(channel, "w", buffering=1) as out:
        os.environ |= {"HOME": home, "XDG_CONFIG_HOME": f"{home}/config", "XDG_DATA_HOME": f"{home}/data"}
        os.chdir(home)
        door: Door = importlib.import_module(f"benchmarks.hostile.doors.{name}").DOOR(Path(home))
        made = door.inputs(random.Random(f"{seed} {name}"))
        inputs = list({repr(each): each for each in made}.values())  # none counts twice
        print(json.dumps({"inputs": len(inputs), "slowness": slowness()}), file=out)
        sys.stdout = sys.stderr = io.StringIO()
        gc.disable()  # as in the window, which collects when nothing else is to be done
        for k, given in enumerate(inputs[first:], start=first):
            print(json.dumps({"begins": k, "given": repr(given)[:120]}), file=out)
            print(json.dumps({"input": k, "in_window": door.in_window, **tried(door, given)}), file=out)
            if k % 50 == 0:
                gc.collect()
        out.flush()
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
