"""Records as plain values and arrays, and back, by what their classes declare.

A record is a frozen dataclass, or a NamedTuple, whose fields are numbers, text, truth values, None, members of an Enum,
arrays, other records, or tuples, sets and mappings of such. From the annotations follows how each is written; so a
class says once what it is made of, and nothing that it does not declare is ever made.

The plain part is what JSON knows. Arrays stand beside it, under the path of their place: ``recurrences/0/gates/i``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from rnnviz.packing.arrays import Array, Damaged, pack, to_json, unpack
from rnnviz.packing.ways import Record
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

FORMAT = 1  #: of what is written; what says a higher one is not read

_KIND, _FORMAT, _RECORD = "kind", "rnnviz", "record"
FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)

R = TypeVar("R")


def split(record: object, path: str = "") -> tuple[Any, dict[str, Array]]:
    """Return the plain part of a record, and its arrays by their paths; `path` is its own place among others.

    Raises
    ------
    TypeError
        If a field holds something else than it declares, or declares what cannot be written.
    """
    arrays: dict[str, Array] = {}
    return Record(type(record)).write(record, path, arrays), arrays


def join(kind: type[R], plain: Any, arrays: Mapping[str, Array], path: str = "") -> R:
    """Return the record of a kind that `split` has taken apart; raises `Damaged` if they are not the parts of one."""
    try:
        record: R = Record(kind).read(plain, path, arrays)
    except FAULTS as error:
        raise Damaged(f"no {kind.__name__}: {error!r}") from error
    return record


def encode(record: object) -> bytes:
    """Return a record as bytes, as `rnnviz.packing.arrays` lays them out; raises TypeError as `split` does."""
    plain, arrays = split(record)
    text = to_json(plain)
    return pack(arrays, {_FORMAT: str(FORMAT), _KIND: type(record).__name__, _RECORD: text})


def decode(blob: bytes | memoryview, *kinds: type[R]) -> R:
    """Return a record of one of some kinds; its arrays are read-only, and share the memory of `blob`.

    Raises
    ------
    Refused
        If the bytes are no such record, or were written in a newer format.
    """
    try:
        arrays, about = unpack(blob)
        if (found := int(about[_FORMAT])) > FORMAT:
            raise newer(found)
        kind = {kind.__name__: kind for kind in kinds}[about[_KIND]]
        return join(kind, json.loads(about[_RECORD]), arrays)
    except FAULTS as error:
        raise Refused(
            QT_TRANSLATE_NOOP("packing", "What was received is cut off or damaged, and cannot be shown."),
            details=repr(error),
        ) from error


def newer(found: int) -> Refused:
    """Say that something was written in a format that is not known yet."""
    return Refused(
        QT_TRANSLATE_NOOP(
            "packing", "It was written by a newer RNNviz, in format {found}; this one reads formats up to {known}."
        ),
        found=found,
        known=FORMAT,
    )
