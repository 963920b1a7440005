"""A Frame as one NPZ file, and back.

Every array stands in it under its path (``recurrences/0/gates/i``). One more entry, ``about``, is JSON text: the rest
of the record, and the names of each array's axes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import BadZipFile

import numpy as np

from rnnviz.files import npz
from rnnviz.probe.frame import (
    Activation,
    Array,
    Attention,
    Frame,
    GradientFlow,
    Output,
    Recurrence,
    Spectrum,
    State,
    Want,
    Weights,
    arrays,
)
from rnnviz.probe.named_axes import check
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import shown

ABOUT = "about"
_FORMAT = 1
_PARTS: Mapping[str, type] = {
    "recurrences": Recurrence,
    "attentions": Attention,
    "weights": Weights,
    "parameter_gradients": Weights,
    "spectra": Spectrum,
    "output": Output,
    "flow": GradientFlow,
    "activations": Activation,
    "states": State,
}


def save(path: str | Path, frame: Frame) -> None:
    """Write a Frame; raises `Refused` if the file cannot be written."""
    found = list(arrays(frame))
    about = {"format": _FORMAT, "axes": {name: axes for name, axes, _ in found}, "frame": _plain(frame)}
    npz.save(path, {**{name: values for name, _, values in found}, ABOUT: np.array(json.dumps(about))})


def load(path: str | Path) -> Frame:
    """Read a Frame; its arrays are read-only again.

    Raises
    ------
    Refused
        If it cannot be read, or holds no Frame.
    """
    try:
        found = npz.load(path)
        about = json.loads(str(found.pop(ABOUT)))
        if about["format"] != _FORMAT:
            raise ValueError(about["format"])
        for values in found.values():
            values.flags.writeable = False
        frame: Frame = _record(Frame, about["frame"], found, "")
        check(frame)
    except (EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError, BadZipFile, zlib.error) as error:
        raise Refused(
            QT_TRANSLATE_NOOP("files", "The file {path} holds no picture of a network."),
            details=repr(error),
            path=shown(path),
        ) from error
    return frame


def _plain(value: Any) -> Any:
    """Return a record without its arrays, as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: getattr(value, f.name) for f in fields(value) if "axes" not in f.metadata}
        return {name: _plain(part) for name, part in own.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return value.value if isinstance(value, Enum) else value


def _record(kind: type, plain: Mapping[str, Any], found: Mapping[str, Array], prefix: str) -> Any:
    """Build a record from its plain part and the arrays below `prefix`."""
    values = {name: _part(name, part, found, prefix) for name, part in plain.items()}
    for item in fields(kind):
        path = f"{prefix}{item.name}"
        if "axes" in item.metadata:
            below = {n.removeprefix(f"{path}/"): a for n, a in found.items() if n.startswith(f"{path}/")}
            if path in found or below:
                values[item.name] = found[path] if path in found else MappingProxyType(below)
    return kind(**values)


def _part(name: str, part: Any, found: Mapping[str, Array], prefix: str) -> Any:
    kind = _PARTS.get(name)
    if name == "wants":
        return frozenset(map(Want, part))
    if name in ("sequences", "labels") and isinstance(part, Mapping):  # an output's labels are a list
        return MappingProxyType({axis: tuple(symbols) for axis, symbols in part.items()})
    if kind is None or part is None:
        return tuple(part) if isinstance(part, list) else part
    if isinstance(part, list):
        return tuple(_record(kind, each, found, f"{prefix}{name}/{i}/") for i, each in enumerate(part))
    if name == "states":
        return MappingProxyType(
            {key: _record(kind, each, found, f"{prefix}{name}/{key}/") for key, each in part.items()}
        )
    return _record(kind, part, found, f"{prefix}{name}/")
