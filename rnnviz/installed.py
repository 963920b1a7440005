"""Are PySide6 and torch there, in versions that work? Asked of the installed metadata: nothing is imported."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

TORCH = (2, 13)  # major, minor: as pinned in pyproject.toml
_BREAKS_DOCKS = {"6.11.0", "6.11.1"}
_ABORTS_BEFORE_3_12 = {"6.12.0"}


def check_torch() -> None:
    """Refuse to start without PyTorch, or with one that the probe was not measured with."""
    found = _version("torch", "torch")
    needed = ".".join(map(str, TORCH))
    if found is None:
        raise Refused(
            QT_TRANSLATE_NOOP("app", 'PyTorch is missing: type `pip install "torch~={needed}.0"`.'), needed=needed
        )
    if found and tuple(found.split(".")[:2]) != tuple(map(str, TORCH)):
        raise Refused(
            QT_TRANSLATE_NOOP(
                "app", 'PyTorch {found} is installed, {needed} is needed: type `pip install "torch~={needed}.0"`.'
            ),
            found=found,
            needed=needed,
        )


def check_qt() -> None:
    """Refuse to open a window without PySide6, or with a version of it that crashes or breaks docks."""
    found = _version("PySide6-Essentials", "PySide6")
    if found is None:
        raise Refused(QT_TRANSLATE_NOOP("app", 'PySide6 is missing: type `pip install "rnnviz[window]"`.'))
    if found in _ABORTS_BEFORE_3_12 and sys.version_info < (3, 12):
        raise Refused(
            QT_TRANSLATE_NOOP(
                "app",
                "PySide6 {found} crashes on Python {python}: type `pip install PySide6-Essentials==6.11.3`, "
                "or use Python 3.12 or newer.",
            ),
            found=found,
            python=f"{sys.version_info[0]}.{sys.version_info[1]}",
        )
    if found in _BREAKS_DOCKS:
        raise Refused(
            QT_TRANSLATE_NOOP(
                "app",
                "PySide6 {found} cannot move panels: type `pip install PySide6-Essentials==6.11.3`.",
            ),
            found=found,
        )


def versions() -> dict[str, str]:
    """Return the versions of what a fault may come from, by the names that people know; nothing is imported for it."""
    found = {
        "Python": platform.python_version(),
        "torch": _version("torch", "torch"),
        "Qt": _version("PySide6-Essentials", "PySide6"),  # PySide6 has the version of the Qt that comes with it
        "numpy": _version("numpy", "numpy"),
    }
    return {name: "none" if there is None else there or "unknown" for name, there in found.items()}


def _version(distribution: str, package: str) -> str | None:
    """Return a version; "" where the package is there but nobody wrote it down (a frozen app); None: not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None if find_spec(package) is None else ""
