"""How much memory a run would take, asked before it is taken: what is too large is refused, with what would fit.

The figures are those of the largest part, a float32 in each place; measured on LSTMs they are right to a third.
"""

from __future__ import annotations

import re
from pathlib import Path

from rnnviz.engine.config import RunConfig
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.tasks import Task
from rnnviz.user_files.faults import MB, size

MOST = 2000 * MB  #: bytes that weights and one update may take
MOST_SHOWN = 500 * MB  #: bytes that one Frame, and computing it, may take
LONGEST = 4096  #: timesteps that can be shown: more than there are pixels across a screen

_FREE_SHARE = 0.7  # of the memory that is free now
_GATES = 4  # at most, of any cell
_COPIES = 5  # of each weight: itself, its gradient, what the optimiser keeps, a snapshot
_PER_UNIT, _PER_SYMBOL = 16, 5  # floats that an update keeps for each unit and symbol of a timestep
_SHOWN_PER_UNIT, _SHOWN_PER_SYMBOL = 40, 6  # the same in a Frame, with what computing it needs
_FLOAT = 4  # bytes
_FULL = re.compile(
    r"not enough memory|can't allocate memory|out of memory|alloc_cpu|bad_alloc|Unable to allocate", re.I
)


def check(config: RunConfig, task: Task) -> None:
    """Refuse a run that would take more memory than it may."""
    needed, most = of_run(config, task.vocabulary_size, task.uses), _most()
    if needed > most:
        raise Refused(
            QT_TRANSLATE_NOOP(
                "engine",
                "This would take {needed} of memory, and {most} is the most: fewer units, fewer timesteps, a smaller "
                "batch or a text of fewer different symbols need less.",
            ),
            needed=size(needed),
            most=size(most),
        )


def of_run(config: RunConfig, symbols: int, uses: frozenset[str]) -> int:
    """Return about how many bytes weights and one update take.

    Parameters
    ----------
    config : RunConfig
        Of the run.
    symbols : int
        The size of the vocabulary, V.
    uses : frozenset of str
        The settings that matter to the task.
    """
    timesteps = max(
        config.sequence_length if "sequence_length" in uses else 1,
        config.lag if "lag" in uses else 1,
    )
    streams = timesteps * (config.batch if "batch" in uses else 1)  # timesteps of all sequences
    units = _units(config, uses)
    below = config.embedding or symbols
    weights = _GATES * units * (below + units * config.layers) + symbols * (units + config.embedding)
    return _FLOAT * (_COPIES * weights + streams * (_PER_UNIT * units * config.layers + _PER_SYMBOL * symbols))


def _units(config: RunConfig, uses: frozenset[str]) -> int:
    """Return the units of a layer, both directions together."""
    return (config.hidden if "hidden" in uses else 1) * (2 if "directions" in uses else 1)


def longest(config: RunConfig, task: Task) -> int:
    """Return the timesteps of the longest sequence that can be watched."""
    floats = _SHOWN_PER_UNIT * _units(config, task.uses) * config.layers + _SHOWN_PER_SYMBOL * task.vocabulary_size
    return max(1, min(LONGEST, MOST_SHOWN // (_FLOAT * floats)))


def check_shown(config: RunConfig, task: Task, length: int) -> None:
    """Refuse to show a sequence that is too long for it."""
    if length > (most := longest(config, task)):
        raise Refused(
            QT_TRANSLATE_NOOP(
                "engine", "A sequence of {length} symbols is too long to be shown: {most} is the most of this network."
            ),
            length=length,
            most=most,
        )


def _most() -> int:
    free = _free()
    return MOST if free is None else min(MOST, int(_FREE_SHARE * free))


def _free() -> int | None:
    """Return the bytes that can be taken without harm to other programs; None where the system does not say."""
    try:
        facts = Path("/proc/meminfo").read_text(encoding="ascii")
    except (OSError, ValueError):
        return None
    found = re.search(r"^MemAvailable:\s*(\d+) kB$", facts, re.MULTILINE)
    return None if found is None else 1024 * int(found[1])


def full(error: BaseException) -> Sentence | None:
    """Return a sentence for an error that says that there is no memory left; None for any other."""
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and _FULL.search(str(error))):
        return Sentence(QT_TRANSLATE_NOOP("engine", "This machine has not enough memory for that."))
    return None
