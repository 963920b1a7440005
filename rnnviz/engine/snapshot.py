"""The whole state of a run before one update, as plain arrays: fit to be kept, compared and sent. No torch here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.config import RunConfig
from rnnviz.probe.edits import EditWeight
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, did_you_mean

Array = NDArray[Any]

_EACH = 300  # bytes that an array takes beside its values: the object, its key, its place in a dictionary


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a run is restored from: with the batches, which follow from seed and update, nothing else is needed."""

    update: int  # optimiser steps taken
    config: RunConfig  # in force at this update
    smoothed: float  # the smoothed loss
    model: Mapping[str, Array]  # parameters and buffers by name
    optimiser: Mapping[str, Mapping[str, Array]]  # parameter -> its entries in the optimiser's state
    carried: Any = None  # hidden state from the last chunk: an array, a tuple of such or None

    def arrays(self) -> Iterator[Array]:
        """Walk all arrays, always in the same order."""
        yield from self.model.values()
        for entries in self.optimiser.values():
            yield from entries.values()
        yield from _leaves(self.carried)

    @cached_property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return sum(array.nbytes + _EACH for array in self.arrays())

    @cached_property
    def digest(self) -> str:
        """A hash (SHA-256, hexadecimal) that is the same for two states only if they agree to the bit."""
        found = sha256(f"{self.update} {self.smoothed.hex()}".encode())
        for array in self.arrays():
            found.update(f"{array.dtype} {array.shape}".encode())
            found.update(array.tobytes())
        return found.hexdigest()

    def edited(self, edits: Iterable[EditWeight]) -> Snapshot:
        """Return a copy in which single weights have other values.

        Raises
        ------
        Refused
            If there is no such parameter or place in it, or the value is not a finite number.
        """
        model = dict(self.model)
        for edit in edits:
            model[edit.parameter] = _edited(model, edit)
        return replace(self, model=model)


def _edited(model: Mapping[str, Array], edit: EditWeight) -> Array:
    name, value, row, column = edit.parameter, edit.value, edit.row, edit.column
    if name not in model:
        raise Refused(
            QT_TRANSLATE_NOOP("history", "There is no weight matrix called {name}{nearest}."),
            name=name,
            nearest=did_you_mean(name, model),
        )
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refused(
            QT_TRANSLATE_NOOP("history", "A weight cannot be {value}: it must be a finite number."), value=value
        )
    array = model[name].copy()
    matrix = array.reshape(len(array) if array.ndim else 1, -1)
    if not (0 <= row < matrix.shape[0] and 0 <= column < matrix.shape[1]):
        rows, columns = matrix.shape
        raise Refused(
            QT_TRANSLATE_NOOP(
                "history", "{name} has {rows} rows and {columns} columns: there is no weight in {row}, {column}."
            ),
            name=name, rows=rows, columns=columns, row=row, column=column,
        )  # fmt: skip
    matrix[row, column] = value
    array.flags.writeable = False
    return array


def _leaves(state: Any) -> Iterator[Array]:
    if isinstance(state, np.ndarray):
        yield state
    elif state is not None:
        for part in state:
            yield from _leaves(part)
