"""A file of several records, sealed: what was cut off or changed in it is not believed.

It is laid out as `rnnviz.packing.arrays` says, so whoever reads safetensors can read its arrays. Each record has a name
of its own, which begins the paths of its arrays, and can be read by itself: what one of them lacks does not keep the
others from being read. The seal is a hash (SHA-256) of the header and the values: it tells of accidents, not of
forgers.

Values go from memory to the disk, and back, without standing in memory twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO, TypeVar

import numpy as np

from rnnviz.packing.arrays import (
    LENGTH,
    METADATA,
    Array,
    Damaged,
    Lying,
    check,
    empty,
    head,
    header_length,
    laid_out,
    read_header,
    to_json,
    truthful,
)
from rnnviz.packing.records import FAULTS, FORMAT, join, newer, split
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

_FORMAT, _SEAL, _RECORD = "rnnviz", "sha256", "record."

R = TypeVar("R")


def write(file: BinaryIO, records: Mapping[str, object], about: Mapping[str, str] | None = None) -> None:
    """Write records under their names, and text about them that others can read.

    Raises
    ------
    TypeError
        If a field holds something else than it declares.
    """
    arrays, text = dict[str, Array](), {**(about or {}), _FORMAT: str(FORMAT)}
    for name, record in records.items():
        plain, its_arrays = split(record, name)
        arrays |= its_arrays
        text[_RECORD + name] = to_json(plain)
    header, parts = laid_out(arrays)
    seal = _Seal(header, text)
    for part in parts:
        seal.add(part)
    file.write(head({METADATA: {**text, _SEAL: seal.value}, **header}))
    for part in parts:
        file.write(_raw(part))


@dataclass(frozen=True)
class Sealed:
    """What was read.

    Attributes
    ----------
    about : mapping of str
        The text about the records.
    arrays : mapping of Array
        All of them, by their paths; read-only.
    """

    about: Mapping[str, str]
    arrays: Mapping[str, Array]

    @property
    def seal(self) -> str:
        """What tells this file from every other one."""
        return self.about.get(_SEAL, "")

    def __contains__(self, name: str) -> bool:
        return _RECORD + name in self.about

    def record(self, name: str, kind: type[R]) -> R:
        """Return a record; raises `Damaged` if it is not there, or none of that kind."""
        try:
            return join(kind, json.loads(self.about[_RECORD + name]), self.arrays, name)
        except FAULTS as error:
            raise Damaged(f"{name}: {error!r}") from error


def read(file: BinaryIO, length: int) -> Sealed:
    """Read a file of so many bytes, and check its seal.

    Raises
    ------
    Refused
        If it is cut off or damaged, another program's, or of a newer format.
    """
    try:
        header, about, available = _begin(file, length)
        seal = _Seal(header, about)
        arrays = {}
        places = check(header, available)
        for name, place in sorted(places.items(), key=lambda item: item[1].begin):
            arrays[name] = _values(file, place, seal)
    except Damaged as error:
        raise _damaged(error) from error
    if about.get(_SEAL) != seal.value:
        raise _damaged(Damaged("the seal is broken"))
    return Sealed(about, arrays)


def peek(file: BinaryIO, length: int, arrays: frozenset[str] = frozenset()) -> Sealed:
    """Read what is said of the records, and some arrays, without the others: the seal is not checked.

    Raises
    ------
    Refused
        As `read` does.
    """
    try:
        header, about, available = _begin(file, length)
        places = check(header, available)
        start = file.tell()
        found = {}
        for name in arrays & places.keys():
            file.seek(start + places[name].begin)
            found[name] = _values(file, places[name], None)
    except Damaged as error:
        raise _damaged(error) from error
    return Sealed(about, found)


def _begin(file: BinaryIO, length: int) -> tuple[dict[str, Any], dict[str, str], int]:
    """Read the header; return it, the text in it, and how many bytes are left for the values."""
    first = file.read(LENGTH)
    begin = header_length(first, length)
    header, about = read_header(file.read(begin - LENGTH))
    found = about.get(_FORMAT, "")
    if not found.isascii() or not found.isdecimal() or len(found) > 9:
        raise Damaged("nothing says that RNNviz wrote it")
    if int(found) > FORMAT:
        raise newer(int(found))
    return header, about, length - begin


def _values(file: BinaryIO, place: Lying, seal: _Seal | None) -> Array:
    if not place.elements:
        return empty(place.dtype, place.shape)
    found: Array = np.empty(place.elements, place.dtype)
    raw = _raw(found)
    while raw:
        got = file.readinto(raw)  # type: ignore[attr-defined]
        if not got:
            raise Damaged("it is cut off")
        raw = raw[got:]
    if seal is not None:
        seal.add(found)
    found = truthful(found).reshape(place.shape)
    found.flags.writeable = False
    return found


class _Seal:
    """The hash of a header, but for the seal itself, and of the values that follow it."""

    def __init__(self, header: Mapping[str, Any], about: Mapping[str, str]) -> None:
        said = {METADATA: {key: value for key, value in about.items() if key != _SEAL}, **header}
        self._hash = sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode())

    def add(self, values: Array) -> None:
        self._hash.update(_raw(values))

    @property
    def value(self) -> str:
        return self._hash.hexdigest()


def _raw(values: Array) -> memoryview:
    """Return the bytes of an array without copying them."""
    return memoryview(values.reshape(-1).view(np.uint8))  # type: ignore[arg-type]


def _damaged(error: Damaged) -> Refused:
    return Refused(QT_TRANSLATE_NOOP("packing", "It is cut off or damaged, or no file of RNNviz."), details=str(error))
