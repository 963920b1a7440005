"""Arrays by name, and some text about them, as one string of bytes.

The layout is that of safetensors: 8 bytes, little-endian, say how long the header is; the header is JSON, ``name ->
{dtype, shape, data_offsets}``, with a table of strings under ``__metadata__``; then the values, C-contiguous and
little-endian, without a gap. Nothing in it is executed, and whatever it says is checked before it is believed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

LONGEST_HEADER = 100_000_000  # bytes, as in safetensors
METADATA = "__metadata__"
LENGTH = 8  # bytes that say the header's length
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
    header, parts = laid_out(arrays)
    return b"".join([head({METADATA: dict(about), **header}), *(part.tobytes() for part in parts)])


def laid_out(arrays: Mapping[str, Array]) -> tuple[dict[str, Any], list[Array]]:
    """Return what a header says of arrays, and their values in the order in which they follow it; raises TypeError."""
    # Long elements first: so each array is aligned, and none needs a gap before it.
    ordered = sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize)
    header, parts, at = dict[str, Any](), list[Array](), 0
    for name, values in ordered:
        plain = _plain(values)
        header[name] = {
            "dtype": _NAMES[plain.dtype],
            "shape": list(values.shape),
            "data_offsets": [at, at + plain.nbytes],
        }
        parts.append(plain)
        at += plain.nbytes
    return header, parts


def head(header: Mapping[str, Any]) -> bytes:
    """Return what stands before the values: the header's length, and the header."""
    text = to_json(header).encode("utf-8", _SURROGATES)
    text += b" " * (-(LENGTH + len(text)) % _ALIGNED)
    return len(text).to_bytes(LENGTH, "little") + text


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
    begin = header_length(view[:LENGTH], len(view))
    header, about = read_header(view[LENGTH:begin])
    values = view[begin:]
    places = check(header, len(values))
    return {name: _array(place, values) for name, place in places.items()}, about


def header_length(first: bytes | memoryview, available: int) -> int:
    """Return where the values begin, of so many bytes of which these are the first; raises `Damaged`."""
    length = int.from_bytes(first[:LENGTH], "little")
    if len(first) < LENGTH or available < LENGTH + length or length > LONGEST_HEADER:
        raise Damaged(f"{available} bytes, of which the header would take {length}")
    return LENGTH + length


def read_header(text: bytes | memoryview) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what a header says of the arrays, and the text about them; raises `Damaged`."""
    try:
        header = json.loads(str(text, "utf-8", _SURROGATES))
    except (ValueError, RecursionError) as error:
        raise Damaged(f"the header is no JSON: {error!r}") from error
    if not isinstance(header, dict):
        raise Damaged("the header is no table")
    about = header.pop(METADATA, {})
    if not isinstance(about, dict) or not all(isinstance(value, str) for value in about.values()):
        raise Damaged("the text about the arrays is none")
    return header, about


class Lying(NamedTuple):
    """Where an array lies among the values, and what it is."""

    dtype: np.dtype[Any]
    shape: list[int]
    begin: int
    end: int  # bytes

    @property
    def elements(self) -> int:
        """How many elements it has."""
        return math.prod(self.shape)


def check(header: Mapping[str, Any], available: int) -> dict[str, Lying]:
    """Return where each array lies, in the order of the header.

    Raises
    ------
    Damaged
        Unless they lie one behind the other and fill all the bytes that there are.
    """
    places = {name: _lying(entry, available) for name, entry in header.items()}
    at = 0
    for begin, end in sorted((place.begin, place.end) for place in places.values()):
        if begin != at:
            raise Damaged("arrays overlap, or leave a gap")
        at = end
    if at != available:
        raise Damaged(f"{available - at} bytes belong to no array")
    return places


def _lying(entry: Any, available: int) -> Lying:
    if not isinstance(entry, dict) or entry.keys() != _ENTRY:
        raise Damaged(f"{entry!r} describes no array")
    name, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    dtype = DTYPES.get(name) if isinstance(name, str) else None
    if dtype is None or not _counts(shape) or len(shape) > _MOST_AXES or not _counts(offsets) or len(offsets) != 2:
        raise Damaged(f"{entry!r} describes no array")
    begin, end = offsets
    if not begin <= end <= available or end - begin != math.prod(shape) * dtype.itemsize:
        raise Damaged(f"{entry!r} does not fit {available} bytes")
    return Lying(dtype, shape, begin, end)


def _array(place: Lying, values: memoryview) -> Array:
    if not place.elements:
        return empty(place.dtype, place.shape)
    return truthful(np.ndarray(place.shape, place.dtype, values, place.begin))


def truthful(found: Array) -> Array:
    """Return an array that is not empty; raises `Damaged` for truth values that are none."""
    if found.dtype.kind == "b" and found.view(np.uint8).max() > 1:
        raise Damaged("truth values are 0 or 1")
    return found


def empty(dtype: np.dtype[Any], shape: list[int]) -> Array:
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
