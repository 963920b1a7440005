"""Arrays whose axes have names: how a record's fields say them, and how all arrays of a record are walked.

A field has names of its own for its axes (`axes`), or the record says them in its field `axes` (`own_axes`), where they
depend on what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def axes(*names: str, optional: bool = False) -> Any:
    """Declare an array field with the names of its axes."""
    metadata = {"axes": names}
    return field(default=None, metadata=metadata) if optional else field(metadata=metadata)


def own_axes(*, but_first: bool = False, optional: bool = False) -> Any:
    """Declare an array field whose axes the record names in its field `axes`; `but_first`: it lacks the first one."""
    metadata = {"axes": (), "own": 1 if but_first else 0}
    return field(default=None, metadata=metadata) if optional else field(metadata=metadata)


def check_named(axes: tuple[str, ...], values: Array, labels: Mapping[str, tuple[str, ...]]) -> None:
    """Raise ValueError unless every axis of an array has a name of its own, and as many labels as places, if any."""
    if len(axes) != values.ndim or len(set(axes)) != len(axes) or not all(axes):
        raise ValueError(f"{values.ndim} axes need as many different names, not {axes}")
    lengths = dict(zip(axes, values.shape, strict=True))
    for axis, names in labels.items():
        if lengths.get(axis) != len(names):
            raise ValueError(f"{len(names)} labels for the axis {axis!r} of {lengths}")


def check_alike(name: str, values: Array | None, shape: tuple[int, ...]) -> None:
    """Raise ValueError unless an array, if there is one, is of a shape."""
    if values is not None and values.shape != shape:
        raise ValueError(f"{name} is of shape {values.shape}, not {shape}")


def arrays(record: Any, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...], Array]]:
    """Walk a record and yield (path, axes, array) for every array in it: what an export writes.

    Paths look like ``recurrences/0/gates/i`` and ``recurrences/0/states/C/values``.
    """
    for item in fields(record):
        value, path = getattr(record, item.name), f"{prefix}{item.name}"
        named = record.axes[item.metadata["own"] :] if "own" in item.metadata else item.metadata.get("axes", ())
        if isinstance(value, np.ndarray):
            yield path, named, value
        elif isinstance(value, Mapping) and named:
            yield from ((f"{path}/{key}", named, array) for key, array in value.items())
        else:
            for key, part in _parts(value):
                yield from arrays(part, f"{path}/{key}")


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the records within a field, each with what its path goes on with."""
    if isinstance(value, Mapping):
        found = [(f"{key}/", part) for key, part in value.items()]
    elif isinstance(value, tuple):
        found = [(f"{index}/", part) for index, part in enumerate(value)]
    else:
        found = [("", value)]
    yield from ((key, part) for key, part in found if is_dataclass(part) and not isinstance(part, type))


def check(record: Any) -> None:
    """Raise ValueError unless every array has as many axes as its field names."""
    for path, named, values in arrays(record):
        if values.ndim != len(named):
            raise ValueError(f"{path} has {values.ndim} axes, not {named}")
