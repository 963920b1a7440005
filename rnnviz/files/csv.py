"""Arrays by name as one table of text, for a spreadsheet or a data frame."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from rnnviz.files.replacing import replacing
from rnnviz.probe.frame import Array

Columns = dict[str, Array]  # all of one length


def save(path: str | Path, arrays: Mapping[str, Array], axes: Mapping[str, Sequence[str]] | None = None) -> None:
    """Write arrays as one table: UTF-8, commas, a header, one row an element.

    Arrays of one shape stand side by side, a column each, behind the columns that number their axes (from 0); with one
    axis the rows need no number. Arrays of several shapes stand below one another, with their name in the first column.
    A complex array takes two columns. Every number reads back to the same bits.

    Parameters
    ----------
    path : str or Path
        The file.
    arrays : mapping of str to array
        Numbers, truth values or text, of any shape.
    axes : mapping of str to sequence of str, optional
        Names of an array's axes; without them they are ``index_0``, ``index_1``, ...

    Raises
    ------
    Refused
        If the file cannot be written.
    """
    given = {name: np.asarray(values) for name, values in arrays.items()}
    named = {name: _axes(values, (axes or {}).get(name)) for name, values in given.items()}
    alike = len({(values.shape, named[name]) for name, values in given.items()}) <= 1
    tables = [_beside(given, named)] if alike else [_below(n, values, named[n]) for n, values in given.items()]
    with replacing(Path(path)) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        header = list(dict.fromkeys(name for table in tables for name in table))
        writer.writerow(header)
        for table in tables:
            writer.writerows(_rows(table, header))
        text.detach()  # flushes; the file is not ours to close


def _axes(values: Array, names: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(names) if names else tuple(f"index_{axis}" for axis in range(values.ndim))


def _beside(given: Mapping[str, Array], named: Mapping[str, tuple[str, ...]]) -> Columns:
    table: Columns = {}
    for name, values in given.items():
        if not table and values.ndim > 1:
            table.update(_numbers(values, named[name]))
        table.update(_parts(name, values))
    return table


def _below(name: str, values: Array, axes: tuple[str, ...]) -> Columns:
    names = np.full(values.size, name)
    return {"name": names, **_numbers(values, axes), **_parts("value", values)}


def _numbers(values: Array, axes: tuple[str, ...]) -> Columns:
    """Return the place of every element along each axis."""
    return dict(zip(axes, np.indices(values.shape).reshape(values.ndim, values.size), strict=True))


def _parts(name: str, values: Array) -> Columns:
    flat = values.reshape(-1)
    if np.iscomplexobj(flat):
        return {f"{name}.real": _written(flat.real), f"{name}.imag": _written(flat.imag)}
    return {name: _written(flat)}


def _written(values: Array) -> Array:
    # numpy writes the shortest text that reads back to the same float32 or float64.
    return values if values.dtype.kind in "US" else values.astype(np.str_)


def _rows(table: Columns, header: Iterable[str]) -> Iterable[tuple[object, ...]]:
    length = max((len(column) for column in table.values()), default=0)
    blank = np.full(length, "")
    return zip(*(table.get(name, blank).tolist() for name in header), strict=True)
