"""What every door has, and how one of its inputs is tried."""

from __future__ import annotations

import random
import traceback
from collections.abc import Sequence
from time import perf_counter, thread_time
from typing import Any, Protocol

from benchmarks.hostile.words import faults
from rnnviz.sentences import Refused

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
