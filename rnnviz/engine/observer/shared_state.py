"""The newest state of a model in shared memory: two buffers, so that its writer never waits, and nobody reads halves.

Each buffer has a count, odd while it is written (a sequence lock). Whoever was told of a buffer and its count knows, if
the count is the same after reading, that all it has read is of one update.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from mmap import mmap
from typing import NamedTuple

import numpy as np

from rnnviz.packing.arrays import Array

BUFFERS = 2
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
    return _ALIGNED + BUFFERS * sum(map(_room, parts))


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
        self._counts = np.frombuffer(memory, np.int64, BUFFERS)
        self._buffers: list[list[Array]] = []
        at = _ALIGNED
        for _ in range(BUFFERS):
            arrays: list[Array] = []
            for part in parts:
                count = int(np.prod(part.shape, dtype=np.int64))
                arrays.append(np.frombuffer(memory, part.dtype, count, at).reshape(part.shape))
                at += _room(part)
            self._buffers.append(arrays)
        self._last = 0

    def write(self, arrays: Iterable[Array]) -> Written:
        """Copy a state into the buffer that was not written last."""
        self._last = 1 - self._last
        self._counts[self._last] += 1
        for there, array in zip(self._buffers[self._last], arrays, strict=True):
            np.copyto(there, array)
        self._counts[self._last] += 1
        return Written(self._last, int(self._counts[self._last]))

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
