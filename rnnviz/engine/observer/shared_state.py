"""States of a model in shared memory: two buffers in turn, so that their writer never waits, and nobody reads halves.

Each buffer has a count, odd while it is written (a sequence lock). Whoever was told of a buffer and its count knows, if
the count is the same after reading, that all it has read is of one update.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from mmap import mmap
from typing import NamedTuple

import numpy as np

from rnnviz.packing.arrays import Array

IN_TURN = 2  #: the buffers of what is looked at at once
KEPT = 2  #: the buffers of what is computed when there is time for it
_ALIGNED = 64  # bytes


class Part(NamedTuple):
    """One array of the state."""

    name: str
    dtype: str  # as numpy writes it
    shape: tuple[int, ...]


class Written(NamedTuple):
    """What was written last."""

    buffer: int
    turn: int  # of the buffer


def parts_of(arrays: Mapping[str, Array]) -> tuple[Part, ...]:
    """Describe arrays."""
    return tuple(Part(name, array.dtype.str, array.shape) for name, array in arrays.items())


def size_of(parts: Sequence[Part]) -> int:
    """Return the bytes that a state of these parts needs."""
    return _ALIGNED + (IN_TURN + KEPT) * sum(map(_room, parts))


class SharedState:
    """A view of the memory; the writer has one and the reader has one.

    Parameters
    ----------
    memory : mmap
        Of `size_of(parts)` bytes at least.
    parts : sequence of Part
        What lies in it.
    """

    def __init__(self, memory: mmap, parts: Sequence[Part]) -> None:
        self._counts = np.frombuffer(memory, np.int64, IN_TURN + KEPT)
        self._buffers: list[list[Array]] = []
        at = _ALIGNED
        for _ in range(IN_TURN + KEPT):
            arrays: list[Array] = []
            for part in parts:
                count = int(np.prod(part.shape, dtype=np.int64))
                arrays.append(np.frombuffer(memory, part.dtype, count, at).reshape(part.shape))
                at += _room(part)
            self._buffers.append(arrays)
        self._last = 0

    def write(self, arrays: Iterable[Array]) -> Written:
        """Copy a state into that of the buffers in turn that was not written last."""
        self._last = 1 - self._last
        return self._write(self._last, arrays)

    def keep(self, place: int, arrays: Iterable[Array]) -> Written:
        """Copy a state into one of the buffers that are kept, 0 to `KEPT` - 1."""
        return self._write(IN_TURN + place, arrays)

    def _write(self, buffer: int, arrays: Iterable[Array]) -> Written:
        self._counts[buffer] += 1
        for there, array in zip(self._buffers[buffer], arrays, strict=True):
            np.copyto(there, array)
        self._counts[buffer] += 1
        return Written(buffer, int(self._counts[buffer]))

    def read(self, written: Written, arrays: Iterable[Array]) -> bool:
        """Copy a state out; return whether it is the one that was meant: it may have been overwritten meanwhile."""
        if self._counts[written.buffer] != written.turn:
            return False
        for array, there in zip(arrays, self._buffers[written.buffer], strict=True):
            np.copyto(array, there)
        return bool(self._counts[written.buffer] == written.turn)


def _room(part: Part) -> int:
    """Return the bytes that one array takes, the next one being aligned."""
    nbytes = int(np.prod(part.shape, dtype=np.int64)) * np.dtype(part.dtype).itemsize
    return -(-nbytes // _ALIGNED) * _ALIGNED
