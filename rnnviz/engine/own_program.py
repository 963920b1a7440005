"""Starting this program once more: what another process is begun with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any


def command_line(name: str, *arguments: str) -> list[str]:
    """Return how `rnnviz NAME ARGUMENTS` is started, with this Python or as an app of its own."""
    frozen = getattr(sys, "frozen", False)  # an app of its own is its own interpreter
    return [sys.executable, *(() if frozen else ("-P", "-m", "rnnviz")), name, *arguments]


def environment() -> dict[str, str]:
    """Return what the process begins with: the modules of this one, and one compute thread."""
    path = os.pathsep.join(each for each in sys.path if each)
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def begun(command: list[str], more: Mapping[str, str] | None = None, **how: Any) -> subprocess.Popen[bytes]:
    """Start a process that shows nothing, and that Ctrl+C in a terminal does not reach; raises OSError."""
    if sys.platform == "win32":
        how.setdefault("creationflags", subprocess.CREATE_NO_WINDOW)
    else:
        how.setdefault("start_new_session", True)
    said = {**environment(), **(more or {})}
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=said, **how)
