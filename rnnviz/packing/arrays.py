"""Arrays by name, and some text about them, as one string of bytes.

The layout is that of safetensors: 8 bytes, little-endian, say how long the header is; the header is JSON, ``name ->
{dtype, shape, data_offsets}``, with a table of strings under ``__metadata__``; then the values, C-contiguous and
little-endian, without a gap. Nothing in it is executed, and whatever it says is checked before it is believed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

LONGEST_HEADER = 100_000_000  # bytes, as in safetensors
_METADATA = "__metadata__"
_LENGTH = 8  # bytes that say the header's length
_ALIGNED = 16  # bytes, of where the values begin: the largest type is as long
_MOST_AXES = 32
_ENTRY = {"dtype", "shape", "data_offsets"}  # what describes an array

DTYPES: Mapping[str, np.dtype[Any]] = {
    name: np.dtype(code)
    for name, code in {
        "BOOL": "?",
        "U8": "u1",
        "I8": "i1",
        "U16": "<u2",
        "I16": "<i2",
        "U32": "<u4",
        "I32": "<i4",
        "U64": "<u8",
        "I64": "<i8",
        "F16": "<f2",
        "F32": "<f4",
        "F64": "<f8",
        "C64": "<c8",
        "C128": "<c16",  # not in safetensors
    }.items()
}
_NAMES = {dtype: name for name, dtype in DTYPES.items()}


#: A plain value as JSON; raises ValueError for NaN and infinity.
to_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Damaged(ValueError):
    """Bytes that do not hold what they should."""


def pack(arrays: Mapping[str, Array], about: Mapping[str, str]) -> bytes:
    """Return arrays and text as bytes.

    Raises
    ------
    TypeError
        If an array holds something else than numbers or truth values.
    """
    # Long elements first: so each array is aligned, and none needs a gap before it.
    ordered = sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize)
    header: dict[str, Any] = {_METADATA: dict(about)}
    parts, at = list[bytes](), 0
    for name, values in ordered:
        plain = _plain(values)
        header[name] = {
            "dtype": _NAMES[plain.dtype],
            "shape": list(values.shape),
            "data_offsets": [at, at + plain.nbytes],
        }
        parts.append(plain.tobytes())
        at += plain.nbytes
    text = to_json(header).encode("utf-8", _SURROGATES)
    text += b" " * (-(_LENGTH + len(text)) % _ALIGNED)
    return b"".join([len(text).to_bytes(_LENGTH, "little"), text, *parts])


_SURROGATES = "surrogatepass"  # a lone half of a character is no UTF-8, but a user's text may have one


def _plain(values: Array) -> Array:
    little = values.dtype.newbyteorder("<")
    if little not in _NAMES:
        raise TypeError(f"arrays of {values.dtype} cannot be sent")
    return np.asarray(values, little, order="C")


def unpack(blob: bytes | memoryview) -> tuple[dict[str, Array], dict[str, str]]:
    """Return the arrays, read-only, which share the memory of `blob`, and the text.

    Raises
    ------
    Damaged
        If the bytes are cut off, say something that cannot be, or are followed by others.
    """
    view = memoryview(blob).toreadonly()
    header, begin = _header(view)
    about = header.pop(_METADATA, {})
    if not isinstance(about, dict) or not all(isinstance(value, str) for value in about.values()):
        raise Damaged("the text about the arrays is none")
    values = view[begin:]
    arrays = {name: _array(entry, values, len(values)) for name, entry in header.items()}
    _check_places([entry["data_offsets"] for entry in header.values()], len(values))
    return arrays, about


def _header(view: memoryview) -> tuple[dict[str, Any], int]:
    """Return the header and where the values begin."""
    length = int.from_bytes(view[:_LENGTH], "little")
    begin = _LENGTH + length
    if len(view) < begin or len(view) < _LENGTH or length > LONGEST_HEADER:
        raise Damaged(f"{len(view)} bytes, of which the header would take {length}")
    try:
        header = json.loads(str(view[_LENGTH:begin], "utf-8", _SURROGATES))
    except (ValueError, RecursionError) as error:
        raise Damaged(f"the header is no JSON: {error!r}") from error
    if not isinstance(header, dict):
        raise Damaged("the header is no table")
    return header, begin


def _array(entry: Any, values: memoryview, length: int) -> Array:
    """Return the array that an entry describes; of values there are `length` bytes."""
    if not isinstance(entry, dict) or entry.keys() != _ENTRY:
        raise Damaged(f"{entry!r} describes no array")
    name, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    dtype = DTYPES.get(name) if isinstance(name, str) else None
    if dtype is None or not _counts(shape) or len(shape) > _MOST_AXES or not _counts(offsets) or len(offsets) != 2:
        raise Damaged(f"{entry!r} describes no array")
    begin, end = offsets
    count = math.prod(shape)
    if not begin <= end <= length or end - begin != count * dtype.itemsize:
        raise Damaged(f"{entry!r} does not fit {length} bytes")
    if not count:
        return _empty(dtype, shape)
    found: Array = np.ndarray(shape, dtype, values, begin)
    if dtype.kind == "b" and found.view(np.uint8).max() > 1:
        raise Damaged("truth values are 0 or 1")
    return found


def _empty(dtype: np.dtype[Any], shape: list[int]) -> Array:
    """Return an array without an element; the product of its other lengths may be beyond what numpy can count."""
    try:
        found: Array = np.empty(shape, dtype)
    except ValueError as error:
        raise Damaged(f"{shape} is no shape") from error
    found.flags.writeable = False
    return found


def _counts(numbers: Any) -> bool:
    if not isinstance(numbers, list):
        return False
    for n in numbers:  # noqa: SIM110 - a generator would take three times as long, for each of many arrays
        if type(n) is not int or n < 0:
            return False
    return True


def _check_places(places: list[list[int]], length: int) -> None:
    """Raise unless the arrays lie one behind the other and fill all there is."""
    at = 0
    for begin, end in sorted(places):
        if begin != at:
            raise Damaged("arrays overlap, or leave a gap")
        at = end
    if at != length:
        raise Damaged(f"{length - at} bytes belong to no array")
