"""Arrays by name in one NPZ file: ``numpy.load`` reads it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import numpy as np
from numpy.lib import format as npy

from rnnviz.files.replacing import replacing
from rnnviz.probe.frame import Array
from rnnviz.user_files.faults import MB
from rnnviz.user_files.reading import opened

LIMIT = 1000 * MB  #: of a file of arrays, bytes


def save(path: str | Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays by name. Equal arrays give equal files.

    Names may be paths such as ``recurrences/0/gates/i``, which ``numpy.savez`` would take too, and ``file``, which it
    would not. No pickles are written.

    Raises
    ------
    Refused
        If the file cannot be written.
    """
    with replacing(Path(path)) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, values in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                npy.write_array(cast("zipfile.ZipExtFile", member), np.asarray(values), allow_pickle=False)


def load(path: str | Path) -> dict[str, Array]:
    """Read every array of a file; raises `Refused` if there is none that can be opened."""
    with opened(path, LIMIT) as file, np.load(file, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
