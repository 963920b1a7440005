"""The one place that finds a file of resources/, in a checkout, a wheel or a frozen app."""

from __future__ import annotations

import sys
from pathlib import Path


def _candidates() -> list[Path]:
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's bootloader
    return [*([Path(frozen) / "resources"] if frozen else []), here / "resources", here.parent / "resources"]


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below resources/.

    Raises
    ------
    FileNotFoundError
        If no resources/ beside or inside the package holds it.
    """
    for root in _candidates():
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"resources/{'/'.join(parts)} is not in {', '.join(map(str, _candidates()))}")
