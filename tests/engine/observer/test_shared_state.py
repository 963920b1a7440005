"""What is read from shared memory is of one moment, however fast it is written."""

from __future__ import annotations

import mmap
from threading import Event, Thread

import numpy as np

from rnnviz.engine.observer.shared_state import SharedState, parts_of, size_of

ARRAYS = {
    "weight": np.arange(6, dtype=np.float32).reshape(2, 3),
    "none": np.zeros((0, 4)),
    "one": np.array(2.5),
    "whole": np.arange(5, dtype=np.int64),
}


def both_ends(arrays):
    parts = parts_of(arrays)
    memory = mmap.mmap(-1, size_of(parts))
    return SharedState(memory, parts), SharedState(memory, parts)


def test_arrays_of_every_kind_arrive():
    writer, reader = both_ends(ARRAYS)
    for factor in (1, 2, 3):
        written = writer.write([factor * array for array in ARRAYS.values()])
        found = [np.empty_like(array) for array in ARRAYS.values()]
        assert reader.read(written, found)
        for mine, theirs in zip(found, ARRAYS.values(), strict=True):
            np.testing.assert_array_equal(mine, factor * theirs)


def test_the_state_before_the_last_can_still_be_read_and_one_before_that_is_missed():
    writer, reader = both_ends(ARRAYS)
    first, second, third = (writer.write(ARRAYS.values()) for _ in range(3))
    found = [np.empty_like(array) for array in ARRAYS.values()]
    assert not reader.read(first, found)
    assert reader.read(second, found)
    assert reader.read(third, found)


def test_nothing_is_read_that_is_half_of_one_state_and_half_of_another():
    large = {"a": np.zeros(200_000), "b": np.zeros(200_000)}
    writer, reader = both_ends(large)
    told, over, seen = [writer.write(large.values())], Event(), 0

    def write():
        number = 0.0
        while not over.is_set():
            number += 1
            told.append(writer.write([np.full(200_000, number), np.full(200_000, number)]))

    thread = Thread(target=write)
    thread.start()
    try:
        found = [np.empty(200_000), np.empty(200_000)]
        for _ in range(100):
            if reader.read(told[-1], found):
                seen += 1
                assert all((array == found[0][0]).all() for array in found)
    finally:
        over.set()
        thread.join()
    assert seen
