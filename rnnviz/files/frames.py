"""A Frame as one NPZ file, and back.

Every array stands in it under its path (``recurrences/0/gates/i``). One more entry, ``about``, is JSON text: the rest
of the record, and the names of each array's axes.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from rnnviz.files import npz
from rnnviz.packing.records import join, split
from rnnviz.probe.frame import Frame, arrays
from rnnviz.probe.named_axes import check
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import shown

ABOUT = "about"
_FORMAT = 2


def save(path: str | Path, frame: Frame) -> None:
    """Write a Frame; raises `Refused` if the file cannot be written."""
    plain, found = split(frame)
    about = {"format": _FORMAT, "axes": {name: axes for name, axes, _ in arrays(frame)}, "frame": plain}
    npz.save(path, {**found, ABOUT: np.array(json.dumps(about, allow_nan=False))})


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
        frame = join(Frame, about["frame"], found)
        check(frame)
    except (EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError, BadZipFile, zlib.error) as error:
        raise Refused(
            QT_TRANSLATE_NOOP("files", "The file {path} holds no picture of a network."),
            details=repr(error),
            path=shown(path),
        ) from error
    return frame
