"""What every door has, and the process that tries its inputs."""

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
import traceback
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any, Protocol

from benchmarks.hostile.words import faults
from rnnviz.sentences import Refused

SEED = 2026
MEMORY = 12 << 30  # bytes of address space: torch and Qt reserve much that they never use
LONGEST_STALL = 0.5  # seconds of the window's thread


class Unclear(Exception):
    """An input was neither taken as it was meant nor refused in a user's words."""


class Door(Protocol):
    """A kind of input."""

    in_window: bool  # whether the window's thread does the work: then it must not stall
    usual: float = 0.0  # seconds that the last attempt would have taken with a good input

    def inputs(self, chance: random.Random) -> Sequence[Any]:
        """Return what is tried; equal for equal seeds."""

    def attempt(self, given: Any) -> str:
        """Try one, and return what the user is told; empty: it was accepted. Raises `Refused` or `Unclear`."""


def said_clearly(sentence: str, given: object) -> None:
    """Raise `Unclear` unless a sentence is in a user's words."""
    if wrong := faults(sentence, str(given)):
        raise Unclear(f"{', '.join(wrong)}: {sentence[:300]}")


def tried(door: Door, given: Any) -> dict[str, object]:
    """Try an input; return how that went."""
    begun, cpu = perf_counter(), thread_time()
    why = ""
    try:
        said = door.attempt(given)
    except Refused as refused:
        said = str(refused)
    except Unclear as unclear:
        said, why = "", str(unclear)
    except BaseException as error:  # what the program does not expect, the user would not understand
        said, why = "", "".join(traceback.format_exception(error)[-4:])
    if said and not why and (wrong := faults(said, _text(given))):
        why = f"{', '.join(wrong)}: {said[:300]}"
    # The processor's time, not the clock's: on a busy machine everything takes long.
    busy, waited = thread_time() - cpu - getattr(door, "usual", 0.0), perf_counter() - begun
    return {"why": why, "said": said[:200], "busy": busy, "waited": waited}


def _text(given: Any) -> str:
    if isinstance(given, dict):
        return " ".join(map(_text, given.values()))
    return " ".join(map(_text, given)) if isinstance(given, tuple | list) else str(given)


def slowness() -> float:
    """Return how many times slower this machine is than one on which half a second was found too long."""
    taken = []
    for _ in range(3):
        begun = thread_time()
        sum(k * k for k in range(400_000))
        taken.append(thread_time() - begun)
    return max(1.0, min(taken) / 0.04)


def main(name: str, first: int, channel: int) -> None:
    """Try a door's inputs from one on; write a line for each to a file descriptor."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as home, os.fdopen(channel, "w", buffering=1) as out:
        os.environ |= {"HOME": home, "XDG_CONFIG_HOME": f"{home}/config", "XDG_DATA_HOME": f"{home}/data"}
        os.chdir(home)
        door: Door = importlib.import_module(f"benchmarks.hostile.doors.{name}").DOOR(Path(home))
        inputs = door.inputs(random.Random(f"{SEED} {name}"))
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
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
